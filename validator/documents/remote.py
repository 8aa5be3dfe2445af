"""Files that fsspec reaches: on other machines, in object stores, or in its own memory."""

import errno
import io
import os
from collections.abc import Iterator
from typing import Any

from validator.documents.streams import BLOCK, UnreadableError
from validator.errors import CallspecError

PIECE = 4 * 1024 * 1024
"""Bytes that are asked for at a time: each request costs a way to and fro."""


def open_remote(url: str) -> io.BufferedReader:
    """Open a file by its URL (s3://bucket/log.ndjson) for reading.

    Raises:
        UnreadableError: it cannot be opened.
        CallspecError: what reads such URLs is not installed.
    """
    fsspec = _fsspec()
    try:
        files, path = fsspec.core.url_to_fs(url)
        opened = files.open(path, "rb", block_size=PIECE)
    except ImportError as error:
        raise CallspecError(f"{url}: {error}") from error
    except Exception as error:  # each file system has its own
        raise UnreadableError(_reason(error)) from error
    return io.BufferedReader(_Raw(opened), BLOCK)


def find_remote(url: str) -> Iterator[str]:
    """Yield the URLs that a URL stands for, sorted: a pattern's, the files of a folder, or itself.

    Raises:
        UnreadableError: they cannot be listed.
        CallspecError: what reads such URLs is not installed.
    """
    fsspec = _fsspec()
    try:
        files, path = fsspec.core.url_to_fs(url)
        if fsspec.core.has_magic(path):
            found = sorted(one for one in files.glob(path) if not files.isdir(one))
        elif files.isdir(path):
            found = sorted(files.find(path))
        else:
            found = [path]
        yield from (files.unstrip_protocol(one) for one in found)
    except ImportError as error:
        raise CallspecError(f"{url}: {error}") from error
    except Exception as error:  # each file system has its own
        raise UnreadableError(_reason(error)) from error


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError as error:
        raise CallspecError(
            "URLs are read with fsspec, which is not installed: pip install 'callspec[dask]'"
        ) from error
    return fsspec


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):  # its text is the path, of some file systems
        return os.strerror(errno.ENOENT)
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


class _Raw(io.RawIOBase):
    """A file of fsspec's as the raw stream of a buffered reader; its errors become OSErrors."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return bool(self._file.seekable())

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return int(self._file.seek(offset, whence))

    def tell(self) -> int:
        return int(self._file.tell())

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._file.read(len(buffer))
        except OSError:
            raise
        except Exception as error:  # each file system has its own
            raise OSError(_reason(error)) from error
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
