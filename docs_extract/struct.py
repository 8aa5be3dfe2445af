"""What a page says about one struct, as plain data: the middle of the way from page to schema."""

from dataclasses import dataclass
from typing import Any

from validator.finding import Severity, Source

OUTCOME_SUFFIX = "_outcome"
"""What the schema of a struct together with a reason is called behind the struct's name."""


@dataclass(frozen=True, slots=True)
class Value:
    """A documented value of a field, what it means, and its row."""

    value: str
    meaning: str
    source: Source


@dataclass(frozen=True, slots=True)
class FieldType:
    """A field's type.

    `kind` is a JSON type, or any where the page does not say. `form` narrows a string: uuid or
    timestamp. `values` makes it an enum, read at `values_source`. `struct` is the name of the
    struct that an object is one of. An object has `fields`; an `open` one may have any others. An
    array has `items`.
    """

    kind: str
    form: str | None = None
    values: tuple[Value, ...] = ()
    values_source: Source | None = None
    struct: str | None = None
    fields: tuple["Field", ...] = ()
    items: "FieldType | None" = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct: where the page describes it, and what was inferred about it and why.

    `inferred` maps a JSON Schema keyword (or `optional`) to the reason.
    """

    name: str
    type: FieldType
    description: str
    source: Source
    optional: bool = False
    inferred: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a page maps the reason another resource ended with to a field (see validator.outcome).

    `reasons` are all reasons known, None where no page at hand lists them.
    """

    field: str
    reason: str
    when: tuple[tuple[str, str], ...]
    reference: str | None
    key: str | None
    rows: tuple[tuple[str, str], ...]
    otherwise: str | None
    reasons: tuple[str, ...] | None
    source: Source
    reasons_source: Source | None
    inferred: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """What a page says in prose, as a JSON Schema fragment, and the words it rests on."""

    id: str
    severity: Severity
    message: str
    schema: Any
    source: Source
    words: str


@dataclass(frozen=True, slots=True)
class Struct:
    """A struct of the reference."""

    name: str
    title: str
    description: str
    source: Source
    fields: tuple[Field, ...]
    mapping: Mapping | None = None
    rules: tuple[Rule, ...] = ()
