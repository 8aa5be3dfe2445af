"""`callspec explain`: what a finding means, why it matters, and how to mend it."""

import importlib
import json
import textwrap
from dataclasses import asdict
from pathlib import Path

import click
from tabulate import tabulate

from validator import hints, wording
from validator.cli.options import format_option, schemas_folder, schemas_option
from validator.config.codes import known
from validator.errors import CallspecError
from validator.explanation import Explanation
from validator.explanations import EXPLANATIONS, keyword_explanations
from validator.rule_explanations import rule_explanations

FORMAT = "callspec-explanation/1"
LIST_FORMAT = "callspec-codes/1"

_ABOUT = {
    "payload": "Findings about payloads",
    "page": "Findings about pages",
    "change": "Changes",
}
_WIDTH = 88


def _complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    return [one for one in known() if one.startswith(incomplete.lower())]


@click.command()
@click.argument("code", required=False, shell_complete=_complete)
@format_option
@schemas_option
def explain(code: str | None, output_format: str, schemas: Path | None) -> int:
    """Say what a finding or a change means, why it matters and how to mend it.

    It shows a before and an after: of a change, two schemas between which there is this change.

    CODE is what stands in brackets behind error, warning or note; letter case does not count.
    Without it, all codes are listed. A rule of a contract goes by its own id.

    \b
    callspec explain
    callspec explain enum
    callspec explain enum-value-added
    callspec explain result-before-done

    Exit codes: 0 done, 2 there is no such code.
    """
    listed = {
        "payload": EXPLANATIONS,
        # By name: a payload is checked, and its findings explained, without docs_extract.
        "page": importlib.import_module("docs_extract.explanations").EXPLANATIONS,
        "change": importlib.import_module("docs_extract.compare.explanations").EXPLANATIONS,
    }
    if code is None:
        click.echo(_list_json(listed) if output_format == "json" else _list_text(listed), nl=False)
        return 0
    name, about, explanation = _find(code, listed, schemas_folder(schemas))
    if output_format == "json":
        data = {"format": FORMAT, "code": name, "about": about, **asdict(explanation)}
        click.echo(json.dumps(data, indent=2))
    else:
        click.echo(_text(name, explanation), nl=False)
    return 0


def _find(
    code: str, listed: dict[str, dict[str, Explanation]], schemas: Path | None
) -> tuple[str, str, Explanation]:
    """Return the code as it is spelt, what it is about, and its explanation."""
    wanted = code.strip().lower()
    for about, explanations in listed.items():
        if wanted in explanations:
            return wanted, about, explanations[wanted]
    # A rule's id stands before a keyword: whoever wrote it chose the name.
    others = {**keyword_explanations(), **dict(rule_explanations(schemas))}
    if wanted in others:
        return wanted, "payload", others[wanted]
    names = [name for explanations in (*listed.values(), others) for name in explanations]
    match = hints.nearest(wanted, names)
    hint = f"did you mean {match}?" if match else "callspec explain lists them"
    raise CallspecError(f"no code called {wording.shorten(wording.printable(code))}; {hint}")


def _text(code: str, explanation: Explanation) -> str:
    """Return an explanation as people read it."""
    parts = [
        textwrap.fill(wording.printable(f"{code}: {explanation.meaning}"), _WIDTH),
        _paragraph("Why it matters", explanation.why),
        _paragraph("How to mend it", explanation.mend),
    ]
    for title, text in (("Before", explanation.before), ("After", explanation.after)):
        if text:
            parts.append(f"{title}\n{textwrap.indent(text.rstrip(), '    ')}")
    return "\n\n".join(parts) + "\n"


def _paragraph(title: str, text: str) -> str:
    filled = textwrap.fill(
        wording.printable(text),
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
    return f"{title}\n{filled}"


def _list_text(listed: dict[str, dict[str, Explanation]]) -> str:
    tables = []
    for about, explanations in listed.items():
        rows = [(code, one.meaning) for code, one in explanations.items()]
        table = tabulate(rows, tablefmt="plain", disable_numparse=True)
        tables.append(f"{_ABOUT[about]}\n\n{textwrap.indent(table, '  ')}\n")
    return "\n".join(tables)


def _list_json(listed: dict[str, dict[str, Explanation]]) -> str:
    codes = [
        {"code": code, "about": about, "meaning": one.meaning}
        for about, explanations in listed.items()
        for code, one in explanations.items()
    ]
    return json.dumps({"format": LIST_FORMAT, "codes": codes}, indent=2) + "\n"
