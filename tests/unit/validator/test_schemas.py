import json

import pytest

from validator.errors import SchemaError
from validator.schemas import (
    Catalog,
    Entry,
    Version,
    catalogs,
    load_schema,
    read_catalog,
    schema_id,
    shipped_folder,
)

PUBLISHED = {"sha256": "5e1f", "date": "2024-04-17", "page_sha256": "9a6e"}


@pytest.fixture
def folder(tmp_path):
    """A schema folder with one struct in two versions."""
    versions = {}
    for number in ("1.0.0", "1.1.0"):
        file = tmp_path / "order" / f"{number}.json"
        file.parent.mkdir(exist_ok=True)
        schema = {"$id": schema_id("order", number), "title": f"Order {number}"}
        file.write_text(json.dumps(schema), encoding="utf-8")
        versions[number] = {"file": f"order/{number}.json", **PUBLISHED}
    struct = {"title": "Order", "page": "order.rst", "label": None, "newest": "1.1.0"}
    data = {"format": "callspec-catalog/1", "structs": {"order": {**struct, "versions": versions}}}
    (tmp_path / "catalog.json").write_text(json.dumps(data), encoding="utf-8")
    return tmp_path


def test_a_catalogue_is_read_whole(folder):
    versions = tuple(
        Version(number, f"order/{number}.json", "5e1f", "2024-04-17", "9a6e")
        for number in ("1.0.0", "1.1.0")
    )
    entry = Entry("order", "Order", "order.rst", None, "1.1.0", versions)
    catalog = Catalog(folder, (entry,))
    assert read_catalog(folder) == catalog
    assert catalogs(folder) == [catalog]
    assert catalog.find("order") == entry
    assert catalog.find("other") is None


def test_a_foreign_catalogue_is_none_of_ours(tmp_path, monkeypatch):
    assert read_catalog(tmp_path) is None
    for text in ("[]", '{"format": "other/1"}'):
        (tmp_path / "catalog.json").write_text(text, encoding="utf-8")
        assert read_catalog(tmp_path) is None
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/catalog.json").write_text("[]", encoding="utf-8")
    assert [catalog.folder for catalog in catalogs(None)] == [shipped_folder()]


def catalog_with(file: object, number: str = "1.0.0", **others: object) -> str:
    struct = {"title": "A", "page": "a.rst", "label": None, "newest": number}
    struct["versions"] = {number: {**PUBLISHED, "file": file, **others}}
    return json.dumps({"format": "callspec-catalog/1", "structs": {"a": struct}})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"format": "callspec-catalog/1", "structs": {"a": {}}}',
        '{"format": "callspec-catalog/1", "structs": []}',
        *map(catalog_with, (5, None, "/etc/hostname", "../../x.json")),
        *(catalog_with("a", number) for number in ("1", "1.0", "v1.0.0", "1.0.0-rc1", "")),
        *(catalog_with("a/1.0.0.json", **{key: None}) for key in PUBLISHED),
        catalog_with("a/1.0.0.json").replace("page_sha256", "digest"),
    ],
)
def test_a_broken_catalogue_is_said(tmp_path, text):
    (tmp_path / "catalog.json").write_text(text, encoding="utf-8")
    with pytest.raises(SchemaError, match=r"catalog\.json: not"):
        read_catalog(tmp_path)


@pytest.mark.parametrize(
    ("spec", "title"),
    [
        ("order", "order@1.1.0"),
        ("order@latest", "order@1.1.0"),
        ("order@1.0.0", "order@1.0.0"),
        ("order@1.0", "order@1.0.0"),
        ("order@1", "order@1.1.0"),
    ],
)
def test_names_and_versions(folder, spec, title):
    loaded = load_schema(spec, folder)
    assert loaded.title == title
    assert loaded.schema["$id"] == schema_id("order", title.removeprefix("order@"))


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        ("ordr", "no schema is called ordr; did you mean order?"),
        ("zzz", "no schema is called zzz; there is order"),
        ("order@2.0.0", "order has no version 2.0.0; there is 1.0.0, 1.1.0"),
        ("order@2", "order has no version 2; there is 1.0.0, 1.1.0"),
        ("order@1.2", "order has no version 1.2; there is 1.0.0, 1.1.0"),
        (
            "order@",
            "order@ names no version: write order@1, order@1.2, order@1.2.3 or order@latest",
        ),
        ("", " is no schema: write NAME, NAME@VERSION or a path"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(folder, spec, message):
    with pytest.raises(SchemaError) as caught:
        load_schema(spec, folder)
    assert str(caught.value) == message


def test_a_file_of_ours_knows_its_name_version_and_catalogue(folder):
    loaded = load_schema(str(folder / "order/1.0.0.json"))
    assert (loaded.title, loaded.catalog) == ("order@1.0.0", read_catalog(folder))


def test_other_schemas_are_found_by_uri_in_catalogue_and_folder(folder, tmp_path):
    loaded = load_schema("order", folder)
    assert loaded.retrieve(schema_id("order", "1.0.0"))["title"] == "Order 1.0.0"
    own = tmp_path / "own"
    own.mkdir()
    (own / "a.json").write_text('{"$id": "https://example.org/a"}', encoding="utf-8")
    (own / "b.json").write_text("{}", encoding="utf-8")
    loaded = load_schema(str(own / "b.json"))
    assert (loaded.title, loaded.version) == ("b.json", None)
    assert loaded.retrieve("https://example.org/a") == {"$id": "https://example.org/a"}
    assert loaded.retrieve((own / "b.json").as_uri()) == {}
    for uri in ("https://example.org/b", "file:///etc/hostname", schema_id("order", "1.0.0")):
        with pytest.raises(LookupError):
            loaded.retrieve(uri)


def with_versions(folder, newest, *numbers):
    """Write a schema folder whose catalogue has versions in the order given."""
    (folder / "order").mkdir(parents=True)
    for number in numbers:
        schema = {"$id": schema_id("order", number)}
        (folder / f"order/{number}.json").write_text(json.dumps(schema), encoding="utf-8")
    versions = {number: {"file": f"order/{number}.json", **PUBLISHED} for number in numbers}
    struct = {"title": "Order", "page": "order.rst", "label": None, "newest": newest}
    data = {"format": "callspec-catalog/1", "structs": {"order": {**struct, "versions": versions}}}
    (folder / "catalog.json").write_text(json.dumps(data), encoding="utf-8")


def test_versions_are_numbers_whatever_order_a_catalogue_has_them_in(tmp_path):
    numbers = ("1.10.0", "1.9.1", "10.0.0", "2.0.0", "1.9.0", "1.9.10")
    with_versions(tmp_path / "s", "10.0.0", *numbers)
    (catalog,) = catalogs(tmp_path / "s")
    in_order = ("1.9.0", "1.9.1", "1.9.10", "1.10.0", "2.0.0", "10.0.0")
    assert tuple(version.number for version in catalog.entries[0].versions) == in_order
    chosen = {
        spec: load_schema(f"order@{spec}", tmp_path / "s").version
        for spec in ("1", "1.9", "2", "10", "latest")
    }
    assert chosen == {"1": "1.10.0", "1.9": "1.9.10", "2": "2.0.0", "10": "10.0.0"} | {
        "latest": "10.0.0"
    }
    with pytest.raises(SchemaError) as caught:
        load_schema("order@3", tmp_path / "s")
    assert str(caught.value) == f"order has no version 3; there is {', '.join(in_order)}"


def test_a_catalogue_may_name_another_newest_than_the_highest(tmp_path):
    with_versions(tmp_path / "s", "1.1.0", "1.0.0", "1.1.0", "2.0.0")
    assert load_schema("order", tmp_path / "s").version == "1.1.0"
    assert load_schema("order@2", tmp_path / "s").version == "2.0.0"


def test_a_newest_version_that_is_not_there_is_said(tmp_path):
    with_versions(tmp_path / "s", "1.1.0", "1.0.0")
    assert load_schema("order@1", tmp_path / "s").version == "1.0.0"
    for spec in ("order", "order@latest"):
        with pytest.raises(SchemaError) as caught:
            load_schema(spec, tmp_path / "s")
        assert str(caught.value) == (
            f"{tmp_path}/s/catalog.json: order's newest version is 1.1.0, which is not there"
        )


def test_what_the_first_catalogue_lacks_is_found_in_the_second(tmp_path, monkeypatch):
    with_versions(tmp_path / "schemas", "1.0.0", "1.0.0")
    with_versions(tmp_path / "shipped", "1.2.0", "1.0.0", "1.2.0", "3.0.0")
    monkeypatch.setattr("validator.schemas.shipped_folder", lambda: tmp_path / "shipped")
    monkeypatch.chdir(tmp_path)

    def found(spec):
        loaded = load_schema(spec)
        return loaded.version, loaded.folder.parent.name

    assert found("order") == found("order@1") == ("1.0.0", "schemas")
    assert found("order@1.2") == ("1.2.0", "shipped")
    assert found("order@3") == ("3.0.0", "shipped")
    with pytest.raises(SchemaError, match=r"no version 2; there is 1\.0\.0, 1\.2\.0, 3\.0\.0$"):
        load_schema("order@2")
