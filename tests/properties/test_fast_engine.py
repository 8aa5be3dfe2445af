"""The fast engine never says yes to what the exact engine has something to say about."""

import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from both_engines import accepted, is_clean
from conftest import ROOT, SHARED
from hypothesis import given
from hypothesis import strategies as st
from mutated_lines import mutate, seeds
from schema_payloads import changed, payload, text_of
from strategies import campaigncalls, mutated_campaigncalls
from struct_strategies import payloads, schema_of, structs

from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.reference import read_reference
from validator.annotations import advice_of
from validator.contract import Contract, compile_contract, load_contract
from validator.engine.fast import FastSchema, RefusedError, compile_fast
from validator.engine.fast.batch import fast_schema
from validator.engine.fast.read import read_shapes
from validator.schemas import LoadedSchema

LEFT_TO_THE_EXACT_ENGINE = (
    "a rule about a field whose shape depends on another"
    "|a bound in a rule about a number, which a float holds inexactly"
    "|a rule about a value of any shape"
)

CORPUS = SHARED / "corpus"


def contract_of(schema: Any) -> Contract:
    return compile_contract(LoadedSchema("a", None, schema, Path("a.json"), Path(), None))


def fast_of(schema: Any) -> FastSchema:
    # Raises RefusedError with the reason where a schema of the generator is not understood.
    return fast_schema(read_shapes(schema, advice_of(schema)))


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode(
        errors="surrogatepass"
    )


CONTRACT = load_contract("campaigncall")
FAST = fast_of(CONTRACT.schema.schema)


@given(campaigncalls())
def test_a_valid_campaigncall_is_accepted(value):
    row = json.dumps(value).encode()
    big = max(value["destination_index"], value["try_count"]) >= 2**63
    assert accepted(CONTRACT, FAST, [row]) == 1 or big


@given(st.lists(campaigncalls() | mutated_campaigncalls(), max_size=5), st.randoms())
def test_a_batch_of_campaigncalls(values, rng):
    accepted(CONTRACT, FAST, [text_of(value, rng) for value in values])


@given(data=st.data(), rng=st.randoms())
def test_structs_of_any_kind(data, rng):
    other = data.draw(structs("other", embedded=False))
    struct = data.draw(structs())
    schema = schema_of(struct, other, "1.0.0")
    contract, fast = contract_of(schema), compile_fast(schema, advice_of(schema))
    if fast is None:
        # What a rule written by hand can ask and this engine leaves to the exact one.
        with pytest.raises(RefusedError, match=LEFT_TO_THE_EXACT_ENGINE):
            fast_of(schema)
        return
    values = [data.draw(payloads(struct, other)) for _ in range(3)]
    rows = [json.dumps(value).encode() for value in values]
    rows += [compact(value) for value in values]
    rows += [text_of(changed(value, rng), rng) for value in values if value]
    rows += [compact(changed(value, rng)) for value in values if value]
    accepted(contract, fast, rows)


def test_mutated_lines():
    """A small share of what `make fuzz-fast` does: a million lines with bytes changed."""
    rng = random.Random(20)
    rows = seeds(ROOT)
    yes = sum(accepted(CONTRACT, FAST, [mutate(rows, rng) for _ in range(50)]) for _ in range(200))
    assert yes > 500


@cache
def generated(year: str) -> dict[str, Any]:
    return {one.name: one.schema for one in generate(extract(read_reference([CORPUS / year])))}


def shipped() -> Iterator[Any]:
    for file in sorted((ROOT / "schemas").glob("*/*.json")):
        yield json.loads(file.read_bytes())


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the corpus is not beside this checkout (../shared/corpus)"
)
@pytest.mark.parametrize("year", ["2024-04", "2026-08"])
def test_every_schema_of_the_corpus(year):
    for name, schema in generated(year).items():
        check_schema(name, schema)


def test_every_schema_that_ships():
    for schema in shipped():
        check_schema(schema["$id"], schema)


def check_schema(name: str, schema: Any) -> None:
    rng = random.Random(name)
    contract, fast = contract_of(schema), fast_of(schema)
    values = [payload(schema, schema, rng) for _ in range(20)]
    rows = [text_of(value, rng) for value in values]
    rows += [json.dumps(value).encode() for value in values]
    rows += [compact(value) for value in values]
    rows += [text_of(changed(value, rng), rng) for value in values]
    rows += [compact(changed(value, rng)) for value in values]
    valid = sum(is_clean(contract, row) for row in rows)
    yes = accepted(contract, fast, rows)
    assert yes > valid / 2, (name, yes, valid)
    assert yes > 0, name
