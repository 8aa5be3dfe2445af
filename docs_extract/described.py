"""Which bullets and table rows describe the fields of a struct."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from docs_extract.bullets import Bullet, read_bullets
from docs_extract.page import Block, BulletList, Paragraph
from docs_extract.sites import Site, slug
from docs_extract.statements import says_administrators
from docs_extract.tables import field_table


def bullets_of(site: Site) -> tuple[list[Bullet], list[Bullet]]:
    """Return the bullets about a struct's fields, and those that only administrators see.

    Bullets below a line that is a field's name alone are of the fields inside it.
    """
    own: list[Bullet] = []
    apart: list[Bullet] = []
    groups: dict[str, list[Bullet]] = {}
    names = {slug(one.name): one.name for one in site.shape.fields} if site.shape else {}
    for section in site.described:
        before = ""
        for block in section.blocks:
            if isinstance(block, Paragraph):
                before = block.text
            elif isinstance(block, BulletList):
                found = read_bullets([block])
                if says_administrators(before):
                    apart += found
                elif (inside := names.get(slug(before))) is not None:
                    groups.setdefault(inside, []).extend(found)
                else:
                    own += found
        own += field_table(section.blocks)
    return _with_groups(own, groups), apart


def once(
    bullets: Iterable[Bullet],
) -> tuple[tuple[Bullet, ...], tuple[tuple[Bullet, Bullet], ...]]:
    """Return the first bullet of each name, and those that come again, each with the first."""
    first: dict[str, Bullet] = {}
    repeated = [
        (one, kept) for one in bullets if (kept := first.setdefault(one.name, one)) is not one
    ]
    return tuple(first.values()), tuple(repeated)


def first_words(blocks: Iterable[Block]) -> dict[str, int]:
    """Return the words that list items begin with, and the line of the first that does."""
    found: dict[str, int] = {}
    for block in blocks:
        for item in block.items if isinstance(block, BulletList) else ():
            first = item.blocks[0] if item.blocks else None
            if isinstance(first, Paragraph) and (word := re.match(r"\w+", first.text)):
                found.setdefault(word[0], first.line)
    return found


def _with_groups(bullets: Sequence[Bullet], groups: dict[str, list[Bullet]]) -> list[Bullet]:
    """Return bullets with those of fields inside below the one of the field they stand in."""
    described = {one.name for one in bullets}
    inside = [
        replace(one, name=f"{name}.{one.name}")
        for name, several in groups.items()
        for one in several
        if name not in described
    ]
    return [
        *(replace(one, fields=(*one.fields, *groups.get(one.name, ()))) for one in bullets),
        *inside,
    ]
