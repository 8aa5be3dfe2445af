"""Findings about pages: the same value type as for payloads, located on the page."""

from docs_extract.page import Page
from validator.finding import Finding, Severity, Span


def remark(
    page: Page,
    span: Span,
    code: str,
    message: str,
    *,
    severity: Severity = Severity.ERROR,
    hint: str | None = None,
) -> Finding:
    """Return a finding about a place on a page."""
    excerpt = page.lines[span.line - 1] if 0 < span.line <= len(page.lines) else None
    return Finding(code, severity, message, hint=hint, file=page.file, span=span, excerpt=excerpt)
