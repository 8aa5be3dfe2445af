"""Lines of a report that need no report: a run without findings loads nothing else of it."""

from validator.wording import plural


def counted_line(
    documents: int,
    invalid: int,
    unreadable: int,
    errors: int,
    warnings: int,
    accepted: int = 0,
    *,
    color: bool,
) -> str:
    """Return the last line of a report: how many documents, and how they fared."""
    parts = [f"{documents - invalid} valid", f"{invalid} invalid"]
    if unreadable:
        parts.append(f"{unreadable} unreadable")
    found = f"{plural(errors, 'error')}, {plural(warnings, 'warning')}"
    if accepted:
        found += f", {accepted} accepted"
    text = f"{plural(documents, 'document')}: {', '.join(parts)}; {found}"
    return paint(text, "31" if errors or unreadable else "33" if warnings else "32", color)


def paint(text: str, code: str, color: bool) -> str:
    """Return a text in a colour (an SGR code, ECMA-48 8.3.117), or as it is without `color`."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
