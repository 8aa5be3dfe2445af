import pytest
from extract_pages import blocks_under_title

from docs_extract.bullets import Bullet, read_bullet, read_bullets
from docs_extract.page import Paragraph


def bullets(text: str) -> tuple[Bullet, ...]:
    return read_bullets(blocks_under_title(text))


@pytest.mark.parametrize(
    ("text", "bullet"),
    [
        ("id: Names it.", Bullet("id", 3, "Names it.")),
        ("tm_create : Names it.", Bullet("tm_create", 3, "Names it.")),
        ("*status*: Names it.", Bullet("status", 3, "Names it.")),
        ("**status**: Names it.", Bullet("status", 3, "Names it.")),
        ("``id``: Names it.", Bullet("id", 3, "Names it.")),
        ("``id`` (UUID): Names it.", Bullet("id", 3, "Names it.", (), "UUID")),
        ("id (UUID): Names it.", Bullet("id", 3, "Names it.", (), "UUID")),
        (
            "*kind* (enum string, optional): It.",
            Bullet("kind", 3, "It.", (), "enum string, optional"),
        ),
        (
            "``tm`` (String (ISO 8601), required): It.",
            Bullet("tm", 3, "It.", (), "String (ISO 8601), required"),
        ),
        ("``x`` ( String\n  / null ): It.", Bullet("x", 3, "It.", (), "String\n/ null")),
        ("id:", Bullet("id", 3, "")),
        ("id ():  ", Bullet("id", 3, "", (), "")),
        ("id: Names it: this one (or that).", Bullet("id", 3, "Names it: this one (or that).")),
        ("``option.text-1``: It.", Bullet("option.text-1", 3, "It.")),
        ("id: Names it, over\n  two lines.", Bullet("id", 3, "Names it, over two lines.")),
        (
            "*kind*: Listed :ref:`here <lid-kind>` or at :ref:`lid-other`.",
            Bullet("kind", 3, "Listed here or at lid-other.", ("lid-kind", "lid-other")),
        ),
        (
            "``lids`` (Array of :ref:`Lid <lid-struct>`): See :ref:`more <lid-more>`.",
            Bullet("lids", 3, "See more.", ("lid-struct", "lid-more"), "Array of Lid"),
        ),
        (
            "id: Written ``a`` or *b*.",
            Bullet("id", 3, "Written a or b."),
        ),
    ],
)
def test_a_field_bullet_is_read_in_each_spelling(text, bullet):
    assert bullets(f"* {text}\n") == (bullet,)


@pytest.mark.parametrize(
    "text",
    [
        "A plain sentence.",
        "Two words: this is prose.",
        "``two words``: prose.",
        "*id* is the name.",
        "``id`` (UUID) has no colon.",
        ":ref:`id <x>`: no name.",
        "1st: begins with a digit.",
        "größe: is no name.",
        "The ``id``: comes later.",
        "()",
    ],
)
def test_prose_is_no_field_bullet(text):
    assert bullets(f"* {text}\n") == ()


def test_bullets_come_in_page_order_from_all_lists_of_a_section():
    text = """
        * b: Second letter.
        * A sentence in between.
        * a: First letter.

          * c: Inside another one.

          And a second paragraph.

        Some text.

        * d: Fourth letter.
        """
    assert bullets(text) == (
        Bullet("b", 3, "Second letter."),
        Bullet("a", 5, "First letter."),
        Bullet("d", 13, "Fourth letter."),
    )


def test_items_without_text_are_left_out():
    assert bullets("*\n\n* ::\n\n    id: code\n\n* id: It.\n") == (Bullet("id", 9, "It."),)


def test_a_paragraph_without_text_is_prose():
    assert read_bullet(Paragraph(3, ())) is None
