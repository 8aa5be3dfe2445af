import pytest
from extract_pages import extraction_of, write_pages

from docs_extract.extract import extract
from docs_extract.prose import broken_references, unknown_values
from docs_extract.reference import read_reference
from validator.finding import Finding, Severity, Span

TABLE = """\
========= ===========
Lid       Description
========= ===========
half_open It is ajar.
shut      It is down.
========= ===========
"""


def kettle(prose: str, *, table: str = TABLE) -> str:
    """A page whose prose begins in line 14."""
    return (
        ".. _shop-struct-kettle:\n\nKettle\n======\n\n.. code::\n\n"
        '    {"lid_state": "<string>"}\n\n'
        "* *lid_state*: See :ref:`here <shop-steam_lid>`.\n\n"
        f".. _shop-steam_lid:\n\nLid\n---\n{prose}\n\n{table}"
    )


def unknown(tmp_path, text: str, **others: str) -> list[Finding]:
    pages = {"kettle.rst": text, **{f"{name}.rst": text for name, text in others.items()}}
    return list(unknown_values(extraction_of(tmp_path, pages)))


def test_a_value_that_no_table_has_is_told_with_the_nearest_one(tmp_path):
    text = kettle("The lid is often\nleft halfopen or half_opened,\nthen falls.")
    assert unknown(tmp_path, text) == [
        Finding(
            "unknown-value",
            Severity.WARNING,
            "half_opened is named here, but no table of values has it",
            hint="kettle.rst:23 spells it half_open",
            file=str(tmp_path / "reference" / "kettle.rst"),
            span=Span(17, 18, 17, 29),
            excerpt="left halfopen or half_opened,",
        )
    ]


def test_a_value_like_no_other_is_told_without_a_hint(tmp_path):
    found = unknown(tmp_path, kettle("It may be bolted_on, too."))
    assert [(one.message, one.hint, one.span) for one in found] == [
        (
            "bolted_on is named here, but no table of values has it",
            None,
            Span(16, 11, 16, 20),
        )
    ]


def test_the_hint_names_the_page_that_has_the_value(tmp_path):
    cup = f"Cup\n===\n\n{TABLE.replace('half_open', 'half_full')}"
    found = unknown(tmp_path, kettle("A cup that is half_fulll, or so."), cup=cup)
    assert [one.hint for one in found] == ["cup.rst:7 spells it half_full"]


def test_each_word_of_a_paragraph_is_told_once_and_in_each_paragraph(tmp_path):
    prose = "Once bolted_on, or bolted_on again.\n\n* ``bolted_on`` again.\n* *never_there*, too."
    assert [one.message.split()[0] for one in unknown(tmp_path, kettle(prose))] == [
        "bolted_on",
        "bolted_on",
        "never_there",
    ]


@pytest.mark.parametrize(
    "prose",
    [
        "Words that mean nothing here: bolted, on.",
        "A value of the table, half_open, is known.",
        "A field of a struct, lid_state, is known.",
        "A part of a label, steam_lid, is known.",
        "A label in a reference :ref:`bolted_on <shop-steam_lid>`.",
        "Upper case: Bolted_On, BOLTED_ON, bolted_On too.",
        "Half of a word: _bolted_on, bolted_on_, bolted__on too.",
        "A path: /bolted_on/x, x/bolted_on, bolted_on.txt, x.bolted_on too.",
        "A call: bolted_on() or bolted_on(1).",
        "A template: {bolted_on}.",
        "A compound: bolted_on-off, off-bolted_on too.",
        "Digits first: 1_bolted too.",
    ],
)
def test_words_that_are_known_or_no_values_are_left_alone(tmp_path, prose):
    assert unknown(tmp_path, kettle(prose)) == []


def test_only_sections_that_list_values_are_read(tmp_path):
    assert unknown(tmp_path, kettle("It may be bolted_on, too.", table="No table.")) == []


def test_only_pages_that_were_asked_for_are_read_but_all_their_values_are_known(tmp_path):
    cup = f"Cup\n===\n\n{TABLE.replace('half_open', 'half_full')}"
    folder = write_pages(
        tmp_path,
        {
            "a.rst": kettle("The cup is half_full, or so."),
            "b.rst": kettle("It may be bolted_on, too.").replace("shop-", "bar-"),
            "cup.rst": cup,
        },
    )
    extraction = extract(read_reference([folder / "a.rst"]))
    assert list(unknown_values(extraction)) == []


def test_a_reference_of_prose_that_leads_nowhere_is_told(tmp_path):
    text = kettle("The lid, see\n:ref:`its list <shop-steam_lids>`\nand :ref:`zebra`.")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    file = str(tmp_path / "reference" / "kettle.rst")
    assert list(broken_references(extraction)) == [
        Finding(
            "broken-reference",
            Severity.WARNING,
            "the text refers to shop-steam_lids, which no page at hand has",
            hint="did you mean shop-steam_lid?",
            file=file,
            span=Span(17, 17, 17, 32),
            excerpt=":ref:`its list <shop-steam_lids>`",
        ),
        Finding(
            "broken-reference",
            Severity.WARNING,
            "the text refers to zebra, which no page at hand has",
            file=file,
            span=Span(18, 11, 18, 16),
            excerpt="and :ref:`zebra`.",
        ),
    ]


def test_a_reference_that_was_told_for_its_field_is_not_told_again(tmp_path):
    text = kettle("The lid.").replace("here <shop-steam_lid>", "here <nowhere>")
    extraction = extraction_of(tmp_path, {"kettle.rst": text})
    assert [one.code for one in extraction.findings] == ["broken-reference"]
    assert list(broken_references(extraction)) == []


def test_references_that_lead_somewhere_or_stand_on_other_pages_are_left_alone(tmp_path):
    folder = write_pages(
        tmp_path,
        {
            "a.rst": kettle("See :ref:`the cup <Shop-CUP>` and :ref:`shop-steam_lid`."),
            "cup.rst": ".. _shop-cup:\n\nCup\n===\n:ref:`nowhere`\n",
        },
    )
    assert list(broken_references(extract(read_reference([folder / "a.rst"])))) == []
