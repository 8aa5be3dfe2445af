"""`callspec show` and `callspec list` in their other forms."""

import json

import pytest


def test_markdown_has_the_tables(callspec):
    ran = callspec("show", "campaigncall", "--format", "markdown")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[:5] == [
        "# Campaigncall",
        "",
        "Contract `campaigncall@1.1.0`.",
        "",
        "One attempt of a campaign to reach one target.",
    ]
    titles = [line for line in lines if line.startswith("## ")]
    assert titles == ["## Fields", "## Values", "## Rules", "## Mapping"]
    assert "? inferred: the page shows it in its samples, but does not say it" in lines
    # Nothing of a page is markup.
    assert "| result-before-done" in ran.out
    assert all(line.count("|") == 6 for line in lines if line.startswith("| campaign_id"))


def test_the_schema_with_its_references_inside(callspec):
    whole = json.loads(callspec("show", "campaigncall", "--format", "schema").out)
    types = json.loads(callspec("show", "campaigncall", "--format", "types").out)
    assert whole["properties"]["source"]["$ref"] == "#/$defs/address"
    assert "allOf" in whole
    assert "allOf" not in types
    assert types == {key: one for key, one in whole.items() if key != "allOf"}


def test_a_schema_that_says_nothing_shows_nothing(callspec, tmp_path):
    (tmp_path / "own.json").write_text("true", encoding="utf-8")
    ran = callspec("show", tmp_path / "own.json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("own.json: nothing to show in a boolean schema\n")


@pytest.mark.parametrize("options", [["--url", "https://x.example.com"], ["--output", "x"]])
def test_what_is_for_editors_alone_is_said(callspec, options):
    ran = callspec("list", *options)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: --url and --output are for --format schemastore\n")


def test_a_folder_for_editors_must_be_empty(callspec, tmp_path):
    (tmp_path / "a").touch()
    ran = callspec("list", "--format", "schemastore", "--output", tmp_path)
    said = f"callspec: {tmp_path} is not empty: --output takes an empty folder\n"
    assert (ran.code, ran.err) == (2, said)
    assert json.loads(callspec("list", "--format", "schemastore").out)["version"] == 1
