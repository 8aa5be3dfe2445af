"""Two trees -> the differences between them, each one a change that can be made alone."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docs_extract.compare.change import ABSENT
from docs_extract.compare.tree import (
    DEFINITIONS,
    ID,
    Path,
    Tree,
    get,
    text_of,
    to_schema,
    types_of,
    with_held,
    without_definitions,
)
from validator.json_value import is_equal

_LOWER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_FORM = ("pattern", "format", "minLength", "maxLength")
_KEPT = (("advice",), ("records",), ("outcome",), ID)
_NOTHING: Tree = {}
_ANY: Tree = {}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two trees.

    `paths` are the places in which one tree takes what the other has, so that this and nothing
    else changes; `at` is the path of the node whose values it is about, and `place` where the
    change is shown. `name` is that of the field, rule, member or keyword, empty where there is
    none; `old` and `new` are JSON values, or ABSENT.
    """

    code: str
    at: Path
    place: Path
    paths: tuple[Path, ...]
    name: str
    old: Any
    new: Any


def differences(old: Tree, new: Tree) -> Iterator[Difference]:
    """Yield the differences of two trees in the order of the new one, those embedded last."""
    yield from _nodes(old, new, ())
    yield from _outside(old, new)
    for key in DEFINITIONS:
        for name in new.get(key, _NOTHING):
            if name in old.get(key, _NOTHING):
                yield from _nodes(old[key][name], new[key][name], (key, name))


def _nodes(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    if is_equal(without_definitions(old), without_definitions(new)):
        return
    if _is_other(old, new):
        code = "type-narrowed" if old == _ANY else "type-widened" if new == _ANY else "type-changed"
        yield _whole(code, old, new, at)
        return
    if old.get("ref") != new.get("ref"):
        yield _part("type-changed", old, new, at, ("ref",))
    yield from _types(old, new, at)
    yield from _values(old, new, at)
    yield from _keywords(old, new, at)
    yield from _fields(old, new, at)
    yield from _inside(old, new, at, "items", ("items-added", "items-removed"))
    yield from _other_fields(old, new, at)
    yield from _named(old, new, at, "rules", "rule")
    yield from _members(old, new, at)
    yield from _conditions(old, new, at)


def _is_other(old: Tree, new: Tree) -> bool:
    """Return whether two nodes have so little in common that nothing of one is left."""
    if "never" in old or "never" in new or ("ref" in old) != ("ref" in new):
        return True
    ours, theirs = _kinds(old), _kinds(new)
    if _ANY in (old, new):
        return ours is not None or theirs is not None
    return ours is not None and theirs is not None and not ours & theirs


def _kinds(node: Tree) -> set[str] | None:
    """Return the types of a node or its values, with those they hold, None where it says none."""
    if "types" not in node and "values" not in node:
        return None
    return with_held(types_of(node))


def _types(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    before, after = _kinds(old), _kinds(new)
    if bool(old.get("null")) != bool(new.get("null")) and (before is None) == (after is None):
        code = "null-added" if new.get("null") else "null-removed"
        place = (*at, "null")
        yield Difference(code, at, place, (place,), "", _with_null(old), _with_null(new))
    ours, theirs = old.get("types"), new.get("types")
    # Where values come or go, the types that they stand for do with them.
    if ours == theirs or ("values" in old) != ("values" in new):
        return
    paths = [("types",)]
    if before is None or after is None:
        code = "type-narrowed" if before is None else "type-widened"
        paths.append(("null",))
    else:
        code = "type-changed"
        code = "type-narrowed" if after < before else "type-widened" if before < after else code
    shown = [list(one) if one is not None else ABSENT for one in (ours, theirs)]
    whole = tuple((*at, *path) for path in paths)
    yield Difference(code, at, (*at, "types"), whole, "", *shown)


def _with_null(node: Tree) -> list[str]:
    """Return the types of a node, or the struct that it is, and null where it takes that."""
    named = [node["ref"]] if "ref" in node else [*types_of(node)]
    return [*named, *(["null"] if node.get("null") else [])]


def _values(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("values"), new.get("values")
    if (ours is None) != (theirs is None):
        code = "enum-added" if ours is None else "enum-removed"
        told = _part(code, old, new, at, ("values",))
        yield replace(told, paths=(*told.paths, (*at, "types")))
        return
    for text, value in (theirs or {}).items():
        if text not in (ours or {}):
            yield _value("enum-value-added", at, text, ABSENT, value)
    for text, value in (ours or {}).items():
        if text not in (theirs or {}):
            yield _value("enum-value-removed", at, text, value, ABSENT)


def _value(code: str, at: Path, text: str, old: Any, new: Any) -> Difference:
    place = (*at, "values", text)
    return Difference(code, at, place, (place,), "", old, new)


def _keywords(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("keywords", _NOTHING), new.get("keywords", _NOTHING)
    changed = [
        key
        for key in dict.fromkeys([*theirs, *ours])
        if not is_equal(ours.get(key, ABSENT), theirs.get(key, ABSENT))
    ]
    leading = next((key for key in ("pattern", "format") if key in changed), None)
    if leading is not None:
        # The form of a string is several keywords, which come and go together.
        form = [key for key in changed if key in _FORM]
        ending = _ending(leading in ours, leading in theirs)
        yield _keyword(f"{leading}-{ending}", leading, old, new, at, form)
        changed = [key for key in changed if key not in form]
    condition = [key for key in changed if key in ("if", "then", "else")]
    if condition:
        yield _keyword("condition-changed", condition[0], old, new, at, condition)
    for pair in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if set(pair) <= set(changed):  # one bound, said by another keyword
            yield _keyword("keyword-changed", pair[0], old, new, at, list(pair))
            changed = [key for key in changed if key not in pair]
    for key in changed:
        if key in condition or key == "$id":
            continue
        code = _bound(key, ours.get(key), theirs.get(key))
        code = code or f"keyword-{_ending(key in ours, key in theirs)}"
        yield _keyword(code, key, old, new, at, [key])


def _keyword(code: str, key: str, old: Tree, new: Tree, at: Path, keys: list[str]) -> Difference:
    place = (*at, "keywords", key)
    shown = [_shown_keywords(node.get("keywords", _NOTHING), keys) for node in (old, new)]
    return Difference(code, at, place, tuple((*at, "keywords", one) for one in keys), key, *shown)


def _shown_keywords(keywords: Tree, keys: list[str]) -> Any:
    there = {key: keywords[key] for key in keys if key in keywords}
    return (there if len(keys) > 1 else next(iter(there.values()))) if there else ABSENT


def _ending(before: bool, after: bool) -> str:
    return "changed" if before and after else "added" if after else "removed"


def _bound(key: str, old: Any, new: Any) -> str | None:
    """Return the code of a changed bound, None for any other keyword."""
    numbers = all(one is None or isinstance(one, (int, float)) for one in (old, new))
    if key not in (*_LOWER, *_UPPER) or not numbers or isinstance(old, bool):
        return None
    if old is None or new is None:
        return "bound-narrowed" if old is None else "bound-widened"
    return "bound-narrowed" if (new > old) == (key in _LOWER) else "bound-widened"


def _fields(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("properties", _NOTHING), new.get("properties", _NOTHING)
    for name in theirs:
        if name in ours:
            yield from _nodes(ours[name], theirs[name], (*at, "properties", name))
            yield from _need(old, new, at, name)
        else:
            yield _field("field-added", old, new, at, name, name in new.get("required", _NOTHING))
    for name in ours:
        if name not in theirs:
            asked = name in old.get("required", _NOTHING)
            yield _field("field-removed", old, new, at, name, asked)
    for name in {**new.get("required", _NOTHING), **old.get("required", _NOTHING)}:
        if name not in ours and name not in theirs:
            yield from _need(old, new, at, name)


def _field(code: str, old: Tree, new: Tree, at: Path, name: str, required: bool) -> Difference:
    place = (*at, "properties", name)
    paths = (place, (*at, "required", name))
    shown = [
        ABSENT
        if name not in node.get("properties", _NOTHING)
        else to_schema(node["properties"][name])
        for node in (old, new)
    ]
    return Difference(
        f"{'required' if required else 'optional'}-{code}", at, place, paths, name, *shown
    )


def _need(old: Tree, new: Tree, at: Path, name: str) -> Iterator[Difference]:
    before, after = (name in node.get("required", _NOTHING) for node in (old, new))
    if before != after:
        place = (*at, "required", name)
        code = "field-became-required" if after else "field-became-optional"
        yield Difference(code, at, place, (place,), name, before, after)


def _inside(
    old: Tree, new: Tree, at: Path, key: str, codes: tuple[str, str]
) -> Iterator[Difference]:
    if key in old and key in new:
        yield from _nodes(old[key], new[key], (*at, key))
    elif key in old or key in new:
        yield _part(codes[key in old], old, new, at, (key,))


def _other_fields(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("additional"), new.get("additional")
    if is_equal(ours, theirs):
        return
    if ours is not None and theirs is not None and "never" not in ours and "never" not in theirs:
        yield from _nodes(ours, theirs, (*at, "additional"))
        return
    never = [one is not None and "never" in one for one in (ours, theirs)]
    code = "other-fields-changed"
    if ours is None and never[1]:
        code = "object-closed"
    elif never[0] and theirs is None:
        code = "object-opened"
    yield _part(code, old, new, at, ("additional",))


def _named(old: Tree, new: Tree, at: Path, key: str, word: str) -> Iterator[Difference]:
    """Yield the differences of rules, or of members, which are known by their names."""
    ours, theirs = old.get(key, _NOTHING), new.get(key, _NOTHING)
    for name in dict.fromkeys([*theirs, *ours]):
        before, after = ours.get(name, ABSENT), theirs.get(name, ABSENT)
        if not is_equal(before, after):
            place = (*at, key, name)
            code = f"{word}-{_ending(name in ours, name in theirs)}"
            yield Difference(code, at, place, (place,), name, before, after)


def _members(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("members", _NOTHING), new.get("members", _NOTHING)
    for name in dict.fromkeys([*theirs, *ours]):
        place = (*at, "members", name)
        before, after = ours.get(name), theirs.get(name)
        if before is not None and after is not None and is_equal(before["if"], after["if"]):
            yield from _nodes(before["then"], after["then"], (*place, "then"))
        else:
            shown = [
                ABSENT if one is None else {"if": one["if"], "then": to_schema(one["then"])}
                for one in (before, after)
            ]
            ending = _ending(name in ours, name in theirs)
            code = "condition-changed" if ending == "changed" else f"member-{ending}"
            yield Difference(code, at, place, (place,), name, *shown)


def _conditions(old: Tree, new: Tree, at: Path) -> Iterator[Difference]:
    ours, theirs = old.get("conditions", _NOTHING), new.get("conditions", _NOTHING)
    gone = [name for name in ours if name not in theirs]
    for name in theirs:
        if name in ours:
            continue
        place = (*at, "conditions", name)
        # One that asks for the same under another condition is the one that was there before.
        same = [one for one in gone if _then(ours[one]) == _then(theirs[name])]
        if same:
            gone.remove(same[0])
            before = (*at, "conditions", same[0])
            was = ours[same[0]]
            yield Difference("condition-changed", at, place, (before, place), "", was, theirs[name])
        else:
            yield Difference("condition-added", at, place, (place,), "", ABSENT, theirs[name])
    for name in gone:
        place = (*at, "conditions", name)
        yield Difference("condition-removed", at, place, (place,), "", ours[name], ABSENT)


def _then(condition: Any) -> str | None:
    then = condition.get("then") if isinstance(condition, dict) else None
    return text_of(then) if then is not None else None


def _outside(old: Tree, new: Tree) -> Iterator[Difference]:
    """Yield what callspec alone knows: rules that warn or compare payloads, and the mapping."""
    yield from _named(old, new, (), "advice", "advice")
    yield from _named(old, new, (), "records", "record-rule")
    before, after = old.get("outcome", ABSENT), new.get("outcome", ABSENT)
    if not is_equal(before, after):
        code = f"mapping-{_ending('outcome' in old, 'outcome' in new)}"
        yield Difference(code, (), ("outcome",), (("outcome",),), "", before, after)


def _whole(code: str, old: Tree, new: Tree, at: Path) -> Difference:
    paths: tuple[Path, ...] = (at,)
    if not at or (len(at) == 2 and at[0] in DEFINITIONS):
        # The root keeps its definitions and rules, and what has an address keeps that.
        paths = tuple((*at, *part) for part in _parts(old, new) if part not in _KEPT)
    shown = [to_schema(without_definitions(node)) for node in (old, new)]
    return Difference(code, at, at, paths, "", *shown)


def _parts(old: Tree, new: Tree) -> Iterator[Path]:
    """Yield the parts of what two nodes say themselves, keywords one by one."""
    for name in dict.fromkeys([*without_definitions(old), *without_definitions(new)]):
        if name == "keywords":
            keys = {**old.get(name, _NOTHING), **new.get(name, _NOTHING)}
            yield from ((name, key) for key in keys)
        else:
            yield (name,)


def _part(code: str, old: Tree, new: Tree, at: Path, part: Path) -> Difference:
    place = (*at, *part)
    shown = [_shown(get(node, part, ABSENT), part[0]) for node in (old, new)]
    return Difference(code, at, place, (place,), "", *shown)


def _shown(value: Any, key: str) -> Any:
    """Return what stands at a part of a node as JSON Schema has it."""
    if value is ABSENT:
        return ABSENT
    if key == "values":
        return list(value.values())
    return to_schema(value) if key in ("items", "additional") else value
