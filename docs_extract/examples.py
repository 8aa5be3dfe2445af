"""Example blocks -> JSON values with their places on the page, and whose examples they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docs_extract.blocks import Purpose, holds_json, is_json, purpose
from docs_extract.page import CodeBlock, Page, Section, blocks_of
from docs_extract.remark import remark
from docs_extract.sites import Site, Sites
from validator import wording
from validator.documents import json_text
from validator.documents.json_scan import Scan, scan
from validator.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Example:
    """A documented value, the block it stands in, and where each of its parts is.

    `pointers` lead to the structs inside: the value itself, or what a list or an envelope wraps.
    """

    block: CodeBlock
    value: Any
    scan: Scan
    pointers: tuple[str, ...] = ("",)

    def payloads(self) -> Iterator[tuple[str, Any]]:
        """Yield the structs of the example with the JSON Pointers that lead to them."""
        for pointer in self.pointers:
            value = self.value
            for key in pointer.split("/")[1:]:
                value = value[int(key)] if isinstance(value, list) else value[_plain(key)]
            yield pointer, value


def read_page_examples(
    page: Page, sites: Sites
) -> tuple[dict[int, tuple[Example, ...]], list[Finding]]:
    """Return the examples of a page by the identity of the section of their struct.

    An example belongs to the struct whose section it stands in; in a section called Example of its
    own, to the struct of the page whose fields it has most of. A JSON block that belongs to none
    is said.
    """
    own = sites.on(page)
    skeletons = {id(site.block) for site in own}
    found: dict[int, list[Example]] = {id(site.section): [] for site in own}
    findings: list[Finding] = []
    for section, home in _sections(page, own):
        for block in blocks_of(section.blocks):
            if not isinstance(block, CodeBlock) or id(block) in skeletons:
                continue
            if is_json(block):
                site = _owner(section, block, home, own)
                findings += _read(page, section, block, site, found)
            elif holds_json(block):
                findings.append(_unread(page, block, "it does not begin as JSON does"))
    return {key: tuple(examples) for key, examples in found.items()}, findings


def _sections(page: Page, own: Sequence[Site]) -> Iterator[tuple[Section, Site | None]]:
    """Yield the sections of a page, each with the struct whose home it stands in."""
    homes = {id(site.home): site for site in reversed(own)}

    def walk(
        sections: Sequence[Section], home: Site | None
    ) -> Iterator[tuple[Section, Site | None]]:
        for section in sections:
            here = homes.get(id(section), home)
            yield section, here
            yield from walk(section.sections, here)

    yield from walk(page.sections, None)


def _owner(
    section: Section, block: CodeBlock, home: Site | None, own: Sequence[Site]
) -> Site | None:
    """Return the struct that a block is an example of, or None."""
    if home is not None and (section is home.section or section is home.home):
        shows = (Purpose.EXAMPLE, Purpose.UNSAID)
        return home if purpose(section, block) in shows else None
    if purpose(section, block) is not Purpose.EXAMPLE:
        return None
    if home is not None and any(section is one for one in home.home.sections):
        return home
    for keys in _keys(block):
        best = max(own, key=lambda site: len(keys & _fields(site)), default=None)
        if best is not None and keys & _fields(best):
            return best
    return None


def _keys(block: CodeBlock) -> tuple[set[str], set[str]]:
    """Return the names of an example's members, and of those of the objects it wraps."""
    try:
        value = json_text.parse(block.text)
    except json_text.OddTextError:
        value, scanned = json_text.explain(block.text)
        if any(problem.fatal for problem in scanned.problems):
            return set(), set()
    inside = (set(one) for one in _wrapped(value).values() if isinstance(one, dict))
    return set(value) if isinstance(value, dict) else set(), set[str]().union(*inside)


def _fields(site: Site) -> set[str]:
    return {field.name for field in site.shape.fields} if site.shape else set()


def _read(
    page: Page,
    section: Section,
    block: CodeBlock,
    site: Site | None,
    found: dict[int, list[Example]],
) -> list[Finding]:
    if site is None:
        why = {
            Purpose.REQUEST: "it shows a request",
            Purpose.STRUCT: "its section shows another struct already",
        }.get(purpose(section, block), "no struct of the page is shown by it")
        return [_unread(page, block, why)]
    findings = []
    try:
        value, scanned = json_text.parse(block.text), scan(block.text)
    except json_text.OddTextError:
        value, scanned = json_text.explain(block.text)
        findings = [
            remark(
                page,
                block.span(problem.start, problem.end),
                "example-syntax",
                f"the example is not clean JSON: {problem.message}",
                hint=problem.hint,
            )
            for problem in scanned.problems
        ]
        if any(problem.fatal for problem in scanned.problems):
            return findings
    pointers = _pointers(value, _fields(site))
    if pointers != ("",):
        shown = "a list" if isinstance(value, list) else "an envelope"
        findings.append(
            remark(
                page,
                page.whole_line(block.line),
                "wrapped-example",
                f"the example shows {wording.plural(len(pointers), site.name)} in {shown}",
                severity=Severity.NOTE,
            )
        )
    found[id(site.section)].append(Example(block, value, scanned, pointers))
    return findings


def _pointers(value: Any, fields: set[str]) -> tuple[str, ...]:
    """Return where the structs of an example are: in a list, in an envelope, or itself."""
    if isinstance(value, dict) and set(value) & fields:
        return ("",)
    inside = {
        pointer: one
        for pointer, one in _wrapped(value).items()
        if isinstance(one, dict) and set(one) & fields
    }
    return tuple(inside) or ("",)


def _wrapped(value: Any) -> dict[str, Any]:
    """Return what a list or an envelope holds, by JSON Pointer: objects, and those of its lists."""
    if isinstance(value, list):
        return {f"/{number}": one for number, one in enumerate(value)}
    found: dict[str, Any] = {}
    if isinstance(value, dict):
        for name, one in value.items():
            pointer = "/" + name.replace("~", "~0").replace("/", "~1")
            if isinstance(one, list):
                found |= {f"{pointer}/{number}": item for number, item in enumerate(one)}
            else:
                found[pointer] = one
    return found


def _plain(key: str) -> str:
    return key.replace("~1", "/").replace("~0", "~")


def _unread(page: Page, block: CodeBlock, why: str) -> Finding:
    message = f"this block is neither a skeleton nor an example: {why}"
    span = page.whole_line(block.line)
    return remark(page, span, "unread-block", message, severity=Severity.NOTE)
