import json

import pytest

from validator.finding import Finding, Severity, Source, Span
from validator.report import Report, Summary, text
from validator.report import json as json_report

SUMMARY = Summary(documents=2, valid=1, invalid=1, unreadable=0, errors=1, warnings=1)


def finding(excerpt="", span=None, **more):
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, "excerpt": excerpt, "span": span, **more})


@pytest.mark.parametrize(
    ("excerpt", "span", "lines"),
    [
        ('{"a": 1}', Span(3, 7, 3, 8), [' 3 | {"a": 1}', "   |       ^"]),
        ("\ta: xyz", Span(12, 5, 12, 8), [" 12 |     a: xyz", "    |        ^^^"]),
        ("안내: ab", Span(1, 5, 1, 7), [" 1 | 안내: ab", "   |       ^^"]),
        ("é: 한글", Span(1, 4, 1, 6), [" 1 | é: 한글", "   |    ^^^^"]),
        ("a: \x1b[2J", Span(1, 4, 1, 8), [" 1 | a: \\u001b[2J", "   |    ^^^^^^^^^"]),
        ("{", Span(1, 1, 9, 2), [" 1 | {", "   | ^"]),
        ("abc", Span(1, 4, 1, 4), [" 1 | abc", "   |    ^"]),
        ("x" * 70, Span(1, 1, 1, 71), [" 1 | " + "x" * 70, "   | ^"]),
        (
            "a" * 200 + "bad" + "c" * 200,
            Span(1, 201, 1, 204),
            [" 1 | …" + "a" * 33 + "bad" + "c" * 64 + "…", "   | " + " " * 34 + "^^^"],
        ),
    ],
)
def test_the_caret_stands_below_the_value(excerpt, span, lines):
    assert text.block(finding(excerpt, span)).splitlines()[1:] == lines


def test_a_finding_without_a_place_is_one_line():
    assert text.block(finding(None, None, file="-")) == "-: error[enum] m\n"
    assert text.heading(finding(None, None, file=None)) == "payload: error[enum] m"


def test_hint_and_reference_follow():
    shown = finding(None, None, hint="h\n", source=Source("p.rst", 4, "l"))
    assert text.block(shown) == "f.json: error[enum] m\n  hint: h\\n\n  reference: p.rst:4 (l)\n"
    assert str(Source("p.rst", 4)) == "p.rst:4"


def test_colour_marks_place_label_and_caret():
    shown = finding("ab", Span(1, 2, 1, 3), severity=Severity.WARNING)
    assert text.block(shown, color=True) == (
        "\x1b[1mf.json:1:2\x1b[0m: \x1b[33;1mwarning[enum]\x1b[0m m\n"
        " 1 | ab\n"
        "   |  \x1b[33;1m^\x1b[0m\n"
    )


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (SUMMARY, "2 documents: 1 valid, 1 invalid; 1 error, 1 warning"),
        (
            Summary(1, 1, 0, 2, 2, 0),
            "1 document: 1 valid, 0 invalid, 2 unreadable; 2 errors, 0 warnings",
        ),
    ],
)
def test_the_summary(summary, line):
    assert text.summary_line(summary) == line
    assert text.summary_line(summary, color=True) == f"\x1b[31m{line}\x1b[0m"


def test_quiet_leaves_one_line_a_finding():
    report = Report((finding("a", Span(1, 1, 1, 2)), finding(None, None)), SUMMARY)
    assert text.render(report, quiet=True) == "f.json:1:1: error[enum] m\nf.json: error[enum] m\n"


def test_json_says_null_for_what_is_not_known():
    report = Report((finding(None, None, file="caf\udce9.json", found="é\x1b"),), SUMMARY)
    rendered = json_report.render(report)
    assert rendered.isascii()
    assert json.loads(rendered) == {
        "format": "callspec-report/1",
        "summary": {
            "documents": 2,
            "valid": 1,
            "invalid": 1,
            "unreadable": 0,
            "errors": 1,
            "warnings": 1,
        },
        "findings": [
            {
                "code": "enum",
                "severity": "error",
                "file": "caf\udce9.json",
                **dict.fromkeys(("line", "column", "end_line", "end_column", "document")),
                "pointer": "",
                "message": "m",
                "found": "é\x1b",
                **dict.fromkeys(("expected", "hint", "schema", "schema_pointer", "source")),
            }
        ],
    }
