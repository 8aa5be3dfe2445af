"""The fast engine against the exact one: what it accepts, the other has nothing to say about."""

import io

from validator.contract import Contract
from validator.documents import InputFormat, read_documents
from validator.engine.fast import FastSchema
from validator.engine.judged import Judged
from validator.job import Job, check_document


def is_clean(contract: Contract, row: bytes) -> bool:
    """Return whether the exact engine has nothing to say about a line."""
    documents = list(read_documents("-", io.BytesIO(row), InputFormat.NDJSON))
    return len(documents) == 1 and not check_document(Job(contract), documents[0])


def judged(fast: FastSchema, rows: list[bytes], **way: bool) -> Judged:
    """Return what the fast engine says of lines, read in one of its ways."""
    block = b"".join(row + b"\n" for row in rows)
    return fast.judge((block, 0, len(block)), **way)


def accepted(contract: Contract, fast: FastSchema, rows: list[bytes]) -> int:
    """Return how many rows the fast engine accepts; each of them must be clean.

    It must accept the same ones in each of its ways: together, alone, and each between two that
    leave it no choice but the quickest way.
    """
    if not rows:
        return 0
    refused = set(fast.refused(rows))
    yes = [row for number, row in enumerate(rows) if number not in refused]
    for row in yes:
        assert is_clean(contract, row), row
    wanted = [(number, rows[number]) for number in sorted(refused)]
    for way in ({"compact": False}, {"compact": True}, {"compact": True, "clean": True}):
        found = judged(fast, rows, **way)
        assert (found.lines, found.doubtful) == (len(rows), wanted), (way, rows)
    plain = next((row for row in yes if judged(fast, [row]).compact), None)
    for number, row in enumerate(rows):
        found = judged(fast, [row], clean=True)
        assert (found.lines, bool(found.doubtful)) == (1, number in refused), row
        if plain is not None:
            found = judged(fast, [plain, row, plain], clean=True)
            doubtful = [(1, row)] if number in refused else []
            assert (found.lines, found.doubtful) == (3, doubtful), row
    return len(yes)
