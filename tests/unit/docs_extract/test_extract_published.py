import copy
import hashlib
import json
from pathlib import Path

import pytest

from docs_extract.published import Published, bare, changed, read_published, same
from validator.errors import CallspecError
from validator.schemas import Catalog, Entry, Version

ID = "https://callspec.invalid/"


def schema(name: str = "kettle", version: str = "1.0.0", line: int = 8) -> dict:
    source = {"page": "deep/kettle.rst", "line": line, "label": "shop"}
    lid = {
        "type": "string",
        "enum": ["line", "inferred"],
        "x-callspec": {
            "source": source,
            "sources": {"enum": source},
            "values": {"line": "It is drawn.", "inferred": "It is not."},
            "inferred": {"enum": f"it is called so (line {line})"},
        },
    }
    return {
        "$id": f"{ID}{name}/{version}",
        "properties": {
            "lid": lid,
            "examples": {"$ref": f"{ID}cup/{version}", "x-callspec": {"source": source}},
        },
        "allOf": [{"x-callspec": {"rule": "shut", "source": source}}],
        "examples": [{"line": 3, "x-callspec": {"line": 3}}],
        "x-callspec": {
            "source": source,
            "examples": [source],
            "advice": [{"enum": [{"line": 3}], "x-callspec": {"source": source}}],
            "outcome": {"inferred": {"when": f"as samples say (lines {line}, {line + 1})"}},
        },
        "$defs": {"cup": {"$id": f"{ID}cup/{version}", "x-callspec": {"source": source}}},
    }


def test_a_bare_schema_has_no_lines_folders_and_versions():
    source = {"page": "kettle.rst", "label": "shop"}
    assert bare(schema()) == {
        "$id": f"{ID}kettle",
        "properties": {
            "lid": {
                "type": "string",
                "enum": ["line", "inferred"],
                "x-callspec": {
                    "source": source,
                    "sources": {"enum": source},
                    "values": {"line": "It is drawn.", "inferred": "It is not."},
                    "inferred": {"enum": "it is called so (line)"},
                },
            },
            "examples": {"$ref": f"{ID}cup", "x-callspec": {"source": source}},
        },
        "allOf": [{"x-callspec": {"rule": "shut", "source": source}}],
        "examples": [{"line": 3, "x-callspec": {"line": 3}}],
        "x-callspec": {
            "source": source,
            "examples": [source],
            "advice": [{"enum": [{"line": 3}], "x-callspec": {"source": source}}],
            "outcome": {"inferred": {"when": "as samples say (line)"}},
        },
        "$defs": {"cup": {"$id": f"{ID}cup", "x-callspec": {"source": source}}},
    }


def test_lines_and_versions_make_no_difference():
    assert same(schema(), schema(version="1.2.3", line=80))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("$id",), f"{ID}pot/1.0.0"),
        (("properties", "lid", "enum"), ["inferred", "line"]),
        (("properties", "lid", "x-callspec", "values", "line"), "It is."),
        (("properties", "lid", "x-callspec", "source", "label"), "store"),
        (("properties", "lid", "x-callspec", "inferred", "enum"), "it looks so (line 8)"),
        (("examples",), [{"line": 4, "x-callspec": {"line": 3}}]),
        (("examples",), [{"line": 3.0, "x-callspec": {"line": 3}}]),
        (("x-callspec", "advice", 0, "enum"), [{"line": 4}]),
        (("$defs", "cup", "type"), "object"),
    ],
)
def test_anything_else_does(path, value):
    other = copy.deepcopy(schema())
    part = other
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    assert not same(schema(), other)


def published(name: str, **embedded: str) -> Published:
    content = plain(name, **embedded)
    return Published("1.0.0", Path(name), json.dumps(content), content)


def plain(name: str, title: str = "", **embedded: str) -> dict:
    definitions = {other: {"$id": f"{ID}{other}/{one}"} for other, one in embedded.items()}
    return {"$id": f"{ID}{name}/1.0.0", "title": title, "$defs": definitions}


def test_what_was_never_published_or_says_something_else_is_new():
    schemas = {"a": plain("a"), "b": plain("b", "other"), "c": plain("c")}
    assert changed(schemas, {"b": published("b"), "c": published("c")}) == ["a", "b"]


def test_what_holds_a_new_version_is_new_in_a_circle_too():
    held = {"a": {"b": "1.0.0", "c": "1.0.0"}, "b": {"a": "1.0.0", "c": "1.0.0"}}
    schemas = {name: plain(name, **one) for name, one in held.items()}
    schemas |= {"c": plain("c", "other"), "d": plain("d")}
    known = {name: published(name, **one) for name, one in held.items()}
    known |= {"c": published("c"), "d": published("d")}
    assert changed(schemas, known) == ["a", "b", "c"]
    # Without an order in which they stand.
    assert changed(dict(reversed(schemas.items())), known) == ["c", "b", "a"]


def test_what_embeds_a_version_that_is_not_the_newest_is_new():
    schemas = {"a": plain("a", b="1.0.0"), "b": plain("b"), "c": plain("c", a="1.0.0")}
    known = {"a": published("a", b="0.9.0"), "b": published("b"), "c": published("c", a="1.0.0")}
    assert changed(schemas, known) == ["a", "c"]


def test_what_embeds_the_first_version_of_an_unpublished_struct_stays():
    schemas = {"a": plain("a", b="1.0.0"), "b": plain("b")}
    assert changed(schemas, {"a": published("a", b="1.0.0")}) == ["b"]


def test_nothing_is_told_from_a_file_that_cannot_be_compared_with():
    schemas = {"a": plain("a", b="1.0.0"), "b": plain("b")}
    assert changed(schemas, {"a": published("a", b="0.9.0")}, {"b"}) == []


def catalog_of(folder: Path, text: bytes, newest: str = "1.0.0") -> Catalog:
    file = folder / "a" / "1.0.0.json"
    file.parent.mkdir()
    file.write_bytes(text)
    version = Version("1.0.0", "a/1.0.0.json", hashlib.sha256(text).hexdigest(), "2024-01-01", "")
    return Catalog(folder, (Entry("a", "A", "a.rst", None, newest, (version,)),))


def test_the_newest_version_is_read(tmp_path):
    text = json.dumps(plain("a", b="1.2.0"))
    catalog = catalog_of(tmp_path, text.encode())
    found = read_published(catalog, "a")
    assert found == Published("1.0.0", tmp_path / "a/1.0.0.json", text, json.loads(text))
    assert found.embedded == {"b": "1.2.0"}
    assert read_published(catalog, "b") is None
    assert read_published(None, "a") is None


@pytest.mark.parametrize(
    "text", [b"{", b"\xff", b"[]", b"1", b'{"$defs": 1}', b'{"$defs": {"a": {}}}', b"[" * 100_000]
)
def test_a_file_that_callspec_did_not_write_is_said(tmp_path, text):
    with pytest.raises(CallspecError) as caught:
        read_published(catalog_of(tmp_path, text), "a")
    assert str(caught.value) == (f"{tmp_path / 'a/1.0.0.json'}: not a schema that callspec wrote")


def test_a_version_that_the_catalogue_does_not_list_is_said(tmp_path):
    with pytest.raises(CallspecError) as caught:
        read_published(catalog_of(tmp_path, b"{}", "1.1.0"), "a")
    assert str(caught.value) == f"{tmp_path / 'catalog.json'}: a has no version 1.1.0"


def test_a_file_that_was_edited_or_is_gone_is_not_compared_with(tmp_path):
    catalog = catalog_of(tmp_path, b"{}")
    file = tmp_path / "a/1.0.0.json"
    file.write_bytes(b"{}\n")
    with pytest.raises(CallspecError) as caught:
        read_published(catalog, "a")
    assert str(caught.value) == (
        f"{file}: a 1.0.0 is not as it was published; restore it from version control"
    )
    file.unlink()
    with pytest.raises(CallspecError) as caught:
        read_published(catalog, "a")
    assert str(caught.value) == (
        f"{file}: a 1.0.0 was published, and its file is gone; restore it from version control"
    )
    file.mkdir()
    with pytest.raises(CallspecError) as caught:
        read_published(catalog, "a")
    assert str(caught.value) == f"{file}: Is a directory"
