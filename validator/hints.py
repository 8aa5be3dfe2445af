"""The nearest right answer to a wrong one."""

import functools
import re
from collections.abc import Iterable
from typing import Any

from validator import wording

_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_JSON_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_LONGEST_COMPARED = 100


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that `word` was probably meant to be, or None.

    A word that differs in letter case or in separators only comes first, then the most similar.
    """
    if not word or len(word) > _LONGEST_COMPARED:
        return None
    return _nearest(word, tuple(one for one in known if one))


# The producers of an archive misspell the same few words again and again.
@functools.lru_cache(maxsize=4096)
def _nearest(word: str, candidates: tuple[str, ...]) -> str | None:
    for one in candidates:
        if folded(one) == folded(word):
            return one
    import difflib  # only a finding needs it: it stays out of the start of a clean run

    close = difflib.get_close_matches(word, candidates, n=1, cutoff=0.7)
    return close[0] if close else None


def folded(word: str) -> str:
    """Return a word without the differences people make by habit: letter case and separators."""
    return re.sub(r"[\s_\-.]", "", word).casefold()


def for_value(found: Any, values: Iterable[Any]) -> str | None:
    """Return a hint for a value that is none of the documented ones, or None."""
    documented = list(values)
    if isinstance(found, str):
        if (bare := found.strip()) != found and bare in documented:
            return f"remove the white space around it: {wording.value(bare)}"
        match = nearest(found, [one for one in documented if isinstance(one, str)])
        if match is None:
            return None
        if match.casefold() == found.casefold():
            return f"letter case matters: write {wording.value(match)}"
        return f"did you mean {wording.value(match)}?"
    if found is None and "" in documented:
        return 'write "" where there is no value'
    return None


def for_type(found: Any, expected: Iterable[str]) -> str | None:
    """Return a hint for a value of the wrong JSON type: quotes too many or too few, or None."""
    wanted = set(expected)
    if isinstance(found, str) and _is_number(found, wanted):
        return f"remove the quotes: {wording.shorten(found)}"
    if isinstance(found, str) and "boolean" in wanted and found.lower() in {"true", "false"}:
        return f"remove the quotes: {found.lower()}"
    if isinstance(found, str) and "null" in wanted and found.lower() in {"null", "none"}:
        return "remove the quotes: null"
    if "string" in wanted and isinstance(found, (int, float)) and not isinstance(found, bool):
        return f'put it in quotes: "{wording.value(found)}"'
    return None


def _is_number(text: str, wanted: set[str]) -> bool:
    if "number" in wanted:
        return _JSON_NUMBER.fullmatch(text) is not None
    return "integer" in wanted and _JSON_INTEGER.fullmatch(text) is not None
