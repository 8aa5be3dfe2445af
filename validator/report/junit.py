"""The findings as JUnit XML, which CI systems show as tests: a suite for each file.

The form is what Jenkins, GitLab and `junitparser` read: a `failure` is a finding that counts, an
`error` a file that cannot be read.
"""

import xml.etree.ElementTree as ElementTree  # writes alone; nothing is parsed
from collections import Counter
from collections.abc import Iterator, Sequence

from validator import wording
from validator.finding import Finding
from validator.report import text
from validator.report.report import Report, counts_as_error


def render(report: Report) -> str:
    """Return a report as an XML document with a final newline.

    A file without any finding is one test that passes. A finding that does not count (a warning,
    unless they count as errors) passes too, and is said in its `system-out`.
    """
    by_file: dict[str, list[Finding]] = {name: [] for name in report.checked}
    by_file |= {name or "-": [] for name in report.dropped if name not in by_file}
    for finding in report.findings:
        by_file.setdefault(finding.file or "-", []).append(finding)
    suites = [_suite(name, found, report) for name, found in by_file.items()]
    root = ElementTree.Element("testsuites", {"name": f"callspec {report.command}"})
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in suites)))
    root.extend(suites)
    if report.left_out:
        more = wording.plural(report.left_out, "finding")
        root.append(ElementTree.Comment(f" {more} not shown "))
    ElementTree.indent(root)
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(name: str, findings: Sequence[Finding], report: Report) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", {"name": wording.printable(name)})
    cases = list(_cases(name, findings, report))
    suite.set("tests", str(len(cases)))
    for key, tag in (("failures", "failure"), ("errors", "error")):
        suite.set(key, str(sum(case.find(tag) is not None for case in cases)))
    suite.extend(cases)
    return suite


def _cases(name: str, findings: Sequence[Finding], report: Report) -> Iterator[ElementTree.Element]:
    shown = wording.printable(name)
    attributes = {"classname": shown, "file": shown}
    more = report.dropped.get(name, 0)
    if more:
        case = ElementTree.Element("testcase", {"name": "findings not shown", **attributes})
        ElementTree.SubElement(
            case, "failure", {"type": "left-out", "message": wording.plural(more, "more finding")}
        )
        yield case
    elif not findings:
        yield ElementTree.Element("testcase", {"name": shown, **attributes})
    seen: Counter[str] = Counter()
    for finding in findings:
        place = f"{finding.span.line}:{finding.span.column} " if finding.span else ""
        title = f"{place}{finding.code} {wording.printable(finding.pointer)}".rstrip()
        seen[title] += 1
        if seen[title] > 1:  # a case is known by its name
            title += f" ({seen[title]})"
        case = ElementTree.Element("testcase", {"name": title, **attributes})
        if finding.span:
            case.set("line", str(finding.span.line))
        counts = counts_as_error(finding, strict=report.strict)
        tag = "system-out" if not counts else "error" if finding.code == "unreadable" else "failure"
        said = ElementTree.SubElement(case, tag)
        if counts:
            said.set("type", finding.code)
            said.set("message", wording.printable(finding.message))
        said.text = text.block(finding)
        yield case
