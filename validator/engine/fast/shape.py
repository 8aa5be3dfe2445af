"""The shapes of values that the fast engine knows: what types can say, and the rules besides."""

from dataclasses import dataclass

from validator.engine.fast.condition import Condition
from validator.engine.fast.pattern import Pattern


@dataclass(frozen=True, slots=True)
class Text:
    """A string: one of `literals`, or of a length in code points, each pattern holding."""

    literals: tuple[str, ...] | None = None
    least: int | None = None
    most: int | None = None
    patterns: tuple[Pattern, ...] = ()


@dataclass(frozen=True, slots=True)
class Whole:
    """An integer."""

    literals: tuple[int, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A number."""

    minimum: int | float | None = None
    maximum: int | float | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """A boolean."""


@dataclass(frozen=True, slots=True)
class Null:
    """Null and nothing else."""


@dataclass(frozen=True, slots=True)
class Anything:
    """Any JSON value."""


@dataclass(frozen=True, slots=True)
class Array:
    """An array of values of one shape."""

    items: "Shape"
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Map:
    """An object of any names, its values of one shape."""

    values: "Shape"


@dataclass(frozen=True, slots=True)
class Nullable:
    """A value of a shape, or null."""

    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Recursive:
    """The record that a `$ref` leads back to, by its URI: it is decoded in a step of its own."""

    uri: str


@dataclass(frozen=True, slots=True)
class Case:
    """The shape that a field has where another field of the record is `value`."""

    field: str
    value: str
    shape: "Shape"


@dataclass(frozen=True, slots=True)
class Field:
    """A named value of a record; `cases` are the shapes it has instead, by another field."""

    name: str
    shape: "Shape"
    required: bool
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """An object of known names, and the rules that hold over them.

    A record never has other names, though the schema may allow them: a payload that does goes to
    the exact engine. `rules` are conditions that each record must meet.
    """

    fields: tuple[Field, ...]
    rules: tuple[Condition, ...] = ()

    def field(self, name: str) -> Field | None:
        """Return a field by its name, or None."""
        return next((field for field in self.fields if field.name == name), None)


Shape = Text | Whole | Number | Flag | Null | Anything | Array | Map | Nullable | Recursive | Record


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shape of a schema, and those of the records that it leads back to, by their URIs."""

    root: Shape
    recursive: dict[str, Shape]
