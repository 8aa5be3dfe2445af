import pytest

from validator.documents import json_scan, json_text
from validator.documents.json_scan import Problem
from validator.documents.locations import Lines, Locations
from validator.finding import Span
from validator.limits import Limits


def problem(message, start, end, hint=None, **more):
    return Problem(more.pop("code", "json-syntax"), message, start, end, hint=hint, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", problem("the document is empty", 0, 0)),
        ("  \n", problem("the document is empty", 3, 3)),
        ('{"a": 1,}', problem("a comma after the last value", 7, 8, "remove the comma")),
        ("[1,]", problem("a comma after the last value", 2, 3, "remove the comma")),
        ("[,]", problem("no value where one must stand", 1, 2)),
        ("{,}", problem("no field name where one must stand", 1, 2)),
        ("[1 2]", problem("no comma between two values", 3, 4, "add a comma before it")),
        ('{"a" 1}', problem("no colon after a field's name", 5, 6)),
        ("[1}", problem("neither a comma nor the closing ] after a value", 2, 3)),
        ("[1", problem("the text ends in the middle of a value", 2, 2)),
        ('{"a":', problem("the text ends in the middle of a value", 5, 5)),
        ("[1] x", problem("more text after the end of the value", 4, 5)),
        ("[1] X", problem("more text after the end of the value", 4, 5)),
        *[
            (
                f"[1]\n{opening}",
                problem(
                    "more text after the end of the value",
                    4,
                    5,
                    "several values, one a line, are NDJSON: name the file .ndjson",
                ),
            )
            for opening in "[{"
        ],
        ("// x\n1", problem("a comment", 0, 4, "JSON has no comments")),
        ("[1, /* x */ 2]", problem("a comment", 4, 11, "JSON has no comments")),
        ("{a: 1}", problem("a name without quotes", 1, 2, "put it in double quotes")),
        ("{'a': 1}", problem("a name in single quotes", 1, 2, "JSON writes double quotes")),
        ("['a']", problem("a string in single quotes", 1, 2, "JSON writes double quotes")),
        ("[True]", problem("True is no JSON value", 1, 5, "JSON writes true")),
        ("[None]", problem("None is no JSON value", 1, 5, "JSON writes null")),
        ("[nul]", problem("nul is no JSON value", 1, 4, "a string stands in double quotes")),
        ("[X1]", problem("X1 is no JSON value", 1, 3, "a string stands in double quotes")),
        *[
            (
                text,
                problem(
                    "... is no JSON value",
                    start,
                    start + 3,
                    "JSON cannot leave anything out: remove it, or write all of it",
                ),
            )
            for text, start in (("[1, ...]", 4), ('{"a": "b", ...}', 11), ('{"a": ...}', 6))
        ],
        ('["a', problem("a string that is not closed", 1, 3, 'add the closing "')),
        ('["a\n"]', problem("a string that is not closed", 1, 3, 'add the closing "')),
        ('["a\r"]', problem("a string that is not closed", 1, 3, 'add the closing "')),
        ('["\\x"]', problem("\\x is no JSON escape", 2, 4, "write \\\\ for a backslash")),
        (
            '["\t"]',
            problem("the control character U+0009 inside a string", 2, 3, "write \\u0009"),
        ),
        *[
            (
                f"[{number}]",
                problem(
                    f"{number} is no JSON value",
                    1,
                    1 + len(number),
                    "a JSON number has no leading zero, plus sign or bare point",
                ),
            )
            for number in ("01", "-01", "+1", ".5", "1.", "1e", "0x1F", "1_000")
        ],
        (
            "\ufeff1",
            problem("the character U+FEFF, which is no white space in JSON", 0, 1, "remove it"),
        ),
    ],
)
def test_malformed_text_is_named_as_what_it_is(text, expected):
    with pytest.raises(json_text.OddTextError):
        json_text.parse(text)
    value, scan = json_text.explain(text)
    assert (value, scan.problems) == (None, (expected,))


def test_all_oddities_of_a_text_are_found():
    text = '{"a": NaN, "b": -Infinity, "a": 1, "c": "\\ud800"}'
    value, scan = json_text.explain(text)
    null = "write null, or leave the field out"
    assert value is None
    assert scan.problems == (
        problem("NaN is no JSON value", 6, 9, null, code="not-a-number", path=("a",)),
        problem("-Infinity is no JSON value", 16, 25, null, code="not-a-number", path=("b",)),
        problem(
            '"a" stands twice in one object',
            27,
            30,
            "remove one of them: readers differ in which they keep",
            code="duplicate-key",
            path=("a",),
            fatal=False,
            first=1,
        ),
        problem(
            "\\ud800 is half of a surrogate pair, not a character",
            41,
            47,
            code="encoding",
            path=("c",),
        ),
    )


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[NaN]", (0,)),
        ("[0, NaN]", (1,)),
        ("[0, [1, NaN, 2]]", (1, 1)),
        ('[0, {"a": [1, [NaN]]}]', (1, "a", 1, 0)),
        ("NaN", ()),
    ],
)
def test_a_problem_has_the_path_of_its_value(text, path):
    assert [problem.path for problem in json_scan.scan(text).problems] == [path]


def test_a_name_that_stands_twice_has_its_last_value():
    value, scan = json_text.explain('{"a": {"x": 1}, "\\u0061": {"y": 2}}')
    assert value == {"a": {"y": 2}}
    assert [(one.code, one.start, one.first) for one in scan.problems] == [("duplicate-key", 16, 1)]


def test_plain_members_have_their_places():
    text = '{"a": "x", "b": "y" , "a": "z","c":1}'
    result = json_scan.scan(text)
    assert [(one.start, one.end, one.first) for one in result.problems] == [(22, 25, 1)]
    locations = Locations(Lines(text), result.root)
    assert locations.span(("b",)) == Span(1, 17, 1, 20)
    assert locations.span(("a",), at_key=True) == Span(1, 23, 1, 26)
    assert locations.span(("c",)) == Span(1, 36, 1, 37)


def test_each_half_of_a_pair_is_found_once():
    (found,) = json_scan.scan('["\\u0041", "\\ud800"]').problems
    assert (found.start, found.end, found.path) == (12, 18, (1,))


def test_a_number_of_too_many_digits_has_the_path_of_its_value():
    (found,) = json_scan.scan('{"a": [123]}', Limits(digits=2)).problems
    assert (found.code, found.start, found.end, found.path) == ("too-large", 7, 10, ("a", 0))


@pytest.mark.parametrize("text", ['"\\ud83d\\ude00"', '"\\\\ud800"', '{"\\\\ud800": 1}', '"ud800"'])
def test_whole_pairs_and_escaped_backslashes_are_no_halves(text):
    assert json_scan.scan(text).problems == ()
    json_text.parse(text)


@pytest.mark.parametrize(
    "text", ['"\\ude00\\ud83d"', '"\\ud83d"', '{"\\ud800": 1}', '"\\ud83d\\u0041"', '"\\ud83dx"']
)
def test_halves_are_found(text):
    with pytest.raises(json_text.OddTextError):
        json_text.parse(text)
    assert {one.code for one in json_scan.scan(text).problems} == {"encoding"}


def test_depth_has_a_limit_that_brackets_in_strings_do_not_count_for():
    assert json_text.parse("[" * 200 + "]" * 200)
    assert json_text.parse('["' + "[" * 500 + '\\"{"]') == ["[" * 500 + '"{']
    assert json_text.parse("[" * 199 + "[], []" + "]" * 199)
    with pytest.raises(json_text.OddTextError):
        json_text.parse('{"a":' * 201 + "1" + "}" * 201)
    for opening in ("[" * 201, '{"a":' * 201, "[" * 100_000):
        with pytest.raises(json_text.OddTextError):
            json_text.parse(opening)
    (found,) = json_scan.scan("[" * 201 + "]" * 201).problems
    assert (found.code, found.start, found.end) == ("too-deep", 200, 201)
    assert found.path == (0,) * 200


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("", 0),
        ("1", 0),
        ("[]", 1),
        ("[1, [], {}]", 2),
        ('[{"a": [[]]}, [[]]]', 4),
        ("[[[], [[]]]]", 4),
        ("[[[", 3),
        ('["[[", "{"]', 1),
        ('["\\"[[", [1]]', 2),
        ('["\\\\", [[1]]]', 3),
        # A string that has no end goes on over the lines, escaped or not.
        ('["a\n[[[', 1),
        ('["a\\\n[[[', 1),
        ('["a\\', 1),
    ],
)
def test_the_depth_of_a_text_is_seen_without_reading_it(text, depth):
    assert json_text.scan_depth(text) == depth


def test_places_of_values_and_names():
    text = '{\r\n\t"a": [1,\n  "🙂x", {"b": null}],\n  "é": "line\\nbreak"\n}\n'
    locations = Locations(Lines(text), json_scan.scan(text).root)
    assert locations.span(()) == Span(1, 1, 5, 2)
    assert locations.span(("a",)) == Span(2, 7, 3, 21)
    assert locations.span(("a",), at_key=True) == Span(2, 2, 2, 5)
    assert locations.span(("a", 1)) == Span(3, 3, 3, 7)
    assert locations.span(("a", 2, "b")) == Span(3, 15, 3, 19)
    assert locations.span(("é",)) == Span(4, 8, 4, 21)
    assert locations.span(("a", 9, "x")) == locations.span(("a",))
    assert locations.lines.line(2) == '\t"a": [1,'
    assert [Lines("X  X\r\n a \nb").line(n) for n in (1, 2, 3)] == ["X  X", " a ", "b"]
    assert Locations(Lines("x"), None).span(("a",)) == Span(1, 1, 1, 1)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"\\ud800": 1}', ()),
        ('{"a": 1, "\\ud800": 1}', ()),
        ('[{"a": 1, "\\ud800": 1}]', (0,)),
        ('{"a": {"b": 1, "c": "\\ud800"}}', ("a", "c")),
    ],
)
def test_what_is_no_character_in_a_name_is_at_the_object(text, path):
    assert [one.path for one in json_scan.scan(text).problems] == [path]
