import textwrap

import pytest
from extract_pages import place, reference_of

from docs_extract.page import Section
from docs_extract.reference import Reference
from docs_extract.sites import find_sites, slug, struct_name
from docs_extract.struct import Field, FieldType, Struct, Value
from docs_extract.structs import Built, build, walk_fields
from validator.finding import Finding, Severity, Source, Span

UUID = "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60"
TIME = "2022-05-03 09:20:12.503117"


def built(reference: Reference, name: str = "kettle") -> Built:
    sites, clashes = find_sites(reference)
    assert clashes == []
    return build(reference, sites, sites.by_name[name])


def kettle(fields: str, bullets: str = "", examples: tuple[str, ...] = (), more: str = "") -> str:
    """A page whose skeleton has its fields from line 10 on, at column 9."""
    text = "\n".join(
        [
            ".. _shop-struct-kettle:",
            "",
            "Kettle",
            "======",
            "Boils water.",
            "",
            ".. code::",
            "",
            "    {",
            textwrap.indent(textwrap.dedent(fields).strip("\n"), " " * 8),
            "    }",
            "",
            textwrap.dedent(bullets).strip("\n"),
            "",
            "Example",
            "-------",
            "",
        ]
    )
    for example in examples:
        text += f".. code::\n\n{textwrap.indent(example, '    ')}\n\n"
    return text + textwrap.dedent(more)


def types(tmp_path, fields: str, examples: tuple[str, ...] = ()) -> dict[str, FieldType]:
    struct = built(reference_of(tmp_path, {"a.rst": kettle(fields, "", examples)})).struct
    assert struct is not None
    return {field.name: field.type for field in struct.fields}


@pytest.mark.parametrize(
    ("labels", "title", "name"),
    [
        (("shop-struct-kettle",), "Anything", "kettle"),
        (("shop-struct-kettle-kettle",), "Anything", "kettle"),
        (("shop-struct-kettle-lid",), "Anything", "kettle_lid"),
        (("shop-struct-tea-pot-tea-pot",), "Anything", "tea_pot"),
        (("shop-struct-kettle-lid_type",), "Anything", "kettle_lid_type"),
        (("shop-kettle", "shop-struct-cup"), "Anything", "cup"),
        (("shop-kettle",), "Tea Pot (small)", "tea_pot_small"),
        ((), "Kettle", "kettle"),
        ((), "Чайник", "struct"),
        ((), "", "struct"),
    ],
)
def test_a_struct_is_named_by_its_label_else_by_its_title(labels, title, name):
    assert struct_name(Section(1, title, labels, (), ())) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hangup reason", "hangup_reason"),
        ("  A-b_C  d!", "a_b_c_d"),
        ("../x", "x"),
        ("É", ""),
        ("", ""),
    ],
)
def test_a_slug_has_only_lower_case_letters_digits_and_underscores(text, name):
    assert slug(text) == name


def test_a_struct_is_built_whole(tmp_path):
    text = kettle(
        """
        "id": "<string>",
        "lid": "<string>",
        "litres": <number>,
        "cup": {...},
        "on": <boolean>,
        "tm_boil": "2022-05-03 09:20:12.000000"
        """,
        """
        * id: Names the kettle.
        * *lid*: Where the lid is, see :ref:`here <shop-kettle-lid>`.
        * litres: How much
          it holds.
        * *cup*: The cup it fills, see :ref:`here <shop-struct-cup>`.
        * on: Whether it boils.
        * tm_boil: When it boiled.
        """,
        (f'{{"id": "{UUID}", "lid": "open", "litres": 2, "tm_boil": "{TIME}"}}',),
        """
        .. _shop-kettle-lid:

        Lid
        ---

        ====== ============
        Lid    Description
        ====== ============
        ""     There is none.
        open   It is up.
        ====== ============
        """,
    )
    cup = """
        .. _shop-struct-cup:

        Cup
        ===

        .. code::

            {"full": <boolean>}

        * full: Whether it is.
        """
    one = built(reference_of(tmp_path, {"kettle.rst": text, "cup.rst": cup}))
    label = "shop-struct-kettle"

    def here(line: int) -> Source:
        return Source("kettle.rst", line, label)

    uuid_reason = "the name, and every sample is a UUID (line 30)"
    time_reason = (
        "the name, and every sample has the form YYYY-MM-DD HH:MM:SS.ffffff (lines 15, 30)"
    )
    left_out = ("optional", "left out by an example (line 30)")
    assert one.findings == ()
    assert one.struct == Struct(
        "kettle",
        "Kettle",
        "Boils water.",
        here(3),
        (
            Field(
                "id",
                FieldType("string", form="uuid"),
                "Names the kettle.",
                here(18),
                inferred=tuple((one, uuid_reason) for one in ("format", "maxLength", "pattern")),
            ),
            Field(
                "lid",
                FieldType(
                    "string",
                    values=(
                        Value("", "There is none.", Source("kettle.rst", 41, "shop-kettle-lid")),
                        Value("open", "It is up.", Source("kettle.rst", 42, "shop-kettle-lid")),
                    ),
                    values_source=Source("kettle.rst", 38, "shop-kettle-lid"),
                ),
                "Where the lid is, see here.",
                here(19),
            ),
            Field(
                "litres",
                FieldType("integer"),
                "How much it holds.",
                here(20),
                inferred=(("type", "every sample is an integer (line 30)"),),
            ),
            Field(
                "cup",
                FieldType("object", struct="cup"),
                "The cup it fills, see here.",
                here(22),
                optional=True,
                inferred=(left_out,),
            ),
            Field(
                "on",
                FieldType("boolean"),
                "Whether it boils.",
                here(23),
                optional=True,
                inferred=(left_out,),
            ),
            Field(
                "tm_boil",
                FieldType("string", form="timestamp"),
                "When it boiled.",
                here(24),
                inferred=(
                    ("maxLength", time_reason),
                    ("pattern", time_reason),
                    ("type", "the skeleton shows a sample instead of a type"),
                ),
            ),
        ),
    )


@pytest.mark.parametrize(
    ("placeholder", "sample", "expected"),
    [
        ('"<string>"', '"a"', FieldType("string")),
        ("<number>", "1", FieldType("integer")),
        ("<number>", "1.5", FieldType("number")),
        ("<integer>", "1", FieldType("integer")),
        ("<boolean>", "true", FieldType("boolean")),
        ('"open"', '"shut"', FieldType("string")),
        ("1", "2", FieldType("integer")),
        ("1.5", "2", FieldType("number")),
        ("1", "2.5", FieldType("number")),
        ("true", "false", FieldType("boolean")),
        ("null", "1", FieldType("any")),
        ("{}", "{}", FieldType("object", open=True)),
        ("{...}", '{"a": 1}', FieldType("object", open=True)),
        ("[]", "[1]", FieldType("array", items=FieldType("any"))),
        ("[...]", "[1]", FieldType("array", items=FieldType("any"))),
        ('["<string>", ...]', "[]", FieldType("array", items=FieldType("string"))),
        ("[<number>]", "[1, 2]", FieldType("array", items=FieldType("integer"))),
        ("[<number>]", "[1, 2.5]", FieldType("array", items=FieldType("number"))),
        (
            "[[<boolean>]]",
            "[]",
            FieldType("array", items=FieldType("array", items=FieldType("boolean"))),
        ),
    ],
)
def test_a_placeholder_and_the_samples_give_a_type(tmp_path, placeholder, sample, expected):
    found = types(tmp_path, f'"x": {placeholder}', (f'{{"x": {sample}}}',))
    assert found == {"x": expected}


def test_uuids_are_inferred_inside_arrays(tmp_path):
    fields = '"cup_ids": ["<string>", ...]'
    text = (f'{{"cup_ids": ["{UUID}"]}}', '{"cup_ids": []}')
    assert types(tmp_path, fields, text) == {
        "cup_ids": FieldType("array", items=FieldType("string", form="uuid"))
    }
    assert types(tmp_path, fields, (*text, '{"cup_ids": ["cup-7"]}')) == {
        "cup_ids": FieldType("array", items=FieldType("string"))
    }


def test_a_field_is_optional_only_where_an_example_that_is_an_object_leaves_it_out(tmp_path):
    text = kettle('"a": <number>,\n"b": <number>', "", ('{"a": 1, "b": 2}', '{"a": 1}', "[]"))
    struct = built(reference_of(tmp_path, {"a.rst": text})).struct
    assert struct is not None
    assert [(field.name, field.optional, field.inferred) for field in struct.fields] == [
        ("a", False, (("type", "every sample is an integer (lines 20, 24)"),)),
        (
            "b",
            True,
            (
                ("optional", "left out by an example (line 24)"),
                ("type", "every sample is an integer (line 20)"),
            ),
        ),
    ]


def test_fields_inside_an_object_need_no_bullet_and_close_it(tmp_path):
    text = kettle(
        '"lid": {"on": <boolean>, "deep": [{"n": <number>}]},\n"cup": {"on": <boolean>, ...}',
        "* lid: It.\n* cup: It.",
        ('{"lid": {"on": true, "deep": [{"n": 1}, {}]}, "cup": {}}',),
    )
    one = built(reference_of(tmp_path, {"a.rst": text}))
    assert one.findings == ()
    assert one.struct is not None
    here = Source("a.rst", 10, "shop-struct-kettle")
    number = Field(
        "n",
        FieldType("integer"),
        "",
        here,
        optional=True,
        inferred=(
            ("optional", "left out by an example (line 21)"),
            ("type", "every sample is an integer (line 21)"),
        ),
    )
    deep = Field(
        "deep",
        FieldType("array", items=FieldType("object", fields=(number,))),
        "",
        here,
    )
    on = Field("on", FieldType("boolean"), "", here)
    in_cup = Field(
        "on",
        FieldType("boolean"),
        "",
        Source("a.rst", 11, "shop-struct-kettle"),
        optional=True,
        inferred=(("optional", "left out by an example (line 21)"),),
    )
    assert [field.type for field in one.struct.fields] == [
        FieldType("object", fields=(on, deep)),
        FieldType("object", fields=(in_cup,), open=True),
    ]
    assert [field.name for field in walk_fields(one.struct.fields)] == [
        "lid",
        "on",
        "deep",
        "n",
        "cup",
        "on",
    ]


def finding(reference: Reference, severity: Severity, code: str, message: str, **parts) -> Finding:
    page = reference.pages[0]
    span = parts.pop("span")
    return Finding(
        code,
        severity,
        message,
        file=page.file,
        span=span,
        excerpt=page.lines[span.line - 1],
        **parts,
    )


def test_a_field_without_a_bullet_and_a_bullet_without_a_field_are_told(tmp_path):
    text = kettle(
        '"lid_type": "<string>",\n"litres": <number>',
        "* litres: How much.\n* *lid_typ*: Which lid.\n* weight: How heavy.",
    )
    reference = reference_of(tmp_path, {"a.rst": text})
    assert built(reference).findings == (
        finding(
            reference,
            Severity.WARNING,
            "field-without-bullet",
            "lid_type is in the skeleton, but no bullet describes it",
            span=Span(10, 9, 10, 19),
            hint="add a bullet: * lid_type: ...",
        ),
        finding(
            reference,
            Severity.WARNING,
            "bullet-without-field",
            "lid_typ is described, but the skeleton does not have it",
            span=Span(15, 4, 15, 11),
            hint="did you mean lid_type?",
        ),
        finding(
            reference,
            Severity.WARNING,
            "bullet-without-field",
            "weight is described, but the skeleton does not have it",
            span=Span(16, 3, 16, 9),
        ),
    )


def test_a_broken_reference_is_told_with_the_nearest_label(tmp_path):
    text = kettle(
        '"lid": "<string>",\n"cup": "<string>"',
        "* *lid*: See :ref:`here <shop-kettle-lids>`.\n* *cup*: See :ref:`elsewhere`.",
        more="""
        .. _shop-kettle-lid:

        Lid
        ---
        """,
    )
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "broken-reference",
            "lid refers to shop-kettle-lids, which no page at hand has",
            span=Span(14, 26, 14, 42),
            hint="did you mean shop-kettle-lid?",
        ),
        finding(
            reference,
            Severity.ERROR,
            "broken-reference",
            "cup refers to elsewhere, which no page at hand has",
            span=Span(15, 20, 15, 29),
            hint="give the page it stands on as well",
        ),
    )
    assert one.struct is not None
    assert [field.type for field in one.struct.fields] == [FieldType("string")] * 2


CUP_PAGE = """
    .. _shop-struct-cup_page:

    Cups
    ====

    Of all sizes.

    .. _shop-cup-words:

    Words
    -----

    Text.

    .. _shop-struct-cup-cup:

    Cup
    ---

    .. code::

        {"full": <boolean>}

    * full: Whether it is.

    .. _shop-struct-cup-saucer:

    Saucer
    ------

    .. code::

        {"round": <boolean>}

    * round: Whether it is.
    """


@pytest.mark.parametrize(
    ("label", "struct"),
    [
        ("shop-struct-cup_page", "cup"),
        ("shop-struct-cup-cup", "cup"),
        ("SHOP-struct-Cup-Saucer", "cup_saucer"),
    ],
)
@pytest.mark.parametrize("skeleton", ["{...}", '{"full": <boolean>}', "{}"])
def test_a_label_on_the_struct_or_on_its_page_leads_to_the_struct(
    tmp_path, label, struct, skeleton
):
    text = kettle(f'"cup": {skeleton}', f"* *cup*: See :ref:`here <{label}>`.")
    one = built(reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE}))
    assert one.findings == ()
    assert one.struct is not None
    assert [field.type for field in one.struct.fields] == [FieldType("object", struct=struct)]


def test_an_array_of_a_struct_is_read(tmp_path):
    text = kettle('"cups": [{...}, ...]', "* *cups*: See :ref:`here <shop-struct-cup-cup>`.")
    one = built(reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE}))
    assert one.findings == ()
    assert one.struct is not None
    assert [field.type for field in one.struct.fields] == [
        FieldType("array", items=FieldType("object", struct="cup"))
    ]


def test_a_string_that_refers_to_a_struct_is_a_conflict(tmp_path):
    text = kettle('"cup": "<string>"', "* *cup*: See :ref:`here <shop-struct-cup-cup>`.")
    reference = reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE})
    assert built(reference).findings == (
        finding(
            reference,
            Severity.ERROR,
            "type-conflict",
            "cup is a string in the skeleton, but shop-struct-cup-cup is a struct",
            span=Span(13, 26, 13, 45),
        ),
    )


def test_a_string_that_refers_to_a_section_without_values_is_told(tmp_path):
    text = kettle('"cup": "<string>"', "* *cup*: See :ref:`here <shop-cup-words>`.")
    reference = reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE})
    assert built(reference).findings == (
        finding(
            reference,
            Severity.WARNING,
            "reference-without-values",
            "shop-cup-words lists no values for cup",
            span=Span(13, 26, 13, 40),
        ),
    )


def test_of_several_references_the_last_with_values_counts(tmp_path):
    table = (
        "===== ===========\nLid   Description\n===== ===========\n{}   It is.\n===== ===========\n"
    )
    more = "".join(
        f"\n.. _shop-lid-{word}:\n\nLid {word}\n--------\n\n{table.format(word)}"
        for word in ("one", "two")
    )
    text = kettle(
        '"lid": "<string>"',
        "* *lid*: Not :ref:`a <shop-lid-one>` but :ref:`b <shop-lid-two>`.",
        more=more,
    )
    one = built(reference_of(tmp_path, {"a.rst": text}))
    assert one.findings == ()
    assert one.struct is not None
    assert [value.value for value in one.struct.fields[0].type.values] == ["two"]


def test_a_placeholder_that_names_no_type_is_an_error_where_it_stands(tmp_path):
    text = kettle('"lid": "<string or null>"', "* lid: It.")
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "unknown-placeholder",
            "the placeholder <string or null> of lid names no type callspec reads",
            span=Span(10, 16, 10, 34),
        ),
    )
    assert one.struct is not None
    assert one.struct.fields[0].type == FieldType("any")


def test_a_field_shown_as_null_has_no_type_and_is_told(tmp_path):
    reference = reference_of(tmp_path, {"a.rst": kettle('"lid": null', "* lid: It.")})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "unknown-placeholder",
            "the skeleton shows null for lid instead of a type",
            span=Span(10, 16, 10, 20),
        ),
    )
    assert one.struct is not None
    assert one.struct.fields[0].type == FieldType("any")


def test_a_reference_to_the_second_of_two_structs_of_one_name_is_told(tmp_path):
    text = kettle('"cup": {...}', "* *cup*: See :ref:`here <second-cup>`.")
    cup = "Cup\n===\n\n.. code::\n\n    {}\n"
    reference = reference_of(
        tmp_path, {"a.rst": text, "b.rst": cup, "c.rst": f".. _second-cup:\n\n{cup}"}
    )
    sites, _ = find_sites(reference)
    one = build(reference, sites, sites.by_name["kettle"])
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "duplicate-struct",
            "cup refers to one of two structs called cup",
            span=Span(13, 26, 13, 36),
        ),
    )


def test_a_type_in_brackets_is_an_error_where_it_stands(tmp_path):
    text = kettle('"lid": "<string>"', "* ``lid`` (String, optional): It.")
    reference = reference_of(tmp_path, {"a.rst": text})
    assert built(reference).findings == (
        finding(
            reference,
            Severity.ERROR,
            "annotation-not-read",
            "the type of lid in brackets is not read: (String, optional)",
            span=Span(13, 5, 13, 8),
        ),
    )


def test_a_mended_skeleton_is_told_where_it_was_mended(tmp_path):
    text = kettle('"lid": "<string>",', "* lid: It.")
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.WARNING,
            "skeleton-repair",
            "mended in the skeleton: a comma after the last member",
            span=Span(10, 26, 10, 27),
        ),
    )
    assert one.struct is not None
    assert [field.name for field in one.struct.fields] == ["lid"]


def test_a_skeleton_that_cannot_be_read_gives_no_struct_but_its_place(tmp_path):
    text = kettle('"lid": "<string>",\n"cup": boolean', "* lid: It.", ('{"lid": "open"}',))
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.struct is None
    assert [example.value for example in one.examples] == [{"lid": "open"}]
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "skeleton-syntax",
            'the skeleton of kettle cannot be read: "boolean" is no part of a skeleton',
            span=Span(11, 16, 11, 17),
        ),
    )


def test_an_example_that_is_not_json_is_among_the_findings(tmp_path):
    text = kettle('"lid": "<string>"', "* lid: It.", ("{lid}",))
    one = built(reference_of(tmp_path, {"a.rst": text}))
    assert [(found.code, place(found)) for found in one.findings] == [
        ("example-syntax", (19, 6, 19, 9))
    ]
    assert one.examples == ()


def test_two_structs_of_one_name_are_told_and_the_first_keeps_it(tmp_path):
    text = """
        Kettle
        ======

        .. code::

            {"a": 1}
        """
    reference = reference_of(tmp_path, {"a.rst": text, "b.rst": text})
    first, second = reference.pages
    sites, clashes = find_sites(reference)
    assert list(sites.by_name) == ["kettle"]
    assert sites.by_name["kettle"].page is first
    assert clashes == [
        Finding(
            "duplicate-struct",
            Severity.ERROR,
            f"another struct is called kettle: {first.file}:{1}",
            file=second.file,
            span=second.whole_line(1),
            excerpt=second.lines[1 - 1],
        )
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kettle\n======\n\n.. code::\n\n    {}\n", ["kettle"]),
        ("Kettle\n======\n\nText::\n\n    {}\n", ["kettle"]),
        ("Kettle\n======\n\n.. code::\n\n    []\n", []),
        ("Kettle\n======\n\n.. code:: sh\n\n    boil\n\n.. code::\n\n    {}\n", []),
        ("Kettle\n======\n\nText.\n", []),
        ("Example\n=======\n\n.. code::\n\n    {}\n", []),
        ("Kettle\n======\n\nExample\n-------\n\n.. code::\n\n    {}\n", []),
        ("Text::\n\n    {}\n", ["struct"]),
    ],
)
def test_a_section_shows_a_struct_where_its_first_code_is_an_object(tmp_path, text, names):
    sites, clashes = find_sites(reference_of(tmp_path, {"a.rst": text}))
    assert (list(sites.by_name), clashes) == (names, [])


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Boils *water*,\nthen tea.\n\nMore.\n\n.. code::\n\n    {}\n", "Boils water, then tea."),
        (".. code::\n\n    {}\n\nText behind it.\n", ""),
        ("* id: It.\n\nText.\n\n.. code::\n\n    {}\n", "Text."),
    ],
)
def test_the_first_paragraph_before_the_skeleton_describes_a_struct(tmp_path, text, description):
    struct = built(reference_of(tmp_path, {"a.rst": f"Kettle\n======\n\n{text}"})).struct
    assert struct is not None
    assert struct.description == description
    assert struct.source == Source("a.rst", 1, None)
