from validator.finding import Finding, Severity, Source, Span
from validator.report import markdown
from validator.report.markdown import render
from validator.report.report import Report


def finding(**more) -> Finding:
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, **more})


def report(*findings: Finding, **more) -> Report:
    return Report("validate", findings, [], "1 document: 0 valid", **more)


def test_what_it_amounts_to_and_a_list():
    found = [
        finding(document=1, span=Span(3, 7, 3, 9), hint="x?", source=Source("p.rst", 4)),
        finding(code="unread-block", span=Span(3, 7, 3, 9), severity=Severity.NOTE, file="p.rst"),
        finding(file=None),
    ]
    assert render(report(*found)) == (
        "**callspec validate**: 1 document: 0 valid\n"
        "\n"
        "- **error**: m (`enum`, `f.json:3:7`); x?; reference: `p.rst:4`\n"
        "- **note**: m (`unread-block`, `p.rst:3`)\n"
        "- **error**: m (`enum`)\n"
    )


def test_without_findings_it_is_one_line():
    assert render(report()) == "**callspec validate**: 1 document: 0 valid\n"


def test_what_payloads_say_stays_text():
    nasty = "<img src=x> [a](b) @all #1 `x` *b*\n# h"
    assert render(report(finding(message=nasty, file="a`b.json"))).splitlines()[2] == (
        r"- **error**: &lt;img src=x&gt; \[a\](b) @&#8203;all \#&#8203;1 \`x\` \*b\*\\n\# h "
        "(`enum`, ``a`b.json``)"
    )


def test_of_many_findings_the_first_are_listed(monkeypatch):
    monkeypatch.setattr(markdown, "MOST", 2)
    lines = render(report(*[finding()] * 4, left_out=3)).splitlines()
    assert lines[2:] == [
        "- **error**: m (`enum`, `f.json`)",
        "- **error**: m (`enum`, `f.json`)",
        "",
        "5 findings more are not listed.",
    ]
