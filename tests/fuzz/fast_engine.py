"""Damaged lines against both engines: `python tests/fuzz/fast_engine.py LINES [SEED]`.

A line that the fast engine accepts and the exact one has something to say about is a wrong yes: it
is printed, and the exit code is 1.
"""

import io
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tests/properties"))

from mutated_lines import mutate, seeds  # noqa: E402

from validator.contract import load_with_fast_engine  # noqa: E402
from validator.documents import InputFormat, read_documents  # noqa: E402
from validator.job import Job, check_document  # noqa: E402

BATCH = 50


def main(lines: int, seed: int) -> int:
    found = load_with_fast_engine("campaigncall", ROOT / "schemas")
    assert found is not None
    contract, fast = found
    rng = random.Random(seed)
    rows = seeds(ROOT)
    accepted = 0
    for _ in range(-(-lines // BATCH)):
        batch = [mutate(rows, rng) for _ in range(BATCH)]
        refused = set(fast.refused(batch))
        for number, row in enumerate(batch):
            if number in refused:
                continue
            accepted += 1
            documents = list(read_documents("-", io.BytesIO(row), InputFormat.NDJSON))
            if len(documents) != 1 or check_document(Job(contract), documents[0]):
                print("a wrong yes:", row)
                return 1
    print(f"{lines} damaged lines, seed {seed}: {accepted} accepted, none of them wrongly")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1))
