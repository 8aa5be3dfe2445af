"""The changes as Markdown: a comment on a pull request, and `callspec changelog`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from jsonpointer import JsonPointer

from docs_extract.compare.change import Change, Comparison, Step
from docs_extract.compare.report import (
    DiffReport,
    finding_of,
    place,
    summary_of,
    whom,
)
from docs_extract.compare.report.fold import Homes, homes_of, split
from docs_extract.compare.report.sentences import (
    counts,
    elsewhere,
    printable_json,
    refusal,
    verdicts,
    worded_fields,
)
from validator import wording
from validator.finding import Severity
from validator.report import count
from validator.report.markdown import code, escape, item


@dataclass(frozen=True, slots=True)
class Entry:
    """A version in a changelog, and how it differs from the one before (None: it is the first).

    `step` is the one that its number takes from the version before: --release may have raised what
    the changes ask for. `held` are the structs of which it embeds another version, with it.
    """

    version: str
    date: str | None
    comparison: Comparison | None
    step: Step | None = None
    held: tuple[str, ...] = ()


def render_diff(report: DiffReport) -> str:
    """Return a report as Markdown for a pull request."""
    errors = count(report.findings, Severity.ERROR)
    parts = [f"**{escape(counts(summary_of(report), errors))}**\n"]
    if report.findings:
        parts.append("".join(f"- {item(one)}\n" for one in report.findings))
    homes = homes_of(report.comparisons)
    for comparison in report.comparisons:
        if comparison.changes:
            sides = f"{code(comparison.old)} → {code(comparison.new)}"
            parts.append(f"### {code(comparison.struct)}: {sides}, {comparison.step}\n")
            parts += _changes(comparison, report, homes)
    return "\n".join(parts)


def render_changelog(name: str, title: str, entries: Sequence[Entry]) -> str:
    """Return a struct's history as Markdown, newest version first.

    `entries` come in the order in which the versions were published.
    """
    parts = [f"# {escape(title)}\n", f"The versions of the contract {code(name)}, newest first.\n"]
    for entry in reversed(entries):
        date = f" ({escape(entry.date)})" if entry.date else ""
        step = f", {entry.step or 'first version'}"
        parts.append(f"## {escape(entry.version)}{date}{step}\n")
        if entry.comparison is not None and entry.comparison.changes:
            parts += _changes(entry.comparison)
        elif entry.comparison is not None:
            held = f"; it holds {wording.names(map(escape, entry.held))}" if entry.held else ""
            parts.append(f"The contract is the same{held}.\n")
    return "\n".join(parts)


def _changes(
    comparison: Comparison, report: DiffReport | None = None, homes: Homes = MappingProxyType({})
) -> Iterator[str]:
    """Yield the items of a list, one a change; without a report there is nothing to accept."""
    told, folded = split(comparison, homes)
    for change in told:
        if not change.is_wording:
            yield "\n".join(_item(comparison, change, report))
    words, examples = _worded(replace(comparison, changes=told))
    if words:
        yield f"- only words: {', '.join(map(code, words))}\n"
    if examples:
        yield f"- documented examples: {', '.join(map(code, examples))}\n"
    for one in folded:
        yield f"- through {wording.names(map(code, one.through))}: {escape(elsewhere(one))}\n"


def _worded(comparison: Comparison) -> tuple[list[str], list[str]]:
    """Return the fields of which only words changed, and those of examples that changed."""
    parts: tuple[list[Change], list[Change]] = ([], [])
    for change in comparison.changes:
        parts[change.code == "example-changed"].append(change)
    # Behind `examples` and its number, the pointer leads through the example.
    places = (JsonPointer(change.pointer).parts[2:] for change in parts[1])
    fields = (
        wording.dotted(int(one) if re.fullmatch("[0-9]+", one) else one for one in steps)
        if steps
        else comparison.struct
        for steps in places
    )
    words = worded_fields(replace(comparison, changes=tuple(parts[0])))
    return words, list(dict.fromkeys(fields))


def _item(comparison: Comparison, change: Change, report: DiffReport | None) -> Iterator[str]:
    emphasis = "**" if change.breaks else ""
    reason = report.accepted.get(change.fingerprint) if report else None
    accepted = f" (accepted: {escape(reason)})" if reason is not None else ""
    yield (
        f"- {emphasis}{whom(change)}{emphasis}{accepted}: {escape(change.message)} "
        f"({', '.join(_places(change, report))})"
    )
    if change.through:
        yield f"  - through {wording.names(map(code, change.through))}"
    for name, verdict, text in verdicts(comparison, change):
        said = refusal(verdict.witness, change.field) if verdict.witness else None
        yield f"  - {name}: {escape(text)}{f': {escape(said)}' if said else ''}"
    if report and finding_of(report, comparison, change).hint:
        yield f"  - fingerprint, to accept it by: {code(change.fingerprint)}"
    yield ""
    for name, verdict, _ in verdicts(comparison, change):
        if verdict.witness:
            yield from _details(f"a payload that breaks {name}", verdict.witness.payload)


def _places(change: Change, report: DiffReport | None) -> Iterator[str]:
    yield code(change.code)
    source = change.new_source or change.old_source
    if source:
        files: Mapping[str, str] = {}
        if report:
            files = report.files_new if change.new_source else report.files_old
        yield code(place(source, files))


def _details(title: str, payload: object) -> Iterator[str]:
    yield f"  <details><summary>{title}</summary>\n"
    yield "  ```json"
    for line in printable_json(payload, indent=2).split("\n"):
        yield f"  {line}"
    yield "  ```\n"
    yield "  </details>\n"
