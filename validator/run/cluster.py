"""The executor of a Dask cluster: the same function over the same ranges, on any machines."""

import collections
import concurrent.futures
import contextlib
import importlib.metadata
import itertools
import logging
import os
import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import dask
import distributed

from validator.errors import CallspecError
from validator.formats import STDIN
from validator.run.checker import Checker
from validator.run.part import Part, placed
from validator.run.tasks import Task, count_lines, run_whole, split, unreadable

LOCAL = "local"
SCHEME = "dask://"

RANGE = 64 * 1024 * 1024
"""Bytes of a file that one task has, where a file is split: a task costs a message to and fro."""

AHEAD = 3
"""Tasks that are sent for each thread of the cluster: no worker waits for the next one."""

TRIES = 3
"""How often a task is done again whose worker dies."""

PATIENCE = 30
"""Seconds to wait for a worker where there is none; to reach the scheduler, a third of it."""

_ONE_BY_ONE = threading.Lock()
"""Engines are not made for several threads, and a worker may have many."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster: `local` starts one of `workers` processes, `dask://HOST:PORT` is one.

    A file's name must lead to it from every worker: through a file system that all machines share,
    or one that fsspec reaches (s3://, gs://, hdfs://).
    """

    address: str
    workers: int
    size: int = RANGE

    def parts(
        self, checkers: Sequence[Checker], tasks: Iterable[Task]
    ) -> Generator[Part, None, None]:
        """Yield the parts of all tasks, each file split into ranges where it can be.

        Raises:
            CallspecError: the scheduler cannot be reached, a worker has another version of
                callspec, or no worker is left.
        """
        yield from placed(self._parts(checkers, tasks))

    def _parts(self, checkers: Sequence[Checker], tasks: Iterable[Task]) -> Iterator[Part]:
        with _connected(self) as client:
            _check_versions(client)
            # A task of its own: they are compiled once a worker, and made again where lost.
            kept = client.submit(_same, checkers, pure=False)
            folder = os.getcwd()  # noqa: PTH109
            ranges = itertools.chain.from_iterable(split(task, self.size) for task in tasks)
            most = AHEAD * max(1, sum(client.nthreads().values()))
            waiting: collections.deque[tuple[Task, Any]] = collections.deque()
            while True:
                while len(waiting) < most and (task := next(ranges, None)) is not None:
                    waiting.append((task, _begun(client, kept, folder, task)))
                if not waiting:
                    return
                task, future = waiting.popleft()
                if future is None:
                    yield run_whole(checkers[task.checker], task)
                    continue
                part = _part(client, future)
                if part is None:
                    # Dask blames all that a dead worker was to do; a task alone is to blame.
                    for _, other in waiting:
                        if other is not None:
                            _finished(client, other)
                    part = _part(client, _begun(client, kept, folder, task))
                yield part or _lost(task)


def _same(checkers: Sequence[Checker]) -> Sequence[Checker]:
    return checkers


def _begun(client: distributed.Client, kept: Any, folder: str, task: Task) -> Any:
    if task.file == STDIN:
        return None  # it is this process's own
    return client.submit(run_on_worker, kept, folder, task, pure=False, retries=TRIES)


def run_on_worker(checkers: Sequence[Checker], folder: str, task: Task) -> Part:
    """Return all that is wrong with a task's documents, its file seen from a folder."""
    with _ONE_BY_ONE, contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # then its file is not there either, and that is said
            stack.enter_context(contextlib.chdir(folder))
        return run_whole(checkers[task.checker], task)


def _lost(task: Task) -> Part:
    said = unreadable(task.file, f"each worker that read it died, {TRIES + 1} of them")
    return Part(task.file, lines=count_lines(task), unreadable=said)


def _finished(client: distributed.Client, future: Any) -> None:
    """Wait until a future is done, which Dask does again as long as its workers die."""
    without = 0
    while not future.done():
        try:
            distributed.wait(future, timeout=1)
        except TimeoutError:
            without = 0 if client.scheduler_info()["workers"] else without + 1
            if without >= PATIENCE:
                raise CallspecError("the cluster has no worker left") from None


def _part(client: distributed.Client, future: Any) -> Part | None:
    """Return the part of a future, None where its workers died too often."""
    _finished(client, future)
    try:
        part = future.result()
    except distributed.KilledWorker:
        return None
    except concurrent.futures.CancelledError:
        raise CallspecError("the scheduler is gone") from None
    assert isinstance(part, Part)
    return part


@contextlib.contextmanager
def _connected(cluster: Cluster) -> Iterator[distributed.Client]:
    # What workers and connections have to say of themselves is no finding.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    settings = {"distributed.scheduler.allowed-failures": TRIES}
    with dask.config.set(settings), contextlib.ExitStack() as stack:
        address: Any = cluster.address.removeprefix(SCHEME)
        try:
            if cluster.address == LOCAL:
                address = stack.enter_context(
                    distributed.LocalCluster(
                        n_workers=cluster.workers,
                        threads_per_worker=1,
                        dashboard_address="127.0.0.1:0",
                        silence_logs=logging.CRITICAL,
                    )
                )
            client = stack.enter_context(distributed.Client(address, timeout=PATIENCE // 3))
        except (OSError, ValueError) as error:
            raise CallspecError(f"{cluster.address} cannot be reached") from error
        yield client


def installed_version() -> str:
    """Return the version of callspec that is installed here."""
    return importlib.metadata.version("callspec")


def _check_versions(client: distributed.Client) -> None:
    """Raise a CallspecError where a worker would judge by another version of callspec."""
    own = installed_version()
    answers = client.run(installed_version, on_error="return")
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Exception):
            raise CallspecError(f"the worker {worker} has no callspec that can be used: {answer}")
        if answer != own:
            raise CallspecError(f"the worker {worker} has callspec {answer}, this is {own}")
