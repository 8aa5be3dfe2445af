"""What is fuzzed: bytes in, nothing out; what must not be is raised.

`make fuzz` runs each target with atheris, which looks for bytes that reach new code. What it found
lies in `tests/fuzz/found`, a folder a target, and every test run puts it through again.
"""

import io
import itertools
import json
import math
import tempfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from json_places import cut, paths

from docs_extract.check import check
from docs_extract.emit import to_text
from docs_extract.extract import extract
from docs_extract.generate import generate
from docs_extract.reference import read_reference
from docs_extract.skeleton import SkeletonError, read_skeleton
from validator.documents import InputFormat, json_scan, json_text, read_documents, yaml_text
from validator.documents.find import find_all, find_nodes
from validator.documents.locations import Lines, Locations

MOST_PATHS = 200
"""Values of a text that are looked for."""


def page(data: bytes) -> None:
    """A page is read and checked, and what it gives is a schema that is the same each time."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.rst"
        path.write_bytes(data)
        checked = check(read_reference([path]), None)
        for finding in checked.findings:
            assert finding.span is not None, finding
            assert "\n" not in finding.message, finding
        texts = [
            [to_text(one.schema) for one in generate(extract(read_reference([path])))]
            for _ in range(2)
        ]
        assert texts[0] == texts[1]


def skeleton(data: bytes) -> None:
    """Any text is a skeleton, with places inside it, or says why not and where."""
    text = data.decode(errors="replace")
    try:
        shape = read_skeleton(text).shape
        start, end = shape.start, shape.end
    except SkeletonError as error:
        start = end = error.start
    assert 0 <= start <= end <= len(text), (start, end)


def places(data: bytes) -> None:
    """The scanner takes what the standard library takes, and all places are those of the values."""
    text = data.decode(errors="replace")
    scan = json_scan.scan(text)
    for problem in scan.problems:
        assert 0 <= problem.start <= problem.end <= len(text), problem
    try:
        value = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        assert scan.problems, "malformed, and nothing was said"
        return
    if scan.problems:
        assert {one.code for one in scan.problems} <= {
            "duplicate-key",
            "encoding",
            "too-deep",
            "too-large",
        }, scan.problems
        return
    assert _same(json_text.parse(text), value), "another value"
    lines = Lines(text)
    members = list(itertools.islice(paths(value), MOST_PATHS))
    whole = Locations(lines, scan.root)
    together = Locations(lines, find_all(text, value, [path for path, _ in members]))
    for path, member in members:
        span = whole.span(path)
        assert _same(json.loads(cut(text, span)), member), path
        assert together.span(path) == span, path
        assert Locations(lines, find_nodes(text, value, path)).span(path) == span, path


assert yaml_text  # it is loaded when it is needed: here, so that atheris sees its code


def yaml(data: bytes) -> None:
    """Any bytes are YAML documents, or have a problem; JSON in YAML has the value of the JSON."""
    documents = list(read_documents("a.yaml", io.BytesIO(data), InputFormat.YAML))
    assert documents
    for document in documents:
        assert document.readable or document.problems, document
        if document.readable:
            json.dumps(_plain(document.value), allow_nan=False)
    again = list(read_documents("a.yaml", io.BytesIO(data), InputFormat.YAML))
    assert [repr(one.value) for one in again] == [repr(one.value) for one in documents]


TARGETS: dict[str, Callable[[bytes], None]] = {
    "page": page,
    "skeleton": skeleton,
    "places": places,
    "yaml": yaml,
}

SEEDS = {
    "page": ("reference", "*.rst"),
    "skeleton": ("tests/fuzz/seeds/skeleton", "*"),
    "places": ("fixtures", "*/*.json"),
    "yaml": ("tests/fuzz/seeds/yaml", "*"),
}
"""Files that a target begins with: a folder of this repository, and a pattern."""


def _refused(constant: str) -> Any:
    raise ValueError(constant)


def _same(one: Any, other: Any) -> bool:
    """Return whether two values are one, but for numbers that a float cannot hold."""
    if isinstance(one, dict) and isinstance(other, dict):
        return list(one) == list(other) and all(_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    if isinstance(other, float):
        return isinstance(one, (int, float, Decimal)) and (
            math.isinf(other) or math.isclose(float(one), other, rel_tol=1e-9)
        )
    return type(one) is type(other) and one == other


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, Decimal) else value
