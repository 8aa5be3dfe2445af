import json
from dataclasses import replace
from pathlib import Path

import pytest
from compare_repository import commit, start_repository
from extract_pages import ENGINES, compiled, write_pages

from docs_extract.compare.side import Side, SideSchema
from docs_extract.compare.sides import against, pairs, read_side
from docs_extract.extract import extract
from docs_extract.generate import generate, plan, write
from docs_extract.reference import read_reference
from validator.errors import CallspecError, SchemaError
from validator.finding import Finding, Severity, Span

CUP = """
    .. _cup-struct-cup-cup:

    Cup
    ===

    .. code::

        {"full": <boolean>}

    * ``full`` (Boolean): Whether it is.
    """
KETTLE = """
    .. _kettle-struct-kettle-kettle:

    Kettle
    ======

    .. code::

        {"cup": {...}, "note": "<string>"}

    * ``cup`` (Object): Which it fills, see :ref:`here <cup-struct-cup-cup>`.
    * ``note`` (String): A note.
    """
BROKEN = CUP.replace("<boolean>", "<boolean>,,")
SETTLED = """
    [[settle]]
    struct = "cup"
    field = "full"
    {0} = true
    reason = "It is so."
    """


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """A folder of its own, in which no configuration counts but its own."""
    folder = start_repository(tmp_path / "here", monkeypatch)
    return write_pages(folder, {"callspec.toml": ""})


def generated(*paths: str) -> dict[str, object]:
    """What `generate` makes of pages."""
    return {one.name: one.schema for one in generate(extract(read_reference(paths)))}


def side(title: str, places: dict[str, str], schemas: dict[str, object], files=None, single=False):
    own = {name: SideSchema(name, places[name], schema) for name, schema in schemas.items()}
    return Side(title, own, files or {}, single)


def error(spec: str, schemas: Path | None = None) -> tuple[type, str]:
    with pytest.raises(CallspecError) as caught:
        read_side(spec, schemas)
    return type(caught.value), str(caught.value)


def test_a_folder_of_pages_gives_what_generate_makes_of_it(here):
    write_pages(here, {"docs/cup.rst": CUP, "docs/hot/kettle.rst": KETTLE})
    assert read_side("docs") == side(
        "docs",
        {"cup": "docs/cup.rst", "kettle": "docs/hot/kettle.rst"},
        generated("docs"),
        {"cup.rst": "docs/cup.rst", "hot/kettle.rst": "docs/hot/kettle.rst"},
    )


def test_a_page_gives_its_own_structs_and_leads_to_its_neighbours(here):
    write_pages(here, {"docs/cup.rst": CUP, "docs/kettle.rst": KETTLE})
    read = read_side("docs/kettle.rst")
    assert read == side(
        "docs/kettle.rst",
        {"kettle": "docs/kettle.rst"},
        generated("docs/kettle.rst"),
        {"kettle.rst": "docs/kettle.rst", "cup.rst": "docs/cup.rst"},
    )
    assert list(read.schemas["kettle"].schema["$defs"]) == ["cup"]


def test_a_catalogue_gives_the_newest_version_of_each_struct(here):
    write_pages(here, {"docs/cup.rst": CUP, "schemas/notes.rst": CUP})
    write(plan(extract(read_reference(["docs"])), Path("schemas")))
    old = json.loads(Path("schemas/cup/1.0.0.json").read_text())
    new = {**old, "$id": old["$id"].replace("1.0.0", "1.1.0"), "title": "New"}
    Path("schemas/cup/1.1.0.json").write_text(json.dumps(new))
    catalog = json.loads(Path("schemas/catalog.json").read_text())
    versions = catalog["structs"]["cup"]["versions"]
    versions["1.1.0"] = {**versions["1.0.0"], "file": "cup/1.1.0.json"}
    catalog["structs"]["cup"]["newest"] = "1.1.0"
    Path("schemas/catalog.json").write_text(json.dumps(catalog))
    file = "schemas/cup/1.1.0.json"
    assert read_side("schemas") == side("schemas", {"cup": file}, {"cup": new})
    one = side("cup@1.0.0", {"cup": "cup@1.0.0"}, {"cup": old}, single=True)
    assert read_side("cup@1.0.0") == one
    for spec in ("cup", "cup@latest"):
        assert read_side(spec) == side(spec, {"cup": "cup@1.1.0"}, {"cup": new}, single=True)
    assert read_side("cup@1.0.0", here / "schemas") == one
    assert read_side(file) == side(file, {"cup": file}, {"cup": new}, single=True)
    commit()
    Path("schemas/catalog.json").unlink()
    for spec in ("git:main:schemas", "git:HEAD:schemas"):
        place = f"{spec}/cup/1.1.0.json"
        assert read_side(spec) == side(spec, {"cup": place}, {"cup": new})
    # Pages count in a folder in which no catalogue stands.
    assert list(read_side(".").files) == ["docs/cup.rst", "schemas/notes.rst"]
    assert read_side("git:main:.").files == {
        "docs/cup.rst": "git:main:docs/cup.rst",
        "schemas/notes.rst": "git:main:schemas/notes.rst",
    }


def test_a_path_that_is_there_comes_before_a_name(here):
    write_pages(here, {"campaigncall/cup.rst": CUP})
    assert list(read_side("campaigncall").schemas) == ["cup"]
    assert list(read_side("campaigncall@latest").schemas) == ["campaigncall"]


@pytest.mark.parametrize("dialect", ["draft/2020-12", "draft-07"])
@pytest.mark.parametrize("spec", ["a b.json", "git:main:a b.json"])
def test_a_schema_of_somebody_is_made_whole_in_itself(here, spec, dialect):
    uri = f"https://json-schema.org/{dialect}/schema"
    if dialect == "draft-07":
        uri = f"http://json-schema.org/{dialect}/schema#"
    write_pages(
        here,
        {
            "a b.json": json.dumps(
                {
                    "$schema": uri,
                    "properties": {
                        "x": {"$ref": "c.json#/properties/y"},
                        "z": {"$ref": "https://example.invalid/d"},
                    },
                }
            ),
            "c.json": '{"properties": {"y": {"type": "string"}, "a": {"$ref": "a%20b.json"}}}',
            "d.json": '{"$id": "https://example.invalid/d", "type": "null"}',
        },
    )
    commit()
    read = read_side(spec)
    base = "https://callspec.invalid/"
    keyword = "definitions" if dialect == "draft-07" else "$defs"
    schema = {
        "$schema": uri,
        "properties": {
            "x": {"$ref": "c.json#/properties/y"},
            "z": {"$ref": "https://example.invalid/d"},
        },
        "$id": f"{base}a%20b.json",
        keyword: {
            f"{base}c.json": {
                "properties": {"y": {"type": "string"}, "a": {"$ref": "a%20b.json"}},
                "$id": f"{base}c.json",
            },
            "https://example.invalid/d": {"$id": "https://example.invalid/d", "type": "null"},
        },
    }
    assert read == side(spec, {"a b": spec}, {"a b": schema}, single=True)
    for engine in ENGINES:
        validator = compiled(read.schemas["a b"].schema, engine)
        assert validator.is_valid({"x": "1", "z": None})
        assert not validator.is_valid({"x": 1})
        assert not validator.is_valid({"z": 1})


def test_a_schema_that_is_found_by_a_path_is_found_by_its_own_name_too(here):
    own = (
        '{"$id": "urn:b", "$defs": {"n": {"type": "null"}}, "anyOf": [{"$ref": "urn:b#/$defs/n"}]}'
    )
    write_pages(here, {"a.json": '{"$ref": "b.json"}', "b.json": own})
    schema = read_side("a.json").schemas["a"].schema
    assert list(schema["$defs"]) == ["urn:b", "https://callspec.invalid/b.json"]
    for engine in ENGINES:
        assert [compiled(schema, engine).is_valid(one) for one in (None, 1)] == [True, False]


def test_schemas_that_are_true_or_false_are_embedded_as_objects(here):
    text = '{"properties": {"x": {"$ref": "yes.json"}, "y": {"$ref": "no.json"}}}'
    write_pages(here, {"a.json": text, "yes.json": "true", "no.json": "false"})
    schema = read_side("a.json").schemas["a"].schema
    for engine in ENGINES:
        found = [compiled(schema, engine).is_valid(one) for one in ({"x": 1}, {"y": 1})]
        assert found == [True, False]
    assert read_side("yes.json").schemas["yes"].schema is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '{"$ref": "../b.json"}',
            "$ref ../b.json leads outside the schema and its folder; callspec fetches nothing",
        ),
        (
            '{"$ref": "https://example.invalid/x"}',
            "$ref https://example.invalid/x leads outside the schema and its folder; "
            "callspec fetches nothing",
        ),
        ("[]", "a JSON Schema is an object or a boolean"),
        ("{", ":1:2: the text ends in the middle of a value"),
        ('{"type": 1}', "not a usable JSON Schema at /type: 1 is not valid"),
        ('{"$id": 1, "$ref": "c.json"}', "not a usable JSON Schema at /$id: 1 is not of type"),
        ('{"$id": "http://[x"}', "$id http://[x is no URI reference"),
        ('{"items": {"$id": "http://[x"}}', "$id http://[x is no URI reference"),
        ('{"$defs": 1, "$ref": "c.json"}', "not a usable JSON Schema at /$defs: 1 is not of type"),
    ],
)
def test_what_is_no_usable_schema_is_an_error(here, text, said):
    write_pages(here, {"x/a.json": text, "x/c.json": "{}", "b.json": "true"})
    commit()
    for spec in ("x/a.json", "git:main:x/a.json"):
        kind, message = error(spec)
        assert kind is SchemaError
        place = "" if said.startswith(":") else ": "
        assert message.startswith(f"{spec}{place}{said}")


@pytest.mark.parametrize(
    ("spec", "kind", "said"),
    [
        ("", SchemaError, " is no schema: write NAME, NAME@VERSION or a path"),
        ("nope.rst", CallspecError, "nope.rst: no such page, folder or schema"),
        ("no/pe", CallspecError, "no/pe: no such page, folder or schema"),
        ("nope.json", SchemaError, "nope.json: No such file or directory"),
        ("notes.txt", CallspecError, "notes.txt: neither a page (.rst) nor a schema (.json)"),
        ("bare", CallspecError, "bare: neither a page (.rst) nor a catalog.json is there"),
        ("prose.rst", CallspecError, "prose.rst: no struct is there"),
        ("broken", SchemaError, "broken/catalog.json: not JSON: Expecting value: line 1 column 1"),
        ("git:main", CallspecError, "git:main names no path: write git:REV:PATH"),
        ("git:", CallspecError, "git: names no path: write git:REV:PATH"),
        ("git::x", CallspecError, "no revision is named"),
        ("git:main:a:b", CallspecError, "git:main:a:b: no such page, folder or schema"),
        ("git:main:", CallspecError, "git:main:reference: no such page, folder or schema"),
        (
            "git:main:notes.txt",
            CallspecError,
            "git:main:notes.txt: neither a page (.rst) nor a schema (.json)",
        ),
        (
            "git:main:bare",
            CallspecError,
            "git:main:bare: neither a page (.rst) nor a catalog.json is there",
        ),
        ("git:main:prose.rst", CallspecError, "git:main:prose.rst: no struct is there"),
        (
            "git:main:broken",
            SchemaError,
            "git:main:broken/catalog.json: not JSON: Expecting value: line 1 column 1",
        ),
    ],
)
def test_what_cannot_be_compared_is_an_error(here, spec, kind, said):
    prose = "Prose\n=====\n\nNothing.\n"
    write_pages(here, {"notes.txt": "x", "bare/notes.txt": "x", "prose.rst": prose})
    write_pages(here, {"broken/catalog.json": "x"})
    commit()
    found, message = error(spec)
    assert found is kind
    assert message.startswith(said)


def test_the_reference_is_what_a_revision_without_a_path_means(here, monkeypatch):
    write_pages(here, {"api/reference/cup.rst": CUP})
    commit()
    monkeypatch.chdir("api")
    place = "git:main:reference/cup.rst"
    assert read_side("git:main:") == side(
        "git:main:", {"cup": place}, generated("reference"), {"cup.rst": place}
    )


def test_a_revision_is_read_as_it_stood_and_with_its_own_configuration(here):
    write_pages(here, {"reference/cup.rst": CUP})
    plain = commit()
    write_pages(here, {"callspec.toml": SETTLED.format("optional")})
    optional = commit()
    write_pages(here, {"callspec.toml": SETTLED.format("nullable")})

    def full(spec: str) -> tuple[object, bool]:
        schema = read_side(spec).schemas["cup"].schema
        return schema["properties"]["full"]["type"], "required" in schema

    assert full(f"git:{plain}:") == ("boolean", True)
    assert full(f"git:{optional}:") == ("boolean", False)
    assert full("reference") == (["boolean", "null"], True)
    old, new = against(plain)
    assert old == Side(
        f"git:{plain}:reference",
        read_side(f"git:{plain}:reference").schemas,
        {"cup.rst": f"git:{plain}:reference/cup.rst"},
        single=False,
    )
    assert new == read_side("reference")


def test_a_struct_is_looked_for_in_the_folder_that_is_given(root, here):
    read = read_side("ticket@1", root / "fixtures/changelog/schemas")
    assert (read.title, list(read.schemas)) == ("ticket@1", ["ticket"])
    with pytest.raises(SchemaError):
        read_side("ticket@1")


def test_a_wrong_configuration_of_a_revision_is_named_as_such(here, monkeypatch):
    write_pages(here, {"callspec.toml": "x = 1\n", "a/reference/cup.rst": CUP})
    commit()
    write_pages(here, {"callspec.toml": ""})
    monkeypatch.chdir("a")
    said = (
        'git:main:../callspec.toml:1: unknown key "x"; known here: schema, at, hangup-reason-at, '
        "calls, unknown-fields, schemas, files, severity, accept, settle, accept-change"
    )
    assert error("git:main:") == (CallspecError, said)
    with pytest.raises(CallspecError) as caught:
        against("main")
    assert str(caught.value) == said


def faults(side: Side) -> list[tuple[str, str | None]]:
    return [(one.code, one.file) for one in side.findings]


def test_the_errors_of_pages_are_findings_at_their_places(here):
    write_pages(here, {"reference/cup.rst": BROKEN, "reference/kettle.rst": KETTLE})
    commit()
    place = "git:main:reference"
    read = read_side("git:main:")
    now = read_side("reference")
    assert faults(now) == [
        ("skeleton-syntax", "reference/cup.rst"),
        ("broken-reference", "reference/kettle.rst"),
    ]
    assert faults(read) == [
        ("skeleton-syntax", f"{place}/cup.rst"),
        ("broken-reference", f"{place}/kettle.rst"),
    ]
    assert [one.span for one in read.findings] == [one.span for one in now.findings]
    assert list(read.schemas) == ["kettle"]
    # A page that holds nothing but an error is no empty one.
    assert read_side("reference/cup.rst").schemas == {}
    # A neighbour's errors are its own.
    assert faults(read_side("reference/kettle.rst")) == [
        ("broken-reference", "reference/kettle.rst")
    ]
    old, new = against("main", [Path("reference/kettle.rst")])
    assert faults(old) == [("broken-reference", f"{place}/kettle.rst")]
    assert faults(new) == [("broken-reference", "reference/kettle.rst")]


def test_places_in_the_message_of_a_finding_are_shown_too(here):
    write_pages(here, {"reference/a.rst": CUP, "reference/b.rst": CUP})
    commit()
    found = next(one for one in read_side("git:main:").findings if one.code == "duplicate-label")
    assert found.message == (
        "the label cup-struct-cup-cup stands at git:main:reference/a.rst:3 already"
    )


def test_an_accepted_error_is_none_and_one_past_its_day_is_one(here):
    accepted = """
        [[accept]]
        code = "skeleton-syntax"
        page = "cup.rst"
        reason = "It is so."
        """
    write_pages(
        here,
        {"reference/cup.rst": BROKEN, "reference/pan.rst": CUP, "callspec.toml": accepted},
    )
    commit()
    write_pages(here, {"callspec.toml": accepted.rstrip() + "\n        expires = 2026-01-01\n"})
    assert "skeleton-syntax" not in [code for code, _ in faults(read_side("git:main:"))]
    now = faults(read_side("reference"))
    assert ("skeleton-syntax", "reference/cup.rst") in now
    assert "expired-acceptance" not in [code for code, _ in now]


def names(one: Side) -> list[str]:
    return sorted(one.schemas)


def test_pages_and_folders_that_only_one_side_has_are_added_or_removed(here):
    write_pages(here, {"old/cup.rst": CUP, "kept/kettle.rst": KETTLE})
    commit()
    (here / "old/cup.rst").unlink()
    (here / "old").rmdir()
    write_pages(here, {"new/cup.rst": CUP, "kept/pan.rst": CUP.replace("cup", "pan")})

    def both(*paths: str) -> tuple[list[str], list[str]]:
        old, new = against("main", [Path(path) for path in paths])
        return names(old), names(new)

    titles = [one.title for one in against("main", [Path("old"), Path("kept/pan.rst")])]
    assert titles == ["git:main:old, git:main:kept/pan.rst", "old, kept/pan.rst"]
    assert both("old") == (["cup"], [])
    assert both("old/cup.rst") == (["cup"], [])
    assert both("new") == ([], ["cup"])
    assert both("new/cup.rst") == ([], ["cup"])
    assert both("kept") == (["kettle"], ["kettle", "pan"])
    assert both("kept/pan.rst") == ([], ["pan"])
    assert both("kept/kettle.rst") == (["kettle"], ["kettle"])
    assert both("old", "new") == (["cup"], ["cup"])
    old, new = against("main", [Path("new")])
    assert (old.title, old.files, new.title) == ("git:main:new", {}, "new")


def test_a_struct_that_moved_to_another_page_is_on_both_sides(here):
    write_pages(here, {"reference/all.rst": CUP, "reference/kettle.rst": KETTLE})
    commit()
    (here / "reference/all.rst").rename(here / "reference/cup.rst")
    for page in ("reference/all.rst", "reference/cup.rst"):
        old, new = against("main", [Path(page)])
        assert (names(old), names(new)) == (["cup"], ["cup"])
        assert old.schemas["cup"].title == "git:main:reference/all.rst"
        assert new.schemas["cup"].title == "reference/cup.rst"


@pytest.mark.parametrize(
    ("revision", "paths", "said"),
    [
        ("main", ["nope.rst"], "git:main:nope.rst: no such page, folder or schema"),
        ("main", [], "git:main:reference: no such page, folder or schema"),
        ("main", ["bare"], "nothing to compare: no page (.rst) is there, now or then"),
        ("mian", [], "no revision is called mian; did you mean main?"),
        ("main", ["../x.rst"], "../x.rst lies outside the repository"),
    ],
)
def test_what_is_on_neither_side_is_an_error(here, revision, paths, said):
    write_pages(here, {"bare/x.txt": "x"})
    commit()
    with pytest.raises(CallspecError) as caught:
        against(revision, [Path(path) for path in paths])
    assert str(caught.value) == said


def plain(title: str, *names: str, single: bool = False, findings=()) -> Side:
    return Side(
        title,
        {
            name: SideSchema(
                name, title, {"x-callspec": {"source": {"page": f"{name}.rst", "line": 1}}}
            )
            for name in names
        },
        {f"{name}.rst": f"{title}/{name}.rst" for name in ("cup", "jug", "pan")},
        single,
        tuple(findings),
    )


def paired(old: Side, new: Side) -> tuple[list[tuple[str, str]], list[str], list[str]]:
    same, removed, added = pairs(old, new)
    assert all(a is old.schemas[a.name] and b is new.schemas[b.name] for a, b in same)
    return [(a.name, b.name) for a, b in same], removed, added


def test_structs_are_compared_by_name():
    assert paired(plain("a", "pan", "cup", "jug"), plain("b", "jug", "pan", "tub")) == (
        [("jug", "jug"), ("pan", "pan")],
        ["cup"],
        ["tub"],
    )


def test_a_single_struct_is_compared_alone():
    one, many = plain("cup@1.0.0", "cup", single=True), plain("b", "pan", "cup")
    assert paired(one, many) == ([("cup", "cup")], [], [])
    assert paired(many, one) == ([("cup", "cup")], [], [])
    assert paired(one, plain("x.json", "x", single=True)) == ([("cup", "x")], [], [])


def fault(code: str, file: str) -> Finding:
    return Finding(code, Severity.ERROR, "it is wrong", file=file)


def test_a_struct_that_an_error_may_hide_is_neither_removed_nor_added():
    hidden = plain("b", "jug", findings=[fault("skeleton-syntax", "b/cup.rst")])
    whole = plain("a", "cup", "jug", "pan")
    assert paired(whole, hidden) == ([("jug", "jug")], ["pan"], [])
    assert paired(hidden, whole) == ([("jug", "jug")], [], ["pan"])
    other = plain("b", "jug", findings=[fault("broken-reference", "b/cup.rst")])
    assert paired(whole, other) == ([("jug", "jug")], ["cup", "pan"], [])


@pytest.mark.parametrize(
    ("side", "said"),
    [
        (plain("b", "cups", "pan"), "b has no struct cup; did you mean cups?"),
        (plain("b", "jug", "pan"), "b has no struct cup; it has jug and pan"),
        (plain("b"), "b has no struct cup"),
        (
            plain("b", "jug", findings=[fault("skeleton-syntax", "b/x.rst")]),
            "b has no struct cup that can be read; b/x.rst: it is wrong",
        ),
        (
            plain("b", findings=[replace(fault("rst-syntax", "b/x.rst"), span=Span(7, 1, 7, 2))]),
            "b has no struct cup that can be read; b/x.rst:7: it is wrong",
        ),
    ],
)
def test_a_single_struct_that_the_other_side_lacks_is_an_error(side, said):
    one = plain("cup@1.0.0", "cup", single=True)
    for both in ((one, side), (side, one)):
        with pytest.raises(CallspecError) as caught:
            pairs(*both)
        assert str(caught.value) == said
