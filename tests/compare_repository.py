"""Git repositories of the tests' own, on which the machine's configuration has no bearing."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_DATE": "2026-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-01T00:00:00Z",
}
WHO = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.invalid")


def start_repository(folder: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Path:
    """Make an empty repository the current folder."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.chdir(folder)
    git("init", "--quiet", "--initial-branch=main", *options)
    return folder


def git(*arguments: str | Path, given: bytes = b"") -> str:
    command = ["git", *WHO, *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()


def commit() -> str:
    """Commit everything there is in the current folder, and return the commit's hash."""
    git("add", "--all", ".")
    git("commit", "--quiet", "--message", "A state")
    return git("rev-parse", "HEAD")
