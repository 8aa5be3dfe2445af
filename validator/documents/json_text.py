"""JSON text -> value, with the standard library; anything odd goes to the exact scanner.

What the scanner then says: malformed text, names that stand twice, NaN and Infinity, numbers with
too many digits, lone surrogates, too many levels.
"""

import functools
import json
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from validator.documents.numbers import TooManyDigitsError, exact_integer, exact_number
from validator.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from validator.documents.json_scan import Scan

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")


class OddTextError(ValueError):
    """The text is not plain JSON without surprises: the scanner must look at it."""


def parse(text: str, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Return the value of one JSON text that holds nothing odd.

    Raises:
        OddTextError: `explain` has something to say about the text.
    """
    depth = limits.depth
    if text.count("{") + text.count("[") > depth and scan_depth(text) > depth:
        raise OddTextError
    try:
        return _as_written(text, limits.digits)
    except OddTextError:
        pass
    if _SURROGATE_ESCAPE.search(text) and _scan(text, limits).problems:
        raise OddTextError
    try:
        return _decoder(_members_once, limits.digits).decode(text)
    except (json.JSONDecodeError, TooManyDigitsError, RecursionError, OddTextError) as error:
        raise OddTextError from error


def _as_written(text: str, digits: int) -> Any:
    """Return the value of a short text that is, to the letter, how msgspec would write it.

    Then no name stands twice, and every number is what the text says; in so short a text none has
    too many digits. It takes half of the time.
    """
    if len(text) > digits:
        raise OddTextError
    decode, encode = _reader_and_writer(digits)
    try:
        value = decode(text)
        if encode(value) == text.encode():
            return value
    except (ValueError, RecursionError) as error:  # as all errors of msgspec are
        raise OddTextError from error
    raise OddTextError


@functools.cache
def _reader_and_writer(digits: int) -> tuple[Callable[[str], Any], Callable[[Any], bytes]]:
    try:
        import msgspec
    except ImportError:  # it has no wheel for every platform
        return _never, _never
    number = functools.partial(exact_number, most=digits)
    return msgspec.json.Decoder(float_hook=number).decode, msgspec.json.Encoder().encode


def _never(_: Any) -> Any:
    raise OddTextError


def explain(text: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Any, "Scan"]:
    """Return what can be read of an odd text, and what is wrong with it.

    The value is None where the reading ended before the text did. A name that stands twice has its
    last value, as the standard library and most readers keep it.
    """
    result = _scan(text, limits)
    if any(problem.fatal for problem in result.problems):
        return None, result
    return _decoder(dict, limits.digits).decode(text), result


def _scan(text: str, limits: Limits) -> "Scan":
    from validator.documents.json_scan import scan  # a clean text does not pay for the scanner

    return scan(text, limits)


def scan_depth(text: str) -> int:
    """Return how many objects and arrays stand inside one another, brackets in strings aside."""
    depth = deepest = 0
    for token in re.finditer(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)|[\[{]|[\]}]', text, re.DOTALL):
        char = token.group()[0]
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _members_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise OddTextError
    return members


def _refuse(constant: str) -> Any:
    raise OddTextError(constant)


@functools.cache
def _decoder(pairs_hook: Any, digits: int) -> json.JSONDecoder:
    """Return a decoder, made once: the standard library makes one for each text with hooks."""
    return json.JSONDecoder(
        object_pairs_hook=pairs_hook,
        parse_constant=_refuse,
        parse_float=functools.partial(exact_number, most=digits),
        parse_int=functools.partial(exact_integer, most=digits),
    )
