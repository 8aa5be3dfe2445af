import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator.engine.fast.pattern import matcher_of, read_pattern
from validator.engine.fast.refused import RefusedError

UUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
DAY = "^(02-(0[1-9]|1[0-9]|2[0-8])|(0[469]|11)-(0[1-9]|[12][0-9]|30))$"
MAYBE = r"^([0-9]{2})?$"
NUMBER = r"^\+[1-9][0-9]{1,14}$"
UNDERSTOOD = [UUID, DAY, MAYBE, NUMBER, r"^a\.b$", "^(?:ab|c){2}$", r"^[\w.-]{3}$", r"^\d$", "^$"]


def holds(pattern: str, values: list[str]) -> bool:
    """Return what the matcher says of strings that a record could hold them as."""
    read = read_pattern(pattern)
    if any(not read.least <= len(value) <= read.most for value in values):
        return False
    matcher = matcher_of(read)
    return matcher.matches("".join(value + matcher.glue for value in values), len(values))


@pytest.mark.parametrize("pattern", UNDERSTOOD)
@given(data=st.data())
def test_a_batch_matches_where_each_string_does(pattern, data):
    wanted = re.compile(pattern.removeprefix("^").removesuffix("$"), re.ASCII)
    strings = st.from_regex(wanted, fullmatch=True) | st.text("0123af-+.\n٣é", max_size=40)
    values = data.draw(st.lists(strings, max_size=5))
    assert holds(pattern, values) is all(wanted.fullmatch(value) for value in values)


@pytest.mark.parametrize(
    ("pattern", "width"), [(UUID, 36), (DAY, 5), (MAYBE, None), (NUMBER, None), ("^$", 0)]
)
def test_the_width_of_a_pattern(pattern, width):
    assert read_pattern(pattern).width == width


def test_alternatives_have_no_columns():
    assert read_pattern("^[ab]c$").columns == (frozenset("ab"), frozenset("c"))
    assert read_pattern("^(?:a|b)c$").columns is None


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
