import os
import signal
import threading
import time

import pytest

from validator.documents.streams import UnreadableError
from validator.documents.time_limit import within_time
from validator.limits import Limits

SAID = r"^it takes more than 0.05 s; --max-seconds takes more$"
LIMITS = Limits(seconds=0.05)


def taken(steps, limits=LIMITS, file="a.json"):
    found = []
    with pytest.raises(UnreadableError, match=SAID):
        found.extend(_kept(found, within_time(steps, file, limits)))
    return found


def _kept(found, steps):
    for step in steps:
        found.append(step)
    return []


def test_steps_that_have_time_are_all_there():
    before = signal.getsignal(signal.SIGALRM)
    assert list(within_time(iter("abc"), "a.json", Limits(seconds=60))) == ["a", "b", "c"]
    assert list(within_time(iter("abc"), "a.json", Limits(seconds=None))) == ["a", "b", "c"]
    assert list(within_time(iter([None]), "a.json", LIMITS)) == [None]
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_step_that_never_ends_is_cut_off():
    def steps():
        yield 1
        while True:
            pass

    assert taken(steps()) == [1]


def test_a_read_that_nobody_answers_is_cut_off():
    read, write = os.pipe()

    def steps():
        yield 1
        yield os.read(read, 1)

    assert taken(steps()) == [1]
    os.close(read)
    os.close(write)


def test_code_that_catches_all_errors_does_not_keep_it_from_ending():
    def steps():
        while True:
            try:
                time.sleep(60)
            except Exception:
                yield "caught"

    assert taken(steps()) == []


def test_what_is_done_with_steps_takes_none_of_the_time():
    for _ in within_time(iter("ab"), "a.json", LIMITS):
        time.sleep(0.06)


def test_where_no_signal_comes_the_time_is_looked_at_after_each_step():
    def steps():
        yield 1
        time.sleep(0.06)
        yield 2
        yield 3

    found = []
    thread = threading.Thread(target=lambda: found.extend(taken(steps())))
    thread.start()
    thread.join()
    assert found == [1, 2]


def test_standard_input_is_waited_for():
    def steps():
        time.sleep(0.06)
        yield 1

    assert list(within_time(steps(), "-", LIMITS)) == [1]
    assert taken(steps(), Limits(stdin_seconds=0.05), "-") == []
