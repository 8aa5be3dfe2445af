"""Findings that the configuration accepts: how it fits them, and what it says for nothing."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jsonpointer import JsonPointer

from validator.config.config import Config, PayloadAcceptance
from validator.config.files import path_below
from validator.config.globs import files_below, fits
from validator.finding import Finding, Severity, Span


class Entry(Protocol):
    """An entry of the configuration: where the configuration says it."""

    @property
    def file(self) -> str:
        """The configuration file."""

    @property
    def line(self) -> int | None:
        """The line of its header, from 1."""


@dataclass(frozen=True, slots=True)
class Accepting:
    """What accepts findings about payloads: the entries that have not expired, by their numbers."""

    config: Config
    entries: tuple[tuple[int, PayloadAcceptance], ...]


def accepting(config: Config, today: date) -> Accepting | None:
    """Return what accepts findings about payloads today, None where nothing does."""
    entries = tuple(
        (number, one)
        for number, one in enumerate(config.accept_payload)
        if not has_expired(one.expires, today)
    )
    return Accepting(config, entries) if entries else None


def accept(
    accepting: Accepting, file: str, findings: Sequence[Finding]
) -> tuple[list[Finding], Counter[int]]:
    """Return the findings of a file that are left, and how many went to which entry.

    A finding goes to the first entry that fits it.
    """
    path = path_below(accepting.config, file)
    about = [
        (number, one)
        for number, one in accepting.entries
        if path is not None and fits(one.payload, path)
    ]
    left = []
    used: Counter[int] = Counter()
    for finding in findings:
        number = next((number for number, one in about if _fits(one, finding)), None)
        if number is None:
            left.append(finding)
        else:
            used[number] += 1
    return left, used


def idle(config: Config, used: Collection[int], files: Iterable[str], today: date) -> list[Finding]:
    """Return what is wrong with the acceptances of findings about payloads.

    `used` are the numbers of those that a finding went to, `files` are the files that were judged.
    One that has expired is reported where a file it is about was judged (`expired-acceptance`), one
    that accepts nothing where all of these were (`unused-acceptance`).
    """
    judged = {path for file in files if (path := path_below(config, file)) is not None}
    found = []
    for number, one in enumerate(config.accept_payload):
        title = f"{one.code} in {one.payload}" + (f", field {one.field}" if one.field else "")
        if has_expired(one.expires, today):
            if any(fits(one.payload, path) for path in judged):
                found.append(expired(one, title, one.expires, one.reason, "mend the payload"))
        elif number not in used:
            meant = files_below(config.folder, one.payload)
            if meant and meant <= judged:
                found.append(unused(one, f"no finding is left to accept: {title}", "remove it"))
    return found


def has_expired(expires: date | None, today: date) -> bool:
    """Return whether the last day that an acceptance counts is past."""
    return expires is not None and expires < today


def names(finding: Finding, field: str) -> bool:
    """Return whether a finding's message or pointer names a field, places in arrays aside."""
    word = re.compile(rf"(?<![\w-]){re.escape(field)}(?![\w-])")
    message = re.sub(r"\[\d+\]", "", finding.message)
    path = [step for step in JsonPointer(finding.pointer).parts if not re.fullmatch("[0-9]+", step)]
    wanted = field.split(".")
    inside = any(path[at : at + len(wanted)] == wanted for at in range(len(path)))
    return inside or field in path or word.search(message) is not None


def expired(entry: Entry, title: str, day: date | None, reason: str, mend: str) -> Finding:
    """Return the finding that an entry is past its day; `mend` is what to do in its place."""
    message = f"the acceptance of {title} expired on {day}: {reason}"
    hint = f"{mend}, or say until when it is accepted now"
    return about_entry("expired-acceptance", entry, message, hint)


def unused(entry: Entry, message: str, hint: str) -> Finding:
    """Return the finding that an entry accepts nothing."""
    return about_entry("unused-acceptance", entry, message, hint)


def about_entry(code: str, entry: Entry, message: str, hint: str) -> Finding:
    """Return a finding about an entry of the configuration."""
    # Only the line is known: the finding stands at its first character.
    span = Span(entry.line, 1, entry.line, 2) if entry.line else None
    return Finding(code, Severity.ERROR, message, hint=hint, file=entry.file, span=span)


def _fits(acceptance: PayloadAcceptance, finding: Finding) -> bool:
    return acceptance.code == finding.code and (
        acceptance.field is None or names(finding, acceptance.field)
    )
