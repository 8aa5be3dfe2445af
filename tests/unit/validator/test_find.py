import json

from hypothesis import given
from hypothesis import strategies as st
from json_places import paths
from strategies import json_values, texts

from validator.documents.find import find_all, find_nodes
from validator.documents.json_scan import scan
from validator.documents.locations import Lines, Locations
from validator.finding import Span

VALUES = json_values(texts | st.sampled_from(['"', "\\", "[", "}", ",", ":", '\\"', "é\n"]))


@given(VALUES, st.sampled_from([None, 0, 2]), st.sampled_from([(",", ":"), (" , ", "\t: ")]))
def test_a_value_is_found_where_the_scanner_finds_it(value, indent, separators):
    text = json.dumps(value, indent=indent, separators=separators)
    whole = Locations(Lines(text), scan(text).root)
    for path, _ in paths(value):
        for missing in ((), ("no such name",), (10**6,)):
            way = (*path, *missing) if not isinstance(value, list) or missing != (10**6,) else path
            found = Locations(Lines(text), find_nodes(text, value, way))
            for at_key in (False, True):
                assert found.span(way, at_key=at_key) == whole.span(way, at_key=at_key)


def test_a_name_that_is_escaped_is_no_other():
    text = '{"b": {}, "\\u0061": {"a": 1}}'
    value = json.loads(text)
    lines = Lines(text)
    for way, column in ((("a",), 21), (("a", "a"), 27)):
        expected = Span(1, column, 1, column + (8 if len(way) == 1 else 1))
        assert Locations(lines, find_nodes(text, value, way)).span(way) == expected
        assert Locations(lines, find_all(text, value, [way])).span(way) == expected


def test_behind_the_last_element_there_is_none():
    text = "[[1], 2]"
    for path in ((1,), (2,), (0, 0), (0, 1)):
        found = Locations(Lines(text), find_nodes(text, [[1], 2], path))
        assert found.span(path) == Locations(Lines(text), scan(text).root).span(path)


@given(VALUES, st.sampled_from([None, 2]), st.data())
def test_many_values_are_found_where_each_of_them_is(value, indent, data):
    text = f" {json.dumps(value, indent=indent)} "
    there = [path for path, _ in paths(value)]
    wanted = data.draw(st.lists(st.sampled_from(there), max_size=10))
    wanted += [(*way, "no such name") for way in wanted[:2]]
    found = Locations(Lines(text), find_all(text, value, wanted))
    for way in wanted:
        alone = Locations(Lines(text), find_nodes(text, value, way))
        for at_key in (False, True):
            assert found.span(way, at_key=at_key) == alone.span(way, at_key=at_key)


def test_what_stands_between_values_that_are_wanted_is_passed_over():
    text = '{"a": 1, "b": 2, "c": {"d": "x"}, "e": [3, 4, 5]}'
    ways = [("b",), ("e", 2)]
    found = Locations(Lines(text), find_all(text, json.loads(text), ways))
    assert [found.span(way) for way in ways] == [Span(1, 15, 1, 16), Span(1, 47, 1, 48)]
