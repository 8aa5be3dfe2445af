import re
import textwrap
from datetime import date
from pathlib import Path

import pytest

from validator.config.config import (
    Acceptance,
    ChangeAcceptance,
    Config,
    FilePattern,
    FileSettings,
    PayloadAcceptance,
    Settlement,
)
from validator.config.find import find_config
from validator.config.read import read_change_acceptances, read_config
from validator.config.text import ConfigError

ACCEPT = """
    [[accept]]
    code = "invalid-example"
    page = "kettle.rst"
    reason = "an old kettle"
    """
KEYS = "known here: code, page, payload, label, field, reason, expires"
SECTIONS = (
    "known here: schema, at, hangup-reason-at, calls, unknown-fields, schemas, files, severity, "
    "accept, settle, accept-change"
)
SETTLE = """
    [[settle]]
    struct = "kettle"
    field = "lid"
    reason = "the maker says so"
    """


def dedent(text: str) -> str:
    return textwrap.dedent(text).removeprefix("\n")


def write(folder: Path, text: str, name: str = "callspec.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(dedent(text).encode())
    return file


def error_of(file: Path) -> tuple[int | None, str, str | None]:
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert caught.value.file == str(file)
    return caught.value.line, caught.value.message, caught.value.hint


def accepting(*lines: str) -> str:
    return dedent(ACCEPT) + "".join(f"{line}\n" for line in lines)


def settling(*lines: str) -> str:
    return dedent(SETTLE) + "".join(f"{line}\n" for line in lines)


def acceptance(file: Path, **more) -> Acceptance:
    values = {"code": "invalid-example", "page": "kettle.rst", "reason": "an old kettle", **more}
    return Acceptance(**{"file": str(file), "line": 1, **values})


def settlement(file: Path, **more) -> Settlement:
    values = {"struct": "kettle", "field": "lid", "reason": "the maker says so", **more}
    return Settlement(**{"file": str(file), "line": 1, **values})


def test_without_a_file_nothing_is_accepted():
    assert read_config(None) == Config(None, (), ())


def test_an_empty_file_accepts_nothing(tmp_path):
    file = write(tmp_path, "")
    assert read_config(file) == Config(file, (), ())


def test_everything_is_read(tmp_path):
    file = write(
        tmp_path,
        """
        # What the shop cannot mend.
        [[accept]]
        code = "invalid-example"
        page = "kitchen/*.rst"
        label = "shop-struct-kettle"
        field = "lid"
        expires = 2027-01-31
        reason = \"\"\"
        The kettle is gone,
        [[accept]]
        nobody can ask it. \"\"\"

        [[settle]]
        struct = "kettle"
        field = "cups.size"
        optional = true
        nullable = false
        extra-values = ["", "huge"]
        reason = "see the kettle"

        [[ "accept" ]]  # again
        code = "unknown-value"
        page = "cup.rst"
        reason = '''
        [[accept]]''''
        """,
    )
    assert read_config(file) == Config(
        file,
        (
            acceptance(
                file,
                page="kitchen/*.rst",
                label="shop-struct-kettle",
                field="lid",
                expires=date(2027, 1, 31),
                reason="The kettle is gone, [[accept]] nobody can ask it.",
                line=2,
            ),
            acceptance(file, code="unknown-value", page="cup.rst", reason="[[accept]]'", line=21),
        ),
        (
            settlement(
                file,
                field="cups.size",
                optional=True,
                nullable=False,
                extra_values=("", "huge"),
                reason="see the kettle",
                line=13,
            ),
        ),
    )


def test_pyproject_holds_it_below_tool_callspec(tmp_path):
    file = write(
        tmp_path,
        """
        [project]
        name = "kettle"

        [[accept]]
        what = "is none of our business"

        [[tool.callspec.accept]]
        code = "invalid-example"
        page = "kettle.rst"
        reason = "an old kettle"

        [[ tool . callspec . settle ]]
        struct = "kettle"
        field = "lid"
        nullable = true
        reason = "the maker says so"
        """,
        "pyproject.toml",
    )
    assert read_config(file) == Config(
        file, (acceptance(file, line=7),), (settlement(file, nullable=True, line=12),)
    )


@pytest.mark.parametrize("text", ["", "tool = 1\n", "[tool.other]\n", "[tool.callspec]\n"])
def test_a_pyproject_that_says_nothing_accepts_nothing(tmp_path, text):
    file = write(tmp_path, text, "pyproject.toml")
    assert read_config(file) == Config(file, (), ())


def test_inline_tables_have_no_line(tmp_path):
    file = write(
        tmp_path,
        'accept = [{code = "invalid-example", page = "kettle.rst", reason = "an old kettle"}]\n',
    )
    assert read_config(file) == Config(file, (acceptance(file, line=None),), ())


def test_what_is_wrong_in_an_inline_table_is_said_by_its_number(tmp_path):
    file = write(tmp_path, "accept = [{cod = 1}]\n")
    assert error_of(file) == (None, 'accept 1 has an unknown key "cod"', "did you mean code?")


def test_a_byte_order_mark_and_line_ends_of_windows_do_not_count(tmp_path):
    file = tmp_path / "callspec.toml"
    file.write_bytes(b"\xef\xbb\xbf# ours\r\n" + accepting().replace("\n", "\r\n").encode())
    assert read_config(file) == Config(file, (acceptance(file, line=2),), ())


@pytest.mark.parametrize(
    "page", ["'a\\b\\kettle.rst'", '"./a/b/kettle.rst"', "'.\\a/b/kettle.rst'"]
)
def test_a_page_has_slashes_however_it_is_written(tmp_path, page):
    file = write(tmp_path, accepting().replace('"kettle.rst"', page))
    assert read_config(file).accept == (acceptance(file, page="a/b/kettle.rst"),)


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ("/a/kettle.rst", "/a/kettle.rst"),
        ("C:\\a\\kettle.rst", "C:/a/kettle.rst"),
        ("../kettle.rst", "../kettle.rst"),
        ("./", ""),
    ],
)
def test_a_page_is_named_below_its_reference(tmp_path, page, shown):
    file = write(tmp_path, accepting().replace('"kettle.rst"', f"'{page}'"))
    assert error_of(file) == (
        3,
        f'page of [[accept]] is "{shown}", which is no page\'s name',
        "write it as it stands below the folder of the reference, as call.rst",
    )


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("lable = 'x'", '[[accept]] has an unknown key "lable"', "did you mean label?"),
        ("zzz = 'x'", '[[accept]] has an unknown key "zzz"', KEYS),
        ("zzz.y = 'x'", '[[accept]] has an unknown key "zzz"', KEYS),
        ("'zzz' = 'x'", '[[accept]] has an unknown key "zzz"', KEYS),
        ("field = ''", "field of [[accept]] must not be empty", None),
        (
            "field = 3",
            "field of [[accept]] must be a string, not a number",
            'put it in quotes: "3"',
        ),
        ("field = 3.5", "field of [[accept]] must be a string, not a number", None),
        ("field = true", "field of [[accept]] must be a string, not true or false", None),
        ("field = ['x']", "field of [[accept]] must be a string, not an array", None),
        ("label = {a = 1}", "label of [[accept]] must be a string, not a table", None),
        ("label = 10:00:00", "label of [[accept]] must be a string, not a time", None),
        ("label = 2027-01-31", "label of [[accept]] must be a string, not a date", None),
        (
            "expires = '2027-01-31'",
            "expires of [[accept]] must be a date, not a string",
            "write it without quotes, as 2027-01-31",
        ),
        (
            "expires = 2026-05-06T10:00:00Z",
            "expires of [[accept]] must be a date, not a date with a time",
            "leave the time out: 2026-05-06",
        ),
    ],
)
def test_what_is_wrong_in_an_acceptance_is_said_at_its_key(tmp_path, line, message, hint):
    file = write(tmp_path, accepting(line))
    assert error_of(file) == (5, message, hint)


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        (
            "optional = 'True'",
            "optional of [[settle]] must be true or false, not a string",
            "remove the quotes: true",
        ),
        ("nullable = 'yes'", "nullable of [[settle]] must be true or false, not a string", None),
        ("nullable = 1", "nullable of [[settle]] must be true or false, not a number", None),
        (
            "extra-values = ''",
            "extra-values of [[settle]] must be an array of strings, not a string",
            'write [""]',
        ),
        (
            "extra-values = 1",
            "extra-values of [[settle]] must be an array of strings, not a number",
            None,
        ),
        (
            "extra-values = ['', 1]",
            "extra-values of [[settle]] must be an array of strings, but holds a number",
            None,
        ),
        ("extra-values = []", "extra-values of [[settle]] must hold one value at least", None),
        ("extra-values = ['a', 'a']", 'extra-values of [[settle]] holds "a" twice', None),
        (
            "extra_values = ['']",
            '[[settle]] has an unknown key "extra_values"',
            "did you mean extra-values?",
        ),
    ],
)
def test_what_is_wrong_in_a_settlement_is_said_at_its_key(tmp_path, line, message, hint):
    file = write(tmp_path, settling(line))
    assert error_of(file) == (5, message, hint)


def test_a_code_must_be_known(tmp_path):
    file = write(tmp_path, accepting().replace("invalid-example", "invalid_exampel"))
    assert error_of(file) == (
        2,
        'code of [[accept]] is "invalid_exampel", which is no code',
        "did you mean invalid-example?",
    )


@pytest.mark.parametrize("reason", ["''", '" \\n\\t"'])
def test_a_reason_must_say_something(tmp_path, reason):
    file = write(tmp_path, accepting().replace('"an old kettle"', reason))
    assert error_of(file) == (4, "reason of [[accept]] must not be empty", None)


@pytest.mark.parametrize("key", ["code", "reason"])
def test_an_acceptance_must_have_some_keys(tmp_path, key):
    lines = [line for line in accepting().splitlines() if not line.startswith(key)]
    file = write(tmp_path, "\n".join(["", *lines]))
    assert error_of(file) == (1, f"[[accept]] has no {key}, which it must have", None)


@pytest.mark.parametrize("key", ["struct", "field", "reason"])
def test_a_settlement_must_have_some_keys(tmp_path, key):
    lines = settling("optional = true").splitlines()
    kept = [line for line in lines if not line.startswith(key)]
    file = write(tmp_path, "\n".join(["# ours", *kept]))
    assert error_of(file) == (2, f"[[settle]] has no {key}, which it must have", None)


def test_a_key_that_is_not_on_a_line_of_its_own_is_said_at_the_header(tmp_path):
    file = write(tmp_path, accepting('"fi\\u0065ld" = 1', "", "[[settle]]"))
    assert error_of(file) == (
        1,
        "field of [[accept]] must be a string, not a number",
        'put it in quotes: "1"',
    )


def test_a_settlement_must_settle_something(tmp_path):
    file = write(tmp_path, settling())
    assert error_of(file) == (
        1,
        "the settlement of kettle.lid says nothing",
        "give it optional, nullable or extra-values",
    )


def test_a_field_is_settled_once(tmp_path):
    file = write(tmp_path, settling("optional = true", "") + settling("nullable = true"))
    assert error_of(file) == (7, "kettle.lid is settled in line 1 already", "join the two")


def test_a_field_is_settled_once_inline_too(tmp_path):
    one = '{struct = "kettle", field = "lid", optional = true, reason = "x"}'
    file = write(tmp_path, f"settle = [{one}, {one}]\n")
    assert error_of(file) == (None, "kettle.lid is settled already", "join the two")


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[[acept]]\n", 1, 'unknown key "acept"', "did you mean accept?"),
        ("# ours\nlanguage = 'x'\n", 2, 'unknown key "language"', SECTIONS),
        ("'l\\u0061' = 1\n", 1, 'unknown key "l\\\\u0061"', SECTIONS),
        ('"l\\u0061" = 1\n', None, 'unknown key "la"', SECTIONS),
        (
            "\n[accept]\n",
            1,
            "accept must be an array of tables, not a single table",
            "write [[accept]] above each",
        ),
        (
            "settle = 1\n",
            1,
            "settle must be an array of tables, not a number",
            "write [[settle]] above each",
        ),
        (
            "settle = [1]\n",
            1,
            "settle must be an array of tables, not an array",
            "write [[settle]] above each",
        ),
    ],
)
def test_only_known_tables_stand_in_the_file(tmp_path, text, line, message, hint):
    assert error_of(write(tmp_path, text)) == (line, message, hint)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[tool]\ncallspec = 1\n", 2, "tool.callspec is not a table", None),
        ("[tool.callspec]\nacept = 1\n", 2, 'unknown key "acept"', "did you mean accept?"),
        (
            "[tool.callspec.accept]\n",
            1,
            "accept must be an array of tables, not a single table",
            "write [[tool.callspec.accept]] above each",
        ),
    ],
)
def test_only_known_tables_stand_in_pyproject(tmp_path, text, line, message, hint):
    assert error_of(write(tmp_path, text, "pyproject.toml")) == (line, message, hint)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (b"[[accept]]\ncode = \n", 2, "not TOML: Invalid value"),
        (b"[[accept]]\ncode =", 2, "not TOML: Invalid value"),
        (b"x = 1\nx = 2\n", 2, "not TOML: Cannot overwrite a value"),
        (b"x = 2027-02-31\n", 1, "not TOML: Invalid date or datetime"),
        (b"x = " + b"[" * 9000, None, "not TOML that can be read: too long or deep"),
        (b"x = " + b"1" * 9000, None, "not TOML that can be read: too long or deep"),
    ],
)
def test_what_is_no_toml_is_said_with_its_line(tmp_path, text, line, message):
    file = tmp_path / "callspec.toml"
    file.write_bytes(text)
    assert error_of(file) == (line, message, None)


def test_a_file_is_utf_8(tmp_path):
    file = tmp_path / "callspec.toml"
    file.write_bytes("[[accept]]\nreason = 'ä'\n".encode("latin-1"))
    assert error_of(file) == (2, "not UTF-8", "save it as UTF-8")


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert error_of(tmp_path / "callspec.toml") == (None, "No such file or directory", None)


def test_an_error_reads_as_one_line(tmp_path):
    file = write(tmp_path, accepting('"lab\\u001bel" = 1'))
    with pytest.raises(ConfigError) as caught:
        read_config(file)
    assert str(caught.value) == (
        f'{file}:1: [[accept]] has an unknown key "lab\\u001bel"; did you mean label?'
    )


def test_a_huge_number_is_shown_shortened(tmp_path):
    file = write(tmp_path, accepting(f"field = 0x{'f' * 5000}"))
    assert error_of(file) == (
        5,
        "field of [[accept]] must be a string, not a number",
        'put it in quotes: "an integer of 20000 bits"',
    )


def test_the_nearest_file_counts(tmp_path):
    write(tmp_path, "")
    write(tmp_path / "a", "[tool.callspec]\n", "pyproject.toml")
    write(tmp_path / "a" / "b", "[tool.other]\nname = 'callspec'\n", "pyproject.toml")
    (tmp_path / "a" / "b" / "c").mkdir()
    (tmp_path / "d").mkdir()
    found = [find_config(tmp_path / folder) for folder in ("a/b/c", "a/b", "a", "d", ".")]
    inner = tmp_path / "a" / "pyproject.toml"
    outer = tmp_path / "callspec.toml"
    assert found == [inner, inner, inner, outer, outer]


def test_callspec_toml_comes_before_pyproject(tmp_path):
    write(tmp_path, "[tool.callspec]\n", "pyproject.toml")
    file = write(tmp_path, "")
    assert find_config(tmp_path) == file


def test_a_relative_start_gives_a_relative_path(tmp_path, monkeypatch):
    write(tmp_path, "")
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert find_config(Path()) == Path("../../callspec.toml")
    monkeypatch.chdir(tmp_path)
    assert find_config(Path()) == Path("callspec.toml")


def test_a_folder_of_the_name_is_no_file(tmp_path):
    file = write(tmp_path, "")
    (tmp_path / "a" / "callspec.toml").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").mkdir()
    assert find_config(tmp_path / "a") == file


def test_a_broken_pyproject_counts_only_where_it_names_callspec(tmp_path):
    file = write(tmp_path, "")
    other = write(tmp_path / "a", "[tool\n", "pyproject.toml")
    assert find_config(tmp_path / "a") == file
    other.write_text("[tool.callspec\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        find_config(tmp_path / "a")
    assert (caught.value.file, caught.value.line) == (str(other), 1)


def test_a_folder_that_is_gone_has_no_file(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    try:
        assert find_config(Path()) is None
    finally:
        monkeypatch.undo()


def test_a_loop_of_links_leads_to_no_file(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert find_config(tmp_path / "loop" / "in") is None


def test_the_examples_of_the_docs_can_be_read(tmp_path, root):
    text = (root / "docs" / "configuration.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```toml\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    read = [read_config(write(tmp_path, block)) for block in blocks]
    assert [
        (len(one.files), len(one.severity), len(one.accept), len(one.settle)) for one in read
    ] == [(3, 0, 0, 0), (0, 4, 0, 0), (0, 0, 1, 0), (0, 0, 0, 2), (0, 0, 1, 1)]


def test_changes_are_accepted_in_the_configuration_and_in_a_file_of_their_own(tmp_path):
    text = """
        # Told on a Monday.
        [[accept-change]]
        change = "0123456789AB"
        reason = "the maker  says so"
        struct = "kettle"
        expires = 2027-01-31

        [[accept-change]]
        change = "ba9876543210"
        reason = "so it is"
        """
    file = write(tmp_path, text)
    accepted = (
        ChangeAcceptance(
            "0123456789ab", "the maker says so", "kettle", date(2027, 1, 31), str(file), 2
        ),
        ChangeAcceptance("ba9876543210", "so it is", file=str(file), line=8),
    )
    assert read_config(file) == Config(file, accept_change=accepted)
    assert read_change_acceptances(file) == accepted


def test_pyproject_holds_accepted_changes_below_tool_callspec(tmp_path):
    text = "[[tool.callspec.accept-change]]\nchange = '0123456789ab'\nreason = 'so it is'\n"
    file = write(tmp_path, text, "pyproject.toml")
    one = ChangeAcceptance("0123456789ab", "so it is", file=str(file), line=1)
    assert read_config(file) == Config(file, accept_change=(one,))


@pytest.mark.parametrize(
    "value", ["''", "'0123'", "'0123456789ag'", "'0123456789abc'", "123456789012", "['a']"]
)
def test_a_change_is_known_by_twelve_digits(tmp_path, value):
    file = write(tmp_path, f"[[accept-change]]\nreason = 'so'\nchange = {value}\n")
    line, message, _ = error_of(file)
    assert line == 3
    assert message.startswith("change of [[accept-change]] ")


@pytest.mark.parametrize("section", ["[[accept]]", "[[settle]]", "[other]"])
def test_a_file_of_accepted_changes_holds_nothing_else(tmp_path, section):
    file = write(tmp_path, f"{section}\n")
    with pytest.raises(ConfigError, match="unknown key"):
        read_change_acceptances(file)


FILES = """
    unknown-fields = "warning"
    schemas = "contracts"

    [files]
    "a.json" = "call"
    'b/**' = { schema = "campaigncall@1", at = "/data" }

    [files."c.d/*.json"]
    schema = "address"

    [severity]
    enum = "note"
    result-before-done = "error"
    """


def test_files_and_severities_are_read(tmp_path):
    file = write(tmp_path, FILES)
    found = read_config(file)
    assert found.defaults == FileSettings(unknown_fields="warning")
    assert found.schemas == "contracts"
    assert found.files == (
        FilePattern("a.json", FileSettings("call"), 5),
        FilePattern("b/**", FileSettings("campaigncall@1", at="/data"), 6),
        FilePattern("c.d/*.json", FileSettings("address"), 8),
    )
    assert found.severity == {"enum": "note", "result-before-done": "error"}


def test_pyproject_holds_them_below_tool_callspec(tmp_path):
    text = FILES.replace("[", "[tool.callspec.").replace(
        "    unknown", "    [tool.callspec]\n    unknown", 1
    )
    file = write(tmp_path, text, "pyproject.toml")
    found = read_config(file)
    assert found.defaults == FileSettings(unknown_fields="warning")
    assert [(one.pattern, one.line) for one in found.files] == [
        ("a.json", 6),
        ("b/**", 7),
        ("c.d/*.json", 9),
    ]
    assert found.severity == {"enum": "note", "result-before-done": "error"}
    file.write_text(file.read_text(encoding="utf-8").replace("enum =", "enumm ="), encoding="utf-8")
    assert error_of(file) == (13, '[severity] has "enumm", which is no code', "did you mean enum?")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (
            'files = "a"',
            (1, "files must be a table, not a string", "write [files]"),
        ),
        (
            "[files]\n'a.json' = 5",
            (
                2,
                '"a.json" in [files] must be a contract\'s name or a table, not a number',
                'write "a.json" = "NAME@VERSION"',
            ),
        ),
        (
            "[files]\n'../a.json' = 'call'",
            (
                2,
                '"../a.json" in [files] is "../a.json", which is no path below the '
                "configuration's folder",
                "write it as it stands below the configuration's folder, as contracts/**/*.json",
            ),
        ),
        (
            "[files]\n'{1..100000}.json' = 'call'",
            (
                2,
                '"{1..100000}.json" in [files] is "{1..100000}.json", whose braces stand for too '
                "many patterns",
                "write several patterns",
            ),
        ),
        (
            "at = '/a'\ncalls = ['c']\nhangup-reason-at = '/b'",
            (
                2,
                "the configuration has hangup-reason-at and calls",
                "both say what a call ended with: remove one",
            ),
        ),
        (
            "[[accept]]\ncode = 'enum'\npage = 'a.rst'\nreason = 'r'",
            (
                1,
                '"enum" in [[accept]] is no code of a finding about a page',
                "payload is for findings about payload files",
            ),
        ),
        (
            "[[accept]]\ncode = 'enum'\nreason = 'r'",
            (
                1,
                "[[accept]] has neither page nor payload",
                "page is for findings about pages, payload for those about payload files",
            ),
        ),
        (
            "[[accept]]\ncode = 'enum'\npayload = 'a'\nlabel = 'l'\nreason = 'r'",
            (1, "[[accept]] has a payload and a label", "payloads have none"),
        ),
    ],
)
def test_what_is_wrong_about_files_is_said_at_its_line(tmp_path, text, error):
    assert error_of(write(tmp_path, text)) == error


def test_a_finding_about_a_payload_is_accepted(tmp_path):
    file = write(
        tmp_path,
        """
        [[accept]]
        code = "result-before-done"
        payload = "./old/*.json"
        field = "result"
        reason = "gone"
        expires = 2027-01-31
        """,
    )
    assert read_config(file).accept_payload == (
        PayloadAcceptance(
            "result-before-done",
            "old/*.json",
            "gone",
            "result",
            date(2027, 1, 31),
            str(file),
            1,
        ),
    )
