"""The forms of a page's timestamps: those that it shows, and no others."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from docs_extract.forms import TIMES, UNSETTLED, form_names, has_form, time_form
from docs_extract.page import Block, CodeBlock, Page, Paragraph
from docs_extract.remark import remark
from docs_extract.statements import sentinels
from docs_extract.struct import Evidence, Field, FieldType
from docs_extract.structs import Built
from validator.finding import Finding, Severity

_ANY = ("timestamp", "nanoseconds", "rfc3339")


def settle_times(page: Page, built: Sequence[Built]) -> tuple[list[Built], list[Finding]]:
    """Return a page's structs with the forms that it shows for timestamps.

    Those are the forms of the fields' samples; where there are none, of the sentinels that the
    text names, or of what other code on the page shows. A page that shows none at all leaves open
    which it is: any form of the reference is taken, and that is said.
    """
    # What a bullet says is about its own field.
    named = _sentinels(block for section in page.walk() for block in section.blocks)
    said = _sentinels(page.blocks())
    shown = {form for one in built for form in one.times}
    forms = shown or {form for one in said if (form := time_form(one))} or _code_times(page)
    findings = []
    settled = []
    for one in built:
        for own, line, name in one.timestamps if not forms else ():
            message = f"the page shows no sample of a timestamp for {name}: any form is taken"
            span = own.find(line, name)
            findings.append(remark(own, span, "timestamp-form", message, severity=Severity.NOTE))
        struct = one.struct
        if struct is not None:
            struct = replace(struct, fields=_with_times(struct.fields, forms, named))
        settled.append(replace(one, struct=struct))
    return settled, findings


def _sentinels(blocks: Iterable[Block]) -> tuple[str, ...]:
    texts = (block.text for block in blocks if isinstance(block, Paragraph))
    return tuple(dict.fromkeys(one for text in texts for one in sentinels(text)))


def _code_times(page: Page) -> set[str]:
    """Return the forms of the timestamps in a page's code blocks."""
    texts = [
        text
        for block in page.blocks()
        if isinstance(block, CodeBlock)
        for text in block.text.split('"')
    ]
    return {form for text in texts if (form := time_form(text)) is not None}


def _with_times(
    fields: tuple[Field, ...], forms: Collection[str], exact: Sequence[str]
) -> tuple[Field, ...]:
    """Return fields whose timestamps have some forms, or are one of some strings besides."""
    ordered = tuple(form for form in TIMES if form in (forms or _ANY))
    return tuple(_timed_field(one, ordered, exact) for one in fields)


def _timed_field(field: Field, forms: tuple[str, ...], exact: Sequence[str]) -> Field:
    kind = _timed(field.type, forms, exact)
    if field.type.forms != (UNSETTLED,):
        return replace(field, type=kind)
    text = f"timestamps of the page: {form_names(kind.forms, kind.exact)}"
    note = Evidence("pattern", "page", field.source, text)
    return replace(field, type=kind, evidence=(*field.evidence, note))


def _timed(kind: FieldType, forms: tuple[str, ...], exact: Sequence[str]) -> FieldType:
    if kind.forms == (UNSETTLED,):
        others = [
            text
            for text in (*exact, *kind.exact)
            if not any(has_form(form, text) for form in forms)
        ]
        # The empty string goes last: it is an option, not an alternative.
        others.sort(key=lambda text: not text)
        return replace(kind, forms=forms, exact=tuple(dict.fromkeys(others)))
    return replace(
        kind,
        fields=tuple(_timed_field(one, forms, exact) for one in kind.fields),
        items=_timed(kind.items, forms, exact) if kind.items is not None else None,
        rest=_timed(kind.rest, forms, exact) if kind.rest is not None else None,
    )
