import bz2
import gzip
import lzma
import os
import random
import socket
import sys

import pytest

from validator.documents import streams
from validator.documents.streams import UnreadableError, open_stream
from validator.limits import DEFAULT_LIMITS, Limits

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

TEXT = b'{"a": 1}\n' * 1000
PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}


def read(path) -> bytes:
    with open_stream(str(path)) as stream:
        return stream.data.read()


def read_into(pieces: list[bytes], path, limits=DEFAULT_LIMITS) -> None:
    with open_stream(str(path), limits) as stream:
        while piece := stream.data.read1(65536):
            pieces.append(piece)


@pytest.mark.parametrize("kind", PACK)
def test_a_compressed_file_is_known_by_its_first_bytes(kind, tmp_path):
    path = tmp_path / "log"
    path.write_bytes(PACK[kind](TEXT))
    with open_stream(str(path)) as stream:
        assert stream.size is None
        assert stream.data.read() == TEXT
        assert stream.position() == path.stat().st_size


@pytest.mark.parametrize("kind", PACK)
def test_members_behind_one_another_are_one_text(kind, tmp_path):
    path = tmp_path / "log"
    path.write_bytes(PACK[kind](TEXT) + PACK[kind](TEXT))
    assert read(path) == TEXT * 2


def test_standard_input_may_be_closed(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UnreadableError, match=r"^it is closed$"):
        read("-")


def test_a_socket_cannot_be_read(tmp_path):
    path = tmp_path / "s"
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))
        with pytest.raises(UnreadableError, match=r"^a socket or a device that is not there$"):
            read(path)


def test_a_plain_file_has_a_size(tmp_path):
    path = tmp_path / "log"
    path.write_bytes(TEXT)
    with open_stream(str(path)) as stream:
        assert stream.size == len(TEXT)
        assert stream.data.read() == TEXT
    path.write_bytes(b"")
    assert read(path) == b""


@pytest.mark.parametrize("kind", PACK)
def test_of_a_file_cut_off_all_is_read_that_is_there(kind, tmp_path):
    path = tmp_path / "log"
    # What does not compress: else nothing comes before the end.
    text = bytes(range(256)) * 40_000
    whole = PACK[kind](text)
    path.write_bytes(whole[:-7])
    found = []
    with pytest.raises(UnreadableError, match="the compressed data ends before its end"):
        read_into(found, path)
    assert found
    assert text.startswith(b"".join(found))


@pytest.mark.parametrize("kind", ["gz", "xz"])
def test_of_a_small_file_cut_off_nothing_is_lost(kind, tmp_path):
    """The others give a block of a hundred thousand bytes or more, or nothing of it."""
    path = tmp_path / "log"
    text = random.Random(1).randbytes(50_000)
    whole = PACK[kind](text)
    path.write_bytes(whole[: len(whole) // 2])
    found = []
    with pytest.raises(UnreadableError, match="the compressed data ends before its end"):
        read_into(found, path)
    read = b"".join(found)
    assert text.startswith(read)
    assert len(read) > 24_000


@pytest.mark.parametrize("kind", PACK)
def test_damaged_data_is_said(kind, tmp_path):
    path = tmp_path / "log"
    whole = bytearray(PACK[kind](TEXT))
    whole[len(whole) // 2 :] = bytes(255 - one for one in whole[len(whole) // 2 :])
    path.write_bytes(whole)
    with pytest.raises(UnreadableError):
        read(path)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("nowhere", "No such file or directory"), (".", "Is a directory"), ("a\0b", "null byte")],
)
def test_what_cannot_be_opened_has_a_reason(name, reason):
    with pytest.raises(UnreadableError, match=reason):
        read(name)


@pytest.mark.parametrize("kind", PACK)
def test_what_unpacks_to_too_much_is_read_no_further(kind, tmp_path):
    path = tmp_path / "log"
    path.write_bytes(PACK[kind](b"x" * 1_000_000))
    pieces = []
    limits = Limits(unpacked=1000)
    with pytest.raises(UnreadableError, match=r"^it unpacks to more than 1000 bytes; --max-un"):
        read_into(pieces, path, limits)
    assert 0 < sum(map(len, pieces)) <= streams.BLOCK


@pytest.mark.parametrize("kind", PACK)
def test_what_is_packed_is_counted_as_it_is_read(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "RATIO_FROM", 100_000)
    path = tmp_path / "log"
    text = random.Random(1).randbytes(400_000) + bytes(300_000)
    path.write_bytes(PACK[kind](text))
    with open_stream(str(path), Limits(ratio=2)) as stream:
        assert stream.data.read() == text


def test_a_pipe_does_not_say_where_it_is():
    reading, writing = os.pipe()
    try:
        os.write(writing, gzip.compress(TEXT))
        os.close(writing)
        with open_stream(f"/dev/fd/{reading}") as stream:
            assert (stream.data.read(), stream.size, stream.position()) == (TEXT, None, 0)
    finally:
        os.close(reading)


@pytest.mark.parametrize("kind", PACK)
def test_what_unpacks_to_many_times_its_size_is_read_no_further(kind, tmp_path, monkeypatch):
    monkeypatch.setattr(streams, "RATIO_FROM", 100_000)
    path = tmp_path / "log"
    path.write_bytes(PACK[kind](b"x" * 5_000_000))
    said = r"^it unpacks to more than 50 times its size; --max-ratio takes more$"
    with (
        pytest.raises(UnreadableError, match=said),
        open_stream(str(path), Limits(ratio=50)) as stream,
    ):
        stream.data.read()
    path.write_bytes(PACK[kind](b"x" * 100_000))  # a small file may be packed as well as it can be
    with open_stream(str(path), Limits(ratio=50)) as stream:
        assert len(stream.data.read()) == 100_000
