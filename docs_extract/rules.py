"""Hand-written rules: what a page says in prose, each citing its words.

What it says of one payload is JSON Schema; what it says of several together is a comparison
(`validator.audit.rules`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from docs_extract.page import Block, BulletList, CodeBlock, Page, Paragraph, Section, Table
from docs_extract.reference import Reference
from docs_extract.struct import RecordRule, Rule, Struct, walk_fields
from validator import hints
from validator.audit.rules import CHECK_SCHEMA
from validator.contract import compile_contract
from validator.documents import Document, InputFormat, locate, read_documents
from validator.engine import compile_schema
from validator.errors import CallspecError, SchemaError
from validator.finding import Finding, Severity, Source
from validator.schemas import DIALECT, LoadedSchema

SUFFIX = ".rules.yaml"

_FILE_SCHEMA: dict[str, Any] = {
    "$schema": DIALECT,
    "type": "object",
    "required": ["struct", "rules"],
    "additionalProperties": False,
    "properties": {
        "struct": {"type": "string"},
        "rules": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "severity", "message", "citation"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "pattern": "^[a-z][a-z0-9]*(-[a-z0-9]+)*$"},
                    "severity": {"enum": ["error", "warning"]},
                    "message": {"type": "string", "minLength": 1},
                    "citation": {
                        "type": "object",
                        "required": ["label", "words"],
                        "additionalProperties": False,
                        "properties": {
                            "label": {"type": "string"},
                            "words": {"type": "string", "minLength": 1},
                        },
                    },
                    "schema": {"type": "object"},
                    "records": CHECK_SCHEMA,
                },
            },
        },
    },
}


def find_rules(
    reference: Reference, structs: dict[str, Struct], given: Collection[str]
) -> tuple[dict[str, tuple[Rule | RecordRule, ...]], list[Finding]]:
    """Return the rules of the structs, from the files beside their pages, and what is wrong there.

    A file about a struct that is not on a page beside it is left alone; what is wrong with the
    rules of a struct is said where the struct is one of the `given`.
    """
    rules: dict[str, tuple[Rule | RecordRule, ...]] = {}
    findings: list[Finding] = []
    folders = {page.name: page.folder for page in reference.pages}
    for folder in dict.fromkeys(folders.values()):
        for document in _documents(folder):
            found = _check(document)
            findings += found
            if found:
                continue
            struct = structs.get(document.value["struct"])
            if struct is None:
                findings += locate(document, [_no_such_struct(document, structs)])
                continue
            if folders[struct.source.page] != folder:
                continue
            known = rules.get(struct.name, ())
            read, problems = _rules(reference, struct, document, known)
            rules[struct.name] = (*known, *read)
            findings += problems if struct.name in given else []
    return rules, findings


def _documents(folder: Path) -> Iterator[Document]:
    for file in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            with file.open("rb") as stream:
                yield from read_documents(str(file), stream, InputFormat.YAML)
        except OSError as error:
            raise CallspecError(f"{file}: {error.strerror or error}") from error


def _no_such_struct(document: Document, structs: Collection[str]) -> Finding:
    name = document.value["struct"]
    match = hints.nearest(name, structs)
    hint = f"did you mean {match}?" if match else None
    return _finding("rule-syntax", f"no page at hand has a struct {name}", "/struct", hint)


def _check(document: Document) -> list[Finding]:
    """Return what is wrong with the text and the shape of a file of rules."""
    found: list[Finding] = []
    if document.readable:
        schema = LoadedSchema(SUFFIX[1:], None, _FILE_SCHEMA, Path(SUFFIX), Path(), None)
        found = locate(document, compile_contract(schema).check_json(document.value))
    return [replace(one, code="rule-syntax") for one in (*document.problems, *found)]


def _rules(
    reference: Reference,
    struct: Struct,
    document: Document,
    known_rules: Sequence[Rule | RecordRule],
) -> tuple[list[Rule | RecordRule], list[Finding]]:
    rules: list[Rule | RecordRule] = []
    findings: list[Finding] = []
    for number, data in enumerate(document.value["rules"]):
        place = f"/rules/{number}"
        problem = _unusable_rule(data, struct)
        if problem is not None:
            findings.append(replace(problem, pointer=place + problem.pointer))
            continue
        if any(rule.id == data["id"] for rule in (*known_rules, *rules)):
            message = f"another rule is called {data['id']}"
            findings.append(_finding("rule-syntax", message, f"{place}/id"))
            continue
        citation = data["citation"]
        words = " ".join(citation["words"].split())
        source = cite(reference, citation["label"], words)
        if source is None:
            message = f"{citation['label']} no longer says: {words}"
            hint = "read what it says now and mend the rule, or its citation"
            findings.append(_finding("missing-citation", message, f"{place}/citation/words", hint))
            continue
        severity = Severity(data["severity"])
        told = (data["id"], severity, data["message"])
        if "schema" in data:
            rules.append(Rule(*told, data["schema"], source, words))
        else:
            rules.append(RecordRule(*told, data["records"], source, words))
    return rules, locate(document, findings)


def _unusable_rule(data: Any, struct: Struct) -> Finding | None:
    """Return why a rule cannot be one of a struct, as seen from the rule."""
    if ("schema" in data) == ("records" in data):
        return _finding(
            "rule-syntax",
            "a rule has either a schema (of one payload) or records (what several have together)",
            "",
        )
    if "records" in data:
        return _unusable_check(data["records"], struct)
    known = {field.name for _, field in walk_fields(struct.fields)}
    problem = _unusable(data["schema"], known)
    return _finding("rule-syntax", problem[0], "/schema", problem[1]) if problem else None


def _unusable_check(check: Any, struct: Struct) -> Finding | None:
    """Return why a comparison cannot be one of a struct's payloads, as seen from its rule."""
    fields = {field.name: field for field in struct.fields}
    for name in ("key", "field", "time", "record", "begin"):
        if name in check and check[name] not in fields:
            match = hints.nearest(check[name], fields)
            hint = f"did you mean {match}?" if match else None
            message = f"the struct has no field {check[name]}"
            return _finding("rule-syntax", message, f"/records/{name}", hint)
    documented = [one.value for one in fields[check["field"]].type.values]
    for number, value in enumerate(check["values"] if documented else ()):
        if value not in documented:
            match = hints.nearest(value, documented)
            hint = f"did you mean {match}?" if match else None
            message = f"{check['field']} has no value {value}"
            return _finding("rule-syntax", message, f"/records/values/{number}", hint)
    return None


def cite(reference: Reference, label: str, words: str) -> Source | None:
    """Return where the section with a label says some words, white space aside, or None."""
    target = reference.find(label)
    if target is None:
        return None
    for line, text in _texts(target.section):
        if words in text:
            return target.page.source(_line_of(target.page, line, words), label)
    return None


def _line_of(page: Page, line: int, words: str) -> int:
    """Return the line that a citation begins at, in a paragraph that begins at `line`.

    Where markup stands between the words, that is the paragraph's own line.
    """
    folded = ""
    starts = []
    for number, text in enumerate(page.lines[line - 1 : line + 99], start=line):
        starts.append((len(folded), number))
        folded += " ".join(text.split()) + " "
    place = folded.find(words)
    return max((number for start, number in starts if start <= place), default=line)


def _texts(section: Section) -> Iterator[tuple[int, str]]:
    """Yield what a section says in sentences, with the lines they begin at."""
    yield from _block_texts(section.blocks)


def _block_texts(blocks: tuple[Block, ...]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.line, block.text
        elif isinstance(block, BulletList):
            for item in block.items:
                yield from _block_texts(item.blocks)
        elif isinstance(block, Table):
            for row in block.rows:
                yield from ((row.line, cell) for cell in row.cells)
        else:
            assert isinstance(block, CodeBlock)


def _unusable(schema: Any, known: set[str]) -> tuple[str, str | None] | None:
    """Return why a fragment cannot be a rule of a struct with these fields, and a hint, or None."""
    try:
        compile_schema(schema, engine=None, base_uri="", retrieve=_nothing)
    except SchemaError as error:
        return str(error), None
    for name in sorted(_names(schema) - known):
        match = hints.nearest(name, known)
        hint = f"did you mean {match}?" if match else None
        return f"the struct has no field {name}", hint
    return None


def _names(schema: Any) -> set[str]:
    """Return the field names that a fragment speaks of, its constants aside."""
    names: set[str] = set()
    if isinstance(schema, list):
        for part in schema:
            names |= _names(part)
    elif isinstance(schema, dict):
        for keyword, value in schema.items():
            if keyword == "properties":
                names |= set(value)
                names |= _names(list(value.values()))
            elif keyword == "required":
                names |= set(value)
            elif keyword not in ("const", "enum"):
                names |= _names(value)
    return names


def _nothing(uri: str) -> Any:
    raise LookupError(uri)


def _finding(code: str, message: str, pointer: str, hint: str | None = None) -> Finding:
    return Finding(code, Severity.ERROR, message, pointer=pointer, hint=hint)
