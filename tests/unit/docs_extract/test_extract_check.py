import json
import shutil
from pathlib import Path

import pytest
from extract_pages import place, reference_of

from docs_extract.check import Checked, check
from docs_extract.extract import extract
from docs_extract.generate import plan, write
from docs_extract.reference import Reference, read_reference
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


def test_a_schema_that_is_not_what_its_page_says_is_told(tmp_path):
    reference = with_schemas(tmp_path)
    file = tmp_path / "schemas" / "kettle" / "1.0.0.json"
    file.write_text(file.read_text(encoding="utf-8").replace("open", "Open"), encoding="utf-8")
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(file), "is older than the page"),
    )


def test_a_schema_that_is_not_there_is_told(tmp_path):
    reference = with_schemas(tmp_path)
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(tmp_path / "schemas" / "kettle" / "1.0.0.json"), "is not there"),
    )


def test_an_outcome_that_is_not_what_its_page_says_is_told(tmp_path):
    mapping = (
        "\n    ======== ====\n    Cup fill Lid\n    ======== ====\n    full     shut\n"
        "    ======== ====\n"
    )
    reference = with_schemas(tmp_path, KETTLE + mapping)
    file = tmp_path / "schemas" / "kettle_outcome" / "1.0.0.json"
    file.unlink()
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(file), "is not there"),
    )


def test_the_schemas_beside_a_reference_are_found(tmp_path, monkeypatch):
    reference = with_schemas(tmp_path)
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    monkeypatch.chdir(tmp_path)
    assert check(reference, None).findings == (
        outdated(reference, "schemas/kettle/1.0.0.json", "is not there"),
    )


def test_the_schemas_beside_a_reference_are_found_from_a_page_further_down(tmp_path):
    reference = reference_of(tmp_path, {"deep/er/kettle.rst": KETTLE})
    generated(reference, tmp_path / "schemas")
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    assert [one.code for one in check(reference, None).findings] == ["schema-outdated"]


@pytest.mark.parametrize("catalog", [None, "elsewhere"])
def test_a_folder_without_a_catalogue_is_not_held_against_the_pages(tmp_path, catalog):
    reference = reference_of(tmp_path, {"kettle.rst": KETTLE})
    (tmp_path / "schemas").mkdir()
    if catalog:
        generated(reference, tmp_path / catalog)
    assert check(reference, None).findings == ()


def test_a_page_with_an_error_must_be_mended_before_its_schema(tmp_path):
    reference = with_schemas(tmp_path)
    shutil.rmtree(tmp_path / "schemas" / "kettle")
    page = tmp_path / "reference" / "kettle.rst"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace('"lid": "open"', '"lid": "Open"'), encoding="utf-8")
    again = read_reference([reference.pages[0].folder])
    assert [one.code for one in check(again, None).findings] == ["invalid-example"]


def test_the_newest_version_of_the_catalogue_is_held_against_the_page(tmp_path):
    reference = with_schemas(tmp_path)
    path = tmp_path / "schemas" / "catalog.json"
    catalog = json.loads(path.read_text(encoding="utf-8"))
    catalog["structs"]["kettle"]["newest"] = "1.1.0"
    path.write_text(json.dumps(catalog), encoding="utf-8")
    assert check(reference, tmp_path / "schemas").findings == (
        outdated(reference, str(tmp_path / "schemas" / "kettle" / "1.1.0.json"), "is not there"),
    )


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
