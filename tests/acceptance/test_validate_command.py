import json
import os
import socket
import threading
from pathlib import Path

import pytest

BAD = "fixtures/invalid/result-misspelt.json"
GOOD = "fixtures/valid/done-success.json"


@pytest.fixture
def good(root) -> str:
    return (root / GOOD).read_text(encoding="utf-8")


def test_a_finding_says_where_what_and_the_right_answer(callspec):
    ran = callspec("validate", BAD)
    assert ran.out == (
        "fixtures/invalid/result-misspelt.json:12:13: error[enum] "
        'result is "sucess", expected "", "success" or "fail"\n'
        ' 12 |   "result": "sucess",\n'
        "    |             ^^^^^^^^\n"
        '  hint: did you mean "success"?\n'
        "  reference: campaigncall.rst:128 (campaign-struct-campaigncall-result)\n"
        "\n"
        "1 document: 0 valid, 1 invalid; 1 error, 0 warnings\n"
    )
    assert (ran.code, ran.err) == (1, "")


def test_the_json_report_has_every_field(callspec):
    ran = callspec("validate", BAD, GOOD, "--format", "json")
    assert json.loads(ran.out) == {
        "format": "callspec-report/1",
        "summary": {
            "documents": 2,
            "valid": 1,
            "invalid": 1,
            "unreadable": 0,
            "errors": 1,
            "warnings": 0,
            "left_out": 0,
            "accepted": 0,
            "complete": True,
            "kinds": [
                {
                    "code": "enum",
                    "severity": "error",
                    "field": "/result",
                    "count": 1,
                    "first": [{"file": BAD, "line": 12, "column": 13, "document": 1}],
                }
            ],
        },
        "findings": [
            {
                "code": "enum",
                "severity": "error",
                "file": BAD,
                "line": 12,
                "column": 13,
                "end_line": 12,
                "end_column": 21,
                "document": 1,
                "pointer": "/result",
                "message": 'result is "sucess", expected "", "success" or "fail"',
                "found": "sucess",
                "expected": ["", "success", "fail"],
                "hint": 'did you mean "success"?',
                "schema": "campaigncall@1.1.0",
                "schema_pointer": "/properties/result/enum",
                "source": {
                    "page": "campaigncall.rst",
                    "line": 128,
                    "label": "campaign-struct-campaigncall-result",
                },
            }
        ],
    }


def test_a_finding_inside_an_embedded_schema_points_into_the_file(callspec, root):
    ran = callspec("validate", "fixtures/invalid/address-type-misspelt.yaml", "--format", "json")
    finding = json.loads(ran.out)["findings"][0]
    assert finding["schema_pointer"] == "/$defs/address/properties/type/enum"
    schema = json.loads((root / "schemas/campaigncall/1.0.0.json").read_text(encoding="utf-8"))
    assert schema["$defs"]["address"]["properties"]["type"]["enum"] == finding["expected"]


def test_quiet_prints_one_line_a_finding_and_nothing_when_clean(callspec):
    ran = callspec("validate", "-q", BAD)
    assert ran.out == (
        "fixtures/invalid/result-misspelt.json:12:13: error[enum] "
        'result is "sucess", expected "", "success" or "fail"\n'
    )
    assert callspec("validate", "-q", GOOD).out == ""


def test_a_bad_file_never_stops_the_others(callspec):
    ran = callspec("validate", "-q", "nothing.json", "fixtures/invalid/empty.json", BAD, GOOD)
    assert ran.out == (
        "fixtures/invalid/empty.json:1:1: error[json-syntax] the document is empty\n"
        "fixtures/invalid/result-misspelt.json:12:13: error[enum] "
        'result is "sucess", expected "", "success" or "fail"\n'
        "nothing.json: error[unreadable] cannot be read: No such file or directory\n"
    )
    assert (ran.code, ran.err) == (2, "")


def test_a_folder_is_searched_for_payloads_sorted(callspec, tmp_path, good):
    (tmp_path / "b" / "c").mkdir(parents=True)
    (tmp_path / "b" / "c" / "one.json").write_text("{", encoding="utf-8")
    (tmp_path / "b" / "two.NDJSON").write_text("[\n", encoding="utf-8")
    (tmp_path / "a.yml").write_text(good, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("{", encoding="utf-8")
    ran = callspec("validate", "-q", ".", cwd=tmp_path)
    assert ran.out.splitlines() == [
        "b/two.NDJSON:1:2: error[json-syntax] the text ends in the middle of a value",
        "b/c/one.json:1:2: error[json-syntax] the text ends in the middle of a value",
    ]


def test_a_folder_with_a_loop_of_links_ends(callspec, tmp_path, good):
    (tmp_path / "one.json").write_text(good, encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.json").symlink_to("self.json")
    ran = callspec("validate", tmp_path)
    assert "1 document: 1 valid" in ran.out
    assert "self.json: error[unreadable]" in ran.out
    assert ran.code == 2


def test_a_pattern_that_the_shell_left_alone_is_a_glob(callspec):
    ran = callspec("validate", "fixtures/valid/done-*.json")
    assert ran.out == "2 documents: 2 valid, 0 invalid; 0 errors, 0 warnings\n"
    ran = callspec("validate", "-q", "fixtures/nowhere/*.json")
    assert ran.out == (
        "fixtures/nowhere/*.json: error[unreadable] cannot be read: the pattern matches no file\n"
    )
    assert ran.code == 2


def test_a_file_named_twice_is_judged_once(callspec):
    ran = callspec("validate", GOOD, f"./{GOOD}", "fixtures/valid/done-*.json")
    assert ran.out == "2 documents: 2 valid, 0 invalid; 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("{json}", "1 document: 1 valid"),
        ("{line}\n{line}\n", "2 documents: 2 valid"),
        ("{yaml}", "1 document: 1 valid"),
        ("{yaml}---\n{yaml}", "2 documents: 2 valid"),
    ],
)
def test_standard_input_is_recognised(callspec, root, good, text, summary):
    yaml = (root / "fixtures/valid/payload.yaml").read_text(encoding="utf-8")
    line = json.dumps(json.loads(good))
    stdin = text.replace("{json}", good).replace("{line}", line).replace("{yaml}", yaml)
    ran = callspec("validate", "-", stdin=stdin)
    assert ran.out.startswith(summary)
    assert ran.code == 0


def test_a_finding_in_standard_input_names_it(callspec, good):
    ran = callspec("validate", "-q", "-", stdin=good.replace("done", "over"))
    assert ran.out == (
        '-:11:13: error[enum] status is "over", expected "dialing", "progressing" or "done"\n'
    )


def test_the_input_format_can_be_said(callspec, tmp_path, good):
    rows = json.dumps(json.loads(good)) + "\n" + json.dumps(json.loads(good)) + "\n"
    (tmp_path / "log.json").write_text(rows, encoding="utf-8")
    assert callspec("validate", tmp_path).code == 1
    ran = callspec("validate", "--input-format", "ndjson", tmp_path)
    assert ran.out == "2 documents: 2 valid, 0 invalid; 0 errors, 0 warnings\n"


def test_nothing_to_read_is_no_success(callspec, tmp_path):
    (tmp_path / "empty.ndjson").write_text("\n\n", encoding="utf-8")
    ran = callspec("validate", tmp_path / "empty.ndjson")
    assert (ran.code, ran.err) == (
        2,
        "callspec: nothing to read: the files hold no document\n",
    )
    (tmp_path / "folder").mkdir()
    assert callspec("validate", tmp_path / "folder").code == 2


def test_warnings_count_only_when_strict(callspec):
    path = "fixtures/invalid/done-without-result.json"
    assert callspec("validate", path).code == 0
    assert callspec("validate", "--strict", path).code == 1


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            ["--schema", "campaincall"],
            "no schema is called campaincall; did you mean campaigncall?",
        ),
        (
            ["--schema", "campaigncall@9.9.9"],
            "campaigncall has no version 9.9.9; there is 1.0.0, 1.1.0",
        ),
        (["--schema", "nowhere/x.json"], "nowhere/x.json: No such file or directory"),
        (
            ["--schemas", "fixtures"],
            "fixtures holds no catalog.json; callspec generate --out writes one",
        ),
        (
            ["--schema", "address", "--hangup-reason", "busy"],
            "address@1.0.0 maps no hangup reason to a result",
        ),
    ],
)
def test_a_job_that_cannot_be_done_says_why(callspec, args, message):
    ran = callspec("validate", GOOD, *args)
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {message}\n")


@pytest.mark.parametrize(
    "args",
    [
        [],
        [GOOD, "--no-such-option"],
        [GOOD, "--at", "data"],
        [GOOD, "--format", "xml"],
        ["-", "--calls", "-"],
        [GOOD, "--hangup-reason", "busy", "--calls", "fixtures/calls/calls.ndjson"],
    ],
)
def test_a_wrong_call_is_exit_2_with_a_usage_line(callspec, args):
    ran = callspec("validate", *args)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Usage: callspec validate")
    assert "Traceback" not in ran.err


def test_calls_that_cannot_be_read_are_exit_2(callspec):
    ran = callspec("validate", "-q", GOOD, "--calls", "no-calls.json")
    assert ran.code == 2
    assert "no-calls.json: error[unreadable] cannot be read: No such file or directory\n" in ran.out


def test_a_named_version_is_used(callspec):
    ran = callspec("validate", BAD, "--schema", "campaigncall@1.0.0", "--format", "json")
    assert json.loads(ran.out)["findings"][0]["schema"] == "campaigncall@1.0.0"


def test_a_schema_file_is_taken_with_its_name_and_version(callspec, tmp_path, root):
    copy = tmp_path / "contract.json"
    copy.write_bytes((root / "schemas/campaigncall/1.0.0.json").read_bytes())
    ran = callspec("validate", BAD, "--schema", copy, "--hangup-reason", "busy", "--format", "json")
    codes = [one["code"] for one in json.loads(ran.out)["findings"]]
    assert codes == ["enum"]
    assert json.loads(ran.out)["findings"][0]["schema"] == "campaigncall@1.0.0"


def test_a_schema_may_refer_to_its_folder_and_to_nothing_else(callspec, tmp_path):
    dialect = "https://json-schema.org/draft/2020-12/schema"
    (tmp_path / "inner.json").write_text('{"type": "integer"}', encoding="utf-8")
    outer = tmp_path / "outer.json"
    payload = tmp_path / "payload.json"
    payload.write_text('{"n": "x"}', encoding="utf-8")

    def schema(reference: str) -> None:
        body = {"$schema": dialect, "properties": {"n": {"$ref": reference}}}
        outer.write_text(json.dumps(body), encoding="utf-8")

    schema("inner.json")
    ran = callspec("validate", "-q", payload, "--schema", outer)
    assert ran.out.endswith('1:7: error[type] n is "x", expected an integer\n')
    for reference in (
        "https://example.org/x.json",
        "file:///etc/hostname",
        "../x.json",
        "#/$defs/no",
    ):
        schema(reference)
        for engine in ("rust", "python"):
            ran = callspec("validate", payload, "--schema", outer, "--engine", engine)
            assert (ran.code, ran.out) == (2, "")
            assert reference in ran.err
            assert "Traceback" not in ran.err


def test_no_colour_in_a_pipe_and_colour_never_reaches_json(callspec):
    assert "\x1b" not in callspec("validate", BAD).out
    assert "\x1b" not in callspec("validate", BAD, "--format", "json").out


def test_on_a_terminal_there_is_colour_unless_the_user_says_no(root):
    assert "\x1b[31;1m" in _on_a_terminal(root, "validate", BAD)
    assert "\x1b[" not in _on_a_terminal(root, "validate", BAD, "--no-color")
    assert "\x1b[" not in _on_a_terminal(root, "validate", BAD, env={"NO_COLOR": "1"})


def _on_a_terminal(root: Path, *args: str, env: dict[str, str] | None = None) -> str:
    import pty
    import subprocess

    from conftest import CALLSPEC

    main, other = pty.openpty()
    inherited = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    with subprocess.Popen(
        [str(CALLSPEC), *args],
        stdout=other,
        stdin=subprocess.DEVNULL,
        cwd=root,
        env={**inherited, **(env or {})},
    ) as process:
        os.close(other)
        parts = []
        while True:
            try:
                part = os.read(main, 65536)
            except OSError:  # the terminal is gone with its last writer
                break
            if not part:
                break
            parts.append(part)
        process.wait()
    os.close(main)
    return b"".join(parts).decode()


def test_control_sequences_of_a_payload_reach_no_terminal(callspec, good):
    stdin = good.replace('"done"', '"\\u001b[2J\\u202e"')
    ran = callspec("validate", "-", stdin=stdin)
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out
    assert 'status is "\\u001b[2J\\u202e"' in ran.out


def test_names_of_files_may_be_anything(callspec, tmp_path, good):
    names = [b"new\nline.json", b"caf\xe9.json", b"quote'\".json", b"-dash.json"]
    for name in names:
        path = os.path.join(os.fsencode(tmp_path), name)
        with open(path, "wb") as stream:  # noqa: PTH123 - a name that is no text
            stream.write(good.encode())
    ran = callspec("validate", "-q", ".", cwd=tmp_path)
    assert (ran.code, ran.out) == (0, "")
    ran = callspec("validate", "--format", "json", "--", "-dash.json", cwd=tmp_path)
    assert json.loads(ran.out)["summary"]["valid"] == 1


def test_paths_that_are_no_files_are_said_and_passed_over(callspec, tmp_path, good):
    (tmp_path / "good.json").write_text(good, encoding="utf-8")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "socket.json"))
    ran = callspec("validate", tmp_path / "socket.json", tmp_path / "good.json")
    server.close()
    assert "socket.json: error[unreadable]" in ran.out
    assert "1 document: 1 valid" in ran.out
    assert ran.code == 2


def test_a_reader_that_goes_away_is_no_traceback(root, tmp_path):
    import subprocess

    from conftest import CALLSPEC

    rows = "{}\n" * 2000
    (tmp_path / "many.ndjson").write_text(rows, encoding="utf-8")
    command = f"'{CALLSPEC}' validate '{tmp_path}' | head -1"
    done = subprocess.run(
        ["sh", "-c", command], capture_output=True, cwd=root, text=True, check=False
    )
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_the_schema_folder_of_the_place_comes_before_the_shipped_one(callspec, tmp_path, root):
    ran = callspec("generate", root / "reference", cwd=tmp_path)
    assert ran.code == 0
    newer = tmp_path / "schemas/campaigncall/1.0.0.json"
    text = newer.read_text(encoding="utf-8").replace('"fail"', '"failed"')
    newer.write_text(text, encoding="utf-8")
    (tmp_path / "payload.json").write_bytes((root / GOOD).read_bytes())
    ran = callspec("validate", "-q", "payload.json", "--hangup-reason", "busy", cwd=tmp_path)
    assert '"busy" means "failed"' in ran.out


def test_the_module_runs_like_the_command(root):
    import sys

    from conftest import run_process

    ran = run_process([sys.executable, "-m", "validator", "validate", "-q", GOOD], cwd=root)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_an_interrupt_ends_the_run_without_a_traceback(root):
    import signal
    import subprocess

    from conftest import CALLSPEC, without_coverage

    with subprocess.Popen(
        [str(CALLSPEC), "validate", "fixtures/invalid/empty.json", "-"],
        env=without_coverage(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        text=True,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: once this returns, the command is reading.
        process.stdin.write(" " * 1_000_000)
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert out == (
        "fixtures/invalid/empty.json:1:1: error[json-syntax] the document is empty\n"
        " 1 | \n"
        "   | ^\n"
        "\n"
        "interrupted: this is about what had been read\n"
        "1 document: 0 valid, 1 invalid; 1 error, 0 warnings\n"
    )
    assert (process.returncode, err) == (130, "callspec: interrupted\n")


@pytest.mark.parametrize("more", [(), ("--jobs", "2"), ("--engine", "python")])
@pytest.mark.parametrize("name", ["payloads.ndjson", "payload.json", "-"])
def test_a_schema_may_come_from_a_pipe(callspec, tmp_path, name, more):
    os.mkfifo(tmp_path / "schema")
    schema = '{"properties": {"a": {"const": 1}}}'
    for file in ("payloads.ndjson", "payload.json"):
        (tmp_path / file).write_text('{"a": 2}\n')
    writer = threading.Thread(target=(tmp_path / "schema").write_text, args=(schema,))
    writer.start()
    ran = callspec(
        "validate", "-q", "--schema", "./schema", name, *more, cwd=tmp_path, stdin='{"a": 2}'
    )
    writer.join()
    assert (ran.code, ran.out, ran.err) == (1, f"{name}:1:7: error[const] a is 2, expected 1\n", "")


def test_a_stray_byte_order_mark_inside_a_log_is_an_error(callspec, good):
    row = json.dumps(json.loads(good))
    ran = callspec("validate", "-q", "-", stdin=f"{row}\n\ufeff{row}\n")
    assert ran.out == (
        "-:2:1: error[json-syntax] the character U+FEFF, which is no white space in JSON\n"
    )


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ('{"$schema": "http://example.org/own"}', "not a usable JSON Schema"),
        ('{"properties": {"a": {"type": "objekt"}}}', "JSON Schema at /properties/a/type: "),
        ('{"pattern": "(["}', "JSON Schema at /pattern: "),
        ('{"properties": {"a": 5}}', "JSON Schema at /properties/a: "),
        ("[]", "a JSON Schema is an object or a boolean"),
        ("{", ":1:2: the text ends in the middle of a value"),
        ("[" * 100_000, ":1:201: more than 200 objects and arrays inside one another"),
    ],
)
def test_a_schema_that_is_none_is_named(callspec, tmp_path, engine, schema, message):
    (tmp_path / "odd.json").write_text(schema, encoding="utf-8")
    ran = callspec("validate", GOOD, "--schema", tmp_path / "odd.json", "--engine", engine)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"callspec: {tmp_path / 'odd.json'}:")
    assert message in ran.err


@pytest.mark.parametrize("text", ['"x"', "[1]", "null", '{"data": [1]}', '{"data": {"-1": 2}}'])
@pytest.mark.parametrize("pointer", ["/data/-", "/data/1", "/x~0", "/0/data"])
def test_a_pointer_to_nothing_is_a_finding(callspec, text, pointer):
    ran = callspec("validate", "-q", "--at", pointer, "-", stdin=text)
    assert ran.out == (
        f"-:1:1: error[no-payload] nothing stands at {pointer}, where --at looks for the payload\n"
    )
    assert ran.code == 1


def test_findings_of_reading_and_of_the_contract_stand_in_the_order_of_the_text(callspec, good):
    text = good.replace('"id": "', '"id": "x').replace(
        '"try_count": 1', '"try_count": 1,"try_count": 2'
    )
    ran = callspec("validate", "-q", "-", stdin=text)
    assert [line.split("[")[1].split("]")[0] for line in ran.out.splitlines()] == [
        "format",
        "duplicate-key",
    ]


def test_the_input_format_is_that_of_the_payloads_alone(callspec, good):
    row = json.dumps(json.loads(good))
    ran = callspec(
        *("validate", "-q", "-", "--input-format", "ndjson"),
        *("--calls", "fixtures/calls/odd-calls.json"),
        stdin=f"{row}\n{row}\n",
    )
    assert "json-syntax" not in ran.out
    assert ran.out.count("missing-call") == 2
