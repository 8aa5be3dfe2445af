"""A campaigncall's result against the hangup reason of its call.

The mapping is read from the page and travels in the schema (`x-callspec.outcome`); the schema
`campaigncall_outcome` says the same in plain JSON Schema for other validators.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from validator import wording
from validator.annotations import annotation, source_of
from validator.errors import SchemaError
from validator.finding import Finding, Severity, Source
from validator.json_value import is_equal


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a page maps the reason another resource ended with to a field of a struct.

    `field` is the struct's field (`result`). `when` are the values other fields must have for the
    mapping to apply (`reference_type`: `call`). `reference` is the field that names the other
    resource, `key` what it is called there. `mapping` holds the reasons listed; `otherwise` is
    the value for all others, None where the page gives none. `reasons` are all that are known,
    None where the other page was not at hand: then any other string is one of "all others".
    """

    field: str
    reason: str
    when: dict[str, Any]
    reference: str | None
    key: str | None
    mapping: dict[str, Any]
    otherwise: Any
    reasons: tuple[str, ...] | None
    source: Source | None
    reasons_source: Source | None

    def expected(self, reason: str) -> Any:
        """Return the value that a reason maps to."""
        return self.mapping.get(reason, self.otherwise)


def read_outcome(schema: Any) -> Outcome | None:
    """Return the mapping that a schema carries, or None.

    Raises:
        SchemaError: the annotation is there and malformed.
    """
    data = annotation(schema).get("outcome")
    if not isinstance(data, dict):
        return None
    reasons = data.get("reasons")
    try:
        return Outcome(
            field=data["field"],
            reason=data["reason"],
            when=dict(data.get("when", {})),
            reference=data.get("reference"),
            key=data.get("key"),
            mapping=dict(data["mapping"]),
            otherwise=data.get("otherwise"),
            reasons=tuple(reasons) if reasons is not None else None,
            source=source_of(data.get("source")),
            reasons_source=source_of(data.get("reasons_source")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SchemaError(f"x-callspec.outcome is malformed: {error!r} is wrong") from error


def applies(outcome: Outcome, payload: Any) -> bool:
    """Return whether a payload is of the kind that the mapping speaks about."""
    return isinstance(payload, dict) and all(
        is_equal(payload.get(field), value) for field, value in outcome.when.items()
    )


def check_reason(
    outcome: Outcome, payload: Any, reason: Any, title: str, faulty: Collection[str]
) -> list[Finding]:
    """Return what a hangup reason says against a payload.

    `faulty` are the pointers that have an error already: nothing is concluded from them. A reason
    that is null or empty is a call that has not ended.
    """
    if not isinstance(payload, dict):
        return []
    for field, value in outcome.when.items():
        if field not in payload or f"/{field}" in faulty:
            return []
        if is_equal(payload[field], value):
            continue
        if not reason:
            return []
        return [_not_applicable(outcome, field, value, payload[field], title)]
    if reason is None or reason == "":
        return not_ended(outcome, payload, title, faulty)
    if not known(outcome, reason):
        return [unknown_reason(outcome, reason, title, f"/{outcome.field}")]
    return _mismatch(outcome, payload, reason, title, faulty)


def known(outcome: Outcome, reason: Any) -> bool:
    """Return whether the reference has a hangup reason."""
    return isinstance(reason, str) and (outcome.reasons is None or reason in outcome.reasons)


def not_ended(outcome: Outcome, payload: Any, title: str, faulty: Collection[str]) -> list[Finding]:
    """Return the finding that a payload has a result and its call no hangup reason, if it has."""
    result = payload.get(outcome.field)
    if not result or f"/{outcome.field}" in faulty:
        return []
    return [
        Finding(
            "call-not-ended",
            Severity.ERROR,
            f"{outcome.field} is {wording.value(result)}, but the call has no hangup reason",
            pointer=f"/{outcome.field}",
            found=result,
            expected="",
            schema=title,
            source=outcome.source,
        )
    ]


def unknown_reason(outcome: Outcome, reason: Any, title: str, pointer: str) -> Finding:
    """Return the finding that a hangup reason is none the reference has."""
    from validator import hints  # a known reason does not pay for it

    match = hints.nearest(reason, outcome.reasons or ()) if isinstance(reason, str) else None
    return Finding(
        "unknown-hangup-reason",
        Severity.ERROR,
        f"{wording.value(reason)} is no hangup reason of the reference",
        pointer=pointer,
        found=reason if isinstance(reason, str) else wording.value(reason),
        expected=list(outcome.reasons) if outcome.reasons else None,
        hint=f"did you mean {wording.value(match)}?" if match else None,
        schema=title,
        source=outcome.reasons_source or outcome.source,
    )


def _mismatch(
    outcome: Outcome, payload: Any, reason: str, title: str, faulty: Collection[str]
) -> list[Finding]:
    pointer = f"/{outcome.field}"
    expected = outcome.expected(reason)
    if outcome.field not in payload or pointer in faulty or expected is None:
        return []
    result = payload[outcome.field]
    if is_equal(result, expected):
        return []
    return [
        Finding(
            "result-mismatch",
            Severity.ERROR,
            f"{outcome.field} is {wording.value(result)}, but the hangup reason "
            f"{wording.value(reason)} means {wording.value(expected)}",
            pointer=pointer,
            found=result,
            expected=expected,
            schema=title,
            source=outcome.source,
        )
    ]


def _not_applicable(outcome: Outcome, field: str, wanted: Any, found: Any, title: str) -> Finding:
    return Finding(
        "hangup-reason-not-applicable",
        Severity.WARNING,
        f"a hangup reason is given, but {field} is {wording.value(found)}, "
        f"not {wording.value(wanted)}",
        pointer=f"/{field}",
        found=found,
        expected=wanted,
        schema=title,
        source=outcome.source,
    )
