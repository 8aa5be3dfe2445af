"""Two versions of a contract -> what changed between them, whom it breaks, and the proof."""

from collections.abc import Iterator
from dataclasses import dataclass

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
from docs_extract.compare.proof import decided, is_monotone, taken_apart
from docs_extract.compare.side import SideSchema
from docs_extract.compare.tree import (
    DEFINITIONS,
    ID,
    Path,
    Reading,
    Tree,
    drop,
    get,
    own_name,
    read_trees,
    take,
    without_definitions,
)
from docs_extract.compare.version import Version, read_version
from docs_extract.compare.words import Rewording, rewordings
from validator import wording
from validator.annotations import annotation, source_of
from validator.finding import Source
from validator.json_value import is_equal

_LEFT = "the changes that are told apart do not make the old contract the new one"
_REFUTED = "each change alone breaks nobody, but no proof was found for all of them together"


@dataclass(frozen=True, slots=True)
class _Pair:
    """The two versions of a struct, and where their nodes are in payloads, in the new one if so."""

    struct: str
    old: Reading
    new: Reading
    places: dict[Path, list[Location]]


def compare(old: SideSchema, new: SideSchema, policy: Policy = Policy.LENIENT) -> Comparison:
    """Return what changed between two versions of a struct, in the order of the new page.

    Raises:
        SchemaError: one of them is not a usable JSON Schema.
    """
    ours, theirs = read_trees(old.schema, new.schema)
    pair = _Pair(new.name, ours, theirs, {**locations(ours.tree), **locations(theirs.tree)})
    changes: list[Change] = []
    if not is_equal(ours.tree, theirs.tree):
        before, after = read_version(old, ours), read_version(new, theirs)
        changes = list(_changes(pair, before, after, policy))
    changes += [_reworded(pair, one) for one in rewordings(ours, theirs)]
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


def _changes(pair: _Pair, old: Version, new: Version, policy: Policy) -> Iterator[Change]:
    # Where references cannot all be followed, nothing is known to be out of a payload's reach.
    every = not (is_monotone(old.tree) and is_monotone(new.tree))
    found = [one for one in differences(old.tree, new.tree) if every or one.at in pair.places]
    judged = [_change(pair, one, judge(old, new, one, policy)) for one in found]
    yield from judged
    whole = _whole(old, new, found, judged)
    if whole is not None:
        everything = Difference("contract-changed", (), (), ((),), "", ABSENT, ABSENT)
        yield _change(pair, everything, whole)


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
        trees = (big.tree, small.tree, big.tree, small.tree)
        proved = sure or taken_apart(*trees) or decided(*trees)
        verdicts.append(
            Verdict(False, Proof.CONTAINMENT) if proved else Verdict(True, Proof.NONE, _REFUTED)
        )
    return (verdicts[0], verdicts[1]) if any(one.breaks for one in verdicts) else None


def _is_same(made: Tree, new: Tree) -> bool:
    """Return whether two trees are the same as far as a payload can reach."""
    reached = locations(new)
    every = not is_monotone(new)
    for key in DEFINITIONS:
        for name, node in new.get(key, {}).items():
            if not (every or (key, name) in reached):
                continue
            ours = get(made, (key, name), {})
            beside = get(made, (key, own_name(name, node)), ours)
            # What refers to it does so by its name or by its `$id`, where that is another.
            said = [(beside, node), (drop(ours, ID), drop(node, ID))]
            if not all(is_equal(_said(one), _said(other)) for one, other in said):
                return False
    return is_equal(_said(without_definitions(made)), _said(without_definitions(new)))


def _said(tree: Tree) -> Tree:
    """Return a tree without what says nothing: no fields, no rules."""
    return {
        key: _said(one) if isinstance(one, dict) and key != "values" else one
        for key, one in tree.items()
        if one != {} or key in ("values", "additional", "items")
    }


def _change(pair: _Pair, difference: Difference, verdicts: tuple[Verdict, Verdict]) -> Change:
    at = difference.at
    own = difference.name if "field" in difference.code else ""
    field, through, embedded = _field(pair, at, own)
    # Rules and members are known by what they say: their names may be words.
    named = own or (difference.name if difference.place[-2:-1] == ("keywords",) else "")
    notes = [one.notes.get(at) for one in (pair.old, pair.new)]
    shown = field or "the struct"
    return Change(
        struct=pair.struct,
        code=difference.code,
        message=message_of(difference, wording.printable(shown), *notes),
        pointer=_pointer(pair, difference),
        field=field,
        old=difference.old,
        new=difference.new,
        old_source=_source(pair.old, difference.place),
        new_source=_source(pair.new, difference.place),
        writers=verdicts[0],
        readers=verdicts[1],
        through=through,
        embedded=embedded,
        place=(*_own(at, embedded), *([named] if named else [])),
    )


def _own(at: Path, embedded: str | None) -> Path:
    """Return a path from the struct on that it lies in."""
    return at[2:] if embedded else at


def _field(pair: _Pair, at: Path, own: str = "") -> tuple[str, tuple[str, ...], str | None]:
    """Return what `field`, `through` and `embedded` of a change are.

    `at` is the path of a node, `own` the name of the field of it that changed, if one did.
    """
    # A rule is no node: it is about the object that it stands at.
    while at and at not in pair.places:
        at = at[:-1]
    places = pair.places[at]
    first = places[0]
    more = (own,) if own else ()
    field = dotted((*first.steps, *more))
    if not first.definition:
        return field, (), None
    holders = tuple(dict.fromkeys(one.holder for one in places if one.holder))
    return field, holders, first.definition[-1]


def _pointer(pair: _Pair, difference: Difference) -> str:
    """Return where a difference stands in the new schema, or in the old one where it went."""
    place = difference.place
    went = difference.new is ABSENT
    for reading in (pair.old, pair.new) if went else (pair.new, pair.old):
        if place in reading.pointers:
            return reading.pointers[place]
    while place not in pair.new.pointers:
        place = place[:-1]
    return pair.new.pointers[place]


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


def _reworded(pair: _Pair, one: Rewording) -> Change:
    field, through, embedded = _field(pair, one.at)
    sources = [
        _example_source(reading, one.keys)
        if one.code == "example-changed"
        else _source(reading, (*one.at, *(["values"] if one.code == "meaning-changed" else [])))
        for reading in (pair.old, pair.new)
    ]
    return Change(
        struct=pair.struct,
        code=one.code,
        # Not `format`: the message holds values of the page, braces and all.
        message=one.message.replace("{field}", wording.printable(field or "the struct")),
        pointer=pair.new.pointers.get(one.at, "") + str(JsonPointer.from_parts(one.keys).path),
        field=field,
        old=one.old,
        new=one.new,
        old_source=sources[0],
        new_source=sources[1],
        writers=UNBROKEN,
        readers=UNBROKEN,
        through=through,
        embedded=embedded,
        place=(*_own(one.at, embedded), *one.keys),
    )


def _example_source(reading: Reading, keys: tuple[str, ...]) -> Source | None:
    """Return where an example stands, which `keys` lead to: `examples` and its number."""
    listed = annotation(reading.notes.get(())).get("examples")
    number = int(keys[1]) if len(keys) > 1 else 0
    if isinstance(listed, list) and number < len(listed):
        return source_of(listed[number])
    return None
