"""Payloads for a schema that the generator wrote: most are valid, some are near misses."""

import copy
import json
import random
from typing import Any

import rstr

_ANY: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    1e300,
    "",
    "text",
    'a "quoted" \\ one',
    "é",
    [],
    {},
    [1, "a"],
    {"a": {"a": 1}},
]


def payload(schema: Any, root: Any, rng: random.Random, depth: int = 0) -> Any:
    """Return a value that a schema mostly takes; a random one where it says nothing."""
    if "$ref" in schema:
        target = next(
            one
            for one in [root, *root.get("$defs", {}).values()]
            if one.get("$id") == schema["$ref"]
        )
        return payload(target, root, rng, depth + 1)
    if "if" in schema and "then" in schema and "type" not in schema:
        return (
            None if rng.random() < 0.3 or depth > 6 else payload(schema["then"], root, rng, depth)
        )
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return rng.choice(schema["enum"])
    kinds = schema.get("type", "any")
    kind = rng.choice(kinds) if isinstance(kinds, list) else kinds
    if kind == "object":
        return _object(schema, root, rng, depth)
    if kind == "array":
        most = min(schema.get("maxItems", 3), 3) if depth < 6 else 0
        length = rng.randint(min(schema.get("minItems", 0), most), most)
        length = max(length, schema.get("minItems", 0))
        return [payload(schema.get("items", {}), root, rng, depth + 1) for _ in range(length)]
    if kind == "string":
        if "pattern" in schema:
            return rstr.Rstr(rng).xeger(schema["pattern"])
        return rng.choice(["", "text", 'say "hi"', "안녕", "a\\b", "\n"])[
            : schema.get("maxLength", 99)
        ]
    if kind == "integer":
        return rng.randint(int(schema.get("minimum", -5)), int(schema.get("maximum", 10**20)))
    if kind == "number":
        return rng.choice([0, 1, 0.5, 1.0, -2.25, 1e10])
    if kind == "boolean":
        return rng.random() < 0.5
    return None if kind == "null" else rng.choice(_ANY)


def _object(schema: Any, root: Any, rng: random.Random, depth: int) -> Any:
    value: dict[str, Any] = {}
    fields = dict(schema.get("properties", {}))
    required = set(schema.get("required", ()))
    cases = [one for one in schema.get("allOf", ()) if "member" in one.get("x-callspec", {})]
    if cases:
        case = rng.choice(cases)
        told = case["if"]["properties"]
        fields.update(told)
        fields.update(case["then"].get("properties", {}))
        required |= set(told) | set(case["then"].get("required", ()))
    for name, inner in fields.items():
        if name in required or (depth < 5 and rng.random() < 0.5):
            value[name] = payload(inner, root, rng, depth + 1)
    rest = schema.get("additionalProperties", True)
    if rest is not False and not fields:
        for name in ("a", "b", "ключ")[: rng.randint(0, 3)]:
            value[name] = payload(rest if isinstance(rest, dict) else {}, root, rng, depth + 1)
    return value


def changed(value: Any, rng: random.Random) -> Any:
    """Return a value with something in it replaced, dropped or added."""
    value = copy.deepcopy(value)
    holders = [value]
    for holder in holders:
        inner = holder.values() if isinstance(holder, dict) else holder
        holders += [one for one in inner if isinstance(one, (dict, list)) and one]
    holder = rng.choice(holders)
    if isinstance(holder, list):
        holder[rng.randrange(len(holder))] = rng.choice(_ANY)
    elif isinstance(holder, dict) and holder:
        name = rng.choice(sorted(holder))
        change = rng.randrange(3)
        if change == 0:
            del holder[name]
        elif change == 1:
            holder["more"] = holder[name]
        else:
            old = holder[name]
            holder[name] = old[:-1] + "x" if isinstance(old, str) and old else rng.choice(_ANY)
    return value


def text_of(value: Any, rng: random.Random) -> bytes:
    """Return a value as JSON text, written in one of several ways; sometimes it is damaged."""
    separators = rng.choice([(",", ":"), (", ", ": "), (" ,\t", " : ")])
    text = json.dumps(value, ensure_ascii=rng.random() < 0.3, separators=separators)
    if rng.random() < 0.1 and '"' in text:
        at = rng.choice([index for index, char in enumerate(text) if char == "{"] or [0])
        text = f'{text[: at + 1]}"id": 1, {text[at + 1 :]}'
    if rng.random() < 0.1:
        at = rng.randrange(len(text))
        text = text[:at] + rng.choice(['"', "\\", "e5", ".0", " ", "\\u0041", ","]) + text[at:]
    return text.encode()
