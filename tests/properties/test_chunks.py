"""A file that comes in pieces of any size has the documents of the file that comes whole."""

import io
import json

from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values, texts

from validator.documents import InputFormat, read_documents

VALUES = json_values(texts | st.sampled_from(['"', "\\", "]", "}", ",", "\n", "é", "\U0001f600"]))
LINES = st.lists(VALUES.map(json.dumps) | st.sampled_from(["", " ", "{", '"', "\r"]), max_size=6)
FORMS = st.sampled_from([one for one in InputFormat if one is not InputFormat.AUTO])
NAMES = st.sampled_from(["x.json", "x.ndjson", "x.yaml", "x"])


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time, as many as it likes."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        self._data = data
        self._sizes = sizes
        self._turn = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        size = min(self._sizes[self._turn % len(self._sizes)], len(buffer))
        self._turn += 1
        piece, self._data = self._data[:size], self._data[size:]
        buffer[: len(piece)] = piece
        return len(piece)


def told(stream, name, form):
    return [
        (one.number, repr(one.value), one.first_line, one.first_column, one.problems, one.readable)
        for one in read_documents(name, stream, form)
    ]


@given(
    LINES.map("\n".join).map(str.encode) | st.binary(max_size=100),
    NAMES,
    FORMS | st.just(InputFormat.AUTO),
    st.lists(st.integers(1, 7), min_size=1, max_size=5),
)
def test_pieces_are_the_whole(data, name, form, sizes):
    whole = told(io.BytesIO(data), name, form)
    pieces = io.BufferedReader(Dribble(data, sizes), buffer_size=8)
    assert told(pieces, name, form) == whole


@given(VALUES, st.lists(st.integers(1, 7), min_size=1, max_size=5), st.sampled_from([None, 1]))
def test_an_array_in_pieces(value, sizes, indent):
    data = json.dumps([value, value], indent=indent).encode()
    whole = told(io.BytesIO(data), "x.json", InputFormat.ARRAY)
    assert len(whole) == 2
    pieces = io.BufferedReader(Dribble(data, sizes), buffer_size=8)
    assert told(pieces, "x.json", InputFormat.ARRAY) == whole
