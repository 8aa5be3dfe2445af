"""The hooks, run by pre-commit itself in a repository that uses this checkout as theirs."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from installed import checkout_as_repository, constraints, git

PRE_COMMIT = Path(sys.executable).parent / "pre-commit"
pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")

CONFIG = """
repos:
  - repo: {hooks}
    rev: {commit}
    hooks:
      - id: callspec-validate
        files: ^payloads/
      - id: callspec-check
      - id: callspec-diff
"""
PAGE = "reference/campaigncall.rst"


class Project:
    """A git repository in which pre-commit is installed."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self.folder, self.env = folder, env

    def write(self, name: str, text: str) -> None:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def commit(self) -> tuple[int, str]:
        """Commit everything, through the hooks; return git's exit code and what was said."""
        git(self.folder, "add", "--all")
        command = ["git", "commit", "--message=change"]
        return self.run(*command)

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            command, cwd=self.folder, env=self.env, capture_output=True, text=True, check=False
        )
        return done.returncode, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, dict[str, str]]:
    folder = tmp_path_factory.mktemp("hooks")
    env = {
        **{key: one for key, one in os.environ.items() if not key.startswith(("GIT_", "GITHUB_"))},
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")),
        "PIP_CONSTRAINT": str(constraints(tmp_path_factory.mktemp("constraints"))),
        "GIT_AUTHOR_NAME": "A",
        "GIT_AUTHOR_EMAIL": "a@example.com",
        "GIT_COMMITTER_NAME": "A",
        "GIT_COMMITTER_EMAIL": "a@example.com",
        "PRE_COMMIT_COLOR": "never",
    }
    return folder, checkout_as_repository(folder), env


@pytest.fixture
def new_project(hooks, tmp_path) -> Project:
    """A project in which nothing has been committed."""
    folder, commit, env = hooks
    made = Project(tmp_path / "project", env)
    made.folder.mkdir()
    git(made.folder, "init", "--quiet", "--initial-branch=main")
    made.write(".pre-commit-config.yaml", CONFIG.format(hooks=folder, commit=commit))
    for name in ("reference", "schemas"):
        shutil.copytree(ROOT / name, made.folder / name)
    code, said = made.run(str(PRE_COMMIT), "install")
    assert code == 0, said
    return made


@pytest.fixture
def project(new_project) -> Project:
    git(new_project.folder, "add", "--all")
    git(new_project.folder, "commit", "--quiet", "--no-verify", "--message=begin")
    return new_project


def good() -> str:
    return (ROOT / "fixtures/valid/done-success.json").read_text(encoding="utf-8")


def bad() -> str:
    return (ROOT / "fixtures/invalid/result-misspelt.json").read_text(encoding="utf-8")


def test_a_good_commit_passes_and_a_bad_payload_is_refused(project):
    project.write("payloads/good.json", good())
    project.write("other.json", bad())
    code, said = project.commit()
    assert code == 0, said
    assert [line.rstrip() for line in said.splitlines() if line.startswith("callspec ")] == [
        "callspec validate........................................................Passed",
        "callspec check.......................................(no files to check)Skipped",
        "callspec diff........................................(no files to check)Skipped",
    ]
    project.write("payloads/bad.json", bad())
    code, said = project.commit()
    assert code == 1
    assert (
        'payloads/bad.json:12:13: error[enum] result is "sucess", expected "", "success" or "fail"'
    ) in said
    assert git(project.folder, "status", "--porcelain").stdout == "A  payloads/bad.json\n"


def test_many_files_go_in_one_process(project):
    for number in range(300):
        project.write(f"payloads/{number}.json", good())
    project.write("payloads/bad.json", bad())
    code, said = project.commit()
    assert code == 1
    assert said.count(" documents: ") == 1
    assert "301 documents: 300 valid, 1 invalid; 1 error, 0 warnings\n" in said


def test_a_wrong_page_and_a_breaking_change_are_refused(project):
    page = (project.folder / PAGE).read_text(encoding="utf-8")
    project.write(PAGE, page.replace('"result": "success"', '"result": "sucess"'))
    code, said = project.commit()
    assert code == 1
    assert f"{PAGE}:" in said
    assert "error[invalid-example]" in said
    lines = [one for one in page.splitlines(keepends=True) if '"result"' not in one]
    lines = [one for one in lines if "``result``" not in one]
    project.write(PAGE, "".join(lines))
    code, said = project.commit()
    assert code == 1
    assert re.search(r"callspec diff\.+Failed", said)
    assert re.search(rf"{PAGE}:\d+:1: error\[[a-z-]+\] .*; breaks readers\n", said)


def test_the_reference_can_be_elsewhere(project):
    config = (project.folder / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    config = config.replace(
        "- id: callspec-check",
        "- id: callspec-check\n        files: ^docs/api/\n        args: [docs/api]",
    ).replace(
        "- id: callspec-diff",
        "- id: callspec-diff\n        files: ^docs/api/\n        args: [HEAD, docs/api]",
    )
    project.write(".pre-commit-config.yaml", config)
    (project.folder / "docs").mkdir()
    (project.folder / "reference").rename(project.folder / "docs/api")
    code, said = project.commit()
    assert code == 0, said
    assert said.count("Passed") == 2
    page = project.folder / "docs/api/campaigncall.rst"
    text = page.read_text(encoding="utf-8")
    lines = [one for one in text.splitlines(keepends=True) if "try_count" not in one]
    page.write_text("".join(lines), encoding="utf-8")
    code, said = project.commit()
    assert code == 1
    assert "docs/api/campaigncall.rst:" in said
    assert "; breaks " in said


def test_the_first_commit_of_a_repository_passes(new_project):
    new_project.write("payloads/good.json", good())
    code, said = new_project.commit()
    assert code == 0, said
    assert said.count("Passed") == 3


def test_the_hooks_are_those_of_the_docs(root):
    hooks = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    text = (root / "docs/howto/pre-commit.md").read_text(encoding="utf-8")
    assert [one["id"] for one in hooks if f"id: {one['id']}" not in text] == []
