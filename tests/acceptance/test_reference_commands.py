import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest

OPEN_OBJECT = (
    "reference/call.rst:35:19: note[open-object] action may hold anything, as far as the page says"
)


@pytest.fixture
def project(tmp_path, root):
    """A project of its own: the reference and the schemas, to be changed at will."""
    shutil.copytree(root / "reference", tmp_path / "reference")
    shutil.copytree(root / "schemas", tmp_path / "schemas")
    return tmp_path


def edit(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_our_own_reference_is_clean_and_its_schemas_are_up_to_date(callspec):
    ran = callspec("check", "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
reference/call.rst:35:19: note[open-object] action may hold anything, as far as the page says
 35 |         "action": {
    |                   ^

pages              3
structs            3
fields            41
examples valid     7
examples invalid   0
errors             0
warnings           0
notes              1
  open-object      1
"""
    )
    ran = callspec("generate", "--check")
    assert (ran.code, ran.out, ran.err) == (0, "5 files are up to date\n", "")


def test_generate_writes_the_same_bytes_from_anywhere(callspec, root, tmp_path):
    # The catalogue is dated: on the day that ours was written it is the same.
    catalog = json.loads((root / "schemas/catalog.json").read_text(encoding="utf-8"))
    day = catalog["structs"]["call"]["versions"]["1.0.0"]["date"]
    epoch = str(int(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp()))
    env = {"SOURCE_DATE_EPOCH": epoch}
    ran = callspec("generate", root / "reference", "--out", "out", cwd=tmp_path, env=env)
    assert ran.code == 0
    written = sorted(path for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert [path.relative_to(tmp_path / "out").as_posix() for path in written] == [
        "address/1.0.0.json",
        "call/1.0.0.json",
        "campaigncall/1.0.0.json",
        "campaigncall_outcome/1.0.0.json",
        "catalog.json",
    ]
    for path in written[:-1]:
        assert path.read_bytes() == as_first_version(root, path.parent.name)
        assert path.read_bytes().endswith(b"}\n")
    (tmp_path / "elsewhere").mkdir()
    again = ("generate", root / "reference", "--out", "../again")
    assert callspec(*again, cwd=tmp_path / "elsewhere", env=env).code == 0
    for path in written:
        other = tmp_path / "again" / path.relative_to(tmp_path / "out")
        assert path.read_bytes() == other.read_bytes()


def as_first_version(root: Path, name: str) -> bytes:
    """The newest schema of a struct as it is where none was published before."""
    catalog = json.loads((root / "schemas/catalog.json").read_text(encoding="utf-8"))
    newest = {name: one["newest"] for name, one in catalog["structs"].items()}
    text = (root / "schemas" / name / f"{newest[name]}.json").read_text(encoding="utf-8")
    for other, version in newest.items():
        text = text.replace(f"invalid/{other}/{version}", f"invalid/{other}/1.0.0")
    return text.encode()


def test_one_page_is_generated_with_the_pages_beside_it_at_hand(callspec, root, tmp_path):
    page = root / "reference/campaigncall.rst"
    ran = callspec("generate", page, "--out", tmp_path)
    assert ran.code == 0
    # What is embedded is published too: it is embedded in an exact version.
    for name in ("address", "campaigncall", "campaigncall_outcome"):
        written = (tmp_path / name / "1.0.0.json").read_bytes()
        assert written == as_first_version(root, name)
    assert not (tmp_path / "call").exists()


def test_generate_check_writes_nothing_and_tells_the_difference(callspec, project):
    edit(project / "reference/campaigncall.rst", "done        The call", "over        The call")
    edit(project / "reference/campaigncall.rst", '"status": "done"', '"status": "over"')
    edit(project / "reference/campaigncall.rules.yaml", "const: done", "const: over")
    edit(project / "reference/campaigncall.rules.yaml", "progressing, done]", "progressing, over]")
    before = {path: path.read_bytes() for path in project.rglob("*.json")}
    ran = callspec("generate", "--check", cwd=project)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == (
        "would write schemas/campaigncall/2.0.0.json (major: breaks writers, readers)\n"
        "would write schemas/campaigncall_outcome/2.0.0.json (major: breaks writers, readers)\n"
        "would write schemas/catalog.json\n"
    )
    assert {path: path.read_bytes() for path in project.rglob("*.json")} == before
    ran = callspec("check", "-q", cwd=project)
    assert ran.out == (
        f"{OPEN_OBJECT}\n"
        "reference/campaigncall.rst:8:1: error[schema-outdated] "
        "schemas/campaigncall/1.1.0.json is older than the page\n"
        "reference/campaigncall.rst:8:1: error[schema-outdated] "
        "schemas/campaigncall_outcome/1.0.1.json is older than the page\n"
    )
    assert callspec("generate", cwd=project).code == 0
    assert callspec("check", cwd=project).code == 0


def test_generate_fails_when_the_words_of_a_rule_are_gone(callspec, project):
    edit(project / "reference/campaigncall.rst", "is the nil UUID", "is empty")
    before = {path: path.read_bytes() for path in project.rglob("*.json")}
    ran = callspec("generate", cwd=project)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "reference/campaigncall.rules.yaml:50:14: error[missing-citation] "
        "campaign-struct-campaigncall-reference_type no longer says: "
        "No resource: the reference_id is the nil UUID.\n"
        "nothing is written: the rules do not fit the pages\n"
    )
    assert {path: path.read_bytes() for path in project.rglob("*.json")} == before


def test_check_says_what_is_wrong_with_a_page(callspec, project):
    page = project / "reference/campaigncall.rst"
    edit(page, "* tm_update: When the campaigncall last changed.\n", "")
    edit(page, "* queue_id: Identifies", "* que_id: Identifies")
    edit(page, "with noanswer, for example", "with no_answer, for example")
    edit(
        page,
        "Who is calling. The fields are listed :ref:`here <common-struct-address-address>`",
        "Who is calling. The fields are listed :ref:`here <common-struct-adress-address>`",
    )
    edit(page, '"result": "success"', '"result": "succeeded"')
    edit(page, "Status\n------\n", "Status\n-----\n")
    ran = callspec("check", "-q", cwd=project)
    assert ran.out.splitlines() == [
        OPEN_OBJECT,
        "reference/campaigncall.rst:20:10: warning[field-without-bullet] "
        "queue_id is in the skeleton, but no bullet describes it",
        "reference/campaigncall.rst:35:10: warning[field-without-bullet] "
        "tm_update is in the skeleton, but no bullet describes it",
        "reference/campaigncall.rst:43:3: warning[bullet-without-field] "
        "que_id is described, but the skeleton does not have it",
        "reference/campaigncall.rst:49:63: error[broken-reference] "
        "source refers to common-struct-adress-address, which no page at hand has",
        "reference/campaigncall.rst:71:19: error[invalid-example] the example breaks its contract "
        '(enum): result is "succeeded", expected "", "success" or "fail"',
        "reference/campaigncall.rst:108:1: warning[rst-syntax] Title underline too short.",
        "reference/campaigncall.rst:125:6: warning[unknown-value] "
        "no_answer is named here, but no table of values has it",
    ]
    assert ran.code == 1


def test_check_tells_pages_that_are_not_there(callspec, tmp_path):
    ran = callspec("check", "nowhere.rst")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "callspec: nowhere.rst: no such page or folder\n"
    ran = callspec("check", cwd=tmp_path)
    said = "callspec: reference: no such page or folder; name your pages or their folder\n"
    assert (ran.code, ran.err) == (2, said)


def test_generate_cannot_write_where_it_may_not(callspec, tmp_path, root):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = callspec("generate", root / "reference", "--out", "file/below", cwd=tmp_path)
    assert ran.code == 2
    assert "Traceback" not in ran.err


def test_list_names_structs_and_versions(callspec):
    assert callspec("list").out == (
        "struct                versions      title                 page\n"
        "--------------------  ------------  --------------------  ----------------\n"
        "address               1.0.0         Address               address.rst\n"
        "call                  1.0.0         Call                  call.rst\n"
        "campaigncall          1.1.0, 1.0.0  Campaigncall          campaigncall.rst\n"
        "campaigncall_outcome  1.0.1, 1.0.0  Campaigncall outcome  campaigncall.rst\n"
    )


def test_show_prints_the_contract_as_tables(callspec):
    ran = callspec("show", "campaigncall")
    lines = ran.out.splitlines()
    assert lines[0] == "campaigncall@1.1.0: Campaigncall"
    for title in ("Fields", "Values", "Rules", "Mapping"):
        assert title in lines
    assert (
        "\nresult             enum                         yes         campaigncall.rst:48 "
        in ran.out
    )
    assert 'all others (failed, busy, cancel, timeout, noanswer, dialout, amd)  "fail"' in ran.out
    assert ran.code == 0


def test_show_says_when_there_is_nothing(callspec):
    ran = callspec("show", "adress")
    assert (ran.code, ran.err) == (
        2,
        "callspec: no schema is called adress; did you mean address?\n",
    )


@pytest.mark.parametrize("command", ["audit", "validate", "check", "generate", "list", "show"])
def test_every_command_has_help_with_examples(callspec, command):
    ran = callspec(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: callspec {command}")


def test_the_overview_lists_every_command(callspec):
    ran = callspec("--help")
    for command in ("validate", "check", "generate", "list", "show"):
        assert f"  {command} " in ran.out


def test_a_page_that_includes_files_is_read_without_them(callspec, tmp_path):
    (tmp_path / "secret.txt").write_text("the secret", encoding="utf-8")
    page = tmp_path / "page.rst"
    page.write_text(
        "Page\n====\n\n.. include:: secret.txt\n\n.. raw:: html\n   :file: secret.txt\n",
        encoding="utf-8",
    )
    ran = callspec("check", "-q", page)
    assert "the secret" not in ran.out
    assert "error" in ran.out or "warning" in ran.out
    assert ran.out.count("rst-syntax") == 2


def test_the_report_of_check_is_not_lost_on_a_broken_skeleton(callspec, tmp_path):
    page = tmp_path / "page.rst"
    page.write_text(
        "Thing\n=====\n\n.. code::\n\n    {\n        id = string\n    }\n\n* id: The ID.\n",
        encoding="utf-8",
    )
    ran = callspec("check", "-q", page)
    assert ran.code == 1
    assert ran.out == (
        f"{page}:7:12: error[skeleton-syntax] "
        'the skeleton of thing cannot be read: "=" is no part of a skeleton\n'
    )


def test_catalogue_names_every_file(root):
    catalog = json.loads((root / "schemas/catalog.json").read_text(encoding="utf-8"))
    files = {
        version["file"]
        for struct in catalog["structs"].values()
        for version in struct["versions"].values()
    }
    there = {
        path.relative_to(root / "schemas").as_posix()
        for path in (root / "schemas").rglob("*/*.json")
    }
    assert files == there


def struct_page(title: str, label: str, body: str, bullets: str) -> str:
    lines = [f".. _{label}:", "", title, "=" * len(title), "", ".. code::", ""]
    return "\n".join([*lines, *(f"    {line}" for line in body.splitlines()), "", bullets, ""])


def test_a_reference_to_one_of_two_structs_of_a_name_is_not_guessed(callspec, tmp_path):
    first = struct_page("Note", "note-struct", '{"text": "<string>"}', "* text: The text.")
    other = struct_page("Note", "common-struct-note", '{"size": <number>}', "* size: The size.")
    holder = struct_page(
        "Box", "c-struct-box", '{"note": {...}}', "* note: See :ref:`here <common-struct-note>`."
    )
    for name, text in (("first", first), ("other", other), ("holder", holder)):
        (tmp_path / f"{name}.rst").write_text(text, encoding="utf-8")
    ran = callspec("generate", ".", "--out", "out", cwd=tmp_path)
    assert ran.code == 1
    assert ran.err.splitlines() == [
        "other.rst:3:1: error[duplicate-struct] another struct is called note: first.rst:3",
        "holder.rst:10:25: error[duplicate-struct] note refers to one of two structs called note",
    ]
    schema = json.loads((tmp_path / "out/c_box/1.0.0.json").read_text(encoding="utf-8"))
    assert "$ref" not in schema["properties"]["note"]


def test_a_field_whose_struct_cannot_be_read_is_said_where_it_stands(callspec, tmp_path):
    (tmp_path / "note.rst").write_text(
        struct_page("Note", "a-struct-note", '{"text": words}', "* text: The text."),
        encoding="utf-8",
    )
    (tmp_path / "box.rst").write_text(
        struct_page(
            "Box", "c-struct-box", '{"note": {...}}', "* note: See :ref:`here <a-struct-note>`."
        ),
        encoding="utf-8",
    )
    ran = callspec("check", "-q", "box.rst", cwd=tmp_path)
    assert ran.out == (
        "box.rst:10:3: error[broken-reference] "
        "note refers to a_note, whose skeleton cannot be read\n"
    )


def test_null_in_a_skeleton_is_no_type(callspec, tmp_path):
    (tmp_path / "note.rst").write_text(
        struct_page("Note", "a-struct-note", '{"text": null}', "* text: The text."),
        encoding="utf-8",
    )
    ran = callspec("check", "-q", "note.rst", cwd=tmp_path)
    assert ran.out == (
        "note.rst:8:14: error[unknown-placeholder] "
        "the skeleton shows null for text instead of a type\n"
    )


def test_without_the_other_page_every_other_reason_is_one_of_all_others(callspec, project):
    (project / "reference/call.rst").unlink()
    ran = callspec("generate", "--out", "alone", cwd=project)
    assert ran.code == 0
    schema = json.loads((project / "alone/campaigncall_outcome/1.0.0.json").read_text("utf-8"))
    assert "enum" not in schema["properties"]["hangup_reason"]
    assert schema["allOf"][1]["if"]["properties"]["hangup_reason"] == {"not": {"enum": ["normal"]}}
