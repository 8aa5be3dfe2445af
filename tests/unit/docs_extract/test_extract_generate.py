import json
import os
from pathlib import Path

import pytest
from extract_pages import extraction_of, write_pages

from docs_extract.emit import outcome_schema, struct_schema, to_text
from docs_extract.extract import Extraction, extract
from docs_extract.generate import (
    FIRST_VERSION,
    Generated,
    PlannedFile,
    generate,
    plan,
    write,
)
from docs_extract.reference import read_reference
from validator.errors import SchemaError
from validator.schemas import Catalog, Entry, Version, read_catalog

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


def catalog_entry(title: str, page: str, label: str | None, name: str, *versions: str) -> dict:
    return {
        "title": title,
        "page": page,
        "label": label,
        "newest": versions[-1],
        "versions": {version: {"file": f"{name}/{version}.json"} for version in versions},
    }


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_reference_generates_its_structs_and_outcomes_sorted_by_name(tmp_path):
    one = extraction(tmp_path)
    versions = dict.fromkeys(["cup", "cup_outcome", "kettle", "kettle_outcome"], FIRST_VERSION)
    outcome = outcome_schema("kettle", one.structs, versions)
    assert outcome is not None
    assert generate(one) == [
        Generated("cup", "1.0.0", "cup", struct_schema("cup", one.structs, versions)),
        Generated("kettle", "1.0.0", "kettle", struct_schema("kettle", one.structs, versions)),
        Generated("kettle_outcome", "1.0.0", "kettle", outcome),
    ]


def test_the_newest_versions_of_a_catalogue_are_generated_and_referred_to(tmp_path):
    entry = Entry(
        "cup", "Cup", "cup.rst", None, "2.3.4", (Version("1.0.0", "a"), Version("2.3.4", "b"))
    )
    generated = generate(extraction(tmp_path), Catalog(tmp_path, (entry,)))
    assert [(one.name, one.file) for one in generated] == [
        ("cup", "cup/2.3.4.json"),
        ("kettle", "kettle/1.0.0.json"),
        ("kettle_outcome", "kettle_outcome/1.0.0.json"),
    ]
    kettle = generated[1].schema
    assert kettle["properties"]["cup"]["$ref"] == "https://callspec.invalid/cup/2.3.4"
    assert kettle["$defs"]["cup"]["$id"] == "https://callspec.invalid/cup/2.3.4"


def test_only_what_was_asked_for_is_generated_with_its_neighbours_embedded(tmp_path):
    folder = write_pages(tmp_path, PAGES)
    generated = generate(extract(read_reference([folder / "kettle.rst"])))
    assert [one.name for one in generated] == ["kettle", "kettle_outcome"]
    assert list(generated[0].schema["$defs"]) == ["cup"]


def test_files_are_planned_below_a_folder_the_catalogue_last(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "out"
    catalog = {
        "format": "callspec-catalog/1",
        "structs": {
            "cup": catalog_entry("Cup", "cup.rst", "common-struct-cup", "cup", "1.0.0"),
            "kettle": catalog_entry(
                "Kettle", "kettle.rst", "common-struct-kettle", "kettle", "1.0.0"
            ),
            "kettle_outcome": catalog_entry(
                "Kettle outcome", "kettle.rst", "common-struct-kettle", "kettle_outcome", "1.0.0"
            ),
        },
    }
    assert plan(one, out) == [
        *(PlannedFile(out / found.file, to_text(found.schema)) for found in generate(one)),
        PlannedFile(out / "catalog.json", json.dumps(catalog, indent=2, ensure_ascii=False) + "\n"),
    ]
    assert not out.exists()


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


def test_a_file_that_says_the_same_is_not_written_again(tmp_path):
    one = extraction(tmp_path)
    out = tmp_path / "out"
    write(plan(one, out))
    for path in out.rglob("*.json"):
        os.utime(path, ns=(1, 1))
    changed = out / "cup" / "1.0.0.json"
    changed.write_text("{}", encoding="utf-8")
    files = plan(one, out)
    assert [file.path for file in files if file.differs()] == [changed]
    assert write(files) == [changed]
    assert {path.stat().st_mtime_ns == 1 for path in out.rglob("*.json") if path != changed} == {
        True
    }
    assert write(files) == []


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


def test_the_catalogue_keeps_structs_of_other_pages_and_older_versions(tmp_path):
    out = tmp_path / "out"
    teapot = catalog_entry("Teapot", "teapot.rst", None, "teapot", "1.0.0", "1.1.0")
    cup = catalog_entry("Old cup", "old.rst", "old-label", "cup", "1.0.0", "2.0.0")
    out.mkdir()
    (out / "catalog.json").write_text(
        json.dumps({"format": "callspec-catalog/1", "structs": {"teapot": teapot, "cup": cup}}),
        encoding="utf-8",
    )
    files = plan(extraction(tmp_path), out)
    assert [file.path.relative_to(out).as_posix() for file in files] == [
        "cup/2.0.0.json",
        "kettle/1.0.0.json",
        "kettle_outcome/1.0.0.json",
        "catalog.json",
    ]
    structs = json.loads(files[-1].text)["structs"]
    assert list(structs) == ["cup", "kettle", "kettle_outcome", "teapot"]
    assert structs["teapot"] == teapot
    assert structs["cup"] == catalog_entry(
        "Cup", "cup.rst", "common-struct-cup", "cup", "1.0.0", "2.0.0"
    )


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
