"""Whatever findings hold, each report is one that its readers take."""

import json
import xml.etree.ElementTree as ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import json_values

from validator.finding import Finding, Severity, Source, Span
from validator.report import Summary
from validator.report.github import render as github
from validator.report.gitlab import render as gitlab
from validator.report.html import Html
from validator.report.json import Json
from validator.report.junit import render as junit
from validator.report.markdown import render as markdown
from validator.report.report import Report
from validator.report.sarif import render as sarif
from validator.report.text import Text

# Any character, halves of surrogate pairs among them, and what formats take for theirs.
TEXTS = st.text(st.characters(), max_size=20) | st.sampled_from(
    ["\x1b[2J", "]]>", "<script>", "::error::x", "a\r\nb", "%0A", "\u202e", "\ufffe", "|`*_[x](y)"]
)
NAMES = TEXTS.filter(bool) | st.sampled_from(["caf\udce9.json", "-"])
SPANS = st.builds(Span, *[st.integers(1, 10**6)] * 4)
FINDINGS = st.builds(
    Finding,
    code=st.sampled_from(["enum", "unreadable", "rule-of-a-page"]),
    severity=st.sampled_from(Severity),
    message=TEXTS,
    pointer=TEXTS.map(lambda text: "/" + text.replace("~", "~0")),
    found=json_values(st.text(max_size=5)),
    hint=st.none() | TEXTS,
    schema=st.just("campaigncall@1.0.0"),
    source=st.none() | st.builds(Source, NAMES, st.integers(1), st.none() | TEXTS),
    file=NAMES,
    document=st.integers(1, 9),
    span=st.none() | SPANS,
    excerpt=st.none() | TEXTS,
)
LISTS = st.lists(FINDINGS, max_size=4)
SUMMARY = Summary(1, 0, 1, 0, 1, 0)


def report(found: list[Finding]) -> Report:
    return Report("validate", found, list(dict.fromkeys(one.file for one in found)), "1 document")


def strict(text: str):
    """Return what a reader that takes no half of a surrogate pair reads."""
    return msgspec.json.decode(text.encode(errors="backslashreplace"))


def printed(style, found: list[Finding]) -> str:
    parts = [style.start()]
    parts += [style.finding(one, first=number == 0) for number, one in enumerate(found)]
    return "".join([*parts, style.end(SUMMARY, {}, first=not found)])


def is_harmless(text: str) -> bool:
    return all(char == "\n" or char.isprintable() or 0xD800 <= ord(char) < 0xE000 for char in text)


@given(LISTS)
def test_json(found):
    assert len(json.loads(printed(Json(), found))["findings"]) == len(found)


@given(LISTS)
def test_text_has_no_control_character(found):
    assert is_harmless(printed(Text(False, False, False), found))


@given(LISTS)
def test_sarif(found):
    [run] = strict(sarif(report(found)))["runs"]
    assert len(run["results"]) == len(found)


@given(LISTS)
def test_gitlab(found):
    assert len(strict(gitlab(report(found)))) == len(found)


@given(LISTS)
def test_junit(found):
    text = junit(report(found)).encode(errors="backslashreplace")
    root = ElementTree.fromstring(text)
    assert len(list(root.iter("testcase"))) >= len(found)


@given(LISTS)
def test_github_has_a_command_for_each_and_no_other(found):
    lines = github(report(found)).splitlines()
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(found)
    assert is_harmless("\n".join(lines))


@given(LISTS)
def test_markdown_and_html_hold_no_markup_of_a_payload(found):
    markdown_it = pytest.importorskip("markdown_it")  # not where only the lowest versions are
    # GitHub takes HTML in Markdown: what is rendered must not have a payload's.
    rendered = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    for text in (rendered.render(markdown(report(found))), printed(Html(), found)):
        assert "<script>" not in text
        assert "\x1b" not in text
