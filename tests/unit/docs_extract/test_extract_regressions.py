"""Faults that were found in pages nobody had thought of, each shown by the page that showed it."""

import pytest
from extract_pages import ENGINES, compiled, extraction_of, page_of, place, write_pages

from docs_extract.check import check
from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.page import CodeBlock, Table
from docs_extract.reference import read_reference
from docs_extract.skeleton import SkeletonError, read_skeleton
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
