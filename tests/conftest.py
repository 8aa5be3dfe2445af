"""What all tests share: where things are, and the command line as a process."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from mutation.inside import run_inside

# No test asserts a time, Hypothesis' own among them; CI sees the same examples every time.
settings.register_profile(
    "callspec",
    # A change is tried with all tests that reach it, as long as none fails.
    max_examples=25 if "MUTANT_UNDER_TEST" in os.environ else 100,
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("callspec")

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
CALLSPEC = Path(sys.executable).parent / "callspec"


@dataclass(frozen=True, slots=True)
class Ran:
    """A process that has ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "no_cover: a mark of pytest-cov, which may not be there")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Coverage more than doubles the time of what tries one thing a thousand times.
    for item in items:
        if item.path.is_relative_to(ROOT / "tests" / "properties"):
            item.add_marker("no_cover")


@pytest.fixture
def root() -> Path:
    return ROOT


@pytest.fixture
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared pages are not on this machine")
    return SHARED


@pytest.fixture
def callspec() -> Run:
    """Run the command line as a user would, from the root of the checkout unless told otherwise."""

    def run(
        *args: str | Path,
        stdin: str | bytes | None = None,
        cwd: Path = ROOT,
        env: dict[str, str] | None = None,
    ) -> Ran:
        if "MUTANT_UNDER_TEST" in os.environ:
            return Ran(*run_inside([*map(str, args)], as_bytes(stdin), cwd, environment(env)))
        return run_process([str(CALLSPEC), *map(str, args)], stdin=stdin, cwd=cwd, env=env)

    return run


def without_coverage() -> dict[str, str]:
    """Return the environment of a process that is to be interrupted.

    Where an interrupt meets coverage while it holds its lock, the process waits for ever.
    """
    return {key: one for key, one in os.environ.items() if not key.startswith("COVERAGE_PROCESS")}


def environment(env: dict[str, str] | None) -> dict[str, str]:
    """Return the environment of a command, with what a test adds."""
    # Sessions of other tools leave these behind, and they change what a user would see.
    inherited = {
        key: value
        for key, value in os.environ.items()
        if key not in ("NO_COLOR", "FORCE_COLOR") and not key.startswith("GITHUB_")
    }
    # What a process in another folder has run counts too.
    inherited["COVERAGE_FILE"] = str(ROOT / ".coverage")
    return {**inherited, "PYTHONIOENCODING": "utf-8", **(env or {})}


def as_bytes(stdin: str | bytes | None) -> bytes:
    return stdin.encode() if isinstance(stdin, str) else stdin or b""


def run_process(
    command: Sequence[str],
    *,
    stdin: str | bytes | None = None,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
) -> Ran:
    done = subprocess.run(
        command,
        input=as_bytes(stdin),
        capture_output=True,
        cwd=cwd,
        env=environment(env),
        timeout=300,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
