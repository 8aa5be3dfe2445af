"""Patterns as JSON Schema means them (2020-12 Core, section 6.4: ECMA-262), matched within a time.

They are translated for the package `regex`: Python's own `re` means something else by `$`, `\\d`,
`\\s` and `.`, does not know `\\p{L}` or `(?<name>x)`, and can take forever where it backtracks.
The grammar is ECMA-262, section 22.2.1; where that has a stricter form for Unicode (the flag u, as
JSON Schema recommends), unknown escapes of letters are refused as it does. A brace that begins no
quantifier, and a backslash before any other sign, are taken as they stand (section B.1.2): too many
patterns are written so.
"""

import json
import re
from functools import lru_cache
from typing import Any

import regex

SECONDS = 1.0
"""How long one match may take."""

_SPACE = r"\t\n\x0b\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_NO_SPACE = (
    r"\x00-\x08\x0e-\x1f!-\x9f\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e"
    r"\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\U0010ffff"
)
_WORD = "0-9A-Za-z_"
_NO_WORD = r"\x00-/:-@\[-\^`{-\U0010ffff"
_NO_DIGIT = r"\x00-/:-\U0010ffff"
_CLASSES = {
    "d": "0-9",
    "D": _NO_DIGIT,
    "w": _WORD,
    "W": _NO_WORD,
    "s": _SPACE,
    "S": _NO_SPACE,
}
_EDGE = f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))"
_NO_EDGE = f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))"
_LINE_ENDS = r"\n\r\u2028\u2029"

_TOKEN = re.compile(
    r"""
      (?P<pair>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})
    | (?P<code>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|u\{[0-9a-fA-F]{1,6}\}|c[A-Za-z]|0(?![0-9])))
    | (?P<property>\\[pP]\{[A-Za-z0-9_]+(?:=[A-Za-z0-9_]+)?\})
    | (?P<back>\\[1-9][0-9]{0,2}|\\k<[A-Za-z_$][A-Za-z0-9_$]*>)
    | (?P<escape>\\.)
    | (?P<group>\((?:\?(?::|=|!|<=|<!|<[A-Za-z_$][A-Za-z0-9_$]*>)?)?)
    | (?P<repeat>[*+?]|\{[0-9]+(?:,[0-9]*)?\})
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)


class PatternError(ValueError):
    """A text is no pattern of ECMA-262; the message says why."""


class PatternTimeoutError(Exception):
    """A match takes longer than `SECONDS`; the message names the pattern."""


class Pattern:
    """A pattern, ready to look for in strings."""

    def __init__(self, text: str, compiled: Any) -> None:
        self._text = text
        self._compiled = compiled

    def found_in(self, string: str) -> bool:
        """Return whether the pattern matches somewhere in a string.

        Raises:
            PatternTimeoutError: that takes too long to be known.
        """
        try:
            return self._compiled.search(string, timeout=SECONDS) is not None
        except TimeoutError as error:
            raise PatternTimeoutError(
                f"the pattern {self._text} takes more than {SECONDS:g} s on a string of "
                f"{len(string)} characters: it backtracks"
            ) from error


@lru_cache(maxsize=1024)
def compile_pattern(text: str) -> Pattern:
    """Return a pattern.

    Raises:
        PatternError: the text is none.
    """
    try:
        return Pattern(text, regex.compile(translated(text), regex.V0))
    except (regex.error, RecursionError, OverflowError, MemoryError) as error:
        raise PatternError(str(error)) from error


def translated(text: str) -> str:
    """Return a pattern of ECMA-262 in the words of the package `regex`.

    Raises:
        PatternError: something in it is no ECMA-262. What is only put together wrongly, such as
            brackets that do not close, is for `regex` to say.
    """
    parts: list[str] = []
    at = 0
    repeated = True  # a quantifier needs something before it
    while at < len(text):
        match = _TOKEN.match(text, at)
        assert match is not None
        kind, token = match.lastgroup, match.group()
        at = match.end()
        if kind == "repeat":
            if repeated:
                raise PatternError(f"{token} repeats nothing at {match.start()}")
            if text.startswith("?", at):
                token, at = f"{token}?", at + 1
            parts.append(token)
            repeated = True
            continue
        repeated = False
        if kind == "group":
            parts.append(_group(token))
            repeated = True
        elif kind == "other":
            if token == "[":
                part, at = _class(text, at)
                parts.append(part)
            else:
                parts.append(_OTHER.get(token, regex.escape(token)))
                repeated = token in "^|"
        else:
            parts.append(_atom(kind, token))
    return "".join(parts)


_OTHER = {
    ".": f"[^{_LINE_ENDS}]",
    "^": r"\A",
    "$": r"\Z",
    "|": "|",
    ")": ")",
}


def _group(token: str) -> str:
    if token == "(?":
        raise PatternError("(? begins no group of ECMA-262")
    if token.startswith("(?<") and token[3:] not in ("=", "!"):
        return f"(?P<{token[3:].replace('$', '_dollar_')}"
    return token


def _atom(kind: str | None, token: str) -> str:
    """Return what an escape outside a class stands for."""
    if kind == "back":
        if token.startswith(r"\k"):
            return f"(?P={token[3:-1].replace('$', '_dollar_')})"
        return f"(?:{token})"
    if kind == "property":
        return token
    if kind == "escape":
        name = token[1]
        if name in _CLASSES:
            return f"[{_CLASSES[name]}]"
        if name == "b":
            return _EDGE
        if name == "B":
            return _NO_EDGE
    return str(regex.escape(_character(kind, token)))


def _character(kind: str | None, token: str) -> str:
    """Return the one character that an escape stands for."""
    if kind == "pair":
        return str(json.loads(f'"{token}"'))
    if kind == "code":
        if token == r"\0":
            return "\0"
        if token[1] == "c":
            return chr(ord(token[2]) % 32)
        number = int(token[2:].strip("{}"), 16)
        if number > 0x10FFFF:
            raise PatternError(f"{token} is no character")
        return chr(number)
    name = token[1]
    if name in "tnvfr":
        return {"t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}[name]
    if name.isalnum():
        raise PatternError(f"{token} is no escape of ECMA-262")
    return name


def _class(text: str, at: int) -> tuple[str, int]:
    """Return the class that begins behind a bracket, translated, and the offset behind it."""
    negated = text.startswith("^", at)
    at += negated
    parts: list[str] = []
    is_set = is_range = False
    while True:
        if at >= len(text):
            raise PatternError("a class without ]")
        match = _TOKEN.match(text, at)
        assert match is not None
        kind, token = match.lastgroup, match.group()
        if kind in ("group", "repeat", "other"):
            kind, token = "other", text[at]
        at += len(token)
        if kind == "other" and token == "]":
            break
        if kind == "other" and token == "-" and parts:
            # A range needs a character on both sides: beside a set the dash is one itself.
            following = text[at : at + 2]
            sides = not (is_set or is_range or following in _SETS or following.startswith("]"))
            parts.append("-" if sides else r"\-")
            is_range = sides
            is_set = False
            continue
        is_set = kind == "property" or (kind == "escape" and token[1] in _CLASSES)
        if kind == "property":
            parts.append(token)
        elif is_set:
            parts.append(_CLASSES[token[1]])
        elif token == r"\b":
            parts.append(r"\x08")
        elif kind == "back":
            raise PatternError(f"{token} inside a class")
        else:
            char = token if kind == "other" else _character(kind, token)
            parts.append(f"\\{char}" if char in r"\[]^-&|~" else char)
        is_range = False
    if not parts:
        return (r"[\s\S]" if negated else "(?!)"), at
    return f"[{'^' if negated else ''}{''.join(parts)}]", at


_SETS = frozenset(rf"\{name}" for name in (*_CLASSES, "p", "P"))
