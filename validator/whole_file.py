"""A file that appears whole or not at all."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO


def write_whole(path: Path, text: str) -> None:
    """Write a text as UTF-8 with lines that end in LF; until it is all there, the old file stays.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    with open_whole(path) as stream:
        stream.write(text)


@contextlib.contextmanager
def open_whole(path: Path) -> Iterator[IO[str]]:
    """Open a file to be written as `write_whole` does: it is there when the block has ended well.

    Raises:
        OSError: it cannot be written; the file is as it was.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes a private file; this one is as readable as any new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
