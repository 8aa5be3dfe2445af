import json
import re

import pytest

PAGE = """\
.. _shop-struct-order:

Order
=====

.. code::

    {
        "id": "<string>",
        "state": "<string>",
        "note": "<string>",
        "tm_paid": "<string>"
    }

* ``id`` (UUID): Identifies the order.
* ``state`` (enum string): How far it is. One of: ``open``, ``paid``.
* ``note`` (String): What the buyer wrote.
* ``tm_paid`` (string, ISO 8601, nullable): When it was paid.

Example
-------

.. code::

    {
        "id": "0b266038-844b-11ec-97d8-63ba531361ce",
        "state": "parked",
        "tm_paid": "2024-05-06 07:08:09.000000"
    }
"""


@pytest.fixture
def shop(tmp_path):
    """A folder with one page whose example does not keep its contract."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference/order.rst").write_text(PAGE)
    return tmp_path


def test_check_ends_with_a_table(callspec, shop):
    ran = callspec("check", cwd=shop)
    assert (ran.code, ran.err) == (1, "")
    table = ran.out.rpartition("\n\n")[2]
    assert [line.rsplit(None, 1) for line in table.splitlines()] == [
        ["pages", "1"],
        ["structs", "1"],
        ["fields", "4"],
        ["examples valid", "0"],
        ["examples invalid", "1"],
        ["errors", "2"],
        ["warnings", "1"],
        ["notes", "0"],
        ["  invalid-example", "2"],
        ["  nullable-conflict", "1"],
    ]


def test_check_says_the_same_as_json(callspec, shop):
    ran = callspec("check", "--format", "json", cwd=shop)
    assert ran.code == 1
    data = json.loads(ran.out)
    assert {**data, "findings": None} == {
        "format": "callspec-check/1",
        "summary": {
            "pages": 1,
            "structs": 1,
            "fields": 4,
            "examples": {"valid": 0, "invalid": 1},
            "errors": 2,
            "warnings": 1,
            "notes": 0,
            "accepted": 0,
            "codes": {"invalid-example": 2, "nullable-conflict": 1},
        },
        "findings": None,
    }
    places = [(one["code"], one["file"], one["line"], one["column"]) for one in data["findings"]]
    assert places == [
        ("nullable-conflict", "reference/order.rst", 18, 5),
        ("invalid-example", "reference/order.rst", 25, 5),
        ("invalid-example", "reference/order.rst", 27, 18),
    ]


def test_what_is_accepted_and_settled_is_no_finding(callspec, shop):
    (shop / "callspec.toml").write_text("""\
[[accept]]
code = "invalid-example"
page = "order.rst"
label = "shop-struct-order"
field = "state"
reason = "Orders were parked once; the page is frozen."

[[settle]]
struct = "shop_order"
field = "note"
optional = true
reason = "Most buyers write none."

[[settle]]
struct = "shop_order"
field = "tm_paid"
nullable = true
reason = "Open orders have no such time."
""")
    ran = callspec("check", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    assert [line.rsplit(None, 1) for line in ran.out.splitlines()] == [
        ["pages", "1"],
        ["structs", "1"],
        ["fields", "4"],
        ["examples valid", "0"],
        ["examples invalid", "1"],
        ["errors", "0"],
        ["warnings", "0"],
        ["notes", "0"],
        ["accepted", "1"],
    ]
    ran = callspec("generate", cwd=shop)
    assert ran.code == 0
    schema = json.loads((shop / "schemas/shop_order/1.0.0.json").read_bytes())
    assert schema["required"] == ["id", "state", "tm_paid"]
    assert schema["properties"]["note"]["x-callspec"]["inferred"] == {
        "optional": "settled in callspec.toml: Most buyers write none."
    }


def test_entries_that_do_nothing_are_findings(callspec, shop):
    (shop / "pyproject.toml").write_text("""\
[project]
name = "shop"

[[tool.callspec.accept]]
code = "skeleton-syntax"
page = "order.rst"
reason = "There was a comma too many."

[[tool.callspec.accept]]
code = "nullable-conflict"
page = "order.rst"
reason = "The page is to be mended."
expires = 2020-01-31

[[tool.callspec.settle]]
struct = "shop_order"
field = "notes"
optional = true
reason = "Most buyers write none."
""")
    ran = callspec("check", "-q", "reference", cwd=shop)
    assert ran.code == 1
    about = [line for line in ran.out.splitlines() if line.startswith("pyproject.toml")]
    assert about == [
        "pyproject.toml:4:1: error[unused-acceptance] no finding is left to accept: "
        "skeleton-syntax on order.rst",
        "pyproject.toml:9:1: error[expired-acceptance] the acceptance of nullable-conflict on "
        "order.rst expired on 2020-01-31: The page is to be mended.",
        "pyproject.toml:15:1: error[unused-settlement] notes of shop_order is settled, but the "
        "struct has no such field",
    ]


def test_a_malformed_configuration_ends_the_command(callspec, shop):
    (shop / "callspec.toml").write_text('[[accept]]\ncode = "enum"\n')
    ran = callspec("check", cwd=shop)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("callspec: callspec.toml:")


def test_schemas_can_be_seen_without_writing(callspec, shop):
    ran = callspec("generate", "--stdout", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    schemas = json.loads(ran.out)
    assert list(schemas) == ["shop_order"]
    assert schemas["shop_order"]["required"] == ["id", "state", "note", "tm_paid"]
    assert not (shop / "schemas").exists()


def test_where_the_keywords_of_a_field_come_from(callspec, shop):
    ran = callspec("generate", "--explain", "tm_paid", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    lines = [line for line in ran.out.splitlines() if not line.startswith("  pattern: ")]
    assert lines == [
        "shop_order.tm_paid  order.rst:18 (shop-struct-order)",
        '  type: ["string", "null"]',
        "    1. bullet order.rst:18  (string, ISO 8601, nullable)",
        '    2. placeholder order.rst:12  "<string>"',
        "    3. bullet order.rst:18  (string, ISO 8601, nullable)",
        "    1. bullet order.rst:18  (string, ISO 8601, nullable)",
        '    2. example order.rst:25  "2024-05-06 07:08:09.000000"',
        "    3. page order.rst:18  timestamps of the page: YYYY-MM-DD HH:MM:SS.ffffff",
        "  maxLength: 26",
        "    1. bullet order.rst:18  (string, ISO 8601, nullable)",
        '    2. example order.rst:25  "2024-05-06 07:08:09.000000"',
        "    3. page order.rst:18  timestamps of the page: YYYY-MM-DD HH:MM:SS.ffffff",
        '  description: "When it was paid."',
        "    1. bullet order.rst:18",
        "  required: true",
        "    1. bullet order.rst:18  (string, ISO 8601, nullable), not optional",
    ]


def test_a_field_that_is_not_there_cannot_be_explained(callspec, shop):
    ran = callspec("generate", "--explain", "tm_payed", cwd=shop)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "callspec: no field is called tm_payed: did you mean tm_paid?\n"


def test_options_that_exclude_one_another(callspec, shop):
    ran = callspec("generate", "--stdout", "--check", cwd=shop)
    assert (ran.code, ran.out) == (2, "")
    assert "--check, --stdout and --explain exclude one another" in ran.err


EVENTS = """\
.. _shop-struct-event:

Event
=====

.. _shop-struct-event-sold:

sold
----

.. code::

    {"type": "sold", "data": {"price": <number>, "tags": [{"name": "<string>"}]}}

* ``type`` (enum string): Value: ``"sold"``.
* ``data`` (Object, nullable): What was sold.

.. _shop-struct-event-lost:

lost
----

.. code::

    {"type": "lost", "data": {"state": "<string>"}}

* ``type`` (enum string): Value: ``"lost"``.
* ``data`` (Object): What was lost.

  * ``state`` (enum string, nullable): How. One of: ``stolen``, ``burnt``.
"""


def test_a_family_is_shown_with_its_members_and_members_with_what_is_inside(callspec, shop):
    (shop / "reference/event.rst").write_text(EVENTS)
    assert callspec("generate", "reference/event.rst", cwd=shop).code == 0
    ran = callspec("show", "shop_event", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    members = ran.out.partition("Members\n\n")[2]
    assert [line.split("  ") for line in members.splitlines()[2:]] == [
        ["shop_event_sold", 'type is "sold"', "event.rst:13"],
        ["shop_event_lost", 'type is "lost"', "event.rst:25"],
    ]
    ran = callspec("show", "shop_event_lost", cwd=shop)
    fields = ran.out.partition("Fields\n\n")[2].partition("\n\n")[0]
    assert [line.split()[:4] for line in fields.splitlines()[2:]] == [
        ["type", '"lost"', "yes", "event.rst:27"],
        ["data", "object", "yes", "event.rst:28"],
        ["data.state", "enum", "or", "null"],
    ]
    assert 'data.state  "stolen"' in ran.out
    ran = callspec("show", "shop_event_sold", cwd=shop)
    fields = ran.out.partition("Fields\n\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in fields.splitlines()[2:]] == [
        "type",
        "data",
        "data.price",
        "data.tags",
        "data.tags.name",
    ]


@pytest.mark.parametrize("engine", ["rust", "python"])
def test_a_payload_is_held_against_the_member_that_its_type_tells(callspec, shop, engine):
    (shop / "reference/event.rst").write_text(EVENTS)
    assert callspec("generate", "reference/event.rst", cwd=shop).code == 0
    lines = [
        {"type": "sold", "data": None},
        {"type": "sold", "data": {"price": 1.5, "tags": []}},
        {"type": "lost", "data": {"state": None}},
        {"type": "lost", "data": None},
        {"type": "lost", "data": {"state": "gone"}},
        {"type": "lost", "data": {"price": 1.5, "tags": []}},
        {"type": "found", "data": None},
    ]
    (shop / "events.ndjson").write_text("".join(f"{json.dumps(one)}\n" for one in lines))
    arguments = ("--schema", "shop_event", "--engine", engine, "-q")
    ran = callspec("validate", "events.ndjson", *arguments, cwd=shop)
    assert ran.code == 1
    found = [line.partition(" ")[0::2] for line in ran.out.splitlines()]
    assert [(place, message.partition(" is ")[0]) for place, message in found] == [
        ("events.ndjson:4:26:", "error[type] data"),
        ("events.ndjson:5:36:", "error[enum] data.state"),
        ("events.ndjson:6:26:", "error[required] data.state"),
        ("events.ndjson:6:27:", "error[unknown-field] data.price"),
        ("events.ndjson:6:41:", "error[unknown-field] data.tags"),
        ("events.ndjson:7:10:", "error[enum] type"),
    ]


def test_coverage_is_a_markdown_table(callspec, shop):
    ran = callspec("coverage", "reference", cwd=shop)
    assert (ran.code, ran.err) == (0, "")
    rows = [line.split("|")[1:-1] for line in ran.out.splitlines() if line.startswith("| ")]
    assert [[cell.strip() for cell in row] for row in rows] == [
        [
            *("page", "structs", "fields", "enums", "examples valid", "examples invalid"),
            *("errors", "warnings", "notes"),
        ],
        ["order.rst", "1", "4", "1", "0", "1", "2", "1", "0"],
        ["1 page", "1", "4", "1", "0", "1", "2", "1", "0"],
    ]


def test_the_empty_string_is_seen_among_the_values_of_a_field(callspec, shop):
    page = PAGE.replace("One of: ``open``, ``paid``", 'One of: ``""`` (new), ``open``, ``parked``')
    (shop / "reference/order.rst").write_text(page)
    ran = callspec("generate", "--explain", "state", cwd=shop)
    assert '    1. bullet order.rst:16  "", open, parked\n' in ran.out


def test_the_documented_coverage_is_up_to_date(callspec, root, shared):
    folders = [shared / "corpus" / name for name in ("2024-04", "2026-08")]
    documented = (root / "docs/coverage.md").read_text(encoding="utf-8")
    pages = [page.name for folder in folders for page in sorted(folder.glob("*.rst"))]
    if pages != re.findall(r"^\| (\S+\.rst) ", documented, re.MULTILINE):
        pytest.skip("the shared pages are not those of docs/coverage.md")
    ran = callspec("coverage", *folders)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == documented
