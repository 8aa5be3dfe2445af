"""The HTML report, looked at in a real browser (Debian's chromium, where it is installed)."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=1100,1400",
)


@pytest.fixture
def page(callspec, tmp_path, root) -> Path:
    good = json.loads((root / "fixtures/valid/done-success.json").read_text("utf-8"))
    rows = [
        {**good, "tm_create": f"2026-03-{1 + number % 9:02} 10:00:00.000000", **wrong}
        for number, wrong in enumerate(
            [{"status": "don"}, {"result": "<script>document.title='owned'</script>"}, {}] * 30
        )
    ]
    log = tmp_path / "log.ndjson"
    log.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    ran = callspec("validate", log.name, "--format", "html", cwd=tmp_path)
    assert (ran.code, ran.err) == (1, "")
    path = tmp_path / "report.html"
    path.write_text(ran.out, "utf-8")
    return path


def test_the_page_needs_nothing_else(page):
    text = page.read_text("utf-8")
    assert re.findall(r"(?:src|href)\s*=|@import|url\(", text) == []


def test_findings_are_counted_by_day(callspec, page):
    ran = callspec(
        "validate", page.with_name("log.ndjson"), "--format", "json", "--time-at", "/tm_create"
    )
    kinds = json.loads(ran.out)["summary"]["kinds"]
    assert {kind["field"]: sum(kind["days"].values()) for kind in kinds} == {
        "/status": 30,
        "/result": 30,
    }
    assert list(kinds[0]["days"]) == sorted(kinds[0]["days"])


@pytest.mark.skipif(BROWSER is None, reason="there is no chromium on this machine")
def test_a_browser_shows_the_numbers_the_chart_and_the_samples(page, tmp_path):
    dom = browse(tmp_path, "--dump-dom", page.as_uri()).decode()
    assert "<title>60 errors in 90 documents</title>" in dom
    # Every third record is clean, and so is every third day; the last one is not in the chart.
    bars = re.findall(r"<title>2026-03-0(\d): (\d+) findings</title>(.*?)</g>", dom)
    assert [(day, count, shapes.count("<rect ")) for day, count, shapes in bars] == [
        ("1", "10", 1),
        ("2", "10", 1),
        ("3", "0", 0),
        ("4", "10", 1),
        ("5", "10", 1),
        ("6", "0", 0),
        ("7", "10", 1),
        ("8", "10", 1),
    ]
    assert len(re.findall(r"<tr><td>30</td>", dom)) == 2
    assert "&lt;script&gt;" in dom
    assert "<script" not in dom
    picture = tmp_path / "page.png"
    browse(tmp_path, f"--screenshot={picture}", page.as_uri())
    data = picture.read_bytes()
    assert data.startswith(b"\x89PNG")
    # An empty page of this size is a few kilobytes.
    assert len(data) > 20_000


def browse(folder: Path, *args: str) -> bytes:
    assert BROWSER is not None
    command = [BROWSER, *OPTIONS, f"--user-data-dir={folder / 'profile'}", *args]
    return subprocess.run(command, capture_output=True, check=True, timeout=120).stdout
