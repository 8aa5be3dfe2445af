"""The executor of several processes on this machine."""

import collections
import itertools
import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from validator.formats import STDIN
from validator.run.checker import Checker
from validator.run.part import Part, placed
from validator.run.tasks import Task, count_lines, run_whole, split, unreadable

RANGE = 4 * 1024 * 1024
"""Bytes of a file that one task has, where a file is split."""

TRIES = 3
"""How often a task is begun whose process dies."""


@dataclass(frozen=True, slots=True)
class Processes:
    """Several processes on this machine."""

    jobs: int

    def parts(
        self, checkers: Sequence[Checker], tasks: Iterable[Task]
    ) -> Generator[Part, None, None]:
        """Yield the parts of all tasks, each file split into ranges where it can be."""
        yield from placed(self._parts(checkers, tasks))

    def _parts(self, checkers: Sequence[Checker], tasks: Iterable[Task]) -> Iterator[Part]:
        ranges = itertools.chain.from_iterable(split(task, RANGE) for task in tasks)
        waiting: collections.deque[Task] = collections.deque()
        tries = alone = 0
        while True:
            before = len(waiting)
            try:
                yield from self._run(checkers, waiting, ranges, alone)
            except BrokenProcessPool:
                # A process that dies takes the pool with it. What has not been yielded is run
                # again, so that it is counted once; one by one, to tell which task is fatal.
                tries = tries + 1 if alone and len(waiting) == before else 1
                alone = len(waiting)
                if tries > TRIES:
                    task = waiting.popleft()
                    reason = f"the process that read it died {tries} times"
                    said = unreadable(task.file, reason)
                    yield Part(task.file, lines=count_lines(task), unreadable=said)
                    tries = 0
            else:
                return

    def _run(
        self,
        checkers: Sequence[Checker],
        waiting: collections.deque[Task],
        ranges: Iterator[Task],
        alone: int,
    ) -> Iterator[Part]:
        """Yield the parts of `waiting`, the first `alone` of them one by one, and of `ranges`.

        `waiting` has the tasks whose parts have not been yielded.
        """
        pool = ProcessPoolExecutor(self.jobs, initializer=_start, initargs=(checkers,))
        futures: collections.deque[Future[Part]] = collections.deque()
        try:
            while True:
                # No more than is soon needed: the parts that wait take memory.
                most = 1 if alone > 0 else 2 * self.jobs
                while len(futures) < most:
                    if len(waiting) == len(futures):
                        if (task := next(ranges, None)) is None:
                            break
                        waiting.append(task)
                    futures.append(self._begun(pool, checkers, waiting[len(futures)]))
                if not futures:
                    return
                part = futures.popleft().result()
                waiting.popleft()
                alone -= 1
                yield part
        finally:
            pool.shutdown(cancel_futures=True)

    def _begun(
        self, pool: ProcessPoolExecutor, checkers: Sequence[Checker], task: Task
    ) -> Future[Part]:
        if task.file != STDIN:
            return pool.submit(_run_whole, task)
        # Standard input is this process's own: a worker has none, or one with the same position.
        future: Future[Part] = Future()
        future.set_result(run_whole(checkers[task.checker], task))
        return future


_CHECKERS: list[Checker] = []
"""The checkers of a worker process: they are sent once, not with each task."""


def _start(checkers: Sequence[Checker]) -> None:
    # An interrupt is the business of the process that the user started: it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _CHECKERS[:] = checkers


def _run_whole(task: Task) -> Part:
    return run_whole(_CHECKERS[task.checker], task)
