"""Files as they stood at a git revision, read through git and written below a temporary folder.

Nothing is checked out and no index is touched. `git archive` is not used: a repository's
`export-ignore` attributes would leave files out of it.
"""

import contextlib
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from docs_extract import reference, rules
from validator import hints, wording
from validator.config.find import NAME, SHARED_NAME
from validator.errors import CallspecError
from validator.schemas import CATALOG

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")  # SHA-1, or SHA-256
_PAGES = (reference.SUFFIX, rules.SUFFIX)
_SCHEMAS = (".json",)
_CONFIGURATION = (NAME, SHARED_NAME)
_FILE_MODE = "100"
_FOLDER_MODE = "040000"
_OTHER_KINDS = {"120000": "a symbolic link", "160000": "a submodule"}
_ENVIRONMENT = {
    "GIT_ASKPASS": "true",  # a partial clone may fetch what is read: nobody is there to be asked
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "C",
}


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of the repository that the current folder is in.

    `name` is what the user calls it. `prefix` is the path of the current folder below the
    repository, with a slash behind it, or empty.
    """

    name: str
    commit: str
    prefix: str

    def spec(self, path: str | Path) -> str:
        """Return what the user calls a path at this revision: `git:main:reference/call.rst`."""
        return f"git:{self.name}:{path}"


@dataclass(frozen=True, slots=True)
class Tree:
    """Files of a revision below a temporary folder.

    `folder` is what the current folder is there, so that paths relative to the one are relative
    to the other.
    """

    revision: Revision
    root: Path
    folder: Path

    def path(self, path: Path) -> Path:
        """Return where a path of the working tree is here."""
        return self.folder / _relative(path)

    def shown(self, text: str) -> str:
        """Return a text with the temporary paths in it as `Revision.spec` writes them."""
        inside = self.folder.relative_to(self.root).parts
        for up, folder in enumerate([self.folder, *self.folder.parents[: len(inside)]]):
            own = self.revision.spec("../" * up)
            text = text.replace(f"{folder}/", own).replace(str(folder), own + ("" if up else "."))
        return text


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a revision has at a path, which is relative to the repository."""

    mode: str
    blob: str
    path: str


def find_revision(name: str) -> Revision:
    """Return the commit that a branch, a tag, a hash or another name of git's stands for.

    HEAD before the first commit stands for nothing at all, with which all can be compared: a hook
    runs then too.

    Raises:
        CallspecError: git is not installed, the current folder is in no repository, or nothing
            there is called so.
    """
    prefix = os.fsdecode(_git("rev-parse", "--show-prefix")).removesuffix("\n")
    commit = ""
    if name:
        # Behind --end-of-options no name can be taken for an option.
        asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        commit = os.fsdecode(_git(*asked, fails=True)).strip()
    if not commit and name == "HEAD" and _git("symbolic-ref", "--quiet", "HEAD", fails=True):
        # The tree of nothing, which git knows in every repository.
        commit = _git("hash-object", "-t", "tree", "--stdin").decode().strip()
    if not _OBJECT.fullmatch(commit):
        raise CallspecError(_no_such_revision(name))
    return Revision(name, commit, prefix)


def require(revision: Revision, path: Path) -> None:
    """Do nothing where a revision has a file or a folder at a path.

    Raises:
        CallspecError: it has nothing there, or something that is not followed.
    """
    entry = _entry(revision, _below_repository(revision, path))
    if entry is None:
        above = list(_list(revision, _below_repository(revision, path.parent), deep=False))
        match = hints.nearest(path.name, [PurePosixPath(one.path).name for one in above])
        hint = f"; did you mean {path.parent / match}?" if match else ""
        raise _error(f"{revision.spec(path)}: no such page, folder or schema{hint}")
    if entry.mode in _OTHER_KINDS:
        kind = _OTHER_KINDS[entry.mode]
        raise _error(f"{revision.spec(path)}: {kind}, which is not followed")


@contextlib.contextmanager
def tree_at(revision: Revision, paths: Sequence[Path]) -> Iterator[Tree]:
    """Yield a folder with what stood at some paths, and what belongs to it.

    A folder gives the pages below it with their files of rules, or its schemas where a catalogue
    stands in it; a page the pages beside it; a schema those beside it and in its catalogue. The
    configuration files are there that counted in the current folder. Paths that the revision does
    not have give nothing; symbolic links and submodules are passed over.

    Raises:
        CallspecError: a path lies outside the repository, or git cannot read it.
    """
    entries = {entry.path: entry for entry in _configuration(revision)}
    names = [_below_repository(revision, path) for path in paths]
    for name in names:
        entries |= {entry.path: entry for entry in _wanted(revision, name)}
    with tempfile.TemporaryDirectory(prefix="callspec-") as temporary:
        # The configuration is looked for upwards, and must not be that of the machine.
        above = Path(temporary).resolve()
        (above / NAME).touch()
        root = above / "tree"
        folder = root / revision.prefix
        try:
            folder.mkdir(parents=True)
            for name in names:
                entry = _entry(revision, name)
                is_folder = entry is not None and entry.mode == _FOLDER_MODE
                here = name if is_folder else os.path.dirname(name)  # noqa: PTH120
                (root / here).mkdir(parents=True, exist_ok=True)
            for path, data in _read(list(entries.values())):
                file = root / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
        except OSError as error:
            raise _error(f"git:{revision.name}: {error.strerror or error}") from error
        yield Tree(revision, root, folder)


def _wanted(revision: Revision, name: str) -> Iterator[_Entry]:
    """Yield what a path is read from; a path that is not there is taken for a page's."""
    entry = _entry(revision, name)
    if entry is not None and entry.mode == _FOLDER_MODE:
        inside = list(_list(revision, name, deep=True))
        suffixes = _SCHEMAS if _has_catalog(inside, name) else _PAGES
        yield from (one for one in inside if one.path.endswith(suffixes))
        return
    beside, suffixes = os.path.dirname(name), _PAGES  # noqa: PTH120 - paths of git's, not files
    if name.endswith(_SCHEMAS):
        suffixes = _SCHEMAS
        above = os.path.dirname(beside)  # noqa: PTH120
        # callspec's own layout is FOLDER/NAME/VERSION.json beside FOLDER/catalog.json.
        if beside and _has_catalog(_list(revision, above, deep=False), above):
            depths = {name.count("/"), name.count("/") - 1}
            for one in _list(revision, above, deep=True):
                if one.path.endswith(suffixes) and one.path.count("/") in depths:
                    yield one
    for one in _list(revision, beside, deep=False):
        if one.path == name or one.path.endswith(suffixes):
            yield one


def _has_catalog(entries: Iterable[_Entry], folder: str) -> bool:
    return any(one.path == os.path.join(folder, CATALOG) for one in entries)


def _configuration(revision: Revision) -> Iterator[_Entry]:
    """Yield the configuration files of the current folder and of those above it."""
    folder = revision.prefix.rstrip("/")
    folders = [folder, *map(str, PurePosixPath(folder).parents)] if folder else [""]
    names = [os.path.join(one, name) for one in folders for name in _CONFIGURATION]
    return _entries(revision, map(os.path.normpath, names))


def _entry(revision: Revision, name: str) -> _Entry | None:
    """Return what stands at a path; the repository itself is a folder."""
    if not name:
        return _Entry(_FOLDER_MODE, "", "")
    return next(_entries(revision, [name]), None)


def _list(revision: Revision, folder: str, *, deep: bool) -> Iterator[_Entry]:
    """Yield what stands in a folder, or everything below it."""
    return _entries(revision, [f"{folder}/"] if folder else [], deep=deep)


def _entries(revision: Revision, names: Iterable[str], *, deep: bool = False) -> Iterator[_Entry]:
    options = ["-z", "--full-tree", *(["-r"] if deep else [])]
    said = _git("--literal-pathspecs", "ls-tree", *options, revision.commit, "--", *names)
    for line in said.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, _, blob = facts.decode().split(" ")
        yield _Entry(mode, blob, os.fsdecode(path))


def _read(entries: Sequence[_Entry]) -> Iterator[tuple[str, bytes]]:
    """Yield the paths and the contents of the files among some entries."""
    # A tree can be made by hand to lead out of its folder, and a checkout refuses that too.
    wanted = [
        one
        for one in entries
        if one.mode.startswith(_FILE_MODE) and not {"", ".", ".."}.intersection(one.path.split("/"))
    ]
    asked = "".join(f"{one.blob}\n" for one in wanted)
    said = _git("cat-file", "--batch", given=asked.encode())
    start = 0
    for one in wanted:
        end = said.index(b"\n", start)
        words = said[start:end].decode().split(" ")
        if words[1:2] != ["blob"]:
            raise _error(f"git: {one.path}: {' '.join(words)}")
        start = end + 1 + int(words[2])
        yield one.path, said[end + 1 : start]
        start += 1  # the line break behind it


def _below_repository(revision: Revision, path: Path) -> str:
    """Return a path below the repository as git writes it, empty for the repository itself."""
    name = os.path.normpath(os.path.join(revision.prefix, _relative(path)))
    if name == ".." or name.startswith("../"):
        raise _error(f"{path} lies outside the repository")
    return "" if name == "." else name


def _relative(path: Path) -> Path:
    """Return a path as seen from the current folder; a link that it ends in is not followed."""
    if not path.is_absolute():
        return path
    parent = os.path.relpath(os.path.realpath(path.parent), os.path.realpath(""))
    return Path(parent, path.name)


def _no_such_revision(name: str) -> str:
    said = f"no revision is called {wording.printable(name)}" if name else "no revision is named"
    remotes = os.fsdecode(_git("remote")).split("\n")[:-1]
    remote, _, branch = name.partition("/")
    if branch and remote in remotes:
        return f"{said}; git fetch {remote} {branch} gets it (in CI, check out all of the history)"
    if _git("rev-parse", "--is-shallow-repository").strip() == b"true":
        return f"{said}; the history here is cut off: git fetch --unshallow gets the rest"
    names = os.fsdecode(_git("for-each-ref", "--format=%(refname:short)")).split("\n")
    match = hints.nearest(name, names)
    return f"{said}; did you mean {match}?" if match else said


def _git(*arguments: str, given: bytes = b"", fails: bool = False) -> bytes:
    """Return what git prints; where it may fail (`fails`), that is then empty.

    Raises:
        CallspecError: git is not installed, or says why it cannot do it.
    """
    command = ["git", "--no-pager", "-c", "core.fsmonitor=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and names stand behind what ends options
            command,
            input=given,
            capture_output=True,
            env={**os.environ, **_ENVIRONMENT},
            check=False,
        )
    except FileNotFoundError as error:
        raise CallspecError("git is not installed, or not on the PATH") from error
    except OSError as error:
        raise _error(f"git: {error.strerror or error}") from error
    except ValueError as error:  # a null character, which no name can have
        raise _error(f"git: {error}") from error
    if done.returncode and not fails:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        raise _error(f"git: {lines[0].removeprefix('fatal: ') if lines else 'it failed'}")
    return b"" if done.returncode else done.stdout


def _error(message: str) -> CallspecError:
    return CallspecError(wording.printable(message))
