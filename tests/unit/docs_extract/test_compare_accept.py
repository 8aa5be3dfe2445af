from dataclasses import replace
from datetime import date

import pytest
from diff_reports import NOBODY, READERS, WRITERS, comparison

from docs_extract.compare.accept import AcceptedChanges, accept_changes
from validator.config.config import ChangeAcceptance
from validator.finding import Finding, Severity, Span

TODAY = date(2026, 3, 4)
COMPARED = [comparison(READERS, NOBODY)]
ONE = ChangeAcceptance(READERS.fingerprint, "We told them.", file="meant.toml", line=3)
OTHER = replace(ONE, change="0123456789ab")


def finding(code, message, hint, line=3):
    return Finding(
        code,
        Severity.ERROR,
        message,
        hint=hint,
        file="meant.toml",
        span=Span(line, 1, line, 2) if line else None,
    )


def test_an_accepted_change():
    assert accept_changes(COMPARED, [ONE], [], TODAY) == AcceptedChanges(
        {READERS.fingerprint: "We told them."}, ()
    )
    assert accept_changes(COMPARED, [], [ONE], TODAY).reasons == {
        READERS.fingerprint: "We told them."
    }


def test_the_last_day_counts():
    assert accept_changes(COMPARED, [replace(ONE, expires=TODAY)], [], TODAY).findings == ()


def test_a_change_that_breaks_nobody_can_be_accepted():
    one = replace(ONE, change=NOBODY.fingerprint)
    assert accept_changes(COMPARED, [one], [], TODAY).findings == ()


@pytest.mark.parametrize("line", [3, None])
def test_an_unused_acceptance(line):
    one = replace(OTHER, line=line, struct="parcel")
    message = "no change is left to accept: 0123456789ab of parcel"
    assert accept_changes(COMPARED, [one], [], TODAY) == AcceptedChanges(
        {}, (finding("unused-acceptance", message, "remove it", line),)
    )


def test_what_is_configured_for_other_runs_is_not_unused_in_this_one():
    assert accept_changes(COMPARED, [], [OTHER], TODAY).findings == ()
    [found] = accept_changes(COMPARED, [], [OTHER], TODAY, complete=True).findings
    assert found.code == "unused-acceptance"


def test_a_misspelt_fingerprint():
    right = READERS.fingerprint
    wrong = right[:5] + ("0" if right[5] != "0" else "1") + right[6:]
    [found] = accept_changes(COMPARED, [replace(ONE, change=wrong)], [], TODAY).findings
    assert found.hint == f"did you mean {right}?"


def test_of_two_the_one_given_with_the_command_counts():
    configured = replace(ONE, reason="Another.", line=9)
    assert accept_changes(COMPARED, [ONE], [configured], TODAY) == AcceptedChanges(
        {READERS.fingerprint: "We told them."},
        (
            finding(
                "unused-acceptance",
                f"the change {READERS.fingerprint} is accepted already",
                "remove it",
                9,
            ),
        ),
    )


def test_an_expired_acceptance_accepts_nothing():
    one = replace(ONE, expires=date(2026, 3, 3))
    message = (
        f"the acceptance of the change {READERS.fingerprint} expired on 2026-03-03: We told them."
    )
    hint = "undo the change, or say until when it is accepted now"
    expired = finding("expired-acceptance", message, hint)
    for given, configured in (([one], []), ([], [one])):
        assert accept_changes(COMPARED, given, configured, TODAY) == AcceptedChanges({}, (expired,))
    assert accept_changes(COMPARED, [one], [ONE], TODAY) == AcceptedChanges(
        {READERS.fingerprint: "We told them."}, (expired,)
    )


@pytest.mark.parametrize(
    ("struct", "complete", "codes"),
    [
        ("parcel", False, ["unused-acceptance", "expired-acceptance"]),
        ("crate", False, []),
        ("crate", True, []),
        (None, False, []),
        (None, True, ["unused-acceptance", "expired-acceptance"]),
    ],
)
def test_of_the_configuration_only_what_the_run_is_about_is_missed(struct, complete, codes):
    one = replace(OTHER, struct=struct)
    old = replace(one, expires=date(2001, 1, 1))
    found = accept_changes(COMPARED, [], [one, old], TODAY, complete=complete).findings
    assert [each.code for each in found] == codes


def test_a_change_of_an_embedded_struct_is_accepted_once_for_all():
    inside = replace(WRITERS, embedded="sender")
    compared = [comparison(inside), comparison(inside, struct="crate")]
    one = replace(ONE, change=inside.fingerprint)
    assert accept_changes(compared, [one], [], TODAY).findings == ()
