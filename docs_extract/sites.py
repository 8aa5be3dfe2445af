"""Which sections of a reference show a struct, and what the structs are called."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docs_extract.blocks import Purpose, is_json, purpose
from docs_extract.bullets import read_bullets
from docs_extract.page import CodeBlock, Page, Section
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.skeleton import Shape, Skeleton, SkeletonError, read_skeleton
from docs_extract.tables import field_table
from validator.finding import Finding, Source

_STRUCT_LABEL = re.compile(r"(.+?)-struct(?:-(.+))?")
_GENERIC = re.compile(
    r"(?:parameters?|options?|struct(?:ures?|s)?|skeleton|schema|definition|body|payload|object)",
    re.IGNORECASE,
)
_FIELDS = re.compile(r"(?:fields?|parameters?|properties|attributes|members)\b.*", re.IGNORECASE)
_SHARED = "common"
"""What a label begins with where its struct belongs to no resource of its own."""


@dataclass(frozen=True, slots=True)
class Site:
    """A section that shows a struct: its page, its name, and the block with the skeleton.

    `home` is the section that it and its examples stand in: the section itself, or the one above
    where the section is only called Parameters. `skeleton` is None where `error` says why.
    """

    page: Page
    section: Section
    name: str
    block: CodeBlock
    home: Section
    skeleton: Skeleton | None
    error: SkeletonError | None = None

    @property
    def label(self) -> str | None:
        """The label of the section, or of the one it stands in, if there is one."""
        return self.section.label or self.home.label

    @property
    def shape(self) -> Shape | None:
        """The shape of the skeleton, None where it cannot be read."""
        return self.skeleton.shape if self.skeleton is not None else None

    @property
    def described(self) -> tuple[Section, ...]:
        """The sections whose bullets describe the fields: its own, and those called Fields."""
        below = (one for one in self.section.sections if _FIELDS.fullmatch(one.title))
        return (self.section, *below)

    def source(self, line: int) -> Source:
        """Return a place on the page."""
        return self.page.source(line, self.label)


@dataclass(frozen=True, slots=True)
class Sites:
    """The structs at hand: by name, and by the sections that stand for them."""

    by_name: dict[str, Site]
    by_section: dict[int, Site]

    def of(self, section: Section) -> Site | None:
        """Return the struct that a section shows, or the first one below it (a page's label)."""
        for one in section.walk():
            if site := self.by_section.get(id(one)):
                return site
        return None

    def titled(self, page: Page, title: str) -> Site | None:
        """Return the struct on a page that has a title, or the one that is called so anywhere."""
        sections = sections_called(page, title)
        own = (self.by_section.get(id(section)) for section in sections)
        return next((site for site in own if site is not None), self.by_name.get(slug(title)))

    def on(self, page: Page) -> list[Site]:
        """Return the structs of a page, in page order."""
        found = (self.by_section.get(id(section)) for section in page.walk())
        return [site for site in found if site is not None]

    def has_name(self, site: Site) -> bool:
        """Return whether a struct is the one that its name stands for: the first that has it."""
        return self.by_name[site.name] is site


def find_sites(reference: Reference) -> tuple[Sites, list[Finding]]:
    """Return the sections that show a struct, and the names that clash."""
    by_name: dict[str, Site] = {}
    by_section: dict[int, Site] = {}
    findings = []
    # Pages that were asked for come first: a name is theirs before it is their neighbours'.
    pages = sorted(reference.pages, key=lambda page: page.name not in reference.given)
    for page in pages:
        for path in _paths(page.sections):
            site = _site(page, path)
            if site is None:
                continue
            by_section[id(site.section)] = site
            first = by_name.setdefault(site.name, site)
            if first is not site and page.name in reference.given:
                findings.append(
                    remark(
                        page,
                        page.whole_line(site.section.line),
                        "duplicate-struct",
                        f"another struct is called {site.name}: "
                        f"{first.page.file}:{first.section.line}",
                        hint="give each a label of its own: X-struct-NAME",
                    )
                )
    return Sites(by_name, by_section), findings


def struct_name(path: Sequence[Section]) -> str:
    """Return the name of the struct that the last of a path of sections shows.

    The label `P-struct-A-B` gives `A_B` (`A` where B is A), with `P_` in front unless that begins
    with P or P is `common`. A section without such a label adds its title to the name of the one
    above that has one; without any, the title is the name.
    """
    section = path[-1]
    if _GENERIC.fullmatch(section.title) and not _own_name(section) and len(path) > 1:
        return struct_name(path[:-1])
    if name := _own_name(section):
        return name
    title = slug(section.title) or "struct"
    for above in reversed(path[:-1]):
        if prefix := _own_name(above):
            return prefix if _ends_with(prefix, title) else f"{prefix}_{title}"
    return title


def label_name(label: str) -> str | None:
    """Return the name that a label gives a struct, None where it is no struct's label."""
    match = _STRUCT_LABEL.fullmatch(label)
    if match is None:
        return None
    prefix = slug(match[1])
    parts = (match[2] or "").split("-")
    half = len(parts) // 2
    if len(parts) % 2 == 0 and parts[:half] == parts[half:]:
        parts = parts[:half]
    rest = slug("_".join(parts))
    if not rest:
        return prefix
    return rest if prefix == _SHARED or rest.startswith(prefix) else f"{prefix}_{rest}"


def slug(text: str) -> str:
    """Return a title or label as a name: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def sections_called(page: Page, name: str) -> Iterator[Section]:
    """Yield the sections of a page whose title is a name, however it is written."""
    for section in page.walk():
        if slug(section.title) == slug(name):
            yield section


def _own_name(section: Section) -> str | None:
    return next((name for label in section.labels if (name := label_name(label))), None)


def _ends_with(name: str, title: str) -> bool:
    return name == title or name.endswith(f"_{title}")


def _paths(
    sections: Sequence[Section], above: tuple[Section, ...] = ()
) -> Iterator[tuple[Section, ...]]:
    """Yield all sections with those they stand in, in page order."""
    for section in sections:
        yield (*above, section)
        yield from _paths(section.sections, (*above, section))


def _site(page: Page, path: tuple[Section, ...]) -> Site | None:
    section = path[-1]
    direct = (one for one in section.blocks if isinstance(one, CodeBlock) and is_json(one))
    shows = (Purpose.STRUCT, Purpose.UNSAID)
    block = next((one for one in direct if purpose(section, one) in shows), None)
    if block is None:
        return None
    skeleton, error = None, None
    try:
        skeleton = read_skeleton(block.text)
    except SkeletonError as problem:
        error = problem
    if not _shows_struct(path, block, skeleton):
        return None
    generic = bool(_GENERIC.fullmatch(section.title)) and len(path) > 1 and not section.labels
    home = path[-2] if generic else section
    return Site(page, section, struct_name(path), block, home, skeleton, error)


def _shows_struct(path: tuple[Section, ...], block: CodeBlock, skeleton: Skeleton | None) -> bool:
    """Return whether a block is the skeleton of a struct rather than a sample of something.

    A skeleton has placeholders or leaves something out, or bullets describe its fields, or its
    section's label says so.
    """
    section = path[-1]
    if skeleton is None:
        if re.search(r"<\w[\w ]*>|\.\.\.", block.text):
            return True
    elif skeleton.shape.kind != "object" or not skeleton.shape.fields:
        return False
    elif not skeleton.shape.plain:
        return True
    if read_bullets(section.blocks) or field_table(section.blocks):
        return True
    labelled = path[-2] if _GENERIC.fullmatch(section.title) and len(path) > 1 else section
    return any(
        match is not None and match[2] is not None
        for match in map(_STRUCT_LABEL.fullmatch, labelled.labels)
    )
