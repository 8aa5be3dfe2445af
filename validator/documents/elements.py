"""The elements of a JSON array, one at a time, however long the array is.

Only what parts the elements is looked at: brackets, commas between elements, and strings, so as to
pass over theirs. An element is the text between two such commas; whether it is a JSON value is for
its reader to say, so that a malformed element is a finding of its own and the next one is read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from validator.limits import DEFAULT_LIMITS

_MARK = b"\xef\xbb\xbf"
_SPACE = b" \t\r\n"
# What holds no bracket and, in the array itself, no comma. A string ends with its line at the
# latest: one that has no end must not swallow the elements behind it.
# No group is repeated possessively (see validator.documents.find).
_STRING = rb'"(?:[^"\\\n]++|\\[^\n])*"'
_OUTER = re.compile(rb'(?:[^"\[\]{},]++|' + _STRING + rb")*")
_INNER = re.compile(rb'(?:[^"\[\]{}]++|' + _STRING + rb")*")
_BLANK = re.compile(rb"[ \t\r\n]*+")
_OPENED_BY = {b"]": b"[", b"}": b"{"}


@dataclass(frozen=True, slots=True)
class Element:
    """The text of an element as bytes, without the white space around it, and where it begins.

    Line and column (in code points) count from 1 in the file. `problem` says what is wrong with
    the array at this place; then there is no element to judge.
    """

    text: bytes
    line: int
    column: int
    problem: str | None = None


def elements_of(pieces: Iterable[bytes], most: int = DEFAULT_LIMITS.size) -> Iterator[Element]:
    """Yield the elements of the text of one JSON array, which comes in pieces."""
    return _Reader(iter(pieces), most).elements()


class _Reader:
    """One pass over one array."""

    def __init__(self, pieces: Iterator[bytes], most: int) -> None:
        self.pieces = pieces
        self.most = most
        self.text = b""
        self.at = 0
        # The place of offset `known` of the text.
        self.known = 0
        self.line = 1
        self.column = 1

    def elements(self) -> Iterator[Element]:
        while len(self.text) < len(_MARK) and self._fill():
            pass
        if not self.text:
            return
        if self.text.startswith(_MARK):
            self.at = self.known = len(_MARK)
        self._skip_space()
        if self.text[self.at : self.at + 1] != b"[":
            yield self._problem("the text is no array")
            return
        self.at += 1
        first = True
        while True:
            self._skip_space()
            start = self.at
            self._place(start)
            if start > len(self.text) // 2:
                # What lies before an element is not needed any more.
                self.text = self.text[start:]
                self.known = self.at = start = 0
            mark = self._end(start)
            text = self.text[start : self.at].rstrip(_SPACE)
            if len(text) > self.most:
                yield Element(text, self.line, self.column)
                yield self._problem("the array is not read behind an element that is too large")
                return
            if text or mark == b"," or not (first or mark == b""):
                yield Element(text, self.line, self.column)
            if mark == b"":
                self._place(self.at)
                yield self._problem("the array has no end")
                return
            first = False
            self.at += 1
            if mark == b"]":
                self._skip_space()
                if self.at < len(self.text):
                    yield self._problem("more text after the end of the array")
                return

    def _end(self, start: int) -> bytes:
        """Move to the comma or bracket that ends an element; return it, nothing at the end."""
        stack: list[bytes] = []
        while True:
            match = (_INNER if stack else _OUTER).match(self.text, self.at)
            assert match is not None
            self.at = match.end()
            if self.at - start > self.most:
                return b""
            char = self.text[self.at : self.at + 1]
            if char == b'"' and self.text.find(b"\n", self.at) >= 0:
                self.at += 1  # a string without an end: its reader says so
            elif char in (b"", b'"'):
                if not self._fill():
                    self.at = len(self.text)
                    return b""
            elif char == b",":  # inside brackets, they are passed over
                return char
            else:
                if char in (b"[", b"{"):
                    stack.append(char)
                elif _OPENED_BY[char] in stack:
                    while stack.pop() != _OPENED_BY[char]:
                        pass
                elif char == b"]":
                    return char  # the array ends inside an object: its reader says so
                self.at += 1

    def _fill(self) -> bool:
        """Add the next piece to the text; return whether there is one."""
        piece = next(self.pieces, b"")
        self.text += piece
        return bool(piece)

    def _skip_space(self) -> None:
        while True:
            match = _BLANK.match(self.text, self.at)
            assert match is not None
            self.at = match.end()
            if self.at < len(self.text) or not self._fill():
                return

    def _place(self, offset: int) -> None:
        """Move the known place to an offset of the text."""
        passed = self.text[self.known : offset]
        lines = passed.count(b"\n")
        if lines:
            self.line += lines
            self.column = 1
            passed = passed[passed.rindex(b"\n") + 1 :]
        self.column += len(passed.decode(errors="replace"))
        self.known = offset

    def _problem(self, message: str) -> Element:
        self._place(self.at)
        return Element(b"", self.line, self.column, message)
