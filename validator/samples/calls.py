"""The calls that payloads refer to: each ends as the payload's result says, or as it does not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.calls import CallIndex, index_calls
from validator.contract import Contract, load_contract
from validator.documents.document import Document
from validator.errors import CallspecError, SchemaError
from validator.job import Job, check_value
from validator.outcome import Outcome, applies
from validator.samples.values import NoSampleError, make

if TYPE_CHECKING:
    from validator.samples.values import Maker

_MOST_TRIES = 50


@dataclass(frozen=True, slots=True)
class Caller:
    """What makes the calls of a contract's payloads.

    `maker` makes calls that keep `contract`, the calls' own; both are None where the reference does
    not have it: then a call is its id and what it ended with.
    """

    outcome: Outcome
    contract: Contract | None
    maker: "Maker | None"

    def is_needed(self, payload: Any) -> bool:
        """Return whether a payload refers to a call."""
        return applies(self.outcome, payload)

    def call_for(self, of: Contract, payload: Any, rng: random.Random) -> Any:
        """Return a call that a payload of a contract agrees with, None where there is none."""
        if not self.is_needed(payload):
            return None
        reasons = [*(self.outcome.reasons or self.outcome.mapping), "", None]
        rng.shuffle(reasons)
        for reason in reasons:
            call = self._call(payload[str(self.outcome.reference)], reason)
            if call is not None and not self._findings(of, payload, call):
                return call
        return None

    def others(self, call: dict[str, Any]) -> Iterator[Any]:
        """Yield the call with other ends."""
        for reason in (*(self.outcome.reasons or self.outcome.mapping), ""):
            changed = {**call, self.outcome.reason: reason}
            if self.contract is None or not self.contract.check(changed):
                yield changed

    def index(self, of: Contract, call: Any) -> CallIndex:
        """Return the index that a payload of a contract is held against."""
        return index_calls([Document("call", 1, "", call)], self.outcome, of.title)

    def _findings(self, of: Contract, payload: Any, call: Any) -> bool:
        return bool(check_value(Job(of, calls=self.index(of, call)), payload))

    def _call(self, key: Any, reason: str | None) -> dict[str, Any] | None:
        """Return a call that ended so; without a reason, one in which the field is not there."""
        own = {str(self.outcome.key): key}
        if reason is not None:
            own[self.outcome.reason] = reason
        if self.contract is None or self.maker is None:
            return own
        for _ in range(_MOST_TRIES):
            try:
                call = make(self.maker, self.maker.root)
            except NoSampleError:
                continue
            call.pop(self.outcome.reason, None)
            call.update(own)
            if not self.contract.check(call):
                return dict(call)
        return None


def caller_of(contract: Contract, seed: int, schemas: Path | None) -> Caller:
    """Return what makes the calls of a contract's payloads.

    Raises:
        CallspecError: the contract maps no hangup reason, or does not say which call is meant.
    """
    from validator.samples.samples import maker_of

    outcome = contract.outcome_or_raise()
    if outcome.reference is None or outcome.key is None:
        raise CallspecError(f"{contract.title} does not say which field refers to the call")
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    for name in outcome.when.values():
        try:
            found = load_contract(str(name), schemas=schemas)
        except SchemaError:
            continue
        if {outcome.key, outcome.reason} <= set(found.schema.schema.get("properties", {})):
            return Caller(outcome, found, maker_of(found, rng))
    return Caller(outcome, None, None)
