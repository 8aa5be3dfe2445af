"""`callspec diff` as a process: what it prints, what it fails on, and what it cannot do."""

import json
import re
import shutil

import pytest
from conftest import ROOT

from docs_extract.compare.codes import RULES, Claim

HISTORY = "fixtures/history"
OLD, NEW = f"{HISTORY}/2", f"{HISTORY}/3"
SLOTS, LOST, NULL = "02ccb96f47e1", "bed7480e22c8", "1842e688aac8"
"""The fingerprints of slots (breaks writers), of lost and of null (which break readers)."""
ERRORS = {
    "writers": [("error", "dock"), ("warning", "state"), ("warning", "tm_end")],
    "readers": [("warning", "dock"), ("error", "state"), ("error", "tm_end")],
    "any": [("error", "dock"), ("error", "state"), ("error", "tm_end")],
    "none": [("warning", "dock"), ("warning", "state"), ("warning", "tm_end")],
}
QUIET = f"""\
{NEW}/dock.rst:16:1: error[required-field-added] slots came and must be there; breaks writers \
(also in bike_ride through start, end)
{NEW}/dock.rst:24:1: note[example-changed] the example has 20 as slots, it had nothing
{NEW}/ride.rst:28:1: error[enum-value-added] state can be "lost"; breaks readers
{NEW}/ride.rst:21:1: error[null-added] tm_end can be null; breaks readers
"""


@pytest.fixture
def pages(tmp_path):
    """A folder with the three states of the pages, and no configuration."""
    for state in ("1", "2", "3"):
        shutil.copytree(ROOT / HISTORY / state, tmp_path / state)
    return tmp_path


def edit(path, *pairs):
    text = path.read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def accepting(*tables):
    return "\n".join(
        "\n".join(["[[accept-change]]", *(f'{key} = "{value}"' for key, value in one.items())])
        for one in tables
    )


def codes(ran):
    return re.findall(r"(\w+)\[([\w-]+)\]", ran.out)


def test_a_change_of_words_is_clean(callspec):
    ran = callspec("diff", f"{HISTORY}/1", f"{HISTORY}/2")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        f"bike_ride: {HISTORY}/1/ride.rst -> {HISTORY}/2/ride.rst (patch)\n\n"
        "words: state, bike_ride\n\n"
        "2 structs compared, 1 changed: only words changed; step: patch\n"
    )


def test_a_side_is_the_same_as_itself(callspec):
    for side in (OLD, "campaigncall", "schemas", "reference"):
        ran = callspec("diff", side, side)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith(" compared: the contract is the same\n")
    assert callspec("diff", OLD, OLD, "--quiet").out == ""


def test_quiet_is_one_line_a_change(callspec):
    ran = callspec("diff", OLD, NEW, "-q")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(QUIET)
    assert all(": note[" in line for line in ran.out.removeprefix(QUIET).splitlines())


def test_github_annotates_each_change_of_a_contract_once(callspec):
    ran = callspec("diff", OLD, NEW, "--format", "github")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        f"::error file={NEW}/dock.rst,line=16,endLine=16,col=1,endColumn=2,"
        "title=callspec%3A required-field-added::slots came and must be there; breaks writers "
        f"(also in bike_ride through start, end)%0Ahint: accept {SLOTS} with a reason, "
        "if it is meant\n"
        f"::error file={NEW}/ride.rst,line=28,endLine=28,col=1,endColumn=2,"
        'title=callspec%3A enum-value-added::state can be "lost"; breaks readers%0A'
        f"hint: accept {LOST} with a reason, if it is meant\n"
        f"::error file={NEW}/ride.rst,line=21,endLine=21,col=1,endColumn=2,"
        "title=callspec%3A null-added::tm_end can be null; breaks readers%0A"
        f"hint: accept {NULL} with a reason, if it is meant\n"
    )


def test_json_has_every_change_under_every_struct(callspec):
    ran = callspec("diff", OLD, NEW, "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    data = json.loads(ran.out)
    assert data["format"] == "callspec-diff/1"
    assert data["findings"] == []
    assert [one["struct"] for one in data["comparisons"]] == ["bike_dock", "bike_ride"]
    assert [
        (change["struct"], *(one[key] for key in ("field", "breaks", "through", "fingerprint")))
        for change in data["comparisons"]
        for one in change["changes"]
        if not one["wording"]
    ] == [
        ("bike_dock", "slots", ["writers"], [], SLOTS),
        ("bike_ride", "state", ["readers"], [], LOST),
        ("bike_ride", "tm_end", ["readers"], [], NULL),
        ("bike_ride", "start.slots", ["writers"], ["start", "end"], SLOTS),
    ]
    [slots] = [one for one in data["comparisons"][0]["changes"] if not one["wording"]]
    assert "old" not in slots
    assert slots["new"] == {"type": ["integer"]}
    assert (slots["old_source"]["line"], slots["new_source"]["line"]) == (3, 16)
    assert slots["writers"]["witness"]["payload"] == {"number": 12, "street": "Mill Lane"}
    assert slots["readers"] == {
        "breaks": False,
        "proof": "policy",
        "reason": "readers pass over fields that they do not know (--policy lenient)",
        "witness": None,
    }


def test_sarif_knows_changes_by_their_fingerprints(callspec):
    ran = callspec("diff", OLD, NEW, "--format", "sarif")
    assert (ran.code, ran.err) == (1, "")
    [run] = json.loads(ran.out)["runs"]
    rules = {one["id"]: one["shortDescription"]["text"] for one in run["tool"]["driver"]["rules"]}
    assert rules == {code: RULES[code].meaning for code in rules}
    known = [
        (one["ruleId"], one["level"], *one["partialFingerprints"].values())
        for one in run["results"]
        if one["level"] != "note"
    ]
    assert known == [
        ("required-field-added", "error", SLOTS),
        ("enum-value-added", "error", LOST),
        ("null-added", "error", NULL),
        ("required-field-added", "error", f"{SLOTS}:2"),
    ]


def test_markdown_tells_a_change_of_an_embedded_struct_once(callspec):
    ran = callspec("diff", OLD, NEW, "--format", "markdown")
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0].startswith("**2 structs compared, 2 changed: ")
    assert [line for line in lines if line.startswith("- **")] == [
        "- **breaks writers**: slots came and must be there "
        f"(`required-field-added`, `{NEW}/dock.rst:16`)",
        f'- **breaks readers**: state can be "lost" (`enum-value-added`, `{NEW}/ride.rst:28`)',
        f"- **breaks readers**: tm_end can be null (`null-added`, `{NEW}/ride.rst:21`)",
    ]
    assert lines[-1] == (
        "- through `start` and `end`: bike_dock: 1 change, 1 breaks writers; see bike_dock"
    )


@pytest.mark.parametrize(
    ("fail_on", "code"), [("writers", 1), ("readers", 1), ("any", 1), ("none", 0)]
)
def test_what_fails_is_told(callspec, fail_on, code):
    ran = callspec("diff", OLD, NEW, "--fail-on", fail_on, "-q")
    assert (ran.code, ran.err) == (code, "")
    levels = [level for level, _ in codes(ran) if level != "note"]
    assert levels == [level for level, _ in ERRORS[fail_on]]


def test_only_those_whom_fail_on_names_count(callspec, pages):
    """A value that goes breaks writers alone."""
    for page in ("dock.rst", "ride.rst"):
        shutil.copy(pages / "2" / page, pages / "1" / page)
    edit(
        pages / "1/ride.rst",
        ("riding  The bike is out.\n", "riding  The bike is out.\nold     A.\n"),
    )
    for fail_on, code in (("writers", 1), ("readers", 0), ("any", 1), ("none", 0)):
        ran = callspec("diff", "1", "2", "--fail-on", fail_on, cwd=pages)
        assert (ran.code, fail_on) == (code, fail_on)


def test_an_optional_field_is_an_addition_unless_the_policy_is_strict(callspec, pages):
    edit(
        pages / "2/dock.rst",
        ('"street": "<string>"\n', '"street": "<string>",\n        "note": "<string>"\n'),
        ("stands in.\n", "stands in.\n* ``note`` (String, optional): A remark.\n"),
    )
    lenient = callspec("diff", "1/dock.rst", "2/dock.rst", cwd=pages)
    assert (lenient.code, lenient.err) == (0, "")
    assert "note[optional-field-added] note came and may be left out; breaks nobody" in lenient.out
    strict = callspec("diff", "1/dock.rst", "2/dock.rst", "--policy", "strict", cwd=pages)
    assert (strict.code, strict.err) == (1, "")
    assert "error[optional-field-added] note came and may be left out; breaks readers" in strict.out


def test_an_accepted_change_does_not_fail(callspec, pages):
    tables = [{"change": one, "reason": "It is meant."} for one in (SLOTS, LOST, NULL)]
    (pages / "meant.toml").write_text(accepting(*tables[:2]))
    (pages / "more.toml").write_text(accepting(*tables[2:]))
    ran = callspec("diff", "2", "3", "--accept", "meant.toml", "--accept", "more.toml", cwd=pages)
    assert (ran.code, ran.err) == (0, "")
    assert 'note[enum-value-added] state can be "lost"; breaks readers, accepted: It' in ran.out
    # The step is what it was: accepting changes nothing about the contract.
    assert "3 are accepted; step: major" in ran.out


def test_the_configuration_accepts_changes_too(callspec, pages):
    tables = [{"change": one, "reason": "It is meant."} for one in (SLOTS, LOST, NULL)]
    (pages / "callspec.toml").write_text(accepting(*tables))
    assert callspec("diff", "2", "3", cwd=pages).code == 0
    # The other commands pass over the section.
    for command in ("check", "generate"):
        assert callspec(command, "2", cwd=pages).code == 0


def test_an_acceptance_that_accepts_nothing_is_an_error(callspec, pages):
    (pages / "meant.toml").write_text(
        accepting({"change": "0123456789ab", "struct": "bike_ride", "reason": "Why not."})
    )
    ran = callspec("diff", "1", "2", "--accept", "meant.toml", "-q", cwd=pages)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[0] == (
        "meant.toml:1:1: error[unused-acceptance] no change is left to accept: "
        "0123456789ab of bike_ride"
    )


def test_an_acceptance_past_its_day_accepts_nothing(callspec, pages):
    (pages / "meant.toml").write_text(
        f'[[accept-change]]\nchange = "{SLOTS}"\nreason = "For now."\nexpires = 2001-02-03\n'
    )
    ran = callspec("diff", "2/dock.rst", "3/dock.rst", "--accept", "meant.toml", "-q", cwd=pages)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.splitlines()[:2] == [
        f"meant.toml:1:1: error[expired-acceptance] the acceptance of the change {SLOTS} "
        "expired on 2001-02-03: For now.",
        "3/dock.rst:16:1: error[required-field-added] slots came and must be there; breaks writers",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("accept-change = 1", "meant.toml:1: accept-change must be an array of tables, not a"),
        ("[[accept]]\n", 'meant.toml:1: unknown key "accept"; known here: accept-change\n'),
        ("[[accept-change]]\nreason = 'x'", "meant.toml:1: [[accept-change]] has no change, which"),
        (
            "[[accept-change]]\nchange = 'x'\nreason = 'y'",
            'meant.toml:2: change of [[accept-change]] is "x", which no change is known by',
        ),
        (
            f"[[accept-change]]\nchange = '{SLOTS}'\nreason = ''",
            "meant.toml:3: reason of [[accept-change]] must not be empty",
        ),
        (
            "[[accept-change]]\nchanges = 'x'",
            'meant.toml:2: [[accept-change]] has an unknown key "changes"; did you mean change?',
        ),
        ("\x00", "meant.toml:1: not TOML: "),
        (None, "meant.toml: No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_no_acceptance(callspec, pages, text, message):
    if text is not None:
        (pages / "meant.toml").write_text(text)
    ran = callspec("diff", "2", "3", "--accept", "meant.toml", cwd=pages)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"callspec: {message}")


def test_a_struct_that_one_side_has(callspec, pages):
    (pages / "3/ride.rst").unlink()
    ran = callspec("diff", "2", "3", "-q", cwd=pages)
    assert (ran.code, ran.err) == (1, "")
    assert (
        "2/ride.rst:3:1: error[struct-removed] the struct bike_ride went; "
        "breaks writers and readers\n"
    ) in ran.out
    back = callspec("diff", "3", "2", "-q", cwd=pages)
    assert "2/ride.rst:3:1: note[struct-added] the struct bike_ride came; breaks nobody" in back.out


def test_a_page_that_cannot_be_read_hides_its_struct(callspec, pages):
    edit(pages / "2/ride.rst", ('"id": "<string>",', '"id": <str'))
    ran = callspec("diff", "1", "2", cwd=pages)
    assert (ran.code, ran.err) == (1, "")
    assert "error[skeleton-syntax]" in ran.out
    assert "struct-removed" not in ran.out
    assert ran.out.endswith(": no change is seen; 1 error besides\n")


def test_an_error_that_both_sides_have_is_told_of_the_new_page(callspec, pages):
    for state in ("1", "2"):
        edit(pages / state / "ride.rst", ("bike-struct-dock-dock>`.", "bike-struct-shed>`."))
    ran = callspec("diff", "1", "2", "-q", cwd=pages)
    assert ran.code == 1
    errors = [line for line in ran.out.splitlines() if ": error[" in line]
    assert [line.partition(":")[0] for line in errors] == ["2/ride.rst", "2/ride.rst"]
    assert {code for level, code in codes(ran) if level == "error"} == {"broken-reference"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope", "1"], "callspec: no schema is called nope; there is "),
        (["1", "nope.rst"], "callspec: nope.rst: no such page, folder or schema\n"),
        (["1/dock.rst", "meant.toml"], "callspec: meant.toml: neither a page (.rst) nor a schema"),
        (["binary.json", "1"], "callspec: binary.json: the byte 0x80 at offset 128 is not UTF-8"),
        (["list.json", "1"], "callspec: list.json: a JSON Schema is an object or a boolean\n"),
        (["git:HEAD", "1"], "callspec: git:HEAD names no path: write git:REV:PATH\n"),
        (["git:", "1"], "callspec: git: names no path: write git:REV:PATH\n"),
        (["campaigncall", "1"], "callspec: 1 has no struct campaigncall; it has bike_dock and"),
    ],
)
def test_a_job_that_cannot_be_done(callspec, pages, arguments, message):
    (pages / "binary.json").write_bytes(bytes(range(256)))
    (pages / "list.json").write_text("[1, 2]")
    (pages / "meant.toml").write_text("")
    ran = callspec("diff", *arguments, cwd=pages)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Error: give OLD and NEW, or --against REV\n"),
        (["1"], "Error: give OLD and NEW, or --against REV\n"),
        (["1", "2", "3"], "Error: give OLD and NEW, or --against REV\n"),
        (["--against", "HEAD", "--schemas", "x"], "Error: --schemas is for names; --against"),
        (["1", "2", "--fail-on", "all"], "Error: Invalid value for '--fail-on': 'all' is not"),
    ],
)
def test_a_wrong_use(callspec, pages, arguments, message):
    ran = callspec("diff", *arguments, cwd=pages)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err


def test_the_docs_list_every_code(root):
    says = {Claim.SAFE: "no", Claim.BREAKS: "yes", Claim.OPEN: "depends"}
    text = (root / "docs/diff.md").read_text(encoding="utf-8")
    table = text.partition("| code | meaning | breaks writers | breaks readers |\n")[2]
    rows = table.partition("\n\n")[0].splitlines()[1:]
    assert rows == [
        f"| `{code}` | {one.meaning} | {says[one.writers]} | {says[one.readers]} |"
        for code, one in RULES.items()
    ]
