"""Files -> tasks, and a task -> parts: what one process does, wherever it runs."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from validator.documents.read import (
    element_document,
    recognise,
    whole_documents,
)
from validator.documents.rows import (
    Stretch,
    blocks_of,
    chunks,
    chunks_between,
    rows_of,
    stretches_of,
)
from validator.documents.streams import SHORTER, Stream, UnreadableError, open_stream
from validator.documents.time_limit import within_time
from validator.engine.judged import Judged
from validator.finding import Finding, Severity
from validator.formats import STDIN, InputFormat
from validator.run.checker import Before, Checker, check_documents, check_lines
from validator.run.part import Part, joined

ELEMENTS = 64
"""Elements of an array that are judged together."""

PASSED_OVER = 15
"""Stretches for which a faster way is not tried after one in which it was of no use."""

TOGETHER = 32 * 1024 * 1024
"""Bytes of lines that make one part, if it has not so many doubtful ones."""

LARGE = 32 * 1024 * 1024
"""Bytes of a file for which it is worth while to start a thread."""

MOST_DOUBTFUL = 500
"""Lines that the exact engine looks at before more are judged: they are kept, and take a while."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read, or the lines of it that begin at `start` <= offset < `end` (bytes).

    Without an `end` it is the whole file, in the format that `form` or the file says. `checker` is
    the number of what judges it.
    """

    file: str
    form: InputFormat = InputFormat.AUTO
    start: int = 0
    end: int | None = None
    checker: int = 0


def split(task: Task, size: int) -> list[Task]:
    """Return a task as tasks of about so many bytes of the file each.

    Only a plain file of lines can be split; all others are one task, those too that cannot be read.
    """
    if task.file == STDIN:
        return [task]
    try:
        with open_stream(task.file) as stream:
            if stream.size is None or stream.size <= size:
                return [task]
            form, _ = recognise(task.file, stream.data, task.form)
            if form is not InputFormat.NDJSON:
                return [task]
            edges = [*range(0, stream.size, size), stream.size]
    except UnreadableError:
        return [task]
    # What is written to the file while it is read belongs to no range, however it is split.
    return [
        replace(task, form=form, start=start, end=end) for start, end in itertools.pairwise(edges)
    ]


def run_task(checker: Checker, task: Task) -> Iterator[Part]:
    """Yield what is wrong with a task's documents, part by part; no error of reading is raised.

    Places are as seen from the beginning of the task.
    """
    try:
        yield from within_time(_opened(checker, task), task.file, checker.limits)
    except UnreadableError as error:
        yield Part(task.file, unreadable=unreadable(task.file, str(error)))
    except MemoryError:
        reason = "it takes more memory than there is; --max-size takes less"
        yield Part(task.file, unreadable=unreadable(task.file, reason))


def _opened(checker: Checker, task: Task) -> Iterator[Part]:
    with open_stream(task.file, checker.limits) as stream:
        yield from _parts(checker, task, stream)
        if task.end is not None and (stream.size or 0) < task.end:
            raise UnreadableError(SHORTER)  # since it was split


def run_whole(checker: Checker, task: Task) -> Part:
    """Return all that is wrong with a task's documents as one part."""
    return joined(task.file, run_task(checker, task), checker.most)


def count_lines(task: Task) -> int:
    """Return how many lines a range has that cannot be judged: what follows keeps its places."""
    if task.end is None:
        return 0
    try:
        with open_stream(task.file) as stream:
            pieces = chunks_between(stream.data, task.start, task.end)
            return sum(len(rows_of(block)) for block in blocks_of(pieces))
    except UnreadableError:
        return 0


def unreadable(file: str, reason: str) -> Finding:
    """Return the finding that a file cannot be read, or not further."""
    return Finding("unreadable", Severity.ERROR, f"cannot be read: {reason}", file=file)


def _parts(checker: Checker, task: Task, stream: Stream) -> Iterator[Part]:
    if task.end is not None:
        pieces = chunks_between(stream.data, task.start, task.end)
        yield from _lines(checker, task, stream, pieces)
        return
    form, data = recognise(task.file, stream.data, task.form)
    limits = checker.limits
    if form is InputFormat.NDJSON:
        pieces = chunks(data)
        if stream.size is not None and stream.size >= LARGE:
            from validator.documents.ahead import chunks_ahead  # few files are so large

            pieces = chunks_ahead(data)
        yield from _lines(checker, task, stream, pieces)
        return
    if form is InputFormat.ARRAY:
        yield from _elements(checker, task, stream, chunks(data))
        return
    documents = whole_documents(task.file, data, form, limits)
    yield check_documents(checker, task.file, list(documents))


def _lines(checker: Checker, task: Task, stream: Stream, pieces: Iterable[bytes]) -> Iterator[Part]:
    """Yield what is wrong with lines: many are judged, then all that is doubtful among them.

    To go to and fro between the two takes twice as long: each drives the other's code and data out
    of the processor's caches.
    """
    judge = judge_of(checker)
    taken = _taken(stream)
    # Who looks at a pipe wants to see what is wrong as soon as it comes.
    together = 0 if task.file == STDIN else TOGETHER
    before = Before()
    doubtful: list[tuple[int, bytes]] = []
    lines = size = 0
    stretches = stretches_of(pieces, checker.limits.size)
    failure: Exception | None = None
    while True:
        try:
            stretch = next(stretches, None)
        except Exception as error:  # it is raised again, when what came before it has been said
            stretch, failure = None, error
        if stretch is None:
            break
        judged = judge(stretch)
        doubtful += ((lines + number, row) for number, row in judged.doubtful)
        lines += judged.lines
        size += stretch[2] - stretch[1]
        if size >= together or len(doubtful) >= MOST_DOUBTFUL:
            part = _part(checker, task, lines, doubtful, before)
            yield replace(part, read=taken(size))
            before = Before(before.lines + part.lines, before.documents + part.documents)
            doubtful = []
            lines = size = 0
    if lines:
        yield replace(_part(checker, task, lines, doubtful, before), read=taken(size))
    if failure is not None:
        raise failure


def _part(
    checker: Checker, task: Task, lines: int, doubtful: list[tuple[int, bytes]], before: Before
) -> Part:
    if not doubtful:
        return Part(task.file, lines, lines)
    judged = Judged(lines, doubtful, False)
    starts = task.start == 0 and before.lines == 0
    return check_lines(checker, task.file, judged, before, starts=starts)


def judge_of(checker: Checker) -> Callable[[Stretch], Judged]:
    """Return what tells which lines of a stretch the exact engine must look at."""
    fast = checker.fast
    if fast is None:
        return _all_doubtful
    passed_over = doubted = 0

    def judge(stretch: Stretch) -> Judged:
        nonlocal passed_over, doubted
        # Where a stretch is not compact, or not clean, the next ones are hardly.
        judged = fast.judge(stretch, compact=not passed_over, clean=not doubted)
        if passed_over:
            passed_over -= 1
        elif not judged.compact:
            passed_over = PASSED_OVER
        doubted = PASSED_OVER if judged.doubtful else max(doubted - 1, 0)
        return judged

    return judge


def _all_doubtful(stretch: Stretch) -> Judged:
    text, start, end = stretch
    rows = rows_of(text[start:end])
    return Judged(len(rows), list(enumerate(rows)), False)


def _taken(stream: Stream) -> Callable[[int], int]:
    """Return what turns the size of a block into how many bytes of the file it took."""
    if stream.size is not None:
        return lambda size: size
    before = stream.position()

    def taken(_: int) -> int:
        nonlocal before
        last, before = before, stream.position()
        return before - last

    return taken


def _elements(
    checker: Checker, task: Task, stream: Stream, pieces: Iterable[bytes]
) -> Iterator[Part]:
    from validator.documents.elements import elements_of  # few files are arrays

    taken = _taken(stream)
    elements = elements_of(pieces, checker.limits.size)
    done = 0
    while batch := list(itertools.islice(elements, ELEMENTS)):
        doubtful = range(len(batch))
        if checker.fast is not None:
            doubtful = checker.fast.refused([one.text for one in batch])  # type: ignore[assignment]
        documents = [
            element_document(task.file, done + one + 1, batch[one], checker.limits)
            for one in doubtful
        ]
        done += len(batch)
        part = check_documents(checker, task.file, documents)
        size = sum(len(one.text) for one in batch)
        yield replace(part, documents=len(batch), read=taken(size))
