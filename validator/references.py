"""Every `$ref` of a schema leads somewhere at hand, or the schema is refused with its name."""

from collections.abc import Callable
from typing import Any

from jsonschema_specifications import REGISTRY as SPECIFICATIONS
from referencing import Registry, Resource, exceptions
from referencing.jsonschema import DRAFT202012

from validator import wording
from validator.errors import SchemaError

# Their attributes are defined by attrs in a way that mypy does not see.
_registry: Any = Registry
_no_such_resource: Any = exceptions.NoSuchResource

REFERENCES = ("$ref", "$dynamicRef")


def registry_with(schema: Any, base_uri: str, retrieve: Callable[[str], Any]) -> Registry[Any]:
    """Return a registry that holds a schema under `base_uri` and asks `retrieve` for any other."""

    def lookup(uri: str) -> Resource[Any]:
        try:
            return resource_of(retrieve(uri))
        except LookupError as error:
            raise _no_such_resource(ref=uri) from error

    registry: Registry[Any] = SPECIFICATIONS.combine(_registry(retrieve=lookup))
    whole: Registry[Any] = registry.with_resource(base_uri, resource_of(schema))
    return whole


def leads_nowhere(keyword: str, reference: str) -> SchemaError:
    """Return the error that a reference leads to nothing at hand."""
    if reference.startswith("#"):
        return SchemaError(f"{keyword} {reference} leads to nothing in the schema")
    return SchemaError(
        f"{keyword} {reference} leads outside the schema and its folder; callspec fetches nothing"
    )


def inside(resolver: Any, resource: Resource[Any]) -> Any:
    """Return the resolver of what stands in a schema, whose references start from its `$id`.

    Where no schema stands, or an `$id` that is no text, it is the same: the engine says so.

    Raises:
        SchemaError: the `$id` cannot be read.
    """
    try:
        return resolver.in_subresource(resource)
    except (AttributeError, TypeError):
        return resolver
    except ValueError as error:
        raise SchemaError(f"$id {resource.id()} is no URI reference") from error


def resource_of(schema: Any) -> Resource[Any]:
    """Return a schema as `referencing` has it, of 2020-12 where it names no draft.

    Raises:
        SchemaError: it names one with something that is no text.
    """
    if isinstance(schema, dict) and not isinstance(schema.get("$schema", ""), str):
        raise SchemaError(f"$schema is {wording.value(schema['$schema'])}, not a string")
    return Resource.from_contents(schema, default_specification=DRAFT202012)
