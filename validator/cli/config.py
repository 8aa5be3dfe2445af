"""`callspec config`: the configuration that counts, and what it says of files."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from validator import wording
from validator.cli.options import config_option, config_path, format_option
from validator.config.config import Config, FileSettings
from validator.config.files import pattern_of
from validator.config.find import NAME
from validator.config.read import read_config
from validator.settings import DEFAULT_UNKNOWN_FIELDS, Settings, settings_of
from validator.sources import Unreadable, find_sources

FORMAT = "callspec-config/1"


@click.command()
@click.argument("paths", nargs=-1)
@config_option
@format_option
def config(paths: tuple[str, ...], config_file: Path | None, output_format: str) -> int:
    """Show the configuration that counts here, or how it has each of PATHS judged.

    It is the nearest callspec.toml, or pyproject.toml with [tool.callspec], in this folder or one
    above it. PATHS are files, folders or globs, as callspec validate takes them.

    \b
    callspec config
    callspec config contracts/campaigncall.json
    callspec config contracts/ --format json

    Exit codes: 0 shown, 2 it cannot be read, or says what no configuration can say.
    """
    found = read_config(config_path(config_file, none=False))
    files = list(_files(found, paths))
    if output_format == "json":
        click.echo(json.dumps(_data(found, files), indent=2))
    elif paths:
        click.echo(_files_table(files))
    else:
        click.echo(_text(found), nl=False)
    return 0


def _files(config: Config, paths: tuple[str, ...]) -> Iterator[tuple[str, str, Settings | None]]:
    """Yield each file with the pattern it fits (or nothing) and how it is judged."""
    for source in find_sources(paths):
        if not isinstance(source, Unreadable):
            pattern = pattern_of(config, source.name)
            settings = settings_of(source.name, FileSettings(), None, config)
            yield source.name, pattern.pattern if pattern else "", settings


def _files_table(files: list[tuple[str, str, Settings | None]]) -> str:
    rows = [
        (wording.printable(name), pattern, *(_cells(settings) if settings else ("passed over",)))
        for name, pattern, settings in files
    ]
    return tabulate(rows, ("file", "pattern", "schema", "how"), disable_numparse=True)


def _cells(settings: Settings) -> tuple[str, str]:
    said = [f"at {settings.at}"] if settings.at else []
    if settings.hangup_reason_at is not None:
        said.append(f"hangup reason at {settings.hangup_reason_at}")
    if settings.calls:
        said.append(f"calls {', '.join(settings.calls)}")
    if settings.unknown_fields != DEFAULT_UNKNOWN_FIELDS:
        said.append(f"unknown fields: {settings.unknown_fields}")
    return settings.schema, "; ".join(said)


def _text(config: Config) -> str:
    if config.file is None:
        return f"no configuration: {NAME} is neither here nor above\n"
    parts = [f"{config.file}\n"]
    top = _written(config.defaults)
    if config.schemas is not None:
        top["schemas"] = config.schemas
    rows = [(name, _said(value)) for name, value in top.items()]
    if rows:
        parts.append(f"{tabulate(rows, tablefmt='plain', disable_numparse=True)}\n")
    if config.files:
        written = [(one.pattern, _written(one.settings)) for one in config.files]
        rows = [
            (pattern, "; ".join(f"{name} {_said(value)}" for name, value in said.items()))
            for pattern, said in written
        ]
        parts.append(f"Files\n\n{tabulate(rows, ('pattern', 'how'), disable_numparse=True)}\n")
    if config.severity:
        table = tabulate(config.severity.items(), ("code", "severity"), disable_numparse=True)
        parts.append(f"Severity\n\n{table}\n")
    accepted = [
        *((one.code, one.page, one.reason) for one in config.accept),
        *((one.code, one.payload, one.reason) for one in config.accept_payload),
        *((f"change {one.change}", one.struct or "", one.reason) for one in config.accept_change),
    ]
    if accepted:
        table = tabulate(accepted, ("what", "where", "reason"), disable_numparse=True)
        parts.append(f"Accepted\n\n{table}\n")
    if config.settle:
        settled = [(f"{one.struct}.{one.field}", one.reason) for one in config.settle]
        table = tabulate(settled, ("field", "reason"), disable_numparse=True)
        parts.append(f"Settled\n\n{table}\n")
    return "\n".join(parts)


def _written(settings: FileSettings) -> dict[str, Any]:
    """Return settings under the names that the file has for them, only those that are said."""
    return {
        name.replace("_", "-"): value
        for name, value in asdict(settings).items()
        if value is not None
    }


def _said(value: Any) -> str:
    return wording.printable(", ".join(value) if isinstance(value, tuple) else str(value))


def _data(config: Config, files: list[tuple[str, str, Settings | None]]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "file": str(config.file) if config.file is not None else None,
        **_written(config.defaults),
        "schemas": config.schemas,
        "patterns": [
            {"pattern": one.pattern, "line": one.line, **_written(one.settings)}
            for one in config.files
        ],
        "severity": dict(config.severity),
        "accepted": len(config.accept) + len(config.accept_payload) + len(config.accept_change),
        "settled": len(config.settle),
        "files": [
            {"file": name, "pattern": pattern or None, "settings": asdict(one) if one else None}
            for name, pattern, one in files
        ],
    }
