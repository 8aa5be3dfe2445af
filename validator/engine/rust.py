"""The engine that decides by default: jsonschema-rs."""

import contextlib
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import jsonschema_rs

from validator import wording
from validator.engine.interface import Engine, Retrieve, Violation, key_of, unusable
from validator.errors import SchemaError

_PROPERTY_NAMES = jsonschema_rs.ValidationErrorKind.PropertyNames

LARGE = 100_000
"""Values inside one another in a value whose violations are found one by one."""


class RustEngine:
    """A schema compiled by jsonschema-rs."""

    def __init__(
        self, validator: jsonschema_rs.Validator, one_by_one: Callable[[], Engine]
    ) -> None:
        self._validator = validator
        self._one_by_one = one_by_one

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""
        return self._validator.is_valid(instance)

    def violations(self, instance: Any) -> Iterator[Violation]:
        """Yield what a value violates.

        jsonschema-rs has all violations in memory before it gives the first one, a kilobyte each:
        those of a large value are found by an engine that gives them one by one.
        """
        if _is_large(instance):
            yield from self._one_by_one().violations(instance)
            return
        for error in self._validator.iter_errors(instance):
            path = tuple(error.instance_path)
            if int in map(type, path):
                path = _keys(instance, path)
            if isinstance(error.kind, _PROPERTY_NAMES):
                # Where references are on the way, only the error inside says which way that was.
                inner = error.kind.error
                yield Violation(path, tuple(inner.evaluation_path), str(inner.instance))
            else:
                yield Violation(path, tuple(error.evaluation_path))


def _keys(instance: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the keys that lead to what a path of the engine leads to."""
    keys = []
    for step in path:
        keys.append(key_of(instance, step))
        instance = instance[keys[-1]]
    return tuple(keys)


class BacktrackingError(SchemaError):
    """A pattern that no linear engine can look for, such as one that looks ahead."""


def compile_schema(schema: Any, base_uri: str, retrieve: Retrieve) -> RustEngine:
    """Return a compiled schema.

    Patterns are matched in time linear in the string: the engine that backtracks stops after a
    while and calls the string no match, so that under `not` a payload would be valid wrongly.

    Raises:
        BacktrackingError: a pattern cannot be matched so.
        SchemaError: it cannot be compiled.
    """
    try:
        validator = jsonschema_rs.validator_for(
            schema,
            validate_formats=True,
            retriever=retrieve,
            base_uri=base_uri,
            pattern_options=jsonschema_rs.RegexOptions(),
        )
    except jsonschema_rs.ValidationError as error:
        if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Format):
            _raise_backtracking(error)
        raise unusable(error.instance_path, error.message) from error
    except (jsonschema_rs.ReferencingError, ValueError) as error:
        raise unusable((), str(error).splitlines()[0]) from error
    return RustEngine(validator, cache(partial(_one_by_one, schema, base_uri, retrieve)))


def _one_by_one(schema: Any, base_uri: str, retrieve: Retrieve) -> Engine:
    from validator.engine import python  # few values are large

    return python.compile_schema(schema, base_uri, retrieve)


def _is_large(instance: Any) -> bool:
    """Return whether a value holds more than `LARGE` values."""
    pending = [instance] if isinstance(instance, (dict, list)) else []
    count = 0
    while pending:
        part = pending.pop()
        count += len(part)
        if count > LARGE:
            return True
        values = part.values() if part.__class__ is dict else part
        pending += [one for one in values if one.__class__ is dict or one.__class__ is list]
    return False


def _raise_backtracking(error: jsonschema_rs.ValidationError) -> None:
    """Raise a BacktrackingError where what is refused is a pattern of ECMA-262."""
    from validator.ecma import PatternError, compile_pattern

    with contextlib.suppress(PatternError):
        compile_pattern(str(error.instance))
        message = f"{wording.value(error.instance)} needs an engine that backtracks: "
        raise BacktrackingError(
            str(unusable(error.instance_path, f"{message}--engine python has one"))
        ) from error
