import subprocess
import sys

import pytest
from hostile.case import Case, Seen, run_case
from hostile.cases import CASES
from hostile.table import expected, held, page


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_hostile_input_is_held(case, tmp_path):
    seen = run_case(case, tmp_path)
    assert seen.wrong == ()
    assert seen.code == case.code
    if case.lines:
        assert case.says in seen.lines
    assert len(seen.lines) == case.lines
    assert held(case, seen)


def test_the_page_shows_what_is_held(root):
    assert (root / "docs/robustness.md").read_text(encoding="utf-8") == page(expected)


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        ("echo 'Traceback (most recent call last):' >&2", "a traceback"),
        (r"printf 'a\033[2Jb'", "a control character"),
        (f"{sys.executable} -c 'bytearray(b\"x\") * (2 << 30)'", "KiB of memory"),
    ],
)
def test_what_is_wrong_is_seen(command, wrong, tmp_path):
    seen = run_case(Case("", command, 0), tmp_path)
    assert [wrong in one for one in seen.wrong] == [True]


def test_what_hangs_is_ended_and_seen(tmp_path, monkeypatch):
    monkeypatch.setattr("hostile.case.MOST_SECONDS", 1)
    seen = run_case(Case("", "sleep 600", 0), tmp_path)
    assert (seen.code, seen.wrong) == (-9, ("it hangs",))
    assert subprocess.run(["pgrep", "-f", "sleep 600"], check=False).returncode == 1


def test_what_another_line_says_is_not_held(tmp_path):
    case = Case("", "echo a; exit 1", 1, "a")
    assert held(case, run_case(case, tmp_path))
    for other in (
        Seen(0, ("a",), (), 0),
        Seen(1, ("b",), (), 0),
        Seen(1, ("a", "b"), (), 0),
        Seen(1, ("a",), ("it hangs",), 0),
    ):
        assert not held(case, other)
