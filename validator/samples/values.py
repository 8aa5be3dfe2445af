"""Values that a schema takes, chosen by chance: proposals, which an engine judges afterwards."""

import contextlib
import datetime
import random
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jsonpointer import JsonPointer, JsonPointerException

from validator.ecma import compile_pattern
from validator.samples.strings import strings_like

_TEXTS = ("", "text", "two words", "Zoë", "안녕하세요", 'a "quoted" word', "back\\slash", "a\nb")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_FORMATS = {
    "date": "%Y-%m-%d",
    "date-time": "%Y-%m-%dT%H:%M:%SZ",
    "time": "%H:%M:%SZ",
}
_TIMES = (
    "%Y-%m-%d %H:%M:%S.%f",
    "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%fZ",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
)
_MOST_TRIES = 20
_DEEPEST = 6
"""Objects inside one another beyond which only what is required is made."""


class NoSampleError(Exception):
    """A schema takes nothing, or nothing that could be made up."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What makes values of a schema's parts.

    `root` is the schema, `retrieve` returns another by its URI or raises a LookupError, `holds`
    tells whether a value keeps a part of it.
    """

    root: Any
    retrieve: Callable[[str], Any]
    holds: Callable[[Any, Any], bool]
    rng: random.Random


def make(maker: Maker, schema: Any, depth: int = 0) -> Any:
    """Return a value that a schema mostly takes; where it says nothing, a text.

    Raises:
        NoSampleError: it takes none, or none could be made up.
    """
    if schema is False or depth > 2 * _DEEPEST:
        raise NoSampleError
    if not isinstance(schema, dict):
        return _text(maker.rng, {})
    schema = _whole(maker, schema)
    rng = maker.rng
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return rng.choice(schema["enum"])
    if "if" in schema and "type" not in schema and "properties" not in schema:
        return _either(maker, schema, depth)
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    if isinstance(kinds, list):
        # Null is one of several values, and seldom the interesting one.
        others = [one for one in kinds if one != "null"]
        kinds = (
            "null"
            if not others or (len(others) < len(kinds) and rng.random() < 0.2)
            else (rng.choice(others))
        )
    if kinds == "object":
        return _object(maker, schema, depth)
    if kinds == "array":
        return _array(maker, schema, depth)
    if kinds in ("integer", "number"):
        return _number(rng, schema, kinds)
    if kinds == "boolean":
        return rng.random() < 0.5
    return None if kinds == "null" else _text(rng, schema)


def _whole(maker: Maker, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema with what it refers to and what it combines; of alternatives, one."""
    found = dict(schema)
    for _ in range(_MOST_TRIES):
        if isinstance(reference := found.pop("$ref", None), str):
            found = _merged(_target(maker, reference), found)
        for key in ("anyOf", "oneOf"):
            if choices := found.pop(key, None):
                found = _merged(found, maker.rng.choice(choices))
        parts = found.get("allOf", ())
        plain = [one for one in parts if isinstance(one, dict) and "if" not in one]
        if plain:
            found["allOf"] = [one for one in parts if one not in plain]
            for one in plain:
                found = _merged(found, one)
        if not {"$ref", "anyOf", "oneOf"} & set(found) and not plain:
            return found
    raise NoSampleError


def _merged(one: Any, other: Any) -> dict[str, Any]:
    """Return a schema that asks for what two ask for, as far as one can say it."""
    if one is False or other is False:
        raise NoSampleError
    one, other = (part if isinstance(part, dict) else {} for part in (one, other))
    found = {**one, **other}
    names = {**one.get("properties", {}), **other.get("properties", {})}
    if names:
        found["properties"] = {
            name: _both(one.get("properties", {}), other.get("properties", {}), name)
            for name in names
        }
    if "required" in one or "required" in other:
        asked = (*one.get("required", ()), *other.get("required", ()))
        found["required"] = list(dict.fromkeys(asked))
    if "allOf" in one and "allOf" in other:
        found["allOf"] = [*one["allOf"], *other["allOf"]]
    if "enum" in one and "enum" in other:
        found["enum"] = [value for value in one["enum"] if value in other["enum"]]
    return found


def _both(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> Any:
    if name in one and name in other:
        if one[name] is False or other[name] is False:
            return False
        return _merged(one[name], other[name])
    return one.get(name, other.get(name))


def _target(maker: Maker, reference: str) -> Any:
    if reference.startswith("#"):
        try:
            return JsonPointer(reference.removeprefix("#")).resolve(maker.root)
        except JsonPointerException as error:
            raise NoSampleError from error
    for held in maker.root.get("$defs", {}).values():
        if isinstance(held, dict) and held.get("$id") == reference:
            return held
    try:
        return maker.retrieve(reference)
    except LookupError as error:
        raise NoSampleError from error


def _either(maker: Maker, schema: Mapping[str, Any], depth: int) -> Any:
    """Return what `then` takes, or null where the condition lets it pass."""
    rest = {key: one for key, one in schema.items() if key not in ("if", "then", "else")}
    if maker.rng.random() < 0.2 and maker.holds(schema, None):
        return None
    return make(maker, _merged(rest, schema.get("then", {})), depth)


def _object(maker: Maker, schema: dict[str, Any], depth: int) -> dict[str, Any]:
    rng = maker.rng
    value: dict[str, Any] = {}
    required = schema.get("required", ())
    fields = schema.get("properties", {})
    for name, field in fields.items():
        if name in required:
            value[name] = make(maker, field, depth + 1)
        elif field is not False and depth < _DEEPEST and rng.random() < 0.7:
            with contextlib.suppress(NoSampleError):
                value[name] = make(maker, field, depth + 1)
    for name in required:
        if name not in value:
            value[name] = make(maker, schema.get("additionalProperties", True), depth + 1)
    rest = schema.get("additionalProperties")
    if isinstance(rest, dict) and not fields:
        for name in ("a", "b", "ключ")[: rng.randint(0, 3)]:
            value[name] = make(maker, rest, depth + 1)
    conditions = [one for one in (schema, *schema.get("allOf", ())) if "if" in one]
    # What one condition asks for may be another's case.
    for _ in range(2):
        for one in conditions:
            _keep(maker, schema, one, value, depth)
    return value


def _keep(
    maker: Maker,
    schema: Mapping[str, Any],
    condition: Mapping[str, Any],
    value: dict[str, Any],
    depth: int,
) -> None:
    """Change an object's fields so that it keeps what a condition asks of it."""
    case = "then" if maker.holds(condition["if"], value) else "else"
    asked = condition.get(case)
    if not isinstance(asked, dict):
        return
    asked = _whole(maker, asked)
    own = schema.get("properties", {})
    for name, field in asked.get("properties", {}).items():
        if field is False:
            value.pop(name, None)
        elif name in value and not maker.holds(field, value[name]):
            value[name] = _kept(maker, _both(own, {name: field}, name), depth)
    for name in asked.get("required", ()):
        if name not in value:
            field = _both(own, asked.get("properties", {}), name)
            value[name] = _kept(maker, field if field is not None else True, depth)
    # A member of a family has fields that the family does not have: some of them are there.
    for name, field in asked.get("properties", {}).items():
        more = name not in own and name not in value and field is not False
        if more and depth < _DEEPEST and maker.rng.random() < 0.5:
            with contextlib.suppress(NoSampleError):
                value[name] = make(maker, field, depth + 1)


def _kept(maker: Maker, schema: Any, depth: int) -> Any:
    """Return a value that a schema surely takes, if one comes up soon."""
    value = None
    for _ in range(_MOST_TRIES):
        value = make(maker, schema, depth + 1)
        if maker.holds(schema, value):
            break
    return value


def _array(maker: Maker, schema: Mapping[str, Any], depth: int) -> list[Any]:
    fewest = schema.get("minItems", 0)
    most = max(fewest, min(schema.get("maxItems", fewest + 3), fewest + 3))
    length = maker.rng.randint(fewest, most if depth < _DEEPEST else fewest)
    first = schema.get("prefixItems", ())
    items = [
        make(maker, first[number] if number < len(first) else schema.get("items", {}), depth + 1)
        for number in range(length)
    ]
    if schema.get("uniqueItems"):
        items = [one for number, one in enumerate(items) if one not in items[:number]]
    return items


def _number(rng: random.Random, schema: Mapping[str, Any], kind: str) -> Any:
    lowest = schema.get("minimum", schema.get("exclusiveMinimum"))
    highest = schema.get("maximum", schema.get("exclusiveMaximum"))
    step = schema.get("multipleOf", 1)
    if lowest is None and highest is None:
        lowest, highest = 0, rng.choice((3, 100, 10**6))
    lowest = highest - 1000 * step if lowest is None else lowest
    highest = lowest + 1000 * step if highest is None else highest
    first = int(lowest) + (lowest > int(lowest)) + ("exclusiveMinimum" in schema)
    last = int(highest) - (highest < int(highest)) - ("exclusiveMaximum" in schema)
    if kind == "number" and step == 1 and rng.random() < 0.5:
        return round(rng.uniform(float(lowest), float(highest)), 3)
    if step != 1 and isinstance(step, int):
        first, last = -(-first // step), last // step
    if first > last:
        raise NoSampleError
    number = rng.randint(first, last)
    return number * step if isinstance(step, int) else number


def _text(rng: random.Random, schema: Mapping[str, Any]) -> str:
    pattern = schema.get("pattern")
    for text in _proposed(rng, schema):
        if not isinstance(pattern, str) or compile_pattern(pattern).found_in(text):
            return text
    raise NoSampleError


def _proposed(rng: random.Random, schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield texts for a format and a pattern, those that people would write first."""
    form, pattern = schema.get("format"), schema.get("pattern")
    seconds = rng.randrange(5 * 365 * 24 * 3600)
    start = datetime.datetime(2022, 1, 1, tzinfo=datetime.UTC)
    moment = start + datetime.timedelta(seconds=seconds, microseconds=rng.randrange(10**6))
    if form == "uuid":
        yield str(uuid.UUID(int=rng.getrandbits(128), version=4))
    elif form in _FORMATS:
        yield moment.strftime(_FORMATS[form])
    elif form in ("email", "idn-email"):
        yield f"{_word(rng)}@example.com"
    elif form in ("uri", "iri", "uri-reference", "iri-reference"):
        yield f"https://example.com/{_word(rng)}"
    elif form == "ipv4":
        yield f"192.0.2.{rng.randrange(256)}"
    elif form == "ipv6":
        yield f"2001:db8::{rng.randrange(16**4):x}"
    elif form in ("hostname", "idn-hostname"):
        yield f"{_word(rng)}.example.com"
    if isinstance(pattern, str):
        yield from (moment.strftime(one) for one in _TIMES)
        yield from strings_like(pattern, rng, _MOST_TRIES)
        return
    fewest, most = schema.get("minLength", 0), schema.get("maxLength", 10**6)
    text = rng.choice(_TEXTS) if rng.random() < 0.6 else _word(rng)
    yield (text + _word(rng) * fewest)[: max(fewest, min(most, len(text)))]


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(_LETTERS, k=rng.randint(3, 10)))
