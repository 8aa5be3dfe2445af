import textwrap

import pytest
from extract_pages import extraction_of, place, reference_of, write_pages

from docs_extract.extract import extract
from docs_extract.reference import read_reference
from docs_extract.rules import cite, find_rules
from docs_extract.struct import RecordRule, Rule
from validator.finding import Finding, Severity, Source, Span

KETTLE = """
    .. _kettle-struct-kettle:

    Kettle
    ======
    A kettle boils water. Its lid is *down* while it
    boils, and nobody opens it.

    .. code::

        {
            "lid": "<string>",
            "litres": <number>,
            "cup": {"full": <boolean>}
        }

    * lid: Where the lid is. It is ``open`` or shut.
    * litres: How much it holds, which is never
      less than one litre.
    * cup: Which cup it fills.

      There is always a cup.

    .. _shop-lid:

    Lid
    ---

    ====== ===========================
    Lid    Description
    ====== ===========================
    open   Up. No steam is kept in.
    shut   Down. Steam is
           kept inside.
    ====== ===========================

    +------+--------------------------+
    | Lid  | Remark                   |
    +======+==========================+
    | open | Let it cool before you   |
    |      | touch it.                |
    +------+--------------------------+

    Deeper
    ++++++

    A word from the cellar.
    """
LABEL = "kettle-struct-kettle"


def rule_file(*rules: str, struct: str = "kettle") -> str:
    body = "".join(textwrap.indent(textwrap.dedent(one).strip("\n"), "  ") + "\n" for one in rules)
    return f"struct: {struct}\nrules:\n{body}" if rules else f"struct: {struct}\nrules: []\n"


def rule(
    *,
    name: str = "lid-down",
    severity: str = "error",
    label: str = LABEL,
    words: str = "nobody opens it",
    schema: str = "{properties: {lid: {const: shut}}}",
) -> str:
    """A rule in seven lines: the id in the first, the citation's words in the sixth."""
    return f"""
        - id: {name}
          severity: {severity}
          message: the lid stays down
          citation:
            label: {label}
            words: {words}
          schema: {schema}
        """


def rules_of(
    tmp_path, text: str, name: str = "kettle.rules.yaml"
) -> tuple[dict[str, tuple[Rule, ...]], list[Finding]]:
    extraction = extraction_of(tmp_path, {"kettle.rst": KETTLE})
    folder = write_pages(tmp_path / "reference", {name: text})
    return find_rules(read_reference([folder]), extraction.structs, extraction.given)


def located(tmp_path, code: str, message: str, pointer: str, span: Span, **more) -> Finding:
    file = tmp_path / "reference" / "kettle.rules.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    return Finding(
        code,
        Severity.ERROR,
        message,
        pointer=pointer,
        file=str(file),
        document=1,
        span=span,
        excerpt=lines[span.line - 1],
        **more,
    )


def test_a_rule_is_read_with_the_place_of_its_words(tmp_path):
    text = rule_file(rule(), rule(name="advice-1", severity="warning", words="A kettle boils"))
    assert rules_of(tmp_path, text) == (
        {
            "kettle": (
                Rule(
                    "lid-down",
                    Severity.ERROR,
                    "the lid stays down",
                    {"properties": {"lid": {"const": "shut"}}},
                    Source("kettle.rst", 6, LABEL),
                    "nobody opens it",
                ),
                Rule(
                    "advice-1",
                    Severity.WARNING,
                    "the lid stays down",
                    {"properties": {"lid": {"const": "shut"}}},
                    Source("kettle.rst", 5, LABEL),
                    "A kettle boils",
                ),
            )
        },
        [],
    )


@pytest.mark.parametrize(
    ("label", "words", "line"),
    [
        (LABEL, "A kettle boils water.", 5),
        (LABEL, "Its lid is down", 5),
        (LABEL, "and nobody opens it.", 6),
        (LABEL, "boils, and nobody", 6),
        (LABEL, "It is open or shut.", 16),
        (LABEL, "How much it holds", 17),
        (LABEL, "never less than", 17),
        (LABEL, "less than one litre", 18),
        (LABEL, "There is always a cup.", 21),
        ("Kettle-Struct-KETTLE", "A kettle boils", 5),
        ("shop-lid", "No steam is kept in.", 31),
        ("shop-lid", "Steam is kept inside.", 32),
        ("shop-lid", "Let it cool before you touch it.", 39),
    ],
)
def test_words_are_found_at_the_line_they_begin_at(tmp_path, label, words, line):
    reference = reference_of(tmp_path, {"kettle.rst": KETTLE})
    assert cite(reference, label, words) == Source("kettle.rst", line, label)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (LABEL, "everybody opens it"),
        (LABEL, "a kettle boils water"),
        (LABEL, "water. Its  lid"),
        (LABEL, "opens it. Where the lid is."),
        (LABEL, '"lid"'),
        (LABEL, "No steam is kept in."),
        ("shop-lid", "A word from the cellar."),
        ("shop-lid", "in. Down."),
        ("shop-nothing", "A kettle boils water."),
    ],
)
def test_words_that_a_section_does_not_say_have_no_source(tmp_path, label, words):
    assert cite(reference_of(tmp_path, {"kettle.rst": KETTLE}), label, words) is None


def test_white_space_of_a_citation_is_folded(tmp_path):
    found, findings = rules_of(
        tmp_path, rule_file(rule(words='"  Its lid\n            is   down "'))
    )
    assert findings == []
    assert [(one.words, one.source.line) for one in found["kettle"]] == [("Its lid is down", 5)]


@pytest.mark.parametrize(
    ("label", "words"), [(LABEL, "the lid is gone"), ("shop-nothing", "nobody opens it")]
)
def test_a_rule_whose_words_are_gone_is_left_out_and_told(tmp_path, label, words):
    found, findings = rules_of(tmp_path, rule_file(rule(label=label, words=words)))
    assert found == {"kettle": ()}
    assert findings == [
        located(
            tmp_path,
            "missing-citation",
            f"{label} no longer says: {words}",
            "/rules/0/citation/words",
            Span(8, 14, 8, 14 + len(words)),
            hint="read what it says now and mend the rule, or its citation",
        )
    ]


@pytest.mark.parametrize(
    ("schema", "field", "hint"),
    [
        ("{properties: {lids: {const: shut}}}", "lids", "did you mean lid?"),
        ("{required: [lid, colour]}", "colour", None),
        ("{if: {properties: {LITRES: {minimum: 1}}}}", "LITRES", "did you mean litres?"),
        ("{allOf: [{not: {required: [fulll]}}]}", "fulll", "did you mean full?"),
        ("{properties: {cup: {properties: {ful: true}}}}", "ful", "did you mean full?"),
    ],
)
def test_a_rule_about_a_field_that_is_not_there_is_left_out_and_told(tmp_path, schema, field, hint):
    found, findings = rules_of(tmp_path, rule_file(rule(schema=schema)))
    assert found == {"kettle": ()}
    assert findings == [
        located(
            tmp_path,
            "rule-syntax",
            f"the struct has no field {field}",
            "/rules/0/schema",
            Span(9, 13, 9, 13 + len(schema)),
            hint=hint,
        )
    ]


@pytest.mark.parametrize(
    "schema",
    [
        "{properties: {cup: {properties: {full: {const: true}}, required: [full]}}}",
        "{properties: {cup: {const: {properties: {colour: 1}, required: [colour]}}}}",
        "{enum: [{required: [colour]}]}",
        "{anyOf: [{required: [lid]}, {required: [litres]}]}",
        "{}",
    ],
)
def test_fields_inside_objects_are_known_and_constants_name_none(tmp_path, schema):
    found, findings = rules_of(tmp_path, rule_file(rule(schema=schema)))
    assert findings == []
    assert len(found["kettle"]) == 1


@pytest.mark.parametrize(
    "schema",
    ["{type: text}", "{required: lid}", '{properties: {lid: {pattern: "["}}}', "{minimum: a}"],
)
def test_a_rule_that_is_no_json_schema_is_left_out_and_told(tmp_path, schema):
    found, findings = rules_of(tmp_path, rule_file(rule(), rule(name="b", schema=schema)))
    assert [one.id for one in found["kettle"]] == ["lid-down"]
    assert [(one.code, one.pointer, place(one)) for one in findings] == [
        ("rule-syntax", "/rules/1/schema", (16, 13, 16, 13 + len(schema)))
    ]
    assert findings[0].message.startswith("not a usable JSON Schema")


def test_a_rule_never_reaches_for_another_schema(tmp_path):
    schema = '{$ref: "https://example.org/kettle.json"}'
    found, findings = rules_of(tmp_path, rule_file(rule(schema=schema)))
    assert found == {"kettle": ()}
    assert [(one.code, one.pointer) for one in findings] == [("rule-syntax", "/rules/0/schema")]


def test_a_rule_with_the_id_of_another_is_left_out_and_told(tmp_path):
    text = rule_file(rule(), rule(name="other"), rule(severity="warning"))
    found, findings = rules_of(tmp_path, text)
    assert [one.id for one in found["kettle"]] == ["lid-down", "other"]
    assert findings == [
        located(
            tmp_path,
            "rule-syntax",
            "another rule is called lid-down",
            "/rules/2/id",
            Span(17, 9, 17, 17),
        )
    ]


@pytest.mark.parametrize(
    ("text", "pointer", "line"),
    [
        ("[]\n", "", 1),
        ("struct: kettle\n", "", 1),
        ("struct: 1\nrules: []\n", "/struct", 1),
        ("struct: kettle\nrules: {}\n", "/rules", 2),
        ("struct: kettle\nrules: []\nmore: 1\n", "/more", 3),
        (rule_file(rule(name="Lid_Down")), "/rules/0/id", 3),
        (rule_file(rule(severity="note")), "/rules/0/severity", 4),
        (rule_file(rule(words='""')), "/rules/0/citation/words", 8),
        (rule_file(rule(schema="[]")), "/rules/0/schema", 9),
        (rule_file(rule().replace("message:", "massage:")), "/rules/0/massage", 5),
        (rule_file(rule().replace("the lid stays down", '""')), "/rules/0/message", 5),
        (rule_file(rule(words="x\n            line: 3")), "/rules/0/citation/line", 9),
    ],
)
def test_a_malformed_file_of_rules_gives_none_and_is_told_where(tmp_path, text, pointer, line):
    found, findings = rules_of(tmp_path, text)
    assert found == {}
    assert {one.code for one in findings} == {"rule-syntax"}
    assert {one.severity for one in findings} == {Severity.ERROR}
    assert (pointer, line) in [(one.pointer, place(one)[0]) for one in findings]


@pytest.mark.parametrize(
    "text",
    [
        "struct: kettle\nrules: [\n",
        "struct: kettle\nrules: []\n\tbad: tab\n",
        "struct: *nowhere\nrules: []\n",
        "struct: !!python/name:os.system\nrules: []\n",
    ],
)
def test_a_file_of_rules_that_is_no_yaml_is_told(tmp_path, text):
    found, findings = rules_of(tmp_path, text)
    assert found == {}
    assert [one.code for one in findings] == ["rule-syntax"]
    assert findings[0].file == str(tmp_path / "reference" / "kettle.rules.yaml")
    assert findings[0].span is not None


def test_several_files_and_documents_add_their_rules_in_order(tmp_path):
    reference = {
        "kettle.rst": KETTLE,
        "b.rules.yaml": rule_file(rule(name="third")),
        "a.rules.yaml": rule_file(rule(name="first")) + "---\n" + rule_file(rule(name="second")),
        "c.rules.txt": rule_file(rule(name="never")),
        "rules.yaml": rule_file(rule(name="never")),
    }
    extraction = extraction_of(tmp_path, reference)
    assert extraction.findings == ()
    assert [one.id for one in extraction.structs["kettle"].rules] == ["first", "second", "third"]


def test_rules_of_a_struct_on_a_page_elsewhere_are_left_alone(tmp_path):
    extraction = extraction_of(
        tmp_path,
        {
            "kettle.rst": KETTLE,
            "other/cup.rst": "Cup\n===\n",
            "other/kettle.rules.yaml": rule_file(rule(words="not said")),
        },
    )
    assert extraction.findings == ()
    assert extraction.structs["kettle"].rules == ()


def test_rules_of_a_struct_that_no_page_has_are_said(tmp_path):
    extraction = extraction_of(
        tmp_path,
        {"kettle.rst": KETTLE, "kettle.rules.yaml": rule_file(rule(), struct="kettel")},
    )
    assert [(one.code, one.message, one.hint) for one in extraction.findings] == [
        ("rule-syntax", "no page at hand has a struct kettel", "did you mean kettle?")
    ]


def test_a_rule_id_is_taken_once_for_a_struct(tmp_path):
    extraction = extraction_of(
        tmp_path,
        {
            "kettle.rst": KETTLE,
            "a.rules.yaml": rule_file(rule()),
            "b.rules.yaml": rule_file(rule()),
        },
    )
    assert [one.code for one in extraction.findings] == ["rule-syntax"]
    assert len(extraction.structs["kettle"].rules) == 1


def test_a_file_without_rules_is_fine(tmp_path):
    assert rules_of(tmp_path, rule_file()) == ({"kettle": ()}, [])


def test_rules_of_a_neighbour_are_read_but_what_is_wrong_with_them_is_not_said(tmp_path):
    folder = write_pages(
        tmp_path,
        {
            "kettle.rst": KETTLE,
            "cup.rst": 'Cup\n===\n\n.. code::\n\n    {"a": 1}\n\n* a: A.\n',
            "kettle.rules.yaml": rule_file(rule(), rule(name="gone", words="not said")),
        },
    )
    extraction = extract(read_reference([folder / "cup.rst"]))
    assert extraction.findings == ()
    assert [one.id for one in extraction.structs["kettle"].rules] == ["lid-down"]


RECORDS = "{kind: constant, key: litres, field: lid, values: [shut]}"


def record_rule(records: str = RECORDS) -> str:
    return rule().replace("schema: {properties: {lid: {const: shut}}}", f"records: {records}")


def test_a_rule_about_several_payloads_is_read(tmp_path):
    found, findings = rules_of(tmp_path, rule_file(record_rule()))
    assert findings == []
    assert found["kettle"] == (
        RecordRule(
            "lid-down",
            Severity.ERROR,
            "the lid stays down",
            {"kind": "constant", "key": "litres", "field": "lid", "values": ["shut"]},
            Source("kettle.rst", 6, LABEL),
            "nobody opens it",
        ),
    )


@pytest.mark.parametrize(
    ("records", "message", "pointer", "hint"),
    [
        (
            "{kind: constant, key: litre, field: lid, values: [shut]}",
            "the struct has no field litre",
            "/rules/0/records/key",
            "did you mean litres?",
        ),
        (
            "{kind: order, key: lid, field: lid, values: [shut], time: when}",
            "the struct has no field when",
            "/rules/0/records/time",
            None,
        ),
        (
            "{kind: order, key: lid, field: lid, values: [a]}",
            "rules[0].records.time is missing",
            "/rules/0",
            None,
        ),
        ("{kind: chaos, key: lid}", "rules[0].records.kind is", "/rules/0/records/kind", None),
        (
            f"{RECORDS}\n          schema: {{}}",
            "a rule has either a schema",
            "/rules/0",
            None,
        ),
    ],
)
def test_a_comparison_that_cannot_be_one_is_told(tmp_path, records, message, pointer, hint):
    _, findings = rules_of(tmp_path, rule_file(record_rule(records)))
    assert {one.code for one in findings} == {"rule-syntax"}
    assert findings[0].message.startswith(message)
    assert findings[0].pointer.startswith(pointer)
    assert findings[0].hint == hint or hint is None


def test_a_value_that_the_page_does_not_have_is_told(callspec, root, tmp_path):
    """The command on a page with a table of values: ours."""
    for name in ("address.rst", "call.rst", "campaigncall.rst", "campaigncall.rules.yaml"):
        text = (root / "reference" / name).read_text(encoding="utf-8")
        text = text.replace("[dialing, progressing, done]", "[dialing, progresing, done]")
        (tmp_path / name).write_text(text, encoding="utf-8")
    ran = callspec("generate", tmp_path, "--out", tmp_path / "schemas")
    assert ran.code == 1
    assert "error[rule-syntax] status has no value progresing" in ran.err
