import pytest

from validator.sources import Source, Unreadable, find_sources

PAYLOADS = "(.json .jsonl .ndjson .yaml .yml)"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("b.json", "a.YML", "c.txt", "sub/d.ndjson", "sub/e.jsonl", "[odd].json"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "none").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*names):
    return list(find_sources(names))


def test_a_folder_gives_its_payloads_sorted(folder):
    names = ["[odd].json", "a.YML", "b.json", "sub/d.ndjson", "sub/e.jsonl"]
    assert found(".") == [Source(name) for name in names]
    assert found(str(folder)) == [Source(name) for name in names]
    assert found("sub/") == [Source("sub/d.ndjson"), Source("sub/e.jsonl")]


def test_files_come_in_the_order_given_and_once(folder):
    assert found("c.txt", "b.json", "-", "./b.json", str(folder / "b.json"), "-") == [
        Source("c.txt", named=True),
        Source("b.json", named=True),
        Source("-", named=True),
    ]


def test_globs_are_expanded_unless_a_file_has_the_name(folder):
    assert found("*.json") == [Source("[odd].json"), Source("b.json")]
    assert found("**/*.ndjson") == [Source("sub/d.ndjson")]
    assert found("[odd].json") == [Source("[odd].json", named=True)]


def test_what_is_not_there_is_said(folder):
    assert found("x.json", "*.xml", "none") == [
        Source("x.json", named=True),
        Unreadable("*.xml", "the pattern matches no file"),
        Unreadable("none", f"the folder holds no payload file {PAYLOADS}"),
    ]


def test_a_path_outside_stays_as_it_was_given(folder):
    outside = str(folder.parent / "x.json")
    assert found(outside, "../y.json") == [
        Source(outside, named=True),
        Source("../y.json", named=True),
    ]
