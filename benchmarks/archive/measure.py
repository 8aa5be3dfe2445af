"""Commands as whole processes: their time, their memory, in turn, over several rounds."""

import os
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LOOK = 0.01
"""Seconds between two looks at the memory of a process."""

_PEAK = re.compile(r"VmHWM:\s+([0-9]+) kB")

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent
PYTHON = str(ROOT / ".venv/bin/python")
CALLSPEC = str(ROOT / ".venv/bin/callspec")
CHECK_JSONSCHEMA = str(ROOT / ".venv/bin/check-jsonschema")
NODE = str(HERE / "node")
SCHEMA = str(ROOT / "schemas/campaigncall/1.1.0.json")


@dataclass(frozen=True, slots=True)
class Figure:
    """The times of a command in seconds, round by round, and the most memory it took, in MB."""

    times: tuple[float, ...]
    memory: float

    @property
    def median(self) -> float:
        return statistics.median(self.times)


@dataclass(slots=True)
class _Runs:
    times: list[float] = field(default_factory=list)
    memory: float = 0.0


def measure(
    commands: Mapping[str, Sequence[str]], rounds: int, warm: bool = True
) -> dict[str, Figure]:
    """Run commands one after the other, and all again: what slows the machine slows all of them."""
    runs = {name: _Runs() for name in commands}
    for turn in range(-warm, rounds):
        for name, command in commands.items():
            seconds, memory = run(command)
            if turn >= 0:
                runs[name].times.append(seconds)
                runs[name].memory = max(runs[name].memory, memory)
            print(f"  {name}: {seconds:.3f} s, {memory:.0f} MB", file=sys.stderr)
    return {name: Figure(tuple(one.times), one.memory) for name, one in runs.items()}


def run(command: Sequence[str]) -> tuple[float, float]:
    """Return how long a process took, in seconds, and the memory of its largest process, in MB."""
    # Loaded code is compiled once, as it is where a user has installed it.
    inherited = {key: one for key, one in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=inherited
    )
    memory = 0.0
    while True:
        memory = max(memory, *map(_peak, _with_children(process.pid)))
        try:
            process.wait(LOOK)
            break
        except subprocess.TimeoutExpired:
            pass
    seconds = time.perf_counter() - started
    if process.returncode not in (0, 1, 2):
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return seconds, memory


def _with_children(process: int) -> list[int]:
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        children = []
    return [process, *map(int, children)]


def _peak(process: int) -> float:
    """Return the most memory that a process has had, in MB, 0 where it is gone.

    What the system tells of a process that has ended counts that of its parent too.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    found = _PEAK.search(status)
    return int(found[1]) / 1024 if found else 0.0


def ratio(one: Figure, other: Figure) -> float:
    """Return how many times as fast one command is as another: the median over the rounds."""
    pairs = zip(one.times, other.times, strict=True)
    return statistics.median(slow / fast for fast, slow in pairs)


def loop(name: str, file: str) -> list[str]:
    """Return the command of a validator in a loop over lines."""
    return [PYTHON, str(HERE / "loops.py"), name, SCHEMA, file]


def parse(file: str) -> list[str]:
    """Return the command that parses lines and nothing else."""
    return [PYTHON, str(HERE / "loops.py"), "parse", file]


def ajv(file: str) -> list[str]:
    """Return the command of ajv in a loop over lines."""
    return ["node", f"{NODE}/ajv.mjs", SCHEMA, file]


def sourcemeta(file: str) -> list[str]:
    """Return the command of sourcemeta's program over a file of lines (.jsonl)."""
    program = f"{NODE}/node_modules/.bin/jsonschema"
    return [program, "validate", SCHEMA, file, "--fast", "--continue"]
