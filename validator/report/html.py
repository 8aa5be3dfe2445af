"""The report as one HTML page that needs nothing else: kinds, a chart over time, samples."""

from dataclasses import dataclass, field
from datetime import date
from html import escape
from typing import ClassVar

from validator.finding import Finding
from validator.report import Count, Kind, Summary
from validator.report.counts import MOST_PLACES, field_of, most_frequent
from validator.report.text import block, heading
from validator.wording import plural, printable

MOST_BARS = 62
"""Days that the chart shows one by one; a longer time is shown by months, and then by years."""

MOST_COLORS = 6
"""Kinds that have a colour of their own in the chart; the others have one together."""

MOST_SAMPLED = 100
"""Kinds of which samples are shown."""

_WIDTH, _HEIGHT = 960, 260
_COLORS = ("#c2410c", "#1d4ed8", "#15803d", "#a16207", "#7e22ce", "#0f766e", "#78716c")
_STYLE = """
:root { color-scheme: light dark; --line: #d6d3d1; --soft: #78716c; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2.5rem; }
.numbers { display: flex; gap: 2rem; flex-wrap: wrap; padding: 0; list-style: none; }
.numbers b { display: block; font-size: 1.6rem; font-variant-numeric: tabular-nums; }
.numbers span, figcaption, .soft { color: var(--soft); }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line);
  vertical-align: top; overflow-wrap: anywhere; }
td:first-child, th:first-child { text-align: right; font-variant-numeric: tabular-nums; }
code, pre { font: 13px/1.45 ui-monospace, monospace; }
pre { overflow-x: auto; border-left: 3px solid var(--line); padding-left: .8rem; }
figure { margin: 0; } svg { width: 100%; height: auto; } svg text { fill: var(--soft); }
.key i { display: inline-block; width: .8em; height: .8em; margin: 0 .4em 0 1.2em; }
"""


@dataclass(slots=True)
class Html:
    """The page. It is printed at the end: until then, samples of each kind are kept."""

    whole: ClassVar[bool] = False
    samples: dict[Kind, list[Finding]] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    def start(self) -> str:
        """Return nothing: the page begins with its numbers."""
        return ""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return nothing, and keep the finding where it is one of the first of its kind."""
        kind = Kind(finding.code, finding.severity, field_of(finding))
        if finding.code == "unreadable":
            self.unreadable.append(finding)
        elif kind in self.samples or len(self.samples) < MOST_SAMPLED:
            known = self.samples.setdefault(kind, [])
            if len(known) < MOST_PLACES:
                known.append(finding)
        return ""

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the page."""
        parts = [
            "<!doctype html>",
            '<html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width">',
            f"<title>{plural(summary.errors, 'error')} in {summary.documents} documents</title>",
            f"<style>{_STYLE}</style></head><body>",
            "<h1>callspec: payloads against their contract</h1>",
            _numbers(summary),
            *(f"<pre>{escape(heading(one))}</pre>" for one in self.unreadable),
            _chart(counts),
            _table(counts),
            _samples(self.samples),
            "</body></html>\n",
        ]
        return "\n".join(part for part in parts if part)


def _numbers(summary: Summary) -> str:
    numbers = {
        "documents": summary.documents,
        "valid": summary.valid,
        "invalid": summary.invalid,
        "errors": summary.errors,
        "warnings": summary.warnings,
    }
    if summary.unreadable:
        numbers["unreadable"] = summary.unreadable
    items = "".join(
        f"<li><b>{number:,}</b> <span>{name}</span></li>" for name, number in numbers.items()
    )
    note = ""
    if not summary.complete:
        note = "<p><strong>Interrupted: this is about what had been read.</strong></p>"
    return f'<ul class="numbers">{items}</ul>{note}'


def _name(kind: Kind) -> str:
    place = f" {kind.field}" if kind.field else ""
    return escape(printable(f"{kind.code}{place}"))


def _chart(counts: dict[Kind, Count]) -> str:
    """Return bars over time, each made of the most frequent kinds."""
    kinds = [(kind, one) for kind, one in most_frequent(counts) if one.days]
    if not kinds:
        return ""
    periods, bars = _bars(kinds)
    highest = max(sum(bar) for bar in bars)
    step = _WIDTH / len(bars)
    shapes = []
    for number, (period, bar) in enumerate(zip(periods, bars, strict=True)):
        top = float(_HEIGHT)
        rects = []
        for color, count in zip(_COLORS, bar, strict=False):
            height = _HEIGHT * count / highest
            top -= height
            if count:
                rects.append(
                    f'<rect x="{number * step:.1f}" y="{top:.1f}" '
                    f'width="{max(1.0, step - 1):.1f}" height="{height:.1f}" fill="{color}"/>'
                )
        label = f"{period}: {plural(sum(bar), 'finding')}"
        shapes.append(f"<g><title>{label}</title>{''.join(rects)}</g>")
    first, last = periods[0], periods[-1]
    names = [_name(kind) for kind, _ in kinds[:MOST_COLORS]]
    names += ["others"] if len(kinds) > MOST_COLORS else []
    key = "".join(
        f'<span><i style="background:{color}"></i>{name}</span>'
        for color, name in zip(_COLORS, names, strict=False)
    )
    return (
        "<h2>Over time</h2><figure>"
        f'<svg viewBox="0 -18 {_WIDTH} {_HEIGHT + 40}" role="img" '
        f'aria-label="findings from {first} to {last}">'
        f'<text x="0" y="-5" font-size="13">{highest:,}</text>{"".join(shapes)}'
        f'<text x="0" y="{_HEIGHT + 18}" font-size="13">{first}</text>'
        f'<text x="{_WIDTH}" y="{_HEIGHT + 18}" font-size="13" text-anchor="end">{last}</text>'
        f'</svg><figcaption class="key">{key}</figcaption></figure>'
    )


def _bars(kinds: list[tuple[Kind, Count]]) -> tuple[list[str], list[list[int]]]:
    """Return periods in order, and for each how many findings of each colour it has."""
    periods = _periods({day for _, one in kinds for day in one.days})
    at = {period: number for number, period in enumerate(periods)}
    length = len(periods[0])
    bars = [[0] * len(_COLORS) for _ in periods]
    for number, (_, one) in enumerate(kinds):
        for day, count in one.days.items():
            bars[at[day[:length]]][min(number, MOST_COLORS)] += count
    return periods, bars


def _periods(days: set[str]) -> list[str]:
    """Return the days from the first to the last, those without findings too.

    Of a longer time these are months or years; of one too long for these (a year 9999 stands for
    "not yet"), the years that have findings.
    """
    first, last = min(days), max(days)
    try:
        start, end = date.fromisoformat(first), date.fromisoformat(last)
        if (end - start).days < MOST_BARS:
            between = range(start.toordinal(), end.toordinal() + 1)
            filled = [date.fromordinal(number).isoformat() for number in between]
            if days <= set(filled):
                return filled
    except ValueError:  # 30 February has the form of a day
        pass
    months = range(_month(first), _month(last) + 1)
    if len(months) <= MOST_BARS:
        return [f"{number // 12:04}-{number % 12 + 1:02}" for number in months]
    years = range(int(first[:4]), int(last[:4]) + 1)
    if len(years) <= MOST_BARS:
        return [f"{year:04}" for year in years]
    return sorted({day[:4] for day in days})


def _month(day: str) -> int:
    return int(day[:4]) * 12 + int(day[5:7]) - 1


def _table(counts: dict[Kind, Count]) -> str:
    if not counts:
        return "<p>No findings.</p>"
    rows = []
    for kind, one in most_frequent(counts):
        places = "<br>".join(
            f"<code>{escape(printable(at.file))}:{at.line}:{at.column}</code>" for at in one.places
        )
        rows.append(
            f"<tr><td>{one.number:,}</td><td>{kind.severity}</td>"
            f"<td><code>{escape(printable(kind.code))}</code></td>"
            f"<td><code>{escape(printable(kind.field))}</code></td><td>{places}</td></tr>"
        )
    return (
        "<h2>By code and field</h2><table><thead><tr><th>findings</th><th>weight</th><th>code</th>"
        f"<th>field</th><th>first at</th></tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _samples(samples: dict[Kind, list[Finding]]) -> str:
    if not samples:
        return ""
    parts = ["<h2>Samples</h2>"]
    for kind, findings in samples.items():
        parts.append(f"<h3><code>{_name(kind)}</code></h3>")
        parts += [f"<pre>{escape(block(finding))}</pre>" for finding in findings]
    return "".join(parts)
