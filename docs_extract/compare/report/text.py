"""The changes as text, for people at a terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from docs_extract.compare.change import ABSENT, Change, Comparison
from docs_extract.compare.report import (
    DiffReport,
    finding_of,
    findings_of,
    place,
    summary_of,
    told_once,
)
from docs_extract.compare.report.fold import Homes, homes_of, split
from docs_extract.compare.report.sentences import (
    counts,
    elsewhere,
    refusal,
    shown,
    verdicts,
    worded_fields,
)
from validator import wording
from validator.finding import Severity, Source
from validator.lines import paint
from validator.report import count
from validator.report.text import block, heading


def render(
    report: DiffReport, *, color: bool = False, quiet: bool = False, verbose: bool = False
) -> str:
    """Return the report as text.

    `quiet` leaves only one line a change, and nothing where nothing changed. `verbose` shows
    changes of words one by one, which are folded into a line per struct otherwise. A change of an
    embedded struct is told in full once (docs_extract.compare.report.fold).
    """
    if quiet:
        once = told_once(report, words=True)
        return "".join(f"{heading(finding, color)}\n" for finding in once)
    findings = findings_of(report)
    homes = homes_of(report.comparisons)
    parts = [block(finding, color) for finding in report.findings]
    for comparison in report.comparisons:
        if comparison.changes:
            parts.append(f"{_title(comparison, color)}\n")
            parts += _changes(report, comparison, homes, color, verbose)
    errors = count(report.findings, Severity.ERROR)
    bad = {finding.severity for finding in findings}
    code = "31" if Severity.ERROR in bad else "33" if Severity.WARNING in bad else "32"
    last = counts(summary_of(report), errors)
    return "\n".join([*parts, f"{paint(last, code, color)}\n"])


def _title(comparison: Comparison, color: bool) -> str:
    text = f"{comparison.struct}: {comparison.old} -> {comparison.new} ({comparison.step})"
    return paint(wording.printable(text), "1", color)


def _changes(
    report: DiffReport, comparison: Comparison, homes: Homes, color: bool, verbose: bool
) -> Iterator[str]:
    told, folded = split(comparison, homes)
    for change in told:
        if verbose or not change.is_wording:
            lines = _lines(report, comparison, change, color)
            yield "".join(f"{line}\n" for line in lines)
    words = worded_fields(replace(comparison, changes=told))
    if words and not verbose:
        yield f"{paint('words:', '36', color)} {wording.printable(', '.join(words))}\n"
    through = paint("through", "36", color)
    lines = (f"{wording.printable(', '.join(one.through))}: {elsewhere(one)}" for one in folded)
    if folded:
        yield "".join(f"{through} {line}\n" for line in lines)


def _lines(
    report: DiffReport, comparison: Comparison, change: Change, color: bool
) -> Iterator[str]:
    finding = finding_of(report, comparison, change)
    yield heading(finding, color)
    for name, text in _facts(report, comparison, change):
        yield f"  {paint(f'{name}:', '36', color)} {wording.printable(text)}"
        if name in change.breaks:
            witness = getattr(change, name).witness
            said = refusal(witness, change.field) if witness else None
            if said:
                yield f"    {wording.printable(said)}"
    if finding.hint:
        yield f"  {paint('hint:', '36', color)} {finding.hint}"


def _facts(report: DiffReport, comparison: Comparison, change: Change) -> Iterator[tuple[str, str]]:
    for name, value, source, files in (
        ("old", change.old, change.old_source, report.files_old),
        ("new", change.new, change.new_source, report.files_new),
    ):
        said = _said(value, source, files)
        if said:
            yield name, said
    if change.through:
        yield "through", ", ".join(change.through)
    if not change.is_wording:
        for name, _, text in verdicts(comparison, change):
            yield name, text


def _said(value: Any, source: Source | None, files: Mapping[str, str]) -> str:
    parts = [] if value is ABSENT else [shown(value)]
    return " at ".join([*parts, *([place(source, files)] if source else [])])
