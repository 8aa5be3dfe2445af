"""The keywords of jsonschema that look for patterns, with patterns of ECMA-262.

jsonschema's own use Python's `re`, which means something else by some patterns, refuses others and
may never end. What each asserts is of JSON Schema 2020-12: `pattern` of Validation, section
6.3.3; `patternProperties` and `additionalProperties` of Core, sections 10.3.2.2 and 10.3.2.3;
`unevaluatedProperties` of Core, section 11.3.
"""

from collections.abc import Iterator
from typing import Any

import jsonschema
from referencing import Resource
from referencing.jsonschema import DRAFT202012, lookup_recursive_ref

from validator.ecma import compile_pattern

_INSIDE = ("allOf", "anyOf", "oneOf")


def pattern(validator: Any, text: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """Hold a string against a pattern."""
    if validator.is_type(instance, "string") and not compile_pattern(text).found_in(instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {text!r}")


def pattern_properties(
    validator: Any, schemas: dict[str, Any], instance: Any, _schema: Any
) -> Iterator[Any]:
    """Hold the members whose names match a pattern against its schema."""
    if not validator.is_type(instance, "object"):
        return
    for text, schema in schemas.items():
        for name in instance:
            if compile_pattern(text).found_in(name):
                yield from validator.descend(instance[name], schema, path=name, schema_path=text)


def additional_properties(
    validator: Any, subschema: Any, instance: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Hold the members that no keyword beside it is about against a schema."""
    if not validator.is_type(instance, "object"):
        return
    extra = [name for name in instance if not _is_named(schema, name)]
    if subschema is False:
        if extra:
            yield jsonschema.ValidationError(f"additional properties: {extra!r}")
        return
    for name in extra:
        yield from validator.descend(instance[name], subschema, path=name)


def unevaluated_properties(
    validator: Any, subschema: Any, instance: Any, schema: dict[str, Any]
) -> Iterator[Any]:
    """Hold the members that no keyword of the schema has looked at against a schema."""
    if not validator.is_type(instance, "object"):
        return
    seen = _evaluated(validator, instance, schema, own=False)
    left = [name for name in instance if name not in seen]
    wrong = [
        name for name in left if any(True for _ in validator.descend(instance[name], subschema))
    ]
    if wrong:
        yield jsonschema.ValidationError(f"unevaluated properties: {wrong!r}")


def _is_named(schema: dict[str, Any], name: str) -> bool:
    """Return whether `properties` or `patternProperties` of a schema are about a member."""
    return name in schema.get("properties", ()) or any(
        compile_pattern(text).found_in(name) for text in schema.get("patternProperties", ())
    )


def _evaluated(validator: Any, instance: dict[str, Any], schema: Any, *, own: bool) -> set[str]:
    """Return the members that a schema, which the instance satisfies, has looked at.

    `own` tells whether its `unevaluatedProperties` count, as they do from outside.
    """
    if not isinstance(schema, dict):
        return set()
    if "additionalProperties" in schema or (own and "unevaluatedProperties" in schema):
        return set(instance)
    seen = {name for name in instance if _is_named(schema, name)}
    for applied in _applied(validator, instance, schema):
        if applied.is_valid(instance):
            seen |= _evaluated(applied, instance, applied.schema, own=True)
    return seen


def _applied(validator: Any, instance: dict[str, Any], schema: dict[str, Any]) -> Iterator[Any]:
    """Yield a validator for each schema that a schema applies to the same instance."""
    resolver = validator._resolver
    for keyword in ("$ref", "$dynamicRef"):
        if keyword in schema:
            found = resolver.lookup(schema[keyword])
            yield validator.evolve(schema=found.contents, _resolver=found.resolver)
    if "$recursiveRef" in schema:
        found = lookup_recursive_ref(resolver)
        yield validator.evolve(schema=found.contents, _resolver=found.resolver)
    parts = [part for keyword in _INSIDE for part in schema.get(keyword, ())]
    parts += [part for name, part in schema.get("dependentSchemas", {}).items() if name in instance]
    if "if" in schema:
        condition = _entered(validator, schema["if"])
        yield condition
        branch = "then" if condition.is_valid(instance) else "else"
        parts += [schema[branch]] if branch in schema else []
    yield from (_entered(validator, part) for part in parts)


def _entered(validator: Any, schema: Any) -> Any:
    """Return a validator of a subschema, whose references start from its `$id`."""
    resource = Resource.from_contents(schema, default_specification=DRAFT202012)
    return validator.evolve(schema=schema, _resolver=validator._resolver.in_subresource(resource))
