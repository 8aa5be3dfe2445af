"""Files as streams of bytes: opened, decompressed, and recognised by how they begin."""

import contextlib
import errno
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from validator import wording
from validator.formats import STDIN, is_remote
from validator.limits import DEFAULT_LIMITS, RATIO_FROM, Limits

BLOCK = 128 * 1024
"""Bytes that are read at a time: what is made of them stays in a processor's cache."""

SHORTER = "it became shorter while it was read"

_MAGIC = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\xfd7zXZ\x00": "xz", b"\x28\xb5\x2f\xfd": "zstd"}


class UnreadableError(Exception):
    """A file cannot be opened, or not be read to its end; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A file that is open at its beginning.

    `data` are its bytes, decompressed, and `file` those that lie on the disk, whose position tells
    how much has been read. `size` is the size of a plain file in bytes, None for all else.
    """

    data: io.BufferedReader
    file: io.BufferedReader
    size: int | None

    def position(self) -> int:
        """Return how many bytes of the file have been read."""
        try:
            return self.file.tell()
        except OSError:  # a pipe
            return 0


@contextlib.contextmanager
def open_stream(name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Stream]:
    """Open a file (`-` is standard input) for reading and decompress it where it is compressed.

    Raises:
        UnreadableError: it cannot be opened, or reading it inside the `with` fails, as where it
            unpacks to more than `limits` allow, or has become shorter when the `with` ends.
    """
    try:
        with contextlib.ExitStack() as stack:
            file = stack.enter_context(_open(name))
            start = file.peek(8)[:8]
            kind = next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), None)
            if kind is not None:
                data = stack.enter_context(_decompressed(file, kind, limits))
                yield Stream(data, file, None)
            else:
                size = _size(file)
                yield Stream(file, file, size)
                if size is not None and (now := _size(file)) is not None and now < size:
                    raise UnreadableError(SHORTER)
    except EOFError as error:
        raise UnreadableError("the compressed data ends before its end") from error
    except OSError as error:
        raise UnreadableError(error.strerror or str(error)) from error
    except _decompression_errors() as error:
        raise UnreadableError(f"the compressed data is damaged: {error}") from error


def _open(name: str) -> contextlib.AbstractContextManager[io.BufferedReader]:
    if name == STDIN:
        if sys.stdin is None:
            raise UnreadableError("it is closed")
        assert isinstance(sys.stdin.buffer, io.BufferedReader)
        return contextlib.nullcontext(sys.stdin.buffer)
    if is_remote(name):
        from validator.documents.remote import open_remote  # few files are

        return open_remote(name)
    try:
        return io.BufferedReader(io.FileIO(name), BLOCK)
    except OSError as error:
        if error.errno == errno.ENXIO:  # what opening a socket says is about devices
            raise UnreadableError("a socket or a device that is not there") from error
        raise
    except ValueError as error:  # a name that no file can have, such as one with a NUL
        raise UnreadableError(str(error)) from error


def _size(file: io.BufferedReader) -> int | None:
    """Return the size of a file that can be read from anywhere, None of a pipe."""
    if not file.seekable():
        return None
    before = file.tell()
    size = file.seek(0, io.SEEK_END)
    file.seek(before)
    return size


def _decompressed(file: io.BufferedReader, kind: str, limits: Limits) -> io.BufferedReader:
    """Return the bytes of a compressed file; a user of plain files loads none of these."""
    packed: Any = _Counted(file)
    unpacked: Any
    if kind == "gzip":
        import gzip

        unpacked = gzip.GzipFile(fileobj=packed)
    elif kind == "bz2":
        import bz2

        unpacked = bz2.BZ2File(packed)
    elif kind == "xz":
        import lzma

        unpacked = lzma.LZMAFile(packed)  # noqa: SIM115 - it is closed with what is returned
    else:
        unpacked = _zstd().ZstdFile(packed)
    return io.BufferedReader(_Unpacked(unpacked, packed, limits), BLOCK)


class _Counted:
    """A compressed file that counts the bytes read of it: a pipe does not say where it is."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file = file
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self.size += len(data)
        return data


class _Unpacked(io.RawIOBase):
    """A decompressed file that gives what comes before an error before it raises it.

    The standard library's readers fill the buffer they are given, or raise: what they had put into
    it is lost then, and with it the end of what a truncated file holds. What unpacks to more than
    the limits allow ends with an error too.
    """

    def __init__(self, file: Any, packed: _Counted, limits: Limits) -> None:
        self._file = file
        self._packed = packed
        self._limits = limits
        self._size = 0
        self._error: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        filled = 0
        while filled < len(buffer) and self._error is None:
            try:
                data = self._file.read1(len(buffer) - filled)
            except Exception as error:  # it is raised below, once there is nothing before it
                self._error = error
                break
            if not data:
                return filled
            buffer[filled : filled + len(data)] = data
            filled += len(data)
            self._size += len(data)
            self._error = self._too_much()
        if self._error is not None and not filled:
            raise self._error
        return filled

    def _too_much(self) -> UnreadableError | None:
        limits = self._limits
        if self._size > limits.unpacked:
            most = wording.size(limits.unpacked)
            return UnreadableError(f"it unpacks to more than {most}; --max-unpacked takes more")
        if self._size > RATIO_FROM and self._size > limits.ratio * self._packed.size:
            times = f"more than {limits.ratio} times its size"
            return UnreadableError(f"it unpacks to {times}; --max-ratio takes more")
        return None

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()


def _zstd() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def _decompression_errors() -> tuple[type[Exception], ...]:
    """Return what decompressing may raise, of the libraries that have been loaded."""
    names = {
        "zlib": "error",
        "lzma": "LZMAError",
        "backports.zstd": "ZstdError",
        "compression.zstd": "ZstdError",
    }
    return tuple(
        getattr(sys.modules[module], name)
        for module, name in names.items()
        if module in sys.modules
    )
