import itertools
import json
from dataclasses import replace

import pytest
from extract_pages import ENGINES, compiled

from docs_extract.emit import outcome_schema, struct_schema, to_text
from docs_extract.forms import FORMS
from docs_extract.struct import Field, FieldType, Mapping, Rule, Struct, Value
from validator.finding import Severity, Source
from validator.outcome import Outcome, read_outcome

BASE = "https://callspec.invalid/"
DIALECT = "https://json-schema.org/draft/2020-12/schema"
HERE = Source("kettle.rst", 7, "shop-struct-kettle")
NOTE = {"source": {"page": "kettle.rst", "line": 7, "label": "shop-struct-kettle"}}
UUID = "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60"


def field(name: str, kind: FieldType, **parts) -> Field:
    return Field(name, kind, parts.pop("description", ""), HERE, **parts)


def struct(name: str, *fields: Field, **parts) -> Struct:
    return Struct(name, name.capitalize(), parts.pop("description", ""), HERE, fields, **parts)


def schema_of(name: str, *structs: Struct, **versions: str) -> dict:
    known = {one.name: one for one in structs}
    return struct_schema(name, known, {**dict.fromkeys(known, "1.0.0"), **versions})


def kind_schema(kind: FieldType) -> dict:
    return schema_of("kettle", struct("kettle", field("x", kind)))["properties"]["x"]


def test_a_struct_is_written_whole():
    values = (
        Value("", "There is none.", Source("kettle.rst", 40, "shop-lid")),
        Value("open", "It is up.", Source("kettle.rst", 41, "shop-lid")),
    )
    rule = Rule(
        "never-open",
        Severity.ERROR,
        "the lid is not open",
        {"properties": {"lid": {"not": {"const": "open"}}}},
        Source("kettle.rst", 5),
        "nobody opens it",
    )
    advice = replace(rule, id="better-not", severity=Severity.WARNING)
    kettle = Struct(
        "kettle",
        "Kettle",
        "Boils water.",
        HERE,
        (
            field(
                "lid",
                FieldType("string", values=values, values_source=Source("kettle.rst", 38)),
                description="Where the lid is.",
            ),
            field(
                "id",
                FieldType("string", forms=("uuid",)),
                inferred=(("format", "a"), ("pattern", "b")),
            ),
            field("litres", FieldType("integer"), optional=True),
        ),
        rules=(advice, rule),
    )
    expected = {
        "$schema": DIALECT,
        "$id": BASE + "kettle/2.1.0",
        "title": "Kettle",
        "description": "Boils water.",
        "type": "object",
        "properties": {
            "lid": {
                "type": "string",
                "enum": ["", "open"],
                "description": "Where the lid is.",
                "x-callspec": {
                    **NOTE,
                    "sources": {"enum": {"page": "kettle.rst", "line": 38}},
                    "values": {"": "There is none.", "open": "It is up."},
                },
            },
            "id": {
                "type": "string",
                "format": "uuid",
                "pattern": FORMS["uuid"].pattern,
                "maxLength": 36,
                "x-callspec": {
                    **NOTE,
                    "form": "UUID",
                    "inferred": {"format": "a", "pattern": "b"},
                },
            },
            "litres": {"type": "integer", "x-callspec": NOTE},
        },
        "required": ["lid", "id"],
        "additionalProperties": False,
        "allOf": [
            {
                "properties": {"lid": {"not": {"const": "open"}}},
                "x-callspec": {
                    "rule": "never-open",
                    "severity": "error",
                    "message": "the lid is not open",
                    "source": {"page": "kettle.rst", "line": 5},
                    "words": "nobody opens it",
                },
            }
        ],
        "x-callspec": {
            **NOTE,
            "advice": [
                {
                    "properties": {"lid": {"not": {"const": "open"}}},
                    "x-callspec": {
                        "rule": "better-not",
                        "severity": "warning",
                        "message": "the lid is not open",
                        "source": {"page": "kettle.rst", "line": 5},
                        "words": "nobody opens it",
                    },
                }
            ],
        },
    }
    found = schema_of("kettle", kettle, kettle="2.1.0")
    assert found == expected
    assert to_text(found) == to_text(expected), "members stand in this order"


def test_a_struct_without_text_gets_a_description_and_without_fields_no_properties():
    assert schema_of("kettle", struct("kettle")) == {
        "$schema": DIALECT,
        "$id": BASE + "kettle/1.0.0",
        "title": "Kettle",
        "description": "The struct Kettle.",
        "type": "object",
        "additionalProperties": False,
        "x-callspec": NOTE,
    }


@pytest.mark.parametrize("names", list(itertools.permutations("bac")))
def test_properties_and_required_names_stand_in_the_order_of_the_page(names):
    fields = [field(name, FieldType("any"), optional=name == "a") for name in names]
    found = schema_of("kettle", struct("kettle", *fields))
    assert list(found["properties"]) == list(names)
    assert found["required"] == [name for name in names if name != "a"]


def test_nothing_is_required_where_every_field_is_optional():
    found = schema_of("kettle", struct("kettle", field("a", FieldType("any"), optional=True)))
    assert "required" not in found


TIMESTAMP = {
    "type": "string",
    "pattern": FORMS["timestamp"].pattern,
    "maxLength": 26,
}
INNER = field("on", FieldType("boolean"))
INNER_SCHEMA = {
    "type": "object",
    "properties": {"on": {"type": "boolean", "x-callspec": NOTE}},
    "required": ["on"],
}


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FieldType("string"), {"type": "string"}),
        (FieldType("number"), {"type": "number"}),
        (FieldType("boolean"), {"type": "boolean"}),
        (FieldType("any"), {}),
        (FieldType("array"), {"type": "array"}),
        (FieldType("array", items=FieldType("any")), {"type": "array"}),
        (
            FieldType("array", items=FieldType("integer")),
            {"type": "array", "items": {"type": "integer"}},
        ),
        (FieldType("object", open=True), {"type": "object"}),
        (FieldType("object"), {"type": "object", "additionalProperties": False}),
        (
            FieldType("object", fields=(INNER,)),
            {**INNER_SCHEMA, "additionalProperties": False},
        ),
        (FieldType("object", fields=(INNER,), open=True), INNER_SCHEMA),
        (FieldType("object", struct="teapot"), {"type": "object"}),
    ],
)
def test_each_type_has_its_keywords(kind, expected):
    assert kind_schema(kind) == {**expected, "x-callspec": NOTE}


def test_a_form_inside_an_array_is_named_at_the_field():
    kind = FieldType(
        "array", items=FieldType("array", items=FieldType("string", forms=("timestamp",)))
    )
    assert kind_schema(kind) == {
        "type": "array",
        "items": {"type": "array", "items": TIMESTAMP},
        "x-callspec": {**NOTE, "form": "YYYY-MM-DD HH:MM:SS.ffffff"},
    }


def to(name: str) -> FieldType:
    return FieldType("object", struct=name)


CUP = struct("cup", field("full", FieldType("boolean")))


def test_a_struct_referred_to_is_embedded_with_its_own_id_and_version():
    kettle = struct("kettle", field("cup", to("cup"), description="It."))
    found = schema_of("kettle", kettle, CUP, cup="3.0.0")
    alone = schema_of("cup", CUP, cup="3.0.0")
    del alone["$schema"]
    assert found["properties"]["cup"] == {
        "$ref": BASE + "cup/3.0.0",
        "description": "It.",
        "x-callspec": NOTE,
    }
    assert found["$defs"] == {"cup": alone}
    assert alone["$id"] == BASE + "cup/3.0.0"


def test_all_structs_on_the_way_are_embedded_once_sorted_by_name():
    kettle = struct("kettle", field("z", to("z")), field("a", FieldType("array", items=to("a"))))
    inner = FieldType("object", fields=(field("m", to("m")),))
    structs = [
        kettle,
        struct("z", field("x", inner), field("a", to("a"))),
        struct("a"),
        struct("m", field("z", to("z"))),
        struct("unrelated", field("a", to("a"))),
    ]
    found = schema_of("kettle", *structs)
    assert list(found["$defs"]) == ["a", "m", "z"]
    assert all("$defs" not in one for one in found["$defs"].values())


@pytest.mark.parametrize("engine", ENGINES)
def test_structs_that_refer_to_each_other_are_embedded_without_end_and_still_decide(engine):
    kettle = struct("kettle", field("cup", to("cup"), optional=True))
    cup = struct(
        "cup", field("kettle", to("kettle"), optional=True), field("cup", to("cup"), optional=True)
    )
    found = schema_of("kettle", kettle, cup)
    assert list(found["$defs"]) == ["cup"]
    checked = compiled(found, engine)
    assert checked.is_valid({"cup": {"kettle": {"cup": {"cup": {}}}}})
    assert not checked.is_valid({"cup": {"kettle": {"cup": {"cup": {"lid": 1}}}}})
    assert not checked.is_valid({"cup": {"kettle": {"cup": {"cup": 1}}}})


@pytest.mark.parametrize("engine", ENGINES)
def test_a_struct_that_refers_to_itself_needs_no_definition(engine):
    found = schema_of("kettle", struct("kettle", field("inner", to("kettle"), optional=True)))
    assert "$defs" not in found
    checked = compiled(found, engine)
    assert checked.is_valid({"inner": {"inner": {}}})
    assert not checked.is_valid({"inner": {"inner": {"outer": {}}}})


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("payload", "valid"),
    [
        ({"id": UUID, "lid": "open", "tm": "2024-02-29 00:00:00.000000"}, True),
        ({"id": UUID, "lid": "open", "tm": "2024-02-29 00:00:00.000000", "litres": 1}, True),
        ({"id": UUID, "lid": "open"}, False),
        ({"id": UUID + "\n", "lid": "open", "tm": "2024-02-29 00:00:00.000000"}, False),
        ({"id": UUID, "lid": "OPEN", "tm": "2024-02-29 00:00:00.000000"}, False),
        ({"id": UUID, "lid": "open", "tm": "2023-02-29 00:00:00.000000"}, False),
        ({"id": UUID, "lid": "open", "tm": "2024-02-29 00:00:00.000000", "litres": 1.5}, False),
        ({"id": UUID, "lid": "open", "tm": "2024-02-29 00:00:00.000000", "more": 1}, False),
        ([], False),
    ],
)
def test_a_schema_takes_what_its_struct_says(engine, payload, valid):
    value = Value("open", "Up.", HERE)
    kettle = struct(
        "kettle",
        field("id", FieldType("string", forms=("uuid",))),
        field("lid", FieldType("string", values=(value,), values_source=HERE)),
        field("tm", FieldType("string", forms=("timestamp",))),
        field("litres", FieldType("integer"), optional=True),
    )
    assert compiled(schema_of("kettle", kettle), engine).is_valid(payload) is valid


REASONS = ("full", "spilt", "thirsty", "bored")
LIDS = ("", "open", "shut")
MAPPING = Mapping(
    field="lid",
    reason="end_reason",
    when=(("filled_type", "cup"),),
    reference="filled_id",
    key="id",
    rows=(("full", "shut"), ("thirsty", "shut"), ("bored", "")),
    otherwise="open",
    reasons=REASONS,
    source=Source("kettle.rst", 46, "shop-lid"),
    reasons_source=Source("cup.rst", 17, "shop-reasons"),
    inferred=(("key", "because"),),
)


def mapped(mapping: Mapping) -> Struct:
    values = tuple(Value(lid, lid, HERE) for lid in LIDS)
    return struct(
        "kettle",
        field("lid", FieldType("string", values=values, values_source=HERE)),
        field("filled_type", FieldType("string")),
        mapping=mapping,
    )


def outcome_of(mapping: Mapping, *others: Struct) -> dict:
    structs = {one.name: one for one in (mapped(mapping), *others)}
    versions = {**dict.fromkeys(structs, "1.0.0"), "kettle_outcome": "1.2.0"}
    found = outcome_schema("kettle", structs, versions)
    assert found is not None
    return found


def test_a_struct_without_a_mapping_has_no_outcome():
    assert outcome_schema("cup", {"cup": CUP}, {"cup": "1.0.0", "cup_outcome": "1.0.0"}) is None


def test_a_mapping_travels_in_the_schema_as_the_validator_reads_it():
    found = schema_of("kettle", mapped(MAPPING))
    assert found["x-callspec"] == {
        **NOTE,
        "outcome": {
            "field": "lid",
            "reason": "end_reason",
            "when": {"filled_type": "cup"},
            "reference": "filled_id",
            "key": "id",
            "mapping": {"full": "shut", "thirsty": "shut", "bored": ""},
            "otherwise": "open",
            "reasons": list(REASONS),
            "source": {"page": "kettle.rst", "line": 46, "label": "shop-lid"},
            "reasons_source": {"page": "cup.rst", "line": 17, "label": "shop-reasons"},
            "inferred": {"key": "because"},
        },
    }
    assert read_outcome(found) == Outcome(
        "lid",
        "end_reason",
        {"filled_type": "cup"},
        "filled_id",
        "id",
        {"full": "shut", "thirsty": "shut", "bored": ""},
        "open",
        REASONS,
        MAPPING.source,
        MAPPING.reasons_source,
    )


def test_a_mapping_that_knows_little_is_written_with_nulls():
    little = replace(
        MAPPING,
        when=(),
        reference=None,
        key=None,
        otherwise=None,
        reasons=None,
        reasons_source=None,
        inferred=(),
    )
    assert schema_of("kettle", mapped(little))["x-callspec"]["outcome"] == {
        "field": "lid",
        "reason": "end_reason",
        "when": {},
        "reference": None,
        "key": None,
        "mapping": {"full": "shut", "thirsty": "shut", "bored": ""},
        "otherwise": None,
        "reasons": None,
        "source": {"page": "kettle.rst", "line": 46, "label": "shop-lid"},
    }


def test_an_outcome_is_written_whole():
    found = outcome_of(MAPPING)
    defs = found.pop("$defs")
    kind = {"properties": {"filled_type": {"const": "cup"}}, "required": ["filled_type"]}

    def case(reasons: dict, lid: str) -> dict:
        return {
            "if": {
                "properties": {"kettle": kind, "end_reason": reasons},
                "required": ["kettle", "end_reason"],
            },
            "then": {"properties": {"kettle": {"properties": {"lid": {"const": lid}}}}},
        }

    assert found == {
        "$schema": DIALECT,
        "$id": BASE + "kettle_outcome/1.2.0",
        "title": "Kettle outcome",
        "description": "A kettle and the end reason it was computed from.",
        "type": "object",
        "properties": {
            "kettle": {"$ref": BASE + "kettle/1.0.0", "x-callspec": NOTE},
            "end_reason": {
                "type": "string",
                "enum": list(REASONS),
                "x-callspec": {"source": {"page": "cup.rst", "line": 17, "label": "shop-reasons"}},
            },
        },
        "required": ["kettle", "end_reason"],
        "additionalProperties": False,
        "allOf": [
            case({"enum": ["full", "thirsty"]}, "shut"),
            case({"const": "bored"}, ""),
            case({"enum": ["spilt"]}, "open"),
        ],
        "x-callspec": {"source": {"page": "kettle.rst", "line": 46, "label": "shop-lid"}},
    }
    alone = schema_of("kettle", mapped(MAPPING))
    del alone["$schema"]
    assert defs == {"kettle": alone}


def test_an_outcome_embeds_what_its_struct_refers_to():
    kettle = replace(mapped(MAPPING), fields=(field("cup", to("cup")),))
    versions = dict.fromkeys(["kettle", "kettle_outcome", "cup"], "1.0.0")
    found = outcome_schema("kettle", {"kettle": kettle, "cup": CUP}, versions)
    assert found is not None
    assert list(found["$defs"]) == ["cup", "kettle"]


UNLISTED = ("", "frozen", "Full", "full\n")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "mapping",
    [
        pytest.param(MAPPING, id="whole"),
        pytest.param(replace(MAPPING, when=()), id="always"),
        pytest.param(replace(MAPPING, otherwise=None), id="no row for all others"),
        pytest.param(replace(MAPPING, reasons=None, reasons_source=None), id="reasons not known"),
        pytest.param(
            replace(MAPPING, reasons=None, reasons_source=None, otherwise=None),
            id="reasons not known, no row for all others",
        ),
        pytest.param(
            replace(MAPPING, rows=(*MAPPING.rows, ("spilt", "open"))), id="every reason listed"
        ),
        pytest.param(replace(MAPPING, rows=()), id="only all others"),
    ],
)
def test_an_outcome_takes_exactly_the_pairs_of_its_mapping(engine, mapping):
    checked = compiled(outcome_of(mapping), engine)
    rows = dict(mapping.rows)
    wrong = []
    for reason, lid, kind in itertools.product((*REASONS, *UNLISTED), LIDS, ("cup", "bath")):
        applies = not mapping.when or kind == "cup"
        known = mapping.reasons is None or reason in mapping.reasons
        expected = rows.get(reason, mapping.otherwise)
        valid = known and (not applies or expected is None or lid == expected)
        payload = {"kettle": {"lid": lid, "filled_type": kind}, "end_reason": reason}
        if checked.is_valid(payload) is not valid:
            wrong.append((reason, lid, kind))
    assert wrong == []


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"end_reason": "full"},
        {"kettle": {"lid": "shut", "filled_type": "cup"}},
        {"kettle": {"lid": "shut", "filled_type": "cup"}, "end_reason": None},
        {"kettle": {"lid": "shut", "filled_type": "cup"}, "end_reason": 1},
        {"kettle": {"lid": "shut"}, "end_reason": "full"},
        {"kettle": {"lid": "ajar", "filled_type": "bath"}, "end_reason": "full"},
        {"kettle": {"lid": "shut", "filled_type": "cup"}, "end_reason": "full", "more": 1},
    ],
)
def test_an_outcome_takes_nothing_else(engine, payload):
    assert not compiled(outcome_of(MAPPING), engine).is_valid(payload)


def test_text_is_the_same_every_time_and_keeps_characters_readable():
    kettle = struct("kettle", field("čaj", to("cup"), description="Tee – “heiß”"))
    texts = {to_text(schema_of("kettle", kettle, CUP)) for _ in range(3)}
    texts.add(to_text(schema_of("kettle", CUP, kettle)))
    assert len(texts) == 1
    text = texts.pop()
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")
    assert '"čaj"' in text
    assert "Tee – “heiß”" in text
    assert text.splitlines()[1] == f'  "$schema": "{DIALECT}",'
    assert json.loads(text) == schema_of("kettle", kettle, CUP)
