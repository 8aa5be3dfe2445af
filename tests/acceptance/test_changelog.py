"""`callspec changelog` as a process: which versions, what is in the way, where it is written."""

import json
import os
import shutil

import pytest

FOLDER = "fixtures/changelog/schemas"


@pytest.fixture
def folder(root, tmp_path):
    """A schema folder that a test may spoil."""
    shutil.copytree(root / FOLDER, tmp_path / "schemas")
    return tmp_path / "schemas"


def headings(out: str) -> list[str]:
    return [line for line in out.splitlines() if line.startswith("#")]


@pytest.mark.parametrize(
    ("name", "title", "versions"),
    [
        ("ticket@1", "`ticket@1`", ["1.0.2 (2026-03-15), patch", "1.0.1 (2026-02-15), patch"]),
        ("ticket@2", "`ticket@2`", ["2.0.0 (2026-04-15), major"]),
        ("ticket@3.0.0", "`ticket@3.0.0`", ["3.0.0 (2026-05-15), major"]),
        ("station@latest", "`station`", ["2.0.0 (2026-04-15), major", "1.0.1 (2026-03-15), patch"]),
    ],
)
def test_some_versions_are_asked_for(callspec, name, title, versions):
    ran = callspec("changelog", name, "--schemas", FOLDER)
    assert (ran.code, ran.err) == (0, "")
    assert f"\nThe versions of the contract {title}, newest first.\n" in ran.out
    first = ["## 1.0.0 (2026-01-15), first version"] if len(versions) == 2 else []
    assert headings(ran.out)[1:] == [*(f"## {one}" for one in versions), *first]


def test_a_version_is_compared_with_the_one_before_that_is_not_asked_for(callspec):
    out = callspec("changelog", "ticket@2", "--schemas", FOLDER).out
    assert "- **breaks writers**: seat came and must be there (`required-field-added`, " in out
    assert "every payload of ticket@1.0.2 is valid in ticket@2.0.0" in out


def test_the_strict_policy_breaks_readers_by_fields_that_come(callspec):
    args = ("changelog", "ticket@2", "--schemas", FOLDER, "--policy")
    came = "seat came and must be there"
    assert f"**breaks writers**: {came}" in callspec(*args, "lenient").out
    assert f"**breaks writers and readers**: {came}" in callspec(*args, "strict").out


def test_the_step_is_the_one_of_the_numbers(callspec, root, tmp_path):
    pages = root / "fixtures/changelog/pages"
    for state, release in (("1", "patch"), ("2", "minor")):
        callspec("generate", pages / state, "--release", release, "--out", tmp_path)
    ran = callspec("changelog", "ticket@1.1", "--schemas", tmp_path)
    assert headings(ran.out)[1].startswith("## 1.1.0 (")
    assert headings(ran.out)[1].endswith("), minor")
    assert ran.out.endswith("\n- documented examples: `start.name`\n")


def to_harbour(text: str) -> str:
    return text.replace("station", "harbour").replace("Station", "Harbour")


def test_a_version_that_only_embeds_another_one_says_so(callspec, root, tmp_path):
    """The example of a station changes: what embeds a station leaves its examples out."""
    shutil.copytree(root / "fixtures/changelog/pages/5", tmp_path / "reference")
    page = tmp_path / "reference/station.rst"
    ticket = tmp_path / "reference/ticket.rst"
    start, end = ticket.read_text(encoding="utf-8").split("* ``end``")
    ticket.write_text(f"{start}* ``end``{to_harbour(end)}", encoding="utf-8")
    harbour = to_harbour(page.read_text(encoding="utf-8"))
    page.with_name("harbour.rst").write_text(harbour, encoding="utf-8")
    example = 'Example\n-------\n\n.. code::\n\n    {"kind": "bus", "name": "Old Bridge"}\n\n'
    text = page.read_text(encoding="utf-8")
    label = ".. _station-struct-station-kind:"
    for name in ("Old Bridge", "New Bridge"):
        shown = example.replace("Old Bridge", name)
        page.write_text(text.replace(label, shown + label), encoding="utf-8")
        assert callspec("generate", cwd=tmp_path).code == 0
    ran = callspec("changelog", "ticket@1.0.1", cwd=tmp_path)
    assert ran.out.endswith("\nThe contract is the same; it holds station 1.0.1.\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["tiket"], "no schema is called tiket; did you mean ticket?"),
        (["tea"], "no schema is called tea; there is station, ticket"),
        (["ticket@4"], "ticket has no version 4; there is 1.0.0, 1.0.1, 1.0.2, 2.0.0, 3.0.0"),
        (
            ["ticket@new"],
            "ticket@new names no version: write ticket@1, ticket@1.2, ticket@1.2.3 or "
            "ticket@latest",
        ),
        (
            ["schemas/ticket/1.0.0.json"],
            "schemas/ticket/1.0.0.json is one version: write NAME or NAME@VERSION",
        ),
        ([""], " is no schema: write NAME, NAME@VERSION or a path"),
        (["a\x1b[31m"], "no schema is called a\\u001b[31m; there is station, ticket"),
    ],
)
def test_what_is_no_struct_is_refused(callspec, args, message):
    ran = callspec("changelog", *args, "--schemas", FOLDER)
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {message}\n")


def test_a_name_must_be_given(callspec):
    ran = callspec("changelog")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: Missing argument 'NAME'.\n")


@pytest.mark.parametrize("number", ["1.0.0", "3.0.0"])
def test_a_published_file_that_was_edited_or_is_gone_is_in_the_way(callspec, folder, number):
    file = folder / f"ticket/{number}.json"
    file.write_text(file.read_text(encoding="utf-8") + " ", encoding="utf-8")
    output = folder / "changes.md"
    args = ("changelog", "ticket", "--schemas", folder, "--output", output)
    restore = "restore it from version control"
    ran = callspec(*args)
    said = f"{file}: ticket {number} is not as it was published; {restore}"
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {said}\n")
    file.unlink()
    ran = callspec(*args)
    said = f"{file}: ticket {number} was published, and its file is gone; {restore}"
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {said}\n")
    assert not output.exists()


def test_the_version_before_those_that_are_asked_for_is_in_the_way_too(callspec, folder):
    file = folder / "ticket/2.0.0.json"
    file.unlink()
    ran = callspec("changelog", "ticket@3", "--schemas", folder)
    said = f"{file}: ticket 2.0.0 was published, and its file is gone"
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"callspec: {said}; restore it from version control\n"


def test_versions_that_have_nothing_to_do_with_it_are_not_read(callspec, folder):
    (folder / "ticket/3.0.0.json").unlink()
    assert callspec("changelog", "ticket@2", "--schemas", folder).code == 0
    assert callspec("changelog", "station", "--schemas", folder).code == 0


def test_a_catalogue_that_is_spoilt_is_no_traceback(callspec, folder):
    catalog = folder / "catalog.json"
    data = json.loads(catalog.read_bytes())
    del data["structs"]["ticket"]["versions"]["1.0.1"]["date"]
    catalog.write_text(json.dumps(data), encoding="utf-8")
    ran = callspec("changelog", "ticket", "--schemas", folder)
    assert (ran.code, ran.out) == (2, "")
    assert (
        ran.err == f"callspec: {catalog}: not a catalogue of callspec: KeyError('date') is wrong\n"
    )
    catalog.unlink()
    assert callspec("changelog", "ticket", "--schemas", folder).code == 2


def test_where_it_cannot_be_written(callspec, tmp_path):
    args = ("changelog", "ticket", "--schemas", FOLDER, "--output")
    ran = callspec(*args, tmp_path)
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {tmp_path}: it is a folder\n")
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = callspec(*args, tmp_path / "file/below.md")
    said = f"{tmp_path}/file: no folder"
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {said}\n")
    (tmp_path / "loop").symlink_to("loop")
    ran = callspec(*args, tmp_path / "loop")
    assert (ran.code, ran.out) == (2, "")
    os.mkfifo(tmp_path / "pipe")
    ran = callspec(*args, tmp_path / "pipe")
    assert (ran.code, ran.err) == (2, f"callspec: {tmp_path / 'pipe'}: no regular file\n")
    assert (tmp_path / "pipe").is_fifo()


def test_a_link_stays_a_link(callspec, tmp_path):
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to("real.md")
    ran = callspec("changelog", "ticket", "--schemas", FOLDER, "--output", tmp_path / "link.md")
    assert (ran.code, ran.out) == (0, f"wrote {tmp_path / 'link.md'}\n")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8").startswith("# Ticket\n")
