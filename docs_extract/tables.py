"""Value tables and mapping tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docs_extract.page import Block, Row, Table

_DESCRIPTION = re.compile(r"descriptions?|meaning", re.IGNORECASE)
_ALL_OTHERS = re.compile(r"(?:all|any)\s+others?|others|otherwise", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class TableValue:
    """A documented value, what it means, and the line of its row."""

    value: str
    meaning: str
    line: int


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The values a field can have, in the order of the page; the table begins at `line`.

    `repeated` are rows whose value stands in the table before.
    """

    line: int
    values: tuple[TableValue, ...]
    repeated: tuple[TableValue, ...] = ()


@dataclass(frozen=True, slots=True)
class MappingTable:
    """A table that gives a value for each of another field's values.

    `key` is the first column's header, `otherwise` the value of the row for all others, None where
    there is no such row.
    """

    line: int
    key: str
    rows: tuple[tuple[str, str], ...]
    otherwise: str | None


def value_table(blocks: Iterable[Block]) -> ValueTable | None:
    """Return the table among a section's blocks that lists values with their descriptions."""
    for block in blocks:
        if isinstance(block, Table) and block.header and _describes(block.header):
            rows = [row for row in block.rows if row.cells and row.cells[0]]
            values: dict[str, TableValue] = {}
            repeated = []
            for row in rows:
                value = TableValue(cell_value(row.cells[0]), row.cells[-1], row.line)
                if values.setdefault(value.value, value) is not value:
                    repeated.append(value)
            if not values:
                return None
            return ValueTable(block.line, tuple(values.values()), tuple(repeated))
    return None


def mapping_tables(blocks: Iterable[Block], values: Sequence[str]) -> tuple[MappingTable, ...]:
    """Return the tables whose second column gives some of `values` for what stands in the first.

    A table of two columns without a description column is one as soon as half of its rows do.
    """
    found = []
    for block in blocks:
        if not isinstance(block, Table) or block.header is None or _describes(block.header):
            continue
        rows = [tuple(map(cell_value, row.cells)) for row in block.rows if len(row.cells) == 2]
        known = [row for row in rows if row[1] in values]
        if not known or len(rows) != len(block.rows) or len(known) * 2 < len(rows):
            continue
        listed = tuple((row[0], row[1]) for row in rows if not _ALL_OTHERS.fullmatch(row[0]))
        others = [row[1] for row in rows if _ALL_OTHERS.fullmatch(row[0])]
        otherwise = others[0] if others else None
        found.append(MappingTable(block.line, block.header.cells[0], listed, otherwise))
    return tuple(found)


def cell_value(text: str) -> str:
    """Return the value that a cell writes; quotes around it are not part of it."""
    match = _QUOTED.fullmatch(text)
    return match[1] if match else text


def _describes(header: Row) -> bool:
    return len(header.cells) > 1 and _DESCRIPTION.fullmatch(header.cells[-1]) is not None
