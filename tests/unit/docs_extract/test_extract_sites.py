"""Which sections show a struct, and what each is called."""

import pytest
from extract_pages import extraction_of, place, reference_of, write_pages

from docs_extract.extract import extract
from docs_extract.reference import read_reference
from docs_extract.sites import find_sites, label_name, slug

SKELETON = '.. code::\n\n    {"full": <boolean>}\n\n* full: Whether it is.\n'


def page(*path: tuple[str, str], body: str = SKELETON) -> str:
    """Sections inside each other, each with a label (or none) and a title; the last shows more."""
    text = ""
    for level, (label, title) in enumerate(path):
        text += f".. _{label}:\n\n" if label else ""
        text += f"{title}\n{'=-~'[level] * max(4, len(title))}\n\n"
    return text + body


def names(tmp_path, text: str) -> list[str]:
    sites, clashes = find_sites(reference_of(tmp_path, {"a.rst": text}))
    assert clashes == []
    return list(sites.by_name)


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("tea-struct-pot", "tea_pot"),
        ("tea-struct-pot-pot", "tea_pot"),
        ("tea-struct-pot-lid", "tea_pot_lid"),
        ("tea-struct-pot_lid", "tea_pot_lid"),
        ("tea-struct-tea", "tea"),
        ("tea-struct-tea-tea", "tea"),
        ("tea-struct-tea_leaf", "tea_leaf"),
        ("tea-struct-teaspoon", "teaspoon"),
        ("tea-house-struct-pot", "tea_house_pot"),
        ("tea_house-struct-pot", "tea_house_pot"),
        ("TEA-struct-Pot", "tea_pot"),
        ("common-struct-cup", "cup"),
        ("common-struct-cup-cup", "cup"),
        ("common-struct-tea-pot-tea-pot", "tea_pot"),
        ("common-struct-cup-saucer", "cup_saucer"),
        ("tea-struct", "tea"),
        ("tea-structure-pot", None),
        ("construct-pot", None),
        ("tea-pot", None),
        ("tea-struct-", None),
    ],
)
def test_a_label_names_a_struct(label, name):
    assert label_name(label) == name


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ([("tea-struct-pot", "Anything")], "tea_pot"),
        ([("pot", "Pot of tea")], "pot_of_tea"),
        ([("", "Pot (small)")], "pot_small"),
        ([("", "Чай")], "struct"),
        ([("", "Parameters")], "parameters"),
        ([("tea-struct-pot", "Pot"), ("", "Lid")], "tea_pot_lid"),
        ([("tea-struct-pot", "Pot"), ("pot-lid", "Lid")], "tea_pot_lid"),
        ([("tea-struct-pot", "Pot"), ("tea-struct-lid", "Lid")], "tea_lid"),
        ([("tea-struct-pot", "Tea"), ("", "Pot")], "tea_pot"),
        ([("tea-struct-pot", "Pot"), ("", "Чай")], "tea_pot_struct"),
        ([("tea-struct-pot", "Pot"), ("", "Lid"), ("", "Knob")], "tea_pot_knob"),
        ([("tea-struct-pot", "Pot"), ("tea-struct-lid", "Lid"), ("", "Knob")], "tea_lid_knob"),
        ([("", "Pot"), ("", "Lid")], "lid"),
        ([("tea-struct-pot", "Pot"), ("", "Parameters")], "tea_pot"),
        ([("tea-struct-pot", "Pot"), ("", "Structure")], "tea_pot"),
        ([("tea-struct-pot", "Pot"), ("pot-parameters", "Parameters")], "tea_pot"),
        ([("tea-struct-pot", "Pot"), ("tea-struct-lid", "Parameters")], "tea_lid"),
        ([("tea-struct-pot", "Pot"), ("", "Lid"), ("", "Options")], "tea_pot_lid"),
        ([("", "Pot"), ("", "Parameters")], "pot"),
    ],
)
def test_a_section_without_a_label_of_a_struct_is_named_by_where_it_stands(tmp_path, path, name):
    assert names(tmp_path, page(*path)) == [name]


def test_of_several_labels_the_one_of_a_struct_names_it(tmp_path):
    text = ".. _tea-all:\n.. _tea-struct-pot:\n\nAll\n===\n\n" + SKELETON
    assert names(tmp_path, text) == ["tea_pot"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hangup reason", "hangup_reason"),
        ("  A-b_C  d!", "a_b_c_d"),
        ("../x", "x"),
        ("É", ""),
        ("", ""),
    ],
)
def test_a_slug_has_only_lower_case_letters_digits_and_underscores(text, name):
    assert slug(text) == name


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('.. code::\n\n    {"full": <boolean>}\n', ["pot"]),
        ('Text::\n\n    {"full": <boolean>}\n', ["pot"]),
        ('.. code:: sh\n\n    pour\n\n.. code::\n\n    {"full": <boolean>}\n', ["pot"]),
        ('.. code::\n\n    {"full": true, ...}\n', ["pot"]),
        ('.. code::\n\n    {"full": true}\n\n* full: Whether it is.\n', ["pot"]),
        ('.. code::\n\n    {"full": <boolean>, =}\n', ["pot"]),
        ('.. code::\n\n    {"full": true}\n', []),
        (".. code::\n\n    {...}\n", []),
        ('.. code::\n\n    [{"full": <boolean>}]\n', []),
        ("Text.\n", []),
        ('Example:\n\n.. code::\n\n    {"full": <boolean>}\n', []),
        ('Request:\n\n.. code::\n\n    {"full": <boolean>}\n', []),
        ('Example\n-------\n\n.. code::\n\n    {"full": <boolean>}\n', []),
        ('* Send::\n\n      {"full": <boolean>}\n', []),
    ],
)
def test_a_section_shows_a_struct_where_a_block_is_a_skeleton(tmp_path, body, found):
    assert names(tmp_path, page(("", "Pot"), body=body)) == found


def test_a_label_of_a_struct_makes_a_sample_its_skeleton(tmp_path):
    sample = '.. code::\n\n    {"full": true}\n'
    assert names(tmp_path, page(("tea-struct-pot", "Pot"), body=sample)) == ["tea_pot"]
    assert names(tmp_path, page(("tea-struct-pot", "Pot"), ("", "Body"), body=sample)) == [
        "tea_pot"
    ]


def test_a_section_called_parameters_is_part_of_the_one_above(tmp_path):
    text = page(("tea-struct-pot", "Pot"), ("", "Parameters"))
    text += '\nExample\n-------\n\n.. code::\n\n    {"full": true}\n'
    extraction = extraction_of(tmp_path, {"a.rst": text})
    (one,) = extraction.built
    assert one.struct is not None
    assert (one.struct.title, one.struct.source.label) == ("Pot", "tea-struct-pot")
    assert [example.value for example in one.examples] == [{"full": True}]
    assert extraction.findings == ()


def test_a_section_called_fields_describes_the_struct_above(tmp_path):
    body = '.. code::\n\n    {"full": <boolean>}\n\nFields\n------\n\n* full: Whether it is.\n'
    extraction = extraction_of(tmp_path, {"a.rst": page(("tea-struct-pot", "Pot"), body=body)})
    assert [one.description for one in extraction.structs["tea_pot"].fields] == ["Whether it is."]
    assert extraction.findings == ()


def test_a_label_on_a_page_leads_to_its_first_struct(tmp_path):
    reference = reference_of(
        tmp_path, {"a.rst": page(("tea-page", "Tea"), ("", "More"), ("tea-struct-pot", "Pot"))}
    )
    sites, _ = find_sites(reference)
    target = reference.find("tea-page")
    assert target is not None
    assert sites.of(target.section) is sites.by_name["tea_pot"]
    assert sites.titled(reference.pages[0], "pot") is sites.by_name["tea_pot"]
    assert sites.titled(reference.pages[0], "Tea pot") is sites.by_name["tea_pot"]
    assert sites.titled(reference.pages[0], "Lid") is None


def test_a_name_belongs_to_the_page_that_was_asked_for(tmp_path):
    pages = {
        "a.rst": page(("common-struct-pot", "Pot")),
        "b.rst": page(("pot-struct", "Pot of old")),
    }
    folder = write_pages(tmp_path, pages)
    for asked, title in (("a.rst", "Pot"), ("b.rst", "Pot of old")):
        extraction = extract(read_reference([folder / asked]))
        assert extraction.findings == ()
        assert extraction.structs["pot"].title == title
    extraction = extract(read_reference([folder]))
    assert extraction.structs["pot"].title == "Pot"
    assert [(one.code, one.hint, place(one)) for one in extraction.findings] == [
        (
            "duplicate-struct",
            "give each a label of its own: X-struct-NAME",
            (3, 1, 3, 11),
        )
    ]
