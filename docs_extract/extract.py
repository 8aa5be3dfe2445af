"""Pages -> structs: the whole way from a reference to what it says, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docs_extract.mapping import find_mapping
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.rules import find_rules
from docs_extract.sites import find_sites
from docs_extract.struct import OUTCOME_SUFFIX, FieldType, Struct
from docs_extract.structs import Built, build, walk_fields
from validator.finding import Finding


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reference says.

    `structs` are all structs at hand by name, those of neighbouring pages included; `given` are
    the names of those on the pages that were asked for. `built` holds the parts of the given ones.
    """

    reference: Reference
    structs: dict[str, Struct]
    given: tuple[str, ...]
    built: tuple[Built, ...]
    findings: tuple[Finding, ...]


def extract(reference: Reference) -> Extraction:
    """Return the structs of a reference, with mappings and rules, and the findings on the way."""
    sites, clashes = find_sites(reference)
    findings = [*reference.findings, *clashes]
    structs: dict[str, Struct] = {}
    built = []
    for site in sites.by_name.values():
        one = build(reference, sites, site)
        if one.struct is not None:
            structs[site.name] = one.struct
        if site.page.name in reference.given:
            built.append(one)
            findings += one.findings
    given = tuple(one.struct.name for one in built if one.struct is not None)
    # Neighbours get theirs too: what embeds them must embed what their own file says.
    for name, struct in list(structs.items()):
        mapping, gaps = find_mapping(reference, struct, structs)
        if mapping is not None and name + OUTCOME_SUFFIX in structs:
            site = sites.by_name[name + OUTCOME_SUFFIX]
            span = site.page.whole_line(site.section.line)
            message = f"{name} has a mapping, whose schema would be called {site.name} too"
            gaps.append(remark(site.page, span, "duplicate-struct", message))
            mapping = None
        structs[name] = replace(struct, mapping=mapping)
        findings += gaps if name in given else []
    for one in built:
        findings += _unreadable_references(one, structs)
    rules, problems = find_rules(reference, structs, given)
    findings += problems
    for name, found in rules.items():
        structs[name] = replace(structs[name], rules=found)
    return Extraction(reference, structs, given, tuple(built), tuple(findings))


def _unreadable_references(built: Built, structs: dict[str, Struct]) -> Iterator[Finding]:
    """Yield the fields that are a struct whose own skeleton cannot be read."""
    for field in walk_fields(built.struct.fields if built.struct else ()):
        name = field.type.struct
        if name is not None and name not in structs:
            page = built.site.page
            span = page.find(field.source.line, field.name)
            message = f"{field.name} refers to {name}, whose skeleton cannot be read"
            yield remark(page, span, "broken-reference", message)


def references_of(struct: Struct) -> Iterator[str]:
    """Yield the names of the structs that a struct's fields are, in page order."""
    pending = [field.type for field in reversed(struct.fields)]
    while pending:
        kind: FieldType = pending.pop()
        if kind.struct is not None:
            yield kind.struct
        if kind.items is not None:
            pending.append(kind.items)
        pending.extend(field.type for field in reversed(kind.fields))
