"""Call payloads, indexed by id: what a campaigncall's result is held against."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from validator import outcome as outcomes
from validator import wording
from validator.documents import Document, locate
from validator.finding import Finding, Severity
from validator.outcome import Outcome


@dataclass(slots=True)
class CallIndex:
    """The hangup reasons of each call by its id in lower case; a call that has not ended has none.

    It is filled once and read-only after that. `findings` are what was wrong with the calls.
    """

    reasons: dict[str, set[str]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)


def index_calls(documents: Iterable[Document], outcome: Outcome, title: str) -> CallIndex:
    """Return the calls of documents: each holds one call, or an array of them.

    A call that stands there several times (its events over time) counts once, with the reason it
    ended with.
    """
    return index_calls_for(documents, [(outcome, title)])[0]


def index_calls_for(
    documents: Iterable[Document], asked: Sequence[tuple[Outcome, str]]
) -> list[CallIndex]:
    """Return an index for each mapping, with the title of its contract; documents are read once.

    Mappings that read a call alike share their index, with the findings of the first of them.
    """
    outcomes: dict[object, tuple[Outcome, str]] = {}
    for outcome, title in asked:
        outcomes.setdefault(_reading(outcome), (outcome, title))
    indexes = {reading: CallIndex() for reading in outcomes}
    for document in documents:
        for reading, (outcome, title) in outcomes.items():
            calls = indexes[reading]
            calls.findings.extend(document.problems)
            if document.readable:
                found = list(index_document(calls, document, outcome, title))
                calls.findings.extend(locate(document, found))
    return [indexes[_reading(outcome)] for outcome, _ in asked]


def _reading(outcome: Outcome) -> object:
    """Return what of a mapping decides how a call is indexed."""
    return (outcome.key, outcome.reason, outcome.reasons)


def check_call(
    outcome: Outcome, payload: Any, calls: CallIndex, title: str, faulty: set[str]
) -> list[Finding]:
    """Return what the call that a payload refers to says against it."""
    if outcome.reference is None or not outcomes.applies(outcome, payload):
        return []
    pointer = f"/{outcome.reference}"
    key = payload.get(outcome.reference)
    if not isinstance(key, str) or pointer in faulty:
        return []
    reasons = calls.reasons.get(key.lower())
    if reasons is None:
        return [
            Finding(
                "missing-call",
                Severity.WARNING,
                f"the call {wording.value(key)} is not among the calls",
                pointer=pointer,
                found=key,
                schema=title,
                source=outcome.source,
            )
        ]
    if key.lower() in calls.unknown or len(reasons) > 1:
        return []  # said where the call is
    reason = next(iter(reasons), None)
    return outcomes.check_reason(outcome, payload, reason, title, faulty)


def members_of(value: Any) -> list[tuple[str, Any]]:
    """Return the calls that a document holds, one or an array of them, with their pointers."""
    if isinstance(value, list):
        return [(f"/{number}", member) for number, member in enumerate(value)]
    return [("", value)]


def index_document(
    calls: CallIndex, document: Document, outcome: Outcome, title: str
) -> Iterator[Finding]:
    """Add the calls of a document to the index and yield what is wrong with them, not located."""
    for pointer, call in members_of(document.value):
        key = call.get(outcome.key) if isinstance(call, dict) else None
        if not isinstance(key, str) or not key:
            yield Finding(
                "call-without-id",
                Severity.WARNING,
                f"a call without {outcome.key} that a campaigncall could refer to",
                pointer=pointer,
                expected=outcome.key,
            )
            continue
        yield from _index_call(calls, key, call.get(outcome.reason), pointer, outcome, title)


def _index_call(
    calls: CallIndex, key: str, reason: Any, pointer: str, outcome: Outcome, title: str
) -> Iterator[Finding]:
    reasons = calls.reasons.setdefault(key.lower(), set())
    if reason is None or reason == "":
        return
    place = f"{pointer}/{outcome.reason}"
    if not outcomes.known(outcome, reason):
        calls.unknown.add(key.lower())
        yield outcomes.unknown_reason(outcome, reason, title, place)
        return
    if reasons and reason not in reasons:
        yield Finding(
            "conflicting-calls",
            Severity.ERROR,
            f"the call {wording.value(key)} ended with {wording.value(reason)} here and with "
            f"{wording.choice(sorted(reasons))} before",
            pointer=place,
            found=reason,
            expected=sorted(reasons),
        )
    reasons.add(reason)
