"""Small pages of the tests' own, and how they are read."""

import textwrap
from collections.abc import Mapping
from pathlib import Path

from docs_extract.doctree import read_page
from docs_extract.extract import Extraction, extract
from docs_extract.page import Block, Page
from docs_extract.reference import Reference, read_reference
from validator.engine import NAMES, compile_schema
from validator.engine.interface import Engine
from validator.finding import Finding

ENGINES = NAMES


def page_of(text: str, name: str = "thing.rst") -> Page:
    return read_page(name, name, textwrap.dedent(text).removeprefix("\n"))


def blocks_under_title(text: str) -> tuple[Block, ...]:
    """The blocks of a section whose title stands in lines 1 and 2; the text begins in line 3."""
    page = page_of("Title\n=====\n" + textwrap.dedent(text).removeprefix("\n"))
    assert page.messages == ()
    assert len(page.sections) == 1
    return page.sections[0].blocks


def write_pages(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text).removeprefix("\n"), encoding="utf-8")
    return folder


def reference_of(tmp_path: Path, files: Mapping[str, str]) -> Reference:
    return read_reference([write_pages(tmp_path / "reference", files)])


def extraction_of(tmp_path: Path, files: Mapping[str, str]) -> Extraction:
    return extract(reference_of(tmp_path, files))


def place(finding: Finding) -> tuple[int, int, int, int]:
    assert finding.span is not None
    return (
        finding.span.line,
        finding.span.column,
        finding.span.end_line,
        finding.span.end_column,
    )


def compiled(schema: object, engine: str) -> Engine:
    return compile_schema(schema, engine=engine, base_uri="", retrieve=_nothing)


def _nothing(uri: str) -> object:
    raise LookupError(uri)
