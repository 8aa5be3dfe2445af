"""Whether all contestants mean the same: the invalid lines that each finds in a small archive."""

import json
import re
import subprocess
from pathlib import Path

from data import DEFECTS, EVERY, write
from loops import LOOPS
from measure import CALLSPEC, ajv, loop, sourcemeta

RECORDS = 2 * EVERY * len(DEFECTS)
_ENTRY = re.compile(r"\(entry #([0-9]+)\)")


def check_same(folder: Path) -> None:
    """End the run where a contestant finds other invalid lines than callspec.

    Malformed lines are left out for sourcemeta's program, which stops at the first one.
    """
    small = folder / "small"
    write(RECORDS, small)
    bad = small / "bad.ndjson"
    report = json.loads(_run([CALLSPEC, "validate", str(bad), "--format", "json"]))
    ours = {one["line"] for one in report["findings"]}
    assert len(ours) == RECORDS // EVERY, "each bad record has a finding"
    for name in LOOPS:
        if name != "orjson":
            _compare(name, ours, _numbers(_run([*loop(name, str(bad)), "--list"])))
    _compare("ajv", ours, _numbers(_run([*ajv(str(bad)), "--list"])))
    rows = bad.read_bytes().split(b"\n")[:-1]
    formed = small / "formed.jsonl"
    formed.write_bytes(b"".join(row + b"\n" for row in rows if row.endswith(b"}")))
    kept = [number for number, row in enumerate(rows, start=1) if row.endswith(b"}")]
    found = _ENTRY.findall(_run(sourcemeta(str(formed))))
    malformed = set(range(1, len(rows) + 1)) - set(kept)
    _compare("sourcemeta", ours - malformed, {kept[int(entry) - 1] for entry in found})


def _run(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _numbers(text: str) -> set[int]:
    return {int(line) for line in text.split() if line.isdigit()}


def _compare(name: str, ours: set[int], theirs: set[int]) -> None:
    if ours != theirs:
        raise SystemExit(
            f"{name} means something else: only callspec refuses lines {sorted(ours - theirs)[:5]}, "
            f"only {name} refuses lines {sorted(theirs - ours)[:5]}"
        )
