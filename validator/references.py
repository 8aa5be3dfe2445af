"""Every `$ref` of a schema leads somewhere at hand, or the schema is refused with its name."""

from collections.abc import Callable
from typing import Any

from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing import Registry, Resource, exceptions
from referencing.jsonschema import DRAFT202012

from validator.errors import SchemaError

# Their attributes are defined by attrs in a way that mypy does not see.
_registry: Any = Registry
_no_such_resource: Any = exceptions.NoSuchResource

_REFERENCES = ("$ref", "$dynamicRef")
# No schema stands where one must stand, as `referencing` has it: the engine says so, and where.
_NO_SCHEMA = (AttributeError, TypeError)


def registry_with(schema: Any, base_uri: str, retrieve: Callable[[str], Any]) -> Registry[Any]:
    """Return a registry that holds a schema under `base_uri` and asks `retrieve` for any other."""

    def lookup(uri: str) -> Resource[Any]:
        try:
            return _resource(retrieve(uri))
        except LookupError as error:
            raise _no_such_resource(ref=uri) from error

    registry: Registry[Any] = SPECIFICATIONS.combine(_registry(retrieve=lookup))
    whole: Registry[Any] = registry.with_resource(base_uri, _resource(schema))
    return whole


def check_references(schema: Any, base_uri: str, retrieve: Callable[[str], Any]) -> None:
    """Follow every reference of a schema, and of the schemas it leads to.

    Raises:
        SchemaError: one leads to nothing at hand, or an `$id` cannot be read. Nothing is ever
            fetched.
    """
    registry = registry_with(schema, base_uri, retrieve)
    root = registry[base_uri]
    try:
        pending = [(root, _inside(registry.resolver(base_uri), root))]
    except _NO_SCHEMA:
        return
    seen: set[int] = set()
    while pending:
        resource, resolver = pending.pop()
        contents = resource.contents
        if id(contents) in seen or not isinstance(contents, dict):
            continue
        seen.add(id(contents))
        for keyword in _REFERENCES:
            reference = contents.get(keyword)
            if not isinstance(reference, str):
                continue
            try:
                resolved = resolver.lookup(reference)
            except (exceptions.Unresolvable, ValueError) as error:
                raise SchemaError(
                    f"{keyword} {reference} leads outside the schema and its folder; "
                    "callspec fetches nothing"
                ) from error
            except _NO_SCHEMA:
                continue
            pending.append((_resource(resolved.contents), resolved.resolver))
        try:
            subresources = [(one, _inside(resolver, one)) for one in resource.subresources()]
        except _NO_SCHEMA:
            continue
        pending.extend(subresources)


def _inside(resolver: Any, resource: Resource[Any]) -> Any:
    """Return the resolver of what stands in a schema, whose references start from its `$id`."""
    try:
        return resolver.in_subresource(resource)
    except ValueError as error:
        raise SchemaError(f"$id {resource.id()} is no URI reference") from error


def _resource(schema: Any) -> Resource[Any]:
    return Resource.from_contents(schema, default_specification=DRAFT202012)
