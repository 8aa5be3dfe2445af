import io
import threading
import time

import pytest

from validator import load_contract
from validator.documents import ahead
from validator.documents.ahead import chunks_ahead
from validator.finding import Finding, Severity
from validator.job import Job
from validator.run import tasks
from validator.run.checker import Checker
from validator.run.tasks import Task, run_whole

TEXT = b"".join(b"%d\n" % number for number in range(1000))


def readers() -> list[threading.Thread]:
    return [one for one in threading.enumerate() if one.name == "read ahead"]


class Failing(io.RawIOBase):
    """A file of which only the beginning can be read."""

    def __init__(self, text: bytes) -> None:
        self.beginning = io.BytesIO(text)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        count = self.beginning.readinto(buffer)
        if not count:
            raise OSError(5, "Input/output error")
        return count


@pytest.mark.parametrize("size", [1, 7, 1000, len(TEXT), 10_000_000])
def test_a_stream_is_read_to_its_end(size, monkeypatch):
    monkeypatch.setattr(ahead, "PIECE", size)
    pieces = list(chunks_ahead(io.BufferedReader(io.BytesIO(TEXT))))
    assert b"".join(pieces) == TEXT
    assert all(len(piece) == size for piece in pieces[:-1])
    assert readers() == []


def test_an_empty_stream_has_no_pieces():
    assert list(chunks_ahead(io.BufferedReader(io.BytesIO(b"")))) == []


def test_what_was_read_before_an_error_comes_before_it(monkeypatch):
    monkeypatch.setattr(ahead, "PIECE", 10)
    chunks = chunks_ahead(io.BufferedReader(Failing(TEXT[:30]), 10))
    assert b"".join(next(chunks) for _ in range(3)) == TEXT[:30]
    with pytest.raises(OSError, match="Input/output error"):
        next(chunks)
    assert readers() == []


@pytest.mark.parametrize("taken", [1, 3])
def test_the_thread_ends_with_its_reader(taken, monkeypatch):
    monkeypatch.setattr(ahead, "PIECE", 10)
    chunks = chunks_ahead(io.BufferedReader(io.BytesIO(TEXT)))
    for _ in range(taken):
        next(chunks)
    assert len(readers()) == 1
    chunks.close()
    assert readers() == []


def test_no_more_than_one_piece_is_read_ahead(monkeypatch):
    monkeypatch.setattr(ahead, "PIECE", 10)
    file = Failing(TEXT)
    chunks = chunks_ahead(io.BufferedReader(file, 10))
    for taken in range(1, 4):
        assert len(next(chunks)) == 10
        time.sleep(0.05)  # for a thread that would read on
        assert file.beginning.tell() <= 10 * (taken + 1)
    chunks.close()


@pytest.mark.parametrize("piece", [1, 100, 2000])
def test_a_large_file_has_the_findings_of_a_small_one(piece, tmp_path, monkeypatch):
    file = tmp_path / "payloads.ndjson"
    file.write_bytes(b"".join(b'{"id": %d}\n' % number for number in range(50)) + b"[")
    checker = Checker(Job(load_contract()))
    small = run_whole(checker, Task(str(file)))
    monkeypatch.setattr(tasks, "LARGE", 1)
    monkeypatch.setattr(ahead, "PIECE", piece)
    assert run_whole(checker, Task(str(file))) == small
    assert small.documents == small.invalid == 51


def test_a_large_file_that_cannot_be_read_further_says_so(tmp_path, monkeypatch):
    file = tmp_path / "payloads.ndjson"
    file.write_bytes(b"{}\n" * 10)
    monkeypatch.setattr(tasks, "LARGE", 1)
    monkeypatch.setattr(ahead, "PIECE", 9)
    failing = io.BufferedReader(Failing(b"{}\n{}\n[]\n"), 9)
    monkeypatch.setattr(ahead, "chunks_ahead", lambda _: chunks_ahead(failing))
    part = run_whole(Checker(Job(load_contract())), Task(str(file)))
    assert part.unreadable == Finding(
        "unreadable", Severity.ERROR, "cannot be read: Input/output error", file=str(file)
    )
    assert part.documents == part.invalid == 3
