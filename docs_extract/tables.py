"""Value tables, mapping tables and field tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docs_extract.bullets import Bullet, unquoted
from docs_extract.page import Block, Inline, Row, Table
from docs_extract.stated import read_stated

_DESCRIPTION = re.compile(r"descriptions?|meaning|notes?|details?|explanation|comments?", re.I)
_ALL_OTHERS = re.compile(r"(?:all|any)\s+others?|others|otherwise", re.IGNORECASE)
_FIELD = re.compile(r"fields?|keys?|parameters?|propert(?:y|ies)|attributes?", re.IGNORECASE)
_FLAG = re.compile(r"bits?|flags?|bitmask|mask", re.IGNORECASE)
_EMPTY = re.compile(r"EMPTY|\((?:empty|empty string|EMPTY)\)|<empty>|empty string")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class TableValue:
    """A documented value, what it means, and the line of its row.

    `spelled` is how the table writes the empty string, None for other values and for two quotes.
    """

    value: str
    meaning: str
    line: int
    spelled: str | None = None


@dataclass(frozen=True, slots=True)
class ValueTable:
    """The values a field can have, in the order of the page; the table begins at `line`.

    `repeated` are rows whose value stands in the table before, `merged` the lines of rows whose
    cells run into one another, so that no value can be told from its description, and `blank` those
    of rows that have a description only.
    """

    line: int
    values: tuple[TableValue, ...]
    repeated: tuple[TableValue, ...] = ()
    merged: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MappingTable:
    """A table that gives a value for each of another field's values.

    `key` is the first column's header, `otherwise` the value of the row for all others, None where
    there is no such row, and `again` those of further rows for all others.
    """

    line: int
    key: str
    rows: tuple[tuple[str, str], ...]
    otherwise: str | None
    again: tuple[str, ...] = ()


def value_table(blocks: Iterable[Block]) -> ValueTable | None:
    """Return the table among a section's blocks that lists values with their descriptions."""
    for block in blocks:
        if isinstance(block, Table) and block.header and _lists_values(block.header):
            whole = len(block.header.cells)
            merged = tuple(row.line for row in block.rows if len(row.cells) < whole)
            rows = [row for row in block.rows if len(row.cells) >= whole and row.cells[0]]
            blank = tuple(row.line for row in block.rows if any(row.cells) and not row.cells[0])
            values: dict[str, TableValue] = {}
            repeated = []
            for row in rows:
                spelled = row.cells[0] if _EMPTY.fullmatch(row.cells[0]) else None
                value = TableValue(cell_value(row.cells[0]), row.cells[-1], row.line, spelled)
                if values.setdefault(value.value, value) is not value:
                    repeated.append(value)
            if not values:
                return None
            return ValueTable(block.line, tuple(values.values()), tuple(repeated), merged, blank)
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
        others = tuple(row[1] for row in rows if _ALL_OTHERS.fullmatch(row[0]))
        otherwise = others[0] if others else None
        key = block.header.cells[0]
        found.append(MappingTable(block.line, key, listed, otherwise, others[1:]))
    return tuple(found)


def field_table(blocks: Iterable[Block]) -> tuple[Bullet, ...]:
    """Return the rows of the tables that describe fields: Field (or Key), Type, Description.

    Columns called Min and Max bound a number.
    """
    found = []
    for block in blocks:
        if not isinstance(block, Table) or not block.header or not is_field_table(block):
            continue
        columns = {name.lower(): number for number, name in enumerate(block.header.cells)}
        for row in block.rows:
            cells = {name: row.cells[at] for name, at in columns.items() if at < len(row.cells)}
            found.append(_field_row(row, cells))
    return tuple(found)


def is_field_table(table: Table) -> bool:
    """Return whether a table describes fields rather than values."""
    return table.header is not None and _describes(table.header) and _names_fields(table.header)


def _field_row(row: Row, cells: dict[str, str]) -> Bullet:
    kind = cells.get("type")
    if kind and (required := cells.get("required", "").strip().lower()):
        kind += ", required" if required in ("yes", "true", "required", "✓") else ", optional"
    text = row.cells[-1]
    return Bullet(
        row.cells[0],
        row.line,
        text,
        row.references,
        annotation=kind,
        stated=read_stated(kind) if kind else None,
        inlines=(Inline("text", text),),
        minimum=_number(cells.get("min", cells.get("minimum", ""))),
        maximum=_number(cells.get("max", cells.get("maximum", ""))),
    )


def _number(text: str) -> int | float | None:
    """Return the number that a cell writes; one written with a decimal point stays a float."""
    if not _NUMBER.fullmatch(text):
        return None
    return float(text) if "." in text else int(text)


def cell_value(text: str) -> str:
    """Return the value that a cell writes; quotes around it are not part of it."""
    return "" if _EMPTY.fullmatch(text) else unquoted(text)


def _describes(header: Row) -> bool:
    return len(header.cells) > 1 and _DESCRIPTION.fullmatch(header.cells[-1]) is not None


def _lists_values(header: Row) -> bool:
    flags = _FLAG.fullmatch(header.cells[0]) is not None
    return _describes(header) and not _names_fields(header) and not flags


def _names_fields(header: Row) -> bool:
    """Return whether the first column holds fields: it says so, or is called Name beside a Type."""
    first, *others = (cell.lower() for cell in header.cells)
    return bool(_FIELD.fullmatch(first)) or (first == "name" and "type" in others)
