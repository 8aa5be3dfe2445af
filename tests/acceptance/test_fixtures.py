import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from validator.codes import CODES

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"
ENVELOPE = ("--at", "/data", "--hangup-reason-at", "/call/hangup_reason")
VALID = sorted(path.name for path in (FIXTURES / "valid").iterdir())
VALID_JSON = sorted((FIXTURES / "valid").glob("*.json"))
INVALID = sorted(path.name.removesuffix(".toml") for path in (FIXTURES / "invalid").glob("*.toml"))


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((FIXTURES / "invalid" / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("engine", ["rust", "python"])
def test_every_valid_fixture_is_clean(callspec, engine):
    plain = [f"fixtures/valid/{name}" for name in VALID if name != "envelope.json"]
    ran = callspec("validate", "--engine", engine, "--strict", "-q", *plain)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    ran = callspec("validate", "--engine", engine, "fixtures/valid/envelope.json", *ENVELOPE)
    assert (ran.code, ran.out) == (0, "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n")


@pytest.mark.parametrize("name", INVALID)
def test_every_invalid_fixture_gives_its_findings_with_both_engines(callspec, name):
    wanted = expected(name)
    path = f"fixtures/invalid/{name}"
    reports = [
        callspec("validate", path, "--format", "json", "--engine", engine, *wanted.get("args", []))
        for engine in ("rust", "python")
    ]
    assert reports[0] == reports[1]
    found = [
        {
            "file": one["file"],
            "code": one["code"],
            "severity": one["severity"],
            "line": one["line"],
            "column": one["column"],
            "pointer": one["pointer"],
            "hint": one["hint"],
        }
        for one in json.loads(reports[0].out)["findings"]
    ]
    defaults = {"file": path, "severity": "error", "pointer": "", "hint": None}
    defaults |= {"line": None, "column": None}
    assert found == [{**defaults, **one} for one in wanted["findings"]]
    assert reports[0].code == wanted["exit"]


def test_there_are_enough_fixtures_and_every_code_is_shown():
    shown = {one["code"] for name in INVALID for one in expected(name)["findings"]}
    assert len(INVALID) >= 40
    # The first is audit's; what the second is about would be a large file.
    assert set(CODES) - {"not-compared", "too-many"} <= shown
    assert {
        "result-before-done",
        "done-without-result",
        "call-without-reference",
        "reference-without-type",
        "destination-index-minimum",
        "try-count-minimum",
    } <= shown


def test_every_payload_has_its_expectation_beside_it():
    payloads = {path.name for path in (FIXTURES / "invalid").iterdir() if path.suffix != ".toml"}
    assert payloads == set(INVALID) - {"missing-file.json"}


@pytest.mark.parametrize("path", VALID_JSON, ids=lambda path: path.name)
def test_the_quick_way_says_what_the_long_one_does(callspec, path):
    """`--engine` is never quick: it loads everything."""
    assert callspec("validate", path) == callspec("validate", path, "--engine", "rust")
