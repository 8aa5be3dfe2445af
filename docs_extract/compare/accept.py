"""Changes that are accepted, and the acceptances that accept nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from docs_extract.compare.change import Comparison
from validator import hints
from validator.acceptances import expired, has_expired, unused
from validator.config.config import ChangeAcceptance
from validator.finding import Finding


@dataclass(frozen=True, slots=True)
class AcceptedChanges:
    """The reasons why changes are accepted, by fingerprint, and what is wrong with acceptances."""

    reasons: Mapping[str, str]
    findings: tuple[Finding, ...]


def accept_changes(
    comparisons: Sequence[Comparison],
    given: Sequence[ChangeAcceptance],
    configured: Sequence[ChangeAcceptance],
    today: date,
    *,
    complete: bool = False,
) -> AcceptedChanges:
    """Return which changes are accepted, and a finding for each acceptance that accepts nothing.

    The first acceptance of a change counts, those that were `given` with the command before those
    of the configuration. One past its day accepts nothing (`expired-acceptance`); one whose change
    is not there, or accepted already, is unused (`unused-acceptance`). The configuration is for
    many runs: of it only acceptances about this run are looked at. These are the ones whose struct
    is compared; of those without a struct, all, where the whole reference is compared (`complete`).
    """
    known = {change.fingerprint for one in comparisons for change in one.changes}
    structs = {one.struct for one in comparisons}
    reasons: dict[str, str] = {}
    findings = []
    for number, one in enumerate((*given, *configured)):
        concerned = number < len(given) or (
            complete if one.struct is None else one.struct in structs
        )
        if has_expired(one.expires, today):
            if concerned or one.change in known:
                title = f"the change {_title(one)}"
                findings.append(expired(one, title, one.expires, one.reason, "undo the change"))
        elif one.change in known and one.change not in reasons:
            reasons[one.change] = one.reason
        elif concerned or one.change in known:
            findings.append(_unused(one, known, one.change in reasons))
    return AcceptedChanges(reasons, tuple(findings))


def _unused(one: ChangeAcceptance, known: Iterable[str], twice: bool) -> Finding:
    message = f"no change is left to accept: {_title(one)}"
    if twice:
        message = f"the change {_title(one)} is accepted already"
    match = None if twice else hints.nearest(one.change, known)
    return unused(one, message, f"did you mean {match}?" if match else "remove it")


def _title(one: ChangeAcceptance) -> str:
    return f"{one.change} of {one.struct}" if one.struct else one.change
