"""Which sections of a reference show a struct, and what the structs are called."""

import re
from dataclasses import dataclass

from docs_extract.examples import is_example, looks_like_json
from docs_extract.page import CodeBlock, Page, Section
from docs_extract.reference import Reference
from docs_extract.remark import remark
from validator.finding import Finding, Source

_STRUCT_LABEL = re.compile(r".*?-struct-(.+)")


@dataclass(frozen=True, slots=True)
class Site:
    """A section that shows a struct: its page, its name, and the block with the skeleton."""

    page: Page
    section: Section
    name: str
    block: CodeBlock

    @property
    def label(self) -> str | None:
        """The label of the section, if it has one."""
        return self.section.labels[0] if self.section.labels else None

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


def find_sites(reference: Reference) -> tuple[Sites, list[Finding]]:
    """Return the sections that show a struct, and the names that clash."""
    by_name: dict[str, Site] = {}
    by_section: dict[int, Site] = {}
    findings = []
    # Pages that were asked for come first: a name is theirs before it is their neighbours'.
    pages = sorted(reference.pages, key=lambda page: page.name not in reference.given)
    for page in pages:
        for section in page.walk():
            block = _skeleton_block(section)
            if block is None:
                continue
            site = Site(page, section, struct_name(section), block)
            by_section[id(section)] = site
            first = by_name.setdefault(site.name, site)
            if first is not site and page.name in reference.given:
                findings.append(
                    remark(
                        page,
                        page.whole_line(section.line),
                        "duplicate-struct",
                        f"another struct is called {site.name}: "
                        f"{first.page.file}:{first.section.line}",
                    )
                )
    return Sites(by_name, by_section), findings


def struct_name(section: Section) -> str:
    """Return a struct's name: from its label `X-struct-A-B` (`A` where B is A), or its title."""
    for label in section.labels:
        if match := _STRUCT_LABEL.fullmatch(label):
            parts = match[1].split("-")
            half = len(parts) // 2
            if len(parts) % 2 == 0 and parts[:half] == parts[half:]:
                parts = parts[:half]
            return slug("_".join(parts))
    return slug(section.title) or "struct"


def slug(text: str) -> str:
    """Return a title or label as a name: lower case, words joined by underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


def _skeleton_block(section: Section) -> CodeBlock | None:
    if is_example(section):
        return None
    for block in section.blocks:
        if isinstance(block, CodeBlock):
            return block if looks_like_json(block) and block.text.lstrip()[0] == "{" else None
    return None
