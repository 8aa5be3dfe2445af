import json
import os
from pathlib import Path

import pytest

from validator import load_contract
from validator.cli import quick
from validator.cli.quick import count_clean

GOOD = json.dumps(load_contract("campaigncall").schema.schema["examples"][0])


@pytest.fixture
def folder(tmp_path, monkeypatch, root):
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    (tmp_path / "bad.json").write_text(GOOD.replace("done", "don"), "utf-8")
    (tmp_path / "marked.json").write_text("\ufeff" + GOOD, "utf-8")
    (tmp_path / "rows.ndjson").write_text(GOOD, "utf-8")
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    monkeypatch.chdir(tmp_path)
    return root / "schemas"


@pytest.mark.parametrize(
    ("paths", "count"),
    [
        (["a.json"], 1),
        (["a.json", "b.json"], 2),
        (["a.json", "./a.json"], 1),
        (["./folder.json/../a.json"], 1),
        (["bad.json"], None),
        (["a.json", "bad.json"], None),
        (["marked.json"], None),
        (["rows.ndjson"], None),
        (["folder.json"], None),
        (["nowhere.json"], None),
        (["*.json"], None),
        (["a\0.json"], None),
        (["pipe.json"], None),
        (["-"], None),
    ],
)
def test_only_clean_json_files_are_counted(folder, paths, count):
    assert count_clean(paths, "campaigncall", folder) == count


def test_what_may_be_one_file_twice_is_left_to_others(folder):
    path = str(Path("a.json").resolve())
    assert count_clean([path], "campaigncall", folder) == 1
    assert count_clean([path, "a.json"], "campaigncall", folder) is None


def test_many_or_large_files_and_schema_files_are_left_to_others(folder, monkeypatch):
    assert count_clean(["a.json"] * 101, "campaigncall", folder) is None
    assert count_clean(["a.json"], str(folder / "campaigncall/1.0.0.json"), None) is None
    monkeypatch.setattr(quick, "MOST_BYTES", 10)
    assert count_clean(["a.json"], "campaigncall", folder) is None
