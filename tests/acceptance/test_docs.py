"""Every command that the docs show is run, and what it prints is what they show."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import ROOT

# The tutorial and the how-tos are sessions: test_howto.py follows them.
PAGES = [
    "README.md",
    *(f"docs/{one.name}" for one in sorted((ROOT / "docs").glob("*.md")) if one.stem != "tutorial"),
]
HOWTOS = [one.relative_to(ROOT).as_posix() for one in sorted((ROOT / "docs/howto").glob("*.md"))]
BLOCK = re.compile(r"^(```+)console\n\$ (.*?)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
SHOWN = [
    pytest.param(match[2], match[3], id=f"{page}: {match[2]}")
    for page in PAGES
    for match in BLOCK.finditer((ROOT / page).read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("command", "output"), SHOWN)
def test_the_docs_show_real_output(callspec, command, output):
    name, *args = shlex.split(command)
    assert name == "callspec"
    ran = callspec(*args)
    assert ran.out + ran.err == output


def test_the_docs_show_commands():
    assert len(SHOWN) >= 5


def test_every_code_is_in_the_docs(root):
    from docs_extract.codes import CODES as PAGE_CODES
    from validator.codes import CODES

    for page, codes in (("docs/validate.md", CODES), ("docs/reference.md", PAGE_CODES)):
        text = (root / page).read_text(encoding="utf-8")
        assert [code for code in codes if f"`{code}`" not in text] == []


def test_links_of_the_docs_lead_somewhere(root: Path):
    for page in (*PAGES, *HOWTOS, "docs/tutorial.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        text = (root / page).read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert ((root / page).parent / target).exists(), (page, target)


def test_no_file_names_a_registry_or_a_path_of_a_machine(root: Path):
    hosts = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|/work/|/root/|/home/\w")
    for path in _tracked(root):
        if path != Path(__file__):
            assert hosts.search(path.read_text(encoding="utf-8", errors="replace")) is None, path


def _tracked(root: Path) -> list[Path]:
    """Return the files of the project, without what tools leave behind."""
    return [
        path
        for path in root.rglob("*")
        if path.is_file()
        and not any(
            part in ("__pycache__", "node_modules")
            or (part.startswith(".") and part not in (".ci", ".gitignore"))
            for part in path.relative_to(root).parts
        )
    ]
