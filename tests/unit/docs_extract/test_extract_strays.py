"""Bullets and tables of fields in sections that no field leads to."""

import pytest
from extract_pages import place, write_pages

from docs_extract.extract import extract
from docs_extract.reference import read_reference

POT = """
    .. _tea-struct-pot:

    Pot
    ===

    .. code::

        {
            "lid": "<string>",
            "cup": {...}
        }

    * ``lid`` (String): Closes it.
    * ``cup`` (Object): What it fills. See :ref:`here <tea-cup>`.
    """
CUP = """
    .. _tea-cup:

    Cup
    ---

    * ``full`` (Boolean): Whether it is.
    * ``size`` (Integer): How much it holds.
    """


def findings(folder, name=""):
    found = extract(read_reference([folder / name])).findings
    return [(one.code, one.severity.value, one.message, place(one)) for one in found]


def test_bullets_that_a_field_leads_to_are_used(tmp_path):
    assert findings(write_pages(tmp_path, {"a.rst": POT + CUP})) == []


def test_bullets_are_used_from_another_page_whichever_is_asked_for(tmp_path):
    folder = write_pages(tmp_path, {"a.rst": POT, "b.rst": CUP})
    assert [findings(folder, name) for name in ("a.rst", "b.rst", "")] == [[], [], []]


def test_bullets_that_no_field_leads_to_are_said_once_for_a_section(tmp_path):
    text = POT.replace(":ref:`here <tea-cup>`", "the picture") + CUP
    assert findings(write_pages(tmp_path, {"a.rst": text})) == [
        (
            "open-object",
            "note",
            "cup may hold anything, as far as the page says",
            (10, 16, 10, 21),
        ),
        (
            "bullet-without-struct",
            "note",
            "full and size: described here, but no struct's field leads to this section",
            (21, 5, 21, 9),
        ),
    ]


@pytest.mark.parametrize(
    ("section", "found"),
    [
        (
            "* ``sugar`` (Integer): How much.\n",
            [
                (
                    "bullet-without-struct",
                    "note",
                    "sugar: described here, but no struct's field leads to this section",
                    (4, 5, 4, 10),
                )
            ],
        ),
        (
            "* ``sugar`` (Integer, write-only): How much.\n",
            [
                (
                    "write-only-field",
                    "note",
                    "sugar is only written: it is not in the contract",
                    (4, 5, 4, 10),
                )
            ],
        ),
        (
            "====== ======= ===========\nField  Type    Description\n====== ======= ===========\n"
            "sugar  Integer How much.\n====== ======= ===========\n",
            [
                (
                    "bullet-without-struct",
                    "note",
                    "sugar: described here, but no struct's field leads to this section",
                    (7, 1, 7, 6),
                )
            ],
        ),
        ("* ``sugar``: What sweetens.\n* steep: To wait.\n", []),
        ("* ``sugar`` (white): What sweetens.\n", []),
        ("* Sugar is sweet.\n", []),
    ],
)
def test_only_what_has_a_type_is_meant(tmp_path, section, found):
    text = "Sending\n=======\n\n" + section
    assert findings(write_pages(tmp_path, {"a.rst": text})) == found


def test_what_only_prose_leads_to_is_a_stray(tmp_path):
    text = POT.replace("See :ref:`here <tea-cup>`.", "It.")
    text += "\n    See :ref:`it <tea-cup>`.\n" + CUP
    assert [(code, at) for code, _, _, at in findings(write_pages(tmp_path, {"a.rst": text}))] == [
        ("open-object", (10, 16, 10, 21)),
        ("bullet-without-struct", (23, 5, 23, 9)),
    ]
