from validator.finding import Finding, Severity
from validator.report import Summary
from validator.report.collected import Collected
from validator.report.report import Report


def test_errors_are_kept_beside_others_in_their_order():
    made: list[Report] = []

    def render(report: Report) -> str:
        made.append(report)
        return "all"

    style = Collected(render, "validate", ["f.json"], {"enum": "meaning"}, strict=True, most=2)
    severities = [Severity.NOTE, Severity.ERROR, Severity.NOTE, Severity.WARNING, Severity.ERROR]
    found = [Finding(str(number), one, "m") for number, one in enumerate(severities)]
    assert style.start() == ""
    assert [style.finding(one, first=False) for one in found] == [""] * 5
    summary = Summary(1, 0, 1, 0, 2, 1, left_out=3, complete=False)
    assert style.end(summary, {}, first=False) == "all"
    assert made == [
        Report(
            "validate",
            [found[0], found[1], found[2], found[4]],
            ["f.json"],
            "interrupted: this is about what had been read; "
            "1 document: 0 valid, 1 invalid; 2 errors, 1 warning",
            left_out=1,
            dropped={"": 1},
            meanings={"enum": "meaning"},
            strict=True,
        )
    ]


def test_a_file_that_has_errors_is_known_however_few_are_kept():
    made: list[Report] = []

    def render(report: Report) -> str:
        made.append(report)
        return ""

    style = Collected(render, "validate", ["a.json", "b.json"], {}, most=1)
    for file in ("a.json", "b.json", "b.json"):
        style.finding(Finding("enum", Severity.ERROR, "m", file=file), first=False)
        style.finding(Finding("enum", Severity.WARNING, "m", file=file), first=False)
    style.end(Summary(2, 0, 2, 0, 3, 3), {}, first=False)
    assert (made[0].left_out, made[0].dropped) == (4, {"b.json": 2})
