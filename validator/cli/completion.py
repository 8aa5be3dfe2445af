"""`callspec completion`, and what a shell completes: structs and their versions."""

import contextlib
import os
from pathlib import Path
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from validator.cli.options import schemas_folder
from validator.errors import CallspecError
from validator.schemas import catalogs

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> int:
    """Print what makes SHELL complete commands, options, structs and their versions.

    \b
    callspec completion bash > ~/.local/share/bash-completion/completions/callspec
    callspec completion zsh > ~/.zfunc/_callspec
    callspec completion fish > ~/.config/fish/completions/callspec.fish

    zsh looks for it where `fpath` says: put `fpath+=~/.zfunc` before `compinit` in ~/.zshrc. A new
    shell has it.

    Exit codes: 0 printed, 2 there is no such shell.
    """
    made = get_completion_class(shell)
    assert made is not None
    root = click.get_current_context().find_root().command
    click.echo(made(root, {}, "callspec", "_CALLSPEC_COMPLETE").source())
    return 0


class Bash(BashComplete):
    """Bash takes `campaigncall@1` for three words, and `sarif:out.sarif` too: both are one."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one that is to be completed, and that one."""
        words = _joined_words()
        return words[1:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        """Return an item as the script reads it: only what stands behind an @ or a colon."""
        last = _joined_words()[-1]
        behind = max(last.rfind("@"), last.rfind(":")) + 1
        return f"{item.type},{item.value[behind:]}"


def _joined_words() -> list[str]:
    """Return the words up to the one that is to be completed, those that bash split as one."""
    number = int(os.environ["COMP_CWORD"])
    words = split_arg_string(os.environ["COMP_WORDS"])
    words = [*words[: number + 1], *([""] if len(words) <= number else [])]
    found: list[str] = []
    for word in words:
        if found and (word in ("@", ":") or found[-1].endswith(("@", ":"))):
            found[-1] += word
        else:
            found.append(word)
    return found


def teach_bash() -> None:
    """Let click complete in bash as `Bash` does."""
    add_completion_class(Bash)


def schema_names(incomplete: str, schemas: Any) -> list[CompletionItem]:
    """Return the structs that begin so, and behind an @ the versions of one, newest first.

    `schemas` is the folder that the command line names, if it does. What cannot be read completes
    nothing: a shell has no place for errors.
    """
    names: dict[str, str] = {}
    with contextlib.suppress(CallspecError):
        for catalog in catalogs(schemas_folder(Path(schemas) if schemas else None)):
            for entry in catalog.entries:
                if "@" in incomplete:
                    numbers = [one.number for one in reversed(entry.versions)]
                    found = {f"{entry.name}@{number}": entry.title for number in numbers}
                else:
                    found = {entry.name: entry.title}
                names = {**found, **names}
    items = [CompletionItem(one, help=title) for one, title in names.items()]
    items = [one for one in items if one.value.startswith(incomplete)]
    if items or "@" in incomplete:
        return items
    return [CompletionItem(incomplete, type="file")]
