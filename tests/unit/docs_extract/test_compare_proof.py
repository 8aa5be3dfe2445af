import pytest

from docs_extract.compare.proof import alternatives, decided, is_monotone, taken_apart
from docs_extract.compare.tree import read_tree

UUID = "^[0-9a-f]{8}$"


def fields(**properties):
    return {"type": "object", "properties": properties}


def proved(prove, big, small):
    ours, theirs = (read_tree(one).tree for one in (big, small))
    return prove(ours, theirs, ours, theirs)


@pytest.mark.parametrize(
    ("big", "small", "by_parts"),
    [
        (True, {"type": "string"}, True),
        ({"type": "string"}, False, True),
        ({"type": ["string", "null"]}, {"type": "string"}, True),
        ({"type": "number"}, {"type": "integer"}, True),
        ({"enum": ["a", "b"]}, {"const": "a"}, True),
        ({"type": "string"}, {"enum": ["a", "b"]}, True),
        ({"type": "integer", "minimum": 1}, {"type": "integer", "minimum": 2}, True),
        (fields(a={}), {**fields(a={}), "required": ["a"]}, True),
        (fields(a={}), {**fields(a={}), "additionalProperties": False}, True),
        ({"items": {"type": "number"}}, {"items": {"type": "integer"}}, True),
        ({"allOf": [{"required": ["a"]}]}, {"allOf": [{"required": ["a"]}, {"minimum": 1}]}, True),
        # Only together with what stands around it.
        ({"not": {"required": ["b"]}}, {**fields(a={}), "additionalProperties": False}, False),
    ],
)
def test_what_takes_more_contains_what_takes_less(big, small, by_parts):
    assert proved(taken_apart, big, small) is by_parts
    if by_parts:
        assert not proved(taken_apart, small, big)
        assert not proved(decided, small, big)


@pytest.mark.parametrize(
    ("big", "small"),
    [
        # A field that one does not name is one of its other fields.
        ({**fields(), "additionalProperties": False}, fields(a={"type": "string"})),
        ({**fields(), "additionalProperties": {"type": "integer"}}, fields(a={"type": "string"})),
        (fields(a={"type": "string"}), fields()),
        ({"required": ["a"]}, {**fields(a={}), "required": ["b"]}),
        ({"pattern": "^a$"}, {"pattern": "^a|b$"}),
        ({"pattern": "^(a|b)$"}, {"pattern": "^(a|c)$"}),
        ({"pattern": "^a$"}, {"pattern": "^(a)?$"}),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}, {"type": "integer"}),
        (
            {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}},
            {"$ref": "#/$defs/a", "$defs": {"a": {"type": "integer"}}},
        ),
        # Other fields that are taken, beside a keyword that asks which are known.
        (
            {**fields(a={}), "unevaluatedProperties": False},
            {**fields(a={}), "unevaluatedProperties": False, "additionalProperties": True},
        ),
        ({"allOf": [{"required": ["a"]}]}, {"allOf": [{"required": ["b"]}]}),
    ],
)
def test_nothing_is_proved_where_it_is_not_so(big, small):
    assert not proved(taken_apart, big, small)
    assert not proved(decided, big, small)


def test_a_struct_that_holds_itself():
    def node(size):
        return {
            "$ref": "#/$defs/node",
            "$defs": {"node": fields(size=size, next={"$ref": "#/$defs/node"})},
        }

    assert proved(taken_apart, node({"type": "number"}), node({"type": "integer"}))
    assert not proved(taken_apart, node({"type": "integer"}), node({"type": "number"}))


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("^a$", {"a"}),
        ("a", {"a"}),
        ("^(a|b)$", {"a", "b"}),
        ("^(a|b)?$", {"a", "b", ""}),
        ("^(a|(b|c))$", {"a", "(b|c)"}),
        (r"^(a\|b|[|]c)$", {r"a\|b", "[|]c"}),
        ("^(a)|(b)$", {"^(a)|(b)$"}),
        ("^a|b$", {"^a|b$"}),
        ("^([]|a]|b)$", {"^([]|a]|b)$"}),
    ],
)
def test_the_alternatives_of_a_pattern(pattern, parts):
    assert alternatives(pattern) == parts


@pytest.mark.parametrize(
    ("schema", "monotone"),
    [
        (fields(a={"$ref": "#/$defs/a"}) | {"$defs": {"a": {}}}, True),
        (fields(a={"$ref": "#"}), True),
        (fields(a={"not": {"type": "string"}}), True),
        (fields(a={"$ref": "other.json"}), False),
        (fields(a={"not": {"$ref": "#/$defs/a"}}) | {"$defs": {"a": {}}}, False),
        ({"allOf": [{"not": {"$ref": "#/$defs/a"}}], "$defs": {"a": {}}}, False),
        ({"$defs": {"a": {"items": {"oneOf": [{"$ref": "#"}]}}}}, False),
    ],
)
def test_where_a_part_that_takes_more_makes_the_whole_take_more(schema, monotone):
    assert is_monotone(read_tree(schema).tree) is monotone
