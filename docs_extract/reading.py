"""A field while its type is read, and what other sections say of the fields inside it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from docs_extract.bullets import Bullet, read_bullets
from docs_extract.facts import Facts
from docs_extract.infer import Sample
from docs_extract.page import Page, Paragraph, blocks_of
from docs_extract.reference import Target
from docs_extract.skeleton import Shape
from docs_extract.statements import says_all_optional, says_others
from docs_extract.struct import Field
from docs_extract.tables import field_table


@dataclass(frozen=True, slots=True)
class Notes:
    """What a section without a skeleton says about an object's fields.

    `all_optional` is the sentence that says they all are; an `open` object may hold others.
    """

    bullets: tuple[Bullet, ...] = ()
    all_optional: str | None = None
    open: bool = False

    def of(self, name: str) -> Bullet | None:
        """Return the bullet of a field, or None."""
        return next((one for one in self.bullets if one.name == name), None)


NO_NOTES = Notes()
Inside = Callable[[Shape | None, Sequence[Sample], Notes], tuple[Field, ...]]
"""What reads the fields inside an object: of its shape, its samples, and its notes."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A field while its type is read.

    `page` and `line` are those of the skeleton, or of its bullet where only that has it. `item`
    tells that it is what an array holds.
    """

    name: str
    page: Page
    line: int
    bullet: Bullet | None
    facts: Facts
    inside: Inside
    item: bool = False


def notes_of(target: Target, name: str, page: Page) -> Notes:
    """Return the field bullets, or the rows of field tables, of a section and those below it.

    Those of another page than `page` remember theirs.
    """
    bullets: list[Bullet] = []
    texts = []
    for section in target.section.walk():
        texts += [one.text for one in blocks_of(section.blocks) if isinstance(one, Paragraph)]
        bullets += field_table(section.blocks)
        bullets += read_bullets(section.blocks)
    # A section about several fields describes the object under its own name.
    own = next((one for one in bullets if one.name == name and one.fields), None)
    if own is not None:
        bullets = list(own.fields)
    if target.page is not page:
        bullets = [_on(target.page, one) for one in bullets]
    typed = [one for one in bullets if re.fullmatch(r"[A-Za-z_]\w*", one.name)]
    return Notes(tuple(typed), says_all_optional(texts), any(says_others(text) for text in texts))


def _on(page: Page, bullet: Bullet) -> Bullet:
    """Return a bullet, with those below it, as one of a page."""
    fields, apart = (
        tuple(_on(page, one) for one in several) for several in (bullet.fields, bullet.apart)
    )
    return replace(bullet, page=page, fields=fields, apart=apart)
