"""Which payload files a configuration means: globs below its folder."""

import os
from pathlib import Path

from validator.config.config import Config, FilePattern
from validator.config.globs import fits
from validator.formats import STDIN, is_remote


def path_below(config: Config, file: str) -> str | None:
    """Return a file's path below the configuration's folder, with slashes; None if it is not."""
    if config.file is None or file == STDIN or is_remote(file):
        return None
    try:
        path = os.path.relpath(os.path.abspath(file), os.path.abspath(config.folder))  # noqa: PTH100
    except ValueError:  # another drive, or a name that no file can have
        return None
    path = path.replace(os.sep, "/")
    return None if path == ".." or path.startswith("../") else path


def pattern_of(config: Config, file: str) -> FilePattern | None:
    """Return the first pattern of `[files]` that a file fits, or None."""
    path = path_below(config, file) if config.files else None
    if path is None:
        return None
    return next((one for one in config.files if fits(one.pattern, path)), None)


def schemas_of(config: Config) -> Path | None:
    """Return the folder of schemas that a configuration names, as seen from the current folder."""
    return Path(in_folder(config, config.schemas)) if config.schemas is not None else None


def in_folder(config: Config, path: str) -> str:
    """Return a path of the configuration as seen from the current folder."""
    return path if is_remote(path) else os.path.normpath(os.path.join(config.folder, path))
