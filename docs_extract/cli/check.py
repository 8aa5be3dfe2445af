"""`callspec check`: what is wrong with reference pages."""

from pathlib import Path

import click

from docs_extract.check import Checked
from docs_extract.check import check as check_reference
from docs_extract.cli.generate import DEFAULT_REFERENCE
from docs_extract.reference import read_reference
from validator import wording
from validator.cli.options import (
    no_color_option,
    quiet_option,
    schemas_option,
    strict_option,
    use_color,
)
from validator.finding import Severity
from validator.report import count, text


@click.command()
@click.argument("reference", nargs=-1, type=click.Path(path_type=Path))
@schemas_option
@strict_option
@quiet_option
@no_color_option
def check(
    reference: tuple[Path, ...],
    schemas: Path | None,
    strict: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Say what is wrong with reference pages, and hold their examples against their contract.

    REFERENCE are pages or folders of pages; without them, reference/ is read. A page is read
    together with the pages beside it, which its references may lead to. Where a folder schemas/
    with a catalogue stands beside the reference (or --schemas names one), the schemas in it must
    be what the pages say.

    \b
    callspec check
    callspec check docs/api/campaigncall.rst

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    paths = list(reference) or [Path(DEFAULT_REFERENCE)]
    checked = check_reference(read_reference(paths), schemas)
    color = use_color(no_color)
    for finding in checked.findings:
        click.echo(text.heading(finding, color) if quiet else text.block(finding, color))
    if not quiet:
        click.echo(_summary(checked))
    errors = count(checked.findings, Severity.ERROR)
    warnings = count(checked.findings, Severity.WARNING)
    return 1 if errors or (strict and warnings) else 0


def _summary(checked: Checked) -> str:
    parts = [
        wording.plural(checked.pages, "page"),
        wording.plural(checked.structs, "struct"),
        wording.plural(checked.fields, "field"),
        f"{wording.plural(checked.examples, 'example')} ({checked.valid_examples} valid)",
    ]
    errors = count(checked.findings, Severity.ERROR)
    warnings = count(checked.findings, Severity.WARNING)
    counts = f"{wording.plural(errors, 'error')}, {wording.plural(warnings, 'warning')}"
    return f"{', '.join(parts)}; {counts}"
