"""Files of hostile cases, and payloads and pages that are good but for one thing."""

import bz2
import gzip
import lzma
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Make = Callable[[Path], object]

PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}

PAGE = """\
.. _crate-struct:

Crate
=====

.. code::

    {
        "id": "<string>",
        "colour": "<string>"
    }

* ``id`` (UUID): The crate's own id.
* ``colour`` (String): What it looks like.
"""


def files(**texts: str | bytes) -> Make:
    """Return what writes files; in their names, two underscores stand for a dot."""
    return named({name.replace("__", "."): text for name, text in texts.items()})


def named(texts: dict[str | bytes, str | bytes]) -> Make:
    """Return what writes files with any names."""

    def make(folder: Path) -> None:
        for name, text in texts.items():
            path = folder / os.fsdecode(name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)

    return make


def packed(name: str, kind: str, text: Callable[[], bytes]) -> Make:
    """Return what writes a compressed file."""
    return lambda folder: (folder / f"{name}.{kind}").write_bytes(PACK[kind](text()))


def page(more: str = "", *, text: str = PAGE) -> Make:
    """Return what writes a page with more at its end."""
    return lambda folder: (folder / "crate.rst").write_text(text + more, encoding="utf-8")


def with_schema(schema: str | bytes, value: str = f'"{"a" * 60}!"') -> Make:
    """Return what writes a schema and a value to hold against it."""
    return files(schema__json=schema, value__json=value)


def pipe(name: str) -> Make:
    """Return what makes a named pipe."""
    return lambda folder: os.mkfifo(folder / name)


def unix_socket(folder: Path) -> None:
    """Make a socket: `socket.json`."""
    server = socket.socket(socket.AF_UNIX)
    before = Path.cwd()
    os.chdir(folder)  # its path may have no more than about a hundred bytes
    server.bind("socket.json")
    os.chdir(before)
    server.close()


def several(*makes: Make) -> Make:
    """Return what makes all of them."""

    def make(folder: Path) -> None:
        for one in makes:
            one(folder)

    return make
