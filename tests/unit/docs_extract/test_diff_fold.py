from dataclasses import replace

import pytest
from diff_reports import CONTAINED, READERS, WORDS, WRITERS, comparison, report

from docs_extract.compare.report import findings_of, told_once
from docs_extract.compare.report.fold import Elsewhere, homes_of, split
from docs_extract.compare.report.markdown import render_diff
from docs_extract.compare.report.text import render

OWN = replace(WRITERS, field="phones", message="phones came", through=())
HELD = replace(WRITERS, embedded="sender")
SENDER = comparison(OWN, struct="sender")
PARCEL = comparison(READERS, HELD)


def holder(name, *through):
    return comparison(replace(HELD, through=through), struct=name)


def test_a_change_is_told_where_its_own_struct_is_compared():
    held = PARCEL.changes[1]
    assert held.fingerprint == SENDER.changes[0].fingerprint
    for order in ((PARCEL, SENDER), (SENDER, PARCEL)):
        homes = homes_of(order)
        assert split(SENDER, homes) == (SENDER.changes, ())
        assert split(PARCEL, homes) == (
            (PARCEL.changes[0],),
            (Elsewhere("sender", ("source", "destination"), "sender", (held,)),),
        )


def test_it_is_told_by_the_first_holder_where_its_own_struct_is_not_compared():
    crate, parcel = holder("crate", "from"), holder("parcel", "source", "destination")
    homes = homes_of([crate, parcel])
    assert split(crate, homes) == (crate.changes, ())
    assert split(parcel, homes) == (
        (),
        (Elsewhere("sender", ("source", "destination"), "crate", parcel.changes),),
    )


def test_it_is_told_again_where_it_breaks_others():
    milder = comparison(replace(HELD, writers=CONTAINED))
    homes = homes_of([SENDER, milder])
    assert split(milder, homes) == (milder.changes, ())


def test_a_change_of_another_struct_of_the_same_field_stays():
    crate, parcel = comparison(READERS, struct="crate"), comparison(READERS)
    homes = homes_of([crate, parcel])
    assert split(parcel, homes) == (parcel.changes, ())


def test_the_text_says_through_which_field_it_came():
    text = render(report(SENDER, PARCEL))
    assert text.count("[required-field-added]") == 1
    assert "\nthrough source, destination: sender: 1 change, 1 breaks writers; see sender\n" in text
    assert text.endswith(
        "2 structs compared, 2 changed: 2 changes, 1 breaks writers, 1 breaks readers; "
        "step: major\n"
    )


def test_the_field_through_which_it_came_has_a_colour():
    milder = comparison(replace(HELD, through=("else",)), struct="box")
    text = render(report(SENDER, PARCEL, milder), color=True)
    through = "\n\x1b[36mthrough\x1b[0m "
    said = "sender: 1 change, 1 breaks writers; see sender\n"
    assert f"{through}source, destination: {said}" in text
    assert f"{through}else: {said}" in text


def test_words_of_an_embedded_struct_are_folded_too():
    words = replace(WORDS[0], embedded="sender", field="source.id", through=("source",))
    text = render(report(comparison(WORDS[0], struct="sender"), comparison(words)))
    assert "words: id\n" in text
    assert "words: source.id" not in text
    assert "\nthrough source: sender: 1 change; see sender\n" in text


def test_markdown_says_through_which_field_it_came():
    text = render_diff(report(SENDER, PARCEL))
    assert text.count("`required-field-added`") == 1
    assert text.endswith(
        "\n- through `source` and `destination`: sender: 1 change, 1 breaks writers; see sender\n"
    )


def test_markdown_tells_words_of_an_embedded_struct_once():
    words = replace(WORDS[0], embedded="sender", field="source.id", through=("source",))
    text = render_diff(report(comparison(WORDS[0], struct="sender"), comparison(words)))
    assert text.count("- only words") == 1
    assert text.endswith("\n\n- through `source`: sender: 1 change; see sender\n")


def test_each_struct_that_is_told_elsewhere_has_a_line_of_its_own():
    driver = comparison(replace(OWN, message="phones come"), struct="driver")
    both = comparison(HELD, replace(HELD, embedded="driver", through=("by",)))
    text = render(report(SENDER, driver, both))
    assert text.count("[required-field-added]") == 2
    assert (
        "\nthrough source, destination: sender: 1 change, 1 breaks writers; see sender\n"
        "through by: driver: 1 change, 1 breaks writers; see driver\n"
    ) in text


@pytest.mark.parametrize(
    ("holders", "also"),
    [
        (0, ""),
        (1, " (also in s1 through a, b)"),
        (3, " (also in s1 through a, b; s2 through a, b; s3 through a, b)"),
        (4, " (also in s1 through a, b; s2 through a, b; s3 through a, b; 1 more struct)"),
        (9, " (also in s1 through a, b; s2 through a, b; s3 through a, b; 6 more structs)"),
    ],
)
def test_a_finding_that_is_told_once_names_the_holders(holders, also):
    made = report(SENDER, *(holder(f"s{number + 1}", "a", "b") for number in range(holders)))
    [finding] = told_once(made, words=True)
    assert finding.message == f"phones came; breaks writers{also}"
    assert len(findings_of(made)) == 1 + holders


def test_words_can_be_left_out():
    made = report(comparison(READERS, *WORDS))
    assert len(told_once(made, words=True)) == 4
    assert [one.code for one in told_once(made, words=False)] == ["enum-value-added"]
