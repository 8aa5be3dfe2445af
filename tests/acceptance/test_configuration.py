"""What callspec.toml changes, and how it is shown."""

import json
import shutil
from pathlib import Path

import pytest

GOOD = "fixtures/valid/done-success.json"
BAD = "fixtures/invalid/result-misspelt.json"


@pytest.fixture
def project(root, tmp_path, callspec):
    """A folder with payloads; what is called runs in it."""
    for name, source in {
        "contracts/campaigncall-good.json": GOOD,
        "contracts/campaigncall-bad.json": BAD,
        "contracts/deep/call.json": "fixtures/valid/envelope.json",
        "package.json": BAD,
    }.items():
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / source, target)

    def run(config: str, *args: str, cwd: str = "."):
        (tmp_path / "callspec.toml").write_text(config, encoding="utf-8")
        return callspec(*args, cwd=tmp_path / cwd)

    run.folder = tmp_path
    run.callspec = callspec
    return run


FILES = '[files]\n"contracts/**/campaigncall*.json" = "campaigncall@1"\n'


MISSPELT = ':12:13: error[enum] result is "sucess", expected "", "success" or "fail"'


def test_files_go_with_their_contract(project):
    both = FILES + '"**/call.json" = "call"\n'
    ran = project(both, "validate", "-q", "contracts")
    first, *others = ran.out.splitlines()
    assert first == f"contracts/campaigncall-bad.json{MISSPELT}"
    # What a call must have, and not what a campaigncall must.
    assert "contracts/deep/call.json:1:1: error[required] hangup_reason is missing" in others
    assert not any("campaign_id is missing" in one for one in others)
    assert ran.code == 1


def test_the_report_is_the_same_with_several_processes(project):
    both = FILES + '"**/call.json" = "call"\n'
    one = project(both, "validate", "contracts")
    assert project(both, "validate", "contracts", "--jobs", "2") == one


def test_what_no_pattern_fits_is_passed_over_in_a_folder(project):
    ran = project(FILES, "validate", "-q", ".")
    assert ran.out == f"contracts/campaigncall-bad.json{MISSPELT}\n"
    assert (ran.code, ran.err) == (
        1,
        "callspec: passed over: no pattern of [files] in callspec.toml fits 2 files that the "
        "folders hold\n",
    )


def test_what_no_pattern_fits_is_an_error_where_it_is_named(project):
    ran = project(FILES, "validate", "-q", "package.json", "contracts/campaigncall-good.json")
    assert (ran.code, ran.out) == (
        2,
        "package.json: error[unreadable] cannot be read: no pattern of [files] in callspec.toml "
        "fits it: give --schema\n",
    )


def test_where_nothing_is_left_to_read_it_is_said(project):
    ran = project('[files]\n"x" = "call"\n', "validate", "contracts")
    assert (ran.code, ran.err) == (
        2,
        "callspec: nothing to read: no pattern of [files] in callspec.toml fits 3 files that the "
        "folders hold\n",
    )


def test_a_contract_on_the_command_line_is_for_all_files(project):
    ran = project(FILES, "validate", "-q", "package.json", "--schema", "campaigncall")
    assert (ran.code, ran.out) == (1, f"package.json{MISSPELT}\n")


def test_a_clean_file_is_quick_with_a_configuration_too(project):
    ran = project(FILES, "validate", "contracts/campaigncall-good.json")
    assert ran.out == "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n"


def test_paths_start_from_the_folder_of_the_configuration(project):
    ran = project(FILES, "validate", "-q", "campaigncall-bad.json", cwd="contracts")
    assert (ran.code, ran.out) == (1, f"campaigncall-bad.json{MISSPELT}\n")


def test_pointers_calls_and_unknown_fields(project):
    folder: Path = project.folder
    payload = json.loads((folder / "contracts/campaigncall-good.json").read_text(encoding="utf-8"))
    hook = {"data": {**payload, "more": 1}, "call": {"hangup_reason": "busy"}}
    (folder / "hook.json").write_text(json.dumps(hook), encoding="utf-8")
    config = (
        '[files]\n"hook.json" = { schema = "campaigncall", at = "/data", '
        'hangup-reason-at = "/call/hangup_reason", unknown-fields = "warning" }\n'
    )
    ran = project(config, "validate", "-q", "hook.json")
    assert [line.split(" ")[1] for line in ran.out.splitlines()] == [
        "error[result-mismatch]",
        "warning[unknown-field]",
    ]
    calls = {"id": payload["reference_id"], "hangup_reason": "busy"}
    (folder / "calls.ndjson").write_text(json.dumps(calls), encoding="utf-8")
    config = 'calls = ["calls.ndjson"]\n'
    ran = project(config, "validate", "-q", "contracts/campaigncall-good.json")
    assert "error[result-mismatch]" in ran.out
    ran = project(config, "validate", "-q", "campaigncall-good.json", cwd="contracts")
    assert "error[result-mismatch]" in ran.out
    # A contract that maps no hangup reason is not asked: the calls are for all files.
    ran = project(config, "validate", "-q", "contracts/deep/call.json", "--schema", "address")
    assert "maps no hangup reason" not in ran.err


def test_a_code_weighs_what_the_configuration_says(project):
    bad = "contracts/campaigncall-bad.json"
    ran = project('[severity]\nenum = "warning"\n', "validate", "-q", bad)
    assert (ran.code, ran.out) == (0, f"{bad}{MISSPELT.replace('error[', 'warning[')}\n")
    assert project('[severity]\nenum = "warning"\n', "validate", "-q", bad, "--strict").code == 1
    assert project('[severity]\nenum = "ignore"\n', "validate", "-q", bad).out == ""
    assert project('[severity]\nenum = "ignore"\n', "validate", bad, "--no-config").code == 1


def test_what_weighs_less_hides_no_error(project, root):
    bad = project.folder / "misspelt.json"
    shutil.copy(root / "fixtures/invalid/field-misspelt.json", bad)
    (project.folder / "broken.json").write_text("{", encoding="utf-8")
    config = '[severity]\nunknown-field = "ignore"\njson-syntax = "ignore"\n'
    missing = "misspelt.json:1:1: error[required] campaign_id is missing\n"
    ran = project(config, "validate", "-q", "misspelt.json")
    assert (ran.code, ran.out) == (1, missing)
    assert project(config, "validate", "-q", "misspelt.json", "--jobs", "2") == ran
    ran = project(config, "validate", "-q", "misspelt.json", "--unknown-fields", "error")
    assert ran.out == (
        "misspelt.json:3:3: error[unknown-field] campain_id is no field of the reference\n"
    )
    ran = project(config, "validate", "-q", "broken.json")
    assert ran.code == 1
    assert "error[json-syntax]" in ran.out


def test_a_finding_about_a_payload_is_accepted(project):
    bad = "contracts/campaigncall-bad.json"
    entry = '[[accept]]\ncode = "enum"\npayload = "contracts/*.json"\nreason = "old"\n'
    ran = project(entry, "validate", bad)
    assert (ran.code, ran.out) == (
        0,
        "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings, 1 accepted\n",
    )
    ran = project(entry.replace("enum", "type"), "validate", "-q", bad)
    assert ran.out == f"{bad}{MISSPELT}\n"
    ran = project(entry.replace("enum", "type"), "validate", "-q", "contracts")
    assert ran.out.splitlines()[-1] == (
        "callspec.toml:1:1: error[unused-acceptance] no finding is left to accept: "
        "type in contracts/*.json"
    )
    ran = project(f"{entry}expires = 2020-01-31\n", "validate", "-q", bad, "--jobs", "2")
    assert ran.out.splitlines() == [
        f"{bad}{MISSPELT}",
        "callspec.toml:1:1: error[expired-acceptance] the acceptance of enum in contracts/*.json "
        "expired on 2020-01-31: old",
    ]
    assert ran.code == 1


def test_a_page_and_a_change_weigh_what_the_configuration_says(project, root):
    states = sorted(one for one in (root / "fixtures/history").iterdir() if one.is_dir())
    old, new = str(states[0]), str(states[-1])
    found = json.loads(project("", "diff", old, new, "--format", "gitlab").out)
    codes = {one["check_name"] for one in found}
    config = "[severity]\n" + "".join(f'{code} = "note"\n' for code in sorted(codes))
    assert project(config, "diff", old, new).code == 0
    assert project("", "diff", old, new).code == 1


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ("shema = 'call'\n", 'callspec.toml:1: unknown key "shema"; did you mean schema?'),
        (
            "[files]\n'a.json' = { shema = 'call' }\n",
            'callspec.toml:2: "a.json" in [files] has an unknown key "shema"; did you mean schema?',
        ),
        (
            "[severity]\nenumm = 'error'\n",
            'callspec.toml:2: [severity] has "enumm", which is no code; did you mean enum?',
        ),
        (
            "[severity]\nenum = 'fatal'\n",
            'callspec.toml:2: enum of [severity] is "fatal", not "error", "warning", "note" or '
            '"ignore"',
        ),
        (
            "[files]\n'/a.json' = 'call'\n",
            'callspec.toml:2: "/a.json" in [files] is "/a.json", which is no path below the '
            "configuration's folder; write it as it stands below the configuration's folder, as "
            "contracts/**/*.json",
        ),
        (
            "at = 'data'\n",
            'callspec.toml:1: at is "data", which is no JSON Pointer; write /data or /data/0',
        ),
    ],
)
def test_what_means_nothing_is_said_with_a_hint(project, config, said):
    for command in (["validate", "package.json"], ["config"]):
        ran = project(config, *command)
        assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {said}\n")


def test_the_configuration_is_shown(project):
    config = (
        'unknown-fields = "warning"\n'
        f"{FILES}"
        '[severity]\nenum = "note"\n'
        '[[accept]]\ncode = "type"\npayload = "a.json"\nreason = "old"\n'
    )
    ran = project(config, "config", cwd="contracts")
    assert ran.out == (
        "../callspec.toml\n"
        "\n"
        "unknown-fields  warning\n"
        "\n"
        "Files\n"
        "\n"
        "pattern                          how\n"
        "-------------------------------  ---------------------\n"
        "contracts/**/campaigncall*.json  schema campaigncall@1\n"
        "\n"
        "Severity\n"
        "\n"
        "code    severity\n"
        "------  ----------\n"
        "enum    note\n"
        "\n"
        "Accepted\n"
        "\n"
        "what    where    reason\n"
        "------  -------  --------\n"
        "type    a.json   old\n"
    )
    ran = project(config, "config", "contracts")
    assert ran.out == (
        "file                              pattern                          schema          how\n"
        "--------------------------------  -------------------------------  --------------  "
        "-----------------------\n"
        "contracts/campaigncall-bad.json   contracts/**/campaigncall*.json  campaigncall@1  "
        "unknown fields: warning\n"
        "contracts/campaigncall-good.json  contracts/**/campaigncall*.json  campaigncall@1  "
        "unknown fields: warning\n"
        "contracts/deep/call.json                                           passed over\n"
    )
    data = json.loads(project(config, "config", "package.json", "--format", "json").out)
    assert data == {
        "format": "callspec-config/1",
        "file": "callspec.toml",
        "unknown-fields": "warning",
        "schemas": None,
        "patterns": [
            {
                "pattern": "contracts/**/campaigncall*.json",
                "line": 3,
                "schema": "campaigncall@1",
            }
        ],
        "severity": {"enum": "note"},
        "accepted": 1,
        "settled": 0,
        "files": [{"file": "package.json", "pattern": None, "settings": None}],
    }


def test_without_a_configuration_it_is_said(callspec, tmp_path):
    ran = callspec("config", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "no configuration: callspec.toml is neither here nor above\n")


def test_a_configuration_can_be_named(callspec, root, tmp_path):
    named = tmp_path / "other.toml"
    named.write_text('[severity]\nenum = "note"\n', encoding="utf-8")
    assert callspec("validate", BAD, "--config", named).code == 0
    ran = callspec("validate", BAD, "--config", named, "--no-config")
    assert (ran.code, "--config and --no-config exclude each other" in ran.err) == (2, True)
    ran = callspec("validate", BAD, "--config", tmp_path / "gone.toml")
    assert (ran.code, ran.err) == (
        2,
        f"callspec: {tmp_path / 'gone.toml'}: No such file or directory\n",
    )


def test_the_folder_of_schemas_is_for_every_command(project, root):
    shutil.copytree(root / "fixtures/versions/schemas", project.folder / "contracts/schemas")
    config = 'schemas = "contracts/schemas"\n'
    assert "shipment" in project(config, "list").out
    assert project(config, "show", "shipment", cwd="contracts").code == 0
    assert project(config, "sample", "shipment", "--count", "1").code == 0
    assert project(config, "changelog", "shipment").code == 0
    assert project(config, "diff", "shipment@1.0.0", "shipment@1.1.0").code == 1
    sent = root / "fixtures/versions/payloads/sent.json"
    assert project(config, "validate", str(sent), "--schema", "shipment").code == 0
    words = {"COMP_WORDS": "callspec show ship", "COMP_CWORD": "ship"}
    completed = project.callspec(
        env={**words, "_CALLSPEC_COMPLETE": "fish_complete"}, cwd=project.folder
    )
    assert completed.out == "plain,shipment\tShipment\n"
