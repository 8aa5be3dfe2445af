"""Families: structs of one page that the value of one field tells apart, as actions by type."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docs_extract.bullets import read_bullets
from docs_extract.page import Page, Section
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.sites import Site, Sites, label_name, slug
from docs_extract.skeleton import FieldShape
from docs_extract.struct import Evidence, Family, Field, FieldType, Struct, Value, Variant
from validator import hints, wording
from validator.finding import Finding, Severity, Source


@dataclass(frozen=True, slots=True)
class Member:
    """A struct that is one of a family, and the value it is told by."""

    site: Site
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Group:
    """The members of a family on a page, and the field that tells them apart.

    `base` is the struct that the page shows for all of them, None where it shows none.
    """

    page: Page
    field: str
    members: tuple[Member, ...]
    base: Site | None


def find_families(reference: Reference, sites: Sites) -> tuple[Group, ...]:
    """Return the families of all pages, before their structs are read."""
    found = []
    for page in reference.pages:
        own = [site for site in sites.on(page) if sites.has_name(site)]
        taken: list[Site] = []
        for field, members in _groups(own):
            base = _base([site for site in own if site not in taken], field, members)
            taken += [base] if base is not None else []
            found.append(Group(page, field, tuple(members), base))
    return tuple(found)


def told_by(families: Sequence[Group]) -> dict[str, str]:
    """Return the field that tells a struct from its family, by the struct's name."""
    return {member.site.name: group.field for group in families for member in group.members}


def with_families(
    reference: Reference, families: Sequence[Group], structs: Mapping[str, Struct]
) -> tuple[dict[str, Struct], list[Finding]]:
    """Return the structs with their families put together, and what is wrong with those.

    A member's discriminator becomes a constant. The struct that the page shows for all members, or
    a new one called like the page, chooses between them.
    """
    result = dict(structs)
    findings: list[Finding] = []
    for group in families:
        page, field, members = group.page, group.field, group.members
        if group.base is not None:
            found = _with_base(page, result, group.base, field, members)
        else:
            found = _without_base(page, result, field, members)
        if page.name in reference.given:
            findings += found
    return result, findings


def _groups(own: Sequence[Site]) -> Iterator[tuple[str, list[Member]]]:
    """Yield the fields that tell structs of a page apart, with those structs.

    The value is a struct's own name: its section's title or the end of its label says the same.
    """
    groups: dict[str, list[Member]] = {}
    for site in own:
        for field in site.shape.fields if site.shape is not None else ():
            value = field.shape.value if field.shape.kind == "literal" else None
            if isinstance(value, str) and value and _names(site, value):
                line = site.block.span(field.start, field.end).line
                groups.setdefault(field.name, []).append(Member(site, value, line))
    for name, members in groups.items():
        values = {member.value for member in members}
        if len(members) > 1 and len(values) == len(members):
            yield name, members


def _names(site: Site, value: str) -> bool:
    own = slug(value)
    titles = {slug(site.home.title), slug(site.section.title)}
    first = slug(site.home.title).split("_")[0]
    return bool(own) and (own in titles or site.name.endswith(f"_{own}") or own == first)


def _base(own: Sequence[Site], field: str, members: Sequence[Member]) -> Site | None:
    """Return the struct that a page shows for all members: it has all their fields."""
    inside = {id(member.site) for member in members}
    for site in own:
        if id(site) in inside or site.shape is None:
            continue
        shapes = {one.name: one.shape for one in site.shape.fields}
        if field not in shapes or shapes[field].kind == "literal":
            continue
        if all(_field_names(member.site) <= set(shapes) for member in members):
            return site
    return None


def _field_names(site: Site) -> set[str]:
    return {one.name for one in _shown(site)}


def _shown(site: Site) -> tuple[FieldShape, ...]:
    return site.shape.fields if site.shape is not None else ()


def _with_base(
    page: Page, structs: dict[str, Struct], base: Site, field: str, members: Sequence[Member]
) -> list[Finding]:
    """Put a family together whose page shows a struct for all of it."""
    findings: list[Finding] = []
    whole = structs[base.name]
    known = [value.value for one in whole.fields if one.name == field for value in one.type.values]
    variants = []
    for member in members:
        value, problem = _spelled(page, member, field, known)
        findings += problem
        own = structs[member.site.name]
        names = _field_names(member.site)
        left_out = tuple(
            _left_out(one, f"the skeleton of {own.name} leaves it out (line {member.line})")
            for one in whole.fields
            if one.name not in names
        )
        fields = tuple(_constant(one, field, value, member) for one in own.fields)
        structs[own.name] = replace(own, fields=(*fields, *left_out))
        variants.append(_variant(structs[own.name], field, value, member))
    everywhere = set.intersection(*(_field_names(member.site) for member in members))
    shown = []
    for one in whole.fields:
        kinds = [
            part.type for variant in variants for part in variant.fields if part.name == one.name
        ]
        if not all(_admits(one.type, kind) for kind in kinds):
            one = replace(one, type=_wide([one.type, *kinds]))
        reason = f"not every {field} has it (the skeletons of {base.name}'s members)"
        shown.append(one if one.name in everywhere else _left_out(one, reason))
    structs[base.name] = replace(whole, fields=tuple(shown), family=Family(field, tuple(variants)))
    told = {variant.value for variant in variants}
    if lacking := [value for value in known if value not in told]:
        message = f"no struct of the page shows what {field} {wording.choice(lacking)} has"
        span = page.whole_line(base.section.line)
        findings.append(remark(page, span, "open-object", message, severity=Severity.NOTE))
    return findings


def _without_base(
    page: Page, structs: dict[str, Struct], field: str, members: Sequence[Member]
) -> list[Finding]:
    """Put a family together whose page shows only its members."""
    variants = []
    for member in members:
        own = structs[member.site.name]
        fields = tuple(_constant(one, field, member.value, member) for one in own.fields)
        structs[own.name] = replace(own, fields=fields)
        variants.append(_variant(structs[own.name], field, member.value, member))
    top = page.sections[0] if page.sections[0].title else page.sections[-1]
    top = next((one for one in page.sections if one.labels), top)
    name = _family_name(top)
    if name in structs:
        message = f"the family told by {field} would be called {name}, as another struct is"
        span = page.whole_line(top.line)
        return [remark(page, span, "duplicate-struct", message)]
    source = page.source(top.line, top.label)
    structs[name] = Struct(
        name,
        top.title,
        f"One of {wording.plural(len(members), 'struct')}, told by {field}.",
        source,
        _common_fields(structs, top, source, field, members, tuple(variants)),
        family=Family(field, tuple(variants)),
    )
    return []


def _family_name(top: Section) -> str:
    names = (label_name(label) for label in top.labels)
    return next((name for name in names if name), slug(top.title) or "family")


def _common_fields(
    structs: Mapping[str, Struct],
    top: Section,
    whole: Source,
    field: str,
    members: Sequence[Member],
    variants: tuple[Variant, ...],
) -> tuple[Field, ...]:
    """Return the fields of a family: the discriminator, and what its members have besides."""
    found: dict[str, list[Field]] = {}
    for member in members:
        for one in structs[member.site.name].fields:
            found.setdefault(one.name, []).append(one)
    values = tuple(
        Value(variant.value, structs[variant.struct].description, variant.source)
        for variant in variants
    )
    described = {one.name: one for one in read_bullets(top.blocks)}
    fields = []
    for name, several in found.items():
        first = several[0]
        optional = len(several) < len(members) or any(one.optional for one in several)
        if name == field:
            kind = FieldType("string", values=values, values_source=variants[0].source)
        elif all(one.type == first.type for one in several):
            kind = first.type
        else:
            kind = _wide([one.type for one in several])
        bullet = described.get(name)
        text = bullet.description if bullet is not None else ""
        source = replace(whole, line=bullet.line) if bullet is not None else first.source
        fields.append(Field(name, kind, text, source, optional))
    return tuple(fields)


def _admits(wide: FieldType, kind: FieldType) -> bool:
    return wide.kind in (kind.kind, "any") and (wide.nullable or not kind.nullable)


def _wide(kinds: Sequence[FieldType]) -> FieldType:
    """Return a type that admits whatever one of several does."""
    nullable = any(one.nullable for one in kinds)
    if len({one.kind for one in kinds}) > 1:
        return FieldType("any")
    return FieldType(kinds[0].kind, open=kinds[0].kind == "object", nullable=nullable)


def _variant(struct: Struct, field: str, value: str, member: Member) -> Variant:
    fields = tuple(
        one for one in struct.fields if one.name != field and one.name in _field_names(member.site)
    )
    return Variant(value, struct.name, fields, member.site.source(member.line))


def _spelled(
    page: Page, member: Member, field: str, known: Sequence[str]
) -> tuple[str, list[Finding]]:
    """Return a member's constant as the table of values spells it."""
    if not known or member.value in known:
        return member.value, []
    alike = [value for value in known if slug(value) == slug(member.value)]
    span = page.find(member.line, member.value)
    if alike:
        message = (
            f"{field} is {wording.value(member.value)} here and {wording.value(alike[0])} in the "
            "table of values: the table counts"
        )
        warning = remark(page, span, "constant-conflict", message, severity=Severity.WARNING)
        return alike[0], [warning]
    match = hints.nearest(member.value, known)
    message = f"{field} is {wording.value(member.value)} here, which the table of values lacks"
    hint = f"did you mean {match}?" if match else None
    return member.value, [remark(page, span, "constant-conflict", message, hint=hint)]


def _constant(field: Field, name: str, value: str, member: Member) -> Field:
    if field.name != name:
        return field
    inferred = {key: why for key, why in field.inferred if key not in ("type", "enum")}
    if field.type.constant is None:
        inferred["const"] = f"the page shows one struct for each {name} (line {member.line})"
    source = member.site.source(member.line)
    note = Evidence("const", "sample", source, wording.value(value))
    return replace(
        field,
        type=FieldType("string", constant=value),
        inferred=tuple(sorted(inferred.items())),
        evidence=(*field.evidence, note),
    )


def _left_out(field: Field, reason: str) -> Field:
    if field.optional:
        return field
    inferred = {**dict(field.inferred), "optional": reason}
    return replace(field, optional=True, inferred=tuple(sorted(inferred.items())))
