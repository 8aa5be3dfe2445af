import pytest

from docs_extract.compare.tree import (
    Reading,
    drop,
    get,
    put,
    read_tree,
    read_trees,
    stripped,
    take,
    target_of,
    text_of,
    to_schema,
)

RULE = {"x-callspec": {"rule": "sent-needs-id"}, "required": ["id"]}
MEMBER = {
    "x-callspec": {"member": "box"},
    "if": {"properties": {"kind": {"const": "box"}}, "required": ["kind"]},
    "then": {"properties": {"size": {"type": "integer"}}},
}


def test_what_says_nothing_of_payloads_is_stripped():
    field = {"title": "T", "const": {"title": "T"}, "enum": [{"description": "D"}], "x-own": "T"}
    bare = {"const": {"title": "T"}, "enum": [{"description": "D"}], "x-own": "T"}
    maps = ("properties", "patternProperties", "$defs", "definitions")
    schema = {
        "$id": "https://callspec.invalid/pot/1.2.3",
        "$ref": "https://example.com/pot/1.2.3",
        "description": "D",
        **{key: {"title": field} for key in maps},
        "items": [field, True],
        "format": "uuid",
    }
    assert stripped(schema) == {
        "$id": "https://callspec.invalid/pot/0",
        "$ref": "https://example.com/pot/1.2.3",
        **{key: {"title": bare} for key in maps},
        "items": [bare, True],
        "format": "uuid",
    }
    assert stripped({"properties": ["title"], "$id": 1}) == {"properties": ["title"], "$id": 1}


def test_a_struct_with_all_its_places():
    schema = {
        "title": "Parcel",
        "type": "object",
        "properties": {"id": {"type": ["string", "null"], "description": "Its name."}},
        "required": ["id"],
        "additionalProperties": False,
    }
    assert read_tree(schema) == Reading(
        {
            "types": {"object": True},
            "properties": {"id": {"types": {"string": True}, "null": True}},
            "required": {"id": True},
            "additional": {"never": True},
        },
        {
            (): "",
            ("types",): "/type",
            ("null",): "/type",
            ("properties", "id"): "/properties/id",
            ("properties", "id", "types"): "/properties/id/type",
            ("properties", "id", "null"): "/properties/id/type",
            ("required", "id"): "/required/0",
            ("additional",): "/additionalProperties",
        },
        {
            (): schema,
            ("properties", "id"): schema["properties"]["id"],
            ("additional",): False,
        },
    )


@pytest.mark.parametrize(
    ("schema", "tree"),
    [
        (True, {}),
        ({}, {}),
        (False, {"never": True}),
        ({"title": "A", "description": "b", "examples": [1]}, {}),
        # Null is said once, as a type or as a value.
        ({"type": ["null", "string"]}, {"types": {"string": True}, "null": True}),
        ({"type": "null"}, {"types": {"null": True}}),
        ({"enum": ["a", None]}, {"values": {'"a"': "a"}, "null": True}),
        (
            {"type": ["string", "null"], "enum": ["a", None]},
            {"values": {'"a"': "a"}, "null": True},
        ),
        # A value that the types or the values do not take is none.
        (
            {"type": "string", "enum": ["a", None]},
            {"values": {'"a"': "a"}},
        ),
        (
            {"type": ["string", "null"], "enum": ["a"]},
            {"values": {'"a"': "a"}},
        ),
        ({"const": 1.0}, {"values": {"1": 1.0}}),
        *[
            (said, {"keywords": said})
            for said in (
                {"if": {"not": {"type": "string"}}, "then": {"$ref": "#/$defs/pot"}},
                {"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/pot", "minLength": 1}},
                {"if": {"not": {"type": "null"}}, "then": {"minLength": 1}},
                {"if": {"not": {"type": "null"}}, "then": True},
            )
        ],
        (
            {"x-callspec": {"advice": [{"required": ["a"]}, {"required": ["b"]}]}},
            {"advice": {"0": {"required": ["a"]}, "1": {"required": ["b"]}}},
        ),
        (
            {"x-callspec": {"records": [{"check": {"key": "a"}}, {"check": {"key": "b"}}]}},
            {"records": {"0": {"key": "a"}, "1": {"key": "b"}}},
        ),
        (
            {"x-callspec": {"outcome": {"field": "a", "reasons_source": {}, "inferred": ["b"]}}},
            {"outcome": {"field": "a"}},
        ),
        ({"const": 1, "enum": [1, 2]}, {"values": {"1": 1}}),
        ({"enum": [1, True, "1"], "const": True}, {"values": {"true": True}}),
        ({"const": True, "enum": [None]}, {"values": {}}),
        ({"const": None, "enum": ["a", None]}, {"values": {}, "null": True}),
        # Null may be one of the types beside a reference, and what that leads to refuse it.
        (
            {"$ref": "pot.json", "type": ["string", "null"]},
            {"ref": "pot.json", "types": {"string": True, "null": True}},
        ),
        (
            {"$ref": "pot.json", "enum": ["a", None]},
            {"ref": "pot.json", "values": {'"a"': "a", "null": None}},
        ),
        ({"items": {}, "additionalProperties": True}, {}),
        ({"items": [{}]}, {"keywords": {"items": [{}]}}),
        (
            {"$ref": "https://callspec.invalid/pot/1.2.3"},
            {"ref": "https://callspec.invalid/pot/0"},
        ),
        ({"$ref": "pot.json"}, {"ref": "pot.json"}),
        (
            {"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/pot"}},
            {"ref": "#/$defs/pot", "null": True},
        ),
        ({"allOf": [RULE]}, {"rules": {"sent-needs-id": {"required": ["id"]}}}),
        (
            {"allOf": [{"required": ["id"]}]},
            {"conditions": {'{"required": ["id"]}': {"required": ["id"]}}},
        ),
        (
            {"allOf": [MEMBER]},
            {
                "members": {
                    '"box"': {
                        "if": MEMBER["if"],
                        "then": {"properties": {"size": {"types": {"integer": True}}}},
                    }
                }
            },
        ),
        (
            {"x-callspec": {"advice": [RULE], "outcome": {"field": "result", "source": {}}}},
            {"advice": {"sent-needs-id": {"required": ["id"]}}, "outcome": {"field": "result"}},
        ),
        # An address to which no reference leads is a name.
        ({"$id": "https://example.com/call/1", "minLength": 1}, {"keywords": {"minLength": 1}}),
        (
            {"$id": "https://example.com/call/1", "items": {"$ref": "name.json"}},
            {
                "keywords": {"$id": "https://example.com/call/1"},
                "items": {"ref": "name.json"},
            },
        ),
        # What refers to the whole by its address refers to itself.
        (
            {"$id": "https://example.com/a", "items": {"$ref": "https://example.com/a#/x"}},
            {"items": {"ref": "#/x"}},
        ),
        (
            {"$id": "https://example.com/a#", "items": {"$ref": "https://example.com/a"}},
            {"items": {"ref": "#"}},
        ),
        (
            {"$id": "https://example.com/a/b", "items": {"$ref": "../a/b#/x"}},
            {"items": {"ref": "#/x"}},
        ),
        (
            {
                "$id": "urn:a",
                "properties": {"$ref": {"$ref": "urn:a"}, "$id": {"$ref": "urn:a#/x"}},
                "allOf": [{"not": {"$ref": "urn:a#"}}],
                "const": {"$ref": "urn:b"},
                "$defs": {"$id": {"$ref": "urn:a"}},
            },
            {
                "properties": {"$ref": {"ref": "#"}, "$id": {"ref": "#/x"}},
                "conditions": {'{"not": {"$ref": "#"}}': {"not": {"$ref": "#"}}},
                "values": {'{"$ref": "urn:b"}': {"$ref": "urn:b"}},
                "$defs": {"$id": {"ref": "#"}},
            },
        ),
        # What is only data is no reference.
        (
            {"$id": "urn:a", "enum": [{"$ref": "urn:a"}]},
            {
                "keywords": {"$id": "urn:a"},
                "values": {'{"$ref": "urn:a"}': {"$ref": "urn:a"}},
            },
        ),
        (
            {"$id": "urn:a", "not": {"default": {"$ref": "urn:a"}, "const": {"$ref": "urn:a"}}},
            {"keywords": {"$id": "urn:a", "not": {"const": {"$ref": "urn:a"}}}},
        ),
        # There `#` is something else.
        (
            {
                "$id": "urn:a",
                "$defs": {"b": {"$id": "urn:b", "items": {"$ref": "urn:a"}}},
            },
            {
                "keywords": {"$id": "urn:a"},
                "$defs": {"b": {"keywords": {"$id": "urn:b"}, "items": {"ref": "urn:a"}}},
            },
        ),
        (
            {"$id": "urn:a#", "$defs": {"b": {"$id": "urn:b", "items": {"$ref": "urn:a#/x"}}}},
            {
                "keywords": {"$id": "urn:a#"},
                "$defs": {"b": {"keywords": {"$id": "urn:b"}, "items": {"ref": "urn:a#/x"}}},
            },
        ),
        ({"$id": "urn:a", "pattern": "urn:a"}, {"keywords": {"pattern": "urn:a"}}),
        (
            {"$id": "https://example.com/a", "items": {"$ref": "http://[b"}},
            {"items": {"ref": "http://[b"}},
        ),
        (
            {"$id": "https://example.com/a", "items": {"$ref": "https://example.com/b"}},
            {"items": {"ref": "https://example.com/b"}},
        ),
        ({"$id": "https://example.com/a", "items": {"$ref": "#/x"}}, {"items": {"ref": "#/x"}}),
        (
            {
                "$id": "https://callspec.invalid/pot/1.2.3",
                "items": {"$ref": "https://callspec.invalid/pot/1.2.3"},
            },
            {
                "keywords": {"$id": "https://callspec.invalid/pot/0"},
                "items": {"ref": "https://callspec.invalid/pot/0"},
            },
        ),
        # What is only data leads nowhere.
        (
            {"$id": "https://example.com/a", "examples": [{"id": "b", "$ref": "http://[c"}]},
            {},
        ),
        (
            {"$id": "https://example.com/a", "properties": {"id": {"default": {"href": "b"}}}},
            {"properties": {"id": {}}},
        ),
        (
            {"$id": "http://[", "items": {"$id": "name"}},
            {"keywords": {"$id": "http://["}, "items": {"keywords": {"$id": "name"}}},
        ),
        # The names of fields are the author's.
        ({"properties": {"title": True}}, {"properties": {"title": {}}}),
        ({"minLength": 1, "unknown": 2}, {"keywords": {"minLength": 1, "unknown": 2}}),
    ],
)
def test_a_schema_is_said_once(schema, tree):
    assert read_tree(schema).tree == tree


@pytest.mark.parametrize(
    "schema",
    [
        {},
        False,
        {"type": ["string", "null"], "minLength": 1},
        {"type": ["string", "null"], "enum": ["a", None]},
        {"if": {"not": {"type": "null"}}, "then": {"$ref": "#/$defs/pot"}},
        {
            "type": ["object"],
            "properties": {
                "a": {"type": ["array"], "items": {"type": ["integer"], "enum": [1, 2]}},
                "b": False,
            },
            "required": ["a"],
            "additionalProperties": {"type": ["integer"]},
            "allOf": [{"required": ["b"]}],
        },
    ],
)
def test_a_tree_is_the_schema_that_it_was_read_from(schema):
    assert to_schema(read_tree(schema).tree) == schema


def test_what_is_put_beside_a_struct_or_null_is_asked_for_besides():
    node = {"ref": "pot.json", "null": True, "types": {"string": True}}
    either = {"if": {"not": {"type": "null"}}, "then": {"$ref": "pot.json"}}
    assert to_schema(node) == {"allOf": [either, {"type": ["string"]}]}


def test_what_is_put_beside_a_whole_or_null_leads_back_to_the_whole():
    node = {"ref": "#", "null": True, "items": {"ref": "#"}}
    again = {"$ref": "https://callspec.invalid/whole#"}
    assert to_schema(node, {"properties": {"a": node}}) == {
        "allOf": [{"if": {"not": {"type": "null"}}, "then": again}, {"items": again}],
        "$defs": {
            "whole": {
                "$id": "https://callspec.invalid/whole",
                "properties": {
                    "a": {
                        "allOf": [
                            {"if": {"not": {"type": "null"}}, "then": {"$ref": "#"}},
                            {"items": {"$ref": "#"}},
                        ]
                    }
                },
            }
        },
    }


def test_values_stand_where_they_are_named_last():
    pointers = read_tree({"enum": ["a", "b"], "const": "a"}).pointers
    assert pointers == {
        (): "",
        ("values",): "/const",
        ("values", '"a"'): "/const",
        ("values", '"b"'): "/enum/1",
        ("null",): "/enum",
    }


def test_a_constant_is_a_value():
    assert read_tree({"const": "a"}).pointers == {
        (): "",
        ("values",): "/const",
        ("values", '"a"'): "/const",
    }


def test_only_what_emit_writes_of_a_member_is_one():
    condition = {"properties": {"kind": {"const": "a"}}, "required": ["kind"]}
    two = {"properties": {"kind": {"const": "a"}, "of": {"const": "b"}}}
    member = {"x-callspec": {"member": "a"}, "if": condition, "then": {"minProperties": 2}}
    reading = read_tree({"allOf": [member]})
    assert reading.tree == {
        "members": {'"a"': {"if": condition, "then": {"keywords": {"minProperties": 2}}}}
    }
    assert reading.notes[("members", '"a"')] is member
    assert reading.pointers[("members", '"a"')] == "/allOf/0"
    for other in (
        {**member, "if": two},
        {**member, "if": {}},
        {key: one for key, one in member.items() if key != "if"},
        {key: one for key, one in member.items() if key != "then"},
        {key: one for key, one in member.items() if key != "x-callspec"},
    ):
        assert list(read_tree({"allOf": [other]}).tree) == ["conditions"]


def test_a_node_that_holds_the_whole_takes_it_along():
    whole = {
        "type": ["object"],
        "properties": {
            "a": {"type": ["array"], "items": {"$ref": "#"}},
            "b": {
                "properties": {"c": {"if": {"not": {"type": "null"}}, "then": {"$ref": "#"}}},
                "additionalProperties": {"$ref": "#/$defs/d"},
            },
        },
        "$defs": {"d": {"type": ["string"]}},
    }
    tree = read_tree(whole).tree
    identity = "https://callspec.invalid/whole"
    assert to_schema(tree) == whole
    assert to_schema(tree["properties"]["a"], tree) == {
        "type": ["array"],
        "items": {"$ref": f"{identity}#"},
        "$defs": {"whole": {**whole, "$id": identity}},
    }
    assert to_schema(tree["properties"]["b"], tree) == {
        "properties": {
            "c": {"if": {"not": {"type": "null"}}, "then": {"$ref": f"{identity}#"}},
        },
        "additionalProperties": {"$ref": f"{identity}#/$defs/d"},
        "$defs": {"whole": {**whole, "$id": identity}},
    }


def test_a_part_of_a_whole_that_has_an_address_leads_back_to_it():
    member = {**MEMBER, "then": {"properties": {"size": {"$ref": "#"}}}}
    whole = {
        "$id": "https://example.com/pot#",
        "properties": {"a": {"allOf": [member]}, "b": {"$ref": "lid"}},
        "$defs": {"b": {"$id": "lid"}},
    }
    tree = read_tree(whole).tree
    assert to_schema(tree["properties"]["a"], tree) == {
        "allOf": [
            {
                "if": MEMBER["if"],
                "then": {"properties": {"size": {"$ref": "https://example.com/pot#"}}},
            }
        ],
        "$defs": {"whole": to_schema(tree)},
    }


@pytest.mark.parametrize(
    ("part", "kept"),
    [
        ({**MEMBER, "then": {"properties": {"size": {"$ref": "#/$defs/used"}}}}, ["used"]),
        ({**RULE, "properties": {"id": {"$ref": "#/$defs/used"}}}, ["used", "other"]),
        ({"if": True, "then": {"$ref": "#/$defs/used"}}, ["used", "other"]),
        ({"required": ["id"]}, None),
    ],
)
def test_definitions_stay_that_only_a_part_of_allOf_leads_to(part, kept):
    definitions = {"used": {"type": ["string"]}, "other": {"type": ["integer"]}}
    made = to_schema(read_tree({"allOf": [part], "$defs": definitions}).tree)
    assert (list(made["$defs"]) if "$defs" in made else None) == kept


def test_where_a_reference_leads():
    address = "https://example.com/pot"
    tree = read_tree(
        {
            "$id": address,
            "$defs": {"a/b": {}, "c": {"$id": "https://example.com/cup", "not": {"$ref": address}}},
        }
    ).tree
    assert target_of("#", tree) == target_of(address, tree) == ()
    assert target_of("#/$defs/a~1b", tree) == ("$defs", "a/b")
    assert target_of("https://example.com/cup", tree) == ("$defs", "c")
    assert target_of("https://example.com/jug", tree) is None
    assert target_of("https://example.com/pot", {}) is None


def test_only_definitions_that_are_reached_go_with_a_node():
    tree = read_tree(
        {
            "properties": {"a": {"$ref": "#/$defs/used"}},
            "$defs": {"used": {"type": ["string"]}, "other": {"type": ["integer"]}},
        }
    ).tree
    assert to_schema(tree["properties"]["a"], tree) == {
        "$ref": "#/$defs/used",
        "$defs": {"used": {"type": ["string"]}},
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        ("1", 1, False),
        ({"a": 1, "b": 2}, {"b": 2.0, "a": 1}, True),
        ([1, 2], [2, 1], False),
        ([1.0], [1], True),
    ],
)
def test_values_that_json_schema_calls_equal_have_one_name(one, other, same):
    assert (text_of(one) == text_of(other)) is same


def test_parts_of_a_tree_are_read_put_and_dropped():
    tree = {"properties": {"a": {"types": {"string": True}}}}
    place = ("properties", "a", "null")
    assert get(tree, ("properties", "a", "types", "string")) is True
    assert get(tree, place, "none") == "none"
    with_null = {"properties": {"a": {"types": {"string": True}, "null": True}}}
    assert put(tree, place, True) == with_null
    assert drop(with_null, place) == tree
    assert drop(tree, ("required", "a")) == tree
    assert take(tree, with_null, (place,)) == with_null
    assert take(with_null, tree, (place,)) == tree
    assert tree == {"properties": {"a": {"types": {"string": True}}}}


def test_what_an_annotation_holds_is_no_reference():
    field = {"default": {"$ref": "urn:a"}, "examples": [{"$ref": "urn:a"}]}
    assert read_tree({"$id": "urn:a", "items": field}).notes[("items",)] == field


def test_two_schemas_have_their_addresses_where_something_in_one_hangs_on_its_own():
    pot = "https://callspec.invalid/pot/"
    alone, leading = (
        {"$id": f"{pot}1.0.0"},
        {"$id": f"{pot}2.0.0", "items": {"$ref": f"{pot}2.0.0"}},
    )
    named = {"keywords": {"$id": f"{pot}0"}}
    held = {**named, "items": {"ref": f"{pot}0"}}
    for old, new, trees in (
        (alone, leading, [named, held]),
        (leading, alone, [held, named]),
        (alone, alone, [{}, {}]),
        (leading, {"minimum": 1}, [held, {"keywords": {"minimum": 1}}]),
        (leading, True, [held, {}]),
        (alone, {"minimum": 1}, [{}, {"keywords": {"minimum": 1}}]),
    ):
        assert [one.tree for one in read_trees(old, new)] == trees
