import json

from extract_pages import extraction_of, write_pages

from docs_extract.documented import contracts_of, documented, first_versions, struct_of
from docs_extract.emit import struct_schema, to_text
from docs_extract.extract import Extraction, extract
from docs_extract.reference import read_reference
from docs_extract.struct import Documented
from validator.finding import Source

# The examples begin in lines 17, 21, 25, 29 and 33.
CUP = """
    .. _common-struct-cup:

    Cup
    ===

    .. code::

        {"size": <number>}

    * size: How much it holds.

    Example
    -------

    .. code::

        {"size": 12345678901234567890}

    .. code::

        {"size": "much"}

    .. code::

        {"size": 0.5e-400}

    .. code::

        {"size": 12345678901234567890}

    .. code::

        [{"size": 1.50}, {"size": 1.5}, {"size": 2}]
    """
HOLDER = """
    .. _common-struct-tray:

    Tray
    ====

    .. code::

        {"cup": {...}}

    * *cup*: What stands on it, see :ref:`here <common-struct-cup>`.
    """


def examples_of(extraction: Extraction) -> dict[str, tuple[Documented, ...]]:
    return documented(extraction, contracts_of(extraction))


def test_valid_examples_are_kept_once_in_the_order_of_the_page(tmp_path):
    extraction = extraction_of(tmp_path, {"cup.rst": CUP, "tray.rst": HOLDER})
    (found,) = examples_of(extraction).items()
    assert found[0] == "cup"
    assert [(str(one.value), one.source) for one in found[1]] == [
        ("{'size': 12345678901234567890}", Source("cup.rst", 17, "common-struct-cup")),
        ("{'size': Decimal('5E-401')}", Source("cup.rst", 25, "common-struct-cup")),
        ("{'size': 1.5}", Source("cup.rst", 33, "common-struct-cup")),
        ("{'size': 2}", Source("cup.rst", 33, "common-struct-cup")),
    ]


def test_neighbours_that_are_embedded_have_their_examples(tmp_path):
    folder = write_pages(tmp_path, {"cup.rst": CUP, "tray.rst": HOLDER})
    extraction = extract(read_reference([folder / "tray.rst"]))
    assert [(name, len(found)) for name, found in examples_of(extraction).items()] == [("cup", 4)]
    alone = extract(read_reference([folder / "cup.rst"]))
    assert first_versions(alone) == {"cup": "1.0.0"}
    assert first_versions(extraction) == {"cup": "1.0.0", "tray": "1.0.0"}
    assert (struct_of(alone, "cup"), struct_of(alone, "cup_outcome")) == ("cup", "cup")


def test_the_root_alone_carries_examples_with_their_places(tmp_path):
    extraction = extraction_of(tmp_path, {"cup.rst": CUP, "tray.rst": HOLDER})
    versions = first_versions(extraction)
    examples = examples_of(extraction)
    cup = struct_schema("cup", extraction.structs, versions, examples["cup"][:1])
    assert list(cup)[-2:] == ["examples", "x-callspec"]
    assert cup["examples"] == [{"size": 12345678901234567890}]
    place = {"page": "cup.rst", "line": 17, "label": "common-struct-cup"}
    assert cup["x-callspec"]["examples"] == [place]
    tray = struct_schema("tray", extraction.structs, versions)
    assert "examples" not in tray
    assert "examples" not in tray["$defs"]["cup"]


def test_numbers_of_examples_stand_in_the_file_as_exactly_as_on_the_page(tmp_path):
    extraction = extraction_of(tmp_path, {"cup.rst": CUP})
    found = examples_of(extraction)["cup"]
    schema = struct_schema("cup", extraction.structs, first_versions(extraction), found)
    text = to_text(schema)
    sizes = [line.strip() for line in text.splitlines() if '"size": ' in line]
    assert sizes[1:] == [
        '"size": 12345678901234567890',
        '"size": 5E-401',
        '"size": 1.5',
        '"size": 2',
    ]
    assert json.loads(text)["examples"][0] == {"size": 12345678901234567890}


def test_text_that_looks_like_a_number_in_waiting_stays_text():
    from decimal import Decimal

    value = ["number:1", {"number::2": Decimal("0.5e-400")}, 'x"number:']
    assert json.loads(to_text(value)) == ["number:1", {"number::2": 0.0}, 'x"number:']
