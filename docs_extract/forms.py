"""The forms a string can have, as patterns that every JSON Schema validator reads alike.

They use no `\\d`, which some take for other scripts' digits. A `$` also matches before a final
newline for some (Python's `re`): the length says what the pattern then cannot.
"""

from dataclasses import dataclass

_DAY_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}"
_LEAP_YEAR = "([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)"
_DATE = (
    "([0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    "|02-(0[1-9]|1[0-9]|2[0-8]))"
    f"|{_LEAP_YEAR}-02-29)"
)


@dataclass(frozen=True, slots=True)
class Form:
    """A form of strings: the name people read, its pattern, its length, its JSON Schema format."""

    name: str
    pattern: str
    length: int
    format: str | None = None


FORMS = {
    # RFC 9562, section 4: hexadecimal digits of either case.
    "uuid": Form(
        "UUID",
        "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$",
        36,
        "uuid",
    ),
    # As the pages write it; days are those the month has, 29 February in leap years only.
    "timestamp": Form("YYYY-MM-DD HH:MM:SS.ffffff", f"^{_DATE} {_DAY_TIME}$", 26),
}
