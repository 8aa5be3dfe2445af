"""Where one value stands in a JSON text that is known to be well formed.

`json_scan` says where every value stands, and what is wrong; this passes over all that does not
lie on the way to the one value, several times faster. It is for texts that were read without a
problem, no name standing twice.
"""

import json
import re
from collections.abc import Sequence

from validator.documents.locations import Key, Node

_STRING = r'"(?:[^"\\]++|\\.)*+"'
_SPACE = r"[ \t\r\n]*+"
_SCALAR = rf"(?:{_STRING}|[-+.0-9A-Za-z]++)"
_SKIP_SPACE = re.compile(_SPACE)
# A name and its colon; then, where the value is a scalar, that and the comma behind it.
_MEMBER = re.compile(rf"{_SPACE}({_STRING}){_SPACE}:{_SPACE}(?:({_SCALAR}){_SPACE},?+)?+")
_VALUE = re.compile(_SCALAR)
_COMMA = re.compile(rf"{_SPACE},?")
_TO_BRACKET = re.compile(rf"(?:[^\"\[\]{{}}]++|{_STRING})*+")


def find_nodes(text: str, path: Sequence[Key]) -> Node:
    """Return the places of the values on a path through a text, the outermost first.

    The node of each has only the next one as its child, and only the last one has an end. Where the
    path leads to nothing, it ends with the last value on the way.
    """
    root = node = Node(_space(text, 0))
    for key in path:
        child = _child(text, node.start, key)
        if child is None:
            break
        node.children[key] = child
        node = child
    node.end = _end(text, node.start)
    return root


def _child(text: str, start: int, key: Key) -> Node | None:
    """Return the place of a member or an element of the value that begins at an offset."""
    at = start + 1
    if text[start] == "{" and isinstance(key, str):
        while (match := _MEMBER.match(text, at)) is not None:
            if _name(match[1]) == key:
                at = match.end() if match[2] is None else match.start(2)
                return Node(at, key_start=match.start(1), key_end=match.end(1))
            at = match.end()
            if match[2] is None:
                at = _comma(text, _end(text, at))
    if text[start] == "[" and isinstance(key, int):
        at = _space(text, at)
        for _ in range(key):
            if text[at] == "]":
                return None
            at = _space(text, _comma(text, _end(text, at)))
        return Node(at) if text[at] != "]" else None
    return None


def _name(quoted: str) -> str:
    return quoted[1:-1] if "\\" not in quoted else str(json.loads(quoted))


def _end(text: str, at: int) -> int:
    """Return the offset behind the value that begins at an offset."""
    if (match := _VALUE.match(text, at)) is not None:
        return match.end()
    depth = 0
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
