"""Whether callspec is as fast as it claims: `python benchmarks/archive/check.py [RECORDS [ROUNDS]]`.

Every claim is a ratio of two commands that ran in turn, in this run, on this machine. The exit code
is 1 where one does not hold.
"""

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from data import head, write
from measure import (
    CALLSPEC,
    CHECK_JSONSCHEMA,
    PYTHON,
    ROOT,
    SCHEMA,
    ajv,
    loop,
    measure,
    parse,
    ratio,
    sourcemeta,
)
from same import check_same

RECORDS = 2_000_000
ROUNDS = 5
SLOW = 5_000
"""Records that the slowest contestant gets."""

MOST_FOR_SOURCEMETA = 200_000
"""Records that sourcemeta gets: it keeps the whole file in memory."""

MOST_MEMORY = 64.0
"""MB that a process takes at most."""


@dataclass(frozen=True, slots=True)
class Floor:
    """A claim, what was measured, and what it must be at least (or at most)."""

    claim: str
    measured: float
    limit: float
    at_most: bool = False

    @property
    def holds(self) -> bool:
        return self.measured <= self.limit if self.at_most else self.measured >= self.limit


def floors(folder: Path, records: int, rounds: int) -> list[Floor]:
    """Measure and return all claims."""
    write(records, folder, ("clean", "bad"))
    clean, bad = str(folder / "clean.ndjson"), str(folder / "bad.ndjson")
    most = min(records, MOST_FOR_SOURCEMETA)
    some, few = folder / "some.jsonl", folder / "few.ndjson"
    head(clean, most, some)
    head(clean, SLOW, few)
    one = str(ROOT / "fixtures/valid/done-success.json")
    found = measure(
        {
            "parse": parse(clean),
            "callspec": [CALLSPEC, "validate", clean],
            "callspec --jobs 2": [CALLSPEC, "validate", clean, "--jobs", "2"],
            "jsonschema-rs": loop("jsonschema-rs", clean),
            "ajv": ajv(clean),
            "sourcemeta": sourcemeta(str(some)),
            "parse bad": parse(bad),
            "callspec bad": [CALLSPEC, "validate", bad, "--format", "json"],
        },
        rounds,
    )
    slow = measure({"jsonschema": loop("jsonschema", str(few))}, 1, warm=False)
    start = measure(
        {
            "click": [PYTHON, "-c", "import click"],
            "callspec": [CALLSPEC, "validate", one],
            "check-jsonschema": [CHECK_JSONSCHEMA, "--schemafile", SCHEMA, one],
        },
        5 * rounds,
    )
    ours = found["callspec"]
    engine = slow["jsonschema"].median / SLOW / (ours.median / records)
    fast = found["sourcemeta"].median / most / (ours.median / records)
    memory = max(found[name].memory for name in ("callspec", "callspec --jobs 2", "callspec bad"))
    return [
        Floor("clean, to an orjson parse loop", ratio(ours, found["parse"]), 0.9),
        Floor("clean, to a jsonschema-rs loop", ratio(ours, found["jsonschema-rs"]), 1.8),
        Floor("clean, to ajv", ratio(ours, found["ajv"]), 2.5),
        Floor("clean, to sourcemeta --fast", fast, 3.0),
        Floor("clean, to check-jsonschema's engine", engine, 100.0),
        Floor(
            "1 % bad, every finding as JSON, to an orjson parse loop",
            ratio(found["callspec bad"], found["parse bad"]),
            0.7,
        ),
        Floor("--jobs 2, to --jobs 1", ratio(found["callspec --jobs 2"], ours), 1.5),
        Floor("memory of a process, MB", memory, MOST_MEMORY, at_most=True),
        Floor(
            "start-up, to import click (times as long)",
            1 / ratio(start["callspec"], start["click"]),
            2.0,
            at_most=True,
        ),
        Floor(
            "start-up, to check-jsonschema (times as long)",
            1 / ratio(start["callspec"], start["check-jsonschema"]),
            0.4,
            at_most=True,
        ),
    ]


def main(records: int, rounds: int) -> int:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        check_same(folder)
        found = floors(folder, records, rounds)
    for floor in found:
        word = "at most" if floor.at_most else "at least"
        mark = "holds" if floor.holds else "DOES NOT HOLD"
        print(f"{floor.claim}: {floor.measured:.2f}, {word} {floor.limit:g}: {mark}")
    return 0 if all(floor.holds for floor in found) else 1


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[1:3]]
    sys.exit(main(*(given + [RECORDS, ROUNDS][len(given) :])))
