import click
import pytest
from click.testing import CliRunner

from validator.cli.limits import SizeType, limit_options
from validator.limits import DEFAULT_LIMITS, Limits


@click.command()
@limit_options
def show(limits):
    click.echo(repr(limits))


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("1", 1),
        ("1000B", 1000),
        ("10KB", 10_000),
        ("2k", 2000),
        ("64MiB", 64 * 2**20),
        ("1 tib", 2**40),
    ],
)
def test_sizes(text, size):
    assert SizeType().convert(text, None, None) == size


@pytest.mark.parametrize("text", ["", "0", "-1", "1.5MB", "1XB", "MB", "\u0661MB", "9" * 16])
def test_no_sizes(text):
    with pytest.raises(click.BadParameter, match="is no size: write 1000000, 10MB or 64MiB"):
        SizeType().convert(text, None, None)


def test_options_make_limits():
    said = "--max-size 1MiB --max-depth 2 --max-digits 3 --max-yaml-values 4 "
    said += "--max-unpacked 5 --max-ratio 6 --max-seconds 7.5"
    assert CliRunner().invoke(show, said.split()).output.strip() == repr(
        Limits(
            size=2**20,
            depth=2,
            digits=3,
            yaml_values=4,
            unpacked=5,
            ratio=6,
            seconds=7.5,
            stdin_seconds=7.5,
        )
    )
    assert CliRunner().invoke(show, []).output.strip() == repr(DEFAULT_LIMITS)


@pytest.mark.parametrize(("option", "value"), [("--max-depth", "201"), ("--max-digits", "4301")])
def test_engines_take_no_more(option, value):
    assert CliRunner().invoke(show, [option, value]).exit_code == 2


def test_limits_are_usual_where_no_document_is_refused_that_is_taken_by_default():
    assert DEFAULT_LIMITS.are_usual
    assert Limits(size=2**40, seconds=1, unpacked=1, yaml_values=1).are_usual
    assert not Limits(size=1).are_usual
    assert not Limits(depth=1).are_usual
    assert not Limits(digits=1).are_usual
