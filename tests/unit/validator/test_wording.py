from decimal import Decimal

import pytest

from validator import wording


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain é 한 🙂", "plain é 한 🙂"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[2J", "\\u001b[2J"),
        ("\x7f\x85\u202e", "\\u007f\\u0085\\u202e"),
        ("\ud800", "\\ud800"),
        ("\U000e0001", "\\udb40\\udc01"),
    ],
)
def test_nothing_a_terminal_would_obey_is_left(text, shown):
    assert wording.printable(text) == shown


@pytest.mark.parametrize(
    ("instance", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (1, "1"),
        (1.0, "1.0"),
        (Decimal("1E-400"), "1E-400"),
        ('a"b', '"a\\"b"'),
        ({}, "an empty object"),
        ({"a": 1}, "an object of 1 field"),
        ([], "an empty array"),
        ([1, 2], "an array of 2 items"),
        ("x" * 100, '"' + "x" * 78 + "…"),
    ],
)
def test_values_are_shown_short_and_on_one_line(instance, shown):
    assert wording.value(instance) == shown


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ((), "the payload"),
        (("source", "type"), "source.type"),
        (("ids", 0, "x"), "ids[0].x"),
        (("a b", ""), '["a b"][""]'),
        (("a\nb",), '["a\\nb"]'),
    ],
)
def test_paths_are_written_as_people_do(path, shown):
    assert wording.dotted(path) == shown


@pytest.mark.parametrize(
    ("values", "shown"), [(["a"], '"a"'), (["a", "b"], '"a" or "b"'), ([1, 2, 3], "1, 2 or 3")]
)
def test_choices(values, shown):
    assert wording.choice(values) == shown


def test_an_integer_that_python_does_not_print_is_measured():
    assert wording.value(10**5000) == "an integer of 16610 bits"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a é.json", "a é.json"),
        ("caf\udce9.json", "caf\\xe9.json"),
        ("\ud800.json", "\\ud800.json"),
    ],
)
def test_a_files_name_is_clean_text(name, shown):
    assert wording.file_name(name) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1, "1 byte"),
        (1000, "1000 bytes"),
        (1024, "1 KiB"),
        (64 << 20, "64 MiB"),
        (3 << 40, "3 TiB"),
    ],
)
def test_sizes_are_in_their_largest_unit(number, shown):
    assert wording.size(number) == shown


def test_of_many_values_the_first_are_shown():
    assert wording.choice(["a", "b"]) == '"a" or "b"'
    shown = wording.choice(list(range(60)))
    assert shown == f"{', '.join(map(str, range(50)))} or one of 10 more"
