"""Shapes -> a decoder and a function that holds batches of its records against all else.

The function is written as Python and compiled, as dataclasses write their methods: a comprehension
over a column costs a tenth of calls through a tree of checks. Nothing of a schema is in its text:
names are numbers, and values are bound from outside.
"""

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Literal, Union

import msgspec

from validator.engine.fast.condition import (
    Among,
    Compared,
    Condition,
    Constant,
    Counted,
    Every,
    IsNull,
    Not,
    Path,
    Present,
    Some,
    every,
)
from validator.engine.fast.loose import strings_in
from validator.engine.fast.pattern import Matcher, Pattern, matcher_of
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.shape import (
    Anything,
    Array,
    Field,
    Flag,
    Map,
    Null,
    Nullable,
    Number,
    Record,
    Recursive,
    Shape,
    Shapes,
    Text,
    Whole,
)
from validator.limits import DEFAULT_LIMITS

NOT_DECODED = (msgspec.MsgspecError, RefusedError, RecursionError, ValueError)
"""What is raised for a text that is not surely valid (a wrong encoding is a ValueError)."""

Buffer = bytes | memoryview
Prefix = tuple[list[Any], bool]


class Program(msgspec.Struct, frozen=True):
    """A compiled shape.

    `decode` takes one JSON text as bytes and returns its value, typed; it raises one of
    `NOT_DECODED` where there is none. `decode_lines` does so with a text in each line.
    `decode_prefix` takes several texts too and returns the values of those before the first that
    has none, and whether these are all; it takes a little longer. `encode_lines` writes values as
    texts, a line each, every name once and nothing but what was decoded; it is None where values
    keep parts of their texts.

    `check` takes a batch of records, and 1, and a list, and returns the numbers (from 0) of those
    that are not surely valid, some of them perhaps twice; it raises one of `NOT_DECODED` where
    there are some and it cannot tell which. `strings` takes a batch of any values: it raises where
    one is not surely valid, and returns how many strings (names and texts) their texts hold if no
    name stands twice. Both put something into the list where a float does not tell how its number
    was written. `source` is what was compiled.
    """

    decode: Callable[[bytes], Any]
    decode_lines: Callable[[Buffer], list[Any]]
    decode_prefix: Callable[[Buffer], Prefix]
    encode_lines: Callable[[list[Any]], bytes] | None
    check: Callable[[list[Any], int, list[None]], list[int]] | None
    strings: Callable[[list[Any], int, list[None]], int]
    source: str


def compile_program(shapes: Shapes) -> Program:
    """Return the program of a shape.

    Raises:
        RefusedError: there is none: a name that JSON text escapes, a bound msgspec cannot have.
    """
    writer = _Writer(shapes)
    try:
        check = writer.checked(shapes.root) if isinstance(shapes.root, Record) else None
        strings = writer.counted(shapes.root)
        source = "\n".join(writer.lines) + "\n"
        # Its text is of this module only; see the module's docstring.
        exec(compile(source, "<fast engine>", "exec"), writer.names)  # noqa: S102
        decoder = _decoder(writer.type_of(shapes.root))
        decode_prefix = _prefix_decoder(writer, shapes.root)
    except (TypeError, ValueError, OverflowError, msgspec.MsgspecError) as error:
        raise RefusedError(str(error)) from error
    # Of values that are no records nothing is known of those before the first that is not decoded.
    compact = isinstance(shapes.root, Record) and not writer.keeps_texts
    return Program(
        decoder.decode,
        decoder.decode_lines,
        decode_prefix,
        msgspec.json.Encoder().encode_lines if compact else None,
        writer.names[check] if check is not None else None,
        writer.names[strings],
        source,
    )


def _prefix_decoder(writer: "_Writer", root: Shape) -> Callable[[Buffer], Prefix]:
    """Return what decodes several records and gives those before the first that is none.

    A record is put aside as it is made: the decoder itself gives all, or nothing and an error.
    """
    made: list[Any] = []
    kind = writer.record_type(root, made.append) if isinstance(root, Record) else Any
    decode_lines = _decoder(kind).decode_lines

    def decode_prefix(text: Buffer) -> Prefix:
        made.clear()
        try:
            return decode_lines(text), True
        except NOT_DECODED:
            return made.copy(), False
        finally:
            made.clear()

    return decode_prefix


def _decoder(kind: Any) -> "msgspec.json.Decoder[Any]":
    return msgspec.json.Decoder(kind)


class _Writer(msgspec.Struct):
    """What is being written: the lines, and the values and functions that they name."""

    shapes: Shapes
    lines: list[str] = msgspec.field(default_factory=list)
    names: dict[str, Any] = msgspec.field(
        default_factory=lambda: {
            "RefusedError": RefusedError,
            "UNSET": msgspec.UNSET,
            "strings_in": strings_in,
        }
    )
    types: dict[Shape, Any] = msgspec.field(default_factory=dict)
    bound: dict[Any, str] = msgspec.field(default_factory=dict)
    functions: dict[Record, str] = msgspec.field(default_factory=dict)
    due: list[Record] = msgspec.field(default_factory=list)
    variables: int = 0
    indent: str = ""
    counts: bool = True
    keeps_texts: bool = False

    def checked(self, root: Record) -> str:
        """Write the function that says which records are wrong, and all that it calls."""
        self.counts = False
        name = self._call(root)
        self._written()
        return name

    def counted(self, root: Shape) -> str:
        """Write the function that counts the strings of decoded values, and all that it calls."""
        self.counts = True
        self.functions = {}
        self.write("def strings(rows, level, doubt):")
        self.indent = " "
        self.write("t = 0")
        self.consume(root, "rows", 0)
        self.write("return t")
        self._written()
        return "strings"

    def _written(self) -> None:
        while self.due:
            self.indent = ""
            self.record(self.due.pop())
        self.indent = ""

    def write(self, line: str) -> None:
        """Add a line at the present depth."""
        self.lines.append(self.indent + line)

    def count(self, line: str) -> None:
        """Add a line that counts strings, where they are counted."""
        if self.counts:
            self.write(line)

    def bind(self, value: Any, key: Any = None) -> str:
        """Return the name of a value, bound once for a key."""
        key = key if key is not None else (type(value), value)
        if key not in self.bound:
            self.bound[key] = f"k{len(self.bound)}"
            self.names[self.bound[key]] = value
        return self.bound[key]

    def variable(self, value: str) -> str:
        """Write an assignment to a new variable and return its name."""
        self.variables += 1
        self.write(f"v{self.variables} = {value}")
        return f"v{self.variables}"

    def type_of(self, shape: Shape) -> Any:
        """Return the type that msgspec decodes a shape to."""
        if shape not in self.types:
            self.types[shape] = self._type_of(shape)
        return self.types[shape]

    def _type_of(self, shape: Shape) -> Any:
        if isinstance(shape, (Text, Whole)) and shape.literals is not None:
            return Literal[shape.literals]
        if isinstance(shape, Text):
            return _sized(str, shape.least, shape.most)
        if isinstance(shape, Whole):
            return Annotated[int, msgspec.Meta(ge=shape.minimum, le=shape.maximum)]
        if isinstance(shape, Number):
            # A float is near its number, not equal to it: on the bound the exact engine decides.
            low, high = shape.minimum, shape.maximum
            whole = msgspec.Meta(
                ge=None if low is None else math.ceil(low),
                le=None if high is None else math.floor(high),
            )
            broken = msgspec.Meta(gt=low, lt=high)
            return Union[Annotated[int, whole], Annotated[float, broken]]  # noqa: UP007
        if isinstance(shape, Array):
            items: Any = self.type_of(shape.items)
            return _sized(list[items], shape.least, shape.most)
        if isinstance(shape, Map):
            values: Any = self.type_of(shape.values)
            return dict[str, values]
        if isinstance(shape, Nullable):
            return Union[self.type_of(shape.shape), None]  # noqa: UP007
        if isinstance(shape, Record):
            return self.record_type(shape)
        return _SIMPLE[type(shape)]

    def record_type(self, record: Record, made: Callable[[Any], object] | None = None) -> Any:
        """Return the type of a record; `made` is called with each one that is decoded."""
        fields: list[Any] = []
        names = {}
        for number, one in enumerate(record.fields):
            if any(char in '"\\' or char < " " for char in one.name):
                raise RefusedError("a name that JSON text escapes")
            names[f"f{number}"] = one.name
            kind = msgspec.Raw if one.cases else self.type_of(one.shape)
            if one.required:
                fields.append((f"f{number}", kind))
            else:
                fields.append((f"f{number}", Union[kind, msgspec.UnsetType], msgspec.UNSET))  # noqa: UP007
        return msgspec.defstruct(
            "Record",
            fields,
            namespace={"__post_init__": made} if made is not None else None,
            rename=names,
            forbid_unknown_fields=True,
            kw_only=True,
            gc=False,
        )

    def record(self, record: Record) -> None:
        """Write the function that takes a batch of records of one shape."""
        self.write(f"def {self.functions[record]}(rows, level, doubt):")
        self.indent = " "
        # The records inside that types say all of are not looked at: they have these levels left.
        self.write(f"if level > {DEFAULT_LIMITS.depth - _MOST_NESTED}: raise RefusedError")
        always = sum(_strings_of(one) for one in record.fields if one.required)
        self.write(f"t = {always} * len(rows)" if self.counts else "w = []")
        columns: dict[Shape, list[str]] = {}
        texts: dict[Text, list[str]] = {}
        for number, one in enumerate(record.fields):
            column = f"[r.f{number} for r in rows]"
            if not one.required:
                column = self._optional(number, one)
            if one.cases:
                self._cases(record, number, one)
            elif one.required and isinstance(one.shape, Text) and one.shape.patterns:
                texts.setdefault(one.shape, []).append(f"r.f{number}")
            elif not _is_plain(one.shape):
                columns.setdefault(one.shape, []).append(column)
        rule = self._expression(every(list(record.rules)), record) if record.rules else None
        if rule is not None and not texts:
            found = f"w += [n for n, r in enumerate(rows) if not {rule}]"
            self.write(f"if [1 for r in rows if not {rule}]:")
            self.write(" raise RefusedError" if self.counts else f" {found}")
        for text, values in texts.items():
            self._texts_of_rows(text, values, rule)
            rule = None
        for shape, parts in columns.items():
            self.consume(shape, " + ".join(parts), 1, counted=True)
        self.write("return t" if self.counts else "return w")

    def _optional(self, number: int, one: Field) -> str:
        """Write what counts the strings of an optional field; return the column of its values."""
        values = f"[v for r in rows if (v := r.f{number}) is not UNSET]"
        if _is_plain(one.shape) or one.cases:
            unset = f"len([1 for r in rows if r.f{number} is UNSET])"
            self.count(f"t += {_strings_of(one)} * (len(rows) - {unset})")
            return values
        column = self.variable(values)
        self.count(f"t += {_strings_of(one)} * len({column})")
        return column

    def _cases(self, record: Record, number: int, one: Field) -> None:
        """Write what decodes a field whose shape depends on another field, kind by kind."""
        told_by = [field.name for field in record.fields].index(one.cases[0].field)
        groups = self.variable("{}")
        self.write("for r in rows:")
        self.write(f" if r.f{number} is not UNSET:")
        self.write(f"  {groups}.setdefault(r.f{told_by}, []).append(r.f{number})")
        for case in one.cases:
            part = self.variable(f"{groups}.pop({self.bind(case.value)}, None)")
            self._decoded(case.shape, part, 1)
        rest = self.variable(f"[v for part in {groups}.values() for v in part]")
        self._decoded(one.shape, rest, 1)

    def _decoded(self, shape: Shape, column: str, depth: int) -> None:
        """Write what decodes a column of raw JSON texts and takes the values."""
        self.keeps_texts = True
        decode = self.bind(_decoder(self.type_of(shape)).decode, ("decoder", shape))
        self.write(f"if {column}:")
        before, self.indent = self.indent, self.indent + " "
        self.consume(shape, self.variable(f"[{decode}(v) for v in {column}]"), depth)
        self.indent = before

    def consume(self, shape: Shape, column: str, depth: int, *, counted: bool = False) -> None:
        """Write what takes a column of values, which stand in `level + depth - 1` containers.

        `counted` tells that texts of this very column have been counted.
        """
        if not self.counts and _is_said_by_types(shape):
            return
        if isinstance(shape, Text):
            self._texts(shape, column, counted)
        elif isinstance(shape, Number):
            self.write(f"if [1 for v in {column} if v.__class__ is float and v.is_integer()]:")
            self.write(" doubt.append(None)")
        elif isinstance(shape, Anything):
            call = f"strings_in({column}, level + {depth}, doubt)"
            self.write(f"t += {call}" if self.counts else call)
        elif isinstance(shape, Nullable):
            inner = self.variable(f"[v for v in {column} if v is not None]")
            self.consume(shape.shape, inner, depth)
        elif isinstance(shape, Record):
            call = f"{self._call(shape)}({column}, level + {depth}, doubt)"
            self.write(f"t += {call}" if self.counts else f"if {call}: raise RefusedError")
        elif isinstance(shape, Recursive):
            record = self.shapes.recursive[shape.uri]
            if not isinstance(record, Record):
                raise RefusedError("a schema that leads back to itself and is no record")
            self._decoded(record, self.variable(column), depth)
        elif isinstance(shape, (Array, Map)):
            self._container(shape, self.variable(column), depth)

    def _call(self, record: Record) -> str:
        """Return the name of the function that takes a batch of records."""
        if record not in self.functions:
            kind = "strings" if self.counts else "check"
            self.functions[record] = f"{kind}{len(self.functions)}"
            self.due.append(record)
        return self.functions[record]

    def _texts(self, shape: Text, column: str, counted: bool) -> None:
        """Write what takes a column of texts."""
        if shape.patterns:
            column = self.variable(column)
        for pattern in shape.patterns:
            matcher = _matcher(shape, pattern)
            text = f'"".join({column})'
            if matcher.glue:
                text = f'"".join([f"{{v}}{_quoted(matcher.glue)}" for v in {column}])'
            wrong = self._wrong(matcher, shape, pattern)
            self.write(f"if {wrong}({text}, len({column})): raise RefusedError")
        if not counted:
            self.count(f"t += len({column})")

    def _texts_of_rows(self, shape: Text, values: list[str], rule: str | None) -> None:
        """Write what takes several texts of each record: they are joined record by record.

        A rule is asked on the way, because to walk over all records a second time takes longer:
        the texts are then those of the records that keep it.
        """
        for pattern in shape.patterns:
            matcher = _matcher(shape, pattern)
            glued = "".join(f"{{{value}}}{_quoted(matcher.glue)}" for value in values)
            asked = f" if {rule}" if rule is not None else ""
            texts = self.variable(f'[f"{glued}" for r in rows{asked}]')
            text, count = f'"".join({texts})', f"{len(values)} * len({texts})"
            wrong = f"{self._wrong(matcher, shape, pattern)}({text}, {count})"
            record = f"n // {len(values)}"
            if rule is not None:
                kept = self.variable("range(len(rows))")
                self.write(f"if len({texts}) < len(rows):")
                if self.counts:
                    self.write(" raise RefusedError")
                else:
                    self.write(f" {kept} = [n for n, r in enumerate(rows){asked}]")
                    self.write(f" w += set(range(len(rows))).difference({kept})")
                record = f"{kept}[{record}]"
                rule = None
            if self.counts:
                self.write(f"if {wrong}: raise RefusedError")
            else:
                self.write(f"w += [{record} for n in {wrong}]")

    def _wrong(self, matcher: Matcher, shape: Text, pattern: Pattern) -> str:
        """Return the name of what says which texts do not match."""
        return self.bind(matcher.wrong, ("wrong", shape, pattern))

    def _container(self, shape: Array | Map, column: str, depth: int) -> None:
        self.write(f"if {column} and level + {depth} > {DEFAULT_LIMITS.depth}: raise RefusedError")
        values = "x"
        inner = shape.items if isinstance(shape, Array) else shape.values
        if isinstance(shape, Map):
            self.count(f"t += sum(map(len, {column}))")
            values = "x.values()"
        if isinstance(inner, Text) and not inner.patterns:
            self.count(f"t += sum(map(len, {column}))")
        elif not _is_plain(inner):
            self.consume(
                inner, self.variable(f"[v for x in {column} for v in {values}]"), depth + 1
            )

    def _expression(self, condition: Condition, record: Record) -> str:
        """Return a condition on `r`, a record, as an expression."""
        if isinstance(condition, Constant):
            return str(condition.holds)
        if isinstance(condition, Not):
            return f"(not {self._expression(condition.condition, record)})"
        if isinstance(condition, (Every, Some)):
            word = " and " if isinstance(condition, Every) else " or "
            parts = (self._expression(one, record) for one in condition.conditions)
            return f"({word.join(parts)})"
        value = _attribute(condition.path, record)
        if isinstance(condition, Present):
            return f"({value} is not UNSET)"
        if isinstance(condition, IsNull):
            return f"({value} is None)"
        if isinstance(condition, Among):
            if len(condition.values) == 1:
                return f"({value} == {self.bind(condition.values[0])})"
            values = frozenset(condition.values)
            return f"({value} in {self.bind(values, ('among', condition.values))})"
        if isinstance(condition, Compared):
            return f"({value} {condition.operator} {self.bind(condition.bound)})"
        if isinstance(condition, Counted):
            return f"(len({value}) {condition.operator} {self.bind(condition.bound)})"
        pattern = re.compile(condition.pattern.regex).fullmatch
        return f"({self.bind(pattern, ('fullmatch', condition.pattern))}({value}) is not None)"


def _strings_of(one: Field) -> int:
    """Return how many strings a field that is there has surely: its name, and a text."""
    return 1 + (isinstance(one.shape, Text) and not one.cases)


def _is_plain(shape: Shape) -> bool:
    """Return whether the type of a value says all of it."""
    if isinstance(shape, Text):
        return not shape.patterns
    return isinstance(shape, (Whole, Flag, Null))


def _is_said_by_types(shape: Shape, depth: int = 0) -> bool:
    """Return whether the types of a value and of all in it say all of it, its depth too."""
    if isinstance(shape, Nullable):
        return _is_said_by_types(shape.shape, depth)
    if isinstance(shape, Record):
        return (
            depth < _MOST_NESTED
            and not shape.rules
            and not any(one.cases for one in shape.fields)
            and all(_is_said_by_types(one.shape, depth + 1) for one in shape.fields)
        )
    return _is_plain(shape)


def _sized(kind: Any, least: int | None, most: int | None) -> Any:
    if least is None and most is None:
        return kind
    return Annotated[kind, msgspec.Meta(min_length=least, max_length=most)]


def _matcher(shape: Text, pattern: Pattern) -> Matcher:
    if pattern.width is not None and not shape.least == shape.most == pattern.width:
        raise RefusedError("a pattern of one width for a text of another")
    return matcher_of(pattern)


def _quoted(text: str) -> str:
    """Return text as it stands between the quotes of a literal."""
    return repr(text)[1:-1]


def _attribute(path: Path, record: Record) -> str:
    expression = "r"
    shape: Shape = record
    for name in path:
        inner = shape.shape if isinstance(shape, Nullable) else shape
        assert isinstance(inner, Record)
        number = [field.name for field in inner.fields].index(name)
        expression += f".f{number}"
        shape = inner.fields[number].shape
    return expression


_MOST_NESTED = 10
"""Records inside one another whose depth is not looked at: far from any limit."""

_SIMPLE: dict[type, Any] = {Flag: bool, Null: None, Anything: Any, Recursive: msgspec.Raw}
