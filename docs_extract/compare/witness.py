"""A payload that one version of a contract accepts and another refuses because of one change."""

import contextlib
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, combinations, islice, product
from typing import Any

from jsonpointer import JsonPointer

from docs_extract.compare.change import ABSENT, Edit, Witness
from docs_extract.compare.differences import Difference
from docs_extract.compare.locations import (
    Location,
    as_member,
    family_of,
    value_at,
    with_value,
)
from docs_extract.compare.samples import NoSampleError, anything, interesting, sample, sample_member
from docs_extract.compare.tree import Path, Tree, get, read_tree, rules_of, text_of, to_schema
from docs_extract.compare.version import Version, compile_alone, contract_of
from validator.engine.interface import Engine
from validator.finding import Finding, Source

_NOTHING: Tree = {}
_MOST_PROPOSALS = 2_000
_MOST_REPAIRS = 300
_MOST_BASES = 4
_CONDITIONS = ("rules", "conditions", "members")
_TOGETHER = ("if", "then", "else")


def find_witness(
    accepting: Version, refusing: Version, isolated: Tree, difference: Difference
) -> Witness | None:
    """Return the payload nearest to a documented example that shows what a difference breaks.

    `accepting` takes it and `refusing` does not, by every engine at hand; nor does `isolated`, the
    tree of `accepting` with the difference alone: no other change is to blame. None where none was
    found.
    """
    alone = contract_of(isolated)

    def shows(payload: Any) -> bool:
        return (
            not alone.is_valid(payload) and refusing.refuses(payload) and accepting.accepts(payload)
        )

    def near(base: Any, source: Source | None, proposals: Iterable[Any]) -> Witness | None:
        payload = next(filter(shows, islice(proposals, _MOST_PROPOSALS)), ABSENT)
        if payload is ABSENT:
            return None
        steps = () if source is None else tuple(edits(base, payload))
        return Witness(payload, steps, source, _refusals(refusing, isolated, payload))

    for base, source in accepting.examples:
        if (found := near(base, source, [base])) is not None:
            return found
    best: Witness | None = None
    for base, source in accepting.examples[:_MOST_BASES]:
        found = near(base, source, _payloads(accepting, isolated, difference, base))
        if found is not None and (best is None or len(found.edits) < len(best.edits)):
            best = found
        if best is not None and len(best.edits) <= 1:
            return best
    if best is not None:
        return best
    for made in islice(_made_up(accepting), _MOST_BASES):
        found = near(made, None, _payloads(accepting, isolated, difference, made))
        if found is not None:
            return found
    return None


def edits(before: Any, after: Any, pointer: str = "") -> Iterator[Edit]:
    """Yield the steps that make one JSON value of another (RFC 6902), those of objects by field."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name in before:
            place = pointer + str(JsonPointer.from_parts([name]).path)
            if name in after:
                yield from edits(before[name], after[name], place)
            else:
                yield Edit("remove", place)
        for name, value in after.items():
            if name not in before:
                yield Edit("add", pointer + str(JsonPointer.from_parts([name]).path), value)
    elif text_of(before) != text_of(after):
        yield Edit("replace", pointer, after)


def _made_up(version: Version) -> Iterator[Any]:
    """Yield payloads made from the schema: of a family one of each member, and one of none."""
    tree = version.tree
    members = tree.get("members", _NOTHING)
    makers = [partial(sample_member, tree, name) for name in members]
    makers.append(partial(sample, {**tree, "members": _NOTHING}))
    for make in makers:
        with contextlib.suppress(NoSampleError):
            proposals = _repaired(version, make(tree), Location())
            yield from islice(filter(version.accepts, proposals), 1)


def _payloads(version: Version, isolated: Tree, difference: Difference, base: Any) -> Iterator[Any]:
    """Yield payloads that differ from a base at the places of a difference."""
    tree, at = version.tree, difference.at
    narrow = _filter(tree, isolated, at)
    for location in version.places.get(at, ()):
        try:
            around = as_member(base, location, tree)
        except NoSampleError:
            continue
        current = value_at(around, location, ABSENT)
        seen = set()
        for value in _values(tree, isolated, difference, current):
            text = text_of(value)
            if text in seen or not narrow(value):
                continue
            seen.add(text)
            try:
                payload = with_value(
                    _with_family(around, location, value, tree), location, value, tree
                )
            except NoSampleError:
                break
            yield from _repaired(version, payload, location)


def _with_family(payload: Any, location: Location, value: Any, tree: Tree) -> Any:
    """Return a payload whose family is the member that a value of its telling field stands for."""
    family = family_of(location, tree)
    if family is None or text_of(value) not in family[1]["members"]:
        return payload
    around, node = family
    return with_value(payload, around, sample_member(node, text_of(value), tree), tree)


def _filter(tree: Tree, isolated: Tree, at: Path) -> "_Narrow":
    before, after = (
        compile_alone(to_schema(get(one, at, _NOTHING), one)) for one in (tree, isolated)
    )
    return _Narrow(before, after)


class _Narrow:
    """Tells which values of a node the difference itself refuses."""

    def __init__(self, before: Engine, after: Engine) -> None:
        self._before = before
        self._after = after

    def __call__(self, value: Any) -> bool:
        return self._before.is_valid(value) and not self._after.is_valid(value)


def _values(tree: Tree, isolated: Tree, difference: Difference, current: Any) -> Iterator[Any]:
    """Yield values to try at the place of a difference, those near the current one first."""
    at = difference.at
    before, after = get(tree, at, _NOTHING), get(isolated, at, _NOTHING)
    if current is not ABSENT:
        yield current
    parts = [path[len(at) :] for path in difference.paths]
    names = {part[1]: None for part in parts if part[1:] and part[0] in ("properties", "required")}
    conditions = [
        fragment
        for part in parts
        for one in (tree, isolated)
        if (fragment := _condition(one, at, part)) is not None
    ]
    around = current
    if not isinstance(current, dict):
        try:
            around = sample(before, tree)
        except NoSampleError:
            around = None
    if isinstance(around, dict):
        yield around
        yield from _with_fields(around, names, before, after, tree)
        if any(part[:1] == ("additional",) for part in parts):
            other = [*interesting(before.get("additional", _NOTHING), tree), *anything()]
            yield from ({**around, "other": value} for value in other)
        yield from _combined(around, _mentioned(conditions, before, tree))
    if isinstance(current, str):
        # What is only just no longer the documented value.
        yield from (current[:-1], f"{current}x", current.upper(), current.lower())
    yield from interesting(before, tree)
    yield from interesting(after, isolated)
    yield from _in_members(at, tree)
    yield from anything()


def _condition(tree: Tree, at: Path, part: Path) -> Any:
    """Return what a node asks for at a part of it, as a fragment of a schema, None for the rest."""
    if part[:1] == ("keywords",):
        keywords = get(tree, (*at, "keywords"), _NOTHING)
        # What is asked for under a condition is seen only where the condition is met.
        asked = _TOGETHER if part[1] in _TOGETHER else part[1:]
        return {key: keywords[key] for key in asked if key in keywords}
    return get(tree, (*at, *part)) if part and part[0] in _CONDITIONS else None


def _in_members(at: Path, tree: Tree) -> Iterator[Any]:
    """Yield values that the members of a family take as the field at a path."""
    if at[-2:-1] == ("properties",):
        for case in get(tree, (*at[:-2], "members"), _NOTHING).values():
            yield from interesting(get(case, ("then", *at[-2:]), _NOTHING), tree)


def _with_fields(
    around: dict[str, Any], names: Iterable[str], before: Tree, after: Tree, tree: Tree
) -> Iterator[Any]:
    for name in names:
        yield {key: value for key, value in around.items() if key != name}
        for node in (before, after):
            field = node.get("properties", _NOTHING).get(name, node.get("additional"))
            if field is not None:
                yield from ({**around, name: value} for value in interesting(field, tree))
        yield from ({**around, name: value} for value in anything())


def _mentioned(fragments: Iterable[Any], node: Tree, tree: Tree) -> dict[str, list[Any]]:
    """Return the fields that conditions speak of, each with values to try and ABSENT."""
    found: dict[str, dict[str, Any]] = {}
    pending = [one for one in fragments if isinstance(one, dict)]
    while pending:
        fragment = pending.pop(0)
        for name, inside in fragment.get("properties", _NOTHING).items():
            values = found.setdefault(name, {})
            own = get(node, ("properties", name), _NOTHING)
            for one in (read_tree(inside).tree, own):
                values |= {text_of(value): value for value in interesting(one, tree)}
            if isinstance(inside, dict) and "not" in inside:
                more = interesting(read_tree(inside["not"]).tree, tree)
                values |= {text_of(value): value for value in more}
        needs = fragment.get("dependentRequired", _NOTHING)
        for name in [*fragment.get("required", ()), *needs, *chain(*needs.values())]:
            own = interesting(get(node, ("properties", name), _NOTHING), tree)
            found.setdefault(name, {}).update((text_of(value), value) for value in own)
        for key in ("if", "then", "else", "not"):
            if isinstance(fragment.get(key), dict):
                pending.append(fragment[key])
        for key in ("allOf", "anyOf", "oneOf"):
            pending += [one for one in fragment.get(key, ()) if isinstance(one, dict)]
    return {name: [*values.values(), ABSENT] for name, values in found.items()}


def _combined(around: dict[str, Any], choices: dict[str, list[Any]]) -> Iterator[Any]:
    """Yield an object with fields set to their choices, the fewest fields first."""
    for number in range(1, min(len(choices), 3) + 1):
        for names in combinations(choices, number):
            for values in product(*(choices[name] for name in names)):
                changed = {**around, **dict(zip(names, values, strict=True))}
                yield {name: value for name, value in changed.items() if value is not ABSENT}


def _repaired(version: Version, payload: Any, location: Location) -> Iterator[Any]:
    """Yield a payload, and where a rule forbids it, the same with what the rule asks for."""
    yield payload
    tree = version.tree
    rules = rules_of(tree)
    if not rules or not isinstance(payload, dict) or version.contracts[0].is_valid(payload):
        return
    kept = location.steps[:1]
    choices = {
        name: values for name, values in _mentioned(rules, tree, tree).items() if (name,) != kept
    }
    yield from islice(_combined(payload, choices), _MOST_REPAIRS)


def _refusals(refusing: Version, isolated: Tree, payload: Any) -> tuple[Finding, ...]:
    """Return what the refusing version finds, only what the change itself is to blame for."""
    found = refusing.contracts[0].check_json(payload)
    blamed = contract_of(isolated).check_json(payload)
    said = {(one.code, one.pointer, one.message) for one in blamed}
    # Other changes may have changed what is expected, and so the message.
    places = {(one.code, one.pointer) for one in blamed if one.code != "required"}
    return (
        tuple(one for one in found if (one.code, one.pointer, one.message) in said)
        or tuple(one for one in found if (one.code, one.pointer) in places)
        or tuple(found)
    )
