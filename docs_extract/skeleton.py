"""The placeholder grammar: the text of a struct's skeleton -> a tree of shapes with their places.

A skeleton is JSON with placeholders (`"<string>"`, `<integer or null>`), `...` for what is left
out, `{<Address>}` for a struct and `{"<string>": <number>}` for a map. What real pages get wrong
besides (a lost comma or quote, a comment, a bare word) is mended and recorded.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from docs_extract.stated import StatedType, read_stated
from validator import wording
from validator.documents.numbers import TooManyDigitsError, exact_integer, exact_number
from validator.limits import DEFAULT_LIMITS

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<comment>//[^\n]*|/\*.*?\*/)
      | (?P<late_quote>"<[^<>"\n]*">)
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<lost_quote>"[^"\n]*)
      | (?P<placeholder><[^<>\n"]*>)
      | (?P<ellipsis>\.\.\.|…)
      | (?P<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w.])
      | (?P<word>true|false|null)\b
      | (?P<bare>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<mark>[{}\[\],:;])
    )""",
    re.VERBOSE | re.ASCII | re.DOTALL,
)
_HARD_SPACE = "\N{NO-BREAK SPACE}"
_VALUES = ("string", "late_quote", "lost_quote", "placeholder", "number", "word", "bare", "{", "[")


@dataclass(frozen=True, slots=True)
class Shape:
    """What stands for a value in a skeleton, and the offsets of its text.

    `kind` is a JSON type for a placeholder; literal for a sample `value`; object, array or map;
    named for a struct's name in brackets; unknown for a placeholder that names no type. A
    placeholder keeps its text as `value`, what it says in `stated`, and whether it is `quoted`.
    `elided` tells that `...` stands in an object or array. An array's `items` are the shapes it
    shows, at least none; a map's the one of its values.
    """

    kind: str
    start: int
    end: int
    value: Any = None
    fields: tuple["FieldShape", ...] = ()
    items: tuple["Shape", ...] = ()
    elided: bool = False
    stated: StatedType | None = None
    quoted: bool = False

    def walk(self) -> Iterator["Shape"]:
        """Yield this shape and all inside it."""
        yield self
        for field in self.fields:
            yield from field.shape.walk()
        for item in self.items:
            yield from item.walk()

    @property
    def plain(self) -> bool:
        """Whether this is a plain JSON value: nothing in it stands for something else."""
        return all(
            one.kind == "literal" or (one.kind in ("object", "array") and not one.elided)
            for one in self.walk()
        )

    def sample(self) -> Any:
        """Return a plain shape as the JSON value it shows."""
        if self.kind == "object":
            return {field.name: field.shape.sample() for field in self.fields}
        if self.kind == "array":
            return [item.sample() for item in self.items]
        return self.value


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
    parser = _Parser(text.replace(_HARD_SPACE, " "))
    if (hard := text.find(_HARD_SPACE)) >= 0:
        parser.repairs.append(Repair("a non-breaking space", hard, hard + 1))
    shape = parser.value(0)
    if parser.peek().kind in (",", ";"):
        mark = parser.next()
        name = "comma" if mark.kind == "," else "semicolon"
        parser.mend(f"a {name} after the end", mark)
    rest = parser.next()
    if rest.kind != "end":
        raise SkeletonError(f"{wording.value(rest.text)} after the end of the skeleton", rest.start)
    return Skeleton(shape, tuple(sorted(parser.repairs, key=lambda one: one.start)))


class _Parser:
    """Reads one skeleton from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.repairs: list[Repair] = []

    def mend(self, message: str, token: _Token) -> None:
        self.repairs.append(Repair(message, token.start, token.end))

    def next(self) -> _Token:
        token = self.peek()
        self.at = token.end
        return token

    def peek(self) -> _Token:
        while True:
            match = _TOKEN.match(self.text, self.at)
            if match is None:
                return self._end()
            kind = str(match.lastgroup)
            token = match[kind]
            found = _Token(
                token if kind == "mark" else kind, token, match.start(kind), match.end(kind)
            )
            if kind != "comment":
                return found
            self.mend("a comment, which JSON does not have", found)
            self.at = found.end

    def _end(self) -> _Token:
        rest = self.text[self.at :]
        start = self.at + len(rest) - len(rest.lstrip())
        if start < len(self.text):
            word = self.text[start:].split()[0]
            raise SkeletonError(f"{wording.value(word)} is no part of a skeleton", start)
        return _Token("end", "", len(self.text), len(self.text))

    def value(self, depth: int) -> Shape:
        """Read a value."""
        token = self.next()
        if depth > DEFAULT_LIMITS.depth:
            raise SkeletonError(f"more than {DEFAULT_LIMITS.depth} levels", token.start)
        if token.kind == "{":
            return self._object(token, depth)
        if token.kind == "[":
            return self._array(token, depth)
        if token.kind == "placeholder":
            return _placeholder(token, token.text, quoted=False)
        if token.kind in ("string", "late_quote", "lost_quote"):
            return self._text(token)
        if token.kind == "number":
            return Shape("literal", token.start, token.end, _number(token))
        if token.kind == "word":
            return Shape("literal", token.start, token.end, json.loads(token.text))
        if token.kind == "bare":
            shape = _placeholder(token, f"<{token.text}>", quoted=False)
            if shape.kind not in ("unknown", "named"):
                self.mend(f"the bare word {token.text}", token)
                return shape
        shown = wording.value(token.text) if token.text else "the end"
        raise SkeletonError(f"{shown} where a value must stand", token.start)

    def _text(self, token: _Token) -> Shape:
        """Read a string: a placeholder in quotes, or a sample."""
        if token.kind == "late_quote":
            self.mend("a quote inside the brackets", token)
            return _placeholder(token, token.text[1:-2] + ">", quoted=True)
        text = self._string(token)
        if text.startswith("<") and text.endswith(">"):
            if text.endswith(">>") and "<" not in text[1:]:
                self.mend("a bracket too many", token)
                text = text.rstrip(">") + ">"
            return _placeholder(token, text, quoted=True)
        return Shape("literal", token.start, token.end, text)

    def _string(self, token: _Token) -> str:
        if token.kind == "lost_quote":
            self.mend("a lost quote", token)
            text = token.text[1:].rstrip()
            if text.endswith(","):
                # The comma belongs to the object, not to the text.
                self.at = token.start + 1 + len(text) - 1
            return text.removesuffix(",")
        return _string(token)

    def _object(self, opening: _Token, depth: int) -> Shape:
        fields: dict[str, FieldShape] = {}
        elided = False
        named: Shape | None = None
        while True:
            token = self.next()
            if token.kind == "}":
                break
            if token.kind == "end" and fields:
                self.mend("a missing } at the end", token)
                break
            if token.kind == "bare" and not fields and self.peek().kind == "}":
                self.mend(f"the name {token.text} without <>", token)
                named = _placeholder(token, f"<{token.text}>", quoted=False)
                continue
            if token.kind == "ellipsis":
                elided = True
            elif token.kind == "placeholder" and not fields:
                named = _placeholder(token, token.text, quoted=False)
            elif token.kind == "bare" and self.peek().kind == "ellipsis":
                self.mend(f"the words {token.text}...", token)
                self.next()
                elided = True
            elif token.kind in ("string", "late_quote", "bare"):
                if named is not None:
                    shown = wording.value(token.text)
                    raise SkeletonError(f"{shown} where }} must stand", token.start)
                self._field(token, fields, depth)
            else:
                shown = wording.value(token.text) if token.text else "the end"
                raise SkeletonError(f"{shown} where a field's name must stand", token.start)
            self._separator("}")
        start, end = opening.start, self.at
        if named is not None and not fields:
            return replace(named, start=start, end=end)
        names = list(fields)
        if len(names) == 1 and names[0].startswith("<") and names[0].endswith(">"):
            return Shape("map", start, end, items=(fields[names[0]].shape,), elided=elided)
        return Shape("object", start, end, fields=tuple(fields.values()), elided=elided)

    def _field(self, token: _Token, fields: dict[str, FieldShape], depth: int) -> None:
        if token.kind == "bare":
            name = token.text
            self.mend(f"a name without quotes: {name}", token)
        else:
            name = self._string(token) if token.kind == "string" else token.text[1:-2] + ">"
        colon = self.peek()
        if colon.kind == ":":
            self.next()
        elif colon.kind in _VALUES and token.kind != "bare":
            self.mend(f"a lost colon after {name}", token)
        else:
            raise SkeletonError(f"no colon after {wording.value(name)}", colon.start)
        shape = self.value(depth + 1)
        if name in fields:
            self.mend(f"{name} a second time, where the first counts", token)
        else:
            fields[name] = FieldShape(name, token.start, token.end, shape)

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
        """Read the comma between two members; one too many or too few is mended."""
        before = self.at
        token = self.peek()
        if token.kind == ",":
            self.next()
            if self.peek().kind == close:
                self.mend("a comma after the last member", token)
        elif token.kind in (*_VALUES, "ellipsis"):
            self.repairs.append(Repair("a missing comma", before, before))
        elif token.kind != close and not (token.kind == "end" and close == "}"):
            shown = wording.value(token.text) if token.text else "the end"
            raise SkeletonError(f"{shown} where a comma or {close} must stand", token.start)


def _placeholder(token: _Token, text: str, *, quoted: bool) -> Shape:
    stated = read_stated(text[1:-1])
    if stated.name is not None:
        kind = "named"
    elif stated.unread or stated.kind is None:
        kind = "unknown"
    else:
        kind = stated.kind
    return Shape(kind, token.start, token.end, value=text, stated=stated, quoted=quoted)


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
