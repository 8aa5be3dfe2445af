import json

import pytest
from extract_pages import extraction_of

from docs_extract.compare.change import Policy, Step
from docs_extract.generate import plan, write
from docs_extract.versions import Generated, next_versions, raised
from validator.errors import SchemaError
from validator.schemas import read_catalog

CUP = """
    .. _common-struct-cup:

    Cup
    ===

    .. code::

        {"full": <boolean>}

    * full: Whether it is.
    """
# It holds the cup, and the pot holds it; the mapping gives it an outcome.
KETTLE = """
    .. _common-struct-kettle:

    Kettle
    ======

    .. code::

        {"cup": {...}, "pot": {...}, "lid": "<string>"}

    * *cup*: Which it fills, see :ref:`here <common-struct-cup>`.
    * *pot*: What it is for, see :ref:`here <common-struct-pot>`.
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
POT = """
    .. _common-struct-pot:

    Pot
    ===

    .. code::

        {"kettle": {...}}

    * ``kettle`` (Object, optional): Where its water boils, see :ref:`here <common-struct-kettle>`.
    """
SPOON = CUP.replace("cup", "spoon").replace("Cup\n    ===", "Spoon\n    =====")
PAGES = {"cup.rst": CUP, "kettle.rst": KETTLE, "pot.rst": POT, "spoon.rst": SPOON}

WORDS = {"cup.rst": CUP.replace("Whether", "If")}
BROKEN = {"cup.rst": CUP.replace("<boolean>", "<number>")}
MOVED = {"cup.rst": CUP.replace("Cup\n    ===", "Cup\n    ===\n\n")}


def generated(tmp_path, changes=None, **options) -> list[Generated]:
    """What comes after the first version of all pages."""
    schemas = tmp_path / "schemas"
    if not schemas.exists():
        write(plan(extraction_of(tmp_path, PAGES), schemas))
    extraction = extraction_of(tmp_path, {**PAGES, **(changes or {})})
    return next_versions(extraction, read_catalog(schemas), **options)


def said(found: list[Generated]) -> dict[str, tuple[str, str | None]]:
    return {one.name: (one.version, one.reason) for one in found}


def test_a_page_that_was_never_published_gives_first_versions(tmp_path):
    found = next_versions(extraction_of(tmp_path, PAGES))
    assert said(found) == dict.fromkeys(
        ["cup", "kettle", "kettle_outcome", "pot", "spoon"], ("1.0.0", "first version")
    )
    assert [one.struct for one in found] == ["cup", "kettle", "kettle", "pot", "spoon"]


@pytest.mark.parametrize("changes", [{}, MOVED])
@pytest.mark.parametrize("release", [None, Step.MAJOR])
def test_pages_that_say_the_same_leave_the_published_files(tmp_path, changes, release):
    found = generated(tmp_path, changes, release=release)
    assert {(one.version, one.reason) for one in found} == {("1.0.0", None)}
    for one in found:
        text = (tmp_path / "schemas" / one.file).read_text(encoding="utf-8")
        assert (one.text, one.schema) == (text, json.loads(text))


def test_a_word_is_a_patch_of_whatever_holds_it(tmp_path):
    found = generated(tmp_path, WORDS)
    assert said(found) == {
        "cup": ("1.0.1", "patch: only words changed"),
        "kettle": ("1.0.1", "patch: only words changed"),
        "kettle_outcome": ("1.0.1", "patch: only words changed"),
        "pot": ("1.0.1", "patch: only words changed"),
        "spoon": ("1.0.0", None),
    }
    # A circle is no hindrance: what is embedded is named in the version it gets.
    pot = next(one.schema for one in found if one.name == "pot")
    assert {one["$id"].rpartition("/")[2] for one in pot["$defs"].values()} == {"1.0.1"}
    kettle = pot["$defs"]["kettle"]["properties"]["pot"]["$ref"]
    assert kettle == pot["$id"] == "https://callspec.invalid/pot/1.0.1"


def test_a_break_is_major_for_whatever_holds_it(tmp_path):
    found = said(generated(tmp_path, BROKEN))
    assert {found[name] for name in ("cup", "kettle", "kettle_outcome", "pot")} == {
        ("2.0.0", "major: breaks writers, readers")
    }
    assert found["spoon"] == ("1.0.0", None)


def test_a_new_version_of_what_is_held_alone_is_a_patch(tmp_path):
    # Only the struct's own file has its examples.
    example = '\n    Example\n    -------\n\n    .. code::\n\n        {"full": true}\n'
    found = generated(tmp_path, {"cup.rst": CUP + example})
    assert said(found) == {
        "cup": ("1.0.1", "patch: only words changed"),
        "kettle": ("1.0.1", "patch: holds cup 1.0.1, pot 1.0.1"),
        "kettle_outcome": ("1.0.1", "patch: holds cup 1.0.1, kettle 1.0.1, pot 1.0.1"),
        "pot": ("1.0.1", "patch: holds cup 1.0.1, kettle 1.0.1"),
        "spoon": ("1.0.0", None),
    }


@pytest.mark.parametrize(
    ("changes", "release", "version", "reason"),
    [
        (WORDS, Step.PATCH, "1.0.1", "patch: only words changed"),
        (WORDS, Step.MINOR, "1.1.0", "minor by --release: only words changed"),
        (WORDS, Step.MAJOR, "2.0.0", "major by --release: only words changed"),
        (BROKEN, Step.PATCH, "2.0.0", "major: breaks writers, readers"),
        (BROKEN, Step.MINOR, "2.0.0", "major: breaks writers, readers"),
        (BROKEN, Step.MAJOR, "2.0.0", "major: breaks writers, readers"),
    ],
)
def test_a_release_raises_a_step_and_never_lowers_it(tmp_path, changes, release, version, reason):
    found = said(generated(tmp_path, changes, release=release, policy=Policy.STRICT))
    assert found["cup"] == (version, reason)
    assert found["spoon"] == ("1.0.0", None)


@pytest.mark.parametrize(
    ("version", "step", "after"),
    [
        ("1.2.3", Step.MAJOR, "2.0.0"),
        ("1.2.3", Step.MINOR, "1.3.0"),
        ("1.2.3", Step.PATCH, "1.2.4"),
        ("0.0.9", Step.PATCH, "0.0.10"),
    ],
)
def test_versions_count_on(version, step, after):
    assert raised("cup", version, step) == after


@pytest.mark.parametrize(
    "version", ["1", "1.0", "1.0.0-rc.1", "1.0.01", "v1.0.0", "", "1.0." + "9" * 5000]
)
def test_a_version_of_another_form_is_said(version):
    with pytest.raises(SchemaError) as caught:
        raised("cup", version, Step.PATCH)
    assert str(caught.value) == f"cup {version} is no version of the form X.Y.Z"
