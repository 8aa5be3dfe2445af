import gzip

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from validator.documents.remote import PIECE, find_remote
from validator.documents.streams import UnreadableError, open_stream
from validator.errors import CallspecError
from validator.sources import Source, Unreadable, find_sources


@pytest.fixture
def bucket():
    files = fsspec.filesystem("memory")
    files.pipe(
        {
            "/bucket/a.ndjson": b"one\n",
            "/bucket/b/c.ndjson.gz": gzip.compress(b"two\n"),
            "/bucket/b/notes.txt": b"three\n",
        }
    )
    yield "memory://bucket"
    files.rm("/bucket", recursive=True)


def names(*given):
    return [one.name if isinstance(one, Source) else one for one in find_sources(given)]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("memory://bucket", ["memory:///bucket/a.ndjson", "memory:///bucket/b/c.ndjson.gz"]),
        ("memory://bucket/*.ndjson", ["memory:///bucket/a.ndjson"]),
        ("memory://bucket/**/n*", ["memory:///bucket/b/notes.txt"]),
        ("memory:///bucket/b/notes.txt", ["memory:///bucket/b/notes.txt"]),
        (
            "memory://bucket/*.yaml",
            [Unreadable("memory://bucket/*.yaml", "there is no payload file")],
        ),
    ],
)
def test_a_url_stands_for_files(bucket, given, found):
    assert names(given) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.ndjson", b"one\n"), ("b/c.ndjson.gz", b"two\n"), ("b/notes.txt", b"three\n")],
)
def test_files_are_read_where_they_are(bucket, name, text):
    with open_stream(f"{bucket}/{name}") as stream:
        assert stream.data.peek(1)[:1] == text[:1]
        assert stream.data.read() == text
        assert stream.size == (None if name.endswith(".gz") else len(text))


def test_a_file_is_read_piece_by_piece(bucket):
    text = bytes(range(256)) * 2000
    fsspec.filesystem("memory").pipe("/bucket/large", text)
    with open_stream(f"{bucket}/large") as stream:
        assert stream.data.read(300) == text[:300]
        assert stream.data.read() == text[300:]


class Strict(MemoryFileSystem):
    """A file system that takes no option but its own, as those of object stores are."""

    protocol = "strict"

    def __init__(self) -> None:
        super().__init__()

    @classmethod
    def _strip_protocol(cls, path):
        return super()._strip_protocol(path.replace("strict://", "memory://"))


def test_a_file_system_is_asked_with_its_own_options_only(bucket):
    fsspec.register_implementation("strict", Strict, clobber=True)
    with open_stream("strict://bucket/a.ndjson") as stream:
        assert stream.data.read() == b"one\n"


def test_what_is_not_there_cannot_be_read(bucket):
    missing = pytest.raises(UnreadableError, match=r"^No such file or directory$")
    with missing, open_stream(f"{bucket}/gone"):
        pass
    with pytest.raises(UnreadableError, match="Protocol not known: tea"):
        list(find_remote("tea://bucket"))


def test_what_reads_them_must_be_there(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    said = "^URLs are read with fsspec, which is not installed: pip install 'callspec\\[dask\\]'$"
    with pytest.raises(CallspecError, match=said):
        list(find_remote("s3://bucket"))


class Driven(MemoryFileSystem):
    """A file system whose driver is not installed."""

    protocol = "driven"

    def isdir(self, path):
        raise ImportError("install the driver")

    def open(self, path, mode="rb", **more):
        raise ImportError("install the driver")


def test_what_drives_a_file_system_must_be_there():
    fsspec.register_implementation("driven", Driven, clobber=True)
    said = "^driven://a/b: install the driver$"
    with pytest.raises(CallspecError, match=said):
        list(find_remote("driven://a/b"))
    with pytest.raises(CallspecError, match=said), open_stream("driven://a/b"):
        pass


class Failing(MemoryFileSystem):
    """A file system that fails in several ways."""

    protocol = "failing"

    def open(self, path, mode="rb", **more):
        assert (mode, more) == ("rb", {"block_size": PIECE})
        errors = {
            "system": OSError(5, "Input/output error", path),
            "named": KeyError(),
            "said": KeyError("expired"),
            "missing": FileNotFoundError(path),
        }
        raise errors[path.rpartition("/")[2]]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("system", "Input/output error"),
        ("named", "KeyError"),
        ("said", "'expired'"),
        ("missing", "No such file or directory"),
    ],
)
def test_a_failure_has_a_reason(name, reason):
    fsspec.register_implementation("failing", Failing, clobber=True)
    with pytest.raises(UnreadableError) as error, open_stream(f"failing://a/{name}"):
        pass
    assert str(error.value) == reason


def test_the_file_is_closed_with_its_stream(bucket, monkeypatch):
    from fsspec.implementations.memory import MemoryFile

    closed = []
    monkeypatch.setattr(MemoryFile, "close", lambda self: closed.append(self))
    with open_stream(f"{bucket}/a.ndjson") as stream:
        assert (stream.data.read(), closed) == (b"one\n", [])
    assert len(closed) == 1


def test_a_failure_of_the_file_system_is_one_of_reading(bucket, monkeypatch):
    from fsspec.implementations.memory import MemoryFile

    def fail(self, length=-1):
        raise KeyError("expired")

    monkeypatch.setattr(MemoryFile, "read", fail)
    with pytest.raises(UnreadableError, match="expired"), open_stream(f"{bucket}/a.ndjson") as one:
        one.data.read()
