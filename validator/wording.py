"""Values and paths as they stand in a message: short, one line, nothing a terminal would obey."""

import json
import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

LONGEST_TEXT = 80
"""Characters of a value that a message shows before it is cut."""

MOST_VALUES = 50
"""Values of a choice that a message shows."""

_PLAIN_NAME = re.compile(r"[\w-]+")
_TYPE_NAMES = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}


def printable(text: str) -> str:
    """Return `text` with every character that is not printable written as a JSON escape.

    Control sequences, line breaks, bidirectional marks and lone surrogates thus stay visible
    and harmless.
    """
    if text.isprintable():
        return text
    return "".join(
        char if char.isprintable() else json.dumps(char)[1:-1] if char != "\x7f" else "\\u007f"
        for char in text
    )


def file_name(name: str) -> str:
    r"""Return a file's name as text that is clean UTF-8: other bytes as escapes (`\xff`)."""
    try:
        data = name.encode(errors="surrogateescape")
    except UnicodeEncodeError:  # half of a surrogate pair that stands for no byte
        data = name.encode(errors="backslashreplace")
    return data.decode(errors="backslashreplace")


def shorten(text: str) -> str:
    """Return `text`, or its beginning and an ellipsis where it is longer than a message bears."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def type_name(name: str) -> str:
    """Return a JSON type's name with its article, as a sentence wants it."""
    return _TYPE_NAMES.get(name, name)


def value(instance: Any) -> str:
    """Return a value as a message shows it: JSON text for scalars, a description of the rest."""
    if isinstance(instance, dict):
        return (
            "an empty object" if not instance else f"an object of {plural(len(instance), 'field')}"
        )
    if isinstance(instance, list):
        return "an empty array" if not instance else f"an array of {plural(len(instance), 'item')}"
    if isinstance(instance, str):
        return shorten(printable(json.dumps(instance, ensure_ascii=False)))
    if isinstance(instance, Decimal):
        return shorten(str(instance))
    if isinstance(instance, int) and not isinstance(instance, bool):
        return shorten(integer_text(instance))
    return shorten(json.dumps(instance))


def integer_text(number: int) -> str:
    """Return an integer's digits, or how many bits it has where Python refuses to print it."""
    try:
        return str(number)
    except ValueError:
        return f"an integer of {number.bit_length()} bits"


def choice(values: Sequence[Any]) -> str:
    """Return documented values as a choice: `"", "success" or "fail"`; of many, the first ones."""
    texts = [value(one) for one in values[:MOST_VALUES]]
    if len(values) > MOST_VALUES:
        texts.append(f"one of {len(values) - MOST_VALUES} more")
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} or {texts[-1]}"


def dotted(path: Iterable[str | int]) -> str:
    """Return a path as people write it: `source.type`, `ids[0]`, `["a b"]`, `the payload`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _PLAIN_NAME.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f"[{json.dumps(part, ensure_ascii=False)}]"
    return shorten(printable(text)) if text else "the payload"


def names(values: Iterable[str]) -> str:
    """Return names as a sentence lists them: `id`, `id and name`."""
    texts = list(values)
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def plural(number: int, noun: str) -> str:
    """Return a number with its noun: `1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def size(number: int) -> str:
    """Return a number of bytes in the largest unit that it is a whole number of: `64 MiB`."""
    for power, unit in ((40, "TiB"), (30, "GiB"), (20, "MiB"), (10, "KiB")):
        if number and number % (1 << power) == 0:
            return f"{number >> power} {unit}"
    return plural(number, "byte")
