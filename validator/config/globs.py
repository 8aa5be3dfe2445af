"""Globs of files: `**`, `{a,b}` and the rest, the same on every system."""

import functools
import os
from pathlib import Path


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


def can_match(pattern: str) -> bool:
    """Return whether a pattern can be used: braces may stand for more patterns than are tried."""
    if not _is_glob(pattern):
        return True
    from wcmatch import glob

    try:
        glob.translate(pattern, flags=_flags())
    except Exception:  # the one that tells the limit has no public name
        return False
    return True


def files_below(folder: Path, pattern: str) -> set[str]:
    """Return the paths below a folder, with slashes, of the files that a pattern means now."""
    if not _is_glob(pattern):
        return {pattern}
    from wcmatch import glob

    found = glob.iglob(pattern, flags=_flags() | glob.NODIR, root_dir=os.fspath(folder))
    return {one.replace(os.sep, "/") for one in found}
