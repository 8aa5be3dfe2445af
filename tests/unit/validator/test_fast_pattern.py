import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.engine.fast.pattern import FEW, matcher_of, product_of, read_pattern
from validator.engine.fast.refused import RefusedError

UUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
DAY = "^(02-(0[1-9]|1[0-9]|2[0-8])|(0[469]|11)-(0[1-9]|[12][0-9]|30))$"
TIME = (
    "^([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))|([0-9]{2}(0[48]|[2468][048]|[13579][26])|"
    "([02468][048]|[13579][26])00)-02-29) ([01][0-9]|2[0-3]):[0-5][0-9]$"
)
MAYBE = r"^([0-9]{2})?$"
NUMBER = r"^\+[1-9][0-9]{1,14}$"
UNDERSTOOD = [
    UUID,
    DAY,
    TIME,
    MAYBE,
    NUMBER,
    r"^a\.b$",
    "^(?:ab|c){2}$",
    r"^[\w.-]{3}$",
    r"^\d$",
    "^$",
]


def wrong(pattern: str, values: list[str]) -> list[int]:
    """Return which strings do not match: those that no record could hold, or the matcher says."""
    read = read_pattern(pattern)
    short = [n for n, value in enumerate(values) if not read.least <= len(value) <= read.most]
    rest = [n for n in range(len(values)) if n not in short]
    matcher = matcher_of(read)
    text = "".join(values[n] + matcher.glue for n in rest)
    try:
        found = matcher.wrong(text, len(rest))
    except RefusedError:  # it cannot tell which
        assert any(matcher.glue in values[n] for n in rest)
        found = [at for at, n in enumerate(rest) if not re.fullmatch(read.regex, values[n])]
    return sorted([*short, *(rest[n] for n in found)])


def holds(pattern: str, values: list[str]) -> bool:
    return not wrong(pattern, values)


@pytest.mark.parametrize("pattern", UNDERSTOOD)
@given(data=st.data())
def test_a_batch_matches_where_each_string_does(pattern, data):
    wanted = re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)
    strings = st.from_regex(wanted, fullmatch=True) | st.text("0123af-+.\n٣é", max_size=40)
    values = data.draw(st.lists(strings, max_size=5)) * data.draw(st.sampled_from([1, FEW]))
    refused = [n for n, value in enumerate(values) if not wanted.fullmatch(value)]
    assert wrong(pattern, values) == refused


@pytest.mark.parametrize(
    ("pattern", "width"), [(UUID, 36), (DAY, 5), (MAYBE, None), (NUMBER, None), ("^$", 0)]
)
def test_the_width_of_a_pattern(pattern, width):
    assert read_pattern(pattern).width == width


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        ("^[ab]c$", [(0, "a b"), (1, "c")]),
        ("^(?:a|b)c$", [(0, "a b"), (1, "c")]),
        # What belongs together is a pair, and what holds for all ways through is the product.
        ("^(?:1[02]|0[1-3])$", [(0, "01 02 03 10 12")]),
        (
            "^(02-(0[1-3]|10)|04-(0[1-4]|10|11))$",
            [(0, "0"), (1, "2 4"), (2, "-"), (3, "01 02 03 10")],
        ),
        ("^(?:[0-1][0-2]|2[0-1]):[0-1]$", [(0, "00 01 02 10 11 12 20 21"), (2, ":"), (3, "0 1")]),
        ("^(?:a[01]|b0)-(?:xy|zw)$", [(0, "a0 a1 b0"), (2, "-"), (3, "xy zw")]),
        ("^(?:ab|ba)(?:ab|ba)$", [(0, "ab ba"), (2, "ab ba")]),
        ("^(?:abc|bca)$", None),
        ("^(?:abcd|bcae)$", None),
        (MAYBE, None),
        ("^(?:[ab]{4}|[bc]{4})$", [(0, "aa ab ba bb bc cb cc"), (2, "b"), (3, "b")]),
    ],
)
def test_the_product_of_a_pattern(pattern, groups):
    read = read_pattern(pattern)
    found = product_of(read) if read.width else None
    shown = found and [(one.at, " ".join(sorted(one.texts))) for one in found]
    assert shown == groups


def test_a_graph_that_is_too_large_has_no_product(monkeypatch):
    assert product_of(read_pattern(TIME)) is not None
    monkeypatch.setattr("validator.engine.fast.columns.MOST_NODES", 20)
    assert product_of(read_pattern(TIME)) is None
    assert holds(TIME, ["2024-02-29 00:00"] * FEW)
    assert not holds(TIME, ["2023-02-29 00:00"] * FEW)


def test_a_pair_of_many_characters_is_matched_all_the_same():
    pattern = "^(?:[a-m][a-m]|[n-z][n-z])$"
    assert holds(pattern, ["ab", "yz"] * FEW)
    assert not holds(pattern, ["ab", "az"] * FEW)


@pytest.mark.parametrize("count", [1, FEW - 1, FEW, 100])
def test_what_the_product_does_not_have_the_pattern_decides(count):
    """The 29th of February is in few years, the 31st in few months: neither is in the product."""
    usual = ["2026-03-14 07:00"] * count
    for odd, wanted in [
        ("2024-02-29 23:59", True),
        ("2026-03-31 23:59", True),
        ("2026-02-29 23:59", False),
        ("2026-04-31 23:59", False),
        ("2026-04-00 23:59", False),
        ("2026-13-01 23:59", False),
        ("2026-01-01 24:00", False),
        ("2026-01-01 23:60", False),
        ("2026-01-01 23:5\n", False),
        ("2026-01-01T23:59", False),
        ("٢026-01-01 23:59", False),
    ]:
        for at in (0, count // 2, count):
            assert wrong(TIME, [*usual[:at], odd, *usual[at:]]) == ([] if wanted else [at])


def test_classes_that_overlap_are_matched_all_the_same():
    assert holds("^[ab][bc]$", ["ab", "bc"])
    assert not holds("^[ab][bc]$", ["ab", "ca"])


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "^",
        "a",
        "a$",
        "^a",
        "^a|b$",
        "^a+$",
        "^a*$",
        "^.$",
        "^[^a]$",
        "^[]$",
        "^[b-a]$",
        r"^[\d-z]$",
        r"^\s$",
        r"^\n$",
        r"^\$",
        r"^\1$",
        "^(a$",
        "^a)$",
        "^(?=a)$",
        "^(?<n>a)$",
        "^a{2}{3}$",
        "^a{3,2}$",
        "^a??$",
        "^a{999}$",
        "^(a|b){40}$",
        "^a^$",
        "^é$",
        "^a\n$",
        "^[a",
        "^[a$",
        "^{$",
    ],
)
def test_what_is_not_understood_is_refused(pattern):
    with pytest.raises(RefusedError):
        read_pattern(pattern)
