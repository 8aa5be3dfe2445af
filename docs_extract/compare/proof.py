"""Whether every value that one node takes is taken by another: a proof, or none."""

import re
from typing import Any

from docs_extract.compare.tree import (
    DEFINITIONS,
    Tree,
    get,
    has_references,
    put,
    target_of,
    text_of,
    to_schema,
)
from docs_extract.forms import FORMS
from validator.json_value import is_equal

_NOTHING: Tree = {}
_ANY: Tree = {}
_WITHIN = {FORMS["rfc3339"].core: (FORMS["utc"].core,)}
"""Patterns that take all that others take, though their texts do not show it."""

_ANCHORED = re.compile(r"\^\((?!\?)(.*)\)(\?)?\$", re.DOTALL)
_ALONE = frozenset(
    (
        *("$id", "$schema", "$anchor", "pattern", "format", "minLength", "maxLength"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"),
        *("if", "then", "else", "not", "anyOf", "oneOf", "propertyNames", "dependentRequired"),
        *("contains", "minContains", "maxContains"),
    )
)
"""Keywords whose verdict hangs on no sibling outside this set (2020-12 Core, section 10.1)."""
_OF_VALUE = ("types", "null", "values", "keywords")
"""What a node says of a value without looking inside it."""


def taken_apart(big: Tree, small: Tree, big_root: Tree, small_root: Tree) -> bool:
    """Return whether it is proved, part by part, that `big` takes every value that `small` takes.

    Their references lead into their roots. Where the two say the same nothing needs a proof, and
    each part that differs is decided alone by jsonschema-rs. False means that nothing is known.
    """
    return _contains(big, small, big_root, small_root, frozenset())


def decided(big: Tree, small: Tree, big_root: Tree, small_root: Tree) -> bool:
    """Return whether jsonschema-rs proves as a whole what `taken_apart` proves part by part."""
    return _covers(to_schema(big, big_root), to_schema(small, small_root))


def is_monotone(root: Tree) -> bool:
    """Return whether a value stays valid wherever a part of the schema takes more values.

    It does where all references stand in the tree itself and lead to a definition, and none stands
    in a keyword that may turn what it refers to around (`not`, `if`, `oneOf`).
    """
    pending = [root]
    while pending:
        node = pending.pop()
        if "ref" in node and target_of(node["ref"], root) is None:
            return False
        for key in ("keywords", "rules", "conditions"):
            if has_references(get(node, (key,), _NOTHING)):
                return False
        pending += [*node.get("properties", _NOTHING).values()]
        pending += [node[key] for key in ("items", "additional") if key in node]
        pending += [one["then"] for one in node.get("members", _NOTHING).values()]
        for key in DEFINITIONS:
            pending += [*node.get(key, _NOTHING).values()]
    return True


def _contains(
    big: Tree, small: Tree, big_root: Tree, small_root: Tree, open_pairs: frozenset[str]
) -> bool:
    """Return whether `big` takes apart into what `small` implies.

    `open_pairs` are references being compared already: what holds for all values of smaller depth
    holds for those that lead back to them.
    """
    if big == _ANY or "never" in small:
        return True
    if "never" in big or not all(
        _ALONE.issuperset(one.get("keywords", ())) for one in (big, small)
    ):
        return False
    return (
        _reference(big, small, big_root, small_root, open_pairs)
        and _value(big, small)
        and _needs(big, small)
        and _fields(big, small, big_root, small_root, open_pairs)
        and _items(big, small, big_root, small_root, open_pairs)
        and _conditions(big, small, big_root, small_root, open_pairs)
    )


def _reference(
    big: Tree, small: Tree, big_root: Tree, small_root: Tree, open_pairs: frozenset[str]
) -> bool:
    name = big.get("ref")
    if name is None:
        return True
    if small.get("ref") != name or (small.get("null") and not big.get("null")):
        return False
    if name in open_pairs:
        return True
    ours, theirs = target_of(name, big_root), target_of(name, small_root)
    if ours is None or theirs is None:
        # It leads out of the schema, for both to the same place.
        return ours == theirs
    return _contains(
        get(big_root, ours), get(small_root, theirs), big_root, small_root, open_pairs | {name}
    )


def _value(big: Tree, small: Tree) -> bool:
    """Return whether types, values and the other keywords take as much, all together."""
    ours, theirs = ({key: one[key] for key in _OF_VALUE if key in one} for one in (big, small))
    if "ref" in big:
        ours.pop("null", None)
    if has_references([ours.get("keywords"), theirs.get("keywords")]):
        return False  # what they refer to may not be the same for both
    if not ours or is_equal(ours, theirs):
        return True
    return _covers(to_schema(_one_form(ours, theirs)), to_schema(theirs))


def _one_form(big: Tree, small: Tree) -> Tree:
    """Return a node whose pattern is that of another one, where it has this among its alternatives.

    jsonschema-rs does not look into patterns; `^(A|B)$` takes all that `^A$` takes.
    """
    ours, theirs = (get(one, ("keywords", "pattern")) for one in (big, small))
    if not (isinstance(ours, str) and isinstance(theirs, str)):
        return big
    if alternatives(theirs) <= alternatives(ours):
        return put(big, ("keywords", "pattern"), theirs)
    return big


def alternatives(pattern: str) -> frozenset[str]:
    """Return the patterns, without their anchors, any of which a whole string must match.

    `^(A|B)$` gives A and B, `^(A|B)?$` the empty one besides. Any other pattern stands for itself,
    anchors included.
    """
    match = _ANCHORED.fullmatch(pattern)
    parts = _split(match[1]) if match else None
    if match is None or parts is None:
        whole = pattern[1:-1] if _is_anchored(pattern) else pattern
        return frozenset((whole, *_WITHIN.get(whole, ())))
    within = [narrow for part in parts for narrow in _WITHIN.get(part, ())]
    return frozenset((*parts, *within, *([""] if match[2] else [])))


def _is_anchored(pattern: str) -> bool:
    """Return whether a pattern is anchored as a whole: `^A|B$` is not."""
    inside = pattern[1:-1]
    return pattern[:1] == "^" and pattern[-1:] == "$" and (_split(inside) or ["", ""])[1:] == []


def _split(text: str) -> list[str] | None:
    """Return the alternatives of a pattern, None where its brackets are not understood."""
    parts, depth, in_class, start, at = [], 0, False, 0, 0
    while at < len(text):
        char = text[at]
        if char == "\\":
            at += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            # `[]a]` and `[^]a]` mean one thing to ECMA-262 and another to Python.
            if text[at + 1 : at + 2] == "]" or text[at + 1 : at + 3] == "^]":
                return None
            in_class = True
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return None
        elif char == "|" and depth == 0:
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [*parts, text[start:]] if depth == 0 and not in_class else None


def _needs(big: Tree, small: Tree) -> bool:
    return set(big.get("required", _NOTHING)) <= set(small.get("required", _NOTHING))


def _fields(
    big: Tree, small: Tree, big_root: Tree, small_root: Tree, open_pairs: frozenset[str]
) -> bool:
    names = {**big.get("properties", _NOTHING), **small.get("properties", _NOTHING)}
    pairs = [(_field(big, name), _field(small, name)) for name in names]
    pairs.append((big.get("additional", _ANY), small.get("additional", _ANY)))
    return all(_contains(ours, theirs, big_root, small_root, open_pairs) for ours, theirs in pairs)


def _field(node: Tree, name: str) -> Tree:
    """Return what a node says of a field: its own schema, or that of all others."""
    found: Tree = node.get("properties", _NOTHING).get(name, node.get("additional", _ANY))
    return found


def _items(
    big: Tree, small: Tree, big_root: Tree, small_root: Tree, open_pairs: frozenset[str]
) -> bool:
    ours, theirs = big.get("items", _ANY), small.get("items", _ANY)
    return _contains(ours, theirs, big_root, small_root, open_pairs)


def _conditions(
    big: Tree, small: Tree, big_root: Tree, small_root: Tree, open_pairs: frozenset[str]
) -> bool:
    """Return whether all conditions of `big` are among those of `small`, or ask for less."""
    known = [
        *small.get("rules", _NOTHING).values(),
        *small.get("conditions", _NOTHING).values(),
    ]
    for key in ("rules", "conditions"):
        for one in big.get(key, _NOTHING).values():
            if has_references(one) or not any(is_equal(one, other) for other in known):
                return False
    for name, case in big.get("members", _NOTHING).items():
        other = get(small, ("members", name))
        if other is None or not is_equal(other["if"], case["if"]):
            if not _cannot_be(small, case["if"]):
                return False
        elif not _contains(case["then"], other["then"], big_root, small_root, open_pairs):
            return False
    return True


def _cannot_be(node: Tree, condition: object) -> bool:
    """Return whether no value of a node meets the condition of a member."""
    if node.get("types") != {"object": True} or node.get("null"):
        return False
    asked = get(condition, ("properties",), _NOTHING)
    for name in get(condition, ("required",), ()):
        value, field = get(asked, (name, "const")), _field(node, name)
        if value is not None and "values" in field and text_of(value) not in field["values"]:
            return True
    return False


def _covers(big: Any, small: Any) -> bool:
    """Return whether jsonschema-rs proves that a schema takes all that another takes."""
    try:
        from jsonschema_rs import ReferencingError, canonicalize
        from jsonschema_rs.canonical import CanonicalizationError, Containment
    except ImportError:  # a platform without the wheel: nothing is proved
        return False
    try:
        ours, theirs = (
            canonicalize(one, validate_formats=True, offline=True) for one in (big, small)
        )
        return bool(ours.covers(theirs) == Containment.YES)
    except (CanonicalizationError, ReferencingError, ValueError):
        return False
