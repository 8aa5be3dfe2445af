import pytest

from docs_extract.skeleton import (
    FieldShape,
    Repair,
    Shape,
    SkeletonError,
    read_skeleton,
)
from docs_extract.stated import StatedType
from validator.limits import DEFAULT_LIMITS

DEPTH = DEFAULT_LIMITS.depth


def shape(text: str) -> Shape:
    skeleton = read_skeleton(text)
    assert skeleton.repairs == ()
    return skeleton.shape


STRING = StatedType("string")
ADDRESS = StatedType("object", name="Address")


def mended(text: str) -> tuple[Shape, list[tuple[str, str]]]:
    """The shape of a text, and what was mended with the words it was mended at."""
    skeleton = read_skeleton(text)
    return skeleton.shape, [(one.message, text[one.start : one.end]) for one in skeleton.repairs]


def number(start: int) -> Shape:
    return Shape("number", start, start + 8, "<number>", stated=StatedType("number"))


@pytest.mark.parametrize(
    ("text", "kind", "stated"),
    [
        ("<string>", "string", STRING),
        ("<STRING>", "string", STRING),
        ("<number>", "number", StatedType("number")),
        ("< Number >", "number", StatedType("number")),
        ("<integer>", "integer", StatedType("integer")),
        ("<boolean>", "boolean", StatedType("boolean")),
        ("<object>", "object", StatedType("object")),
        ("<array>", "array", StatedType("array")),
        ("<uuid>", "string", StatedType("string", "uuid")),
        ("<string or null>", "string", StatedType("string", nullable=True)),
        ("<RFC3339 | null>", "string", StatedType("string", "rfc3339", nullable=True)),
        ("<integer or null>", "integer", StatedType("integer", nullable=True)),
        ("<object or null>", "object", StatedType("object", nullable=True)),
        (
            "<array of strings or null>",
            "array",
            StatedType("array", items=STRING, nullable=True),
        ),
        ("<list of Address>", "array", StatedType("array", items=ADDRESS)),
        ("<Address>", "named", ADDRESS),
        ("<>", "unknown", StatedType()),
        ("<null>", "unknown", StatedType(nullable=True)),
        ("<some thing>", "unknown", StatedType(unread=("some thing",))),
        ("<not null>", "unknown", StatedType(unread=("not null",))),
    ],
)
def test_a_placeholder_names_a_type_in_quotes_or_without(text, kind, stated):
    assert shape(text) == Shape(kind, 0, len(text), text, stated=stated)
    quoted = f'"{text}"'
    assert shape(quoted) == Shape(kind, 0, len(quoted), text, stated=stated, quoted=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('"a"', "a"),
        ('""', ""),
        ('"sk-..."', "sk-..."),
        ('"..."', "..."),
        ('"<a> and <b"', "<a> and <b"),
        ('"<string> or null"', "<string> or null"),
        ('"http://example.org/a"', "http://example.org/a"),
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
        ("[…]", Shape("array", 0, 3, elided=True)),
        ("{<Address>}", Shape("named", 0, 11, "<Address>", stated=ADDRESS)),
        (
            "[{<Address>}, ...]",
            Shape(
                "array",
                0,
                18,
                items=(Shape("named", 1, 12, "<Address>", stated=ADDRESS),),
                elided=True,
            ),
        ),
        ('{"<string>": <number>}', Shape("map", 0, 22, items=(number(13),))),
        ('{"<string>": <number>, ...}', Shape("map", 0, 27, items=(number(13),), elided=True)),
        ("{ ... }", Shape("object", 0, 7, elided=True)),
        ("{...}", Shape("object", 0, 5, elided=True)),
        ("[ ... ]", Shape("array", 0, 7, elided=True)),
        (
            "[<number>, ...]",
            Shape("array", 0, 15, items=(number(1),), elided=True),
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
                fields=(FieldShape("a", 1, 4, number(6)),),
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
    ("text", "clean", "repairs"),
    [
        ('{"a": 1,}', '{"a": 1}', [("a comma after the last member", ",")]),
        ("[1, ]", "[1]", [("a comma after the last member", ",")]),
        ("[..., ]", "[...]", [("a comma after the last member", ",")]),
        ('{"a": [1,\n],\n}', '{"a": [1]}', [("a comma after the last member", ",")] * 2),
        ('{"a": 1},', '{"a": 1}', [("a comma after the end", ",")]),
        ('{"a": 1 "b": 2}', '{"a": 1, "b": 2}', [("a missing comma", "")]),
        ("[1 2]", "[1, 2]", [("a missing comma", "")]),
        ('{"a": 1 ...}', '{"a": 1, ...}', [("a missing comma", "")]),
        ('{"a" 1}', '{"a": 1}', [("a lost colon after a", '"a"')]),
        ("{a: 1}", '{"a": 1}', [("a name without quotes: a", "a")]),
        (
            '{"a": 1, "b": 2, "a": 3}',
            '{"a": 1, "b": 2}',
            [("a a second time, where the first counts", '"a"')],
        ),
        ('{"a": boolean}', '{"a": <boolean>}', [("the bare word boolean", "boolean")]),
        ('["<string">]', '["<string>"]', [("a quote inside the brackets", '"<string">')]),
        ('["<string>>"]', '["<string>"]', [("a bracket too many", '"<string>>"')]),
        ('["<string>>>"]', '["<string>"]', [("a bracket too many", '"<string>>>"')]),
        ('{"<string">: 1}', '{"<string>": 1}', []),
        ('{"<name">: 1, "b": 2}', '{"<name>": 1, "b": 2}', []),
        ("{Address}", "{<Address>}", [("the name Address without <>", "Address")]),
        (
            '{"a": 1 b: 2}',
            '{"a": 1, "b": 2}',
            [("a missing comma", ""), ("a name without quotes: b", "b")],
        ),
        (
            "[boolean string]",
            "[<boolean>, <string>]",
            [
                ("the bare word boolean", "boolean"),
                ("a missing comma", ""),
                ("the bare word string", "string"),
            ],
        ),
        (
            '{"a": "<string>,\n "b": 1}',
            '{"a": "<string>", "b": 1}',
            [("a lost quote", '"<string>,')],
        ),
        ('{"a": "x\n}', '{"a": "x"}', [("a lost quote", '"x')]),
        ('{"a": "x  \n}', '{"a": "x"}', [("a lost quote", '"x  ')]),
        (
            '{ // the "first"\n "a": 1}',
            '{"a": 1}',
            [("a comment, which JSON does not have", '// the "first"')],
        ),
        (
            '{"a": null /* or\n more */}',
            '{"a": null}',
            [("a comment, which JSON does not have", "/* or\n more */")],
        ),
        ("{action...}", "{...}", [("the words action...", "action")]),
        ('{"a": 1, action...}', '{"a": 1, ...}', [("the words action...", "action")]),
        ('{\n\n"a": 1\n\n}', '{"a": 1}', []),
    ],
)
def test_what_real_pages_get_wrong_is_mended_and_recorded(text, clean, repairs):
    found, recorded = mended(text)
    assert (without_places(found), recorded) == (without_places(shape(clean)), repairs)


def test_repairs_come_in_the_order_of_the_text():
    text = '{// one\n"a" [1 2,], b: <string>},'
    assert read_skeleton(text).repairs == (
        Repair("a comment, which JSON does not have", 1, 7),
        Repair("a lost colon after a", 8, 11),
        Repair("a missing comma", 14, 14),
        Repair("a comma after the last member", 16, 17),
        Repair("a name without quotes: b", 20, 21),
        Repair("a comma after the end", 32, 33),
    )


def without_places(one: Shape) -> object:
    return (
        one.kind,
        one.value,
        [(field.name, without_places(field.shape)) for field in one.fields],
        [without_places(item) for item in one.items],
        one.elided,
        one.stated,
        one.quoted,
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        (
            '{"a": [1, "b", null, true], "c": {"d": 1.5}}',
            {"a": [1, "b", None, True], "c": {"d": 1.5}},
        ),
    ],
)
def test_a_shape_without_placeholders_is_a_plain_value(text, value):
    found = shape(text)
    assert (found.plain, found.sample()) == (True, value)


@pytest.mark.parametrize(
    "text",
    [
        "<string>",
        '{"a": ["<string>"]}',
        '{"a": {...}}',
        "[...]",
        '{"<string>": 1}',
        "[{<Address>}]",
    ],
)
def test_what_stands_for_something_else_is_no_plain_value(text):
    assert shape(text).plain is False


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
        ('{"a"}', 4, 'no colon after "a"'),
        ('{"a":: 1}', 5, '":" where a value must stand'),
        ('{"a": True}', 6, '"True" where a value must stand'),
        ('{"a": Address}', 6, '"Address" where a value must stand'),
        ('{"a": thing}', 6, '"thing" where a value must stand'),
        ('{"a": action...}', 6, '"action" where a value must stand'),
        ('{"a": "one" or "two"}', 15, 'no colon after "or"'),
        ('{"a": "one" | "two"}', 12, '"|" is no part of a skeleton'),
        ('{<Address>, "a": 1}', 12, '"\\"a\\"" where } must stand'),
        ("{...: 1}", 4, '":" where a comma or } must stand'),
        ('{"a": }', 6, '"}" where a value must stand'),
        ("{} {}", 3, '"{" after the end of the skeleton'),
        ("[01]", 1, '"01]" is no part of a skeleton'),
        ("[1.]", 1, '"1.]" is no part of a skeleton'),
        ("[trueish]", 1, '"trueish" where a value must stand'),
        ("[NaN]", 1, '"NaN" where a value must stand'),
        ("['a']", 1, "\"'a']\" is no part of a skeleton"),
        ('["a\nb"]', 4, '"b" where a value must stand'),
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
    deepest = opening * DEPTH + "1" + close * DEPTH
    assert shape(deepest).kind in ("array", "object")
    with pytest.raises(SkeletonError) as caught:
        read_skeleton(opening + deepest + close)
    assert str(caught.value) == f"more than {DEPTH} levels"
    assert caught.value.start == len(opening) * (DEPTH + 1)


def test_a_hundred_thousand_levels_are_refused_like_any_too_many():
    with pytest.raises(SkeletonError, match=f"^more than {DEPTH} levels$"):
        read_skeleton("[" * 100_000)


@pytest.mark.parametrize("text", ['"<<string>>"', '"<a<b>>"'])
def test_brackets_inside_brackets_are_not_too_many(text):
    assert read_skeleton(text).repairs == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("-12", -12), ("1.0", 1.0), ("-1e2", -100.0), ("1e400", 10**400)],
)
def test_numbers_are_exact(text, value):
    found = read_skeleton(text).shape.value
    assert (found, type(found)) == (value, type(value))


@pytest.mark.parametrize("digits", ["9" * 4301, "-" + "9" * 4301, "1e4301"])
def test_a_number_with_too_many_digits(digits):
    with pytest.raises(SkeletonError, match=r"^a number with too many digits$") as caught:
        read_skeleton(f"[1, {digits}]")
    assert caught.value.start == 4


def test_the_first_of_several_hard_spaces_is_said():
    skeleton = read_skeleton('\u00a0{"a":\u00a01}')
    assert skeleton.repairs == (Repair("a non-breaking space", 0, 1),)
