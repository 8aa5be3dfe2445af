"""Changes of a struct that many others hold: told in full once, and named where they come through.

A change of an embedded struct is a change of all that hold it. What is the same in all, by its
fingerprint and by whom it breaks, is told where the struct itself is compared, or else in the first
struct that holds it. Where it breaks others through a holder it is told there too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from docs_extract.compare.change import Change, Comparison

Homes = Mapping[tuple[str, tuple[str, ...]], Comparison]
"""The comparison that tells a change in full, by the change's fingerprint and whom it breaks."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Changes of an embedded struct that came through some fields, and the struct to see."""

    embedded: str
    through: tuple[str, ...]
    see: str
    changes: tuple[Change, ...]


def homes_of(comparisons: Iterable[Comparison]) -> Homes:
    """Return which comparison tells each change in full."""
    homes: dict[tuple[str, tuple[str, ...]], Comparison] = {}
    own = set()
    for comparison in comparisons:
        for change in comparison.changes:
            key = (change.fingerprint, change.breaks)
            if key not in homes or (change.embedded is None and key not in own):
                homes[key] = comparison
            if change.embedded is None:
                own.add(key)
    return homes


def split(comparison: Comparison, homes: Homes) -> tuple[tuple[Change, ...], tuple[Elsewhere, ...]]:
    """Return the changes that a comparison tells in full, and those that another one tells."""
    mine: list[Change] = []
    groups: dict[tuple[str, tuple[str, ...], str], list[Change]] = {}
    for change in comparison.changes:
        home = homes.get((change.fingerprint, change.breaks), comparison)
        if home is comparison or change.embedded is None:
            mine.append(change)
        else:
            key = (change.embedded, change.through, home.struct)
            groups.setdefault(key, []).append(change)
    return tuple(mine), tuple(Elsewhere(*key, tuple(group)) for key, group in groups.items())


def told(comparisons: Sequence[Comparison]) -> Iterator[tuple[Comparison, Change]]:
    """Yield the changes that are told in full, each with the comparison that tells it."""
    homes = homes_of(comparisons)
    for comparison in comparisons:
        for change in split(comparison, homes)[0]:
            yield comparison, change


def holders_of(comparisons: Sequence[Comparison]) -> Mapping[tuple[str, str], list[str]]:
    """Return the structs that a change comes to besides, each with the fields it comes through.

    They are found by the struct that tells the change, and the change's fingerprint.
    """
    homes = homes_of(comparisons)
    holders: dict[tuple[str, str], list[str]] = {}
    for comparison in comparisons:
        for elsewhere in split(comparison, homes)[1]:
            for change in elsewhere.changes:
                holder = f"{comparison.struct} through {', '.join(elsewhere.through)}"
                holders.setdefault((elsewhere.see, change.fingerprint), []).append(holder)
    return holders
