"""Where some values stand in a JSON text that is known to be well formed.

`json_scan` says where every value stands, and what is wrong; this passes over all that does not
lie on the way to these values, several times faster. It is for texts that were read without a
problem, no name standing twice.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from validator.documents.locations import Key, Node

_Wanted = dict[Key, "_Wanted"]
"""What is looked for inside a value: in which members or elements, and what in them."""

# No group is repeated possessively: before Python 3.11.5 that is wrong (CPython, gh-106052). What
# is repeated in it is, so that there is one way to match a string, and giving up takes no longer.
_STRING = r'"(?:[^"\\]++|\\.)*"'
_SPACE = r"[ \t\r\n]*+"
_SCALAR = rf"(?:{_STRING}|[-+.0-9A-Za-z]++)"
_SKIP_SPACE = re.compile(_SPACE)
# A name and its colon; then, where the value is a scalar, that and the comma behind it.
_MEMBER = re.compile(rf"{_SPACE}({_STRING}){_SPACE}:{_SPACE}(?:({_SCALAR}){_SPACE},?+)?")
_VALUE = re.compile(_SCALAR)
_COLON = re.compile(rf"{_SPACE}:{_SPACE}")
_COMMA = re.compile(rf"{_SPACE},?")
_TO_BRACKET = re.compile(rf"(?:[^\"\[\]{{}}]++|{_STRING})*")


def find_nodes(text: str, value: Any, path: Sequence[Key]) -> Node:
    """Return the places of the values on a path through a text, the outermost first.

    `value` is what the text says. The node of each has only the next one as its child, and only the
    last one has an end. Where the path leads to nothing, it ends with the last value on the way.
    """
    root = node = Node(_space(text, 0))
    for key in path:
        if not _holds(value, key):
            break
        if isinstance(value, list):
            child = _element(text, node.start, int(key))
        else:
            child = _only(text, node.start, str(key)) or _member(text, node.start, str(key))
        value = value[key]
        node.children[key] = child
        node = child
    node.end = _end(text, node.start) if node is not root else len(text.rstrip(" \t\r\n"))
    return root


def find_all(text: str, value: Any, paths: Iterable[Sequence[Key]]) -> Node:
    """Return the places of the values on several paths through a text, all in one pass.

    The nodes are those of `find_nodes`, put together; each has an end.
    """
    wanted: _Wanted = {}
    for path in paths:
        _add(wanted, value, path)
    root = Node(_space(text, 0), len(text.rstrip(" \t\r\n")))
    _find_inside(text, value, root, wanted)
    return root


def _add(wanted: _Wanted, value: Any, path: Sequence[Key]) -> None:
    """Add a path; where it leads to nothing, it ends with the last value on the way."""
    for key in path:
        if not _holds(value, key):
            return
        value = value[key]
        wanted = wanted.setdefault(key, {})


def _holds(value: Any, key: Key) -> bool:
    """Return whether a value has such a member or element."""
    if isinstance(value, dict):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def _find_inside(text: str, value: Any, node: Node, wanted: _Wanted) -> int:
    """Put what is wanted inside a value into its node; return an offset up to which it was read."""
    at = node.start
    left = len(wanted)
    number = 0
    if left:
        at = _space(text, at + 1)
    while left:
        key: Key = number
        match = None
        child = Node(at)
        if isinstance(value, dict):
            match = _MEMBER.match(text, at)
            assert match is not None
            key = _name(match[1])
            start = match.end() if match[2] is None else match.start(2)
            child = Node(start, key_start=match.start(1), key_end=match.end(1))
        number += 1
        inner = wanted.get(key)
        if inner is not None:
            left -= 1
            node.children[key] = child
            read = _find_inside(text, value[key], child, inner)
            # What has been read of a container is not read again.
            child.end = _end(text, read, 0 if read == child.start else 1)
            at = _space(text, _comma(text, child.end))
        elif match is not None and match[2] is not None:
            at = match.end()
        else:
            at = _space(text, _comma(text, _end(text, child.start)))
    return at


def _only(text: str, start: int, name: str) -> Node | None:
    """Return the place of a member that the value which begins at an offset has, if it is plain.

    Where nothing is escaped, the member's name stands between quotes somewhere behind the offset.
    If it does so only once, it is this member's: it need not be looked for name by name.
    """
    quoted = f'"{name}"'
    at = text.find(quoted, start)
    if at < 0 or "\\" in text or text.find(quoted, at + 1) >= 0:
        return None
    match = _COLON.match(text, at + len(quoted))
    assert match is not None
    return Node(match.end(), key_start=at, key_end=at + len(quoted))


def _member(text: str, start: int, name: str) -> Node:
    """Return the place of a member that the object which begins at an offset has."""
    at = start + 1
    while True:
        match = _MEMBER.match(text, at)
        assert match is not None
        if _name(match[1]) == name:
            at = match.end() if match[2] is None else match.start(2)
            return Node(at, key_start=match.start(1), key_end=match.end(1))
        at = match.end()
        if match[2] is None:
            at = _comma(text, _end(text, at))


def _element(text: str, start: int, number: int) -> Node:
    """Return the place of an element that the array which begins at an offset has."""
    at = _space(text, start + 1)
    for _ in range(number):
        at = _space(text, _comma(text, _end(text, at)))
    return Node(at)


def _name(quoted: str) -> str:
    return quoted[1:-1] if "\\" not in quoted else str(json.loads(quoted))


def _end(text: str, at: int, depth: int = 0) -> int:
    """Return the offset behind the value that begins at an offset.

    With a `depth`, the offset lies inside so many values, between members: it is behind the
    outermost one.
    """
    if not depth and (match := _VALUE.match(text, at)) is not None:
        return match.end()
    while True:
        match = _TO_BRACKET.match(text, at)
        assert match is not None
        at = match.end() + 1
        depth += 1 if text[at - 1] in "[{" else -1
        if depth == 0:
            return at


def _space(text: str, at: int) -> int:
    match = _SKIP_SPACE.match(text, at)
    assert match is not None
    return match.end()


def _comma(text: str, at: int) -> int:
    match = _COMMA.match(text, at)
    assert match is not None
    return match.end()
