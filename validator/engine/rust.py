"""The engine that decides by default: jsonschema-rs."""

from collections.abc import Iterator
from typing import Any

import jsonschema_rs

from validator.engine.interface import Retrieve, Violation, key_of, unusable


class RustEngine:
    """A schema compiled by jsonschema-rs."""

    def __init__(self, validator: jsonschema_rs.Validator) -> None:
        self._validator = validator

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""
        return self._validator.is_valid(instance)

    def violations(self, instance: Any) -> Iterator[Violation]:
        """Yield what a value violates."""
        for error in self._validator.iter_errors(instance):
            path = tuple(error.instance_path)
            if int in map(type, path):
                path = _keys(instance, path)
            yield Violation(path, tuple(error.evaluation_path))


def _keys(instance: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the keys that lead to what a path of the engine leads to."""
    keys = []
    for step in path:
        keys.append(key_of(instance, step))
        instance = instance[keys[-1]]
    return tuple(keys)


def compile_schema(schema: Any, base_uri: str, retrieve: Retrieve) -> RustEngine:
    """Return a compiled schema; raise SchemaError where it cannot be compiled."""
    try:
        validator = jsonschema_rs.validator_for(
            schema, validate_formats=True, retriever=retrieve, base_uri=base_uri
        )
    except jsonschema_rs.ValidationError as error:
        raise unusable(error.instance_path, error.message) from error
    except (jsonschema_rs.ReferencingError, ValueError) as error:
        raise unusable((), str(error).splitlines()[0]) from error
    return RustEngine(validator)
