"""Rules about several payloads together, as a contract carries them (`x-callspec.records`)."""

from dataclasses import dataclass
from typing import Any

from validator.annotations import record_rules_of, source_of
from validator.errors import SchemaError
from validator.finding import Severity, Source

KINDS: dict[str, tuple[str, ...]] = {
    "constant": ("key", "field", "values"),
    "order": ("key", "field", "values", "time"),
    "last": ("key", "field", "values", "time", "record", "begin"),
}
"""The kinds of comparison, and what each must be told."""

CHECK_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["kind"],
    "additionalProperties": False,
    "properties": {
        "kind": {"enum": list(KINDS)},
        **{name: {"type": "string"} for name in ("key", "field", "time", "record", "begin")},
        "values": {"type": "array", "items": {"type": "string"}, "minItems": 1},
    },
    "allOf": [
        {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {
                "required": list(needed),
                "properties": {name: False for name in KINDS["last"] if name not in needed},
            },
        }
        for kind, needed in KINDS.items()
    ],
}
"""The JSON Schema of a comparison, for files of rules."""


@dataclass(frozen=True, slots=True)
class Constant:
    """Payloads with the same `key` whose `field` is one of `values` all have the same one."""

    key: str
    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Over `time`, `field` of payloads with the same `key` never goes back in `values`."""

    key: str
    field: str
    values: tuple[str, ...]
    time: str


@dataclass(frozen=True, slots=True)
class Last:
    """After `field` of a payload is one of `values`, no other record begins with its `key`.

    `time` is when it was so, `begin` when a record begins; payloads of one record have the same
    `record`.
    """

    key: str
    field: str
    values: tuple[str, ...]
    time: str
    record: str
    begin: str


Check = Constant | Order | Last


@dataclass(frozen=True, slots=True)
class RecordRule:
    """A rule about several payloads: its id, what it says, and the words of the page."""

    id: str
    severity: Severity
    message: str
    check: Check
    source: Source | None
    words: str


def read_record_rules(schema: Any) -> tuple[RecordRule, ...]:
    """Return the rules about several payloads that a schema carries.

    Raises:
        SchemaError: one of them is malformed.
    """
    rules = []
    for data in record_rules_of(schema):
        try:
            rules.append(
                RecordRule(
                    str(data["rule"]),
                    Severity(data["severity"]),
                    str(data["message"]),
                    _check(data["check"]),
                    source_of(data.get("source")),
                    str(data.get("words", "")),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise SchemaError(f"x-callspec.records is malformed: {error!r} is wrong") from error
    return tuple(rules)


def fields_of(check: Check) -> tuple[str, ...]:
    """Return the fields that a comparison reads, each once."""
    names = [check.key, check.field]
    if not isinstance(check, Constant):
        names.append(check.time)
    if isinstance(check, Last):
        names += [check.record, check.begin]
    return tuple(dict.fromkeys(names))


def times_of(check: Check) -> tuple[str, ...]:
    """Return those of a comparison's fields that are times."""
    if isinstance(check, Last):
        return tuple(dict.fromkeys((check.time, check.begin)))
    return (check.time,) if isinstance(check, Order) else ()


def _check(data: Any) -> Check:
    kind = data["kind"]
    told: dict[str, Any] = {name: str(data[name]) for name in KINDS[kind] if name != "values"}
    told["values"] = tuple(map(str, data["values"]))
    if kind == "constant":
        return Constant(**told)
    return Order(**told) if kind == "order" else Last(**told)
