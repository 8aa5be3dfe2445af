"""Pages as strangers write them: what a field refers to, and brackets that are not quite right."""

import pytest
from extract_pages import extraction_of

from docs_extract.extract import Extraction
from docs_extract.struct import FieldType

VALUES = """
.. _boat-colour:

Colour
++++++

====== ===========
Colour Description
====== ===========
red    Seen.
====== ===========

.. _boat-sail:

Sail
++++

==== ===========
Sail Description
==== ===========
jib  In front.
==== ===========
"""
CREW = """
.. _boat-struct-mate:

Mate
----

.. code::

    {"rank": <integer>}

* rank: How high.
"""


def read(tmp_path, shown: str, bullet: str, more: str = "") -> Extraction:
    page = f"Boat\n====\n\n.. code::\n\n    {{{shown}}}\n\n{bullet}\n{more}"
    return extraction_of(tmp_path, {"boat.rst": page})


def said(extraction: Extraction) -> list[tuple[str, str, str | None]]:
    return [(one.code, one.message, one.hint) for one in extraction.findings]


def field_type(extraction: Extraction) -> FieldType:
    return extraction.structs["boat"].fields[0].type


def words(kind: FieldType) -> tuple[str, ...]:
    return tuple(one.value for one in kind.values)


@pytest.mark.parametrize(
    ("name", "expected"), [("colour", ("red",)), ("sail", ("jib",)), ("flag", ("jib",))]
)
def test_of_several_references_that_to_the_section_called_like_the_field_counts(
    tmp_path, name, expected
):
    bullet = f"* ``{name}`` (enum string): See :ref:`A <boat-colour>` and :ref:`B <boat-sail>`."
    extraction = read(tmp_path, f'"{name}": "<string>"', bullet, VALUES)
    assert words(field_type(extraction)) == expected
    assert said(extraction) == []


@pytest.mark.parametrize("held", ["{<Mate>}", "{...}"])
def test_a_reference_of_a_map_is_to_what_it_holds(tmp_path, held):
    bullet = "* ``crew`` (Map of String to Object): See :ref:`Mate <boat-struct-mate>`."
    extraction = read(tmp_path, f'"crew": {{"<string>": {held}}}', bullet, CREW)
    held_type = FieldType("object", struct="boat_mate")
    assert field_type(extraction) == FieldType("object", rest=held_type, open=True)
    assert said(extraction) == []


def test_bullets_below_a_map_describe_what_it_holds(tmp_path):
    bullet = "* ``crew`` (Object): Crew.\n\n  * ``rank`` (Integer, optional): How high."
    extraction = read(tmp_path, '"crew": {"<string>": {"rank": <number>}}', bullet)
    rest = field_type(extraction).rest
    assert rest is not None
    assert [(one.name, one.type, one.description, one.optional) for one in rest.fields] == [
        ("rank", FieldType("integer"), "How high.", True)
    ]
    assert said(extraction) == []


@pytest.mark.parametrize(
    ("name", "shown", "expected"),
    [
        ("mate_id", '"<string>"', FieldType("string")),
        ("mate_ids", '["<string>"]', FieldType("array", items=FieldType("string"))),
    ],
)
def test_the_bullet_of_an_id_leads_to_the_struct_it_identifies(tmp_path, name, shown, expected):
    bullet = f"* *{name}*: Who. See :ref:`here <boat-struct-mate>`."
    extraction = read(tmp_path, f'"{name}": {shown}', bullet, CREW)
    assert field_type(extraction) == expected
    assert said(extraction) == []


def test_another_string_whose_bullet_leads_to_a_struct_is_a_conflict(tmp_path):
    bullet = "* *mate*: Who. See :ref:`here <boat-struct-mate>`."
    extraction = read(tmp_path, '"mate": "<string>"', bullet, CREW)
    assert said(extraction) == [
        (
            "type-conflict",
            "mate is a string in the skeleton, but boat-struct-mate is a struct",
            None,
        )
    ]


@pytest.mark.parametrize(
    "bullet",
    [
        "* ``name`` (String, optional, nullable)): Its name.",
        "* ``name`` (String, nullable, optional: left out where it has none): Its name.",
    ],
)
def test_brackets_that_close_twice_or_give_a_reason_are_read(tmp_path, bullet):
    extraction = read(tmp_path, '"name": "<string or null>"', bullet)
    (field,) = extraction.structs["boat"].fields
    assert (field.type, field.optional, field.description) == (
        FieldType("string", nullable=True),
        True,
        "Its name.",
    )
    assert said(extraction) == []


def test_a_row_of_a_field_table_refers_to_values_and_structs_as_a_bullet_does(tmp_path):
    table = """
.. list-table::
   :header-rows: 1

   * - Field
     - Type
     - Description
   * - ``paint``
     - enum string
     - See :ref:`Colour <boat-colour>`.
   * - ``crew``
     - Array of Object
     - See :ref:`Mate <boat-struct-mate>`.
"""
    shown = '"paint": "<string>", "crew": [{...}]'
    extraction = read(tmp_path, shown, table, VALUES + CREW)
    paint, crew = extraction.structs["boat"].fields
    assert words(paint.type) == ("red",)
    assert crew.type == FieldType("array", items=FieldType("object", struct="boat_mate"))
    assert said(extraction) == []


@pytest.mark.parametrize(
    "brackets",
    [
        "enum string: ``jib``, ``genoa``, ``none``",
        "enum string, optional, one of ``jib``, ``genoa`` or ``none``",
        "enum string: ``jib``/``genoa``/``none``, optional",
    ],
)
def test_brackets_list_the_values_of_an_enum(tmp_path, brackets):
    extraction = read(tmp_path, '"sail": "<string>"', f"* ``sail`` ({brackets}): Which.")
    (field,) = extraction.structs["boat"].fields
    assert (words(field.type), field.optional) == (
        ("jib", "genoa", "none"),
        "optional" in brackets,
    )
    assert said(extraction) == []


def test_one_word_in_brackets_lists_no_values(tmp_path):
    bullet = "* ``sail`` (enum string, default: ``jib``): Which."
    extraction = read(tmp_path, '"sail": "<string>"', bullet)
    assert field_type(extraction) == FieldType("string")
    assert said(extraction) == [
        (
            "enum-without-values",
            "sail is an enum, but its values are not listed: any string is taken",
            None,
        )
    ]


@pytest.mark.parametrize(
    "item",
    ["* ``sail`` (String, optional: Which.", "* ``sail`` (String) Which.", "* sail is which."],
)
def test_an_item_that_begins_with_a_field_and_is_no_bullet_is_pointed_at(tmp_path, item):
    extraction = read(tmp_path, '"sail": "<string>"', item)
    assert said(extraction) == [
        (
            "field-without-bullet",
            "sail is in the skeleton, but no bullet describes it",
            "line 8 begins with it, but is no bullet: * sail: ...",
        )
    ]


def test_a_table_of_two_fields_is_complained_about_once(tmp_path):
    bullets = "\n".join(
        f"* ``{name}`` (enum string): See :ref:`Sail <boat-sail>`." for name in ("main", "fore")
    )
    more = VALUES.replace("jib  In front.", "jib  In front.\njib  Again. ")
    extraction = read(tmp_path, '"main": "<string>", "fore": "<string>"', bullets, more)
    assert said(extraction) == [("duplicate-value", '"jib" stands twice among the values', None)]


def grid(*rows: str) -> str:
    line = "+--------+--------------+"
    head = ["| Colour | Description  |", "+========+==============+"]
    body = [part for row in rows for part in (row, line)]
    return "\n.. _boat-colour:\n\nColour\n++++++\n\n" + "\n".join([line, *head, *body]) + "\n"


COLOUR = "* ``colour`` (enum string): See :ref:`it <boat-colour>`."


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            "| blue   | Too wide | ok |",
            ("rst-syntax", "Malformed table. Right border not aligned or missing."),
        ),
        (
            "| blue is wide and more |",
            (
                "rst-syntax",
                "the cells of this row run into one another: its value is not read",
            ),
        ),
        (
            "|        | Not set.     |",
            ("empty-spelling", "this row has no value: it is not taken for the empty string"),
        ),
    ],
)
def test_a_row_whose_value_cannot_be_told_is_said(tmp_path, row, expected):
    extraction = read(
        tmp_path, '"colour": "<string>"', COLOUR, grid("| red    | Seen.        |", row)
    )
    found = [(one.code, one.message) for one in extraction.findings]
    assert expected in found
    assert words(field_type(extraction)) in (("red",), ())


@pytest.mark.parametrize(
    "section",
    [
        "* **red**: Seen.\n* **blue**: Not seen.",
        "* red: Seen.\n* blue: Not seen.",
        "* ``red``: Seen.\n* ``blue`` — Not seen.",
    ],
)
def test_a_section_lists_values_in_bullets(tmp_path, section):
    more = f"\n.. _boat-colour:\n\nColour\n++++++\n\n{section}\n"
    extraction = read(tmp_path, '"colour": "<string>"', COLOUR, more)
    assert extraction.findings == ()
    assert [(one.value, one.source.line) for one in field_type(extraction).values] == [
        ("red", 15),
        ("blue", 16),
    ]


def test_a_table_of_bits_lists_no_values(tmp_path):
    more = VALUES.replace("Colour Description", "Bit    Description").replace("red ", "1   ")
    extraction = read(
        tmp_path, '"colour": ["<string>"]', COLOUR.replace("enum string", "Array"), more
    )
    assert field_type(extraction) == FieldType("array", items=FieldType("string"))


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("Integer, 0-100", FieldType("integer", minimum=0, maximum=100)),
        ("Integer, range: 1 to 9", FieldType("integer", minimum=1, maximum=9)),
        ("Number, min 0.5, max 4.0", FieldType("number", minimum=0.5, maximum=4)),
        ("String, max 64 characters", FieldType("string", max_length=64)),
        ("String, max length: 64", FieldType("string", max_length=64)),
        (
            "Array of Integer, minItems: 1, maxItems: 10",
            FieldType("array", items=FieldType("integer"), min_items=1, max_items=10),
        ),
    ],
)
def test_brackets_bound_numbers_and_lengths(tmp_path, annotation, expected):
    shown = '"x": [<integer>]' if "Array" in annotation else '"x": <any>'
    extraction = read(tmp_path, shown, f"* ``x`` ({annotation}): It.")
    assert (field_type(extraction), extraction.findings) == (expected, ())


def test_a_field_of_several_types_can_be_any_and_that_is_said(tmp_path):
    extraction = read(tmp_path, '"x": "<string>"', "* ``x`` (String or Object): It.")
    assert field_type(extraction) == FieldType("any")
    assert [one.code for one in extraction.findings] == ["annotation-not-read"]


def test_an_array_of_anything_is_said(tmp_path):
    extraction = read(tmp_path, '"x": [ ... ]', "* x: It.")
    assert field_type(extraction) == FieldType("array", items=FieldType("any"))
    assert said(extraction) == [
        ("open-object", "the items of x may be anything, as far as the page says", None)
    ]


def test_bullets_below_a_fields_name_are_of_what_is_inside(tmp_path):
    bullets = (
        "* ``mast`` (Object): What it hangs on.\n\n**Mast**\n\n"
        "* ``height`` (Integer): In metres.\n* ``wood`` (String, optional): Which.\n"
    )
    extraction = read(tmp_path, '"mast": {...}', bullets)
    assert extraction.findings == ()
    kind = field_type(extraction)
    assert [(one.name, one.type.kind, one.optional) for one in kind.fields] == [
        ("height", "integer", False),
        ("wood", "string", True),
    ]


@pytest.mark.parametrize(
    ("skeleton", "repair"),
    [
        ('"x": "<string>"\N{NO-BREAK SPACE}', "a non-breaking space"),
        ('"x": {Mate}', "the name Mate without <>"),
    ],
)
def test_what_is_nearly_a_skeleton_is_mended(tmp_path, skeleton, repair):
    extraction = read(tmp_path, skeleton, "* x: It.", CREW)
    assert [field.name for field in extraction.structs["boat"].fields] == ["x"]
    assert ("skeleton-repair", f"mended in the skeleton: {repair}", None) in said(extraction)


@pytest.mark.parametrize(
    ("text", "repair"),
    [
        ('{"x": "<string>"};', "a semicolon after the end"),
        ('{"x": "<string>"', "a missing } at the end"),
    ],
)
def test_what_is_wrong_at_the_end_of_a_skeleton_is_mended(tmp_path, text, repair):
    page = f"Boat\n====\n\n.. code::\n\n    {text}\n\n* x: It.\n"
    extraction = extraction_of(tmp_path, {"boat.rst": page})
    assert field_type(extraction) == FieldType("string")
    assert said(extraction) == [("skeleton-repair", f"mended in the skeleton: {repair}", None)]


@pytest.mark.parametrize(
    ("title", "is_example"), [("Request", False), ("Response", True), ("Example", True)]
)
def test_the_title_of_a_tab_tells_what_stands_in_it(tmp_path, title, is_example):
    tab = f'\n.. tabs::\n\n   .. tab:: {title}\n\n      .. code::\n\n         {{"x": 1}}\n'
    extraction = read(tmp_path, '"x": <integer>', "* x: It.", tab)
    assert [len(one.examples) for one in extraction.built] == [int(is_example)]
    assert [one.code for one in extraction.findings] == ([] if is_example else ["unread-block"])
