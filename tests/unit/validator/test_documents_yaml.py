import textwrap

import pytest
import yaml

from validator.documents import yaml_text
from validator.documents.json_scan import Problem
from validator.documents.locations import Lines, Locations
from validator.documents.yaml_text import parse
from validator.finding import Span
from validator.limits import Limits


def one(text):
    ((value, scan),) = list(parse(text))
    return value, scan


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("2026-03-14", "2026-03-14"),
        ("2026-03-14 15:09:26.535897", "2026-03-14 15:09:26.535897"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("012", 12),
        ("+1", 1),
        ("0o17", 15),
        ("0x1F", 31),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("'1'", "1"),
        ('"true"', "true"),
        ("! 5", "5"),
        ("!!str 5", "5"),
        ('!!int "5"', 5),
        ('!!float "5"', 5),
        ('!!null ""', None),
        ('!!bool "true"', True),
        ("|\n  text\n", "text\n"),
        (">-\n  two\n  lines\n", "two lines"),
    ],
)
def test_scalars_are_those_of_the_core_schema_of_yaml_1_2(scalar, value):
    found, scan = one(f"a: {scalar}\n")
    assert scan.problems == ()
    assert found == {"a": value}
    assert type(found["a"]) is type(value)


@pytest.mark.parametrize("scalar", [".nan", ".inf", "-.INF", "+.Inf", '!!float ".inf"'])
def test_what_is_no_number_is_said(scalar):
    value, scan = one(f"a: {scalar}\n")
    assert value is None
    text = scalar.removeprefix("!!float ").strip('"')
    told = [(problem.code, problem.message) for problem in scan.problems]
    assert told == [("not-a-number", f"{text} is no JSON value")]


def problem(code, message, start, end, path=(), hint=None, **more):
    return Problem(code, message, start, end, path, hint, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            problem(
                "duplicate-key",
                '"a" stands twice in one object',
                10,
                11,
                ("a",),
                "remove one of them: readers differ in which they keep",
                fatal=False,
                first=0,
            ),
        ),
        (
            "1: a\n",
            problem(
                "yaml-syntax",
                "a field's name is 1, not a string",
                0,
                1,
                (),
                "put the name in quotes",
            ),
        ),
        (
            "a: !!set {x}\n",
            problem(
                "yaml-syntax",
                "the tag tag:yaml.org,2002:set names no JSON type",
                3,
                10,
                ("a",),
                "remove the tag",
            ),
        ),
        ("a: !!int x\n", problem("yaml-syntax", '"x" is no !!int', 3, 10, ("a",))),
        ("a: *b\n", problem("yaml-syntax", "the alias *b has no anchor before it", 3, 5)),
        ("a: &a [*a]\n", problem("yaml-syntax", "the alias *a stands inside its own anchor", 7, 9)),
        ("<<: 1\n", problem("yaml-syntax", "<< takes a mapping or a list of mappings", 4, 5)),
        (
            f"a: {'1' * 4301}\n",
            problem("too-large", "a number of more than 4300 digits", 3, 4304, ("a",)),
        ),
        (
            f"a: 0x{'f' * 4000}\n",
            problem("too-large", "a number of more than 4300 digits", 3, 4005, ("a",)),
        ),
        (
            "[" * 201,
            problem(
                "too-deep",
                "more than 200 objects and arrays inside one another",
                200,
                201,
                (0,) * 200,
            ),
        ),
        (
            "a: x\u2028y\n",
            problem(
                "yaml-syntax",
                "U+2028 is a line break in YAML 1.1 and a character in YAML 1.2",
                4,
                5,
                (),
                "write it in double quotes as \\u2028",
            ),
        ),
    ],
)
def test_what_json_cannot_hold_is_said(text, expected):
    _, scan = one(text)
    assert scan.problems == (expected,)


@pytest.mark.parametrize("loader", [yaml.SafeLoader, getattr(yaml, "CSafeLoader", None)])
@pytest.mark.parametrize(
    ("text", "at", "name"),
    [("a: \x01b\n", 3, "0001"), ("éé: \x7f\n", 4, "007F"), ("- '🙂\ufffe'\n", 4, "FFFE")],
)
def test_a_character_that_yaml_does_not_take_is_found_by_characters(
    text, at, name, loader, monkeypatch
):
    if loader is None:
        pytest.skip("this PyYAML was built without libyaml")
    monkeypatch.setattr(yaml_text, "_LOADER", loader)
    _, scan = one(text)
    message = f"the character U+{name} is not allowed in YAML"
    assert scan.problems == (problem("yaml-syntax", message, at, at + 1),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\na: 'x\n",
            problem(
                "yaml-syntax",
                "found unexpected end of stream",
                7,
                7,
                hint="while scanning a quoted scalar that begins at 2:4",
            ),
        ),
        (
            "a: \tb: c\n",
            problem("yaml-syntax", "mapping values are not allowed in this context", 5, 5),
        ),
    ],
)
def test_malformed_text_is_said_with_where_it_begins(text, expected):
    _, scan = one(text)
    assert scan.problems == (expected,)


def test_an_alias_has_its_own_place_and_the_weight_of_its_anchor():
    text = "a: &a [[1], 2]\nb: *a\n"
    value, scan = one(text)
    assert value == {"a": [[1], 2], "b": [[1], 2]}
    locations = Locations(Lines(text), scan.root)
    assert locations.span(("b",)) == Span(2, 4, 2, 6)
    assert locations.span(("b", 0, 0)) == Span(1, 9, 1, 10)
    # Two documents of the same weight, one written out.
    for text in ("a: &a [[1], 2]\nb: *a\n", "a: [[1], 2]\nb: [[1], 2]\n"):
        for limits in (Limits(yaml_values=11), Limits(depth=3)):
            ((_, scan),) = parse(text, limits)
            assert scan.problems == ()
        ((_, scan),) = parse(text, Limits(yaml_values=10))
        assert [one.message for one in scan.problems] == [
            "more than 10 values once its aliases are expanded"
        ]
        ((_, scan),) = parse(text, Limits(depth=2))
        assert [one.code for one in scan.problems] == ["too-deep"]


def test_an_alias_is_as_deep_as_its_anchor():
    for text in ("a: &a [[1]]\nb: [*a]\n", "a: [[1]]\nb: [[[1]]]\n"):
        ((_, scan),) = parse(text, Limits(depth=4))
        assert scan.problems == ()
        ((_, scan),) = parse(text, Limits(depth=3))
        assert [one.code for one in scan.problems] == ["too-deep"]


def test_a_merge_key_takes_nothing_but_mappings():
    for text in ("<<: [{a: 1}, 2]\n", "<<: [[{a: 1}]]\n"):
        _, scan = one(text)
        assert [one.message for one in scan.problems] == [
            "<< takes a mapping or a list of mappings"
        ]
    value, scan = one("<<: []\na: 1\n")
    assert (value, scan.problems) == ({"a": 1}, ())


def test_half_of_a_surrogate_pair_is_no_character(monkeypatch):
    monkeypatch.setattr(yaml_text, "_LOADER", yaml.SafeLoader)  # libyaml takes no such escape
    value, scan = one('a: ["\\ud800"]\n')
    message = "half of a surrogate pair, not a character"
    assert (value, scan.problems) == (None, (problem("encoding", message, 4, 12, ("a", 0)),))


@pytest.mark.parametrize(
    ("tag", "text"),
    [("map", "{x: 1}"), ("seq", "[1]"), ("", "{x: 1}"), ("", "[1]")],
)
def test_tags_of_json_types_say_nothing(tag, text):
    value, scan = one(f"a: !{'!' * bool(tag)}{tag} {text}\n")
    assert (value, scan.problems) == ({"a": yaml.safe_load(text)}, ())


def test_a_tag_of_another_type_is_said():
    for text, name in (("!!map [1]", "map"), ("!!seq {x: 1}", "seq"), ("!!int [1]", "int")):
        _, scan = one(f"a: {text}\n")
        message = f"the tag tag:yaml.org,2002:{name} names no JSON type"
        assert [found.message for found in scan.problems] == [message]


def test_limits_hold_for_numbers_however_they_are_written():
    for number in ("1234", "0o7777", "0xFFF", "1234.5", "1e4"):
        ((_, scan),) = parse(f"a: {number}\n", Limits(digits=3))
        assert [(found.code, found.path) for found in scan.problems] == [("too-large", ("a",))]


def test_collections_end_where_their_brackets_do():
    text = "a: [1, {b: 2} ]\nc:\n  - [ ]\n"
    _, scan = one(text)
    locations = Locations(Lines(text), scan.root)
    assert locations.span(("a",)) == Span(1, 4, 1, 16)
    assert locations.span(("a", 1)) == Span(1, 8, 1, 14)
    assert locations.span(("c",)) == Span(3, 3, 3, 8)
    assert locations.span(("c", 0)) == Span(3, 5, 3, 8)


def test_an_alias_bomb_is_counted_before_it_is_expanded():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    _, scan = one("\n".join(lines))
    assert [problem.code for problem in scan.problems] == ["too-large"]


def test_merge_keys_yield_to_what_is_written_out():
    text = textwrap.dedent(
        """\
        base: &base {a: 1, b: 2}
        more: &more {b: 3, c: 4}
        one: {<<: *base, b: 5}
        two:
          b: 6
          <<: [*base, *more]
        """
    )
    value, scan = one(text)
    assert scan.problems == ()
    assert value["one"] == {"b": 5, "a": 1}
    assert value["two"] == {"b": 6, "a": 1, "c": 4}
    locations = Locations(Lines(text), scan.root)
    assert locations.span(("two", "c")) == Span(2, 23, 2, 24)
    assert locations.span(("two", "b")) == Span(5, 6, 5, 7)


def test_places_in_block_and_flow_text():
    text = textwrap.dedent(
        """\
        # comment
        "🙂": {a: [1, two]}   # behind it
        list:
          - x
          -   key: |
                text
        after: 1
        """
    )
    _, scan = one(text)
    locations = Locations(Lines(text), scan.root)
    assert locations.span(("🙂",)) == Span(2, 6, 2, 19)
    assert locations.span(("🙂",), at_key=True) == Span(2, 1, 2, 4)
    assert locations.span(("🙂", "a", 1)) == Span(2, 14, 2, 17)
    assert locations.span(("list", 0)) == Span(4, 5, 4, 6)
    assert locations.span(("list", 1, "key"), at_key=True) == Span(5, 7, 5, 10)
    assert locations.span(("after",)) == Span(7, 8, 7, 9)


def test_carriage_returns_move_no_column():
    text = "a: 1\r\nbb: two\r\n"
    _, scan = one(text)
    assert Locations(Lines(text), scan.root).span(("bb",)) == Span(2, 5, 2, 8)


def test_documents_before_malformed_text_are_read():
    found = list(parse("a: 1\n---\nb: [\n"))
    assert [value for value, _ in found] == [{"a": 1}, None]
    (problem_found,) = found[1][1].problems
    assert (problem_found.code, problem_found.start) == ("yaml-syntax", 14)


def test_an_empty_document_between_others_is_null():
    assert [value for value, _ in parse("a: 1\n---\n---\n2\n")] == [{"a": 1}, None, 2]
    assert list(parse("# nothing\n")) == []


def test_two_merge_keys_are_one_name_twice():
    _, scan = one("<<: {a: 1}\n<<: {b: 2}\n")
    assert [(found.code, found.start, found.first) for found in scan.problems] == [
        ("duplicate-key", 11, 0)
    ]
