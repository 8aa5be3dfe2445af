"""What strings are: one value, one of some values, or of a form."""

from collections.abc import Sequence

from docs_extract.facts import Facts
from docs_extract.forms import FORMS, UNSETTLED, time_form
from docs_extract.infer import Sample, string_form, uuid_items
from docs_extract.listed import constant
from docs_extract.page import Page
from docs_extract.places import Places
from docs_extract.reading import Reading
from docs_extract.skeleton import Shape
from docs_extract.stated import StatedType
from docs_extract.statements import says_empty, sentinels
from docs_extract.struct import FieldType, Value
from docs_extract.values import ValueReader, lists_some


class StringReader:
    """Reads the strings among one struct's fields.

    `timestamps` are the pages, lines and names of the fields that hold a time, `times` the forms
    that their samples have.
    """

    def __init__(self, places: Places, values: ValueReader, examples: Sequence[Sample]) -> None:
        """Take where findings go, what finds values, and the struct's examples."""
        self.places = places
        self.site = places.site
        self.values = values
        self.examples = examples
        self.timestamps: list[tuple[Page, int, str]] = []
        self.times: tuple[str, ...] = ()

    def type_of(
        self,
        read: Reading,
        shape: Shape | None,
        stated: StatedType,
        samples: Sequence[Sample],
    ) -> FieldType:
        """Return the type of a string: its one value, its values, or its form."""
        bullet, facts = read.bullet, read.facts
        if bullet is not None and (value := constant(bullet.inlines)) is not None:
            facts.note("const", "bullet", self.places.source(bullet), bullet.description)
            return FieldType("string", constant=value)
        values, source = self.values.values(read, stated)
        # What is said to be empty is the array, not what stands in it.
        empty = says_empty(bullet.description) if bullet is not None and not read.item else None
        if values and source is not None:
            if empty and all(one.value for one in values) and bullet is not None:
                facts.inferred["enum"] = f"the page says: {empty}"
                values = (*values, Value("", empty, self.places.source(bullet)))
            return FieldType("string", values=values, values_source=source)
        if stated.enum and bullet is not None:
            listing = "only some of its values are" if lists_some(bullet) else "its values are not"
            message = f"{read.name} is an enum, but {listing} listed: any string is taken"
            self.places.warn_about(bullet, read.name, "enum-without-values", message)
            return FieldType("string")
        form = stated.form or (shape.stated.form if shape is not None and shape.stated else None)
        if form is None and stated.kind is None:
            found = string_form(read.name, samples)
            if found is None and read.item and not samples:
                reason = uuid_items(read.name, self.examples)
                found = ("uuid", reason) if reason is not None else None
            if found is not None:
                form, reason = found
                keywords = ("format", "maxLength", "pattern")
                for keyword in keywords[FORMS[form].format is None :]:
                    facts.inferred[keyword] = reason
                facts.note("pattern", "example", self.site.source(read.line), reason)
        if form is None:
            return FieldType("string")
        if stated.form is not None and bullet is not None:
            text = f"({bullet.annotation})"
            facts.note("pattern", "bullet", self.places.source(bullet), text)
        exact = ("",) if empty else ()
        if empty and bullet is not None:
            facts.inferred["pattern"] = f"the page says: {empty}"
        if form in ("uuid", "e164"):
            return FieldType("string", forms=(form,), exact=exact)
        if shape is not None and shape.stated is not None and shape.stated.form == "rfc3339":
            form = "rfc3339"
        self._add_times(form, samples, facts)
        if self.places.is_asked_for(read.page):
            self.timestamps.append((read.page, read.line, read.name))
        own = tuple(dict.fromkeys(sentinels(bullet.description))) if bullet is not None else ()
        return FieldType("string", forms=(UNSETTLED,), exact=(*own, *exact))

    def _add_times(self, form: str, samples: Sequence[Sample], facts: Facts) -> None:
        shown = [form] if form == "rfc3339" else []
        for sample in samples:
            own = time_form(sample.value) if isinstance(sample.value, str) else None
            if own is not None:
                shown.append(own)
                text = f'"{sample.value}"'
                facts.note("pattern", "example", self.site.source(sample.line), text)
        self.times = tuple(dict.fromkeys((*self.times, *shown)))
