"""Generation is a fixed point, and no page, however mangled, is a traceback."""

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from docs_extract.check import check
from docs_extract.doctree import read_page
from docs_extract.extract import extract
from docs_extract.generate import plan, write
from docs_extract.reference import read_reference
from docs_extract.skeleton import SkeletonError, read_skeleton

REFERENCE = Path(__file__).parent.parent.parent / "reference"
PAGES = {path.name: path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.rst"))}


def test_generating_again_changes_nothing(tmp_path):
    first = plan(extract(read_reference([REFERENCE])), tmp_path)
    assert len(write(first)) == 5
    second = plan(extract(read_reference([REFERENCE])), tmp_path)
    assert [(file.path, file.text) for file in second] == [(file.path, file.text) for file in first]
    assert write(second) == []


@st.composite
def mangled(draw):
    """Return a page with lines dropped, repeated, indented or changed by a character."""
    lines = PAGES[draw(st.sampled_from(sorted(PAGES)))].splitlines()
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["drop", "repeat", "indent", "dedent", "cut", "insert"]))
        line = lines[at]
        if change == "drop" and len(lines) > 1:
            del lines[at]
        elif change == "repeat":
            lines.insert(at, line)
        elif change == "indent":
            lines[at] = "   " + line
        elif change == "dedent":
            lines[at] = line.lstrip()
        elif change == "cut":
            lines[at] = line[: draw(st.integers(0, len(line)))]
        else:
            place = draw(st.integers(0, len(line)))
            lines[at] = line[:place] + draw(st.text(max_size=3)) + line[place:]
    return "\n".join(lines)


@settings(max_examples=60)
@given(mangled())
def test_no_mangled_page_is_a_traceback(text):
    with tempfile.TemporaryDirectory() as folder:
        for name, page in PAGES.items():
            (Path(folder) / name).write_text(page, encoding="utf-8")
        (Path(folder) / "mangled.rst").write_text(text, encoding="utf-8", errors="replace")
        checked = check(read_reference([Path(folder) / "mangled.rst"]), None)
        for finding in checked.findings:
            assert finding.file is not None
            assert finding.span is not None


@given(st.text(max_size=200))
def test_any_text_is_a_page(text):
    page = read_page("page.rst", "page.rst", text)
    assert page.name == "page.rst"


@given(st.text(st.sampled_from(list('{}[],:"<>.stringub0123 \n')), max_size=60))
def test_any_text_is_a_skeleton_or_says_why_not(text):
    try:
        shape = read_skeleton(text).shape
        start, end = shape.start, shape.end
    except SkeletonError as error:
        start = end = error.start
    assert 0 <= start <= end <= len(text)
