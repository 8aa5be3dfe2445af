"""What can be read only once, kept in a file: an audit reads some documents again."""

import shutil
import stat
import sys
from pathlib import Path

from validator.audit.reading import File
from validator.formats import STDIN, InputFormat, is_remote


def readable_twice(name: str, form: InputFormat, folder: Path, number: int) -> File:
    """Return a file that can be read twice: standard input and pipes as a copy in a folder.

    Raises:
        OSError: it cannot be read, or the copy not be written.
    """
    if name == STDIN:
        with Path(folder, f"{number}").open("wb") as copy:
            shutil.copyfileobj(sys.stdin.buffer, copy)
        return File(name, copy.name, form)
    if not is_remote(name) and stat.S_ISFIFO(Path(name).stat().st_mode):
        with open(name, "rb") as pipe, Path(folder, f"{number}").open("wb") as copy:  # noqa: PTH123
            shutil.copyfileobj(pipe, copy)
        return File(name, copy.name, form)
    return File(name, name, form)
