"""An iterator that may take so long, and no longer, however it is held up."""

import contextlib
import time
from collections.abc import Iterator
from typing import TypeVar

from validator.alarm import TimeUp, alarm
from validator.documents.streams import UnreadableError
from validator.formats import STDIN
from validator.limits import Limits

T = TypeVar("T")


@contextlib.contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Cut off what is done inside the block after so many seconds, None for any.

    Raises:
        UnreadableError: the time is over.
    """
    if seconds is None:
        yield
        return
    try:
        with alarm(seconds):
            yield
    except TimeUp as error:
        raise _too_long(seconds) from error


def within_time(steps: Iterator[T], file: str, limits: Limits) -> Iterator[T]:
    """Yield what the reading of a file yields, as long as it has time.

    What is done with it in between takes none of the time. Where a signal can interrupt this
    thread (the main one, on POSIX), a step is cut off; elsewhere the time is looked at after each.

    Raises:
        UnreadableError: the time is over.
    """
    seconds = limits.stdin_seconds if file == STDIN else limits.seconds
    if seconds is None:
        yield from steps
        return
    left = seconds
    while True:
        begun = time.monotonic()
        step: list[T] = []
        try:
            with alarm(left):
                step.extend(_next(steps))
        except TimeUp:
            left = 0
        else:
            left -= time.monotonic() - begun
            if not step:
                return
        yield from step
        if left <= 0:
            raise _too_long(seconds)


def _next(steps: Iterator[T]) -> Iterator[T]:
    """Yield one step, if there is one: a list takes it in whole or not at all."""
    with contextlib.suppress(StopIteration):
        yield next(steps)


def _too_long(seconds: float) -> UnreadableError:
    return UnreadableError(f"it takes more than {seconds:g} s; --max-seconds takes more")
