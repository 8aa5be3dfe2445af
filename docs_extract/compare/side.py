"""One of the two things that are compared: schemas by name, and where they come from."""

from dataclasses import dataclass
from typing import Any

from validator.finding import Finding


@dataclass(frozen=True, slots=True)
class SideSchema:
    """A schema of a side, whole in itself: its struct's name, and what people call it."""

    name: str
    title: str
    schema: Any


@dataclass(frozen=True, slots=True)
class Side:
    """Schemas by the names of their structs.

    `title` is what the user wrote. `files` are the paths of pages by their names, as far as they
    are at hand. `single` tells that one struct alone was asked for. `findings` are the errors of
    its pages: what they keep from being read is missing here.
    """

    title: str
    schemas: dict[str, SideSchema]
    files: dict[str, str]
    single: bool
    findings: tuple[Finding, ...] = ()
