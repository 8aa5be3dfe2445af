"""What is said of changes in every format that people read."""

from dataclasses import replace

import pytest
from diff_reports import READERS, WRITERS, comparison, refusal

from docs_extract.compare.change import ABSENT, Edit, Step, Witness
from docs_extract.compare.report import Summary
from docs_extract.compare.report.fold import Elsewhere
from docs_extract.compare.report.sentences import as_json, counts, verdicts
from docs_extract.compare.report.sentences import elsewhere as said_elsewhere
from docs_extract.compare.report.sentences import refusal as said_refusal


def folded(*changes):
    return Elsewhere("sen\nder", ("source",), "sender", changes)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((WRITERS,), r"sen\nder: 1 change, 1 breaks writers; see sender"),
        ((READERS,), r"sen\nder: 1 change, 1 breaks readers; see sender"),
        ((WRITERS, WRITERS), r"sen\nder: 2 changes, 2 break writers; see sender"),
        (
            (READERS, WRITERS, READERS),
            r"sen\nder: 3 changes, 1 breaks writers, 2 break readers; see sender",
        ),
        (
            (replace(READERS, readers=WRITERS.readers),),
            r"sen\nder: 1 change; see sender",
        ),
    ],
)
def test_changes_that_are_told_elsewhere_are_counted(changes, said):
    assert said_elsewhere(folded(*changes)) == said


def summary(**more):
    none = dict.fromkeys(
        ("structs", "changed", "changes", "writers", "readers", "nobody", "wording", "accepted"), 0
    )
    return Summary(**{**none, "step": None, **more})


@pytest.mark.parametrize(
    ("made", "errors", "said"),
    [
        (summary(structs=1), 0, "1 struct compared: the contract is the same"),
        (summary(structs=2), 1, "2 structs compared: no change is seen; 1 error besides"),
        (
            summary(structs=2, changed=1, changes=3, wording=3, step=Step.PATCH),
            0,
            "2 structs compared, 1 changed: only words changed; step: patch",
        ),
        (
            summary(
                structs=9, changed=4, changes=10, writers=1, readers=1, nobody=1, wording=1,
                accepted=1, step=Step.MAJOR,
            ),
            2,
            "9 structs compared, 4 changed: 10 changes, 1 breaks writers, 1 breaks readers, "
            "1 breaks nobody, 1 is about words, 1 is accepted; step: major; 2 errors besides",
        ),
        (
            summary(
                structs=9, changed=4, changes=10, writers=2, readers=3, nobody=4, wording=5,
                accepted=6, step=Step.MINOR,
            ),
            0,
            "9 structs compared, 4 changed: 10 changes, 2 break writers, 3 break readers, "
            "4 break nobody, 5 are about words, 6 are accepted; step: minor",
        ),
    ],
)  # fmt: skip
def test_a_summary_is_a_line(made, errors, said):
    assert counts(made, errors) == said


def test_what_is_refused_is_what_is_about_the_field():
    payload = {"a": [{"b": 1}], "c": 2}
    refusals = (refusal("c is wrong", "/c"), refusal("a[0].b is wrong", "/a/0/b"))
    witness = Witness(payload, (), None, refusals)
    assert said_refusal(witness) == "c is wrong (and 1 more finding)"
    assert said_refusal(witness, "a.b") == "a[0].b is wrong (and 1 more finding)"
    assert said_refusal(witness, "d") == "c is wrong (and 1 more finding)"
    assert said_refusal(replace(witness, refusals=refusals[:1]), "a.b") == "c is wrong"
    three = replace(witness, refusals=(*refusals, *refusals[:1]))
    assert said_refusal(three) == "c is wrong (and 2 more findings)"
    assert said_refusal(replace(witness, refusals=())) is None


def told_of_readers(witness):
    change = replace(READERS, readers=replace(READERS.readers, witness=witness))
    [text] = [text for name, _, text in verdicts(comparison(change), change) if name == "readers"]
    return text.removeprefix("broken: parcel@1.0.0 refuses ")


@pytest.mark.parametrize(
    ("pointer", "value", "said"),
    [
        ("/ids/1", 2, "with ids[1] = 2"),
        ("/ids/7", ABSENT, "without ids[7]"),
        ("/ids/0/at", 2, "with ids[0].at = 2"),
        ("/of/by/7", 2, "with of.by.7 = 2"),
        ("", 2, "with the payload = 2"),
    ],
)
def test_an_edit_names_the_place(pointer, value, said):
    payload = {"ids": [{"at": 2}, 2], "of": {"by": {"7": 2}}}
    edit = Edit("remove" if value is ABSENT else "add", pointer, value)
    witness = replace(READERS.readers.witness, payload=payload, edits=(edit,))
    assert told_of_readers(witness) == f"the new example (parcel.rst:30) {said}"


def test_a_payload_that_is_made_up_is_shown_where_a_line_bears_it():
    for length, said in ((80, True), (81, False)):
        payload = "x" * (length - 2)
        shown = as_json(payload) if said else "a payload made up from the contract"
        assert told_of_readers(Witness(payload, (), None, ())) == shown


def test_values_are_json():
    assert as_json({"é": [1]}) == '{"é": [1]}'
    assert as_json({"é": [1]}, ascii_only=True) == '{"\\u00e9": [1]}'
    assert as_json([1], 2) == "[\n  1\n]"
