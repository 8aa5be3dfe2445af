import pytest
from extract_pages import blocks_under_title

from docs_extract.bullets import (
    Bullet,
    BulletValue,
    read_bullet,
    read_bullets,
    read_inline_fields,
    read_values,
    unquoted,
)
from docs_extract.page import Inline, Paragraph
from docs_extract.stated import StatedType, read_stated


def bullets(text: str) -> tuple[Bullet, ...]:
    return read_bullets(blocks_under_title(text))


def bullet(
    name: str,
    line: int,
    text: str,
    annotation: str | None = None,
    *,
    references: tuple[str, ...] = (),
    inlines: tuple[Inline, ...] | None = None,
    **more,
) -> Bullet:
    """A bullet whose description is plain text, unless its inlines are given."""
    plain = (Inline("text", text),) if text else ()
    return Bullet(
        name,
        line,
        text,
        references,
        annotation,
        read_stated(annotation) if annotation is not None else None,
        plain if inlines is None else inlines,
        **more,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: Names it.", bullet("id", 3, "Names it.")),
        ("tm_create : Names it.", bullet("tm_create", 3, "Names it.")),
        ("*status*: Names it.", bullet("status", 3, "Names it.", emphasised=True)),
        ("**status**: Names it.", bullet("status", 3, "Names it.")),
        ("``id``: Names it.", bullet("id", 3, "Names it.")),
        ("``id`` (UUID): Names it.", bullet("id", 3, "Names it.", "UUID")),
        ("id (UUID): Names it.", bullet("id", 3, "Names it.", "UUID")),
        (
            "*kind* (enum string, optional): It.",
            bullet("kind", 3, "It.", "enum string, optional", emphasised=True),
        ),
        (
            "``tm`` (String (ISO 8601), required): It.",
            bullet("tm", 3, "It.", "String (ISO 8601), required"),
        ),
        ("``x`` ( String\n  / null ): It.", bullet("x", 3, "It.", "String / null")),
        ("id:", bullet("id", 3, "")),
        ("id ():  ", bullet("id", 3, "", "")),
        ("id: Names it: this one (or that).", bullet("id", 3, "Names it: this one (or that).")),
        ("``option.text-1``: It.", bullet("option.text-1", 3, "It.")),
        ("``lids[].id``: It.", bullet("lids[].id", 3, "It.")),
        (
            "id: Names it, over\n  two lines.",
            bullet(
                "id",
                3,
                "Names it, over two lines.",
                inlines=(Inline("text", "Names it, over\ntwo lines."),),
            ),
        ),
        (
            "*kind*: Listed :ref:`here <lid-kind>` or at :ref:`lid-other`.",
            bullet(
                "kind",
                3,
                "Listed here or at lid-other.",
                references=("lid-kind", "lid-other"),
                inlines=(
                    Inline("text", "Listed "),
                    Inline("ref", "here", "lid-kind"),
                    Inline("text", " or at "),
                    Inline("ref", "lid-other", "lid-other"),
                    Inline("text", "."),
                ),
                emphasised=True,
            ),
        ),
        (
            "``lids`` (Array of :ref:`Lid <lid-struct>`): See :ref:`more <lid-more>`.",
            bullet(
                "lids",
                3,
                "See more.",
                "Array of Lid",
                references=("lid-struct", "lid-more"),
                inlines=(
                    Inline("text", "See "),
                    Inline("ref", "more", "lid-more"),
                    Inline("text", "."),
                ),
            ),
        ),
        (
            "id: Written ``a`` or *b*.",
            bullet(
                "id",
                3,
                "Written a or b.",
                inlines=(
                    Inline("text", "Written "),
                    Inline("literal", "a"),
                    Inline("text", " or "),
                    Inline("emphasis", "b"),
                    Inline("text", "."),
                ),
            ),
        ),
    ],
)
def test_a_field_bullet_is_read_in_each_spelling(text, expected):
    assert bullets(f"* {text}\n") == (expected,)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("``line_0`` and ``line_2`` (String): It.", ["line_0", "line_2"]),
        ("``line_0`` to ``line_2`` (String): It.", ["line_0", "line_1", "line_2"]),
        ("``a``, ``b`` are names.", []),
        ("``a`` and", []),
        ("``a``, ``b``", []),
    ],
)
def test_the_names_that_an_item_begins_with(text, names):
    assert [one.name for one in bullets(f"* {text}")] == names


def test_names_that_share_an_item_share_what_stands_below():
    found = bullets("* ``a``, ``b`` (enum string): It.\n\n  * ``open``: It is up.\n")
    values = (BulletValue("open", "It is up.", 5),)
    assert [(one.name, one.values) for one in found] == [("a", values), ("b", values)]


def test_all_lists_below_a_bullet_are_read():
    (found,) = bullets(
        """
        * ``lid`` (Object): It.

          * ``a`` (String): A.

          - ``b`` (String): B.

          * ``open``: It is up.

          - ``shut``: It is down.

          What goes with it:

          * ``c`` (String): C.

          - ``d`` (String): D.
        """
    )
    assert [one.name for one in found.fields] == ["a", "b"]
    assert [one.value for one in found.values] == ["open", "shut"]
    assert [one.name for one in found.apart] == ["c", "d"]


def test_an_example_may_be_of_several_words():
    (found,) = bullets("* ``a`` (String): It is, for example ``x`` of :ref:`K <label-x>`.")
    assert found.references == ()


@pytest.mark.parametrize("words", ["e.g.", "e.g.,", "such as", "for example", "for instance from"])
def test_a_reference_that_is_only_an_example_leads_nowhere(words):
    (found,) = bullets(
        f"* id: Any cup ({words} :ref:`this <lid-cup>`). See :ref:`all <lid-all>`.\n"
    )
    assert found.references == ("lid-all",)


@pytest.mark.parametrize(
    "text",
    [
        "A plain sentence.",
        "Two words: this is prose.",
        "``two words``: prose.",
        "*id* is the name.",
        "``id`` (UUID) has no colon.",
        "``id`` (UUID: the bracket stays open.",
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
        bullet("b", 3, "Second letter."),
        bullet("a", 5, "First letter.", fields=(bullet("c", 7, "Inside another one."),)),
        bullet("d", 13, "Fourth letter."),
    )


def test_items_without_text_are_left_out():
    assert bullets("*\n\n* ::\n\n    id: code\n\n* id: It.\n") == (bullet("id", 9, "It."),)


def test_a_paragraph_without_text_is_prose():
    assert read_bullet(Paragraph(3, ())) is None


def test_bullets_with_a_type_below_a_bullet_are_of_fields_inside():
    text = """
        * ``cup`` (Object): Which cup.

          * ``full`` (Boolean): Whether it is.
          * ``lid`` (Object): What is on it.

            * ``id`` (UUID): Names it.
        """
    assert bullets(text) == (
        bullet(
            "cup",
            3,
            "Which cup.",
            "Object",
            fields=(
                bullet("full", 5, "Whether it is.", "Boolean"),
                bullet(
                    "lid",
                    6,
                    "What is on it.",
                    "Object",
                    fields=(bullet("id", 8, "Names it.", "UUID"),),
                ),
            ),
        ),
    )


def test_bullets_that_begin_with_a_literal_and_have_no_type_are_of_values():
    text = """
        * ``lid`` (enum string): Where it is.

          * ``"open"``: It is up.
          * ``shut`` (default): It is down.
          * ``off-hook`` — Nobody
            knows.
          * ``ajar`` - Between.
          * ``""``
        """
    assert bullets(text) == (
        bullet(
            "lid",
            3,
            "Where it is.",
            "enum string",
            values=(
                BulletValue("open", "It is up.", 5),
                BulletValue("shut", "It is down.", 6),
                BulletValue("off-hook", "Nobody knows.", 7),
                BulletValue("ajar", "Between.", 9),
                BulletValue("", "", 10),
            ),
        ),
    )


@pytest.mark.parametrize(
    "below",
    [
        "* ``open``: It is up.\n  * A sentence about ``shut``.",
        "* ``open`` is what it starts with.",
        "* Where ``open``: it is up.",
        "* *open*: It is up.\n  * ``shut``: It is down.",
        "* ``open``: It is up.\n  *",
        "* ``open``: It is up.\n  * * ``shut``: It is down.",
        "* ``open``: It is up.\n  * ::\n\n      shut",
    ],
)
def test_a_list_with_an_item_that_begins_otherwise_lists_no_values(below):
    (found,) = bullets(f"* ``lid`` (enum string): Where it is.\n\n  {below}\n")
    assert found.values == ()


@pytest.mark.parametrize(
    ("inside", "stated", "values"),
    [
        ('enum string: ``"open"``, ``shut``', "enum string", ("open", "shut")),
        ("enum string: ``open``, ``shut``, optional", "enum string, optional", ("open", "shut")),
        ("enum, one of ``a``, ``b`` or ``c``", "enum", ("a", "b", "c")),
        ("enum string: ``open``", None, ()),
        ("enum string ``open``, ``shut``", None, ()),
        ("string: ``open``, ``shut``", None, ()),
        ("enum string: ``open``, ``shut``, which nobody knows", None, ()),
        ("enum string: ``a`` not ``b``, ``c``", None, ()),
        ("enum string: ``a``, ``b`` not ``c``", None, ()),
    ],
)
def test_brackets_list_values_between_commas(inside, stated, values):
    (found,) = bullets(f"* ``lid`` ({inside}): Where it is.")
    assert found.values == tuple(BulletValue(one, "", 3) for one in values)
    said = inside.replace("``", "")
    assert found.stated == read_stated(said if stated is None else stated)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "Where it is:\n\n* open: It is up.\n* shut: It is down.\n\nNo more.",
            (BulletValue("open", "It is up.", 5), BulletValue("shut", "It is down.", 6)),
        ),
        ("* lid (string): It is up.\n* shut: It is down.", ()),
        ("* open\n* shut: It is down.", ()),
        ("* ``open``\n* ``shut``", (BulletValue("open", "", 3), BulletValue("shut", "", 4))),
        ("Where it is.", ()),
    ],
)
def test_the_values_that_a_section_lists(text, values):
    assert read_values(blocks_under_title(text)) == values


def test_typed_bullets_below_a_paragraph_of_their_own_describe_something_else():
    text = """
        * ``cup`` (Object): Which cup.

          What the kitchen gets instead:

          * ``full`` (Boolean): Whether it is.

        * ``lid`` (enum string): Where it is.

          It is one of these:

          * ``open``: It is up.
        """
    assert bullets(text) == (
        bullet(
            "cup",
            3,
            "Which cup.",
            "Object",
            apart=(bullet("full", 7, "Whether it is.", "Boolean"),),
        ),
        bullet(
            "lid", 9, "Where it is.", "enum string", values=(BulletValue("open", "It is up.", 13),)
        ),
    )


def test_an_empty_bracket_states_nothing_and_a_missing_one_is_told_apart():
    empty, missing = bullets("* id (): It.\n* id: It.\n")
    assert (empty.annotation, empty.stated) == ("", StatedType())
    assert (missing.annotation, missing.stated) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a"', "a"),
        ("'a b'", "a b"),
        ('""', ""),
        ("''", ""),
        ("a", "a"),
        ('"', '"'),
        ("", ""),
        ('"a', '"a'),
        ("\"a'", "\"a'"),
        ('"a" or "b"', '"a" or "b"'),
        ('"it\'s"', "it's"),
    ],
)
def test_only_quotes_around_the_whole_text_are_taken_off(text, value):
    assert unquoted(text) == value


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("``a``, ``b`` and ``c``", ["a", "b", "c"]),
        ("``a`` / ``b``", ["a", "b"]),
        ("*a*, or **b**", ["a", "b"]),
        ("``line_0`` to ``line_3``", ["line_0", "line_1", "line_2", "line_3"]),
        ("``line_9`` ... ``line_11``", ["line_9", "line_10", "line_11"]),
        ("``line_1`` - ``line_2``, ``more``", ["line_1", "line_2", "more"]),
        ("``a1``, ``line_1`` through ``line_2``", ["a1", "line_1", "line_2"]),
        # What are no ends of a range are two names.
        ("``line_3`` to ``line_3``", ["line_3", "line_3"]),
        ("``line_4`` to ``line_3``", ["line_4", "line_3"]),
        ("``line_1`` to ``row_3``", ["line_1", "row_3"]),
        ("``line`` to ``line_3``", ["line", "line_3"]),
        ("``line_1`` to ``line``", ["line_1", "line"]),
        ("``v1_1`` to ``v1_2``", ["v1_1", "v1_2"]),
        ("``1`` to ``3``", ["1", "2", "3"]),
    ],
)
def test_names_that_share_an_item(names, expected):
    if expected[0] == "1":
        assert bullets(f"* {names} (String): Text.") == ()  # no name begins with a digit
        return
    found = bullets(f"* {names} (String): Text.")
    assert found == tuple(bullet(name, 3, "Text.", "String") for name in expected)


def inline_bullet(name: str, annotation: str, *values: str) -> Bullet:
    words = annotation.partition(":")[0]
    return Bullet(
        name,
        0,
        "",
        annotation=annotation,
        stated=read_stated(words),
        values=tuple(BulletValue(value, "", 0) for value in values),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It has ``id`` (UUID) and more.", [inline_bullet("id", "UUID")]),
        (
            "It has ``id`` (UUID, optional) and ``kind`` (String).",
            [inline_bullet("id", "UUID, optional"), inline_bullet("kind", "String")],
        ),
        (
            "``kind`` (enum string: ``red``, ``blue``) is its colour.",
            [inline_bullet("kind", "enum string: red, blue", "red", "blue")],
        ),
        # Words in brackets that list nothing are no values.
        ("``kind`` (String, as ``red``).", []),
        ("The first counts: ``id`` (UUID), ``id`` (String).", [inline_bullet("id", "UUID")]),
        ("``size`` (Integer) is no name that is looked for.", []),
        (
            "``id`` is a name without brackets, ``kind`` (String) has them.",
            [inline_bullet("kind", "String")],
        ),
        ("``id`` (see below) says no type; *id* (UUID) is no literal.", []),
        ("``id`` (UUID, which nobody knows to read) says too much.", []),
        ("It has ``id`` (``UUID``).", [inline_bullet("id", "UUID")]),
        (
            "``id`` (UUID, which nobody knows to read), then ``kind`` (String).",
            [inline_bullet("kind", "String")],
        ),
    ],
)
def test_fields_in_running_text(text, expected):
    [paragraph] = blocks_under_title(text)
    assert isinstance(paragraph, Paragraph)
    assert list(read_inline_fields(paragraph.inlines, {"id", "kind"})) == expected
