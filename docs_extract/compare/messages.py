"""What a change says to people, in one sentence."""

import json
import re
from typing import Any
from urllib.parse import unquote

from jsonpointer import unescape

from docs_extract.compare.change import ABSENT
from docs_extract.compare.codes import RULES
from docs_extract.compare.differences import Difference
from docs_extract.compare.tree import nullable_reference
from validator import wording
from validator.annotations import annotation
from validator.json_value import is_equal
from validator.schemas import ID_BASE

_DEFINITION = re.compile(r"#/(?:\$defs|definitions)/([^/]+)")


def message_of(difference: Difference, field: str, before: Any, after: Any) -> str:
    """Return the sentence for a difference.

    `field` is what people call its place; `before` and `after` are the schemas of the node there,
    with their annotations, None where there is none.
    """
    code, old, new = difference.code, difference.old, difference.new
    template = RULES[code].message
    if template is not None:
        name = difference.name
        if code.startswith("mapping-"):
            name = str((new if new is not ABSENT else old)["field"])
        name = wording.printable(name)
        return template.format(field=field, name=name, old=_values(old), new=_values(new))
    if code.startswith("type-"):
        return f"{field} is {_type(after)}, it was {_type(before)}"
    if code.startswith(("pattern-", "format-")):
        kind = code.rpartition("-")[0]
        return f"{field} has {_form(after, new, kind)}, it had {_form(before, old, kind)}"
    if code == "mapping-changed":
        return _mapping(old, new)
    was = "there was none" if old is ABSENT else f"it was {_short(old)}"
    name = wording.printable(difference.name)
    if new is ABSENT:
        return f"{name} of {field} went, {was}"
    return f"{name} of {field} is {_short(new)}, {was}"


def _values(value: Any) -> str:
    if value is ABSENT:
        return ""
    return wording.choice(value) if isinstance(value, list) and value else wording.value(value)


def _short(value: Any) -> str:
    if isinstance(value, (dict, list)) and value:
        return wording.shorten(wording.printable(json.dumps(value, ensure_ascii=False)))
    return wording.value(value)


def _type(schema: Any) -> str:
    """Return the type of a schema for people: an integer, a string or null, address."""
    if not isinstance(schema, dict):
        return "nothing" if schema is False else "anything"
    reference = nullable_reference(schema)
    if reference is not None:
        return f"{_struct(reference['$ref'])} or null"
    struct = [_struct(schema["$ref"])] if isinstance(schema.get("$ref"), str) else []
    return " and ".join([*struct, *_own_type(schema)]) or "anything"


def _own_type(schema: dict[str, Any]) -> list[str]:
    """Return the types that a schema says, for people, or the values; nothing where it has none."""
    types = schema.get("type")
    names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    shown = [wording.type_name(str(one)) for one in names]
    if len(shown) > 1:
        return [f"{', '.join(shown[:-1])} or {shown[-1]}"]
    return shown or _choice(schema)


def _choice(schema: dict[str, Any]) -> list[str]:
    listed = schema.get("enum")
    if "const" in schema:
        const = schema["const"]
        is_taken = listed is None or any(is_equal(const, one) for one in listed)
        listed = [const] if is_taken else []
    if listed is None:
        return []
    return [wording.choice(listed) if listed else "nothing"]


def _struct(reference: str) -> str:
    """Return what a reference leads to for people: the name of a struct or a definition."""
    if reference == "#":
        return "the struct itself"
    if reference.startswith(ID_BASE):
        return wording.printable(reference.removeprefix(ID_BASE).partition("/")[0])
    definition = _DEFINITION.fullmatch(reference)
    if definition is not None:
        return wording.printable(unescape(unquote(definition[1])))
    return wording.shorten(wording.printable(reference))


def _form(schema: Any, value: Any, kind: str) -> str:
    if value is ABSENT:
        return f"no {kind}"
    form = annotation(schema).get("form")
    if isinstance(form, str):
        return f"the form {wording.printable(form)}"
    keywords = value if isinstance(value, dict) else {kind: value}
    key = "pattern" if "pattern" in keywords else next(iter(keywords))
    return f"the {key} {wording.value(keywords[key])}"


def _mapping(old: Any, new: Any) -> str:
    for reason in dict.fromkeys([*new["mapping"], *old["mapping"]]):
        before = old["mapping"].get(reason, old["otherwise"])
        after = new["mapping"].get(reason, new["otherwise"])
        if not is_equal(before, after):
            return f"{wording.value(reason)} means {_meant(after)}, it meant {_meant(before)}"
    before, after = old["otherwise"], new["otherwise"]
    if not is_equal(before, after):
        return f"all other reasons mean {_meant(after)}, they meant {_meant(before)}"
    if old["reasons"] != new["reasons"]:
        return _reasons(old["reasons"], new["reasons"])
    whole = f"the mapping of {new['reason']} to {new['field']}"
    about = [{key: one for key, one in side.items() if key != "mapping"} for side in (old, new)]
    if is_equal(*about):
        return f"{whole} has other rows, which mean the same"
    return f"{whole} is about other payloads"


def _reasons(old: Any, new: Any) -> str:
    if old is None:
        return f"the reason must be {wording.choice(new)}, it could be any"
    if new is None:
        return f"the reason can be any, it had to be {wording.choice(old)}"
    came, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    if not came and not gone:
        return "the reasons are listed in another order"
    parts = [
        f"{_listed(names)} {verb}" for names, verb in ((came, "came"), (gone, "went")) if names
    ]
    return f"of the reasons {', '.join(parts)}"


def _listed(values: list[str]) -> str:
    return wording.names(wording.value(one) for one in values)


def _meant(result: Any) -> str:
    return "nothing" if result is None else wording.value(result)
