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


def only_change(old, new):
    sides = (SideSchema("parcel", f"parcel@{n}", one) for n, one in enumerate((old, new), 1))
    changes = compare(*sides, Policy.STRICT).changes
    (change,) = [one for one in changes if not one.is_wording]
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
