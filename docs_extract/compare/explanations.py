"""The explanations of all codes that a change of a contract can have.

`before` and `after` are two schemas between which there is this change and no other. This module
is data: it is read by `callspec explain`, which has no need of docutils.
"""

import json
from typing import Any

from docs_extract.compare.codes import RULES, Claim
from validator import wording
from validator.annotations import KEYWORD
from validator.explanation import Explanation

_WIDTH = 80
_STRING = {"type": "string"}
_INTEGER = {"type": "integer"}
_ID = {"id": _STRING}
_CLOSED = {"additionalProperties": False}
_ACCEPT = "If it is meant, accept it with a reason (callspec diff --accept)."
_CLAIMS = {
    (Claim.SAFE, Claim.SAFE): "It breaks nobody.",
    (Claim.SAFE, Claim.OPEN): "It may break readers, not writers.",
    (Claim.SAFE, Claim.BREAKS): "It breaks readers, not writers.",
    (Claim.OPEN, Claim.OPEN): "Whom it breaks depends on the rest of the contract.",
    (Claim.OPEN, Claim.BREAKS): "It breaks readers, and may break writers.",
    (Claim.BREAKS, Claim.SAFE): "It breaks writers, not readers.",
    (Claim.BREAKS, Claim.OPEN): "It breaks writers, and may break readers.",
    (Claim.BREAKS, Claim.BREAKS): "It breaks writers and readers.",
}
"""What the table says of writers and of readers."""


def _object(properties: dict[str, Any], *optional: str, **more: Any) -> dict[str, Any]:
    """Return the schema of an object; its fields must be there, but for the optional ones."""
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, **more}


def _one(name: str, schema: Any) -> dict[str, Any]:
    """Return the schema of an object with one field."""
    return _object({name: schema}, **_CLOSED)


def _noted(schema: dict[str, Any], **notes: Any) -> dict[str, Any]:
    """Return a schema with what callspec notes beside it."""
    return {**schema, KEYWORD: notes}


def _text(value: Any, depth: int = 0) -> str:
    """Return a schema as JSON text, what is short on one line."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or (depth and 2 * depth + len(line) <= _WIDTH):
        return line
    named = isinstance(value, dict)
    parts = value.items() if isinstance(value, dict) else (("", one) for one in value)
    inside = ",\n".join(
        "  " * (depth + 1) + (f"{json.dumps(key)}: " if named else "") + _text(one, depth + 1)
        for key, one in parts
    )
    opening, closing = "{}" if named else "[]"
    return f"{opening}\n{inside}\n{'  ' * depth}{closing}"


def _explained(
    code: str, why: str, mend: str, before: Any, after: Any, *broken: str
) -> Explanation:
    """Return an explanation. Before and after are schemas, or texts where no schema shows it.

    Whom such a change breaks is said by the table of codes, so that the two cannot differ; `broken`
    are those whom the one shown breaks, where the table leaves that open.
    """
    rule = RULES[code]
    claims = rule.writers, rule.readers
    parts = [_CLAIMS[claims], why]
    if Claim.OPEN in claims and not isinstance(before, str):
        parts.append(f"The change shown breaks {wording.names(broken or ('nobody',))}.")
    texts = [one if isinstance(one, str) else f"{_text(one)}\n" for one in (before, after)]
    return Explanation(rule.meaning, " ".join(parts), mend, *texts)


def _words(code: str, why: str, before: Any, after: Any) -> Explanation:
    mend = "There is nothing to do. The next version is a patch."
    return _explained(code, why, mend, before, after)


_STATE = {"type": "string", "enum": ["waiting", "sent"]}
_STATES = {"type": "string", "enum": ["waiting", "sent", "lost"]}
_DIGITS = {"type": "string", "pattern": "^[0-9]+$"}
_UUID = {"type": "string", "format": "uuid"}
_COUNTED = {"type": "integer", "minimum": 0}
_LIST = {"type": "array"}
_STRINGS = {"type": "array", "items": _STRING}
_PLACED = {"state": _STRING, "place": _STRING}


def _rule(maximum: int) -> dict[str, Any]:
    return _noted({"properties": {"weight": {"maximum": maximum}}}, rule="not-too-heavy")


_WEIGHT = _object({"weight": _INTEGER}, **_CLOSED)


def _ruled(*rules: Any) -> dict[str, Any]:
    return {**_WEIGHT, "allOf": list(rules)} if rules else _WEIGHT


def _advised(*rules: Any) -> dict[str, Any]:
    return _noted(_WEIGHT, advice=list(rules)) if rules else _WEIGHT


def _compared(*values: str) -> dict[str, Any]:
    """Return a schema with a rule about several parcels, if there are values in order."""
    if not values:
        return _WEIGHT
    check = {"kind": "order", "key": "id", "field": "state", "values": list(values), "time": "at"}
    return _noted(_WEIGHT, records=[{"check": check, "rule": "state-backwards"}])


def _bare_rule(maximum: int) -> dict[str, Any]:
    return {"properties": {"weight": {"maximum": maximum}}}


def _family(*kinds: str) -> dict[str, Any]:
    """Return the schema of a parcel whose kind says which field it has besides."""
    fields = {"letter": ("pages", _INTEGER), "box": ("litres", _INTEGER)}
    members = [
        _noted(
            {
                "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
                "then": {
                    "properties": {fields[kind][0]: fields[kind][1]},
                    "required": [fields[kind][0]],
                },
            },
            member=kind,
        )
        for kind in kinds
    ]
    kind = {"type": "string", "enum": ["letter", "box"]}
    return _object({"kind": kind}, allOf=members)


def _mapped(**mapping: str) -> dict[str, Any]:
    """Return the schema of a parcel whose result must agree with how its journey ended."""
    schema = _object({"result": {"enum": ["good", "bad"]}}, **_CLOSED)
    if not mapping:
        return {**schema, "examples": [{"result": "good"}]}
    outcome = {
        "field": "result",
        "reason": "ending",
        "resource": "journey",
        "mapping": mapping,
        "otherwise": None,
        "reasons": list(mapping),
        "when": {},
    }
    return {**_noted(schema, outcome=outcome), "examples": [{"result": "good"}]}


def _described(text: str) -> dict[str, Any]:
    return _one("state", {**_STRING, "description": text})


EXPLANATIONS: dict[str, Explanation] = {
    "struct-added": _explained(
        "struct-added",
        "There was no contract that anybody could rely on.",
        "There is nothing to do.",
        "pages without a struct Parcel\n",
        "the same pages with a struct Parcel\n",
    ),
    "struct-removed": _explained(
        "struct-removed",
        "Whoever holds payloads against it has nothing to hold them against any more; its "
        "published versions stay.",
        f"If it was renamed, say so where its users read it. {_ACCEPT}",
        "pages with a struct Parcel\n",
        "the same pages without it\n",
    ),
    "required-field-added": _explained(
        "required-field-added",
        "Payloads that were right lack the field. Whether readers mind a field they do not know "
        "is a matter of --policy.",
        "Add the field as an optional one first, let all writers send it, and then let it become "
        "required.",
        _one("id", _STRING),
        _object({**_ID, "weight": _INTEGER}, **_CLOSED),
        "writers",
    ),
    "optional-field-added": _explained(
        "optional-field-added",
        "Readers that pass over what they do not know are not broken (--policy lenient); those "
        "that refuse it are (--policy strict). Where an object takes other fields anyway, a "
        "payload may have had the name with something else in it.",
        "There is nothing to do where readers pass over unknown fields. Otherwise tell them first.",
        _one("id", _STRING),
        _object({**_ID, "weight": _INTEGER}, "weight", **_CLOSED),
    ),
    "required-field-removed": _explained(
        "required-field-removed",
        "Readers count on the field and do not find it. Writers that still send it are refused by "
        "an object that takes no other fields.",
        "Let the field become optional first, and remove it when nobody reads it any more.",
        _object({**_ID, "weight": _INTEGER}, **_CLOSED),
        _one("id", _STRING),
        "writers",
        "readers",
    ),
    "optional-field-removed": _explained(
        "optional-field-removed",
        "Writers that still send the field are refused by an object that takes no other fields.",
        f"Remove it when nobody sends it any more. {_ACCEPT}",
        _object({**_ID, "weight": _INTEGER}, "weight", **_CLOSED),
        _one("id", _STRING),
        "writers",
    ),
    "field-became-required": _explained(
        "field-became-required",
        "Writers that leave it out, as they were free to, are refused.",
        f"Let all writers send it first. {_ACCEPT}",
        _object({**_ID, "weight": _INTEGER}, "weight", **_CLOSED),
        _object({**_ID, "weight": _INTEGER}, **_CLOSED),
    ),
    "field-became-optional": _explained(
        "field-became-optional",
        "Readers count on the field, and payloads without it may come.",
        f"Tell readers what its absence means before the first such payload comes. {_ACCEPT}",
        _object({**_ID, "weight": _INTEGER}, **_CLOSED),
        _object({**_ID, "weight": _INTEGER}, "weight", **_CLOSED),
    ),
    "object-closed": _explained(
        "object-closed",
        "Writers that send a field of their own are refused.",
        "Put the fields that are in use on the page first.",
        _object(_ID),
        _object(_ID, **_CLOSED),
    ),
    "object-opened": _explained(
        "object-opened",
        "Readers that pass over what they do not know are not broken (--policy lenient); those "
        "that refuse it are (--policy strict).",
        "There is nothing to do where readers pass over unknown fields.",
        _object(_ID, **_CLOSED),
        _object(_ID),
    ),
    "other-fields-changed": _explained(
        "other-fields-changed",
        "The fields whose names the page does not give, such as those of a map, hold something "
        "else.",
        f"Decide as for a field that changes so. {_ACCEPT}",
        {"type": "object"},
        {"type": "object", "additionalProperties": _STRING},
        "writers",
    ),
    "type-narrowed": _explained(
        "type-narrowed",
        "Writers that send a value of a type that is no longer taken are refused.",
        f"Let all writers send the narrower type first. {_ACCEPT}",
        _one("weight", {"type": "number"}),
        _one("weight", _INTEGER),
    ),
    "type-widened": _explained(
        "type-widened",
        "Readers may get a value of a type that they never met, and cannot hold it.",
        "Tell readers first, or give what is new a field of its own.",
        _one("weight", _INTEGER),
        _one("weight", {"type": "number"}),
    ),
    "type-changed": _explained(
        "type-changed",
        "Where the two types share no value, no payload is right for both versions.",
        "Give what is new a field of its own, and remove the old one when nobody uses it any more.",
        _one("weight", _INTEGER),
        _one("weight", _STRING),
        "writers",
        "readers",
    ),
    "null-added": _explained(
        "null-added",
        "Readers that go on with the value without asking whether it is there stumble over null.",
        "Tell readers what null means before the first one comes.",
        _one("sent", _STRING),
        _one("sent", {"type": ["string", "null"]}),
    ),
    "null-removed": _explained(
        "null-removed",
        "Writers that send null are refused.",
        f"Let all writers send a value first. {_ACCEPT}",
        _one("sent", {"type": ["string", "null"]}),
        _one("sent", _STRING),
    ),
    "enum-value-added": _explained(
        "enum-value-added",
        "Readers decide by these values. One that they do not know falls through all their "
        "branches.",
        "Announce the value before the first payload has it. Best of all, say on the page from the "
        f"start that values may come. {_ACCEPT}",
        _one("state", _STATE),
        _one("state", _STATES),
    ),
    "enum-value-removed": _explained(
        "enum-value-removed",
        "Writers that still send the value are refused.",
        f"Remove it when nobody sends it any more. {_ACCEPT}",
        _one("state", _STATES),
        _one("state", _STATE),
    ),
    "enum-added": _explained(
        "enum-added",
        "Writers that send any other value are refused, whether or not the list has all values "
        "that are in use.",
        "Hold the payloads of the last weeks against the new version (callspec validate) before "
        "it counts.",
        _one("state", _STRING),
        _one("state", _STATE),
    ),
    "enum-removed": _explained(
        "enum-removed",
        "Readers decide by these values, and any other may come.",
        "Say on the page what readers are to do with a value that they do not know. If the table "
        "was lost by mistake, restore it.",
        _one("state", _STATE),
        _one("state", _STRING),
    ),
    "pattern-added": _explained(
        "pattern-added",
        "Writers whose strings are of another form are refused. callspec also infers forms from "
        "the samples of a page: a new sample can be the cause.",
        "Hold the payloads of the last weeks against the new version (callspec validate). callspec "
        "generate --explain FIELD says where the form comes from.",
        _one("code", _STRING),
        _one("code", _DIGITS),
    ),
    "pattern-removed": _explained(
        "pattern-removed",
        "Readers take the string apart by its form, and may get one of any other.",
        f"Tell readers first. {_ACCEPT}",
        _one("code", _DIGITS),
        _one("code", _STRING),
    ),
    "pattern-changed": _explained(
        "pattern-changed",
        "Of two forms one may hold the other: then only one side is broken, or nobody.",
        f"Let readers take both forms before writers send the new one. {_ACCEPT}",
        _one("code", _DIGITS),
        _one("code", {"type": "string", "pattern": "^[A-Z]+$"}),
        "writers",
        "readers",
    ),
    "format-added": _explained(
        "format-added",
        "Writers whose strings are not of the format are refused.",
        "Hold the payloads of the last weeks against the new version (callspec validate).",
        _one("id", _STRING),
        _one("id", _UUID),
    ),
    "format-removed": _explained(
        "format-removed",
        "Readers keep the value as what the format says, a UUID, and may get any other string.",
        f"Tell readers first. {_ACCEPT}",
        _one("id", _UUID),
        _one("id", _STRING),
    ),
    "format-changed": _explained(
        "format-changed",
        "A string is seldom of both formats.",
        "Give what is new a field of its own, and remove the old one when nobody uses it any more.",
        _one("id", _UUID),
        _one("id", {"type": "string", "format": "email"}),
        "writers",
        "readers",
    ),
    "bound-narrowed": _explained(
        "bound-narrowed",
        "Writers that send what lies between the old bound and the new one are refused.",
        f"Let all writers keep the new bound first. {_ACCEPT}",
        _one("weight", _COUNTED),
        _one("weight", {"type": "integer", "minimum": 1}),
    ),
    "bound-widened": _explained(
        "bound-widened",
        "Readers may get what lies between the old bound and the new one: a text longer than their "
        "column, a number larger than they count.",
        f"Tell readers first. {_ACCEPT}",
        _one("code", {"type": "string", "maxLength": 8}),
        _one("code", {"type": "string", "maxLength": 12}),
    ),
    "items-added": _explained(
        "items-added",
        "Writers that put anything else into the array are refused.",
        "Hold the payloads of the last weeks against the new version (callspec validate).",
        _one("stops", _LIST),
        _one("stops", _STRINGS),
    ),
    "items-removed": _explained(
        "items-removed",
        "Readers know what to do with the items that were described, and any other may come.",
        "Describe the items on the page. If the description was lost by mistake, restore it.",
        _one("stops", _STRINGS),
        _one("stops", _LIST),
    ),
    "rule-added": _explained(
        "rule-added",
        "Writers whose payloads do not keep the rule are refused; a rule that only says what the "
        "contract says already breaks nobody.",
        "Add it as a rule that warns (severity: warning), let writers follow, then let it be an "
        "error.",
        _ruled(),
        _ruled(_rule(20)),
        "writers",
    ),
    "rule-removed": _explained(
        "rule-removed",
        "Readers could count on the rule, and payloads that do not keep it may come.",
        f"Tell readers first. {_ACCEPT}",
        _ruled(_rule(20)),
        _ruled(),
        "readers",
    ),
    "rule-changed": _explained(
        "rule-changed",
        "It counts which payloads keep the rule as it was, and which keep it as it is.",
        f"Decide as for the bound or the value that the rule is about. {_ACCEPT}",
        _ruled(_rule(20)),
        _ruled(_rule(10)),
        "writers",
    ),
    "advice-added": _explained(
        "advice-added",
        "A rule that warns refuses no payload, but callspec validate --strict counts warnings.",
        "There is nothing to do.",
        _advised(),
        _advised(_rule(20)),
    ),
    "advice-removed": _explained(
        "advice-removed",
        "A rule that warned refused no payload.",
        "There is nothing to do.",
        _advised(_rule(20)),
        _advised(),
    ),
    "advice-changed": _explained(
        "advice-changed",
        "A rule that warns refuses no payload, but callspec validate --strict counts warnings.",
        "There is nothing to do.",
        _advised(_rule(20)),
        _advised(_rule(10)),
    ),
    "record-rule-added": _explained(
        "record-rule-added",
        "Each payload is judged as before; callspec audit finds more among many of them.",
        "Run callspec audit over a log of payloads.",
        _compared(),
        _compared("packed", "sent"),
    ),
    "record-rule-removed": _explained(
        "record-rule-removed",
        "Each payload is judged as before; callspec audit finds less among many of them.",
        "There is nothing to do.",
        _compared("packed", "sent"),
        _compared(),
    ),
    "record-rule-changed": _explained(
        "record-rule-changed",
        "Each payload is judged as before; callspec audit compares something else.",
        "Run callspec audit over a log of payloads.",
        _compared("packed", "sent"),
        _compared("packed", "sent", "arrived"),
    ),
    "member-added": _explained(
        "member-added",
        "For payloads of this kind there was no description, and now there is one.",
        "Hold the payloads of this kind against the new version (callspec validate).",
        _family("letter"),
        _family("letter", "box"),
        "writers",
    ),
    "member-removed": _explained(
        "member-removed",
        "Payloads of this kind are not described any more, and may hold anything.",
        f"If the section was lost by mistake, restore it. {_ACCEPT}",
        _family("letter", "box"),
        _family("letter"),
        "readers",
    ),
    "condition-added": _explained(
        "condition-added",
        "Writers whose payloads do not meet it are refused. Schemas that callspec wrote give their "
        "conditions a name: those are rules.",
        f"Let all writers meet it first. {_ACCEPT}",
        _ruled(),
        _ruled(_bare_rule(20)),
        "writers",
    ),
    "condition-removed": _explained(
        "condition-removed",
        "Readers could count on it, and payloads that do not meet it may come.",
        f"Tell readers first. {_ACCEPT}",
        _ruled(_bare_rule(20)),
        _ruled(),
        "readers",
    ),
    "condition-changed": _explained(
        "condition-changed",
        "It counts which payloads meet the condition as it was, and which meet it as it is.",
        f"Decide as for the field that it is about. {_ACCEPT}",
        {
            **_object(_PLACED, "place"),
            "if": {"properties": {"state": {"const": "sent"}}},
            "then": {"required": ["place"]},
        },
        {
            **_object(_PLACED, "place"),
            "if": {"properties": {"state": {"const": "lost"}}},
            "then": {"required": ["place"]},
        },
        "writers",
        "readers",
    ),
    "mapping-added": _explained(
        "mapping-added",
        "A result that went with any reason must agree with the one that its resource ended with.",
        "Hold the payloads of the last weeks against the new version, with their reasons.",
        _mapped(),
        _mapped(arrived="good", stolen="bad"),
    ),
    "mapping-removed": _explained(
        "mapping-removed",
        "Readers could tell the result by the reason, and any other may come.",
        "If the table was lost by mistake, restore it.",
        _mapped(arrived="good", stolen="bad"),
        _mapped(),
    ),
    "mapping-changed": _explained(
        "mapping-changed",
        "The same end of a resource is counted as something else: most often nothing fails, and "
        "the numbers are wrong.",
        f"Tell writers and readers of the day from which it counts. {_ACCEPT}",
        _mapped(arrived="good", stolen="bad"),
        _mapped(arrived="good", stolen="good"),
        "writers",
        "readers",
    ),
    "keyword-added": _explained(
        "keyword-added",
        "The schema has a keyword of JSON Schema that callspec tells nothing more about.",
        f"Read what the keyword asks for in the JSON Schema specification. {_ACCEPT}",
        _one("weight", _INTEGER),
        _one("weight", {**_INTEGER, "multipleOf": 2}),
        "writers",
    ),
    "keyword-removed": _explained(
        "keyword-removed",
        "The schema had a keyword of JSON Schema that callspec tells nothing more about.",
        f"Read what the keyword asks for in the JSON Schema specification. {_ACCEPT}",
        _one("weight", {**_INTEGER, "multipleOf": 2}),
        _one("weight", _INTEGER),
        "readers",
    ),
    "keyword-changed": _explained(
        "keyword-changed",
        "The schema has a keyword of JSON Schema that callspec tells nothing more about.",
        f"Read what the keyword asks for in the JSON Schema specification. {_ACCEPT}",
        _one("weight", {**_INTEGER, "multipleOf": 2}),
        _one("weight", {**_INTEGER, "multipleOf": 3}),
        "writers",
        "readers",
    ),
    "contract-changed": _explained(
        "contract-changed",
        "Nothing is hidden: what cannot be told apart, or is harmless in each part and not proved "
        "so as a whole, is taken to break both.",
        "Compare the two schemas by eye.",
        "a schema of which callspec cannot tell the parts\n",
        "the same schema with another part\n",
    ),
    "title-changed": _words(
        "title-changed",
        "No payload is refused for it.",
        {"title": "Parcel", **_one("id", _STRING)},
        {"title": "Package", **_one("id", _STRING)},
    ),
    "description-changed": _words(
        "description-changed",
        "No payload is refused for it. But read it: a field that means something else is a break "
        "that no machine sees.",
        _described("Where it is."),
        _described("Where it was seen last."),
    ),
    "meaning-changed": _words(
        "meaning-changed",
        "No payload is refused for it. But read it: a value that means something else is a break "
        "that no machine sees.",
        _one("state", _noted(_STATE, values={"waiting": "Not fetched.", "sent": "Fetched."})),
        _one("state", _noted(_STATE, values={"waiting": "Not fetched.", "sent": "On its way."})),
    ),
    "example-changed": _words(
        "example-changed",
        "An example shows the contract and is none of it.",
        {**_one("id", _STRING), "examples": [{"id": "A1"}]},
        {**_one("id", _STRING), "examples": [{"id": "B2"}]},
    ),
    "rule-reworded": _words(
        "rule-reworded",
        "The rule asks for the same.",
        _ruled(_noted(_bare_rule(20), rule="not-too-heavy", message="a parcel is not too heavy")),
        _ruled(_noted(_bare_rule(20), rule="not-too-heavy", message="20 kg are the most")),
    ),
    "annotation-changed": _words(
        "annotation-changed",
        "Annotations of JSON Schema (default, deprecated, readOnly, writeOnly) refuse no payload.",
        _one("state", _STRING),
        _one("state", {**_STRING, "deprecated": True}),
    ),
}
