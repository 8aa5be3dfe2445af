import io
import json

import pytest

from validator.documents import InputFormat, locate, read_documents
from validator.documents.document import Document, resolve
from validator.documents.json_scan import Scan
from validator.documents.read import Prefixed, read_head, sniff
from validator.finding import Finding, Severity, Span
from validator.limits import DEFAULT_LIMITS, Limits


def read(name, data, form=InputFormat.AUTO, limits=DEFAULT_LIMITS):
    return list(read_documents(name, io.BytesIO(data), form, limits))


def error(code, message, span, *, number=1, file="x.json", **more):
    return Finding(
        code,
        more.pop("severity", Severity.ERROR),
        message,
        file=file,
        document=number,
        span=span,
        **more,
    )


def test_rows_are_documents_and_blank_rows_are_none():
    documents = read("x.ndjson", b'1\n\n {"a": 2}\r\n\t\n[3]')
    assert [(one.number, one.first_line, one.value) for one in documents] == [
        (1, 1, 1),
        (2, 3, {"a": 2}),
        (3, 5, [3]),
    ]


def test_a_bad_row_leaves_the_others():
    documents = read("x.jsonl", b'1\n{"a": \xff}\n{\n4\n')
    assert [(one.number, one.value, one.readable) for one in documents] == [
        (1, 1, True),
        (2, None, False),
        (3, None, False),
        (4, 4, True),
    ]
    assert documents[1].problems == (
        error(
            "encoding",
            "the byte 0xff at offset 6 of its document is not UTF-8",
            Span(2, 7, 2, 8),
            number=2,
            file="x.jsonl",
            hint="save it as UTF-8",
            excerpt='{"a": \ufffd}',
        ),
    )
    assert documents[2].problems == (
        error(
            "json-syntax",
            "the text ends in the middle of a value",
            Span(3, 2, 3, 2),
            number=3,
            file="x.jsonl",
            excerpt="{",
        ),
    )


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        *(("utf-16", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-16-le", "UTF-16")),
        *(("utf-32", "UTF-32"), ("utf-32-be", "UTF-32"), ("utf-32-le", "UTF-32")),
    ],
)
def test_other_encodings_are_named(encoding, name):
    (document,) = read("x.json", '{"a": 1}'.encode(encoding))
    said = error(
        "encoding", f"the text is {name}, not UTF-8", Span(1, 1, 1, 1), hint="save it as UTF-8"
    )
    assert document == Document("x.json", 1, "", problems=(said,), readable=False)


@pytest.mark.parametrize("data", [b"[\x001\x00]", b"[\x00\x00", b"1\x00\x002", b"[1\x00\x00", b"1"])
def test_zeros_alone_are_no_other_encoding(data):
    (document,) = read("x.json", data)
    assert all("not UTF-8" not in found.message for found in document.problems)


def test_a_byte_order_mark_is_a_warning_and_moves_no_column():
    (document,) = read("x.json", b'\xef\xbb\xbf{"a": 1}')
    assert document.value == {"a": 1}
    assert document.problems == (
        error(
            "encoding",
            "the text begins with a byte order mark, which many JSON readers refuse",
            Span(1, 1, 1, 1),
            severity=Severity.WARNING,
            hint="save it as UTF-8 without a byte order mark",
        ),
    )
    finding = Finding("type", Severity.ERROR, "m", pointer="/a")
    (located,) = locate(document, [finding])
    assert located.span == Span(1, 7, 1, 8)


def test_a_bad_byte_on_a_later_line_is_found_by_characters():
    (document,) = read("x.json", '{\n "é": "'.encode() + b'\xe9"}')
    (finding,) = document.problems
    assert (finding.span, finding.message) == (
        Span(2, 8, 2, 9),
        "the byte 0xe9 at offset 10 is not UTF-8",
    )


def test_the_line_of_a_bad_byte_is_shown_as_it_is():
    (document,) = read("x.json", b'{"a":\r\n "b\xff" , X \r\n}')
    assert document.problems[0].excerpt == ' "b\ufffd" , X '
    (document,) = read("x.json", b'{\n\r"b\xff"X\r\n}')
    assert document.problems[0].excerpt == '\r"b\ufffd"X'
    _, document = read("x.json", b'[1, {"a":\n"b\xff"}]', InputFormat.ARRAY)
    (found,) = document.problems
    assert (found.span, found.excerpt, found.excerpt_column) == (
        Span(2, 3, 2, 4),
        '"b\ufffd"}',
        1,
    )


def test_only_a_file_begins_in_another_encoding():
    _, second = read("x.ndjson", b"1\n\xff\xfe1\x00\n")
    assert second.problems[0].message == "the byte 0xff at offset 0 of its document is not UTF-8"


def test_an_element_that_is_too_large_is_where_it_begins():
    _, second, _ = read("x.json", b'[1, "aaaaaaaa"]', InputFormat.ARRAY, Limits(size=5))
    (found,) = second.problems
    assert (found.code, found.span) == ("too-large", Span(1, 5, 1, 5))


def test_findings_are_sorted_by_their_place():
    (document,) = read("x.json", b'{"b": 1,\n "a": [true]}')
    findings = [
        Finding("x", Severity.ERROR, "m", pointer=pointer, at_key=key)
        for pointer, key in (("/a/0", False), ("/a", True), ("", False), ("/b", False))
    ]
    located = [(one.pointer, one.span, one.excerpt) for one in locate(document, findings)]
    assert located == [
        ("", Span(1, 1, 2, 14), '{"b": 1,'),
        ("/b", Span(1, 7, 1, 8), '{"b": 1,'),
        ("/a", Span(2, 2, 2, 5), ' "a": [true]}'),
        ("/a/0", Span(2, 8, 2, 12), ' "a": [true]}'),
    ]


def test_findings_of_an_element_have_the_column_where_its_line_begins():
    _, document = read("x.json", b'[1, {"a": 2,\n"b": 3}]', InputFormat.ARRAY)
    findings = [Finding("x", Severity.ERROR, "m", pointer=one) for one in ("/b", "/a")]
    located = [(one.pointer, one.span, one.excerpt_column) for one in locate(document, findings)]
    assert located == [("/a", Span(1, 11, 1, 12), 5), ("/b", Span(2, 6, 2, 7), 1)]


def test_a_pointer_to_the_end_of_an_array_leads_to_nothing():
    assert resolve([1], "/0", None) == 1
    assert resolve([1], "/-", None) is None
    assert resolve([1], "/1", None) is None


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [("x.json", '{"a": 1, "a": 2}', "duplicate-key"), ("x.yaml", "a: 1\na: 2\n", "duplicate-key")],
)
def test_what_is_odd_about_a_document_is_beside_its_text_and_value(name, text, code):
    (document,) = read(name, text.encode())
    assert (document.file, document.text, document.value) == (name, text, {"a": 2})
    assert [(one.code, one.file) for one in document.problems] == [(code, name)]


def test_many_findings_are_found_where_each_of_them_is():
    (document,) = read("x.json", json.dumps([[number] for number in range(20)], indent=1).encode())
    findings = [Finding("x", Severity.ERROR, "m", pointer=f"/{n}/0") for n in range(20)]
    located = [one.span for one in locate(document, findings)]
    assert located == [Span(3 * n + 3, 3, 3 * n + 3, 3 + len(str(n))) for n in range(20)]


def test_pointers_with_escapes_and_numbers_as_names():
    (document,) = read("x.json", b'{"a/b": {"m~n": [{"0": 5}]}}')
    finding = Finding("x", Severity.ERROR, "m", pointer="/a~1b/m~0n/0/0")
    (located,) = locate(document, [finding])
    assert located.span == Span(1, 24, 1, 25)


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b"", InputFormat.JSON),
        (b"  {", InputFormat.JSON),
        (b'{"a": 1}', InputFormat.JSON),
        (b'{"a": 1}\n', InputFormat.JSON),
        (b'{"a": 1}\n{"a": 2}\n', InputFormat.NDJSON),
        (b'{"a": tru}\n{"a": 2}\n', InputFormat.NDJSON),
        (b'{\n"a": 1}\n', InputFormat.JSON),
        (b'[\n{"a": 1},\n{"a": 2}]', InputFormat.JSON),
        (b'[\n{"a": 1}\n]', InputFormat.JSON),
        (b'{"data":\n{"a": 1}\n}\n', InputFormat.JSON),
        (b"a: 1\n", InputFormat.YAML),
        (b"---\n", InputFormat.YAML),
        (b"\xef\xbb\xbf{}", InputFormat.JSON),
        (b"\xff\xfe{", InputFormat.YAML),
        (b'"a: b"', InputFormat.JSON),
        (b'"a"\n"b"\n{"c": 1}\n', InputFormat.JSON),
        (b'"a"\n \n{"c": 1}\n', InputFormat.NDJSON),
        (b'[1]\n{"a": tru}\n', InputFormat.NDJSON),
        (b'\n\n[1]\n\n{"a": 1}\n', InputFormat.NDJSON),
        (b'[1]\n\n \n\n{"a": 1}\n', InputFormat.NDJSON),
        (b'{"a":\n1,\n"b":\n{}\n,\n"c":', InputFormat.JSON),
        (b"[1]\n\n\n", InputFormat.JSON),
    ],
)
def test_text_without_a_telling_name_says_what_it_is(data, form):
    assert sniff(data) is form


def test_a_yaml_file_without_a_document_is_no_success():
    (document,) = read("x.yaml", b"\xef\xbb\xbf# nothing\n")
    mark = document.problems[0]
    assert mark.severity is Severity.WARNING
    said = error(
        "yaml-syntax",
        "the file holds no document",
        Span(1, 1, 1, 1),
        file="x.yaml",
        excerpt="# nothing",
    )
    assert document == Document(
        "x.yaml",
        1,
        "# nothing\n",
        scan=Scan(None, ()),
        problems=(mark, said),
        readable=False,
    )


def test_the_second_document_of_a_yaml_file_has_its_own_problems():
    one, two = read("x.yaml", b"\xef\xbb\xbfa: 1\n---\n\n1: b\n")
    assert [found.severity for found in one.problems] == [Severity.WARNING]
    assert (one.number, one.value, two.number, two.value) == (1, {"a": 1}, 2, None)
    assert two.problems == (
        error(
            "yaml-syntax",
            "a field's name is 1, not a string",
            Span(4, 1, 4, 2),
            number=2,
            file="x.yaml",
            hint="put the name in quotes",
            excerpt="1: b",
        ),
    )


def test_what_stands_twice_is_said_with_the_first_place():
    for data, said in (
        (b'{"a": 1, "a": 2}', '"a" stands twice in one object, first at column 2'),
        (b'{"a": 1,\n "a": 2}', '"a" stands twice in one object, first at 1:2'),
    ):
        (document,) = read("x.json", data)
        (found,) = document.problems
        assert (found.message, found.at_key, found.pointer) == (said, True, "/a")
        _, two = read("x.ndjson", b"1\n" + data.replace(b"\n", b""))
        assert two.problems[0].message == '"a" stands twice in one object, first at column 2'
    _, two = read("x.json", b'[1, {"a": 1,\n"a": 2}]', InputFormat.ARRAY)
    (found,) = two.problems
    assert found.message == '"a" stands twice in one object, first at 1:6'
    assert (found.span, found.excerpt, found.excerpt_column) == (Span(2, 1, 2, 4), '"a": 2}', 1)


def test_a_row_that_cannot_be_read_is_a_document_without_text():
    one, two, three = read("x.ndjson", b"\xff\r\n 1\x0b\r\n\r2\n")
    assert one == Document("x.ndjson", 1, "", first_line=1, problems=one.problems, readable=False)
    assert one.problems[0].excerpt == "\ufffd"
    assert (two.text, three.text) == (" 1\x0b", "\r2")
    one, two = read("x.ndjson", b"X\n\xff\n")
    assert (one.text, one.problems[0].message) == ("X", "X is no JSON value")
    assert (two.number, two.first_line, two.readable) == (2, 2, False)


def test_the_named_format_counts_more_than_the_suffix():
    assert [one.value for one in read("x.json", b"1\n2\n", InputFormat.NDJSON)] == [1, 2]
    assert [one.value for one in read("x.json", b"a: b\n", InputFormat.YAML)] == [{"a": "b"}]


def test_a_document_that_is_too_large_is_refused_and_the_next_row_read():
    limits = Limits(size=8)
    (document,) = read("x.json", b'"123456789"', limits=limits)
    said = error("too-large", "more than 8 bytes", Span(1, 1, 1, 1), hint="--max-size takes more")
    assert document.problems == (said,)
    documents = read("x.ndjson", b'"12345678901234567890"\n[2]\n', limits=limits)
    assert [(one.readable, one.value) for one in documents] == [(False, None), (True, [2])]


def test_a_row_of_odd_white_space_is_no_blank_row():
    documents = read("x.ndjson", b" \t\r\n\x0b\n\x0c\n1\n")
    assert [one.readable for one in documents] == [False, False, True]


@pytest.mark.parametrize(
    ("name", "data", "limits", "message"),
    [
        ("x.json", b"[[1]]", Limits(depth=1), "more than 1 objects and arrays inside one another"),
        ("x.yaml", b"[[1]]", Limits(depth=1), "more than 1 objects and arrays inside one another"),
        ("x.json", b"12345", Limits(digits=4), "a number of more than 4 digits"),
        ("x.json", b"1e5", Limits(digits=5), "a number of more than 5 digits"),
        ("x.json", b"0.2345", Limits(digits=5), "a number of more than 5 digits"),
        ("x.yaml", b"12345", Limits(digits=4), "a number of more than 4 digits"),
        ("x.yaml", b"0xFFFF", Limits(digits=4), "a number of more than 4 digits"),
        (
            "x.yaml",
            b"[1, 2]",
            Limits(yaml_values=2),
            "more than 2 values once its aliases are expanded",
        ),
    ],
)
def test_each_limit_holds_and_one_less_does_not(name, data, limits, message):
    (document,) = read(name, data, limits=limits)
    assert [one.message for one in document.problems] == [message]
    assert not document.readable
    more = Limits(depth=limits.depth + 1, digits=limits.digits + 1, yaml_values=10)
    (document,) = read(name, data, limits=more)
    assert (document.problems, document.readable) == ((), True)


def test_the_elements_of_an_array_are_documents():
    data = '[1, {"a": \u00e9},\n  "x", ['.encode("latin-1") + b"1]\n, tru]"
    one, two, three, four, five = read("x.json", data, InputFormat.ARRAY)
    assert one == Document("x.json", 1, "1", 1, 1, 2)
    encoding = error(
        "encoding",
        "the byte 0xe9 at offset 6 of its document is not UTF-8",
        Span(1, 11, 1, 12),
        number=2,
        hint="save it as UTF-8",
        excerpt='{"a": \ufffd}',
        excerpt_column=5,
    )
    assert two == Document("x.json", 2, "", None, 1, 5, problems=(encoding,), readable=False)
    assert three == Document("x.json", 3, '"x"', "x", 2, 3)
    assert four == Document("x.json", 4, "[1]", [1], 2, 8)
    assert (five.number, five.first_line, five.first_column, five.readable) == (5, 3, 3, False)
    syntax = error(
        "json-syntax",
        "tru is no JSON value",
        Span(3, 3, 3, 6),
        number=5,
        hint="a string stands in double quotes",
        excerpt="tru",
        excerpt_column=3,
    )
    assert five.problems == (syntax,)


def test_what_is_wrong_with_an_array_is_a_document_of_its_own():
    _, rest = read("x.json", b"[1]\n 2", InputFormat.ARRAY)
    syntax = error(
        "json-syntax", "more text after the end of the array", Span(2, 2, 2, 2), number=2
    )
    assert rest == Document("x.json", 2, "", None, 2, 2, problems=(syntax,), readable=False)


def test_a_mark_inside_a_file_begins_none():
    mark = b"\xef\xbb\xbf"
    for name, data, form in (
        ("x.ndjson", mark + b"1\n" + mark + b"2\n", InputFormat.AUTO),
        ("x.json", mark + b"[1, " + mark + b"2]", InputFormat.ARRAY),
    ):
        one, two = read(name, data, form)
        assert (one.value, one.readable) == (1, True)
        assert [found.message for found in two.problems] == [
            "the character U+FEFF, which is no white space in JSON"
        ]


def test_limits_hold_for_rows_and_elements():
    limits = Limits(size=4, depth=1)
    rows = read("x.ndjson", b"12345\n1234\n[[1]]\n[[]]\n", limits=limits)
    assert [[found.code for found in one.problems] for one in rows] == [
        ["too-large"],
        [],
        ["too-large"],
        ["too-deep"],
    ]
    elements = read("x.json", b"[1234,[[]],12345,1]", InputFormat.ARRAY, limits)
    assert [[found.code for found in one.problems] for one in elements] == [
        [],
        ["too-deep"],
        ["too-large"],
        ["json-syntax"],
    ]


def test_the_head_of_a_stream_has_three_lines(monkeypatch):
    monkeypatch.setattr("validator.documents.read.BLOCK", 2)
    stream = io.BytesIO(b"1\n2\n3\n4\n5\n")
    assert read_head(stream) == b"1\n2\n3\n"
    assert stream.read() == b"4\n5\n"
    assert read_head(io.BytesIO(b"123456")) == b"123456"
    assert read_head(io.BytesIO(b"")) == b""


def test_of_a_head_without_lines_no_more_is_read_than_a_document_may_have(monkeypatch):
    monkeypatch.setattr("validator.documents.read.BLOCK", 4)
    monkeypatch.setattr("validator.documents.read.DEFAULT_LIMITS", Limits(size=8))
    assert read_head(io.BytesIO(b"x" * 100)) == b"x" * 12


@pytest.mark.parametrize("size", [1, 3, 100])
def test_a_stream_whose_beginning_was_read_has_it_again(size, monkeypatch):
    monkeypatch.setattr("validator.documents.read.BLOCK", size)
    assert Prefixed(b"abcd", io.BytesIO(b"efgh")).read() == b"abcdefgh"
    stream = Prefixed(b"abcd", io.BytesIO(b"efgh"))
    pieces = list(iter(lambda: stream.read1(2), b""))
    assert b"".join(pieces) == b"abcdefgh"
    assert Prefixed(b"", io.BytesIO(b"")).read() == b""


def test_a_sign_is_no_digit():
    (document,) = read("x.json", b"-1234", limits=Limits(digits=4))
    assert (document.value, document.problems) == (-1234, ())
