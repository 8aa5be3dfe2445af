"""A schema that refers to others -> one that is whole in itself."""

import os
from typing import Any
from urllib.parse import quote, unquote, urljoin

from validator.engine import compile_schema
from validator.errors import SchemaError
from validator.schema_check import check_schema
from validator.schemas import ID_BASE, LoadedSchema


def whole(loaded: LoadedSchema) -> Any:
    """Return a schema with those embedded that it refers to (2020-12 Core, section 9.3).

    The paths in them become URIs below `ID_BASE`, so that the same schema is the same in another
    folder. `jsonschema_rs.bundle` is not used: of `b.json#/$defs/x` it embeds the fragment only,
    which the reference then no longer leads to.

    Raises:
        SchemaError: it is no JSON Schema, or refers to something that is not at hand.
    """
    base = ID_BASE + quote(os.fsencode(loaded.file.name))
    found: dict[str, Any] = {}

    def retrieve(uri: str) -> Any:
        inside = uri.removeprefix(ID_BASE)
        local = uri != inside and "/" not in inside
        beside = loaded.file.absolute().parent / unquote(inside, errors="surrogateescape")
        found[uri] = loaded.retrieve(beside.as_uri() if local else uri)
        return found[uri]

    try:
        check_schema(loaded.schema, base, retrieve)
        compile_schema(loaded.schema, engine=None, base_uri=base, retrieve=retrieve)
        if not found:
            return loaded.schema
        schema = _with_embedded(loaded.schema, base, found)
        compile_schema(schema, engine=None, base_uri="", retrieve=_nothing)
    except SchemaError as error:
        raise SchemaError(f"{loaded.file}: {error}") from error
    return schema


def _with_embedded(schema: dict[str, Any], base: str, found: dict[str, Any]) -> dict[str, Any]:
    dialect = schema.get("$schema")
    # Before 2019-09, the keyword had another name.
    is_early = isinstance(dialect, str) and "/draft-0" in dialect
    keyword = "definitions" if is_early else "$defs"
    embedded: dict[str, Any] = {}
    for uri, one in found.items():
        body = one if isinstance(one, dict) else {} if one else {"not": {}}
        # What refers to itself by its own name must find itself by it.
        own = body.get("$id")
        for name in dict.fromkeys([urljoin(uri, own) if isinstance(own, str) else uri, uri]):
            embedded[name] = {**body, "$id": name}
    identity = urljoin(base, schema.get("$id", ""))
    return {**schema, "$id": identity, keyword: {**schema.get(keyword, {}), **embedded}}


def _nothing(uri: str) -> Any:
    raise LookupError(uri)
