import textwrap
from dataclasses import replace

import pytest
from extract_pages import place, reference_of

from docs_extract.extract import extract
from docs_extract.reference import Reference
from docs_extract.sites import find_sites
from docs_extract.struct import Evidence, Field, FieldType, Struct, Value, walk_fields
from docs_extract.structs import Built
from validator.finding import Finding, Severity, Source, Span

UUID = "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60"
TIME = "2022-05-03 09:20:12.503117"


def built(reference: Reference, name: str = "kettle") -> Built:
    return next(one for one in extract(reference).built if one.site.name == name)


def kettle(fields: str, bullets: str = "", examples: tuple[str, ...] = (), more: str = "") -> str:
    """A page whose skeleton has its fields from line 10 on, at column 9."""
    text = "\n".join(
        [
            ".. _common-struct-kettle:",
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
    return {field.name: field.type for field in without_evidence(struct.fields)}


def without_evidence(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """Fields without the lines they rest on, those inside them too."""
    return tuple(replace(one, type=_without(one.type), evidence=()) for one in fields)


def _without(kind: FieldType) -> FieldType:
    return replace(
        kind,
        fields=without_evidence(kind.fields),
        items=_without(kind.items) if kind.items is not None else None,
        rest=_without(kind.rest) if kind.rest is not None else None,
    )


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
        * *cup*: The cup it fills, see :ref:`here <common-struct-cup>`.
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
        .. _common-struct-cup:

        Cup
        ===

        .. code::

            {"full": <boolean>}

        * full: Whether it is.
        """
    one = built(reference_of(tmp_path, {"kettle.rst": text, "cup.rst": cup}))
    label = "common-struct-kettle"

    def here(line: int) -> Source:
        return Source("kettle.rst", line, label)

    uuid_reason = "the name, and every sample is a UUID (line 30)"
    time_reason = (
        "the name, and every sample has the form YYYY-MM-DD HH:MM:SS.ffffff (lines 15, 30)"
    )
    left_out = "left out by an example (line 30)"

    def required(line: int) -> Evidence:
        text = "the skeleton has it, and so has every example"
        return Evidence("required", "skeleton", here(line), text)

    def shown(line: int, text: str) -> Evidence:
        return Evidence("type", "placeholder", here(line), text)

    assert one.findings == ()
    assert one.struct == Struct(
        "kettle",
        "Kettle",
        "Boils water.",
        here(3),
        (
            Field(
                "id",
                FieldType("string", forms=("uuid",)),
                "Names the kettle.",
                here(18),
                inferred=tuple((one, uuid_reason) for one in ("format", "maxLength", "pattern")),
                evidence=(
                    shown(10, '"<string>"'),
                    Evidence("pattern", "example", here(10), uuid_reason),
                    required(10),
                ),
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
                evidence=(
                    shown(11, '"<string>"'),
                    Evidence(
                        "enum", "table", Source("kettle.rst", 38, "shop-kettle-lid"), '"", open'
                    ),
                    required(11),
                ),
            ),
            Field(
                "litres",
                FieldType("integer"),
                "How much it holds.",
                here(20),
                inferred=(("type", "every sample is an integer (line 30)"),),
                evidence=(shown(12, "<number>"), required(12)),
            ),
            Field(
                "cup",
                FieldType("object", struct="cup"),
                "The cup it fills, see here.",
                here(22),
                optional=True,
                inferred=(("optional", left_out),),
                evidence=(
                    shown(13, "{...}"),
                    Evidence("$ref", "bullet", here(22), ":ref:`common-struct-cup`"),
                    Evidence("$ref", "section", Source("cup.rst", 3, "common-struct-cup"), "cup"),
                    Evidence("required", "example", here(22), left_out),
                ),
            ),
            Field(
                "on",
                FieldType("boolean"),
                "Whether it boils.",
                here(23),
                optional=True,
                inferred=(("optional", left_out),),
                evidence=(
                    shown(14, "<boolean>"),
                    Evidence("required", "example", here(23), left_out),
                ),
            ),
            Field(
                "tm_boil",
                FieldType("string", forms=("timestamp",)),
                "When it boiled.",
                here(24),
                inferred=(
                    ("maxLength", time_reason),
                    ("pattern", time_reason),
                    ("type", "the skeleton shows a sample instead of a type"),
                ),
                evidence=(
                    Evidence("type", "sample", here(15), '"2022-05-03 09:20:12.000000"'),
                    Evidence("pattern", "example", here(15), time_reason),
                    Evidence("pattern", "example", here(15), '"2022-05-03 09:20:12.000000"'),
                    Evidence("pattern", "example", here(30), f'"{TIME}"'),
                    required(15),
                    Evidence(
                        "pattern",
                        "page",
                        here(24),
                        "timestamps of the page: YYYY-MM-DD HH:MM:SS.ffffff",
                    ),
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
        ("null", "1", FieldType("any", nullable=True)),
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
        "cup_ids": FieldType("array", items=FieldType("string", forms=("uuid",)))
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
    assert [(found.code, found.message, place(found)) for found in one.findings] == [
        (
            "open-object",
            "cup may hold more than the page lists, as far as the page says",
            (11, 16, 11, 38),
        )
    ]
    assert one.struct is not None
    here = Source("a.rst", 10, "common-struct-kettle")
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
        Source("a.rst", 11, "common-struct-kettle"),
        optional=True,
        inferred=(("optional", "left out by an example (line 21)"),),
    )
    assert [field.type for field in without_evidence(one.struct.fields)] == [
        FieldType("object", fields=(on, deep)),
        FieldType("object", fields=(in_cup,), open=True),
    ]
    assert [path for path, _ in walk_fields(one.struct.fields)] == [
        "lid",
        "lid.on",
        "lid.deep",
        "lid.deep.n",
        "cup",
        "cup.on",
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
            span=Span(10, 10, 10, 18),
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
            "weight is described, but the skeleton does not have it: it is taken as optional",
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
    .. _common-struct-cup_page:

    Cups
    ====

    Of all sizes.

    .. _shop-cup-words:

    Words
    -----

    Text.

    .. _common-struct-cup-cup:

    Cup
    ---

    .. code::

        {"full": <boolean>}

    * full: Whether it is.

    .. _common-struct-cup-saucer:

    Saucer
    ------

    .. code::

        {"round": <boolean>}

    * round: Whether it is.
    """


@pytest.mark.parametrize(
    ("label", "struct"),
    [
        ("common-struct-cup_page", "cup"),
        ("common-struct-cup-cup", "cup"),
        ("COMMON-struct-Cup-Saucer", "cup_saucer"),
    ],
)
@pytest.mark.parametrize("skeleton", ["{...}", "{}", "{<Cup>}"])
def test_a_label_on_the_struct_or_on_its_page_leads_to_the_struct(
    tmp_path, label, struct, skeleton
):
    text = kettle(f'"cup": {skeleton}', f"* *cup*: See :ref:`here <{label}>`.")
    one = built(reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE}))
    assert one.findings == ()
    assert one.struct is not None
    assert [field.type for field in one.struct.fields] == [FieldType("object", struct=struct)]


def test_an_array_of_a_struct_is_read(tmp_path):
    text = kettle('"cups": [{...}, ...]', "* *cups*: See :ref:`here <common-struct-cup-cup>`.")
    one = built(reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE}))
    assert one.findings == ()
    assert one.struct is not None
    assert [field.type for field in one.struct.fields] == [
        FieldType("array", items=FieldType("object", struct="cup"))
    ]


def test_a_string_that_refers_to_a_struct_is_a_conflict(tmp_path):
    text = kettle('"cup": "<string>"', "* *cup*: See :ref:`here <common-struct-cup-cup>`.")
    reference = reference_of(tmp_path, {"a.rst": text, "cup.rst": CUP_PAGE})
    assert built(reference).findings == (
        finding(
            reference,
            Severity.ERROR,
            "type-conflict",
            "cup is a string in the skeleton, but common-struct-cup-cup is a struct",
            span=Span(13, 26, 13, 47),
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
    text = kettle('"lid": "<text of sorts>"', "* lid: It.")
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "unknown-placeholder",
            "the placeholder <text of sorts> of lid names no type callspec reads",
            span=Span(10, 16, 10, 33),
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
    assert one.struct.fields[0].type == FieldType("any", nullable=True)


def test_a_reference_to_the_second_of_two_structs_of_one_name_is_told(tmp_path):
    text = kettle('"cup": {...}', "* *cup*: See :ref:`here <second-cup>`.")
    cup = 'Cup\n===\n\n.. code::\n\n    {"full": <boolean>}\n'
    reference = reference_of(
        tmp_path, {"a.rst": text, "b.rst": cup, "c.rst": f".. _second-cup:\n\n{cup}"}
    )
    assert built(reference).findings == (
        finding(
            reference,
            Severity.ERROR,
            "duplicate-struct",
            "cup refers to one of two structs called cup",
            span=Span(13, 26, 13, 36),
        ),
        finding(
            reference,
            Severity.NOTE,
            "open-object",
            "cup may hold anything, as far as the page says",
            span=Span(10, 16, 10, 21),
        ),
    )


def test_a_type_in_brackets_is_read_and_a_word_in_them_that_is_not_known_is_told(tmp_path):
    text = kettle(
        '"lid": "<string>",\n"cup": "<string>"',
        "* ``lid`` (String, optional): It.\n* ``cup`` (String, chipped): It.",
    )
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.findings == (
        finding(
            reference,
            Severity.WARNING,
            "annotation-not-read",
            "callspec does not know chipped in the brackets behind cup",
            span=Span(15, 5, 15, 8),
        ),
    )
    assert one.struct is not None
    assert [(field.type, field.optional) for field in one.struct.fields] == [
        (FieldType("string"), True),
        (FieldType("string"), False),
    ]


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
    text = kettle('"lid": "<string>",\n"cup": =', "* lid: It.", ('{"lid": "open"}',))
    reference = reference_of(tmp_path, {"a.rst": text})
    one = built(reference)
    assert one.struct is None
    assert [example.value for example in one.examples] == [{"lid": "open"}]
    assert one.findings == (
        finding(
            reference,
            Severity.ERROR,
            "skeleton-syntax",
            'the skeleton of kettle cannot be read: "=" is no part of a skeleton',
            span=Span(11, 16, 11, 17),
        ),
    )


def test_an_example_that_is_not_json_is_among_the_findings(tmp_path):
    text = kettle('"lid": "<string>"', "* lid: It.", ("{lid}",))
    extraction = extract(reference_of(tmp_path, {"a.rst": text}))
    assert [(found.code, place(found)) for found in extraction.findings] == [
        ("example-syntax", (19, 6, 19, 9))
    ]
    assert [one.examples for one in extraction.built] == [()]


def test_two_structs_of_one_name_are_told_and_the_first_keeps_it(tmp_path):
    text = """
        Kettle
        ======

        .. code::

            {"a": <number>}
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
            f"another struct is called kettle: {first.file}:1",
            hint="give each a label of its own: X-struct-NAME",
            file=second.file,
            span=second.whole_line(1),
            excerpt=second.lines[1 - 1],
        )
    ]


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("Boils *water*,\nthen tea.\n\nMore.\n\n{skeleton}", "Boils water, then tea."),
        ("{skeleton}\nText behind it.\n", ""),
        ("* Prose.\n\nText.\n\n{skeleton}", "Text."),
    ],
)
def test_the_first_paragraph_before_the_skeleton_describes_a_struct(tmp_path, text, description):
    page = text.replace("{skeleton}", '.. code::\n\n    {"full": <boolean>}\n')
    struct = built(reference_of(tmp_path, {"a.rst": f"Kettle\n======\n\n{page}"})).struct
    assert struct is not None
    assert struct.description == description
    assert struct.source == Source("a.rst", 1, None)
