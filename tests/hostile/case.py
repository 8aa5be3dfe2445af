"""Hostile input: how a case is made and run, and what callspec must say of it."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from conftest import CALLSPEC, without_coverage

from validator.alarm import TimeUp, alarm

MOST_SECONDS = 100
"""After these a case hangs."""

MOST_MEMORY = 1024 * 1024
"""KiB that no case may take: what is read as a stream takes less, whatever it unpacks to."""


def nothing(_: Path) -> None:
    """Make no file."""


@dataclass(frozen=True)
class Case:
    """Input that has broken other tools, or might.

    `make` puts files into an empty folder, in which `command` is run by a shell; in it, `callspec`
    is the command under test. `code` is the exit code it must end with, `says` the line that must
    be among its output (standard output first), and `lines` how many there are in all.
    """

    title: str
    command: str
    code: int
    says: str = ""
    lines: int = 1
    make: Callable[[Path], object] = nothing


@dataclass(frozen=True)
class Seen:
    """What a case gave: its exit code, its lines, what was wrong besides, and KiB of memory."""

    code: int
    lines: tuple[str, ...]
    wrong: tuple[str, ...]
    memory: int


def run_case(case: Case, folder: Path) -> Seen:
    """Run a case in an empty folder, alone; what it starts has ended afterwards."""
    case.make(folder)
    env = without_coverage()
    for name in ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "CALLSPEC_DEBUG"):
        env.pop(name, None)
    env |= {"PATH": f"{CALLSPEC.parent}:{env['PATH']}", "PYTHONIOENCODING": "utf-8"}
    wrong = []
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = subprocess.Popen(
            ["/bin/bash", "-c", case.command],
            cwd=folder,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        try:
            with alarm(MOST_SECONDS):
                _, status, usage = os.wait4(started.pid, 0)
        except TimeUp:
            os.killpg(started.pid, signal.SIGKILL)
            _, status, usage = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
        if started.returncode == -signal.SIGKILL:
            wrong.append("it hangs")
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read())
    if b"Traceback" in texts[1] or b"internal error" in texts[1]:
        wrong.append("a traceback")
    if any(byte < 0x20 and byte not in b"\n" for text in texts for byte in text):
        wrong.append("a control character")
    if usage.ru_maxrss > MOST_MEMORY:
        wrong.append(f"{usage.ru_maxrss} KiB of memory")
    lines = [line for text in texts for line in text.decode().splitlines() if line]
    return Seen(started.returncode, tuple(lines), tuple(wrong), usage.ru_maxrss)
