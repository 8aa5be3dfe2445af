"""Where the bullets of a struct's fields stand, and where what is wrong with them is said."""

from collections.abc import Iterable

from docs_extract.bullets import Bullet
from docs_extract.page import Page
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.sites import Site
from validator.finding import Finding, Severity, Source, Span

_LONGEST_BULLET = 20


class Places:
    """The page of a struct, and the findings about it.

    Bullets and tables may stand on another page. What is wrong with them is said there, if that
    page was asked for.
    """

    def __init__(self, reference: Reference, site: Site, findings: list[Finding]) -> None:
        """Take the pages, the struct's place, and where findings go."""
        self.site = site
        self.findings = findings
        self._given = reference.given

    def page(self, bullet: Bullet) -> Page:
        """Return the page that a bullet stands on."""
        return bullet.page or self.site.page

    def source(self, bullet: Bullet) -> Source:
        """Return the place of a bullet."""
        if bullet.page is not None:
            return bullet.page.source(bullet.line)
        return self.site.source(bullet.line)

    def label(self, bullet: Bullet, label: str) -> Span:
        """Return where a bullet names a label; it may be wrapped."""
        return self.page(bullet).find(bullet.line, label, bullet.line + _LONGEST_BULLET)

    def here(self, line: int) -> str:
        """Return a line of the struct's page as messages name it."""
        return f"{self.site.page.file}:{line}"

    def name(self, bullet: Bullet) -> Span:
        """Return where a bullet names its field."""
        return self.page(bullet).find(bullet.line, bullet.name)

    def warn_about(self, bullet: Bullet, name: str, code: str, message: str) -> None:
        """Add a warning where a bullet names its field."""
        page = self.page(bullet)
        self.say(page.find(bullet.line, name), code, message, page=page)

    def say_repeated(self, repeated: Iterable[tuple[Bullet, Bullet]]) -> None:
        """Report bullets that describe a field again, each given with the first that does."""
        for bullet, first in repeated:
            page, other = self.page(bullet), self.page(first)
            where = f"line {first.line}" if page is other else f"{other.file}:{first.line}"
            message = f"{bullet.name} is described in {where} already"
            self.say(self.name(bullet), "duplicate-bullet", message, page=page)

    def is_asked_for(self, page: Page) -> bool:
        """Return whether what is wrong with a page is said."""
        return page is self.site.page or page.name in self._given

    def say(
        self,
        span: Span,
        code: str,
        message: str,
        severity: Severity = Severity.WARNING,
        hint: str | None = None,
        *,
        page: Page | None = None,
    ) -> None:
        """Add a finding about the struct's page, or about another that has a part of it."""
        page = page or self.site.page
        if self.is_asked_for(page):
            self.findings.append(remark(page, span, code, message, severity=severity, hint=hint))
