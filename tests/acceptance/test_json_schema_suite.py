"""The official test suite of JSON Schema, 2020-12, through `load_contract`, with each engine.

`make tests` fetches the source of jsonschema, which ships it; CALLSPEC_JSON_SCHEMA_SUITE names the
folder of another copy (with `tests` and `remotes`). It is not copied into this repository.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

from validator import SchemaError, load_contract
from validator.engine.fast import compile_fast

FETCHED = ROOT / "build/json-schema-test-suite"
SUITE = Path(os.environ.get("CALLSPEC_JSON_SCHEMA_SUITE", FETCHED))
DRAFT = "draft2020-12"
_OTHER_DRAFTS = ("draft2019", "draft3", "draft4", "draft6", "draft7", "draft-next", "v1")

ASSERTED = "callspec asserts formats: a page that says UUID means one"
NO_METASCHEMA = "a draft of one's own may change what every keyword means: it is refused"

# By file and the group's description; what is not here must be as the suite says.
REFUSED = {
    (
        "vocabulary.json",
        "schema that uses custom metaschema with with no validation vocabulary",
    ): NO_METASCHEMA,
    ("vocabulary.json", "ignore unrecognized optional vocabulary"): NO_METASCHEMA,
}
OTHERWISE = {"format.json": ASSERTED}
"""Files of which tests that end so are judged the other way round, and why."""
ANNOTATION = "is only an annotation by default"

pytestmark = pytest.mark.skipif(
    not (SUITE / "tests").is_dir(), reason="the test suite of JSON Schema is not at hand"
)


def files() -> list[str]:
    return sorted(one.name for one in (SUITE / "tests" / DRAFT).glob("*.json"))


def groups(name: str) -> list[dict[str, Any]]:
    return json.loads((SUITE / "tests" / DRAFT / name).read_text(encoding="utf-8"))


@cache
def remotes() -> dict[str, str]:
    """Return files that hold what the suite wants to be served, found by their `$id`."""
    found = {}
    for number, file in enumerate(sorted((SUITE / "remotes").rglob("*.json"))):
        path = file.relative_to(SUITE / "remotes").as_posix()
        if path.startswith(_OTHER_DRAFTS):
            continue
        url = f"http://localhost:1234/{path}"
        schema = json.loads(file.read_text(encoding="utf-8"))
        if isinstance(schema, dict):
            if schema.get("$id", url) != url:
                found[f"own-{number}.json"] = json.dumps(schema)
                schema = {"$ref": schema["$id"]}
            schema = {"$id": url, **schema}
        found[f"{number}.json"] = json.dumps(schema)
    return found


@pytest.fixture
def folder(tmp_path) -> Path:
    for name, text in remotes().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize("name", files())
def test_the_verdicts_are_those_of_the_suite(folder, name, engine):
    wrong = []
    for group in groups(name):
        file = folder / "schema.json"
        file.write_text(json.dumps(group["schema"]), encoding="utf-8")
        if (name, group["description"]) in REFUSED:
            with pytest.raises(SchemaError, match=r"the draft .* is not known"):
                load_contract(str(file), engine=engine)
            continue
        contract = load_contract(str(file), engine=engine, unknown_keywords="ignore")
        for test in group["tests"]:
            wanted = test["valid"]
            if name in OTHERWISE and test["description"].endswith(ANNOTATION):
                # The engine in Python has no IRIs: what reads them takes seconds to load.
                wanted = engine == "python" and group["description"].startswith("iri")
            found = contract.check(test["data"])
            if (contract.is_valid(test["data"]), found == []) != (wanted, wanted):
                wrong.append((group["description"], test["description"]))
    assert wrong == []


@pytest.mark.parametrize("name", files())
def test_the_fast_engine_never_says_yes_wrongly(name):
    for group in groups(name):
        fast = compile_fast(group["schema"], [])
        for test in group["tests"] if fast is not None else ():
            row = json.dumps(test["data"], separators=(",", ":")).encode()
            refused = fast.refused([row]) == [0]
            assert refused or test["valid"], (group["description"], test["description"])


def test_what_is_otherwise_is_in_the_suite():
    there = {(name, group["description"]) for name in files() for group in groups(name)}
    assert there >= set(REFUSED)
    assert set(files()) >= set(OTHERWISE)
