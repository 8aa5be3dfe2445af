"""Mapping tables -> how the reason another resource ended with decides a field."""

from collections import Counter
from collections.abc import Mapping as MappingType
from collections.abc import Sequence

from docs_extract.page import Page, blocks_of
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.sites import slug
from docs_extract.struct import Field, Mapping, Struct
from docs_extract.tables import MappingTable, mapping_tables
from validator import wording
from validator.finding import Finding, Severity


def find_mapping(
    reference: Reference, struct: Struct, structs: MappingType[str, Struct]
) -> tuple[Mapping | None, list[Finding]]:
    """Return the mapping of a struct's page, and what is missing from it.

    It stands in the section that lists the values of the field it decides. The first column's
    header names the other resource and its field: "Call hangup reason" is `hangup_reason` of a
    call. Where there are several, the first counts, and the others are reported.
    """
    found: Mapping | None = None
    findings: list[Finding] = []
    seen: set[tuple[str, int]] = set()
    for field in struct.fields:
        source = field.type.values_source
        target = reference.find(source.label) if source and source.label else None
        if target is None:
            continue
        values = [value.value for value in field.type.values]
        for table in mapping_tables(blocks_of(target.section.blocks), values):
            place = (target.page.name, table.line)
            if place in seen:
                continue
            seen.add(place)
            if found is not None:
                findings.append(_second(target.page, table, struct, found))
                continue
            conflicts = _conflicts(target.page, table, values)
            if conflicts:
                return None, conflicts
            label = source.label if source else None
            found = _mapping(target.page, label, struct, field, table, structs)
            findings += _gaps(target.page, table, found)
    return found, findings


def _second(page: Page, table: MappingTable, struct: Struct, first: Mapping) -> Finding:
    """Return that a table maps nothing, since a struct has a mapping already."""
    message = (
        f"callspec reads one mapping of {struct.name}, that of {first.source.page}:"
        f"{first.source.line}: this one is not in the contract"
    )
    span = page.whole_line(table.line)
    return remark(page, span, "mapping-incomplete", message, severity=Severity.WARNING)


def _mapping(
    page: Page,
    label: str | None,
    struct: Struct,
    field: Field,
    table: MappingTable,
    structs: MappingType[str, Struct],
) -> Mapping:
    words = slug(table.key).split("_")
    inferred: dict[str, str] = {}
    when: tuple[tuple[str, str], ...] = ()
    pointer, key = _link(struct, words[0])
    reason = slug(table.key)
    if pointer is not None:
        kind, reference = pointer
        when = ((kind, words[0]),)
        reason = "_".join(words[1:]) or reason
        inferred["when"] = f"the header says {table.key}, and {kind} has the value {words[0]}"
        inferred["reference"] = f"{reference} stands beside {kind}"
        inferred["key"] = f"the {words[0]} is known by its id"
    other = structs.get(words[0])
    named = next((one for one in other.fields if one.name == reason), None) if other else None
    known = named.type if named is not None and named.type.values else None
    return Mapping(
        field=field.name,
        reason=reason,
        when=when,
        reference=pointer[1] if pointer else None,
        key=key,
        rows=tuple(dict(table.rows).items()),
        otherwise=table.otherwise,
        reasons=tuple(one.value for one in known.values) if known else None,
        source=page.source(table.line, label),
        reasons_source=known.values_source if known else None,
        inferred=tuple(sorted(inferred.items())),
    )


def _link(struct: Struct, word: str) -> tuple[tuple[str, str] | None, str | None]:
    """Return the fields that say what a struct refers to and which one, and the key over there."""
    names = {field.name for field in struct.fields}
    for field in struct.fields:
        if not field.name.endswith("_type"):
            continue
        reference = field.name.removesuffix("_type") + "_id"
        if reference in names and word in [value.value for value in field.type.values]:
            return (field.name, reference), "id"
    return None, None


def _conflicts(page: Page, table: MappingTable, values: Sequence[str]) -> list[Finding]:
    """Return what makes a mapping table useless: results that no table has, and contradictions."""
    messages = []
    results = dict.fromkeys(result for _, result in table.rows)
    others = [one for one in (table.otherwise, *table.again) if one is not None]
    results |= dict.fromkeys(others)
    if unknown := [result for result in results if result not in values]:
        messages.append(
            f"the mapping gives {wording.choice(unknown)}, which no table of values has"
        )
    first: dict[str, str] = {}
    for key, result in table.rows:
        if first.setdefault(key, result) != result:
            shown = wording.choice([first[key], result])
            messages.append(f"the mapping gives {shown} for {wording.value(key)}")
    if len(different := list(dict.fromkeys(others))) > 1:
        messages.append(f"the mapping gives {wording.choice(different)} for all others")
    span = page.whole_line(table.line)
    return [remark(page, span, "mapping-conflict", message) for message in messages]


def _gaps(page: Page, table: MappingTable, mapping: Mapping) -> list[Finding]:
    """Return what a mapping table has twice, leaves open, or maps though no table has it."""
    span = page.whole_line(table.line)
    listed = [key for key, _ in table.rows]
    findings = [
        remark(
            page,
            span,
            "duplicate-value",
            f"{wording.value(key)} stands {times} times in the mapping",
            severity=Severity.WARNING,
        )
        for key, times in Counter(listed).items()
        if times > 1
    ]
    if mapping.reasons is None:
        return findings
    if unknown := [key for key in listed if key not in mapping.reasons]:
        message = f"the mapping has {wording.choice(unknown)}, which {mapping.reason} does not have"
        findings.append(remark(page, span, "mapping-incomplete", message))
    missing: Sequence[str] = [one for one in mapping.reasons if one not in listed]
    if missing and mapping.otherwise is None:
        message = f"the mapping says nothing about {wording.choice(missing)}"
        findings.append(
            remark(page, span, "mapping-incomplete", message, severity=Severity.WARNING)
        )
    return findings
