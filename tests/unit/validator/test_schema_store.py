import json
from pathlib import Path

from validator.config.config import Config, FilePattern, FileSettings
from validator.config.schema import FILE
from validator.schema_store import STORE_FILE, store_files
from validator.schemas import catalogs

URL = "https://contracts.example.com"


def config(**patterns: str) -> Config:
    files = tuple(FilePattern(f"{key}.json", FileSettings(one)) for key, one in patterns.items())
    return Config(Path("callspec.toml"), files=files)


def listed(root: Path, config: Config, folder: Path | None = None) -> dict[str, dict]:
    files = store_files(catalogs(root / "schemas"), config, URL, folder)
    data = json.loads(files[STORE_FILE])
    assert (data["$schema"], data["version"]) == (
        "https://json.schemastore.org/schema-catalog.json",
        1,
    )
    return {one["name"]: one for one in data["schemas"]}


def test_each_struct_is_listed_with_its_versions(root):
    found = listed(root, Config())
    assert list(found) == [
        *("address", "call", "campaigncall", "campaigncall_outcome"),
        "callspec.toml",
    ]
    assert found["campaigncall"] == {
        "name": "campaigncall",
        "description": "Campaigncall (campaigncall.rst)",
        "url": f"{URL}/campaigncall/1.1.0.json",
        "versions": {
            "1.1.0": f"{URL}/campaigncall/1.1.0.json",
            "1.0.0": f"{URL}/campaigncall/1.0.0.json",
        },
    }
    assert found["callspec.toml"]["fileMatch"] == ["callspec.toml"]


def test_files_go_to_the_version_that_they_are_held_against(root):
    found = listed(root, config(a="campaigncall", b="campaigncall@1.0", c="campaigncall@1"))
    assert found["campaigncall"]["fileMatch"] == ["a.json", "c.json"]
    assert found["campaigncall@1.0.0"] == {
        "name": "campaigncall@1.0.0",
        "description": "Campaigncall (campaigncall.rst)",
        "fileMatch": ["b.json"],
        "url": f"{URL}/campaigncall/1.0.0.json",
    }


def test_what_an_editor_does_not_see_alone_is_left_out(root):
    inside = FilePattern("a.json", FileSettings("campaigncall", at="/data"))
    own = FilePattern("b.json", FileSettings("contracts/own.json"))
    found = listed(root, Config(Path("callspec.toml"), files=(inside, own)))
    assert "fileMatch" not in found["campaigncall"]


def test_a_folder_has_every_schema_that_is_listed(root, tmp_path):
    files = store_files(catalogs(root / "schemas"), Config(), None, tmp_path)
    urls = [
        url
        for one in json.loads(files[STORE_FILE])["schemas"]
        for url in (one["url"], *one.get("versions", {}).values())
    ]
    assert {f"{tmp_path.as_uri()}/{name}" for name in files if name != STORE_FILE} == set(urls)
    assert FILE in files
    assert "https://callspec.invalid/address" not in files["campaigncall/1.1.0.json"].replace(
        '"$id": "https://callspec.invalid/address', ""
    )
