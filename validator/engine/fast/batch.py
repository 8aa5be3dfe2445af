"""Rows of NDJSON -> those that are surely valid, and those that the exact engine must read."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from validator.engine.fast.program import Program, compile_program
from validator.engine.fast.read import read_shapes
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.shape import Shapes
from validator.limits import MAX_DIGITS

NOT_DECODED = (msgspec.MsgspecError, RefusedError, RecursionError, ValueError)
"""What decoding raises for a text that is not surely valid (a wrong encoding is a ValueError)."""

DOUBTFUL = 0
NOT_COMPACT = -1

# A number that a float forgets, so that the exact reading may refuse it as too large.
_LARGE_EXPONENT = re.compile(rb"[0-9][eE][+-]?[0-9]{4}")


class FastSchema(msgspec.Struct, frozen=True):
    """A schema that the fast engine can say yes to."""

    shapes: Shapes
    program: Program

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the shapes, which are compiled again there."""
        return fast_schema, (self.shapes,)

    def clean(self, block: bytes) -> int:
        """Return how many rows a block has, if they are surely valid and compact.

        A row is compact where it has no white space, no needless escape, and its names in the order
        of the schema. Then what was decoded, written again, is the very block: so each line holds
        one value, and no name stands twice. `NOT_COMPACT` says that the rows are not, `DOUBTFUL`
        that one may be invalid; neither says that one is.
        """
        program = self.program
        if program.encode_lines is None:
            return NOT_COMPACT
        try:
            decoded = program.decode_lines(block)
            if program.encode_lines(decoded) != block:
                return NOT_COMPACT
            program.check(decoded, 1, [])
        except NOT_DECODED:
            return DOUBTFUL
        return len(decoded)

    def refused(self, rows: Sequence[bytes]) -> list[int]:
        """Return the numbers (from 0, ascending) of the rows that are not surely valid.

        A row is the UTF-8 text of one JSON value. All other rows are: they are JSON as RFC 8259
        has it, no name stands twice in one object, no limit of `documents.limits` is passed, and
        the schema holds, the rules that only warn included.
        """
        decode = self.program.decode
        decoded: list[Any] = []
        refused: list[int] = []
        for number, row in enumerate(rows):
            try:
                decoded.append(decode(row))
            except NOT_DECODED:
                refused.append(number)
        kept, numbers = rows, range(len(rows))
        if refused:
            bad = set(refused)
            numbers = [number for number in numbers if number not in bad]  # type: ignore[assignment]
            kept = [rows[number] for number in numbers]
        doubtful = self._doubtful(kept, decoded, 0)
        return sorted(refused + [numbers[one] for one in doubtful]) if doubtful else refused

    def _doubtful(self, rows: Sequence[bytes], decoded: list[Any], first: int) -> list[int]:
        """Return which rows that were decoded, counted from `first`, are not surely valid."""
        if not rows or self._is_clean(rows, decoded):
            return []
        if len(rows) == 1:
            return [first]
        half = len(rows) // 2
        return [
            *self._doubtful(rows[:half], decoded[:half], first),
            *self._doubtful(rows[half:], decoded[half:], first + half),
        ]

    def _is_clean(self, rows: Sequence[bytes], decoded: list[Any]) -> bool:
        doubt: list[None] = []
        try:
            expected = self.program.strings(decoded, 1, doubt)
        except NOT_DECODED:
            return False
        text = b"\n".join(rows)
        if doubt and (max(map(len, rows)) > MAX_DIGITS or _LARGE_EXPONENT.search(text)):
            return False
        return _strings(text) == expected


def compile_fast(schema: Any, advice: list[Any]) -> FastSchema | None:
    """Return a schema for the fast engine, None where it does not understand it.

    `advice` are the rules that only warn: a row that breaks one has something said about it.
    """
    try:
        return fast_schema(read_shapes(schema, advice))
    except (RefusedError, RecursionError):
        return None


def fast_schema(shapes: Shapes) -> FastSchema:
    """Return the engine of shapes; raise RefusedError where there is none."""
    return FastSchema(shapes, compile_program(shapes))


def _strings(text: bytes) -> int:
    """Return how many strings JSON texts hold: half of the quotes that no backslash escapes."""
    if b"\\" in text:
        text = text.replace(rb"\\", b"").replace(rb"\"", b"")
    return text.count(b'"') // 2
