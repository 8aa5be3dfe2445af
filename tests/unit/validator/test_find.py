import json

from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, texts

from validator.documents.find import find_nodes
from validator.documents.json_scan import scan
from validator.documents.locations import Lines, Locations

VALUES = json_values(texts | st.sampled_from(['"', "\\", "[", "}", ",", ":", '\\"', "é\n"]))


def paths(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from paths(inner, (*path, number))


@given(VALUES, st.sampled_from([None, 0, 2]), st.sampled_from([(",", ":"), (" , ", "\t: ")]))
def test_a_value_is_found_where_the_scanner_finds_it(value, indent, separators):
    text = json.dumps(value, indent=indent, separators=separators)
    whole = Locations(Lines(text), scan(text).root)
    for path in paths(value):
        for missing in ((), ("no such name",), (10**6,)):
            way = (*path, *missing) if not isinstance(value, list) or missing != (10**6,) else path
            found = Locations(Lines(text), find_nodes(text, value, way))
            for at_key in (False, True):
                assert found.span(way, at_key=at_key) == whole.span(way, at_key=at_key)
