import os
import re

import pytest

from validator.errors import SchemaError
from validator.schema_file import is_regular, read_schema_file


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_schema_is_the_value_of_its_text(tmp_path, mark):
    file = tmp_path / "a.json"
    file.write_bytes(mark + b'{"minimum": 1e400, "title": "\\u00e9"}')
    assert read_schema_file(file) == {"minimum": 10**400, "title": "é"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ":1:1: the document is empty"),
        (b'{"a": 1,\n "a": 2}', ':2:2: "a" stands twice in one object, first at 1:2'),
        (b"[NaN]", ":1:2: NaN is no JSON value"),
        (b'"\\ud800"', ":1:2: \\ud800 is half of a surrogate pair, not a character"),
        (b"[" * 201, ":1:201: more than 200 objects and arrays inside one another"),
        (b'"\xff"', ": the byte 0xff at offset 1 is not UTF-8"),
    ],
)
def test_what_can_be_read_in_more_than_one_way_is_refused(tmp_path, data, said):
    file = tmp_path / "a.json"
    file.write_bytes(data)
    with pytest.raises(SchemaError, match=f"^{re.escape(f'{file}{said}')}$"):
        read_schema_file(file)


def test_what_is_no_file(tmp_path, monkeypatch):
    monkeypatch.setattr("validator.schema_file.SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe.json")
    assert not is_regular(tmp_path / "pipe.json")
    assert not is_regular(tmp_path / "gone.json")
    for path, said in (
        (tmp_path / "pipe.json", "nothing came within 0.05 s"),
        (tmp_path / "gone.json", "No such file or directory"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(SchemaError, match=f"^{re.escape(f'{path}: {said}')}$"):
            read_schema_file(path)
    with pytest.raises(SchemaError, match=r"^/dev/zero: a device, not a file$"):
        read_schema_file(type(tmp_path)("/dev/zero"))
