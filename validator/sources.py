"""What the command line names -> the files to read: paths, folders, globs, standard input."""

import glob
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from validator.formats import STDIN, SUFFIXES, format_of_name, is_remote


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read, under the name that findings carry; `-` is standard input.

    `named` tells that the user named it, and not a folder or a pattern that it was found by.
    """

    name: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A name that leads to no file, and why."""

    name: str
    reason: str


def find_sources(names: Iterable[str]) -> Iterator[Source | Unreadable]:
    """Yield the files that names stand for, each once, in the order given.

    A folder gives the payload files below it, sorted, links to folders not followed. A name that
    does not exist and holds `*`, `?` or `[` is a glob (`**` for any folders).
    """
    seen: set[str] = set()
    for name in names:
        for source in _expand(name):
            if isinstance(source, Source):
                if source.name in seen:
                    continue
                seen.add(source.name)
            yield source


def _expand(name: str) -> Iterator[Source | Unreadable]:
    if name == STDIN:
        yield Source(STDIN, named=True)
    elif is_remote(name) and not os.path.lexists(name):
        yield from _remote(name)
    elif os.path.isdir(name):
        yield from _folder(name)
    elif os.path.lexists(name) or not glob.has_magic(name):
        yield Source(_relative(name), named=True)
    else:
        matches = sorted(glob.glob(name, recursive=True, include_hidden=False))
        files = [match for match in matches if not os.path.isdir(match)]
        if not files:
            yield Unreadable(name, "the pattern matches no file")
        yield from (Source(_relative(file)) for file in files)


def _remote(name: str) -> Iterator[Source | Unreadable]:
    """Yield what a URL stands for; of a folder the payload files, as of one on this machine."""
    from validator.documents.remote import find_remote  # few names are URLs
    from validator.documents.streams import UnreadableError

    try:
        found = list(find_remote(name))
    except UnreadableError as error:
        yield Unreadable(name, str(error))
        return
    if found != [name]:
        found = [one for one in found if glob.has_magic(name) or format_of_name(one)]
    if not found:
        yield Unreadable(name, "there is no payload file")
    yield from (Source(one, named=one == name) for one in found)


def _folder(name: str) -> Iterator[Source | Unreadable]:
    problems: list[OSError] = []
    found = False
    for folder, folders, files in os.walk(name, onerror=problems.append):
        folders.sort()
        for file in sorted(files):
            if format_of_name(file) is not None:
                found = True
                path = os.path.join(folder, file)
                kind = _no_file(path)
                yield Unreadable(path, kind) if kind else Source(_relative(path))
    for problem in problems:
        yield Unreadable(str(problem.filename), problem.strerror or str(problem))
    if not found and not problems:
        yield Unreadable(name, f"the folder holds no payload file ({' '.join(SUFFIXES)})")


def _relative(name: str) -> str:
    """Return a path relative to where the command runs, where it lies below that folder."""
    if not Path(name).is_absolute():
        return os.path.normpath(name)
    relative = os.path.relpath(name)
    return name if relative.startswith(os.pardir) else relative


def _no_file(path: str) -> str | None:
    """Return what a path leads to that has no end: nobody may be there to write to a pipe."""
    try:
        mode = Path(path).stat().st_mode
    except (OSError, ValueError):
        return None  # why it cannot be read is said when it is
    if stat.S_ISFIFO(mode):
        return "a named pipe in a folder; name it itself to read it"
    if stat.S_ISREG(mode):
        return None
    return "no file, but a device or a socket"
