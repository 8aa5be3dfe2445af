"""Example blocks -> JSON values with their places on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs_extract.page import CodeBlock, Page, Section, blocks_of
from docs_extract.remark import remark
from validator.documents import json_text
from validator.documents.json_scan import Scan, scan
from validator.finding import Finding


@dataclass(frozen=True, slots=True)
class Example:
    """A documented value, the block it stands in, and where each of its parts is."""

    block: CodeBlock
    value: Any
    scan: Scan


def is_example(section: Section) -> bool:
    """Return whether a section holds examples: its title begins with that word."""
    return section.title.lower().startswith("example")


def example_blocks(section: Section, skeleton: CodeBlock) -> Iterator[CodeBlock]:
    """Yield the JSON blocks that show examples of a struct's section.

    They stand beside the skeleton, or in the sections called Example below it.
    """
    for place in (section, *filter(is_example, section.sections)):
        for block in blocks_of(place.blocks):
            if isinstance(block, CodeBlock) and block is not skeleton and looks_like_json(block):
                yield block


def looks_like_json(block: CodeBlock) -> bool:
    """Return whether a block begins as an object or array does."""
    return block.text.lstrip().startswith(("{", "["))


def read_examples(
    page: Page, section: Section, skeleton: CodeBlock
) -> tuple[tuple[Example, ...], list[Finding]]:
    """Return the examples of a struct's section, and what is wrong with those that are not JSON."""
    examples = []
    findings = []
    for block in example_blocks(section, skeleton):
        try:
            examples.append(Example(block, json_text.parse(block.text), scan(block.text)))
        except json_text.OddTextError:
            value, scanned = json_text.explain(block.text)
            findings += [
                remark(
                    page,
                    block.span(problem.start, problem.end),
                    "example-syntax",
                    f"the example is not clean JSON: {problem.message}",
                    hint=problem.hint,
                )
                for problem in scanned.problems
            ]
            if not any(problem.fatal for problem in scanned.problems):
                examples.append(Example(block, value, scanned))
    return tuple(examples), findings
