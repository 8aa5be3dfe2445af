"""A schema as a tree in which every change of a contract is a change of one place.

JSON Schema says one thing in several ways: an enum is a list whose order means nothing, null is a
type, a value or a condition, versions stand inside references. A tree says each thing once, by
name, without annotations: two trees that are equal are the same contract, and a part of one can be
put into the other.

A node has, each only where the schema says it: `types`, `null`, `values`, `ref`, `properties`,
`required`, `additional`, `items`, `rules`, `members`, `conditions` and `keywords` (whatever else
there is, as it is). `never` accepts nothing. The root has `$defs` besides, and what callspec alone
knows: `advice`, `records` and `outcome`. A path leads through the names: ("properties", "id",
"types").
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urljoin

from jsonpointer import JsonPointer

from validator.annotations import KEYWORD, annotation, record_rules_of
from validator.schemas import ID_BASE, schema_id

Tree = dict[str, Any]
Path = tuple[str, ...]

ANNOTATIONS = (
    *("title", "description", "examples", "default", "deprecated", "readOnly", "writeOnly"),
    *("$comment", KEYWORD),
)
"""Keywords that refuse nothing (2020-12 Validation, section 9)."""

DEFINITIONS = ("$defs", "definitions")
"""The keywords under which definitions stand, the second one before 2019-09."""

_MAPS = ("properties", *DEFINITIONS, "patternProperties")
"""Keywords whose names are the user's: a field may be called title."""

_DATA = ("const", "enum")
"""Keywords whose values are no schemas."""

ID: Path = ("keywords", "$id")
"""Where a node has its address."""

_OWN_ID = re.compile(re.escape(ID_BASE) + "([^/]+)/[^/]+")
_LOOKING_BACK = ("unevaluatedProperties", "unevaluatedItems")
_ADDRESSING = ("$id", "$ref", "$dynamicRef", "$recursiveRef")
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""What a URI begins with, and a relative reference does not (RFC 3986, sections 3.1 and 4.2)."""
_NOT_NULL = {"not": {"type": "null"}}
_NEVER: Tree = {"never": True}
_WHOLE = f"{ID_BASE}whole"
_TYPES = {
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    list: "array",
    dict: "object",
    type(None): "null",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A schema read as a tree.

    `pointers` are the JSON Pointers of the tree's places in the schema; `notes` are the schema's
    own objects, annotations included, by the path of their node. `looks_back` tells that a keyword
    asks which fields or items others have evaluated: then taking any is not the same as silence.
    """

    tree: Tree
    pointers: dict[Path, str] = field(default_factory=dict)
    notes: dict[Path, Any] = field(default_factory=dict)
    looks_back: bool = False


def read_tree(schema: Any) -> Reading:
    """Return a schema as a tree; `schema` is a whole JSON Schema, an object or a boolean."""
    address, inside = _apart(schema)
    return _read(address, inside, addressed=_is_addressed(address, inside))


def read_trees(old: Any, new: Any) -> tuple[Reading, Reading]:
    """Return two schemas as trees, parts of which can be put into one another.

    Where a reference in one of them leads to the address of the whole, both have theirs.
    """
    sides = _apart(old), _apart(new)
    addressed = any(_is_addressed(*side) for side in sides)
    before, after = (_read(*side, addressed=addressed) for side in sides)
    return before, after


def _apart(schema: Any) -> tuple[str | None, Any]:
    """Return the address of a schema and the schema without it, None where it has none."""
    if not isinstance(schema, dict) or not isinstance(address := schema.get("$id"), str):
        return None, schema
    inside = {key: value for key, value in schema.items() if key != "$id"}
    return address, inside if _OWN_ID.fullmatch(address) else _localised(inside, address)


def _read(address: str | None, schema: Any, *, addressed: bool) -> Reading:
    reading = Reading({}, looks_back=_looks_back(schema))
    if address is not None and addressed:
        schema = {"$id": address, **schema}
    reading.tree.update(_node(schema, (), (), reading))
    if isinstance(schema, dict):
        for key in DEFINITIONS:
            if isinstance(schema.get(key), dict):
                reading.tree[key] = {
                    name: _node(one, (key, name), (key, name), reading)
                    for name, one in schema[key].items()
                }
        _callspec(schema, reading)
    return reading


def to_schema(tree: Tree, definitions: Tree | None = None) -> Any:
    """Return the JSON Schema that a node stands for.

    `definitions` is the tree whose `$defs` its references lead to; without it, its own.
    """
    root = tree if definitions is None else definitions
    reached = _reached(tree, root)
    if () in reached and tree is not root:
        # `#` means the whole, and stands for something else where the node is all there is.
        whole = to_schema(root)
        base = whole.setdefault("$id", _WHOLE).partition("#")[0]
        return {**_schema(tree, base), "$defs": {"whole": whole}}
    schema = _schema(tree)
    if isinstance(schema, dict):
        for key in DEFINITIONS:
            kept = {name: one for name, one in root.get(key, {}).items() if (key, name) in reached}
            if kept:
                schema[key] = {name: _schema(one) for name, one in kept.items()}
    return schema


def _reached(tree: Tree, root: Tree) -> set[Path]:
    """Return the paths of what a node leads to: all definitions where it cannot be told."""
    pending, seen = [tree], set[Path]()
    while pending:
        for reference in _references(pending.pop()):
            target = target_of(reference, root) if reference is not None else None
            if target is None:
                return seen | {(key, name) for key in DEFINITIONS for name in root.get(key, {})}
            if target not in seen:
                seen.add(target)
                pending.append(get(root, target))
    return seen


def _references(node: Tree) -> Iterator[str | None]:
    """Yield the references of a node and of those inside it; None for one in a raw keyword."""
    if "ref" in node:
        yield node["ref"]
    for key in ("keywords", "rules", "conditions"):
        if has_references(node.get(key)):
            yield None
    inside = [*node.get("properties", {}).values()]
    inside += [node[key] for key in ("items", "additional") if key in node]
    inside += [one["then"] for one in node.get("members", {}).values()]
    for one in inside:
        yield from _references(one)


def get(tree: Any, path: Path, default: Any = None) -> Any:
    """Return what stands at a path, or the default."""
    for step in path:
        if not isinstance(tree, dict) or step not in tree:
            return default
        tree = tree[step]
    return tree


def put(tree: Tree, path: Path, value: Any) -> Tree:
    """Return the tree with a value at a path, parts on the way made; the tree stays as it is."""
    if not path:
        assert isinstance(value, dict)
        return value
    head, rest = path[0], path[1:]
    return {**tree, head: put(tree.get(head, {}), rest, value) if rest else value}


def drop(tree: Tree, path: Path) -> Tree:
    """Return the tree without what stands at a path."""
    head, rest = path[0], path[1:]
    if head not in tree:
        return tree
    if rest:
        return {**tree, head: drop(tree[head], rest)}
    return {key: value for key, value in tree.items() if key != head}


def take(tree: Tree, other: Tree, paths: tuple[Path, ...]) -> Tree:
    """Return the tree with what another one has at some paths, the definitions of both in it."""
    missing = object()
    for path in paths:
        value = get(other, path, missing)
        tree = drop(tree, path) if value is missing else put(tree, path, value)
    for key in DEFINITIONS:
        if key in other:
            ours = tree.get(key, {})
            theirs = {_name_beside(ours, name, node): node for name, node in other[key].items()}
            tree = {**tree, key: {**theirs, **ours}}
    return tree


def _name_beside(ours: Tree, name: str, node: Tree) -> str:
    """Return what a definition is called beside others: each must be found by its `$id`."""
    is_same = name not in ours or get(node, ID) == get(ours[name], ID)
    return name if is_same else own_name(name, node)


def own_name(name: str, node: Tree) -> str:
    """Return what a definition is called beside one of its name that has another `$id`."""
    return f"{name} {get(node, ID)}"


def without_definitions(tree: Tree) -> Tree:
    """Return what a tree says itself."""
    return {key: one for key, one in tree.items() if key not in DEFINITIONS}


def text_of(value: Any) -> str:
    """Return the name of a value: its JSON text, the same for values that JSON Schema calls equal.

    Numbers are equal by their mathematical value (2020-12 Core, section 4.2.2): 1.0 is 1.
    """
    return json.dumps(_plain(value), sort_keys=True, ensure_ascii=False)


def rules_of(node: Tree) -> list[Any]:
    """Return the fragments that a node must keep besides: its rules, and conditions unnamed."""
    return [rule for key in ("rules", "conditions") for rule in node.get(key, {}).values()]


def target_of(reference: str, tree: Tree) -> Path | None:
    """Return the path of the node that a reference leads to, or None."""
    if reference == "#":
        return ()
    for key in DEFINITIONS:
        for name, node in tree.get(key, {}).items():
            pointer = f"#{JsonPointer.from_parts([key, name]).path}"
            if unquote(reference) == pointer or reference == get(node, ID):
                return key, name
    return () if reference == get(tree, ID) else None


def has_references(value: Any) -> bool:
    """Return whether a raw keyword refers to other schemas."""
    return any("ref" in key.lower() for one in _objects(value) for key in one)


def stripped(schema: Any) -> Any:
    """Return a schema without annotations, the versions in callspec's own identifiers left out."""
    if isinstance(schema, list):
        return [stripped(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key in ("$id", "$ref") and isinstance(value, str):
            match = _OWN_ID.fullmatch(value)
            kept[key] = schema_id(match[1], "0") if match else value
        elif key in _MAPS:
            kept[key] = (
                {name: stripped(one) for name, one in value.items()}
                if isinstance(value, dict)
                else value
            )
        elif key in _DATA:
            kept[key] = value
        elif key not in ANNOTATIONS:
            kept[key] = stripped(value)
    return kept


def _localised(schema: Any, address: str) -> Any:
    """Return a schema that refers to itself by `#` where it does by its own address.

    Two addresses are then no difference. What has an address of its own inside stays as it is: `#`
    means something else there (2020-12 Core, section 8.2.1).
    """
    if isinstance(schema, list):
        return [_localised(one, address) for one in schema]
    if not isinstance(schema, dict) or isinstance(schema.get("$id"), str):
        return schema
    kept: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "$ref" and isinstance(value, str):
            whole, _, fragment = value.partition("#")
            own = whole and _resolved(address, whole) == address.partition("#")[0]
            kept[key] = f"#{fragment}" if own else value
        elif key in _MAPS and isinstance(value, dict):
            kept[key] = {name: _localised(one, address) for name, one in value.items()}
        else:
            is_data = key in _DATA or key in ANNOTATIONS
            kept[key] = value if is_data else _localised(value, address)
    return kept


def _resolved(address: str, reference: str) -> str | None:
    """Return where a reference leads (RFC 3986, section 5), None where it is none."""
    try:
        return urljoin(address, reference)
    except ValueError:
        return None


def _is_addressed(address: str | None, schema: Any) -> bool:
    """Return whether something in a schema hangs on the address of the whole.

    Without it the address is a name and says nothing of payloads: a file whose versions are
    `https://example.com/call/1` and `/2` can hold the same contract.
    """
    if address is None:
        return False
    whole = stripped({"$id": address})["$id"].partition("#")[0]
    said = stripped(schema)
    addresses = [one[key] for one in _objects(said) for key in _ADDRESSING if key in one]
    return any(
        one.partition("#")[0] == whole or not _ABSOLUTE.match(one)
        for one in addresses
        if isinstance(one, str) and not one.startswith("#")
    )


def _looks_back(schema: Any) -> bool:
    """Return whether `unevaluatedProperties` or `unevaluatedItems` may be in a schema."""
    return any(key in _LOOKING_BACK for one in _objects(schema) for key in one)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every object in a JSON value, itself among them."""
    if isinstance(value, dict):
        yield value
    inside = value.values() if isinstance(value, dict) else value
    for one in inside if isinstance(value, (dict, list)) else ():
        yield from _objects(one)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return value


def _node(schema: Any, path: Path, place: tuple[str | int, ...], reading: Reading) -> Tree:
    """Return a schema as a node, and note where its parts stand."""
    reading.notes[path] = schema
    reading.pointers[path] = _pointer(place)
    if schema is True or schema == {}:
        return {}
    if not isinstance(schema, dict):
        return dict(_NEVER)
    inner = nullable_reference(schema)
    if inner is not None:
        reading.pointers[(*path, "ref")] = _pointer((*place, "then", "$ref"))
        reading.pointers[(*path, "null")] = _pointer((*place, "if"))
        return {"ref": stripped(inner)["$ref"], "null": True}
    node: Tree = {}
    for key, value in schema.items():
        reader = _READERS.get(key)
        if key in ANNOTATIONS or key in DEFINITIONS:
            continue
        if reader is None or not reader(node, value, path, place, reading):
            node.setdefault("keywords", {})[key] = stripped({key: value})[key]
            reading.pointers[(*path, "keywords", key)] = _pointer((*place, key))
    _settle_null(node)
    _settle_types(node)
    return node


def nullable_reference(schema: dict[str, Any]) -> dict[str, Any] | None:
    """Return the reference of what emit writes for a struct or null, None for any other schema."""
    said = {key: one for key, one in schema.items() if key not in (*ANNOTATIONS, *DEFINITIONS)}
    then = said.get("then")
    if set(said) != {"if", "then"} or said["if"] != _NOT_NULL or not isinstance(then, dict):
        return None
    return then if set(stripped(then)) == {"$ref"} and isinstance(then["$ref"], str) else None


def _settle_null(node: Tree) -> None:
    """Say once whether null is taken: it can be a type and a value."""
    types, values = node.get("types"), node.get("values")
    if "ref" in node:
        return  # beside a reference it stands for null instead of what that leads to
    if types is not None:
        if "null" not in types or len(types) == 1:
            return
        del types["null"]
    if values is None:
        if types is not None:
            node["null"] = True
    elif "null" in values:
        del values["null"]
        node["null"] = True


def _settle_types(node: Tree) -> None:
    """Say once what types are taken: values say it, and every integer is a number."""
    types = node.get("types", {})
    if "number" in types:
        types.pop("integer", None)
    if types and "values" in node:
        held = with_held(types)
        node["values"] = {
            name: one for name, one in node["values"].items() if _type_of(one) in held
        }
        del node["types"]


def types_of(node: Tree) -> dict[str, bool]:
    """Return the types that a node says, or else those of its values; none where it has neither."""
    types: dict[str, bool] = node.get("types", {})
    return types or dict.fromkeys(map(_type_of, node.get("values", {}).values()), True)


def with_held(types: Iterable[str]) -> set[str]:
    """Return types with the ones they hold: every integer is a number."""
    found = set(types)
    return found | {"integer"} if "number" in found else found


def _type_of(value: Any) -> str:
    """Return the narrowest type of a value: 1.0 is an integer (2020-12 Core, section 4.2.1)."""
    return _TYPES[type(_plain(value))]


def _read_types(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    node["types"] = dict.fromkeys([value] if isinstance(value, str) else value, True)
    for part in ("types", "null"):
        reading.pointers[(*path, part)] = _pointer((*place, "type"))
    return True


def _read_enum(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    _limit(node, value)
    reading.pointers[(*path, "values")] = _pointer((*place, "enum"))
    reading.pointers.setdefault((*path, "null"), _pointer((*place, "enum")))
    for number, one in enumerate(value):
        reading.pointers[(*path, "values", text_of(one))] = _pointer((*place, "enum", number))
    return True


def _limit(node: Tree, values: list[Any]) -> None:
    """Leave a node the values that are among some; a `const` and an `enum` may both name them."""
    named = {text_of(one): one for one in values}
    before = node.get("values", named)
    node["values"] = {text: one for text, one in before.items() if text in named}


def _read_const(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    _limit(node, [value])
    for part in (("values",), ("values", text_of(value))):
        reading.pointers[(*path, *part)] = _pointer((*place, "const"))
    return True


def _read_ref(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    node["ref"] = stripped({"$ref": value})["$ref"]
    reading.pointers[(*path, "ref")] = _pointer((*place, "$ref"))
    return True


def _read_properties(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    node["properties"] = {
        name: _node(one, (*path, "properties", name), (*place, "properties", name), reading)
        for name, one in value.items()
    }
    return True


def _read_required(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    node["required"] = dict.fromkeys(value, True)
    for number, name in enumerate(value):
        reading.pointers[(*path, "required", name)] = _pointer((*place, "required", number))
    return True


def _read_additional(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    inside = _node(value, (*path, "additional"), (*place, "additionalProperties"), reading)
    if inside or reading.looks_back:
        node["additional"] = inside
    return True


def _read_items(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    if isinstance(value, list):  # before 2020-12: one schema for each place
        return False
    inside = _node(value, (*path, "items"), (*place, "items"), reading)
    if inside or reading.looks_back:
        node["items"] = inside
    return True


def _read_all(node: Tree, value: Any, path: Path, place: Any, reading: Reading) -> bool:
    for number, one in enumerate(value):
        here = (*place, "allOf", number)
        member = _member_of(one)
        if member is not None:
            then = (*path, "members", member, "then")
            reading.pointers[then[:-1]] = _pointer(here)
            reading.notes[then[:-1]] = one
            node.setdefault("members", {})[member] = {
                "if": stripped(one["if"]),
                "then": _node(one["then"], then, (*here, "then"), reading),
            }
            continue
        rule = annotation(one).get("rule")
        group, name = ("rules", rule) if isinstance(rule, str) else ("conditions", None)
        fragment = stripped(one)
        name = name or text_of(fragment)
        node.setdefault(group, {})[name] = fragment
        reading.pointers[(*path, group, name)] = _pointer(here)
        reading.notes[(*path, group, name)] = one
    return True


def _member_of(part: Any) -> str | None:
    """Return the value that tells a family's member, for what emit writes of one."""
    if not isinstance(part, dict) or "member" not in annotation(part):
        return None
    consts = [get(one, ("const",)) for one in get(part, ("if", "properties"), {}).values()]
    return text_of(consts[0]) if len(consts) == 1 and set(part) >= {"if", "then"} else None


_READERS: dict[str, Callable[[Tree, Any, Path, Any, Reading], bool]] = {
    "type": _read_types,
    "enum": _read_enum,
    "const": _read_const,
    "$ref": _read_ref,
    "properties": _read_properties,
    "required": _read_required,
    "additionalProperties": _read_additional,
    "items": _read_items,
    "allOf": _read_all,
}


def _callspec(schema: dict[str, Any], reading: Reading) -> None:
    """Read what callspec's own keyword says of payloads: rules no other tool knows, the mapping."""
    notes = annotation(schema)
    for number, one in enumerate(notes.get("advice", [])):
        rule = str(annotation(one).get("rule", number))
        reading.tree.setdefault("advice", {})[rule] = stripped(one)
        reading.pointers[("advice", rule)] = _pointer((KEYWORD, "advice", number))
        reading.notes[("advice", rule)] = one
    for number, one in enumerate(record_rules_of(schema)):
        rule = str(one.get("rule", number))
        reading.tree.setdefault("records", {})[rule] = one.get("check")
        reading.pointers[("records", rule)] = _pointer((KEYWORD, "records", number))
    if isinstance(notes.get("outcome"), dict):
        left = ("source", "reasons_source", "inferred")
        mapping = {key: one for key, one in notes["outcome"].items() if key not in left}
        reading.tree["outcome"] = mapping
        reading.pointers[("outcome",)] = _pointer((KEYWORD, "outcome"))


def _pointer(place: tuple[str | int, ...]) -> str:
    return str(JsonPointer.from_parts(place).path)


def _schema(node: Tree, base: str = "") -> Any:
    """Return a node as a schema, without definitions, its references in the whole below a base."""
    if "never" in node:
        return False
    schema: dict[str, Any] = dict(node.get("keywords", {}))
    if "ref" in node:
        reference = {"$ref": base * node["ref"].startswith("#") + node["ref"]}
        if node.get("null"):
            rest = _schema(drop(drop(node, ("ref",)), ("null",)), base)
            whole = {"if": _NOT_NULL, "then": reference}
            return {"allOf": [whole, rest]} if rest else whole
        schema.update(reference)
    null = bool(node.get("null"))
    types = types_of(node)
    if types:
        schema["type"] = [*types, *(["null"] if null else [])]
    if "values" in node:
        values = [*node["values"].values(), *([None] if null else [])]
        schema["not" if not values else "enum"] = values or {}
    if node.get("properties"):
        fields = node["properties"].items()
        schema["properties"] = {name: _schema(one, base) for name, one in fields}
    if node.get("required"):
        schema["required"] = list(node["required"])
    if "additional" in node:
        schema["additionalProperties"] = _schema(node["additional"], base)
    if "items" in node:
        schema["items"] = _schema(node["items"], base)
    parts = list(_parts(node, base))
    if parts:
        schema["allOf"] = parts
    return schema


def _parts(node: Tree, base: str) -> Iterator[Any]:
    for case in node.get("members", {}).values():
        yield {"if": case["if"], "then": _schema(case["then"], base)}
    yield from node.get("rules", {}).values()
    yield from node.get("conditions", {}).values()
