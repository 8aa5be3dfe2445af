"""Damaged lines against both engines: `python tests/fuzz/fast_engine.py LINES [SEED]`.

A line that the fast engine accepts in any of its ways and the exact one has something to say about
is a wrong yes: it is printed, and the exit code is 1.
"""

import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tests/properties"))

from both_engines import accepted  # noqa: E402
from mutated_lines import mutate, seeds  # noqa: E402

from validator.contract import load_with_fast_engine  # noqa: E402

BATCH = 50


def main(lines: int, seed: int) -> int:
    contract, fast = load_with_fast_engine("campaigncall", ROOT / "schemas")
    assert fast is not None
    rng = random.Random(seed)
    rows = seeds(ROOT)
    yes = 0
    for _ in range(-(-lines // BATCH)):
        try:
            yes += accepted(contract, fast, [mutate(rows, rng) for _ in range(BATCH)])
        except AssertionError as error:
            print("a wrong yes, or another one in another way:", error)
            return 1
    print(f"{lines} damaged lines, seed {seed}: {yes} accepted, none of them wrongly")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
