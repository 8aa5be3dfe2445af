"""How long comparing takes: `python benchmarks/compare.py [FOLDER FOLDER]`.

The pairs are those that the property tests make: two states of a struct and of one that it embeds,
up to three random edits apart. Of two folders given besides, the structs that both have are
compared. Each figure is the median of three runs.
"""

import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT / "tests"), str(ROOT / "tests/properties")]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402
from struct_strategies import schema_of, state_pairs  # noqa: E402

from docs_extract.compare.compare import compare  # noqa: E402
from docs_extract.compare.side import SideSchema  # noqa: E402
from docs_extract.compare.sides import pairs, read_side  # noqa: E402

_PAIRS = 100
_SEEDS = 5
_RUNS = 3

Pairs = Sequence[tuple[SideSchema, SideSchema]]


def random_pairs(number: int) -> Pairs:
    """Return pairs that are the same whenever the number is."""
    found = []

    @seed(number)
    @settings(
        max_examples=_PAIRS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(state_pairs())
    def collect(pair: object) -> None:
        old, new = (
            SideSchema("thing", f"thing@{version}", schema_of(*state, version))
            for state, version in zip(pair, ("1.0.0", "2.0.0"), strict=True)
        )
        found.append((old, new))

    collect()
    return found[:_PAIRS]


def measure(title: str, compared: Pairs) -> None:
    """Print how long all pairs take, and the slowest of them."""
    runs = [[_seconds(*pair) for pair in compared] for _ in range(_RUNS)]
    total = statistics.median(map(sum, runs))
    slowest = max(map(statistics.median, zip(*runs, strict=True)))
    print(
        f"{title:10} {len(compared):5} pairs {total:7.2f} s, the slowest {slowest * 1000:5.0f} ms"
    )


def _seconds(old: SideSchema, new: SideSchema) -> float:
    start = time.perf_counter()
    compare(old, new)
    return time.perf_counter() - start


def main(folders: list[str]) -> None:
    """Print the figures."""
    for number in range(_SEEDS):
        measure(f"seed {number}", random_pairs(number))
    if folders:
        old, new = map(read_side, folders)
        measure("folders", pairs(old, new)[0])


if __name__ == "__main__":
    main(sys.argv[1:])
