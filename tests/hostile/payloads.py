"""Payload files: their texts, what holds them, and where they come from."""

import itertools
import os

from hostile.case import Case
from hostile.files import files, named, packed, pipe, several, unix_socket

_ANY = "callspec validate -q --schema ./any/schema.json"
_INT = "callspec validate -q --schema ./int/schema.json"
_ITEMS = "callspec validate -q --schema ./items/schema.json"
_HOLDS = named(
    {
        "any/schema.json": "{}",
        "int/schema.json": '{"type": "integer", "maximum": 1e31}',
        "items/schema.json": '{"items": {"type": "integer"}}',
        "whole/schema.json": '{"type": "integer"}',
        "p53/schema.json": '{"maximum": 9007199254740992}',
        "p64/schema.json": '{"maximum": 18446744073709551616}',
        "n30/schema.json": '{"maximum": 123456789012345678901234567890}',
    }
)


def _case(
    title: str,
    name: str,
    text: str | bytes,
    code: int,
    says: str = "",
    *,
    lines: int = 1,
    command: str = _ANY,
    options: str = "",
) -> Case:
    """Return a case of one file that is held against a schema which takes anything."""
    return Case(
        title,
        f"{command} {options} {name}".replace("  ", " "),
        code,
        f"{name}{says}" if says else "",
        lines if says else 0,
        several(_HOLDS, named({name: text})),
    )


def _bomb() -> str:
    names = "abcdefghij"
    rows = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, name in itertools.pairwise(names):
        rows.append(f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]")
    return "\n".join(rows) + "\n"


_NUMBER = "123456789012345678901234567890"
_DEEP = "more than 200 objects and arrays inside one another"

TABLE = (
    _case(
        "YAML whose aliases stand for ten thousand million values",
        "bomb.yaml",
        _bomb(),
        1,
        ":6:44: error[too-large] more than 1000000 values once its aliases are expanded",
    ),
    _case(
        "JSON nested 100,000 deep",
        "deep.json",
        "[" * 100_000 + "]" * 100_000,
        1,
        f":1:201: error[too-deep] {_DEEP}",
    ),
    _case(
        "an integer of 5,000 digits",
        "digits.json",
        "9" * 5000,
        1,
        ":1:1: error[too-large] a number of more than 4300 digits",
    ),
    _case(
        "`1e400` where an integer must be, at most 1e31",
        "large.json",
        "1e400",
        1,
        ":1:1: error[maximum] the payload is 1"
        + "0" * 78
        + "…, more than the maximum 1"
        + "0" * 31,
        command=_INT,
    ),
    _case("`NaN`", "nan.json", '{"a": NaN}', 1, ":1:7: error[not-a-number] NaN is no JSON value"),
    _case(
        "the same key twice",
        "twice.json",
        '{"a": 1,\n "a": 2}',
        1,
        ':2:2: error[duplicate-key] "a" stands twice in one object, first at 1:2',
    ),
    _case(
        "a UTF-8 byte order mark (a warning)",
        "mark.json",
        b"\xef\xbb\xbf{}",
        0,
        ":1:1: warning[encoding] the text begins with a byte order mark, which many JSON "
        "readers refuse",
    ),
    Case(
        "a file that is not there",
        f"{_ANY} gone.json",
        2,
        "gone.json: error[unreadable] cannot be read: No such file or directory",
        make=_HOLDS,
    ),
    Case(
        "a folder without payloads",
        f"mkdir empty; {_ANY} empty",
        2,
        "empty: error[unreadable] cannot be read: the folder holds no payload file "
        "(.json .jsonl .ndjson .yaml .yml)",
        make=_HOLDS,
    ),
    Case(
        "one unreadable file among others, which are read",
        f"{_ANY} gone.json good.json bad.json",
        2,
        "bad.json:1:2: error[json-syntax] the text ends in the middle of a value",
        2,
        several(_HOLDS, files(good__json="{}", bad__json="{")),
    ),
)
"""What other validators do with most of these is in the README of none of them."""

TEXTS = (
    _case(
        "UTF-16 with its mark",
        "a.json",
        '{"a": 1}'.encode("utf-16"),
        1,
        ":1:1: error[encoding] the text is UTF-16, not UTF-8",
    ),
    _case(
        "UTF-16 without a mark",
        "a.json",
        '{"a": 1}'.encode("utf-16-le"),
        1,
        ":1:1: error[encoding] the text is UTF-16, not UTF-8",
    ),
    _case(
        "UTF-32",
        "a.json",
        '{"a": 1}'.encode("utf-32-be"),
        1,
        ":1:1: error[encoding] the text is UTF-32, not UTF-8",
    ),
    _case(
        "Latin-1",
        "a.json",
        '{"a": "é"}'.encode("latin-1"),
        1,
        ":1:8: error[encoding] the byte 0xe9 at offset 7 is not UTF-8",
    ),
    _case(
        "a character cut off",
        "a.json",
        b'{"a": "\xe2\x82"}',
        1,
        ":1:8: error[encoding] the byte 0xe2 at offset 7 is not UTF-8",
    ),
    _case(
        "a NUL written with two bytes",
        "a.json",
        b'{"a": "\xc0\x80"}',
        1,
        ":1:8: error[encoding] the byte 0xc0 at offset 7 is not UTF-8",
    ),
    _case(
        "a bad byte in the second of three lines",
        "a.ndjson",
        b'{}\n{"\xff": 1}\n{}\n',
        1,
        ":2:3: error[encoding] the byte 0xff at offset 2 of its document is not UTF-8",
    ),
    _case(
        "half of a surrogate pair, escaped",
        "a.json",
        r'{"a": "\ud800"}',
        1,
        r":1:8: error[encoding] \ud800 is half of a surrogate pair, not a character",
    ),
    _case(
        "half of a surrogate pair in a name",
        "a.json",
        r'{"\udc00": 1}',
        1,
        r":1:3: error[encoding] \udc00 is half of a surrogate pair, not a character",
    ),
    _case(
        "half of a surrogate pair in UTF-8",
        "a.json",
        b'{"a": "\xed\xa0\x80"}',
        1,
        ":1:8: error[encoding] the byte 0xed at offset 7 is not UTF-8",
    ),
    _case(
        "a NUL in a string",
        "a.json",
        b'{"a": "\0"}',
        1,
        ":1:8: error[json-syntax] the control character U+0000 inside a string",
    ),
    _case("a NUL in a string, escaped", "a.json", r'{"a": "\u0000"}', 0),
    _case(
        "a NUL behind the value",
        "a.json",
        b"{}\0",
        1,
        ":1:3: error[json-syntax] the character U+0000, which is no white space in JSON",
    ),
    _case(
        "a terminal's control sequence in a string",
        "a.json",
        b'{"a": "\x1b[2J"}',
        1,
        ":1:8: error[json-syntax] the control character U+001B inside a string",
    ),
    _case(
        "the same, escaped, where it is shown",
        "a.json",
        r'"\u001b[2J\u202e"',
        1,
        r':1:1: error[type] the payload is "\u001b[2J\u202e", expected an integer',
        command=_INT,
    ),
    _case(
        "the same in YAML",
        "a.yaml",
        r'"\e[2J"',
        1,
        r':1:1: error[type] the payload is "\u001b[2J", expected an integer',
        command=_INT,
    ),
    _case(
        "`Infinity`",
        "a.json",
        "[-Infinity]",
        1,
        ":1:2: error[not-a-number] -Infinity is no JSON value",
    ),
    _case(
        "`.nan` in YAML",
        "a.yaml",
        "a: .nan\n",
        1,
        ":1:4: error[not-a-number] .nan is no JSON value",
    ),
    _case("`-0` where an integer must be", "a.json", "-0", 0, command=_INT),
    _case(
        "`1e400`, which is an integer", "a.json", "1e400", 0, command=_INT.replace("int", "whole")
    ),
    _case(
        "2^53 + 1, told from 2^53",
        "a.json",
        "9007199254740993",
        1,
        ":1:1: error[maximum] the payload is 9007199254740993, more than the maximum "
        "9007199254740992",
        command=_INT.replace("int", "p53"),
    ),
    _case(
        "2^64 + 1, told from 2^64",
        "a.json",
        "18446744073709551617",
        1,
        ":1:1: error[maximum] the payload is 18446744073709551617, more than the maximum "
        "18446744073709551616",
        command=_INT.replace("int", "p64"),
    ),
    _case(
        "an integer of 30 digits, told from the next",
        "a.json",
        f"{_NUMBER[:-1]}1",
        1,
        f":1:1: error[maximum] the payload is {_NUMBER[:-1]}1, more than the maximum {_NUMBER}",
        command=_INT.replace("int", "n30"),
    ),
    _case(
        "the same key twice in YAML",
        "a.yaml",
        "a: 1\na: 2\n",
        1,
        ':2:1: error[duplicate-key] "a" stands twice in one object, first at 1:1',
    ),
    _case(
        "a trailing comma",
        "a.json",
        '{"a": 1,}',
        1,
        ":1:8: error[json-syntax] a comma after the last value",
    ),
    _case("a comment", "a.json", '{"a": 1 // one\n}', 1, ":1:9: error[json-syntax] a comment"),
    _case(
        "two values in one file",
        "a.json",
        "{} {}",
        1,
        ":1:4: error[json-syntax] more text after the end of the value",
    ),
    _case("an empty file", "a.json", "", 1, ":1:1: error[json-syntax] the document is empty"),
    Case(
        "an empty file of lines",
        f"{_ANY} a.ndjson",
        2,
        "callspec: nothing to read: the files hold no document",
        make=several(_HOLDS, files(a__ndjson="")),
    ),
    _case(
        "YAML nested 3,000 deep",
        "a.yaml",
        "".join(" " * n + "-\n" for n in range(3000)),
        1,
        f":201:201: error[too-deep] {_DEEP}",
    ),
)

_PIPE = "cannot be read: a named pipe in a folder; name it itself to read it"

FILES = (
    Case(
        "a socket",
        f"{_ANY} socket.json",
        2,
        "socket.json: error[unreadable] cannot be read: a socket or a device that is not there",
        make=several(_HOLDS, unix_socket),
    ),
    Case(
        "a named pipe that nobody writes to",
        f"{_ANY} --max-seconds 1 pipe.json",
        2,
        "pipe.json: error[unreadable] cannot be read: it takes more than 1 s; --max-seconds takes "
        "more",
        make=several(_HOLDS, pipe("pipe.json")),
    ),
    Case(
        "the same in a folder",
        f"mkdir in; mv pipe.json in; {_ANY} in",
        2,
        f"in/pipe.json: error[unreadable] {_PIPE}",
        make=several(_HOLDS, pipe("pipe.json")),
    ),
    Case(
        "a link to itself",
        f"ln -s a.json a.json; {_ANY} a.json",
        2,
        "a.json: error[unreadable] cannot be read: Too many levels of symbolic links",
        make=_HOLDS,
    ),
    Case(
        "a folder with a link to the folder above it",
        f"mkdir in; ln -s .. in/up; cp any/* in; {_ANY} in",
        0,
        lines=0,
        make=_HOLDS,
    ),
    Case(
        "a device without an end",
        f"{_ANY} --max-seconds 1 --input-format ndjson /dev/zero",
        2,
        "/dev/zero: error[unreadable] cannot be read: it takes more than 1 s; --max-seconds takes "
        "more",
        make=_HOLDS,
    ),
    Case(
        "a file that nobody may read",
        "chmod 0 a.json; chmod 755 . any; "
        f"if [ $(id -u) = 0 ]; then setpriv --reuid 65534 --clear-groups {_ANY} a.json; "
        f"else {_ANY} a.json; fi",
        2,
        "a.json: error[unreadable] cannot be read: Permission denied",
        make=several(_HOLDS, files(a__json="{}")),
    ),
    Case(
        "a file that becomes shorter while it is read",
        # What was printed fills the pipe, so that callspec waits until the file is shorter.
        f"{_INT} a.ndjson | (head -1 > first; : > a.ndjson; tail -1); exit ${{PIPESTATUS[0]}}",
        2,
        "a.ndjson: error[unreadable] cannot be read: it became shorter while it was read",
        make=several(_HOLDS, files(a__ndjson='"x"\n' * 100_000)),
    ),
    Case(
        "a file that is gone when its turn comes",
        f"mkfifo go.ndjson; (rm z.json; echo {{}}) > go.ndjson & {_ANY} go.ndjson z.json",
        2,
        "z.json: error[unreadable] cannot be read: No such file or directory",
        make=several(_HOLDS, files(z__json="{}")),
    ),
    Case(
        "names with a line feed, quotes and a byte that is not UTF-8",
        f"{_ANY} *.json",
        1,
        r"""a\nb'".json:1:2: error[json-syntax] the text ends in the middle of a value""",
        2,
        several(_HOLDS, named({"a\nb'\".json": "{", b"bad\xff.json": "{"})),
    ),
    Case(
        "the same in a report for programs, read by a strict reader",
        f"{_ANY} --format json *.json | python3 -c 'import json, sys; "
        'print(*[one["file"].encode() for one in json.load(sys.stdin)["findings"]])\'; '
        "exit ${PIPESTATUS[0]}",
        1,
        r"""b'a\nb.json' b'bad\\xff.json'""",
        make=several(_HOLDS, named({"a\nb.json": "{", b"bad\xff.json": "{"})),
    ),
    Case(
        "a name with a leading dash",
        f"{_ANY} -- -a.json",
        1,
        "-a.json:1:2: error[json-syntax] the text ends in the middle of a value",
        make=several(_HOLDS, named({"-a.json": "{"})),
    ),
)


def _spaces() -> bytes:
    return b" " * 300_000_000


SIZES = (
    Case(
        "a document of 70 MB",
        f"{_ANY} a.json",
        1,
        "a.json:1:1: error[too-large] more than 64 MiB",
        make=several(
            _HOLDS, lambda folder: (folder / "a.json").write_bytes(b'"' + b"x" * 70_000_000 + b'"')
        ),
    ),
    Case(
        "a line of 70 MB, and the next one read",
        f"{_ANY} a.ndjson",
        1,
        "a.ndjson:1:1: error[too-large] more than 64 MiB",
        make=several(
            _HOLDS,
            lambda folder: (folder / "a.ndjson").write_bytes(b'"' + b"x" * 70_000_000 + b'"\n{}\n'),
        ),
    ),
    *(
        Case(
            f"300 MB in a few kilobytes ({kind})",
            f"{_ANY} --max-ratio 100 a.ndjson.{kind}",
            2,
            f"a.ndjson.{kind}: error[unreadable] cannot be read: it unpacks to more than 100 times "
            "its size; --max-ratio takes more",
            make=several(_HOLDS, packed("a.ndjson", kind, _spaces)),
        )
        for kind in ("gz", "bz2", "xz", "zst")
    ),
    Case(
        "more than is taken of a compressed file",
        f"{_ANY} --max-unpacked 10MB a.ndjson.zst",
        2,
        "a.ndjson.zst: error[unreadable] cannot be read: it unpacks to more than 10000000 bytes; "
        "--max-unpacked takes more",
        make=several(_HOLDS, packed("a.ndjson", "zst", _spaces)),
    ),
    Case(
        "a compressed file that ends before its end",
        f"{_ANY} a.ndjson.gz",
        2,
        "a.ndjson.gz: error[unreadable] cannot be read: the compressed data ends before its end",
        make=several(
            _HOLDS,
            packed("a.ndjson", "gz", lambda: b"{}\n" * 100_000),
            lambda folder: os.truncate(folder / "a.ndjson.gz", 200),
        ),
    ),
    Case(
        "a hundred thousand findings, of which 25,000 are printed and all counted",
        f"{_INT.replace(' -q', '')} a.ndjson | tail -2; exit ${{PIPESTATUS[0]}}",
        1,
        "100000 documents: 0 valid, 100000 invalid; 100000 errors, 0 warnings",
        2,
        several(_HOLDS, files(a__ndjson='"x"\n' * 100_000)),
    ),
    Case(
        "an array with five million wrong values",
        f"{_ITEMS} a.json | tail -1; exit ${{PIPESTATUS[0]}}",
        1,
        'a.json:1:29999: error[type] [9999] is "", expected an integer',
        make=several(
            _HOLDS,
            lambda folder: (folder / "a.json").write_text("[" + ",".join(['""'] * 5_000_000) + "]"),
        ),
    ),
)

_MANY = several(_HOLDS, files(a__ndjson='"x"\n' * 100_000))

ENDS = (
    Case(
        "a full disk behind `--output`",
        f"{_INT} a.ndjson --format json --output /dev/full",
        2,
        "callspec: /dev/full: No space left on device",
        make=_MANY,
    ),
    Case(
        "a full disk behind standard output",
        f"{_INT} a.ndjson > /dev/full",
        2,
        "callspec: standard output: No space left on device",
        make=_MANY,
    ),
    Case(
        "a reader that goes away",
        f"{_INT} a.ndjson | head -1; exit ${{PIPESTATUS[0]}}",
        141,
        'a.ndjson:1:1: error[type] the payload is "x", expected an integer',
        make=_MANY,
    ),
    Case(
        "standard output that is closed",
        f"{_INT} a.ndjson >&-",
        2,
        "callspec: standard output is closed",
        make=_MANY,
    ),
    Case(
        "standard input that is closed",
        f"{_INT} - <&-",
        2,
        "-: error[unreadable] cannot be read: it is closed",
        make=_HOLDS,
    ),
    Case(
        "an interrupt, and no half of a report",
        "mkfifo a.ndjson; exec 3<>a.ndjson; echo 1 >&3; timeout --preserve-status -s INT 2 "
        f"{_INT} a.ndjson --format json --output report.json; code=$?; ls *.json; exit $code",
        130,
        "callspec: interrupted",
        2,
        make=_HOLDS,
    ),
)
