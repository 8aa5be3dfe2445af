"""A folder that a command writes into: what was there before is never mixed with it."""

from pathlib import Path

from validator.errors import CallspecError


def make_empty(folder: Path, option: str) -> None:
    """Make a folder, with those above it; one that is there must hold nothing.

    Raises:
        CallspecError: it holds something; `option` is the one that names it.
        OSError: it cannot be made, or is no folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise CallspecError(f"{folder} is not empty: {option} takes an empty folder")
