"""What a configuration file says, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from validator.config.find import NAME

TABLE = "tool.callspec"


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A finding about a page that cannot be mended: its code, and where it stands.

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
class PayloadAcceptance:
    """A finding about a payload that cannot be mended: as an `Acceptance`, but of a payload file.

    `payload` is its path below the configuration's folder, or a glob of such paths.
    """

    code: str
    payload: str
    reason: str
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
class FileSettings:
    """How payload files are judged; None leaves it to what is said elsewhere.

    `schema` is `NAME[@VERSION]` or a schema file, `at` and `hangup_reason_at` are JSON Pointers,
    `calls` are files, folders or globs. Paths are below the configuration's folder.
    """

    schema: str | None = None
    at: str | None = None
    hangup_reason_at: str | None = None
    calls: tuple[str, ...] | None = None
    unknown_fields: str | None = None


@dataclass(frozen=True, slots=True)
class FilePattern:
    """Which files are judged how: a glob below the configuration's folder, and its settings."""

    pattern: str
    settings: FileSettings
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration file says, in its order; `file` is None where there is none.

    `accept` is about pages, `accept_payload` about payloads; both are `[[accept]]` in the file.
    `severity` is what findings of a code weigh (a severity's name, or `ignore`). `schemas` is the
    folder of schemas, below the configuration's. `defaults` are for all payload files, before
    `files`, of which the first that fits a file counts.
    """

    file: Path | None = None
    accept: tuple[Acceptance, ...] = ()
    settle: tuple[Settlement, ...] = ()
    accept_change: tuple[ChangeAcceptance, ...] = ()
    accept_payload: tuple[PayloadAcceptance, ...] = ()
    schemas: str | None = None
    defaults: FileSettings = FileSettings()
    files: tuple[FilePattern, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        """The folder that the configuration's paths start from."""
        return self.file.parent if self.file is not None else Path()


NO_CONFIG = Config()
"""A configuration that says nothing."""
