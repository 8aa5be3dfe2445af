"""The published schema of the configuration against what the reader takes."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from validator.config.read import read_config
from validator.config.schema import FILE, as_text
from validator.config.text import ConfigError

VALID = [
    "",
    'schema = "campaigncall@1"',
    'schemas = "contracts"\nat = "/data"\nhangup-reason-at = "/call/hangup_reason"',
    'at = ""\ncalls = ["calls/*.ndjson"]\nunknown-fields = "ignore"',
    '[files]\n"a/**/*.json" = "call"\n"b.json" = { schema = "call@1", at = "/x~1y" }',
    '[files."*.json"]\nschema = "call"\ncalls = ["c"]\nunknown-fields = "error"',
    '[severity]\nenum = "note"\nskeleton-repair = "ignore"\nresult-before-done = "error"',
    '[[accept]]\ncode = "invalid-example"\npage = "a.rst"\nlabel = "l"\nreason = "r"',
    '[[accept]]\ncode = "enum"\npayload = "a/*.json"\nreason = "r"\nexpires = 2027-01-31',
    '[[settle]]\nstruct = "s"\nfield = "f"\nnullable = false\nreason = "r"',
    '[[settle]]\nstruct = "s"\nfield = "f"\nextra-values = [""]\nreason = "r"',
    '[[accept-change]]\nchange = "0123456789AB"\nreason = "r"\nstruct = "s"',
]
INVALID = [
    'calls = ["c"]\nhangup-reason-at = "/r"',
    '[files]\n"a.json" = { calls = ["c"], hangup-reason-at = "/r" }',
    'scheme = "campaigncall"',
    "schema = 1",
    'schema = " "',
    'at = "data"',
    'hangup-reason-at = "/~2"',
    "calls = []",
    'calls = ["a", "a"]',
    'unknown-fields = "note"',
    'files = ["a"]',
    '[files]\n"a.json" = 1',
    '[files]\n"a.json" = { schemas = "call" }',
    '[severity]\nenum = "fatal"',
    "[severity]\nenum = true",
    '[accept]\ncode = "enum"',
    '[[accept]]\ncode = "invalid-example"\nreason = "r"',
    '[[accept]]\ncode = "invalid-example"\npage = "a"\npayload = "b"\nreason = "r"',
    '[[accept]]\ncode = "enum"\npayload = "b"\nlabel = "l"\nreason = "r"',
    '[[accept]]\ncode = "enum"\npayload = "b"',
    '[[settle]]\nstruct = "s"\nfield = "f"\nreason = "r"',
    '[[accept-change]]\nchange = "0123"\nreason = "r"',
]


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    return Draft202012Validator(json.loads(as_text()))


def is_valid(schema: Draft202012Validator, text: str) -> bool:
    # A TOML date is a string to the language servers that hold a file against the schema.
    data = json.loads(json.dumps(tomllib.loads(text), default=date.isoformat))
    return schema.is_valid(data)


def test_the_published_file_is_what_the_keys_say(root):
    assert (root / "schemas" / FILE).read_text(encoding="utf-8") == as_text()


def test_the_schema_is_one(schema):
    Draft202012Validator.check_schema(schema.schema)


@pytest.mark.parametrize("text", VALID)
def test_what_is_read_is_valid(schema, tmp_path, text):
    read_config(written(tmp_path, text))
    assert is_valid(schema, text)


@pytest.mark.parametrize("text", INVALID)
def test_what_is_refused_is_invalid(schema, tmp_path, text):
    with pytest.raises(ConfigError):
        read_config(written(tmp_path, text))
    assert not is_valid(schema, text)


def written(folder: Path, text: str) -> Path:
    file = folder / "callspec.toml"
    file.write_text(text, encoding="utf-8")
    return file
