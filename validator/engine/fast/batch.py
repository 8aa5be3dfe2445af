"""Rows of NDJSON -> those that are surely valid, and those that the exact engine must read."""

import contextlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from validator.engine.fast.program import NOT_DECODED, Prefix, Program, compile_program
from validator.engine.fast.read import read_shapes
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.shape import Shapes
from validator.engine.judged import Judged
from validator.limits import DEFAULT_LIMITS

if TYPE_CHECKING:
    from validator.documents.rows import Stretch

# A number that a float forgets, so that the exact reading may refuse it as too large.
_LARGE_EXPONENT = re.compile(rb"[0-9][eE][+-]?[0-9]{4}")
_LONG_NUMBER = re.compile(rb"[0-9.]{%d}" % (DEFAULT_LIMITS.digits + 1))


class FastSchema(msgspec.Struct, frozen=True):
    """A schema that the fast engine can say yes to."""

    shapes: Shapes
    program: Program

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the shapes, which are compiled again there."""
        return fast_schema, (self.shapes,)

    def judge(self, stretch: "Stretch", *, compact: bool = True, clean: bool = False) -> Judged:
        """Return which lines of a text are not surely valid; the last one may have no line feed.

        A line is one JSON value in UTF-8. All lines but those are valid: they are JSON as RFC 8259
        has it, no name stands twice in one object, no limit of `validator.limits` is passed, and
        the schema holds, the rules that only warn included. With `compact`, that way of reading is
        tried first. With `clean`, the lines are first decoded as if nothing were wrong with them,
        which is a little faster where that is so.
        """
        if compact and (judged := self._compact(stretch, clean)) is not None:
            return judged
        text, start, end = stretch
        rows = text[start:end].removesuffix(b"\n").split(b"\n")
        doubtful = [(number, rows[number]) for number in self.refused(rows)]
        return Judged(len(rows), doubtful, False)

    def _compact(self, stretch: "Stretch", clean: bool) -> Judged | None:
        """Return what `judge` does for lines that are compact, None if some are not.

        A line is compact where it has no white space, no needless escape, and its names in the
        order of the schema. Then what was decoded, written again, is the very text: so each line
        holds one value, and no name stands twice.
        """
        program = self.program
        if program.encode_lines is None:
            return None
        records: list[Any] = []
        broken: list[tuple[int, bytes]] = []
        text, at, stretch_end = stretch
        number = 0
        while at < stretch_end:
            decoded, whole = self._decoded(memoryview(text)[at:stretch_end], clean)
            written = program.encode_lines(decoded)
            if not text.startswith(written, at):
                return None
            at += len(written)
            records += decoded
            number += len(decoded)
            if whole:
                break
            # The decoding ended in this line, wherever in it: the next one is another value.
            end = text.find(b"\n", at, stretch_end) + 1 or stretch_end
            broken.append((number, text[at:end].removesuffix(b"\n")))
            number += 1
            at = end
        if at != stretch_end:
            return None
        doubtful = self._refused_records(records, 0)
        if not doubtful:
            return Judged(number, broken, True)
        decodable: Sequence[int] = range(number)
        if broken:
            left = {line for line, _ in broken}
            decodable = [line for line in decodable if line not in left]
        for one in set(doubtful):
            row = program.encode_lines([records[one]]).removesuffix(b"\n")
            broken.append((decodable[one], row))
        return Judged(number, sorted(broken), True)

    def _decoded(self, lines: memoryview, clean: bool) -> Prefix:
        """Return what `decode_prefix` does; with `clean`, the faster way is tried first."""
        if clean:
            with contextlib.suppress(*NOT_DECODED):
                return self.program.decode_lines(lines), True
        return self.program.decode_prefix(lines)

    def _refused_records(self, records: list[Any], first: int) -> list[int]:
        """Return which records, counted from `first`, `check` does not accept."""
        assert self.program.check is not None
        try:
            refused = self.program.check(records, 1, [])
        except NOT_DECODED:
            if len(records) == 1:
                return [first]
            half = len(records) // 2
            return [
                *self._refused_records(records[:half], first),
                *self._refused_records(records[half:], first + half),
            ]
        return [first + one for one in refused]

    def refused(self, rows: Sequence[bytes]) -> list[int]:
        """Return the numbers (from 0, ascending) of the rows that are not surely valid.

        A row is the text of one JSON value in UTF-8.
        """
        decode = self.program.decode
        decoded: list[Any] = []
        kept: list[bytes] = []
        numbers: list[int] = []
        refused: list[int] = []
        for number, row in enumerate(rows):
            try:
                decoded.append(decode(row))
            except NOT_DECODED:
                refused.append(number)
            else:
                kept.append(row)
                numbers.append(number)
        doubtful = self._doubtful(kept, decoded, 0)
        return sorted(refused + [numbers[one] for one in doubtful]) if doubtful else refused

    def _doubtful(self, rows: list[bytes], decoded: list[Any], first: int) -> list[int]:
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

    def _is_clean(self, rows: list[bytes], decoded: list[Any]) -> bool:
        doubt: list[None] = []
        try:
            expected = self.program.strings(decoded, 1, doubt)
        except NOT_DECODED:
            return False
        text = b"\n".join(rows)
        if max(map(len, rows)) > DEFAULT_LIMITS.digits and (doubt or _LONG_NUMBER.search(text)):
            return False
        if doubt and _LARGE_EXPONENT.search(text):
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
    # Without this pair of bytes no quote is escaped.
    if rb"\"" in text:
        text = text.replace(rb"\\", b"").replace(rb"\"", b"")
    return text.count(b'"') // 2
