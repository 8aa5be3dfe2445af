"""One struct out of its parts: skeleton, bullets, tables, examples; conflicts are findings."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from docs_extract.bullets import Bullet
from docs_extract.described import bullets_of, first_words
from docs_extract.examples import Example
from docs_extract.facts import Facts
from docs_extract.fields import FieldReader
from docs_extract.homes import Homes, Path, find_homes
from docs_extract.infer import Sample, left_out
from docs_extract.page import Page, Paragraph
from docs_extract.reading import NO_NOTES, Notes
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.schema_block import is_open, is_schema, read_schema_block
from docs_extract.sites import Site, Sites
from docs_extract.skeleton import Shape
from docs_extract.statements import (
    says_absent,
    says_all_optional,
    says_default,
    written_only,
)
from docs_extract.struct import Field, FieldType, Struct
from validator import hints
from validator.finding import Finding, Severity, Source

# Sections can lead to one another without end, and to so many that their number is one.
_DEEPEST = 16
_MOST_UNSHOWN = 1_000


@dataclass(frozen=True, slots=True)
class Built:
    """A struct with its examples, and what was wrong with the page's account of it.

    `times` are the forms of its timestamps' samples, `timestamps` the pages, lines and names of
    those fields; what their patterns admit is settled for the whole page (see
    docs_extract.times). `used` are the pages and lines of bullets in other sections that describe
    its fields.
    """

    site: Site
    struct: Struct | None
    examples: tuple[Example, ...]
    findings: tuple[Finding, ...]
    times: tuple[str, ...] = ()
    timestamps: tuple[tuple[Page, int, str], ...] = ()
    used: frozenset[tuple[str, int]] = frozenset()


def build(
    reference: Reference,
    sites: Sites,
    site: Site,
    examples: tuple[Example, ...],
    told_by: str | None,
    null_is_settled: Collection[Path] = (),
) -> Built:
    """Return the struct that a section shows.

    `told_by` is the field that tells it from the other members of its family, None outside one.
    `null_is_settled` are the fields of which the configuration says whether they can be null.
    """
    if site.error is not None:
        span = site.block.span(site.error.start, site.error.start + 1)
        message = f"the skeleton of {site.name} cannot be read: {site.error}"
        return Built(site, None, examples, (remark(site.page, span, "skeleton-syntax", message),))
    builder = _Builder(reference, sites, site, examples, told_by, null_is_settled)
    struct = builder.struct()
    reader = builder.reader
    return Built(
        site,
        struct,
        examples,
        tuple(builder.findings),
        reader.strings.times,
        tuple(reader.strings.timestamps),
        frozenset(reader.objects.used),
    )


class _Builder:
    """Builds one struct and collects what is wrong with it."""

    def __init__(
        self,
        reference: Reference,
        sites: Sites,
        site: Site,
        examples: tuple[Example, ...],
        told_by: str | None,
        null_is_settled: Collection[Path],
    ) -> None:
        self._items: dict[str, int] | None = None
        self._unshown = 0
        self.told_by = told_by
        self.null_is_settled = null_is_settled
        self.site = site
        self.page = site.page
        self.findings: list[Finding] = []
        self.paragraphs = [one for one in site.section.blocks if isinstance(one, Paragraph)]
        self.samples = [
            Sample(value, example.block.line)
            for example in examples
            for _, value in example.payloads()
            if isinstance(value, dict)
        ]
        self.written = {
            name: one.line for one in reversed(self.paragraphs) for name in written_only(one)
        }
        self.reader = FieldReader(reference, sites, site, self.samples, self.findings)
        self.places = self.reader.places

    def struct(self) -> Struct:
        site = self.site
        assert site.skeleton is not None
        shape = site.skeleton.shape
        for repair in site.skeleton.repairs:
            span = site.block.span(repair.start, repair.end)
            self.places.say(span, "skeleton-repair", f"mended in the skeleton: {repair.message}")
        schema = is_schema(shape)
        fields = read_schema_block(site, shape, self.findings) if schema else self._fields(shape)
        return Struct(
            site.name,
            site.home.title,
            _description(site),
            site.source(site.section.line),
            fields,
            open=is_open(shape) if schema else shape.elided,
        )

    def _fields(self, shape: Shape) -> tuple[Field, ...]:
        bullets, apart = bullets_of(self.site)
        for bullet in apart:
            message = f"{bullet.name} is only for administrators: it is not in the contract"
            self.places.say(self.places.name(bullet), "admin-field", message, Severity.NOTE)
        homes = find_homes(shape, bullets)
        self.places.say_repeated(homes.repeated)
        every = says_all_optional(one.text for one in self.paragraphs)
        fields = [
            self._field((one.name,), one.shape, one.start, homes, self.samples, every)
            for one in shape.fields
        ]
        return self._with_missing(tuple(fields), homes, shape)

    def _missing_bullet(self, name: str) -> str:
        """Return how to describe a field; an item that was meant to do so is pointed at."""
        if self._items is None:
            self._items = first_words(self.site.section.blocks)
        line = self._items.get(name)
        if line is None:
            return f"add a bullet: * {name}: ..."
        return f"line {line} begins with it, but is no bullet: * {name}: ..."

    def _field(
        self,
        path: Path,
        shape: Shape,
        start: int,
        homes: Homes,
        objects: Sequence[Sample],
        every: str | None,
        notes: Notes = NO_NOTES,
    ) -> Field:
        """Return a field of the skeleton, with those inside it.

        `notes` are the bullets that the section of the object it stands in has for it.
        """
        name = path[-1]
        bullet = homes.described.get(path) or notes.of(name)
        span = self.site.block.span(start, start + 1)
        if bullet is None and path[:-1] == homes.home and path != (self.told_by,):
            self.places.say(
                self.page.find(span.line, name),
                "field-without-bullet",
                f"{name} is in the skeleton, but no bullet describes it",
                hint=self._missing_bullet(name),
            )
        samples = [Sample(one.value[name], one.line) for one in objects if name in one.value]
        facts = Facts(null_is_settled=path in self.null_is_settled)

        def inside(part: Shape | None, values: Sequence[Sample], below: Notes) -> tuple[Field, ...]:
            held = [one for one in values if isinstance(one.value, dict)]
            shown = part.fields if part is not None else ()
            fields = [
                self._field(
                    (*path, one.name), one.shape, one.start, homes, held, below.all_optional, below
                )
                for one in shown
            ]
            names = {one.name for one in shown}
            missing = [one for one in below.bullets if one.name not in names]
            # What the skeleton leaves out with dots it does not call optional.
            elided = part is not None and part.elided and not shown
            for one in [one for one in missing if shown and one.page is None]:
                message = f"{one.name} is described, but the skeleton does not have it"
                span = self.places.name(one)
                self.places.say(span, "bullet-without-field", f"{message}: it is taken as optional")
            return (*fields, *(self._missing_field(one, below, elided) for one in missing))

        kind = self.reader.type_of(name, span.line, shape, bullet, samples, facts, inside)
        optional = self._optional(bullet, name, objects, facts, every, span.line)
        write_only = self._write_only(name, bullet, facts)
        if write_only and not optional:
            optional = True
            facts.inferred["optional"] = "what is only written is not returned"
        return Field(
            name,
            replace(kind, nullable=facts.nullable),
            bullet.description if bullet else "",
            self.places.source(bullet) if bullet else self.site.source(span.line),
            optional,
            tuple(sorted(facts.inferred.items())),
            write_only,
            tuple(facts.evidence),
        )

    def _optional(
        self,
        bullet: Bullet | None,
        name: str,
        objects: Sequence[Sample],
        facts: Facts,
        every: str | None,
        line: int | None,
    ) -> bool:
        """Return whether a field may be left out, and note why.

        A bullet with a type in brackets says so itself; without one, the examples show it. `line`
        is that of the skeleton, None where only the bullet has the field.
        """
        if bullet is not None and bullet.stated is not None:
            stated = bullet.stated
            source = self.places.source(bullet)
            if stated.optional or stated.write_only or stated.admin:
                facts.note("required", "bullet", source, f"({bullet.annotation})")
                if stated.admin:
                    message = f"{name} is only there for administrators: it is optional"
                    page, span = self.places.page(bullet), self.places.name(bullet)
                    self.places.say(span, "admin-field", message, Severity.NOTE, page=page)
                return True
            text = bullet.description
            sentence = says_absent(text) or says_default(text) or every
            if sentence and not stated.required:
                facts.inferred["optional"] = f"the page says: {sentence}"
                facts.note("required", "sentence", source, sentence)
                return True
            facts.note("required", "bullet", source, f"({bullet.annotation}), not optional")
            return False
        sentence = says_absent(bullet.description) if bullet else None
        reason = f"the page says: {sentence}" if sentence else left_out(name, objects)
        if reason or every:
            facts.inferred["optional"] = reason or f"the page says: {every}"
            facts.note(
                "required",
                "sentence" if sentence or not reason else "example",
                self.places.source(bullet) if bullet else self.site.source(self.site.block.line),
                facts.inferred["optional"],
            )
            return True
        if line is not None:
            text = "the skeleton has it" + (", and so has every example" if objects else "")
            facts.note("required", "skeleton", self.site.source(line), text)
        elif bullet is not None:
            text = "nothing says that it may be left out"
            facts.note("required", "bullet", self.places.source(bullet), text)
        return False

    def _write_only(self, name: str, bullet: Bullet | None, facts: Facts) -> bool:
        """Return whether a field is only written, as its bullet or a paragraph beside it says."""
        if bullet is not None and bullet.stated is not None and bullet.stated.write_only:
            return True
        if name not in self.written:
            return False
        facts.inferred["writeOnly"] = f"line {self.written[name]} says that it is write-only"
        return True

    def _with_missing(
        self, fields: tuple[Field, ...], homes: Homes, shape: Shape
    ) -> tuple[Field, ...]:
        """Add the fields that only bullets know: a bullet outranks the skeleton."""
        paths = _paths(shape, ())
        names = [path[-1] for path in paths]
        undescribed = [
            path[-1] for path in paths if path[:-1] == homes.home and path not in homes.described
        ]
        added = []
        for bullet in homes.missing:
            match = hints.nearest(bullet.name, undescribed)
            if match is None and bullet.stated is None:
                match = hints.nearest(bullet.name, names)
            span = self.places.name(bullet)
            if bullet.stated is not None and bullet.stated.write_only:
                message = f"{bullet.name} is only written: it is not in the contract"
                self.places.say(span, "write-only-field", message, Severity.NOTE)
                continue
            said = f"{bullet.name} is described, but the skeleton does not have it"
            if match is not None:
                hint = f"did you mean {match}?"
                self.places.say(span, "bullet-without-field", said, hint=hint)
                continue
            self.places.say(span, "bullet-without-field", f"{said}: it is taken as optional")
            added.append(self._missing_field(bullet, NO_NOTES))
        return _insert(fields, homes.home, tuple(added))

    def _missing_field(
        self, bullet: Bullet, notes: Notes, elided: bool = False, above: tuple[Source, ...] = ()
    ) -> Field:
        """Return a field that only a bullet knows, optional unless the skeleton says `...`.

        `notes` are what the section of the object it stands in says of all its fields. `above` are
        the places of the bullets of the objects it stands in that the skeleton does not have. What
        is described inside itself, or without end, may be anything.
        """
        facts = Facts()
        path = (*above, self.places.source(bullet))
        self._unshown += 1

        def inside(_: Shape | None, __: Sequence[Sample], below: Notes) -> tuple[Field, ...]:
            again = any(self.places.source(one) in path for one in below.bullets)
            if again or len(path) > _DEEPEST or self._unshown > _MOST_UNSHOWN:
                return ()
            return tuple(self._missing_field(one, below, True, path) for one in below.bullets)

        kind = self.reader.type_of(bullet.name, bullet.line, None, bullet, (), facts, inside)
        every = notes.all_optional
        optional = not elided or self._optional(bullet, bullet.name, (), facts, every, None)
        if not elided:
            facts.inferred["optional"] = "the skeleton does not have it"
        return Field(
            bullet.name,
            replace(kind, nullable=facts.nullable),
            bullet.description,
            self.places.source(bullet),
            optional,
            tuple(sorted(facts.inferred.items())),
            evidence=tuple(facts.evidence),
        )


def _paths(shape: Shape, path: Path) -> list[Path]:
    found: list[Path] = []
    for field in shape.fields:
        found.append((*path, field.name))
        found += _paths(field.shape, (*path, field.name))
    for item in shape.items[:1]:
        found += _paths(item, path)
    return found


def _insert(fields: tuple[Field, ...], home: Path, added: tuple[Field, ...]) -> tuple[Field, ...]:
    """Return fields with others added to the object at a path."""
    if not added:
        return fields
    if not home:
        return (*fields, *added)
    return tuple(
        replace(one, type=_inserted(one.type, home[1:], added)) if one.name == home[0] else one
        for one in fields
    )


def _inserted(kind: FieldType, home: Path, added: tuple[Field, ...]) -> FieldType:
    if kind.items is not None:
        return replace(kind, items=_inserted(kind.items, home, added))
    return replace(kind, fields=_insert(kind.fields, home, added))


def _description(site: Site) -> str:
    """Return the paragraph before the skeleton, or the first of the section it stands in."""
    for section in (site.section, site.home):
        for block in section.blocks:
            if block is site.block:
                break
            if isinstance(block, Paragraph):
                return block.text
    return ""
