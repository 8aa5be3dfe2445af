"""The command line: one module per command, loaded when the command is called."""

import gc
import importlib
import io
import os
import signal
import sys
from typing import Any, cast

import click

from validator import wording
from validator.errors import CallspecError

COMMANDS = {
    "audit": (
        "validator.cli.audit:audit",
        "Hold many payloads against each other.",
    ),
    "changelog": ("docs_extract.cli.changelog:changelog", "Print how a contract changed."),
    "check": ("docs_extract.cli.check:check", "Say what is wrong with reference pages."),
    "completion": ("validator.cli.completion:completion", "Print what completes in your shell."),
    "config": ("validator.cli.config:config", "Show the configuration that counts here."),
    "coverage": ("docs_extract.cli.coverage:coverage", "Say what is read of each page."),
    "diff": ("docs_extract.cli.diff:diff", "Say what changed, whom it breaks, and the proof."),
    "explain": ("validator.cli.explain:explain", "Say what a finding means and how to mend it."),
    "generate": ("docs_extract.cli.generate:generate", "Write schemas from reference pages."),
    "list": ("validator.cli.list:list_schemas", "List the structs and their versions."),
    "sample": ("validator.cli.sample:sample", "Make payloads from a contract, valid or broken."),
    "show": ("validator.cli.show:show", "Print a struct's fields, values and rules."),
    "validate": ("validator.cli.validate:validate", "Hold payload files against a contract."),
}
"""Commands by name: where each lives, and what the overview says of it without loading it."""


class _ReaderGone(Exception):
    """Nobody reads standard output any more (`| head`)."""


class LazyGroup(click.Group):
    """A group that loads a command's module only when the command is called."""

    def invoke(self, ctx: click.Context) -> Any:
        """Call a command; where its reader is gone, click would end with 1, which is a verdict."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _ReaderGone from error

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded from its module, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command = getattr(importlib.import_module(module), attribute)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is called; refuse a name that is none with the nearest one."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from validator import hints

            match = hints.nearest(args[0], COMMANDS)
            hint = f"did you mean {match}?" if match else "callspec --help lists the commands"
            ctx.fail(f"no command is called {args[0]!r}; {hint}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(None, "-V", "--version", package_name="callspec")
def callspec() -> None:
    """Turn an API reference into JSON Schema contracts and hold payloads against them.

    \b
    callspec validate payload.json     a payload against the campaigncall contract
    callspec check reference/          what is wrong with the pages
    callspec generate                  schemas/ from reference/
    callspec diff --against main       what changed on the pages, and whom it breaks

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """


def main() -> None:
    """Run the command line; no traceback ever reaches a user."""
    # Cyclic garbage is looked for seldom: loading code makes none, and payloads have none.
    gc.set_threshold(100_000, 50, 50)
    if sys.stderr is None:  # it is closed
        sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        click.echo("callspec: standard output is closed", err=True)
        sys.exit(2)
    if isinstance(getattr(sys.stdout, "buffer", None), io.RawIOBase):
        # PYTHONUNBUFFERED: what a reader that goes away has not taken would be lost unsaid.
        raw = cast(io.RawIOBase, sys.stdout.buffer)
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=sys.stdout.encoding)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # File names and payloads may hold what the terminal's encoding cannot say.
            stream.reconfigure(errors="backslashreplace")
    try:
        if "_CALLSPEC_COMPLETE" in os.environ:
            from validator.cli.completion import teach_bash

            teach_bash()
        code = callspec.main(prog_name="callspec", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except CallspecError as error:
        # It may quote what a schema or a page says, and a terminal must not obey that.
        click.echo(f"callspec: {wording.printable(str(error))}", err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo("callspec: interrupted", err=True)
        code = 128 + signal.SIGINT
    except (BrokenPipeError, _ReaderGone):  # nobody is left to tell
        _drop_output()
        code = 128 + signal.SIGPIPE
    except OSError as error:  # a full disk behind standard output, for one
        name = wording.printable(str(error.filename or "standard output"))
        click.echo(f"callspec: {name}: {error.strerror or error}", err=True)
        _drop_output()
        code = 2
    except Exception as error:  # a bug of ours must not look like a verdict
        if os.environ.get("CALLSPEC_DEBUG"):
            raise
        click.echo(
            f"callspec: internal error: {type(error).__name__}: {wording.printable(str(error))}\n"
            "Please report it; CALLSPEC_DEBUG=1 shows the traceback.",
            err=True,
        )
        code = 2
    sys.exit(code)


def _drop_output() -> None:
    """Write what is left of the output to nowhere: Python would try again, and say so."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
