import pytest

from docs_extract.compare.change import Edit, Policy, Proof
from docs_extract.compare.compare import compare
from docs_extract.compare.side import SideSchema
from docs_extract.compare.witness import edits
from validator.finding import Source

NOTES = {"examples": [{"page": "parcel.rst", "line": line} for line in (30, 60)]}


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ({"a": 1}, {"a": 1.0}, []),
        ({"a": 1}, {"a": True}, [Edit("replace", "/a", True)]),
        ({"a": {"b/c": 1}}, {"a": {}}, [Edit("remove", "/a/b~1c")]),
        ({}, {"a~": None}, [Edit("add", "/a~0", None)]),
        ([1, 2], [1], [Edit("replace", "", [1])]),
        ({"a": 1}, [1], [Edit("replace", "", [1])]),
        ({"a": [1]}, {"a": {"b": 1}}, [Edit("replace", "/a", {"b": 1})]),
        (
            {"a": 1, "b": 2},
            {"b": 3, "c": 4},
            [Edit("remove", "/a"), Edit("replace", "/b", 3), Edit("add", "/c", 4)],
        ),
    ],
)
def test_the_steps_from_one_value_to_another(before, after, steps):
    assert list(edits(before, after)) == steps


def parcel(*examples, **more):
    return {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "state": {"enum": ["sent", "there"]},
            "box": {"type": "array", "items": {"enum": ["red", "blue"]}},
        },
        "required": ["id"],
        "additionalProperties": False,
        "examples": list(examples),
        "x-callspec": NOTES,
        **more,
    }


def changes(old, new):
    sides = (SideSchema("parcel", f"parcel@{n}", one) for n, one in enumerate((old, new), 1))
    return [one for one in compare(*sides, Policy.STRICT).changes if not one.is_wording]


def only_change(old, new):
    (change,) = changes(old, new)
    return change


def with_field(schema, name, field):
    return {**schema, "properties": {**schema["properties"], name: field}}


def test_the_example_as_it_stands_where_it_shows_the_break():
    old = parcel({"id": 1}, {"id": 2, "state": "there"})
    change = only_change(old, with_field(old, "state", {"enum": ["sent"]}))
    witness = change.writers.witness
    assert (witness.payload, witness.edits) == ({"id": 2, "state": "there"}, ())
    assert witness.example == Source("parcel.rst", 60)
    assert [one.message for one in witness.refusals] == ['state is "there", expected "sent"']
    assert change.readers.proof is Proof.CONTAINMENT


def test_one_edit_of_the_example_where_it_does_not():
    old = parcel({"id": 1, "state": "sent", "box": ["red", "blue"]})
    change = only_change(old, with_field(old, "state", {"enum": ["sent"]}))
    witness = change.writers.witness
    assert witness.payload == {"id": 1, "state": "there", "box": ["red", "blue"]}
    assert witness.edits == (Edit("replace", "/state", "there"),)
    assert witness.example == Source("parcel.rst", 30)


def test_an_item_of_an_array_is_changed_alone():
    old = parcel({"id": 1, "box": ["red", "blue", "red"]})
    change = only_change(
        with_field(old, "box", {"type": "array", "items": {"enum": ["red", "blue", "green"]}}), old
    )
    assert change.writers.witness.payload == {"id": 1, "box": ["green", "blue", "red"]}


def test_a_payload_is_made_up_where_no_example_is_documented():
    change = only_change(parcel(), parcel(required=["id", "state"]))
    witness = change.writers.witness
    assert (witness.payload, witness.edits, witness.example) == ({"id": 0}, (), None)
    assert [one.message for one in witness.refusals] == ["state is missing"]


def test_an_example_that_the_contract_refuses_is_none():
    old = parcel({"id": "one"})
    change = only_change(old, with_field(old, "id", {"type": "integer", "minimum": 1}))
    assert change.writers.witness.example is None


def test_a_rule_that_stands_in_the_way_is_kept():
    rule = {
        "x-callspec": {"rule": "there-has-box"},
        "if": {"properties": {"state": {"const": "there"}}, "required": ["state"]},
        "then": {"required": ["box"]},
    }
    old = parcel({"id": 1, "state": "sent"}, allOf=[rule])
    change = only_change(old, with_field(old, "state", {"enum": ["sent"]}))
    payload = change.writers.witness.payload
    assert {**payload, "box": None} == {"id": 1, "state": "there", "box": None}
    assert isinstance(payload["box"], list)


def test_what_a_rule_asks_for_is_in_a_payload_that_is_made_up():
    seal = {"x-callspec": {"rule": "a-box-is-sealed"}, "required": ["seal"]}
    lid = {
        "$id": "https://callspec.invalid/lid/1.0.0",
        "properties": {"hinge": {"type": "boolean"}},
        "allOf": [seal],
    }

    def parcel_with(definition):
        held = {"lid": {"$ref": definition["$id"]}}
        return {
            "type": "object",
            "properties": held,
            "required": ["lid"],
            "$defs": {"lid": definition},
        }

    hinged = {**lid, "required": ["hinge"]}
    change = only_change(parcel_with(lid), parcel_with(hinged))
    assert change.writers.witness.payload == {"lid": {"seal": "text"}}


def family(kinds, members, **fields):
    return {
        "type": "object",
        "properties": {"kind": {"type": "string", "enum": kinds}, **fields},
        "required": ["kind"],
        "additionalProperties": False,
        "allOf": [
            {
                "x-callspec": {"member": kind},
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": then,
            }
            for kind, then in members.items()
        ],
    }


def test_each_member_of_a_family_is_tried():
    members = {"box": {"required": ["size"]}, "bag": {}}
    rule = {
        "x-callspec": {"rule": "red-has-size"},
        "if": {"properties": {"colour": {"const": "red"}}, "required": ["colour"]},
        "then": {"required": ["size"]},
    }
    old = family(["box", "bag"], members, size={}, colour={"enum": ["red", "blue"]})
    change = only_change(old, {**old, "allOf": [*old["allOf"], rule]})
    assert change.writers.witness.payload == {"kind": "bag", "colour": "red"}


def test_a_value_that_is_no_member_of_a_family_is_tried():
    old = family(["box"], {"box": {"required": ["size"]}}, size={})
    found = changes(old, with_field(old, "kind", {"type": "string", "minLength": 4}))
    assert [one.code for one in found] == ["enum-removed", "bound-narrowed"]
    assert found[0].readers.witness.payload == {"kind": "xxxx"}


def test_a_field_takes_what_a_member_of_the_family_lets_it_be():
    members = {"box": {"properties": {"lid": {"const": "round"}}}}
    old = family(["box"], members, lid={})
    change = only_change(old, with_field(old, "lid", {"type": "boolean"}))
    assert change.writers.witness.payload == {"kind": "box", "lid": "round"}
