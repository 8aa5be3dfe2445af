import io
import json

import pytest
import yaml

from validator import load_contract
from validator.audit.reading import payload_reading
from validator.calls import check_call, index_calls
from validator.codes import CODES
from validator.contract import faulty
from validator.documents import InputFormat, read_documents
from validator.explanation import Explanation
from validator.explanations import (
    EXPLANATIONS,
    KEYWORD,
    RULE,
    keyword_explanations,
    rule_explanation,
)
from validator.job import Job
from validator.run.checker import Checker

IN_WORDS = {"no-payload", "too-deep", "too-many", "unreadable"}
"""Codes whose before and after are told in words."""

FOUND_AS = {RULE: "result-before-done", KEYWORD: "max-length"}
FILES = {KEYWORD: "limits", "minimum": "limits"}


def read(text: str, input_format: InputFormat = InputFormat.JSON):
    return list(read_documents("text", io.BytesIO(text.encode()), input_format))


def found(root, code: str, text: str) -> list[str]:
    """Return the codes of the findings about a text, put into a payload that is clean."""
    if code == "yaml-syntax":
        return [one.code for document in read(text, InputFormat.YAML) for one in document.problems]
    if code == "not-compared":
        return found_by_audit(root, text)
    if text.startswith(("campaigncall:", "call:")):
        return found_with_calls(root, text)
    [document] = read(text if text.startswith("{") else f"{{{text}}}")
    if document.problems:
        return [one.code for one in document.problems]
    if code in FILES:
        contract = load_contract(str(root / f"fixtures/schemas/{FILES[code]}.json"))
        return [one.code for one in contract.check(document.value)]
    if text.startswith("{"):
        return []
    return [one.code for one in load_contract().check({**clean(root), **document.value})]


def found_by_audit(root, text: str) -> list[str]:
    reading = payload_reading(Checker(Job(load_contract())), ["status"])
    payload = clean(root) | json.loads(f"{{{text}}}")
    [document] = read(json.dumps(payload))
    return [one.code for one in reading.careful(document)[1]]


def found_with_calls(root, text: str) -> list[str]:
    contract = load_contract()
    outcome = contract.outcome_or_raise()
    payload = clean(root)
    calls = []
    *lines, last = text.splitlines()
    if last.startswith("--hangup-reason "):
        [line] = lines
        payload |= yaml.safe_load(line)["campaigncall"]
        return [one.code for one in contract.check(payload, hangup_reason=last.split()[1])]
    for line in (*lines, last):
        for kind, members in yaml.safe_load(line).items():
            if kind == "campaigncall":
                payload |= members
            else:
                calls.append({"id": payload["reference_id"], **members})
    index = index_calls(read("\n".join(map(json.dumps, calls)), InputFormat.NDJSON), outcome, "")
    findings = contract.check(payload)
    findings += check_call(outcome, payload, index, contract.title, faulty(findings))
    return [one.code for one in (*index.findings, *findings)]


def clean(root):
    return json.loads((root / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", [code for code in EXPLANATIONS if code not in IN_WORDS])
def test_before_gives_the_finding_and_after_does_not(root, code):
    explanation = EXPLANATIONS[code]
    assert FOUND_AS.get(code, code) in found(root, code, explanation.before)
    assert found(root, code, explanation.after) == []


def test_every_code_of_payloads_is_explained_and_no_other():
    meanings = {code: one.meaning for code, one in EXPLANATIONS.items()}
    assert list(meanings) == [*CODES, RULE, KEYWORD]
    assert {code: meanings[code] for code in CODES} == CODES


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_every_explanation_is_whole(code):
    one = EXPLANATIONS[code]
    for text in (one.why, one.mend):
        assert text == " ".join(text.split())
        assert text.endswith(".")
    assert one.before.endswith("\n")
    assert one.after.endswith("\n")
    assert one.before != one.after


def test_keywords_are_explained_by_their_code():
    explanations = keyword_explanations()
    assert explanations["max-length"] == Explanation(
        "a value does not satisfy the JSON Schema keyword maxLength",
        EXPLANATIONS[KEYWORD].why,
        EXPLANATIONS[KEYWORD].mend,
    )
    assert {"const", "one-of", "multiple-of", "unique-items", "false-schema"} <= set(explanations)
    assert set(explanations).isdisjoint(EXPLANATIONS)


def test_a_rule_is_explained_by_the_words_it_rests_on():
    assert rule_explanation("tea is hot", "It is served hot.", "tea.rst:7") == Explanation(
        "tea is hot", 'tea.rst:7 says: "It is served hot.".', EXPLANATIONS[RULE].mend
    )
