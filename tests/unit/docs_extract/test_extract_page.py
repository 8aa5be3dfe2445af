from pathlib import Path

import pytest

from docs_extract.page import (
    BulletList,
    CodeBlock,
    Inline,
    Item,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    blocks_of,
)
from validator.finding import Source, Span

LINES = ("Kettle", "======", "  Boils water, ", "then boils again.", "", "\t")


def kettle(name: str = "kettle.rst", file: str = "docs/kettle.rst", **parts) -> Page:
    return Page(name, file, LINES, parts.get("sections", ()), ())


def section(title: str, *below: Section) -> Section:
    return Section(1, title, (), (), below)


def test_a_paragraph_shows_its_pieces_as_one_line():
    paragraph = Paragraph(
        1,
        (
            Inline("text", "See\n  the "),
            Inline("ref", "list", "kettle-list"),
            Inline("text", ",\tor not. "),
        ),
    )
    assert paragraph.text == "See the list, or not."


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 1, Span(7, 5, 7, 6)),
        (2, 5, Span(8, 5, 8, 8)),
        (0, 7, Span(7, 5, 9, 6)),
        (7, 7, Span(9, 6, 9, 6)),
    ],
)
def test_offsets_into_a_code_block_are_places_on_the_page(start, end, span):
    assert CodeBlock(7, 4, '{\n"a"\n}').span(start, end) == span


def test_columns_count_characters_not_bytes():
    assert CodeBlock(3, 2, '"Ü€𝄞", 1').span(7, 8) == Span(3, 10, 3, 11)


def test_sections_come_in_page_order_from_any_depth():
    tree = section("A", section("B", section("C")), section("D"))
    assert [one.title for one in tree.walk()] == ["A", "B", "C", "D"]
    page = kettle(sections=(tree, section("E")))
    assert [one.title for one in page.walk()] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(
    ("name", "file", "folder", "root"),
    [
        ("a.rst", "docs/a.rst", "docs", "docs"),
        ("x/y/a.rst", "docs/x/y/a.rst", "docs/x/y", "docs"),
        ("a.rst", "a.rst", ".", "."),
        ("x/a.rst", "/srv/x/a.rst", "/srv/x", "/srv"),
    ],
)
def test_a_page_knows_its_folder_and_where_its_reference_begins(name, file, folder, root):
    page = kettle(name, file)
    assert (page.folder, page.root) == (Path(folder), Path(root))


def test_a_source_names_the_page_as_the_reference_does():
    assert kettle("x/kettle.rst").source(4, "kettle-list") == Source(
        "x/kettle.rst", 4, "kettle-list"
    )
    assert kettle().source(4) == Source("kettle.rst", 4, None)


@pytest.mark.parametrize(
    ("line", "text", "last_line", "span"),
    [
        (1, "Ket", None, Span(1, 1, 1, 4)),
        (3, "water", None, Span(3, 9, 3, 14)),
        (3, "again", 4, Span(4, 12, 4, 17)),
        (3, "boils", 6, Span(4, 6, 4, 11)),
        (3, "Boils", 99, Span(3, 3, 3, 8)),
    ],
)
def test_words_are_found_from_a_line_on(line, text, last_line, span):
    assert kettle().find(line, text, last_line) == span


@pytest.mark.parametrize(
    ("line", "text", "last_line"), [(3, "again", None), (3, "tea", 6), (3, "Kettle", 4)]
)
def test_words_that_are_not_there_give_the_whole_line(line, text, last_line):
    assert kettle().find(line, text, last_line) == Span(3, 3, 3, 15)


@pytest.mark.parametrize(
    ("line", "span"),
    [
        (1, Span(1, 1, 1, 7)),
        (3, Span(3, 3, 3, 15)),
        (5, Span(5, 1, 5, 1)),
        (6, Span(6, 2, 6, 2)),
        (0, Span(0, 1, 0, 1)),
        (7, Span(7, 1, 7, 1)),
    ],
)
def test_a_whole_line_is_its_text_without_the_space_around_it(line, span):
    assert kettle().whole_line(line) == span


def test_blocks_inside_list_items_come_where_they_stand():
    inner = CodeBlock(4, 4, "{}")
    deepest = Paragraph(6, (Inline("text", "deep"),))
    nested = BulletList(6, (Item(6, (deepest,)),))
    bullets = BulletList(3, (Item(3, (inner,)), Item(5, (nested,))))
    before = Paragraph(1, (Inline("text", "before"),))
    after = Table(8, None, (Row(9, ("a",)),))
    assert list(blocks_of((before, bullets, after))) == [
        before,
        bullets,
        inner,
        nested,
        deepest,
        after,
    ]
