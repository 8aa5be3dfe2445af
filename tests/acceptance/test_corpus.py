"""The real pages: nothing on them is lost, and what is the same in two years stays the same."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED
from test_page_facts import without_words

from docs_extract.check import check
from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.reference import read_reference

CORPUS = SHARED / "corpus"
YEARS = ("2024-04", "2026-08")
PAGES = sorted(page.relative_to(CORPUS).as_posix() for page in CORPUS.glob("*/*.rst"))
STEPS = sorted(step.name for step in (CORPUS / "history").glob("*"))

pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside this checkout (../shared/corpus)"
)

# The test's own way of finding blocks, which shares nothing with docutils or the extractor.
_BLOCK = re.compile(
    r"^(?P<indent>[ ]*)(?:\.\. code(?:-block)?::.*|::|.*[^:\s.]::)\n"
    r"(?:[ ]*\n)*(?P<text>(?:(?P=indent)[ ]+\S.*\n|[ ]*\n)+)",
    re.MULTILINE,
)
_COMMENT = re.compile(r"//[^\n]*")
_TITLE = re.compile(r"^(\S.*)\n[=\-+^~]{3,}\n", re.MULTILINE)
_NO_SKELETON = re.compile(r"\b(?:example|sample|request|response|activating)", re.IGNORECASE)
_NAME = re.compile(r'"([A-Za-z_][A-Za-z0-9_]*)"\s*:')
_PROPERTY = re.compile(r'"(?!items"|properties"|additionalP)(\w+)"\s*:\s*\{\s*"type"\s*:')
_JSON = re.compile(r"\s*(?:\{|\[\s*[\]{\[\"0-9<.])")
_PLACEHOLDER = re.compile(r"<\w|\.\.\.")


@dataclass(frozen=True)
class Block:
    """A literal block of a page: its text, first and last line, what stands above and below."""

    text: str
    line: int
    last: int
    above: str
    below: str

    @property
    def json(self) -> bool:
        return _JSON.match(_COMMENT.sub("", self.text)) is not None

    @property
    def skeleton(self) -> bool:
        """A block with placeholders, one that bullets follow, or a schema; no example of these."""
        shows = _PLACEHOLDER.search(self.text) or '"properties"' in self.text
        described = bool(shows) or self.below.startswith("* ")
        return self.json and described and not _NO_SKELETON.search(self.above)


def blocks(text: str) -> Iterator[Block]:
    for match in _BLOCK.finditer(text):
        line = text.count("\n", 0, match.start("text")) + 1
        body = match["text"].rstrip()
        before = text[: match.start()]
        titles = _TITLE.findall(before)
        paragraphs = before.strip().rsplit("\n\n", 1)
        above = f"{titles[-1] if titles else ''}\n{paragraphs[-1]}"
        below = text[match.end() :].lstrip()[:2]
        yield Block(body, line, line + body.count("\n"), above, below)


@cache
def read(folder: str) -> tuple[Any, Any, Any]:
    """The extraction, the check and the schemas of a folder of the corpus."""
    reference = read_reference([CORPUS / folder])
    extraction = extract(reference)
    schemas = {one.name: one.schema for one in generate(extraction)}
    return extraction, check(reference, None), schemas


def names_in(schema: Any) -> Iterator[str]:
    """Every name of a property, wherever it stands in a schema."""
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from names_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from names_in(value)


def messages(page: str) -> str:
    found = read(page.partition("/")[0])[1].findings
    return "\n".join(one.message for one in found if Path(one.file or "") == CORPUS / page)


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith(YEARS)])
def test_every_field_of_every_skeleton_is_in_a_schema_or_in_a_finding(page):
    extraction, _, schemas = read(page.partition("/")[0])
    own = [
        schemas[name]
        for name in extraction.given
        if extraction.structs[name].source.page == page.partition("/")[2]
    ]
    known = {name for schema in own for name in names_in(schema)}
    said = set(re.findall(r"\w+", messages(page)))
    text = (CORPUS / page).read_text(encoding="utf-8")
    lost = {}
    for block in blocks(text):
        if not block.skeleton:
            continue
        find = _PROPERTY if '"properties"' in block.text else _NAME
        missing = sorted(set(find.findall(block.text)) - known - said)
        if missing:
            lost[block.line] = missing
    assert lost == {}


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith(YEARS)])
def test_every_json_block_is_a_skeleton_an_example_or_has_a_finding(page):
    extraction, checked, _ = read(page.partition("/")[0])
    name = page.partition("/")[2]
    built = [one for one in extraction.built if one.site.page.name == name]
    read_lines = {one.site.block.line for one in built}
    read_lines |= {example.block.line for one in built for example in one.examples}
    said = {
        line
        for one in checked.findings
        if one.span is not None and Path(one.file or "") == CORPUS / page
        for line in range(one.span.line, one.span.end_line + 1)
    }
    text = (CORPUS / page).read_text(encoding="utf-8")
    silent = [
        block.line
        for block in blocks(text)
        if block.json
        and block.line not in read_lines
        and said.isdisjoint(range(block.line, block.last + 1))
    ]
    assert silent == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_can_be_read_alone(page, tmp_path):
    shutil.copy(CORPUS / page, tmp_path)
    assert check(read_reference([tmp_path]), None).pages == 1


@pytest.mark.parametrize("struct", ["campaigncall", "call", "address"])
def test_a_page_and_its_ancestor_give_the_same_contract(struct):
    first, *later = [contract(f"history/{step}", struct) for step in STEPS[:3]]
    assert later == [first, first]


def contract(folder: str, struct: str) -> Any:
    schema = read(folder)[2][struct]
    definitions = schema.get("$defs", {})
    return without_words(schema), {name: without_words(one) for name, one in definitions.items()}


def test_the_scan_sees_what_is_there():
    """The scan itself: were it blind, the tests above could not fail."""
    for page in PAGES:
        text = (CORPUS / page).read_text(encoding="utf-8")
        own = list(blocks(text))
        # Every line that opens an object and nothing else stands in a block, or below a comment.
        opened = len(re.findall(r"^ +\{$", text, re.MULTILINE))
        inside = sum(len(re.findall(r"^ +\{$", block.text, re.MULTILINE)) for block in own)
        assert inside == opened, page
        assert any(block.skeleton for block in own), page
