"""JSON text read slowly and exactly: every value's place, and what is wrong with it, by name.

The grammar is RFC 8259. A clean document never comes here: `json_text` reads it with the standard
library. This scanner runs where something must be said about a place. It is iterative, so depth
costs no stack.
"""

import json
import re
from dataclasses import dataclass, field

from validator import wording
from validator.documents.locations import Key, Node
from validator.documents.numbers import TooManyDigitsError, exact_integer, exact_number
from validator.limits import DEFAULT_LIMITS, Limits

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING_BODY = re.compile(
    r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*'
)
_PLAIN_MEMBER = re.compile(
    r'[ \t\n\r]*"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*("[^"\\\x00-\x1f]*")'
    r"(?:[ \t\n\r]*(,))?"
)
_SURROGATE_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(rf"\\(?:{_SURROGATE_PAIR}|(?P<lone>u[dD][89a-fA-F][0-9a-fA-F]{{2}})|.)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?(?![0-9A-Za-z_.+-])")
_LITERAL = re.compile(r"(?:true|false|null)(?![0-9A-Za-z_$])")
_NOT_A_NUMBER = re.compile(r"-?(?:NaN|Infinity)(?![0-9A-Za-z_$])")
_BARE_WORD = re.compile(r"[+-]?[0-9A-Za-z_.$][0-9A-Za-z_.$+-]*")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|#[^\n]*", re.DOTALL)
_WORD_HINTS = {
    "True": "JSON writes true",
    "False": "JSON writes false",
    "None": "JSON writes null",
    "undefined": "JSON has no undefined: leave the field out or write null",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a text: a code of the catalogue and the offsets it is about.

    A `fatal` one leaves the document without a value that could be checked.
    """

    code: str
    message: str
    start: int
    end: int
    path: tuple[Key, ...] = ()
    hint: str | None = None
    fatal: bool = True
    first: int | None = None
    """Offset of the first of two equal keys."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a text holds: the places of its values, and its problems in the order they were met."""

    root: Node | None
    problems: tuple[Problem, ...]


class _Stop(Exception):
    """Reading ends here."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def scan(text: str, limits: Limits = DEFAULT_LIMITS) -> Scan:
    """Return the places of all values of one JSON text, and all that is wrong with it."""
    scanner = _Scanner(text, limits)
    try:
        scanner.run()
    except _Stop as stop:
        scanner.problems.append(stop.problem)
    return Scan(scanner.root, tuple(scanner.problems))


@dataclass(slots=True)
class _Open:
    """A container whose end has not been seen."""

    node: Node
    is_object: bool
    key: Key = -1
    keys: dict[str, int] = field(default_factory=dict)
    separator: int = -1
    """Offset of the comma before the next member, -1 before the first one."""


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.at = 0
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.problems: list[Problem] = []

    def run(self) -> None:
        self._skip_space()
        if self.at == len(self.text):
            raise _syntax("the document is empty", self.at, self.at)
        self.root = self._value(-1, -1)
        while self.stack:
            if self.stack[-1].is_object:
                self._plain_members(self.stack[-1])
            self._skip_space()
            self._member(self.stack[-1])
        self._skip_space()
        if self.at < len(self.text):
            raise self._unexpected(
                "more text after the end of the value",
                hint="several values, one a line, are NDJSON: name the file .ndjson"
                if self.text[self.at] in "{["
                else None,
            )

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        assert match is not None
        self.at = match.end()

    def _value(self, key_start: int, key_end: int) -> Node:
        """Read a scalar, or the opening of a container, and hang it below what is open."""
        node = Node(self.at, key_start=key_start, key_end=key_end)
        if self.stack:
            self.stack[-1].node.children[self.stack[-1].key] = node
        if self.text.startswith(("{", "["), self.at):
            if len(self.stack) == self.limits.depth:
                message = f"more than {self.limits.depth} objects and arrays inside one another"
                raise _Stop(
                    Problem("too-deep", message, self.at, self.at + 1, self._path()),
                )
            self.stack.append(_Open(node, self.text[self.at] == "{"))
            self.at += 1
        else:
            self._scalar()
            node.end = self.at
        return node

    def _plain_members(self, top: _Open) -> None:
        """Read members as long as they are strings with nothing to say about, each in one step."""
        while top.separator >= 0 or not top.node.children:
            match = _PLAIN_MEMBER.match(self.text, self.at)
            if match is None or match[1] in top.keys:
                return
            key_start, key_end = match.span(1)
            start, self.at = match.span(2)
            top.keys[match[1]] = key_start - 1
            top.node.children[match[1]] = Node(start, self.at, key_start - 1, key_end + 1)
            top.separator = match.start(3)
            if top.separator >= 0:
                self.at = match.end(3)

    def _member(self, top: _Open) -> None:
        """Read what comes next inside an open container: its end, or a comma and a member."""
        close = "}" if top.is_object else "]"
        if self.text.startswith(close, self.at):
            if top.separator >= 0:
                comma = top.separator
                raise _syntax("a comma after the last value", comma, comma + 1, "remove the comma")
            self.at += 1
            top.node.end = self.at
            self.stack.pop()
            return
        if top.node.children and top.separator < 0:
            if not self.text.startswith(",", self.at):
                raise self._no_comma(close)
            top.separator = self.at
            self.at += 1
            return
        top.separator = -1
        if top.is_object:
            self._value(*self._key(top))
        else:
            top.key = len(top.node.children)
            self._value(-1, -1)

    def _no_comma(self, close: str) -> _Stop:
        if (self.at < len(self.text) and self.text[self.at] in '"{[') or _BARE_WORD.match(
            self.text, self.at
        ):
            return self._unexpected("no comma between two values", hint="add a comma before it")
        return self._unexpected(f"neither a comma nor the closing {close} after a value")

    def _key(self, top: _Open) -> tuple[int, int]:
        """Read a member's name and the colon; return the name's offsets."""
        start = self.at
        if not self.text.startswith('"', start):
            raise self._no_key()
        top.key = -1  # what is wrong in a name is not at the member before it
        self._string()
        end = self.at
        name = json.loads(self.text[start:end])
        top.key = name
        if name in top.keys:
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f"{wording.value(name)} stands twice in one object",
                    start,
                    end,
                    self._path(),
                    hint="remove one of them: readers differ in which they keep",
                    fatal=False,
                    first=top.keys[name],
                )
            )
        top.keys.setdefault(name, start)
        self._skip_space()
        if not self.text.startswith(":", self.at):
            raise self._unexpected("no colon after a field's name")
        self.at += 1
        self._skip_space()
        return start, end

    def _no_key(self) -> _Stop:
        if self.text.startswith("'", self.at):
            return self._unexpected("a name in single quotes", hint="JSON writes double quotes")
        if self.text.startswith("...", self.at):
            return _left_out(self.at)
        if word := _BARE_WORD.match(self.text, self.at):
            return _syntax("a name without quotes", *word.span(), "put it in double quotes")
        return self._unexpected("no field name where one must stand")

    def _scalar(self) -> None:
        """Read a string, number, true, false or null."""
        text, at = self.text, self.at
        if text.startswith('"', at):
            self._string()
        elif match := _NUMBER.match(text, at):
            self.at = match.end()
            self._check_number(match)
        elif match := _LITERAL.match(text, at):
            self.at = match.end()
        elif match := _NOT_A_NUMBER.match(text, at):
            self.at = match.end()
            self.problems.append(
                Problem(
                    "not-a-number",
                    f"{match.group()} is no JSON value",
                    *match.span(),
                    self._path(),
                    hint="write null, or leave the field out",
                )
            )
        elif text.startswith("...", at):
            raise _left_out(at)
        elif text.startswith("'", at):
            raise self._unexpected("a string in single quotes", hint="JSON writes double quotes")
        elif match := _BARE_WORD.match(text, at):
            hint = _WORD_HINTS.get(match.group(), "a string stands in double quotes")
            if match.group().lstrip("+-")[:1].isdigit() or match.group()[0] in "+.":
                hint = "a JSON number has no leading zero, plus sign or bare point"
            shown = wording.value(match.group())[1:-1]
            raise _syntax(f"{shown} is no JSON value", *match.span(), hint)
        else:
            raise self._unexpected("no value where one must stand")

    def _check_number(self, match: re.Match[str]) -> None:
        try:
            number = exact_number if match.group(1) or match.group(2) else exact_integer
            number(match.group(), self.limits.digits)
        except TooManyDigitsError:
            message = f"a number of more than {self.limits.digits} digits"
            self.problems.append(
                Problem("too-large", message, *match.span(), self._path()),
            )

    def _string(self) -> None:
        """Read a string and complain about what is not text in it."""
        start = self.at
        body = _STRING_BODY.match(self.text, start)
        assert body is not None
        end = body.end()
        if not self.text.startswith('"', end):
            raise self._bad_string(start, end)
        self.at = end + 1
        if "\\u" in body.group():
            for escape in _ESCAPE.finditer(self.text, start, end):
                if escape.group("lone"):
                    self.problems.append(
                        Problem(
                            "encoding",
                            f"{escape.group()} is half of a surrogate pair, not a character",
                            *escape.span(),
                            self._path(),
                        )
                    )

    def _bad_string(self, start: int, end: int) -> _Stop:
        char = self.text[end : end + 1]
        if char == "\\":
            escape = self.text[end : end + 2]
            shown = wording.printable(escape)
            return _syntax(
                f"{shown} is no JSON escape", end, end + len(escape), "write \\\\ for a backslash"
            )
        if char in ("", "\n", "\r"):
            return _syntax("a string that is not closed", start, end, 'add the closing "')
        return _syntax(
            f"the control character U+{ord(char):04X} inside a string",
            end,
            end + 1,
            f"write \\u{ord(char):04x}",
        )

    def _unexpected(self, message: str, hint: str | None = None) -> _Stop:
        """Return the problem with the text at hand, named as what it is where that is clear."""
        if self.at == len(self.text):
            return _syntax("the text ends in the middle of a value", self.at, self.at)
        if comment := _COMMENT.match(self.text, self.at):
            return _syntax("a comment", *comment.span(), "JSON has no comments")
        char = self.text[self.at]
        if char.isspace() or not char.isprintable():
            message = f"the character U+{ord(char):04X}, which is no white space in JSON"
            hint = "remove it"
        return _syntax(message, self.at, self.at + 1, hint)

    def _path(self) -> tuple[Key, ...]:
        return tuple(open_.key for open_ in self.stack if open_.key != -1)


def _left_out(at: int) -> _Stop:
    hint = "JSON cannot leave anything out: remove it, or write all of it"
    return _syntax("... is no JSON value", at, at + 3, hint)


def _syntax(message: str, start: int, end: int, hint: str | None = None) -> _Stop:
    return _Stop(Problem("json-syntax", message, start, end, hint=hint))
