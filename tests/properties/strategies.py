"""Payloads: valid ones, and ones with a single change."""

import copy
import datetime
from typing import Any

from hypothesis import strategies as st

NIL = "00000000-0000-0000-0000-000000000000"
REASONS = ("normal", "failed", "busy", "cancel", "timeout", "noanswer", "dialout", "amd")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
uuids = st.uuids().map(str) | st.uuids().map(lambda one: str(one).upper())
real_uuids = uuids.filter(lambda one: one != NIL)
times = st.datetimes(
    min_value=datetime.datetime(1, 1, 1), max_value=datetime.datetime(9999, 12, 31)
).map(lambda time: f"{time.year:04}-{time:%m-%d %H:%M:%S}.{time.microsecond:06}")
counts = st.integers(min_value=0, max_value=10**30)


@st.composite
def addresses(draw: st.DrawFn) -> dict[str, Any]:
    address = {
        "type": draw(st.sampled_from(["agent", "extension", "sip", "tel", "line"])),
        "target": draw(texts),
    }
    for name in ("target_name", "name", "detail"):
        if draw(st.booleans()):
            address[name] = draw(texts)
    return address


@st.composite
def campaigncalls(draw: st.DrawFn) -> dict[str, Any]:
    """Return a campaigncall that keeps every rule, warnings included."""
    kind = draw(st.sampled_from(["none", "call"]))
    status = draw(st.sampled_from(["dialing", "progressing", "done"]))
    payload = {
        "id": draw(uuids),
        "campaign_id": draw(uuids),
        "outplan_id": draw(uuids),
        "outdial_id": draw(uuids),
        "outdial_target_id": draw(uuids),
        "queue_id": draw(uuids),
        "activeflow_id": draw(uuids),
        "reference_type": kind,
        "reference_id": draw(real_uuids) if kind == "call" else NIL,
        "status": status,
        "result": draw(st.sampled_from(["success", "fail"])) if status == "done" else "",
        "source": draw(addresses()),
        "destination": draw(addresses()),
        "destination_index": draw(counts),
        "try_count": draw(counts),
        "tm_create": draw(times),
        "tm_update": draw(times),
    }
    return dict(draw(st.permutations(list(payload.items()))))


def json_values(strings: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    numbers = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    return st.recursive(
        st.none() | st.booleans() | numbers | strings,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(strings, inner, max_size=4),
        max_leaves=15,
    )


values = json_values(texts)

near_misses = st.sampled_from(
    [
        None,
        True,
        0,
        -1,
        1.5,
        1.0,
        "",
        "1",
        "Done",
        "sucess",
        NIL,
        f"{NIL}\n",
        "2026-02-29 00:00:00.000000",
        "2024-02-29 00:00:00.000000",
        "2024-02-29 24:00:00.000000",
        "2024-02-29 00:00:00.000000\n",
        "٢024-02-29 00:00:00.000000",
        [],
        {},
        {"type": "tel"},
        {"type": "tel", "target": "1", "x": 1},
    ]
)


@st.composite
def mutated_campaigncalls(draw: st.DrawFn) -> dict[str, Any]:
    """Return a campaigncall with a few changes, of which each may leave the contract or not."""
    payload = copy.deepcopy(draw(campaigncalls()))
    for _ in range(draw(st.integers(1, 3))):
        holder = payload
        if draw(st.booleans()) and isinstance(payload.get("source"), dict):
            holder = payload["source"]
        names = sorted(holder)
        change = draw(st.sampled_from(["replace", "near", "drop", "add", "rename"]))
        if change == "add" or not names:
            holder[draw(texts)] = draw(values)
            continue
        name = draw(st.sampled_from(names))
        if change == "replace":
            holder[name] = draw(values)
        elif change == "near":
            holder[name] = draw(near_misses)
        elif change == "drop":
            del holder[name]
        else:
            holder[name[:-1]] = holder.pop(name)
    return payload
