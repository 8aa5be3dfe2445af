"""The rules that the fast engine reads mean what jsonschema says they mean."""

import itertools
import json

import pytest

from validator.engine import compile_schema
from validator.engine.fast import compile_fast

INNER = {
    "type": "object",
    "properties": {"t": {"type": "string"}, "n": {"type": "integer"}},
    "additionalProperties": False,
}
FIELDS = {
    "t": {"type": "string"},
    "n": {"type": "integer"},
    "b": {"type": "boolean"},
    "f": {"type": "number"},
    "z": {"type": "null"},
    "a": {"type": "array", "items": {"type": "string"}},
    "m": {"type": "object"},
    "o": INNER,
    "nt": {"type": ["string", "null"]},
    "ni": {"type": ["integer", "null"]},
    "no": {"if": {"not": {"type": "null"}}, "then": INNER},
    "any": {},
}
VALUES = {
    "t": ["x", "", "xyz"],
    "n": [0, 5, -1],
    "b": [True],
    "f": [0.5, 1],
    "z": [None],
    "a": [[], ["x", "y"]],
    "m": [{}, {"x": 1}],
    "o": [{}, {"t": "x", "n": 7}],
    "nt": ["x", None, "xyz"],
    "ni": [0, None, 5],
    "no": [None, {}, {"t": "x"}],
    "any": ["x", None, [], {"t": "x"}, 5],
}


def about(name, **keywords):
    return {"properties": {name: keywords}}


RULES = [
    *(about(name, const="x") for name in FIELDS if name not in ("any",)),
    about("any", const="x"),
    about("any", enum=["x", "y"]),
    about("t", enum=["x", 5, None, True, {"a": 1}]),
    about("n", enum=[0, "x", None]),
    about("nt", enum=["x", None]),
    about("ni", const=None),
    about("z", const=None),
    about("t", const=5),
    about("b", const="x"),
    about("n", minimum=1),
    about("n", exclusiveMaximum=5, minimum=-0.5),
    about("ni", maximum=4),
    about("ni", exclusiveMinimum=0),
    about("t", minimum=1),
    about("t", minLength=1, maxLength=2),
    about("nt", maxLength=2),
    about("n", maxLength=2),
    about("a", minItems=1),
    about("a", maxItems=1),
    about("t", maxItems=1),
    about("t", pattern="^[a-x]{1,2}$"),
    about("nt", pattern="^[a-x]{1,2}$"),
    about("n", pattern="^[a-x]{1,2}$"),
    *(about(name, type="string") for name in FIELDS if name not in ("any", "no", "m", "o")),
    about("nt", type="null"),
    about("nt", type=["string", "null"]),
    about("ni", type="number"),
    about("n", type="number"),
    about("n", type=["integer", "string"]),
    about("m", type="object"),
    about("o", type="object"),
    about("no", type="object"),
    about("a", type="array"),
    about("b", type="boolean"),
    about("z", type="null"),
    about("f", type="number"),
    about("o", required=["t"]),
    about("o", properties={"t": {"const": "x"}}),
    about("no", required=["t"]),
    about("no", properties={"t": {"const": "y"}}),
    about("o", required=["t", "no such name"]),
    about("o", properties={"no such name": False}),
    {"required": ["t", "n"]},
    {"required": []},
    {"not": {"required": ["t"]}},
    {"not": {"not": {"required": ["t"]}}},
    {"anyOf": [{"required": ["t"]}, {"required": ["n"]}, False]},
    {"anyOf": [{"required": ["t"]}, True]},
    {"allOf": [{"required": ["t"]}, {"required": ["n"]}]},
    {"if": {"required": ["t"]}, "then": {"required": ["n"]}, "else": {"required": ["a"]}},
    {"if": {"required": ["t"]}, "then": about("t", const="x")},
    {"if": about("n", minimum=1), "else": {"required": ["t"]}},
    {"if": True},
    {"then": False},
    {"type": "object"},
    {"type": "string"},
    {"title": "nothing asked"},
    True,
    False,
]
LEFT = [
    about("f", const=1),
    about("f", minimum=1),
    about("f", type="integer"),
    about("n", const=1.0),
    about("b", const=True),
    about("a", const=[]),
    about("m", const={}),
    about("any", const=5),
    about("any", type="string"),
    about("any", minLength=2),
    about("any", properties={}),
    about("m", required=["x"]),
    about("t", pattern="x*"),
    about("t", maxLength=-1),
    about("n", minimum="1"),
    about("n", multipleOf=2),
    {"required": "t"},
    {"oneOf": [True]},
    {"minProperties": 1},
    {"properties": {"t": 5}},
]


def schema_with(rule):
    return {
        "type": "object",
        "properties": FIELDS,
        "additionalProperties": False,
        "allOf": [rule],
    }


def payloads():
    yield {}
    for name, values in VALUES.items():
        yield from ({name: value} for value in values)
    for first, second in itertools.combinations(("t", "n", "a", "o"), 2):
        for one, other in itertools.product(VALUES[first], VALUES[second]):
            yield {first: one, second: other}


@pytest.mark.parametrize("rule", RULES, ids=json.dumps)
def test_a_rule_means_what_the_exact_engine_says(rule):
    schema = schema_with(rule)
    fast = compile_fast(schema, [])
    assert fast is not None
    exact = compile_schema(
        schema, engine="python", base_uri="urn:x", retrieve={"urn:x": schema}.__getitem__
    )
    wanted = [payload for payload in payloads() if not exact.is_valid(payload)]
    rows = [json.dumps(payload).encode() for payload in payloads()]
    assert [json.loads(rows[number]) for number in fast.refused(rows)] == wanted


@pytest.mark.parametrize("rule", LEFT, ids=json.dumps)
def test_a_rule_that_is_not_understood_leaves_the_schema_to_the_exact_engine(rule):
    assert compile_fast(schema_with(rule), []) is None
