"""The struct that an object is one of, or what the pages say of its fields elsewhere."""

from dataclasses import replace

from docs_extract.bullets import Bullet, read_bullets, read_inline_fields
from docs_extract.described import once
from docs_extract.places import Places
from docs_extract.reading import NO_NOTES, Notes, Reading, notes_of
from docs_extract.reference import Reference
from docs_extract.sites import Site, Sites, sections_called
from docs_extract.skeleton import Shape
from docs_extract.stated import StatedType
from validator import wording
from validator.finding import Severity


class ObjectReader:
    """Finds what describes the objects of one struct.

    `used` are the pages and lines of bullets in other sections that do.
    """

    def __init__(self, reference: Reference, sites: Sites, places: Places) -> None:
        """Take the pages, the structs, and where findings go."""
        self.reference = reference
        self.sites = sites
        self.places = places
        self.site = places.site
        self.page = places.site.page
        self.used: set[tuple[str, int]] = set()

    def described(
        self, read: Reading, shape: Shape | None, stated: StatedType
    ) -> tuple[Site | None, Notes]:
        """Return the struct that an object is one of, or what is said of its fields.

        The first bullet of each field counts.
        """
        struct, notes = self._described(read, shape, stated)
        bullets, repeated = once(notes.bullets)
        self.places.say_repeated(repeated)
        return struct, replace(notes, bullets=bullets)

    def _described(
        self, read: Reading, shape: Shape | None, stated: StatedType
    ) -> tuple[Site | None, Notes]:
        bullet = read.bullet
        own = Notes(bullet.fields) if bullet is not None and bullet.fields else NO_NOTES
        if bullet is not None and not own.bullets and shape is not None:
            names = {field.name for field in shape.fields}
            told = read_inline_fields(bullet.inlines, names)
            own = Notes(tuple(_at(one, bullet.line) for one in told))
        for label in reversed(bullet.references if bullet else ()):
            target = self.reference.find(label)
            if target is None:
                read.facts.inferred["$ref"] = (
                    f"{label} leads to no page at hand: any object is taken"
                )
                continue
            site = self.sites.of(target.section)
            assert bullet is not None
            if site is not None and self.sites.has_name(site):
                source = target.page.source(target.section.line, label)
                read.facts.note("$ref", "bullet", self.places.source(bullet), f":ref:`{label}`")
                read.facts.note("$ref", "section", source, site.name)
                return site, NO_NOTES
            page, span = self.places.page(bullet), self.places.label(bullet, label)
            if site is not None:
                message = f"{bullet.name} refers to one of two structs called {site.name}"
                self.places.say(span, "duplicate-struct", message, Severity.ERROR, page=page)
                continue
            notes = notes_of(target, read.name, self.page)
            if notes.bullets:
                self.used |= {(target.page.name, one.line) for one in notes.bullets}
                more = [one for one in notes.bullets if not _repeats(one, own.of(one.name))]
                return None, replace(notes, bullets=(*own.bullets, *more))
            if not own.bullets:
                message = f"{label} shows no struct for {bullet.name}"
                self.places.say(span, "reference-without-values", message, page=page)
        if (named := self._named(shape, stated)) is not None:
            return named, NO_NOTES
        return None, own if own.bullets else self._titled_notes(read, shape)

    def is_struct(self, title: str, bullet: Bullet) -> bool:
        """Return whether a title is a struct's, or the bullet shows what it stands for."""
        return self.sites.titled(self.page, title) is not None or self.shows_struct(bullet)

    def shows_struct(self, bullet: Bullet) -> bool:
        """Return whether a bullet leads to a struct, or has bullets of fields below it."""
        targets = (self.reference.find(label) for label in bullet.references)
        return bool(bullet.fields) or any(
            one is not None and self.sites.of(one.section) is not None for one in targets
        )

    def _named(self, shape: Shape | None, stated: StatedType) -> Site | None:
        """Return the struct that a placeholder or the brackets call by its title."""
        names = [stated.name, shape.stated.name if shape is not None and shape.stated else None]
        for name in names:
            site = self.sites.titled(self.page, name) if name is not None else None
            if site is not None and self.sites.has_name(site):
                return site
        return None

    def _titled_notes(self, read: Reading, shape: Shape | None) -> Notes:
        """Return the bullets of a section of the page that is called like the field.

        Only where the skeleton shows the fields, and the section describes some of them.
        """
        if shape is None or not shape.fields:
            return NO_NOTES
        shown = {field.name for field in shape.fields}
        for section in sections_called(self.page, read.name):
            if section is not self.site.section:
                bullets = read_bullets(section.blocks)
                if bullets and all(one.name in shown for one in bullets):
                    self.used |= {(self.page.name, one.line) for one in bullets}
                    read.facts.inferred["properties"] = (
                        f"described in the section {section.title}, which is called like it"
                    )
                    return Notes(bullets)
        return NO_NOTES

    def compare(self, read: Reading, shape: Shape, struct: Site) -> None:
        """Report where a struct shown inside another differs from the section of its own."""
        other = struct.shape
        if shape.kind != "object" or not shape.fields or other is None:
            return
        here = {field.name for field in shape.fields}
        there = {field.name for field in other.fields}
        extra = sorted(here - there)
        missing = [] if shape.plain or shape.elided else sorted(there - here)
        if not extra and not missing:
            return
        parts = [f"has {wording.names(extra)} besides"] if extra else []
        parts += [f"lacks {wording.names(missing)}"] if missing else []
        place = f"{struct.page.file}:{struct.section.line}"
        self.places.say(
            self.site.block.span(shape.start, shape.start + 1),
            "struct-conflict",
            f"{read.name} {' and '.join(parts)}, against {struct.name} ({place}): {place} counts",
        )


def _repeats(bullet: Bullet, first: Bullet | None) -> bool:
    """Return whether a bullet asks of a field what the first about it does: it is no conflict."""
    return first is not None and _asked(bullet) == _asked(first)


def _asked(bullet: Bullet) -> tuple[object, ...]:
    values = [one.value for one in bullet.values]
    fields = [(one.name, _asked(one)) for one in bullet.fields]
    return bullet.stated, values, fields, bullet.minimum, bullet.maximum


def _at(bullet: Bullet, line: int) -> Bullet:
    """Return a bullet read from running text as one of the line that the text begins at."""
    return replace(
        bullet, line=line, values=tuple(replace(one, line=line) for one in bullet.values)
    )
