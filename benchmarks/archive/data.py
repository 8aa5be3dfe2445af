"""The archives that are measured: campaigncalls of about 820 bytes, always the same for a seed.

`python benchmarks/archive/data.py RECORDS FOLDER` writes them:

clean.ndjson     valid records, compact, their names in the order of the reference
bad.ndjson       the same, but every hundredth record has one of 16 defects
shuffled.ndjson  clean, the names of each object in any order
spaced.ndjson    clean, with white space, every tenth record with escapes
"""

import contextlib
import itertools
import json
import random
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

SEED = 20
EVERY = 100
"""One record in so many is bad."""

Record = dict[str, Any]


def records(count: int, seed: int = SEED) -> Iterator[Record]:
    """Yield valid campaigncalls that no rule warns of."""
    rng = random.Random(seed)
    for _ in range(count):
        done = rng.random() < 0.8
        kind = "call" if rng.random() < 0.95 else "none"
        day = f"20{rng.randint(20, 26)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        yield {
            "id": uuid(rng),
            "campaign_id": uuid(rng),
            "outplan_id": uuid(rng),
            "outdial_id": uuid(rng),
            "outdial_target_id": uuid(rng),
            "queue_id": uuid(rng),
            "activeflow_id": uuid(rng),
            "reference_type": kind,
            "reference_id": uuid(rng) if kind == "call" else NIL,
            "status": "done" if done else rng.choice(("dialing", "progressing")),
            "result": rng.choice(("success", "fail")) if done else "",
            "source": address(rng),
            "destination": address(rng),
            "destination_index": rng.randint(0, 4),
            "try_count": rng.randint(1, 5),
            "tm_create": f"{day} {clock(rng)}",
            "tm_update": f"{day} {clock(rng)}",
        }


NIL = "00000000-0000-0000-0000-000000000000"


def uuid(rng: random.Random) -> str:
    """Return a random UUID as text."""
    text = f"{rng.getrandbits(128):032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def clock(rng: random.Random) -> str:
    """Return a time of day with microseconds."""
    second = rng.randrange(86_400)
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{rng.randrange(10**6):06}"


def address(rng: random.Random) -> Record:
    """Return one end of a call."""
    number = f"+1{rng.randrange(10**10):010}"
    return {
        "type": rng.choice(("tel", "sip")),
        "target": number,
        "target_name": f"Customer {rng.randrange(10**6)}",
        "name": f"Line {rng.randrange(1000)}",
        "detail": "",
    }


def _without(name: str) -> Callable[[Record], str]:
    return lambda record: text({key: record[key] for key in record if key != name})


def _with(**fields: Any) -> Callable[[Record], str]:
    return lambda record: text({**record, **fields})


DEFECTS: tuple[Callable[[Record], str], ...] = (
    _with(id="not-a-uuid"),
    _with(id=5),
    _with(campaign_id=None),
    _with(reference_type="sms"),
    _with(status="Done"),
    _with(status="done", result="sucess"),
    _with(status="dialing", result="success"),
    _with(reference_type="call", reference_id=NIL),
    _with(source={"type": "fax", "target": "1"}),
    _with(destination={"type": "tel"}),
    _with(destination_index=0.5),
    _with(try_count=-1),
    _with(tm_create="2026-02-30 00:00:00.000000"),
    _with(more=1),
    _without("queue_id"),
    lambda record: text(record)[:-20],
)
"""What is wrong with bad records, in turn; any validator finds each."""


def text(record: Record) -> str:
    """Return a record as compact JSON text."""
    return json.dumps(record, separators=(",", ":"))


def bad(record: Record, number: int) -> str:
    """Return a record's text; every hundredth has a defect."""
    if number % EVERY:
        return text(record)
    return DEFECTS[number // EVERY % len(DEFECTS)](record)


def shuffled(record: Record, rng: random.Random) -> str:
    """Return a record's text with its names in any order."""
    names = list(record)
    rng.shuffle(names)
    value = {name: record[name] for name in names}
    for name in ("source", "destination"):
        inner = list(record[name])
        rng.shuffle(inner)
        value[name] = {key: record[name][key] for key in inner}
    return text(value)


def spaced(record: Record, number: int) -> str:
    """Return a record's text with white space; every tenth has escapes."""
    line = json.dumps(record)
    return line.replace("Customer", "\\u0043ustomer") if number % 10 == 0 else line


KINDS = ("clean", "bad", "shuffled", "spaced")


def write(count: int, folder: Path, kinds: Sequence[str] = KINDS) -> None:
    """Write archives of `count` records into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)
    texts: dict[str, Callable[[Record, int], str]] = {
        "clean": lambda record, _: text(record),
        "bad": bad,
        "shuffled": lambda record, _: shuffled(record, rng),
        "spaced": spaced,
    }
    with contextlib.ExitStack() as stack:
        files = [
            (stack.enter_context((folder / f"{kind}.ndjson").open("w", encoding="utf-8")), kind)
            for kind in kinds
        ]
        for number, record in enumerate(records(count)):
            for file, kind in files:
                file.write(f"{texts[kind](record, number)}\n")


def head(file: str, count: int, target: Path) -> None:
    """Write the first records of an archive into another file."""
    with open(file, "rb") as lines, target.open("wb") as first:
        first.writelines(itertools.islice(lines, count))


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
