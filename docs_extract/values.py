"""The values that a field can have: from a table, from bullets, or from its own sentence."""

import re
from collections.abc import Iterable, Sequence

from docs_extract.bullets import Bullet, BulletValue, read_values
from docs_extract.listed import listed
from docs_extract.page import Page, blocks_of
from docs_extract.places import Places
from docs_extract.reading import Reading
from docs_extract.reference import Reference, Target
from docs_extract.sites import Sites, sections_called, slug
from docs_extract.stated import StatedType
from docs_extract.struct import Value
from docs_extract.tables import TableValue, ValueTable, value_table
from validator import wording
from validator.finding import Severity, Source

_NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?|0[xX][0-9a-fA-F]+")
# The struct that an id's bullet leads to is the one it identifies.
_ID = re.compile(r"(?:^|_)ids?$")


class ValueReader:
    """Finds the values of one struct's fields."""

    def __init__(self, reference: Reference, sites: Sites, places: Places) -> None:
        """Take the pages, the structs, and where findings go."""
        self.reference = reference
        self.sites = sites
        self.places = places
        self.page = places.site.page

    def values(self, read: Reading, stated: StatedType) -> tuple[tuple[Value, ...], Source | None]:
        """Return the values that a field can have, and where they are listed.

        A table that the bullet refers to, values in bullets below it, a list in its own sentence,
        or the table of a section that is called like the field.
        """
        bullet = read.bullet
        if bullet is None:
            return (), None
        free = stated.kind is not None and not stated.enum
        own = listed(bullet.inlines, enum=stated.enum)
        if not free:
            table, source = self._table(read.name, bullet)
            if table is not None and source is not None:
                read.facts.note("enum", "table", source, _shown(table.values))
                return _table_values(table, source), source
        here = self.places.source(bullet)
        if (below := _listed_table(bullet.values)) is not None:
            self._check_values(below, self.places.page(bullet))
            values = _table_values(below, here)
            read.facts.note("enum", "bullet", here, _shown(values))
            return values, here
        if own is not None:
            values = tuple(Value(value, meaning, here) for value, meaning in own.values)
            read.facts.note("enum", "bullet", here, _shown(values))
            return values, here
        if stated.enum or bullet.emphasised:
            return self._titled_values(read)
        return (), None

    def _titled_values(self, read: Reading) -> tuple[tuple[Value, ...], Source | None]:
        for section in sections_called(self.page, read.name):
            table = value_table(blocks_of(section.blocks))
            if table is not None:
                source = self.page.source(table.line, section.label)
                read.facts.inferred["enum"] = f"the section {section.title} is called like it"
                read.facts.note("enum", "table", source, _shown(table.values))
                self._check_values(table, self.page)
                return _table_values(table, source), source
        return (), None

    def _table(self, name: str, bullet: Bullet) -> tuple[ValueTable | None, Source | None]:
        """Return the table of values that a field's bullet leads to, and where it stands."""
        problems = []
        for label in self._likeliest_first(name, bullet.references):
            target = self.reference.find(label)
            if target is None:
                continue
            table = value_table(blocks_of(target.section.blocks))
            if table is None and self._can_be_enum(bullet, target):
                table = _listed_table(read_values(target.section.blocks))
            if table is not None:
                self._check_values(table, target.page)
                return table, target.page.source(table.line, label)
            span = self.places.label(bullet, label)
            struct = self.sites.of(target.section) is not None
            if struct and _ID.search(name):
                continue
            if struct and bullet.stated is None:
                message = f"{name} is a string in the skeleton, but {label} is a struct"
                problems.append((span, "type-conflict", message, Severity.ERROR))
            else:
                message = f"{label} lists no values for {name}"
                problems.append((span, "reference-without-values", message, Severity.WARNING))
        for problem in problems:
            self.places.say(*problem, page=self.places.page(bullet))
        return None, None

    def _likeliest_first(self, name: str, labels: Sequence[str]) -> list[str]:
        """Return labels from the last to the first, those of a section called like the field first.

        A bullet can lead to the values of other fields besides its own.
        """
        targets = {label: self.reference.find(label) for label in labels}

        def is_other(label: str) -> bool:
            target = targets[label]
            return target is None or slug(target.section.title) != slug(name)

        backwards = labels[::-1]
        return sorted(backwards, key=is_other)

    def _can_be_enum(self, bullet: Bullet, target: Target) -> bool:
        """Return whether bullets in a section that a field leads to are its values."""
        said = bullet.stated.enum if bullet.stated is not None else bullet.emphasised
        return said and self.sites.of(target.section) is None

    def _check_values(self, table: ValueTable, page: Page) -> None:
        for value in table.repeated:
            message = f"{wording.value(value.value)} stands twice among the values"
            self.places.say(page.whole_line(value.line), "duplicate-value", message, page=page)
        for line in table.merged:
            message = "the cells of this row run into one another: its value is not read"
            self.places.say(page.whole_line(line), "rst-syntax", message, page=page)
        for line in table.blank:
            message = "this row has no value: it is not taken for the empty string"
            hint = 'write ``""`` if it stands for that'
            span = page.whole_line(line)
            self.places.say(span, "empty-spelling", message, hint=hint, page=page)
        for value in table.values:
            if value.spelled is not None:
                message = f"{value.spelled} is taken for the empty string"
                span = page.whole_line(value.line)
                self.places.say(
                    span, "empty-spelling", message, Severity.NOTE, 'write ``""``', page=page
                )


def lists_words(bullet: Bullet, reference: Reference) -> bool:
    """Return whether a bullet lists values, or leads to a table of some, that are no numbers."""
    own = listed(bullet.inlines, enum=False)
    values = [value for value, _ in own.values] if own is not None else []
    for label in bullet.references:
        target = reference.find(label)
        table = value_table(blocks_of(target.section.blocks)) if target is not None else None
        values += [one.value for one in table.values] if table is not None else []
    return bool(values) and not all(_NUMBER.fullmatch(one) for one in values)


def lists_some(bullet: Bullet) -> bool:
    """Return whether a bullet says that the values it lists are not all there are."""
    return re.search(r"\bvalues? includes?\b|\be\.g\.", bullet.description) is not None


def _shown(values: Iterable[BulletValue | TableValue | Value]) -> str:
    """Return values as evidence shows them; the empty string is seen by its quotes."""
    return ", ".join(one.value or '""' for one in values)


def _listed_table(listed_values: Sequence[BulletValue]) -> ValueTable | None:
    """Return values that bullets list as a table would give them."""
    values: dict[str, TableValue] = {}
    repeated = []
    for one in listed_values:
        value = TableValue(one.value, one.meaning, one.line)
        if values.setdefault(one.value, value) is not value:
            repeated.append(value)
    if not values:
        return None
    return ValueTable(listed_values[0].line, tuple(values.values()), tuple(repeated))


def _table_values(table: ValueTable, source: Source) -> tuple[Value, ...]:
    return tuple(
        Value(one.value, one.meaning, Source(source.page, one.line, source.label))
        for one in table.values
    )
