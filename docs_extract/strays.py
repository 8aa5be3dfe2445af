"""Field bullets and field tables in sections that no struct's field leads to."""

from collections.abc import Collection, Iterator, Sequence

from docs_extract.bullets import Bullet, read_bullets
from docs_extract.page import Page, Section
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.sites import Sites
from docs_extract.structs import Built
from docs_extract.tables import field_table
from validator import wording
from validator.finding import Finding, Severity, Source


def unused_bullets(
    reference: Reference, sites: Sites, built: Sequence[Built], families: Collection[Source]
) -> Iterator[Finding]:
    """Yield the sections whose bullets describe fields that no struct has, once each.

    `families` are the places of sections that speak of a whole family.

    Bullets with a type in brackets are meant; a list of names and words is prose. Fields that are
    only written are said one by one: they belong to what is sent.
    """
    used = {place for one in built for place in one.used}
    for page in reference.asked:
        own = {id(section) for site in sites.on(page) for section in site.described}
        for section in page.walk():
            about_all = any((one.page, one.line) == (page.name, section.line) for one in families)
            if id(section) not in own and not about_all:
                yield from _unused(page, section, used)


def _unused(page: Page, section: Section, used: set[tuple[str, int]]) -> Iterator[Finding]:
    bullets = [
        one
        for one in (*read_bullets(section.blocks), *field_table(section.blocks))
        if one.stated is not None and one.stated.kind is not None
    ]
    left: list[Bullet] = []
    for bullet in bullets:
        lines = {(page.name, one.line) for one in (bullet, *bullet.fields)}
        if lines & used:
            continue
        if bullet.stated is not None and bullet.stated.write_only:
            message = f"{bullet.name} is only written: it is not in the contract"
            span = page.find(bullet.line, bullet.name)
            yield remark(page, span, "write-only-field", message, severity=Severity.NOTE)
        else:
            left.append(bullet)
    if left:
        shown = wording.names(one.name for one in left)
        message = f"{shown}: described here, but no struct's field leads to this section"
        span = page.find(left[0].line, left[0].name)
        yield remark(page, span, "bullet-without-struct", message, severity=Severity.NOTE)
