"""Numbers kept exact: what a text says decides, not what a float can hold."""

from decimal import Decimal, InvalidOperation

from validator.limits import DEFAULT_LIMITS


class TooManyDigitsError(ValueError):
    """A number has more digits than callspec takes."""


def exact_integer(text: str, most: int = DEFAULT_LIMITS.digits) -> int:
    """Return the integer that a JSON or YAML text writes in decimal digits.

    Raises:
        TooManyDigitsError: it has more than `most` digits.
    """
    if len(text) > most and len(text.lstrip("+-")) > most:
        raise TooManyDigitsError(text)
    return int(text)


def bounded(number: int, most: int = DEFAULT_LIMITS.digits) -> int:
    """Return an integer that was not written in decimal digits.

    Raises:
        TooManyDigitsError: in decimal digits it has more than `most`.
    """
    if abs(number) >= 10**most:
        raise TooManyDigitsError
    return number


def exact_number(text: str, most: int = DEFAULT_LIMITS.digits) -> int | float | Decimal:
    """Return the number that a JSON text writes with a fraction or an exponent.

    A float where it is exact enough to tell an integer from a fraction (JSON Schema 2020-12
    section 6.1.1 calls 1.0 an integer), else an int (`1e400`) or a Decimal (`0.5e-400`,
    `9007199254740993.5`), which a float would turn into another number.

    Raises:
        TooManyDigitsError: written out, it has more than `most` digits.
    """
    if len(text) > most:
        raise TooManyDigitsError(text)
    number = float(text)
    if number.is_integer() or number in (float("inf"), float("-inf")):
        try:
            decimal = Decimal(text)
        except InvalidOperation as error:  # an exponent that even a Decimal cannot hold
            raise TooManyDigitsError(text) from error
        if abs(decimal.adjusted()) >= most and decimal:
            raise TooManyDigitsError(text)
        if decimal != decimal.to_integral_value():
            return decimal
        if number != decimal:
            return int(decimal)
    return number
