"""How many findings there are of each kind, and where the first ones stand."""

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from validator.finding import Finding, Span
from validator.report import Count, Kind, Place

MOST_PLACES = 3
"""Places that are kept of each kind of finding: the first ones."""

_INDEX = re.compile(r"/[0-9]+(?=/|$)")


MOST_KINDS = 1000
"""Kinds that are counted one by one; the fields of others are counted together."""

OTHERS = "(other fields)"


def count_kinds(findings: Sequence[Finding], days: Sequence[str | None] = ()) -> dict[Kind, Count]:
    """Return how often each kind of finding is among findings, in the order they are first met.

    `days` are when the documents of the findings were made, None where that is not known.
    """
    kinds: dict[Kind, list[tuple[Finding, str | None]]] = {}
    for finding, day in itertools.zip_longest(findings, days):
        kind = Kind(finding.code, finding.severity, field_of(finding))
        kinds.setdefault(kind, []).append((finding, day))
    return {
        kind: Count(
            len(found),
            tuple(_place(finding) for finding, _ in found[:MOST_PLACES]),
            Counter(day for _, day in found if day is not None),
        )
        for kind, found in kinds.items()
    }


def _place(finding: Finding) -> Place:
    span = finding.span or Span(1, 1, 1, 1)
    return Place(finding.file or "", span.line, span.column, finding.document or 1)


def field_of(finding: Finding) -> str:
    """Return what a finding is counted under: its pointer, and for a missing field that field's."""
    pointer = finding.pointer
    if finding.code == "required" and isinstance(finding.expected, str):
        pointer += "/" + finding.expected.replace("~", "~0").replace("/", "~1")
    return _INDEX.sub("/*", pointer)


def add_counts(
    counts: dict[Kind, Count], more: dict[Kind, Count], most: int = MOST_KINDS
) -> dict[Kind, Count]:
    """Return the counts of two stretches, of which `more` is the later one, of `most` kinds.

    A log in which each record has another unknown field does not fill the memory.
    """
    added = dict(counts)
    for kind, one in more.items():
        if kind not in added and len(added) >= most:
            kind = Kind(kind.code, kind.severity, OTHERS)
        known = added.get(kind, Count(0, ()))
        places = (known.places + one.places)[:MOST_PLACES]
        days = known.days
        if one.days:
            days = {**days, **{day: days.get(day, 0) + n for day, n in one.days.items()}}
        added[kind] = Count(known.number + one.number, places, days)
    return added


def most_frequent(counts: dict[Kind, Count]) -> list[tuple[Kind, Count]]:
    """Return the kinds of findings, the most frequent first; of equal ones the first met."""
    return sorted(counts.items(), key=lambda one: -one[1].number)
