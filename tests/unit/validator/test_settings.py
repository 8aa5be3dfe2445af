from pathlib import Path

import pytest

from validator.config.config import NO_CONFIG, Config, FilePattern, FileSettings
from validator.settings import Settings, settings_of

NOTHING = FileSettings()
CONFIG = Config(
    Path("callspec.toml"),
    defaults=FileSettings(calls=("calls.ndjson",), unknown_fields="warning"),
    files=(
        FilePattern("hooks/*", FileSettings("campaigncall", "/data", "/call/hangup_reason")),
        FilePattern("*.json", FileSettings("contracts/own.json", unknown_fields="ignore")),
    ),
)


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_without_anything_the_first_contract_decides():
    assert settings_of("a.json", NOTHING, None, NO_CONFIG) == Settings(
        "campaigncall", "", None, None, (), "error", must_map=False
    )


def test_a_pattern_comes_before_the_defaults():
    assert settings_of("hooks/a.json", NOTHING, None, CONFIG) == Settings(
        "campaigncall", "/data", None, "/call/hangup_reason", (), "warning", must_map=True
    )
    assert settings_of("a.json", NOTHING, None, CONFIG) == Settings(
        "contracts/own.json", "", None, None, ("calls.ndjson",), "ignore", must_map=False
    )


def test_the_command_line_comes_first():
    given = FileSettings(at="", calls=("other.ndjson",), unknown_fields="error")
    assert settings_of("hooks/a.json", given, None, CONFIG) == Settings(
        "campaigncall", "", None, None, ("other.ndjson",), "error", must_map=True
    )
    assert settings_of("hooks/a.json", NOTHING, "busy", CONFIG) == Settings(
        "campaigncall", "/data", "busy", None, (), "warning", must_map=True
    )


def test_a_contract_on_the_command_line_is_for_all_files():
    given = FileSettings(schema="call")
    assert settings_of("hooks/a.json", given, None, CONFIG) == Settings(
        "call", "", None, None, ("calls.ndjson",), "warning", must_map=False
    )


def test_what_no_pattern_fits_has_no_contract():
    assert settings_of("a.yaml", NOTHING, None, CONFIG) is None
    assert settings_of("-", NOTHING, None, CONFIG) is None
    without = Config(Path("callspec.toml"), defaults=FileSettings(at="/data"))
    assert settings_of("-", NOTHING, None, without) == Settings("campaigncall", "/data")


def test_paths_start_from_the_folder_of_the_configuration(tmp_path, monkeypatch):
    (tmp_path / "sub").mkdir()
    monkeypatch.chdir(tmp_path / "sub")
    up = Config(Path("../callspec.toml"), defaults=CONFIG.defaults, files=CONFIG.files)
    found = settings_of("../a.json", NOTHING, None, up)
    assert found is not None
    assert (found.schema, found.calls) == ("../contracts/own.json", ("../calls.ndjson",))
