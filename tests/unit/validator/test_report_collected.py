from validator.finding import Finding, Severity
from validator.report import Summary, collected
from validator.report.collected import Collected
from validator.report.report import Report


def test_errors_are_kept_beside_others_in_their_order(monkeypatch):
    monkeypatch.setattr(collected, "MOST", 2)
    made: list[Report] = []

    def render(report: Report) -> str:
        made.append(report)
        return "all"

    style = Collected(render, "validate", ["f.json"], {"enum": "meaning"}, strict=True)
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
            left_out=4,
            meanings={"enum": "meaning"},
            strict=True,
        )
    ]
