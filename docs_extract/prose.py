"""What a page's prose says that nothing else on the pages bears out."""

import re
from collections.abc import Iterator

from docs_extract.extract import Extraction
from docs_extract.page import Page, Paragraph, Section, blocks_of
from docs_extract.remark import remark
from docs_extract.statements import sentences
from docs_extract.struct import walk_fields
from docs_extract.tables import value_table
from validator import hints
from validator.finding import Finding, Severity, Source

_WORD = re.compile(r"(?<![\w./\-{])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w/\-}(]|\.\w)")
_DENIED = re.compile(
    r"\b(?:not (?:a )?valid|no longer|deprecated|removed|in place of|not supported)\b",
    re.IGNORECASE,
)


def unknown_values(extraction: Extraction) -> Iterator[Finding]:
    """Yield the words of prose that look like a value and that no table has.

    Only sections that list values are read, and only words joined by underscores: such a word is
    a name of the interface, never plain language. Names of fields, structs and labels are known.
    """
    values = _values(extraction)
    known = _names(extraction) | set(values)
    for page in extraction.reference.asked:
        for section in page.walk():
            if value_table(section.blocks) is not None:
                yield from _unknown_in(page, section, known, values)


def _unknown_in(
    page: Page, section: Section, known: set[str], values: dict[str, Source]
) -> Iterator[Finding]:
    for block in blocks_of(section.blocks):
        if not isinstance(block, Paragraph):
            continue
        text = "".join(one.text for one in block.inlines if one.kind != "ref")
        said = "".join(f"{one} " for one in sentences(text) if not _DENIED.search(one))
        for word in dict.fromkeys(_WORD.findall(said)):
            if word in known or any(name.startswith(f"{word}_") for name in known):
                continue
            match = hints.nearest(word, values)
            hint = None
            if match is not None:
                place = values[match]
                hint = f"{place.page}:{place.line} spells it {match}"
            last = block.line + text.count("\n")
            yield remark(
                page,
                page.find(block.line, word, last),
                "unknown-value",
                f"{word} is named here, but no table of values has it",
                severity=Severity.WARNING,
                hint=hint,
            )


def _values(extraction: Extraction) -> dict[str, Source]:
    """Return the values of all tables at hand, and where each stands first."""
    values: dict[str, Source] = {}
    for page in extraction.reference.pages:
        for section in page.walk():
            table = value_table(section.blocks)
            for one in table.values if table else ():
                values.setdefault(one.value, page.source(one.line))
    return values


def _names(extraction: Extraction) -> set[str]:
    names = set(extraction.structs)
    for struct in extraction.structs.values():
        names |= {field.name for _, field in walk_fields(struct.fields)}
    for label in extraction.reference.labels:
        names |= set(label.split("-"))
    return names


def broken_references(extraction: Extraction) -> Iterator[Finding]:
    """Yield the references of prose that lead nowhere; field bullets have been looked at."""
    said = {
        (finding.file, finding.span)
        for finding in extraction.findings
        if finding.code == "broken-reference"
    }
    reference = extraction.reference
    for page in reference.asked:
        for block in page.blocks():
            for one in block.inlines if isinstance(block, Paragraph) else ():
                if one.target is None or reference.find(one.target) is not None:
                    continue
                span = page.find(block.line, one.target, block.line + 20)
                if (page.file, span) in said:
                    continue
                match = hints.nearest(one.target, reference.labels)
                yield remark(
                    page,
                    span,
                    "broken-reference",
                    f"the text refers to {one.target}, which no page at hand has",
                    severity=Severity.WARNING,
                    hint=f"did you mean {match}?" if match else None,
                )
