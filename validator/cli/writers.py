"""What reports are written to: standard output, a file that appears whole, a job's summary."""

import contextlib
import importlib
import os
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import click

from validator.cli.outputs import Output
from validator.errors import CallspecError
from validator.report.report import Render
from validator.whole_file import open_whole

MOST_SUMMARY = 1024 * 1024
"""Bytes that GitHub takes of a step's summary."""


@dataclass(slots=True)
class Writer:
    """Where a report is written to, piece by piece."""

    output: Output
    write: Callable[[str], None]
    close: Callable[[], None]


@contextlib.contextmanager
def opened(outputs: Sequence[Output]) -> Iterator[list[Writer]]:
    """Open what reports are written to; a file is there when the block has ended well.

    Raises:
        CallspecError: a file cannot be written.
    """
    with contextlib.ExitStack() as stack:
        yield [
            _printer(one, stack) if one.file is None else _file(one, one.file, stack)
            for one in outputs
        ]


def write_reports(outputs: Sequence[Output], render: Callable[[Output], str]) -> None:
    """Write reports, each rendered for its output.

    Raises:
        CallspecError: a file cannot be written.
    """
    with opened(outputs) as writers:
        for writer in writers:
            writer.write(render(writer.output))
            writer.close()


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Raises:
        CallspecError: it cannot be written.
    """
    write_reports([Output("text", path)], lambda _: text)


def render_of(name: str) -> Render:
    """Return what renders a report that is made at the end, by the name of its format."""
    render: Render = importlib.import_module(f"validator.report.{name}").render
    return render


def _printer(output: Output, stack: contextlib.ExitStack) -> Writer:
    token = ""

    def write(text: str) -> None:
        nonlocal token
        if text and not token and _is_guarded(output):
            # What payloads and names hold may read as a command to the runner.
            token = f"callspec-{secrets.token_hex(16)}"
            click.echo(f"::stop-commands::{token}")
        click.echo(text, nl=False)

    def close() -> None:
        nonlocal token
        if token:
            click.echo(f"::{token}::")
            token = ""

    stack.callback(close)
    return Writer(output, write, close)


def _is_guarded(output: Output) -> bool:
    return output.format != "github" and os.environ.get("GITHUB_ACTIONS") == "true"


def _file(output: Output, path: Path, stack: contextlib.ExitStack) -> Writer:
    try:
        # Where a link stands, what it leads to is written.
        target = path.resolve()
    except RuntimeError as error:  # links lead in a circle
        raise CallspecError(f"{path}: {error}") from error
    with _said(path):
        stream = stack.enter_context(_opened(output, path, target))
    written = 0

    def write(text: str) -> None:
        nonlocal written
        # What has no UTF-8 (half a surrogate pair) is written as its escape.
        data = text.encode(errors="backslashreplace")
        written += len(data)
        if output.append and written > MOST_SUMMARY // 2:
            data = b"**callspec**: the report is too long for a summary; see the log\n"
        with _said(path):
            stream.write(data.decode())

    return Writer(output, write, lambda: None)


@contextlib.contextmanager
def _opened(output: Output, path: Path, target: Path) -> Iterator[IO[str]]:
    """Open what is written to; an error of it alone is raised as one of it."""
    if target.is_dir():
        raise CallspecError(f"{path}: it is a folder")
    if not target.parent.is_dir():
        raise CallspecError(f"{path.parent}: no folder")
    if target.exists() and not (target.is_file() or target.is_char_device()):
        raise CallspecError(f"{path}: no regular file")  # a pipe would wait for its reader
    file: contextlib.AbstractContextManager[IO[str]] = open_whole(target)
    if output.append or target.is_char_device():
        file = target.open("a" if output.append else "w", encoding="utf-8", newline="\n")
    stack = contextlib.ExitStack()
    stream = stack.enter_context(file)
    try:
        yield stream
    except BaseException:
        # What goes wrong elsewhere meanwhile is not the file's: the old one stays.
        with contextlib.suppress(OSError):
            stack.__exit__(*sys.exc_info())
        raise
    with _said(path):
        stack.close()


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise CallspecError(f"{path}: {error.strerror or error}") from error
