import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values

from validator.finding import Finding, Severity, Source, Span
from validator.report import Count, Kind, Place, Summary, text
from validator.report.json import Json, as_data, as_text
from validator.report.text import Text

SUMMARY = Summary(documents=2, valid=1, invalid=1, unreadable=0, errors=1, warnings=1)


def render(style, findings, counts=None):
    parts = [style.start()]
    parts += [style.finding(one, first=number == 0) for number, one in enumerate(findings)]
    return "".join([*parts, style.end(SUMMARY, counts or {}, first=not findings)])


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
    found = [finding("a", Span(1, 1, 1, 2)), finding(None, None)]
    assert render(Text(quiet=True), found) == "f.json:1:1: error[enum] m\nf.json: error[enum] m\n"


ENUM = Kind("enum", Severity.ERROR, "/tags/*")
COUNTS = {
    Kind("type", Severity.WARNING, ""): Count(1, (Place("f.json", 1, 2, 1),)),
    ENUM: Count(1200, (Place("f.json", 1, 2, 1), Place("g\x1b.json", 3, 4, 2))),
}


def test_of_many_findings_the_end_says_how_many_there_are_of_each_kind():
    summary = Summary(2, 0, 2, 0, 1200, 1, left_out=1201)
    assert Text().end(summary, COUNTS, first=True) == (
        "  findings  code           field        first at\n"
        "----------  -------------  -----------  ---------------------------\n"
        "      1200  error[enum]    /tags/*      f.json:1:2 g\\u001b.json:3:4\n"
        "         1  warning[type]  (the whole)  f.json:1:2\n"
        "\n"
        "1201 findings not shown\n"
        "2 documents: 0 valid, 2 invalid; 1200 errors, 1 warning\n"
    )


def test_a_table_can_be_asked_for_and_quiet_has_none():
    few = {ENUM: Count(1, (Place("f.json", 1, 2, 1),))}
    line = "2 documents: 1 valid, 1 invalid; 1 error, 1 warning\n"
    assert Text().end(SUMMARY, few, first=False) == line
    assert Text(table=True).end(SUMMARY, few, first=False).endswith(f"f.json:1:2\n\n{line}")
    assert Text(table=True).end(SUMMARY, {}, first=False) == line
    assert Text(quiet=True, table=True).end(SUMMARY, few, first=False) == ""


def test_an_interrupted_run_says_so():
    assert Text().end(Summary(1, 1, 0, 0, 0, 0, complete=False), {}, first=True) == (
        "interrupted: this is about what had been read\n"
        "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n"
    )


def test_an_excerpt_may_begin_inside_its_line():
    shown = finding('{"a": 1}', Span(3, 107, 3, 108), excerpt_column=101)
    assert text.block(shown).splitlines()[1:] == [' 3 | …{"a": 1}', "   |        ^"]


def test_json_says_null_for_what_is_not_known():
    found = [finding(None, None, file="caf\udce9.json", found="é\x1b")]
    rendered = render(Json(), found, {ENUM: Count(1, (Place("f.json", 1, 2, 1),))})
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
            "left_out": 0,
            "accepted": 0,
            "complete": True,
            "kinds": [
                {
                    "code": "enum",
                    "severity": "error",
                    "field": "/tags/*",
                    "count": 1,
                    "first": [{"file": "f.json", "line": 1, "column": 2, "document": 1}],
                }
            ],
        },
        "findings": [
            {
                "code": "enum",
                "severity": "error",
                "file": "caf\\xe9.json",
                **dict.fromkeys(("line", "column", "end_line", "end_column", "document")),
                "pointer": "",
                "message": "m",
                "found": "é\x1b",
                **dict.fromkeys(("expected", "hint", "schema", "schema_pointer", "source")),
            }
        ],
    }


def test_json_is_whole_however_many_findings_there_are():
    for found in ([], [finding(None, None)], [finding(None, None)] * 3):
        rendered = render(Json(), found)
        assert len(json.loads(rendered)["findings"]) == len(found)
        assert rendered.count('"code"') == len(found)
        assert rendered.endswith("}\n")


@given(
    st.builds(
        Finding,
        code=st.sampled_from(["enum", 'a"b']),
        severity=st.sampled_from(Severity),
        message=st.text(),
        pointer=st.text(),
        found=json_values(st.text()) | st.sampled_from([1, 1.0, True, "1"]),
        expected=json_values(st.text()),
        hint=st.none() | st.text(),
        schema=st.none() | st.text(),
        schema_pointer=st.none() | st.text(),
        source=st.none() | st.builds(Source, st.text(), st.integers(1), st.none() | st.text()),
        file=st.none() | st.text() | st.just("caf\udce9.json"),
        document=st.none() | st.integers(1),
        span=st.none() | st.builds(Span, *[st.integers(1)] * 4),
    )
)
def test_the_text_of_a_finding_is_what_the_standard_library_writes(found):
    assert as_text(found) == json.dumps(as_data(found))
