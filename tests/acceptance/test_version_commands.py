"""Pages that change, the versions that `generate` writes of them, and files nobody may edit."""

import hashlib
import json
import shutil

import pytest

CUP = """\
.. _shop-struct-cup-cup:

Cup
===

.. code::

    {"size": <number>, "kind": "<string>"}

* ``size`` (Integer): How much it holds.
* ``kind`` (String): What it is for.

Example
-------

.. code::

    {"size": 3, "kind": "tea"}
"""
TRAY = """\
.. _shop-struct-tray-tray:

Tray
====

.. code::

    {"cup": {...}}

* ``cup`` (Object): What stands on it. See :ref:`Cup <shop-struct-cup-cup>`.
"""
FIRST = {"SOURCE_DATE_EPOCH": "1000000000"}
LATER = {"SOURCE_DATE_EPOCH": "1500000000"}

# What is changed on the page of the cup, and what comes of the cup and of the tray that holds it.
STEPS = [
    ("Cup\n===\n", "Cup\n===\n\n\n", None, None),
    ("How much", "How many spoons", "1.0.1 patch: only words changed", "1.0.1 patch: only words"),
    ('{"size": 3', '{"size": 4', "1.0.1 patch: only words changed", "1.0.1 patch: holds shop_cup"),
    ("(String)", "(String, max 9 characters)", "2.0.0 major: breaks", "2.0.0 major: breaks"),
]


@pytest.fixture
def shop(callspec, tmp_path):
    """A project with a published version of two structs, one of which holds the other."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/cup.rst").write_text(CUP, encoding="utf-8")
    (tmp_path / "reference/tray.rst").write_text(TRAY, encoding="utf-8")
    ran = callspec("generate", cwd=tmp_path, env=FIRST)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "wrote schemas/shop_cup/1.0.0.json (first version)\n"
        "wrote schemas/shop_tray/1.0.0.json (first version)\n"
        "wrote schemas/catalog.json\n"
    )
    return tmp_path


def edit(path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def catalog(shop) -> dict:
    return json.loads((shop / "schemas/catalog.json").read_text(encoding="utf-8"))["structs"]


def digest(path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(shop) -> dict:
    return {path: path.read_bytes() for path in (shop / "schemas").rglob("*") if path.is_file()}


@pytest.mark.parametrize(("old", "new", "cup", "tray"), STEPS)
def test_a_page_that_changes_gives_the_next_version(callspec, shop, old, new, cup, tray):
    before = files(shop)
    edit(shop / "reference/cup.rst", old, new)
    ran = callspec("generate", "--check", cwd=shop)
    if cup is None:
        assert (ran.code, ran.out) == (0, "3 files are up to date\n")
        assert callspec("check", "-q", cwd=shop).out == ""
        assert callspec("generate", cwd=shop).out == "3 files are up to date\n"
        assert files(shop) == before
        return
    expected = []
    for name, step in (("shop_cup", cup), ("shop_tray", tray)):
        version, _, reason = step.partition(" ")
        expected.append(f" schemas/{name}/{version}.json ({reason}")
    assert ran.code == 1
    assert_lines(ran.out, "would write", expected)
    assert files(shop) == before
    ran = callspec("check", "-q", cwd=shop)
    assert (ran.code, ran.out.splitlines()) == (
        1,
        [
            f"reference/{page}.rst:3:1: error[schema-outdated] "
            f"schemas/shop_{page}/1.0.0.json is older than the page"
            for page in ("cup", "tray")
        ],
    )
    ran = callspec("generate", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    assert_lines(ran.out, "wrote", expected)
    after = files(shop)
    kept = {path: data for path, data in before.items() if path.name != "catalog.json"}
    assert {path: after[path] for path in kept} == kept
    for args in (("check", "-q"), ("generate", "--check")):
        assert callspec(*args, cwd=shop).code == 0


def assert_lines(out: str, word: str, expected: list[str]) -> None:
    lines = out.splitlines()
    assert lines.pop() == f"{word} schemas/catalog.json"
    assert len(lines) == len(expected)
    for line, start in zip(lines, expected, strict=True):
        assert line.startswith(f"{word}{start}"), line
        assert line.endswith(")")


def test_the_catalogue_says_what_was_published_when_and_from_which_page(callspec, shop):
    cup = shop / "reference/cup.rst"
    first = {
        "file": "shop_cup/1.0.0.json",
        "sha256": digest(shop / "schemas/shop_cup/1.0.0.json"),
        "date": "2001-09-09",
        "page_sha256": digest(cup),
    }
    assert catalog(shop)["shop_cup"] == {
        "title": "Cup",
        "page": "cup.rst",
        "label": "shop-struct-cup-cup",
        "newest": "1.0.0",
        "versions": {"1.0.0": first},
    }
    edit(cup, "How much", "How many spoons")
    assert callspec("generate", cwd=shop, env=LATER).code == 0
    assert catalog(shop)["shop_cup"]["newest"] == "1.0.1"
    assert catalog(shop)["shop_cup"]["versions"] == {
        "1.0.0": first,
        "1.0.1": {
            "file": "shop_cup/1.0.1.json",
            "sha256": digest(shop / "schemas/shop_cup/1.0.1.json"),
            "date": "2017-07-14",
            "page_sha256": digest(cup),
        },
    }


def test_what_is_embedded_is_named_in_the_version_it_got(callspec, shop):
    edit(shop / "reference/cup.rst", "How much", "How many spoons")
    ran = callspec("generate", "reference/tray.rst", cwd=shop)
    # The cup's page was not asked for, but the tray must not embed a cup that nobody published.
    assert ran.out == (
        "wrote schemas/shop_cup/1.0.1.json (patch: only words changed)\n"
        "wrote schemas/shop_tray/1.0.1.json (patch: only words changed)\n"
        "wrote schemas/catalog.json\n"
    )
    tray = json.loads((shop / "schemas/shop_tray/1.0.1.json").read_bytes())
    cup = "https://callspec.invalid/shop_cup/1.0.1"
    assert (tray["$defs"]["shop_cup"]["$id"], tray["properties"]["cup"]["$ref"]) == (cup, cup)
    assert callspec("check", "-q", cwd=shop).out == ""


def test_the_holder_follows_where_the_embedded_page_was_generated_alone(callspec, shop):
    edit(shop / "reference/cup.rst", '{"size": 3', '{"size": 4')
    ran = callspec("generate", "reference/cup.rst", cwd=shop)
    assert ran.out == (
        "wrote schemas/shop_cup/1.0.1.json (patch: only words changed)\n"
        "wrote schemas/catalog.json\n"
    )
    assert callspec("check", "-q", cwd=shop).out == (
        "reference/tray.rst:3:1: error[schema-outdated] "
        "schemas/shop_tray/1.0.0.json is older than the page\n"
    )
    assert callspec("generate", cwd=shop).out == (
        "wrote schemas/shop_tray/1.0.1.json (patch: holds shop_cup 1.0.1)\n"
        "wrote schemas/catalog.json\n"
    )


def test_release_raises_the_step_of_what_changed(callspec, shop):
    edit(shop / "reference/tray.rst", "What stands", "Which cup stands")
    for release, version in (("patch", "1.0.1"), ("minor", "1.1.0"), ("major", "2.0.0")):
        ran = callspec("generate", "--check", "--release", release, cwd=shop)
        asked = " by --release" if release != "patch" else ""
        assert ran.out == (
            f"would write schemas/shop_tray/{version}.json ({release}{asked}: only words changed)\n"
            "would write schemas/catalog.json\n"
        )
    ran = callspec("generate", "--release", "huge", cwd=shop)
    assert ran.code == 2
    assert "'huge' is not one of 'major', 'minor', 'patch'" in ran.err


def test_release_never_lowers_a_step(callspec, shop):
    edit(shop / "reference/cup.rst", "(String)", "(String, max 9 characters)")
    ran = callspec("generate", "--release", "patch", "--policy", "strict", cwd=shop)
    assert "wrote schemas/shop_cup/2.0.0.json (major: breaks " in ran.out


def test_release_changes_nothing_where_nothing_changed(callspec, shop):
    ran = callspec("generate", "--release", "major", cwd=shop)
    assert (ran.code, ran.out) == (0, "3 files are up to date\n")


def test_stdout_shows_the_versions_that_would_be_written(callspec, shop):
    edit(shop / "reference/cup.rst", "How much", "How many spoons")
    before = files(shop)
    ran = callspec("generate", "--stdout", cwd=shop)
    schemas = json.loads(ran.out)
    assert {name: one["$id"].rpartition("/")[2] for name, one in schemas.items()} == {
        "shop_cup": "1.0.1",
        "shop_tray": "1.0.1",
    }
    ran = callspec("generate", "reference/tray.rst", "--stdout", cwd=shop)
    assert list(json.loads(ran.out)) == ["shop_tray"]
    assert files(shop) == before


def test_an_edited_file_is_found_by_check_and_refused_by_generate(callspec, shop):
    file = shop / "schemas/shop_cup/1.0.0.json"
    published = file.read_bytes()
    edit(file, "How much", "How little")
    ran = callspec("check", cwd=shop)
    assert ran.code == 1
    assert ran.out.startswith(
        "schemas/shop_cup/1.0.0.json: error[schema-edited] "
        "shop_cup 1.0.0 is not as it was published\n"
        "  hint: restore it from version control\n"
    )
    before = files(shop)
    for args in (("--release", "major"), ("--check",), ("--stdout", "reference/tray.rst")):
        ran = callspec("generate", *args, cwd=shop)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err == (
            "callspec: schemas/shop_cup/1.0.0.json: shop_cup 1.0.0 is not as it was published; "
            "restore it from version control\n"
        )
    assert files(shop) == before
    file.write_bytes(published)
    assert callspec("check", "-q", cwd=shop).out == ""


def test_a_published_file_that_is_gone_is_found_by_check_and_not_guessed(callspec, shop):
    (shop / "schemas/shop_cup/1.0.0.json").unlink()
    ran = callspec("check", "-q", cwd=shop)
    gone = "shop_cup 1.0.0 was published, and its file is gone"
    assert (ran.code, ran.out) == (
        1,
        f"schemas/shop_cup/1.0.0.json: error[schema-edited] {gone}\n",
    )
    ran = callspec("generate", cwd=shop)
    assert (ran.code, ran.err) == (
        2,
        f"callspec: schemas/shop_cup/1.0.0.json: {gone}; restore it from version control\n",
    )


def test_a_file_in_the_way_is_not_written_over(callspec, shop):
    edit(shop / "reference/tray.rst", "What stands", "Which cup stands")
    way = shop / "schemas/shop_tray/1.0.1.json"
    way.write_text("{}", encoding="utf-8")
    before = files(shop)
    ran = callspec("generate", cwd=shop)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "callspec: schemas/shop_tray/1.0.1.json: a file that the catalogue does not know stands in "
        "the way; move it elsewhere\n"
    )
    assert files(shop) == before


def test_a_struct_that_is_gone_from_its_page_stays_published(callspec, shop):
    before = catalog(shop)["shop_tray"]
    (shop / "reference/tray.rst").unlink()
    edit(shop / "reference/cup.rst", "How much", "How many spoons")
    assert callspec("generate", cwd=shop).code == 0
    assert catalog(shop)["shop_tray"] == before
    assert (shop / "schemas/shop_tray/1.0.0.json").is_file()
    assert callspec("check", "-q", cwd=shop).out == ""


def test_a_page_that_is_read_from_further_up_says_the_same(callspec, shop):
    shutil.move(shop / "reference", shop / "api")
    (shop / "reference").mkdir()
    shutil.move(shop / "api", shop / "reference/api")
    assert callspec("generate", "--check", cwd=shop).out == "3 files are up to date\n"
    assert callspec("check", "-q", cwd=shop).out == ""


def test_a_published_example_is_an_annotation_that_payloads_are_not_held_against(callspec, shop):
    schema = json.loads((shop / "schemas/shop_cup/1.0.0.json").read_bytes())
    assert schema["examples"] == [{"size": 3, "kind": "tea"}]
    assert schema["x-callspec"]["examples"] == [
        {"page": "cup.rst", "line": 18, "label": "shop-struct-cup-cup"}
    ]
    (shop / "payload.json").write_text('{"size": 5, "kind": "cocoa"}', encoding="utf-8")
    assert callspec("validate", "payload.json", "--schema", "shop_cup", cwd=shop).code == 0


def test_the_first_states_of_the_real_history_change_words_only(callspec, shared, tmp_path):
    """An example's data changed, then the page was rewritten in the other dialect."""
    states = sorted((shared / "corpus/history").iterdir())[:3]
    for state in states:
        assert "major" not in callspec("generate", state, "--out", "out", cwd=tmp_path).out
    published = json.loads((tmp_path / "out/catalog.json").read_bytes())["structs"]
    assert {name: list(one["versions"]) for name, one in published.items()} == {
        "address": ["1.0.0", "1.0.1"],
        "call": ["1.0.0", "1.0.1", "1.0.2"],
        "campaigncall": ["1.0.0", "1.0.1", "1.0.2"],
        "campaigncall_outcome": ["1.0.0", "1.0.1", "1.0.2"],
    }
