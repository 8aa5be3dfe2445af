"""The rules of a schema -> conditions on a record whose shape is known.

What the shape says already is not asked again: a rule about the type of a value is decided here.
"""

from collections.abc import Callable
from typing import Any

from validator.engine.fast.condition import (
    Among,
    Compared,
    Condition,
    Constant,
    Counted,
    IsNull,
    Matches,
    Path,
    Present,
    Scalar,
    every,
    negated,
    some,
)
from validator.engine.fast.keywords import bound_of, constraints_of, count_of, names_of
from validator.engine.fast.pattern import read_pattern
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.shape import (
    Anything,
    Array,
    Flag,
    Map,
    Null,
    Nullable,
    Number,
    Record,
    Recursive,
    Shape,
    Text,
    Whole,
)


def condition_of(schema: Any, shape: Shape, path: Path = ()) -> Condition:
    """Return what a schema asks of the value at a path, which is there and has a shape.

    Raises:
        RefusedError: it asks for something that is not understood.
    """
    if isinstance(schema, bool):
        return Constant(schema)
    if not isinstance(schema, dict):
        raise RefusedError("a schema that is none")
    found: list[Condition] = []
    for keyword, value in constraints_of(schema).items():
        if keyword in ("then", "else"):
            continue
        if keyword == "if":
            found.append(_implication(schema, shape, path))
        elif keyword in _KEYWORDS:
            found.append(_KEYWORDS[keyword](value, shape, path))
        else:
            raise RefusedError(f"{keyword} in a rule")
    return every(found)


def _implication(schema: dict[str, Any], shape: Shape, path: Path) -> Condition:
    asked = condition_of(schema["if"], shape, path)
    then = condition_of(schema.get("then", True), shape, path)
    other = condition_of(schema.get("else", True), shape, path)
    return every([some([negated(asked), then]), some([asked, other])])


def _not(schema: Any, shape: Shape, path: Path) -> Condition:
    return negated(condition_of(schema, shape, path))


def _all_of(schemas: Any, shape: Shape, path: Path) -> Condition:
    return every([condition_of(schema, shape, path) for schema in schemas])


def _any_of(schemas: Any, shape: Shape, path: Path) -> Condition:
    return some([condition_of(schema, shape, path) for schema in schemas])


def _properties(properties: Any, shape: Shape, path: Path) -> Condition:
    inner, null = _unwrapped(shape)
    if not isinstance(inner, Record):
        raise RefusedError("properties in a rule about a value that is no record")
    found: list[Condition] = []
    for name, schema in properties.items():
        field = inner.field(name)
        if field is None:
            continue  # a record never has it
        if field.cases:
            raise RefusedError("a rule about a field whose shape depends on another")
        asked = condition_of(schema, field.shape, (*path, name))
        found.append(asked if field.required else some([negated(Present((*path, name))), asked]))
    return _unless_null(every(found), null, path)


def _required(names: Any, shape: Shape, path: Path) -> Condition:
    inner, null = _unwrapped(shape)
    if not isinstance(inner, Record):
        raise RefusedError("required in a rule about a value that is no record")
    found: list[Condition] = []
    for name in names_of(names):
        field = inner.field(name)
        if field is None:
            found.append(Constant(False))
        elif not field.required:
            found.append(Present((*path, name)))
    return _unless_null(every(found), null, path)


def _type(names: Any, shape: Shape, path: Path) -> Condition:
    wanted = {names} if isinstance(names, str) else set(names)
    inner, null = _unwrapped(shape)
    if isinstance(inner, Null):
        return Constant("null" in wanted)
    for kind, type_name in _TYPES:
        if isinstance(inner, kind):
            # Every integer is a number, and some numbers are integers.
            if type_name == "number" and "integer" in wanted and "number" not in wanted:
                break
            met = type_name in wanted or (type_name == "integer" and "number" in wanted)
            if not null:
                return Constant(met)
            return _either(met, "null" in wanted, path)
    raise RefusedError("a rule about the type of a value of any shape")


def _either(met: bool, null_met: bool, path: Path) -> Condition:
    """Return a condition that holds so for a value, and so for null."""
    if met == null_met:
        return Constant(met)
    return negated(IsNull(path)) if met else IsNull(path)


def _const(value: Any, shape: Shape, path: Path) -> Condition:
    return _enum([value], shape, path)


def _enum(values: Any, shape: Shape, path: Path) -> Condition:
    inner, null = _unwrapped(shape)
    wanted: list[Scalar] = []
    for value in values:
        if value is None and (null or isinstance(inner, Null)):
            wanted.append(None)
        elif _may_equal(value, inner):
            wanted.append(value)
    # One by one where a value may be an array, which has no place in a set.
    if isinstance(inner, Anything):
        return some([Among(path, (value,)) for value in wanted])
    return Among(path, tuple(wanted)) if wanted else Constant(False)


def _may_equal(value: Any, shape: Shape) -> bool:
    """Return whether a value of a shape may equal a constant.

    Python's True is 1 and its 1.0 is 1, which JSON's are not: such a constant is refused where a
    value could be either.
    """
    if isinstance(value, str):
        return isinstance(shape, (Text, Anything))
    if isinstance(value, bool):
        kinds: tuple[type, ...] = (Flag, Anything)
    elif isinstance(value, int) and isinstance(shape, Whole):
        return True
    elif isinstance(value, (int, float)):
        kinds = (Whole, Number, Anything)
    elif value is None:
        kinds = (Anything,)
    else:
        kinds = (Array, Map, Record, Recursive, Anything)
    if isinstance(shape, kinds):
        raise RefusedError("a constant that is neither a string nor an integer")
    return False


def _compared(operator: str) -> Callable[[Any, Shape, Path], Condition]:
    def condition(value: Any, shape: Shape, path: Path) -> Condition:
        inner, null = _unwrapped(shape)
        bound = bound_of(value)
        if isinstance(inner, Number):
            raise RefusedError("a bound in a rule about a number, which a float holds inexactly")
        if not isinstance(inner, Whole):
            return _not_asked(inner)
        return _unless_null(Compared(path, operator, bound), null, path)

    return condition


def _counted(operator: str, kind: type) -> Callable[[Any, Shape, Path], Condition]:
    def condition(value: Any, shape: Shape, path: Path) -> Condition:
        inner, null = _unwrapped(shape)
        bound = count_of(value)
        if not isinstance(inner, kind):
            return _not_asked(inner)
        return _unless_null(Counted(path, operator, bound), null, path)

    return condition


def _pattern(value: Any, shape: Shape, path: Path) -> Condition:
    inner, null = _unwrapped(shape)
    pattern = read_pattern(value)
    if not isinstance(inner, Text):
        return _not_asked(inner)
    return _unless_null(Matches(path, pattern), null, path)


def _not_asked(shape: Shape) -> Condition:
    """Return that a keyword asks nothing of values of another type."""
    if isinstance(shape, (Text, Whole, Number, Flag, Null, Array, Map, Record)):
        return Constant(True)
    raise RefusedError("a rule about a value of any shape")


def _unwrapped(shape: Shape) -> tuple[Shape, bool]:
    return (shape.shape, True) if isinstance(shape, Nullable) else (shape, False)


def _unless_null(condition: Condition, null: bool, path: Path) -> Condition:
    return some([IsNull(path), condition]) if null else condition


_TYPES: tuple[tuple[type, str], ...] = (
    (Text, "string"),
    (Whole, "integer"),
    (Number, "number"),
    (Flag, "boolean"),
    (Array, "array"),
    (Map, "object"),
    (Record, "object"),
)

_KEYWORDS: dict[str, Callable[[Any, Shape, Path], Condition]] = {
    "allOf": _all_of,
    "anyOf": _any_of,
    "const": _const,
    "enum": _enum,
    "exclusiveMaximum": _compared("<"),
    "exclusiveMinimum": _compared(">"),
    "maxItems": _counted("<=", Array),
    "maxLength": _counted("<=", Text),
    "maximum": _compared("<="),
    "minItems": _counted(">=", Array),
    "minLength": _counted(">=", Text),
    "minimum": _compared(">="),
    "not": _not,
    "pattern": _pattern,
    "properties": _properties,
    "required": _required,
    "type": _type,
}
