"""What fuzzing found once is put through its target again."""

import pytest
from conftest import ROOT
from fuzz.targets import SEEDS, TARGETS

FOUND = ROOT / "tests/fuzz/found"
FILES = sorted(path for path in FOUND.rglob("*") if path.is_file())


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name[:20]}")
def test_what_was_found(path):
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_begins_with(name):
    folder, pattern = SEEDS[name]
    seeds = sorted((ROOT / folder).glob(pattern))
    assert seeds
    for path in seeds[:10]:
        TARGETS[name](path.read_bytes()[:20_000])


@pytest.mark.parametrize("data", [b"", b"\0", b"{", b"\xff\xfe", b"[" * 300, b"a: *b"])
@pytest.mark.parametrize("name", TARGETS)
def test_a_few_bytes(name, data):
    TARGETS[name](data)
