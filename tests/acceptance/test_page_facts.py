"""What a careful reader finds on the pages of fixtures/pages, held against what is extracted.

Beside each page stands a file of facts, checked against the page by reading it: the schema of each
of its structs, without descriptions, examples and sources, and its findings. A pattern names its
form.
"""

import json
from typing import Any

import pytest
from conftest import CALLSPEC, ROOT, run_process

from docs_extract.forms import FORMS
from validator.annotations import KEYWORD

PAGES = ROOT / "fixtures" / "pages"
NAMES = sorted(page.stem for page in PAGES.glob("*.rst"))
_WORDS = ("$schema", "$id", "$defs", "title", "description", "examples", KEYWORD)


@pytest.fixture(scope="module")
def extracted(tmp_path_factory) -> dict[str, Any]:
    """The facts of all pages by name, as the command line gives them."""
    out = tmp_path_factory.mktemp("schemas")
    ran = run_process([str(CALLSPEC), "generate", str(PAGES), "--out", str(out)])
    assert ran.code == 1, ran.err
    facts: dict[str, Any] = {name: {"structs": {}, "findings": []} for name in NAMES}
    for file in sorted(out.glob("*/*.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        page = schema[KEYWORD]["source"]["page"].removesuffix(".rst")
        facts[page]["structs"][file.parent.name] = without_words(schema)
    ran = run_process(
        [str(CALLSPEC), "check", str(PAGES), "--schemas", str(out), "--format", "json"]
    )
    assert (ran.code, ran.err) == (1, "")
    for one in json.loads(ran.out)["findings"]:
        page = one["file"].rpartition("/")[2].removesuffix(".rst")
        facts[page]["findings"].append([one["line"], one["severity"], one["code"]])
    return facts


def without_words(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema's keywords without what is only for people, in all its parts."""
    kept = {key: value for key, value in schema.items() if key not in _WORDS}
    if "properties" in kept:
        kept["properties"] = {name: without_words(one) for name, one in kept["properties"].items()}
    for key in ("items", "if", "then", "additionalProperties", "propertyNames"):
        if isinstance(kept.get(key), dict):
            kept[key] = without_words(kept[key])
    for key in ("allOf", "oneOf", "anyOf"):
        if key in kept:
            kept[key] = [without_words(one) for one in kept[key]]
    if isinstance(kept.get("pattern"), str):
        for name, form in FORMS.items():
            kept["pattern"] = kept["pattern"].replace(form.core, f"{{{name}}}")
    return kept


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_its_facts_say(extracted, name):
    facts = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    assert extracted[name] == facts
    # Fields stand in the order of the page.
    for struct, schema in facts["structs"].items():
        found = extracted[name]["structs"][struct]
        assert list(found.get("properties", {})) == list(schema.get("properties", {}))


def test_every_file_of_facts_has_its_page():
    assert sorted(facts.stem for facts in PAGES.glob("*.json")) == NAMES
