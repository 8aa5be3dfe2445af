"""The findings as Markdown, for a comment on a pull request or the summary of a CI job.

Whatever comes from pages and payloads is escaped as GitHub Flavored Markdown 0.29 reads it, so that
it stays what it is: text. GitHub's mentions and issue numbers are kept apart from it too.
"""

import re

from validator import wording
from validator.finding import Finding
from validator.report.report import Report

MOST = 100
"""Findings that are listed: a comment on GitHub may have 65,536 characters."""

_APART = "&#8203;"
"""A space of no width, which ends a mention before it begins."""

_ESCAPES = (
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    (r"[\\`*\[\]|~$#]", r"\\\g<0>"),
    # Between letters it is no emphasis, and names are easier to read without the backslash.
    (r"(?<![^\W_])_|_(?![^\W_])", r"\_"),
    (r":(?=//)", r"\:"),
    (r"(?i)(?<=www)\.", r"\."),
    # This one before the next, whose entity has a number sign too.
    (r"#(?=\d)", rf"#{_APART}"),
    (r"(?<!\w)@|@(?!\d)", rf"@{_APART}"),
)


def render(report: Report) -> str:
    """Return a report as Markdown: what it amounts to, and a list of its first findings."""
    parts = [f"**callspec {report.command}**: {escape(report.last)}\n"]
    if report.findings:
        parts.append("".join(f"- {item(one)}\n" for one in report.findings[:MOST]))
    more = max(0, len(report.findings) - MOST) + report.left_out
    if more:
        parts.append(f"{wording.plural(more, 'finding')} more are not listed.\n")
    return "\n".join(parts)


def item(finding: Finding) -> str:
    """Return a finding as the text of a list's item, in one line."""
    parts = [code(finding.code)]
    if finding.file:
        span = finding.span
        # A page is referred to by its line, a payload by its column too.
        place = f":{span.line}" + (f":{span.column}" if finding.document else "") if span else ""
        parts.append(code(finding.file + place))
    said = f"**{finding.severity}**: {escape(finding.message)} ({', '.join(parts)})"
    if finding.hint:
        said += f"; {escape(finding.hint)}"
    if finding.source:
        said += f"; reference: {code(str(finding.source))}"
    return said


def escape(text: str) -> str:
    """Return a text so that Markdown shows it as it is, in one line."""
    text = wording.printable(text)
    for pattern, replacement in _ESCAPES:
        text = re.sub(pattern, replacement, text)
    return text


def code(text: str) -> str:
    """Return a text as a code span (CommonMark 0.31, section 6.1), in one line."""
    text = wording.printable(text)
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    # One space on either side is taken off again, and keeps backticks and other spaces.
    space = " " if not text or text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{space}{text}{space}{fence}"
