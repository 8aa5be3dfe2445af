"""What a person names to be compared -> a side: schemas by name, from a catalogue, pages or git."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docs_extract.acceptances import apply
from docs_extract.check import labels_in
from docs_extract.compare.git import find_revision, require, tree_at
from docs_extract.compare.side import Side, SideSchema
from docs_extract.compare.whole import whole
from docs_extract.extract import Extraction, extract
from docs_extract.generate import generate
from docs_extract.reference import DEFAULT_FOLDER, SUFFIX, read_reference
from validator import hints, wording
from validator.annotations import annotation, source_of
from validator.config.find import find_config
from validator.config.read import read_config
from validator.errors import CallspecError, SchemaError
from validator.finding import Finding, Severity
from validator.schemas import CATALOG, LoadedSchema, load_schema, read_catalog

GIT = "git:"
"""What a side begins with that is read at a git revision: `git:REV:PATH`."""

_SCHEMA_SUFFIX = ".json"
_HIDING = (
    "duplicate-label",
    "duplicate-struct",
    "mapping-conflict",
    "page-encoding",
    "page-too-large",
    "rst-syntax",
    "skeleton-syntax",
)
"""The errors that can keep a struct, or its mapping, from being read."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where paths are read: the folder they start from, and how their files are shown."""

    folder: Path
    shown: Callable[[str], str]


_WORKING_TREE = _Place(Path(), str)


def read_side(spec: str, schemas: Path | None = None) -> Side:
    """Return the schemas that a person names in one of these ways.

    `NAME`, `NAME@VERSION`: of the schema folder `schemas`, as `load_schema` takes them. A path:
    a page, a JSON Schema file, a folder of pages, or a folder with a catalogue, of which the newest
    versions are taken. `git:REV:PATH`: such a path as it stood at a git revision, seen from the
    current folder; without PATH, the reference. A path that is there comes before a name.

    Pages are read as `generate` reads them, with the configuration that counts in the current
    folder, at the same revision; their errors are the side's findings.

    Raises:
        SchemaError: a schema is not there, is not usable, or refers to one that is not at hand.
        CallspecError: a path or a revision is not there, or nothing in it can be compared.
    """
    if spec.startswith(GIT):
        return _read_at_revision(spec)
    path = Path(spec)
    if spec and os.path.lexists(path):
        return _read_path(spec, path, _WORKING_TREE)
    if spec.endswith(SUFFIX) or (os.sep in spec and not spec.endswith(_SCHEMA_SUFFIX)):
        raise CallspecError(f"{wording.printable(spec)}: no such page, folder or schema")
    loaded = load_schema(spec, schemas)
    return _single(spec, loaded, loaded.title)


def against(revision: str, paths: Sequence[Path] = ()) -> tuple[Side, Side]:
    """Return what pages and folders of pages said at a git revision, and what they say now.

    Without paths, the reference is meant. A path that only one of the two has is no error: its
    structs were added or removed. A struct that moved from one page of a folder to another is on
    both sides as soon as one of the pages is asked for.

    Raises:
        CallspecError: there is no such revision, or a path is on neither side.
    """
    asked = list(paths) or [Path(DEFAULT_FOLDER)]
    commit = find_revision(revision)
    with tree_at(commit, asked) as tree:
        there = _Place(tree.folder, tree.shown)
        for path in asked:
            if not (path.exists() or tree.path(path).exists()):
                require(commit, path)
        try:
            old = _read_pages(_with_neighbours([tree.path(path) for path in asked]), there)
        except CallspecError as error:
            raise _shown(error, there) from error
        new = _read_pages(_with_neighbours(asked), _WORKING_TREE)
        old_pages = _pages_of(old, [tree.path(path) for path in asked])
        new_pages = _pages_of(new, asked)
    if not (old_pages or new_pages):
        raise CallspecError(f"nothing to compare: no page ({SUFFIX}) is there, now or then")
    names = _structs_on(old, old_pages) | _structs_on(new, new_pages)
    title = ", ".join(commit.spec(path) for path in asked)
    return (
        _pages_side(title, old, there, old_pages, names),
        _pages_side(", ".join(map(str, asked)), new, _WORKING_TREE, new_pages, names),
    )


def pairs(old: Side, new: Side) -> tuple[list[tuple[SideSchema, SideSchema]], list[str], list[str]]:
    """Return the schemas to compare, and the names of those removed and added, sorted by name.

    Where one side is a single struct, that struct alone is compared; two single ones are compared
    whatever they are called. A struct that is missing from a page with an error that may hide it is
    neither removed nor added.

    Raises:
        CallspecError: a single struct is not on the other side.
    """
    if old.single and new.single:
        return list(zip(old.schemas.values(), new.schemas.values(), strict=True)), [], []
    for single, other in ((old, new), (new, old)):
        for name in single.schemas if single.single else ():
            if name not in other.schemas:
                raise CallspecError(_no_such_struct(name, other))
            return [(old.schemas[name], new.schemas[name])], [], []
    return (
        [
            (old.schemas[name], new.schemas[name])
            for name in sorted(old.schemas.keys() & new.schemas.keys())
        ],
        _missing(old, new),
        _missing(new, old),
    )


def _missing(side: Side, other: Side) -> list[str]:
    """Return the names that only one side has, without those that the other may only hide."""
    faulty = {finding.file for finding in other.findings if finding.code in _HIDING}
    missing = []
    for name in sorted(side.schemas.keys() - other.schemas.keys()):
        source = source_of(annotation(side.schemas[name].schema).get("source"))
        if source is None or other.files.get(source.page) not in faulty:
            missing.append(name)
    return missing


def _no_such_struct(name: str, side: Side) -> str:
    said = f"{wording.printable(side.title)} has no struct {wording.printable(name)}"
    hiding = next((one for one in side.findings if one.code in _HIDING), None)
    if hiding is not None:
        line = f":{hiding.span.line}" if hiding.span else ""
        return f"{said} that can be read; {hiding.file}{line}: {hiding.message}"
    match = hints.nearest(name, side.schemas)
    if match:
        return f"{said}; did you mean {match}?"
    return f"{said}; it has {wording.names(side.schemas)}" if side.schemas else said


def _read_at_revision(spec: str) -> Side:
    revision, colon, name = spec.removeprefix(GIT).partition(":")
    if not colon:
        raise CallspecError(f"{wording.printable(spec)} names no path: write git:REV:PATH")
    path = Path(name or DEFAULT_FOLDER)
    commit = find_revision(revision)
    require(commit, path)
    with tree_at(commit, [path]) as tree:
        place = _Place(tree.folder, tree.shown)
        try:
            return _read_path(spec, tree.path(path), place)
        except CallspecError as error:
            raise _shown(error, place) from error


def _shown(error: CallspecError, place: _Place) -> CallspecError:
    kind = SchemaError if isinstance(error, SchemaError) else CallspecError
    return kind(place.shown(str(error)))


def _read_path(title: str, path: Path, place: _Place) -> Side:
    shown = place.shown(str(path))
    if path.is_dir():
        if (path / CATALOG).is_file() and (catalog := read_catalog(path)) is not None:
            loaded = [load_schema(f"{one.name}@{one.newest}", path) for one in catalog.entries]
            sides = [_side_schema(one, place.shown(str(one.file))) for one in loaded]
            return Side(title, {one.name: one for one in sides}, {}, single=False)
        if next(path.rglob(f"*{SUFFIX}"), None) is None:
            message = f"neither a page ({SUFFIX}) nor a {CATALOG} is there"
            raise CallspecError(f"{wording.printable(shown)}: {message}")
    elif path.suffix == _SCHEMA_SUFFIX:
        return _single(title, load_schema(str(path)), shown)
    elif path.suffix != SUFFIX:
        message = f"neither a page ({SUFFIX}) nor a schema ({_SCHEMA_SUFFIX})"
        raise CallspecError(f"{wording.printable(shown)}: {message}")
    read = _read_pages([path], place)
    assert read is not None  # there is a page, so that read_reference raises or returns
    side = _pages_side(title, read, place, read.extraction.reference.given, read.extraction.given)
    if not (side.schemas or side.findings):
        raise CallspecError(f"{wording.printable(shown)}: no struct is there")
    return side


def _single(title: str, loaded: LoadedSchema, shown: str) -> Side:
    one = _side_schema(loaded, shown)
    return Side(title, {one.name: one}, {}, single=True)


def _side_schema(loaded: LoadedSchema, title: str) -> SideSchema:
    name = loaded.name if loaded.version else loaded.name.removesuffix(_SCHEMA_SUFFIX)
    return SideSchema(name, title, whole(loaded))


@dataclass(frozen=True, slots=True)
class _Read:
    """Pages that were read, and the errors that the configuration does not accept."""

    extraction: Extraction
    errors: tuple[Finding, ...]


def _read_pages(paths: Iterable[Path], place: _Place) -> _Read | None:
    """Return what pages and folders say, or None where there is no page."""
    files = [path for path in paths if path.is_file() or any(path.rglob(f"*{SUFFIX}"))]
    if not files:
        return None
    config = read_config(find_config(place.folder))
    reference = read_reference(files)
    extraction = extract(reference, config.settle)
    labels = labels_in(reference)
    left = apply(extraction.findings, config.accept, labels, date.today(), pages=()).findings
    # What an acceptance past its day no longer covers is among them itself.
    errors = [
        one for one in left if one.severity is Severity.ERROR and one.code != "expired-acceptance"
    ]
    return _Read(extraction, tuple(errors))


def _with_neighbours(paths: Sequence[Path]) -> list[Path]:
    """Return paths, and the pages beside those that are no folders."""
    beside = (path.parent.glob(f"*{SUFFIX}") for path in paths if not path.is_dir())
    there = [path for path in paths if path.exists()]
    return [*there, *(file for files in beside for file in sorted(files) if file.is_file())]


def _pages_of(read: _Read | None, paths: Sequence[Path]) -> frozenset[str]:
    """Return the names of the pages that stand at or below some paths."""
    return frozenset(
        page.name
        for page in (read.extraction.reference.pages if read else ())
        if not {Path(page.file), *Path(page.file).parents}.isdisjoint(paths)
    )


def _structs_on(read: _Read | None, pages: frozenset[str]) -> set[str]:
    structs = read.extraction.structs if read else {}
    return {name for name, struct in structs.items() if struct.source.page in pages}


def _pages_side(
    title: str,
    read: _Read | None,
    place: _Place,
    pages: frozenset[str],
    structs: Iterable[str],
) -> Side:
    """Return the side of some structs; the errors are those of `pages` and of their rules."""
    if read is None:
        return Side(title, {}, {}, single=False)
    extraction = read.extraction
    files = {page.name: page.file for page in extraction.reference.pages}
    given = tuple(name for name in extraction.given if name in set(structs))
    others = {file for name, file in files.items() if name not in pages}
    schemas = {}
    for one in generate(replace(extraction, given=given)):
        file = files[extraction.structs[one.struct].source.page]
        schemas[one.name] = SideSchema(one.name, place.shown(file), one.schema)
    return Side(
        title,
        schemas,
        {name: place.shown(file) for name, file in files.items()},
        single=False,
        findings=tuple(
            replace(one, file=one.file and place.shown(one.file), message=place.shown(one.message))
            for one in read.errors
            if one.file not in others
        ),
    )
