"""Whoever follows a page of the docs, word for word, gets what it shows."""

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
from sessions import Command, File, agrees, steps_of

BIN = Path(sys.executable).parent
PAGES = ["tutorial", *(f"howto/{one.stem}" for one in sorted((ROOT / "docs/howto").glob("*.md")))]


@pytest.fixture(scope="module")
def shared_env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the commands of all pages find around them: programs, and pre-commit's environments."""
    kept = {
        key: one
        for key, one in os.environ.items()
        if not key.startswith(("GIT_", "GITHUB_", "PYTEST_", "NO_COLOR", "FORCE_COLOR"))
    }
    return {
        **kept,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path_factory.mktemp("cache")),
        "PRE_COMMIT_COLOR": "never",
        "PIP_CONSTRAINT": str(constraints(tmp_path_factory.mktemp("constraints"))),
        "COVERAGE_FILE": str(ROOT / ".coverage"),
        "PYTHONDONTWRITEBYTECODE": "1",
        **{
            f"GIT_{who}_{what}": value
            for who in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"))
        },
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty repository of the reader's, with a clone of callspec beside it."""
    checkout_as_repository(tmp_path / "callspec")
    git(tmp_path / "callspec", "tag", "v0.1.0")
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash here")
@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("page", PAGES)
def test_a_reader_gets_what_the_page_shows(page, project, shared_env):
    text = (ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8")
    steps = list(steps_of(text))
    assert any(isinstance(one, Command) for one in steps)
    missing = set()
    env = shared_env
    if page == "howto/shell":  # its files go into the reader's home
        env = {**shared_env, "HOME": str(project.parent)}
    for step in steps:
        if isinstance(step, File):
            file = project / step.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(step.text, encoding="utf-8")
        elif step.needs is not None and shutil.which(step.needs) is None:
            missing.add(step.needs)
        else:
            _run(step, project, env)
    if missing:
        pytest.skip(f"{page} was followed without what needs {', '.join(sorted(missing))}")


def _run(step: Command, folder: Path, env: dict[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-c", step.line],
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
        check=False,
    )
    if not agrees(done.stdout, step.output):
        pytest.fail(f"$ {step.line}\n{done.stdout}--- the page shows:\n{step.output}")


def test_the_workflows_of_the_docs_give_inputs_that_there_are(root):
    action = yaml.safe_load((root / "action.yml").read_text(encoding="utf-8"))
    text = (root / "docs/howto/github.md").read_text(encoding="utf-8")
    files = [one for one in steps_of(text) if isinstance(one, File)]
    used: set[str] = set()
    for file in files:
        for job in yaml.safe_load(file.text)["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("OWNER/callspec@"):
                    used |= set(step.get("with", {}))
    assert used <= set(action["inputs"])
    assert len(used) >= 4
    table = set(re.findall(r"^\| `(\w+)` \|", text, re.M))
    assert table == set(action["inputs"])


def test_the_job_of_the_docs_for_gitlab_runs_what_the_page_shows(root):
    text = (root / "docs/howto/ci.md").read_text(encoding="utf-8")
    steps = list(steps_of(text))
    [file] = [one for one in steps if isinstance(one, File)]
    [line] = yaml.safe_load(file.text)["contracts"]["script"]
    assert line in [one.line for one in steps if isinstance(one, Command)]
