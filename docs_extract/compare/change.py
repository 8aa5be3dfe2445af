"""A change of a contract as plain data: what changed, where, whom it breaks, and the proof."""

import enum
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from validator.finding import Finding, Source


class _Absent:
    """The type of `ABSENT`, which null cannot stand for: null is a JSON value."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()
"""What a change is from where something came, and to where something went."""


class Policy(enum.StrEnum):
    """What counts as harmless.

    `lenient`: readers pass over fields they do not know, and writers send only fields that the page
    shows, so that an added optional field breaks nobody. `strict`: the sets of valid payloads
    decide, and nothing else.
    """

    LENIENT = "lenient"
    STRICT = "strict"


class Step(enum.StrEnum):
    """How much a version differs from the one before (Semantic Versioning 2.0.0, item 2)."""

    MAJOR = "major"
    MINOR = "minor"
    PATCH = "patch"


class Proof(enum.StrEnum):
    """What a verdict rests on."""

    WITNESS = "witness"
    """A payload that one version accepts and the other refuses."""
    CONTAINMENT = "containment"
    """Every payload of the one version is valid in the other."""
    POLICY = "policy"
    """Containment, once fields that only one version knows are left aside as the policy says."""
    SAME = "same"
    """The contract is the same: only words changed."""
    NONE = "none"
    """Nothing: it is taken to break, for the reason given."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A step from a documented example to a witness, as JSON Patch (RFC 6902) names it.

    `op` is add, remove or replace; `value` is ABSENT for remove.
    """

    op: str
    pointer: str
    value: Any = ABSENT


@dataclass(frozen=True, slots=True)
class Witness:
    """A payload that one version accepts and the other refuses, seen so by every engine at hand.

    `edits` lead to it from the documented example that stands at `example`; where `example` is
    None the page has none, and `edits` is empty. `reason` is the hangup reason that goes with the
    payload, ABSENT where none does. `refusals` are what the refusing version finds.
    """

    payload: Any
    edits: tuple[Edit, ...]
    example: Source | None
    refusals: tuple[Finding, ...]
    reason: Any = ABSENT


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a change breaks writers, or readers, and the proof.

    `witness` is there where the proof is one; `reason` says in a sentence what the proof rests on
    where it is a policy or nothing.
    """

    breaks: bool
    proof: Proof
    reason: str | None = None
    witness: Witness | None = None


UNBROKEN = Verdict(False, Proof.SAME)
"""The verdict on a change of words."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a struct's contract.

    `pointer` is the JSON Pointer (RFC 6901) of the keyword in the new schema, in the old one where
    it went. `field` is the dotted path of the field, items of arrays unmarked; it is empty for the
    struct itself. Where it stands in an embedded schema, `embedded` is the struct it is of, and
    `through` are the fields by which it came. `place` leads to it in the tree of the struct it is
    of (docs_extract.compare.tree), so that changes of one field are told apart. `old` and `new` are
    JSON values without annotations, or ABSENT; the sources are where the pages say them. `writers`
    are broken where payloads that were valid are not any more, `readers` where payloads may come
    that could not before.
    """

    struct: str
    code: str
    message: str
    pointer: str
    field: str
    old: Any
    new: Any
    old_source: Source | None
    new_source: Source | None
    writers: Verdict
    readers: Verdict
    through: tuple[str, ...] = ()
    embedded: str | None = None
    place: tuple[str, ...] = ()

    @property
    def breaks(self) -> tuple[str, ...]:
        """Whom it breaks: writers, readers, both (in this order), or nobody (empty)."""
        sides = (("writers", self.writers), ("readers", self.readers))
        return tuple(name for name, verdict in sides if verdict.breaks)

    @property
    def is_wording(self) -> bool:
        """Whether only words changed: descriptions, titles, examples."""
        return self.writers.proof is Proof.SAME and self.readers.proof is Proof.SAME

    @property
    def fingerprint(self) -> str:
        """What the change is known by, twelve hexadecimal digits.

        It rests on the struct, the code, the place and the two contracts, not on any words, lines
        or versions, so that it survives their rewording. A change of an embedded struct is the same
        in all that hold it.
        """
        parts = [_known(one) for one in (self.old, self.new)]
        known = [self.embedded or self.struct, self.code, self.place, *parts]
        text = json.dumps(known, sort_keys=True, default=str)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


def _known(value: Any) -> list[Any]:
    """Return a value so that ABSENT differs from every JSON value."""
    return [] if value is ABSENT else [value]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of a struct, in the order of the new page.

    `old` and `new` are what people call them: `campaigncall@1.0.0`, or the path of a page.
    """

    struct: str
    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def step(self) -> Step | None:
        """What the next version must be: None where nothing changed."""
        return step_of(self.changes)


def step_of(changes: Iterable[Change]) -> Step | None:
    """Return major where a change breaks somebody, minor where the contract changed, else patch."""
    steps = {
        Step.MAJOR if one.breaks else Step.PATCH if one.is_wording else Step.MINOR
        for one in changes
    }
    return next((step for step in Step if step in steps), None)
