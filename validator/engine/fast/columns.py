"""Many strings of one width against a pattern, place by place instead of string by string.

The pattern is a graph: which characters may follow, from each place on. From it a product is
taken, of sets of characters for single places and of sets of pairs for two that belong together,
so that every string of the product is one of the pattern. One pass over the bytes then tells for
all strings at a time whether they are in the product; the few that are not, the pattern itself
decides.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from validator.engine.fast.pattern import Wrong

MOST_NODES = 2_000
"""Nodes of a graph; a pattern with more is matched string by string."""

MOST_CODES = 16
"""Members of each place of a pair: the two are told by the halves of a byte."""

Onto = Callable[["Graph", int], int]
"""What puts a part of a pattern before a node, and returns the node that the part begins at."""


class TooLargeError(Exception):
    """A graph has too many nodes."""


class Graph:
    """A pattern's graph while it is made: a node is what may follow. Equal nodes are one."""

    def __init__(self) -> None:
        self.nodes: list[dict[str, int]] = [{}]  # the end, after which nothing follows
        self._numbers: dict[tuple[tuple[str, int], ...], int] = {}
        self._unions: dict[tuple[int, int], int] = {}

    def node(self, follows: dict[str, int]) -> int:
        """Return the node after which these characters may come, each with the node it leads to."""
        key = tuple(sorted(follows.items()))
        if key not in self._numbers:
            if len(self.nodes) >= MOST_NODES:
                raise TooLargeError
            self._numbers[key] = len(self.nodes)
            self.nodes.append(follows)
        return self._numbers[key]

    def union(self, one: int, other: int) -> int:
        """Return the node after which may come what may come after either; both are as wide."""
        if one == other:
            return one
        key = (min(one, other), max(one, other))
        if key not in self._unions:
            mine, theirs = self.nodes[one], self.nodes[other]
            follows = {**mine, **theirs}
            for char in mine.keys() & theirs.keys():
                follows[char] = self.union(mine[char], theirs[char])
            self._unions[key] = self.node(follows)
        return self._unions[key]


class Group(msgspec.Struct, frozen=True):
    """One place of a product, or two: from `at` on, exactly these texts may stand."""

    at: int
    texts: frozenset[str]


def product(onto: Onto, width: int) -> tuple[Group, ...] | None:
    """Return a product of texts that the pattern holds for, None where its graph is too large."""
    graph = Graph()
    try:
        first = onto(graph, 0)
    except TooLargeError:
        return None
    nodes = graph.nodes
    groups: list[Group] = []
    states = {first}
    at = 0
    while at < width:
        group = Group(at, _common(nodes, states))
        if not group.texts:
            return None
        after = _after(nodes, states, group.texts)
        if at + 2 <= width:
            pairs = frozenset(
                one + other
                for one in group.texts
                for other in _common(nodes, _after(nodes, states, [one]))
            )
            if len(pairs) > len(group.texts) * len(_common(nodes, after)):
                group = Group(at, pairs)
                after = _after(nodes, states, pairs)
        groups.append(group)
        states = after
        at += len(next(iter(group.texts)))
    return tuple(groups)


def _common(nodes: list[dict[str, int]], states: set[int]) -> frozenset[str]:
    """Return the characters that may come after each of some nodes."""
    return frozenset.intersection(*(frozenset(nodes[state]) for state in states))


def _after(nodes: list[dict[str, int]], states: set[int], texts: Iterable[str]) -> set[int]:
    found = set()
    for text in texts:
        for state in states:
            node = state
            for char in text:
                node = nodes[node][char]
            found.add(node)
    return found


def by_product(groups: tuple[Group, ...], exact: "Wrong", width: int) -> "Wrong | None":
    """Return what holds strings of a width, as one text, against a pattern by a product of it.

    `exact` decides where the product does not. None where the product has no form that is fast.
    """
    places: list[frozenset[str]] = []
    for group in groups:
        length = len(next(iter(group.texts)))
        places += [frozenset(text[n] for text in group.texts) for n in range(length)]
    classes = _disjoint(places)
    table = bytearray(256)  # 0 is in no class
    for number, members in enumerate(classes, start=1):
        for char in members:
            table[ord(char)] = number
    coarse = [next(one for one in classes if place <= one) for place in places]
    template = bytes(classes.index(one) + 1 for one in coarse)
    checks = []
    for group in groups:
        members = coarse[group.at]
        if len(next(iter(group.texts))) == 2:
            second = coarse[group.at + 1]
            if max(len(members), len(second)) > MOST_CODES:
                return None
            checks.append(_pair_check(group, members, second, width))
        elif group.texts != members:
            checks.append(_place_check(group, width))
    return _by_columns(bytes(table), template, checks, exact, width)


def _disjoint(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Return sets that have nothing in common, of which each of the given ones is in one."""
    found: list[frozenset[str]] = []
    for one in sets:
        touching = [other for other in found if other & one]
        found = [other for other in found if not other & one]
        found.append(one.union(*touching))
    return found


_Check = Callable[[bytes, int], bytes]
"""Text, number of strings -> a byte for each string: 0 where the group holds."""


def _place_check(group: Group, width: int) -> _Check:
    flags = bytes(chr(byte) not in group.texts for byte in range(256))
    at = group.at
    return lambda text, _: text[at::width].translate(flags)


def _pair_check(group: Group, first: frozenset[str], second: frozenset[str], width: int) -> _Check:
    high, low = bytearray(256), bytearray(256)
    flags = bytearray(b"\x01" * 256)
    for a, one in enumerate(sorted(first)):
        high[ord(one)] = a * MOST_CODES
        for b, other in enumerate(sorted(second)):
            low[ord(other)] = b
            flags[a * MOST_CODES + b] = one + other not in group.texts
    highs, lows, wrong, at = bytes(high), bytes(low), bytes(flags), group.at
    number = int.from_bytes

    def check(text: bytes, count: int) -> bytes:
        # As one large number each: no sum of two bytes carries into the next.
        codes = number(text[at::width].translate(highs)) + number(
            text[at + 1 :: width].translate(lows)
        )
        return codes.to_bytes(count).translate(wrong)

    return check


def _by_columns(
    table: bytes, template: bytes, checks: list[_Check], exact: "Wrong", width: int
) -> "Wrong":
    def wrong(text: str, count: int) -> Sequence[int]:
        if not text.isascii():
            return exact(text, count)
        data = text.encode("ascii")
        doubtful: set[int] = set()
        classes, wanted = data.translate(table), template * count
        if classes != wanted:
            # Not of the classes that the product's places have: the pattern may have more.
            doubtful.update(_differing(classes, wanted, width, 0, count))
        for check in checks:
            flags = check(data, count)
            if 1 in flags:
                doubtful.update(number for number, flag in enumerate(flags) if flag)
        if len(doubtful) * 8 > count:
            return exact(text, count)
        return [one for one in sorted(doubtful) if exact(text[one * width : (one + 1) * width], 1)]

    return wrong


def _differing(one: bytes, other: bytes, width: int, first: int, count: int) -> list[int]:
    """Return which strings of a width, of `count` from `first` on, two texts have not alike."""
    start, end = first * width, (first + count) * width
    if one[start:end] == other[start:end]:
        return []
    if count == 1:
        return [first]
    half = count // 2
    return [
        *_differing(one, other, width, first, half),
        *_differing(one, other, width, first + half, count - half),
    ]
