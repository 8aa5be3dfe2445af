"""The shapes of values that the fast engine knows: what types can say, and the rules besides."""

import msgspec

from validator.engine.fast.condition import Condition
from validator.engine.fast.pattern import Pattern


class Text(msgspec.Struct, frozen=True):
    """A string: one of `literals`, or of a length in code points, each pattern holding."""

    literals: tuple[str, ...] | None = None
    least: int | None = None
    most: int | None = None
    patterns: tuple[Pattern, ...] = ()


class Whole(msgspec.Struct, frozen=True):
    """An integer."""

    literals: tuple[int, ...] | None = None
    minimum: int | None = None
    maximum: int | None = None


class Number(msgspec.Struct, frozen=True):
    """A number."""

    minimum: int | float | None = None
    maximum: int | float | None = None


class Flag(msgspec.Struct, frozen=True):
    """A boolean."""


class Null(msgspec.Struct, frozen=True):
    """Null and nothing else."""


class Anything(msgspec.Struct, frozen=True):
    """Any JSON value."""


class Array(msgspec.Struct, frozen=True):
    """An array of values of one shape."""

    items: "Shape"
    least: int | None = None
    most: int | None = None


class Map(msgspec.Struct, frozen=True):
    """An object of any names, its values of one shape."""

    values: "Shape"


class Nullable(msgspec.Struct, frozen=True):
    """A value of a shape, or null."""

    shape: "Shape"


class Recursive(msgspec.Struct, frozen=True):
    """The record that a `$ref` leads back to, by its URI: it is decoded in a step of its own."""

    uri: str


class Case(msgspec.Struct, frozen=True):
    """The shape that a field has where another field of the record is `value`."""

    field: str
    value: str
    shape: "Shape"


class Field(msgspec.Struct, frozen=True):
    """A named value of a record; `cases` are the shapes it has instead, by another field."""

    name: str
    shape: "Shape"
    required: bool
    cases: tuple[Case, ...] = ()


class Record(msgspec.Struct, frozen=True):
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


class Shapes(msgspec.Struct, frozen=True):
    """The shape of a schema, and those of the records that it leads back to, by their URIs."""

    root: Shape
    recursive: dict[str, Shape]
