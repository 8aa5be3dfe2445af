"""Tasks and parts: however a file is split, the parts are those of the whole."""

import json
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from validator import load_contract
from validator.contract import load_with_fast_engine
from validator.documents import InputFormat
from validator.finding import Severity
from validator.job import Job
from validator.report import Kind
from validator.run import processes, tasks
from validator.run.checker import Checker
from validator.run.executor import Serial
from validator.run.part import Part, after, joined
from validator.run.processes import Processes
from validator.run.tasks import Task, run_task, run_whole, split
from validator.run.totals import Totals

CONTRACT, FAST = load_with_fast_engine("campaigncall", None)
assert FAST is not None, "msgspec is there"
CHECKER = Checker(Job(CONTRACT), FAST)
GOOD = json.dumps(CONTRACT.schema.schema["examples"][0], separators=(",", ":"))
BAD = GOOD.replace('"done"', '"don"')
TWICE = GOOD.replace('"status"', '"status":"done","status"')
LOG = f"{GOOD}\n\n{BAD}\n{GOOD}\n  \n{TWICE}\n{GOOD}\r\n[]\n{GOOD}"


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.ndjson"
    path.write_text(LOG, encoding="utf-8", newline="")
    return path


def whole(parts) -> Part:
    return replace(joined("", parts, None), read=0)


def moved(parts):
    """Yield the parts of ranges that follow one another with their places in the file."""
    lines = documents = 0
    for part in parts:
        yield after(part, lines, documents)
        lines += part.lines
        documents += part.documents


def test_the_parts_of_a_file_add_up(log):
    part = joined(str(log), run_task(CHECKER, Task(str(log))), None)
    assert (part.lines, part.documents, part.invalid, part.read) == (9, 7, 3, len(LOG))
    assert [(one.code, one.document, one.span.line) for one in part.findings] == [
        ("enum", 2, 3),
        ("duplicate-key", 4, 6),
        ("type", 6, 8),
    ]
    assert part.counts[Kind("enum", Severity.ERROR, "/status")].number == 1


@pytest.mark.parametrize("fast", [FAST, None], ids=["fast", "exact"])
def test_any_split_gives_the_same(log, fast):
    checker = replace(CHECKER, fast=fast)
    wanted = whole(run_task(checker, Task(str(log))))
    edges = [at for at, char in enumerate(LOG) if char == "\n"]
    near = sorted({0, *(at + by for at in edges for by in (-1, 0, 1, 2)), len(LOG)})
    for middle in near:
        ranges = [
            Task(str(log), InputFormat.NDJSON, 0, middle),
            Task(str(log), InputFormat.NDJSON, middle, len(LOG)),
        ]
        assert whole(moved(run_whole(checker, one) for one in ranges)) == wanted


def test_a_small_block_gives_the_same(log, monkeypatch):
    wanted = whole(run_task(CHECKER, Task(str(log))))
    monkeypatch.setattr("validator.documents.rows.BLOCK", 700)
    assert whole(run_task(CHECKER, Task(str(log)))) == wanted
    monkeypatch.setattr(tasks, "TOGETHER", 1)
    assert whole(run_task(CHECKER, Task(str(log)))) == wanted


def test_splitting_covers_a_file_once(log, tmp_path):
    found = split(Task(str(log)), 1000)
    assert [one.start for one in found] == list(range(0, len(LOG), 1000))
    assert [one.end for one in found] == [*range(1000, len(LOG), 1000), len(LOG)]
    other = tmp_path / "log.json"
    other.write_text(LOG, encoding="utf-8")
    assert split(Task(str(other)), 1000) == [Task(str(other))]
    assert split(Task(str(log)), 10**6) == [Task(str(log))]
    assert split(Task("nowhere.ndjson"), 1000) == [Task("nowhere.ndjson")]
    assert len(split(Task(str(other), InputFormat.NDJSON), 1000)) > 1


def test_a_file_without_a_telling_name_is_split_too(log, tmp_path):
    path = tmp_path / "log"
    path.write_text(LOG, encoding="utf-8", newline="")
    assert len(split(Task(str(path)), 1000)) == len(split(Task(str(log)), 1000))
    assert whole(run_task(CHECKER, Task(str(path)))).documents == 7


def test_processes_give_what_one_does(log, monkeypatch):
    monkeypatch.setattr(processes, "RANGE", 500)
    asked = [Task(str(log)), Task("nowhere.json"), Task(str(log))]
    for most in (None, 2, 0):
        checker = replace(CHECKER, most=most)
        totals = []
        for executor in (Serial(), Processes(2)):
            total = Totals()
            found = []
            for part in executor.parts([checker], asked):
                total.add(part)
                found += part.findings[: most if most is None else max(0, most - len(found))]
            totals.append((total, found))
        assert totals[0] == totals[1]


def fatal(task):
    flag = Path(f"{task.file}.died")
    if task.start == 500 and not flag.exists():
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return run_whole(processes._CHECKERS[0], task)


def always_fatal(task):
    if task.start == 500:
        os.kill(os.getpid(), signal.SIGKILL)
    return run_whole(processes._CHECKERS[0], task)


def test_what_a_killed_process_had_is_done_again_and_counted_once(log, monkeypatch):
    monkeypatch.setattr(processes, "RANGE", 500)
    wanted = whole(run_task(CHECKER, Task(str(log))))
    monkeypatch.setattr(processes, "_run_whole", fatal)
    parts = list(Processes(2).parts([CHECKER], [Task(str(log))]))
    assert Path(f"{log}.died").exists()
    assert whole(parts) == wanted


def test_a_range_that_kills_its_process_is_said_and_the_others_are_read(log, monkeypatch):
    monkeypatch.setattr(processes, "RANGE", 500)
    monkeypatch.setattr(processes, "_run_whole", always_fatal)
    parts = list(Processes(2).parts([CHECKER], [Task(str(log))]))
    said = [one.unreadable for one in parts if one.unreadable is not None]
    assert [one.message for one in said] == [
        "cannot be read: the process that read it died 4 times"
    ]
    assert len(parts) == len(split(Task(str(log)), 500))
    assert sum(one.documents for one in parts) < 7
    # What stands behind it still has its own lines.
    assert sum(one.lines for one in parts) == 9
    assert [one.span.line for part in parts for one in part.findings] == [
        one.span.line
        for one in joined("", run_task(CHECKER, Task(str(log))), None).findings
        if not any(
            part.unreadable and first <= one.span.line <= last
            for part, first, last in placed(parts)
        )
    ]


def placed(parts):
    """Yield parts with the lines of the file that they have, the first and the last."""
    line = 0
    for part in parts:
        yield part, line + 1, line + part.lines
        line += part.lines


def test_the_exact_engine_is_asked_where_it_was_chosen(log):
    slow = Checker(Job(load_contract("campaigncall", engine="python")))
    assert whole(run_task(slow, Task(str(log)))) == whole(run_task(CHECKER, Task(str(log))))


def test_a_file_that_becomes_shorter_is_said_by_the_range_that_misses_it(log):
    size = log.stat().st_size
    first, second = split(Task(str(log)), size // 2 + 1)
    os.truncate(log, size - 10)
    said = "cannot be read: it became shorter while it was read"
    assert run_whole(CHECKER, first).unreadable is None
    part = run_whole(CHECKER, second)
    assert part.unreadable is not None
    assert part.unreadable.message == said
    steps = run_task(CHECKER, Task(str(log)))
    next(steps)
    os.truncate(log, 5)
    [last] = steps
    assert last.unreadable is not None
    assert last.unreadable.message == said
