"""Five states of pages, one after the other: the versions that come of them, and the changelog.

The one history is made up (fixtures/changelog: pages, the schemas they give, the changelog); the
other is a real one, of which its facts are held.
"""

import json
from itertools import pairwise
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest

from docs_extract.compare.change import ABSENT, Change
from docs_extract.compare.compare import compare
from docs_extract.compare.sides import read_side

# Midnight (UTC) of 15 January to 15 May 2026.
DAYS = ("1768435200", "1771113600", "1773532800", "1776211200", "1778803200")
VERSIONS = ["1.0.0", "1.0.1", "1.0.2", "2.0.0", "3.0.0"]
FORMATS = jsonschema.Draft202012Validator.FORMAT_CHECKER


def replay(callspec, states: list[Path], out: Path) -> dict[str, list[str]]:
    """Generate schemas from one state after the other; return the versions by struct."""
    assert len(states) == len(DAYS)
    for state, day in zip(states, DAYS, strict=True):
        callspec("generate", state, "--schemas", out, env={"SOURCE_DATE_EPOCH": day})
    structs = json.loads((out / "catalog.json").read_bytes())["structs"]
    return {name: list(one["versions"]) for name, one in structs.items()}


def steps(folder: Path, name: str) -> list[tuple[Change, ...]]:
    """Return what each version changed, every witness checked by plain validators."""
    found = []
    for before, after in pairwise(VERSIONS):
        old, new = (
            read_side(f"{name}@{number}", folder).schemas[name] for number in (before, after)
        )
        comparison = compare(old, new)
        assert (comparison.old, comparison.new) == (f"{name}@{before}", f"{name}@{after}")
        files = [folder / name / f"{number}.json" for number in (before, after)]
        for change in comparison.changes:
            assert_proved(change, *(json.loads(file.read_bytes()) for file in files))
        found.append(comparison.changes)
    return found


def assert_proved(change: Change, old: dict, new: dict) -> None:
    for verdict, accepting, refusing in ((change.writers, old, new), (change.readers, new, old)):
        assert verdict.breaks == (verdict.witness is not None)
        if verdict.witness is not None:
            assert verdict.witness.reason is ABSENT
            payload = verdict.witness.payload
            assert (plain(accepting, payload), plain(refusing, payload)) == (True, False)


def plain(schema: dict, payload: object) -> bool:
    """Return whether the plain packages take a payload: both, or neither."""
    slow = jsonschema.Draft202012Validator(schema, format_checker=FORMATS).is_valid(payload)
    assert jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(payload) == slow
    return slow


def codes(changes: tuple[Change, ...]) -> set[str]:
    return {change.code for change in changes}


def contract(changes: tuple[Change, ...]) -> list[tuple]:
    """Return the changes that are not about words, as far as a person would tell them."""
    return [
        (one.code, one.field, one.new if one.code == "enum-value-added" else None, one.breaks)
        for one in changes
        if not one.is_wording
    ]


def examples(changes: tuple[Change, ...]) -> list[tuple]:
    return [(one.pointer, one.old, one.new) for one in changes if one.code == "example-changed"]


@pytest.fixture
def own(root) -> Path:
    return root / "fixtures/changelog"


def test_our_own_history_gives_the_schemas_beside_it(callspec, own, tmp_path):
    versions = replay(callspec, sorted((own / "pages").iterdir()), tmp_path)
    assert versions == {"station": ["1.0.0", "1.0.1", "2.0.0"], "ticket": VERSIONS}

    def files(folder: Path) -> dict[str, bytes]:
        paths = folder.rglob("*.json")
        return {str(path.relative_to(folder)): path.read_bytes() for path in paths}

    assert files(tmp_path) == files(own / "schemas")


def test_the_facts_of_our_own_history(own):
    data, words, fields, value = steps(own / "schemas", "ticket")
    assert codes(data) == {"example-changed"}
    assert examples(data) == [("/examples/0/start/name", "Oldtown", "Newtown")]
    assert all(change.is_wording for change in words)
    assert codes(words) == {"description-changed", "meaning-changed"}
    assert contract(fields) == [
        *(("required-field-added", name, None, ("writers",)) for name in FIELDS),
        ("enum-value-added", "start.kind", "tram", ("readers",)),
    ]
    assert [one.through for one in fields if one.embedded] == [("start", "end")]
    assert contract(value) == [("enum-value-added", "type", "day", ("readers",))]
    assert value[0].readers.witness.payload["type"] == "day"
    assert examples(value) == [("/examples/0/tm_delete", "9999-01-01 00:00:00.000000", None)]


FIELDS = ("customer_id", "seat", "tm_delete")


def test_the_changelog_of_our_own_history(callspec, own, tmp_path):
    args = ("changelog", "ticket", "--schemas", own / "schemas")
    expected = (own / "ticket.md").read_text(encoding="utf-8")
    ran = callspec(*args)
    assert (ran.code, ran.out, ran.err) == (0, expected, "")
    file = tmp_path / "changes.md"
    ran = callspec(*args, "--output", file)
    assert (ran.code, ran.out, ran.err) == (0, f"wrote {file}\n", "")
    assert file.read_text(encoding="utf-8") == expected
    assert [path.name for path in tmp_path.iterdir()] == ["changes.md"]


def test_the_real_history_gives_these_versions(callspec, shared, tmp_path):
    versions = replay(callspec, sorted((shared / "corpus/history").iterdir()), tmp_path)
    assert versions["campaigncall"] == VERSIONS
    data, words, fields, value = steps(tmp_path, "campaigncall")
    assert codes(data) == {"example-changed"}
    assert [pointer for pointer, _, _ in examples(data)] == [
        "/examples/0/source/target",
        "/examples/0/destination/target",
    ]
    assert all(change.is_wording for change in words)
    assert words
    assert [one for one in contract(fields) if one[0] == "required-field-added"] == [
        ("required-field-added", name, None, ("writers",))
        for name in ("customer_id", "flow_id", "tm_delete")
    ]
    inside = [change for change in fields if change.embedded]
    assert {(one.embedded, one.through, one.code) for one in inside} == {
        ("address", ("source", "destination"), "enum-value-added")
    }
    own_level = [one for one in fields if not one.embedded and not one.is_wording]
    assert [one.code for one in own_level] == ["required-field-added"] * 3
    own_level = [one for one in value if not one.embedded and not one.is_wording]
    assert contract(tuple(own_level)) == [
        ("enum-value-added", "reference_type", "flow", ("readers",))
    ]
    assert own_level[0].readers.witness.payload["reference_type"] == "flow"
    assert examples(value) == [("/examples/0/tm_delete", "9999-01-01 00:00:00.000000", None)]


def test_the_changelog_of_the_real_history_holds_its_facts(callspec, shared, tmp_path):
    replay(callspec, sorted((shared / "corpus/history").iterdir()), tmp_path)
    ran = callspec("changelog", "campaigncall", "--schemas", tmp_path)
    assert (ran.code, ran.err) == (0, "")
    parts = ran.out.split("\n## ")
    assert [part.partition("\n")[0] for part in parts[1:]] == [
        "3.0.0 (2026-05-15), major",
        "2.0.0 (2026-04-15), major",
        "1.0.2 (2026-03-15), patch",
        "1.0.1 (2026-02-15), patch",
        "1.0.0 (2026-01-15), first version",
    ]
    value, fields, words, data, first = parts[1:]
    assert '- **breaks readers**: reference_type can be "flow" (`enum-value-added`, ' in value
    assert value.endswith("- documented examples: `tm_delete`\n")
    for name in ("customer_id", "flow_id", "tm_delete"):
        assert f"- **breaks writers**: {name} came and must be there (" in fields
    assert "breaks" not in words
    assert data.split("\n", 1)[1] == (
        "\n- documented examples: `source.target`, `destination.target`\n"
    )
    assert first == "1.0.0 (2026-01-15), first version\n"
