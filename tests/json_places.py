"""Where the values of a JSON value and of its text are, found without any code of ours."""

from collections.abc import Iterator
from typing import Any


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Yield the path of each value inside a value, itself first, and the value."""
    yield path, value
    members = value.items() if isinstance(value, dict) else []
    members = enumerate(value) if isinstance(value, list) else members
    for key, inner in members:
        yield from paths(inner, (*path, key))


def cut(text: str, span: Any) -> str:
    """Return what stands at a span, found by counting lines and columns by hand."""
    lines = text.split("\n")
    if span.line == span.end_line:
        return lines[span.line - 1][span.column - 1 : span.end_column - 1]
    inner = lines[span.line : span.end_line - 1]
    first, last = lines[span.line - 1], lines[span.end_line - 1]
    return "\n".join([first[span.column - 1 :], *inner, last[: span.end_column - 1]])
