"""What an engine that only says yes answers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Judged:
    """A block of lines: how many there are, and those that are not surely valid, by their numbers.

    Numbers count from 0, ascending. `compact` tells that all others were written as callspec would
    write them, so that it is worth trying for the next block.
    """

    lines: int
    doubtful: list[tuple[int, bytes]]
    compact: bool
