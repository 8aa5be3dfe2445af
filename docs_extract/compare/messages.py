"""What a change says to people, in one sentence."""

import json
from typing import Any

from docs_extract.compare.change import ABSENT
from docs_extract.compare.codes import RULES
from docs_extract.compare.differences import Difference
from validator import wording
from validator.annotations import annotation


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
    reference = schema.get("$ref") or _reference_or_null(schema)
    if isinstance(reference, str):
        return reference.rstrip("/").removeprefix("https://callspec.invalid/").split("/")[0]
    types = schema.get("type")
    names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    shown = [wording.type_name(str(one)) for one in names]
    if not shown:
        return "anything"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _reference_or_null(schema: dict[str, Any]) -> Any:
    then = schema.get("then")
    return then.get("$ref") if isinstance(then, dict) else None


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
        if before != after:
            return f"{wording.value(reason)} means {_meant(after)}, it meant {_meant(before)}"
    if old["otherwise"] != new["otherwise"]:
        before, after = old["otherwise"], new["otherwise"]
        return f"all other reasons mean {_meant(after)}, they meant {_meant(before)}"
    came = [one for one in new["reasons"] or () if one not in (old["reasons"] or ())]
    gone = [one for one in old["reasons"] or () if one not in (new["reasons"] or ())]
    if came or gone:
        parts = [f"{wording.choice(came)} came"] if came else []
        parts += [f"{wording.choice(gone)} went"] if gone else []
        return f"of the reasons {', '.join(parts)}"
    return f"the mapping of {new['reason']} to {new['field']} is about other payloads"


def _meant(result: Any) -> str:
    return "nothing" if result is None else wording.value(result)
