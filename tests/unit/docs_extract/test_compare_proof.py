import pytest

from docs_extract.compare.proof import alternatives, decided, is_monotone, taken_apart
from docs_extract.compare.tree import get, read_tree
from docs_extract.forms import FORMS

RFC3339, UTC = (FORMS[name].core for name in ("rfc3339", "utc"))
UUID = "^[0-9a-f]{8}$"


def fields(**properties):
    return {"type": "object", "properties": properties}


def member(size):
    told = {"properties": {"kind": {"const": "box"}}, "required": ["kind"]}
    then = fields(size=size)
    return {"allOf": [{"x-callspec": {"member": "box"}, "if": told, "then": then}]}


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
        ("^([^]|a]|b)$", {"^([^]|a]|b)$"}),
        ("^([^a|]|b)$", {"[^a|]", "b"}),
        ("^([a]|b)$", {"[a]", "b"}),
        ("^([(|)]|b)$", {"[(|)]", "b"}),
        (r"^([\]|]|b)$", {r"[\]|]", "b"}),
        (r"^(\(|b)$", {r"\(", "b"}),
        (r"^(\[|b)$", {r"\[", "b"}),
        ("^((a|b)(c|d)|e)$", {"(a|b)(c|d)", "e"}),
        ("^(((a|b))|e)$", {"((a|b))", "e"}),
        # Brackets that do not close.
        ("^(a|[b)$", {"^(a|[b)$"}),
        ("^(a|(b)$", {"^(a|(b)$"}),
        ("^(a|b))$", {"^(a|b))$"}),
        ("^(a)|b$", {"^(a)|b$"}),
        ("^(a|b$", {"^(a|b$"}),
        ("^[|]$", {"[|]"}),
        (r"^a\|b$", {r"a\|b"}),
        ("^|a$", {"^|a$"}),
        ("^a|$", {"^a|$"}),
        ("^$", {""}),
        ("^", {"^"}),
        (f"^{RFC3339}$", {RFC3339, UTC}),
        (f"^({RFC3339}|a)$", {RFC3339, UTC, "a"}),
        (f"^{UTC}$", {UTC}),
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
        ({"allOf": [{"x-callspec": {"rule": "r"}, "not": {"$ref": "#"}}]}, False),
        ({"if": True, "then": {"$ref": "#/$defs/a"}, "$defs": {"a": {}}}, False),
        ({"additionalProperties": {"$ref": "other.json"}}, False),
        ({"items": {"$ref": "other.json"}}, False),
        (member({"$ref": "#"}), True),
        (member({"$ref": "other.json"}), False),
    ],
)
def test_where_a_part_that_takes_more_makes_the_whole_take_more(schema, monotone):
    assert is_monotone(read_tree(schema).tree) is monotone


KINDS = ["box", "tube"]
OTHERS_ARE_BOXES = {"additionalProperties": {"const": "box"}}


def family(*kinds, asked="kind", told=None, listed=KINDS, size=True, **more):
    """Return a family of parcels, with a member for each kind."""
    return {
        **fields(kind={"enum": listed}, size=True),
        "required": ["kind"],
        "allOf": [
            {
                "x-callspec": {"member": kind},
                "if": {"properties": {"kind": {"const": told or kind}}, "required": [asked]},
                "then": {"required": [f"of_{kind}"], "properties": {"size": size}},
            }
            for kind in kinds
        ],
        **more,
    }


@pytest.mark.parametrize(
    ("big", "small", "contained"),
    [
        (family("box"), family("box"), True),
        (family("box"), family("box", "tube"), True),
        (family("box", size={"type": "number"}), family("box", size={"type": "integer"}), True),
        (family("box", size={"type": "integer"}), family("box", size={"type": "number"}), False),
        (family("box", "tube"), family("box"), False),
        # No parcel can be a tube, so that nothing is asked of one.
        (family("box", "tube"), family("box", listed=["box"]), True),
        (family("box", "tube"), family("box", listed=["box"], type=["object", "null"]), False),
        (family("box", "tube"), family("box", listed=["box"], type=["object", "array"]), False),
        (family("box", "tube", asked="size"), family("box", listed=["box"]), False),
        (family("tube"), {**fields(size=True), "required": ["kind"], **OTHERS_ARE_BOXES}, True),
        (family("box", "tube"), fields(size=True), False),
        # A member with another condition is another one.
        (family("box"), family("box", asked="size"), False),
    ],
)
def test_families_contain_one_another_member_by_member(big, small, contained):
    assert proved(taken_apart, big, small) is contained


@pytest.mark.parametrize(
    ("big", "small", "contained"),
    [
        ({"not": {"required": ["a"]}}, {"not": {"required": ["a"]}, "minProperties": 1}, True),
        ({"not": {"$ref": "#/$defs/a"}}, {"not": {"$ref": "#/$defs/a"}}, False),
        ({"allOf": [{"not": {"$ref": "#"}}]}, {"allOf": [{"not": {"$ref": "#"}}]}, False),
        ({"x-own": 1}, {"x-own": 1}, False),
        ({"pattern": "^(a|b)$"}, {"pattern": "^a$"}, True),
        ({"pattern": "^(a|b)?$"}, {"pattern": "^(b|a)$"}, True),
        ({"pattern": "^a$", "minLength": 1}, {"pattern": "^a$", "minLength": 2}, True),
        ({"items": {"minimum": 1}}, {"items": {"minimum": 2}}, True),
        ({"items": {"minimum": 2}}, {"items": {"minimum": 1}}, False),
        ({"items": {"minimum": 2}}, True, False),
        ({"required": ["a"]}, {"required": ["a", "b"]}, True),
        ({"required": ["a", "b"]}, {"required": ["a"]}, False),
        ({"additionalProperties": {"minimum": 1}}, {"additionalProperties": {"minimum": 2}}, True),
        ({"additionalProperties": {"minimum": 2}}, {"additionalProperties": {"minimum": 1}}, False),
        (fields(a={"minimum": 1}), {**fields(), "additionalProperties": {"minimum": 2}}, True),
        (False, {"type": "string"}, False),
        (False, False, True),
        # References: the same name is the same place, unless it is in the schema itself.
        ({"$ref": "https://example.com/a"}, {"$ref": "https://example.com/a"}, True),
        ({"$ref": "https://example.com/a"}, {"$ref": "https://example.com/b"}, False),
        (
            {"$ref": "#/$defs/a"},
            {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}},
            False,
        ),
    ],
)
def test_what_is_proved_part_by_part(big, small, contained):
    assert proved(taken_apart, big, small) is contained


def test_a_reference_that_can_be_null_takes_more():
    definitions = {"$defs": {"a": {"type": "string"}}}
    plain = {"$ref": "#/$defs/a"}
    null = {"if": {"not": {"type": "null"}}, "then": plain}
    either, alone = ({**fields(a=one), **definitions} for one in (null, plain))
    assert proved(taken_apart, either, alone)
    assert proved(taken_apart, either, either)
    assert not proved(taken_apart, alone, either)


def test_a_proof_of_a_node_that_holds_the_whole_is_about_the_whole():
    either, whole = ({"properties": {"a": one}, "required": ["a"]} for one in (True, {"$ref": "#"}))
    trees = [read_tree(one).tree for one in (either, whole)]
    nodes = [get(tree, ("properties", "a")) for tree in trees]
    assert decided(nodes[0], nodes[1], *trees)
    assert not decided(nodes[1], nodes[0], trees[1], trees[0])


def held(inside, **definition):
    return {**inside, "$defs": {"a": definition, "b": {"items": {"$ref": "#/$defs/a"}}}}


@pytest.mark.parametrize(
    "inside",
    [
        {"$ref": "#/$defs/a"},
        {"items": {"$ref": "#/$defs/a"}},
        {"$ref": "#/$defs/b"},
        {"items": {"items": {"$ref": "#/$defs/a"}}},
        {"additionalProperties": {"$ref": "#/$defs/a"}},
        fields(b={"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/a"}}),
        family("box", size={"$ref": "#/$defs/a"}),
        fields(b={"items": {"properties": {"c": {"$ref": "#/$defs/a"}}}}),
    ],
)
def test_references_are_followed_wherever_they_stand(inside):
    small, big = held(inside, type="integer"), held(inside, type="number")
    assert proved(taken_apart, big, small)
    assert not proved(taken_apart, small, big)
    again = held(inside, type="object", properties={"c": inside})
    assert proved(taken_apart, again, again)


def test_what_cannot_be_decided_is_not_proved():
    elsewhere = {"$ref": "https://example.com/a"}
    assert not proved(decided, elsewhere, elsewhere)
    assert not proved(decided, {"items": elsewhere}, {"items": {"minimum": 1, **elsewhere}})
    assert not proved(taken_apart, {"pattern": "("}, {"pattern": "(", "minLength": 1})


def test_rules_are_known_as_rules_and_as_conditions():
    rule = {"x-callspec": {"rule": "r"}, "required": ["a"]}
    bare = {"required": ["a"]}
    for ours, theirs in ((rule, bare), (bare, rule), (rule, rule)):
        assert proved(taken_apart, {"allOf": [ours]}, {"allOf": [theirs, {"minimum": 1}]})


def test_null_or_a_struct_is_none_of_the_types_beside_it():
    root = {"$defs": {"id": {}}}
    big = {"ref": "#/$defs/id", "null": True, "types": {"string": True}}
    small = {"ref": "#/$defs/id", "types": {"string": True, "null": True}}
    assert not taken_apart(big, small, root, root)
    assert taken_apart({"ref": "#/$defs/id", "null": True}, small, root, root)
