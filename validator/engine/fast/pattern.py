"""The patterns that the fast engine understands, and how it holds many strings against one at once.

A pattern is read by its own grammar, a part of ECMA-262's that means the same in every engine:
literals, classes of ASCII characters, groups, alternatives and bounded repeats between `^` and `$`.
All else is refused. What is then run is made from what was read, never from the pattern's text.
"""

import functools
import re
import string
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from validator.engine.fast.refused import RefusedError

if TYPE_CHECKING:
    from validator.engine.fast.columns import Graph, Group, Onto

MAX_WIDTH = 256
"""Characters that a match may have."""

MAX_PATHS = 10_000
"""Ways through a pattern: what a matcher that backtracks could try at most for one string."""

FEW = 16
"""Strings of a batch that are matched one by one: a product costs milliseconds to make."""

_PUNCTUATION = frozenset(r".+*?()[]{}|^$/-\:,_ ")
_CLASSES = {
    "d": frozenset(string.digits),
    "w": frozenset(string.digits + string.ascii_letters + "_"),
}
_PLAIN = frozenset(
    string.digits
    + string.ascii_letters
    + "".join(set(string.punctuation) - set(r".+*?()[]{}|^$\\"))
) | {" "}
_REPEAT = re.compile(r"\{([0-9]{1,3})(?:,([0-9]{1,3}))?\}|\?")


class Pattern(msgspec.Struct, frozen=True):
    """A pattern that was read: it holds for the whole string.

    `text` is how it was written, `regex` its Python form. A match has `least` to `most` characters.
    """

    text: str
    regex: str
    least: int
    most: int

    @property
    def width(self) -> int | None:
        """How many characters every match has, None where they differ."""
        return self.least if self.least == self.most else None


class _Part(msgspec.Struct, frozen=True):
    regex: str
    least: int
    most: int
    paths: int
    onto: "Onto"


def read_pattern(text: str) -> Pattern:
    """Return a pattern that is understood.

    Raises:
        RefusedError: it is not; it may be a good pattern all the same.
    """
    if not text.startswith("^") or not text.endswith("$") or len(text) < 2:
        raise RefusedError(f"a pattern that is not anchored: {text}")
    part = _part_of(text)
    return Pattern(text, part.regex, part.least, part.most)


def product_of(pattern: Pattern) -> "tuple[Group, ...] | None":
    """Return a product of texts that a pattern of one width holds for, None where there is none."""
    from validator.engine.fast.columns import product  # a single payload does not pay for it

    return product(_part_of(pattern.text).onto, pattern.most)


def _part_of(text: str) -> _Part:
    reader = _Reader(text[1:-1])
    part = reader.sequence()
    if reader.at != len(reader.text):
        # An alternative at the top would stand outside of one of the anchors.
        raise RefusedError(f"a pattern that is not understood: {text}")
    return part


class _Reader:
    """One pass over one pattern."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def sequence(self) -> _Part:
        """Read parts up to the end, a bar or a closing bracket."""
        whole = _Part("", 0, 0, 1, lambda _, then: then)
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            whole = _joined(whole, self._repeated(self._atom()))
        return whole

    def _atom(self) -> _Part:
        char = self.text[self.at]
        self.at += 1
        if char == "(":
            return self._group()
        if char == "[":
            return _of(self._class())
        if char == "\\":
            return _of(self._escape())
        if char not in _PLAIN:
            raise RefusedError(f"{char} in a pattern")
        return _of(frozenset(char))

    def _group(self) -> _Part:
        if self.text.startswith("?:", self.at):
            self.at += 2
        options = [self.sequence()]
        while self.text.startswith("|", self.at):
            self.at += 1
            options.append(self.sequence())
        if not self.text.startswith(")", self.at):
            raise RefusedError("a group of a pattern that has no end")
        self.at += 1
        if len(options) == 1:
            return options[0]
        return _bounded(
            _Part(
                "|".join(option.regex for option in options).join(("(?:", ")")),
                min(option.least for option in options),
                max(option.most for option in options),
                sum(option.paths for option in options),
                lambda graph, then: _union(graph, [option.onto(graph, then) for option in options]),
            )
        )

    def _class(self) -> frozenset[str]:
        found: set[str] = set()
        while not self.text.startswith("]", self.at):
            first = self._class_char()
            if self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at):
                self.at += 1
                last = self._class_char()
                if len(first) != 1 or len(last) != 1 or first > last:
                    raise RefusedError("a range of a pattern that is none")
                found.update(map(chr, range(ord(first), ord(last) + 1)))
            else:
                found.update(first)
        self.at += 1
        if not found:
            raise RefusedError("an empty class of a pattern")
        return frozenset(found)

    def _class_char(self) -> str:
        """Read a character of a class, or all characters of an escape that stands for several."""
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char == "\\":
            return "".join(sorted(self._escape()))
        if char not in _PLAIN and char not in (".", "+", "*", "?", "(", ")", "$", "{", "}", "|"):
            raise RefusedError(f"{char} in a class of a pattern")
        return char

    def _escape(self) -> frozenset[str]:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        if char in _CLASSES:
            return _CLASSES[char]
        if not char or char not in _PUNCTUATION:
            raise RefusedError(f"\\{char} in a pattern")
        return frozenset(char)

    def _repeated(self, part: _Part) -> _Part:
        match = _REPEAT.match(self.text, self.at)
        if match is None:
            return part
        self.at = match.end()
        least = int(match[1]) if match[1] else 0
        most = int(match[2] or match[1] or 1)
        if least > most or self.text[self.at : self.at + 1] in ("?", "+", "*", "{"):
            raise RefusedError("a repeat of a pattern that is not understood")
        if most > MAX_WIDTH:
            raise RefusedError("a pattern that is too wide")
        return _bounded(
            _Part(
                f"(?:{part.regex}){{{least},{most}}}",
                part.least * least,
                part.most * most,
                sum(part.paths**count for count in range(least, most + 1)),
                lambda graph, then: _times(graph, part.onto, least, then),
            )
        )


def _of(characters: frozenset[str]) -> _Part:
    escaped = "".join(re.escape(char) for char in sorted(characters))
    return _Part(
        f"[{escaped}]", 1, 1, 1, lambda graph, then: graph.node(dict.fromkeys(characters, then))
    )


def _joined(first: _Part, second: _Part) -> _Part:
    return _bounded(
        _Part(
            first.regex + second.regex,
            first.least + second.least,
            first.most + second.most,
            first.paths * second.paths,
            lambda graph, then: first.onto(graph, second.onto(graph, then)),
        )
    )


def _union(graph: "Graph", nodes: list[int]) -> int:
    return functools.reduce(graph.union, nodes)


def _times(graph: "Graph", onto: "Onto", count: int, then: int) -> int:
    for _ in range(count):
        then = onto(graph, then)
    return then


def _bounded(part: _Part) -> _Part:
    if part.most > MAX_WIDTH or part.paths > MAX_PATHS:
        raise RefusedError("a pattern that is too wide")
    return part


Wrong = Callable[[str, int], Sequence[int]]
"""Strings as one text, and how many they are -> the numbers of those that do not match, from 0."""


class Matcher(msgspec.Struct, frozen=True):
    """What holds a batch of strings against a pattern.

    The strings are given as one text, each followed by `glue`. Where the pattern has one width,
    there is no glue: the caller gives only strings of that width, so that each stands at a multiple
    of it, and one pass over the text looks at all of them. `wrong` raises RefusedError where some
    string does not match and it cannot tell which.
    """

    glue: str
    wrong: Wrong


def matcher_of(pattern: Pattern) -> Matcher:
    """Return what holds a batch of strings against a pattern."""
    if pattern.width is None:
        return Matcher("\n", _by_lines(pattern))
    return Matcher("", _by_columns(pattern, pattern.width) if pattern.width else _by_width(pattern))


def _by_columns(pattern: Pattern, width: int) -> Wrong:
    """Return what makes the faster way when there are first so many strings that it is one."""
    few = _by_width(pattern)
    many: list[Wrong] = []

    def wrong(text: str, count: int) -> Sequence[int]:
        if count < FEW:
            return few(text, count)
        if not many:
            from validator.engine.fast.columns import by_product

            groups = product_of(pattern)
            found = by_product(groups, few, width) if groups else None
            many.append(found or few)
        return many[0](text, count)

    return wrong


# Possessive: nothing that matched is tried again, so the memory is that of one string. Before
# Python 3.11.5 that is wrong where what is repeated holds alternatives or repeats (CPython,
# gh-106052); a greedy repeat at the end of a pattern matches the same, a little slower.
_MANY = "*+" if sys.version_info >= (3, 11, 5) else "*"


def _by_width(pattern: Pattern) -> Wrong:
    matching = re.compile(f"(?:{pattern.regex}){_MANY}").match
    width = pattern.most

    def wrong(text: str, _: int) -> Sequence[int]:
        found = []
        at = _end(matching(text))
        while at < len(text):
            found.append(at // width)
            at = _end(matching(text, at + width))
        return found

    return wrong


def _by_lines(pattern: Pattern) -> Wrong:
    matching = re.compile(f"(?:(?:{pattern.regex})\n){_MANY}").match

    def wrong(text: str, count: int) -> Sequence[int]:
        # No class holds a line feed: it can only be what parts the strings, if there are no more.
        if text.count("\n") != count:
            raise RefusedError
        found = []
        at = _end(matching(text))
        while at < len(text):
            found.append(text.count("\n", 0, at))
            at = _end(matching(text, text.index("\n", at) + 1))
        return found

    return wrong


def _end(match: re.Match[str] | None) -> int:
    assert match is not None  # no repeat at all is one too
    return match.end()
