"""This checkout as others install it: a repository of its own, and the versions of the lock."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT


def git(folder: Path, *args: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, as somebody whose own configuration does not count."""
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"]
    command += ["-c", "commit.gpgsign=false", "-c", "protocol.file.allow=always", *args]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=check)


def checkout_as_repository(folder: Path) -> str:
    """Copy what is tracked of this checkout, as it is now, into a repository; return its commit."""
    if not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--message=callspec")
    return git(folder, "rev-parse", "HEAD").stdout.strip()


def constraints(folder: Path) -> Path:
    """Write the versions of the lock as a file of constraints for pip."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    file = folder / "constraints.txt"
    versions = re.findall(r"^[\w.-]+==[^\\\n]+", lock, re.MULTILINE)
    file.write_text("\n".join(versions) + "\n", encoding="utf-8")
    return file
