"""What sentences say about when a field is null, empty or left out."""

import re
from collections.abc import Iterable, Iterator

from docs_extract.page import Paragraph

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z`*\"])|;\s+")
_DENIED = re.compile(
    r"\b(?:not|never|unlike|rather than|instead of|no longer|cannot be|without|non)\b[^.]{0,40}?$",
    re.IGNORECASE,
)
_NULL = re.compile(r"\bnull\b", re.IGNORECASE)
_EMPTY = re.compile(
    r"\bempty\b(?! (?:array|list|object|map))|(?<![\w\"])\"\"(?![\w\"])", re.IGNORECASE
)
_ABSENT = re.compile(
    r"\b(?:omitted|absent|left out)\b(?! (?:to|fields))"
    r"|\bpresent only\b|\bonly (?:present|returned|included)\b|^optional\.?$"
    r"|^if (?:omitted|not set|unset|not provided|absent)\b|^used only if\b",
    re.IGNORECASE,
)
_ALL_OPTIONAL = re.compile(r"\ball fields are optional\b", re.IGNORECASE)
_OTHERS = re.compile(
    r"\bnot listed\b|\bother keys\b|\badditional (?:keys|fields|data)\b|\bmay appear\b"
    r"|\bgeneric\b|\bcustom key|\bkey[- ]value\b",
    re.IGNORECASE,
)
_DEFAULT = re.compile(r"^(?:default|defaults to|default is|by default)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\bon creation\b|\bwhen creating\b|\brequest\b|\bto disable\b|\bto enable\b|\bdefault", re.I
)
_WRITTEN = re.compile(r"\bwrite-only\b", re.IGNORECASE)
_ADMIN = re.compile(
    r"\badmin(?:istrator)?s?\b.*\b(?:only|addition\w*|see|extended)\b"
    r"|\b(?:only|addition\w*)\b.*\badmin(?:istrator)?s?\b|\badmin-only\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"9999-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?")


def says_null(text: str) -> str | None:
    """Return the sentence that says a field can be null, or None."""
    return _said(text, _NULL)


def says_empty(text: str) -> str | None:
    """Return the sentence that says a field can be the empty string, or None."""
    return _said(text, _EMPTY)


def says_absent(text: str) -> str | None:
    """Return the sentence that says a field can be left out of what is returned, or None.

    What it says of requests (`auto-generated if omitted on creation`) does not count.
    """
    for sentence in sentences(text):
        match = _ABSENT.search(sentence)
        if match and not _denied(sentence, match) and not _REQUEST.search(sentence):
            return sentence
    return None


def says_default(text: str) -> str | None:
    """Return the sentence that names what counts where a field is left out, or None."""
    return next((one for one in sentences(text) if _DEFAULT.match(one)), None)


def says_all_optional(texts: Iterable[str]) -> str | None:
    """Return the sentence that says all fields of a struct are optional, or None."""
    for text in texts:
        for sentence in sentences(text):
            match = _ALL_OPTIONAL.search(sentence)
            if match is not None and not _denied(sentence, match):
                return sentence
    return None


def written_only(paragraph: Paragraph) -> set[str]:
    """Return the fields that a paragraph calls write-only: those it names before the word."""
    names: set[str] = set()
    before = ""
    for one in paragraph.inlines:
        match = _WRITTEN.search(before + one.text)
        if match is not None and not _denied(before + one.text, match):
            return names
        if one.kind == "literal":
            names.add(one.text)
        before += one.text
    return set()


def says_administrators(text: str) -> bool:
    """Return whether a text introduces fields that only administrators see."""
    return _ADMIN.search(text) is not None


def says_others(text: str) -> bool:
    """Return whether a text says that an object may hold more than what is listed."""
    return _OTHERS.search(text) is not None


def sentinels(text: str) -> Iterator[str]:
    """Yield the timestamps of the year 9999 that a text says stand for `not yet`."""
    for sentence in sentences(text):
        for match in _TIME.finditer(sentence):
            if not _denied(sentence, match) and not re.match(r"(?i)unlike\b", sentence):
                yield match[0]


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one for one in _SENTENCE.split(text) if one]


def _said(text: str, words: re.Pattern[str]) -> str | None:
    for sentence in sentences(text):
        for match in words.finditer(sentence):
            if not _denied(sentence, match):
                return sentence
    return None


def _denied(sentence: str, match: re.Match[str]) -> bool:
    return _DENIED.search(sentence[: match.start()]) is not None
