"""Many pages -> one reference: pages found, read, and their labels looked up across pages."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docutils.nodes import fully_normalize_name

from docs_extract.doctree import read_page
from docs_extract.page import Page, Section
from docs_extract.remark import remark
from validator import wording
from validator.alarm import TimeUp, alarm
from validator.errors import CallspecError
from validator.finding import Finding, Severity

SUFFIX = ".rst"
MOST_BYTES = 1024 * 1024
"""Bytes of one page: the largest ones that people wrote have a tenth of it."""

MOST_SECONDS = 60
"""How long reading one page may take."""

DEFAULT_FOLDER = "reference"
"""The folder that is read where none is named."""

# What docutils calls the weight of a message, and what a finding of it weighs.
_SEVERITIES = {1: Severity.NOTE, 2: Severity.WARNING}
_PASSED_OVER_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Target:
    """Where a label leads: a section on a page."""

    page: Page
    section: Section


@dataclass(frozen=True, slots=True)
class Reference:
    """The pages at hand.

    `given` are the names of the pages that were asked for; the others stand beside them and are
    there so that references to them lead somewhere. `findings` are what reading them gave.
    """

    pages: tuple[Page, ...]
    given: frozenset[str]
    labels: dict[str, Target]
    findings: tuple[Finding, ...]

    @property
    def asked(self) -> tuple[Page, ...]:
        """The pages that were asked for."""
        return tuple(page for page in self.pages if page.name in self.given)

    def find(self, label: str) -> Target | None:
        """Return where a label leads, or None."""
        return self.labels.get(fully_normalize_name(label))


@dataclass(frozen=True, slots=True)
class _Found:
    """A page's file, its path below the reference, and whether it was asked for."""

    file: Path
    name: str
    given: bool


def read_reference(paths: Iterable[str | Path]) -> Reference:
    """Return the reference that pages and folders make up.

    A folder gives all pages below it. A page is looked at together with the pages beside it, which
    its references may lead to.

    Raises:
        CallspecError: a path cannot be read, or there is no page at all.
    """
    found = _unique(_find(Path(path) for path in paths))
    if not any(one.given for one in found):
        raise CallspecError(f"nothing to read: no page ({SUFFIX}) is there")
    pages = []
    findings: list[Finding] = []
    for one in found:
        page, problems = _read(one)
        pages.append(page)
        if one.given:
            findings += problems
    labels, duplicates = _labels(pages, {one.name for one in found if one.given})
    return Reference(
        tuple(pages),
        frozenset(one.name for one in found if one.given),
        labels,
        (*findings, *duplicates),
    )


def _find(paths: Iterable[Path]) -> Iterator[_Found]:
    beside: list[_Found] = []
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob(f"*{SUFFIX}")):
                if file.exists() and not (file.is_file() or file.is_dir()):
                    raise CallspecError(f"{file}: no regular file")  # a pipe would be waited for
                yield _Found(file, _name(file.relative_to(path)), given=True)
        elif path.exists():
            yield _Found(path, _name(Path(path.name)), given=True)
            beside += [
                _Found(file, _name(Path(file.name)), given=False)
                for file in sorted(path.parent.glob(f"*{SUFFIX}"))
                if file.is_file()
            ]
        else:
            hint = "; name your pages or their folder" if path == Path(DEFAULT_FOLDER) else ""
            raise CallspecError(f"{path}: no such page or folder{hint}")
    yield from beside


def _name(path: Path) -> str:
    """Return a path as schemas carry it, which no bytes but those of UTF-8 can stand in."""
    return wording.file_name(path.as_posix())


def _unique(found: Iterable[_Found]) -> list[_Found]:
    """Return each file once, under a name that no other page has."""
    files: dict[Path, _Found] = {}
    names: set[str] = set()
    for one in found:
        key = one.file.resolve()
        if key in files:
            continue
        name, number = one.name, 2
        while name in names:
            name, number = f"{one.name} ({number})", number + 1
        names.add(name)
        files[key] = replace(one, name=name)
    return list(files.values())


def _read(found: _Found) -> tuple[Page, list[Finding]]:
    data = b""
    refused = None
    try:
        with alarm(MOST_SECONDS):
            data = _bytes(found.file)
            text, clean = _decode(data) if len(data) <= MOST_BYTES else ("", True)
            page = read_page(found.name, str(found.file), text)
    except OSError as error:
        raise CallspecError(f"{found.file}: {error.strerror or error}") from error
    except TimeUp:
        refused = f"reading the page takes more than {MOST_SECONDS} s: nothing of it is read"
    if len(data) > MOST_BYTES:
        refused = f"the page has more than {wording.size(MOST_BYTES)}: nothing of it is read"
    if refused is not None:
        page = read_page(found.name, str(found.file), "")
        return page, [remark(page, page.whole_line(1), "page-too-large", refused)]
    page = replace(page, sha256=hashlib.sha256(data).hexdigest())
    findings = [
        remark(
            page,
            page.whole_line(message.line),
            "directive-passed-over" if message.level == _PASSED_OVER_LEVEL else "rst-syntax",
            " ".join(message.text.split()),
            severity=_SEVERITIES.get(message.level, Severity.ERROR),
        )
        for message in page.messages
    ]
    if not clean:
        line = next(number for number, one in enumerate(page.lines, start=1) if "\ufffd" in one)
        message = "the page holds bytes that are not UTF-8"
        findings.insert(0, remark(page, page.find(line, "\ufffd"), "page-encoding", message))
    return page, findings


def _bytes(file: Path) -> bytes:
    """Return as many bytes of a page as show that it is too large."""
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def _decode(data: bytes) -> tuple[str, bool]:
    """Return the text of UTF-8 bytes, and whether they were clean."""
    try:
        return data.decode().removeprefix("\ufeff"), True
    except UnicodeDecodeError:
        return data.decode(errors="replace").removeprefix("\ufeff"), False


def _labels(pages: list[Page], given: set[str]) -> tuple[dict[str, Target], list[Finding]]:
    labels: dict[str, Target] = {}
    findings = []
    for page in pages:
        for section in page.walk():
            for label in section.labels:
                first = labels.setdefault(label, Target(page, section))
                if first.section is not section and page.name in given:
                    place = f"{first.page.file}:{first.section.line}"
                    findings.append(
                        remark(
                            page,
                            page.whole_line(section.line),
                            "duplicate-label",
                            f"the label {label} stands at {place} already",
                        )
                    )
    return labels, findings
