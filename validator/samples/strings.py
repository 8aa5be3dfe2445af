"""Strings that a pattern takes, proposed at random."""

import random
import re
from collections.abc import Iterator

import rstr

from validator.alarm import TimeUp, alarm

SECONDS = 1.0
"""How long one proposal may take: a pattern may ask for a million characters, or a million times
a million."""


def strings_like(pattern: str, rng: random.Random, most: int) -> Iterator[str]:
    """Yield up to so many strings, which the pattern takes as Python reads it.

    Of a pattern that Python does not have, or whose strings take too long to make, there are none.
    """
    maker = rstr.Rstr(rng)
    for _ in range(most):
        try:
            with alarm(SECONDS):
                text = maker.xeger(pattern)
        except (re.error, ValueError, RecursionError, KeyError, OverflowError, MemoryError, TimeUp):
            return
        yield text
