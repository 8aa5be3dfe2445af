import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, texts

from validator.documents.elements import Element, elements_of

ANY = json_values(texts | st.sampled_from(['"', "\\", "[", "]", "{", "}", ",", '\\"', "é"]))


def read(text: str, size: int = 1000, most: int = 1000) -> list[Element]:
    data = text.encode()
    return list(elements_of((data[at : at + size] for at in range(0, len(data), size)), most))


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
        ('[{"a": "x, 2]\n, 3]', [(b'{"a": "x, 2', 1, 2), "more text after the end of the array"]),
        ('[{"a": "x\n}, 3]', [(b'{"a": "x\n}', 1, 2), (b"3", 2, 4)]),
        ("[1", [(b"1", 1, 2), "the array has no end"]),
        ("[", ["the array has no end"]),
        ('["a', [(b'"a', 1, 2), "the array has no end"]),
        ("[1] 2", [(b"1", 1, 2), "more text after the end of the array"]),
        ("{}", ["the text is no array"]),
        ("", []),
    ],
)
def test_malformed_arrays_give_what_can_be_read(text, found, size):
    assert [one.problem or (one.text, one.line, one.column) for one in read(text, size)] == found


def test_after_an_element_that_is_too_large_nothing_is_read():
    found = read('[1, "123456789", 2]', 3, most=5)
    assert found[0] == Element(b"1", 1, 2)
    assert found[1].text.startswith(b'"12345')
    assert found[2].problem == "the array is not read behind an element that is too large"
    assert len(found) == 3
