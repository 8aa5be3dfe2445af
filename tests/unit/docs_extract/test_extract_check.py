import json
import shutil
from pathlib import Path

import pytest
from extract_pages import place, reference_of

from docs_extract.check import Checked, check
from docs_extract.extract import extract
from docs_extract.generate import plan, write
from docs_extract.reference import Reference, read_reference
from validator.errors import SchemaError
from validator.finding import Finding, Severity, Source, Span

OWN_REFERENCE = Path(__file__).parents[3] / "reference"

# The example begins in line 23.
KETTLE = """
    .. _common-struct-kettle:

    Kettle
    ======

    .. code::

        {
            "lid": "<string>",
            "litres": <number>,
            "cups": [{"full": <boolean>}]
        }

    * *lid*: Where it is, see :ref:`here <shop-lid>`.
    * litres: How much it holds.
    * cups: Which it fills.

    Example
    -------

    .. code::

        {
            "lid": "open",
            "litres": 2,
            "cups": [{"full": true}, {"full": false}]
        }

    .. _shop-lid:

    Lid
    ---

    ==== ===========
    Lid  Description
    ==== ===========
    open It is up.
    shut It is down.
    ==== ===========
    """


def generated(reference: Reference, folder: Path) -> Path:
    write(plan(extract(reference), folder))
    return folder


def with_schemas(tmp_path, text: str = KETTLE) -> Reference:
    reference = reference_of(tmp_path, {"kettle.rst": text})
    generated(reference, tmp_path / "schemas")
    return reference


def test_a_clean_reference_gives_nothing(tmp_path):
    assert check(with_schemas(tmp_path), None) == Checked(1, 1, 3, 1, 1, ())


def test_our_own_reference_is_clean(tmp_path):
    reference = read_reference([OWN_REFERENCE])
    checked = check(reference, generated(reference, tmp_path / "schemas"))
    assert [(one.code, one.severity) for one in checked.findings] == [
        ("open-object", Severity.NOTE)
    ]
    assert (checked.pages, checked.structs) == (3, 3)
    assert checked.valid_examples == checked.examples > 0


@pytest.mark.parametrize(
    ("old", "new", "code", "pointer", "span"),
    [
        ('"lid": "open"', '"lid": "Open"', "enum", "/lid", Span(24, 16, 24, 22)),
        ('"litres": 2', '"litres": "2"', "type", "/litres", Span(25, 19, 25, 22)),
        ('{"full": false}', '{"full": 0}', "type", "/cups/1/full", Span(26, 43, 26, 44)),
        (
            '{"full": false}',
            '{"full": false, "big": 1}',
            "unknown-field",
            "/cups/1/big",
            Span(26, 50, 26, 55),
        ),
    ],
)
def test_an_example_that_breaks_its_contract_is_told_where_it_does(
    tmp_path, old, new, code, pointer, span
):
    reference = reference_of(tmp_path, {"kettle.rst": KETTLE.replace(old, new)})
    page = reference.pages[0]
    checked = check(reference, None)
    assert (checked.examples, checked.valid_examples) == (1, 0)
    assert [
        (one.code, one.severity, one.pointer, one.file, one.span, one.excerpt)
        for one in checked.findings
    ] == [
        (
            "invalid-example",
            Severity.ERROR,
            pointer,
            page.file,
            span,
            page.lines[span.line - 1],
        )
    ]
    assert checked.findings[0].message.startswith(f"the example breaks its contract ({code}): ")


def test_an_invalid_example_keeps_what_the_contract_says_about_it(tmp_path):
    text = KETTLE.replace('"lid": "open"', '"lid": "Open"')
    reference = reference_of(tmp_path, {"kettle.rst": text})
    (found,) = check(reference, None).findings
    assert (found.found, found.expected, found.hint, found.schema, found.source) == (
        "Open",
        ["open", "shut"],
        'letter case matters: write "open"',
        "kettle@1.0.0",
        Source("kettle.rst", 34, "shop-lid"),
    )


def test_each_example_is_judged_by_itself(tmp_path):
    more = [
        "    .. code::\n\n",
        '        {"lid": "ajar", "litres": 1, "cups": []}\n\n',
        "    .. code::\n\n        []\n\n",
    ]
    text = KETTLE.replace("    .. _shop-lid:", "".join(more) + "    .. _shop-lid:")
    checked = check(reference_of(tmp_path, {"kettle.rst": text}), None)
    assert (checked.examples, checked.valid_examples) == (3, 1)
    assert [(one.code, place(one)) for one in checked.findings] == [
        ("invalid-example", (31, 13, 31, 19)),
        ("invalid-example", (35, 5, 35, 7)),
    ]


def test_findings_come_in_the_order_of_pages_and_lines(tmp_path):
    text = (
        KETTLE.replace('"lid": "open"', '"lid": "Open"')
        .replace("Lid\n    ---\n", "Lid\n    ---\n    See :ref:`zebra`, not half_open, for more.\n")
        .replace("* litres", "* liters")
    )
    reference = reference_of(tmp_path, {"b.rst": text, "a.rst": "A\n=\n\n*open\n"})
    assert [
        (Path(one.file or "").name, place(one)[0], one.code)
        for one in check(reference, None).findings
    ] == [
        ("a.rst", 4, "rst-syntax"),
        ("b.rst", 10, "field-without-bullet"),
        ("b.rst", 15, "bullet-without-field"),
        ("b.rst", 24, "invalid-example"),
        ("b.rst", 33, "broken-reference"),
        ("b.rst", 33, "unknown-value"),
    ]


def outdated(reference: Reference, path: str, state: str, title: int = 3) -> Finding:
    page = reference.pages[0]
    line = title
    return Finding(
        "schema-outdated",
        Severity.ERROR,
        f"{path} {state}",
        hint="run callspec generate",
        file=page.file,
        span=page.whole_line(line),
        excerpt=page.lines[line - 1],
    )


def edited(path: Path | str, what: str) -> Finding:
    return Finding(
        "schema-edited",
        Severity.ERROR,
        what,
        hint="restore it from version control",
        file=str(path),
    )


def changed_page(tmp_path, old: str, new: str) -> Reference:
    page = tmp_path / "reference" / "kettle.rst"
    text = page.read_text(encoding="utf-8")
    assert old in text
    page.write_text(text.replace(old, new), encoding="utf-8")
    return read_reference([page.parent])


@pytest.mark.parametrize(
    ("old", "new"), [("* litres: How", "* litres: Say how"), ('"litres": 2', '"litres": 3')]
)
def test_a_schema_that_is_not_what_its_page_says_is_told(tmp_path, old, new):
    with_schemas(tmp_path)
    reference = changed_page(tmp_path, old, new)
    file = tmp_path / "schemas" / "kettle" / "1.0.0.json"
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(file), "is older than the page"),
    )
    generated(reference, tmp_path / "schemas")
    assert check(reference, tmp_path / "schemas").findings == ()


def test_a_line_that_moved_makes_no_schema_older(tmp_path):
    with_schemas(tmp_path)
    reference = changed_page(tmp_path, "Kettle\n======\n", "Kettle\n======\n\n\n")
    assert check(reference, tmp_path / "schemas").findings == ()


def test_a_schema_that_was_never_published_is_told(tmp_path):
    reference = with_schemas(tmp_path)
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    catalog = tmp_path / "schemas" / "catalog.json"
    catalog.write_text('{"format": "callspec-catalog/1", "structs": {}}', encoding="utf-8")
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(tmp_path / "schemas" / "kettle" / "1.0.0.json"), "is not there"),
    )


def test_a_published_file_that_was_edited_or_is_gone_is_told(tmp_path):
    mapping = (
        "\n    ======== ====\n    Cup fill Lid\n    ======== ====\n    full     shut\n"
        "    ======== ====\n"
    )
    reference = with_schemas(tmp_path, KETTLE + mapping)
    kettle = tmp_path / "schemas" / "kettle" / "1.0.0.json"
    kettle.write_text(kettle.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    outcome = tmp_path / "schemas" / "kettle_outcome" / "1.0.0.json"
    outcome.unlink()
    assert check(reference, tmp_path / "schemas").findings == (
        edited(kettle, "kettle 1.0.0 is not as it was published"),
        edited(outcome, "kettle_outcome 1.0.0 was published, and its file is gone"),
    )


def test_an_older_version_that_was_edited_is_told(tmp_path):
    with_schemas(tmp_path)
    reference = changed_page(tmp_path, "* litres: How", "* litres: Say how")
    generated(reference, tmp_path / "schemas")
    file = tmp_path / "schemas" / "kettle" / "1.0.0.json"
    file.write_text("{}", encoding="utf-8")
    again = changed_page(tmp_path, "* litres: Say how", "* litres: Say why")
    newest = str(tmp_path / "schemas" / "kettle" / "1.0.1.json")
    assert check(again, tmp_path / "schemas").findings == (
        outdated(again, newest, "is older than the page"),
        edited(file, "kettle 1.0.0 is not as it was published"),
    )


def test_the_schemas_beside_a_reference_are_found(tmp_path, monkeypatch):
    reference = with_schemas(tmp_path)
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    monkeypatch.chdir(tmp_path)
    assert check(reference, None).findings == (
        edited("schemas/kettle/1.0.0.json", "kettle 1.0.0 was published, and its file is gone"),
    )


def test_the_schemas_beside_a_reference_are_found_from_a_page_further_down(tmp_path):
    reference = reference_of(tmp_path, {"deep/er/kettle.rst": KETTLE})
    generated(reference, tmp_path / "schemas")
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    assert [one.code for one in check(reference, None).findings] == ["schema-edited"]


@pytest.mark.parametrize("catalog", [None, "elsewhere"])
def test_a_folder_without_a_catalogue_is_not_held_against_the_pages(tmp_path, catalog):
    reference = reference_of(tmp_path, {"kettle.rst": KETTLE})
    (tmp_path / "schemas").mkdir()
    if catalog:
        generated(reference, tmp_path / catalog)
    assert check(reference, None).findings == ()


def test_a_page_with_an_error_must_be_mended_before_its_schema(tmp_path):
    with_schemas(tmp_path)
    again = changed_page(tmp_path, '"lid": "open"', '"lid": "Open"')
    assert [one.code for one in check(again, None).findings] == ["invalid-example"]


def test_a_catalogue_whose_newest_version_is_not_listed_is_said(tmp_path):
    reference = with_schemas(tmp_path)
    path = tmp_path / "schemas" / "catalog.json"
    catalog = json.loads(path.read_text(encoding="utf-8"))
    catalog["structs"]["kettle"]["newest"] = "1.1.0"
    path.write_text(json.dumps(catalog), encoding="utf-8")
    with pytest.raises(SchemaError, match=r"catalog\.json: kettle has no version 1\.1\.0"):
        check(reference, tmp_path / "schemas")


def test_only_pages_that_were_asked_for_are_counted_and_judged(tmp_path):
    folder = tmp_path / "reference"
    reference_of(
        tmp_path,
        {
            "kettle.rst": KETTLE,
            "pot.rst": KETTLE.replace("kettle", "pot")
            .replace("shop-lid", "pot-lid")
            .replace('"lid": "open"', '"lid": "Open"'),
        },
    )
    assert check(read_reference([folder / "kettle.rst"]), None) == Checked(1, 1, 3, 1, 1, ())
    assert [one.code for one in check(read_reference([folder]), None).findings] == [
        "invalid-example"
    ]


def test_rules_are_part_of_what_examples_are_held_against(tmp_path):
    rules = """
        struct: kettle
        rules:
          - id: never-open
            severity: error
            message: the lid is down
            citation: {label: common-struct-kettle, words: How much it holds.}
            schema: {properties: {lid: {const: shut}}}
        """
    reference = reference_of(tmp_path, {"kettle.rst": KETTLE, "kettle.rules.yaml": rules})
    checked = check(reference, None)
    assert [(one.code, one.pointer, place(one)) for one in checked.findings] == [
        ("invalid-example", "/lid", (24, 16, 24, 22))
    ]
    assert checked.findings[0].source == Source("kettle.rst", 15, "common-struct-kettle")
