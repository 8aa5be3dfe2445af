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
from docs_extract.config import find_config, read_config
from docs_extract.reference import DEFAULT_FOLDER, read_reference
from validator.cli.options import (
    format_option,
    no_color_option,
    quiet_option,
    schemas_option,
    strict_option,
    use_color,
)
from validator.finding import Severity
from validator.report import count, text
from validator.report.json import as_data

FORMAT = "callspec-check/1"


@click.command()
@click.argument("reference", nargs=-1, type=click.Path(path_type=Path))
@schemas_option
@strict_option
@format_option
@quiet_option
@no_color_option
def check(
    reference: tuple[Path, ...],
    schemas: Path | None,
    strict: bool,
    output_format: str,
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

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    paths = list(reference) or [Path(DEFAULT_FOLDER)]
    checked = check_reference(
        read_reference(paths),
        schemas,
        read_config(find_config(Path())),
        date.today(),
        complete=all(path.is_dir() for path in paths),
    )
    if output_format == "json":
        click.echo(json.dumps(_data(checked), indent=2))
    else:
        color = use_color(no_color)
        for finding in checked.findings:
            click.echo(text.heading(finding, color) if quiet else text.block(finding, color))
        if not quiet:
            click.echo(_table(checked))
    errors = count(checked.findings, Severity.ERROR)
    warnings = count(checked.findings, Severity.WARNING)
    return 1 if errors or (strict and warnings) else 0


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
