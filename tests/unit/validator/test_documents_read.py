import io

import pytest

from validator.documents import InputFormat, locate, read_documents
from validator.documents.read import sniff
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
    ("encoding", "name"), [("utf-16", "UTF-16"), ("utf-16-be", None), ("utf-32", "UTF-32")]
)
def test_other_encodings_are_named(encoding, name):
    (document,) = read("x.json", '{"a": 1}'.encode(encoding))
    assert not document.readable
    if name:
        assert document.problems == (
            error(
                "encoding",
                f"the text is {name}, not UTF-8",
                Span(1, 1, 1, 1),
                hint="save it as UTF-8",
            ),
        )


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
    ],
)
def test_text_without_a_telling_name_says_what_it_is(data, form):
    assert sniff(data) is form


def test_a_yaml_file_without_a_document_is_no_success():
    (document,) = read("x.yaml", b"# nothing\n")
    assert (document.readable, [one.message for one in document.problems]) == (
        False,
        ["the file holds no document"],
    )


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


def test_a_sign_is_no_digit():
    (document,) = read("x.json", b"-1234", limits=Limits(digits=4))
    assert (document.value, document.problems) == (-1234, ())
