"""No page of either dialect, however mutated, is a traceback, and it generates the same twice."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from docs_extract.check import check
from docs_extract.compare.compare import compare
from docs_extract.compare.side import SideSchema
from docs_extract.emit import to_text
from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.reference import read_reference
from docs_extract.struct import Field

REFERENCE = Path(__file__).parent.parent.parent / "reference"

POT = b"""\
.. _tea-struct-pot:

Pot
===
Holds tea. A time of ``9999-01-01 00:00:00.000000`` means not yet.

.. code::

    {
        "id": "<uuid>",
        "kind": "<string>",
        "lid": "<string or null>",
        "size": "<number>",
        "cups": [{<Cup>}, ...],
        "leaves": {"<string>": <integer>},
        "steps": [{...}],
        "spout": {...},
        "tm_poured": "<string or null>",
    }

* ``id`` (UUID): Names the pot.
* ``kind`` (enum string): One of: ``clay``, ``iron`` (heavy). See :ref:`more <tea-struct-step>`.
* ``lid`` (enum string, nullable): Where the lid is. See :ref:`lids <tea-lid>`.
* ``size`` (Integer): How much it holds.
* ``cups`` (Array of :ref:`Cup <tea-struct-cup>`, minItems: 1): What it fills.
* ``leaves`` (Object): How many of each sort.
* ``steps`` (Array of Object, optional): What to do. See :ref:`steps <tea-struct-step>`.
* ``spout`` (Object, optional): Where it pours. See :ref:`spouts <tea-spout>`.
* ``tm_poured`` (ISO 8601, nullable): When it was poured.

Example
-------

.. code::

    {
        "id": "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60",
        "kind": "clay",
        "lid": null,
        "size": 2,
        "cups": [{"full": true, "saucer": {"wide": 1}}],
        "leaves": {"green": 3},
        "tm_poured": "2022-05-03 09:20:12.503117"
    }

.. _tea-lid:

Lid
---

====== ============
Lid    Description
====== ============
""     There is none.
open   It is up.
shut   It is down.
====== ============

====== ====
Steam  Lid
====== ====
much   open
others shut
====== ====

.. _tea-struct-cup:

Cup
---

.. code::

    {
        "full": <boolean>,
        "saucer": {"wide": <number>}
    }

+--------+---------+------------------+
| Field  | Type    | Description      |
+========+=========+==================+
| full   | Boolean | Whether it is.   |
+--------+---------+------------------+
| saucer | Object  | What it is on.   |
+--------+---------+------------------+
"""

STEPS = b"""\
.. _tea-struct-step:

Steps
=====

.. _tea-struct-step-pour:

Pour
----

.. code::

    {
        "type": "pour",
        "option": {
            "litres": <number>
        }
    }

* litres: How much.

.. _tea-struct-step-wait:

Wait
----

.. code::

    {
        "type": "wait",
        "option": {
            "until": "2022-05-03T09:20:12Z"
        }
    }

* until: How long.

.. _tea-struct-step-timer:

Timer
-----

.. code:: json

    {
        "type": "object",
        "properties": {
            "seconds": {"type": "integer", "minimum": 1},
            "bells": {"type": "array", "items": {"type": "string", "enum": ["low", "high"]}}
        },
        "required": ["seconds"]
    }

.. _tea-spout:

Spout
-----

* ``wide`` (Integer): How wide.
* ``drops`` (enum string): Whether it drops.

  * ``never``: It is new.
  * ``often``: It is old.

* ``lid`` (Object, optional): What is on it.

  * ``full`` (Boolean): Whether it fits.
"""

PAGES = {
    **{path.name: path.read_bytes() for path in sorted(REFERENCE.glob("*.rst"))},
    "pot.rst": POT,
    "steps.rst": STEPS,
}


@st.composite
def mutated(draw: st.DrawFn) -> dict[str, bytes]:
    """Return the pages, one of them with bytes flipped, lines dropped, repeated or reindented."""
    name = draw(st.sampled_from(sorted(PAGES)))
    text = PAGES[name]
    for _ in range(draw(st.integers(1, 8))):
        lines = text.split(b"\n")
        at = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(["flip", "drop", "repeat", "copy", "move", "indent", "swap"]))
        if change == "flip" and text:
            place = draw(st.integers(0, len(text) - 1))
            flipped = text[place] ^ (1 << draw(st.integers(0, 7)))
            text = text[:place] + bytes([flipped]) + text[place + 1 :]
            continue
        if change == "drop":
            del lines[at : at + draw(st.integers(1, 3))]
        elif change == "repeat":
            lines[at:at] = lines[at : at + draw(st.integers(1, 12))]
        elif change == "copy":
            to = draw(st.integers(0, len(lines)))
            lines[to:to] = lines[at : at + draw(st.integers(1, 20))]
        elif change == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        elif change == "indent":
            lines[at] = b" " * draw(st.integers(0, 9)) + lines[at].lstrip()
        elif change == "swap":
            words = lines[at].split(b" ")
            lines[at] = b" ".join(draw(st.permutations(words)))
        text = b"\n".join(lines)
    return {**PAGES, name: text}


def assert_each_once(fields: Sequence[Field]) -> None:
    """No object has a field twice: its schema would keep one of them, and not say which."""
    names = [one.name for one in fields]
    assert names == list(dict.fromkeys(names))
    for one in fields:
        pending = [one.type]
        while pending:
            kind = pending.pop()
            assert_each_once(kind.fields)
            pending += [inner for inner in (kind.items, kind.rest) if inner is not None]


@contextmanager
def reference_of(pages: dict[str, bytes]) -> Iterator[Path]:
    """The pages in a folder, as long as they are read."""
    with tempfile.TemporaryDirectory() as folder:
        for name, page in pages.items():
            (Path(folder) / name).write_bytes(page)
        yield Path(folder)


def schemas_of(pages: dict[str, bytes]) -> dict[str, Any]:
    """The schemas of the pages' structs by name."""
    with reference_of(pages) as folder:
        return {one.name: one.schema for one in generate(extract(read_reference([folder])))}


@cache
def schemas_before() -> dict[str, Any]:
    return schemas_of(PAGES)


@settings(max_examples=20)
@given(mutated())
def test_a_mutated_page_is_compared_with_what_it_was(pages: dict[str, bytes]) -> None:
    was, became = schemas_before(), schemas_of(pages)
    for name in was.keys() & became.keys():
        old, new = (
            SideSchema(name, side, schemas[name])
            for side, schemas in (("old", was), ("new", became))
        )
        assert compare(old, new).new == "new"
        assert compare(new, new).changes == ()


@settings(max_examples=60)
@given(mutated())
def test_a_mutated_page_is_checked_and_generates_the_same_twice(pages: dict[str, bytes]) -> None:
    with reference_of(pages) as folder:
        reference = read_reference([folder])
        checked = check(reference, None)
        assert all(one.file and one.span for one in checked.findings)
        assert checked.valid_examples <= checked.examples
        extraction = extract(reference)
        for struct in extraction.structs.values():
            assert_each_once(struct.fields)
        first = [(one.file, to_text(one.schema)) for one in generate(extraction)]
        again = read_reference([folder])
        assert [(one.file, to_text(one.schema)) for one in generate(extract(again))] == first
