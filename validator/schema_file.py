"""A schema file that somebody else wrote -> its value, read as strictly as a payload."""

import stat
from pathlib import Path
from typing import Any

from validator.alarm import TimeUp, alarm
from validator.documents.read import whole_documents
from validator.errors import SchemaError
from validator.finding import Severity
from validator.formats import InputFormat

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
        with alarm(SECONDS), path.open("rb") as stream:
            if stat.S_ISCHR(path.stat().st_mode):
                raise SchemaError(f"{path}: a device, not a file")
            [document] = whole_documents(str(path), stream, InputFormat.JSON)
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror or error}") from error
    except TimeUp as error:
        raise SchemaError(f"{path}: nothing came within {SECONDS} s") from error
    for problem in document.problems:
        if problem.severity is Severity.ERROR:
            assert problem.span is not None
            # Of what is no text the message says the offset.
            place = f":{problem.span.line}:{problem.span.column}" if document.scan else ""
            raise SchemaError(f"{path}{place}: {problem.message}")
    return document.value


def is_regular(path: Path) -> bool:
    """Return whether a path leads to a file that ends, and not to a pipe or a device."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False
