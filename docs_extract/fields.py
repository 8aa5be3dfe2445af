"""One field's type: the bullet outranks the placeholder, the placeholder outranks the literal."""

from collections.abc import Sequence
from dataclasses import replace

from docs_extract.bullets import Bullet
from docs_extract.facts import Facts
from docs_extract.infer import Sample, whole_number
from docs_extract.objects import ObjectReader
from docs_extract.places import Places
from docs_extract.reading import Inside, Reading
from docs_extract.reference import Reference
from docs_extract.sites import Site, Sites
from docs_extract.skeleton import Shape
from docs_extract.stated import StatedType
from docs_extract.statements import says_null
from docs_extract.strings import StringReader
from docs_extract.struct import FieldType
from docs_extract.values import ValueReader, lists_words
from validator import hints, wording
from validator.finding import Finding, Severity

_NOTHING = StatedType()


class FieldReader:
    """Reads the types of one struct's fields and collects what is wrong with them."""

    def __init__(
        self,
        reference: Reference,
        sites: Sites,
        site: Site,
        examples: Sequence[Sample],
        findings: list[Finding],
    ) -> None:
        """Take the pages, the struct's place, its examples, and where findings go."""
        self.reference = reference
        self.site = site
        self.page = site.page
        self.places = Places(reference, site, findings)
        self.values = ValueReader(reference, sites, self.places)
        self.strings = StringReader(self.places, self.values, examples)
        self.objects = ObjectReader(reference, sites, self.places)

    def type_of(
        self,
        name: str,
        line: int,
        shape: Shape | None,
        bullet: Bullet | None,
        samples: Sequence[Sample],
        facts: Facts,
        inside: Inside,
    ) -> FieldType:
        """Return the type of a field, None as its shape where the skeleton does not have it."""
        if bullet is not None:
            for label in bullet.references:
                self._check_reference(name, bullet, label)
            if bullet.apart:
                self._say_lost(name, bullet.apart)
        stated = self._stated(name, bullet) if bullet is not None else _NOTHING
        self._nullable(name, shape, bullet, facts)
        page = self.page if shape is not None or bullet is None else self.places.page(bullet)
        read = Reading(name, page, line, bullet, facts, inside)
        kind = self._type(read, shape, stated, samples)
        if bullet is not None:
            low = stated.minimum if bullet.minimum is None else bullet.minimum
            high = stated.maximum if bullet.maximum is None else bullet.maximum
            kind = replace(kind, minimum=_bound(low), maximum=_bound(high))
        if bullet is not None and bullet.fields and kind.kind not in ("object", "array"):
            self._say_lost(name, bullet.fields)
        if kind.kind == "array":
            return replace(kind, min_items=stated.min_items, max_items=stated.max_items)
        return replace(kind, max_length=stated.max_length) if kind.kind == "string" else kind

    def _check_reference(self, name: str, bullet: Bullet, label: str) -> None:
        if self.reference.find(label) is not None:
            return
        span = self.places.label(bullet, label)
        match = hints.nearest(label, self.reference.labels)
        hint = f"did you mean {match}?" if match else "give the page it stands on as well"
        message = f"{name} refers to {label}, which no page at hand has"
        severity = Severity.ERROR if _needs_reference(bullet.stated) else Severity.WARNING
        self.places.say(
            span, "broken-reference", message, severity, hint, page=self.places.page(bullet)
        )

    def _say_lost(self, name: str, bullets: Sequence[Bullet]) -> None:
        """Report bullets below a field's own that describe none of its fields."""
        shown = wording.names(one.name for one in bullets)
        message = f"{shown}: described below {name}, but in the contract {name} has no such fields"
        page = self.places.page(bullets[0])
        span = page.whole_line(bullets[0].line)
        self.places.say(span, "bullet-without-struct", message, Severity.NOTE, page=page)

    def _say_unused(self, read: Reading) -> None:
        if read.bullet is not None and read.bullet.fields:
            self._say_lost(read.name, read.bullet.fields)

    def _type(
        self, read: Reading, shape: Shape | None, stated: StatedType, samples: Sequence[Sample]
    ) -> FieldType:
        shown = _shown_kind(shape)
        kind = stated.kind or shown
        self._note_type(read, shape, stated, shown)
        if shape is not None:
            self._say_placeholder(read, shape, stated, shown)
        if kind == "object":
            return self._object(read, shape, stated, samples)
        if kind == "array":
            return self._array(read, shape, stated, samples)
        if kind is None or kind == "any":
            return FieldType("any")
        if shape is not None and shape.kind == "literal" and shape.value is not None:
            at = self.site.block.span(shape.start, shape.end).line
            samples = [Sample(shape.value, at), *samples]
            if stated.kind is None:
                read.facts.inferred["type"] = "the skeleton shows a sample instead of a type"
        if kind == "string":
            return self.strings.type_of(read, shape, stated, samples)
        if stated.kind is None and kind in ("number", "integer"):
            words = self._words_for_number(read, shape, stated)
            if words is not None:
                return words
        fractions = read.bullet is not None and _has_fractions(read.bullet)
        if kind == "number" and stated.kind is None and not fractions:
            reason = whole_number(samples)
            if reason is not None:
                read.facts.inferred["type"] = reason
                return FieldType("integer")
        return FieldType(kind)

    def _words_for_number(
        self, read: Reading, shape: Shape | None, stated: StatedType
    ) -> FieldType | None:
        """Return the enum of a field whose bullet lists words, though the skeleton has a number.

        A list of numbers (bit flags) leaves the number what it is.
        """
        if shape is None or read.bullet is None or not lists_words(read.bullet, self.reference):
            return None
        values, source = self.values.values(read, stated)
        if not values or source is None:
            return None
        line = self.site.block.span(shape.start, shape.end).line
        self.places.warn_about(
            read.bullet,
            read.name,
            "type-conflict",
            f"{read.name} has words for values ({source}) and a number in the skeleton "
            f"({self.places.here(line)}): the bullet counts",
        )
        return FieldType("string", values=values, values_source=source)

    def _note_type(
        self, read: Reading, shape: Shape | None, stated: StatedType, shown: str | None
    ) -> None:
        bullet = read.bullet
        if stated.kind is not None and bullet is not None:
            text = f"({bullet.annotation})"
            read.facts.note("type", "bullet", self.places.source(bullet), text)
        if shape is not None and shown is not None:
            line = self.site.block.span(shape.start, shape.end).line
            literal = shape.kind == "literal"
            text = self.site.block.text[shape.start : shape.end].split("\n")[0]
            origin = "sample" if literal else "placeholder"
            read.facts.note("type", origin, self.site.source(line), text)

    def _nullable(
        self, name: str, shape: Shape | None, bullet: Bullet | None, facts: Facts
    ) -> None:
        """Note whether a field can be null; where only one side says so, that is said."""
        stated = bullet.stated if bullet is not None else None
        said = stated is not None and stated.nullable
        sentence = says_null(bullet.description) if bullet is not None else None
        shown: bool | None = None
        if shape is not None:
            span = self.site.block.span(shape.start, shape.end)
            if shape.kind == "literal":
                shown = shape.value is None or None
            elif shape.stated is not None:
                shown = shape.stated.nullable
        if bullet is not None and (said or sentence):
            text = f"({bullet.annotation})" if said else str(sentence)
            origin = "bullet" if said else "sentence"
            facts.note("null", origin, self.places.source(bullet), text)
            if not said:
                facts.inferred["null"] = f"the page says: {sentence}"
        if shown:
            facts.note("null", "placeholder", self.site.source(span.line), "null")
        facts.nullable = bool(said or sentence or shown)
        if shape is None or bullet is None or stated is None or shown is None:
            return
        if facts.null_is_settled:
            return
        if bool(said or sentence) != shown:
            where, other = ("bullet", "skeleton") if said or sentence else ("skeleton", "bullet")
            message = f"{name} can be null in the {where}, but not in the {other} "
            message += f"({self.places.here(span.line)}): it can be null"
            self.places.warn_about(bullet, name, "nullable-conflict", message)

    def _say_placeholder(
        self, read: Reading, shape: Shape, stated: StatedType, shown: str | None
    ) -> None:
        """Report a placeholder that says nothing, the wrong thing, or the right thing in quotes."""
        span = self.site.block.span(shape.start, shape.end)
        name = read.name
        if shape.kind == "unknown" and shape.value:
            message = f"the placeholder {shape.value} of {name} names no type callspec reads"
            if stated.kind is None:
                self.places.say(span, "unknown-placeholder", message, Severity.ERROR)
            else:
                self.places.say(span, "unknown-placeholder", f"{message}: the bullet counts")
        if shape.kind == "literal" and shape.value is None and stated.kind is None:
            message = f"the skeleton shows null for {name} instead of a type"
            self.places.say(span, "unknown-placeholder", message, Severity.ERROR)
        if shape.quoted and shown not in ("string", None):
            message = f"{name} is no string, but its placeholder {shape.value} stands in quotes"
            self.places.say(span, "quoted-placeholder", message, hint=f"write {shape.value}")
        bullet = read.bullet
        if (
            stated.kind is not None
            and shown is not None
            and bullet is not None
            and not _agree(stated.kind, shown)
        ):
            self.places.warn_about(
                bullet,
                name,
                "type-conflict",
                f"{name} is {wording.type_name(stated.kind)} in its bullet and "
                f"{wording.type_name(shown)} in the skeleton ({self.places.here(span.line)}): "
                "the bullet counts",
            )

    def _stated(self, name: str, bullet: Bullet) -> StatedType:
        """Return what a bullet's brackets state; what they say in words not known is reported.

        A word with a capital is a struct's title only if there is such a struct.
        """
        stated = bullet.stated or _NOTHING
        title = stated.name or (stated.items.name if stated.items is not None else None)
        if title is not None and not self.objects.is_struct(title, bullet):
            unread = (*stated.unread, title)
            if stated.name is not None:
                stated = replace(stated, kind=None, name=None, unread=unread)
            else:
                stated = replace(stated, items=None, unread=unread)
        if stated.unread:
            words = ", ".join(stated.unread)
            message = f"callspec does not know {words} in the brackets behind {name}"
            self.places.warn_about(bullet, name, "annotation-not-read", message)
        return stated

    def _array(
        self,
        read: Reading,
        shape: Shape | None,
        stated: StatedType,
        samples: Sequence[Sample],
    ) -> FieldType:
        shown = shape if shape is not None and shape.kind == "array" else None
        item = shown.items[0] if shown is not None and shown.items else None
        kind = stated.items or _NOTHING
        if shape is not None and shape.stated is not None and shape.stated.items is not None:
            kind = stated.items or shape.stated.items
        inside = [
            Sample(value, sample.line)
            for sample in samples
            if isinstance(sample.value, list)
            for value in sample.value
        ]
        if item is None and kind.kind is None:
            # A list of structs need not be called one.
            implied = read.bullet is not None and self.objects.shows_struct(read.bullet)
            kind = replace(kind, kind="object" if implied else None)
        items = self._type(replace(read, item=True), item, kind, inside)
        if items.kind == "any":
            message = f"the items of {read.name} may be anything, as far as the page says"
            self._say_open(read, shape, message)
        return FieldType("array", items=replace(items, nullable=kind.nullable))

    def _say_open(self, read: Reading, shape: Shape | None, message: str) -> None:
        """Say that much may be in a field, where its shape stands, or its bullet without one."""
        span = (
            self.site.block.span(shape.start, shape.end)
            if shape is not None
            else read.page.whole_line(read.line)
        )
        self.places.say(span, "open-object", message, Severity.NOTE, page=read.page)

    def _object(
        self,
        read: Reading,
        shape: Shape | None,
        stated: StatedType,
        samples: Sequence[Sample],
    ) -> FieldType:
        if shape is not None and shape.kind == "map" and shape.items[0].kind in ("object", "named"):
            # What the bullet refers to, or describes below, is what the map holds.
            rest = self._type(read, shape.items[0], _NOTHING, _values_of(samples))
            return FieldType("object", rest=rest, open=True)
        struct, notes = self.objects.described(read, shape, stated)
        if struct is not None:
            self._say_unused(read)
            if shape is not None:
                self.objects.compare(read, shape, struct)
            return FieldType("object", struct=struct.name)
        if shape is not None and shape.kind == "map":
            inside = _values_of(samples)
            rest = self._type(replace(read, bullet=None), shape.items[0], _NOTHING, inside)
            return FieldType("object", rest=rest, open=True)
        objects = [sample for sample in samples if isinstance(sample.value, dict)]
        part = shape if shape is not None and shape.kind == "object" else None
        fields = read.inside(part, objects, notes)
        is_open = (
            not fields or notes.open or (part is not None and part.elided and bool(part.fields))
        )
        # Where a reference leads nowhere, that is what is said.
        if is_open and "$ref" not in read.facts.inferred:
            held = "may hold more than the page lists" if fields else "may hold anything"
            self._say_open(read, shape, f"{read.name} {held}, as far as the page says")
        return FieldType("object", fields=fields, open=is_open)


def _values_of(samples: Sequence[Sample]) -> list[Sample]:
    """Return what stands under the keys of maps."""
    return [
        Sample(value, sample.line)
        for sample in samples
        if isinstance(sample.value, dict)
        for value in sample.value.values()
    ]


def _needs_reference(stated: StatedType | None) -> bool:
    """Return whether a bullet leaves it to a reference what its field holds."""
    if stated is None or stated.kind is None or stated.enum or stated.kind == "object":
        return True
    return stated.items is not None and _needs_reference(stated.items)


def _has_fractions(bullet: Bullet) -> bool:
    """Return whether a field's bounds are written with a decimal point: it is no integer then."""
    return isinstance(bullet.minimum, float) or isinstance(bullet.maximum, float)


def _bound(number: int | float | None) -> int | float | None:
    """Return a bound as schemas write it: 4.0 as 4."""
    return int(number) if isinstance(number, float) and number.is_integer() else number


def _shown_kind(shape: Shape | None) -> str | None:
    """Return the JSON type that a skeleton shows for a field, None where it shows none."""
    if shape is None or shape.kind == "unknown":
        return None
    if shape.kind in ("map", "named"):
        return "object"
    if shape.kind != "literal":
        return shape.kind
    if shape.value is None:
        return None
    if isinstance(shape.value, bool):
        return "boolean"
    return "string" if isinstance(shape.value, str) else "number"


def _agree(stated: str, shown: str) -> bool:
    """Return whether two types can be the same; a sample's number may be whole."""
    return stated == shown or "any" in (stated, shown) or {stated, shown} == {"integer", "number"}
