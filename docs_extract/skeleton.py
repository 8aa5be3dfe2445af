"""The placeholder grammar: the text of a struct's skeleton -> a tree of shapes with their places.

A skeleton is JSON with three additions: placeholders (`"<string>"`, `<number>`), `...` for what is
left out, and a comma after the last member, which is mended and recorded.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from validator import wording
from validator.documents.limits import MAX_DEPTH
from validator.documents.numbers import TooManyDigitsError, exact_integer, exact_number

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<placeholder><[^<>\n"]*>)
      | (?P<ellipsis>\.\.\.)
      | (?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])
      | (?P<word>true|false|null)\b
      | (?P<mark>[{}\[\],:])
    )""",
    re.VERBOSE | re.ASCII,
)
_PLACEHOLDERS = {
    "string": "string",
    "number": "number",
    "integer": "integer",
    "boolean": "boolean",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands for a value in a skeleton, and the offsets of its text.

    `kind` is string, number, integer or boolean for a placeholder; literal for a sample `value`;
    object or array; unknown for a placeholder that names no type. `elided` tells that `...` stands
    in an object or array. An array's `items` are the shapes it shows, at least none.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    fields: tuple["FieldShape", ...] = ()
    items: tuple["Shape", ...] = ()
    elided: bool = False


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A member of an object: its name, the offsets of the name, and its value's shape."""

    name: str
    start: int
    end: int
    shape: Shape


@dataclass(frozen=True, slots=True)
class Repair:
    """What had to be mended at some offsets."""

    message: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A skeleton that was read."""

    shape: Shape
    repairs: tuple[Repair, ...]


class SkeletonError(ValueError):
    """A skeleton cannot be read; `start` is the offset where it stops making sense."""

    def __init__(self, message: str, start: int) -> None:
        super().__init__(message)
        self.start = start


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


def read_skeleton(text: str) -> Skeleton:
    """Return the shape that a skeleton's text shows, and what had to be mended to read it.

    Raises:
        SkeletonError: the text is no skeleton.
    """
    parser = _Parser(text)
    shape = parser.value(0)
    rest = parser.next()
    if rest.kind != "end":
        raise SkeletonError(f"{wording.value(rest.text)} after the end of the skeleton", rest.start)
    return Skeleton(shape, tuple(parser.repairs))


class _Parser:
    """Reads one skeleton from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.repairs: list[Repair] = []

    def next(self) -> _Token:
        token = self.peek()
        self.at = token.end
        return token

    def peek(self) -> _Token:
        match = _TOKEN.match(self.text, self.at)
        if match is None:
            rest = self.text[self.at :]
            start = self.at + len(rest) - len(rest.lstrip())
            if start < len(self.text):
                word = self.text[start:].split()[0]
                raise SkeletonError(f"{wording.value(word)} is no part of a skeleton", start)
            return _Token("end", "", len(self.text), len(self.text))
        kind = str(match.lastgroup)
        token = match[kind]
        return _Token(token if kind == "mark" else kind, token, match.start(kind), match.end())

    def value(self, depth: int) -> Shape:
        """Read a value."""
        token = self.next()
        if depth > MAX_DEPTH:
            raise SkeletonError(f"more than {MAX_DEPTH} levels", token.start)
        if token.kind == "{":
            return self._object(token, depth)
        if token.kind == "[":
            return self._array(token, depth)
        if token.kind == "placeholder":
            return _placeholder(token, token.text)
        if token.kind == "string":
            text = _string(token)
            if text.startswith("<") and text.endswith(">"):
                return _placeholder(token, text)
            return Shape("literal", token.start, token.end, text)
        if token.kind == "number":
            return Shape("literal", token.start, token.end, _number(token))
        if token.kind == "word":
            return Shape("literal", token.start, token.end, json.loads(token.text))
        shown = wording.value(token.text) if token.text else "the end"
        raise SkeletonError(f"{shown} where a value must stand", token.start)

    def _object(self, opening: _Token, depth: int) -> Shape:
        fields: list[FieldShape] = []
        elided = False
        while True:
            token = self.next()
            if token.kind == "}":
                break
            if token.kind == "ellipsis":
                elided = True
            elif token.kind == "string":
                name = _string(token)
                colon = self.next()
                if colon.kind != ":":
                    raise SkeletonError(f"no colon after {wording.value(name)}", colon.start)
                if any(field.name == name for field in fields):
                    raise SkeletonError(f"{wording.value(name)} stands twice", token.start)
                fields.append(FieldShape(name, token.start, token.end, self.value(depth + 1)))
            else:
                shown = wording.value(token.text) if token.text else "the end"
                raise SkeletonError(f"{shown} where a field's name must stand", token.start)
            self._separator("}")
        return Shape("object", opening.start, self.at, fields=tuple(fields), elided=elided)

    def _array(self, opening: _Token, depth: int) -> Shape:
        items: list[Shape] = []
        elided = False
        while self.peek().kind != "]":
            if self.peek().kind == "ellipsis":
                self.next()
                elided = True
            else:
                items.append(self.value(depth + 1))
            self._separator("]")
        self.next()
        return Shape("array", opening.start, self.at, items=tuple(items), elided=elided)

    def _separator(self, close: str) -> None:
        """Read the comma between two members; one before the end is mended."""
        token = self.peek()
        if token.kind == ",":
            self.next()
            if self.peek().kind == close:
                self.repairs.append(Repair("a comma after the last member", token.start, token.end))
        elif token.kind != close:
            shown = wording.value(token.text) if token.text else "the end"
            raise SkeletonError(f"{shown} where a comma or {close} must stand", token.start)


def _placeholder(token: _Token, text: str) -> Shape:
    name = " ".join(text[1:-1].split()).lower()
    kind = _PLACEHOLDERS.get(name, "unknown")
    return Shape(kind, token.start, token.end, value=text)


def _number(token: _Token) -> Any:
    try:
        return (exact_integer if token.text.lstrip("-").isdigit() else exact_number)(token.text)
    except TooManyDigitsError as error:
        raise SkeletonError("a number with too many digits", token.start) from error


def _string(token: _Token) -> str:
    try:
        text = json.loads(token.text)
        text.encode()
    except ValueError as error:
        raise SkeletonError(f"{wording.value(token.text)} is no string", token.start) from error
    assert isinstance(text, str)
    return text
