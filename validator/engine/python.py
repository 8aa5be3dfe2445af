"""The second engine: jsonschema, for platforms without the wheel and as the judge in tests."""

import contextlib
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache, partialmethod
from typing import Any

import jsonschema
import jsonschema.validators

from validator.ecma import PatternError, PatternTimeoutError, compile_pattern
from validator.engine import named_keywords
from validator.engine.interface import (
    PROPERTY_NAMES,
    Retrieve,
    Violation,
    unusable,
    value_at,
)
from validator.errors import SchemaError
from validator.references import registry_with
from validator.schema_check import check_schema

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")

_FRAMES = 5000
"""Calls inside one another: as many as a value of the greatest depth may take."""


class PythonEngine:
    """A schema held by jsonschema."""

    def __init__(self, validator: Any) -> None:
        self._validator = validator

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""
        with _as_schema_error():
            return bool(self._validator.is_valid(instance))

    def violations(self, instance: Any) -> Iterator[Violation]:
        """Yield what a value violates, as it is found."""
        with _as_schema_error():
            for error in self._validator.iter_errors(instance):
                path, evaluated = tuple(error.absolute_path), tuple(error.absolute_schema_path)
                name = error.instance if PROPERTY_NAMES in evaluated[:-1] else None
                is_name = isinstance(name, str) and isinstance(value_at(instance, path), dict)
                yield Violation(path, evaluated, name if is_name else None)


def compile_schema(schema: Any, base_uri: str, retrieve: Retrieve) -> PythonEngine:
    """Return a schema ready to check values; raise SchemaError where it is no JSON Schema."""
    unknown: Any = None
    draft: Any = jsonschema.validators.validator_for(schema, default=unknown)
    if draft is None:
        if isinstance(schema, dict) and "$schema" in schema:
            raise SchemaError(f"not a usable JSON Schema: unknown $schema {schema['$schema']}")
        draft = jsonschema.Draft202012Validator
    with _as_schema_error():
        try:
            draft.check_schema(schema, format_checker=_format_checker(draft))
        except jsonschema.SchemaError as error:
            raise unusable(error.path, error.message) from error
        # jsonschema would look only when a value leads it there.
        check_schema(schema, base_uri, retrieve, unknown_keywords="ignore")
        registry = registry_with(schema, base_uri, retrieve)
        resolver = registry.resolver(base_uri).in_subresource(registry[base_uri])
        return PythonEngine(
            _extended(draft)(
                schema,
                registry=registry,
                format_checker=_format_checker(draft),
                _resolver=resolver,
            )
        )


@cache
def _extended(draft: Any) -> Any:
    """Return a draft of jsonschema with the keywords that are ours here."""
    keywords = {
        "pattern": named_keywords.pattern,
        "patternProperties": named_keywords.pattern_properties,
        "additionalProperties": named_keywords.additional_properties,
        "anyOf": _any_of,
        "oneOf": _one_of,
        "$ref": _reference,
    }
    if "unevaluatedProperties" in draft.VALIDATORS:
        keywords["unevaluatedProperties"] = named_keywords.unevaluated_properties
    extend: Any = jsonschema.validators.extend
    extended = extend(draft, keywords)
    extended.evolve = _evolve
    extended.descend = partialmethod(_descend, extended.descend)
    return extended


def _descend(
    validator: Any,
    descend: Callable[..., Iterator[Any]],
    instance: Any,
    schema: Any,
    path: str | int | None = None,
    schema_path: str | int | None = None,
    resolver: Any = None,
) -> Iterator[Any]:
    """Return the errors of a value under a subschema.

    jsonschema's own leaves out where a subschema stands that is `false`, and the value.
    """
    errors = descend(validator, instance, schema, path, schema_path, resolver)
    return _placed(errors, path, schema_path) if schema is False else errors


def _placed(
    errors: Iterator[Any], path: str | int | None, schema_path: str | int | None
) -> Iterator[Any]:
    for error in errors:
        if path is not None:
            error.path.appendleft(path)
        if schema_path is not None:
            error.schema_path.appendleft(schema_path)
        yield error


def _evolve(validator: Any, **changes: Any) -> Any:
    """Return a validator of another schema that has our keywords too.

    jsonschema's own would take a draft as it comes where a subschema names one with `$schema`.
    """
    schema = changes.get("schema", validator.schema)
    none: Any = None
    draft = jsonschema.validators.validator_for(schema, default=none)
    return (type(validator) if draft is None else _extended(draft))(
        schema,
        registry=validator._registry,
        format_checker=validator.format_checker,
        _resolver=changes.get("_resolver", validator._resolver),
    )


@contextlib.contextmanager
def _as_schema_error() -> Iterator[None]:
    """Give a deep value room, and turn what has no end into an error of the schema."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _FRAMES))
    try:
        yield
    except RecursionError as error:
        raise SchemaError(
            "references or schemas lead too deep into one another for this engine"
        ) from error
    except PatternTimeoutError as error:
        raise SchemaError(str(error)) from error
    finally:
        sys.setrecursionlimit(before)


@cache
def _format_checker(draft: Any) -> jsonschema.FormatChecker:
    """Return a draft's formats, with UUIDs as RFC 9562 writes them and patterns of ECMA-262.

    jsonschema's own check of UUIDs goes through `uuid.UUID`, which takes digits of other scripts.
    """
    checker = jsonschema.FormatChecker(formats=())
    checker.checkers = {**draft.FORMAT_CHECKER.checkers}
    checker.checks("uuid")(_is_uuid)
    checker.checks("regex", raises=PatternError)(_is_pattern)
    return checker


def _is_uuid(instance: object) -> bool:
    return not isinstance(instance, str) or _UUID.fullmatch(instance) is not None


def _is_pattern(instance: object) -> bool:
    return not isinstance(instance, str) or compile_pattern(instance) is not None


def _any_of(validator: Any, schemas: list[Any], instance: Any, _schema: Any) -> Iterator[Any]:
    """Hold a value against several schemas; jsonschema's own keeps all that any of them says."""
    if not any(_satisfies(validator, instance, one) for one in schemas):
        yield jsonschema.ValidationError("no schema of anyOf")


def _one_of(validator: Any, schemas: list[Any], instance: Any, _schema: Any) -> Iterator[Any]:
    """Hold a value against several schemas, of which one must take it."""
    if sum(_satisfies(validator, instance, one) for one in schemas) != 1:
        yield jsonschema.ValidationError("not one schema of oneOf")


def _satisfies(validator: Any, instance: Any, schema: Any) -> bool:
    return next(iter(validator.descend(instance, schema)), None) is None


def _reference(validator: Any, reference: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """Follow a `$ref` and leave the step in the path, which jsonschema itself leaves out."""
    for error in validator._validate_reference(ref=reference, instance=instance):
        error.schema_path.appendleft("$ref")
        yield error
