"""Commands that help texts and docs show without output: callspec takes them, and they run."""

import os
import re
import shlex
import shutil
from pathlib import Path

import click
import pytest
from conftest import CALLSPEC, ROOT, run_process
from installed import git

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


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository that has what the pages speak of, with nothing changed since `origin/main`."""
    shutil.copytree(ROOT / "reference", tmp_path / "reference")
    shutil.copytree(ROOT / "reference", tmp_path / "docs" / "api")
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    shutil.copytree(ROOT / "fixtures" / "archive", tmp_path / "archive")
    shutil.copy(ROOT / "fixtures" / "valid" / "done-success.json", tmp_path / "payload.json")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=one")
    git(tmp_path, "tag", "v1.2")
    git(tmp_path, "update-ref", "refs/remotes/origin/main", "HEAD")
    return tmp_path


# In blocks without output; what needs a cluster, and the shell's own folders, is tested elsewhere.
ALONE = {
    line.replace("${{ github.base_ref }}", "main"): page.name
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for block in re.findall(
        r"^```(?:sh|yaml)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S
    )
    for line in re.findall(r"^ *(?:- run: )?((?:callspec|check-jsonschema) .*)$", block, re.M)
    if "dask://" not in line
}


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("line", [pytest.param(one, id=f"{ALONE[one]}: {one}") for one in ALONE])
def test_a_command_without_output_runs(line, project):
    path = f"{CALLSPEC.parent}{os.pathsep}{os.environ['PATH']}"
    ran = run_process(["bash", "-c", line], cwd=project, env={"PATH": path})
    # The archive is there to show findings.
    assert (ran.code, ran.err) == (1 if "archive/" in line else 0, "")


def test_some_commands_stand_without_output():
    assert len(ALONE) >= 7


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
