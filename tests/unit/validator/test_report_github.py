import pytest

from validator.finding import Finding, Severity, Source, Span
from validator.report.github import render
from validator.report.report import Report


def finding(**more) -> Finding:
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, **more})


def rendered(*findings: Finding, left_out: int = 0) -> str:
    return render(Report("validate", findings, [], "", left_out))


@pytest.mark.parametrize(
    ("found", "command"),
    [
        (
            finding(span=Span(3, 7, 3, 9)),
            "::error file=f.json,line=3,endLine=3,col=7,endColumn=9,title=callspec%3A enum::m",
        ),
        (
            finding(span=Span(3, 7, 5, 2), severity=Severity.WARNING),
            "::warning file=f.json,line=3,endLine=5,title=callspec%3A enum::m",
        ),
        (finding(severity=Severity.NOTE), "::notice file=f.json,title=callspec%3A enum::m"),
        (finding(file="-", span=Span(1, 1, 1, 2)), "::error title=callspec%3A enum::m"),
        (finding(file=None), "::error title=callspec%3A enum::m"),
        (
            finding(hint="did you mean x?", source=Source("p.rst", 4, "l")),
            "::error file=f.json,title=callspec%3A enum::"
            "m%0Ahint: did you mean x?%0Areference: p.rst:4 (l)",
        ),
        (
            finding(file="a,b:c 100%.json", message="100%: a, b"),
            "::error file=a%2Cb%3Ac 100%25.json,title=callspec%3A enum::100%25: a, b",
        ),
        (
            finding(message="a\r\n::set-output name=x::y\x1b[0m%0A", hint="\n::stop::"),
            "::error file=f.json,title=callspec%3A enum::"
            r"a\r\n::set-output name=x::y\u001b[0m%250A%0Ahint: \n::stop::",
        ),
        (
            finding(code="a\n::error::b", file="a\n::error::b"),
            r"::error file=a\n%3A%3Aerror%3A%3Ab,title=callspec%3A a%0A%3A%3Aerror%3A%3Ab::m",
        ),
    ],
)
def test_a_finding_is_one_command(found, command):
    assert rendered(found) == f"{command}\n"


def test_one_line_a_finding_and_none_without():
    assert rendered() == ""
    assert rendered(finding(), finding(code="type")) == (
        "::error file=f.json,title=callspec%3A enum::m\n"
        "::error file=f.json,title=callspec%3A type::m\n"
    )


def test_how_many_are_left_out_is_said():
    assert rendered(left_out=2) == "::notice title=callspec::2 findings not shown\n"
