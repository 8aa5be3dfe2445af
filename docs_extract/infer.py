"""What the page does not say in words but shows in every sample: integer, UUID, timestamp."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docs_extract.forms import FORMS

_ID_NAME = re.compile(r"(?:.*_)?ids?")
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
    for form, names in (("uuid", _ID_NAME), ("timestamp", _TIME_NAME)):
        pattern = FORMS[form].pattern.removesuffix("$")
        if names.fullmatch(name) and all(re.fullmatch(pattern, sample.value) for sample in strings):
            shown = "a UUID" if form == "uuid" else f"the form {FORMS[form].name}"
            return form, f"the name, and every sample has {shown} ({_lines(strings)})".replace(
                "has a UUID", "is a UUID"
            )
    return None


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
