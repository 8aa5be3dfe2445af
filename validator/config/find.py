"""The configuration file that counts in a folder: the nearest one, in it or above it."""

import os
import re
from pathlib import Path

NAME = "callspec.toml"
"""The file whose top-level tables are the configuration."""

SHARED_NAME = "pyproject.toml"
"""The file that holds the configuration of many tools, ours in [tool.callspec]."""

_NAMED = re.compile(rb"^[ \t]*\[[^\n]*callspec|^[^=#\n]*callspec[^=\n]*=", re.MULTILINE)
"""A table's header or a key that names callspec: without one the file need not be parsed."""


def find_config(start: Path) -> Path | None:
    """Return the configuration file that counts in a folder, or None.

    The folder itself is looked at first, then those above it; `callspec.toml` comes before
    `pyproject.toml`, and a `pyproject.toml` without `[tool.callspec]` is passed over. The path is
    relative where `start` is.

    Raises:
        ConfigError: a `pyproject.toml` that may be meant cannot be read.
    """
    try:
        resolved = start.resolve()
    except (OSError, RuntimeError):  # the current folder is gone, or links lead in a circle
        return None
    for up, folder in enumerate((resolved, *resolved.parents)):
        here = folder if start.is_absolute() else start.joinpath(*[".."] * up)
        if os.path.isfile(here / NAME):  # noqa: PTH113 - a folder that may not be entered has none
            return here / NAME
        shared = here / SHARED_NAME
        if os.path.isfile(shared) and _is_ours(shared):  # noqa: PTH113
            return shared
    return None


def _is_ours(path: Path) -> bool:
    """Return whether a pyproject.toml has a table for callspec.

    A broken file that does not even name callspec is somebody else's trouble.
    """
    from validator.config.text import ConfigError, parse, read_text  # few projects pay for it

    try:
        if not _NAMED.search(path.read_bytes()):
            return False
    except OSError as error:
        raise ConfigError(str(path), None, error.strerror or str(error)) from error
    tool = parse(path, read_text(path)).get("tool")
    return isinstance(tool, dict) and "callspec" in tool
