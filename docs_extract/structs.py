"""One struct out of its parts: skeleton, bullets, tables, examples; conflicts are findings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docs_extract.bullets import Bullet, read_bullets
from docs_extract.examples import Example, read_examples
from docs_extract.forms import FORMS
from docs_extract.infer import Sample, left_out, string_form, whole_number
from docs_extract.page import CodeBlock, Page, Paragraph, Section, blocks_of
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.sites import Site, Sites
from docs_extract.skeleton import FieldShape, Shape, SkeletonError, read_skeleton
from docs_extract.struct import Field, FieldType, Struct, Value
from docs_extract.tables import ValueTable, value_table
from validator import hints, wording
from validator.finding import Finding, Severity, Source, Span

_LONGEST_BULLET = 20


@dataclass(frozen=True, slots=True)
class Built:
    """A struct with its examples, and what was wrong with the page's account of it."""

    site: Site
    struct: Struct | None
    examples: tuple[Example, ...]
    findings: tuple[Finding, ...]


def build(reference: Reference, sites: Sites, site: Site) -> Built:
    """Return the struct that a section shows."""
    builder = _Builder(reference, sites, site)
    struct = builder.struct()
    return Built(site, struct, builder.examples, tuple(builder.findings))


class _Builder:
    """Builds one struct and collects what is wrong with it."""

    def __init__(self, reference: Reference, sites: Sites, site: Site) -> None:
        self.reference = reference
        self.sites = sites
        self.site = site
        self.page = site.page
        self.examples, self.findings = read_examples(site.page, site.section, site.block)

    def struct(self) -> Struct | None:
        site = self.site
        try:
            skeleton = read_skeleton(site.block.text)
        except SkeletonError as error:
            span = site.block.span(error.start, error.start + 1)
            message = f"the skeleton of {site.name} cannot be read: {error}"
            self.findings.append(remark(self.page, span, "skeleton-syntax", message))
            return None
        for repair in skeleton.repairs:
            span = site.block.span(repair.start, repair.end)
            self._warn(span, "skeleton-repair", f"mended in the skeleton: {repair.message}")
        objects = [
            Sample(example.value, example.block.line)
            for example in self.examples
            if isinstance(example.value, dict)
        ]
        bullets = read_bullets(site.section.blocks)
        fields = self._fields(skeleton.shape, bullets, objects)
        return Struct(
            site.name,
            site.section.title,
            _description(site.section),
            site.source(site.section.line),
            fields,
        )

    def _fields(
        self, shape: Shape, bullets: Sequence[Bullet], objects: Sequence[Sample]
    ) -> tuple[Field, ...]:
        described: dict[str, Bullet] = {}
        for bullet in bullets:
            first = described.setdefault(bullet.name, bullet)
            if first is not bullet:
                span = self.page.find(bullet.line, bullet.name)
                message = f"{bullet.name} is described in line {first.line} already"
                self._warn(span, "duplicate-bullet", message)
        fields = tuple(self._field(one, described.get(one.name), objects) for one in shape.fields)
        names = [field.name for field in fields]
        for bullet in bullets:
            if bullet.name not in names:
                span = self.page.find(bullet.line, bullet.name)
                match = hints.nearest(bullet.name, names)
                self._warn(
                    span,
                    "bullet-without-field",
                    f"{bullet.name} is described, but the skeleton does not have it",
                    hint=f"did you mean {match}?" if match else None,
                )
        return fields

    def _field(
        self,
        shape: FieldShape,
        bullet: Bullet | None,
        objects: Sequence[Sample],
        *,
        nested: bool = False,
    ) -> Field:
        span = self.site.block.span(shape.start, shape.end)
        if bullet is not None:
            for label in bullet.references:
                self._check_reference(shape.name, bullet.line, label)
        if bullet is None and not nested:
            self._warn(
                span,
                "field-without-bullet",
                f"{shape.name} is in the skeleton, but no bullet describes it",
                hint=f"add a bullet: * {shape.name}: ...",
            )
        elif bullet is not None and bullet.annotation is not None:
            message = f"the type of {shape.name} in brackets is not read: ({bullet.annotation})"
            found = self.page.find(bullet.line, bullet.name)
            self.findings.append(remark(self.page, found, "annotation-not-read", message))
        samples = [
            Sample(one.value[shape.name], one.line) for one in objects if shape.name in one.value
        ]
        inferred: dict[str, str] = {}
        kind = self._type(shape.name, shape.shape, bullet, samples, inferred)
        optional = left_out(shape.name, objects)
        if optional:
            inferred["optional"] = optional
        return Field(
            shape.name,
            kind,
            bullet.description if bullet else "",
            self.site.source(bullet.line if bullet else span.line),
            optional is not None,
            tuple(sorted(inferred.items())),
        )

    def _type(
        self,
        name: str,
        shape: Shape,
        bullet: Bullet | None,
        samples: Sequence[Sample],
        inferred: dict[str, str],
    ) -> FieldType:
        if shape.kind == "object":
            return self._object(shape, bullet, samples, inferred)
        if shape.kind == "array":
            item = shape.items[0] if shape.items else Shape("unknown", shape.start, shape.end, "")
            inside = [
                Sample(value, sample.line)
                for sample in samples
                if isinstance(sample.value, list)
                for value in sample.value
            ]
            return FieldType("array", items=self._type(name, item, bullet, inside, inferred))
        if shape.kind == "literal":
            line = self.site.block.span(shape.start, shape.end).line
            return self._literal(
                name, shape, bullet, [Sample(shape.value, line), *samples], inferred
            )
        if shape.kind == "unknown":
            if shape.value:
                span = self.site.block.span(shape.start, shape.end)
                message = f"the placeholder {shape.value} of {name} names no type callspec reads"
                self.findings.append(remark(self.page, span, "unknown-placeholder", message))
            return FieldType("any")
        return self._scalar(name, shape.kind, bullet, samples, inferred)

    def _literal(
        self,
        name: str,
        shape: Shape,
        bullet: Bullet | None,
        samples: Sequence[Sample],
        inferred: dict[str, str],
    ) -> FieldType:
        """Return the type of a field that the skeleton shows by a sample instead of a type."""
        if isinstance(shape.value, bool):
            kind = "boolean"
        elif isinstance(shape.value, (int, float)):
            kind = "number"
        elif isinstance(shape.value, str):
            kind = "string"
        else:
            span = self.site.block.span(shape.start, shape.end)
            message = f"the skeleton shows null for {name} instead of a type"
            self.findings.append(remark(self.page, span, "unknown-placeholder", message))
            return FieldType("any")
        inferred["type"] = "the skeleton shows a sample instead of a type"
        return self._scalar(name, kind, bullet, samples, inferred)

    def _scalar(
        self,
        name: str,
        kind: str,
        bullet: Bullet | None,
        samples: Sequence[Sample],
        inferred: dict[str, str],
    ) -> FieldType:
        if kind == "number" and (reason := whole_number(samples)):
            inferred["type"] = reason
            return FieldType("integer")
        if kind != "string":
            return FieldType(kind)
        table, source = self._values(name, bullet)
        if table is not None and source is not None:
            values = tuple(
                Value(one.value, one.meaning, Source(source.page, one.line, source.label))
                for one in table.values
            )
            return FieldType("string", values=values, values_source=source)
        found = string_form(name, samples)
        if found is None:
            return FieldType("string")
        form, reason = found
        for keyword in ("format", "maxLength", "pattern")[FORMS[form].format is None :]:
            inferred[keyword] = reason
        return FieldType("string", form=form)

    def _values(self, name: str, bullet: Bullet | None) -> tuple[ValueTable | None, Source | None]:
        """Return the table of values that a field's bullet leads to, and where it stands."""
        for label in reversed(bullet.references if bullet else ()):
            target = self.reference.find(label)
            if target is None:
                continue
            table = value_table(blocks_of(target.section.blocks))
            if table is not None:
                self._check_values(target.page, table)
                return table, target.page.source(table.line, label)
            span = self._find(bullet.line, label) if bullet else self.page.whole_line(1)
            if self.sites.of(target.section) is not None:
                message = f"{name} is a string in the skeleton, but {label} is a struct"
                self.findings.append(remark(self.page, span, "type-conflict", message))
            else:
                message = f"{label} lists no values for {name}"
                self._warn(span, "reference-without-values", message)
        return None, None

    def _check_values(self, page: Page, table: ValueTable) -> None:
        for value in table.repeated:
            message = f"{wording.value(value.value)} stands twice in the table of values"
            span = page.whole_line(value.line)
            self.findings.append(
                remark(page, span, "duplicate-value", message, severity=Severity.WARNING)
            )

    def _object(
        self,
        shape: Shape,
        bullet: Bullet | None,
        samples: Sequence[Sample],
        inferred: dict[str, str],
    ) -> FieldType:
        for label in reversed(bullet.references if bullet else ()):
            target = self.reference.find(label)
            if target is None:
                inferred["$ref"] = f"{label} leads to no page at hand: any object is taken"
            site = self.sites.of(target.section) if target else None
            if site is not None and self.sites.by_name[site.name] is site:
                return FieldType("object", struct=site.name)
            if site is not None and bullet is not None:
                span = self._find(bullet.line, label)
                message = f"{bullet.name} refers to one of two structs called {site.name}"
                self.findings.append(remark(self.page, span, "duplicate-struct", message))
            elif target is not None and bullet is not None:
                span = self._find(bullet.line, label)
                message = f"{label} shows no struct for {bullet.name}"
                self._warn(span, "reference-without-values", message)
        objects = [sample for sample in samples if isinstance(sample.value, dict)]
        fields = tuple(self._field(one, None, objects, nested=True) for one in shape.fields)
        return FieldType("object", fields=fields, open=shape.elided or not shape.fields)

    def _check_reference(self, name: str, line: int, label: str) -> None:
        if self.reference.find(label) is not None:
            return
        span = self._find(line, label)
        match = hints.nearest(label, self.reference.labels)
        hint = f"did you mean {match}?" if match else "give the page it stands on as well"
        message = f"{name} refers to {label}, which no page at hand has"
        self.findings.append(remark(self.page, span, "broken-reference", message, hint=hint))

    def _find(self, line: int, label: str) -> Span:
        """Return where a bullet that begins at `line` names a label; it may be wrapped."""
        return self.page.find(line, label, line + _LONGEST_BULLET)

    def _warn(self, span: Span, code: str, message: str, hint: str | None = None) -> None:
        self.findings.append(
            remark(self.page, span, code, message, severity=Severity.WARNING, hint=hint)
        )


def _description(section: Section) -> str:
    """Return the first paragraph of a section, what stands before its skeleton."""
    for block in section.blocks:
        if isinstance(block, Paragraph):
            return block.text
        if isinstance(block, CodeBlock):
            break
    return ""


def walk_fields(fields: Sequence[Field]) -> Iterator[Field]:
    """Yield fields with those inside objects and arrays."""
    for field in fields:
        yield field
        kind: FieldType | None = field.type
        while kind is not None:
            yield from walk_fields(kind.fields)
            kind = kind.items
