import pytest

from validator.config.globs import can_match, files_below, fits


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


def test_the_files_of_a_pattern(tmp_path):
    for name in ("a.json", "b/c.json", "b/.d.json", "b/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert files_below(tmp_path, "**/*.json") == {"a.json", "b/c.json", "b/.d.json"}
    assert files_below(tmp_path, "b/*") == {"b/c.json", "b/.d.json", "b/e.yaml"}
    assert files_below(tmp_path, "gone.json") == {"gone.json"}
    assert files_below(tmp_path, "gone/*.json") == set()


def test_braces_stand_for_a_number_of_patterns_that_can_be_tried():
    assert can_match("{a,b}/{1..9}.json")
    assert can_match("plain.json")
    assert not can_match("{1..100000}.json")
