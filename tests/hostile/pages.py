"""Reference pages: what would read files or fetch, what is large, deep or endless."""

from hostile.case import Case
from hostile.files import PAGE, files, page, several

_CHECK = "callspec check -q crate.rst"
_AT = "crate.rst:16:1: "


def _case(title: str, more: str, code: int, says: str, *, lines: int = 1) -> Case:
    """Return a case of a page that has more at its end, from line 16 on."""
    return Case(title, _CHECK, code, f"{_AT}{says}" if says else "", lines, page("\n" + more))


_INCLUDE = 'warning[rst-syntax] "include" directive disabled.'
_RAW = 'warning[rst-syntax] "raw" directive disabled.'
_CSV = 'warning[rst-syntax] File and URL access deactivated; ignoring "csv-table" directive.'
_LARGE = "crate.rst:1:1: error[page-too-large] the page has more than 1 MiB: nothing of it is read"

_NAMES = """
.. _crate-struct-colour:

Colour
------

======== ===========
Colour   Description
======== ===========
{rows}
======== ===========
"""
_WITH_TABLE = PAGE.replace(
    "(String): What it looks like.", "(enum string): See :ref:`Colour <crate-struct-colour>`."
)

CASES = (
    _case("include", ".. include:: /etc/passwd\n", 0, _INCLUDE),
    _case(
        "literalinclude",
        ".. literalinclude:: /etc/passwd\n",
        0,
        'warning[rst-syntax] "literalinclude" directive disabled: nothing is read from files.',
    ),
    _case("raw with a file", ".. raw:: html\n   :file: /etc/passwd\n", 0, _RAW),
    _case("raw with a URL", ".. raw:: html\n   :url: http://127.0.0.1:1/\n", 0, _RAW),
    _case("csv-table with a file", ".. csv-table:: A\n   :file: /etc/passwd\n", 0, _CSV),
    _case("csv-table with a URL", ".. csv-table:: A\n   :url: http://127.0.0.1:1/\n", 0, _CSV),
    Case(
        "docutils' configuration files, which allow all of these",
        "HOME=$PWD DOCUTILSCONFIG=$PWD/docutils.conf " + _CHECK,
        0,
        f"{_AT}{_INCLUDE}",
        make=several(
            page("\n.. include:: docutils.conf\n"),
            files(
                docutils__conf="[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\n",
                __docutils="[general]\nfile_insertion_enabled: yes\nreport_level: 5\n",
            ),
        ),
    ),
    Case(
        "a table of ten thousand rows, all of them read",
        "callspec generate crate.rst --out out > /dev/null && python3 -c 'import json; "
        'print(len(json.load(open("out/crate/1.0.0.json"))["properties"]["colour"]["enum"]))\'',
        0,
        "10000",
        1,
        page(
            _NAMES.format(rows="\n".join(f"c{n:06d}  {n}" for n in range(10_000))), text=_WITH_TABLE
        ),
    ),
    Case(
        "two hundred lists inside one another",
        _CHECK,
        1,
        "crate.rst:1:1: error[rst-syntax] The page nests too deeply to be read.",
        make=page(
            "\n".join("  " * n + f"* ``f{n}`` (Object): Holds the next.\n" for n in range(200))
        ),
    ),
    _case("a megabyte in one line", "x" * 1_000_000 + "\n", 0, "", lines=0),
    _case(
        "a substitution that makes a million million characters",
        ".. |a0| replace:: xxxxxxxxxx\n"
        + "".join(f".. |a{n}| replace:: {f'|a{n - 1}| ' * 10}\n" for n in range(1, 12))
        + "\n|a11|\n",
        1,
        "error[rst-syntax] The substitutions of the page make more than 1000000 characters; none "
        "is replaced.",
    ),
    _case(
        "a substitution of itself",
        ".. |a| replace:: |b|\n.. |b| replace:: |a|\n\n|a|\n",
        1,
        "error[rst-syntax] The substitution a contains itself.",
        lines=2,
    ),
    Case("a page of ten megabytes", _CHECK, 1, _LARGE, make=page("\nText.\n" * 1_500_000)),
    Case(
        "a skeleton nested 5,000 deep",
        _CHECK,
        1,
        "crate.rst:9:215: error[skeleton-syntax] the skeleton of crate cannot be read: more than "
        "200 levels",
        1,
        page(text=PAGE.replace('"<string>"', "[" * 5000 + "]" * 5000, 1)),
    ),
    Case(
        "a byte that is not UTF-8",
        _CHECK,
        1,
        "crate.rst:16:1: error[page-encoding] the page holds bytes that are not UTF-8",
        1,
        lambda folder: (folder / "crate.rst").write_bytes(PAGE.encode() + b"\n\xff\n"),
    ),
    Case(
        "a control sequence on a page",
        _CHECK,
        1,
        r'crate.rst:10:9: error[skeleton-syntax] the skeleton of crate cannot be read: "\"col\u001b'
        r'[2Jour\"" is no string',
        1,
        page(text=PAGE.replace('"colour"', '"col\x1b[2Jour"')),
    ),
    Case(
        "a pipe among pages",
        "mkdir in; mkfifo in/crate.rst; callspec check -q in",
        2,
        "callspec: in/crate.rst: no regular file",
    ),
)
