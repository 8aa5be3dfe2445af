import pytest

from validator.finding import Finding, Severity, Span
from validator.report import Count, Kind, Place, Summary
from validator.report.html import MOST_SAMPLED, Html, _periods

SUMMARY = Summary(1200, 1198, 2, 1, 3, 0, complete=False)
HOSTILE = "<script>document.title='owned'</script>\x1b[2J"


def finding(code="enum", pointer="/a", **more):
    return Finding(
        code, Severity.ERROR, HOSTILE, pointer, file="f.json", span=Span(1, 1, 1, 2), **more
    )


def kind(code="enum", field="/a"):
    return Kind(code, Severity.ERROR, field)


def count(number, **days):
    places = (Place(f"{HOSTILE}.json", 1, 2, 3),)
    return Count(number, places, {f"2026-{day[1:3]}-{day[3:]}": n for day, n in days.items()})


def test_nothing_of_a_payload_is_markup():
    style = Html()
    assert style.start() == ""
    found = finding(HOSTILE, f"/{HOSTILE}", excerpt=HOSTILE, hint=HOSTILE)
    assert style.finding(found, first=True) == ""
    unread = Finding("unreadable", Severity.ERROR, HOSTILE, file=HOSTILE)
    assert style.finding(unread, first=False) == ""
    page = style.end(SUMMARY, {kind(HOSTILE, f"/{HOSTILE}"): count(1, d0314=1)}, first=False)
    assert "<script" not in page
    assert "\x1b" not in page
    assert page.count("&lt;script&gt;") >= 6
    assert "Interrupted" in page
    assert "<b>1,200</b> <span>documents</span>" in page


def test_a_page_without_findings_says_so():
    page = Html().end(Summary(1, 1, 0, 0, 0, 0), {}, first=True)
    assert "<p>No findings.</p>" in page
    assert "<svg" not in page
    assert "<pre>" not in page


def test_the_chart_has_a_bar_a_day_and_a_colour_a_kind():
    counts = {kind(field=f"/{number}"): count(9 - number, d0301=1, d0303=2) for number in range(9)}
    page = Html().end(SUMMARY, counts, first=False)
    assert [page.count(f"<title>2026-03-0{day}: ") for day in (1, 2, 3, 4)] == [1, 1, 1, 0]
    assert page.count("<rect ") == 2 * 7
    assert page.count("<i style=") == 7
    assert "others</span>" in page
    assert "<title>2026-03-03: 18 findings</title>" in page


def test_a_few_samples_of_many_kinds_are_kept():
    style = Html()
    for number in range(MOST_SAMPLED + 5):
        for _ in range(5):
            style.finding(finding(pointer=f"/a{number}"), first=False)
    assert len(style.samples) == MOST_SAMPLED
    assert {len(one) for one in style.samples.values()} == {3}


@pytest.mark.parametrize(
    ("days", "first", "last", "number"),
    [
        ({"2026-03-01"}, "2026-03-01", "2026-03-01", 1),
        ({"2026-02-27", "2026-03-02"}, "2026-02-27", "2026-03-02", 4),
        ({"2026-02-27", "2026-02-30"}, "2026-02", "2026-02", 1),
        ({"2026-02-27", "2026-02-30", "2026-03-02"}, "2026-02", "2026-03", 2),
        ({"2025-11-01", "2026-03-01"}, "2025-11", "2026-03", 5),
        ({"2000-11-01", "2026-03-01"}, "2000", "2026", 27),
        ({"2026-03-01", "9999-01-01"}, "2026", "9999", 2),
        ({"0000-01-01", "0000-01-02"}, "0000-01", "0000-01", 1),
    ],
)
def test_the_periods_of_a_chart(days, first, last, number):
    periods = _periods(days)
    assert (periods[0], periods[-1], len(periods)) == (first, last, number)
