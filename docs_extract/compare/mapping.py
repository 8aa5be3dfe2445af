"""Two mappings of reasons to results: whom a change of one breaks, decided by going through all."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from docs_extract.compare.change import Proof, Verdict, Witness
from docs_extract.compare.tree import Tree, get
from docs_extract.compare.version import Version
from docs_extract.compare.witness import edits
from validator.finding import Finding, Severity
from validator.json_value import is_equal
from validator.outcome import Outcome, known

_ROWS = ("mapping", "otherwise", "reasons", "source", "reasons_source")
_CODES = ("result-mismatch", "unknown-hangup-reason")
_UNLISTED = "a reason that is not listed"
_OTHER_RESULT = "a result that is not listed"


def judge_mapping(accepting: Version, refusing: Version) -> Verdict:
    """Return whether results that went with their reason in one version do not in the other.

    The reasons and results that the pages list are finitely many: each pair is tried.
    """
    ours, theirs = (one.contracts[0].outcome for one in (accepting, refusing))
    if theirs is None:
        return Verdict(False, Proof.CONTAINMENT)
    if ours is not None and not is_equal(_about(ours), _about(theirs)):
        reason = "the mapping is about other fields, and nothing shows that they mean the same"
        return Verdict(True, Proof.NONE, reason)
    broken = [
        (reason, result)
        for reason, result in _pairs(ours or theirs, theirs, accepting.tree, refusing.tree)
        if _agrees(ours, reason, result) and not _agrees(theirs, reason, result)
    ]
    if not broken:
        return Verdict(False, Proof.CONTAINMENT)
    for reason, result in broken:
        witness = _witness(accepting, refusing, theirs, reason, result)
        if witness is not None:
            return Verdict(True, Proof.WITNESS, witness=witness)
    return Verdict(True, Proof.NONE, "no documented example could be made to show it")


def _about(mapping: Outcome) -> dict[str, Any]:
    """Return what a mapping is about: the fields, not the rows."""
    return {key: value for key, value in asdict(mapping).items() if key not in _ROWS}


def _pairs(ours: Outcome, theirs: Outcome, *trees: Tree) -> Iterator[tuple[str, Any]]:
    reasons: dict[str, None] = {}
    listed = [get(tree, ("properties", theirs.field, "values"), {}) for tree in trees]
    results = [result for values in listed for result in values.values()]
    if not listed[0]:  # the accepting version takes any
        results.append(_OTHER_RESULT)
    for one in (ours, theirs):
        reasons |= dict.fromkeys([*one.mapping, *(one.reasons or ())])
        results += [*one.mapping.values(), one.otherwise]
    for reason in [*reasons, _UNLISTED]:
        for result in dict.fromkeys(one for one in results if isinstance(one, str)):
            yield reason, result


def _agrees(mapping: Outcome | None, reason: str, result: Any) -> bool:
    """Return whether a result goes with a reason."""
    if mapping is None:
        return True
    return known(mapping, reason) and mapping.expected(reason) in (None, result)


def _witness(
    accepting: Version, refusing: Version, mapping: Outcome, reason: str, result: Any
) -> Witness | None:
    for base, source in accepting.examples:
        payload = {**base, **mapping.when, mapping.field: result}
        if not accepting.accepts(payload) or _disagreements(accepting, payload, reason):
            continue
        refusals = _disagreements(refusing, payload, reason)
        if refusals:
            return Witness(payload, tuple(edits(base, payload)), source, tuple(refusals), reason)
    return None


def _disagreements(version: Version, payload: Any, reason: str) -> list[Finding]:
    """Return what every engine at hand says against a result that goes with a reason."""
    if version.contracts[0].outcome is None:
        return []
    found = [
        [
            one
            for one in contract.check_json(payload, hangup_reason=reason)
            if one.code in _CODES and one.severity is Severity.ERROR
        ]
        for contract in version.contracts
    ]
    return found[0] if all(found) else []
