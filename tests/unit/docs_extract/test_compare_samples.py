import pytest
from small_schemas import TEXT, WHOLE, fields

from docs_extract.compare.samples import (
    NoSampleError,
    anything,
    interesting,
    sample,
    sample_member,
)
from docs_extract.compare.tree import read_tree


def objects(count):
    return {f"text-{number}": 0 for number in range(count)}


def sampled(schema):
    tree = read_tree(schema).tree
    return sample(tree, tree)


def tried(schema):
    tree = read_tree(schema).tree
    return list(interesting(tree, tree))


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        (True, "text"),
        ({"enum": [3, "a"]}, 3),
        (TEXT, "text"),
        ({**TEXT, "minLength": 2}, "xx"),
        ({**TEXT, "format": "date"}, "2026-01-02"),
        ({**TEXT, "format": "nothing we know"}, "text"),
        (WHOLE, 0),
        ({**WHOLE, "minimum": 4}, 4),
        ({"type": "number", "exclusiveMaximum": -2}, -2),
        ({"type": ["boolean", "string"]}, True),
        ({"type": "null"}, None),
        ({"type": "array"}, []),
        ({"type": "array", "items": WHOLE}, []),
        ({"type": "array", "items": WHOLE, "minItems": 2}, [0, 0]),
        ({"type": "array", "minItems": "two"}, []),
        ({"type": "object"}, {}),
        (fields("a", "b", a=TEXT, c=WHOLE), {"a": "text", "b": "text"}),
        ({"properties": {"a": TEXT}, "required": ["a"]}, {"a": "text"}),
        ({**fields("a"), "additionalProperties": WHOLE}, {"a": 0}),
        ({**fields("a", a=TEXT), "allOf": [{"required": ["b"]}]}, {"a": "text", "b": "text"}),
        ({**fields(), "allOf": [{"if": {}, "then": {}, "required": ["b"]}, True]}, {}),
        ({"$ref": "#/$defs/a", "$defs": {"a": WHOLE}}, 0),
    ],
)
def test_a_small_value_of_a_node(schema, value):
    assert sampled(schema) == value


@pytest.mark.parametrize(
    "schema",
    [
        False,
        fields("a", a=False),
        {"$ref": "#/$defs/none"},
        {"$ref": "https://example.com/elsewhere"},
        fields("inside", inside={"$ref": "#"}),
    ],
)
def test_of_what_takes_nothing_there_is_no_sample(schema):
    with pytest.raises(NoSampleError):
        sampled(schema)


def test_the_longest_sample_has_a_bound():
    assert len(sampled({"type": "array", "minItems": 10**9})) == 100_000


@pytest.mark.parametrize(
    ("schema", "values"),
    [
        ({"enum": ["a", 1]}, ["a", 1, "a"]),
        ({"type": ["string", "null"]}, [None, "text"]),
        ({"type": "null"}, [None, None]),
        ({**TEXT, "format": "time"}, ["03:04:05Z", "03:04:05Z"]),
        ({**TEXT, "maxLength": 1}, ["x", "", "xx", "x"]),
        ({**TEXT, "minLength": 0}, ["", "x", ""]),
        ({**TEXT, "maxLength": 10**9}, ["text"]),
        ({**TEXT, "maxLength": 1.5}, ["text"]),
        ({**WHOLE, "minimum": 3}, [3, 4, 2, 3.5, 2.5, 3]),
        ({**WHOLE, "maximum": True}, [0]),
        ({"multipleOf": 2}, [2, 3, 1, 2.5, 1.5, "text"]),
        (
            {"type": "array", "items": WHOLE, "minItems": 1},
            [[0], [], [0, 0], [0]],
        ),
        ({**WHOLE, "exclusiveMinimum": 3}, [3, 4, 2, 3.5, 2.5, 3]),
        ({"type": "object", "minProperties": 2}, [{}, objects(2), objects(1), objects(3)]),
        ({"minProperties": 0}, ["text", {}, {}, objects(1)]),
        ({"type": "array", "items": False, "maxItems": 0}, [[], ["text"], []]),
        (
            {"type": "object", "maxProperties": 1},
            [{}, {"text-0": 0}, {}, {"text-0": 0, "text-1": 0}],
        ),
        (fields("a", a=TEXT, b=WHOLE, c=False), [{"a": "text"}, {"a": "text", "b": 0}]),
        ({"not": WHOLE, "anyOf": [TEXT, {"const": 1}]}, ["text", "text", 1, 1, 0]),
        (
            {"if": {"const": 1}, "then": {"const": 2}, "else": {"const": 3}},
            ["text", 1, 1, 2, 2, 3, 3],
        ),
        ({"oneOf": [{"const": 1}], "anyOf": {}}, ["text", 1, 1]),
        (
            {"$ref": "#/$defs/a", "$defs": {"a": fields(b=WHOLE)}},
            [{}, {}, {"b": 0}],
        ),
    ],
)
def test_values_to_try_of_a_node(schema, values):
    found = tried(schema)
    assert found == values
    assert list(map(type, found)) == list(map(type, values))


def test_strings_of_a_pattern_are_tried_at_its_lengths_first():
    found = tried({**TEXT, "pattern": "^[ab]{3,9}$", "maxLength": 3, "minLength": 2})
    short, long = found[:8], [one for one in found if len(one) > 3]
    assert {len(one) for one in short} == {2}
    assert all(set(one) <= {"a", "b"} for one in short)
    assert any(len(one) == 3 and set(one) <= {"a", "b"} for one in found[8:16])
    assert long
    assert tried({**TEXT, "pattern": "("}) == ["text"]
    assert tried({**TEXT, "pattern": 7}) == ["text"]


def test_strings_are_cut_to_their_lengths():
    five = {**TEXT, "pattern": "^a{5}$"}
    assert tried(five) == [*["aaaaa"] * 8, "aaaaa"]
    assert tried({**five, "maxLength": 3}) == [
        *["aaa"] * 8, *["aaaaa"] * 8, "xxx", "xx", "xxxx", "aaa",
    ]  # fmt: skip
    assert tried({**five, "minLength": 0, "maxLength": 4}) == [
        *[""] * 8, *["aaaa"] * 8, *["aaaaa"] * 8, "", "x", "xxxx", "xxx", "xxxxx", "",
    ]  # fmt: skip
    assert tried({**five, "maxLength": 5})[:8] == ["aaaaa"] * 8
    assert len(tried({**five, "maxLength": 5})) == 8 + 3 + 1


def test_the_longest_string_is_tried():
    assert [len(one) for one in tried({**TEXT, "maxLength": 100_000})] == [100_000, 99_999, 100_000]


def test_values_around_a_bound_that_no_float_is_as_large_as():
    bound = 10**400
    values = tried({"maximum": bound})
    assert {bound, bound + 1, bound - 1} <= {one for one in values if isinstance(one, int)}


def test_a_struct_that_holds_itself_is_looked_into_a_few_times():
    found = tried(fields(a={"$ref": "#"}, b=WHOLE))
    assert found == [{}, {"a": {}}, {"b": 0}]


def test_values_of_every_type():
    values = [
        *("", "text", "0", "é", 0, 1, -1, 0.5, True, False, None),
        *([], {}, [0], ["text"], {"text": 0}),
    ]
    assert list(map(repr, anything())) == list(map(repr, values))


def test_fields_lead_into_definitions():
    definitions = {"$defs": {"stop": fields("id", id=WHOLE)}}
    stop = {"$ref": "#/$defs/stop"}
    member = {
        "x-callspec": {"member": "box"},
        "if": {"properties": {"kind": {"const": "box"}}, "required": ["kind"]},
        "then": {"required": ["start"]},
    }
    other = {"type": "object", "additionalProperties": stop, "allOf": [member], **definitions}
    made = {"kind": "box", "start": {"id": 0}}
    tree = read_tree(other).tree
    assert sample_member(tree, '"box"', tree) == made
    assert sampled(other) == made
    assert tried({**fields("a", a=stop, b=stop), **definitions}) == [
        {"a": {"id": 0}},
        {"a": {"id": 0}, "b": {"id": 0}},
    ]
    assert tried({**fields("a", b=stop), "additionalProperties": stop, **definitions}) == [
        {"a": {"id": 0}},
        {"a": {"id": 0}, "b": {"id": 0}},
    ]


def test_a_sample_of_each_member_of_a_family():
    schema = {
        **fields("kind", "id", kind={"enum": ["box", "tube"]}, id=TEXT, size=TEXT),
        "additionalProperties": WHOLE,
        "allOf": [
            {
                "x-callspec": {"member": kind},
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": fields(f"of_{kind}", "size", "other", **more),
            }
            for kind, more in (("box", {"of_box": TEXT, "size": WHOLE}), ("tube", {}))
        ],
    }
    tree = read_tree(schema).tree
    box = {"kind": "box", "id": "text", "of_box": "text", "size": 0, "other": 0}
    assert sample_member(tree, '"box"', tree) == box
    tube = {"kind": "tube", "id": "text", "of_tube": 0, "size": "text", "other": 0}
    assert sample_member(tree, '"tube"', tree) == tube
    assert list(sample_member(tree, '"tube"', tree)) == ["kind", "id", "of_tube", "size", "other"]
    assert sample(tree, tree) == box
