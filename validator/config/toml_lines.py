"""Lines of TOML text that tables and keys begin at: tomllib gives values without their places."""

import re

_TOKENS = re.compile(
    r'(?P<gone>"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|#[^\n]*)|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'',
    re.DOTALL,
)
_HEADER = re.compile(r"\s*\[\[?([^\[\]]*)\]\]?\s*")
_PART = re.compile(r"\"[^\"]*\"|'[^']*'|[^.\s]+")
_KEY = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*[=.].*", re.DOTALL)


def without_long_strings(text: str) -> str:
    """Return TOML without comments and strings of several lines; lines keep their numbers."""
    return _TOKENS.sub(
        lambda token: "\n" * token[0].count("\n") if token["gone"] else token[0], text
    )


def header_of(line: str) -> tuple[str, ...]:
    """Return the parts of the name in a table's header, or nothing where the line is none."""
    match = _HEADER.fullmatch(line)
    return tuple(part.strip("\"'") for part in _PART.findall(match[1])) if match else ()


def key_of(line: str) -> str | None:
    """Return the key that a line gives a value, or the first part of it, or None."""
    match = _KEY.fullmatch(line)
    return match[1].strip("\"'") if match else None
