"""`callspec audit`: many payloads against each other, and against their calls."""

import json
import os
import subprocess
import sys
import time

import pytest
from conftest import CALLSPEC, without_coverage

LOG, CALLS = "fixtures/audit/log.ndjson", "fixtures/audit/calls.ndjson"
SHORT = [
    f"{LOG}:9:454: warning[not-compared] status is compared with no other payload's: "
    'status is "don", expected "dialing", "progressing" or "done"',
    f"{LOG}:5:454: error[status-backwards] a campaigncall's status only moves forward: status is "
    f'"progressing", and was "done" at 2026-03-14 07:05:00.000000 already, in {LOG}:3',
    f"{LOG}:6:470: error[another-result] a campaigncall ends once, with one result: "
    f'result is "success" here, and "fail" in {LOG}:4',
    f"{LOG}:7:223: error[called-after-success] a target that was reached is not called again: "
    f'result was "success" at 2026-03-14 07:05:00.000000, in {LOG}:3',
]
AGAINST_CALLS = [
    f'{LOG}:6:470: error[result-mismatch] result is "success", but the hangup reason "busy" '
    'means "fail"',
    f'{LOG}:9:406: warning[missing-call] the call "ca110000-0000-4000-8000-000000000004" is not '
    "among the calls",
]


def test_payloads_are_held_against_each_other(callspec):
    ran = callspec("audit", LOG, "-q")
    assert (ran.code, ran.out.splitlines(), ran.err) == (1, SHORT, "")


def test_payloads_are_held_against_their_calls(callspec):
    ran = callspec("audit", LOG, "--calls", CALLS, "-q")
    assert (ran.code, ran.out.splitlines(), ran.err) == (1, [*SHORT, *AGAINST_CALLS], "")


def test_standard_input_is_compared(callspec, root):
    ran = callspec("audit", "-", "-q", stdin=(root / LOG).read_bytes())
    assert ran.out.splitlines() == [line.replace(LOG, "-") for line in SHORT]
    ran = callspec("audit", LOG, "--calls", "-", "-q", stdin=(root / CALLS).read_bytes())
    assert ran.out.splitlines() == [*SHORT, *AGAINST_CALLS]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_a_pipe_is_compared(callspec, root, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cp", root / LOG, tmp_path / "pipe"]):
        ran = callspec("audit", tmp_path / "pipe", "-q")
    assert ran.out.splitlines() == [line.replace(LOG, str(tmp_path / "pipe")) for line in SHORT]


def test_programs_get_every_field(callspec):
    ran = callspec("audit", LOG, "--calls", CALLS, "--max-findings", "2", "--format", "json")
    report = json.loads(ran.out)
    assert report["format"] == "callspec-audit/1"
    assert [one["code"] for one in report["findings"]] == ["not-compared", "status-backwards"]
    assert report["findings"][1] == {
        "code": "status-backwards",
        "severity": "error",
        "file": LOG,
        "line": 5,
        "column": 454,
        "end_line": 5,
        "end_column": 467,
        "document": 5,
        "pointer": "/status",
        "message": 'a campaigncall\'s status only moves forward: status is "progressing", and was '
        f'"done" at 2026-03-14 07:05:00.000000 already, in {LOG}:3',
        "found": "progressing",
        "expected": None,
        "hint": None,
        "schema": "campaigncall@1.1.0",
        "schema_pointer": None,
        "source": {
            "page": "campaigncall.rst",
            "line": 110,
            "label": "campaign-struct-campaigncall-status",
        },
    }
    kinds = report["summary"].pop("kinds")
    assert report["summary"] == {
        "payloads": 9,
        "calls": 4,
        "unreadable": 0,
        "errors": 4,
        "warnings": 2,
        "left_out": 4,
        "complete": True,
    }
    assert [(one["code"], one["count"]) for one in kinds] == [
        (line.partition("[")[2].partition("]")[0], 1) for line in (*SHORT, *AGAINST_CALLS)
    ]


def test_a_clean_log_is_clean(callspec, root, tmp_path):
    lines = (root / LOG).read_bytes().splitlines(keepends=True)
    (tmp_path / "log.ndjson").write_bytes(b"".join(lines[:4]))
    ran = callspec("audit", tmp_path, "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "4 payloads compared: 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([LOG, "--schema", "address"], "address@1.0.0 has no rules about several payloads; with"),
        ([LOG, "--schema", "address", "--calls", CALLS], "address@1.0.0 maps no hangup reason"),
        ([LOG, "--memory-limit", "lots"], "lots is no size: write 512MB or 4GB"),
        ([LOG, "--temp-dir", "/proc"], "callspec: /proc: "),
        (["-", "--calls", "-"], "standard input can be read once"),
        (["-", "--input-format", "ndjson"], "nothing to read: the files hold no document"),
    ],
)
def test_what_cannot_be_done_is_said(callspec, arguments, message):
    ran = callspec("audit", *arguments, stdin="")
    assert ran.code == 2
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_a_file_that_is_cut_off_is_said_and_the_rest_compared(callspec, root, tmp_path):
    import gzip

    packed = gzip.compress((root / LOG).read_bytes())
    (tmp_path / "log.ndjson.gz").write_bytes(packed[:-1])
    ran = callspec("audit", "log.ndjson.gz", "gone.ndjson", "-q", cwd=tmp_path)
    assert ran.code == 2
    assert ran.out.splitlines()[-2:] == [
        "gone.ndjson: error[unreadable] cannot be read: No such file or directory",
        "log.ndjson.gz: error[unreadable] cannot be read: the compressed data ends before its end",
    ] or ran.out.splitlines()[-2:] == [
        "log.ndjson.gz: error[unreadable] cannot be read: the compressed data ends before its end",
        "gone.ndjson: error[unreadable] cannot be read: No such file or directory",
    ]


def test_an_interrupt_ends_it_and_leaves_nothing_behind(tmp_path, root):
    log = tmp_path / "log.ndjson"
    log.write_bytes((root / LOG).read_bytes() * 20_000)
    folder = tmp_path / "temporary"
    folder.mkdir()
    command = [CALLSPEC, "audit", log, "--temp-dir", folder]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=without_coverage()
    ) as process:
        while not any(folder.glob("*/records.duckdb")):
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(2)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"callspec: interrupted\n")
    assert b"interrupted: not all has been compared\n" in out
    assert list(folder.iterdir()) == []


def test_without_the_database_it_says_what_to_install(tmp_path, root):
    """The package is hidden behind one of the same name that cannot be imported."""
    (tmp_path / "duckdb.py").write_text(
        "raise ModuleNotFoundError('no', name='duckdb')", encoding="utf-8"
    )
    ran = subprocess.run(
        [CALLSPEC, "audit", LOG],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "callspec: audit needs duckdb, which is not installed: pip install 'callspec[audit]'\n"
    )
