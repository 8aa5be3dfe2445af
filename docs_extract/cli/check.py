"""`callspec check`: what is wrong with reference pages."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from docs_extract.check import Checked
from docs_extract.check import check as check_reference
from docs_extract.codes import CODES
from docs_extract.reference import DEFAULT_FOLDER, read_reference
from validator import wording
from validator.cli.options import (
    config_option,
    config_path,
    no_color_option,
    no_config_option,
    quiet_option,
    schemas_option,
    strict_option,
    use_color,
)
from validator.cli.outputs import Output, chosen, format_options
from validator.cli.progress import working
from validator.cli.writers import render_of, write_reports
from validator.config.read import read_config
from validator.finding import Severity
from validator.report import count, text
from validator.report.json import as_data
from validator.report.report import Report

FORMAT = "callspec-check/1"


@click.command()
@click.argument("reference", nargs=-1, type=click.Path(path_type=Path))
@schemas_option
@strict_option
@format_options("text", "json", "sarif", "junit", "github", "gitlab", "markdown")
@config_option
@no_config_option
@quiet_option
@no_color_option
def check(
    reference: tuple[Path, ...],
    schemas: Path | None,
    strict: bool,
    formats: tuple[Output, ...],
    output: Path | None,
    config_file: Path | None,
    no_config: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Say what is wrong with reference pages, and hold their examples against their contract.

    REFERENCE are pages or folders of pages; without them, reference/ is read. A page is read
    together with the pages beside it, which its references may lead to. Where a folder schemas/
    with a catalogue stands beside the reference (or --schemas names one), the schemas in it must
    be what the pages say.

    What cannot be mended is accepted, and conflicts are settled, in callspec.toml (or in
    pyproject.toml below [tool.callspec]), looked for from the current folder upwards. What a code
    means: callspec explain CODE.

    \b
    callspec check
    callspec check docs/api/campaigncall.rst
    callspec check docs/api/ --format json
    callspec check --format sarif:check.sarif --format text

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    outputs = chosen(formats, output)
    paths = list(reference) or [Path(DEFAULT_FOLDER)]
    config = read_config(config_path(config_file, no_config))
    with working("checking the reference"):
        pages = read_reference(paths)
        checked = check_reference(
            pages,
            schemas,
            config,
            date.today(),
            complete=all(path.is_dir() for path in paths),
        )
    report = Report(
        "check",
        checked.findings,
        [page.file for page in pages.pages if page.name in pages.given],
        _last(checked),
        meanings=CODES,
        strict=strict,
    )
    color = use_color(no_color)

    def render(to: Output) -> str:
        if to.format == "json":
            return json.dumps(_data(checked), indent=2) + "\n"
        if to.format == "text":
            return _text(checked, quiet=quiet, color=color and to.file is None)
        return render_of(to.format)(report)

    write_reports(outputs, render)
    errors = count(checked.findings, Severity.ERROR)
    warnings = count(checked.findings, Severity.WARNING)
    return 1 if errors or (strict and warnings) else 0


def _text(checked: Checked, *, quiet: bool, color: bool) -> str:
    if quiet:
        return "".join(f"{text.heading(finding, color)}\n" for finding in checked.findings)
    blocks = (f"{text.block(finding, color)}\n" for finding in checked.findings)
    return f"{''.join(blocks)}{_table(checked)}\n"


def _last(checked: Checked) -> str:
    """Return in a sentence what a reference amounts to."""
    found = (wording.plural(count(checked.findings, one), one.value) for one in Severity)
    accepted = f", {checked.accepted} accepted" if checked.accepted else ""
    pages, structs = (
        wording.plural(checked.pages, "page"),
        wording.plural(checked.structs, "struct"),
    )
    return f"{pages}, {structs}: {', '.join(found)}{accepted}"


def _data(checked: Checked) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "summary": {
            "pages": checked.pages,
            "structs": checked.structs,
            "fields": checked.fields,
            "examples": {
                "valid": checked.valid_examples,
                "invalid": checked.examples - checked.valid_examples,
            },
            **{f"{one.value}s": count(checked.findings, one) for one in Severity},
            "accepted": checked.accepted,
            "codes": dict(_codes(checked)),
        },
        "findings": [as_data(finding) for finding in checked.findings],
    }


def _codes(checked: Checked) -> list[tuple[str, int]]:
    """Return how often each code was found, the most frequent first."""
    counts = Counter(finding.code for finding in checked.findings)
    return sorted(counts.items(), key=lambda one: (-one[1], one[0]))


def _table(checked: Checked) -> str:
    rows: list[tuple[str, int]] = [
        ("pages", checked.pages),
        ("structs", checked.structs),
        ("fields", checked.fields),
        ("examples valid", checked.valid_examples),
        ("examples invalid", checked.examples - checked.valid_examples),
        *((f"{one.value}s", count(checked.findings, one)) for one in Severity),
    ]
    if checked.accepted:
        rows.append(("accepted", checked.accepted))
    rows += [(f"  {code}", number) for code, number in _codes(checked)]
    return tabulate(rows, tablefmt="plain", preserve_whitespace=True)
