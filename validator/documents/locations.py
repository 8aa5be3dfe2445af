"""Where each value of a document stands in its text."""

import bisect
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.finding import Span

Key = str | int


@dataclass(slots=True)
class Node:
    """A value's place: offsets of its text, of its member name, and the nodes of its children.

    It is filled in while a text is scanned and read-only after that.
    """

    start: int
    end: int = -1
    key_start: int = -1
    key_end: int = -1
    children: dict[Key, "Node"] = field(default_factory=dict)


class Lines:
    """The lines of a text: offsets to lines and columns, both from 1."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0]
        if "\n" in text:  # of an archive, each document is one line
            self._starts += (match.end() for match in re.finditer("\n", text))

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset into the text."""
        line = bisect.bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """Return the span between two offsets."""
        if len(self._starts) == 1:
            return Span(1, start + 1, 1, end + 1)
        return Span(*self.place(start), *self.place(end))

    def line(self, number: int) -> str:
        """Return one line's text without its line break."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


@dataclass(frozen=True, slots=True)
class Locations:
    """The places of all values of one document, inside the text it was read from."""

    lines: Lines
    root: Node | None

    def span(self, path: Sequence[Key], *, at_key: bool = False) -> Span:
        """Return where the value at `path` stands (or its member name, with `at_key`).

        A path that leads past what the text holds gives the deepest value on the way.
        """
        node = self.root
        if node is None:
            return self.lines.span(0, 0)
        for part in path:
            child = node.children.get(part)
            if child is None:
                return self.lines.span(node.start, node.end)
            node = child
        if at_key and node.key_start >= 0:
            return self.lines.span(node.key_start, node.key_end)
        return self.lines.span(node.start, node.end)
