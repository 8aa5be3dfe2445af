"""`callspec validate` on files of many records: streams, processes, and what is put aside."""

import bz2
import gzip
import json
import lzma
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import CALLSPEC, without_coverage

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACK = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "zst": zstd.compress}
CLEAN = "1 document: 1 valid, 0 invalid; 0 errors, 0 warnings\n"


@pytest.fixture
def good(root) -> str:
    return json.dumps(json.loads((root / "fixtures/valid/done-success.json").read_text("utf-8")))


@pytest.fixture
def bad(good) -> str:
    return good.replace('"done"', '"don"')


@pytest.fixture
def log(tmp_path, good, bad) -> Path:
    """A log of 4,000 records: every hundredth has a status that the reference does not have."""
    path = tmp_path / "log.ndjson"
    path.write_text("".join(f"{bad if n % 100 == 7 else good}\n" for n in range(4000)), "utf-8")
    return path


def test_the_end_counts_by_code_and_field(callspec, log):
    ran = callspec("validate", log.name, "--summary-only", cwd=log.parent)
    assert ran.out == (
        "  findings  code         field    first at\n"
        "----------  -----------  -------  ----------------------------------------------------\n"
        "        40  error[enum]  /status  log.ndjson:8:478 log.ndjson:108:478 log.ndjson:208:478\n"
        "\n"
        "4000 documents: 3960 valid, 40 invalid; 40 errors, 0 warnings\n"
    ).replace(":478", f":{place_of_status(log)}").replace("-" * 52, "-" * 54)
    assert (ran.code, ran.err) == (1, "")


def place_of_status(log: Path) -> int:
    return log.read_text("utf-8").splitlines()[7].index('"don"') + 1


def test_findings_beyond_the_most_are_counted_and_not_printed(callspec, log):
    ran = callspec("validate", log.name, "--max-findings", "2", "-q", cwd=log.parent)
    assert [line.split(" ")[0] for line in ran.out.splitlines()] == [
        f"log.ndjson:{line}:{place_of_status(log)}:" for line in (8, 108)
    ]
    report = json.loads(callspec("validate", log, "--max-findings", "2", "--format", "json").out)
    assert len(report["findings"]) == 2
    assert report["summary"]["errors"] == 40
    assert report["summary"]["left_out"] == 38
    assert report["summary"]["kinds"][0]["count"] == 40
    text = callspec("validate", log, "--max-findings", "1").out
    assert "39 findings not shown\n4000 documents: 3960 valid, 40 invalid;" in text


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize("more", [[], ["--max-findings", "3"], ["--summary-only"]])
def test_processes_give_the_report_of_one(callspec, log, form, more):
    second = log.with_name("second.ndjson.gz")
    second.write_bytes(gzip.compress(log.read_bytes()))
    # Larger than a range, so that it is split.
    large = log.with_name("large.ndjson")
    large.write_bytes(log.read_bytes() * 3)
    asked = ["validate", large, second, "nowhere.json", "--format", form, *more]
    assert large.stat().st_size > 8 * 1024 * 1024
    assert callspec(*asked, "--jobs", "2") == callspec(*asked)


def test_standard_input_is_read_once_whatever_the_processes(root, log):
    large = log.with_name("large.ndjson")
    large.write_bytes(log.read_bytes() * 3)
    for file in (log, large):
        said = set()
        for jobs in ("1", "2"):
            command = [str(CALLSPEC), "validate", "-", str(log), "--summary-only", "--jobs", jobs]
            # A file as standard input has a size and can be sought in, a pipe has neither.
            with file.open("rb") as opened:
                redirected = subprocess.run(command, stdin=opened, capture_output=True, cwd=root)
            piped = subprocess.run(command, input=file.read_bytes(), capture_output=True, cwd=root)
            said |= {redirected.stdout, piped.stdout}
        assert len(said) == 1
        rows = len(file.read_bytes().splitlines()) + 4000
        assert f"{rows} documents: ".encode() in said.pop()


@pytest.mark.parametrize("kind", PACK)
def test_a_compressed_file_is_read_as_what_it_holds(callspec, tmp_path, good, kind):
    for name in ("one.json", "one.ndjson", "one.yaml"):
        path = tmp_path / f"{name}.{kind}"
        path.write_bytes(PACK[kind](good.encode()))
        assert callspec("validate", path).out == CLEAN
        path.unlink()
    path = tmp_path / "rows"
    path.write_bytes(PACK[kind](f"{good}\n{good}\n".encode()))
    assert "2 documents: 2 valid" in callspec("validate", path).out
    assert "2 documents: 2 valid" in callspec("validate", "-", stdin=path.read_bytes()).out


def test_a_folder_gives_its_compressed_files_too(callspec, tmp_path, good):
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(good.encode()))
    (tmp_path / "b.tar.gz").write_bytes(b"")
    assert callspec("validate", tmp_path).out == CLEAN


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_of_a_truncated_archive_what_could_be_read_is_judged(callspec, log, jobs):
    path = log.with_name("cut.ndjson.gz")
    # Not compressed: what is cut off is about as long as it looks.
    whole = gzip.compress(log.read_bytes(), compresslevel=0)
    path.write_bytes(whole[: len(whole) // 2])
    ran = callspec("validate", path.name, "--format", "json", "--jobs", jobs, cwd=log.parent)
    report = json.loads(ran.out)
    rows = log.read_text("utf-8").splitlines()
    read = report["summary"]["documents"]
    assert 1800 < read < 2100
    wrong = [number + 1 for number, row in enumerate(rows[:read]) if '"don"' in row]
    found = [one["line"] for one in report["findings"] if one["code"] == "enum"]
    assert found == wrong
    assert report["findings"][-1]["code"] == "unreadable"
    assert report["findings"][-1]["message"] == (
        "cannot be read: the compressed data ends before its end"
    )
    assert (report["summary"]["unreadable"], ran.code) == (1, 2)


def test_an_array_is_read_element_by_element_when_asked(callspec, tmp_path, good, bad):
    path = tmp_path / "array.json"
    path.write_text(f"[\n{good},\n  {bad}, {good}\n]\n", "utf-8")
    ran = callspec("validate", path.name, "--input-format", "array", cwd=tmp_path)
    column = bad.index('"don"') + 3
    assert ran.out.startswith(f'array.json:3:{column}: error[enum] status is "don"')
    assert ran.out.endswith("3 documents: 2 valid, 1 invalid; 1 error, 0 warnings\n")
    ran = callspec("validate", path.name, "-q", cwd=tmp_path)
    assert ran.out == (
        "array.json:1:1: error[type] the payload is an array of 3 items, expected an object\n"
    )


def test_refused_records_are_put_aside_as_they_were(callspec, tmp_path, good, bad, root):
    rows = [good, bad, "[1", '{"a": 1,  "a": 2}\r', good]
    (tmp_path / "log.ndjson").write_bytes("\n".join(rows).encode())
    (tmp_path / "one.json").write_text(f"{bad}\n", "utf-8")
    (tmp_path / "two.yaml").write_text("a: 1\n", "utf-8")
    asked = ["log.ndjson", "one.json", "two.yaml", "--quarantine", "aside", "--max-findings", "1"]
    ran = callspec("validate", *asked, cwd=tmp_path)
    assert ran.code == 1
    aside = tmp_path / "aside"
    assert (aside / "records.ndjson").read_bytes() == "\n".join([*rows[1:4], ""]).encode()
    assert sorted(one.name for one in (aside / "documents").iterdir()) == [
        "000001-one.json",
        "000002-two.yaml",
    ]
    assert (aside / "documents/000001-one.json").read_text("utf-8") == f"{bad}\n"
    found = [json.loads(row) for row in (aside / "findings.ndjson").read_text("utf-8").splitlines()]
    places = {(one["file"], one["document"]) for one in found}
    assert places == {
        ("log.ndjson", 2),
        ("log.ndjson", 3),
        ("log.ndjson", 4),
        ("one.json", 1),
        ("two.yaml", 1),
    }
    assert callspec("validate", *asked, cwd=tmp_path).err == (
        "callspec: aside is not empty: --quarantine takes an empty folder\n"
    )
    (tmp_path / "file").touch()
    ran = callspec("validate", "log.ndjson", "--quarantine", "file/x", cwd=tmp_path)
    assert (ran.code, ran.err) == (2, "callspec: file/x: Not a directory\n")


def test_an_interrupted_run_reports_what_it_has_read(root, log, good, bad):
    """The rows of a pipe that is not at its end, in a run that the user ends."""
    with subprocess.Popen(
        [str(CALLSPEC), "validate", "-", "--input-format", "ndjson", "--format", "json"],
        env=without_coverage(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
    ) as process:
        assert process.stdin is not None
        # The command reads on until nothing comes; so all but the last block is judged.
        process.stdin.write(log.read_bytes())
        process.stdin.flush()
        wait_until_idle(process.pid)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    report = json.loads(out)
    assert report["summary"]["complete"] is False
    read = report["summary"]["documents"]
    assert 0 < read <= 4000
    assert report["summary"]["invalid"] == len([n for n in range(read) if n % 100 == 7])
    assert (process.returncode, err) == (130, b"callspec: interrupted\n")


def wait_until_idle(process: int) -> None:
    """Wait until a process has slept for a while: it has read all that there is."""
    before, still = -1, 0
    for _ in range(600):
        used = sum(map(int, Path(f"/proc/{process}/stat").read_text("utf-8").split()[13:15]))
        still = still + 1 if used == before and used > 0 else 0
        if still > 10:
            return
        before = used
        time.sleep(0.05)


def test_a_worker_that_is_killed_changes_nothing(root, log, callspec):
    large = log.with_name("large.ndjson")
    with large.open("wb") as file:
        for _ in range(30):
            file.write(log.read_bytes())
    asked = ["validate", str(large), "--summary-only"]
    wanted = callspec(*asked).out
    with subprocess.Popen(
        [str(CALLSPEC), *asked, "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=root,
        text=True,
    ) as process:
        victim = first_child(process.pid)
        os.kill(victim, signal.SIGKILL)
        out, err = process.communicate(timeout=300)
    assert (out, err, process.returncode) == (wanted, "", 1)


def first_child(process: int) -> int:
    children = Path(f"/proc/{process}/task/{process}/children")
    for _ in range(6000):
        found = children.read_text("utf-8").split()
        if found:
            return int(found[0])
        time.sleep(0.01)
    raise AssertionError("no process was started")


def test_all_versions_goes_with_none_of_these(callspec, log):
    ran = callspec("validate", log, "--all-versions", "--jobs", "2")
    assert ran.code == 2
    assert ran.err.endswith(
        "Error: --all-versions prints every document: it goes with none of --jobs, --cluster, "
        "--max-findings, --summary-only and --quarantine\n"
    )


def test_progress_is_shown_on_a_terminal_and_gone_at_the_end(root, log):
    """A pipe that brings nothing for a while, read by a command on a terminal."""
    import pty

    controller, terminal = pty.openpty()
    with subprocess.Popen(
        [str(CALLSPEC), "validate", "-", "--input-format", "ndjson", "--summary-only"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=terminal,
        cwd=root,
    ) as process:
        assert process.stdin is not None
        for _ in range(4):
            process.stdin.write(log.read_bytes())
            process.stdin.flush()
            time.sleep(0.6)
        process.stdin.close()
        process.stdin = None
        assert process.stdout is not None
        out = process.stdout.read()
    os.close(terminal)
    shown = os.read(controller, 100_000).decode()
    os.close(controller)
    assert b"16000 documents: 15840 valid, 160 invalid" in out
    assert " documents  " in shown
    assert " MB/s  " in shown
    assert " findings" in shown
    assert shown.endswith("\r\x1b[K")
