"""Each single change that leaves the contract gives a finding where it was made."""

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from json_places import paths
from schema_payloads import payload as any_payload
from strategies import campaigncalls

from validator import load_contract
from validator.documents.document import keys
from validator.schemas import catalogs

ENGINES = ("rust", "python")
STRUCTS = sorted({entry.name for catalog in catalogs(None) for entry in catalog.entries})
CONTRACTS = {(name, one): load_contract(name, engine=one) for name in STRUCTS for one in ENGINES}
# None of these is a value of any field of the reference: no text is so long, no number so small.
STRANGERS = ({"no such": {}}, [[[]]], "x" * 500, -(10**30), -0.125, True, None)


def inner_paths(value) -> list[tuple]:
    return [path for path, _ in paths(value) if path]


def put(value, path, new):
    """Return a value with another one at a path."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


def without(value, path):
    *outer, last = path
    parent = value
    for step in outer:
        parent = parent[step]
    kept = {key: one for key, one in parent.items() if key != last}
    return put(value, outer, kept)


def places(contract, value) -> list[tuple]:
    """Return where the findings of a value are, a missing member's where it should be."""
    found = []
    for one in contract.check(value):
        place = tuple(keys(value, one.pointer))
        missing = one.expected if isinstance(one.expected, list) else [one.expected]
        found += [(*place, name) for name in missing] if one.code == "required" else [place]
    return found


@pytest.mark.parametrize("engine", ENGINES)
@given(value=campaigncalls(), data=st.data())
def test_a_value_of_another_kind(value, data, engine):
    contract = CONTRACTS["campaigncall", engine]
    path = data.draw(st.sampled_from(inner_paths(value)))
    broken = put(value, path, data.draw(st.sampled_from(STRANGERS)))
    found = places(contract, broken)
    # Where every kind is taken, nothing is wrong; else the place is named, or one inside it.
    assert contract.is_valid(broken) or path in {one[: len(path)] for one in found}


@pytest.mark.parametrize("engine", ENGINES)
@given(value=campaigncalls(), data=st.data())
def test_a_member_less(value, data, engine):
    contract = CONTRACTS["campaigncall", engine]
    path = data.draw(st.sampled_from([one for one in inner_paths(value) if one[-1] != 0]))
    if not isinstance(path[-1], str):
        return
    broken = without(value, path)
    assert contract.is_valid(broken) or path in places(contract, broken)


@pytest.mark.parametrize("engine", ENGINES)
@given(value=campaigncalls(), name=st.text(min_size=1))
def test_a_member_more(value, name, engine):
    contract = CONTRACTS["campaigncall", engine]
    if name not in value:
        assert (name,) in places(contract, {**value, name: 1})


@pytest.mark.parametrize("name", STRUCTS)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_every_struct_that_ships(name, seed, data):
    schema = CONTRACTS[name, "rust"].schema.schema
    value = json.loads(json.dumps(any_payload(schema, schema, random.Random(seed))))
    for engine in ENGINES:
        contract = CONTRACTS[name, engine]
        if not contract.is_valid(value) or not (inner := inner_paths(value)):
            continue
        path = data.draw(st.sampled_from(inner))
        broken = put(value, path, data.draw(st.sampled_from(STRANGERS)))
        found = places(contract, broken)
        if contract.is_valid(broken):
            continue
        # A rule between two fields may name the other one: it stands beside this one.
        near = path[: len(path) - 1]
        assert {one[: len(near)] for one in found} >= {near}
