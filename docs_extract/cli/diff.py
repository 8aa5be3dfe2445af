"""`callspec diff`: what changed between versions of contracts, whom it breaks, and the proof."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from docs_extract.codes import CODES
from docs_extract.compare.accept import accept_changes
from docs_extract.compare.change import Comparison, Policy
from docs_extract.compare.codes import RULES
from docs_extract.compare.compare import added, compare, removed
from docs_extract.compare.report import (
    DiffReport,
    FailOn,
    findings_of,
    fingerprints_of,
    summary_of,
    told_once,
)
from docs_extract.compare.report.sentences import counts
from docs_extract.compare.side import Side
from docs_extract.compare.sides import against, pairs, read_side
from validator.cli.options import (
    SchemaType,
    no_color_option,
    quiet_option,
    schemas_folder,
    schemas_option,
    use_color,
)
from validator.cli.outputs import Output, chosen, format_options
from validator.cli.progress import working
from validator.cli.writers import render_of, write_reports
from validator.config.find import find_config
from validator.config.read import read_change_acceptances, read_config
from validator.finding import Finding, Severity
from validator.report import count
from validator.report.report import Report
from validator.severities import read_severities, weighed

_FORMATS = ("text", "json", "sarif", "junit", "github", "gitlab", "markdown")


@click.command()
@click.argument("sides", nargs=-1, type=SchemaType(), metavar="OLD NEW | [PAGES]...")
@click.option(
    "--against",
    "revision",
    metavar="REV",
    help="Compare what PAGES [default: reference/] said at a git revision with what they say now.",
)
@schemas_option
@click.option(
    "--policy",
    type=click.Choice([one.value for one in Policy]),
    default=Policy.LENIENT.value,
    show_default=True,
    help="Whether an added optional field breaks nobody, or the sets of valid payloads decide.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in FailOn]),
    default=FailOn.ANY.value,
    show_default=True,
    help="Whom a change must break to be an error.",
)
@click.option(
    "--accept",
    "accept_files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Changes that are meant: [[accept-change]] tables of TOML (repeatable).",
)
@format_options(*_FORMATS)
@click.option("--verbose", is_flag=True, help="Show each change of words too.")
@quiet_option
@no_color_option
def diff(
    sides: tuple[str, ...],
    revision: str | None,
    schemas: Path | None,
    policy: str,
    fail_on: str,
    accept_files: tuple[Path, ...],
    formats: tuple[Output, ...],
    output: Path | None,
    verbose: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Say what changed between OLD and NEW, whom each change breaks, and the proof.

    OLD and NEW are structs (campaigncall, campaigncall@1.0.0), schema files, pages, folders of
    pages, schema folders with a catalogue, or git:REV:PATH for any of these as it stood at a git
    revision. With --against, PAGES are compared with what they said at a revision.

    A change breaks writers where payloads that were valid are refused now, and readers where
    payloads may come that could not before. A payload shows it, which both engines have judged;
    "breaks nobody" is proved too, and what cannot be proved counts as breaking.

    \b
    callspec diff campaigncall@1.0.0 campaigncall
    callspec diff campaigncall docs/api/campaigncall.rst
    callspec diff git:v1.2:docs/api docs/api --fail-on writers
    callspec diff --against origin/main
    callspec diff --against origin/main docs/api --accept meant.toml --format github

    What is meant is accepted by its fingerprint, with a reason, in FILE or in callspec.toml.

    Exit codes: 0 clean (changes that break nobody among them), 1 a break that --fail-on names, an
    error on a page, an acceptance without a change; 2 the job could not be done.
    """
    if revision is not None and schemas is not None:
        raise click.UsageError("--schemas is for names; --against compares pages")
    if revision is None and len(sides) != 2:
        raise click.UsageError("give OLD and NEW, or --against REV")
    outputs = chosen(formats, output)
    config = read_config(find_config(Path()))
    severities = read_severities(config.severity)
    given = [one for file in accept_files for one in read_change_acceptances(file)]
    with working("comparing"):
        if revision is not None:
            old, new = against(revision, [Path(page) for page in sides])
        else:
            folder = schemas_folder(schemas)
            old, new = (read_side(side, folder) for side in sides)
        comparisons = _comparisons(old, new, Policy(policy))
    complete = revision is not None and not sides
    accepted = accept_changes(
        comparisons, given, config.accept_change, date.today(), complete=complete
    )
    report = DiffReport(
        tuple(comparisons),
        old.files,
        new.files,
        accepted.reasons,
        tuple(weighed((*_errors(old, new), *accepted.findings), severities)),
        FailOn(fail_on),
        severities,
    )
    color = use_color(no_color)

    def render(to: Output) -> str:
        shown = color and to.file is None
        return _render(report, to.format, color=shown, quiet=quiet, verbose=verbose)

    write_reports(outputs, render)
    return 1 if count(findings_of(report), Severity.ERROR) else 0


def _comparisons(old: Side, new: Side, policy: Policy) -> list[Comparison]:
    """Return the comparisons of what both sides have, and of what only one has, by name."""
    both, gone, came = pairs(old, new)
    found = [compare(one, other, policy) for one, other in both]
    found += [removed(old.schemas[name], new.title) for name in gone]
    found += [added(new.schemas[name], old.title) for name in came]
    return sorted(found, key=lambda one: one.struct)


def _errors(old: Side, new: Side) -> list[Finding]:
    """Return the errors of both sides; one that is still there is told of the new page alone.

    One that is mended only warns: what it hid on the old page cannot be compared.
    """
    still = [_without_place(new, finding) for finding in new.findings]
    mended = [one for one in old.findings if _without_place(old, one) not in still]
    return [*(replace(one, severity=Severity.WARNING) for one in mended), *new.findings]


def _without_place(side: Side, finding: Finding) -> tuple[str, str, str | None]:
    pages = {file: page for page, file in side.files.items()}
    return finding.code, finding.message, pages.get(finding.file or "", finding.file)


def _render(report: DiffReport, name: str, *, color: bool, quiet: bool, verbose: bool) -> str:
    if name == "text":
        from docs_extract.compare.report import text

        return text.render(report, color=color, quiet=quiet, verbose=verbose)
    if name == "json":
        from docs_extract.compare.report import json

        return json.render(report)
    if name == "markdown":
        from docs_extract.compare.report import markdown

        return markdown.render_diff(report)
    made = Report(
        "diff",
        findings_of(report),
        [one.new for one in report.comparisons if not one.changes],
        counts(summary_of(report), count(report.findings, Severity.ERROR)),
        fingerprints=fingerprints_of(report),
        meanings={**CODES, **{code: rule.meaning for code, rule in RULES.items()}},
    )
    if name == "github":
        # It shows ten of a kind: what is told once is enough.
        made = replace(made, findings=told_once(report, words=False), fingerprints=())
    return render_of(name)(made)
