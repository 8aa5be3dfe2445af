"""The fast engine says yes only to what the exact one has nothing to say about."""

import io
import json
import pickle

import pytest

from validator import load_contract
from validator.documents import InputFormat, read_documents
from validator.engine.fast import compile_fast
from validator.engine.judged import Judged
from validator.job import Job, check_document

CONTRACT = load_contract("campaigncall")
FAST = compile_fast(CONTRACT.schema.schema, CONTRACT.schema.schema["x-callspec"]["advice"])
GOOD = json.loads(json.dumps(CONTRACT.schema.schema["examples"][0]))
TEXT = json.dumps(GOOD)
NIL = "00000000-0000-0000-0000-000000000000"


def changed(**fields):
    return json.dumps({**GOOD, **fields}).encode()


def stretch(block: bytes):
    """Return a block as a stretch of a text: what stands around it is not looked at."""
    after = COMPACT + b"\n" if block.endswith(b"\n") else b""
    return b"{}\n" + block + after, 3, 3 + len(block)


def findings(row: bytes, contract=CONTRACT):
    documents = list(read_documents("-", io.BytesIO(row), InputFormat.NDJSON))
    assert len(documents) == 1
    return check_document(Job(contract), documents[0])


UUID = GOOD["id"].encode()
TIME = GOOD["tm_create"]

# What each row is, and whether the fast engine may say yes.
AWKWARD = [
    ("as it is", TEXT.encode(), True),
    ("compact", json.dumps(GOOD, separators=(",", ":")).encode(), True),
    ("keys turned round", json.dumps(dict(reversed(GOOD.items()))).encode(), True),
    ("white space all over", json.dumps(GOOD, separators=(" ,\t", "\r : ")).encode(), True),
    ("spaces around", f"  {TEXT} \t".encode(), True),
    ("a carriage return behind", f"{TEXT}\r".encode(), True),
    ("an escaped key", TEXT.replace('"id"', '"\\u0069d"').encode(), True),
    ("an escaped value", TEXT.replace('"done"', '"\\u0064one"').encode(), True),
    ("a surrogate pair", changed(source={"type": "tel", "target": "\U0001f600"}), True),
    ("characters beyond ASCII", changed(source={"type": "tel", "target": "전화"}), True),
    ("escaped quotes", changed(source={"type": "tel", "target": 'a"b\\"c\\\\'}), True),
    ("a big integer", TEXT.replace('"try_count": 1', f'"try_count": {"9" * 400}').encode(), True),
    ("minus zero", TEXT.replace('"try_count": 1', '"try_count": -0').encode(), True),
    ("upper case", TEXT.replace(GOOD["id"], GOOD["id"].upper()).encode(), True),
    ("29 February", changed(tm_create="2024-02-29 00:00:00.000000"), True),
    ("the year 0", changed(tm_create="0000-01-01 00:00:00.000000"), True),
    ("optional fields gone", changed(source={"type": "tel", "target": ""}), True),
    # Valid, but the fast engine leaves them to the exact one.
    ("1.0 for an integer", TEXT.replace('"try_count": 1', '"try_count": 1.0').encode(), False),
    ("1e0 for an integer", TEXT.replace('"try_count": 1', '"try_count": 1e0').encode(), False),
    ("10e-1", TEXT.replace('"try_count": 1', '"try_count": 10e-1').encode(), False),
    # Invalid, or odd enough that something is said.
    ("a byte order mark", b"\xef\xbb\xbf" + TEXT.encode(), False),
    ("a name twice", TEXT.replace('"status"', '"status": "done", "status"').encode(), False),
    (
        "an escaped name twice",
        TEXT.replace('"status"', '"\\u0073tatus": "done", "status"').encode(),
        False,
    ),
    (
        "a name twice, inside",
        TEXT.replace('"source": {', '"source": {"target": "", ').encode(),
        False,
    ),
    (
        "a name twice where an optional one is missing",
        changed(source={"type": "tel", "target": ""}).replace(b'"id"', b'"id": "x", "id"', 1),
        False,
    ),
    (
        "a number twice",
        TEXT.replace('"try_count"', '"try_count": 1, "try_count"').encode(),
        False,
    ),
    ("half a surrogate pair", TEXT.replace('"done"', '"\\ud800"').encode(), False),
    (
        "half a surrogate pair in free text",
        changed(source={"type": "tel", "target": "?"}).replace(b"?", b"\\udc00"),
        False,
    ),
    (
        "a raw surrogate",
        changed(source={"type": "tel", "target": "?"}).replace(b"?", b"\xed\xa0\x80"),
        False,
    ),
    (
        "bytes that are no UTF-8",
        changed(source={"type": "tel", "target": "?"}).replace(b"?", b"\xff"),
        False,
    ),
    ("a NUL", changed(source={"type": "tel", "target": "?"}).replace(b"?", b"\x00"), False),
    (
        "a tab in a string",
        changed(source={"type": "tel", "target": "?"}).replace(b"?", b"\t"),
        False,
    ),
    ("UTF-16", TEXT.encode("utf-16"), False),
    ("a line feed behind a UUID", changed(id=f"{GOOD['id']}\n"), False),
    ("a line feed for a UUID's last digit", changed(id=f"{GOOD['id'][:-1]}\n"), False),
    ("another script's digits", changed(id="٣" + GOOD["id"][1:]), False),
    ("full width digits", changed(tm_create="２" + TIME[1:]), False),
    ("a UUID in braces", changed(id="{" + GOOD["id"][1:-1] + "}"), False),
    ("a UUID without dashes", changed(id=GOOD["id"].replace("-", "0")), False),
    ("two UUIDs of 35 and 37", changed(id=GOOD["id"][:-1], queue_id=GOOD["queue_id"] + "0"), False),
    ("a T in a time", changed(tm_create=TIME.replace(" ", "T")), False),
    ("30 February", changed(tm_create="2024-02-30 00:00:00.000000"), False),
    ("29 February of a common year", changed(tm_create="2100-02-29 00:00:00.000000"), False),
    ("24 o'clock", changed(tm_create="2024-02-28 24:00:00.000000"), False),
    ("1e400", TEXT.replace('"try_count": 1', '"try_count": 1e5000').encode(), False),
    (
        "an integer of 5,000 digits",
        TEXT.replace('"try_count": 1', f'"try_count": {"9" * 5000}').encode(),
        False,
    ),
    ("NaN", TEXT.replace('"try_count": 1', '"try_count": NaN').encode(), False),
    ("true for 1", TEXT.replace('"try_count": 1', '"try_count": true').encode(), False),
    ("-1", TEXT.replace('"try_count": 1', '"try_count": -1').encode(), False),
    ("01", TEXT.replace('"try_count": 1', '"try_count": 01').encode(), False),
    ("an unknown field", changed(more=1), False),
    ("a missing field", TEXT.replace('"try_count": 1, ', "").encode(), False),
    ("null", changed(id=None), False),
    ("a comma behind", TEXT.replace("}", ",}").encode(), False),
    ("two values", f"{TEXT} {TEXT}".encode(), False),
    ("an array of it", f"[{TEXT}]".encode(), False),
    ("half of it", TEXT[: len(TEXT) // 2].encode(), False),
    ("a rule broken", changed(status="dialing"), False),
    ("a rule broken that only warns", changed(result=""), False),
    ("the nil UUID for a call", changed(reference_id=NIL), False),
]


@pytest.mark.parametrize(
    ("row", "yes"), [case[1:] for case in AWKWARD], ids=[c[0] for c in AWKWARD]
)
def test_an_awkward_row(row, yes):
    assert FAST.refused([row]) == ([] if yes else [0])
    said = findings(row)
    if yes:
        assert said == []
    judged = FAST.judge(stretch(row + b"\n"))
    assert (judged.lines, judged.doubtful == []) == (1, yes)


def test_there_are_at_least_52_awkward_rows():
    assert len({case[1] for case in AWKWARD}) >= 52


def test_rows_of_a_batch_are_told_apart():
    rows = [case[1] for case in AWKWARD]
    refused = [number for number, case in enumerate(AWKWARD) if not case[2]]
    assert FAST.refused(rows) == refused
    assert FAST.refused(rows * 3) == [
        number + turn * len(rows) for turn in range(3) for number in refused
    ]
    assert FAST.refused([]) == []


COMPACT = json.dumps(
    {name: GOOD[name] for name in CONTRACT.schema.schema["properties"]}, separators=(",", ":")
).encode()


TWICE = COMPACT.replace(b'"id"', b'"id":"' + UUID + b'","id"', 1)
ESCAPED = COMPACT.replace(b'"done"', b'"\\u0064one"')
WRONG = COMPACT.replace(b'"done"', b'"don"')
WRONG_UUID = COMPACT.replace(UUID, UUID[:-1] + b"x", 1)
BROKEN = COMPACT[:-20]


@pytest.mark.parametrize(
    ("rows", "doubtful", "compact"),
    [
        ([COMPACT], [], True),
        ([COMPACT] * 3, [], True),
        ([COMPACT, b""], [1], False),
        ([COMPACT + b" "], [], False),
        ([COMPACT + COMPACT], [0], False),
        ([COMPACT + COMPACT, b""], [0, 1], False),
        ([COMPACT.replace(b",", b",\n", 1)], [0, 1], False),
        ([TWICE], [0], False),
        ([COMPACT, TWICE], [1], False),
        ([ESCAPED], [], False),
        ([WRONG], [0], True),
        ([WRONG_UUID], [0], True),
        ([BROKEN], [0], True),
        ([b""], [0], False),
        ([COMPACT, WRONG, COMPACT, WRONG_UUID, COMPACT, BROKEN, COMPACT], [1, 3, 5], True),
        ([WRONG_UUID, WRONG_UUID, BROKEN, WRONG], [0, 1, 2, 3], True),
        ([BROKEN, b"", b"  ", COMPACT], [0, 1, 2], False),
        ([WRONG, TWICE, COMPACT], [0, 1], False),
        ([COMPACT, ESCAPED, BROKEN], [2], False),
    ],
)
@pytest.mark.parametrize("end", [b"\n", b""])
def test_a_block_is_judged_compact_or_not(rows, doubtful, compact, end):
    if not rows[-1]:
        end = b"\n"  # an empty line is one only with its line feed
    block = b"\n".join(rows) + end
    lines = block.removesuffix(b"\n").split(b"\n")
    wanted = [(number, lines[number]) for number in doubtful]
    for clean in (False, True):
        judged = FAST.judge(stretch(block), clean=clean)
        if end:
            assert judged == Judged(len(lines), wanted, compact)
        assert (judged.lines, judged.doubtful) == (len(lines), wanted)
    assert FAST.judge(stretch(block), compact=False) == Judged(len(lines), wanted, False)


def test_it_travels_to_another_process():
    assert pickle.loads(pickle.dumps(FAST)).refused([TEXT.encode(), b"{}"]) == [1]


def fast_of(schema):
    fast = compile_fast(schema, [])
    assert fast is not None
    return fast


TREE = {
    "$id": "https://callspec.invalid/tree/1.0.0",
    "type": "object",
    "properties": {"inner": {"$ref": "https://callspec.invalid/tree/1.0.0"}},
    "additionalProperties": False,
}


@pytest.mark.parametrize(
    ("schema", "row", "yes"),
    [
        ({}, b'{"a": 1, "a": 2}', False),
        ({}, b'{"a": 1, "b": {"a": [1, "a", null]}}', True),
        ({}, b"[" * 200 + b"]" * 200, True),
        ({}, b"[" * 201 + b"]" * 201, False),
        ({}, b'{"a":' * 201 + b"1" + b"}" * 201, False),
        ({}, b"0.0", True),
        ({}, b"1e-5000", False),
        ({}, b"[1.5, 0e-5000]", False),
        ({}, b"1." + b"0" * 5000, False),
        ({"type": "number"}, b"1e-5000", False),
        ({"type": "number"}, b"0.5", True),
        ({"type": "number", "minimum": 1}, b"1", True),
        ({"type": "number", "minimum": 1}, b"1.0", False),
        ({"type": "number", "minimum": 1}, b"0." + b"9" * 40, False),
        ({"type": "array", "items": {"type": "string"}}, b'["a", "b"]', True),
        ({"type": "array", "items": {"type": "string"}, "maxItems": 1}, b'["a", "b"]', False),
        ({"type": "object", "additionalProperties": {"type": "string"}}, b'{"a": "b"}', True),
        (
            {"type": "object", "additionalProperties": {"type": "string"}},
            b'{"a": "b", "a": "c"}',
            False,
        ),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, b'{"a": "b"}', True),
        ({"type": "object", "properties": {"a": {"type": "string"}}}, b'{"b": "b"}', False),
        (TREE, b'{"inner":' * 50 + b"{}" + b"}" * 50, True),
        (TREE, b'{"inner":' * 200 + b"{}" + b"}" * 200, False),
        (TREE, b'{"inner": {}, "inner": {}}', False),
        (TREE, b'{"inner": {"inner": {}, "inner": {}}}', False),
        ({"type": ["string", "null"]}, b"null", True),
        (
            {
                "type": "object",
                "properties": {"a": {"type": ["string", "null"], "pattern": "^[a-c]{2}$"}},
            },
            b'{"a": null}',
            True,
        ),
        (
            {
                "type": "object",
                "properties": {"a": {"type": ["string", "null"], "pattern": "^[a-c]{2}$"}},
            },
            b'{"a": "ad"}',
            False,
        ),
    ],
    ids=str,
)
def test_other_schemas(schema, row, yes):
    assert fast_of(schema).refused([row]) == ([] if yes else [0])


def test_a_schema_that_is_not_understood_has_no_fast_engine():
    assert compile_fast({"anyOf": [True]}, []) is None
    assert compile_fast({"type": "integer", "minimum": 10**30}, []) is None
    assert compile_fast({"type": "object", "properties": {'"': {"type": "string"}}}, []) is None
