"""Commands that help texts and docs show without their output: each is one that callspec takes."""

import re
import shlex

import click
import pytest
from conftest import ROOT

from validator.cli import COMMANDS, callspec

# Not what pre-commit prints of a hook, nor a sentence.
LINE = re.compile(r"^(?:- run: |\$ )?(callspec [a-z]+(?: (?!.*\.\.\.)[^`\n]*)?)$")
SHELL = re.compile(r"[|;<>]|&&|\$\(")


def shown() -> dict[str, str]:
    """Return the command lines of all pages and help texts, each with where it stands."""
    found = {}
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / ".pre-commit-hooks.yaml"]
    for page in sorted(pages):
        text = page.read_text(encoding="utf-8")
        blocks = re.findall(r"^```+(?:sh|yaml|console)\n(.*?)^```+$", text, re.M | re.S)
        for block in blocks:
            for line in block.splitlines():
                if match := LINE.match(line.strip()):
                    found.setdefault(match[1], page.name)
    for name in COMMANDS:
        for line in help_of(name).splitlines():
            match = LINE.match(line.strip())
            if match and match[1].split()[1] in COMMANDS and line.startswith("callspec"):
                found.setdefault(match[1], f"{name} --help")
    return found


def help_of(name: str) -> str:
    command = callspec.get_command(click.Context(callspec), name)
    assert command is not None
    assert command.help is not None
    return command.help.replace("\b", "")


SHOWN = shown()


@pytest.mark.parametrize("line", [pytest.param(one, id=f"{SHOWN[one]}: {one}") for one in SHOWN])
def test_a_command_that_is_shown_is_taken(line, monkeypatch):
    words = shlex.split(SHELL.split(line)[0].split("  ")[0], comments=True)
    command = callspec.get_command(click.Context(callspec), words[1])
    assert command is not None, words[1]
    # The paths need not be there: what a path leads to is another matter.
    for param in command.params:
        if isinstance(param.type, click.Path):
            monkeypatch.setattr(param.type, "exists", False)
    command.make_context(words[1], words[2:])


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples_in_its_help(callspec, name):
    ran = callspec(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert len(re.findall(rf"^  callspec {name}\b", ran.out, re.MULTILINE)) >= 2
    assert "Exit codes: 0 " in ran.out


def test_every_command_is_in_the_readme(root):
    text = (root / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`callspec {name}" not in text] == []


@pytest.mark.parametrize(
    ("name", "hint"),
    [("validates", "did you mean validate?"), ("x", "callspec --help lists the commands")],
)
def test_a_command_that_there_is_not_is_said_with_what_to_do(callspec, name, hint):
    ran = callspec(name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith(f"Error: no command is called '{name}'; {hint}\n")
