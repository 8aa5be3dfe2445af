"""Which versions of a struct are meant: `NAME`, `NAME@1`, `NAME@1.2`, `NAME@1.2.3`."""

import re
from dataclasses import dataclass

from validator import wording
from validator.errors import SchemaError

LATEST = "latest"

_PART = r"(?:0|[1-9][0-9]{0,8})"
_NUMBER = re.compile(rf"{_PART}\.{_PART}\.{_PART}")
_SOME = re.compile(rf"{_PART}(?:\.{_PART}){{0,2}}")
_SPEC = re.compile(r"([^@/\\]+)(?:@([^@/\\]*))?")


@dataclass(frozen=True, slots=True)
class Selector:
    """A struct's name and the first parts of a version's number, none for any version."""

    name: str
    parts: tuple[int, ...] = ()

    def __str__(self) -> str:
        return ".".join(map(str, self.parts)) or LATEST

    def takes(self, number: str) -> bool:
        """Return whether a version, by its full number, is one of those meant."""
        return version_key(number)[: len(self.parts)] == self.parts


def version_key(number: str) -> tuple[int, ...]:
    """Return what versions are sorted by: 1.10.0 is newer than 1.9.0 (Semantic Versioning, 11).

    Raises:
        ValueError: it is no number of the form N.N.N.
    """
    if not _NUMBER.fullmatch(number):
        raise ValueError(f"version {number!r}")
    return tuple(map(int, number.split(".")))


def read_selector(spec: str) -> Selector:
    """Return what a user wrote as `NAME` or `NAME@VERSION`.

    Raises:
        SchemaError: it is neither; the message says how to write it.
    """
    written = wording.shorten(wording.printable(spec))
    match = _SPEC.fullmatch(spec)
    if match is None:
        raise SchemaError(f"{written} is no schema: write NAME, NAME@VERSION or a path")
    name, version = match[1], match[2]
    if version in (None, LATEST):
        return Selector(name)
    if not _SOME.fullmatch(version):
        forms = ", ".join(f"{wording.printable(name)}@{one}" for one in ("1", "1.2", "1.2.3"))
        raise SchemaError(
            f"{written} names no version: write {forms} or {wording.printable(name)}@{LATEST}"
        )
    return Selector(name, tuple(map(int, version.split("."))))
