"""Everything that is told of changes, held against `told_changes.txt`, case by case.

A case that fails shows what is told now. It is read, and if it is true, written down there.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from small_schemas import TEXT, WHOLE, fields
from told import tell

from docs_extract.compare.change import Policy
from docs_extract.compare.explanations import EXPLANATIONS

MINE = "https://callspec.invalid/"


def closed(*required: str, **properties: Any) -> dict[str, Any]:
    return {**fields(*required, **properties), "additionalProperties": False}


def one(schema: Any) -> dict[str, Any]:
    return closed("of", of=schema)


def mapped(mapping: dict[str, str], **more: Any) -> dict[str, Any]:
    outcome = {
        "field": "result",
        "reason": "ending",
        "resource": "journey",
        "mapping": mapping,
        "otherwise": None,
        "reasons": None,
        "when": {},
        **more,
    }
    source = {"page": "parcel.rst", "line": 7}
    notes = {"outcome": {**outcome, "source": source}, "examples": [{**source, "line": 9}]}
    return {
        **closed(result={"enum": ["good", "bad"]}, kind=TEXT),
        "x-callspec": notes,
        "examples": [{"result": "good", "kind": "box"}],
    }


def sized(*kinds: str, size: Any = TEXT, **more: Any) -> dict[str, Any]:
    """Return a family whose members have a field for their size, each of its own name."""
    return {
        **fields("kind", kind={"enum": ["box", "tube", "bag"]}, size=size),
        "allOf": [
            {
                "x-callspec": {"member": kind},
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": fields(f"of_{kind}", **{f"of_{kind}": WHOLE}, **more),
            }
            for kind in kinds
        ],
    }


def held(inside: Any, *names: str, **more: Any) -> dict[str, Any]:
    """Return a struct that holds another one, called stop, in fields of these names."""
    stop = {"$id": f"{MINE}stop/1.0.0", **inside}
    references = {name: {"$ref": stop["$id"]} for name in names}
    return {**fields(**references), "$defs": {"stop": stop}, **more}


def nullable(name: str) -> dict[str, Any]:
    return {"if": {"not": {"type": "null"}}, "then": {"$ref": f"#/$defs/{name}"}}


def noted(schema: Any, **notes: Any) -> dict[str, Any]:
    return {**schema, "x-callspec": notes}


def at(line: int, **more: Any) -> dict[str, Any]:
    return {"source": {"page": "parcel.rst", "line": line}, **more}


def excluded(*lists: list[int]) -> dict[str, Any]:
    """Return a schema of what does not stand in all of some lists, each a definition."""
    definitions = {f"list-{number}": {"enum": one} for number, one in enumerate(lists)}
    references = [{"$ref": f"#/$defs/{name}"} for name in definitions]
    return {**one({"not": {"allOf": references}}), "$defs": definitions}


BOX = {"required": ["state"], "properties": {"state": {"const": "sent"}}}
STATES = {"enum": ["waiting", "sent"]}
PLACE = closed("id", id=TEXT, state=TEXT, place=TEXT)

CASES: dict[str, tuple[Any, Any]] = {
    # The mapping of reasons to results.
    "all other reasons": (mapped({"a": "good"}), mapped({"a": "good"}, otherwise="bad")),
    "a reason that is not listed": (
        mapped({"a": "good"}, otherwise="bad", reasons=["a", "b"]),
        mapped({"a": "good"}, otherwise="bad", reasons=["a", "c", "d"]),
    ),
    "a reason more": (
        mapped({"a": "good"}, otherwise="bad", reasons=["a"]),
        mapped({"a": "good"}, otherwise="bad", reasons=["a", "b"]),
    ),
    "a reason less": (
        mapped({"a": "good", "b": "bad"}, reasons=["a", "b"]),
        mapped({"a": "good", "b": "bad"}, reasons=["a"]),
    ),
    "reasons that are listed at last": (
        mapped({"a": "good"}),
        mapped({"a": "good"}, reasons=["a"]),
    ),
    "a row that says what the others say": (
        mapped({"a": "good", "b": "bad"}, otherwise="bad"),
        mapped({"a": "good"}, otherwise="bad"),
    ),
    "a row more": (mapped({"a": "good"}), mapped({"a": "good", "b": "bad"})),
    "a row against all others": (
        mapped({"a": "good"}, otherwise="bad"),
        mapped({"a": "good", "b": "good"}, otherwise="bad"),
    ),
    "all others, who had a result": (
        mapped({"a": "good"}, otherwise="bad"),
        mapped({"a": "good"}, otherwise="good"),
    ),
    "a mapping of a field that takes any text": (
        {**closed(result=TEXT), "examples": [{"result": "good"}]},
        {
            **closed(result=TEXT),
            "x-callspec": mapped({"a": "good"})["x-callspec"],
            "examples": [{"result": "good"}],
        },
    ),
    "a mapping whose first example does not fit": (
        {**mapped({"a": "good"}), "examples": [{"result": 1}, {"kind": 1}, {"result": "bad"}]},
        {**mapped({"a": "bad"}), "examples": [{"result": 1}, {"kind": 1}, {"result": "bad"}]},
    ),
    "reasons that are not listed any more": (
        mapped({"a": "good"}, reasons=["a"]),
        mapped({"a": "good"}),
    ),
    "reasons in another order": (
        mapped({"a": "good"}, reasons=["a", "b"]),
        mapped({"a": "good"}, reasons=["b", "a"]),
    ),
    "another field": (mapped({"a": "good"}), mapped({"a": "good"}, field="kind")),
    "other payloads": (mapped({"a": "good"}), mapped({"a": "good"}, when={"kind": "box"})),
    "a mapping and no example": (
        {**mapped({"a": "good"}), "examples": []},
        {**mapped({"a": "bad"}), "examples": []},
    ),
    "a mapping that comes without an example": (
        closed(result=TEXT),
        {**mapped({"a": "good"}), "examples": []},
    ),
    "a mapping that a value of the field is never the result of": (
        {key: value for key, value in mapped({}).items() if key != "x-callspec"},
        mapped({"a": "good"}),
    ),
    "a mapping that comes with the list of its only result": (
        {**closed(result=TEXT, kind=TEXT), "examples": [{"result": "good"}]},
        {**mapped({"a": "good"}), **closed(result={"enum": ["good"]}, kind=TEXT)},
    ),
    "a mapping only for some payloads": (
        mapped({"a": "good"}, when={"kind": "tube"}),
        mapped({"a": "bad"}, when={"kind": "tube"}),
    ),
    "a mapping that goes, of a field with braces": (
        {**closed(), "x-callspec": mapped({"a": "good"}, field="a{b}")["x-callspec"]},
        closed(),
    ),
    # Types.
    "three types": (one({"type": ["string", "integer", "boolean"]}), one(TEXT)),
    "two types for two others": (
        one({"type": ["string", "integer"]}),
        one({"type": ["integer", "boolean"]}),
    ),
    "a number is no narrower with integer beside it": (
        one({"type": "number"}),
        one({"type": ["number", "integer"]}),
    ),
    "an integer or text that becomes a number or text": (
        one({"type": ["integer", "string"]}),
        one({"type": ["number", "string"]}),
    ),
    "nothing at all": (one(TEXT), one(False)),
    "anything": (one(TEXT), one(True)),
    "anything that becomes text": (one(True), one(TEXT)),
    "a type where there was none": (one({"minimum": 1}), one({"minimum": 1, **WHOLE})),
    "no type where there was one": (one({"minimum": 1, **WHOLE}), one({"minimum": 1})),
    "text that becomes text or null or a number": (
        one(TEXT),
        one({"type": ["string", "null", "number"]}),
    ),
    "null alone": (one({"type": "null"}), one({"type": ["null", "string"]})),
    "null among values": (one({"enum": ["a"]}), one({"enum": ["a", None]})),
    "null among values and types": (
        one({"type": "string", "enum": ["a"]}),
        one({"type": ["string", "null"], "enum": ["a", None]}),
    ),
    "a struct in place of text": (
        one(TEXT),
        {**one({"$ref": "#/$defs/stop"}), "$defs": {"stop": fields(id=TEXT)}},
    ),
    "a struct that can be null": (
        {**one({"$ref": "#/$defs/stop"}), "$defs": {"stop": fields(id=TEXT)}},
        {**one(nullable("stop")), "$defs": {"stop": fields(id=TEXT)}},
    ),
    "a struct for another": (
        {
            **one({"$ref": f"{MINE}stop/1.0.0"}),
            "$defs": {"stop": {"$id": f"{MINE}stop/1.0.0", **closed(a=TEXT)}},
        },
        {
            **one({"$ref": f"{MINE}box/1.0.0"}),
            "$defs": {"box": {"$id": f"{MINE}box/1.0.0", **closed(b=TEXT)}},
        },
    ),
    "a struct from elsewhere": (
        {
            **one({"$ref": "https://example.com/stop"}),
            "$defs": {"stop": {"$id": "https://example.com/stop", **TEXT}},
        },
        {
            **one({"$ref": "https://example.com/box?a%20b"}),
            "$defs": {"box": {"$id": "https://example.com/box?a%20b", **WHOLE}},
        },
    ),
    "a struct that can be null for text": (
        {**one(nullable("stop")), "$defs": {"stop": fields(id=TEXT)}},
        one(TEXT),
    ),
    "the whole is of another type": (fields(a=TEXT), {"type": "array", "items": TEXT}),
    "definitions by their names": (
        {**one({"$ref": "#/definitions/a~1b%20c"}), "definitions": {"a/b c": TEXT}},
        {**one({"$ref": "#"})},
    ),
    "the whole is of another type, with rules of its own": (
        {
            **fields(a=TEXT),
            "x-callspec": {
                "advice": [noted({"required": ["a"]}, rule="r")],
                "records": [{"rule": "s", "check": {"kind": "constant", "key": "a"}}],
                "outcome": mapped({"a": "good"})["x-callspec"]["outcome"],
            },
        },
        {"type": "array"},
    ),
    "a constant for another type": (one({"const": "a"}), one(WHOLE)),
    # Values.
    "values that say their type": (one({**TEXT, "enum": ["a", "b"]}), one({"enum": ["a", "b"]})),
    "values of text": (one({**TEXT}), one({"enum": ["a", "b"]})),
    "values in place of numbers and null": (
        one({"type": ["number", "null"]}),
        one({"type": ["integer", "string"], "enum": [1, 2, "many"]}),
    ),
    "values and a value of another type": (
        one({**TEXT, "enum": ["a"]}),
        one({"type": ["string", "boolean"], "enum": ["a", True]}),
    ),
    "values all of another type": (one({"enum": ["a"]}), one({"enum": [1, 2.5]})),
    "values that go with their type": (one({"enum": ["a"]}), one(WHOLE)),
    "values that no type takes": (
        one({**TEXT, "enum": ["a", 1]}),
        one({**WHOLE, "enum": ["a", 1]}),
    ),
    "one value": (one(TEXT), one({**TEXT, "const": "a"})),
    "another value": (one({"const": "a"}), one({"const": "b"})),
    "values that are numbers, objects, lists": (
        one({"enum": [1, {"a": [1.0]}, [None]]}),
        one({"enum": [1.0, {"a": [1]}, [True]]}),
    ),
    # Keywords.
    "a bound of another kind": (
        one({**WHOLE, "minimum": 3}),
        one({**WHOLE, "exclusiveMinimum": 3}),
    ),
    "both bounds of another kind": (
        one({"type": "number", "maximum": 3, "minimum": 1}),
        one({"type": "number", "exclusiveMaximum": 3, "exclusiveMinimum": 1}),
    ),
    "bounds that go": (one({**WHOLE, "minimum": 3, "maximum": 9}), one(WHOLE)),
    "bounds that come": (one(WHOLE), one({**WHOLE, "minimum": 3, "maximum": 9})),
    "bounds that move": (
        one({**WHOLE, "minimum": 3, "maximum": 9}),
        one({**WHOLE, "minimum": 2, "maximum": 8}),
    ),
    "lengths": (
        one({**TEXT, "minLength": 3, "maxLength": 9}),
        one({**TEXT, "minLength": 4, "maxLength": 10}),
    ),
    "numbers of items and fields": (
        one({"minItems": 1, "maxItems": 2, "minProperties": 1, "maxProperties": 2}),
        one({"minItems": 2, "maxItems": 1, "minProperties": 2, "maxProperties": 1}),
    ),
    "a form of several keywords": (
        one({**TEXT, "pattern": "^[0-9]+$", "minLength": 2, "maxLength": 4}),
        one({**TEXT, "pattern": "^[a-c]+$", "minLength": 3}),
    ),
    "a format that takes its length with it": (
        one({**TEXT, "format": "date", "maxLength": 10}),
        one(TEXT),
    ),
    "a form by its name": (
        one(noted({**TEXT, "pattern": "^[0-9]{2}$"}, form="two digits")),
        one(noted({**TEXT, "pattern": "^[0-9]{3}$"}, form="three\ndigits")),
    ),
    "a pattern in place of a format": (
        one({**TEXT, "format": "date"}),
        one({**TEXT, "pattern": "^a$"}),
    ),
    "a keyword with a list": (
        one({"type": "object", "dependentRequired": {"a": ["b"]}}),
        one({"type": "object", "dependentRequired": {"a": ["b", "c"]}}),
    ),
    "a keyword with much in it": (
        one({"type": "object"}),
        one({"type": "object", "propertyNames": {"enum": [f"field-{n}" for n in range(40)]}}),
    ),
    "a keyword with text that is not ASCII": (
        one({"type": "object"}),
        one({"type": "object", "propertyNames": {"enum": ["é", "\x1b"]}}),
    ),
    "a format and a length that come": (
        one(TEXT),
        one({**TEXT, "format": "date", "maxLength": 10}),
    ),
    "a keyword that is empty": (one(TEXT), one({**TEXT, "x-own": {}})),
    "a keyword nobody knows": (one(TEXT), one({**TEXT, "x-own{field}": "\x1b[2J"})),
    "one bound as a flag": (
        one({**WHOLE, "exclusiveMinimum": 1}),
        one({**WHOLE, "exclusiveMinimum": 1, "minimum": 2}),
    ),
    "a root that took anything": ({}, {"maxLength": 3}),
    "a root that gets a type and more": ({}, {**TEXT, "maxLength": 3, "x-own": 1}),
    "a root that loses a type and more": ({**TEXT, "maxLength": 3, "x-own": 1}, {}),
    "a field of anything gets fields": (one({}), one({"properties": {"a": TEXT}, "minItems": 1})),
    "a root that takes anything": ({"maxLength": 3}, {}),
    "a root of another kind": (
        {"type": "integer", "anyOf": [{"type": "integer"}]},
        {"type": "string", "oneOf": [{"type": "string"}]},
    ),
    "values by name, then any text that is long enough": (
        {**one({"$ref": "#/$defs/kind"}), "$defs": {"kind": {"enum": ["box", "tube"]}}},
        one({**TEXT, "minLength": 3}),
    ),
    "any text in one of two lengths, for values by name": (
        one({"anyOf": [{"const": "box"}, {"const": "tube"}, WHOLE]}),
        {**one({"$ref": "#/$defs/kind"}), "$defs": {"kind": {"enum": ["box", "tube", 1]}}},
    ),
    "a type or null for anything": (
        one({"minLength": 1}),
        one({"type": ["string", "null"], "minLength": 1}),
    ),
    "anything for a type or null": (
        one({"type": ["string", "null"], "minLength": 1}),
        one({"minLength": 1}),
    ),
    "an integer that a number is already": (
        one({"type": ["number", "integer", "string"]}),
        one({"type": ["string", "number"]}),
    ),
    "a keyword that is null comes": (one(TEXT), one({**TEXT, "x-own": None})),
    "a keyword that is null goes": (one({**TEXT, "x-own": None}), one(TEXT)),
    "a condition and what stands behind it": (
        {**PLACE, "if": BOX, "then": {"required": ["place"]}, "minProperties": 1},
        {**PLACE, "if": BOX, "then": {"required": ["id"]}, "minProperties": 2},
    ),
    # Fields.
    "a field that was forbidden": (one(False), one(TEXT)),
    "a field for another, and none is required": (
        {"properties": {"a": TEXT}},
        {"properties": {"b": TEXT}},
    ),
    "a field is exchanged for another": (closed("a", a=TEXT), closed("b", b=TEXT)),
    "a required field that is nowhere described": (
        {"type": "object", "required": ["a"]},
        {"type": "object", "required": ["b"]},
    ),
    "a field inside a field": (one(fields(a=fields(b=TEXT))), one(fields(a=fields(b=WHOLE)))),
    "a field of the items of a field": (
        one({"type": "array", "items": fields("a", a=TEXT)}),
        one({"type": "array", "items": fields(a=TEXT)}),
    ),
    "items of items": (
        one({"type": "array", "items": {"type": "array"}}),
        one({"type": "array", "items": {"type": "array", "items": TEXT}}),
    ),
    "other fields are of another type": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
    ),
    "other fields go": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object", "additionalProperties": False},
    ),
    "other fields come": (
        {"type": "object", "additionalProperties": False},
        {"type": "object", "additionalProperties": TEXT},
    ),
    "other fields may be anything": (
        {"type": "object", "additionalProperties": TEXT},
        {"type": "object"},
    ),
    "a field gets a name among other fields": (
        {"type": "object", "additionalProperties": TEXT},
        {**fields(a=WHOLE), "additionalProperties": TEXT},
    ),
    "a name with all that needs escaping": (
        fields(**{"a/b~c.d\n": TEXT}),
        fields(**{"a/b~c.d\n": WHOLE}),
    ),
    # Rules, conditions and members.
    "a condition that another value leads to": (
        {**PLACE, "allOf": [{"if": BOX, "then": {"required": ["place"]}}]},
        {
            **PLACE,
            "allOf": [
                {
                    "if": {**BOX, "properties": {"state": {"const": "lost"}}},
                    "then": {"required": ["place"]},
                }
            ],
        },
    ),
    "a condition for another": (
        {**PLACE, "allOf": [{"if": BOX, "then": {"required": ["place"]}}]},
        {**PLACE, "allOf": [{"if": BOX, "then": {"properties": {"place": {"minLength": 3}}}}]},
    ),
    "conditions without then": (
        {**PLACE, "allOf": [{"required": ["state"]}, {"required": ["place"]}]},
        {**PLACE, "allOf": [{"required": ["place"]}, {"maxProperties": 2}, True]},
    ),
    "a condition of several keywords": (
        {**PLACE, "if": BOX, "then": {"required": ["place"]}},
        {**PLACE, "if": BOX, "then": {"required": ["id"]}, "else": {"required": ["state"]}},
    ),
    "alternatives": (
        {**PLACE, "anyOf": [{"required": ["state"]}, {"required": ["place"]}]},
        {**PLACE, "anyOf": [{"required": ["state"]}]},
    ),
    "what must not be": (
        PLACE,
        {**PLACE, "not": {"required": ["state", "place"]}},
    ),
    "one of several": (
        {**PLACE, "oneOf": [{"required": ["state"]}, {"required": ["place"]}]},
        PLACE,
    ),
    "a rule of a field": (
        one({**fields(a=WHOLE), "allOf": [noted({"required": ["a"]}, **at(4, rule="has-a"))]}),
        one({**fields(a=WHOLE), "allOf": [noted({"required": ["b"]}, **at(5, rule="has-a"))]}),
    ),
    "a rule of which only some words are others": (
        {"allOf": [noted({"required": ["a"]}, rule="has-a", message="M", words=["x"])]},
        {"allOf": [noted({"required": ["a"]}, rule="has-a", message="M", words=["y"])]},
    ),
    "values whose meanings are said at last": (
        one({"enum": ["a"]}),
        one(noted({"enum": ["a"]}, values={"a": "The first."})),
    ),
    "values whose meanings are said no more": (
        one(noted({"enum": ["a"]}, values={"a": "The first."})),
        one({"enum": ["a"]}),
    ),
    "another struct or null": (
        {
            **one({"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/a"}}),
            "$defs": {"a": {"minimum": 1}},
        },
        {
            **one({"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/b"}}),
            "$defs": {"b": {"minimum": 2}},
        },
    ),
    "a member under another condition": (
        sized("box", "tube"),
        {
            **sized("box", "tube"),
            "allOf": [
                {**one, "if": {"properties": one["if"]["properties"]}}
                for one in sized("box", "tube")["allOf"]
            ],
        },
    ),
    "values that come harmlessly alone, and not together": (
        excluded([1], [2]),
        excluded([1, 3], [2, 3]),
    ),
    "values that are excluded at last": (
        {**one({"enum": [1, 2, 3]}), "$defs": {"list-0": {"enum": [1]}}},
        {
            **one({"enum": [1, 2, 3], "not": {"$ref": "#/$defs/list-0"}}),
            "$defs": {"list-0": {"enum": [1, 2]}},
        },
    ),
    "values that go harmlessly alone, and not together": (
        excluded([1, 3], [2, 3]),
        excluded([1], [2]),
    ),
    "a member more, that has what it asks for": (sized("box"), sized("box", "tube")),
    "a member less": (sized("box", "tube"), sized("tube")),
    "a field of a member": (sized("box", "tube"), sized("box", "tube", size=TEXT, weight=WHOLE)),
    "a field that members describe too": (
        sized("box", size=True, weight=WHOLE),
        sized("box", size=True, weight=TEXT),
    ),
    "a value that tells a member": (
        {**sized("box"), "properties": {"kind": {"enum": ["box", "tube"]}, "size": TEXT}},
        {**sized("box"), "properties": {"kind": {"enum": ["box", "bag"]}, "size": TEXT}},
    ),
    "a condition on what must not be": (
        {**PLACE, "if": {"properties": {"state": {"not": {"const": "sent"}}}}, "then": {}},
        {
            **PLACE,
            "if": {"properties": {"state": {"not": {"const": "sent"}}}},
            "then": {},
            "else": {"required": ["place"]},
        },
    ),
    "conditions inside conditions": (
        {**PLACE, "allOf": [True]},
        {
            **PLACE,
            "allOf": [
                {
                    "anyOf": [
                        {"properties": {"state": {"const": "lost"}}, "required": ["state"]},
                        {"properties": {"place": {"const": "here"}}, "required": ["place"]},
                    ]
                }
            ],
        },
    ),
    "fields that exclude one another": (
        PLACE,
        {**PLACE, "oneOf": [{"required": ["state"]}, {"required": ["place"]}]},
    ),
    "a field that only some values of another need": (
        closed("id", id={"enum": [1, 2, 3]}, state=STATES, place=TEXT),
        {
            **closed("id", id={"enum": [1, 2, 3]}, state=STATES, place=TEXT),
            "allOf": [
                {
                    "if": {"properties": {"id": {"const": 3}, "state": {"const": "sent"}}},
                    "then": {"required": ["place", "state"]},
                }
            ],
        },
    ),
    "a field of one member only": (
        sized("box", "tube", size=True),
        sized("box", "tube", size=WHOLE),
    ),
    "a field that a member narrows": (
        {**sized("box", "tube", size=True), "additionalProperties": True},
        {
            **sized("box", "tube", size=True),
            "properties": {"kind": {"enum": ["box", "tube"]}, "size": True},
        },
    ),
    # What writers are known to send, and readers to pass over.
    "the first field of an object that shows none": ({"type": "object"}, fields(a=TEXT)),
    "the last field of an object that shows others no more": (fields(a=TEXT), {"type": "object"}),
    "a field more of an object that takes any": (fields(b=TEXT), fields(a=WHOLE, b=TEXT)),
    "a field less of an object that takes any": (fields(a=WHOLE, b=TEXT), fields(b=TEXT)),
    "a field more among others that are described": (
        {**fields(b=TEXT), "additionalProperties": TEXT},
        {**fields(a=WHOLE, b=TEXT), "additionalProperties": TEXT},
    ),
    "a field less among others that are described": (
        {**fields(a=WHOLE, b=TEXT), "additionalProperties": TEXT},
        {**fields(b=TEXT), "additionalProperties": TEXT},
    ),
    "a field that comes with an object that is opened": (
        closed(a=TEXT),
        fields(a=TEXT, b=WHOLE),
    ),
    "a field that is forbidden": (fields(a=TEXT, b=TEXT), fields(a=TEXT, b=False)),
    "a field that was forbidden goes": (closed(a=TEXT, b=False), closed(a=TEXT)),
    # Structs in structs.
    "a struct inside": (
        held(closed("id", id=TEXT), "start", "end"),
        held(closed("id", "no", id=TEXT, no=WHOLE), "start", "end"),
    ),
    "a struct inside that nothing leads to": (held(fields(id=TEXT)), held(fields(id=WHOLE))),
    "a struct that comes with its field": (
        fields(a=TEXT),
        {
            **held(fields(id=TEXT), "start"),
            "properties": {"a": TEXT, "start": {"$ref": f"{MINE}stop/1.0.0"}},
        },
    ),
    "a struct that holds itself in place of another one": (
        {"$id": f"{MINE}post/1.0.0", **held(fields(id=TEXT), "start")},
        {"$id": f"{MINE}post/2.0.0", **fields(start={"$ref": f"{MINE}post/2.0.0"})},
    ),
    "a struct inside that leads back": (
        {"$id": f"{MINE}post/1.0.0", **held(fields(id=TEXT), "start")},
        {
            "$id": f"{MINE}post/2.0.0",
            **held(fields(id=TEXT, back={"$ref": f"{MINE}post/2.0.0"}), "start"),
        },
    ),
    "a struct in items": (
        {**one({"type": "array", "items": {"$ref": "#/$defs/stop"}}), "$defs": {"stop": STATES}},
        {
            **one({"type": "array", "items": {"$ref": "#/$defs/stop"}}),
            "$defs": {"stop": {"enum": ["sent"]}},
        },
    ),
    "a struct that holds itself": (
        closed("id", id=TEXT, inside={"$ref": "#"}),
        closed("id", id=WHOLE, inside={"$ref": "#"}),
    ),
    "definitions of an earlier draft": (
        {**one({"$ref": "#/definitions/stop"}), "definitions": {"stop": TEXT}},
        {**one({"$ref": "#/definitions/stop"}), "definitions": {"stop": WHOLE}},
    ),
    "a reference inside a condition": (
        {**one(TEXT), "not": {"$ref": "#/$defs/stop"}, "$defs": {"stop": {"minProperties": 2}}},
        {**one(TEXT), "not": {"$ref": "#/$defs/stop"}, "$defs": {"stop": {"minProperties": 1}}},
    ),
    "a struct inside under another address": (
        {
            **one({"$ref": "https://example.com/a"}),
            "$defs": {"b": {"$id": "https://example.com/a", **TEXT}},
        },
        {
            **one({"$ref": "https://example.com/c"}),
            "$defs": {"b": {"$id": "https://example.com/c", **TEXT}},
        },
    ),
    "a struct inside that is another under another address": (
        {
            **one({"$ref": "https://example.com/a"}),
            "$defs": {"b": {"$id": "https://example.com/a", **TEXT}},
        },
        {
            **one({"$ref": "https://example.com/c"}),
            "$defs": {"b": {"$id": "https://example.com/c", **WHOLE}},
        },
    ),
    "a struct inside with a field more under another address": (
        {
            **closed("a", "b", a={"$ref": "urn:one"}, b={"$ref": "#/$defs/b"}),
            "$defs": {"b": {"$id": "urn:one", **closed(c=TEXT)}},
        },
        {
            **closed("a", "b", a={"$ref": "urn:two"}, b={"$ref": "#/$defs/b"}),
            "$defs": {"b": {"$id": "urn:two", **closed(c=TEXT, d=TEXT)}},
        },
    ),
    "a whole that refers to itself by its address": (
        {
            "$id": "https://example.com/a",
            **closed(b={"$ref": "https://example.com/a#/$defs/b"}, c={"$ref": "a"}),
            "$defs": {"b": TEXT},
        },
        {
            "$id": "https://example.com/c",
            **closed(b={"$ref": "https://example.com/c#/$defs/b"}, c={"$ref": "c"}),
            "$defs": {"b": WHOLE},
        },
    ),
    "an address that hangs on the whole": (
        {
            "$id": "https://example.com/a",
            **one({"$ref": "b"}),
            "$defs": {"b": {"$id": "b", **TEXT}},
        },
        {
            "$id": "https://example.com/c",
            **one({"$ref": "b"}),
            "$defs": {"b": {"$id": "b", **WHOLE}},
        },
    ),
    # Words, and where the page says them.
    "words of everything": (
        {
            **fields(
                a={
                    **noted(
                        {"enum": ["x", "y"]},
                        **at(3, values={"x": "one", "y": "two"}, sources={"enum": at(4)["source"]}),
                    ),
                    "title": "A",
                    "default": 1,
                    "$comment": "c",
                }
            ),
            "examples": [{"a": "x"}, {"a": "y", "b": {"c": 1}}],
            "x-callspec": at(
                1, examples=[{"page": "parcel.rst", "line": 11}, {"page": "parcel.rst", "line": 12}]
            ),
        },
        {
            **fields(
                a={
                    **noted(
                        {"enum": ["x", "y"]},
                        **at(
                            5,
                            values={"x": "one", "y": "ii{field}"},
                            sources={"enum": at(6)["source"]},
                        ),
                    ),
                    "title": "B",
                    "default": 2,
                    "readOnly": True,
                }
            ),
            "examples": [{"a": "x"}, {"a": "x", "b": {"c": 2}, "d/e": None}],
            "x-callspec": at(
                2, examples=[{"page": "parcel.rst", "line": 21}, {"page": "parcel.rst", "line": 22}]
            ),
        },
    ),
    "words of a struct inside": (
        held({**fields(id={**TEXT, "title": "A"})}, "start", "end"),
        held({**fields(id={**TEXT, "title": "B"})}, "start", "end"),
    ),
    "an example that is another as a whole": (
        {
            "type": ["integer", "string"],
            "examples": [1, 2],
            "x-callspec": at(1, examples=[at(11)["source"], at(12)["source"]]),
        },
        {
            "type": ["integer", "string"],
            "examples": [1, "a"],
            "x-callspec": at(2, examples=[at(21)["source"], at(22)["source"]]),
        },
    ),
    "an example without a place": (
        {**fields(), "examples": [{}, {"a": 1}], "x-callspec": at(1, examples=[at(11)["source"]])},
        {**fields(), "examples": [{}, {"a": 2}], "x-callspec": at(2, examples=[at(21)["source"]])},
    ),
    "examples more": (
        {**fields(), "examples": [{}], "x-callspec": at(1, examples=[at(11)["source"]])},
        {**fields(), "examples": [{}, {}], "x-callspec": at(2)},
    ),
    "no examples": ({**fields(), "examples": [{}, {}]}, {**fields(), "examples": []}),
    "words of a rule": (
        {
            **fields(),
            "allOf": [
                noted(
                    {"required": ["a"]},
                    **at(3, rule="r", message="m", words=["w"], severity="error"),
                )
            ],
        },
        {
            **fields(),
            "allOf": [
                noted(
                    {"required": ["a"]},
                    **at(4, rule="r", message="n", words=["v"], severity="warning"),
                )
            ],
        },
    ),
    "sources of values": (
        fields(a=noted({"enum": ["x", "y"]}, **at(3, sources={"enum": at(4)["source"]}))),
        fields(a=noted({"enum": ["x", "z"]}, **at(5, sources={"enum": at(6)["source"]}))),
    ),
    "a source that lies around": (
        {**fields(a=fields(b=TEXT)), "x-callspec": at(1)},
        {**fields(a=fields(b=WHOLE)), "x-callspec": at(2)},
    ),
    "the sources of rules": (
        {**fields(), "x-callspec": at(1, advice=[noted({"required": ["a"]}, **at(8, rule="r"))])},
        {**fields(), "x-callspec": at(2, advice=[noted({"required": ["b"]}, **at(9, rule="r"))])},
    ),
    # Python's True is 1, JSON's is not.
    "a number for a truth value": (one({"not": {"const": True}}), one({"not": {"const": 1}})),
    "a number for a truth value in a condition": (
        one({"if": {"const": 0}, "then": False}),
        one({"if": {"const": False}, "then": False}),
    ),
    "a default of another type": (one({"default": 1}), one({"default": True})),
    "a mapping for another value": (
        mapped({"a": "good"}, when={"kind": 1}),
        mapped({"a": "good"}, when={"kind": True}),
    ),
    # One keyword alone says less than all that say which values there are.
    "values beside a constant": (one({"const": "a"}), one({"const": "a", "enum": ["b"]})),
    "the same value said twice": (one({"const": "a"}), one({"const": "a", "enum": ["a", "b"]})),
    "one of two lists of values": (
        one({"const": "a", "enum": ["a", "b"]}),
        one({"type": "integer"}),
    ),
    "types beside a reference that go": (
        {**one({"$ref": "#/$defs/id", "type": "string"}), "$defs": {"id": {"minLength": 2}}},
        {**one({"$ref": "#/$defs/id"}), "$defs": {"id": {"minLength": 2}}},
    ),
    "a whole that may be null": (
        {"$ref": "#/$defs/id", "$defs": {"id": {"type": "string"}}},
        {
            "if": {"not": {"type": "null"}},
            "then": {"$ref": "#/$defs/id"},
            "$defs": {"id": {"type": "string"}},
        },
    ),
    "null beside a reference": (
        {**one({"$ref": "#/$defs/id", "type": "string"}), "$defs": {"id": {"minLength": 2}}},
        {
            **one({"$ref": "#/$defs/id", "type": ["string", "null"]}),
            "$defs": {"id": {"minLength": 2}},
        },
    ),
}
"""Two schemas each, between which all that is told is written down."""


def expected() -> dict[str, str]:
    """Return what is told, by the name of the case."""
    text = (Path(__file__).parent / "told_changes.txt").read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("# ")[1:])
    return {name: told.strip("\n") for name, _, told in parts}


STRICT = (
    "a required field that comes",
    "a field more of an object that takes any",
    "a field less of an object that takes any",
    "a field that comes with an object that is opened",
    "a field that is forbidden",
)
CASES["a required field that comes"] = closed(a=TEXT), closed("b", a=TEXT, b=TEXT)


@pytest.mark.parametrize("name", STRICT)
def test_what_is_told_where_no_field_is_passed_over(name):
    assert "\n".join(tell(*CASES[name], Policy.STRICT)) == expected()[f"{name}, strictly"]


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_of_a_change(name):
    assert "\n".join(tell(*CASES[name])) == expected()[name]


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_what_is_told_of_the_change_that_an_explanation_shows(code):
    pair = EXPLANATIONS[code]
    if code not in ("struct-added", "struct-removed", "contract-changed"):
        told = tell(json.loads(pair.before), json.loads(pair.after))
        assert "\n".join(told) == expected()[code]


def test_every_case_that_is_written_down_is_told():
    untold = {"struct-added", "struct-removed", "contract-changed"}
    strict = {f"{name}, strictly" for name in STRICT}
    assert expected().keys() == {*CASES, *EXPLANATIONS, *strict} - untold
