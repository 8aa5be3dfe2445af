"""Two versions of a contract -> what changed between them, whom it breaks, and the proof."""

from collections.abc import Iterator

from jsonpointer import JsonPointer

from docs_extract.compare.change import (
    ABSENT,
    UNBROKEN,
    Change,
    Comparison,
    Policy,
    Proof,
    Verdict,
)
from docs_extract.compare.differences import Difference, differences
from docs_extract.compare.judge import judge
from docs_extract.compare.locations import Location, dotted, locations
from docs_extract.compare.messages import message_of
from docs_extract.compare.proof import contains
from docs_extract.compare.side import SideSchema
from docs_extract.compare.tree import Path, Reading, Tree, get, read_tree, take
from docs_extract.compare.version import Version, read_version
from docs_extract.compare.words import Rewording, rewordings
from validator import wording
from validator.annotations import annotation, source_of
from validator.finding import Source

_LEFT = "the changes that are told apart do not make the old contract the new one"
_REFUTED = "each change alone breaks nobody, but no proof was found for all of them together"


def compare(old: SideSchema, new: SideSchema, policy: Policy = Policy.LENIENT) -> Comparison:
    """Return what changed between two versions of a struct, in the order of the new page.

    Raises:
        SchemaError: one of them is not a usable JSON Schema.
    """
    ours, theirs = read_tree(old.schema), read_tree(new.schema)
    changes: list[Change] = []
    if ours.tree != theirs.tree:
        before, after = read_version(old, ours), read_version(new, theirs)
        changes = list(_changes(new.name, before, after, policy))
    changes += _words(new.name, ours, theirs)
    return Comparison(new.name, old.title, new.title, tuple(changes))


def added(schema: SideSchema, old: str) -> Comparison:
    """Return the comparison of a struct that only the new side has; `old` names the old side."""
    verdict = Verdict(False, Proof.POLICY, "there was no contract that anybody could rely on")
    return _of_struct("struct-added", "came", schema, verdict, old, schema.title)


def removed(schema: SideSchema, new: str) -> Comparison:
    """Return the comparison of a struct that only the old side has; `new` names the new side."""
    verdict = Verdict(True, Proof.NONE, "no contract is left that a payload could keep")
    return _of_struct("struct-removed", "went", schema, verdict, schema.title, new)


def _of_struct(
    code: str, verb: str, schema: SideSchema, verdict: Verdict, old: str, new: str
) -> Comparison:
    source = source_of(annotation(schema.schema).get("source"))
    came = code == "struct-added"
    change = Change(
        struct=schema.name,
        code=code,
        message=f"the struct {wording.printable(schema.name)} {verb}",
        pointer="",
        field="",
        old=ABSENT if came else schema.name,
        new=schema.name if came else ABSENT,
        old_source=None if came else source,
        new_source=source if came else None,
        writers=verdict,
        readers=verdict,
    )
    return Comparison(schema.name, old, new, (change,))


def _changes(name: str, old: Version, new: Version, policy: Policy) -> Iterator[Change]:
    found = [
        one
        for one in differences(old.tree, new.tree)
        if one.at in old.places or one.at in new.places
    ]
    judged = [_change(name, old, new, one, judge(old, new, one, policy)) for one in found]
    yield from judged
    whole = _whole(old, new, found, judged)
    if whole is not None:
        everything = Difference("contract-changed", (), (), ((),), "", ABSENT, ABSENT)
        yield _change(name, old, new, everything, whole)


def _whole(
    old: Version, new: Version, found: list[Difference], judged: list[Change]
) -> tuple[Verdict, Verdict] | None:
    """Return what is left to say when all differences are told, None where nothing is.

    Two things could be wrong with them: that they are not all, and that what is harmless alone is
    not so together. Neither is taken on trust.
    """
    made = take(old.tree, new.tree, tuple(path for one in found for path in one.paths))
    if not _is_same(made, new.tree):
        verdict = Verdict(True, Proof.NONE, _LEFT)
        return verdict, verdict
    if not judged:
        return None
    verdicts = []
    for small, big, audience in ((old, new, "writers"), (new, old, "readers")):
        mine = [getattr(one, audience) for one in judged]
        sure = any(one.breaks or one.proof is Proof.POLICY for one in mine) or len(mine) == 1
        proved = sure or contains(big.tree, small.tree, big.tree, small.tree)
        verdicts.append(
            Verdict(False, Proof.CONTAINMENT) if proved else Verdict(True, Proof.NONE, _REFUTED)
        )
    return (verdicts[0], verdicts[1]) if any(one.breaks for one in verdicts) else None


def _is_same(made: Tree, new: Tree) -> bool:
    """Return whether two trees are the same as far as a payload can reach."""
    reached = locations(new)
    for key in ("$defs", "definitions"):
        for name, node in new.get(key, {}).items():
            if (key, name) in reached and get(made, (key, name)) != node:
                return False
    left = ("$defs", "definitions")
    ours, theirs = ({k: v for k, v in one.items() if k not in left} for one in (made, new))
    return _without_empty(ours) == _without_empty(theirs)


def _without_empty(tree: Tree) -> Tree:
    """Return a tree without what says nothing: no fields, no rules."""
    return {
        key: _without_empty(one) if isinstance(one, dict) and key != "values" else one
        for key, one in tree.items()
        if one != {} or key in ("values", "additional", "items")
    }


def _change(
    name: str,
    old: Version,
    new: Version,
    difference: Difference,
    verdicts: tuple[Verdict, Verdict],
) -> Change:
    at = difference.at
    field, through, embedded, inside = _place(old.reading, new.reading, at, difference)
    notes = [one.reading.notes.get(at) for one in (old, new)]
    shown = field or "the struct"
    return Change(
        struct=name,
        code=difference.code,
        message=message_of(difference, wording.printable(shown), *notes),
        pointer=_pointer(old.reading, new.reading, difference),
        field=field,
        old=difference.old,
        new=difference.new,
        old_source=_source(old.reading, difference.place),
        new_source=_source(new.reading, difference.place),
        writers=verdicts[0],
        readers=verdicts[1],
        through=through,
        embedded=embedded,
        inside=inside,
    )


def _place(
    old: Reading, new: Reading, at: Path, difference: Difference | None = None
) -> tuple[str, tuple[str, ...], str | None, str]:
    """Return what `field`, `through`, `embedded` and `inside` of a change are for a node."""
    places = locations(new.tree).get(at) or locations(old.tree).get(at) or [Location()]
    first = places[0]
    own: tuple[str, ...] = ()
    if difference is not None and "field" in difference.code and difference.name:
        own = (difference.name,)
    field = dotted((*first.steps, *own))
    if not first.definition:
        return field, (), None, ""
    holders = tuple(dict.fromkeys(one.holder for one in places if one.holder))
    inside = dotted((*first.steps[first.embedded :], *own))
    return field, holders, first.definition[-1], inside


def _pointer(old: Reading, new: Reading, difference: Difference) -> str:
    """Return where a difference stands in the new schema, or in the old one where it went."""
    readings = (old, new) if difference.new is ABSENT else (new, old)
    place = difference.place
    for reading in readings:
        if place in reading.pointers:
            return reading.pointers[place]
    while place:
        place = place[:-1]
        if place in new.pointers:
            return new.pointers[place]
    return ""


def _source(reading: Reading, place: Path) -> Source | None:
    """Return where the page says what stands at a place, or what lies around it."""
    for end in range(len(place), -1, -1):
        notes = annotation(reading.notes.get(place[:end]))
        if place[end : end + 1] == ("values",):
            listed = get(notes, ("sources", "enum"))
            if source_of(listed) is not None:
                return source_of(listed)
        if place == ("outcome",):
            notes = notes.get("outcome", {})
        source = source_of(notes.get("source"))
        if source is not None:
            return source
    return None


def _words(name: str, old: Reading, new: Reading) -> Iterator[Change]:
    for one in rewordings(old, new):
        yield _reworded(name, old, new, one)


def _reworded(name: str, old: Reading, new: Reading, one: Rewording) -> Change:
    field, through, embedded, inside = _place(old, new, one.at)
    pointer = new.pointers.get(one.at, "") + JsonPointer.from_parts(one.keys).path
    sources = [_source(reading, one.at) for reading in (old, new)]
    if one.code == "example-changed":
        sources = [_example_source(reading, one) for reading in (old, new)]
    return Change(
        struct=name,
        code=one.code,
        # Not `format`: the message holds values of the page, braces and all.
        message=one.message.replace("{field}", wording.printable(field or "the struct")),
        pointer=pointer,
        field=field,
        old=one.old,
        new=one.new,
        old_source=sources[0],
        new_source=sources[1],
        writers=UNBROKEN,
        readers=UNBROKEN,
        through=through,
        embedded=embedded,
        inside=inside,
    )


def _example_source(reading: Reading, one: Rewording) -> Source | None:
    listed = annotation(reading.notes.get(())).get("examples")
    number = int(one.keys[1]) if len(one.keys) > 1 else 0
    if isinstance(listed, list) and number < len(listed):
        return source_of(listed[number])
    return None
