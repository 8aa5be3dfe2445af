"""Other people's validators take the schemas as they are, and say what callspec says."""

import json
import sys
import tomllib
from pathlib import Path

from conftest import ROOT, run_process

SCHEMA = ROOT / "schemas/campaigncall/1.1.0.json"
FIXTURES = ROOT / "fixtures"
CROSS_DOCUMENT = {
    "result-mismatch",
    "unknown-hangup-reason",
    "call-not-ended",
    "conflicting-calls",
    "missing-call",
}
# check-jsonschema reads the number into a float, which rounds the fraction away.
ROUNDED = "count-huge-fraction.json"
# What check-jsonschema takes though it is not clean: it does not look at the text.
ONLY_OURS = {"duplicate-key", "encoding", "not-a-number", "too-deep", "too-large", "yaml-syntax"}


def verdicts(paths: list[Path]) -> dict[str, bool]:
    """Return what check-jsonschema says of each file, given nothing but the schema's path."""
    ran = run_process(
        [
            str(Path(sys.executable).parent / "check-jsonschema"),
            "--schemafile",
            str(SCHEMA),
            "--output-format",
            "json",
            *map(str, paths),
        ],
    )
    assert ran.code in (0, 1), ran.err
    report = json.loads(ran.out)
    bad = {one["filename"] for one in (*report["errors"], *report["parse_errors"])}
    return {path.name: str(path) not in bad for path in paths}


def comparable() -> list[tuple[Path, bool]]:
    """Return the fixtures that hold one campaigncall each, and whether callspec takes them."""
    files = []
    for path in sorted((FIXTURES / "valid").iterdir()):
        if path.suffix in (".json", ".yaml") and path.name != "envelope.json":
            files.append((path, True))
    for expectation in sorted((FIXTURES / "invalid").glob("*.toml")):
        wanted = tomllib.loads(expectation.read_text(encoding="utf-8"))
        path = expectation.with_suffix("")
        args = wanted.get("args", [])
        if path.suffix not in (".json", ".yaml") or not path.exists():
            continue
        if "--schema" in args or "--at" in args or path.name in ("second-document.yaml", ROUNDED):
            continue
        # Warnings, findings across documents and options of ours are aside.
        errors = {
            one["code"] for one in wanted["findings"] if one.get("severity", "error") == "error"
        } - CROSS_DOCUMENT
        if errors & ONLY_OURS or path.name == "unknown-field-warning.json":
            continue
        files.append((path, not errors))
    return files


def test_check_jsonschema_gives_the_same_verdicts():
    files = comparable()
    assert len(files) > 60
    assert verdicts([path for path, _ in files]) == {path.name: valid for path, valid in files}
