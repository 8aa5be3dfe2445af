"""Schemas given by path: where they lead, how deep, and what they ask of an engine."""

import json
from typing import Any

from hostile.case import Case
from hostile.files import pipe, several, with_schema

_RUN = "callspec validate -q --schema ./schema.json"
_UNUSABLE = "callspec: schema.json: not a usable JSON Schema"
_OUTSIDE = "leads outside the schema and its folder; callspec fetches nothing"


def _case(
    title: str, schema: Any, says: str, code: int = 2, *, options: str = "", lines: int = 1
) -> Case:
    text = schema if isinstance(schema, (str, bytes)) else json.dumps(schema)
    command = f"{_RUN} {options} value.json".replace("  ", " ")
    return Case(title, command, code, says, lines, with_schema(text))


def _doubled() -> dict[str, Any]:
    names = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(30)}
    return {"$ref": "#/$defs/a0", "$defs": {**names, "a30": {}}}


_ENDLESS = "it leads back to itself without end, by way of"
_FIFTY = ", ".join(f'"{n}"' for n in range(50))
_BACK = r"^(a|a)*b\1?$"
_WORD = f'"{"a" * 60}!"'

CASES = (
    _case(
        "a reference to another machine",
        {"$ref": "http://127.0.0.1:1/a.json"},
        f"callspec: schema.json: $ref http://127.0.0.1:1/a.json {_OUTSIDE}",
    ),
    _case(
        "a reference to a file elsewhere",
        {"$ref": "file:///etc/passwd"},
        f"callspec: schema.json: $ref file:///etc/passwd {_OUTSIDE}",
    ),
    _case(
        "a reference out of the folder",
        {"$ref": "../a.json"},
        f"callspec: schema.json: $ref ../a.json {_OUTSIDE}",
    ),
    _case(
        "a reference to nothing",
        {"$ref": "#/$defs/a"},
        "callspec: schema.json: $ref #/$defs/a leads to nothing in the schema",
    ),
    _case(
        "a schema that is its own", {"$ref": "#"}, f"{_UNUSABLE} at its root: {_ENDLESS} the root"
    ),
    _case(
        "two that refer to one another",
        {
            "properties": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}},
            "$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"not": {"$ref": "#/$defs/a"}}},
        },
        f"{_UNUSABLE} at /$defs/b/not: {_ENDLESS} /$defs/a",
    ),
    _case(
        "a schema that refers to itself by way of its members, as it may",
        {"additionalProperties": {"$ref": "#"}, "type": "string"},
        "",
        0,
        lines=0,
    ),
    _case(
        "references that double at each of thirty steps",
        _doubled(),
        f"{_UNUSABLE} at /$defs/a12: it applies more than 1000000 schemas to one value",
    ),
    _case(
        "a schema nested 100,000 deep",
        '{"not":' * 100_000 + "{}" + "}" * 100_000,
        "callspec: schema.json:1:1401: more than 200 objects and arrays inside one another",
    ),
    *(
        _case(
            f"a pattern that backtracks, engine {engine}",
            {"pattern": "^(a+)+$"},
            f"value.json:1:1: error[pattern] the payload is {_WORD}, not of the pattern ^(a+)+$",
            1,
            options=f"--engine {engine}",
        )
        for engine in ("rust", "python")
    ),
    _case(
        "one that no linear engine can match",
        {"pattern": _BACK},
        f"value.json:1:1: error[pattern] the payload is {_WORD}, not of the pattern {_BACK}",
        1,
    ),
    _case(
        "the same where rust is asked for",
        {"pattern": _BACK},
        rf'{_UNUSABLE} at /pattern: "^(a|a)*b\\1?$" needs an engine that backtracks: --engine '
        "python has one",
        options="--engine rust",
    ),
    _case(
        "one that backtracks in that engine too",
        {"not": {"pattern": r"^(a|aa)+(?!b)\b$"}},
        r"callspec: the pattern ^(a|aa)+(?!b)\b$ takes more than 1 s on a string of 61 "
        "characters: it backtracks",
    ),
    _case(
        "what is no pattern of ECMA-262",
        {"patternProperties": {"(?i)a": {}}},
        f'{_UNUSABLE} at /patternProperties: "(?i)a" is no pattern of ECMA-262: (? begins no '
        "group of ECMA-262",
    ),
    _case(
        "a draft that is not known",
        {"$schema": "https://example.invalid/draft"},
        f'{_UNUSABLE} at /$schema: the draft "https://example.invalid/draft" is not known; '
        "2020-12, 2019-09, 7, 6 and 4 are",
    ),
    _case(
        "a keyword that is not known",
        {"properties": {"a": {"minLenght": 3}}},
        f'{_UNUSABLE} at /properties/a/minLenght: the keyword "minLenght" is not known; did you '
        "mean minLength? Extensions begin with x-, and --unknown-keywords ignore passes over "
        "others",
    ),
    _case(
        "a keyword with the wrong value",
        {"minimum": "3"},
        f'{_UNUSABLE} at /minimum: "3" is not of type "number"',
    ),
    _case(
        "the same key twice in a schema",
        '{"type": "object",\n "type": "array"}',
        'callspec: schema.json:2:2: "type" stands twice in one object, first at 1:2',
    ),
    _case(
        "`NaN` in a schema", '{"minimum": NaN}', "callspec: schema.json:1:13: NaN is no JSON value"
    ),
    _case(
        "a schema that is not UTF-8",
        b'{"title": "\xff"}',
        "callspec: schema.json: the byte 0xff at offset 11 is not UTF-8",
    ),
    _case(
        "300,000 documented values",
        {"enum": [str(n) for n in range(300_000)]},
        f"value.json:1:1: error[enum] the payload is {_WORD}, expected "
        f"{_FIFTY} or one of 299950 more",
        1,
    ),
    _case(
        "a control sequence in a reference",
        {"$ref": "#/\x1b[2J\u202e"},
        r"callspec: schema.json: $ref #/\u001b[2J\u202e leads to nothing in the schema",
    ),
    _case(
        "a control sequence in a name, a value and a keyword",
        {"\x1b[2J": 1},
        f'{_UNUSABLE} at /\\u001b[2J: the keyword "\\u001b[2J" is not known; extensions begin with '
        "x-, and --unknown-keywords ignore passes over others",
    ),
    Case(
        "a folder",
        "callspec validate -q --schema ./ value.json",
        2,
        "callspec: .: Is a directory",
        make=with_schema("{}"),
    ),
    Case(
        "a device",
        "callspec validate -q --schema /dev/zero value.json",
        2,
        "callspec: /dev/zero: a device, not a file",
        make=with_schema("{}"),
    ),
    Case(
        "a pipe beside it, which is no schema",
        f"{_RUN} value.json",
        2,
        f"callspec: schema.json: $ref other.json {_OUTSIDE}",
        make=several(with_schema('{"$ref": "other.json"}'), pipe("other.json")),
    ),
)
