import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, texts

from validator.documents.elements import Element, elements_of

MORE = "more text after the end of the array"
ENDLESS = "the array has no end"
ANY = json_values(texts | st.sampled_from(['"', "\\", "[", "]", "{", "}", ",", '\\"', "é"]))


def read(text: str, size: int = 1000, most: int = 1000) -> list[Element]:
    data = text.encode()
    return list(elements_of((data[at : at + size] for at in range(0, len(data), size)), most))


def as_told(one: Element):
    assert one.problem is None or one.text == b""
    return (one.problem or one.text, one.line, one.column)


@given(st.lists(ANY, max_size=5), st.integers(1, 40), st.sampled_from([None, 1]), st.booleans())
def test_the_elements_are_those_of_the_array(values, size, indent, is_ascii):
    text = json.dumps(values, indent=indent, ensure_ascii=is_ascii)
    found = read(text, size)
    assert [json.loads(one.text) for one in found] == values
    lines = text.split("\n")
    for one in found:
        assert one.problem is None
        written = one.text.decode().split("\n")[0]
        assert lines[one.line - 1][one.column - 1 :].startswith(written)


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[]", []),
        (" [ ] \n", []),
        ("\ufeff[1]", [(b"1", 1, 2)]),
        ("[1, 22]", [(b"1", 1, 2), (b"22", 1, 5)]),
        ("[\n  1,\n  2\n]", [(b"1", 2, 3), (b"2", 3, 3)]),
        ('["é", 1]', [('"é"'.encode(), 1, 2), (b"1", 1, 7)]),
        ("[1,]", [(b"1", 1, 2), (b"", 1, 4)]),
        ("[,1]", [(b"", 1, 2), (b"1", 1, 3)]),
        ("[1 2]", [(b"1 2", 1, 2)]),
        ('[{"a": [1}, 2]', [(b'{"a": [1}', 1, 2), (b"2", 1, 13)]),
        ('[{"a": "x, 2]\n, 3]', [(b'{"a": "x, 2', 1, 2), (MORE, 2, 1)]),
        ('[{"a": "x",\n"b]\n3]', [(b'{"a": "x",\n"b', 1, 2), (MORE, 3, 1)]),
        ("[1\x0b, 2]", [(b"1\x0b", 1, 2), (b"2", 1, 6)]),
        ('[{"a": "x\n}, 3]', [(b'{"a": "x\n}', 1, 2), (b"3", 2, 4)]),
        ("[1", [(b"1", 1, 2), (ENDLESS, 1, 3)]),
        ('["]\n', [(b'"', 1, 2)]),
        ("[\n1,\n", [(b"1", 2, 1), (ENDLESS, 3, 1)]),
        ("[", [(ENDLESS, 1, 2)]),
        ('["a', [(b'"a', 1, 2), (ENDLESS, 1, 4)]),
        ("[1] 2", [(b"1", 1, 2), (MORE, 1, 5)]),
        ("\n {}", [("the text is no array", 2, 2)]),
        ("\ufeff{}", [("the text is no array", 1, 1)]),
        ("", []),
    ],
)
def test_malformed_arrays_give_what_can_be_read(text, found, size):
    assert [as_told(one) for one in read(text, size)] == found


def test_after_an_element_that_is_too_large_nothing_is_read():
    for size in (1, 3, 7, 1000):
        first, large, rest = read('[1,\n"123456789", 2]', size, most=5)
        assert first == Element(b"1", 1, 2)
        assert (large.line, large.column, large.problem) == (2, 1, None)
        assert large.text.startswith(b'"12345')
        assert rest.problem == "the array is not read behind an element that is too large"
        assert (rest.text, rest.line) == (b"", 2)


def test_an_element_may_be_as_large_as_it_may_be():
    for size in (1, 3, 7, 1000):
        assert read('[1234567, "12345", [2,3,4], 1]', size, most=7) == [
            Element(b"1234567", 1, 2),
            Element(b'"12345"', 1, 11),
            Element(b"[2,3,4]", 1, 20),
            Element(b"1", 1, 29),
        ]
