from dataclasses import replace
from datetime import date

import pytest

from docs_extract.acceptances import Accepted, apply, unused_settlements
from validator.config.config import Acceptance, Settlement
from validator.finding import Finding, Severity, Span

TODAY = date(2026, 11, 24)
FILE = "callspec.toml"
PAGE = "kettle.rst"
LABELS = ("shop-kettle-example", "shop-struct-kettle")

LID = Finding(
    "invalid-example",
    Severity.ERROR,
    "the example breaks its contract (enum): lid is ajar",
    pointer="/lid",
    file="reference/kettle.rst",
    span=Span(12, 5, 12, 9),
)
SIZE = replace(LID, message="cups[1].size is too long", pointer="/cups/1/size")
VALUE = replace(LID, code="unknown-value", message="ajar is named here", pointer="")
OLD_KETTLE = Acceptance("invalid-example", PAGE, "an old kettle", file=FILE, line=3)


def labels(finding: Finding) -> tuple[str, tuple[str, ...]]:
    assert finding.file is not None
    return finding.file.removeprefix("reference/"), LABELS


def applied(
    findings: list[Finding],
    *acceptances: Acceptance,
    pages: tuple[str, ...] = (PAGE,),
    complete: bool = False,
) -> Accepted:
    return apply(findings, acceptances, labels, TODAY, pages=pages, complete=complete)


def about(code: str, message: str, hint: str, line: int = 3) -> Finding:
    span = Span(line, 1, line, 2)
    return Finding(code, Severity.ERROR, message, hint=hint, file=FILE, span=span)


UNUSED = about(
    "unused-acceptance",
    "no finding is left to accept: invalid-example on kettle.rst",
    "remove it",
)


def test_without_acceptances_all_findings_stay():
    assert applied([LID, VALUE]) == Accepted((LID, VALUE), 0)


def test_an_acceptance_takes_all_findings_it_fits():
    assert applied([LID, VALUE, SIZE], OLD_KETTLE) == Accepted((VALUE,), 2)


@pytest.mark.parametrize(
    "more",
    [
        {"page": "*.rst"},
        {"page": "kettl?.rst"},
        {"label": "shop-kettle-example"},
        {"label": "shop-struct-kettle"},
        {"label": "Shop-Struct-Kettle"},
        {"field": "lid"},
        {"label": "shop-struct-kettle", "field": "lid"},
    ],
)
def test_an_acceptance_fits(more):
    assert applied([LID], replace(OLD_KETTLE, **more)) == Accepted((), 1)


@pytest.mark.parametrize(
    ("more", "title"),
    [
        ({"code": "unknown-value"}, "unknown-value on kettle.rst"),
        ({"label": "shop-lid"}, "invalid-example on kettle.rst (shop-lid)"),
        ({"field": "li"}, "invalid-example on kettle.rst, field li"),
        ({"field": "l.d"}, "invalid-example on kettle.rst, field l.d"),
        (
            {"label": "shop-lid", "field": "lid"},
            "invalid-example on kettle.rst (shop-lid), field lid",
        ),
    ],
)
def test_an_acceptance_that_fits_nothing_is_unused(more, title):
    message = f"no finding is left to accept: {title}"
    assert applied([LID], replace(OLD_KETTLE, **more)) == Accepted(
        (LID, replace(UNUSED, message=message)), 0
    )


@pytest.mark.parametrize(
    ("field", "accepted"),
    [
        ("size", 1),
        ("cups", 1),
        ("cups.size", 1),
        ("cups.size.unit", 0),
        ("cup", 0),
        ("size.cups", 0),
        ("1", 0),
    ],
)
@pytest.mark.parametrize("finding", [replace(SIZE, message="no"), replace(SIZE, pointer="")])
def test_a_field_is_named_in_the_message_or_the_pointer(finding, field, accepted):
    assert applied([finding], replace(OLD_KETTLE, field=field), pages=()) == Accepted(
        (finding,) * (1 - accepted), accepted
    )


@pytest.mark.parametrize("field", ["a/b", "a~b.c d", "c d", "tm-end", "1st"])
def test_a_field_of_an_odd_name_is_named_in_the_pointer(field):
    finding = replace(LID, message="no", pointer="/a~1b/0/a~0b/c d/tm-end/1st")
    assert applied([finding], replace(OLD_KETTLE, field=field)) == Accepted((), 1)


@pytest.mark.parametrize("field", ["end", "tm", "tm_end"])
def test_a_part_of_a_name_is_no_field(field):
    finding = replace(LID, message="tm-end is late, tm_end_x too", pointer="/tm-end")
    assert applied([finding], replace(OLD_KETTLE, field=field), pages=()) == Accepted((finding,), 0)


def test_a_page_is_spelt_alike_on_every_system():
    one = replace(OLD_KETTLE, page="Kettle.rst")
    assert applied([LID], one) == Accepted((LID,), 0)


def test_a_page_with_brackets_in_its_name_is_found():
    finding = replace(LID, file="reference/kettle[1].rst")
    one = replace(OLD_KETTLE, page="kettle[1].rst")
    assert applied([finding], one, pages=("kettle[1].rst",)) == Accepted((), 1)


def test_a_finding_on_no_page_is_never_accepted():
    ran = apply([LID], [OLD_KETTLE], lambda finding: None, TODAY, pages=[PAGE])
    assert ran == Accepted((LID, UNUSED), 0)


def test_of_two_equal_acceptances_the_second_is_unused():
    second = replace(OLD_KETTLE, line=9)
    assert applied([LID, SIZE], OLD_KETTLE, second) == Accepted(
        (replace(UNUSED, span=Span(9, 1, 9, 2)),), 2
    )


def test_of_two_acceptances_that_are_equal_down_to_the_line_the_second_is_unused():
    inline = replace(OLD_KETTLE, line=None)
    assert applied([LID], inline, inline) == Accepted((replace(UNUSED, span=None),), 1)


def test_an_acceptance_about_a_page_that_was_not_checked_is_not_unused():
    assert applied([], OLD_KETTLE, pages=("cup.rst",)) == Accepted((), 0)


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        ("ketle.rst", "did you mean kettle.rst?"),
        ("reference/kettle.rst", "did you mean kettle.rst?"),
        ("zzz", "remove it"),
    ],
)
def test_an_acceptance_about_no_page_is_unused_where_all_pages_were_checked(page, hint):
    found = about("unused-acceptance", f"no page is called {page}: invalid-example on {page}", hint)
    one = replace(OLD_KETTLE, page=page)
    assert applied([], one, complete=True) == Accepted((found,), 0)


@pytest.mark.parametrize("expires", [TODAY, date(2027, 1, 31)])
def test_an_acceptance_counts_up_to_its_day(expires):
    assert applied([LID], replace(OLD_KETTLE, expires=expires)) == Accepted((), 1)


@pytest.mark.parametrize("pages", [(PAGE,), ()])
def test_an_expired_acceptance_accepts_nothing(pages):
    expired = replace(OLD_KETTLE, expires=date(2026, 11, 23))
    found = about(
        "expired-acceptance",
        "the acceptance of invalid-example on kettle.rst expired on 2026-11-23: an old kettle",
        "mend the page, or say until when it is accepted now",
    )
    assert applied([LID], expired, pages=pages) == Accepted((LID, found), 0)


def test_what_is_wrong_with_acceptances_comes_last_in_their_order():
    unused = replace(OLD_KETTLE, code="unknown-value", line=1)
    expired = replace(OLD_KETTLE, expires=date(2026, 11, 23), line=5)
    late = replace(unused, line=9)
    ran = applied([LID], unused, expired, late)
    assert [(one.code, one.span and one.span.line) for one in ran.findings] == [
        ("invalid-example", 12),
        ("unused-acceptance", 1),
        ("expired-acceptance", 5),
        ("unused-acceptance", 9),
    ]


KNOWN = {"kettle": ["lid", "cups", "cups.size"], "cup": ["handle"]}
LID_SETTLED = Settlement("kettle", "lid", "so", optional=True, file=FILE, line=3)


@pytest.mark.parametrize("field", ["lid", "cups.size"])
def test_a_settlement_of_a_field_that_is_there_is_used(field):
    assert unused_settlements([replace(LID_SETTLED, field=field)], KNOWN, complete=True) == []


@pytest.mark.parametrize("complete", [True, False])
@pytest.mark.parametrize(
    ("field", "hint"), [("cups.sise", "did you mean cups.size?"), ("zzz", "remove it")]
)
def test_a_settlement_of_no_field_is_unused(field, hint, complete):
    one = replace(LID_SETTLED, field=field)
    message = f"{field} of kettle is settled, but the struct has no such field"
    assert unused_settlements([one], KNOWN, complete=complete) == [
        about("unused-settlement", message, hint)
    ]


@pytest.mark.parametrize(
    ("struct", "hint"), [("ketle", "did you mean kettle?"), ("zzz", "remove it")]
)
def test_a_settlement_of_no_struct_is_unused(struct, hint):
    one = replace(LID_SETTLED, struct=struct)
    message = f"lid of {struct} is settled, but no page has such a struct"
    assert unused_settlements([one], KNOWN, complete=True) == [
        about("unused-settlement", message, hint)
    ]


def test_a_settlement_of_a_struct_that_may_be_elsewhere_is_not_unused():
    assert unused_settlements([replace(LID_SETTLED, struct="spoon")], KNOWN, complete=False) == []


def test_a_settlement_written_inline_has_no_place():
    one = replace(LID_SETTLED, field="zzz", line=None)
    message = "zzz of kettle is settled, but the struct has no such field"
    found = replace(about("unused-settlement", message, "remove it"), span=None)
    assert unused_settlements([one], KNOWN, complete=True) == [found]
