"""From the path an engine took through a schema to the place in the schema's file."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from jsonpointer import JsonPointer

from validator.engine.interface import key_of, value_at

Path = tuple[str | int, ...]

FALSE_SCHEMA = "false-schema"
"""What stands for a keyword where a schema is `false`."""

_REFERENCES = ("$ref", "$dynamicRef")
_MAPS_OF_SCHEMAS = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_AFTER_MAPS = [(keyword,) for keyword in _MAPS_OF_SCHEMAS]


@dataclass(frozen=True, slots=True)
class KeywordLocation:
    """A keyword in a schema's file.

    `pointer` is its JSON Pointer in the file, `name` and `value` are its own, `subschemas` are the
    schemas on the way to it, outermost first, the one it stands in last.
    """

    pointer: str
    name: str
    value: Any
    subschemas: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema document, and the places in it that references can name.

    `uri` is what its own references start from; `retrieve` gives other documents by URI and raises
    LookupError for what is not at hand. `pointer` is what its pointers begin with.
    """

    schema: Any
    uri: str
    retrieve: Callable[[str], Any]
    targets: dict[str, Path]
    pointer: str = ""


def index(schema: Any, uri: str, retrieve: Callable[[str], Any], pointer: str = "") -> SchemaFile:
    """Return a schema with the URIs that `$ref`s can name, mapped to places in the document."""
    targets: dict[str, Path] = {uri: ()}
    pending: list[tuple[Any, Path, str]] = [(schema, (), uri)]
    while pending:
        part, path, base = pending.pop()
        if isinstance(part, dict):
            if isinstance(part.get("$id"), str):
                with contextlib.suppress(ValueError):  # no schema's, but that of a value (const)
                    base = urldefrag(urljoin(base, part["$id"])).url
                    targets[base] = path
            for anchor in ("$anchor", "$dynamicAnchor"):
                if isinstance(part.get(anchor), str):
                    targets[f"{base}#{part[anchor]}"] = path
            pending.extend(
                (value, (*path, key), base)
                for key, value in part.items()
                if key != "examples" or not isinstance(value, list)  # payloads, with ids of theirs
            )
        elif isinstance(part, list):
            pending.extend((value, (*path, number), base) for number, value in enumerate(part))
    return SchemaFile(schema, uri, retrieve, targets, pointer)


def find_keyword(file: SchemaFile, evaluation_path: Path) -> KeywordLocation:
    """Return the keyword that an evaluation path leads to.

    Raises:
        LookupError: the path leads through a reference to nowhere, which no engine can take.
    """
    part: Any = file.schema
    path: Path = ()
    base = file.uri
    subschemas: list[Any] = []
    for number, step in enumerate(evaluation_path):
        is_schema = number == 0 or evaluation_path[number - 1] not in _MAPS_OF_SCHEMAS
        if is_schema and isinstance(part, dict):
            base = urljoin(base, part["$id"]) if isinstance(part.get("$id"), str) else base
            reference = step if step in _REFERENCES and step in part else None
            if step not in part and "$ref" in part:
                # An engine that leaves the `$ref` step out of its path.
                subschemas.append(part)
                file, path, base = _follow(file, base, part["$ref"])
                part = value_at(file.schema, path)
            subschemas.append(part)
            if reference is not None:
                file, path, base = _follow(file, base, part[reference])
                part = value_at(file.schema, path)
                continue
        key = key_of(part, step)
        part = part[key]
        path = (*path, key)
    is_schema = not path or isinstance(path[-1], int) or path[-2:-1] in _AFTER_MAPS
    name = FALSE_SCHEMA if part is False and is_schema else str(path[-1])
    pointer = file.pointer + str(JsonPointer.from_parts(path).path)
    return KeywordLocation(pointer, name, part, tuple(subschemas))


def _follow(file: SchemaFile, base: str, reference: str) -> tuple[SchemaFile, Path, str]:
    """Return the document and the place that a reference leads to, and the base URI there."""
    uri, fragment = urldefrag(urljoin(base, reference))
    if uri not in file.targets:
        file = index(file.retrieve(uri), uri, file.retrieve, f"{uri}#")
    if not fragment.startswith("/"):
        return file, file.targets[f"{uri}#{fragment}" if fragment else uri], uri
    path = file.targets[uri]
    part = value_at(file.schema, path)
    for token in JsonPointer(unquote(fragment)).parts:
        step = int(token) if isinstance(part, list) else token
        path = (*path, step)
        part = part[step]
    return file, path, uri
