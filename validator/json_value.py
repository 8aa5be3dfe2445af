"""JSON values as Python has them: whether a value is one, and whether two are equal."""

import math
from decimal import Decimal
from typing import Any

from validator.limits import DEFAULT_LIMITS
from validator.wording import dotted

_DEPTH = DEFAULT_LIMITS.depth
_DIGITS = DEFAULT_LIMITS.digits
_TOO_LARGE = 10**_DIGITS


def require_json(value: Any) -> None:
    """Accept what `json.loads` could have returned: dict, list, str, int, float, bool and None.

    Raises:
        ValueError: something inside is of another type, a name is not a string, a number is NaN or
            infinite, a string holds half of a surrogate pair, or it nests too deeply.
    """
    pending: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    while pending:
        part, path = pending.pop()
        if len(path) > _DEPTH:
            raise ValueError(f"not a JSON value: more than {_DEPTH} levels inside one another")
        if isinstance(part, dict):
            for name in part:
                if not isinstance(name, str):
                    raise ValueError(
                        f"not a JSON value: a name in {dotted(path)} is a {type(name).__name__}"
                    )
                _require_text(name, path)
            pending.extend((member, (*path, name)) for name, member in part.items())
        elif isinstance(part, list):
            pending.extend((member, (*path, number)) for number, member in enumerate(part))
        elif isinstance(part, str):
            _require_text(part, path)
        elif isinstance(part, (float, Decimal)):
            if not math.isfinite(part):
                raise ValueError(f"not a JSON value: {dotted(path)} is {part}")
        elif isinstance(part, int):
            if abs(part) >= _TOO_LARGE:
                raise ValueError(f"not a JSON value: {dotted(path)} has more than {_DIGITS} digits")
        elif part is not None:
            raise ValueError(f"not a JSON value: {dotted(path)} is a {type(part).__name__}")


def is_equal(one: Any, other: Any) -> bool:
    """Return whether two values are equal as JSON Schema has it (2020-12 Core, section 4.2.2).

    Python's True is its 1, which JSON's is not; 1.0 is 1 for both.
    """
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_equal(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_equal, one, other))
    return bool(one == other)


def _require_text(text: str, path: tuple[str | int, ...]) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"not a JSON value: half of a surrogate pair in {dotted(path)}") from error
