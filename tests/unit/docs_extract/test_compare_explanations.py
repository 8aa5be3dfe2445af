"""The explanation of every change, held against what `compare` says of its before and after."""

import json
import re

import jsonschema
import jsonschema_rs
import pytest

from docs_extract.codes import CODES as PAGE_CODES
from docs_extract.compare.change import ABSENT, Change, Proof
from docs_extract.compare.codes import RULES, Claim
from docs_extract.compare.compare import compare
from docs_extract.compare.explanations import EXPLANATIONS
from docs_extract.compare.side import SideSchema
from validator.codes import CODES

TOLD = {"struct-added", "struct-removed", "contract-changed"}
"""Codes whose before and after are told in words: no two schemas of a struct give just them."""

SHOWN = [code for code in EXPLANATIONS if code not in TOLD]


def schemas(code: str) -> tuple[dict, dict]:
    one = EXPLANATIONS[code]
    return json.loads(one.before), json.loads(one.after)


def changes(code: str) -> tuple[Change, ...]:
    old, new = schemas(code)
    return compare(
        SideSchema("parcel", "parcel@1.0.0", old), SideSchema("parcel", "parcel@2.0.0", new)
    ).changes


def claimed(code: str) -> tuple[str, ...]:
    """Return whom the change shown breaks: as the table says, or the explanation itself."""
    rule = RULES[code]
    claims = {"writers": rule.writers, "readers": rule.readers}
    if Claim.OPEN not in claims.values():
        return tuple(name for name, claim in claims.items() if claim is Claim.BREAKS)
    said = re.search(r" The change shown breaks ([a-z ]+)\.$", EXPLANATIONS[code].why)
    return tuple(name for name in said[1].split(" and ") if name != "nobody")


@pytest.mark.parametrize("code", SHOWN)
def test_before_and_after_give_this_change_and_no_other(code):
    assert [(one.code, one.breaks) for one in changes(code)] == [(code, claimed(code))]


@pytest.mark.parametrize("code", [code for code in SHOWN if claimed(code)])
def test_whom_the_change_shown_breaks_is_seen_by_a_payload(code):
    (change,) = changes(code)
    old, new = schemas(code)
    for verdict, accepting, refusing in ((change.writers, old, new), (change.readers, new, old)):
        if not verdict.breaks:
            continue
        assert verdict.proof is Proof.WITNESS
        assert verdict.witness.refusals
        if verdict.witness.reason is not ABSENT:
            continue  # a reason is no part of the payload: plain JSON Schema takes it in both
        payload = verdict.witness.payload
        formats = jsonschema.Draft202012Validator.FORMAT_CHECKER
        for schema, valid in ((accepting, True), (refusing, False)):
            fast = jsonschema_rs.validator_for(schema, validate_formats=True)
            slow = jsonschema.Draft202012Validator(schema, format_checker=formats)
            assert (fast.is_valid(payload), slow.is_valid(payload)) == (valid, valid)


def test_every_code_of_changes_is_explained_and_no_other():
    assert {code: one.meaning for code, one in EXPLANATIONS.items()} == {
        code: rule.meaning for code, rule in RULES.items()
    }
    assert list(EXPLANATIONS) == list(RULES)
    assert set(RULES).isdisjoint({*CODES, *PAGE_CODES})


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_every_explanation_is_whole(code):
    one = EXPLANATIONS[code]
    for text in (one.why, one.mend):
        assert text == " ".join(text.split())
        assert text.endswith(".")
    assert one.before.endswith("\n")
    assert one.after.endswith("\n")
    assert one.before != one.after
