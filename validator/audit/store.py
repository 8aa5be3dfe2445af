"""Records in DuckDB: more than the memory holds, in a folder that is gone afterwards."""

import contextlib
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import numpy

from validator import wording
from validator.audit.reading import Batch
from validator.errors import CallspecError

NIL = "00000000-0000-0000-0000-000000000000"
NEVER = 9999
"""A year that stands for "not yet"."""

_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?([KMGT]i?)?B?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """A field in a table: `kind` is text, key (what records are told apart by), uuid or time."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of records: number `n`, `file` (both from 0), `document`, `line`, and its columns.

    The column of a time says in `NAME_bad` whether its text is no time.
    """

    name: str
    columns: tuple[Column, ...]


@contextlib.contextmanager
def open_store(memory: str, folder: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open an empty database in a new folder below `folder` (None: the system's for such files).

    `memory` is what it may take (`512MB`); what does not fit goes to the folder.

    Raises:
        CallspecError: `memory` is no size, the folder cannot be written, or the database fails
            inside the `with`.
    """
    if not _SIZE.fullmatch(memory):
        raise CallspecError(f"{wording.printable(memory)} is no size: write 512MB or 4GB")
    try:
        with (
            tempfile.TemporaryDirectory(prefix="callspec-", dir=folder) as temporary,
            duckdb.connect(
                str(Path(temporary, "records.duckdb")),
                config={
                    "memory_limit": memory,
                    "temp_directory": str(Path(temporary, "spilled")),
                    "preserve_insertion_order": "false",
                    # Nothing is ever fetched.
                    "autoinstall_known_extensions": "false",
                    "autoload_known_extensions": "false",
                },
            ) as connection,
        ):
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
    except duckdb.OutOfMemoryException as error:
        raise CallspecError(
            f"the comparison does not fit into {memory}: give --memory-limit more "
            f"({_first_line(error)})"
        ) from error
    except duckdb.Error as error:
        raise CallspecError(f"the comparison failed: {_first_line(error)}") from error
    except OSError as error:
        raise CallspecError(f"{folder or tempfile.gettempdir()}: {error.strerror}") from error


def create(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Create an empty table."""
    columns = ["n BIGINT", "file INTEGER", "document BIGINT", "line BIGINT"]
    for column in table.columns:
        kind = "TIMESTAMPTZ" if column.kind == "time" else "VARCHAR"
        columns.append(f"{column.name} {kind}")
        if column.kind == "time":
            columns.append(f"{column.name}_bad BOOLEAN")
    connection.execute(f"CREATE TABLE {table.name} ({', '.join(columns)})")


def insert(
    connection: duckdb.DuckDBPyConnection, table: Table, batch: Batch, file: int, first: int
) -> None:
    """Insert the records of a batch, numbered from `first` on."""
    count = len(batch.numbers)
    if not count:
        return
    numbers = numpy.arange(first, first + count)
    rows: dict[str, Any] = {
        "n": numbers,
        "document": numpy.array(batch.numbers),
        "line": numpy.array(batch.lines),
    }
    chosen = ["n", str(file), "document", "line"]
    for column, values in zip(table.columns, batch.columns, strict=True):
        rows[column.name] = numpy.array(values, dtype=object)
        chosen += _stored(column)
    connection.register("batch", rows)
    connection.execute(f"INSERT INTO {table.name} SELECT {', '.join(chosen)} FROM batch")
    connection.unregister("batch")


def literal(text: str) -> str:
    """Return a string as SQL has it."""
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Sequence[str]) -> str:
    """Return strings as a list in SQL."""
    return ", ".join(map(literal, texts))


def _stored(column: Column) -> list[str]:
    text = f"{column.name}::VARCHAR"
    if column.kind == "time":
        time = f"try_cast({text} AS TIMESTAMPTZ)"
        return [
            f"CASE WHEN year({time}) < {NEVER} THEN {time} END",
            f"{text} <> '' AND {time} IS NULL",
        ]
    if column.kind in ("key", "uuid"):
        # RFC 9562, section 4: a UUID is the same in upper and lower case; the nil UUID is none.
        same = f"lower({text})" if column.kind == "uuid" else text
        return [f"nullif(nullif({same}, ''), '{NIL}')"]
    return [text]


def _first_line(error: duckdb.Error) -> str:
    return wording.printable(str(error).strip().partition("\n")[0])
