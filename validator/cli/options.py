"""Options that several commands share."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from validator.formats import InputFormat
from validator.limits import MOST_FINDINGS

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class PointerType(click.ParamType):  # type: ignore[type-arg] # generic from 8.4 on
    """A JSON Pointer (RFC 6901)."""

    name = "pointer"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the pointer, or fail with what is wrong with it."""
        if not value:
            return ""
        from jsonpointer import JsonPointer, JsonPointerException

        try:
            return str(JsonPointer(value).path)
        except JsonPointerException:
            self.fail(f"{value!r} is no JSON Pointer: write /data or /data/0", param, ctx)


class SchemaType(click.ParamType):  # type: ignore[type-arg] # generic from 8.4 on
    """A contract: `NAME`, `NAME@VERSION`, or a schema file. What a shell completes are names."""

    name = "schema"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return what the user wrote; whether it is there is seen when it is loaded."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: Any, incomplete: str) -> list[Any]:
        """Return the structs that begin so, and behind an @ their versions, newest first."""
        from validator.cli.completion import schema_names

        return [*schema_names(incomplete, ctx.params.get("schemas"))]


schemas_option: Decorator = click.option(
    "--schemas",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Schema folder [default: the configuration's, else ./schemas if it is callspec's, then "
    "the one shipped].",
)

at_option: Decorator = click.option(
    "--at",
    type=PointerType(),
    metavar="POINTER",
    help="Where the payload stands inside each document (/data).",
)

calls_option: Decorator = click.option(
    "--calls",
    multiple=True,
    metavar="FILE",
    help="Call payloads (file, folder or glob; repeatable), joined on the call's id.",
)

input_format_option: Decorator = click.option(
    "--input-format",
    type=click.Choice([one.value for one in InputFormat]),
    default="auto",
    show_default=True,
    help="How PATHS are read; auto goes by suffix, then by the text.",
)

max_findings_option: Decorator = click.option(
    "--max-findings",
    type=click.IntRange(0),
    metavar="N",
    help="Print the first N findings; all are counted, and those left out "
    f"[default: {MOST_FINDINGS}].",
)


def most_findings(max_findings: int | None, summary_only: bool) -> int:
    """Return how many findings are printed."""
    return 0 if summary_only else MOST_FINDINGS if max_findings is None else max_findings


summary_only_option: Decorator = click.option(
    "--summary-only", is_flag=True, help="Print no findings, only how many of each kind."
)

quiet_option: Decorator = click.option(
    "--quiet", "-q", is_flag=True, help="One line per finding, nothing else; nothing when clean."
)

no_color_option: Decorator = click.option(
    "--no-color", is_flag=True, help="No colours, even on a terminal (also: NO_COLOR=1)."
)

format_option: Decorator = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is printed.",
)

strict_option: Decorator = click.option(
    "--strict", is_flag=True, help="Warnings count as errors for the exit code."
)


config_option: Decorator = click.option(
    "--config",
    "config_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The configuration [default: the nearest callspec.toml or [tool.callspec], upwards].",
)

no_config_option: Decorator = click.option(
    "--no-config", is_flag=True, help="Read no configuration."
)


def config_path(file: Path | None, none: bool) -> Path | None:
    """Return the configuration file that counts, or None.

    Raises:
        click.UsageError: one is named and none is wanted.
        ConfigError: one that may be meant cannot be read.
    """
    if none and file is not None:
        raise click.UsageError("--config and --no-config exclude each other")
    if none or file is not None:
        return file
    from validator.config.find import find_config

    return find_config(Path())


def schemas_folder(schemas: Path | None, config_file: Path | None = None) -> Path | None:
    """Return the schema folder that is named, or else the one that the configuration names.

    `config_file` is the configuration that counts, if that is known.

    Raises:
        ConfigError: the configuration cannot be read, or says what no configuration can say.
    """
    if schemas is not None:
        return schemas
    path = config_file or config_path(None, none=False)
    if path is None:
        return None
    from validator.config.files import schemas_of
    from validator.config.read import read_config

    return schemas_of(read_config(path))


def use_color(no_color: bool) -> bool:
    """Return whether text output is coloured: on a terminal, unless the user says no."""
    return not no_color and not os.environ.get("NO_COLOR") and sys.stdout.isatty()
