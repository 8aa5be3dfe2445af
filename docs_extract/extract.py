"""Pages -> structs: the whole way from a reference to what it says, and what is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from docs_extract.collection import uncollected
from docs_extract.examples import Example, read_page_examples
from docs_extract.families import find_families, told_by, with_families
from docs_extract.mapping import find_mapping
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.rules import find_rules
from docs_extract.settle import null_is_settled, settle
from docs_extract.sites import find_sites
from docs_extract.strays import unused_bullets
from docs_extract.struct import OUTCOME_SUFFIX, FieldType, Struct, walk_fields
from docs_extract.structs import Built, build
from docs_extract.times import settle_times
from validator.config.config import Settlement
from validator.finding import Finding


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a reference says.

    `structs` are all structs at hand by name, those of neighbouring pages included; `given` are
    the names of those on the pages that were asked for. `built` holds the parts of the given ones,
    `neighbours` those of the others.
    """

    reference: Reference
    structs: dict[str, Struct]
    given: tuple[str, ...]
    built: tuple[Built, ...]
    findings: tuple[Finding, ...]
    neighbours: tuple[Built, ...]


@uncollected()
def extract(reference: Reference, settlements: Sequence[Settlement] = ()) -> Extraction:
    """Return the structs of a reference, with mappings and rules, and the findings on the way.

    `settlements` end conflicts that the pages leave open.
    """
    sites, clashes = find_sites(reference)
    findings = [*reference.findings, *clashes]
    examples: dict[int, tuple[Example, ...]] = {}
    for page in reference.pages:
        own, problems = read_page_examples(page, sites)
        examples |= own
        findings += problems if page.name in reference.given else []
    families = find_families(reference, sites)
    told = told_by(families)
    structs: dict[str, Struct] = {}
    built: list[Built] = []
    neighbours: list[Built] = []
    for page in reference.pages:
        ones = [
            build(
                reference,
                sites,
                site,
                examples[id(site.section)],
                told.get(site.name),
                null_is_settled(site.name, settlements),
            )
            for site in sites.on(page)
            if sites.has_name(site)
        ]
        ones, notes = settle_times(page, ones)
        structs |= {
            one.site.name: settle(one.struct, settlements) for one in ones if one.struct is not None
        }
        if page.name in reference.given:
            built += ones
            findings += [finding for one in ones for finding in one.findings] + notes
        else:
            neighbours += ones
    structs, clashes = with_families(reference, families, structs)
    findings += clashes
    whole = [struct.source for struct in structs.values() if struct.family is not None]
    findings += unused_bullets(reference, sites, [*built, *neighbours], whole)
    given = tuple(name for name, struct in structs.items() if struct.source.page in reference.given)
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
    return Extraction(
        reference, structs, given, tuple(built), tuple(dict.fromkeys(findings)), tuple(neighbours)
    )


def _unreadable_references(built: Built, structs: dict[str, Struct]) -> Iterator[Finding]:
    """Yield the fields that are a struct whose own skeleton cannot be read."""
    for _, field in walk_fields(built.struct.fields if built.struct else ()):
        name = field.type.struct
        if name is not None and name not in structs:
            page = built.site.page
            span = page.find(field.source.line, field.name)
            message = f"{field.name} refers to {name}, whose skeleton cannot be read"
            yield remark(page, span, "broken-reference", message)


def references_of(struct: Struct) -> Iterator[str]:
    """Yield the names of the structs that a struct's fields are, in page order."""
    pending = [*reversed(list(struct.types()))]
    while pending:
        kind: FieldType = pending.pop()
        if kind.struct is not None:
            yield kind.struct
        pending.extend(reversed(list(kind.inner())))
