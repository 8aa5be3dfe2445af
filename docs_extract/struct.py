"""What a page says about one struct, as plain data: the middle of the way from page to schema."""

from collections.abc import Iterator, Sequence
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

    `kind` is a JSON type, or any where the page does not say. `forms` narrow a string (uuid,
    timestamp, ...): it has one of them, or is one of the strings in `exact`. `values` makes it an
    enum, read at `values_source`; `constant` is the one value it has. `struct` is the name of the
    struct that an object is one of. An object has `fields`; an `open` one may have any others,
    of the type `rest` where the page says one. An array has `items`, at least `min_items` and at
    most `max_items`; a string has at most `max_length` characters. A number lies between `minimum`
    and `maximum`.
    """

    kind: str
    forms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    values_source: Source | None = None
    constant: str | None = None
    struct: str | None = None
    fields: tuple["Field", ...] = ()
    items: "FieldType | None" = None
    rest: "FieldType | None" = None
    open: bool = False
    nullable: bool = False
    minimum: int | float | None = None
    maximum: int | float | None = None
    min_items: int | None = None
    max_items: int | None = None
    max_length: int | None = None

    def inner(self) -> Iterator["FieldType"]:
        """Yield the types directly inside: of fields, items and the rest."""
        yield from (field.type for field in self.fields)
        if self.items is not None:
            yield self.items
        if self.rest is not None:
            yield self.rest


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line that a keyword of a field was read from.

    `origin` is what stands there: bullet, placeholder, sample, table, example or sentence.
    """

    keyword: str
    origin: str
    source: Source
    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct: where the page describes it, and what was inferred about it and why.

    `inferred` maps a JSON Schema keyword (or `optional`) to the reason. `evidence` are the lines
    that the keywords rest on, those that outrank others first.
    """

    name: str
    type: FieldType
    description: str
    source: Source
    optional: bool = False
    inferred: tuple[tuple[str, str], ...] = ()
    write_only: bool = False
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A member of a family: what its value of the discriminator changes.

    `struct` is the member's own name. `fields` replace those of the family that have their names.
    """

    value: str
    struct: str
    fields: tuple[Field, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Family:
    """The members that a struct is one of, told apart by the values of one field."""

    discriminator: str
    variants: tuple[Variant, ...]


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
class RecordRule:
    """What a page says in prose of several payloads together, and the words it rests on.

    `check` says what is compared, as `validator.audit.rules` reads it.
    """

    id: str
    severity: Severity
    message: str
    check: Any
    source: Source
    words: str


@dataclass(frozen=True, slots=True)
class Documented:
    """A payload that the page shows, valid under its contract; its block begins at `source`."""

    value: Any
    source: Source


@dataclass(frozen=True, slots=True)
class Struct:
    """A struct of the reference; an `open` one may have fields that the page does not show."""

    name: str
    title: str
    description: str
    source: Source
    fields: tuple[Field, ...]
    mapping: Mapping | None = None
    rules: tuple[Rule | RecordRule, ...] = ()
    open: bool = False
    family: Family | None = None

    def types(self) -> Iterator[FieldType]:
        """Yield the types of the struct's fields, its variants' included."""
        yield from (field.type for field in self.fields)
        for variant in self.family.variants if self.family is not None else ():
            yield from (field.type for field in variant.fields)


def walk_fields(fields: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    """Yield fields with those inside objects and arrays, each with its dotted path."""
    for field in fields:
        yield field.name, field
        for path, inside in _inside(field.type):
            yield f"{field.name}.{path}", inside


def _inside(kind: FieldType) -> Iterator[tuple[str, Field]]:
    yield from walk_fields(kind.fields)
    if kind.items is not None:
        yield from _inside(kind.items)
    if kind.rest is not None:
        yield from _inside(kind.rest)
