import json
import shutil

import pytest

ENUM = """\
enum: a value that is none of the documented ones

Why it matters
  Readers decide by these values. One that they do not know falls through all their
  branches, and usually nobody is told.

How to mend it
  Take the value that the hint names, letter by letter: case and white space count. If
  the value is right and new, the table on the reference page lacks it.

Before
    "status": "finished"

After
    "status": "done"
"""

NULL_ADDED = """\
null-added: a value can be null

Why it matters
  It breaks readers, not writers. Readers that go on with the value without asking
  whether it is there stumble over null.

How to mend it
  Tell readers what null means before the first one comes.

Before
    {
      "type": "object",
      "properties": {"sent": {"type": "string"}},
      "required": ["sent"],
      "additionalProperties": false
    }

After
    {
      "type": "object",
      "properties": {"sent": {"type": ["string", "null"]}},
      "required": ["sent"],
      "additionalProperties": false
    }
"""


@pytest.mark.parametrize("code", ["enum", "ENUM", " Enum "])
def test_a_code_is_explained_in_whatever_case(callspec, code):
    ran = callspec("explain", code)
    assert (ran.code, ran.out, ran.err) == (0, ENUM, "")


def test_a_page_code_shows_two_pages(callspec):
    ran = callspec("explain", "skeleton-repair")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "skeleton-repair: the skeleton of a struct had to be mended to be read\n\nWhy it matters\n"
    )
    before, after = ran.out.split("\nBefore\n")[1].split("\nAfter\n")
    assert before.replace("<number>,\n        }", "<number>\n        }") == after
    assert before != after


def test_a_change_shows_two_schemas_and_says_whom_it_breaks(callspec):
    ran = callspec("explain", "null-added")
    assert (ran.code, ran.out, ran.err) == (0, NULL_ADDED, "")


def test_a_rule_of_a_contract_is_explained_by_the_words_it_rests_on(callspec):
    ran = callspec("explain", "result-before-done")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "result-before-done: a campaigncall that is still dialing or progressing has no result\n"
        "\n"
        "Why it matters\n"
        '  campaigncall.rst:124 says: "there is no result before the campaigncall is done".\n'
        "\n"
        "How to mend it\n"
        "  Read the sentence and change whichever of the fields is wrong. callspec show NAME\n"
        "  lists the rules of a contract.\n"
    )


def test_a_warning_of_a_contract_is_explained_too(callspec):
    ran = callspec("explain", "done-without-result")
    assert ran.out.startswith("done-without-result: a campaigncall that is done has a result\n")


def test_a_keyword_is_explained_by_its_code(callspec):
    ran = callspec("explain", "max-length")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(
        "max-length: a value does not satisfy the JSON Schema keyword maxLength\n"
    )


def test_all_codes_are_listed_payloads_and_pages_apart(callspec):
    from docs_extract.codes import CODES as PAGE_CODES
    from docs_extract.compare.codes import RULES
    from validator.codes import CODES

    ran = callspec("explain")
    assert (ran.code, ran.err) == (0, "")
    payloads, rest = ran.out.split("\n\nFindings about pages\n\n")
    pages, changes = rest.split("\n\nChanges\n\n")
    assert payloads.startswith("Findings about payloads\n\n  json-syntax ")
    listed = [line.split(maxsplit=1) for line in payloads.splitlines()[2:]]
    assert [code for code, _ in listed] == [*CODES, "rule", "keyword"]
    assert [line.split(maxsplit=1)[0] for line in pages.splitlines()] == list(PAGE_CODES)
    assert [line.split(maxsplit=1)[0] for line in changes.splitlines()] == list(RULES)


def test_a_code_is_explained_to_programs(callspec):
    ran = callspec("explain", "Enum", "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == {
        "format": "callspec-explanation/1",
        "code": "enum",
        "about": "payload",
        "meaning": "a value that is none of the documented ones",
        "why": "Readers decide by these values. One that they do not know falls through all their "
        "branches, and usually nobody is told.",
        "mend": "Take the value that the hint names, letter by letter: case and white space count. "
        "If the value is right and new, the table on the reference page lacks it.",
        "before": '"status": "finished"\n',
        "after": '"status": "done"\n',
    }


def test_all_codes_are_listed_to_programs(callspec):
    from docs_extract.codes import CODES as PAGE_CODES
    from docs_extract.compare.codes import RULES
    from validator.codes import CODES

    data = json.loads(callspec("explain", "--format", "json").out)
    assert data["format"] == "callspec-codes/1"
    assert [one for one in data["codes"] if one["code"] not in ("rule", "keyword")] == [
        {"code": code, "about": about, "meaning": meaning}
        for about, codes in (
            ("payload", CODES),
            ("page", PAGE_CODES),
            ("change", {code: rule.meaning for code, rule in RULES.items()}),
        )
        for code, meaning in codes.items()
    ]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("enmu", "no code called enmu; did you mean enum?"),
        ("skeleton_repair", "no code called skeleton_repair; did you mean skeleton-repair?"),
        (
            "result-bevore-done",
            "no code called result-bevore-done; did you mean result-before-done?",
        ),
        ("tea", "no code called tea; callspec explain lists them"),
        ("", "no code called ; callspec explain lists them"),
        ("a\x1b[31m", "no code called a\\u001b[31m; callspec explain lists them"),
    ],
)
def test_a_code_that_is_none_is_refused_with_the_nearest(callspec, code, message):
    ran = callspec("explain", code)
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {message}\n")


def test_rules_are_looked_up_in_the_folder_given(callspec, root, tmp_path):
    shutil.copytree(root / "schemas", tmp_path / "own")
    file = tmp_path / "own/campaigncall/1.1.0.json"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("result-before-done", "tea-first"), encoding="utf-8")
    ran = callspec("explain", "tea-first", "--schemas", tmp_path / "own")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("tea-first: a campaigncall that is still dialing")
    ran = callspec("explain", "tea-first")
    assert (ran.code, ran.out) == (2, "")
    ran = callspec("explain", "tea-first", "--schemas", tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"callspec: {tmp_path} holds no catalog.json; callspec generate --out writes one\n"
    )


def test_schemas_that_cannot_be_read_stop_no_explanation(callspec, tmp_path):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/catalog.json").write_text("{", encoding="utf-8")
    ran = callspec("explain", "max-length", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    (tmp_path / "schemas/catalog.json").write_text(
        '{"format": "callspec-catalog/1", "structs": {"tea": {"title": "", "page": "", '
        '"label": null, "newest": "1.0.0", "versions": {"1.0.0": {"file": "tea.json"}}}}}',
        encoding="utf-8",
    )
    ran = callspec("explain", "max-length", cwd=tmp_path)
    assert (ran.code, ran.err) == (0, "")
    for schema in ("true", '{"allOf": [true]}'):
        (tmp_path / "schemas/tea.json").write_text(schema, encoding="utf-8")
        ran = callspec("explain", "max-length", cwd=tmp_path)
        assert (ran.code, ran.err) == (0, "")
