from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from validator.acceptances import accept, accepting, idle
from validator.config.config import Config, PayloadAcceptance
from validator.finding import Finding, Severity, Span

TODAY = date(2026, 5, 6)
ENUM = Finding("enum", Severity.ERROR, "status is odd", pointer="/items/0/status")
TYPE = Finding("type", Severity.ERROR, "id is 5", pointer="/id")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("a.json", "b.json"):
        (tmp_path / name).touch()


def config(*entries: PayloadAcceptance) -> Config:
    return Config(Path("callspec.toml"), accept_payload=entries)


def entry(code: str = "enum", payload: str = "*.json", **more) -> PayloadAcceptance:
    return PayloadAcceptance(code, payload, "old", **{"line": 3, **more})


def left(found: Config, file: str = "a.json") -> tuple[list[Finding], Counter[int]]:
    made = accepting(found, TODAY)
    assert made is not None
    return accept(made, file, [ENUM, TYPE])


def test_a_finding_goes_to_the_first_entry_that_fits():
    assert left(config(entry("type", "b.json"), entry(), entry())) == ([TYPE], Counter({1: 1}))
    assert left(config(entry(field="items.status"))) == ([TYPE], Counter({0: 1}))
    assert left(config(entry(field="name"))) == ([ENUM, TYPE], Counter())
    assert left(config(entry()), "-") == ([ENUM, TYPE], Counter())


def test_an_entry_counts_up_to_its_last_day():
    assert accepting(config(entry(expires=date(2026, 5, 5))), TODAY) is None
    assert left(config(entry(expires=TODAY))) == ([TYPE], Counter({0: 1}))
    assert accepting(config(), TODAY) is None


def test_an_entry_that_is_past_its_day_is_said_where_its_files_were_judged():
    old = config(entry(expires=date(2026, 5, 5), field="status"))
    assert idle(old, (), ["x.yaml"], TODAY) == []
    assert idle(old, (), ["a.json"], TODAY) == [
        Finding(
            "expired-acceptance",
            Severity.ERROR,
            "the acceptance of enum in *.json, field status expired on 2026-05-05: old",
            hint="mend the payload, or say until when it is accepted now",
            file="callspec.toml",
            span=Span(3, 1, 3, 2),
        )
    ]


def test_an_entry_that_accepts_nothing_is_said_where_all_its_files_were_judged():
    assert idle(config(entry()), (), ["a.json"], TODAY) == []
    assert idle(config(entry()), {0}, ["a.json", "b.json"], TODAY) == []
    assert idle(config(entry()), (), ["a.json", "b.json"], TODAY) == [
        Finding(
            "unused-acceptance",
            Severity.ERROR,
            "no finding is left to accept: enum in *.json",
            hint="remove it",
            file="callspec.toml",
            span=Span(3, 1, 3, 2),
        )
    ]
    assert len(idle(config(entry(payload="a.json")), (), ["a.json"], TODAY)) == 1
    assert idle(config(entry(payload="gone/*.json")), (), ["a.json"], TODAY) == []
