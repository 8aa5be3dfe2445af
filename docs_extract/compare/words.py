"""What two versions say in other words: nothing that refuses a payload."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from jsonpointer import JsonPointer

from docs_extract.compare.change import ABSENT
from docs_extract.compare.tree import Path, Reading, get
from docs_extract.compare.witness import edits
from validator import wording
from validator.annotations import KEYWORD, annotation
from validator.documents.document import resolve
from validator.json_value import is_equal


@dataclass(frozen=True, slots=True)
class Rewording:
    """Something said otherwise: the code, the path of its node, where below it, and the texts.

    `keys` lead from the node's schema to the annotation, or into it.
    """

    code: str
    at: Path
    keys: tuple[str, ...]
    message: str
    old: Any
    new: Any


_CODES = {"title": "title-changed", "description": "description-changed"}
_OTHERS = ("default", "deprecated", "readOnly", "writeOnly", "$comment")
_RULE_WORDS = ("message", "words", "severity")


def rewordings(old: Reading, new: Reading) -> Iterator[Rewording]:
    """Yield what is said in other words about the nodes and rules that both versions have."""
    for at, after in new.notes.items():
        before = old.notes.get(at)
        if isinstance(before, dict) and isinstance(after, dict):
            yield from _annotations(at, before, after)
    yield from _examples(old.notes.get(()), new.notes.get(()))


def _annotations(at: Path, before: Any, after: Any) -> Iterator[Rewording]:
    for key in (*_CODES, *_OTHERS):
        old, new = before.get(key, ABSENT), after.get(key, ABSENT)
        if not is_equal(old, new):
            code = _CODES.get(key, "annotation-changed")
            yield Rewording(code, at, (key,), f"the {key} of {{field}} is another", old, new)
    ours, theirs = annotation(before), annotation(after)
    meant, means = ours.get("values"), theirs.get("values")
    if isinstance(meant, dict) and isinstance(means, dict):
        for value, meaning in means.items():
            if value in meant and not is_equal(meant[value], meaning):
                message = f"what {wording.value(value)} of {{field}} means is said in other words"
                place = (KEYWORD, "values", value)
                yield Rewording("meaning-changed", at, place, message, meant[value], meaning)
    for key in _RULE_WORDS:
        if "rule" in theirs and not is_equal(ours.get(key), theirs.get(key)):
            name = wording.printable(str(theirs["rule"]))
            verb = "are others" if key == "words" else "is another"
            message = f"the {key} of the rule {name} {verb}"
            said = (ours.get(key), theirs.get(key))
            yield Rewording("rule-reworded", at, (KEYWORD, key), message, *said)


def _examples(before: Any, after: Any) -> Iterator[Rewording]:
    ours, theirs = get(before, ("examples",), []), get(after, ("examples",), [])
    if not (isinstance(ours, list) and isinstance(theirs, list)):
        return
    if len(ours) != len(theirs):
        message = f"{{field}} has {wording.plural(len(theirs), 'example')}, it had {len(ours)}"
        yield Rewording("example-changed", (), ("examples",), message, ours, theirs)
        return
    for number, (old, new) in enumerate(zip(ours, theirs, strict=True)):
        for edit in edits(old, new):
            was = resolve(old, edit.pointer, ABSENT)
            inside = JsonPointer(edit.pointer).parts
            place = wording.dotted(inside)
            message = f"the example has {_said(edit.value)} as {place}, it had {_said(was)}"
            keys = ("examples", str(number), *inside)
            yield Rewording("example-changed", (), keys, message, was, edit.value)


def _said(value: Any) -> str:
    return "nothing" if value is ABSENT else wording.value(value)
