"""Code that may take so long, and no longer, however it is held up."""

import contextlib
import signal
import threading
from collections.abc import Iterator

_AGAIN = 1.0
"""Seconds after which a signal is sent again, if code that catches everything caught it."""


class TimeUp(BaseException):
    """The time is over. No library takes it for an error of its own."""


@contextlib.contextmanager
def alarm(seconds: float) -> Iterator[None]:
    """Raise TimeUp inside the block after so many seconds.

    One block inside another ends the time of the outer one. It can be done where a signal
    interrupts this thread: the main one, on POSIX. Elsewhere nothing is raised.
    """
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
    raise TimeUp
