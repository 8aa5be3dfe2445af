"""Which payload files a configuration means: globs below its folder."""

import functools
import os

from validator.config.config import Config, FilePattern
from validator.formats import STDIN, is_remote


def fits(pattern: str, path: str) -> bool:
    """Return whether a path below the configuration's folder is one that a pattern means.

    `*` and `?` stand for characters of a name, `[abc]` for one of some, `{a,b}` for either, `**`
    for any folders; hidden files count. Letter case counts on every system.
    """
    return path == pattern or (_is_glob(pattern) and _fits(pattern, path))


def _is_glob(pattern: str) -> bool:
    return any(char in pattern for char in "*?[{")


@functools.lru_cache(maxsize=4096)
def _fits(pattern: str, path: str) -> bool:
    from wcmatch import glob  # a path without any magic does not pay for it

    return bool(glob.globmatch(path, pattern, flags=_flags()))


def _flags() -> int:
    from wcmatch import glob

    return int(glob.GLOBSTAR | glob.DOTGLOB | glob.BRACE | glob.CASE | glob.FORCEUNIX)


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


def in_folder(config: Config, path: str) -> str:
    """Return a path of the configuration as seen from the current folder."""
    return path if is_remote(path) else os.path.normpath(os.path.join(config.folder, path))


def files_of(config: Config, pattern: str) -> set[str]:
    """Return the paths below the configuration's folder that a pattern means now."""
    if not _is_glob(pattern):
        return {pattern}
    from wcmatch import glob

    found = glob.iglob(pattern, flags=_flags() | glob.NODIR, root_dir=os.fspath(config.folder))
    return {one.replace(os.sep, "/") for one in found}
