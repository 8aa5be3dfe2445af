import pytest

from docs_extract.skeleton import (
    FieldShape,
    Repair,
    Shape,
    Skeleton,
    SkeletonError,
    read_skeleton,
)
from validator.documents.limits import MAX_DEPTH


def shape(text: str) -> Shape:
    skeleton = read_skeleton(text)
    assert skeleton.repairs == ()
    return skeleton.shape


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('"<string>"', "string"),
        ("<string>", "string"),
        ("<number>", "number"),
        ("<integer>", "integer"),
        ("<boolean>", "boolean"),
        ('"<number>"', "number"),
        ("< Number >", "number"),
        ("<STRING>", "string"),
        ("<uuid>", "unknown"),
        ('"<string or null>"', "unknown"),
        ("<array of strings or null>", "unknown"),
        ("<>", "unknown"),
    ],
)
def test_a_placeholder_names_a_type(text, kind):
    assert shape(text) == Shape(kind, 0, len(text), text.strip('"'))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a"', "a"),
        ('""', ""),
        ('"sk-..."', "sk-..."),
        ('"..."', "..."),
        ('"<a> and <b"', "<a> and <b"),
        (r'"\u00e9\n\"\\"', 'é\n"\\'),
        ("0", 0),
        ("-1.5e+3", -1500.0),
        ("12", 12),
        ("true", True),
        ("false", False),
        ("null", None),
    ],
)
def test_anything_else_json_has_is_a_sample(text, value):
    found = shape(text)
    assert found == Shape("literal", 0, len(text), value)
    assert type(found.value) is type(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", Shape("object", 0, 2)),
        ("[]", Shape("array", 0, 2)),
        ("{ ... }", Shape("object", 0, 7, elided=True)),
        ("{...}", Shape("object", 0, 5, elided=True)),
        ("[ ... ]", Shape("array", 0, 7, elided=True)),
        (
            "[<number>, ...]",
            Shape("array", 0, 15, items=(Shape("number", 1, 9, "<number>"),), elided=True),
        ),
        (
            "[{...}, ...]",
            Shape("array", 0, 12, items=(Shape("object", 1, 6, elided=True),), elided=True),
        ),
        (
            '["a", 1]',
            Shape("array", 0, 8, items=(Shape("literal", 1, 4, "a"), Shape("literal", 6, 7, 1))),
        ),
        (
            '{"a": <number>, ...}',
            Shape(
                "object",
                0,
                20,
                fields=(FieldShape("a", 1, 4, Shape("number", 6, 14, "<number>")),),
                elided=True,
            ),
        ),
        (
            '{"a": {"b": [[]]}}',
            Shape(
                "object",
                0,
                18,
                fields=(
                    FieldShape(
                        "a",
                        1,
                        4,
                        Shape(
                            "object",
                            6,
                            17,
                            fields=(
                                FieldShape(
                                    "b",
                                    7,
                                    10,
                                    Shape("array", 12, 16, items=(Shape("array", 13, 15),)),
                                ),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ],
)
def test_objects_and_arrays_nest(text, expected):
    assert shape(text) == expected


def test_fields_keep_the_order_and_the_places_of_the_text():
    text = '\n{\n  "b": "<string>",\n  "a": 1,\n  "é \\" x": null\n}\n'
    found = shape(text)
    assert [(one.name, text[one.start : one.end]) for one in found.fields] == [
        ("b", '"b"'),
        ("a", '"a"'),
        ('é " x', r'"é \" x"'),
    ]
    assert [text[one.shape.start : one.shape.end] for one in found.fields] == [
        '"<string>"',
        "1",
        "null",
    ]
    assert text[found.start : found.end] == text.strip()


@pytest.mark.parametrize(
    ("text", "mended", "commas"),
    [
        ('{"a": 1,}', '{"a": 1}', [7]),
        ("[1, ]", "[1]", [2]),
        ("[..., ]", "[...]", [4]),
        ('{"a": [1,\n],\n}', '{"a": [1]}', [8, 11]),
    ],
)
def test_a_comma_after_the_last_member_is_mended_and_recorded(text, mended, commas):
    skeleton = read_skeleton(text)
    assert skeleton == Skeleton(
        skeleton.shape,
        tuple(Repair("a comma after the last member", at, at + 1) for at in commas),
    )
    assert without_places(skeleton.shape) == without_places(shape(mended))


def without_places(one: Shape) -> object:
    return (
        one.kind,
        one.value,
        [(field.name, without_places(field.shape)) for field in one.fields],
        [without_places(item) for item in one.items],
        one.elided,
    )


@pytest.mark.parametrize(
    ("text", "start", "message"),
    [
        ("", 0, "the end where a value must stand"),
        ("  \n", 3, "the end where a value must stand"),
        ("...", 0, '"..." where a value must stand'),
        ("{", 1, "the end where a field's name must stand"),
        ("[", 1, "the end where a value must stand"),
        ("[1", 2, "the end where a comma or ] must stand"),
        ("{]", 1, '"]" where a field\'s name must stand'),
        ("{,}", 1, '"," where a field\'s name must stand'),
        ("[,]", 1, '"," where a value must stand'),
        ("[1,,2]", 3, '"," where a value must stand'),
        ("{1: 2}", 1, '"1" where a field\'s name must stand'),
        ('{"a" 1}', 5, 'no colon after "a"'),
        ('{"a": }', 6, '"}" where a value must stand'),
        ('{"a": 1 "b": 2}', 8, '"\\"b\\"" where a comma or } must stand'),
        ("[1 2]", 3, '"2" where a comma or ] must stand'),
        ('{"a": 1 ...}', 8, '"..." where a comma or } must stand'),
        ('{"a": 1, "b": 2, "a": 3}', 17, '"a" stands twice'),
        ("{} {}", 3, '"{" after the end of the skeleton'),
        ('{"a": boolean}', 6, '"boolean}" is no part of a skeleton'),
        ('{\n  // a note\n  "a": 1}', 4, '"//" is no part of a skeleton'),
        ("{action...}", 1, '"action...}" is no part of a skeleton'),
        ("[01]", 1, '"01]" is no part of a skeleton'),
        ("[1.]", 1, '"1.]" is no part of a skeleton'),
        ("[trueish]", 1, '"trueish]" is no part of a skeleton'),
        ("[NaN]", 1, '"NaN]" is no part of a skeleton'),
        ("['a']", 1, "\"'a']\" is no part of a skeleton"),
        ('["a\nb"]', 1, '"\\"a" is no part of a skeleton'),
        ('["<string">]', 10, '">]" is no part of a skeleton'),
        ("[<string]", 1, '"<string]" is no part of a skeleton'),
        ("[٣]", 1, '"٣]" is no part of a skeleton'),
        (r'["\x"]', 1, r'"\"\\x\"" is no string'),
        ('["a\tb"]', 1, r'"\"a\tb\"" is no string'),
    ],
)
def test_what_is_no_skeleton_is_refused_where_it_stops_making_sense(text, start, message):
    with pytest.raises(SkeletonError) as caught:
        read_skeleton(text)
    assert (caught.value.start, str(caught.value)) == (start, message)


@pytest.mark.parametrize(("opening", "close"), [("[", "]"), ('{"a":', "}")])
def test_levels_are_counted(opening, close):
    deepest = opening * MAX_DEPTH + "1" + close * MAX_DEPTH
    assert shape(deepest).kind in ("array", "object")
    with pytest.raises(SkeletonError) as caught:
        read_skeleton(opening + deepest + close)
    assert str(caught.value) == f"more than {MAX_DEPTH} levels"
    assert caught.value.start == len(opening) * (MAX_DEPTH + 1)


def test_a_hundred_thousand_levels_are_refused_like_any_too_many():
    with pytest.raises(SkeletonError, match=f"^more than {MAX_DEPTH} levels$"):
        read_skeleton("[" * 100_000)
