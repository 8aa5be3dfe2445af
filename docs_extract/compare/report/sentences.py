"""A change's proof in words, the same in every format that people read."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from docs_extract.compare.change import (
    ABSENT,
    Change,
    Comparison,
    Edit,
    Proof,
    Verdict,
    Witness,
)
from docs_extract.compare.report import Summary
from docs_extract.compare.report.fold import Elsewhere
from validator import wording
from validator.documents.document import keys, resolve
from validator.finding import Finding


def as_json(value: Any, indent: int | None = None, *, ascii_only: bool = False) -> str:
    """Return a value as JSON text.

    A number that a float cannot say, which JSON text can but the standard library cannot write,
    is the nearest float.
    """
    return json.dumps(value, indent=indent, ensure_ascii=ascii_only, default=_nearest)


def printable_json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON text that holds nothing a terminal would obey, lines apart."""
    return "\n".join(map(wording.printable, as_json(value, indent).split("\n")))


def shown(value: Any) -> str:
    """Return a value as one short line of JSON."""
    if isinstance(value, (dict, list)):
        return wording.shorten(wording.printable(as_json(value)))
    return wording.value(value)


def verdicts(comparison: Comparison, change: Change) -> Iterator[tuple[str, Verdict, str]]:
    """Yield the two verdicts on a change with what they say, the broken side first."""
    old, new = _short(comparison.old, "old"), _short(comparison.new, "new")
    # Writers are held against the new version, readers against the old one.
    both = [
        ("writers", change.writers, _proof(change.writers, old, new, "old")),
        ("readers", change.readers, _proof(change.readers, new, old, "new")),
    ]
    yield from sorted(both, key=lambda one: not one[1].breaks)


def refusal(witness: Witness, field: str = "") -> str | None:
    """Return what the refusing version finds, and how much more: what is about a field first."""
    if not witness.refusals:
        return None
    about = (one for one in witness.refusals if field and _is_about(one, witness, field))
    first = next(about, witness.refusals[0])
    more = len(witness.refusals) - 1
    return (
        f"{first.message} (and {wording.plural(more, 'more finding')})" if more else first.message
    )


def _is_about(finding: Finding, witness: Witness, field: str) -> bool:
    steps = keys(witness.payload, finding.pointer)
    return ".".join(one for one in steps if isinstance(one, str)) == field


def counts(summary: Summary, errors: int) -> str:
    """Return a summary as a line; `errors` are those of pages, which may hide changes."""
    line = f"{wording.plural(summary.structs, 'struct')} compared"
    if not summary.changes:
        line += ": no change is seen" if errors else ": the contract is the same"
    elif summary.wording == summary.changes:
        line += f", {summary.changed} changed: only words changed"
    else:
        kinds = [
            _some(summary.writers, "breaks writers", "break writers"),
            _some(summary.readers, "breaks readers", "break readers"),
            _some(summary.nobody, "breaks nobody", "break nobody"),
            _some(summary.wording, "is about words", "are about words"),
            _some(summary.accepted, "is accepted", "are accepted"),
        ]
        changes = wording.plural(summary.changes, "change")
        line += f", {summary.changed} changed: {', '.join([changes, *filter(None, kinds)])}"
    if summary.step:
        line += f"; step: {summary.step}"
    return line + (f"; {wording.plural(errors, 'error')} besides" if errors else "")


def elsewhere(folded: Elsewhere) -> str:
    """Return how many changes of an embedded struct there are, whom they break, and where to see.

    It begins with the struct's name: `address: 2 changes, 1 breaks writers; see address`.
    """
    changes = folded.changes
    kinds = [
        _some(sum(one.writers.breaks for one in changes), "breaks writers", "break writers"),
        _some(sum(one.readers.breaks for one in changes), "breaks readers", "break readers"),
    ]
    said = ", ".join([wording.plural(len(changes), "change"), *filter(None, kinds)])
    name, see = wording.printable(folded.embedded), wording.printable(folded.see)
    return f"{name}: {said}; see {see}"


def worded_fields(comparison: Comparison) -> list[str]:
    """Return the fields of which only words changed, each once; the struct itself by its name."""
    fields = (one.field or comparison.struct for one in comparison.changes if one.is_wording)
    return list(dict.fromkeys(fields))


def _proof(verdict: Verdict, accepting: str, refusing: str, age: str) -> str:
    if verdict.witness is not None:
        return f"broken: {refusing} refuses {_payload(verdict.witness, age)}"
    if verdict.breaks:
        return f"taken to break: {verdict.reason or 'nothing could be proved'}"
    if verdict.reason is not None:
        return f"not broken: {verdict.reason}"
    if verdict.proof is Proof.CONTAINMENT:
        return f"not broken: every payload of {accepting} is valid in {refusing}"
    return "not broken"


def _short(title: str, age: str) -> str:
    """Return what a side is called in a sentence, which a path would make hard to read."""
    return f"the {age} contract" if re.search(r"[/\\:]|\.(rst|json)$", title) else title


def _payload(witness: Witness, age: str) -> str:
    """Return a witness as the edits to its example; without one whole, where a line bears it.

    `age` tells whether it is the old page's example or the new one's.
    """
    if witness.example is None:
        text = as_json(witness.payload)
        if len(text) > wording.LONGEST_TEXT:
            text = "a payload made up from the contract"
    else:
        text = f"the {age} example ({witness.example.page}:{witness.example.line})"
        edits = [_edit(edit, witness.payload) for edit in witness.edits]
        text += f" {', '.join(edits)}" if edits else " as it stands"
    if witness.reason is not ABSENT:
        text += f", for the hangup reason {wording.value(witness.reason)}"
    return text


def _edit(edit: Edit, payload: Any) -> str:
    steps = keys(payload, edit.pointer)
    # An item that was taken from the end of its array has no place in the payload any more.
    if steps and str(steps[-1]).isdigit():
        above = resolve(payload, edit.pointer.rpartition("/")[0], None)
        steps[-1] = int(steps[-1]) if isinstance(above, list) else steps[-1]
    path = wording.dotted(steps)
    return f"without {path}" if edit.value is ABSENT else f"with {path} = {shown(edit.value)}"


def _some(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""


def _nearest(value: Any) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(f"not a JSON value: {type(value).__name__}")
