import datetime
import math
from decimal import Decimal

import pytest

from validator import load_contract
from validator.json_value import is_equal, require_json


def nested(levels: int) -> list[object]:
    value: list[object] = []
    for _ in range(levels - 1):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [None, True, 0, -1.5, "é🙂", [], {}, {"a": [1, {"b": None}]}, 10**4300 - 1, nested(200)],
    ids=lambda value: type(value).__name__,
)
def test_what_json_can_say_is_taken(value):
    require_json(value)


LOOP: dict[str, object] = {}
LOOP["again"] = LOOP


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (datetime.date(2026, 1, 1), "the payload is a date"),
        ({"id": b"x"}, "id is a bytes"),
        ({"ids": [1, {2}]}, "ids[1] is a set"),
        ({"a": {1: 2}}, "a name in a is a int"),
        ((1, 2), "the payload is a tuple"),
        ({"n": math.nan}, "n is nan"),
        ({"n": -math.inf}, "n is -inf"),
        ({"s": "\ud800"}, "half of a surrogate pair in s"),
        ({"\udfff": 1}, "half of a surrogate pair in the payload"),
        ({"n": -(10**4300)}, "n has more than 4300 digits"),
        (LOOP, "more than 200 levels inside one another"),
    ],
)
def test_what_json_cannot_say_is_refused_by_name(value, message):
    for engine in ("rust", "python"):
        with pytest.raises(ValueError, match="not a JSON value") as caught:
            load_contract(engine=engine).check(value)
        assert str(caught.value) == f"not a JSON value: {message}"


EQUAL = [
    (None, None),
    (1, 1.0),
    (Decimal("1.0"), 1),
    (True, True),
    ("a", "a"),
    ([1, {"a": [False]}], [1.0, {"a": [False]}]),
    ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
]
OTHER = [
    (1, True),
    (0, False),
    (0.0, False),
    (None, False),
    ("1", 1),
    ([], {}),
    ([1], [1, 2]),
    ([1, 2], [2, 1]),
    ([True], [1]),
    ({"a": 1}, {"b": 1}),
    ({"a": 1}, {"a": 1, "b": 1}),
    ({"a": [{"b": 0}]}, {"a": [{"b": False}]}),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_values_that_are_equal(one, other):
    assert is_equal(one, other)
    assert is_equal(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_values_that_are_not(one, other):
    assert not is_equal(one, other)
    assert not is_equal(other, one)
