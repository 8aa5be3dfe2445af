"""The forms a string can have, as patterns that every JSON Schema validator reads alike.

They use no `\\d`, which some take for other scripts' digits. A `$` also matches before a final
newline for some (Python's `re`): the length says what the pattern then cannot.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DATE = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP_YEAR}-02-29)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of strings: the name people read, its pattern without anchors, its greatest length.

    `format` is its JSON Schema format, where it has one.
    """

    name: str
    core: str
    length: int
    format: str | None = None

    @property
    def pattern(self) -> str:
        """The pattern with its anchors."""
        return f"^{self.core}$"


FORMS = {
    # RFC 9562, section 4: hexadecimal digits of either case.
    "uuid": Form(
        "UUID",
        "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
        36,
        "uuid",
    ),
    # As the pages write it; days are those the month has, 29 February in leap years only.
    "timestamp": Form("YYYY-MM-DD HH:MM:SS.ffffff", rf"{_DATE} {_CLOCK}\.[0-9]{{6}}", 26),
    "nanoseconds": Form("YYYY-MM-DD HH:MM:SS.fffffffff", rf"{_DATE} {_CLOCK}\.[0-9]{{9}}", 29),
    # RFC 3339, section 5.6, as samples show it, in UTC; the fraction may be left out.
    "utc": Form("YYYY-MM-DDTHH:MM:SS[.fraction]Z", rf"{_DATE}T{_CLOCK}(\.[0-9]{{1,9}})?Z", 30),
    # RFC 3339, section 5.6, where a page names it: any offset.
    "rfc3339": Form(
        "RFC 3339",
        rf"{_DATE}[Tt]{_CLOCK}(\.[0-9]{{1,9}})?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])",
        35,
    ),
    # ITU-T E.164: a plus sign and at most fifteen digits.
    "e164": Form("E.164", r"\+[1-9][0-9]{1,14}", 16),
}
TIMES = ("timestamp", "nanoseconds", "utc", "rfc3339")
"""The forms of a timestamp, in the order in which schemas name them."""

UNSETTLED = "unsettled"
"""Stands for the forms of a timestamp until the whole page has been read."""

_COMPILED = {name: re.compile(form.core) for name, form in FORMS.items()}


def has_form(form: str, text: str) -> bool:
    """Return whether a text has a form."""
    return _COMPILED[form].fullmatch(text) is not None


def time_form(text: str) -> str | None:
    """Return the form of a timestamp, or None where the text is none."""
    return next((form for form in TIMES if has_form(form, text)), None)


def form_names(forms: Iterable[str], exact: Iterable[str]) -> str:
    """Return the names of forms, and of strings admitted beside them, for people."""
    shown = [FORMS[form].name for form in forms]
    shown += [f"`{text}`" if text else "the empty string" for text in exact]
    return " or ".join(shown)


def form_keywords(forms: Sequence[str], exact: Sequence[str] = ()) -> dict[str, Any]:
    """Return the JSON Schema keywords for a string that has one of the forms.

    `exact` are strings admitted besides, the empty one among them.
    """
    if len(forms) == 1 and not exact:
        form = FORMS[forms[0]]
        keywords: dict[str, Any] = {"format": form.format} if form.format else {}
        return {**keywords, "pattern": form.pattern, "maxLength": form.length}
    cores = [FORMS[form].core for form in forms] + [_literal(text) for text in exact if text]
    alternatives = "|".join(cores)
    optional = "?" if "" in exact else ""
    longest = max(
        [*(FORMS[form].length for form in forms), *(len(text) for text in exact)], default=0
    )
    return {"pattern": f"^({alternatives}){optional}$", "maxLength": longest}


def _literal(text: str) -> str:
    """Return a pattern for a text; `re.escape` writes escapes that ECMA 262 does not have."""
    return re.sub(r"([.+*?^$(){}|\[\]\\])", r"\\\1", text)
