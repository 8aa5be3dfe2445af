"""`callspec sample`: payloads made from a contract."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from validator.cli.options import (
    SchemaType,
    config_option,
    config_path,
    no_config_option,
    schemas_folder,
    schemas_option,
)
from validator.empty_folder import make_empty
from validator.errors import CallspecError
from validator.formats import InputFormat, format_of_name

if TYPE_CHECKING:
    from validator.samples.samples import Sample

MOST = 1_000_000
PAYLOAD = "payload"


@click.command()
@click.argument("schema", type=SchemaType(), metavar="NAME[@VERSION]|FILE")
@click.option(
    "--count",
    type=click.IntRange(1, MOST),
    default=10,
    show_default=True,
    metavar="N",
    help="How many.",
)
@click.option(
    "--seed",
    type=int,
    default=0,
    show_default=True,
    metavar="N",
    help="The same seed gives the same payloads, on every machine.",
)
@click.option(
    "--invalid",
    is_flag=True,
    help="With one defect each, and beside it the finding that it must give.",
)
@click.option(
    "--with-calls",
    is_flag=True,
    help="Also the calls that the payloads refer to, which ended as their results say.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR|FILE.ndjson",
    help="An empty folder for a file each, or a file of lines [default: lines to standard output].",
)
@schemas_option
@config_option
@no_config_option
def sample(
    schema: str,
    count: int,
    seed: int,
    invalid: bool,
    with_calls: bool,
    output: Path | None,
    schemas: Path | None,
    config_file: Path | None,
    no_config: bool,
) -> int:
    """Make payloads that keep a contract: different ones, which keep its rules too.

    Producers in any language test themselves with them. With --invalid each has one defect: on
    standard output a line is then an object of a payload and the finding that is expected; in a
    folder the payloads are in payloads/, the findings in expected/ and the calls in calls/, under
    the same names.

    \b
    callspec sample campaigncall --count 20 --seed 7
    callspec sample campaigncall --count 20 --with-calls --output samples/
    callspec sample campaigncall --invalid --output broken/
    callspec sample address@1.0.0 --output addresses.ndjson
    callspec sample campaigncall --invalid | callspec validate - --at /payload

    Exit codes: 0 made, 2 the job could not be done.
    """
    as_lines = output is None or format_of_name(str(output)) is InputFormat.NDJSON
    if with_calls and output is None:
        raise click.UsageError(
            "--with-calls makes two kinds of payloads: give --output DIR or --output FILE.ndjson"
        )
    from validator.contract import load_contract
    from validator.samples.calls import caller_of
    from validator.samples.samples import samples

    if not no_config:
        schemas = schemas_folder(schemas, config_path(config_file, no_config))
    contract = load_contract(schema, schemas=schemas)
    caller = caller_of(contract, seed, schemas) if with_calls else None
    made = itertools.islice(samples(contract, seed, invalid=invalid, caller=caller), count)
    if output is None:
        for one in made:
            click.echo(_line(_record(one)))
    else:
        from validator.cli.progress import working

        with working("making samples"):
            if as_lines:
                _write_lines(output, made, with_calls=with_calls)
            else:
                _write_folder(output, made, count)
    return 0


def _record(sample: "Sample") -> Any:
    """Return what a line is: a payload, or a payload with what is expected of it."""
    if sample.expected is None:
        return sample.payload
    return {PAYLOAD: sample.payload, "expected": _expected(sample)}


def _expected(sample: "Sample") -> dict[str, Any]:
    finding = sample.expected
    assert finding is not None
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "pointer": finding.pointer,
        "message": finding.message,
        "hint": finding.hint,
    }


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_lines(file: Path, made: "Iterator[Sample]", *, with_calls: bool) -> None:
    """Write samples as they are made, and their calls into a file beside: a million is not kept."""
    from validator.cli.outputs import Output
    from validator.cli.writers import opened

    beside = [file.with_name(f"{file.stem}.calls{file.suffix}")] if with_calls else []
    with opened([Output("json", one) for one in (file, *beside)]) as (payloads, *calls):
        for one in made:
            payloads.write(f"{_line(_record(one))}\n")
            for writer in calls if one.call is not None else ():
                writer.write(f"{_line(one.call)}\n")


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that samples are written into, each file under the number of its sample."""

    path: Path
    digits: int

    def write(self, kind: str, number: int, value: Any) -> None:
        folder = self.path / kind
        folder.mkdir(exist_ok=True)
        text = json.dumps(value, indent=2, ensure_ascii=False) + "\n"
        file = folder / f"{number:0{self.digits}}.json"
        file.write_text(text, encoding="utf-8", newline="\n")


def _write_folder(path: Path, made: "Iterator[Sample]", count: int) -> None:
    try:
        make_empty(path, "--output")
        folder = _Folder(path, len(str(count)))
        for number, one in enumerate(made, start=1):
            folder.write("payloads", number, one.payload)
            if one.expected is not None:
                folder.write("expected", number, _expected(one))
            if one.call is not None:
                folder.write("calls", number, one.call)
    except OSError as error:
        raise CallspecError(f"{error.filename or path}: {error.strerror or error}") from error
