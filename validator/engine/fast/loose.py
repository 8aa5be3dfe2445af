"""Values that may be anything: only their names and depth are looked at."""

from collections.abc import Iterable
from typing import Any

from validator.engine.fast.refused import RefusedError
from validator.limits import DEFAULT_LIMITS


def strings_in(values: Iterable[Any], level: int, doubt: list[None]) -> int:
    """Return how many strings, names among them, the JSON texts of values hold.

    `level` is the depth that an object or array among them has, counted from 1. `doubt` gets
    something where a float does not tell how its number was written.

    Raises:
        RefusedError: objects and arrays stand too deep inside one another.
    """
    count = 0
    for value in values:
        kind = value.__class__
        if kind is str:
            count += 1
        elif kind is dict or kind is list:
            if level > DEFAULT_LIMITS.depth:
                raise RefusedError
            if kind is dict:
                count += len(value)
                value = value.values()
            count += strings_in(value, level + 1, doubt)
        elif kind is float and value.is_integer():
            doubt.append(None)
    return count
