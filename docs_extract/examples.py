"""Example blocks -> JSON values with their places on the page, and whose examples they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jsonpointer import JsonPointer

from docs_extract.blocks import Purpose, holds_json, is_json, purpose
from docs_extract.page import CodeBlock, Page, Section, blocks_of
from docs_extract.remark import remark
from docs_extract.sites import Site, Sites
from validator import wording
from validator.documents import json_text
from validator.documents.document import resolve
from validator.documents.json_scan import Problem, Scan, scan
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
            yield pointer, resolve(self.value, pointer, None)


@dataclass(frozen=True, slots=True)
class _Parsed:
    """A block read as JSON: its value, the places in it, and what is wrong with it."""

    value: Any
    scan: Scan
    problems: tuple[Problem, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether the block has a value at all."""
        return not any(problem.fatal for problem in self.problems)


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
                parsed = _parsed(block)
                site = _owner(section, block, parsed, home, own)
                if site is None:
                    findings.append(_unread(page, block, _why(section, block)))
                    continue
                example, said = _read(page, block, parsed, site)
                findings += said
                found[id(site.section)] += [example] if example is not None else []
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


def _parsed(block: CodeBlock) -> _Parsed:
    try:
        return _Parsed(json_text.parse(block.text), scan(block.text))
    except json_text.OddTextError:
        value, scanned = json_text.explain(block.text)
        return _Parsed(value, scanned, tuple(scanned.problems))


def _owner(
    section: Section, block: CodeBlock, parsed: _Parsed, home: Site | None, own: Sequence[Site]
) -> Site | None:
    """Return the struct that a block is an example of, or None."""
    if home is not None and (section is home.section or section is home.home):
        shows = (Purpose.EXAMPLE, Purpose.UNSAID)
        return home if purpose(section, block) in shows else None
    if purpose(section, block) is not Purpose.EXAMPLE:
        return None
    if home is not None and any(section is one for one in home.home.sections):
        return home
    value = parsed.value if parsed.readable else None
    inside = (set(one) for one in _wrapped(value).values() if isinstance(one, dict))
    # What the example has itself says more than what it wraps.
    for keys in (set(value) if isinstance(value, dict) else set(), set[str]().union(*inside)):
        best = max(own, key=lambda site: len(keys & _fields(site)), default=None)
        if best is not None and keys & _fields(best):
            return best
    return None


def _fields(site: Site) -> set[str]:
    return {field.name for field in site.shape.fields} if site.shape else set()


def _why(section: Section, block: CodeBlock) -> str:
    """Return why a JSON block belongs to no struct."""
    return {
        Purpose.REQUEST: "it shows a request",
        Purpose.STRUCT: "its section shows another struct already",
    }.get(purpose(section, block), "no struct of the page is shown by it")


def _read(
    page: Page, block: CodeBlock, parsed: _Parsed, site: Site
) -> tuple[Example | None, list[Finding]]:
    """Return a struct's example, None where it has no value, and what is wrong with it."""
    findings = [
        remark(
            page,
            block.span(problem.start, problem.end),
            "example-syntax",
            f"the example is not clean JSON: {problem.message}",
            hint=problem.hint,
        )
        for problem in parsed.problems
    ]
    if not parsed.readable:
        return None, findings
    pointers = _pointers(parsed.value, _fields(site))
    if pointers != ("",):
        shown = "a list" if isinstance(parsed.value, list) else "an envelope"
        findings.append(
            remark(
                page,
                page.whole_line(block.line),
                "wrapped-example",
                f"the example shows {wording.plural(len(pointers), site.name)} in {shown}",
                severity=Severity.NOTE,
            )
        )
    return Example(block, parsed.value, parsed.scan, pointers), findings


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
            pointer = JsonPointer.from_parts([name]).path
            if isinstance(one, list):
                found |= {f"{pointer}/{number}": item for number, item in enumerate(one)}
            else:
                found[pointer] = one
    return found


def _unread(page: Page, block: CodeBlock, why: str) -> Finding:
    message = f"this block is neither a skeleton nor an example: {why}"
    span = page.whole_line(block.line)
    return remark(page, span, "unread-block", message, severity=Severity.NOTE)
