"""Values that a node takes, and those near its limits: what a witness is made of.

Whether a value is valid is decided by an engine afterwards: a sample is only a proposal.
"""

import contextlib
import random
from collections.abc import Iterator
from typing import Any

from docs_extract.compare.tree import Tree, get, read_tree, rules_of, target_of
from validator.samples.strings import strings_like

_NOTHING: Tree = {}
_SEED = 7
_STRINGS = ("", "text", "0", "é")
_NUMBERS = (0, 1, -1, 0.5)
_FORMATS = {
    "uuid": "11111111-1111-4111-8111-111111111111",
    "date-time": "2026-01-02T03:04:05Z",
    "date": "2026-01-02",
    "time": "03:04:05Z",
    "email": "someone@example.com",
    "uri": "https://example.com/",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "hostname": "example.com",
}
_DEEPEST = 3
"""Structs inside structs that are looked into for values: one can hold itself."""
_LONGEST = 100_000
"""Characters or items that a sample has at most: a bound above is not tried."""


class NoSampleError(Exception):
    """A node takes nothing, or nothing that could be made up."""


def sample(node: Tree, root: Tree, depth: int = 0) -> Any:
    """Return a small value for a node: fields and items only where they must be.

    Raises:
        NoSampleError: none could be made up.
    """
    if "never" in node or depth > 50:
        raise NoSampleError
    if node.get("values"):
        return next(iter(node["values"].values()))
    if "ref" in node:
        target = target_of(node["ref"], root)
        if target is None:
            raise NoSampleError
        return sample(get(root, target), root, depth + 1)
    kind = next(iter(node.get("types", {"object": True} if "properties" in node else {"": 1})))
    keywords = node.get("keywords", _NOTHING)
    if kind == "object":
        return _object(node, root, depth)
    if kind == "array":
        length = _bounded(keywords.get("minItems", 0))
        return [sample(node.get("items", {}), root, depth + 1)] * length if length else []
    if kind in ("integer", "number"):
        return next(_near(keywords), 0)
    if kind == "boolean":
        return True
    if kind == "null":
        return None
    return next(_strings(keywords), "text")


def interesting(node: Tree, root: Tree, depth: int = 0) -> Iterator[Any]:
    """Yield values that a node takes, and values just beyond its limits."""
    yield from node.get("values", _NOTHING).values()
    if node.get("null") or "null" in node.get("types", _NOTHING):
        yield None
    keywords = node.get("keywords", _NOTHING)
    yield from _strings(keywords)
    yield from _near(keywords)
    for length in _counts(keywords, "minItems", "maxItems"):
        if length >= 0:
            try:
                one = [sample(node.get("items", {}), root)]
            except NoSampleError:
                one = ["text"]
            yield one * _bounded(length)
    with contextlib.suppress(NoSampleError):
        yield sample(node, root)
    target = target_of(node["ref"], root) if "ref" in node else None
    if target is not None and depth < _DEEPEST:
        yield from interesting(get(root, target), root, depth + 1)
    yield from _objects(node, root, depth)
    for part in _parts(keywords):
        yield from interesting(read_tree(part).tree, root, depth)


def _objects(node: Tree, root: Tree, depth: int) -> Iterator[dict[str, Any]]:
    """Yield objects with one field more than there must be, and with numbers of fields to try."""
    keywords = node.get("keywords", _NOTHING)
    for number in _counts(keywords, "minProperties", "maxProperties"):
        yield {f"text-{count}": 0 for count in range(_bounded(number))}
    with contextlib.suppress(NoSampleError):
        fields = node.get("properties", _NOTHING)
        around = _object(node, root, depth) if fields else {}
        for name in fields:
            if name not in around:
                with contextlib.suppress(NoSampleError):
                    yield {**around, name: _field(name, fields, node, root, depth)}


def anything() -> Iterator[Any]:
    """Yield values of every JSON type, for nodes that say little."""
    yield from (*_STRINGS, *_NUMBERS, True, False, None, [], {}, [0], ["text"], {"text": 0})


def sample_member(node: Tree, member: str, root: Tree, depth: int = 0) -> dict[str, Any]:
    """Return a small value for a family that is one of its members.

    Raises:
        NoSampleError: none could be made up.
    """
    case = node["members"][member]
    told = get(case, ("if", "properties"), _NOTHING)
    then = case["then"]
    fields: dict[str, Tree] = {**node.get("properties", _NOTHING), **then.get("properties", {})}
    names = dict.fromkeys([*_asked(node), *told, *_asked(then)])
    return {
        name: told[name].get("const") if name in told else _field(name, fields, node, root, depth)
        for name in names
    }


def _object(node: Tree, root: Tree, depth: int) -> dict[str, Any]:
    for member in node.get("members", _NOTHING):
        return sample_member(node, member, root, depth)
    fields = node.get("properties", _NOTHING)
    return {name: _field(name, fields, node, root, depth) for name in _asked(node)}


def _asked(node: Tree) -> dict[str, None]:
    """Return the fields that must be there, by the fields themselves or by a rule."""
    asked = dict.fromkeys(node.get("required", ()))
    for rule in rules_of(node):
        if isinstance(rule, dict) and "if" not in rule:
            asked |= dict.fromkeys(rule.get("required", ()))
    return asked


def _field(name: str, fields: Tree, node: Tree, root: Tree, depth: int) -> Any:
    inside: Tree = fields[name] if name in fields else node.get("additional", _NOTHING)
    return sample(inside, root, depth + 1)


def _parts(keywords: Tree) -> Iterator[Any]:
    """Yield the schemas in keywords that say of the same value what it is or is not."""
    for key in ("anyOf", "oneOf"):
        if isinstance(keywords.get(key), list):
            yield from keywords[key]
    for key in ("not", "if", "then", "else"):
        if key in keywords:
            yield keywords[key]


def _strings(keywords: Tree) -> Iterator[str]:
    if keywords.get("format") in _FORMATS:
        yield _FORMATS[keywords["format"]]
    pattern = keywords.get("pattern")
    if isinstance(pattern, str):
        found = list(strings_like(pattern, random.Random(_SEED), 8))  # noqa: S311 - not for secrets
        limits = [keywords.get(key) for key in ("minLength", "maxLength")]
        lengths = sorted(one for one in limits if isinstance(one, int) and one >= 0)
        # The beginning of what a pattern takes is often taken too.
        yield from (text[:length] for length in lengths for text in found if len(text) > length)
        yield from found
    for length in _counts(keywords, "minLength", "maxLength"):
        if 0 <= length <= _LONGEST:
            yield "x" * length


def _counts(keywords: Tree, *keys: str) -> Iterator[int]:
    """Yield the numbers of things that keywords limit, and those beside them."""
    for key in keys:
        limit = keywords.get(key)
        if isinstance(limit, int):
            yield from (limit, limit - 1, limit + 1)


def _near(keywords: Tree) -> Iterator[Any]:
    for key in ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"):
        limit = keywords.get(key)
        if isinstance(limit, (int, float)) and not isinstance(limit, bool):
            yield from (limit, limit + 1, limit - 1)
            with contextlib.suppress(OverflowError):  # no float is as large as this integer
                yield from (limit + 0.5, limit - 0.5)


def _bounded(length: Any) -> int:
    return min(length, _LONGEST) if isinstance(length, int) else 0
