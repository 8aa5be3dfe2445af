"""How many findings there are of each kind, and where the first ones stand."""

import re
from collections.abc import Sequence

from validator.finding import Finding, Span
from validator.report import Count, Kind, Place

MOST_PLACES = 3
"""Places that are kept of each kind of finding: the first ones."""

_INDEX = re.compile(r"/[0-9]+(?=/|$)")


def count_kinds(findings: Sequence[Finding]) -> dict[Kind, Count]:
    """Return how often each kind of finding is among findings, in the order they are first met."""
    places: dict[Kind, list[Place]] = {}
    numbers: dict[Kind, int] = {}
    for finding in findings:
        kind = Kind(finding.code, finding.severity, field_of(finding))
        numbers[kind] = numbers.get(kind, 0) + 1
        known = places.setdefault(kind, [])
        if len(known) < MOST_PLACES:
            span = finding.span or Span(1, 1, 1, 1)
            known.append(Place(finding.file or "", span.line, span.column, finding.document or 1))
    return {kind: Count(number, tuple(places[kind])) for kind, number in numbers.items()}


def field_of(finding: Finding) -> str:
    """Return what a finding is counted under: its pointer, and for a missing field that field's."""
    pointer = finding.pointer
    if finding.code == "required" and isinstance(finding.expected, str):
        pointer += "/" + finding.expected.replace("~", "~0").replace("/", "~1")
    return _INDEX.sub("/*", pointer)


def add_counts(counts: dict[Kind, Count], more: dict[Kind, Count]) -> dict[Kind, Count]:
    """Return the counts of two stretches, of which `more` is the later one."""
    added = dict(counts)
    for kind, count_ in more.items():
        known = added.get(kind, Count(0, ()))
        places = (known.places + count_.places)[:MOST_PLACES]
        added[kind] = Count(known.number + count_.number, places)
    return added


def most_frequent(counts: dict[Kind, Count]) -> list[tuple[Kind, Count]]:
    """Return the kinds of findings, the most frequent first; of equal ones the first met."""
    return sorted(counts.items(), key=lambda one: -one[1].number)
