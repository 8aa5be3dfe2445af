import gzip
import json

import pytest

from validator.audit.audit import Question, audit
from validator.audit.reading import File, as_text, documents_at, line_of
from validator.audit.rules import Constant, Last, Order, RecordRule, fields_of, read_record_rules
from validator.contract import load_contract, load_with_fast_engine
from validator.errors import CallspecError, SchemaError
from validator.finding import Severity, Source
from validator.formats import InputFormat
from validator.job import Job
from validator.run.checker import Checker

PAGE = {"page": "tea.rst", "line": 3, "label": "tea"}
ORDER = {"kind": "order", "key": "id", "field": "state", "values": ["cold", "hot"], "time": "at"}


def noted(*checks, **other):
    rules = [
        {
            "rule": f"rule-{n}",
            "severity": "error",
            "message": "m",
            "source": PAGE,
            "check": one,
            **other,
        }
        for n, one in enumerate(checks)
    ]
    return {"x-callspec": {"records": rules}}


def test_the_rules_of_a_schema_are_read():
    constant = {"kind": "constant", "key": "id", "field": "end", "values": ["good"]}
    last = {**ORDER, "kind": "last", "record": "id", "begin": "from", "key": "cup"}
    read = read_record_rules(noted(constant, ORDER, last, words="w"))
    source = Source("tea.rst", 3, "tea")
    checks = [
        Constant("id", "end", ("good",)),
        Order("id", "state", ("cold", "hot"), "at"),
        Last("cup", "state", ("cold", "hot"), "at", "id", "from"),
    ]
    assert read == tuple(
        RecordRule(f"rule-{n}", Severity.ERROR, "m", one, source, "w")
        for n, one in enumerate(checks)
    )
    assert [fields_of(one) for one in checks] == [
        ("id", "end"),
        ("id", "state", "at"),
        ("cup", "state", "at", "id", "from"),
    ]


@pytest.mark.parametrize("schema", [True, {}, {"x-callspec": {"records": 5}}])
def test_a_schema_without_rules_has_none(schema):
    assert read_record_rules(schema) == ()


@pytest.mark.parametrize(
    "schema",
    [
        noted({**ORDER, "kind": "chaos"}),
        noted({key: value for key, value in ORDER.items() if key != "time"}),
        noted({**ORDER, "values": 5}),
        noted(ORDER, severity="bad"),
        {"x-callspec": {"records": [{"check": ORDER}]}},
    ],
)
def test_a_rule_that_is_malformed_is_an_error(schema):
    with pytest.raises(SchemaError, match=r"x-callspec\.records is malformed"):
        read_record_rules(schema)


@pytest.mark.parametrize(
    ("value", "text"), [(None, None), ("", ""), ("a", "a"), (5, "5"), (True, "true"), ([1], "[1]")]
)
def test_values_are_compared_as_text(value, text):
    assert as_text(value) == text


@pytest.fixture
def good(root):
    return json.loads((root / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))


def question(*, fast=True, calls=False, memory="256MB", at="", folder=None):
    contract, engine = (
        load_with_fast_engine("campaigncall", None) if fast else (load_contract(), None)
    )
    assert (engine is not None) is fast
    rules = read_record_rules(contract.schema.schema)
    outcome = contract.outcome_or_raise() if calls else None
    return Question(Checker(Job(contract, at), engine), rules, outcome, memory, folder)


def numbers(asked, payloads, calls=()):
    """How many documents were read, and the code and place of each finding."""
    found = list(audit(asked, payloads, calls))
    places = [
        (one.code, one.file, one.span and one.span.line, one.pointer)
        for part in found
        for one in part.findings
    ]
    return sum(one.payloads for one in found), sum(one.calls for one in found), places


def two_results(good):
    return [good, {**good, "id": good["id"].upper(), "result": "fail"}]


@pytest.mark.parametrize(
    ("name", "form", "pack"),
    [
        ("log.ndjson", InputFormat.AUTO, lambda rows: "".join(f"{row}\n" for row in rows)),
        ("log", InputFormat.AUTO, lambda rows: "\n\n".join(rows)),
        ("log.json", InputFormat.ARRAY, lambda rows: f"[{','.join(rows)}]"),
        ("log.json", InputFormat.ARRAY, lambda rows: "[\n" + ",\n".join(rows) + "]"),
        ("log.yaml", InputFormat.AUTO, lambda rows: "\n---\n".join(rows)),
    ],
)
@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("fast", [False, True])
def test_every_format_is_compared(tmp_path, good, name, form, pack, compressed, fast):
    text = pack([json.dumps(one) for one in two_results(good)]).encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(text) if compressed else text)
    file = File(name, str(path), form)
    [document] = documents_at(file, iter([2]))
    assert numbers(question(fast=fast), [file]) == (
        2,
        0,
        [("another-result", name, line_of(document), "/result")],
    )


def written(folder, name, rows):
    path = folder / name
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return File(name, str(path))


def test_payloads_of_several_files_are_compared(tmp_path, good):
    one, other = two_results(good)
    files = [written(tmp_path, f"{n}.ndjson", rows) for n, rows in enumerate([[one], [], [other]])]
    assert numbers(question(), files) == (2, 0, [("another-result", "2.ndjson", 1, "/result")])


def test_what_breaks_the_contract_is_not_compared(tmp_path, good):
    one, other = two_results(good)
    files = [written(tmp_path, "a.ndjson", [one, {**other, "result": "failed"}, [], 5])]
    assert numbers(question(), files) == (
        4,
        0,
        [
            ("not-compared", "a.ndjson", 2, "/result"),
            ("not-compared", "a.ndjson", 3, ""),
            ("not-compared", "a.ndjson", 4, ""),
        ],
    )


def test_a_missing_field_is_said_and_the_others_are_compared(tmp_path, good):
    one, other = two_results(good)
    del other["outdial_target_id"]
    assert numbers(question(), [written(tmp_path, "a.ndjson", [one, other])])[2] == [
        ("not-compared", "a.ndjson", 2, ""),
        ("another-result", "a.ndjson", 2, "/result"),
    ]


def test_payloads_inside_envelopes_are_compared(tmp_path, good):
    rows = [{"data": one} for one in two_results(good)] + [{"other": 1}]
    assert numbers(question(at="/data", fast=False), [written(tmp_path, "a.ndjson", rows)])[2] == [
        ("not-compared", "a.ndjson", 3, ""),
        ("another-result", "a.ndjson", 2, "/data/result"),
    ]


CALL = {"id": "a69189aa-7295-4c3a-b51f-df1dbbded5f6"}


@pytest.mark.parametrize(
    ("calls", "result", "wanted"),
    [
        ([{**CALL, "hangup_reason": "normal"}], "success", []),
        ([{"id": CALL["id"].upper(), "hangup_reason": "normal"}], "success", []),
        ([CALL, {**CALL, "hangup_reason": "normal"}], "success", []),
        ([[CALL, {**CALL, "hangup_reason": "normal"}]], "success", []),
        ([{**CALL, "hangup_reason": "busy"}], "success", [("result-mismatch", "p", 1)]),
        ([{**CALL, "hangup_reason": ""}], "fail", [("call-not-ended", "p", 1)]),
        ([], "fail", [("missing-call", "p", 1)]),
        # A payload without a result may be older than the end of its call.
        ([{**CALL, "hangup_reason": "busy"}], "", []),
        ([{**CALL, "hangup_reason": "bussy"}], "fail", [("unknown-hangup-reason", "c", 1)]),
        ([{**CALL, "hangup_reason": 5}], "fail", [("unknown-hangup-reason", "c", 1)]),
        ([CALL, {"x": 1}, [], 5], "", [("call-without-id", "c", 2), ("call-without-id", "c", 4)]),
        (
            [{**CALL, "hangup_reason": one} for one in ("busy", "busy", "normal", "cancel")],
            "fail",
            [("conflicting-calls", "c", 3), ("conflicting-calls", "c", 4)],
        ),
        (
            [[{**CALL, "hangup_reason": one} for one in ("busy", "normal")]],
            "fail",
            [("conflicting-calls", "c", 1)],
        ),
    ],
)
def test_results_are_held_against_calls(tmp_path, good, calls, result, wanted):
    status = "done" if result else "dialing"
    payload = {**good, "reference_id": CALL["id"], "result": result, "status": status}
    payloads = [written(tmp_path, "p", [payload])]
    found = numbers(question(calls=True), payloads, [written(tmp_path, "c.ndjson", calls)])
    assert found[1] == len(calls)
    assert [(code, file[0], line) for code, file, line, _ in found[2]] == wanted


def test_what_cannot_be_read_is_said_and_the_rest_compared(tmp_path, good):
    files = [
        File("gone", str(tmp_path / "gone")),
        written(tmp_path, "a.ndjson", two_results(good)),
    ]
    assert numbers(question(), files)[2] == [
        ("unreadable", "gone", None, ""),
        ("another-result", "a.ndjson", 2, "/result"),
    ]


@pytest.mark.parametrize("text", ["{\n", "[]\n[]\n", ""])
def test_a_file_that_changes_meanwhile_is_said(tmp_path, good, text):
    file = written(tmp_path, "a.ndjson", two_results(good))
    found = []
    for part in audit(question(), [file], []):
        if part.payloads:
            (tmp_path / "a.ndjson").write_text(text, encoding="utf-8")
        found += part.findings
    assert [(one.code, one.message) for one in found] == [
        ("unreadable", "cannot be read: it changed while it was read")
    ]


def test_the_database_leaves_nothing_behind(tmp_path, good):
    file = written(tmp_path, "a.ndjson", two_results(good))
    folder = tmp_path / "temporary"
    folder.mkdir()
    assert len(numbers(question(folder=folder), [file])[2]) == 1
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("memory", ["", "much", "5 parsecs", "-1GB", "1GB; DROP TABLE record"])
def test_a_limit_that_is_none_is_refused(memory):
    with pytest.raises(CallspecError, match="is no size"):
        numbers(question(memory=memory), [])


def test_too_little_memory_is_said(tmp_path, good):
    file = written(tmp_path, "a.ndjson", [{**good, "id": f"{n}"} for n in range(10)])
    with pytest.raises(CallspecError, match="does not fit into 1KB: give --memory-limit more"):
        numbers(question(memory="1KB"), [file])
