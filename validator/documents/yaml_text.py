"""YAML text -> values and their places, one document at a time.

Scalars are resolved by the core schema of YAML 1.2.2 (section 10.3), not by PyYAML's YAML 1.1: a
payload's `no`, `on` and `2022-04-29 07:01:45.808944` are strings, as in every JSON reader. Values
are built from the parser's events, so tags construct nothing, depth costs no stack, and aliases
are counted before they are expanded.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from validator import wording
from validator.documents.json_scan import Problem, Scan
from validator.documents.locations import Key, Node
from validator.documents.numbers import TooManyDigitsError, bounded, exact_integer, exact_number
from validator.limits import DEFAULT_LIMITS, Limits

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAG = "tag:yaml.org,2002:"
_NULL = re.compile(r"(?:null|Null|NULL|~|)")
_BOOLEAN = re.compile(r"(?:true|True|TRUE|false|False|FALSE)")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_A_NUMBER = re.compile(r"[-+]?(?:\.inf|\.Inf|\.INF)|\.nan|\.NaN|\.NAN")
# The parser is one of YAML 1.1: it would turn these into spaces without a word.
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")


@dataclass(slots=True)
class _Built:
    """A finished value with its place, and what it weighs once its aliases are expanded."""

    value: Any
    node: Node
    size: int = 1
    depth: int = 0
    tag: str | None = None
    plain: bool = False


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen."""

    built: _Built
    anchor: str | None
    key: _Built | None = None
    merges: list[_Built] = field(default_factory=list)
    keys: dict[str, Node] = field(default_factory=dict)


class _Stop(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse(text: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[tuple[Any, Scan]]:
    """Yield each document's value with its places and problems.

    A fatal problem leaves the value None; after malformed text nothing more can be read.
    """
    if odd := _ODD_BREAK.search(text):
        message = (
            f"U+{ord(odd.group()):04X} is a line break in YAML 1.1 and a character in YAML 1.2"
        )
        hint = f"write it in double quotes as {wording.printable(odd.group())}"
        yield None, Scan(None, (_syntax(message, *odd.span(), hint=hint),))
        return
    events = yaml.parse(text, Loader=_LOADER)
    while True:
        builder = _Builder(text, limits)
        try:
            built = builder.document(events)
        except yaml.MarkedYAMLError as error:
            yield None, Scan(None, (*builder.problems, _from_mark(error, text)))
            return
        except yaml.reader.ReaderError as error:
            yield None, Scan(None, (_from_reader(error, text),))
            return
        except _Stop as stop:
            yield None, Scan(None, (*builder.problems, stop.problem))
            return
        if built is None:
            return
        fatal = any(problem.fatal for problem in builder.problems)
        yield None if fatal else built.value, Scan(built.node, tuple(builder.problems))


class _Builder:
    """Builds one document out of the parser's events."""

    def __init__(self, text: str, limits: Limits) -> None:
        self.text = text
        self.limits = limits
        self.problems: list[Problem] = []
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Built | None] = {}

    def document(self, events: Iterator[yaml.Event]) -> _Built | None:
        """Read the events of the next document; return None where the stream ends."""
        root: _Built | None = None
        for event in events:
            done: _Built | None = None
            if isinstance(event, yaml.ScalarEvent):
                done = self._scalar(event)
                self._remember(event.anchor, done)
            elif isinstance(event, yaml.AliasEvent):
                done = self._alias(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                done = self._close(event)
            elif isinstance(event, yaml.DocumentEndEvent):
                return root
            if done is not None:
                if self.stack:
                    self._add(self.stack[-1], done)
                else:
                    root = done
        return None

    def _remember(self, anchor: str | None, built: _Built | None) -> None:
        if anchor is not None:
            self.anchors[anchor] = built

    def _open(self, event: yaml.CollectionStartEvent) -> None:
        start = _start(event)
        if len(self.stack) == self.limits.depth:
            raise _Stop(self._too_deep(start))
        is_mapping = isinstance(event, yaml.MappingStartEvent)
        expected = "map" if is_mapping else "seq"
        if event.tag not in (None, "!", _TAG + expected):
            self._foreign_tag(event.tag, event)
        built = _Built({} if is_mapping else [], Node(start, start))
        self.stack.append(_Open(built, event.anchor))
        self._remember(event.anchor, None)

    def _close(self, event: yaml.CollectionEndEvent) -> _Built:
        top = self.stack.pop()
        built = top.built
        # A block collection's end mark lies at the next token: its last child says more.
        flow_end = _end(event)
        if self.text[_start(event) : flow_end] in ("}", "]"):
            built.node.end = flow_end
        for merged in top.merges:
            self._merge(built, merged)
        if built.depth > self.limits.depth:
            raise _Stop(self._too_deep(built.node.start))
        self._remember(top.anchor, built)
        return built

    def _alias(self, event: yaml.AliasEvent) -> _Built:
        start, end = _start(event), _end(event)
        anchor = str(event.anchor)
        if anchor not in self.anchors:
            shown = wording.printable(anchor)
            raise _Stop(_syntax(f"the alias *{shown} has no anchor before it", start, end))
        target = self.anchors[anchor]
        if target is None:
            shown = wording.printable(anchor)
            raise _Stop(_syntax(f"the alias *{shown} stands inside its own anchor", start, end))
        # The children are where the anchor is; the value itself is where the alias is.
        node = Node(start, end, children=target.node.children)
        return _Built(target.value, node, target.size, target.depth)

    def _add(self, top: _Open, child: _Built) -> None:
        """Put a finished value into the collection that is open."""
        built = top.built
        built.size += child.size
        built.depth = max(built.depth, child.depth + 1)
        built.node.end = max(built.node.end, child.node.end)
        if built.size > self.limits.yaml_values:
            message = f"more than {self.limits.yaml_values} values once its aliases are expanded"
            raise _Stop(
                Problem("too-large", message, child.node.start, child.node.end, self._path())
            )
        if isinstance(built.value, list):
            built.node.children[len(built.value)] = child.node
            built.value.append(child.value)
        elif top.key is None:
            top.key = child
        else:
            key, top.key = top.key, None
            self._member(top, key, child)

    def _member(self, top: _Open, key: _Built, child: _Built) -> None:
        start, end = key.node.start, key.node.end
        if key.plain and key.value == "<<" and not top.merges:
            top.merges.append(child)
            top.keys["<<"] = key.node
            return
        if not isinstance(key.value, str):
            self.problems.append(
                _syntax(
                    f"a field's name is {wording.value(key.value)}, not a string",
                    start,
                    end,
                    self._path(),
                    "put the name in quotes",
                )
            )
            return
        child.node.key_start, child.node.key_end = start, end
        if key.value in top.keys:
            self.problems.append(
                Problem(
                    "duplicate-key",
                    f"{wording.value(key.value)} stands twice in one object",
                    start,
                    end,
                    (*self._path(), key.value),
                    hint="remove one of them: readers differ in which they keep",
                    fatal=False,
                    first=top.keys[key.value].start,
                )
            )
        top.keys.setdefault(key.value, key.node)
        top.built.value[key.value] = child.value
        top.built.node.children[key.value] = child.node

    def _merge(self, built: _Built, merged: _Built) -> None:
        """Add the members of a `<<` mapping, or of a sequence of them, that are not there yet."""
        parts = [(merged.value, merged.node)]
        if isinstance(merged.value, list):
            parts = [(one, merged.node.children[at]) for at, one in enumerate(merged.value)]
        for value, node in parts:
            if not isinstance(value, dict):
                message = "<< takes a mapping or a list of mappings"
                self.problems.append(_syntax(message, merged.node.start, merged.node.end))
                return
            for name, member in value.items():
                if name not in built.value:
                    built.value[name] = member
                    built.node.children[name] = node.children[name]

    def _scalar(self, event: yaml.ScalarEvent) -> _Built:
        node = Node(_start(event), _end(event))
        plain = not event.style and event.tag is None
        try:
            value = self._resolve(event, plain)
        except TooManyDigitsError:
            message = f"a number of more than {self.limits.digits} digits"
            self.problems.append(Problem("too-large", message, node.start, node.end, self._path()))
            value = None
        return _Built(value, node, plain=plain)

    def _resolve(self, event: yaml.ScalarEvent, plain: bool) -> Any:
        text: str = event.value
        tag = event.tag
        if plain:
            return self._core_schema(event)
        if tag in (None, "!", _TAG + "str"):
            return self._checked_text(event)
        matches = {
            "null": _NULL,
            "bool": _BOOLEAN,
            "int": re.compile(f"{_INTEGER.pattern}|{_OCTAL.pattern}|{_HEXADECIMAL.pattern}"),
            "float": re.compile(f"{_FLOAT.pattern}|{_NOT_A_NUMBER.pattern}"),
        }.get(tag.removeprefix(_TAG))
        if matches is None:
            self._foreign_tag(tag, event)
            return text
        if not matches.fullmatch(text):
            name = wording.printable(tag.removeprefix(_TAG))
            self.problems.append(
                _syntax(
                    f"{wording.value(text)} is no !!{name}",
                    _start(event),
                    _end(event),
                    self._path(),
                )
            )
        return self._core_schema(event)

    def _core_schema(self, event: yaml.ScalarEvent) -> Any:
        text: str = event.value
        digits = self.limits.digits
        if _NULL.fullmatch(text):
            return None
        if _BOOLEAN.fullmatch(text):
            return text.lower() == "true"
        if _INTEGER.fullmatch(text):
            return exact_integer(text, digits)
        if _OCTAL.fullmatch(text):
            return bounded(int(text, 8), digits)
        if _HEXADECIMAL.fullmatch(text):
            return bounded(int(text, 16), digits)
        if _FLOAT.fullmatch(text):
            return exact_number(text, digits)
        if _NOT_A_NUMBER.fullmatch(text):
            self.problems.append(
                Problem(
                    "not-a-number",
                    f"{text} is no JSON value",
                    _start(event),
                    _end(event),
                    self._path(),
                    hint="write null, or leave the field out",
                )
            )
            return math.nan
        return self._checked_text(event)

    def _checked_text(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        try:
            text.encode()
        except UnicodeEncodeError:
            self.problems.append(
                Problem(
                    "encoding",
                    "half of a surrogate pair, not a character",
                    _start(event),
                    _end(event),
                    self._path(),
                )
            )
        return text

    def _foreign_tag(self, tag: str, event: yaml.Event) -> None:
        self.problems.append(
            _syntax(
                f"the tag {wording.shorten(wording.printable(tag))} names no JSON type",
                _start(event),
                _end(event),
                self._path(),
                "remove the tag",
            )
        )

    def _too_deep(self, start: int) -> Problem:
        message = f"more than {self.limits.depth} objects and arrays inside one another"
        return Problem("too-deep", message, start, start + 1, self._path())

    def _path(self) -> tuple[Key, ...]:
        path: list[Key] = []
        for top in self.stack:
            if isinstance(top.built.value, list):
                path.append(len(top.built.value))
            elif top.key is not None and isinstance(top.key.value, str):
                path.append(top.key.value)
        return tuple(path)


def _syntax(
    message: str, start: int, end: int, path: tuple[Key, ...] = (), hint: str | None = None
) -> Problem:
    return Problem("yaml-syntax", message, start, end, path, hint)


def _start(event: yaml.Event) -> int:
    assert event.start_mark is not None
    return int(event.start_mark.index)


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None
    return int(event.end_mark.index)


def _from_mark(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    start = min(mark.index, len(text)) if mark is not None else 0
    message = wording.printable(error.problem or "malformed YAML")
    hint = None
    if error.context and error.context_mark is not None:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
        hint = f"{wording.printable(error.context)} that begins at {line}:{column}"
    return _syntax(message, start, start, hint=hint)


def _from_reader(error: Any, text: str) -> Problem:
    start = error.position
    if error.encoding != "unicode":  # libyaml counts bytes
        start = len(text.encode()[:start].decode())
    message = f"the character U+{error.character:04X} is not allowed in YAML"
    return _syntax(message, start, start + 1)
