"""Which reports are wanted: in several formats at once, and in what CI shows as a summary."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

STDOUT = "-"
"""The name of standard output, as it is that of standard input where files are read."""

TOGETHER = {"text", "github"}
"""The formats that standard output can hold together: for people, and for GitHub's runner."""


@dataclass(frozen=True, slots=True)
class Output:
    """A report in a format: to `file`, or standard output. It replaces the file, or is appended."""

    format: str
    file: Path | None = None
    append: bool = False


class FormatType(click.ParamType):  # type: ignore[type-arg] # generic from 8.4 on
    """`FORMAT` or `FORMAT:FILE`."""

    name = "format"

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def convert(self, value: Any, param: Any, ctx: Any) -> Output:
        """Return what the user wants, or fail with the formats that there are."""
        if isinstance(value, Output):
            return value
        name, colon, file = value.partition(":")
        if name not in self.names:
            self.fail(f"{name!r} is none of {', '.join(self.names)}", param, ctx)
        if colon and not file:
            self.fail(f"write {name}:FILE, or {name} for standard output", param, ctx)
        return Output(name, Path(file) if file and file != STDOUT else None)

    def shell_complete(self, ctx: Any, param: Any, incomplete: str) -> list[Any]:
        """Return the formats that begin so."""
        from click.shell_completion import CompletionItem

        if ":" in incomplete:
            return [CompletionItem(incomplete, type="file")]
        return [CompletionItem(one) for one in self.names if one.startswith(incomplete)]


def format_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return a decorator that adds `--format` and `--output`, as `formats` and `output`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--output",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Where the report goes that has no file of its own, whole or not at all.",
        )(command)
        return click.option(
            "--format",
            "formats",
            multiple=True,
            type=FormatType(names),
            metavar="FORMAT[:FILE]",
            help=f"How it is reported: {', '.join(names)}; repeatable "
            "[default: text; in GitHub Actions text and github].",
        )(command)

    return decorate


def chosen(formats: Sequence[Output], output: Path | None) -> list[Output]:
    """Return the reports that are wanted, and the one that CI shows as a summary.

    Raises:
        click.UsageError: two reports go to one place.
    """
    wanted = list(formats) or [Output("text")]
    output = None if output == Path(STDOUT) else output
    if not formats and output is None and os.environ.get("GITHUB_ACTIONS") == "true":
        wanted.append(Output("github"))
    if output is not None:
        without = [one for one in wanted if one.file is None]
        if len(without) != 1:
            raise click.UsageError(
                "--output is for the one --format without a file of its own: write FORMAT:FILE"
            )
        wanted[wanted.index(without[0])] = Output(without[0].format, output)
    printed = [one.format for one in wanted if one.file is None]
    if len(printed) > 1 and (len(printed) != len(set(printed)) or not TOGETHER.issuperset(printed)):
        raise click.UsageError(
            f"{' and '.join(printed)} both go to standard output: "
            f"give one a file, as {printed[-1]}:FILE"
        )
    files = [os.path.realpath(one.file) for one in wanted if one.file is not None]
    if len(files) != len(set(files)):
        raise click.UsageError("two formats go to one file")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        wanted.append(Output("markdown", Path(summary), append=True))
    return wanted
