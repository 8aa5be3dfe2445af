"""What mutation testing has found out, as it is kept here: whole, and explained."""

import json
import pkgutil
import re

import pytest
from mutation import record, run

EXPLAINED = run.EXPLAINED.read_text(encoding="utf-8")
FIRST = json.loads(record.RECORD.read_text(encoding="utf-8").partition("\n")[0])


@pytest.fixture
def restored(tmp_path, monkeypatch):
    """What mutmut is given in a clone that has run nothing."""
    monkeypatch.setattr(record, "MUTANTS", tmp_path / "mutants")
    record.restore(FIRST["mutmut"])


def test_what_is_recorded_comes_back_as_it_was(restored, tmp_path, monkeypatch):
    kept = record.RECORD.read_text(encoding="utf-8")
    monkeypatch.setattr(record, "RECORD", tmp_path / "record.jsonl")
    record.write(FIRST["mutmut"])
    assert record.RECORD.read_text(encoding="utf-8") == kept


def test_another_version_numbers_the_changes_in_another_way(tmp_path, monkeypatch):
    monkeypatch.setattr(record, "MUTANTS", tmp_path)
    record.restore("0")
    assert list(record.metas()) == []


@pytest.mark.parametrize("group", run.GROUPS)
def test_enough_is_noticed_and_the_rest_explained(restored, group):
    became = [record.verdict(code) for code in run.results(group).values()]
    assert 100 * became.count("noticed") >= run.LEAST * len(became) > 0
    assert run.unexplained(group) == []


@pytest.mark.parametrize(
    "name",
    sorted(set(re.findall(r"`((?:docs_extract|validator)(?:\.\w+)+)`", EXPLAINED))),
)
def test_what_is_explained_is_there(name):
    assert pkgutil.resolve_name(name) is not None
