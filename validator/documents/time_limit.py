"""An iterator that may take so long, and no longer, however it is held up."""

import contextlib
import signal
import threading
import time
from collections.abc import Iterator
from typing import TypeVar

from validator.documents.streams import UnreadableError
from validator.formats import STDIN
from validator.limits import Limits

_AGAIN = 1.0
"""Seconds after which a signal is sent again, if code that catches everything caught it."""

T = TypeVar("T")


class _TimeUp(BaseException):
    """The time is over. No library takes it for an error of its own."""


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
            with _alarm(left):
                step.extend(_next(steps))
        except _TimeUp:
            left = 0
        else:
            left -= time.monotonic() - begun
            if not step:
                return
        yield from step
        if left <= 0:
            raise UnreadableError(f"it takes more than {seconds:g} s; --max-seconds takes more")


def _next(steps: Iterator[T]) -> Iterator[T]:
    """Yield one step, if there is one: a list takes it in whole or not at all."""
    with contextlib.suppress(StopIteration):
        yield next(steps)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raise _TimeUp inside the block after so many seconds, where that can be done."""
    if not hasattr(signal, "setitimer") or (
        threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.signal(signal.SIGALRM, _time_up)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _time_up(*_: object) -> None:
    raise _TimeUp
