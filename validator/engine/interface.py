"""What an engine answers, and what its answers are made of."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from validator.errors import SchemaError

Retrieve = Callable[[str], Any]
"""URI -> schema. It raises LookupError for a URI that is not at hand; nothing is ever fetched."""

PROPERTY_NAMES = "propertyNames"

_NUMERIC = re.compile(r"\+?[0-9]+")


@dataclass(frozen=True, slots=True)
class Violation:
    """A keyword that a value does not satisfy.

    `instance_path` leads to the value. `evaluation_path` leads to the keyword as JSON Schema
    2020-12 section 12.3.1 (keywordLocation) has it, `$ref` steps included, the keyword last.
    `name` is what the keyword is about where it stands behind `propertyNames`: the name of a field
    of the value. Where that is `false`, it is the keyword, and about the value.
    """

    instance_path: tuple[str | int, ...]
    evaluation_path: tuple[str | int, ...]
    name: str | None = None


class Engine(Protocol):
    """A compiled schema."""

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""

    def violations(self, instance: Any) -> Iterable[Violation]:
        """Return what a value violates, in no particular order."""


def key_of(container: Any, step: str | int) -> str | int:
    """Return the key that a step of an engine's path means in a container.

    jsonschema-rs turns every name that reads as a number into one: `1`, `01` and `+1` are all 1.
    """
    if isinstance(container, dict) and isinstance(step, int) and step not in container:
        same = (key for key in container if _NUMERIC.fullmatch(key) and int(key) == step)
        return next(same, str(step))
    return step


def value_at(value: Any, path: Iterable[str | int]) -> Any:
    """Return what a path of keys leads to inside a value.

    Raises:
        LookupError, TypeError: it leads to nothing.
    """
    for step in path:
        value = value[step]
    return value


def unusable(path: Iterable[str | int], message: str) -> SchemaError:
    """Return the error that something at a path inside a schema is not JSON Schema."""
    place = "".join(f"/{step}" for step in path)
    return SchemaError(f"not a usable JSON Schema{' at ' if place else ''}{place}: {message}")
