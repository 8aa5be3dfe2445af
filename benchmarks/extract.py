"""How long pages take to read: `python benchmarks/extract.py [FOLDER...]`.

Pages are made in three sizes, ten times larger each, in several shapes; what counts is that the
microseconds a byte stay the same. Folders given besides are read as references. Each figure is the
median of three runs, each in a process of its own.
"""

import multiprocessing
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from docs_extract.check import check
from docs_extract.reference import read_reference

_RUNS = 3
_SIZES = (10_000, 100_000, 1_000_000)


def structs(size: int) -> str:
    """Return a page of many small structs, each with bullets, a value table and an example."""
    parts = []
    length = 0
    number = 0
    while length < size:
        number += 1
        part = _struct(number)
        parts.append(part)
        length += len(part)
    return "\n".join(parts)


def _struct(number: int) -> str:
    own = f"parcel{number}"
    return f"""
.. _depot-struct-{own}-{own}:

Parcel {number}
{"-" * 20}

.. code::

    {{"id": "<string>", "state": "<string>", "weight": <number>, "tm_sent": "<string>"}}

* ``id`` (UUID): Identifies it.
* ``state`` (enum string): How far it is. See :ref:`State <depot-struct-{own}-state>`.
* ``weight`` (Integer): In grams.
* ``tm_sent`` (string, ISO 8601, nullable): When it left.

.. _depot-struct-{own}-state:

State {number}
{"+" * 20}

====== ===========
State  Description
====== ===========
packed In its box.
sent   On the road.
====== ===========

Example {number}
{"+" * 20}

.. code::

    {{
        "id": "0b266038-844b-11ec-97d8-63ba531361ce",
        "state": "sent",
        "weight": 12,
        "tm_sent": null
    }}
"""


def bullets(size: int) -> str:
    """Return a page with one struct of very many fields."""
    count = max(1, size // 70)
    names = [f"field_{number}" for number in range(count)]
    skeleton = "\n".join(f'        "{name}": "<string>",' for name in names)
    described = "\n".join(f"* ``{name}`` (String): One of many." for name in names)
    return f"Wide\n----\n\n.. code::\n\n    {{\n{skeleton}\n    }}\n\n{described}\n"


def table(size: int) -> str:
    """Return a page whose struct has one field with very many values."""
    rows = "\n".join(f"value{number:07}  Means {number}." for number in range(size // 28))
    return (
        '.. _depot-struct-one-one:\n\nOne\n---\n\n.. code::\n\n    {"kind": "<string>"}\n\n'
        "* ``kind`` (enum string): See :ref:`kinds <depot-struct-one-kind>`.\n\n"
        ".. _depot-struct-one-kind:\n\nKind\n++++\n\n"
        f"============  ==========================\nValue         Description\n"
        f"============  ==========================\n{rows}\n"
        "============  ==========================\n"
    )


def family(size: int) -> str:
    """Return a page of envelopes told apart by their type."""
    part = """
.. _depot-struct-event-happened_{0}:

happened_{0}
--------------------

.. code::

    {{"type": "happened_{0}", "data": {{ ... }}}}

* ``type`` (enum string): Value: ``"happened_{0}"``.
* ``data`` (Object): What happened.
"""
    count = max(2, size // len(part))
    return "Events\n======\n" + "\n".join(part.format(number) for number in range(count))


def line(size: int) -> str:
    """Return a page with a paragraph in one very long line."""
    return "Long\n----\n\n" + "word " * (size // 5) + "\n"


SHAPES: tuple[Callable[[int], str], ...] = (structs, bullets, table, family, line)


def main(folders: list[str]) -> None:
    """Print the figures."""
    for make in SHAPES:
        for size in _SIZES:
            text = make(size)
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "page.rst").write_text(text)
                seconds = _median(folder)
            cost = seconds / len(text) * 1e6
            print(f"{make.__name__:8} {len(text):9,} bytes {seconds:8.3f} s {cost:7.2f} us/byte")
    for folder in folders:
        print(f"{Path(folder).name:8} {_bytes(folder):9,} bytes {_median(folder):8.3f} s")


def _median(folder: str) -> float:
    """Return the median time of three runs; one run leaves garbage that the next would clear."""
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        return statistics.median(pool.apply(_seconds, (folder,)) for _ in range(_RUNS))


def _seconds(folder: str) -> float:
    start = time.perf_counter()
    check(read_reference([folder]), None)
    return time.perf_counter() - start


def _bytes(folder: str) -> int:
    return sum(file.stat().st_size for file in Path(folder).rglob("*.rst"))


if __name__ == "__main__":
    main(sys.argv[1:])
