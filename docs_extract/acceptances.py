"""Findings that the configuration accepts, and what the configuration says for nothing."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

from docutils.nodes import fully_normalize_name

from validator import hints
from validator.acceptances import about_entry, expired, has_expired, names, unused
from validator.config.config import Acceptance, Settlement
from validator.finding import Finding

Labels = Callable[[Finding], tuple[str, tuple[str, ...]] | None]
"""Where a finding stands: its page's name, and the labels of the sections around it from inside
out. None is for a finding that stands on no page."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The findings that are left, those about the configuration last, and how many are not."""

    findings: tuple[Finding, ...]
    accepted: int


def apply(
    findings: Sequence[Finding],
    acceptances: Sequence[Acceptance],
    labels: Labels,
    today: date,
    *,
    pages: Collection[str],
    complete: bool = False,
) -> Accepted:
    """Return the findings without those that are accepted, with what is wrong with acceptances.

    A finding goes to the first acceptance that fits it. One that is past its day accepts nothing
    and is reported (`expired-acceptance`); one that no finding went to is reported where a page it
    is about was checked (`unused-acceptance`). `pages` are the names of the checked pages;
    `complete` tells that there are no others, so that an acceptance about none of them is unused.
    """
    current = [one for one in acceptances if not has_expired(one.expires, today)]
    used: set[int] = set()
    left = []
    for finding in findings:
        place = labels(finding)
        fitting = (
            number
            for number, one in enumerate(current)
            if place is not None and _fits(one, finding, *place)
        )
        number = next(fitting, None)
        if number is None:
            left.append(finding)
        else:
            used.add(number)
    unused = (one for number, one in enumerate(current) if number not in used)
    about_acceptances = [
        *(
            expired(one, _title(one), one.expires, one.reason, "mend the page")
            for one in acceptances
            if has_expired(one.expires, today)
        ),
        *(
            _unused(one, pages)
            for one in unused
            if complete or any(_is_about(one, page) for page in pages)
        ),
    ]
    about_acceptances.sort(key=lambda one: (one.file or "", one.span.line if one.span else 0))
    return Accepted((*left, *about_acceptances), len(findings) - len(left))


def unused_settlements(
    settlements: Sequence[Settlement],
    known: Mapping[str, Collection[str]],
    *,
    complete: bool,
) -> list[Finding]:
    """Return a finding for each settlement of a struct or a field that is not there.

    `known` are the fields of each struct, as dotted paths, by the struct's name. `complete` tells
    that there are no other structs; without it, a struct that is not known may be on another page.
    """
    findings = []
    for one in settlements:
        fields = known.get(one.struct)
        if fields is None and complete:
            message = f"{one.field} of {one.struct} is settled, but no page has such a struct"
            match = hints.nearest(one.struct, known)
        elif fields is not None and one.field not in fields:
            message = f"{one.field} of {one.struct} is settled, but the struct has no such field"
            match = hints.nearest(one.field, fields)
        else:
            continue
        hint = f"did you mean {match}?" if match else "remove it"
        findings.append(about_entry("unused-settlement", one, message, hint))
    return findings


def _fits(acceptance: Acceptance, finding: Finding, page: str, labels: tuple[str, ...]) -> bool:
    return (
        acceptance.code == finding.code
        and _is_about(acceptance, page)
        and (acceptance.label is None or _is_among(acceptance.label, labels))
        and (acceptance.field is None or names(finding, acceptance.field))
    )


def _is_about(acceptance: Acceptance, page: str) -> bool:
    """Return whether a page is the acceptance's, the same on every system."""
    return page == acceptance.page or fnmatchcase(page, acceptance.page)


def _is_among(label: str, labels: tuple[str, ...]) -> bool:
    # Labels are compared as docutils compares them: letter case and white space do not count.
    wanted = fully_normalize_name(label)
    return any(fully_normalize_name(one) == wanted for one in labels)


def _unused(acceptance: Acceptance, pages: Collection[str]) -> Finding:
    message = f"no finding is left to accept: {_title(acceptance)}"
    match = None
    if not any(_is_about(acceptance, page) for page in pages):
        message = f"no page is called {acceptance.page}: {_title(acceptance)}"
        last = acceptance.page.rpartition("/")[2]
        match = hints.nearest(acceptance.page, pages) or hints.nearest(last, pages)
    hint = f"did you mean {match}?" if match else "remove it"
    return unused(acceptance, message, hint)


def _title(acceptance: Acceptance) -> str:
    """Return what an acceptance is about: `invalid-example on call.rst (call-id), field id`."""
    label = f" ({acceptance.label})" if acceptance.label else ""
    field = f", field {acceptance.field}" if acceptance.field else ""
    return f"{acceptance.code} on {acceptance.page}{label}{field}"
