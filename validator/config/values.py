"""Values of the configuration: what TOML gives for a key -> what it means, or why it cannot be."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from validator import hints, wording
from validator.config.codes import is_known, known
from validator.config.globs import can_match


class WrongValueError(Exception):
    """What is wrong with the value of a key, and what to write in its place."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def read_string(value: Any) -> str:
    """Return a string, white space folded.

    Raises:
        WrongValueError: it is no string, or empty.
    """
    if not isinstance(value, str):
        number = isinstance(value, int) and not isinstance(value, bool)
        hint = f'put it in quotes: "{wording.value(value)}"' if number else None
        raise WrongValueError(f"must be a string, not {kind_of(value)}", hint)
    folded = " ".join(value.split())
    if not folded:
        raise WrongValueError("must not be empty")
    return folded


def read_code(value: Any) -> str:
    """Return the code of a finding or a change, or the id of a contract's rule.

    Raises:
        WrongValueError: there is no such code (callspec explain lists them).
    """
    code = read_string(value)
    if not is_known(code):
        raise WrongValueError(f"is {wording.value(code)}, which is no code", hint_at_code(code))
    return code


def hint_at_code(code: str) -> str:
    """Return the hint at the code that an unknown one was meant to be, or at the list of all."""
    return did_you_mean(code, known()) or "callspec explain lists the codes"


def read_glob(value: Any) -> str:
    """Return a path below the configuration's folder, or a glob of such paths.

    Raises:
        WrongValueError: it leads out of the folder.
    """
    pattern = read_path_below(value, "the configuration's folder", "contracts/**/*.json")
    if not can_match(pattern):
        message = f"is {wording.value(pattern)}, whose braces stand for too many patterns"
        raise WrongValueError(message, "write several patterns")
    return pattern


def read_pointer(value: Any) -> str:
    """Return a JSON Pointer (RFC 6901).

    Raises:
        WrongValueError: it is none.
    """
    from jsonpointer import JsonPointer, JsonPointerException

    if value == "":
        return ""
    pointer = read_string(value)
    try:
        return str(JsonPointer(pointer).path)
    except JsonPointerException as error:
        message = f"is {wording.value(pointer)}, which is no JSON Pointer"
        raise WrongValueError(message, "write /data or /data/0") from error


def read_choice(choices: Sequence[str]) -> Callable[[Any], str]:
    """Return what reads one of some words; it raises a WrongValueError where it is none."""

    def read(value: Any) -> str:
        word = read_string(value)
        if word not in choices:
            message = f"is {wording.value(word)}, not {wording.choice(choices)}"
            raise WrongValueError(message, did_you_mean(word, choices))
        return word

    return read


def read_fingerprint(value: Any) -> str:
    """Return what a change is known by (docs_extract.compare.change).

    Raises:
        WrongValueError: it is not twelve hexadecimal digits.
    """
    fingerprint = read_string(value).lower()
    if not re.fullmatch("[0-9a-f]{12}", fingerprint):
        hint = "callspec diff prints the twelve hexadecimal digits of each change"
        raise WrongValueError(f"is {wording.value(fingerprint)}, which no change is known by", hint)
    return fingerprint


def read_page_name(value: Any) -> str:
    """Return a page's name, or a pattern of one, with forward slashes (see docs_extract.page).

    Raises:
        WrongValueError: it is no path below a reference.
    """
    page = read_string(value)
    try:
        return read_path_below(page, "the folder of the reference", "call.rst")
    except WrongValueError as error:
        shown = wording.value(_with_slashes(page))
        raise WrongValueError(f"is {shown}, which is no page's name", error.hint) from error


def read_path_below(value: Any, folder: str, example: str) -> str:
    """Return a path below a folder, or a pattern of such paths, with forward slashes.

    Raises:
        WrongValueError: it leads out of the folder; `folder` and `example` are words of the hint.
    """
    path = _with_slashes(read_string(value))
    if not path or path.startswith("/") or ".." in path.split("/") or re.match("[A-Za-z]:", path):
        message = f"is {wording.value(path)}, which is no path below {folder}"
        raise WrongValueError(message, f"write it as it stands below {folder}, as {example}")
    return path


def _with_slashes(path: str) -> str:
    # On Windows people write the separators of their paths; ours always have slashes.
    path = path.replace("\\", "/")
    while path.startswith("./"):
        path = path.removeprefix("./").lstrip("/")
    return path


def read_boolean(value: Any) -> bool:
    """Return true or false.

    Raises:
        WrongValueError: it is neither.
    """
    if not isinstance(value, bool):
        meant = value.lower() if isinstance(value, str) else None
        hint = f"remove the quotes: {meant}" if meant in ("true", "false") else None
        raise WrongValueError(f"must be true or false, not {kind_of(value)}", hint)
    return value


def read_date(value: Any) -> date:
    """Return a date.

    Raises:
        WrongValueError: it is none, or has a time.
    """
    if isinstance(value, datetime):
        hint = f"leave the time out: {value.date().isoformat()}"
        raise WrongValueError("must be a date, not a date with a time", hint)
    if not isinstance(value, date):
        hint = "write it without quotes, as 2027-01-31"
        raise WrongValueError(f"must be a date, not {kind_of(value)}", hint)
    return value


def read_strings(value: Any) -> tuple[str, ...]:
    """Return strings as they are, the empty one among them.

    Raises:
        WrongValueError: it is no array of different strings, or empty.
    """
    if not isinstance(value, list):
        hint = f"write [{wording.value(value)}]" if isinstance(value, str) else None
        raise WrongValueError(f"must be an array of strings, not {kind_of(value)}", hint)
    for one in value:
        if not isinstance(one, str):
            raise WrongValueError(f"must be an array of strings, but holds {kind_of(one)}")
    if not value:
        raise WrongValueError("must hold one value at least")
    twice = next((one for number, one in enumerate(value) if one in value[:number]), None)
    if twice is not None:
        raise WrongValueError(f"holds {wording.value(twice)} twice")
    return tuple(value)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return a hint at the known word that `word` was probably meant to be, or None."""
    match = hints.nearest(word, known)
    return f"did you mean {match}?" if match else None


_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a number"),
    (float, "a number"),
    (str, "a string"),
    (datetime, "a date with a time"),
    (date, "a date"),
    (time, "a time"),
    (list, "an array"),
)


def kind_of(value: Any) -> str:
    """Return what a TOML value is, with its article."""
    return next((kind for python, kind in _KINDS if isinstance(value, python)), "a table")
