"""A configuration file's text -> its TOML data, or an error at its place."""

import re
import tomllib
from pathlib import Path
from typing import Any

from validator import wording
from validator.errors import CallspecError

_SYNTAX_PLACE = re.compile(r"(.*) \(at (?:line (\d+), column \d+|end of document)\)", re.DOTALL)


class ConfigError(CallspecError):
    """A configuration file cannot be read, or says what no configuration can say.

    `line` counts from 1; it is None where the file does not tell it.
    """

    def __init__(self, file: str, line: int | None, message: str, hint: str | None = None) -> None:
        place = file if line is None else f"{file}:{line}"
        said = f"{place}: {message}" + (f"; {hint}" if hint else "")
        super().__init__(wording.printable(said))
        self.file = file
        self.line = line
        self.message = message
        self.hint = hint


def read_text(path: Path) -> str:
    """Return a file's text, its lines ending in LF.

    Raises:
        ConfigError: it cannot be read, or is not UTF-8.
    """
    try:
        text = path.read_bytes().decode().removeprefix("\ufeff")
    except OSError as error:
        raise ConfigError(str(path), None, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(str(path), line, "not UTF-8", "save it as UTF-8") from error
    return text.replace("\r\n", "\n")


def parse(path: Path, text: str) -> dict[str, Any]:
    """Return the data of a file's text.

    Raises:
        ConfigError: it is not TOML (1.0).
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _SYNTAX_PLACE.fullmatch(str(error))
        message, line = (match[1], match[2]) if match else (str(error), None)
        number = int(line) if line else len(text.rstrip("\n").split("\n")) if match else None
        raise ConfigError(str(path), number, f"not TOML: {message}") from error
    except (ValueError, RecursionError) as error:  # a number of too many digits; arrays in arrays
        raise ConfigError(str(path), None, "not TOML that can be read: too long or deep") from error
