"""Samples of a contract: payloads that keep it, and payloads with one defect each."""

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from validator.annotations import advice_of
from validator.contract import Contract
from validator.engine import compile_schema
from validator.errors import CallspecError
from validator.finding import Finding, Severity
from validator.job import Job, check_value
from validator.samples.calls import Caller
from validator.samples.defects import defects
from validator.samples.values import Maker, NoSampleError, make
from validator.schemas import DIALECT

_MOST_TRIES = 500
_MOST_FRUITLESS = 20
"""Payloads without any defect that could be made, after which no more are tried."""

_MOST_DEFECTS = 80
"""Defects of a payload that are looked at before the rarest of them is taken."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A payload; with one defect, what is found; and the call it refers to, where there is one."""

    payload: Any
    expected: Finding | None = None
    call: Any = None


def samples(
    contract: Contract, seed: int, *, invalid: bool = False, caller: Caller | None = None
) -> Iterator[Sample]:
    """Yield samples of a contract without end: for a seed, always the same.

    A valid one gives no finding, no warning either; an invalid one exactly one finding, an error.
    `caller` makes the call that each payload refers to: with it, results agree with hangup reasons,
    or, in an invalid one, may be the defect.

    Raises:
        CallspecError: no payload could be made that keeps the contract, or breaks it once.
    """
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    maker = maker_of(contract, rng)
    codes: Counter[str] = Counter()
    tries = 0
    while True:
        sample = _valid(contract, maker, caller, rng)
        if not invalid:
            yield sample
            continue
        found = list(_defects(contract, sample, caller, rng))
        tries = 0 if found else tries + 1
        if found:
            # Each code as often as the others.
            chosen = min(found, key=lambda one: codes[_code(one)])
            codes[_code(chosen)] += 1
            yield chosen
        elif tries > _MOST_FRUITLESS:
            raise CallspecError(f"no payload could be made up that breaks {contract.title} once")


def maker_of(contract: Contract, rng: random.Random) -> Maker:
    """Return what makes values for a contract, the rules that only warn among what they keep."""
    root = contract.schema.schema
    if not isinstance(root, dict):
        return Maker(root, contract.schema.retrieve, lambda schema, value: True, rng)
    rules = advice_of(root)
    if rules:
        root = {**root, "allOf": [*root.get("allOf", ()), *rules]}
    return Maker(root, contract.schema.retrieve, _holds(contract), rng)


def _holds(contract: Contract) -> Callable[[Any, Any], bool]:
    """Return what tells whether a value keeps a part of a contract's schema."""
    loaded = contract.schema
    around = {key: loaded.schema[key] for key in ("$defs", "definitions") if key in loaded.schema}
    engines: dict[str, Any] = {}

    def holds(schema: Any, value: Any) -> bool:
        if isinstance(schema, bool):
            return schema
        text = json.dumps(schema, sort_keys=True)
        if text not in engines:
            engines[text] = compile_schema(
                {"$schema": DIALECT, **around, **schema},
                engine=None,
                base_uri=loaded.base_uri,
                retrieve=loaded.retrieve,
            )
        return bool(engines[text].is_valid(value))

    return holds


def _valid(contract: Contract, maker: Maker, caller: Caller | None, rng: random.Random) -> Sample:
    for _ in range(_MOST_TRIES):
        try:
            payload = make(maker, maker.root)
        except NoSampleError:
            continue
        if contract.check(payload):
            continue
        if caller is None:
            return Sample(payload)
        call = caller.call_for(contract, payload, rng)
        if call is not None or not caller.is_needed(payload):
            return Sample(payload, call=call)
    raise CallspecError(f"no payload could be made up that keeps {contract.title}")


def _defects(
    contract: Contract, sample: Sample, caller: Caller | None, rng: random.Random
) -> Iterator[Sample]:
    """Yield samples with one defect, each found by exactly one error."""
    proposals = [Sample(one, call=sample.call) for one in defects(contract, sample.payload)]
    rng.shuffle(proposals)
    del proposals[_MOST_DEFECTS:]
    if caller is not None and sample.call is not None:
        proposals += [Sample(sample.payload, call=one) for one in caller.others(sample.call)]
    for one in proposals:
        calls = caller.index(contract, one.call) if caller and one.call is not None else None
        found = check_value(Job(contract, calls=calls), one.payload)
        if len(found) == 1 and found[0].severity is Severity.ERROR:
            yield Sample(one.payload, found[0], one.call)


def _code(sample: Sample) -> str:
    assert sample.expected is not None
    return sample.expected.code
