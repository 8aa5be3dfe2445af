import pytest
from extract_pages import write_pages

from docs_extract.catalogue import catalogue
from docs_extract.check import check
from docs_extract.codes import CODES
from docs_extract.explanations import EXPLANATIONS
from docs_extract.reference import read_reference
from validator.finding import Severity

NOT_A_PAGE = {
    "expired-acceptance",
    "page-encoding",
    "page-too-large",
    "schema-edited",
    "schema-outdated",
    "unused-acceptance",
    "unused-settlement",
}
"""Codes whose before and after are told in words: no page alone gives them."""

RULES = {"missing-citation", "rule-syntax"}
"""Codes whose before and after are a file of rules beside a page."""

SHOWN = [code for code in EXPLANATIONS if code not in NOT_A_PAGE]


def found(folder, code: str, text: str) -> list[tuple[str, Severity]]:
    files = {"parcel.rst": text}
    if code in RULES:
        page = EXPLANATIONS["invalid-example"].after
        files = {"parcel.rst": page, "parcel.rules.yaml": text}
    checked = check(read_reference([write_pages(folder, files)]), None)
    return [(one.code, one.severity) for one in checked.findings]


@pytest.mark.parametrize("code", SHOWN)
def test_before_gives_the_finding_and_after_does_not(tmp_path, code):
    explanation = EXPLANATIONS[code]
    assert code in dict(found(tmp_path / "before", code, explanation.before))
    after = found(tmp_path / "after", code, explanation.after)
    assert code not in dict(after)
    assert [name for name, severity in after if severity is not Severity.NOTE] == []


def test_every_code_of_pages_is_explained_and_no_other():
    assert {code: one.meaning for code, one in EXPLANATIONS.items()} == CODES
    assert set(CODES) >= NOT_A_PAGE | RULES


@pytest.mark.parametrize("code", EXPLANATIONS)
def test_every_explanation_is_whole(code):
    one = EXPLANATIONS[code]
    for text in (one.why, one.mend):
        assert text == " ".join(text.split())
        assert text.endswith((".", "!"))
    assert one.before.endswith("\n")
    assert one.after.endswith("\n")
    assert one.before != one.after


def test_the_page_of_findings_is_up_to_date(root):
    assert (root / "docs/findings.md").read_text(encoding="utf-8") == catalogue()
