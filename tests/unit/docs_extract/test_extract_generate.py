import hashlib
import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from extract_pages import extraction_of, write_pages

from docs_extract.emit import outcome_schema, struct_schema, to_text
from docs_extract.extract import Extraction, extract
from docs_extract.generate import PlannedFile, generate, plan, publishing_date, write
from docs_extract.reference import read_reference
from docs_extract.versions import Generated
from validator.errors import CallspecError, SchemaError
from validator.schemas import read_catalog

DAY = "1234567890"

CUP = """
    .. _common-struct-cup:

    Cup
    ===

    .. code::

        {"full": <boolean>}

    * full: Whether it is.
    """
KETTLE = """
    .. _common-struct-kettle:

    Kettle
    ======

    .. code::

        {"cup": {...}, "lid": "<string>"}

    * *cup*: Which it fills, see :ref:`here <common-struct-cup>`.
    * *lid*: Where it is, see :ref:`here <shop-lid>`.

    .. _shop-lid:

    Lid
    ---

    ==== ===========
    Lid  Description
    ==== ===========
    open It is up.
    shut It is down.
    ==== ===========

    ========== ====
    Cup volume Lid
    ========== ====
    all        shut
    All others open
    ========== ====
    """
PAGES = {"cup.rst": CUP, "kettle.rst": KETTLE}


def extraction(tmp_path) -> Extraction:
    found = extraction_of(tmp_path, PAGES)
    assert found.findings == ()
    return found


@pytest.fixture(autouse=True)
def day(monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def catalog_entry(title: str, page: Path, label: str | None, file: PlannedFile) -> dict:
    version = {
        "file": f"{file.path.parent.name}/{file.path.name}",
        "sha256": digest(file.text.encode()),
        "date": "2009-02-13",
        "page_sha256": digest(page.read_bytes()),
    }
    number = file.path.stem
    known = {"title": title, "page": page.name, "label": label}
    return {**known, "newest": number, "versions": {number: version}}


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_reference_generates_its_structs_and_outcomes_sorted_by_name(tmp_path):
    one = extraction(tmp_path)
    versions = dict.fromkeys(["cup", "kettle", "kettle_outcome"], "1.0.0")
    schemas = {name: struct_schema(name, one.structs, versions) for name in ("cup", "kettle")}
    outcome = outcome_schema("kettle", one.structs, versions)
    assert outcome is not None
    assert generate(one) == [
        Generated(name, "1.0.0", struct, schema, to_text(schema), "first version")
        for name, struct, schema in (
            ("cup", "cup", schemas["cup"]),
            ("kettle", "kettle", schemas["kettle"]),
            ("kettle_outcome", "kettle", outcome),
        )
    ]
    assert [found.file for found in generate(one)] == [
        "cup/1.0.0.json",
        "kettle/1.0.0.json",
        "kettle_outcome/1.0.0.json",
    ]


def test_only_what_was_asked_for_is_generated_with_its_neighbours_embedded(tmp_path):
    folder = write_pages(tmp_path, PAGES)
    generated = generate(extract(read_reference([folder / "kettle.rst"])))
    assert [one.name for one in generated] == ["kettle", "kettle_outcome"]
    assert list(generated[0].schema["$defs"]) == ["cup"]


def test_files_are_planned_below_a_folder_the_catalogue_last(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "out"
    *files, catalog = plan(one, out)
    assert files == [
        PlannedFile(out / found.file, to_text(found.schema), "first version")
        for found in generate(one)
    ]
    pages = tmp_path / "reference"
    structs = {
        "cup": catalog_entry("Cup", pages / "cup.rst", "common-struct-cup", files[0]),
        "kettle": catalog_entry("Kettle", pages / "kettle.rst", "common-struct-kettle", files[1]),
        "kettle_outcome": catalog_entry(
            "Kettle outcome", pages / "kettle.rst", "common-struct-kettle", files[2]
        ),
    }
    data = {"format": "callspec-catalog/1", "structs": structs}
    text = json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    assert catalog == PlannedFile(out / "catalog.json", text)
    assert not out.exists()


def test_one_page_is_planned_with_what_it_embeds(tmp_path):
    folder = write_pages(tmp_path, PAGES)
    files = plan(extract(read_reference([folder / "kettle.rst"])), tmp_path / "out")
    assert [file.path.parent.name for file in files[:-1]] == ["cup", "kettle", "kettle_outcome"]
    assert list(json.loads(files[-1].text)["structs"]) == ["cup", "kettle", "kettle_outcome"]


def test_what_is_written_is_what_was_planned_and_can_be_read_back(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "deep" / "out"
    files = plan(one, out)
    assert write(files) == [file.path for file in files]
    assert files_below(out) == {
        file.path.relative_to(out).as_posix(): file.text.encode() for file in files
    }
    catalog = read_catalog(out)
    assert catalog is not None
    assert [entry.name for entry in catalog.entries] == ["cup", "kettle", "kettle_outcome"]


def test_the_same_pages_give_the_same_bytes_whatever_the_folder(tmp_path):
    for folder in ("one", "two"):
        write(plan(extraction(tmp_path / folder), tmp_path / folder / "out"))
    assert files_below(tmp_path / "one" / "out") == files_below(tmp_path / "two" / "out")


def test_nothing_is_written_again_where_the_pages_say_the_same(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "out"
    files = plan(one, out)
    write(files)
    for path in out.rglob("*.json"):
        os.utime(path, ns=(1, 1))
    again = plan(one, out)
    assert again == [PlannedFile(file.path, file.text) for file in files]
    assert write(again) == []
    assert {path.stat().st_mtime_ns for path in out.rglob("*.json")} == {1}


def test_a_file_of_the_same_text_is_taken_as_what_would_be_written(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "out"
    files = plan(one, out)
    write(files)
    (out / "catalog.json").unlink()
    assert plan(one, out) == files
    assert write(files) == [out / "catalog.json"]


def test_a_file_that_the_catalogue_does_not_know_is_not_written_over(tmp_path):
    path = tmp_path / "out" / "kettle" / "1.0.0.json"
    path.parent.mkdir(parents=True)
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(CallspecError) as caught:
        plan(extraction(tmp_path), tmp_path / "out")
    assert str(caught.value) == (
        f"{path}: a file that the catalogue does not know stands in the way; move it elsewhere"
    )


@pytest.mark.parametrize(
    ("there", "differs"),
    [(b"text\n", False), (b"text\r\n", True), (b"text", True), (b"\xfftext\n", True), (None, True)],
)
def test_a_file_differs_by_its_bytes(tmp_path, there, differs):
    path = tmp_path / "a.json"
    if there is not None:
        path.write_bytes(there)
    assert PlannedFile(path, "text\n").differs() is differs


def test_text_is_written_as_utf_8_with_bare_line_feeds(tmp_path):
    path = tmp_path / "a.json"
    assert write([PlannedFile(path, "čaj\n𝄞\n")]) == [path]
    assert path.read_bytes() == "čaj\n𝄞\n".encode()


@pytest.mark.parametrize(("mask", "mode"), [(0o027, 0o640), (0o022, 0o644), (0, 0o666)])
def test_a_new_file_is_as_readable_as_any_other(tmp_path, mask, mode):
    before = os.umask(mask)
    try:
        write([PlannedFile(tmp_path / "a.json", "{}\n")])
    finally:
        after = os.umask(before)
    assert (tmp_path / "a.json").stat().st_mode & 0o777 == mode
    assert after == mask


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    first, blocked, never = (tmp_path / name for name in ("a.json", "b.json", "c.json"))
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"b\.json"):
        write(PlannedFile(path, "{}\n") for path in (first, blocked, never))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.json"]
    assert [path.name for path in blocked.iterdir()] == ["inside"]


def test_text_that_cannot_be_encoded_leaves_the_file_as_it_was(tmp_path):
    path = tmp_path / "a.json"
    path.write_text("before\n", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        write([PlannedFile(path, "half \ud800\n")])
    assert files_below(tmp_path) == {"a.json": b"before\n"}


def test_a_folder_that_cannot_be_made_stops_the_writing(tmp_path):
    (tmp_path / "out").write_text("a file", encoding="utf-8")
    with pytest.raises(OSError, match="out"):
        write([PlannedFile(tmp_path / "out" / "a.json", "{}\n")])
    assert files_below(tmp_path) == {"out": b"a file"}


def test_the_catalogue_keeps_structs_that_are_on_no_page(tmp_path):
    out = tmp_path / "out"
    write(plan(extraction(tmp_path), out))
    before = json.loads((out / "catalog.json").read_text(encoding="utf-8"))["structs"]
    (tmp_path / "reference" / "kettle.rst").unlink()
    cup = extraction_of(tmp_path, {"cup.rst": CUP.replace("Whether", "If")})
    files = plan(cup, out)
    assert [file.path.relative_to(out).as_posix() for file in files] == [
        "cup/1.0.1.json",
        "catalog.json",
    ]
    structs = json.loads(files[-1].text)["structs"]
    assert list(structs) == ["cup", "kettle", "kettle_outcome"]
    assert structs["kettle"] == before["kettle"]
    assert structs["cup"]["newest"] == "1.0.1"
    assert list(structs["cup"]["versions"]) == ["1.0.0", "1.0.1"]
    assert structs["cup"]["versions"]["1.0.0"] == before["cup"]["versions"]["1.0.0"]


@pytest.mark.parametrize(("epoch", "day"), [("0", date(1970, 1, 1)), (DAY, date(2009, 2, 13))])
def test_versions_are_dated_as_the_build_says(monkeypatch, epoch, day):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert publishing_date() == day


@pytest.mark.parametrize("epoch", [None, "", "today", "1e9", "9" * 30])
def test_versions_are_dated_today_where_the_build_says_nothing(monkeypatch, epoch):
    if epoch is None:
        monkeypatch.delenv("SOURCE_DATE_EPOCH")
    else:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = datetime.now(UTC).date()
    assert before <= publishing_date() <= datetime.now(UTC).date()


def test_the_catalogue_keeps_characters_readable(tmp_path):
    pages = {"cup.rst": CUP.replace("    Cup\n", "    Čaj\n")}
    files = plan(extraction_of(tmp_path, pages), tmp_path / "out")
    assert '"title": "Čaj"' in files[-1].text
    assert files[-1].text.endswith("}\n")


@pytest.mark.parametrize(
    "text",
    ["{", '{"format": "callspec-catalog/1"}', '{"format": "callspec-catalog/1", "structs": 1}'],
)
def test_a_catalogue_that_cannot_be_read_stops_the_planning(tmp_path, text):
    (tmp_path / "catalog.json").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=r"catalog\.json"):
        plan(extraction(tmp_path), tmp_path)
