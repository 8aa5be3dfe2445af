"""Who runs the tasks: this process, or others. The parts come in the order of the tasks."""

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from validator.run.checker import Checker
from validator.run.part import Part
from validator.run.tasks import Task, run_task


class Executor(Protocol):
    """What turns tasks into parts.

    Each line of each task is in exactly one part, and the parts have the order of the tasks. What
    is found has its place in the file.
    """

    def parts(
        self, checkers: Sequence[Checker], tasks: Iterable[Task]
    ) -> Generator[Part, None, None]:
        """Yield the parts of all tasks, each judged by its checker.

        A task that cannot be run gives an unreadable part.
        """


@dataclass(frozen=True, slots=True)
class Serial:
    """The process itself, task by task: a part is there as soon as a block has been read."""

    def parts(
        self, checkers: Sequence[Checker], tasks: Iterable[Task]
    ) -> Generator[Part, None, None]:
        """Yield the parts of all tasks."""
        for task in tasks:
            yield from run_task(checkers[task.checker], task)
