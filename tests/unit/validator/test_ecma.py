import re

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from validator import ecma
from validator.ecma import PatternError, PatternTimeoutError, compile_pattern

STRINGS = [
    "", "a", "b", "ab", "aab", "a\n", "\n", "é", "É", "0", "٣", "_", "-", "[", "]", "{a}", "\\",
    "a b", "a\u2028b", "\xa0", "\ufeff", "\x1f", "x-y", "\U0001f600", "A", "&", "~", "^", "$", ".",
]  # fmt: skip


def engine(pattern: str) -> jsonschema_rs.Validator | None:
    for options in (jsonschema_rs.RegexOptions(), jsonschema_rs.FancyRegexOptions()):
        try:
            return jsonschema_rs.validator_for({"pattern": pattern}, pattern_options=options)
        except jsonschema_rs.ValidationError:
            pass
    return None


@pytest.mark.parametrize(
    "pattern",
    [
        "^a$", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\bb", r"a\B", "^.$", r"[x\-y]", "[a-]",
        "[-a]", "[^a]", "[[]", r"[\]]", r"[\w-]", "[+--]", "a{2}", "a{1,}b", "}", "]", "[&&~]",
        "[a&&b]", r"\p{Lu}", r"\P{L}", r"\p{Letter}", r"[\p{Lu}a]", r"\u00e9", r"\u{1F600}",
        r"\cJ", r"\x41", "(a)|b", "(?:a)b", "a+?", "a*", r"\/", r"\-", r"^[^\S]$", r"^[^\W\d]",
        r"\.", "(?=a)a", "(?<!a)b", r"[\x00-\x1f]", r"[\t-\r]", r"\p{Script=Greek}", "x*" * 50,
        "[[:alpha:]]", "a|", "^$", r"[\d.]", r"[^\d]$", r"\$", r"[$^.]",
    ],
)  # fmt: skip
def test_a_pattern_means_what_the_other_engine_means(pattern):
    other = engine(pattern)
    assert other is not None
    ours = compile_pattern(pattern)
    assert [one for one in STRINGS if ours.found_in(one) != other.is_valid(one)] == []


@pytest.mark.parametrize(
    ("pattern", "found", "not_found"),
    [
        ("[]", [], ["", "a"]),
        ("^[^]$", ["a", "\n"], ["", "ab"]),
        ("{a}", ["{a}"], ["a"]),
        ("^{", ["{"], ["a"]),
        ("a{", ["a{"], ["a"]),
        (r"^\ud83d\ude00$", ["\U0001f600"], ["a"]),
        (r"^\0$", ["\0"], ["0"]),
        (r"[\b]", ["\x08"], ["b"]),
        (r"^[a-\d]$", ["a", "-", "7"], ["b", "d"]),
        (r"^[\d-x]$", ["7", "-", "x"], ["a"]),
        (r"^(?<n>a|b)\k<n>$", ["aa", "bb"], ["ab"]),
        (r"^(?<$n>a)\k<$n>$", ["aa"], ["a"]),
        (r"^(a)\1{2}$", ["aaa"], ["aa"]),
        (r"^a$", ["a"], ["a\n"]),
        (r"\_", ["_"], ["a"]),
    ],
)
def test_what_only_this_engine_takes(pattern, found, not_found):
    ours = compile_pattern(pattern)
    assert [one for one in found if not ours.found_in(one)] == []
    assert [one for one in not_found if ours.found_in(one)] == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (r"\Z", r"\Z is no escape of ECMA-262"),
        (r"\a", r"\a is no escape of ECMA-262"),
        (r"[\Z]", r"\Z is no escape of ECMA-262"),
        ("(?i)a", "(? begins no group of ECMA-262"),
        ("(?>a)", "(? begins no group of ECMA-262"),
        ("(?P<n>a)", "(? begins no group of ECMA-262"),
        ("a++", "+ repeats nothing at 2"),
        ("a**", "* repeats nothing at 2"),
        ("*a", "* repeats nothing at 0"),
        ("a|*", "* repeats nothing at 2"),
        ("(*)", "* repeats nothing at 1"),
        ("^*", "* repeats nothing at 1"),
        ("[a", "a class without ]"),
        (r"(a)[\1]", r"\1 inside a class"),
        (r"\u{110000}", r"\u{110000} is no character"),
        ("(", "missing ) at position 1"),
        ("[z-a]", "bad character range at position 4"),
        (r"\p{Foo}", "unknown property at position 7"),
        (r"\8", "invalid group reference at position 5"),
    ],
)
def test_what_is_no_pattern(pattern, said):
    with pytest.raises(PatternError, match=f"^{re.escape(said)}$"):
        compile_pattern(pattern)


@given(st.text(st.sampled_from(list(r"ab01[](){}^$.*+?|\-,:<>=!dwsDWSbBpu&~é")), max_size=12))
def test_any_text_is_a_pattern_or_none_and_means_what_the_other_engine_means(text):
    try:
        ours = compile_pattern(text)
    except PatternError:
        return
    other = engine(text)
    if other is None:
        return
    # jsonschema-rs lets a dot match U+2028, which ECMA-262 calls the end of a line.
    for string in (one for one in STRINGS if "\u2028" not in one):
        found = other.is_valid(string)
        assert ours.found_in(string) == found, string


def test_a_match_that_takes_too_long_is_said(monkeypatch):
    monkeypatch.setattr(ecma, "SECONDS", 0.05)
    pattern = compile_pattern("^(a|aa)+$")
    assert pattern.found_in("a" * 60)
    said = r"^the pattern \^\(a\|aa\)\+\$ takes more than 0.05 s on a string of 61 characters"
    with pytest.raises(PatternTimeoutError, match=said):
        pattern.found_in("a" * 60 + "!")
