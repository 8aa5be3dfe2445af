"""Lines and columns point at the text of the pointer; scanner and standard library agree."""

import io
import json
import re

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from json_places import cut, paths
from strategies import json_values, texts, values

from validator.documents import json_scan, json_text, read_documents
from validator.documents.locations import Lines, Locations
from validator.documents.yaml_text import parse

SEPARATORS = st.sampled_from([(",", ":"), (", ", ": "), (" ,\t", " :  "), (",\r\n", ":\n ")])


def rounded(value):
    """Return a value with its numbers as floats: we read them exactly, others round them."""
    if isinstance(value, dict):
        return {name: rounded(member) for name, member in value.items()}
    if isinstance(value, list):
        return [rounded(member) for member in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


@given(values, SEPARATORS, st.sampled_from([None, 1, 4]), st.booleans())
def test_every_pointer_of_a_json_text_is_found(value, separators, indent, ascii_only):
    text = json.dumps(value, separators=separators, indent=indent, ensure_ascii=ascii_only)
    scan = json_scan.scan(text)
    assert scan.problems == ()
    locations = Locations(Lines(text), scan.root)
    for path, member in paths(value):
        assert json.loads(cut(text, locations.span(path))) == member
        if path and isinstance(path[-1], str):
            assert json.loads(cut(text, locations.span(path, at_key=True))) == path[-1]


@given(values)
@example({"a": {"b": [1, {"c": "x"}]}})
def test_a_json_text_is_read_as_the_standard_library_reads_it(value):
    assert rounded(json_text.parse(json.dumps(value))) == rounded(value)


@given(values, st.booleans(), st.lists(st.sampled_from(["1e22", "1e23", "-0", "1.0", "1E5"])))
@example(None, True, ["100000000000000000000", "9007199254740993.5", "-0.0", "1e400", "0.1"])
def test_a_text_that_is_plainly_written_has_the_same_value(value, compact, numbers):
    separators = (",", ":") if compact else (", ", ":")
    text = json.dumps(value, separators=separators, ensure_ascii=False)
    if numbers:
        text = f"[{text},{','.join(numbers)}]"
    # More white space than the text may have for the quicker reading changes no value.
    assert repr(json_text.parse(text)) == repr(json_text.parse(text + " " * 5000))


MARKS = st.sampled_from(list("{}[],:\"\\0123456789.eE+-truefalsn \n\tx/*#'")) | st.characters()


@given(values.map(json.dumps), st.integers(0, 200), st.integers(0, 3), st.text(MARKS, max_size=4))
def test_the_scanner_accepts_what_the_standard_library_accepts(text, at, dropped, added):
    at = min(at, len(text))
    text = text[:at] + added + text[at + dropped :]
    scan = json_scan.scan(text)
    syntax = [one for one in scan.problems if one.code == "json-syntax"]
    try:
        json.loads(text)
    except json.JSONDecodeError:
        assert syntax or any(one.code == "too-deep" for one in scan.problems)
    else:
        assert not syntax
    for problem in scan.problems:
        assert 0 <= problem.start <= problem.end <= len(text)


@given(st.binary(max_size=300), st.sampled_from(["x.json", "x.ndjson", "x.yaml", "-"]))
@example(b"\xff\xfe", "x.yaml")
@example(b'{"a": 1}\n{"a": \xff}\n', "x.ndjson")
def test_no_bytes_are_a_traceback(data, name):
    for document in read_documents(name, io.BytesIO(data)):
        assert document.readable or document.problems


# PyYAML writes YAML 1.1, where 0E0 is a string; it is a number in 1.2. The letter keeps them apart.
# Unusual line breaks, which the two versions also read differently, are refused.
WORDS = texts.map(lambda text: "w" + re.sub("[\x85\u2028\u2029]", "", text))
YAML_VALUES = st.dictionaries(WORDS, json_values(WORDS), max_size=4)


@given(YAML_VALUES, st.sampled_from([True, False, None]), st.sampled_from([20, 1000]))
def test_yaml_is_read_back_and_its_places_hold_their_values(value, flow, width):
    text = yaml.safe_dump(value, default_flow_style=flow, width=width, allow_unicode=True)
    ((found, scan),) = list(parse(text))
    assert rounded(found) == rounded(value)
    locations = Locations(Lines(text), scan.root)
    for path, member in paths(found):
        if isinstance(member, (str, int, float)):
            ((inside, _),) = list(parse(cut(text, locations.span(path))))
            assert isinstance(member, str) or inside == member
