"""What the rules of a schema ask of one record, as plain data.

A condition is about values at paths: the names that lead from the record to a value. It is exact:
rules stand behind `not` and `if` too, where a yes too many and a no too many are both wrong.
"""

import msgspec

from validator.engine.fast.pattern import Pattern

Path = tuple[str, ...]
Scalar = str | int | None


class Constant(msgspec.Struct, frozen=True):
    """A condition that is always met, or never."""

    holds: bool


class Every(msgspec.Struct, frozen=True):
    """All of several conditions."""

    conditions: tuple["Condition", ...]


class Some(msgspec.Struct, frozen=True):
    """At least one of several conditions."""

    conditions: tuple["Condition", ...]


class Not(msgspec.Struct, frozen=True):
    """The opposite of a condition."""

    condition: "Condition"


class Present(msgspec.Struct, frozen=True):
    """There is a value at a path."""

    path: Path


class IsNull(msgspec.Struct, frozen=True):
    """The value at a path is null."""

    path: Path


class Among(msgspec.Struct, frozen=True):
    """The value at a path, a string, an integer or null, is one of several."""

    path: Path
    values: tuple[Scalar, ...]


class Compared(msgspec.Struct, frozen=True):
    """The number at a path stands to a bound as `operator` says: one of >= <= > <."""

    path: Path
    operator: str
    bound: int | float


class Counted(msgspec.Struct, frozen=True):
    """The length of the string (code points) or array at a path stands so to a bound."""

    path: Path
    operator: str
    bound: int


class Matches(msgspec.Struct, frozen=True):
    """The string at a path matches a pattern."""

    path: Path
    pattern: Pattern


Condition = Constant | Every | Some | Not | Present | IsNull | Among | Compared | Counted | Matches


def negated(condition: Condition) -> Condition:
    """Return the opposite of a condition."""
    if isinstance(condition, Constant):
        return Constant(not condition.holds)
    return condition.condition if isinstance(condition, Not) else Not(condition)


def every(conditions: list[Condition]) -> Condition:
    """Return all of several conditions as one."""
    kept = [one for one in conditions if one != Constant(True)]
    if Constant(False) in kept:
        return Constant(False)
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else Constant(True)


def some(conditions: list[Condition]) -> Condition:
    """Return at least one of several conditions as one."""
    kept = [one for one in conditions if one != Constant(False)]
    if Constant(True) in kept:
        return Constant(True)
    return kept[0] if len(kept) == 1 else Some(tuple(kept)) if kept else Constant(False)
