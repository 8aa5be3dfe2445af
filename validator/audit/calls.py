"""Calls -> records of their ids and hangup reasons, and what is wrong with the calls themselves."""

from collections.abc import Iterable

import msgspec

from validator.audit.reading import Reading, Record, as_text, fields_decoder, line_of
from validator.calls import CallIndex, index_document, members_of
from validator.documents import Document, locate
from validator.documents.rows import rows_of
from validator.finding import Finding
from validator.outcome import Outcome, known

FIELDS = ("key", "reason", "unknown")
"""What a call's record has: its id, the reason it ended with, and a reason that is not known."""


def call_reading(outcome: Outcome, title: str) -> Reading:
    """Return how calls are read: each document holds one, or an array of them.

    What contradicts another call is for `contradictions`: here each document is looked at alone.
    """
    assert outcome.key is not None
    decode = fields_decoder([outcome.key, outcome.reason], [str, str | None])
    reasons = {None, "", *(outcome.reasons or ())}

    def quick(block: bytes) -> tuple[list[list[str | None]] | None, list[int]]:
        try:
            keys, ended = decode(block)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return None, list(range(len(rows_of(block))))
        count = len(rows_of(block))
        strange = outcome.reasons is not None and not reasons.issuperset(ended)
        if strange or not all(keys) or count != len(keys):
            return None, list(range(count))
        return [keys, [reason or None for reason in ended], [None] * count], []

    def careful(document: Document) -> tuple[list[Record], list[Finding]]:
        findings = list(document.problems)
        if not document.readable:
            return [], findings
        records = []
        alone = CallIndex()
        line = line_of(document)
        for _, call in members_of(document.value):
            key = call.get(outcome.key) if isinstance(call, dict) else None
            if not isinstance(key, str) or not key:
                continue
            reason = call.get(outcome.reason)
            strange = reason not in (None, "") and not known(outcome, reason)
            ended = None if strange or not reason else reason
            values = (key, ended, as_text(reason) if strange else None)
            records.append(Record(document.number, line, values))
        found = index_document(alone, document, outcome, title)
        # Contradictions inside a document are among those of all calls.
        own = [one for one in found if one.code != "conflicting-calls"]
        return records, findings + locate(document, own)

    return Reading(len(FIELDS), quick, careful)


def contradictions(
    document: Document, before: Iterable[tuple[str, list[str]]], outcome: Outcome, title: str
) -> list[Finding]:
    """Return what contradicts earlier calls, whose reasons are given by the key of the call."""
    index = CallIndex(reasons={key: set(reasons) for key, reasons in before})
    found = index_document(index, document, outcome, title)
    return locate(document, [one for one in found if one.code == "conflicting-calls"])
