import os
from pathlib import Path

import pytest
from extract_pages import place, reference_of, write_pages

from docs_extract.reference import Target, read_reference
from validator.errors import CallspecError
from validator.finding import Finding, Severity, Span

KETTLE = """
.. _shop-kettle:

Kettle
======

.. _shop-kettle-Lid_Type:

Lid
---
"""
CUP = """
.. _shop-cup:

Cup
===
"""


def names(reference) -> list[str]:
    return [page.name for page in reference.pages]


def test_a_folder_gives_all_pages_below_it_in_order(tmp_path):
    folder = write_pages(
        tmp_path, {"b.rst": CUP, "a/z.rst": KETTLE, "a/notes.txt": "x", "c.rst.bak": "x"}
    )
    reference = read_reference([folder])
    assert names(reference) == ["a/z.rst", "b.rst"]
    assert [page.file for page in reference.pages] == [
        str(folder / "a/z.rst"),
        str(folder / "b.rst"),
    ]
    assert reference.given == {"a/z.rst", "b.rst"}
    assert reference.findings == ()


def test_a_page_is_read_with_those_beside_it_but_only_it_was_asked_for(tmp_path):
    folder = write_pages(
        tmp_path, {"kettle.rst": KETTLE, "cup.rst": CUP, "deeper/plate.rst": "Plate\n=====\n"}
    )
    reference = read_reference([folder / "kettle.rst"])
    assert names(reference) == ["kettle.rst", "cup.rst"]
    assert reference.given == {"kettle.rst"}


def test_a_page_given_twice_is_there_once(tmp_path):
    folder = write_pages(tmp_path, {"kettle.rst": KETTLE, "cup.rst": CUP})
    link = tmp_path / "link"
    link.symlink_to(folder / "kettle.rst")
    reference = read_reference([folder / "kettle.rst", folder, str(folder / "kettle.rst"), link])
    assert names(reference) == ["kettle.rst", "cup.rst"]
    assert reference.given == {"kettle.rst", "cup.rst"}


def test_pages_of_the_same_name_get_names_of_their_own(tmp_path):
    for folder in ("one", "two", "three"):
        write_pages(tmp_path / folder, {"cup.rst": f"{folder}\n=====\n"})
    reference = read_reference([tmp_path / "one", tmp_path / "two", tmp_path / "three"])
    assert [(page.name, page.sections[0].title) for page in reference.pages] == [
        ("cup.rst", "one"),
        ("cup.rst (2)", "two"),
        ("cup.rst (3)", "three"),
    ]


def test_labels_lead_across_pages_however_they_are_written(tmp_path):
    reference = reference_of(tmp_path, {"cup.rst": CUP, "kettle.rst": KETTLE})
    cup, kettle = reference.pages
    lid = kettle.sections[0].sections[0]
    assert reference.labels == {
        "shop-cup": Target(cup, cup.sections[0]),
        "shop-kettle": Target(kettle, kettle.sections[0]),
        "shop-kettle-lid_type": Target(kettle, lid),
    }
    assert reference.find("Shop-Kettle-LID_type") == Target(kettle, lid)
    assert reference.find("shop-kettle-lid-type") is None


def test_a_label_on_two_pages_leads_to_the_first_and_is_reported(tmp_path):
    reference = reference_of(tmp_path, {"a.rst": CUP, "b.rst": "Before\n======\n" + CUP})
    first, second = reference.pages
    assert reference.find("shop-cup") == Target(first, first.sections[0])
    assert reference.findings == (
        Finding(
            "duplicate-label",
            Severity.ERROR,
            f"the label shop-cup stands at {first.file}:{3} already",
            file=second.file,
            span=second.whole_line(6),
            excerpt=second.lines[6 - 1],
        ),
    )


def test_what_is_wrong_with_pages_that_were_not_asked_for_stays_unsaid(tmp_path):
    folder = write_pages(tmp_path, {"a.rst": CUP, "b.rst": CUP + "\n*open\n\n.. mystery::\n"})
    assert read_reference([folder / "a.rst"]).findings == ()
    assert [one.code for one in read_reference([folder / "b.rst"]).findings] == [
        "rst-syntax",
        "directive-passed-over",
    ]


def test_the_complaints_of_docutils_are_findings_of_their_weight(tmp_path):
    reference = reference_of(tmp_path, {"a.rst": "A\n=\n\n  *open\n\n.. mystery:: x\n"})
    file = reference.pages[0].file
    assert reference.findings == (
        Finding(
            "rst-syntax",
            Severity.WARNING,
            "Inline emphasis start-string without end-string.",
            file=file,
            span=Span(4, 3, 4, 8),
            excerpt="  *open",
        ),
        Finding(
            "directive-passed-over",
            Severity.NOTE,
            "the directive mystery is not known; it has nothing to read",
            file=file,
            span=Span(6, 1, 6, 15),
            excerpt=".. mystery:: x",
        ),
    )


def test_bytes_that_are_not_utf_8_are_reported_where_they_stand(tmp_path):
    (tmp_path / "a.rst").write_bytes(b"A\n=\n\ncaf\xe9 au lait\n")
    reference = read_reference([tmp_path])
    assert reference.findings == (
        Finding(
            "page-encoding",
            Severity.ERROR,
            "the page holds bytes that are not UTF-8",
            file=str(tmp_path / "a.rst"),
            span=Span(4, 4, 4, 5),
            excerpt="caf\ufffd au lait",
        ),
    )


def test_bad_bytes_come_before_what_docutils_has_to_say(tmp_path):
    (tmp_path / "a.rst").write_bytes(b"A\n=\n\n*open\n\ncaf\xe9\n")
    assert [one.code for one in read_reference([tmp_path]).findings] == [
        "page-encoding",
        "rst-syntax",
    ]


def test_a_byte_order_mark_is_no_part_of_the_page(tmp_path):
    (tmp_path / "a.rst").write_bytes(b"\xef\xbb\xbf.. _a-b:\n\nA\n=\n")
    reference = read_reference([tmp_path])
    assert list(reference.labels) == ["a-b"]
    assert reference.findings == ()


@pytest.mark.parametrize("missing", ["nowhere.rst", "nowhere"])
def test_a_path_that_is_not_there_stops_the_reading(tmp_path, missing):
    path = tmp_path / missing
    with pytest.raises(CallspecError) as caught:
        read_reference([path])
    assert str(caught.value) == f"{path}: no such page or folder"


@pytest.mark.parametrize("files", [{}, {"a.txt": "A"}])
def test_a_folder_without_pages_stops_the_reading(tmp_path, files):
    write_pages(tmp_path, files)
    with pytest.raises(CallspecError) as caught:
        read_reference([tmp_path])
    assert str(caught.value) == "nothing to read: no page (.rst) is there"


def test_a_page_that_cannot_be_read_stops_the_reading(tmp_path):
    (tmp_path / "folder.rst").mkdir()
    (tmp_path / "a.rst").write_text("A\n=\n", encoding="utf-8")
    with pytest.raises(CallspecError) as caught:
        read_reference([tmp_path])
    assert str(caught.value) == f"{tmp_path / 'folder.rst'}: Is a directory"


def test_files_keep_the_name_the_user_gave(tmp_path, monkeypatch):
    write_pages(tmp_path / "docs", {"a.rst": "A\n=\n\n*open\n"})
    monkeypatch.chdir(tmp_path)
    reference = read_reference([Path("docs") / "a.rst"])
    assert [page.file for page in reference.pages] == [os.path.join("docs", "a.rst")]
    assert [(one.file, place(one)) for one in reference.findings] == [
        (os.path.join("docs", "a.rst"), (4, 1, 4, 6))
    ]


def test_a_name_that_is_not_utf_8_is_one_that_a_schema_can_carry(tmp_path):
    folder = write_pages(tmp_path, {"cup.rst": CUP})
    odd = folder / os.fsdecode(b"k\xe9ttle.rst")
    odd.write_text("Kettle\n======\n")
    reference = read_reference([folder])
    assert [(page.name, page.file) for page in reference.pages] == [
        ("cup.rst", str(folder / "cup.rst")),
        ("k\\xe9ttle.rst", str(odd)),
    ]
    assert read_reference([odd]).given == {"k\\xe9ttle.rst"}
    assert names(read_reference([folder / "cup.rst"])) == ["cup.rst", "k\\xe9ttle.rst"]
