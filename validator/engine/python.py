"""The second engine: jsonschema, for platforms without the wheel and as the judge in tests."""

import contextlib
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import jsonschema
import jsonschema.validators

from validator.engine.interface import Retrieve, Violation, unusable
from validator.errors import SchemaError
from validator.references import check_references, registry_with

_UUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class PythonEngine:
    """A schema held by jsonschema."""

    def __init__(self, validator: Any) -> None:
        self._validator = validator

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""
        with _as_schema_error():
            return bool(self._validator.is_valid(instance))

    def violations(self, instance: Any) -> Iterator[Violation]:
        """Yield what a value violates."""
        with _as_schema_error():
            for error in self._validator.iter_errors(instance):
                yield Violation(tuple(error.absolute_path), tuple(error.absolute_schema_path))


def compile_schema(schema: Any, base_uri: str, retrieve: Retrieve) -> PythonEngine:
    """Return a schema ready to check values; raise SchemaError where it is no JSON Schema."""
    unknown: Any = None
    draft = jsonschema.validators.validator_for(schema, default=unknown)
    if draft is None:
        if isinstance(schema, dict) and "$schema" in schema:
            raise SchemaError(f"not a usable JSON Schema: unknown $schema {schema['$schema']}")
        draft = jsonschema.Draft202012Validator
    try:
        draft.check_schema(schema)
    except jsonschema.SchemaError as error:
        raise unusable(error.path, error.message) from error
    # jsonschema would look only when a value leads it there.
    check_references(schema, base_uri, retrieve)
    registry = registry_with(schema, base_uri, retrieve)
    extend: Any = jsonschema.validators.extend
    validator = extend(draft, {"pattern": _pattern, "$ref": _reference})
    resolver = registry.resolver(base_uri).in_subresource(registry[base_uri])
    return PythonEngine(
        validator(
            schema,
            registry=registry,
            format_checker=_format_checker(draft),
            _resolver=resolver,
        )
    )


@contextlib.contextmanager
def _as_schema_error() -> Iterator[None]:
    """Turn a reference that leads back to itself, which never ends, into an error of the schema."""
    try:
        yield
    except RecursionError as error:
        raise SchemaError("a $ref leads back to itself without end") from error


def _format_checker(draft: Any) -> jsonschema.FormatChecker:
    """Return a draft's formats, with UUIDs as RFC 9562 writes them.

    jsonschema's own check goes through `uuid.UUID`, which takes digits of other scripts.
    """
    checker = jsonschema.FormatChecker(formats=())
    checker.checkers = {**draft.FORMAT_CHECKER.checkers}
    checker.checks("uuid")(_is_uuid)
    return checker


def _is_uuid(instance: object) -> bool:
    return not isinstance(instance, str) or _UUID.fullmatch(instance) is not None


def _reference(validator: Any, reference: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """Follow a `$ref` and leave the step in the path, which jsonschema itself leaves out."""
    for error in validator._validate_reference(ref=reference, instance=instance):
        error.schema_path.appendleft("$ref")
        yield error


def _pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """Hold a string against a pattern as ECMA-262 means it (2020-12 Core, section 6.4)."""
    if validator.is_type(instance, "string") and not _ecma(pattern).search(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


@lru_cache(maxsize=1024)
def _ecma(pattern: str) -> re.Pattern[str]:
    """Return a pattern compiled so that `$`, `\\d` and `\\w` mean what ECMA-262 says.

    Python's `$` also matches before a final newline, and its `\\d` and `\\w` take other scripts.
    """
    parts = []
    in_class = False
    for token in re.findall(r"\\.|[\s\S]", pattern):
        if token == r"\d":
            token = "0-9" if in_class else "[0-9]"
        elif token == r"\w":
            token = "0-9A-Za-z_" if in_class else "[0-9A-Za-z_]"
        elif token == "$" and not in_class:
            token = r"\Z"
        elif token == "[" and not in_class:
            in_class = True
        elif token == "]":
            in_class = False
        parts.append(token)
    return re.compile("".join(parts))
