from dataclasses import replace

import pytest
from extract_pages import extraction_of, reference_of, write_pages

from docs_extract.extract import extract
from docs_extract.mapping import find_mapping
from docs_extract.reference import read_reference
from docs_extract.struct import Mapping
from validator.finding import Finding, Severity, Source, Span

# The mapping table begins in line 46.
KETTLE = """
    .. _kettle-struct-kettle:

    Kettle
    ======

    .. code::

        {
            "filled_type": "<string>",
            "filled_id": "<string>",
            "lid": "<string>"
        }

    * *filled_type*: What was filled, see :ref:`here <shop-filled>`.
    * filled_id: Which one was filled.
    * *lid*: Where the lid is, see :ref:`here <shop-lid>`.

    .. _shop-filled:

    Filled
    ------

    ===== ==============
    What  Description
    ===== ==============
    cup   A cup.
    bath  A bath tub.
    ===== ==============

    .. _shop-lid:

    Lid
    ---
    Where the lid is.

    ===== ==============
    Lid   Description
    ===== ==============
    ""    Nobody knows.
    open  It is up.
    shut  It is down.
    ===== ==============

    How the cup ended says where the lid is.

    ============== =====
    Cup end reason Lid
    ============== =====
    full           shut
    All others     open
    ============== =====
    """
CUP = """
    .. _cup-struct-cup:

    Cup
    ===

    .. code::

        {"end_reason": "<string>"}

    * *end_reason*: Why it ended, see :ref:`here <shop-cup-reasons>`.

    .. _shop-cup-reasons:

    Reasons
    -------

    ======= =============
    Reason  Description
    ======= =============
    full    It was full.
    spilt   It fell over.
    thirsty It was drunk.
    ======= =============
    """
HERE = Source("kettle.rst", 46, "shop-lid")
WHOLE = Mapping(
    field="lid",
    reason="end_reason",
    when=(("filled_type", "cup"),),
    reference="filled_id",
    key="id",
    rows=(("full", "shut"),),
    otherwise="open",
    reasons=("full", "spilt", "thirsty"),
    source=HERE,
    reasons_source=Source("cup.rst", 17, "shop-cup-reasons"),
    inferred=(
        ("key", "the cup is known by its id"),
        ("reference", "filled_id stands beside filled_type"),
        ("when", "the header says Cup end reason, and filled_type has the value cup"),
    ),
)


def mapping_of(tmp_path, kettle: str, **others: str) -> tuple[Mapping | None, list[Finding]]:
    reference = reference_of(
        tmp_path,
        {"kettle.rst": kettle, **{f"{name}.rst": text for name, text in others.items()}},
    )
    structs = extraction_of(
        tmp_path, {"kettle.rst": kettle, **{f"{name}.rst": text for name, text in others.items()}}
    ).structs
    return find_mapping(reference, structs["kettle"], structs)


def test_a_mapping_is_read_with_the_page_that_lists_the_reasons(tmp_path):
    assert mapping_of(tmp_path, KETTLE, cup=CUP) == (WHOLE, [])


def test_without_the_other_page_the_reasons_are_not_known(tmp_path):
    assert mapping_of(tmp_path, KETTLE) == (
        replace(WHOLE, reasons=None, reasons_source=None),
        [],
    )


@pytest.mark.parametrize(
    "cup",
    [
        CUP.replace("end_reason", "ending"),
        CUP.replace(" see :ref:`here <shop-cup-reasons>`.", " in a word."),
        CUP.replace("<string>", "<strange>"),
    ],
)
def test_reasons_are_not_known_where_the_other_struct_lists_none(tmp_path, cup):
    assert mapping_of(tmp_path, KETTLE, cup=cup) == (
        replace(WHOLE, reasons=None, reasons_source=None),
        [],
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    cup   A cup.", "    mug   A mug."),
        ('"filled_id"', '"filled_ids"'),
        ("filled_type", "filled_kind"),
        ("filled_type", "filled"),
    ],
)
def test_a_mapping_without_a_link_to_the_other_struct_applies_always(tmp_path, old, new):
    assert mapping_of(tmp_path, KETTLE.replace(old, new), cup=CUP) == (
        replace(
            WHOLE,
            reason="cup_end_reason",
            when=(),
            reference=None,
            key=None,
            reasons=None,
            reasons_source=None,
            inferred=(),
        ),
        [],
    )


def test_a_header_of_one_word_names_the_reason_itself(tmp_path):
    found, gaps = mapping_of(tmp_path, KETTLE.replace("Cup end reason", "Cup           "))
    assert found is not None
    assert (found.when, found.reason, gaps) == ((("filled_type", "cup"),), "cup", [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" see :ref:`here <shop-lid>`.", " in words."),
        ("Cup end reason Lid", "Cup end reason Description"),
        ("<shop-lid>", "<shop-nothing>"),
    ],
)
def test_a_page_without_a_mapping_table_maps_nothing(tmp_path, old, new):
    # A section that is called like the field would be found without a reference.
    page = KETTLE.replace("    Lid\n    ---\n", "    How\n    ---\n").replace(old, new)
    assert mapping_of(tmp_path, page, cup=CUP) == (None, [])


def gap(reference_file: str, severity: Severity, message: str) -> Finding:
    return Finding(
        "mapping-incomplete",
        severity,
        message,
        file=reference_file,
        span=Span(46, 1, 46, 21),
        excerpt="============== =====",
    )


@pytest.mark.parametrize(
    ("row", "rows", "otherwise", "expected"),
    [
        (
            "",
            (("full", "shut"),),
            None,
            [(Severity.WARNING, 'the mapping says nothing about "spilt" or "thirsty"')],
        ),
        (
            "    spilt          open\n",
            (("full", "shut"), ("spilt", "open")),
            None,
            [(Severity.WARNING, 'the mapping says nothing about "thirsty"')],
        ),
        (
            "    empty          open\n",
            (("full", "shut"), ("empty", "open")),
            None,
            [
                (Severity.ERROR, 'the mapping has "empty", which end_reason does not have'),
                (Severity.WARNING, 'the mapping says nothing about "spilt" or "thirsty"'),
            ],
        ),
        (
            "    spilt          open\n    thirsty        open\n",
            (("full", "shut"), ("spilt", "open"), ("thirsty", "open")),
            None,
            [],
        ),
        (
            "    empty          open\n    Otherwise      open\n",
            (("full", "shut"), ("empty", "open")),
            "open",
            [(Severity.ERROR, 'the mapping has "empty", which end_reason does not have')],
        ),
    ],
)
def test_what_a_mapping_leaves_open_is_told(tmp_path, row, rows, otherwise, expected):
    kettle = KETTLE.replace("    All others     open\n", row)
    assert mapping_of(tmp_path, kettle, cup=CUP) == (
        replace(WHOLE, rows=rows, otherwise=otherwise),
        [
            gap(str(tmp_path / "reference" / "kettle.rst"), severity, message)
            for severity, message in expected
        ],
    )


def test_a_reason_that_stands_twice_in_a_mapping_is_one(tmp_path):
    kettle = KETTLE.replace("    full           shut\n", "    full           shut\n" * 2)
    file = str(tmp_path / "reference" / "kettle.rst")
    message = '"full" stands 2 times in the mapping'
    repeated = replace(gap(file, Severity.WARNING, message), code="duplicate-value")
    assert mapping_of(tmp_path, kettle, cup=CUP) == (WHOLE, [repeated])
    assert mapping_of(tmp_path, kettle)[1] == [repeated]


def test_two_results_for_all_others_contradict_each_other(tmp_path):
    kettle = KETTLE.replace(
        "    All others     open\n", "    All others     open\n    Otherwise      shut\n"
    )
    file = str(tmp_path / "reference" / "kettle.rst")
    message = 'the mapping gives "open" or "shut" for all others'
    conflict = replace(gap(file, Severity.ERROR, message), code="mapping-conflict")
    assert mapping_of(tmp_path, kettle, cup=CUP) == (None, [conflict])


def test_a_result_for_all_others_may_stand_twice(tmp_path):
    kettle = KETTLE.replace(
        "    All others     open\n", "    All others     open\n    Otherwise      open\n"
    )
    assert mapping_of(tmp_path, kettle, cup=CUP) == (WHOLE, [])


def test_a_second_mapping_of_a_struct_is_said_and_not_read(tmp_path):
    more = """
    ============== =====
    Bath end cause Lid
    ============== =====
    cold           open
    ============== =====
    """
    message = (
        "callspec reads one mapping of kettle, that of kettle.rst:46: this one is not in the "
        "contract"
    )
    file = str(tmp_path / "reference" / "kettle.rst")
    second = replace(gap(file, Severity.WARNING, message), span=Span(53, 1, 53, 21))
    assert mapping_of(tmp_path, KETTLE + more, cup=CUP) == (WHOLE, [second])


def test_a_table_that_two_fields_lead_to_is_one_mapping(tmp_path):
    kettle = KETTLE.replace('"lid": "<string>"', '"lid": "<string>", "cap": "<string>"').replace(
        "    * *lid*:", "    * *cap*: Where it is, see :ref:`here <shop-lid>`.\n    * *lid*:"
    )
    found, gaps = mapping_of(tmp_path, kettle, cup=CUP)
    assert found is not None
    assert (found.field, gaps) == ("lid", [])


def test_nothing_is_said_to_be_open_where_the_reasons_are_not_known(tmp_path):
    kettle = KETTLE.replace("All others     open", "empty          open")
    found, gaps = mapping_of(tmp_path, kettle)
    assert found is not None
    assert (found.rows, found.otherwise, gaps) == ((("full", "shut"), ("empty", "open")), None, [])


def test_what_a_neighbours_mapping_leaves_open_is_not_said(tmp_path):
    folder = write_pages(
        tmp_path,
        {"kettle.rst": KETTLE.replace("    All others     open\n", ""), "cup.rst": CUP},
    )
    assert extract(read_reference([folder / "cup.rst"])).findings == ()
    assert [one.code for one in extract(read_reference([folder / "kettle.rst"])).findings] == [
        "mapping-incomplete"
    ]


def test_extraction_hangs_the_mapping_on_its_struct(tmp_path):
    extraction = extraction_of(tmp_path, {"kettle.rst": KETTLE, "cup.rst": CUP})
    assert extraction.findings == ()
    assert {name: one.mapping for name, one in extraction.structs.items()} == {
        "cup": None,
        "kettle": WHOLE,
    }
