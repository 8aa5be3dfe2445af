"""A change as one text: all that is said of it, for tests to compare."""

import json
from typing import Any

from docs_extract.compare.change import ABSENT, Change, Policy, Proof, Verdict
from docs_extract.compare.compare import compare
from docs_extract.compare.side import SideSchema
from validator import wording


def tell(old: Any, new: Any, policy: Policy = Policy.LENIENT) -> list[str]:
    """Return what changed between two schemas of a struct that is called parcel."""
    sides = (SideSchema("parcel", f"parcel@{n}", one) for n, one in enumerate((old, new), 1))
    found = compare(*sides, policy)
    assert {found.struct, *(one.struct for one in found.changes)} == {"parcel"}
    return [told(one) for one in found.changes]


def told(change: Change) -> str:
    """Return the code, field, JSON Pointer and fingerprint, the message, the values, the proofs."""
    place, pointer = (wording.printable(one) or "-" for one in (change.field, change.pointer))
    if change.embedded:
        place += f" of {change.embedded} through {', '.join(change.through) or 'nothing'}"
    sources = [one and f"{one.page}:{one.line}" for one in (change.old_source, change.new_source)]
    return "\n".join(
        [
            f"{change.code} {place} {pointer} {change.fingerprint}",
            f"  {change.message}",
            f"  {_value(change.old)} -> {_value(change.new)}",
            f"  writers {_verdict(change.writers)}",
            f"  readers {_verdict(change.readers)}",
            *([f"  {sources[0]} -> {sources[1]}"] if any(sources) else []),
        ]
    )


def _value(value: Any) -> str:
    return "ABSENT" if value is ABSENT else json.dumps(value, ensure_ascii=False)


def _verdict(verdict: Verdict) -> str:
    word = {True: "broken", False: "whole"}[verdict.breaks]
    if verdict.witness is None:
        return f"{word}, {verdict.proof.value}{f': {verdict.reason}' if verdict.reason else ''}"
    assert verdict.proof is Proof.WITNESS
    witness = verdict.witness
    why = "; ".join(wording.printable(one.message) for one in witness.refusals)
    reason = "" if witness.reason is ABSENT else f" with {_value(witness.reason)}"
    steps = ", ".join(f"{one.op} {one.pointer or '-'}" for one in witness.edits)
    near = f" [{steps or 'as it stands'}]" if witness.example else ""
    return f"{word} by {_value(witness.payload)}{reason}{near}: {why}"
