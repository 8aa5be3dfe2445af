"""What the database finds is what a plain loop over the payloads finds."""

import datetime

import duckdb
from hypothesis import given, settings
from hypothesis import strategies as st

from validator.audit.audit import _CALLS
from validator.audit.queries import (
    contradicting_calls,
    hits_of,
    outcome_hits,
    reasons_of_calls,
)
from validator.audit.reading import Batch
from validator.audit.rules import Constant, Last, Order
from validator.audit.store import Column, Table, create, insert
from validator.outcome import Outcome

FIELDS = ("id", "target", "status", "result", "updated", "created", "call")
KINDS = ("uuid", "key", "text", "text", "time", "time", "uuid")
NAMES = {name: f"f{n}" for n, name in enumerate(FIELDS)}
RECORDS = Table(
    "record", tuple(Column(NAMES[one], kind) for one, kind in zip(FIELDS, KINDS, strict=True))
)
ORDER = ("dialing", "progressing", "done")
NIL = "00000000-0000-0000-0000-000000000000"
IDS = st.sampled_from([None, "", NIL, "a", "b"])
TIMES = st.sampled_from(
    [
        None,
        "",
        "2026-03-14 07:00:00.000000",
        "2026-03-14 07:00:00.000001",
        "2026-03-14T07:00:00Z",
        "2026-03-14T09:00:00+02:00",
        "2026-03-14T06:30:00-01:00",
        "9999-01-01 00:00:00.000000",
        "yesterday",
    ]
)
RECORD = st.tuples(
    IDS,
    IDS,
    st.sampled_from([None, *ORDER]),
    st.sampled_from([None, "", "success", "fail"]),
    TIMES,
    TIMES,
    IDS,
)
CALL = st.tuples(IDS, st.sampled_from([None, "normal", "busy"]), st.sampled_from([None, "huh"]))


def filled(records, calls=()):
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    for table, rows in ((RECORDS, records), (_CALLS, calls)):
        create(connection, table)
        numbers = list(range(1, len(rows) + 1))
        columns = [list(column) for column in zip(*rows, strict=True)]
        batch = Batch(len(rows), numbers, numbers, columns)
        insert(connection, table, batch, 0, 0)
    return connection


def key(value):
    return None if value in ("", NIL) else value


def time(value):
    try:
        read = datetime.datetime.fromisoformat(value or "")
    except ValueError:
        return None
    if read.year == 9999:
        return None
    return read if read.tzinfo else read.replace(tzinfo=datetime.UTC)


@settings(deadline=None)
@given(st.lists(RECORD, max_size=12))
def test_other_values_than_the_first(records):
    first: dict[str, tuple[int, str]] = {}
    wanted = []
    for n, (one, _, _, result, *_) in enumerate(records):
        if key(one) and result in ("success", "fail"):
            other, value = first.setdefault(one, (n, result))
            if value != result:
                wanted.append((n, other))
    question = hits_of(Constant("id", "result", ("success", "fail")), NAMES)
    assert filled(records).execute(f"{question} ORDER BY n").fetchall() == wanted


@settings(deadline=None)
@given(st.lists(RECORD, max_size=12))
def test_values_that_go_back(records):
    wanted = []
    for n, (one, _, status, _, updated, *_) in enumerate(records):
        before = [
            (ORDER.index(other[2]), -m)
            for m, other in enumerate(records)
            if key(one) == other[0] != None and other[2]  # noqa: E711
            if time(updated) and time(other[4]) and time(other[4]) < time(updated)
        ]
        if key(one) and status and before and max(before)[0] > ORDER.index(status):
            wanted.append((n, -max(before)[1]))
    question = hits_of(Order("id", "status", ORDER, "updated"), NAMES)
    assert filled(records).execute(f"{question} ORDER BY n").fetchall() == wanted


@settings(deadline=None)
@given(st.lists(RECORD, max_size=12))
def test_records_that_begin_after_the_last(records):
    ended: dict[str, tuple[datetime.datetime, int]] = {}
    for n, (one, target, _, result, updated, *_) in enumerate(records):
        if key(one) and key(target) and time(updated) and result == "success":
            ended[target] = min(ended.get(target, (time(updated), n)), (time(updated), n))
    wanted: dict[tuple[str, str], tuple[int, int]] = {}
    for n, (one, target, _, _, _, created, _) in enumerate(records):
        if key(one) and target in ended and time(created):
            at, other = ended[target]
            if time(created) > at and one != records[other][0]:
                wanted.setdefault((target, one), (n, other))
    question = hits_of(Last("target", "result", ("success",), "updated", "id", "created"), NAMES)
    found = filled(records).execute(f"{question} ORDER BY n").fetchall()
    assert found == sorted(wanted.values())


@settings(deadline=None)
@given(st.lists(RECORD, max_size=8), st.lists(CALL, max_size=8))
def test_payloads_against_their_calls(records, calls):
    outcome = Outcome(
        "result",
        "hangup_reason",
        {"status": "done"},
        "call",
        "id",
        {"normal": "success"},
        "fail",
        None,
        None,
        None,
    )
    wanted = []
    for n, (_, _, status, result, _, _, call) in enumerate(records):
        if not key(call) or status != "done" or not result:
            continue
        mine = [one for one in calls if key(one[0]) == call]
        reasons = {reason for _, reason, _ in mine if reason}
        if not mine:
            wanted.append((n, False, None))
        elif any(unknown for *_, unknown in mine) or len(reasons) > 1:
            continue
        elif not reasons:
            wanted.append((n, True, None))
        elif result != ("success" if reasons == {"normal"} else "fail"):
            wanted.append((n, True, *reasons))
    connection = filled(records, calls)
    connection.execute(f"CREATE TABLE call_end AS {reasons_of_calls()}")
    question = outcome_hits(outcome, NAMES)
    assert connection.execute(f"{question} ORDER BY n").fetchall() == wanted


@settings(deadline=None)
@given(st.lists(CALL, max_size=12))
def test_calls_against_each_other(calls):
    before: dict[str, list[str]] = {}
    wanted = []
    for n, (one, reason, _) in enumerate(calls):
        if key(one) and reason:
            known = before.setdefault(one, [])
            if known and reason not in known:
                wanted.append((n, one, list(known)))
            if reason not in known:
                known.append(reason)
    found = filled([], calls).execute(f"{contradicting_calls()} ORDER BY n").fetchall()
    assert found == wanted
