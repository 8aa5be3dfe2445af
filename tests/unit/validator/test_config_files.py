import os
from pathlib import Path

import pytest

from validator.config.config import Config, FilePattern, FileSettings
from validator.config.files import files_of, fits, in_folder, path_below, pattern_of


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("a.json", "a.json"),
        ("*.json", "a.json"),
        ("**/*.json", "a.json"),
        ("**/*.json", "a/b/c.json"),
        ("a/**/c.json", "a/c.json"),
        ("a/**", "a/b/c.json"),
        ("a/?.json", "a/b.json"),
        ("a/[bc].json", "a/c.json"),
        ("a/{b,c}*.json", "a/call.json"),
        ("**/*.json", ".hidden/a.json"),
        ("[odd].json", "[odd].json"),
    ],
)
def test_a_pattern_fits(pattern, path):
    assert fits(pattern, path)


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*.json", "a/b.json"),
        ("*.json", "a.JSON"),
        ("a/*/c.json", "a/c.json"),
        ("a.json", "b/a.json"),
        ("a?.json", "a/.json"),
        ("a[b].json", "a[b].json.x"),
    ],
)
def test_a_pattern_does_not_fit(pattern, path):
    assert not fits(pattern, path)


def config(folder: Path, *patterns: str) -> Config:
    files = tuple(FilePattern(one, FileSettings(schema=one)) for one in patterns)
    return Config(folder / "callspec.toml", files=files)


def test_paths_are_below_the_folder_of_the_configuration(tmp_path, monkeypatch):
    (tmp_path / "a").mkdir()
    monkeypatch.chdir(tmp_path / "a")
    up = config(Path(".."))
    assert path_below(up, "b.json") == "a/b.json"
    assert path_below(up, "../b.json") == "b.json"
    assert path_below(up, str(tmp_path / "a" / "b.json")) == "a/b.json"
    assert path_below(up, "../../b.json") is None
    assert path_below(up, "-") is None
    assert path_below(up, "s3://bucket/b.json") is None
    assert path_below(Config(), "b.json") is None
    assert in_folder(up, "calls/x.json") == os.path.join("..", "calls", "x.json")
    assert in_folder(up, "s3://bucket/b.json") == "s3://bucket/b.json"


def test_the_first_pattern_counts(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    both = config(Path(), "a/*.json", "**/*.json")
    assert pattern_of(both, "a/b.json") == both.files[0]
    assert pattern_of(both, "b/b.json") == both.files[1]
    assert pattern_of(both, "b/b.yaml") is None


def test_the_files_of_a_pattern(tmp_path):
    for name in ("a.json", "b/c.json", "b/.d.json", "b/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    here = config(tmp_path)
    assert files_of(here, "**/*.json") == {"a.json", "b/c.json", "b/.d.json"}
    assert files_of(here, "b/*") == {"b/c.json", "b/.d.json", "b/e.yaml"}
    assert files_of(here, "gone.json") == {"gone.json"}
    assert files_of(here, "gone/*.json") == set()
