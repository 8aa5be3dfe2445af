"""What the rules of a schema ask of one record, as plain data.

A condition is about values at paths: the names that lead from the record to a value. It is exact:
rules stand behind `not` and `if` too, where a yes too many and a no too many are both wrong.
"""

from dataclasses import dataclass

from validator.engine.fast.pattern import Pattern

Path = tuple[str, ...]
Scalar = str | int | None


@dataclass(frozen=True, slots=True)
class Constant:
    """A condition that is always met, or never."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Every:
    """All of several conditions."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one of several conditions."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a condition."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Present:
    """There is a value at a path."""

    path: Path


@dataclass(frozen=True, slots=True)
class IsNull:
    """The value at a path is null."""

    path: Path


@dataclass(frozen=True, slots=True)
class Among:
    """The value at a path, a string, an integer or null, is one of several."""

    path: Path
    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """The number at a path stands to a bound as `operator` says: one of >= <= > <."""

    path: Path
    operator: str
    bound: int | float


@dataclass(frozen=True, slots=True)
class Counted:
    """The length of the string (code points) or array at a path stands so to a bound."""

    path: Path
    operator: str
    bound: int


@dataclass(frozen=True, slots=True)
class Matches:
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
