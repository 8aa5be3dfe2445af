"""What no engine may be given: a schema that is unsafe or unclear, refused before it is compiled.

Each engine would say something else of such a schema, or nothing: references to elsewhere and those
that lead back to themselves, keywords that no draft has, patterns that are none of ECMA-262.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonpointer import JsonPointer
from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing import exceptions

from validator import hints, wording
from validator.ecma import PatternError, compile_pattern
from validator.engine.interface import value_at
from validator.errors import SchemaError
from validator.references import REFERENCES, inside, leads_nowhere, registry_with, resource_of
from validator.schemas import DIALECT

MOST_APPLIED = 1_000_000
"""Schemas that may be applied to one value: references can double them at each step."""

# Where schemas stand in a schema (2020-12 Core, sections 10 and 11, and the drafts before).
_Names = tuple[str, ...]
_SAME_VALUE: _Names = ("not", "if", "then", "else")
_SAME_VALUE_LISTS: _Names = ("allOf", "anyOf", "oneOf")
_SAME_VALUE_MAPS: _Names = ("dependentSchemas", "dependencies")
_OTHERS: _Names = (
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "items",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
)
_OTHER_LISTS: _Names = ("items", "prefixItems")
_OTHER_MAPS: _Names = ("$defs", "definitions", "patternProperties", "properties")

_DRAFTS = (
    DIALECT,
    "https://json-schema.org/draft/2019-09/schema",
    "http://json-schema.org/draft-07/schema#",
    "http://json-schema.org/draft-06/schema#",
    "http://json-schema.org/draft-04/schema#",
)
_ALONE_BESIDE_REF = _DRAFTS[2:]


@dataclass(frozen=True, slots=True)
class _Place:
    """A schema on the way: its value, where its references start, and its pointer in the text."""

    schema: Any
    resolver: Any
    pointer: str
    dialect: str


_Same = dict[int, tuple[_Place, list[_Place]]]
"""By identity: each schema, and those it applies to the same value."""


def check_schema(
    schema: Any,
    base_uri: str,
    retrieve: Callable[[str], Any],
    *,
    unknown_keywords: str = "error",
) -> None:
    """Refuse a schema that no engine should be given, with those that it leads to.

    `unknown_keywords` is "error" or "ignore": JSON Schema takes them for annotations, but a
    misspelt one would say nothing, so that only those that begin with `x-` are taken.

    Raises:
        SchemaError: what is wrong with it, and where (a JSON Pointer).
    """
    registry = registry_with(schema, base_uri, cache(retrieve))
    root = registry[base_uri]
    start = _Place(
        schema, inside(registry.resolver(base_uri), root), "", _dialect(schema, DIALECT, "")
    )
    same: _Same = {}
    pending = [start]
    while pending:
        place = pending.pop()
        if not isinstance(place.schema, dict) or id(place.schema) in same:
            continue
        if unknown_keywords == "error":
            _check_keywords(place)
        _check_patterns(place)
        referred = list(_referred(place))
        held = list(_held(place))
        # Before 2019-09, a reference stands alone: what is beside it says nothing.
        alone = referred and place.dialect in _ALONE_BESIDE_REF
        beside = [part for part, is_same in held if is_same and not alone]
        same[id(place.schema)] = place, referred + beside
        pending += [part for part, _ in held] + referred
    _check_ends(same)


def _dialect(schema: Any, outer: str, pointer: str) -> str:
    """Return the draft that a schema is of."""
    named = schema.get("$schema", outer) if isinstance(schema, dict) else outer
    for draft in _DRAFTS:
        if isinstance(named, str) and named.rstrip("#") == draft.rstrip("#"):
            return draft
    shown = wording.value(named)
    raise SchemaError(
        f"not a usable JSON Schema at {pointer}/$schema: the draft {shown} is not known; "
        "2020-12, 2019-09, 7, 6 and 4 are"
    )


def _check_keywords(place: _Place) -> None:
    known = _keywords(place.dialect)
    for keyword in place.schema:
        if keyword in known or keyword.startswith("x-"):
            continue
        match = hints.nearest(keyword, sorted(known))
        hint = f"did you mean {match}? Extensions" if match else "extensions"
        raise SchemaError(
            f"not a usable JSON Schema at {_pointer(place, keyword)}: the keyword "
            f"{wording.value(keyword)} is not known; {hint} begin with x-, and "
            "--unknown-keywords ignore passes over others"
        )


@cache
def _keywords(dialect: str) -> frozenset[str]:
    """Return the keywords of a draft, as its own schema and its vocabularies have them."""
    resource = SPECIFICATIONS[dialect]
    resolver: Any = SPECIFICATIONS.resolver(dialect)
    schemas = [resource.contents] + [
        resolver.lookup(part["$ref"]).contents for part in resource.contents.get("allOf", ())
    ]
    return frozenset(keyword for one in schemas for keyword in one.get("properties", ()))


def _check_patterns(place: _Place) -> None:
    texts = [("pattern", place.schema.get("pattern"))]
    named = place.schema.get("patternProperties")
    if isinstance(named, dict):
        texts += [("patternProperties", text) for text in named]
    for keyword, text in texts:
        if not isinstance(text, str):
            continue
        try:
            compile_pattern(text)
        except PatternError as error:
            raise SchemaError(
                f"not a usable JSON Schema at {_pointer(place, keyword)}: {wording.value(text)} "
                f"is no pattern of ECMA-262: {wording.printable(str(error))}"
            ) from error


def _referred(place: _Place) -> Iterator[_Place]:
    """Yield the schemas that a schema's references lead to."""
    for keyword in REFERENCES:
        reference = place.schema.get(keyword)
        if not isinstance(reference, str):
            continue
        try:
            found = place.resolver.lookup(reference)
        except (exceptions.Unresolvable, ValueError) as error:
            raise leads_nowhere(keyword, reference) from error
        except (AttributeError, TypeError):
            continue  # no schema stands where one must stand: the engine says so
        local = reference.startswith("#")
        pointer = reference[1:] if local else reference if "#" in reference else f"{reference}#"
        dialect = _dialect(found.contents, place.dialect, pointer)
        yield _Place(found.contents, found.resolver, pointer, dialect)


def _held(place: _Place) -> Iterator[tuple[_Place, bool]]:
    """Yield the schemas that stand in a schema, and whether they are applied to the same value."""
    for names, is_same in ((_SAME_VALUE, True), (_OTHERS, False)):
        for name in names:
            if isinstance(place.schema.get(name), dict):
                yield _inner(place, name), is_same
    for names, is_same in ((_SAME_VALUE_LISTS, True), (_OTHER_LISTS, False)):
        for name in names:
            parts = place.schema.get(name)
            for number in range(len(parts)) if isinstance(parts, list) else ():
                yield _inner(place, name, number), is_same
    for names, is_same in ((_SAME_VALUE_MAPS, True), (_OTHER_MAPS, False)):
        for name in names:
            parts = place.schema.get(name)
            for key in parts if isinstance(parts, dict) else ():
                yield _inner(place, name, key), is_same


def _inner(place: _Place, *path: str | int) -> _Place:
    schema = value_at(place.schema, path)
    pointer = _pointer(place, *path)
    dialect = _dialect(schema, place.dialect, pointer)
    return _Place(schema, inside(place.resolver, resource_of(schema)), pointer, dialect)


def _pointer(place: _Place, *path: str | int) -> str:
    return f"{place.pointer}{JsonPointer.from_parts(path).path}"


def _check_ends(same: _Same) -> None:
    """Refuse what is applied to one value without end, or far too often."""
    applied: dict[int, int] = {}
    for first, parts in same.values():
        stack = [(first, iter(parts))]
        entered = {id(first.schema)}
        while stack and id(first.schema) not in applied:
            place, left = stack[-1]
            inner = next((one for one in left if id(one.schema) in same), None)
            if inner is None:
                stack.pop()
                entered.discard(id(place.schema))
                applied[id(place.schema)] = _applied(place, same, applied)
            elif id(inner.schema) in entered:
                raise SchemaError(
                    f"not a usable JSON Schema {_at(place.pointer)}: it leads back to itself "
                    f"without end, by way of {inner.pointer or 'the root'}"
                )
            elif id(inner.schema) not in applied:
                entered.add(id(inner.schema))
                stack.append((inner, iter(same[id(inner.schema)][1])))


def _applied(place: _Place, same: _Same, applied: dict[int, int]) -> int:
    """Return how many schemas a schema applies to one value, itself among them."""
    parts = same[id(place.schema)][1]
    count = 1 + sum(applied.get(id(part.schema), 1) for part in parts)
    if count > MOST_APPLIED:
        raise SchemaError(
            f"not a usable JSON Schema {_at(place.pointer)}: it applies more than {MOST_APPLIED} "
            "schemas to one value"
        )
    return count


def _at(pointer: str) -> str:
    return f"at {pointer}" if pointer else "at its root"
