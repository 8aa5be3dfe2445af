"""A schema file that somebody else wrote -> its value, read as strictly as a payload."""

import stat
from pathlib import Path
from typing import Any

from validator import wording
from validator.alarm import TimeUp, alarm
from validator.documents import json_text
from validator.documents.locations import Lines
from validator.errors import SchemaError
from validator.limits import DEFAULT_LIMITS

SECONDS = 60
"""How long a pipe that a schema is read from may keep silent."""


def read_schema_file(path: Path) -> Any:
    """Return the JSON value of a schema file.

    What would be read in more than one way is refused: names that stand twice, NaN, halves of
    surrogate pairs, other encodings than UTF-8.

    Raises:
        SchemaError: what is wrong with it, and where.
    """
    try:
        with alarm(SECONDS):
            data = _bytes(path)
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror or error}") from error
    except TimeUp as error:
        raise SchemaError(f"{path}: nothing came within {SECONDS} s") from error
    if len(data) > DEFAULT_LIMITS.size:
        raise SchemaError(f"{path}: more than {wording.size(DEFAULT_LIMITS.size)}")
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        at = f"the byte 0x{data[error.start]:02x} at offset {error.start}"
        raise SchemaError(f"{path}: {at} is not UTF-8") from error
    try:
        return json_text.parse(text)
    except json_text.OddTextError:
        value, scan = json_text.explain(text)
        for problem in scan.problems:
            line, column = Lines(text).place(problem.start)
            raise SchemaError(f"{path}:{line}:{column}: {problem.message}") from None
        return value


def _bytes(path: Path) -> bytes:
    if stat.S_ISCHR(path.stat().st_mode):
        raise SchemaError(f"{path}: a device, not a file")
    with path.open("rb") as file:
        return file.read(DEFAULT_LIMITS.size + 1)


def is_regular(path: Path) -> bool:
    """Return whether a path leads to a file that ends, and not to a pipe or a device."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
