"""Values that a bullet's own sentence lists: `One of: a, b`, `Values: a (why), b`, `Value: a`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docs_extract.bullets import unquoted
from docs_extract.page import Inline
from docs_extract.statements import sentences

_START = re.compile(
    r"\b(?:one of|(?:possible |allowed |valid |accepted )?values(?: are)?|either|"
    r"currently(?: only| always)?|allows)\s*:?\s*$",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:e\.g\.|such as|for example|values? includes?|including)\W*$", re.IGNORECASE
)
_DENIED = re.compile(r"\b(?:not|never)(?: be)?\s*$", re.IGNORECASE)
_MORE = re.compile(r"etc\b|\.\.\.|…|(?:others?|more|so on)\b", re.IGNORECASE)
_CONSTANT = re.compile(r"\b(?:(?<!default )value|must be|always|constant)\s*:?\s*$", re.IGNORECASE)
_CONDITION = re.compile(r"\s*(?:if|when|where|for)\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*[.;]")
_GLUE = re.compile(r"\s*(?:,|;|/|\||\bor\b|\band\b|\s|for [\w -]+)*", re.IGNORECASE)
_EMPTY = re.compile(r"\s*(?:,|;|/|\||\bor\b|\band\b|\s)*(?:an )?empty(?: string)?\b", re.IGNORECASE)
_PLAIN = re.compile(
    r"\b(?:one of|(?:possible |allowed )?values)\s*:?\s*"
    r"(?P<list>\"[^\"]*\"(?:\s*(?:,|or|/)\s*\"[^\"]*\")+"
    r"|[A-Za-z0-9_+*#-]+(?:\s*(?:,\s*or\b|,|/|\bor\b)\s*[A-Za-z0-9_+*#-]+)+)\s*(?:\.\s|\.$|$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The values of a list in a sentence, with the words in brackets behind each.

    Each stands here once: a sentence may name one again, where it lists them by direction.
    """

    values: tuple[tuple[str, str], ...]


def constant(inlines: Sequence[Inline]) -> str | None:
    """Return the one value that a bullet says its field has, or None."""
    before = ""
    for number, one in enumerate(inlines):
        match = _CONSTANT.search(before) if one.kind == "literal" else None
        if match is not None and not _DENIED.search(before[: match.start()]):
            rest = "".join(other.text for other in inlines[number + 1 :]).lstrip()
            if _CONDITION.match(sentences(before)[-1]):
                continue
            if not rest or rest[0] in ".;":
                return unquoted(one.text)
        before = before + one.text if one.kind == "text" else before + "\0"
    return None


def listed(inlines: Sequence[Inline], *, enum: bool) -> Listed | None:
    """Return the values that a bullet's sentence lists as all there are, or None.

    `enum` tells that the field is said to be one, so that weaker words (`currently only`) count
    too. A list that says it is open, or that only gives examples, is none.
    """
    for start in _starts(inlines, enum=enum):
        values, rest = _read(inlines, start)
        # One value, and then others in the same sentence: the list is told in other words.
        alone = len(values) == 1 and any(one.kind == "literal" for one in _sentence(rest))
        goes_on = not _is_said(inlines[:start]) and rest and not _ENDS.match(rest[0].text)
        if values and not alone and not goes_on:
            return Listed(tuple(values))
    # A list of literals is read above or not at all.
    text = "".join("\0" if one.kind == "literal" else one.text for one in inlines)
    match = _PLAIN.search(text)
    if match is None or _not_all(text[: match.start()]):
        return None
    items = re.split(r"\s*(?:,\s*or\b|,|/|\bor\b)\s*", match["list"])
    if any(_MORE.fullmatch(item) for item in items):
        return None
    return Listed(
        tuple((item, "") for item in dict.fromkeys(unquoted(one) for one in items if one))
    )


def _starts(inlines: Sequence[Inline], *, enum: bool) -> Iterator[int]:
    """Yield the places of the literals that a list can begin at."""
    before = ""
    for number, one in enumerate(inlines):
        if one.kind == "literal":
            match = _START.search(before)
            weak = match is not None and match[0].lower().startswith(("currently", "allows"))
            if (enum and not before.strip()) or (
                match is not None and not _not_all(before[: match.start()]) and (enum or not weak)
            ):
                yield number
        before = before + one.text if one.kind == "text" else before + "\0"


def _is_said(before: Sequence[Inline]) -> bool:
    """Return whether anything stands before a list: the bare values of an enum begin its text."""
    return any(one.text.strip() for one in before)


def _not_all(before: str) -> bool:
    """Return whether what stands before a list says that it is no list of all values."""
    return _OPEN.search(before) is not None or _DENIED.search(before) is not None


def _read(inlines: Sequence[Inline], start: int) -> tuple[list[tuple[str, str]], list[Inline]]:
    """Return the literals of one sentence, those in brackets aside, and what follows the list."""
    values: list[tuple[str, str]] = []
    depth = 0
    aside = ""
    left: list[Inline] = []
    for number, one in enumerate(inlines[start:], start=start + 1):
        if one.kind != "text":
            if depth:
                aside += one.text
            elif one.kind == "literal":
                values.append((unquoted(one.text), ""))
            else:
                left = [one, *inlines[number:]]
                break
            continue
        rest = one.text
        while rest:
            if depth:
                close = rest.find(")")
                if close < 0:
                    aside += rest
                    break
                aside += rest[:close]
                values[-1] = (values[-1][0], " ".join(aside.split()))
                aside, depth, rest = "", 0, rest[close + 1 :]
                continue
            if match := _EMPTY.match(rest):
                values.append(("", ""))
                rest = rest[match.end() :]
                continue
            glue = _GLUE.match(rest)
            rest = rest[glue.end() :] if glue else rest
            if rest.startswith("("):
                depth, rest = 1, rest[1:]
                continue
            if _MORE.match(rest):
                return [], []
            break
        if rest and not depth:
            left = [Inline("text", rest), *inlines[number:]]
            break
    first: dict[str, str] = {}
    for value, meaning in values:
        first.setdefault(value, meaning)
    return list(first.items()), left


def _sentence(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """Yield the pieces up to the end of a sentence."""
    for one in inlines:
        if one.kind == "text" and re.search(r"[.!?](?:\s|$)|;", one.text):
            return
        yield one
