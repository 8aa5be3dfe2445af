import io
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.documents import rows
from validator.documents.rows import blocks_of, chunks, chunks_between, rows_of, stretches_of

TEXTS = [
    b"",
    b"\n",
    b"a",
    b"a\n",
    b"a\nb",
    b"a\nbb\n",
    b"\n\na\n\n",
    b"aaaa\n\nb\nccc\n",
    b"a\r\nb\r\n",
]


def stream(data: bytes) -> io.BufferedReader:
    return io.BufferedReader(io.BytesIO(data))


def lines(blocks) -> list[bytes]:
    return [row for block in blocks for row in rows_of(block)]


def wanted(data: bytes) -> list[bytes]:
    return data.removesuffix(b"\n").split(b"\n") if data else []


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_each_line_is_in_one_stretch_wherever_a_file_is_cut(text, size, monkeypatch):
    monkeypatch.setattr(rows, "BLOCK", size)
    for first in range(len(text) + 1):
        for second in range(first, len(text) + 1):
            edges = itertools.pairwise([0, first, second, len(text)])
            found = [
                list(blocks_of(chunks_between(stream(text), start, end))) for start, end in edges
            ]
            assert [row for blocks in found for row in lines(blocks)] == wanted(text)
            assert b"".join(itertools.chain.from_iterable(found)) == text


@pytest.mark.parametrize("text", TEXTS)
@given(data=st.data())
def test_blocks_are_the_bytes_cut_at_line_ends(text, data):
    text *= data.draw(st.integers(1, 3))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=5)))
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True) if a < b]
    blocks = list(blocks_of(pieces))
    assert b"".join(blocks) == text
    assert all(block.endswith(b"\n") for block in blocks[:-1])
    assert lines(blocks) == wanted(text)


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_large_piece_is_cut_into_stretches(text, size, monkeypatch):
    monkeypatch.setattr(rows, "BLOCK", size)
    for cut in range(len(text) + 1):
        stretches = list(stretches_of(piece for piece in (text[:cut], text[cut:]) if piece))
        cuts = [whole[start:end] for whole, start, end in stretches]
        assert b"".join(cuts) == text
        assert all(one.endswith(b"\n") for one in cuts[:-1])
        assert cut or all(one[:-1].rfind(b"\n") < size - 1 for one in cuts)


@pytest.mark.parametrize(
    ("pieces", "found"),
    [
        ([b"aaaa", b"\n"], [b"aaaa"]),
        ([b"aaaa", b"b\n"], [b"aaaab"]),
        ([b"aaaaa", b"b\n"], [b"aaaaa"]),
        ([b"aa", b"bbb", b"c\nd\n"], [b"aabbb", b"d"]),
        ([b"aaaaa"], [b"aaaaa"]),
        ([b"a\nbbbbb", b"bbb", b"\n"], [b"a", b"bbbbb"]),
    ],
)
def test_a_line_is_too_long_from_one_byte_more_on(pieces, found):
    cut = (row[:5] for row in lines(blocks_of(pieces, 4)))
    assert list(cut) == found


@pytest.mark.parametrize("size", [1, 3, 4, 7, 100])
def test_of_a_line_that_is_too_long_only_the_beginning_is_kept(size, monkeypatch):
    monkeypatch.setattr(rows, "BLOCK", size)
    text = b"ab\n" + b"x" * 20 + b"\ncd\n" + b"y" * 9
    found = lines(blocks_of(chunks(stream(text)), 4))
    assert [row[:5] for row in found] == [b"ab", b"xxxxx", b"cd", b"yyyyy"]
    assert max(map(len, found)) <= max(5, size)
