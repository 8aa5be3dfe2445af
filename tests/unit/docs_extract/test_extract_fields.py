"""The type of a field: the bullet outranks the placeholder, the placeholder the literal."""

from dataclasses import replace

import pytest
from extract_pages import extraction_of, place

from docs_extract.extract import Extraction
from docs_extract.struct import Evidence, Field, FieldType, walk_fields
from validator.finding import Source

HERE = Source("a.rst", 6)


def cup(shown: str, bullet: str, more: str = "") -> str:
    """A page with one field, whose placeholder stands at line 6, column 11; its bullet at 8."""
    return f'Cup\n===\n\n.. code::\n\n    {{"x": {shown}}}\n\n{bullet}\n\n{more}'


def extracted(tmp_path, shown: str, bullet: str, more: str = "") -> Extraction:
    return extraction_of(tmp_path, {"a.rst": cup(shown, bullet, more)})


def findings(extraction: Extraction) -> list[tuple[str, str, str]]:
    folder = f"{extraction.reference.pages[0].folder}/"
    return [
        (one.code, one.severity.value, one.message.replace(folder, ""))
        for one in extraction.findings
    ]


def field(extraction: Extraction) -> Field:
    (one,) = extraction.structs["cup"].fields
    return one


def kind(extraction: Extraction) -> FieldType:
    """The field's type without where it was read, for tests of something else."""
    return without_places(field(extraction).type)


def without_places(one: FieldType) -> FieldType:
    return replace(
        one,
        values=tuple(replace(value, meaning="", source=HERE) for value in one.values),
        values_source=None,
        fields=tuple(
            Field(inside.name, without_places(inside.type), "", HERE, inside.optional)
            for inside in one.fields
        ),
        items=without_places(one.items) if one.items is not None else None,
        rest=without_places(one.rest) if one.rest is not None else None,
    )


def inside(name: str, type_: str, *, optional: bool = False) -> Field:
    return Field(name, FieldType(type_), "", HERE, optional)


STRING = FieldType("string")
INTEGER = FieldType("integer")


@pytest.mark.parametrize(
    ("shown", "bullet", "expected"),
    [
        ("<number>", "(Integer)", INTEGER),
        ("<integer>", "(Number)", FieldType("number")),
        ("5", "(Integer)", INTEGER),
        ("5.5", "(Number)", FieldType("number")),
        ('"<string>"', "(String, E.164)", FieldType("string", forms=("e164",))),
        ('"<string>"', "(UUID)", FieldType("string", forms=("uuid",))),
        ('"<uuid>"', "(String)", FieldType("string", forms=("uuid",))),
        ("<array of strings or null>", "", FieldType("array", items=STRING, nullable=True)),
        ("[...]", "(Array of Integer or null)", FieldType("array", items=INTEGER, nullable=True)),
        ('["<string>", ...]', "(Array)", FieldType("array", items=STRING)),
        (
            '["<string>", ...]',
            "(Array of UUID, minItems: 1)",
            FieldType("array", items=FieldType("string", forms=("uuid",)), min_items=1),
        ),
        ('{"<string>": "<string>"}', "", FieldType("object", rest=STRING, open=True)),
        ('{"<string>": <integer>}', "(Object)", FieldType("object", rest=INTEGER, open=True)),
        (
            '{"<string>": ["<integer>", ...]}',
            "(Map)",
            FieldType("object", rest=FieldType("array", items=INTEGER), open=True),
        ),
    ],
)
def test_bullet_and_placeholder_together_give_a_type(tmp_path, shown, bullet, expected):
    extraction = extracted(tmp_path, shown, f"* ``x`` {bullet}: It.")
    assert kind(extraction) == expected
    assert [one for one in findings(extraction) if one[0] != "quoted-placeholder"] == []


@pytest.mark.parametrize(
    ("shown", "bullet", "expected", "said"),
    [
        ("<number>", "(String)", STRING, "a string in its bullet and a number"),
        ('"<string>"', "(Integer)", INTEGER, "an integer in its bullet and a string"),
        ('"5"', "(Integer)", INTEGER, "an integer in its bullet and a string"),
        ("true", "(String)", STRING, "a string in its bullet and true or false"),
        (
            '"<string>"',
            "(Array of String)",
            FieldType("array", items=STRING),
            "an array in its bullet and a string",
        ),
    ],
)
def test_the_bullet_outranks_the_skeleton_and_both_places_are_said(
    tmp_path, shown, bullet, expected, said
):
    extraction = extracted(tmp_path, shown, f"* ``x`` {bullet}: It.")
    assert kind(extraction) == expected
    assert findings(extraction) == [
        (
            "type-conflict",
            "warning",
            f"x is {said} in the skeleton (a.rst:6): the bullet counts",
        )
    ]
    assert [place(one) for one in extraction.findings] == [(8, 5, 8, 6)]


@pytest.mark.parametrize(
    ("bullet", "severity", "more", "expected"),
    [
        ("x: It", "error", "", FieldType("any")),
        ("``x`` (Boolean): It", "warning", ": the bullet counts", FieldType("boolean")),
    ],
)
def test_a_placeholder_that_names_no_type_is_an_error_unless_the_bullet_does(
    tmp_path, bullet, severity, more, expected
):
    extraction = extracted(tmp_path, "<colour>", f"* {bullet}.")
    assert kind(extraction) == expected
    assert findings(extraction) == [
        (
            "unknown-placeholder",
            severity,
            f"the placeholder <colour> of x names no type callspec reads{more}",
        )
    ]
    assert [place(one) for one in extraction.findings] == [(6, 11, 6, 19)]


@pytest.mark.parametrize(
    ("shown", "bullet", "expected"),
    [
        ('"<number>"', "``x`` (Integer): It.", INTEGER),
        ('"<number>"', "x: It.", FieldType("number")),
        ('"<boolean>"', "x: It.", FieldType("boolean")),
    ],
)
def test_quotes_around_a_placeholder_do_not_make_it_a_string(tmp_path, shown, bullet, expected):
    extraction = extracted(tmp_path, shown, f"* {bullet}")
    assert kind(extraction) == expected
    name = shown.strip('"')
    assert [(one.code, one.hint, place(one)) for one in extraction.findings] == [
        ("quoted-placeholder", f"write {name}", (6, 11, 6, 11 + len(shown)))
    ]


@pytest.mark.parametrize(
    ("shown", "bullet", "nullable", "conflict"),
    [
        ('"<string or null>"', "``x`` (String or null): It.", True, None),
        ('"<string or null>"', "x: It.", True, None),
        ("null", "``x`` (String, nullable): It.", True, None),
        ('"<string>"', "x: It, or null before.", True, None),
        ('"leaf"', "``x`` (String, nullable): It.", True, None),
        ('"<string>"', "``x`` (String): It. Never null.", False, None),
        ('"<string>"', "x: It.", False, None),
        ('"<string or null>"', "``x`` (String): It.", True, ("skeleton", "bullet")),
        ('"<string>"', "``x`` (String, nullable): It.", True, ("bullet", "skeleton")),
        ('"<string>"', "``x`` (String): It, or null.", True, ("bullet", "skeleton")),
    ],
)
def test_either_source_makes_a_field_nullable_and_a_conflict_is_said(
    tmp_path, shown, bullet, nullable, conflict
):
    extraction = extracted(tmp_path, shown, f"* {bullet}")
    assert kind(extraction) == FieldType("string", nullable=nullable)
    assert findings(extraction) == (
        [
            (
                "nullable-conflict",
                "warning",
                f"x can be null in the {conflict[0]}, but not in the {conflict[1]} (a.rst:6): "
                "it can be null",
            )
        ]
        if conflict
        else []
    )


@pytest.mark.parametrize(
    ("bullet", "constant"),
    [
        ('Value: ``"leaf"``.', "leaf"),
        ("Must be ``leaf``.", "leaf"),
        ("Always ``leaf``; never bags.", "leaf"),
        ("Always ``leaf`` or ``bag``.", None),
        ("Usually ``leaf``.", None),
        ("What it is.", None),
    ],
)
def test_a_literal_is_a_constant_only_where_the_bullet_says_so(tmp_path, bullet, constant):
    extraction = extracted(tmp_path, '"leaf"', f"* ``x`` (String): {bullet}")
    assert kind(extraction) == FieldType("string", constant=constant)
    assert findings(extraction) == []


def values_of(extraction: Extraction) -> list[str]:
    return [one.value for one in field(extraction).type.values]


TABLE = """\
.. _sorts:

Sorts
-----

====== ===========
Sort   Description
====== ===========
leaf   Loose.
bag    Wrapped.
====== ===========
"""


@pytest.mark.parametrize(
    ("bullet", "values"),
    [
        ("(enum string): One of: ``leaf``, ``bag`` (in paper).", ["leaf", "bag"]),
        ("(enum string): Possible values: ``leaf`` or ``bag``.", ["leaf", "bag"]),
        ("(enum string): It.\n\n  * ``leaf``: Loose.\n  * ``bag``: Wrapped.", ["leaf", "bag"]),
        ("(enum string): One of ``leaf``, ``bag``. Empty if none.", ["leaf", "bag", ""]),
        ("(enum string): One of ``leaf``. See :ref:`all <sorts>`.", ["leaf", "bag"]),
        (": See :ref:`sorts <sorts>`.", ["leaf", "bag"]),
        ("(String): See :ref:`sorts <sorts>`.", []),
        ("(String): Such as :ref:`sorts <sorts>`.", []),
        ("(String): Values include ``leaf``, ``bag``.", []),
        ("(String): It, e.g. ``leaf``, ``bag``.", []),
        (": It.", []),
    ],
)
def test_an_enum_is_read_from_a_table_a_list_or_bullets(tmp_path, bullet, values):
    extraction = extracted(tmp_path, '"<string>"', f"* ``x`` {bullet}", TABLE)
    assert values_of(extraction) == values
    assert findings(extraction) == []


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Which it is.", "its values are not"),
        ("It, e.g. ``leaf``.", "only some of its values are"),
    ],
)
def test_an_enum_without_values_is_any_string_and_is_said(tmp_path, sentence, said):
    extraction = extracted(tmp_path, '"<string>"', f"* ``x`` (enum string): {sentence}")
    assert kind(extraction) == STRING
    assert findings(extraction) == [
        (
            "enum-without-values",
            "warning",
            f"x is an enum, but {said} listed: any string is taken",
        )
    ]


@pytest.mark.parametrize(("bullet", "found"), [("* *x*: It.", ["leaf", "bag"]), ("* x: It.", [])])
def test_the_section_called_like_an_emphasised_field_lists_its_values(tmp_path, bullet, found):
    table = TABLE.replace(".. _sorts:\n\nSorts\n-----", "X\n-")
    assert values_of(extracted(tmp_path, '"<string>"', bullet, table)) == found


@pytest.mark.parametrize("spelled", ["EMPTY", "(empty)"])
def test_the_empty_string_is_known_however_the_table_spells_it(tmp_path, spelled):
    rule = "=======  ==========="
    rows = f"{rule}\nSort     Description\n{rule}\nleaf     Loose.\n{spelled:<7}  None.\n{rule}\n"
    table = f".. _sorts:\n\nSorts\n-----\n\n{rows}"
    extraction = extracted(tmp_path, '"<string>"', "* *x*: See :ref:`sorts`.", table)
    assert values_of(extraction) == ["leaf", ""]
    assert [(one.code, one.severity.value, one.hint) for one in extraction.findings] == [
        ("empty-spelling", "note", 'write ``""``')
    ]


@pytest.mark.parametrize(
    ("bullet", "expected"),
    [
        ("One of ``1``, ``2``.", FieldType("number")),
        ("One of ``0x1``, ``0x2``.", FieldType("number")),
    ],
)
def test_a_list_of_numbers_leaves_a_number_what_it_is(tmp_path, bullet, expected):
    extraction = extracted(tmp_path, "<number>", f"* x: {bullet}")
    assert kind(extraction) == expected
    assert findings(extraction) == []


def test_words_for_the_values_of_a_number_make_it_a_string(tmp_path):
    extraction = extracted(tmp_path, "<number>", "* x: One of ``leaf``, ``bag``.")
    assert (field(extraction).type.kind, values_of(extraction)) == ("string", ["leaf", "bag"])
    assert findings(extraction) == [
        (
            "type-conflict",
            "warning",
            "x has words for values (a.rst:8) and a number in the skeleton (a.rst:6): "
            "the bullet counts",
        )
    ]


@pytest.mark.parametrize(
    ("form", "exact", "bullet"),
    [
        ("uuid", (), "(UUID): It."),
        ("uuid", ("",), "(UUID): It. Empty where there is none."),
        ("uuid", ("",), '(UUID): It, or ``""``.'),
        ("uuid", (), "(UUID): It. Never empty."),
        ("e164", ("",), "(E.164): It. An empty string where there is none."),
    ],
)
def test_the_empty_string_is_admitted_where_the_bullet_says_so(tmp_path, form, exact, bullet):
    extraction = extracted(tmp_path, '"<string>"', f"* ``x`` {bullet}")
    assert kind(extraction) == FieldType("string", forms=(form,), exact=exact)


@pytest.mark.parametrize(
    ("shown", "bullet", "expected", "is_open"),
    [
        ("{}", "", FieldType("object", open=True), True),
        ("{...}", "", FieldType("object", open=True), True),
        (
            '{"a": <integer>}',
            "",
            FieldType("object", fields=(inside("a", "integer"),)),
            False,
        ),
        (
            '{"a": <integer>, ...}',
            "",
            FieldType("object", fields=(inside("a", "integer"),), open=True),
            True,
        ),
        (
            '{"a": <integer>}',
            "  * ``a`` (String, optional): A.",
            FieldType("object", fields=(inside("a", "string", optional=True),)),
            False,
        ),
        (
            '{"a": <integer>}',
            "  * ``a`` (Integer): A.\n  * ``b`` (Boolean): B.",
            FieldType(
                "object",
                fields=(inside("a", "integer"), inside("b", "boolean", optional=True)),
            ),
            False,
        ),
    ],
)
def test_an_object_is_open_where_the_page_does_not_list_its_fields(
    tmp_path, shown, bullet, expected, is_open
):
    extraction = extracted(tmp_path, shown, f"* ``x`` (Object): It.\n\n{bullet}")
    assert kind(extraction) == expected
    assert ("open-object" in [one.code for one in extraction.findings]) is is_open


def test_the_bullets_of_a_section_describe_the_object_that_leads_to_it(tmp_path):
    more = (
        ".. _saucer:\n\nSaucer\n------\n\nAll fields are optional. Other keys may appear.\n\n"
        "* ``a`` (Integer): A.\n* ``b`` (Array of String): B.\n"
    )
    extraction = extracted(
        tmp_path, '{"a": <integer>}', "* ``x`` (Object): See :ref:`it <saucer>`.", more
    )
    assert kind(extraction) == FieldType(
        "object",
        fields=(
            inside("a", "integer", optional=True),
            Field("b", FieldType("array", items=STRING), "", HERE, optional=True),
        ),
        open=True,
    )
    assert [(path, one.source.line) for path, one in walk_fields((field(extraction),))] == [
        ("x", 8),
        ("x.a", 17),
        ("x.b", 18),
    ]
    assert [one.code for one in extraction.findings] == ["bullet-without-field", "open-object"]


def test_a_field_table_describes_the_object_that_leads_to_it(tmp_path):
    more = (
        ".. _saucer:\n\nSaucer\n------\n\n===== ======= === === ===========\n"
        "Field Type    Min Max Description\n===== ======= === === ===========\n"
        "a     Integer 1   9   How wide.\nb     Boolean         Whether it is.\n"
        "===== ======= === === ===========\n"
    )
    extraction = extracted(
        tmp_path,
        '{"a": <integer>, "b": <boolean>}',
        "* ``x`` (Object): See :ref:`it <saucer>`.",
        more,
    )
    assert kind(extraction) == FieldType(
        "object",
        fields=(
            Field("a", FieldType("integer", minimum=1, maximum=9), "", HERE),
            inside("b", "boolean"),
        ),
    )
    assert findings(extraction) == []


SAUCER = """\
.. _saucer:

Saucer
------

.. code::

    {"wide": <integer>}

* ``wide`` (Integer): How wide.
"""


@pytest.mark.parametrize(
    ("shown", "bullet", "expected"),
    [
        ("{...}", ": See :ref:`it <saucer>`.", FieldType("object", struct="saucer")),
        ("{<Saucer>}", ": It.", FieldType("object", struct="saucer")),
        ("{...}", "(:ref:`Saucer <saucer>`): It.", FieldType("object", struct="saucer")),
        ("{...}", "(Saucer): It.", FieldType("object", struct="saucer")),
        (
            "[{<Saucer>}, ...]",
            ": It.",
            FieldType("array", items=FieldType("object", struct="saucer")),
        ),
        (
            "[...]",
            "(Array of :ref:`Saucer <saucer>`): It.",
            FieldType("array", items=FieldType("object", struct="saucer")),
        ),
        (
            "[]",
            ": See :ref:`it <saucer>`.",
            FieldType("array", items=FieldType("object", struct="saucer")),
        ),
        (
            "{<Saucer>}",
            "(Saucer or null): It.",
            FieldType("object", struct="saucer", nullable=True),
        ),
        ('{"<string>": {<Saucer>}}', ": It.", None),
    ],
)
def test_a_field_is_a_struct_by_reference_or_by_title(tmp_path, shown, bullet, expected):
    extraction = extracted(tmp_path, shown, f"* ``x`` {bullet}", SAUCER)
    saucer = FieldType("object", struct="saucer")
    found = without_places(extraction.structs["cup"].fields[0].type)
    assert found == (expected or FieldType("object", rest=saucer, open=True))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ('{"wide": <integer>}', None),
        ('{"wide": <integer>, "deep": <integer>}', "has deep besides"),
        ('{"wide": <integer>, ...}', None),
        ('{"deep": <integer>}', "has deep besides and lacks wide"),
        ('{"deep": <integer>, ...}', "has deep besides"),
    ],
)
def test_a_struct_shown_in_its_parent_is_held_against_its_own_section(tmp_path, shown, said):
    extraction = extracted(tmp_path, shown, "* x: See :ref:`it <saucer>`.", SAUCER)
    assert extraction.structs["cup"].fields[0].type == FieldType("object", struct="saucer")
    message = f"x {said}, against saucer (a.rst:12): a.rst:12 counts"
    assert findings(extraction) == ([("struct-conflict", "warning", message)] if said else [])


@pytest.mark.parametrize(
    ("bullet", "optional", "write_only", "inferred"),
    [
        ("(Integer): It.", False, False, {}),
        ("(Integer, optional): It.", True, False, {}),
        ("(Integer, omitted when empty): It.", True, False, {}),
        ("(Integer, write-only): It.", True, True, {}),
        ("(Integer): It. Defaults to 5.", True, False, {"optional": "Defaults to 5."}),
        ("(Integer, required): It. Defaults to 5.", False, False, {}),
        ("(Integer): It. Omitted at night.", True, False, {"optional": "Omitted at night."}),
        ("(Integer): It. Made up if omitted on creation.", False, False, {}),
        (": It. Omitted at night.", True, False, {"optional": "Omitted at night."}),
    ],
)
def test_a_bullet_says_whether_a_field_is_optional(
    tmp_path, bullet, optional, write_only, inferred
):
    found = field(extracted(tmp_path, "<integer>", f"* ``x`` {bullet}"))
    assert (found.optional, found.write_only) == (optional, write_only)
    assert dict(found.inferred) == {key: f"the page says: {one}" for key, one in inferred.items()}


def test_an_example_does_not_make_a_field_optional_whose_bullet_has_a_type(tmp_path):
    text = cup(
        '<integer>, "y": <integer>',
        "* ``x`` (Integer): It.\n* y: It.",
        "Example\n-------\n\n.. code::\n\n    {}\n",
    )
    extraction = extraction_of(tmp_path, {"a.rst": text})
    assert [(one.name, one.optional) for one in extraction.structs["cup"].fields] == [
        ("x", False),
        ("y", True),
    ]


def test_a_field_for_administrators_is_optional_and_said(tmp_path):
    extraction = extracted(tmp_path, "<integer>", "* ``x`` (Integer, admin only): It.")
    assert field(extraction).optional
    assert findings(extraction) == [
        ("admin-field", "note", "x is only there for administrators: it is optional")
    ]


@pytest.mark.parametrize(
    ("bullet", "fields", "code", "message"),
    [
        (
            "* ``lid`` (Boolean): It.",
            [("x", False), ("lid", True)],
            "bullet-without-field",
            "lid is described, but the skeleton does not have it: it is taken as optional",
        ),
        (
            "* ``lid`` (Boolean, write-only): It.",
            [("x", False)],
            "write-only-field",
            "lid is only written: it is not in the contract",
        ),
    ],
)
def test_a_field_that_only_a_bullet_knows_is_optional_unless_it_is_only_written(
    tmp_path, bullet, fields, code, message
):
    extraction = extracted(tmp_path, "<integer>", f"* x: It.\n{bullet}")
    assert [(one.name, one.optional) for one in extraction.structs["cup"].fields] == fields
    assert [(one.code, one.message) for one in extraction.findings] == [(code, message)]


def test_a_word_in_brackets_that_is_not_known_is_said(tmp_path):
    extraction = extracted(tmp_path, "<integer>", "* ``x`` (Integer, shiny): It.")
    assert kind(extraction) == INTEGER
    assert findings(extraction) == [
        (
            "annotation-not-read",
            "warning",
            "callspec does not know shiny in the brackets behind x",
        )
    ]


@pytest.mark.parametrize(
    ("bullet", "severity"),
    [
        ("x: See :ref:`it <nowhere>`.", "error"),
        ("``x`` (enum string): One of ``a``. See :ref:`it <nowhere>`.", "error"),
        ("``x`` (String): See :ref:`it <nowhere>`.", "warning"),
        ("``x`` (Array of String): See :ref:`it <nowhere>`.", "warning"),
        ("``x`` (Array of Object): See :ref:`it <nowhere>`.", "error"),
    ],
)
def test_a_reference_to_nothing_is_an_error_where_the_type_rests_on_it(tmp_path, bullet, severity):
    shown = "[...]" if "Array" in bullet else '"<string>"'
    extraction = extracted(tmp_path, shown, f"* {bullet}")
    assert findings(extraction)[0] == (
        "broken-reference",
        severity,
        "x refers to nowhere, which no page at hand has",
    )


def test_the_lines_that_a_type_rests_on_are_kept_the_strongest_first(tmp_path):
    extraction = extracted(
        tmp_path,
        '"<string or null>"',
        "* ``x`` (enum string, nullable): See :ref:`it <sorts>`.",
        TABLE,
    )
    bullet = Source("a.rst", 8)
    assert field(extraction).evidence == (
        Evidence("null", "bullet", bullet, "(enum string, nullable)"),
        Evidence("null", "placeholder", Source("a.rst", 6), "null"),
        Evidence("type", "bullet", bullet, "(enum string, nullable)"),
        Evidence("type", "placeholder", Source("a.rst", 6), '"<string or null>"'),
        Evidence("enum", "table", Source("a.rst", 15, "sorts"), "leaf, bag"),
        Evidence("required", "bullet", bullet, "(enum string, nullable), not optional"),
    )
