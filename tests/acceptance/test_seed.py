"""The real page against ours: the same contract, and what is wrong with the original."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from docs_extract.emit import struct_schema
from docs_extract.extract import extract
from docs_extract.reference import read_reference


@pytest.fixture
def originals(shared: Path, tmp_path: Path) -> Path:
    """The three original pages by themselves, without those beside them in the corpus."""
    corpus = shared / "corpus/2024-04"
    for page in (
        shared / "seed/campaigncall.rst",
        corpus / "common_struct_address.rst",
        corpus / "call_struct_call.rst",
    ):
        shutil.copy(page, tmp_path)
    return tmp_path


def contract(pages: list[Any], name: str) -> Any:
    """Return a struct's schema without rules, descriptions and places."""
    extraction = extract(read_reference(pages))
    versions = dict.fromkeys(extraction.structs, "1.0.0")
    return _bare(struct_schema(name, extraction.structs, versions))


def _bare(part: Any) -> Any:
    if isinstance(part, list):
        return [_bare(one) for one in part]
    if not isinstance(part, dict):
        return part
    dropped = {
        "description",
        "allOf",
        "advice",
        "records",
        "source",
        "sources",
        "reasons_source",
        "values",
    }
    bare = {}
    for key, value in part.items():
        if key in dropped and not (key == "source" and "$ref" in value):
            continue
        if key == "inferred":
            # The reasons name lines, and the original refers to a page that is not among these.
            names = sorted(name for name in value if name != "$ref")
            bare |= {key: names} if names else {}
        else:
            bare[key] = _bare(value)
    return bare


@pytest.mark.parametrize("name", ["campaigncall", "address", "call"])
def test_the_original_pages_and_ours_are_the_same_contract(originals, root, name):
    assert contract([originals], name) == contract([root / "reference"], name)


def test_properties_keep_the_order_of_the_seed(originals, root):
    theirs = contract([originals], "campaigncall")
    ours = contract([root / "reference"], "campaigncall")
    assert list(theirs["properties"]) == list(ours["properties"])
    assert len(ours["properties"]) == 17
    assert ours["required"] == list(ours["properties"])


def test_check_is_true_on_the_seed(callspec, shared, root):
    seed = shared / "seed/campaigncall.rst"
    ran = callspec("check", "-q", seed, "reference/address.rst", "reference/call.rst")
    lines = [line.split("seed/")[-1] for line in ran.out.splitlines()]
    assert lines == [
        "campaigncall.rst:33:10: warning[field-without-bullet] "
        "tm_create is in the skeleton, but no bullet describes it",
        "campaigncall.rst:34:10: warning[field-without-bullet] "
        "tm_update is in the skeleton, but no bullet describes it",
        "campaigncall.rst:123:37: warning[unknown-value] "
        "no_answer is named here, but no table of values has it",
        "reference/call.rst:35:19: note[open-object] "
        "action may hold anything, as far as the page says",
    ]


def test_check_on_the_lone_seed_says_that_the_address_is_missing(callspec, shared):
    ran = callspec("check", "-q", shared / "seed/campaigncall.rst")
    broken = [line for line in ran.out.splitlines() if "broken-reference" in line]
    assert [line.split(" ", 1)[1] for line in broken] == [
        "error[broken-reference] source refers to common-struct-address-address, "
        "which no page at hand has",
        "error[broken-reference] destination refers to common-struct-address-address, "
        "which no page at hand has",
    ]
    assert ran.code == 1


def test_no_page_of_the_corpus_is_a_traceback(callspec, shared):
    for folder in ("2024-04", "2026-08", *(f"history/{path.name}" for path in _history(shared))):
        ran = callspec("check", "-q", shared / "corpus" / folder)
        assert ran.err == ""
        assert ran.code in (0, 1)


def _history(shared: Any) -> list[Any]:
    return sorted((shared / "corpus/history").iterdir())
