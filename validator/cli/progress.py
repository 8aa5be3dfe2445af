"""How far a run is, in one line on a terminal that is gone when the run ends."""

import contextlib
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

FIRST = 1.0
"""Seconds before the line is shown: a short run shows none."""

BETWEEN = 0.2
"""Seconds between two looks of the line."""


@dataclass(slots=True)
class Progress:
    """A line on standard error; `total` is how many bytes there are to read, None if unknown."""

    total: int | None
    write: Callable[[str], object]
    started: float
    shown: float = 0.0
    on_screen: bool = False

    def update(self, documents: int, read: int, findings: int) -> None:
        """Show the line again, if the last look is long ago."""
        now = time.monotonic()
        if now - self.started < FIRST or now - self.shown < BETWEEN:
            return
        self.shown = now
        line = progress_line(documents, read, findings, now - self.started, self.total)
        width = shutil.get_terminal_size().columns
        self.write(f"\r\x1b[K{line[: width - 1]}")
        self.on_screen = True

    def clear(self) -> None:
        """Take the line away, before something else is printed."""
        if self.on_screen:
            self.write("\r\x1b[K")
            self.on_screen = False


def progress_line(
    documents: int, read: int, findings: int, seconds: float, total: int | None
) -> str:
    """Return how far a run is: documents, bytes read, findings, seconds so far, bytes in all."""
    speed = read / seconds if seconds else 0.0
    parts = [f"{documents:,} documents", f"{speed / 1e6:,.0f} MB/s", f"{findings:,} findings"]
    if total and speed:
        left = max(0.0, (total - read) / speed)
        parts.insert(0, f"{min(100, 100 * read // total)} %")
        parts.append(f"{int(left // 60)}:{int(left % 60):02} left")
    return "  ".join(parts)


def progress_on_terminal(total: int | None) -> Progress:
    """Return a line on standard error, which is a terminal."""
    return Progress(total, _to_terminal, time.monotonic())


@dataclass(slots=True)
class Working:
    """A line on a terminal that says what is being done, and for how long."""

    what: str
    write: Callable[[str], object]
    started: float
    on_screen: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def tick(self, now: float) -> None:
        """Show how long it takes, once it takes long; `now` is on the clock of `started`."""
        if now - self.started < FIRST:
            return
        with self.lock:
            width = shutil.get_terminal_size().columns
            line = f"{self.what}: {now - self.started:.0f} s"
            self.write(f"\r\x1b[K{line[: width - 1]}")
            self.on_screen = True

    @contextlib.contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the line away while something else is printed."""
        with self.lock:
            if self.on_screen:
                self.write("\r\x1b[K")
                self.on_screen = False
            yield


@contextlib.contextmanager
def working(what: str) -> Iterator[Working]:
    """Say on a terminal what is being done, if it takes longer than a second; nothing in a pipe."""
    line = Working(what, _to_terminal, time.monotonic())
    if not sys.stderr.isatty():
        yield line
        return
    done = threading.Event()

    def watch() -> None:
        while not done.wait(BETWEEN):
            line.tick(time.monotonic())

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield line
    finally:
        done.set()
        thread.join()
        with line.hidden():
            pass


def _to_terminal(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
