"""The configuration file: what is accepted, and how conflicts on pages are settled."""

import os
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from docs_extract.config_values import (
    WrongValueError,
    did_you_mean,
    kind_of,
    read_boolean,
    read_code,
    read_date,
    read_fingerprint,
    read_page_name,
    read_string,
    read_strings,
)
from docs_extract.toml_lines import header_of, key_of, without_long_strings
from validator import wording
from validator.errors import CallspecError

NAME = "callspec.toml"
"""The file whose top-level tables are the configuration."""

SHARED_NAME = "pyproject.toml"
"""The file that holds the configuration of many tools, ours in [tool.callspec]."""

_TABLE = "tool.callspec"
_CHANGES = "accept-change"
_SYNTAX_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


class ConfigError(CallspecError):
    """A configuration file cannot be read, or says what no configuration can say.

    `line` counts from 1; it is None where the file does not tell it.
    """

    def __init__(self, file: str, line: int | None, message: str, hint: str | None = None) -> None:
        place = file if line is None else f"{file}:{line}"
        said = f"{place}: {message}" + (f"; {hint}" if hint else "")
        super().__init__(wording.printable(said))
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding that cannot be mended: its code, and where it stands.

    `page` is a page's name below its reference, or a pattern of fnmatch; `label` and `field` narrow
    it where they are given. `expires` is the last day it counts. `file` and `line` are where the
    configuration says it; `line` is None where it is not written as a table of its own.
    """

    code: str
    page: str
    reason: str
    label: str | None = None
    field: str | None = None
    expires: date | None = None
    file: str = NAME
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """How a conflict about a field is settled.

    `field` is a dotted path, items of arrays unmarked. `optional` and `nullable` are None where the
    page decides; `extra_values` are strings that the field can have beside those of its table.
    """

    struct: str
    field: str
    reason: str
    optional: bool | None = None
    nullable: bool | None = None
    extra_values: tuple[str, ...] = ()
    file: str = NAME
    line: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeAcceptance:
    """A change of a contract that is meant: its fingerprint, and why.

    `struct` is the struct it is of, for people and to know which comparisons it is about. `expires`
    is the last day it counts.
    """

    change: str
    reason: str
    struct: str | None = None
    expires: date | None = None
    file: str = NAME
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says, in its order; `file` is None where there is none."""

    file: Path | None = None
    accept: tuple[Acceptance, ...] = ()
    settle: tuple[Settlement, ...] = ()
    accept_change: tuple[ChangeAcceptance, ...] = ()


NO_CONFIG = Config()
"""A configuration that accepts and settles nothing."""


def find_config(start: Path) -> Path | None:
    """Return the configuration file that counts in a folder, or None.

    The folder itself is looked at first, then those above it; `callspec.toml` comes before
    `pyproject.toml`, and a `pyproject.toml` without `[tool.callspec]` is passed over. The path is
    relative where `start` is.

    Raises:
        ConfigError: a `pyproject.toml` that may be meant cannot be read.
    """
    try:
        resolved = start.resolve()
    except (OSError, RuntimeError):  # the current folder is gone, or links lead in a circle
        return None
    for up, folder in enumerate((resolved, *resolved.parents)):
        here = folder if start.is_absolute() else start.joinpath(*[".."] * up)
        if os.path.isfile(here / NAME):  # noqa: PTH113 - a folder that may not be entered has none
            return here / NAME
        shared = here / SHARED_NAME
        if os.path.isfile(shared) and _is_ours(shared):  # noqa: PTH113
            return shared
    return None


def read_config(path: Path | None) -> Config:
    """Return what a configuration file says; without a file, nothing is accepted or settled.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or has a key or a value that means
            nothing here.
    """
    if path is None:
        return Config()
    reader, data = _open(path, _SECTIONS)
    accept = tuple(
        Acceptance(**values, file=reader.file, line=line)
        for values, line in reader.tables("accept", data)
    )
    settle = tuple(
        Settlement(**values, file=reader.file, line=line)
        for values, line in reader.tables("settle", data)
    )
    _refuse_empty(settle, reader)
    return Config(path, accept, settle, _change_acceptances(reader, data))


def read_change_acceptances(path: Path) -> tuple[ChangeAcceptance, ...]:
    """Return the changes that a file of nothing but `[[accept-change]]` accepts, in its order.

    Raises:
        ConfigError: as `read_config` does; the other tables of a configuration are unknown here.
    """
    return _change_acceptances(*_open(path, (_CHANGES,)))


def _change_acceptances(reader: "_Reader", data: dict[str, Any]) -> tuple[ChangeAcceptance, ...]:
    return tuple(
        ChangeAcceptance(**values, file=reader.file, line=line)
        for values, line in reader.tables(_CHANGES, data)
    )


def _open(path: Path, sections: Collection[str]) -> tuple["_Reader", dict[str, Any]]:
    """Return what reads the tables of a file, and its data, which has no other sections."""
    text = _text(path)
    data = _parse(path, text)
    shared = path.name == SHARED_NAME
    reader = _Reader(str(path), without_long_strings(text).split("\n"), shared)
    if shared:
        tool = data.get("tool")
        data = tool.get("callspec", {}) if isinstance(tool, dict) else {}
        if not isinstance(data, dict):
            raise reader.error(reader.line_of_name("callspec"), f"{_TABLE} is not a table")
    for name in data:
        if name not in sections:
            message = f"unknown key {wording.value(name)}"
            raise reader.error(reader.line_of_name(name), message, _known(name, sections))
    return reader, data


def _known(name: str, names: Collection[str]) -> str:
    """Return the hint at the name that an unknown one was meant to be, or else at all of them."""
    return did_you_mean(name, names) or f"known here: {', '.join(names)}"


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a table: what makes a Python value of its TOML value, and whether it must stand."""

    read: Callable[[Any], Any]
    required: bool = False


# A further section is an entry here, and a field of Config.
_SECTIONS: Mapping[str, Mapping[str, _Key]] = MappingProxyType(
    {
        "accept": {
            "code": _Key(read_code, required=True),
            "page": _Key(read_page_name, required=True),
            "label": _Key(read_string),
            "field": _Key(read_string),
            "reason": _Key(read_string, required=True),
            "expires": _Key(read_date),
        },
        "settle": {
            "struct": _Key(read_string, required=True),
            "field": _Key(read_string, required=True),
            "optional": _Key(read_boolean),
            "nullable": _Key(read_boolean),
            "extra-values": _Key(read_strings),
            "reason": _Key(read_string, required=True),
        },
        _CHANGES: {
            "change": _Key(read_fingerprint, required=True),
            "struct": _Key(read_string),
            "reason": _Key(read_string, required=True),
            "expires": _Key(read_date),
        },
    }
)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A configuration file whose tables are read: its name and its lines, long strings left out."""

    file: str
    lines: list[str]
    shared: bool

    def error(self, line: int | None, message: str, hint: str | None = None) -> ConfigError:
        return ConfigError(self.file, line, message, hint)

    def tables(self, name: str, data: dict[str, Any]) -> list[tuple[dict[str, Any], int | None]]:
        """Return the values of each `[[name]]` by the names that dataclasses use, and its line."""
        tables = data.get(name, [])
        if not (isinstance(tables, list) and all(isinstance(one, dict) for one in tables)):
            kind = "a single table" if isinstance(tables, dict) else kind_of(tables)
            header = f"[[{_TABLE}.{name}]]" if self.shared else f"[[{name}]]"
            message = f"{name} must be an array of tables, not {kind}"
            raise self.error(self.line_of_name(name), message, f"write {header} above each")
        headers = self._headers(name)
        lines: list[int | None] = [*headers]
        if len(headers) != len(tables):  # some are written inline, and which is not known
            lines = [None] * len(tables)
        return [
            (self._values(name, number, table, line), line)
            for number, (table, line) in enumerate(zip(tables, lines, strict=True), start=1)
        ]

    def _values(
        self, name: str, number: int, table: dict[str, Any], line: int | None
    ) -> dict[str, Any]:
        keys = _SECTIONS[name]
        title = f"[[{name}]]" if line else f"{name} {number}"
        values = {}
        for key, value in table.items():
            place = self._line_of_key(key, line)
            if key not in keys:
                message = f"{title} has an unknown key {wording.value(key)}"
                raise self.error(place, message, _known(key, keys))
            try:
                values[key.replace("-", "_")] = keys[key].read(value)
            except WrongValueError as wrong:
                message = f"{key} of {title} {wrong.message}"
                raise self.error(place, message, wrong.hint) from wrong
        for key, known in keys.items():
            if known.required and key not in table:
                raise self.error(line, f"{title} has no {key}, which it must have")
        return values

    def line_of_name(self, name: str) -> int | None:
        """Return the first line that begins a table or a key called `name`, from 1, or None."""
        for number, text in enumerate(self.lines, start=1):
            header = header_of(text)
            own = header[2:] if header[:2] == ("tool", "callspec") else header
            if own[:1] == (name,) or key_of(text) == name:
                return number
        return None

    def _headers(self, name: str) -> list[int]:
        """Return the lines of the headers `[[name]]`, from 1."""
        path = ("tool", "callspec", name) if self.shared else (name,)
        return [
            number
            for number, text in enumerate(self.lines, start=1)
            if text.lstrip().startswith("[[") and header_of(text) == path
        ]

    def _line_of_key(self, key: str, header: int | None) -> int | None:
        """Return the line of a key below a header, or the header's where it is not found."""
        if header is None:
            return None
        for number, text in enumerate(self.lines[header:], start=header + 1):
            if header_of(text):
                break
            if key_of(text) == key:
                return number
        return header


def _refuse_empty(settlements: Iterable[Settlement], reader: _Reader) -> None:
    """Refuse settlements that settle nothing, and a second one of the same field."""
    seen: dict[tuple[str, str], Settlement] = {}
    for one in settlements:
        name = f"{one.struct}.{one.field}"
        if one.optional is None and one.nullable is None and not one.extra_values:
            message = f"the settlement of {name} says nothing"
            raise reader.error(one.line, message, "give it optional, nullable or extra-values")
        first = seen.setdefault((one.struct, one.field), one)
        if first is not one:
            place = f" in line {first.line}" if first.line else ""
            hint = "join the two"
            raise reader.error(one.line, f"{name} is settled{place} already", hint)


def _is_ours(path: Path) -> bool:
    """Return whether a pyproject.toml has a table for callspec.

    A broken file that does not even name callspec is somebody else's trouble.
    """
    try:
        if b"callspec" not in path.read_bytes():
            return False
    except OSError as error:
        raise ConfigError(str(path), None, error.strerror or str(error)) from error
    tool = _parse(path, _text(path)).get("tool")
    return isinstance(tool, dict) and "callspec" in tool


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode().removeprefix("\ufeff")
    except OSError as error:
        raise ConfigError(str(path), None, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(str(path), line, "not UTF-8", "save it as UTF-8") from error
    return text.replace("\r\n", "\n")


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _SYNTAX_PLACE.fullmatch(str(error))
        message, line = (match[1], match[2]) if match else (str(error), None)
        number = int(line) if line else len(text.rstrip("\n").split("\n")) if match else None
        raise ConfigError(str(path), number, f"not TOML: {message}") from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; arrays in arrays
        raise ConfigError(str(path), None, "not TOML that can be read: too long or deep") from error
