"""`callspec changelog`: the history of a contract as Markdown."""

from pathlib import Path

import click

from docs_extract.compare.change import Policy
from docs_extract.compare.history import history
from docs_extract.compare.report.markdown import render_changelog
from validator import wording
from validator.cli.options import SchemaType, schemas_folder, schemas_option
from validator.cli.writers import write_file
from validator.errors import CallspecError
from validator.schemas import is_file
from validator.selector import read_selector


@click.command()
@click.argument("name", type=SchemaType())
@schemas_option
@click.option(
    "--policy",
    type=click.Choice([one.value for one in Policy]),
    default=Policy.LENIENT.value,
    show_default=True,
    help="Whether an added optional field breaks nobody, or the sets of valid payloads decide.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write it to a file instead, whole or not at all.",
)
def changelog(name: str, schemas: Path | None, policy: str, output: Path | None) -> int:
    """Print the published versions of the struct NAME as Markdown, newest first.

    Each has its date, the step that its number takes, its changes, whom they break, and a payload
    that shows it. NAME@2 and NAME@2.1 stand for the versions that begin so, each compared with the
    one before it.

    \b
    callspec changelog campaigncall
    callspec changelog campaigncall@2
    callspec changelog campaigncall --policy strict
    callspec changelog campaigncall --output docs/campaigncall-changes.md

    The files in the schema folder alone are read, and each must be as it was published.

    Exit codes: 0 printed, 2 the job could not be done.
    """
    if is_file(name):
        written = wording.shorten(wording.printable(name))
        raise CallspecError(f"{written} is one version: write NAME or NAME@VERSION")
    selector = read_selector(name)
    title, entries = history(selector, schemas_folder(schemas), Policy(policy))
    shown = f"{selector.name}@{selector}" if selector.parts else selector.name
    text = render_changelog(shown, title, entries)
    if output is None:
        click.echo(text, nl=False)
        return 0
    write_file(output, text)
    click.echo(f"wrote {output}")
    return 0
