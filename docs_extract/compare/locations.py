"""Where the nodes of a tree are in a payload."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docs_extract.compare.samples import NoSampleError, sample, sample_member
from docs_extract.compare.tree import Path, Tree, get, target_of

_NOTHING: Tree = {}
_OTHER = "other"
"""The name of a field that stands for all that have no name of their own."""
_MOST = 8
"""Places of a node in a payload that are looked at: those of a recursive struct have no end."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in payloads: the steps to it, and the path of the node at the end of each.

    `members` are the families it lies in: how many steps lead to each, and the path of the member.
    `embedded` is the number of steps to the last definition on the way, whose path is `definition`;
    both are 0 and empty where there is none.
    """

    steps: tuple[str | int, ...] = ()
    nodes: tuple[Path, ...] = ()
    members: tuple[tuple[int, Path], ...] = ()
    embedded: int = 0
    definition: Path = ()

    @property
    def holder(self) -> str:
        """The dotted path of the field that holds the embedded struct, empty where none does."""
        return dotted(self.steps[: self.embedded])


def dotted(steps: tuple[str | int, ...]) -> str:
    """Return the names on a way as a dotted path."""
    return ".".join(step for step in steps if isinstance(step, str))


def locations(tree: Tree) -> dict[Path, list[Location]]:
    """Return the places of every node that a payload can reach, by the node's path."""
    found: dict[Path, list[Location]] = {}
    pending: list[tuple[Path, Location, tuple[Path, ...]]] = [((), Location(), ())]
    while pending:
        path, location, above = pending.pop(0)
        known = found.setdefault(path, [])
        if len(known) == _MOST:
            continue
        known.append(location)
        node = get(tree, path)
        if "ref" in node:
            target = target_of(node["ref"], tree)
            if target is not None and target not in above:
                depth = len(location.steps)
                inside = replace(location, embedded=depth, definition=target)
                pending.append((target, inside if target else location, (*above, target)))
        pending += [(*one, above) for one in _below(node, path, location)]
    return found


def _below(node: Tree, path: Path, location: Location) -> Iterator[tuple[Path, Location]]:
    for name in node.get("properties", _NOTHING):
        yield _step(location, name, (*path, "properties", name))
    if "items" in node:
        yield _step(location, 0, (*path, "items"))
    if "additional" in node and "never" not in node["additional"]:
        yield _step(location, _OTHER, (*path, "additional"))
    for name in node.get("members", _NOTHING):
        member = (*path, "members", name)
        inside = (*location.members, (len(location.steps), member))
        yield (*member, "then"), replace(location, members=inside)


def _step(location: Location, step: str | int, path: Path) -> tuple[Path, Location]:
    steps, nodes = (*location.steps, step), (*location.nodes, path)
    return path, replace(location, steps=steps, nodes=nodes)


def value_at(payload: Any, location: Location, default: Any) -> Any:
    """Return what a payload has at a location, or the default."""
    for step in location.steps:
        try:
            payload = payload[step]
        except (KeyError, IndexError, TypeError):
            return default
    return payload


def with_value(payload: Any, location: Location, value: Any, tree: Tree) -> Any:
    """Return a payload with a value at a location, what must lie around it made up.

    Raises:
        NoSampleError: it could not be.
    """
    return _with(payload, location, 0, value, tree)


def _with(payload: Any, location: Location, depth: int, value: Any, tree: Tree) -> Any:
    if depth == len(location.steps):
        return value
    step, path = location.steps[depth], location.nodes[depth]
    if isinstance(step, int):
        items = payload if isinstance(payload, list) else []
        inside = items[0] if items else _made(tree, path)
        return [_with(inside, location, depth + 1, value, tree), *items[1:]]
    fields = payload if isinstance(payload, dict) else _made_around(tree, location, depth)
    last = depth + 1 == len(location.steps)
    inside = fields[step] if step in fields else None if last else _made(tree, path)
    return {**fields, step: _with(inside, location, depth + 1, value, tree)}


def as_member(payload: Any, location: Location, tree: Tree) -> Any:
    """Return a payload whose families on the way to a location are the members it lies in.

    Raises:
        NoSampleError: such a member could not be made up.
    """
    for depth, path in location.members:
        around = Location(location.steps[:depth], location.nodes[:depth])
        told = get(tree, (*path, "if", "properties"), _NOTHING)
        fields = value_at(payload, around, None)
        if not isinstance(fields, dict) or any(
            name not in fields or fields[name] != one.get("const") for name, one in told.items()
        ):
            made = sample_member(get(tree, path[:-2]), path[-1], tree)
            payload = with_value(payload, around, made, tree)
    return payload


def family_of(location: Location, tree: Tree) -> tuple[Location, Tree] | None:
    """Return the family that the field at a location tells apart, and its place, or None."""
    if not location.steps or location.nodes[-1][-2:-1] != ("properties",):
        return None
    node: Tree = get(tree, location.nodes[-1][:-2])
    tells = any(
        location.steps[-1] in get(case, ("if", "properties"), _NOTHING)
        for case in node.get("members", _NOTHING).values()
    )
    return (Location(location.steps[:-1], location.nodes[:-1]), node) if tells else None


def _made(tree: Tree, path: Path) -> Any:
    return sample(get(tree, path), tree)


def _made_around(tree: Tree, location: Location, depth: int) -> dict[str, Any]:
    """Return an object for the place that is `depth` steps on the way."""
    made = _made(tree, location.nodes[depth - 1] if depth else ())
    if not isinstance(made, dict):
        raise NoSampleError
    return made
