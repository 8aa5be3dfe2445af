import pytest
from small_schemas import TEXT, WHOLE, fields

from docs_extract.compare.locations import (
    Location,
    as_member,
    dotted,
    family_of,
    locations,
    value_at,
    with_value,
)
from docs_extract.compare.samples import NoSampleError
from docs_extract.compare.tree import get, read_tree


def tree_of(schema):
    return read_tree(schema).tree


def only(tree, *path):
    (place,) = locations(tree)[path]
    return place


def test_of_many_places_of_a_definition_some_are_known_and_of_all_else_all():
    many = {f"f{number}": {"$ref": "#/$defs/held"} for number in range(20)}
    schema = {**fields(**many, z=fields(y=fields(x=TEXT))), "$defs": {"held": TEXT}}
    found = locations(tree_of(schema))
    assert [one.holder for one in found["$defs", "held"]] == [f"f{number}" for number in range(8)]
    assert [
        one.steps for one in found["properties", "z", "properties", "y", "properties", "x"]
    ] == [("z", "y", "x")]


def test_the_places_of_all_nodes_that_a_payload_can_reach():
    tree = tree_of(
        {
            **fields(a=fields(b=TEXT), c={"type": "array", "items": WHOLE}),
            "additionalProperties": TEXT,
            "$defs": {"unused": TEXT},
        }
    )
    a, b = ("properties", "a"), ("properties", "a", "properties", "b")
    c, items = ("properties", "c"), ("properties", "c", "items")
    assert locations(tree) == {
        (): [Location()],
        a: [Location(("a",), (a,))],
        b: [Location(("a", "b"), (a, b))],
        c: [Location(("c",), (c,))],
        items: [Location(("c", 0), (c, items))],
        ("additional",): [Location(("other",), (("additional",),))],
    }
    assert locations(tree_of({**fields(), "additionalProperties": False})) == {(): [Location()]}


def test_an_embedded_struct_has_a_place_in_each_field_that_holds_it():
    tree = tree_of(
        {
            **fields(a={"$ref": "#/$defs/stop"}, b=fields(c={"$ref": "#/$defs/stop"})),
            "$defs": {"stop": fields(id=TEXT)},
        }
    )
    found = locations(tree)
    stop = ("$defs", "stop")
    a, b, c = ("properties", "a"), ("properties", "b"), ("properties", "b", "properties", "c")
    assert found[stop] == [
        Location(("a",), (a,), embedded=1, definition=stop),
        Location(("b", "c"), (b, c), embedded=2, definition=stop),
    ]
    assert [one.holder for one in found[stop]] == ["a", "b.c"]
    inside = (*stop, "properties", "id")
    assert found[inside] == [
        Location(("a", "id"), (a, inside), embedded=1, definition=stop),
        Location(("b", "c", "id"), (b, c, inside), embedded=2, definition=stop),
    ]
    assert [one.holder for one in found[inside]] == ["a", "b.c"]


def test_a_struct_that_holds_itself_has_its_places_once():
    tree = tree_of(fields(id=TEXT, inside={"$ref": "#"}, more={"$ref": "#/$defs/none"}))
    found = locations(tree)
    inside, more = ("properties", "inside"), ("properties", "more")
    again = Location(("inside",), (inside,))
    assert found[()] == [Location(), again]
    assert found[inside] == [again, Location(("inside", "inside"), (inside, inside))]
    assert found[more] == [
        Location(("more",), (more,)),
        Location(("inside", "more"), (inside, more)),
    ]


def test_no_more_than_eight_places_of_a_node_are_looked_at():
    names = [f"field_{number}" for number in range(10)]
    tree = tree_of(
        {
            **fields(**{name: {"$ref": "#/$defs/stop"} for name in names}),
            "$defs": {"stop": TEXT},
        }
    )
    assert [one.holder for one in locations(tree)["$defs", "stop"]] == names[:8]


def test_a_dotted_path_has_the_names_alone():
    assert dotted(("a", 0, "b", 1)) == "a.b"
    assert dotted(()) == ""


@pytest.mark.parametrize(
    ("payload", "found"),
    [
        ({"a": [{"b": 1}, {"b": 2}]}, 1),
        ({"a": [{}]}, "none"),
        ({"a": []}, "none"),
        ({"a": 3}, "none"),
        ({"a": {}}, "none"),
        ({}, "none"),
        ([], "none"),
        (None, "none"),
    ],
)
def test_what_stands_at_a_place(payload, found):
    assert value_at(payload, Location(("a", 0, "b")), "none") == found
    assert value_at(payload, Location(), "none") == payload


@pytest.mark.parametrize(
    ("payload", "made"),
    [
        ({}, {"a": [{"id": "text", "b": 7}]}),
        ({"c": 1}, {"c": 1, "a": [{"id": "text", "b": 7}]}),
        ({"a": []}, {"a": [{"id": "text", "b": 7}]}),
        ({"a": "no list"}, {"a": [{"id": "text", "b": 7}]}),
        ({"a": [{"id": "x"}, 2]}, {"a": [{"id": "x", "b": 7}, 2]}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 7}]}),
        ({"a": [None]}, {"a": [{"id": "text", "b": 7}]}),
        ("no object", {"who": 0, "a": [{"id": "text", "b": 7}]}),
    ],
)
def test_a_value_is_put_in_and_what_is_not_there_is_made_up(payload, made):
    tree = tree_of(
        fields("who", who=WHOLE, a={"type": "array", "items": fields("id", id=TEXT, b=WHOLE)})
    )
    place = only(tree, "properties", "a", "items", "properties", "b")
    assert with_value(payload, place, 7, tree) == made
    assert with_value(payload, Location(), 7, tree) == 7


def test_what_a_value_takes_the_place_of_is_not_made_up():
    tree = tree_of(fields(a=False))
    assert with_value({"b": 1}, Location(("a",), (("properties", "a"),)), 7, tree) == {
        "b": 1,
        "a": 7,
    }


def test_a_value_cannot_be_put_into_what_takes_no_object():
    place = Location(("a", "b"), (("properties", "a"), ("properties", "a", "properties", "b")))
    for inside in ({"type": "string"}, {"enum": ["x"]}, False):
        with pytest.raises(NoSampleError):
            with_value({}, place, 7, tree_of(fields(a=inside)))


FAMILY = {
    **fields("kind", kind={"enum": ["box", "tube"]}, id=TEXT),
    "allOf": [
        {
            "x-callspec": {"member": kind},
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": fields(f"of_{kind}", **{f"of_{kind}": WHOLE}),
        }
        for kind in ("box", "tube")
    ],
}


def test_a_field_of_a_member_lies_in_its_family():
    tree = tree_of(fields(a=FAMILY))
    a = ("properties", "a")
    member = (*a, "members", '"tube"')
    field = (*member, "then", "properties", "of_tube")
    place = only(tree, *field)
    assert place == Location(("a", "of_tube"), (a, field), members=((1, member),))
    made = {"a": {"kind": "tube", "of_tube": 0}}
    assert as_member({}, place, tree) == made
    assert as_member({"a": {"kind": "box", "of_box": 3}}, place, tree) == made
    assert as_member({"a": {"of_box": 3}}, place, tree) == made
    assert as_member({"b": 1, "a": {"kind": "box"}}, place, tree) == {"b": 1, **made}
    kept = {"a": {"kind": "tube", "of_tube": 4, "id": "x"}, "b": 1}
    assert as_member(kept, place, tree) is kept
    assert as_member({"b": 1}, Location(("a",), (a,)), tree) == {"b": 1}


def test_the_field_that_tells_a_family_apart():
    tree = tree_of(fields(a=FAMILY))
    a = ("properties", "a")
    kind, identity = (only(tree, *a, "properties", name) for name in ("kind", "id"))
    assert family_of(kind, tree) == (Location(("a",), (a,)), tree["properties"]["a"])
    assert family_of(identity, tree) is None
    assert family_of(Location(), tree) is None
    whole = tree_of(FAMILY)
    assert family_of(only(whole, "properties", "kind"), whole) == (Location(), whole)
    deep = tree_of(fields(b=fields(a=FAMILY)))
    place = only(deep, "properties", "b", *a, "properties", "kind")
    family = (Location(place.steps[:2], place.nodes[:2]), get(deep, ("properties", "b", *a)))
    assert family_of(place, deep) == family
    items = tree_of({"type": "array", "items": TEXT})
    assert family_of(only(items, "items"), items) is None
