import os

import pytest

from validator.whole_file import write_whole


def test_a_file_is_written_over_as_a_whole(tmp_path):
    file = tmp_path / "notes.md"
    file.write_text("old", encoding="utf-8")
    write_whole(file, "neu: ä\n")
    assert file.read_bytes() == "neu: ä\n".encode()
    assert os.listdir(tmp_path) == ["notes.md"]


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path):
    file = tmp_path / "notes.md"
    file.write_text("old", encoding="utf-8")
    # A lone surrogate has no UTF-8: half of the text would be there.
    with pytest.raises(UnicodeEncodeError):
        write_whole(file, "new \ud800")
    assert file.read_text(encoding="utf-8") == "old"
    assert os.listdir(tmp_path) == ["notes.md"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", "new")
    assert sorted(os.listdir(tmp_path)) == ["folder", "notes.md"]


def test_a_new_file_is_as_readable_as_any(tmp_path):
    write_whole(tmp_path / "new.md", "")
    (tmp_path / "other.md").write_text("", encoding="utf-8")
    assert (tmp_path / "new.md").stat().st_mode == (tmp_path / "other.md").stat().st_mode
