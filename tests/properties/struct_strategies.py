"""Structs as pages give them, edits of them, and payloads that keep them.

Strategies that many draws take are made once: Hypothesis looks through each new one, which took
longer than what is tested.
"""

from dataclasses import replace
from functools import cache
from typing import Any

from hypothesis import strategies as st
from strategies import times, uuids

from docs_extract.emit import struct_schema
from docs_extract.struct import Family, Field, FieldType, Rule, Struct, Value, Variant
from validator.finding import Severity, Source

HERE = Source("a.rst", 1, "a")
NAMES = ("a", "b", "c", "d", "e", "f")
VALUES = ("on", "off", "", "busy", "idle")
FORMS = {"uuid": uuids, "timestamp": times}
RULES = (
    {"if": {"properties": {"a": {"const": "on"}}, "required": ["a"]}, "then": {"required": ["b"]}},
    {"properties": {"b": {"minimum": 3}}},
    {"properties": {"a": {"not": {"const": "off"}}}},
    {"required": ["c"]},
)

State = tuple[Struct, Struct]


@cache
def scalars() -> st.SearchStrategy[FieldType]:
    bounds = st.none() | st.integers(-3, 3)
    return st.one_of(
        st.just(FieldType("string")),
        st.builds(FieldType, st.just("string"), max_length=st.integers(1, 6)),
        enums(),
        st.builds(lambda form: FieldType("string", forms=(form,)), st.sampled_from([*FORMS])),
        st.builds(
            lambda forms, exact: FieldType("string", forms=forms, exact=exact),
            st.sampled_from([("uuid",), ("timestamp",), ("uuid", "timestamp")]),
            st.sampled_from([(), ("",)]),
        ),
        st.builds(lambda one: FieldType("string", constant=one), st.sampled_from(VALUES)),
        st.builds(
            lambda kind, one, two: FieldType(
                kind, minimum=one, maximum=two if one is None or two is None else max(one, two)
            ),
            st.sampled_from(["integer", "number"]),
            bounds,
            bounds,
        ),
        st.just(FieldType("boolean")),
        st.just(FieldType("any")),
    )


@cache
def enums() -> st.SearchStrategy[FieldType]:
    return st.lists(st.sampled_from(VALUES), min_size=1, max_size=4, unique=True).map(
        lambda values: FieldType("string", values=tuple(Value(one, "", HERE) for one in values))
    )


@cache
def types(depth: int = 2, structs: tuple[str, ...] = ("other",)) -> st.SearchStrategy[FieldType]:
    plain = scalars()
    if structs:
        plain |= st.sampled_from(structs).map(lambda name: FieldType("object", struct=name))
    if depth:
        inner = types(depth - 1, structs)
        plain |= st.builds(
            lambda items, least: FieldType("array", items=items, min_items=least),
            st.none() | inner,
            st.none() | st.integers(1, 2),
        )
        plain |= st.builds(
            lambda fields, is_open: FieldType("object", fields=fields, open=is_open),
            fields(depth - 1, structs),
            st.booleans(),
        )
        plain |= inner.map(lambda rest: FieldType("object", rest=rest, open=True))
    return st.builds(
        lambda kind, nullable: replace(kind, nullable=nullable and kind.kind != "any"),
        plain,
        st.sampled_from([False, False, True]),
    )


@cache
def fields(depth: int = 2, structs: tuple[str, ...] = ("other",)) -> st.SearchStrategy[Any]:
    one = st.builds(
        lambda name, kind, optional: Field(name, kind, "", HERE, optional=optional),
        st.sampled_from(NAMES),
        types(depth, structs),
        st.booleans(),
    )
    return st.lists(one, max_size=4, unique_by=lambda field: field.name).map(tuple)


@st.composite
def structs(draw: st.DrawFn, name: str = "thing", embedded: bool = True) -> Struct:
    inside = fields(structs=("other",) if embedded else ())
    struct = Struct(name, name.title(), "", HERE, draw(inside), open=draw(st.booleans()))
    chosen = draw(st.lists(st.sampled_from(range(len(RULES))), max_size=2, unique=True))
    rules = tuple(rule(number) for number in chosen)
    if draw(st.integers(0, 3)) == 0:
        struct = with_family(struct, draw(enums()), draw(st.lists(inside, min_size=1, max_size=3)))
    return replace(struct, rules=rules if draw(st.booleans()) else ())


def rule(number: int) -> Rule:
    return Rule(f"rule-{number}", Severity.ERROR, "m", RULES[number], HERE, "w")


def with_family(struct: Struct, kind: FieldType, members: list[Any]) -> Struct:
    """Return a struct whose field `kind` tells what other fields it has."""
    told = Field("kind", kind, "", HERE)
    variants = tuple(
        Variant(
            value.value, f"thing_{value.value}", tuple(f for f in own if f.name != "kind"), HERE
        )
        for value, own in zip(kind.values, members, strict=False)
    )
    shown = {field.name: field for field in struct.fields if field.name != "kind"}
    for variant in variants:
        for field in variant.fields:
            # Members disagree about it, so that the family leaves it open.
            shown[field.name] = replace(field, type=FieldType("any"), optional=True)
    return replace(struct, fields=(told, *shown.values()), family=Family("kind", variants))


@st.composite
def state_pairs(draw: st.DrawFn, most: int = 3) -> tuple[State, State]:
    """Return two states of a struct and of the one it embeds, some edits apart."""
    other = draw(structs("other", embedded=False))
    struct = draw(structs())
    after, other_after = struct, other
    for _ in range(draw(st.integers(1, most))):
        if draw(st.integers(0, 3)) == 0:
            other_after = draw(edited(other_after))
        else:
            after = draw(edited(after))
    return (struct, other), (after, other_after)


@st.composite
def edited(draw: st.DrawFn, struct: Struct) -> Struct:
    """Return a struct with one edit of a kind that a page can undergo."""
    kind = draw(st.sampled_from(["field", "field", "field", "add", "remove", "open", "rule"]))
    if kind == "open":
        return replace(struct, open=not struct.open)
    if kind == "rule":
        number = draw(st.sampled_from(range(len(RULES))))
        known = {one.id: one for one in struct.rules}
        if known.pop(f"rule-{number}", None) is None:
            known[f"rule-{number}"] = rule(number)
        return replace(struct, rules=tuple(known.values()))
    return replace(struct, fields=draw(edited_fields(struct.fields, kind)))


@st.composite
def edited_fields(draw: st.DrawFn, known: tuple[Field, ...], kind: str) -> tuple[Field, ...]:
    free = [name for name in NAMES if name not in {field.name for field in known}]
    if (kind == "add" or not known) and free:
        new = Field(draw(st.sampled_from(free)), draw(types(1)), "", HERE, draw(st.booleans()))
        place = draw(st.integers(0, len(known)))
        return (*known[:place], new, *known[place:])
    number = draw(st.integers(0, len(known) - 1))
    if kind == "remove" and known[number].name != "kind":
        return (*known[:number], *known[number + 1 :])
    field = known[number]
    if draw(st.integers(0, 3)) == 0:
        field = replace(field, optional=not field.optional)
    else:
        field = replace(field, type=draw(edited_type(field.type)))
    return (*known[:number], field, *known[number + 1 :])


@st.composite
def edited_type(draw: st.DrawFn, kind: FieldType) -> FieldType:
    choices = ["null", "other"]
    choices += ["values"] * 3 if kind.values else []
    choices += ["fields"] * 3 if kind.kind == "object" and not kind.struct and not kind.rest else []
    choices += ["items"] * 3 if kind.items is not None else []
    choice = draw(st.sampled_from(choices))
    if choice == "null" and kind.kind != "any":
        return replace(kind, nullable=not kind.nullable)
    if choice == "values":
        left = [one for one in VALUES if one not in {value.value for value in kind.values}]
        if left and (len(kind.values) == 1 or draw(st.booleans())):
            return replace(
                kind, values=(*kind.values, Value(draw(st.sampled_from(left)), "", HERE))
            )
        return replace(kind, values=kind.values[1:]) if len(kind.values) > 1 else kind
    if choice == "fields":
        if draw(st.integers(0, 3)) == 0:
            return replace(kind, open=not kind.open)
        more = draw(st.sampled_from(["field", "add", "remove"]))
        return replace(kind, fields=draw(edited_fields(kind.fields, more)))
    if choice == "items":
        assert kind.items is not None
        return replace(kind, items=draw(edited_type(kind.items)))
    return draw(types(1))


def schema_of(struct: Struct, other: Struct, version: str) -> Any:
    """Return the schema of a struct that may embed another one."""
    known = {struct.name: struct, other.name: other}
    return struct_schema(struct.name, known, dict.fromkeys(known, version))


@st.composite
def payloads(draw: st.DrawFn, struct: Struct, other: Struct) -> Any:
    """Return what a struct's page shows: nearly always valid, rules and families aside."""
    return draw(_object(struct.fields, struct.open, other))


@st.composite
def _object(draw: st.DrawFn, known: tuple[Field, ...], is_open: bool, other: Struct) -> Any:
    payload = {}
    for field in known:
        if not field.optional or draw(st.booleans()):
            payload[field.name] = draw(_value(field.type, other))
    if is_open and draw(st.booleans()):
        payload.setdefault(draw(st.sampled_from(NAMES)), draw(_anything))
    return payload


_anything = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.sampled_from(VALUES), st.just([]), st.just({})
)


def _value(kind: FieldType, other: Struct) -> st.SearchStrategy[Any]:
    plain: st.SearchStrategy[Any] = _plain(kind, other)
    return plain | st.none() if kind.nullable else plain


def _plain(kind: FieldType, other: Struct) -> st.SearchStrategy[Any]:
    if kind.struct is not None:
        return payloads(other, other)
    if kind.kind == "object":
        if kind.rest is not None:
            return st.dictionaries(st.sampled_from(NAMES), _value(kind.rest, other), max_size=2)
        return _object(kind.fields, kind.open, other)
    if kind.kind == "array":
        items = _value(kind.items, other) if kind.items is not None else _anything
        return st.lists(items, min_size=kind.min_items or 0, max_size=3)
    if kind.kind == "any":
        return _anything
    if kind.kind == "boolean":
        return st.booleans()
    if kind.kind in ("integer", "number"):
        numbers: st.SearchStrategy[Any] = st.integers(kind.minimum, kind.maximum)
        return numbers
    if kind.constant is not None:
        return st.just(kind.constant)
    if kind.values:
        return st.sampled_from([value.value for value in kind.values])
    if kind.forms:
        exact = [st.just(one) for one in kind.exact]
        return st.one_of(*exact, *(FORMS[form] for form in kind.forms))
    return st.text("ab", max_size=kind.max_length or 8)
