"""What the page does not say in words but shows in every sample: integer, UUID, timestamp."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docs_extract.forms import TIMES, form_names, has_form, time_form

_ID_NAME = re.compile(r"(?:.*_)?ids?")
_IDS_NAME = re.compile(r"(?:.*_)?ids")
_TIME_NAME = re.compile(r"tm_.*|.*_at|.*_time|.*timestamp")


@dataclass(frozen=True, slots=True)
class Sample:
    """A value that the page shows for a field, and the line it stands at."""

    value: Any
    line: int


def string_form(name: str, samples: Sequence[Sample]) -> tuple[str, str] | None:
    """Return the form that a field's name and all its samples agree on, and why, or None.

    A name alone is no evidence (a `reference_id` can be another system's), nor is one sample
    without a telling name (an address's target happens to be an agent's UUID).
    """
    strings = [sample for sample in samples if isinstance(sample.value, str)]
    if not strings or len(strings) != len(samples):
        return None
    lines = _lines(strings)
    values = [sample.value for sample in strings]
    if _ID_NAME.fullmatch(name) and all(has_form("uuid", value) for value in values):
        return "uuid", f"the name, and every sample is a UUID ({lines})"
    forms = {time_form(value) for value in values}
    if _TIME_NAME.fullmatch(name) and None not in forms:
        shown = form_names((form for form in TIMES if form in forms), ())
        return "timestamp", f"the name, and every sample has the form {shown} ({lines})"
    return None


def uuid_items(name: str, objects: Sequence[Sample]) -> str | None:
    """Return why the strings of an array called `..._ids` are UUIDs, though no sample has any.

    Every id of its struct is one, and there are at least two.
    """
    if not _IDS_NAME.fullmatch(name):
        return None
    ids: dict[str, list[Sample]] = {}
    for one in objects:
        for key, value in one.value.items():
            if isinstance(value, str) and value and _ID_NAME.fullmatch(key):
                ids.setdefault(key, []).append(Sample(value, one.line))
    samples = [sample for several in ids.values() for sample in several]
    if len(ids) < 2 or not all(has_form("uuid", sample.value) for sample in samples):
        return None
    return f"the name, and every id of the struct is a UUID ({_lines(samples)})"


def whole_number(samples: Sequence[Sample]) -> str | None:
    """Return why a number is an integer: every sample is one. None where there is no evidence."""
    whole = [sample for sample in samples if type(sample.value) is int]
    if not whole or len(whole) != len(samples):
        return None
    return f"every sample is an integer ({_lines(whole)})"


def left_out(name: str, objects: Sequence[Sample]) -> str | None:
    """Return why a field is optional: some example of its struct does without it, or None."""
    without = [sample for sample in objects if name not in sample.value]
    return f"left out by an example ({_lines(without)})" if without else None


def _lines(samples: Sequence[Sample]) -> str:
    numbers = sorted({sample.line for sample in samples})
    text = ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")
    return f"line {text}" if len(numbers) == 1 else f"lines {text}"
