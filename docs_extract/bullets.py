"""Field bullets, `* id: Text.` or `* *status*: Text.`, -> what a page says about each field."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from docs_extract.page import Block, BulletList, Inline, Paragraph

_NAME = r"[A-Za-z_][A-Za-z0-9_.\-]*"
_PLAIN = re.compile(rf"\s*({_NAME})\s*(\([^)]*\))?\s*:\s*")
_MARKED = re.compile(r"\s*(\(.*?\))?\s*:\s*", re.DOTALL)
_MARKS = ("emphasis", "literal", "strong")


@dataclass(frozen=True, slots=True)
class Bullet:
    """What a bullet says about a field.

    `references` are the labels its text leads to, in order. `annotation` is what stands in brackets
    behind the name, None where nothing does.
    """

    name: str
    line: int
    description: str
    references: tuple[str, ...] = ()
    annotation: str | None = None


def read_bullets(blocks: Iterable[Block]) -> tuple[Bullet, ...]:
    """Return the field bullets of the lists among a section's blocks, in page order.

    A list item that does not begin with a name and a colon is prose and left out.
    """
    bullets = []
    for block in blocks:
        if isinstance(block, BulletList):
            for item in block.items:
                first = item.blocks[0] if item.blocks else None
                if isinstance(first, Paragraph) and (bullet := read_bullet(first)):
                    bullets.append(bullet)
    return tuple(bullets)


def read_bullet(paragraph: Paragraph) -> Bullet | None:
    """Return what a list item's first paragraph says about a field, or None for prose."""
    if not paragraph.inlines:
        return None
    first, rest = paragraph.inlines[0], paragraph.inlines[1:]
    if first.kind in _MARKS and re.fullmatch(_NAME, first.text):
        name = first.text
        match = _MARKED.match(_text(rest))
        if match is None:
            return None
        annotation = match[1]
        description = _text(rest)[match.end() :]
    else:
        match = _PLAIN.match(_text(paragraph.inlines))
        if match is None or first.kind != "text":
            return None
        name, annotation = match[1], match[2]
        description = _text(paragraph.inlines)[match.end() :]
    references = tuple(one.target for one in rest if one.kind == "ref" and one.target)
    return Bullet(
        name,
        paragraph.line,
        " ".join(description.split()),
        references,
        annotation[1:-1].strip() if annotation else None,
    )


def _text(inlines: Iterable[Inline]) -> str:
    return "".join(inline.text for inline in inlines)
