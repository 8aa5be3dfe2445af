"""`callspec diff` and revisions of a real repository: what a pull request is held against."""

import shutil

import pytest
from compare_repository import commit, git, start_repository
from conftest import ROOT

HISTORY = ROOT / "fixtures/history"
SLOTS, LOST, NULL = "02ccb96f47e1", "bed7480e22c8", "1842e688aac8"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A repository whose reference was committed in its second state and is in its third now."""
    folder = start_repository(tmp_path / "project", monkeypatch)
    shutil.copytree(HISTORY / "2", folder / "reference")
    commit()
    shutil.copytree(HISTORY / "3", folder / "reference", dirs_exist_ok=True)
    return folder


def accept(project, *changes, struct=None):
    about = f'struct = "{struct}"\n' if struct else ""
    tables = [
        f'[[accept-change]]\nchange = "{one}"\n{about}reason = "It is meant."\n' for one in changes
    ]
    (project / "callspec.toml").write_text("\n".join(tables))


def test_the_reference_against_a_revision(callspec, project):
    ran = callspec("diff", "--against", "main", "--format", "github", cwd=project)
    assert (ran.code, ran.err) == (1, "")
    places = [line.partition(",col=")[0] for line in ran.out.splitlines()]
    assert places == [
        "::error file=reference/dock.rst,line=16,endLine=16",
        "::error file=reference/ride.rst,line=28,endLine=28",
        "::error file=reference/ride.rst,line=21,endLine=21",
    ]
    text = callspec("diff", "--against", "main", cwd=project)
    title = "bike_dock: git:main:reference/dock.rst -> reference/dock.rst (major)\n"
    assert text.out.startswith(title)
    commit()
    ran = callspec("diff", "--against", "HEAD", cwd=project)
    assert (ran.code, ran.out) == (0, "2 structs compared: the contract is the same\n")


def test_only_the_pages_that_are_named(callspec, project):
    ran = callspec("diff", "--against", "main", "reference/dock.rst", "-q", cwd=project)
    assert (ran.code, ran.err) == (1, "")
    assert [line.partition(" ")[0] for line in ran.out.splitlines()] == [
        "reference/dock.rst:16:1:",
        "reference/dock.rst:24:1:",
    ]


def test_a_path_at_a_revision_is_a_side(callspec, project):
    ran = callspec("diff", "git:main:reference/ride.rst", "reference/ride.rst", "-q", cwd=project)
    assert ran.code == 1
    assert 'reference/ride.rst:28:1: error[enum-value-added] state can be "lost"' in ran.out
    back = callspec("diff", "reference", "git:main:reference", "-q", cwd=project)
    assert 'error[enum-value-removed] state cannot be "lost" any more; breaks writers' in back.out


def test_a_revision_that_was_not_fetched(callspec, project):
    git("remote", "add", "origin", "nowhere")
    ran = callspec("diff", "--against", "origin/main", cwd=project)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "callspec: no revision is called origin/main; git fetch origin main gets it "
        "(in CI, check out all of the history)\n"
    )


def test_outside_of_a_repository(callspec, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    ran = callspec("diff", "--against", "main", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("callspec: ")
    assert "internal error" not in ran.err


def test_acceptances_of_the_configuration_that_this_run_is_about(callspec, project):
    accept(project, SLOTS, LOST, NULL)
    assert callspec("diff", "--against", "main", cwd=project).code == 0
    # Without a struct they can be missed only where the whole reference is compared.
    part = callspec("diff", "--against", "main", "reference/dock.rst", cwd=project)
    assert (part.code, "unused-acceptance" in part.out) == (0, False)
    git("add", "--all", ".")
    commit()
    after = callspec("diff", "--against", "HEAD", "-q", cwd=project)
    assert after.code == 1
    assert after.out.splitlines() == [
        f"callspec.toml:{line}:1: error[unused-acceptance] no change is left to accept: {change}"
        for line, change in ((1, SLOTS), (5, LOST), (9, NULL))
    ]


def test_acceptances_that_name_a_struct_are_missed_where_it_is_compared(callspec, project):
    accept(project, "0123456789ab", struct="bike_dock")
    ran = callspec("diff", "--against", "main", "reference/dock.rst", "-q", cwd=project)
    assert "callspec.toml:1:1: error[unused-acceptance]" in ran.out
    accept(project, "0123456789ab", struct="bike_shed")
    ran = callspec("diff", "--against", "main", "-q", cwd=project)
    assert "unused-acceptance" not in ran.out
