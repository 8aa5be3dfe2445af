import json
from pathlib import Path

import pytest

from validator import Finding, SchemaError, Severity, Source, load_contract

FIXTURES = Path(__file__).parent.parent.parent.parent / "fixtures"
LABEL = "campaign-struct-campaigncall"
NIL = "00000000-0000-0000-0000-000000000000"


@pytest.fixture(params=["rust", "python"])
def contract(request):
    return load_contract("campaigncall", engine=request.param)


@pytest.fixture
def payload():
    return json.loads((FIXTURES / "valid/done-success.json").read_text(encoding="utf-8"))


def finding(code, message, pointer, schema_pointer, source, **more):
    severity = more.pop("severity", Severity.ERROR)
    page, line, label = source
    return Finding(
        code,
        severity,
        message,
        pointer=pointer,
        schema="campaigncall@1.1.0",
        schema_pointer=schema_pointer,
        source=Source(page, line, label),
        **more,
    )


def test_a_payload_that_keeps_the_contract_has_no_findings(contract, payload):
    assert contract.is_valid(payload)
    assert contract.check(payload, hangup_reason="normal") == []


def test_one_cause_is_one_finding(contract, payload):
    payload |= {"id": "zz", "result": 5, "status": "dialing", "try_count": "1"}
    assert contract.check(payload) == [
        finding(
            "format",
            'id is "zz", not a UUID',
            "/id",
            "/properties/id/format",
            ("campaigncall.rst", 38, f"{LABEL}-campaigncall"),
            found="zz",
            expected="uuid",
        ),
        finding(
            "type",
            "result is 5, expected a string",
            "/result",
            "/properties/result/type",
            ("campaigncall.rst", 48, f"{LABEL}-campaigncall"),
            found=5,
            expected="string",
            hint='put it in quotes: "5"',
        ),
        finding(
            "type",
            'try_count is "1", expected an integer',
            "/try_count",
            "/properties/try_count/type",
            ("campaigncall.rst", 52, f"{LABEL}-campaigncall"),
            found="1",
            expected="integer",
            hint="remove the quotes: 1",
        ),
    ]


def test_a_rule_speaks_with_its_own_id_and_citation(contract, payload):
    payload |= {"status": "progressing", "reference_id": NIL}
    assert contract.check(payload) == [
        finding(
            "call-without-reference",
            "a campaigncall whose reference_type is call refers to a call, not to the nil UUID",
            "/reference_id",
            "/allOf/1/then/properties/reference_id/not",
            ("campaigncall.rst", 103, f"{LABEL}-reference_type"),
            found=NIL,
        ),
        finding(
            "result-before-done",
            "a campaigncall that is still dialing or progressing has no result",
            "/result",
            "/allOf/0/then/properties/result/const",
            ("campaigncall.rst", 124, f"{LABEL}-result"),
            found="success",
            expected="",
        ),
    ]


def test_advice_warns_and_leaves_the_payload_valid(contract, payload):
    payload["result"] = ""
    assert contract.is_valid(payload)
    assert contract.check(payload) == [
        finding(
            "done-without-result",
            "a campaigncall that is done has a result",
            "/result",
            "/x-callspec/advice/0/then/properties/result/not",
            ("campaigncall.rst", 125, f"{LABEL}-result"),
            severity=Severity.WARNING,
            found="",
        )
    ]


def misspelt(payload):
    return {("campain_id" if name == "campaign_id" else name): payload[name] for name in payload}


def test_a_misspelt_field_is_said_once(contract, payload):
    assert contract.check(misspelt(payload)) == [
        finding(
            "unknown-field",
            "campain_id is no field of the reference",
            "/campain_id",
            "/additionalProperties",
            ("campaigncall.rst", 8, f"{LABEL}-campaigncall"),
            found="campain_id",
            expected="campaign_id",
            hint="did you mean campaign_id?",
            at_key=True,
        )
    ]


@pytest.mark.parametrize(
    ("unknown_fields", "codes"),
    [
        ("ignore", [("required", Severity.ERROR)]),
        ("warning", [("required", Severity.ERROR), ("unknown-field", Severity.WARNING)]),
    ],
)
def test_tolerated_unknown_fields_never_hide_a_missing_one(
    contract, payload, unknown_fields, codes
):
    found = contract.check(misspelt(payload), unknown_fields=unknown_fields)
    assert [(one.code, one.severity) for one in found] == codes
    assert found[0].hint == "is campain_id meant to be campaign_id?"


def test_unknown_fields_are_tolerated_inside_too(contract, payload):
    payload["source"]["x"] = 1
    payload["y"] = 2
    assert contract.check(payload, unknown_fields="ignore") == []
    found = contract.check(payload, unknown_fields="warning")
    assert [(one.pointer, one.severity) for one in found] == [
        ("/source/x", Severity.WARNING),
        ("/y", Severity.WARNING),
    ]


def test_options_that_make_no_sense_are_refused(payload):
    with pytest.raises(ValueError, match="unknown_fields is 'maybe'"):
        load_contract().check(payload, unknown_fields="maybe")
    with pytest.raises(SchemaError, match=r"address@1\.0\.0 maps no hangup reason"):
        load_contract("address").check({"type": "tel", "target": ""}, hangup_reason="busy")


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize(
    ("schema", "value", "found"),
    [
        (False, 1, [("false-schema", "", "the payload is not allowed")]),
        (
            {"anyOf": [{"type": "string"}, {"type": "null"}]},
            1,
            [("any-of", "", "the payload does not match any of 2 documented shapes")],
        ),
        (
            {"patternProperties": {"^x": {"type": "string"}}, "additionalProperties": False},
            {"x1": 1, "y": 2},
            [
                ("type", "/x1", "x1 is 1, expected a string"),
                ("unknown-field", "/y", "y is no field of the reference"),
            ],
        ),
        (
            {"properties": {"b": {}}, "required": ["a"], "additionalProperties": False},
            {"a": 1},
            [("unknown-field", "/a", "a is no field of the reference")],
        ),
        (
            {"propertyNames": {"maxLength": 1}},
            {"ab": 1},
            [("property-names", "/ab", "the name of ab is longer than 1 character")],
        ),
        (
            {
                "properties": {"of": {"$ref": "#/$defs/of"}, "propertyNames": {"maxLength": 2}},
                "$defs": {
                    "of": {"propertyNames": {"$ref": "#/$defs/name"}},
                    "name": {"pattern": "b"},
                },
            },
            {"of": {"ab": 1, "1": 2, "c.d": 3}, "propertyNames": "abc"},
            [
                ("property-names", "/of/1", 'the name of of.1 is "1", not of the pattern b'),
                (
                    "property-names",
                    "/of/c.d",
                    'the name of of["c.d"] is "c.d", not of the pattern b',
                ),
                ("max-length", "/propertyNames", "propertyNames is longer than 2 characters"),
            ],
        ),
        (
            {
                "propertyNames": {"enum": ["kind"], "maxLength": 4},
                "additionalProperties": {"type": "string"},
            },
            {"kinds": 1, "kind": "a"},
            [
                ("property-names", "/kinds", 'the name of kinds is "kinds", expected "kind"'),
                ("type", "/kinds", "kinds is 1, expected a string"),
            ],
        ),
        (
            {"propertyNames": False},
            {"a": 1},
            [("property-names", "", "the payload may have no field")],
        ),
        (
            {"propertyNames": {"not": {}}},
            {"a": 1},
            [("property-names", "/a", "the name of a does not satisfy not")],
        ),
        (
            {"properties": {"propertyNames": False}},
            {"propertyNames": {"a": 1}},
            [("false-schema", "/propertyNames", "propertyNames is not allowed")],
        ),
        ({"maxLength": 1}, "ab", [("max-length", "", "the payload is longer than 1 character")]),
        ({"minItems": 2}, [1], [("min-items", "", "the payload is shorter than 2 items")]),
        (
            {"minProperties": 1},
            {},
            [("min-properties", "", "the payload has fewer than 1 field")],
        ),
        (
            {"maxProperties": 0},
            {"a": 1},
            [("max-properties", "", "the payload has more than 0 fields")],
        ),
        (
            {"dependentRequired": {"a": ["b"]}},
            {"a": 1},
            [("dependent-required", "", "the payload does not satisfy dependentRequired")],
        ),
        (
            {"contains": {"const": 1}},
            [2],
            [("contains", "", "the payload does not satisfy contains")],
        ),
        (
            {"type": ["integer", "null"]},
            "1",
            [("type", "", 'the payload is "1", expected an integer or null')],
        ),
        (
            {"exclusiveMinimum": 1, "maximum": 0},
            1,
            [
                ("exclusive-minimum", "", "the payload is 1, not more than 1"),
                ("maximum", "", "the payload is 1, more than the maximum 0"),
            ],
        ),
    ],
)
def test_any_keyword_of_any_schema_gives_a_finding(tmp_path, engine, schema, value, found):
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    contract = load_contract(str(file), engine=engine)
    assert not contract.is_valid(value)
    assert [(one.code, one.pointer, one.message) for one in contract.check(value)] == found


def test_a_pattern_that_python_does_not_have(tmp_path):
    # A look-behind of variable width is ECMA-262's.
    schema = {"patternProperties": {"(?<=a+)b": {}}, "additionalProperties": False}
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    for engine in (None, "python"):  # the engine in Rust has no linear time for it
        found = load_contract(str(file), engine=engine).check({"y": 2, "aab": 3})
        assert [(one.code, one.pointer) for one in found] == [("unknown-field", "/y")]
    with pytest.raises(SchemaError, match="needs an engine that backtracks: --engine python has"):
        load_contract(str(file), engine="rust")


@pytest.mark.parametrize("engine", ["rust", "python"])
def test_an_address_that_cannot_be_read(tmp_path, engine):
    file = tmp_path / "schema.json"
    file.write_text('{"properties": {"a": {"$id": "http://[x"}}}', encoding="utf-8")
    with pytest.raises(SchemaError, match=r"\$id http://\[x is no URI reference$"):
        load_contract(str(file), engine=engine)


@pytest.mark.parametrize("engine", ["rust", "python"])
def test_a_reference_to_itself_is_refused(tmp_path, engine):
    file = tmp_path / "schema.json"
    file.write_text('{"$ref": "#"}', encoding="utf-8")
    with pytest.raises(SchemaError, match="at its root: it leads back to itself without end"):
        load_contract(str(file), engine=engine)


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize("name", ["1", "01", "+1", "0", "-1", "٣"])
def test_names_that_read_as_numbers_are_names(tmp_path, engine, name):
    file = tmp_path / "schema.json"
    schema = {"properties": {name: {"items": {"type": "string"}}}}
    file.write_text(json.dumps(schema), encoding="utf-8")
    found = load_contract(str(file), engine=engine).check({name: ["a", 5]})
    assert [(one.code, one.pointer, one.schema_pointer) for one in found] == [
        ("type", f"/{name}/1", f"/properties/{name}/items/type")
    ]


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize(
    ("schema", "place"),
    [({"$id": 1}, "/$id"), ({"$defs": 1, "$ref": "other.json"}, "/$defs")],
)
def test_a_keyword_of_the_wrong_type_is_named(tmp_path, engine, schema, place):
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        load_contract(str(file), engine=engine)
    start = f"{file}: not a usable JSON Schema at {place}: 1 is not of type "
    assert str(caught.value).startswith(start)


def test_what_is_said_of_a_mistake_is_that_mistake_however_often_others_are_made():
    contract = load_contract("campaigncall")
    payload = contract.schema.schema["examples"][0]
    wrong = [0, False, -0.0, 0.0, 0.5, "0", "", None, [], {}, "x" * 300, 10**30]
    fresh = [
        load_contract("campaigncall").check({**payload, "status": value, "id": value})
        for value in wrong
    ]
    for _ in range(2):
        again = [contract.check({**payload, "status": value, "id": value}) for value in wrong]
        assert [list(map(str, one)) for one in again] == [list(map(str, one)) for one in fresh]


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize(("wrong", "more"), [(1, False), (2, False), (3, True), (9, True)])
def test_of_many_violations_the_first_are_told_and_that_there_are_more(
    tmp_path, monkeypatch, engine, wrong, more
):
    monkeypatch.setattr("validator.contract.MOST_VIOLATIONS", 2)
    file = tmp_path / "schema.json"
    file.write_text('{"items": {"type": "integer"}}', encoding="utf-8")
    found = load_contract(str(file), engine=engine).check([""] * wrong)
    assert [one.code for one in found] == ["type"] * min(wrong, 2) + ["too-many"] * more
    if more:
        said = "more than 2 violations, of which the first ones met are said"
        assert (found[-1].message, found[-1].severity) == (said, Severity.ERROR)


def test_of_a_large_value_violations_come_from_the_engine_that_gives_them_one_by_one(
    tmp_path, monkeypatch
):
    schema = {"items": {"anyOf": [{"type": "integer"}, {"type": "null"}], "not": {"const": 7}}}
    file = tmp_path / "schema.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    value = [1, "", None, 7, [], {}]
    wanted = load_contract(str(file), engine="rust").check(value)
    assert len(wanted) == 4
    monkeypatch.setattr("validator.engine.rust.LARGE", 3)
    assert load_contract(str(file), engine="rust").check(value) == wanted
