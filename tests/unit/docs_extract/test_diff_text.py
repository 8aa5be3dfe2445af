from dataclasses import replace

import pytest
from diff_reports import (
    FORBIDDEN,
    MAPPING,
    NASTY,
    NOBODY,
    PAGE_ERROR,
    READERS,
    UNPROVED,
    WORDS,
    WRITERS,
    comparison,
    refusal,
    report,
)

from docs_extract.compare.change import ABSENT, Proof, Verdict, Witness
from docs_extract.compare.report.text import render
from validator import wording

TITLE = "parcel: parcel@1.0.0 -> docs/parcel.rst (major)\n\n"
READERS_BLOCK = f"""\
docs/parcel.rst:11:1: error[enum-value-added] state has a new value "lost"; breaks readers
  old: ["sent", "there"] at parcel.rst:9
  new: ["sent", "there", "lost"] at docs/parcel.rst:11
  readers: broken: parcel@1.0.0 refuses the new example (parcel.rst:30) with state = "lost"
    state is "lost", expected "sent" or "there"
  writers: not broken: every payload of parcel@1.0.0 is valid in the new contract
  hint: accept {READERS.fingerprint} with a reason, if it is meant
"""
WRITERS_BLOCK = f"""\
docs/sender.rst:4:1: error[required-field-added] sender.phones is new and required; breaks writers
  new: {{"type": "array"}} at docs/sender.rst:4
  through: source, destination
  writers: broken: the new contract refuses the old example (parcel.rst:30) without sender.phones, \
with sender.names[0] = "b"
    sender.phones is missing (and 1 more finding)
  readers: not broken: readers pass over fields they do not know
  hint: accept {WRITERS.fingerprint} with a reason, if it is meant
"""
UNPROVED_BLOCK = f"""\
docs/parcel.rst: error[rule-added] a rule was added about weight; breaks writers and readers
  new: true
  writers: taken to break: no payload was found that shows it
  readers: taken to break: nothing could be proved
  hint: accept {UNPROVED.fingerprint} with a reason, if it is meant
"""
MAPPING_BLOCK = f"""\
docs/parcel.rst:41:1: error[mapping-changed] the hangup reason "busy" means another result; \
breaks writers and readers
  old: "fail" at parcel.rst:40
  new: "success" at docs/parcel.rst:41
  writers: broken: the new contract refuses the old example (parcel.rst:30) as it stands, \
for the hangup reason "busy"
    result is "fail", but the hangup reason "busy" means "success"
  readers: broken: parcel@1.0.0 refuses {{"result": "success"}}, for the hangup reason "busy"
  hint: accept {MAPPING.fingerprint} with a reason, if it is meant
"""


@pytest.mark.parametrize(
    ("change", "block", "counts"),
    [
        (READERS, READERS_BLOCK, "1 breaks readers"),
        (WRITERS, WRITERS_BLOCK, "1 breaks writers"),
        (UNPROVED, UNPROVED_BLOCK, "1 breaks writers, 1 breaks readers"),
        (MAPPING, MAPPING_BLOCK, "1 breaks writers, 1 breaks readers"),
    ],
)
def test_a_change_that_breaks_somebody(change, block, counts):
    assert render(report(comparison(change))) == (
        f"{TITLE}{block}\n1 struct compared, 1 changed: 1 change, {counts}; step: major\n"
    )


def test_a_change_that_breaks_nobody():
    assert (
        render(report(comparison(NOBODY)))
        == """\
parcel: parcel@1.0.0 -> docs/parcel.rst (minor)

parcel.rst:5:1: note[pattern-rewritten] the pattern of id is written in another way; breaks nobody
  old: "^[0-9]$" at parcel.rst:5
  new: "^\\\\d$"
  writers: not broken: every payload of parcel@1.0.0 is valid in the new contract
  readers: not broken: every payload of the new contract is valid in parcel@1.0.0

1 struct compared, 1 changed: 1 change, 1 breaks nobody; step: minor
"""
    )


def test_an_accepted_change_says_why():
    accepted = {READERS.fingerprint: "nobody\nreads it"}
    lines = render(report(comparison(READERS), accepted=accepted)).splitlines()
    assert lines[2] == (
        'docs/parcel.rst:11:1: note[enum-value-added] state has a new value "lost"; '
        r"breaks readers, accepted: nobody\nreads it"
    )
    assert lines[7:] == [
        "  writers: not broken: every payload of parcel@1.0.0 is valid in the new contract",
        "",
        "1 struct compared, 1 changed: 1 change, 1 breaks readers, 1 is accepted; step: major",
    ]


def test_words_are_folded_into_a_line():
    assert (
        render(report(comparison(*WORDS)))
        == """\
parcel: parcel@1.0.0 -> docs/parcel.rst (patch)

words: id, state, parcel

1 struct compared, 1 changed: only words changed; step: patch
"""
    )


def test_verbose_shows_words_one_by_one():
    assert (
        render(report(comparison(WORDS[0])), verbose=True)
        == """\
parcel: parcel@1.0.0 -> docs/parcel.rst (patch)

docs/parcel.rst:6:1: note[description-changed] id is described in other words
  old: "Old." at parcel.rst:5
  new: "New." at docs/parcel.rst:6

1 struct compared, 1 changed: only words changed; step: patch
"""
    )


def test_nothing_changed():
    assert render(report(comparison())) == "1 struct compared: the contract is the same\n"
    assert render(report(comparison()), quiet=True) == ""


def test_only_what_changed_is_shown_and_errors_of_pages_first():
    made = report(
        comparison(struct="crate"),
        comparison(UNPROVED, WORDS[0]),
        comparison(WORDS[1], struct="box"),
        findings=(PAGE_ERROR,),
    )
    assert render(made) == (
        "docs/crate.rst:7:1: error[rst-syntax] a table is malformed\n\n"
        f"{TITLE}{UNPROVED_BLOCK}\nwords: id\n\n"
        "box: box@1.0.0 -> docs/box.rst (patch)\n\nwords: state\n\n"
        "3 structs compared, 2 changed: 3 changes, 1 breaks writers, 1 breaks readers, "
        "2 are about words; step: major; 1 error besides\n"
    )


def test_quiet_leaves_one_line_a_change():
    made = report(comparison(UNPROVED, WORDS[0]), findings=(PAGE_ERROR,))
    assert render(made, quiet=True) == (
        "docs/crate.rst:7:1: error[rst-syntax] a table is malformed\n"
        f"{UNPROVED_BLOCK.splitlines()[0]}\n"
        "docs/parcel.rst:6:1: note[description-changed] id is described in other words\n"
    )


def test_colours():
    made = report(comparison(UNPROVED, WORDS[0]))
    cyan = {name: f"\x1b[36m{name}:\x1b[0m" for name in ("new", "writers", "readers", "hint")}
    assert render(made, color=True) == (
        "\x1b[1mparcel: parcel@1.0.0 -> docs/parcel.rst (major)\x1b[0m\n\n"
        "\x1b[1mdocs/parcel.rst\x1b[0m: \x1b[31;1merror[rule-added]\x1b[0m "
        "a rule was added about weight; breaks writers and readers\n"
        f"  {cyan['new']} true\n"
        f"  {cyan['writers']} taken to break: no payload was found that shows it\n"
        f"  {cyan['readers']} taken to break: nothing could be proved\n"
        f"  {cyan['hint']} accept {UNPROVED.fingerprint} with a reason, if it is meant\n\n"
        "\x1b[36mwords:\x1b[0m id\n\n"
        "\x1b[31m1 struct compared, 1 changed: 2 changes, 1 breaks writers, 1 breaks readers, "
        "1 is about words; step: major\x1b[0m\n"
    )


def test_headings_have_colours_wherever_they_stand():
    error = "\x1b[1mdocs/crate.rst:7:1\x1b[0m: \x1b[31;1merror[rst-syntax]\x1b[0m "
    change = "\x1b[1mdocs/parcel.rst\x1b[0m: \x1b[31;1merror[rule-added]\x1b[0m "
    made = report(comparison(UNPROVED), findings=(PAGE_ERROR,))
    for quiet in (False, True):
        lines = render(made, color=True, quiet=quiet).splitlines()
        assert [one for one in lines if one.startswith((error, change))] == [
            f"{error}a table is malformed",
            f"{change}a rule was added about weight; breaks writers and readers",
        ]


@pytest.mark.parametrize(("fail_on", "code"), [("any", "31"), ("none", "33")])
def test_the_last_line_has_the_colour_of_the_worst(fail_on, code):
    made = report(comparison(READERS), fail_on=fail_on)
    assert render(made, color=True).splitlines()[-1].startswith(f"\x1b[{code}m1 struct")
    same = report(comparison(NOBODY), fail_on=fail_on)
    assert render(same, color=True).splitlines()[-1].startswith("\x1b[32m1 struct")


def test_a_place_without_a_value_and_a_value_without_a_place():
    change = replace(NOBODY, old=ABSENT, new=None)
    assert render(report(comparison(change))).splitlines()[3:5] == [
        "  old: parcel.rst:5",
        "  new: null",
    ]


@pytest.mark.parametrize("options", [{}, {"quiet": True}, {"verbose": True}])
def test_nothing_reaches_the_terminal_that_it_would_obey(options):
    words = replace(WORDS[0], field=FORBIDDEN, message=FORBIDDEN)
    made = report(comparison(NASTY, words, struct=FORBIDDEN))
    shown = render(made, **options)
    assert all(line.isprintable() for line in shown.split("\n"))
    assert f"{wording.printable(FORBIDDEN)} is new; breaks writers and readers" in shown
    # Lines are the renderer's own: none begins with what a line break in a name would begin.
    assert not any(line.startswith("::") for line in shown.split("\n"))


def test_a_long_payload_that_is_made_up_is_not_shown_in_a_sentence():
    made_up = Witness({"text": "x" * 100}, (), None, (refusal("text is too long", "/text"),))
    change = replace(READERS, readers=Verdict(True, Proof.WITNESS, witness=made_up))
    lines = render(report(comparison(change))).splitlines()
    assert lines[5:7] == [
        "  readers: broken: parcel@1.0.0 refuses a payload made up from the contract",
        "    text is too long",
    ]


def test_of_several_refusals_the_one_about_the_field_is_shown():
    found = (refusal("name is missing", ""), refusal("state is odd", "/state"))
    witness = Witness({"state": "lost"}, (), None, found)
    change = replace(READERS, readers=Verdict(True, Proof.WITNESS, witness=witness))
    assert "    state is odd (and 1 more finding)" in render(report(comparison(change)))


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("parcel@1.0.0", "parcel@1.0.0"),
        ("docs/parcel.rst", "the old contract"),
        ("parcel.json", "the old contract"),
        ("git:main:parcel", "the old contract"),
    ],
)
def test_a_path_is_not_repeated_in_sentences(title, shown):
    made = replace(comparison(READERS), old=title)
    assert f"  readers: broken: {shown} refuses " in render(report(made))
