"""Measure all contestants and write docs/benchmarks.md: `python run.py [RECORDS [ROUNDS [FILE]]]`."""

import os
import platform
import statistics
import sys
import tempfile
from datetime import date
from importlib.metadata import version
from pathlib import Path

from chart import chart
from data import DEFECTS, EVERY, head, write
from measure import (
    CALLSPEC,
    CHECK_JSONSCHEMA,
    PYTHON,
    ROOT,
    SCHEMA,
    Figure,
    ajv,
    loop,
    measure,
    parse,
    ratio,
    sourcemeta,
)
from same import check_same
from tabulate import tabulate

RECORDS = 200_000
ROUNDS = 5
PARTS = {"jsonschema": 100, "fastjsonschema": 10, "pydantic": 4}
"""Slow contestants get so small a part of the archive: 1/100, 1/10, 1/4 of its records."""

NOTES = {
    "parse": "orjson, nothing checked",
    "callspec": "the command",
    "callspec --jobs 2": "the command",
    "jsonschema-rs": "a loop over orjson",
    "pydantic": "a loop over orjson, a model written by hand",
    "ajv": "a loop over JSON.parse, in Node.js",
    "sourcemeta": "its program, `validate --fast`",
    "fastjsonschema": "a loop over orjson",
    "jsonschema": "a loop over orjson; what check-jsonschema runs",
}


def tables(folder: Path, records: int, rounds: int) -> tuple[list[str], dict[str, float]]:
    """Return the tables as Markdown, and microseconds a record by contestant for the chart."""
    write(records, folder)
    clean = str(folder / "clean.ndjson")
    heads = {name: str(folder / f"{name}.ndjson") for name in PARTS}
    for name, part in PARTS.items():
        head(clean, records // part, Path(heads[name]))
    counts = {name: records // PARTS.get(name, 1) for name in NOTES}
    linked = folder / "clean.jsonl"
    linked.hardlink_to(clean)
    found = measure(
        {
            "parse": parse(clean),
            "callspec": [CALLSPEC, "validate", clean, "--summary-only"],
            "callspec --jobs 2": [CALLSPEC, "validate", clean, "--summary-only", "--jobs", "2"],
            "jsonschema-rs": loop("jsonschema-rs", clean),
            "pydantic": loop("pydantic", heads["pydantic"]),
            "ajv": ajv(clean),
            "sourcemeta": sourcemeta(str(linked)),
            "fastjsonschema": loop("fastjsonschema", heads["fastjsonschema"]),
            "jsonschema": loop("jsonschema", heads["jsonschema"]),
        },
        rounds,
    )
    verdicts = [
        (
            name,
            NOTES[name],
            counts[name],
            *_figures(figure, counts[name]),
            f"{statistics.median(figure.times) / counts[name] * records / found['callspec'].median:.2f}",
        )
        for name, figure in found.items()
    ]
    kinds = measure(
        {
            f"{who} {name}": _command(who, str(folder / f"{name}.ndjson"))
            for name in ("clean", "shuffled", "spaced", "bad")
            for who in ("parse", "callspec")
        },
        rounds,
    )
    reports = [
        (
            name,
            *(
                f"{kinds[f'{who} {name}'].median / records * 1e6:.2f}"
                for who in ("parse", "callspec")
            ),
            f"{ratio(kinds[f'callspec {name}'], kinds[f'parse {name}']):.2f}",
        )
        for name in ("clean", "shuffled", "spaced", "bad")
    ]
    one = str(ROOT / "fixtures/valid/done-success.json")
    start = measure(
        {
            "python -c pass": [PYTHON, "-c", "pass"],
            "python -c 'import click'": [PYTHON, "-c", "import click"],
            "callspec validate one.json": [CALLSPEC, "validate", one],
            "check-jsonschema one.json": [CHECK_JSONSCHEMA, "--schemafile", SCHEMA, one],
            "sourcemeta validate one.json": [*sourcemeta(one)[:-1]],
        },
        4 * rounds,
    )
    starts = [
        (
            name,
            f"{figure.median * 1e3:.0f}",
            f"{min(figure.times) * 1e3:.0f}-{max(figure.times) * 1e3:.0f}",
        )
        for name, figure in start.items()
    ]
    texts = [
        _table(
            verdicts,
            (
                "contestant",
                "what runs",
                "records",
                "µs a record",
                "rounds",
                "MB",
                "times callspec's",
            ),
        ),
        _table(reports, ("archive", "parse, µs", "callspec, µs", "speed to parsing")),
        _table(starts, ("command", "ms", "rounds")),
    ]
    chart_of = {name: figure.median / counts[name] * 1e6 for name, figure in found.items()}
    return texts, chart_of


def _command(who: str, file: str) -> list[str]:
    return parse(file) if who == "parse" else [CALLSPEC, "validate", file, "--format", "json"]


def _figures(figure: Figure, records: int) -> tuple[str, str, str]:
    times = [seconds / records * 1e6 for seconds in figure.times]
    spread = f"{min(times):.2f}-{max(times):.2f}"
    return f"{statistics.median(times):.2f}", spread, f"{figure.memory:.0f}"


def _table(rows: list[tuple[object, ...]], headers: tuple[str, ...]) -> str:
    return tabulate(rows, headers, tablefmt="github", disable_numparse=True)


def page(texts: list[str], records: int, rounds: int, size: float) -> str:
    """Return the page."""
    versions = ", ".join(
        f"{name} {version(name)}"
        for name in ("orjson", "jsonschema-rs", "jsonschema", "fastjsonschema", "pydantic")
    )
    return f"""# Benchmarks

`make bench` measures and writes this page; `make bench-small` does so in minutes. Measured on
{date.today():%Y-%m-%d}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python
{platform.python_version()}; {versions}, and from the npm registry ajv and sourcemeta's program as
`benchmarks/archive/node/package-lock.json` has them.

The archives are {records:,} campaigncalls of {size:.0f} bytes, made from a seed
(`benchmarks/archive/data.py`). Every command is a whole process, with its start. All run in turn,
{rounds} rounds in one session: figures are medians over the rounds, and "rounds" are the least and
the most. First, each contestant must find the same invalid lines in an archive with
{len(DEFECTS)} kinds of defects (`benchmarks/archive/same.py`).

## Verdicts on a clean archive

{texts[0]}

![Microseconds a record, shorter is better](benchmarks.svg)

Contestants that take long get a part of the archive. check-jsonschema and ajv's command line read
no files of lines; they are here as the loop a user would write. "MB" is the most that a process
took.

## As a user runs it

`callspec validate FILE --format json`, against parsing each line with orjson. `bad` has one record in
{EVERY} with a defect, and all findings are written. `shuffled` has the names of each object in any
order, `spaced` white space and escapes.

{texts[1]}

## Start

One valid file of one payload.

{texts[2]}

`make bench-check` measures what is promised, as ratios in one run on two million records, and fails
where one does not hold. The larger the archive, the less the start weighs: [scale](scale.md).
"""


def main(records: int, rounds: int, target: Path) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        check_same(folder)
        texts, figures = tables(folder, records, rounds)
        size = (folder / "clean.ndjson").stat().st_size / records
    target.write_text(page(texts, records, rounds, size), "utf-8")
    target.with_suffix(".svg").write_text(chart(figures), "utf-8")


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else RECORDS,
        int(given[1]) if len(given) > 1 else ROUNDS,
        Path(given[2]) if len(given) > 2 else ROOT / "docs/benchmarks.md",
    )
