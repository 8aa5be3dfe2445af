"""A violated keyword in one sentence, with the nearest right answer."""

import re
from typing import Any

from validator import hints, wording
from validator.annotations import annotation
from validator.engine.interface import PROPERTY_NAMES
from validator.keyword_location import FALSE_SCHEMA, KeywordLocation

_FORM_NAMES = {"uuid": "a UUID"}
_BOUNDS = {
    "minimum": "less than the minimum",
    "maximum": "more than the maximum",
    "exclusiveMinimum": "not more than",
    "exclusiveMaximum": "not less than",
}
_LENGTHS = {
    "minLength": ("is shorter than", "character"),
    "maxLength": ("is longer than", "character"),
    "minItems": ("is shorter than", "item"),
    "maxItems": ("is longer than", "item"),
    "minProperties": ("has fewer than", "field"),
    "maxProperties": ("has more than", "field"),
}


def say(subject: str, keyword: KeywordLocation, instance: Any) -> tuple[str, str | None]:
    """Return what is wrong with a value that violates a keyword, and a hint or None.

    `subject` is what the value is called.
    """
    name, limit = keyword.name, keyword.value
    shown = wording.value(instance)
    if name == "type":
        types = [limit] if isinstance(limit, str) else list(limit or [])
        wanted = " or ".join(wording.type_name(one) for one in types)
        return f"{subject} is {shown}, expected {wanted}", hints.for_type(instance, types)
    if name == "enum" and isinstance(limit, list) and limit:
        message = f"{subject} is {shown}, expected {wording.choice(limit)}"
        return message, hints.for_value(instance, limit)
    if name == "const":
        message = f"{subject} is {shown}, expected {wording.value(limit)}"
        return message, hints.for_value(instance, [limit])
    if name == "format":
        wanted = _FORM_NAMES.get(str(limit), f"in the format {limit}")
        return f"{subject} is {shown}, not {wanted}", _uuid_hint(instance, limit)
    if name == "pattern":
        form = form_of(keyword)
        wanted = f"the form {form}" if form else f"the pattern {wording.shorten(str(limit))}"
        return f"{subject} is {shown}, not of {wanted}", None
    if name in _BOUNDS:
        return f"{subject} is {shown}, {_BOUNDS[name]} {wording.value(limit)}", None
    if name in _LENGTHS:
        than, noun = _LENGTHS[name]
        return f"{subject} {than} {wording.plural(limit, noun)}", None
    if name == PROPERTY_NAMES:
        return f"{subject} may have no field", None  # all else is said of names
    if name == FALSE_SCHEMA:
        return f"{subject} is not allowed", None
    if name in ("anyOf", "oneOf"):
        count = len(limit) if isinstance(limit, list) else 0
        which = "any" if name == "anyOf" else "exactly one"
        return f"{subject} does not match {which} of {count} documented shapes", None
    return f"{subject} does not satisfy {wording.printable(name)}", None


def _uuid_hint(instance: Any, form: Any) -> str | None:
    if form == "uuid" and isinstance(instance, str):
        digits = re.sub(r"^urn:uuid:|[{}\s-]", "", instance)
        if re.fullmatch(r"[0-9a-fA-F]{32}", digits):
            plain = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
            return f'did you mean "{plain}"?'
    return None


def form_of(keyword: KeywordLocation) -> str | None:
    """Return the form people know a pattern by, as the schema around the keyword notes it."""
    form = annotation(keyword.subschemas[-1]).get("form")
    return form if isinstance(form, str) else None
