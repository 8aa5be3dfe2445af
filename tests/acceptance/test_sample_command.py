"""`callspec sample`: what it makes is judged by `callspec validate`."""

import json

import pytest


def test_lines_are_valid_and_the_same_for_a_seed(callspec):
    ran = callspec("sample", "campaigncall", "--count", "20", "--seed", "7")
    assert (ran.code, ran.err, len(ran.out.splitlines())) == (0, "", 20)
    assert callspec("sample", "campaigncall", "--count", "20", "--seed", "7") == ran
    judged = callspec("validate", "-", stdin=ran.out)
    assert judged.out == "20 documents: 20 valid, 0 invalid; 0 errors, 0 warnings\n"


def test_an_invalid_one_gives_the_finding_beside_it(callspec):
    lines = callspec("sample", "campaigncall", "--count", "20", "--invalid").out
    judged = callspec("validate", "-", "--at", "/payload", "--format", "json", stdin=lines)
    found = json.loads(judged.out)["findings"]
    expected = [json.loads(line)["expected"] for line in lines.splitlines()]
    assert [
        {key: one[key] for key in ("code", "severity", "message", "hint")} for one in found
    ] == [{key: one[key] for key in ("code", "severity", "message", "hint")} for one in expected]
    assert [one["pointer"] for one in found] == [f"/payload{one['pointer']}" for one in expected]


def test_a_folder_has_a_file_each(callspec, tmp_path):
    folder = tmp_path / "samples"
    args = ["--count", "12", "--with-calls", "--output", folder]
    ran = callspec("sample", "campaigncall", *args)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    names = sorted(one.name for one in (folder / "payloads").iterdir())
    assert names == [f"{number:02}.json" for number in range(1, 13)]
    judged = callspec("validate", folder / "payloads", "--calls", folder / "calls")
    assert judged.out == "12 documents: 12 valid, 0 invalid; 0 errors, 0 warnings\n"
    again = callspec("sample", "campaigncall", *args)
    said = f"callspec: {folder} is not empty: --output takes an empty folder\n"
    assert (again.code, again.err) == (2, said)


def test_each_broken_file_gives_what_is_expected_of_it(callspec, tmp_path):
    folder = tmp_path / "broken"
    callspec("sample", "campaigncall", "--invalid", "--with-calls", "--output", folder)
    payloads = sorted((folder / "payloads").iterdir())
    assert len(payloads) == 10
    for payload in payloads:
        expected = json.loads((folder / "expected" / payload.name).read_text(encoding="utf-8"))
        judged = callspec("validate", payload, "--calls", folder / "calls", "--format", "json")
        [found] = json.loads(judged.out)["findings"]
        assert {key: found[key] for key in expected} == expected


def test_lines_in_a_file_have_their_calls_beside_them(callspec, tmp_path):
    file = tmp_path / "log.ndjson"
    callspec("sample", "campaigncall", "--with-calls", "--output", file)
    judged = callspec("validate", file, "--calls", tmp_path / "log.calls.ndjson")
    assert judged.out == "10 documents: 10 valid, 0 invalid; 0 errors, 0 warnings\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nonesuch"], "callspec: no schema is called nonesuch; "),
        (["campaigncall", "--with-calls"], "give --output DIR or --output FILE.ndjson"),
        (["address", "--with-calls", "--output", "x"], "maps no hangup reason to a result"),
        (["campaigncall", "--count", "0"], "--count"),
    ],
)
def test_what_cannot_be_done_is_said(callspec, tmp_path, root, args, said):
    ran = callspec("sample", *args, "--schemas", root / "schemas", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_every_struct_of_the_reference_has_samples(callspec, shared, tmp_path):
    pages = shared / "corpus" / "2026-08"
    callspec("generate", pages, "--out", tmp_path, "--no-config")
    names = json.loads((tmp_path / "catalog.json").read_text(encoding="utf-8"))["structs"]
    assert len(names) > 100
    for name in sorted(names)[::10]:
        lines = callspec("sample", name, "--count", "5", "--schemas", tmp_path).out
        judged = callspec("validate", "-", "--schema", name, "--schemas", tmp_path, stdin=lines)
        assert judged.out == "5 documents: 5 valid, 0 invalid; 0 errors, 0 warnings\n", name
