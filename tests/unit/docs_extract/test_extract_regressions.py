"""Faults that were found in pages nobody had thought of, each shown by the page that showed it."""

import pytest
from extract_pages import ENGINES, compiled, extraction_of, page_of, place, write_pages

from docs_extract.check import check
from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.page import CodeBlock, Table
from docs_extract.reference import read_reference
from docs_extract.skeleton import SkeletonError, read_skeleton
from docs_extract.struct import walk_fields
from validator.errors import CallspecError

LID_TABLE = """\
===== ===========
Lid   Description
===== ===========
open  Up.
shut  Down.
===== ===========
"""


def kettle(mapping: str = "", table: str = LID_TABLE, bullets: str = "* *lid*: {ref}.") -> str:
    reference = ":ref:`here <shop-lid>`"
    return (
        ".. _common-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n"
        f'    {{"lid": "<string>"}}\n\n{bullets.replace("{ref}", reference)}\n\n'
        f".. _shop-lid:\n\nLid\n---\n\n{table}\n{mapping}\n"
    )


def mapping_table(*rows: tuple[str, str]) -> str:
    lines = "".join(f"{key:<6} {value}\n" for key, value in rows)
    return f"====== ======\nSteam  Lid\n====== ======\n{lines}====== ======\n"


def findings_of(tmp_path, text, name="kettle.rst"):
    return [(one.code, one.message) for one in extraction_of(tmp_path, {name: text}).findings]


def test_a_number_too_long_for_python_is_no_skeleton():
    with pytest.raises(SkeletonError, match="a number with too many digits"):
        read_skeleton('{"a": ' + "1" * 5000 + "}")
    assert read_skeleton('{"a": 1e400}').shape.fields[0].shape.value == 10**400


def test_half_of_a_surrogate_pair_is_no_name():
    with pytest.raises(SkeletonError):
        read_skeleton('{"\\ud800": "<string>"}')


def test_a_folder_called_like_rules_is_said(tmp_path):
    write_pages(tmp_path, {"kettle.rst": kettle()})
    (tmp_path / "x.rules.yaml").mkdir()
    with pytest.raises(CallspecError, match=r"x\.rules\.yaml: "):
        extract(read_reference([tmp_path]))


def test_a_rule_is_an_object(tmp_path):
    rules = (
        "struct: kettle\nrules:\n- id: no\n  severity: error\n  message: m\n"
        "  citation: {label: shop-lid, words: Up.}\n  schema: false\n"
    )
    extraction = extraction_of(tmp_path, {"kettle.rst": kettle(), "kettle.rules.yaml": rules})
    assert [(one.code, place(one)) for one in extraction.findings] == [
        ("rule-syntax", (7, 11, 7, 16))
    ]


def test_white_space_behind_a_line_of_code_moves_nothing():
    page = page_of(
        'Kettle\n======\n\n.. code::\n\n    {\n        "a": 1,   \n        "b": 2\n    }\n'
    )
    assert page.sections[0].blocks == (CodeBlock(6, 4, '{\n    "a": 1,\n    "b": 2\n}'),)


@pytest.mark.parametrize("break_", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"])
def test_an_odd_line_break_is_none(break_):
    page = page_of(f"Kettle\n======\n\nx{break_}y\n\n.. code::\n\n    {{}}\n")
    assert page.sections[0].blocks[1] == CodeBlock(8, 4, "{}")


def test_a_label_that_is_its_own_title_is_a_label():
    page = page_of(".. _kettle:\n\nKettle\n======\n\nText.\n\nLid\n---\n\nText.\n")
    assert [one.labels for one in page.walk()] == [("kettle",), ()]


def test_a_label_twice_on_a_page_is_said_and_leads_to_the_first(tmp_path):
    text = kettle() + ".. _shop-lid:\n\nOther\n-----\n\nText.\n"
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert "duplicate-label" in [one.code for one in extraction.findings]
    assert "broken-reference" not in [one.code for one in extraction.findings]
    (field,) = extraction.structs["kettle"].fields
    assert [value.value for value in field.type.values] == ["open", "shut"]


def test_rows_of_a_table_made_of_commas_stand_at_least_at_the_table():
    page = page_of('Lid\n===\n\n.. csv-table::\n   :header: "Lid", "Description"\n\n   open, Up.\n')
    (table,) = page.sections[0].blocks
    assert isinstance(table, Table)
    assert {row.line for row in table.rows} == {table.line}
    assert table.line >= 4


def test_a_section_stands_at_its_title():
    page = page_of("\n======\nKettle\n======\n\nText.\n\nThe lid\n-------\n\nText.\n")
    assert [(one.line, one.title) for one in page.walk()] == [(2, "Kettle"), (7, "The lid")]


def test_a_word_at_the_end_of_a_sentence_is_read(tmp_path):
    folder = write_pages(tmp_path, {"kettle.rst": kettle("It is not bolted_on.\n")})
    checked = check(read_reference([folder]), None)
    assert [one.message for one in checked.findings] == [
        "bolted_on is named here, but no table of values has it"
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            [("full", "shutt"), ("rest", "open")],
            'the mapping gives "shutt", which no table of values has',
        ),
        ([("full", "open"), ("full", "shut")], 'the mapping gives "open" or "shut" for "full"'),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_said_and_maps_nothing(tmp_path, rows, message):
    extraction = extraction_of(tmp_path, {"kettle.rst": kettle(mapping_table(*rows))})
    assert [(one.code, one.message) for one in extraction.findings] == [
        ("mapping-conflict", message)
    ]
    assert extraction.structs["kettle"].mapping is None


def test_a_struct_called_like_an_outcome_is_said(tmp_path):
    other = (
        ".. _common-struct-kettle_outcome:\n\nOutcome\n=======\n\n.. code::\n\n"
        '    {"full": <boolean>}\n\n* full: Whether it is.\n'
    )
    extraction = extraction_of(
        tmp_path,
        {"kettle.rst": kettle(mapping_table(("full", "open"))), "outcome.rst": other},
    )
    assert [one.code for one in extraction.findings] == ["duplicate-struct"]
    names = [one.name for one in generate(extraction)]
    assert names == ["kettle", "kettle_outcome"]


def test_a_reference_in_a_wrapped_bullet_is_said_once_and_where_it_stands(tmp_path):
    folder = write_pages(
        tmp_path,
        {"kettle.rst": kettle(bullets="* *lid*: Where the lid is, see\n  :ref:`it <no>`.")},
    )
    checked = check(read_reference([folder]), None)
    assert [(one.code, place(one)) for one in checked.findings] == [
        ("broken-reference", (11, 13, 11, 15))
    ]


def test_words_are_cited_where_they_stand_first(tmp_path):
    rules = (
        "struct: kettle\nrules:\n- id: no\n  severity: error\n  message: m\n"
        "  citation: {label: shop-lid, words: the lid}\n  schema: {}\n"
    )
    prose = "All of\nthe lid and\nthe lid.\n\nAgain the lid.\n"
    extraction = extraction_of(tmp_path, {"kettle.rst": kettle(prose), "k.rules.yaml": rules})
    assert extraction.findings == ()
    (rule,) = extraction.structs["kettle"].rules
    # The prose begins in line 24.
    assert rule.source.line == 25


def test_an_object_that_refers_to_no_struct_is_said(tmp_path):
    text = (
        '.. _common-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n    {"cup": {...}}\n\n'
        "* cup: See :ref:`here <shop-cup>`.\n\n.. _shop-cup:\n\nCup\n---\n\nNothing here.\n"
    )
    assert findings_of(tmp_path, text) == [
        ("reference-without-values", "shop-cup shows no struct for cup"),
        ("open-object", "cup may hold anything, as far as the page says"),
    ]


def test_a_skeleton_behind_a_list_with_code_is_no_example(tmp_path):
    text = (
        '.. _common-struct-kettle:\n\nKettle\n======\n\n* Send::\n\n      {"lid": "open"}\n\n'
        '.. code::\n\n    {"lid": "<string>"}\n\n* lid: Where it is.\n'
    )
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    (built,) = extraction.built
    assert [example.value for example in built.examples] == [{"lid": "open"}]


def test_a_field_described_twice_keeps_its_first_bullet(tmp_path):
    text = kettle(bullets="* *lid*: {ref}.\n* lid: Again.")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert [(one.code, one.message) for one in extraction.findings] == [
        ("duplicate-bullet", "lid is described in line 10 already")
    ]
    assert extraction.structs["kettle"].fields[0].type.values


SAUCER = "\n.. _shop-saucer:\n\nSaucer\n------\n\n"
WIDE_TABLE = """\
===== ======= ===========
Field Type    Description
===== ======= ===========
wide  Boolean Again.
===== ======= ===========
"""


def holding(shown: str) -> str:
    """A kettle with a saucer that the skeleton shows like this; what describes it goes below."""
    return (
        f'.. _common-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n    {{"saucer": {shown}}}\n\n'
    )


@pytest.mark.parametrize(
    ("bullets", "line", "first"),
    [
        ("* saucer: See :ref:`it <shop-saucer>`.\n" + SAUCER + "* wide: A.\n* wide: B.\n", 18, 17),
        ("* saucer: It.\n\n  * wide (Integer): A.\n  * wide (Boolean): B.\n", 13, 12),
        (
            "* saucer (Object): See :ref:`it <shop-saucer>`.\n\n  * wide (Integer): A.\n"
            + SAUCER
            + "* wide (Boolean): B.\n",
            19,
            12,
        ),
        (
            "* saucer: See :ref:`it <shop-saucer>`.\n"
            + SAUCER
            + "* wide (Integer): A.\n\nMore\n++++\n\n* wide (Boolean): B.\n",
            22,
            17,
        ),
        (
            "* saucer: See :ref:`it <shop-saucer>`.\n" + SAUCER + WIDE_TABLE + "\n* wide: B.\n",
            23,
            20,
        ),
    ],
)
@pytest.mark.parametrize("shown", ["{...}", '{"wide": <integer>}', '[{"wide": <integer>}]'])
def test_a_field_of_an_object_described_twice_is_one_field(tmp_path, shown, bullets, line, first):
    text = holding(shown) + bullets
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    repeated = [one for one in extraction.findings if one.code == "duplicate-bullet"]
    assert [(one.message, one.span.line) for one in repeated] == [
        (f"wide is described in line {first} already", line)
    ]
    paths = [path for path, _ in walk_fields(extraction.structs["kettle"].fields)]
    assert paths == ["saucer", "saucer.wide"]
    assert checks(tmp_path / "reference") == 1


def test_a_section_called_like_an_object_describes_each_field_of_it_once(tmp_path):
    text = (
        holding('{"wide": <integer>}') + "* saucer: It.\n"
        "\nSaucer\n------\n\n* wide (Integer): A.\n* wide: B.\n"
    )
    assert findings_of(tmp_path, text) == [
        ("duplicate-bullet", "wide is described in line 15 already")
    ]


def checks(folder) -> int:
    """The number of structs whose schemas can be used."""
    return check(read_reference([folder]), None).structs


def test_a_field_that_only_bullets_know_is_one_field_however_often_they_tell_it(tmp_path):
    text = kettle(bullets="* spout (String): It.\n* lid: It.\n* spout (Integer): Again.")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert [(one.code, one.message) for one in extraction.findings] == [
        ("duplicate-bullet", "spout is described in line 10 already"),
        (
            "bullet-without-field",
            "spout is described, but the skeleton does not have it: it is taken as optional",
        ),
    ]
    fields = extraction.structs["kettle"].fields
    assert [(one.name, one.type.kind) for one in fields] == [("lid", "string"), ("spout", "string")]
    assert checks(tmp_path / "reference") == 1


def test_what_says_the_same_where_a_field_leads_to_is_no_second_description(tmp_path):
    text = (
        holding("{...}") + "* saucer (Object): See :ref:`it <shop-saucer>`.\n\n"
        "  * wide (Boolean): Whether it is.\n" + SAUCER + WIDE_TABLE
    )
    assert findings_of(tmp_path, text) == []


@pytest.mark.parametrize(("high", "said"), [("Integer", 0), ("Number", 1)])
def test_what_says_the_same_of_fields_inside_is_no_second_description(tmp_path, high, said):
    text = (
        holding("{...}") + "* saucer (Object): See :ref:`it <shop-saucer>`.\n\n"
        "  * wide (Object): It.\n\n    * high (Integer): It.\n"
        f"{SAUCER}* wide (Object): Its width.\n\n  * high ({high}): Its height.\n"
    )
    repeated = [("duplicate-bullet", "wide is described in line 12 already")]
    assert findings_of(tmp_path, text) == repeated[:said]


def test_a_field_described_again_on_another_page_is_said_there(tmp_path):
    text = (
        holding("{...}") + "* saucer (Object): See :ref:`it <shop-saucer>`.\n\n"
        "  * wide (Boolean): Whether it is.\n"
    )
    pages = {"kettle.rst": text, "saucer.rst": SAUCER + "* wide (Integer): How wide.\n"}
    (finding,) = extraction_of(tmp_path, pages).findings
    folder = tmp_path / "reference"
    assert (finding.code, finding.file, place(finding)) == (
        "duplicate-bullet",
        str(folder / "saucer.rst"),
        (6, 3, 6, 7),
    )
    assert finding.message == f"wide is described in {folder / 'kettle.rst'}:12 already"


LIDS_TWICE = LID_TABLE.replace("shut", "open")


@pytest.mark.parametrize(
    ("bullet", "code", "line"),
    [
        ("* wide (Object): How wide.", "open-object", 6),
        ("* wide (Array): How wide.", "open-object", 6),
        ("* wide (Object): It.\n\n  * left (Object): It.", "open-object", 8),
        ("* wide (String): It.\n\n  * left (Integer): It.", "bullet-without-struct", 8),
        ("* wide (Integer, admin only): How wide.", "admin-field", 6),
        ("* wide (Timestamp): When.", "timestamp-form", 6),
        ("* lid (enum): Where, see :ref:`lids <shop-lid>`.", "duplicate-value", 17),
    ],
)
@pytest.mark.parametrize("asked", ["all", "kettle", "saucer"])
def test_what_is_wrong_with_a_section_of_another_page_is_said_of_that_page(
    tmp_path, asked, bullet, code, line
):
    kettle_page = holding("{...}") + "* saucer: See :ref:`it <shop-saucer>`.\n"
    saucer_page = f"{SAUCER}{bullet}\n\n.. _shop-lid:\n\nLid\n---\n\n{LIDS_TWICE}"
    folder = write_pages(tmp_path, {"kettle.rst": kettle_page, "saucer.rst": saucer_page})
    given = folder if asked == "all" else folder / f"{asked}.rst"
    said = [
        (one.code, one.file, one.span.line) for one in extract(read_reference([given])).findings
    ]
    # Findings come with the structs of the pages that were asked for.
    assert said == ([(code, str(folder / "saucer.rst"), line)] if asked == "all" else [])


def test_fields_inside_an_object_that_only_bullets_know_are_in_the_contract(tmp_path):
    bullets = (
        "* lid: It.\n* saucer (Object): It.\n\n"
        "  * cups (Array of Object): It.\n\n    * full (Boolean, optional): It.\n    * id: It.\n"
    )
    extraction = extraction_of(tmp_path, {"kettle.rst": kettle(bullets=bullets)})
    assert [(one.code, one.span.line) for one in extraction.findings] == [
        ("bullet-without-field", 11)
    ]
    saucer = generate(extraction)[0].schema["properties"]["saucer"]
    for engine in ENGINES:
        contract = compiled(saucer, engine)
        assert contract.is_valid({"cups": [{"full": True, "id": 1}, {"id": "a"}]})
        assert not contract.is_valid({"cups": [{"full": True}]})
        assert not contract.is_valid({"cups": [{"full": 1, "id": 1}]})
        assert not contract.is_valid({"cups": [{"wide": 1, "id": 1}]})
        assert not contract.is_valid({})


@pytest.mark.parametrize("shown", ["", '"saucer": {...}, '])
def test_a_section_that_says_all_fields_are_optional_says_so_of_elided_ones(tmp_path, shown):
    bullets = "* lid: It.\n* saucer (Object): See :ref:`it <shop-saucer>`.\n"
    section = f"{SAUCER}All fields are optional.\n\n* wide: It.\n* high (Integer): It.\n"
    text = kettle(bullets=bullets + section).replace('"lid":', f'{shown}"lid":')
    schema = generate(extraction_of(tmp_path, {"kettle.rst": text}))[0].schema
    for engine in ENGINES:
        assert compiled(schema, engine).is_valid({"lid": "up", "saucer": {}})
        assert not compiled(schema, engine).is_valid({"lid": "up", "saucer": {"x": 1}})


def test_a_section_that_leads_to_itself_is_read_once_and_the_rest_is_open(tmp_path):
    text = (
        holding("{...}") + "* saucer: See :ref:`it <shop-saucer>`.\n"
        f"{SAUCER}* wide (Integer): It.\n* below (Object, optional): See :ref:`it <shop-saucer>`.\n"
    )
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert [(one.code, one.message, one.span.line) for one in extraction.findings] == [
        ("open-object", "below may hold anything, as far as the page says", 18)
    ]
    saucer = generate(extraction)[0].schema["properties"]["saucer"]
    for engine in ENGINES:
        contract = compiled(saucer, engine)
        assert contract.is_valid({"wide": 1, "below": {"wide": 1, "below": {"x": 1}}})
        assert not contract.is_valid({"wide": 1, "x": 1})


@pytest.mark.parametrize(("sections", "each", "fields"), [(40, 40, 1_601), (300, 1, 18)])
def test_sections_that_lead_to_one_another_end(tmp_path, sections, each, fields):
    text = holding("{...}") + "* saucer: See :ref:`it <shop-saucer-0>`.\n"
    for number in range(sections):
        text += f"\n.. _shop-saucer-{number}:\n\nSaucer {number}\n---------------\n\n"
        targets = [(number + step) % sections for step in range(1, each + 1)]
        text += "".join(
            f"* f{one} (Object): See :ref:`it <shop-saucer-{one}>`.\n" for one in targets
        )
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert "open-object" in [one.code for one in extraction.findings]
    assert len(list(walk_fields(extraction.structs["kettle"].fields))) == fields


def test_a_value_twice_in_bullets_is_one_value(tmp_path):
    below = "* lid (enum): It.\n\n  * ``up``: A.\n  * ``down``: B.\n  * ``up``: C."
    text = kettle(bullets=below)
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    (finding,) = extraction.findings
    assert (finding.code, finding.message, finding.span.line) == (
        "duplicate-value",
        '"up" stands twice among the values',
        14,
    )
    schema = generate(extraction)[0].schema
    assert schema["properties"]["lid"]["enum"] == ["up", "down"]
    assert schema["properties"]["lid"]["x-callspec"]["values"] == {"up": "A.", "down": "B."}


def test_a_value_twice_in_the_bullets_of_a_section_has_its_first_meaning(tmp_path):
    text = kettle(table="* up: A.\n* down: B.\n* up: C.\n")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    (finding,) = extraction.findings
    assert (finding.code, finding.span.line) == ("duplicate-value", 19)
    schema = generate(extraction)[0].schema
    assert schema["properties"]["lid"]["x-callspec"]["values"] == {"up": "A.", "down": "B."}


def test_a_value_twice_in_a_sentence_is_one_value(tmp_path):
    text = kettle(bullets="* lid: One of: up, down, up.")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert extraction.findings == ()
    schema = generate(extraction)[0].schema
    assert schema["properties"]["lid"]["enum"] == ["up", "down"]


def test_a_value_twice_in_a_table_is_one_value(tmp_path):
    text = kettle(table=LID_TABLE.replace("shut  Down.", "shut  Down.\nopen  Again."))
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert [(one.code, one.span.line) for one in extraction.findings] == [("duplicate-value", 22)]
    for engine in ENGINES:
        schema = generate(extraction)[0].schema
        assert schema["properties"]["lid"]["enum"] == ["open", "shut"]
        assert compiled(schema, engine).is_valid({"lid": "open"})


def test_examples_of_a_struct_that_cannot_be_read_are_not_counted_as_valid(tmp_path):
    text = (
        '.. _common-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n    {"lid": <}\n\n'
        'Example\n-------\n\n.. code::\n\n    {"lid": 1}\n'
    )
    folder = write_pages(tmp_path, {"kettle.rst": text})
    checked = check(read_reference([folder]), None)
    assert (checked.structs, checked.examples, checked.valid_examples) == (0, 1, 0)


def test_a_replacement_character_is_a_character(tmp_path):
    assert findings_of(tmp_path, kettle("A \ufffd stands here.\n")) == []


def test_a_struct_that_cannot_be_read_and_is_called_like_an_outcome_is_any_object(tmp_path):
    text = (
        ".. _common-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n"
        '    {"outcome": {...}}\n\n* outcome: See :ref:`it <common-struct-kettle-outcome>`.\n\n'
        ".. _common-struct-kettle-outcome:\n\nOutcome\n-------\n\n.. code::\n\n"
        '    {"lid": <}\n\n* lid: Where it is.\n'
    )
    folder = write_pages(tmp_path, {"kettle.rst": text})
    checked = check(read_reference([folder]), None)
    assert [one.code for one in checked.findings] == ["broken-reference", "skeleton-syntax"]
