from dataclasses import replace

import pytest
from diff_reports import (
    FORBIDDEN,
    MAPPING,
    NOBODY,
    PAGE_ERROR,
    READERS,
    UNPROVED,
    WORDS,
    WRITERS,
    comparison,
    report,
)

from docs_extract.compare.change import ABSENT, Comparison, Edit, Proof, Step, Verdict, Witness
from docs_extract.compare.report import (
    FailOn,
    Summary,
    findings_of,
    fingerprints_of,
    summary_of,
    whom,
)
from docs_extract.compare.report.sentences import (
    as_json,
    counts,
    refusal,
    shown,
    verdicts,
    worded_fields,
)
from validator.documents.json_text import parse
from validator.finding import Finding, Severity, Source, Span


def hint(change):
    return f"accept {change.fingerprint} with a reason, if it is meant"


def test_a_change_is_a_finding_on_the_new_page():
    assert findings_of(report(comparison(READERS))) == [
        Finding(
            "enum-value-added",
            Severity.ERROR,
            'state has a new value "lost"; breaks readers',
            pointer="/properties/state/enum",
            found=["sent", "there", "lost"],
            expected=["sent", "there"],
            hint=hint(READERS),
            file="docs/parcel.rst",
            span=Span(11, 1, 11, 2),
        )
    ]


def test_a_finding_has_no_value_where_there_is_none():
    [went] = findings_of(report(comparison(replace(READERS, new=ABSENT))))
    [came] = findings_of(report(comparison(replace(READERS, old=ABSENT))))
    assert (went.found, went.expected) == (None, ["sent", "there"])
    assert (came.found, came.expected) == (["sent", "there", "lost"], None)


@pytest.mark.parametrize(
    ("severity", "weighs"),
    [(Severity.ERROR, Severity.ERROR), (Severity.WARNING, Severity.WARNING), (None, Severity.NOTE)],
)
def test_a_change_weighs_what_the_configuration_says(severity, weighs):
    made = report(comparison(READERS), severities={READERS.code: severity})
    assert [one.severity for one in findings_of(made)] == [weighs]


def test_what_went_stands_on_the_old_page():
    files = {"parcel.rst": "git:main:docs/parcel.rst"}
    [finding] = findings_of(report(comparison(NOBODY), files_old=files))
    assert (finding.file, finding.span) == ("git:main:docs/parcel.rst", Span(5, 1, 5, 2))


def test_a_change_without_a_page_stands_in_the_new_version():
    [finding] = findings_of(report(comparison(UNPROVED)))
    assert (finding.file, finding.span) == ("docs/parcel.rst", None)
    assert (finding.found, finding.expected) == (True, None)


@pytest.mark.parametrize(
    ("fail_on", "severities"),
    [
        ("writers", ["warning", "error", "error", "note", "note"]),
        ("readers", ["error", "warning", "error", "note", "note"]),
        ("any", ["error", "error", "error", "note", "note"]),
        ("none", ["warning", "warning", "warning", "note", "note"]),
    ],
)
def test_the_severity_follows_from_whom_it_breaks(fail_on, severities):
    changes = comparison(READERS, WRITERS, UNPROVED, NOBODY, WORDS[0])
    found = findings_of(report(changes, fail_on=FailOn(fail_on)))
    assert [one.severity.value for one in found] == severities
    assert [one.hint is None for one in found] == [False, False, False, True, True]


def test_an_accepted_change_is_a_note_with_its_reason():
    accepted = {READERS.fingerprint: "nobody reads it"}
    [finding, other] = findings_of(report(comparison(READERS, WRITERS), accepted=accepted))
    assert (finding.severity, finding.hint) == (Severity.NOTE, None)
    assert finding.message.endswith('value "lost"; breaks readers, accepted: nobody reads it')
    assert other.severity is Severity.ERROR


def test_errors_of_pages_come_first_and_have_no_fingerprint():
    made = report(comparison(READERS, WORDS[0]), findings=(PAGE_ERROR,))
    assert [one.code for one in findings_of(made)] == [
        "rst-syntax",
        "enum-value-added",
        "description-changed",
    ]
    assert fingerprints_of(made) == [None, READERS.fingerprint, WORDS[0].fingerprint]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (READERS, "breaks readers"),
        (WRITERS, "breaks writers"),
        (UNPROVED, "breaks writers and readers"),
        (NOBODY, "breaks nobody"),
    ],
)
def test_whom_it_breaks(change, words):
    assert whom(change) == words


def test_the_summary_counts_every_kind():
    made = report(
        comparison(READERS, MAPPING, NOBODY, *WORDS),
        comparison(WORDS[0], struct="crate"),
        comparison(struct="box"),
        accepted={MAPPING.fingerprint: "so be it", "0" * 12: "matches nothing"},
    )
    assert summary_of(made) == Summary(
        structs=3,
        changed=2,
        changes=7,
        writers=1,
        readers=2,
        nobody=1,
        wording=4,
        accepted=1,
        step=Step.MAJOR,
    )
    assert summary_of(report()) == Summary(0, 0, 0, 0, 0, 0, 0, 0, None)


@pytest.mark.parametrize(
    ("comparisons", "errors", "line"),
    [
        ([()], 0, "1 struct compared: the contract is the same"),
        ([(), ()], 2, "2 structs compared: no change is seen; 2 errors besides"),
        ([WORDS], 0, "1 struct compared, 1 changed: only words changed; step: patch"),
        (
            [(NOBODY,), ()],
            0,
            "2 structs compared, 1 changed: 1 change, 1 breaks nobody; step: minor",
        ),
        (
            [(READERS, WRITERS, MAPPING, NOBODY, WORDS[0])],
            1,
            "1 struct compared, 1 changed: 5 changes, 2 break writers, 2 break readers, "
            "1 breaks nobody, 1 is about words; step: major; 1 error besides",
        ),
    ],
)
def test_the_counts_in_words(comparisons, errors, line):
    summary = summary_of(report(*(comparison(*changes) for changes in comparisons)))
    assert counts(summary, errors) == line


def proofs(change):
    return [(name, text) for name, _, text in verdicts(comparison(change), change)]


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        (
            READERS,
            [
                (
                    "readers",
                    "broken: parcel@1.0.0 refuses the new example (parcel.rst:30) "
                    'with state = "lost"',
                ),
                (
                    "writers",
                    "not broken: every payload of parcel@1.0.0 is valid in the new contract",
                ),
            ],
        ),
        (
            WRITERS,
            [
                (
                    "writers",
                    "broken: the new contract refuses the old example (parcel.rst:30) "
                    'without sender.phones, with sender.names[0] = "b"',
                ),
                ("readers", "not broken: readers pass over fields they do not know"),
            ],
        ),
        (
            MAPPING,
            [
                (
                    "writers",
                    "broken: the new contract refuses the old example (parcel.rst:30) "
                    'as it stands, for the hangup reason "busy"',
                ),
                (
                    "readers",
                    'broken: parcel@1.0.0 refuses {"result": "success"}, '
                    'for the hangup reason "busy"',
                ),
            ],
        ),
        (
            UNPROVED,
            [
                ("writers", "taken to break: no payload was found that shows it"),
                ("readers", "taken to break: nothing could be proved"),
            ],
        ),
        (
            NOBODY,
            [
                (
                    "writers",
                    "not broken: every payload of parcel@1.0.0 is valid in the new contract",
                ),
                (
                    "readers",
                    "not broken: every payload of the new contract is valid in parcel@1.0.0",
                ),
            ],
        ),
        (WORDS[0], [("writers", "not broken"), ("readers", "not broken")]),
    ],
)
def test_the_proofs_in_words(change, lines):
    assert proofs(change) == lines


@pytest.mark.parametrize(
    ("edit", "payload", "words"),
    [
        (Edit("remove", "/ids/0"), {"ids": []}, "without ids[0]"),
        (Edit("remove", "/ids/0"), {"ids": {}}, "without ids.0"),
        (Edit("add", "/ids/-", 2), {"ids": [1, 2]}, "with ids.- = 2"),
        (Edit("replace", "/a~1b", None), {"a/b": None}, 'with ["a/b"] = null'),
        (Edit("replace", "", {"a": [1]}), {"a": [1]}, 'with the payload = {"a": [1]}'),
        (Edit("replace", "", [1]), [1], "with the payload = [1]"),
        (Edit("add", "/a/b", {}), 3, "with a.b = {}"),
    ],
)
def test_an_edit_in_words(edit, payload, words):
    witness = Witness(payload, (edit,), Source("p.rst", 3), ())
    change = replace(READERS, readers=Verdict(True, Proof.WITNESS, witness=witness))
    assert proofs(change)[0][1] == f"broken: parcel@1.0.0 refuses the new example (p.rst:3) {words}"


def test_a_hangup_reason_may_be_null():
    witness = Witness({}, (), None, (), reason=None)
    change = replace(READERS, readers=Verdict(True, Proof.WITNESS, witness=witness))
    assert proofs(change)[0][1] == ("broken: parcel@1.0.0 refuses {}, for the hangup reason null")


def test_the_first_refusal_stands_for_all():
    witness = WRITERS.writers.witness
    assert witness is not None
    assert refusal(witness) == "sender.phones is missing (and 1 more finding)"
    assert refusal(replace(witness, refusals=witness.refusals[:1])) == "sender.phones is missing"
    assert refusal(replace(witness, refusals=())) is None


def test_fields_of_words_are_named_once():
    changes = (*WORDS, WORDS[0], READERS)
    assert worded_fields(Comparison("parcel", "a", "b", changes)) == ["id", "state", "parcel"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        ({}, "{}"),
        ({"a\n": ["é\u202e"]}, '{"a\\n": ["é\\u202e"]}'),
        (list(range(100)), "[" + ", ".join(map(str, range(22))) + ", …"),
        (FORBIDDEN[:5], '"\\u001b[2J\\""'),
    ],
)
def test_a_value_is_one_short_line(value, text):
    assert shown(value) == text


def test_numbers_that_only_json_text_can_say():
    assert as_json(parse("[1e400, 0.5e-400, 9007199254740993.5]")) == (
        f"[{10**400}, 0.0, 9007199254740994.0]"
    )
    with pytest.raises(TypeError, match="not a JSON value: _Absent"):
        as_json(ABSENT)
