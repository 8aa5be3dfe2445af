from decimal import Decimal

import pytest

from validator.documents.numbers import (
    TooManyDigitsError,
    bounded,
    exact_integer,
    exact_number,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.0", 1.0),
        ("1.5", 1.5),
        ("1." + "0" * 4000, 1.0),
        ("-0.0", -0.0),
        ("1e3", 1000.0),
        ("1e400", 10**400),
        ("-1e4299", -(10**4299)),
        ("0e400", 0.0),
        ("1e-400", Decimal("1e-400")),
        ("0.5e-400", Decimal("0.5e-400")),
        ("9007199254740993.0", 9007199254740993),
        ("9007199254740993.5", Decimal("9007199254740993.5")),
        ("1.0000000000000000000001", Decimal("1.0000000000000000000001")),
    ],
)
def test_a_number_is_what_its_text_says(text, number):
    found = exact_number(text)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    "text",
    [
        "1." + "0" * 4300,
        *("1e4300", "-1e4300", "1e999999999", "-1e999999999", "1e-999999999"),
        *("1e99999999999999999999", "0e99999999999999999999"),
    ],
)
def test_a_number_that_is_too_long_written_out_is_refused(text):
    with pytest.raises(TooManyDigitsError):
        exact_number(text)


def test_the_longest_integer():
    assert exact_integer("9" * 4300) == 10**4300 - 1
    with pytest.raises(TooManyDigitsError):
        exact_integer("9" * 4301)
    assert exact_integer("-" + "9" * 4300) == 1 - 10**4300
    assert exact_integer("123", 3) == 123
    with pytest.raises(TooManyDigitsError):
        exact_integer("+1234", 3)


@pytest.mark.parametrize("sign", [1, -1])
def test_an_integer_that_was_not_written_in_digits(sign):
    assert bounded(sign * (10**4300 - 1)) == sign * (10**4300 - 1)
    assert bounded(sign * 999, 3) == sign * 999
    for number, most in ((10**4300, 4300), (1000, 3), (1001, 3)):
        with pytest.raises(TooManyDigitsError):
            bounded(sign * number, most)
