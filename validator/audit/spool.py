"""What can be read only once, kept in a file: an audit reads some documents again."""

import contextlib
import shutil
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from validator.audit.reading import File
from validator.documents.time_limit import time_limit
from validator.formats import STDIN, InputFormat, is_remote
from validator.limits import Limits


def readable_twice(name: str, form: InputFormat, limits: Limits, folder: Path, number: int) -> File:
    """Return a file that can be read twice: standard input and pipes as a copy in a folder.

    Raises:
        OSError: it cannot be read, or the copy not be written.
        UnreadableError: reading it takes more time than the limits allow.
    """
    copy = Path(folder, f"{number}")
    if name == STDIN:
        _copy(sys.stdin.buffer, copy, limits.stdin_seconds)
        return File(name, str(copy), form, limits)
    if not is_remote(name) and stat.S_ISFIFO(Path(name).stat().st_mode):
        _copy(name, copy, limits.seconds)
        return File(name, str(copy), form, limits)
    return File(name, name, form, limits)


def _copy(source: str | BinaryIO, copy: Path, seconds: float | None) -> None:
    """Copy a stream, or what a name leads to, to a file."""
    with time_limit(seconds), contextlib.ExitStack() as stack:
        if isinstance(source, str):
            source = stack.enter_context(open(source, "rb"))  # noqa: PTH123
        with copy.open("wb") as target:
            shutil.copyfileobj(source, target)
