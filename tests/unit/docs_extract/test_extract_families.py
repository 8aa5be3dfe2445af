"""Structs of one page that the value of one field tells apart."""

import pytest
from extract_pages import ENGINES, compiled, extraction_of, place

from docs_extract.generate import generate
from docs_extract.struct import Evidence, Family, Field, FieldType, Struct, Value, Variant
from validator.finding import Source


def section(label: str, title: str, skeleton: str, bullets: str, mark: str = "-") -> str:
    line = mark * max(4, len(title))
    return f".. _{label}:\n\n{title}\n{line}\n\n.. code::\n\n    {{{skeleton}}}\n\n{bullets}\n\n"


TOP = ".. _tea-struct-step:\n\nSteps\n=====\n\n"
POUR = section(
    "tea-struct-step-pour", "Pour", '"type": "pour", "litres": <number>', "* litres: How much."
)
WAIT = section(
    "tea-struct-step-wait",
    "Wait a while",
    '"type": "wait", "litres": "<string>", "seconds": <integer>',
    "* litres: Of what.\n* seconds: How long.",
)


def family(struct: Struct) -> list[tuple[str, str, list[str]]] | None:
    if struct.family is None:
        return None
    return [
        (one.value, one.struct, [field.name for field in one.fields])
        for one in struct.family.variants
    ]


def test_members_without_a_struct_for_all_of_them_get_one(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + POUR + WAIT})
    assert extraction.findings == ()
    assert extraction.given == ("tea_step_pour", "tea_step_wait", "tea_step")

    def pour(line: int) -> Source:
        return Source("a.rst", line, "tea-struct-step-pour")

    def wait(line: int) -> Source:
        return Source("a.rst", line, "tea-struct-step-wait")

    def shown(source: Source, text: str, keyword: str = "type") -> Evidence:
        origin = "sample" if text.startswith('"') and "<" not in text else "placeholder"
        return Evidence(keyword, origin, source, text)

    def required(source: Source) -> Evidence:
        text = "the skeleton has it"
        return Evidence("required", "skeleton", source, text)

    def told(value: str, source: Source) -> Field:
        return Field(
            "type",
            FieldType("string", constant=value),
            "",
            source,
            inferred=(("const", f"the page shows one struct for each type (line {source.line})"),),
            evidence=(
                shown(source, f'"{value}"'),
                required(source),
                shown(source, f'"{value}"', "const"),
            ),
        )

    poured = Field(
        "litres",
        FieldType("number"),
        "How much.",
        pour(15),
        evidence=(shown(pour(13), "<number>"), required(pour(13))),
    )
    of_what = Field(
        "litres",
        FieldType("string"),
        "Of what.",
        wait(26),
        evidence=(shown(wait(24), '"<string>"'), required(wait(24))),
    )
    seconds = Field(
        "seconds",
        FieldType("integer"),
        "How long.",
        wait(27),
        evidence=(shown(wait(24), "<integer>"), required(wait(24))),
    )
    values = (Value("pour", "", pour(13)), Value("wait", "", wait(24)))
    assert extraction.structs == {
        "tea_step_pour": Struct(
            "tea_step_pour", "Pour", "", pour(8), (told("pour", pour(13)), poured)
        ),
        "tea_step_wait": Struct(
            "tea_step_wait",
            "Wait a while",
            "",
            wait(19),
            (told("wait", wait(24)), of_what, seconds),
        ),
        "tea_step": Struct(
            "tea_step",
            "Steps",
            "One of 2 structs, told by type.",
            Source("a.rst", 3, "tea-struct-step"),
            (
                Field(
                    "type",
                    FieldType("string", values=values, values_source=pour(13)),
                    "",
                    pour(13),
                ),
                Field("litres", FieldType("any"), "", pour(15)),
                Field("seconds", FieldType("integer"), "", wait(27), optional=True),
            ),
            family=Family(
                "type",
                (
                    Variant("pour", "tea_step_pour", (poured,), pour(13)),
                    Variant("wait", "tea_step_wait", (of_what, seconds), wait(24)),
                ),
            ),
        ),
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("payload", "valid"),
    [
        ({"type": "pour", "litres": 1}, True),
        ({"type": "wait", "litres": "milk", "seconds": 1}, True),
        ({"type": "pour", "litres": "milk"}, False),
        ({"type": "wait", "litres": 1, "seconds": 1}, False),
        ({"type": "wait", "litres": "milk"}, False),
        ({"type": "stir", "litres": 1}, False),
        ({"litres": 1}, False),
        ({"type": "pour", "litres": 1, "lid": 1}, False),
    ],
)
def test_a_family_chooses_by_its_field(tmp_path, engine, payload, valid):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + POUR + WAIT})
    schemas = {one.name: one.schema for one in generate(extraction)}
    assert compiled(schemas["tea_step"], engine).is_valid(payload) is valid
    member = f"tea_step_{payload.get('type')}"
    if member in schemas:
        assert compiled(schemas[member], engine).is_valid(payload) is valid


def base(values: str = "pour wait") -> str:
    rows = "".join(f"{value:<5} It.\n" for value in values.split())
    return section(
        "tea-struct-step-step",
        "Step",
        '"type": "<string>", "note": "<string>", "litres": <number>',
        "* *type*: What to do, see :ref:`here <tea-step-type>`.\n* note: Why.\n* litres: Of it.",
    ) + (
        ".. _tea-step-type:\n\nType\n----\n\n===== ===========\nType  Description\n"
        f"===== ===========\n{rows}===== ===========\n\n"
    )


OWN_POUR = section(
    "tea-struct-step-pour",
    "Pour",
    '"type": "pour", "note": "<string>", "litres": <number>',
    "* note: Why.\n* litres: How much.",
)
OWN_WAIT = section(
    "tea-struct-step-wait",
    "Wait a while",
    '"type": "wait", "note": "<string>"',
    "* note: Why.",
)


def test_a_struct_that_has_all_fields_of_the_members_chooses_between_them(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + base() + OWN_POUR + OWN_WAIT})
    assert extraction.findings == ()
    assert list(extraction.structs) == ["tea_step", "tea_step_pour", "tea_step_wait"]
    assert family(extraction.structs["tea_step"]) == [
        ("pour", "tea_step_pour", ["note", "litres"]),
        ("wait", "tea_step_wait", ["note"]),
    ]
    assert {
        name: [(one.name, one.type.constant, one.optional) for one in struct.fields]
        for name, struct in extraction.structs.items()
    } == {
        "tea_step": [("type", None, False), ("note", None, False), ("litres", None, True)],
        "tea_step_pour": [("type", "pour", False), ("note", None, False), ("litres", None, False)],
        "tea_step_wait": [("type", "wait", False), ("note", None, False), ("litres", None, True)],
    }
    assert dict(extraction.structs["tea_step"].fields[2].inferred) == {
        "optional": "not every type has it (the skeletons of tea_step's members)"
    }
    assert dict(extraction.structs["tea_step_wait"].fields[2].inferred) == {
        "optional": "the skeleton of tea_step_wait leaves it out (line 50)"
    }


@pytest.mark.parametrize(
    ("values", "constants", "findings"),
    [
        (
            "Pour wait",
            ["Pour", "wait"],
            [
                (
                    "constant-conflict",
                    "warning",
                    'type is "pour" here and "Pour" in the table of values: the table counts',
                    None,
                )
            ],
        ),
        (
            "pour wail",
            ["pour", "wait"],
            [
                (
                    "constant-conflict",
                    "error",
                    'type is "wait" here, which the table of values lacks',
                    "did you mean wail?",
                ),
                ("open-object", "note", 'no struct of the page shows what type "wail" has', None),
            ],
        ),
        (
            "pour wait stir",
            ["pour", "wait"],
            [("open-object", "note", 'no struct of the page shows what type "stir" has', None)],
        ),
    ],
)
def test_a_constant_is_held_against_the_table_of_values(tmp_path, values, constants, findings):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + base(values) + OWN_POUR + OWN_WAIT})
    assert [
        extraction.structs[name].fields[0].type.constant
        for name in ("tea_step_pour", "tea_step_wait")
    ] == constants
    assert [
        (one.code, one.severity.value, one.message, one.hint) for one in extraction.findings
    ] == findings


def test_a_constant_that_the_table_lacks_is_said_where_it_stands(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + base("pour wail") + OWN_POUR + OWN_WAIT})
    assert [place(one) for one in extraction.findings] == [(50, 15, 50, 19), (8, 1, 8, 5)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TOP + POUR, id="one member"),
        pytest.param(TOP + POUR + WAIT.replace('"wait"', '"pour"'), id="one value twice"),
        pytest.param(TOP + POUR + WAIT.replace('"wait"', '"tarry"'), id="a value that is no name"),
        pytest.param(TOP + POUR + WAIT.replace('"type"', '"kind"'), id="two fields"),
    ],
)
def test_structs_that_no_value_tells_apart_are_no_family(tmp_path, text):
    extraction = extraction_of(tmp_path, {"a.rst": text})
    assert [family(one) for one in extraction.structs.values()] == [None] * text.count("code::")
    assert {one.type.constant for each in extraction.structs.values() for one in each.fields} == {
        None
    }


def test_structs_of_two_pages_are_no_family(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": TOP + POUR, "b.rst": WAIT})
    assert sorted(extraction.structs) == ["tea_step_pour", "tea_step_wait"]
    assert [family(one) for one in extraction.structs.values()] == [None, None]


def test_a_family_whose_name_is_taken_is_said(tmp_path):
    taken = section("tea-struct-step-step", "Other", '"a": <number>', "* a: It.")
    extraction = extraction_of(tmp_path, {"a.rst": TOP + POUR + WAIT + taken})
    assert [(one.code, one.message, place(one)) for one in extraction.findings] == [
        (
            "duplicate-struct",
            "the family told by type would be called tea_step, as another struct is",
            (3, 1, 3, 6),
        )
    ]
    assert extraction.structs["tea_step"].title == "Other"
    assert [one.type.constant for one in extraction.structs["tea_step_pour"].fields] == [
        "pour",
        None,
    ]


def test_a_member_that_cannot_be_read_is_left_out(tmp_path):
    stir = section("tea-struct-step-stir", "Stir", '"type": "stir", "a": =', "* a: It.")
    extraction = extraction_of(tmp_path, {"a.rst": TOP + POUR + WAIT + stir})
    assert [one.code for one in extraction.findings] == ["skeleton-syntax"]
    assert family(extraction.structs["tea_step"]) == [
        ("pour", "tea_step_pour", ["litres"]),
        ("wait", "tea_step_wait", ["litres", "seconds"]),
    ]


def test_a_family_admits_what_one_of_its_members_does(tmp_path):
    whole = section(
        "tea-struct-step-step",
        "Step",
        '"type": "<string>", "cup": {...}',
        "* ``type`` (String): Which.\n* ``cup`` (Object): Where.",
    )
    pour = section(
        "tea-struct-step-pour",
        "Pour",
        '"type": "pour", "cup": {"full": <boolean>}',
        "* ``cup`` (Object, nullable): Where.",
    )
    wait = section(
        "tea-struct-step-wait", "Wait", '"type": "wait", "cup": 1', "* ``cup`` (Integer): Which."
    )
    without = section("tea-struct-step-stop", "Stop", '"type": "stop"', "")

    def cup(*members: str) -> FieldType:
        extraction = extraction_of(tmp_path / str(len(members)), {"a.rst": TOP + "".join(members)})
        step = extraction.structs["tea_step"]
        return next(one.type for one in step.fields if one.name == "cup")

    assert cup(whole, pour, without) == FieldType("object", open=True, nullable=True)
    assert cup(whole, pour, wait, without) == FieldType("any")
