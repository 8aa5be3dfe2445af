"""A configuration file -> what it says."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from validator import wording
from validator.config.codes import is_known, page_codes
from validator.config.config import (
    TABLE,
    Acceptance,
    ChangeAcceptance,
    Config,
    FilePattern,
    FileSettings,
    PayloadAcceptance,
    Settlement,
)
from validator.config.find import SHARED_NAME
from validator.config.keys import FILE_KEYS, SCHEMAS, SECTIONS, SEVERITIES, TABLES, Key
from validator.config.text import ConfigError, parse, read_text
from validator.config.toml_lines import header_of, key_of, without_long_strings
from validator.config.values import (
    WrongValueError,
    did_you_mean,
    hint_at_code,
    kind_of,
    read_choice,
    read_glob,
)

_CHANGES = "accept-change"


def read_config(path: Path | None) -> Config:
    """Return what a configuration file says; without a file, it says nothing.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or has a key or a value that means
            nothing here.
    """
    if path is None:
        return Config()
    reader, data = _open(path, SECTIONS)
    accept = [_acceptance(reader, *one) for one in reader.tables("accept", data)]
    settle = tuple(
        Settlement(**values, file=reader.file, line=line)
        for values, line in reader.tables("settle", data)
    )
    _refuse_empty(settle, reader)
    top = {key: value for key, value in data.items() if key in FILE_KEYS}
    schemas = reader.value("schemas", SCHEMAS, data["schemas"]) if "schemas" in data else None
    return Config(
        path,
        tuple(one for one in accept if isinstance(one, Acceptance)),
        settle,
        _change_acceptances(reader, data),
        tuple(one for one in accept if isinstance(one, PayloadAcceptance)),
        schemas,
        _settings(
            reader,
            "the configuration",
            reader.values(None, FILE_KEYS, top, None),
            reader.line_of_name("calls"),
        ),
        _files(reader, data),
        _severity(reader, data),
    )


def read_change_acceptances(path: Path) -> tuple[ChangeAcceptance, ...]:
    """Return the changes that a file of nothing but `[[accept-change]]` accepts, in its order.

    Raises:
        ConfigError: as `read_config` does; the other tables of a configuration are unknown here.
    """
    return _change_acceptances(*_open(path, (_CHANGES,)))


def _acceptance(
    reader: "_Reader", values: dict[str, Any], line: int | None
) -> Acceptance | PayloadAcceptance:
    """Return an acceptance, of a finding about either a page or a payload."""
    page, payload, code = values.get("page"), values.get("payload"), values["code"]
    if (page is None) is (payload is None):
        said = "has neither page nor payload" if page is None else "has a page and a payload"
        hint = "page is for findings about pages, payload for those about payload files"
        raise reader.error(line, f"[[accept]] {said}", hint)
    if payload is not None:
        if "label" in values:
            raise reader.error(line, "[[accept]] has a payload and a label", "payloads have none")
        return PayloadAcceptance(**values, file=reader.file, line=line)
    if code not in page_codes():
        message = f"{wording.value(code)} in [[accept]] is no code of a finding about a page"
        hint = did_you_mean(code, page_codes()) or "payload is for findings about payload files"
        raise reader.error(line, message, hint)
    return Acceptance(**values, file=reader.file, line=line)


def _change_acceptances(reader: "_Reader", data: dict[str, Any]) -> tuple[ChangeAcceptance, ...]:
    return tuple(
        ChangeAcceptance(**values, file=reader.file, line=line)
        for values, line in reader.tables(_CHANGES, data)
    )


def _files(reader: "_Reader", data: dict[str, Any]) -> tuple[FilePattern, ...]:
    """Return the patterns of `[files]`: each names a contract, or has a table of settings."""
    found = []
    for pattern, value in reader.table("files", data).items():
        line = reader.line_in_table("files", pattern)
        title = f"{wording.value(pattern)} in [files]"
        table = {"schema": value} if isinstance(value, str) else value
        if not isinstance(table, dict):
            message = f"{title} must be a contract's name or a table, not {kind_of(value)}"
            raise reader.error(line, message, f'write {wording.value(pattern)} = "NAME@VERSION"')
        try:
            path = read_glob(pattern)
        except WrongValueError as wrong:
            raise reader.error(line, f"{title} {wrong.message}", wrong.hint) from wrong
        values = reader.values(title, FILE_KEYS, table, line, inside=True)
        found.append(FilePattern(path, _settings(reader, title, values, line), line))
    return tuple(found)


def _settings(
    reader: "_Reader", title: str, values: dict[str, Any], line: int | None
) -> FileSettings:
    settings = FileSettings(**values)
    if settings.hangup_reason_at is not None and settings.calls is not None:
        hint = "both say what a call ended with: remove one"
        raise reader.error(line, f"{title} has hangup-reason-at and calls", hint)
    return settings


def _severity(reader: "_Reader", data: dict[str, Any]) -> Mapping[str, str]:
    found = {}
    for code, value in reader.table("severity", data).items():
        line = reader.line_in_table("severity", code)
        if not is_known(code):
            message = f"[severity] has {wording.value(code)}, which is no code"
            raise reader.error(line, message, hint_at_code(code))
        try:
            found[code] = read_choice(SEVERITIES)(value)
        except WrongValueError as wrong:
            raise reader.error(line, f"{code} of [severity] {wrong.message}", wrong.hint) from wrong
    return found


def _open(path: Path, sections: Collection[str]) -> tuple["_Reader", dict[str, Any]]:
    """Return what reads the tables of a file, and its data, which has no other sections."""
    text = read_text(path)
    data = parse(path, text)
    shared = path.name == SHARED_NAME
    reader = _Reader(str(path), without_long_strings(text).split("\n"), shared)
    if shared:
        tool = data.get("tool")
        data = tool.get("callspec", {}) if isinstance(tool, dict) else {}
        if not isinstance(data, dict):
            raise reader.error(reader.line_of_name("callspec"), f"{TABLE} is not a table")
    for name in data:
        if name not in sections:
            message = f"unknown key {wording.value(name)}"
            raise reader.error(reader.line_of_name(name), message, _known(name, sections))
    return reader, data


def _known(name: str, names: Collection[str]) -> str:
    """Return the hint at the name that an unknown one was meant to be, or else at all of them."""
    return did_you_mean(name, names) or f"known here: {', '.join(names)}"


@dataclass(frozen=True, slots=True)
class _Reader:
    """A configuration file whose tables are read: its name and its lines, long strings left out."""

    file: str
    lines: list[str]
    shared: bool

    def error(self, line: int | None, message: str, hint: str | None = None) -> ConfigError:
        return ConfigError(self.file, line, message, hint)

    def table(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """Return the table `[name]`, empty where it is not there."""
        table = data.get(name, {})
        if not isinstance(table, dict):
            message = f"{name} must be a table, not {kind_of(table)}"
            raise self.error(self.line_of_name(name), message, f"write {self._header(name)}")
        return table

    def tables(self, name: str, data: dict[str, Any]) -> list[tuple[dict[str, Any], int | None]]:
        """Return the values of each `[[name]]` by the names that dataclasses use, and its line."""
        tables = data.get(name, [])
        if not (isinstance(tables, list) and all(isinstance(one, dict) for one in tables)):
            kind = "a single table" if isinstance(tables, dict) else kind_of(tables)
            message = f"{name} must be an array of tables, not {kind}"
            hint = f"write [{self._header(name)}] above each"
            raise self.error(self.line_of_name(name), message, hint)
        headers = self._headers(name, "[[")
        lines: list[int | None] = [*headers]
        if len(headers) != len(tables):  # some are written inline, and which is not known
            lines = [None] * len(tables)
        return [
            (
                self.values(f"[[{name}]]" if line else f"{name} {number}", TABLES[name], one, line),
                line,
            )
            for number, (one, line) in enumerate(zip(tables, lines, strict=True), start=1)
        ]

    def values(
        self,
        title: str | None,
        keys: Mapping[str, Key],
        table: dict[str, Any],
        line: int | None,
        *,
        inside: bool = False,
    ) -> dict[str, Any]:
        """Return the values of a table by the names that dataclasses use.

        `title` is what a message calls it, None for the file itself, and `line` is its header's.
        `inside` tells that it is the value of a key in that line.
        """
        found = {}
        for key, value in table.items():
            place = line if inside else self._line_of_key(key, line)
            if title is None:
                place = self.line_of_name(key)
            if key not in keys:
                message = f"{title} has an unknown key {wording.value(key)}"
                raise self.error(place, message, _known(key, keys))
            found[key.replace("-", "_")] = self.value(key, keys[key], value, title, place)
        for key, known in keys.items():
            if known.required and key not in table:
                raise self.error(line, f"{title} has no {key}, which it must have")
        return found

    def value(
        self, name: str, key: Key, value: Any, title: str | None = None, line: int | None = None
    ) -> Any:
        """Return what a TOML value means for a key."""
        try:
            return key.read(value)
        except WrongValueError as wrong:
            of = f" of {title}" if title else ""
            place = line if title else self.line_of_name(name)
            raise self.error(place, f"{name}{of} {wrong.message}", wrong.hint) from wrong

    def line_of_name(self, name: str) -> int | None:
        """Return the first line that begins a table or a key called `name`, from 1, or None."""
        for number, text in enumerate(self.lines, start=1):
            header = header_of(text)
            own = header[2:] if header[:2] == ("tool", "callspec") else header
            if own[:1] == (name,) or key_of(text) == name:
                return number
        return None

    def line_in_table(self, name: str, key: str) -> int | None:
        """Return the line of a key of the table `[name]`, or of its own table, from 1, or None."""
        below = self._headers(f"{name}.{key}", "[") or self._headers(name, "[")
        return self._line_of_key(key, below[0]) if below else self.line_of_name(name)

    def _header(self, name: str) -> str:
        return f"[{TABLE}.{name}]" if self.shared else f"[{name}]"

    def _headers(self, name: str, opening: str) -> list[int]:
        """Return the lines of the headers `[name]` or `[[name]]`, from 1."""
        first, _, rest = name.partition(".")
        path = (first, rest) if rest else (first,)
        wanted = ("tool", "callspec", *path) if self.shared else path
        return [
            number
            for number, text in enumerate(self.lines, start=1)
            if text.lstrip().startswith(opening) and header_of(text) == wanted
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
