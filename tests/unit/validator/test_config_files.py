import os
from pathlib import Path

from validator.config.config import Config, FilePattern, FileSettings
from validator.config.files import in_folder, path_below, pattern_of


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
