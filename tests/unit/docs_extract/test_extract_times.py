"""The forms of timestamps: those that the page shows, and no others."""

import pytest
from extract_pages import ENGINES, compiled, extraction_of, place

from docs_extract.generate import generate
from docs_extract.struct import FieldType, walk_fields

MICRO = "2024-03-01 10:00:00.000001"
NANO = "2024-03-01 10:00:00.000000001"
UTC = "2024-03-01T10:00:00Z"
OFFSET = "2024-03-01T10:00:00+02:00"
BULLETS = "* ``tm_made`` (ISO 8601): When it was made.\n* ``tm_sold`` (ISO 8601): When sold.\n"
ANY = ("timestamp", "nanoseconds", "rfc3339")


def cup(bullets: str = BULLETS, example: str = "", more: str = "", shown: str = "") -> str:
    skeleton = shown or '"tm_made": "<string>", "tm_sold": "<string>"'
    text = f"Cup\n===\n\n.. code::\n\n    {{{skeleton}}}\n\n{bullets}\n"
    if example:
        text += f"Example\n-------\n\n.. code::\n\n    {{{example}}}\n\n"
    return text + more


def types(tmp_path, text: str) -> dict[str, FieldType]:
    extraction = extraction_of(tmp_path, {"a.rst": text})
    assert extraction.findings == ()
    return {path: one.type for path, one in walk_fields(extraction.structs["cup"].fields)}


def times(*forms: str, exact: tuple[str, ...] = ()) -> FieldType:
    return FieldType("string", forms=forms, exact=exact)


@pytest.mark.parametrize(
    ("made", "sold", "forms"),
    [
        (MICRO, MICRO, ("timestamp",)),
        (MICRO, "", ("timestamp",)),
        (NANO, NANO, ("nanoseconds",)),
        (UTC, UTC, ("utc",)),
        (MICRO, UTC, ("timestamp", "utc")),
        (UTC, NANO, ("nanoseconds", "utc")),
        (OFFSET, OFFSET, ("rfc3339",)),
    ],
)
def test_the_samples_of_a_page_settle_the_forms_of_all_its_timestamps(tmp_path, made, sold, forms):
    text = cup(example=f'"tm_made": "{made}", "tm_sold": "{sold}"')
    assert types(tmp_path, text) == {"tm_made": times(*forms), "tm_sold": times(*forms)}


def test_structs_of_one_page_share_their_forms_and_those_of_two_do_not(tmp_path):
    first = cup(example=f'"tm_made": "{MICRO}", "tm_sold": "{MICRO}"')
    second = cup().replace("Cup\n===", "Mug\n===")
    other = cup(example=f'"tm_made": "{UTC}", "tm_sold": "{UTC}"').replace("Cup\n===", "Pot\n===")
    extraction = extraction_of(tmp_path, {"a.rst": first + second, "b.rst": other})
    assert extraction.findings == ()
    assert {
        name: [field.type for field in struct.fields] for name, struct in extraction.structs.items()
    } == {
        "cup": [times("timestamp")] * 2,
        "mug": [times("timestamp")] * 2,
        "pot": [times("utc")] * 2,
    }


def test_a_page_that_shows_no_time_leaves_the_form_open_and_says_so(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": cup()})
    assert [one.type for one in extraction.structs["cup"].fields] == [times(*ANY)] * 2
    assert [
        (one.code, one.severity.value, one.message, place(one)) for one in extraction.findings
    ] == [
        (
            "timestamp-form",
            "note",
            f"the page shows no sample of a timestamp for {name}: any form is taken",
            (6, column, 6, column + 7),
        )
        for name, column in (("tm_made", 7), ("tm_sold", 30))
    ]


@pytest.mark.parametrize(
    ("more", "forms"),
    [
        (f'Asking\n------\n\n.. code::\n\n    GET /cups?since="{UTC}"\n', ("utc",)),
        ("``9999-01-01 00:00:00.000000`` means not yet.\n", ("timestamp",)),
        (
            f"``9999-01-01 00:00:00.000000`` means not yet.\n\n.. code::\n\n    '{UTC}'\n",
            ("timestamp",),
        ),
    ],
)
def test_without_samples_what_else_the_page_shows_counts(tmp_path, more, forms):
    assert types(tmp_path, cup(more=more)) == {"tm_made": times(*forms), "tm_sold": times(*forms)}


@pytest.mark.parametrize(
    ("sentence", "exact"),
    [
        ("``9999-01-01T00:00:00Z`` means not yet.", ("9999-01-01T00:00:00Z",)),
        ("``9999-01-01 00:00:00.000000`` means not yet.", ()),
        ("It is not ``9999-01-01T00:00:00Z``.", ()),
        ("Unlike elsewhere, ``9999-01-01T00:00:00Z`` is no time here.", ()),
    ],
)
def test_a_time_that_means_not_yet_is_admitted_beside_the_forms(tmp_path, sentence, exact):
    sample = f'"tm_made": "{MICRO}", "tm_sold": "{MICRO}"'
    everywhere = times("timestamp", exact=exact)
    assert types(tmp_path, cup(example=sample, more=sentence)) == {
        "tm_made": everywhere,
        "tm_sold": everywhere,
    }
    bullets = f"{BULLETS.rstrip()} {sentence}\n"
    assert types(tmp_path, cup(bullets, sample)) == {
        "tm_made": times("timestamp"),
        "tm_sold": everywhere,
    }


@pytest.mark.parametrize(
    ("placeholder", "bullet", "expected"),
    [
        (
            '"<string or null>"',
            "(ISO 8601 or null): It.",
            FieldType("string", forms=("timestamp",), nullable=True),
        ),
        (
            '"<string>"',
            "(ISO 8601): It. The empty string before.",
            FieldType("string", forms=("timestamp",), exact=("",)),
        ),
        (
            '["<string>"]',
            "(Array of timestamps): It.",
            FieldType("array", items=FieldType("string", forms=("timestamp",))),
        ),
        (
            '{"<string>": "<timestamp>"}',
            "(Object): It.",
            FieldType("object", rest=FieldType("string", forms=("timestamp",)), open=True),
        ),
        ('"<string>"', "(String): It.", FieldType("string")),
    ],
)
def test_null_empty_and_what_holds_a_time_are_kept(tmp_path, placeholder, bullet, expected):
    shown = f'"tm_made": "<string>", "tm_sold": {placeholder}'
    bullets = f"* ``tm_made`` (ISO 8601): When.\n* ``tm_sold`` {bullet}\n"
    text = cup(bullets, f'"tm_made": "{MICRO}", "tm_sold": null', shown=shown)
    found = types(tmp_path, text)
    assert found["tm_sold"] == expected


def test_a_time_inside_an_object_is_settled_too(tmp_path):
    shown = '"made": {"tm_sold": "<string>"}'
    bullets = "* ``made`` (Object): Where.\n\n  * ``tm_sold`` (ISO 8601): When.\n"
    text = cup(bullets, f'"made": {{"tm_sold": "{UTC}"}}', shown=shown)
    assert types(tmp_path, text)["made.tm_sold"] == times("utc")


@pytest.mark.parametrize(
    ("shown", "bullet"),
    [
        ('"tm_made": "<RFC3339>"', "* tm_made: When.\n"),
        ('"tm_made": "<string>"', "* ``tm_made`` (String, RFC 3339): When.\n"),
    ],
)
def test_a_page_that_names_the_form_needs_no_sample(tmp_path, shown, bullet):
    assert types(tmp_path, cup(bullet, shown=shown)) == {"tm_made": times("rfc3339")}


@pytest.mark.parametrize(
    ("name", "sample", "expected"),
    [
        ("tm_made", MICRO, times("timestamp")),
        ("made_at", UTC, times("utc")),
        ("made_time", UTC, times("utc")),
        ("made_timestamp", UTC, times("utc")),
        ("made", UTC, FieldType("string")),
        ("tm_made", "soon", FieldType("string")),
    ],
)
def test_without_a_type_in_brackets_name_and_sample_tell_a_time(tmp_path, name, sample, expected):
    text = cup(f"* {name}: When.\n", f'"{name}": "{sample}"', shown=f'"{name}": "<string>"')
    assert types(tmp_path, text) == {name: expected}


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("value", "valid"),
    [
        (MICRO, True),
        (UTC, True),
        ("9999-01-01 00:00:00.000000", True),
        ("9999-01-01T00:00:00+00:00", True),
        ("", True),
        (NANO, False),
        (OFFSET, False),
        ("2024-02-30 10:00:00.000001", False),
        (f"{UTC}\n", False),
        ("9999-01-01", False),
        (None, False),
    ],
)
def test_the_schema_admits_what_the_page_shows_and_nothing_else(tmp_path, engine, value, valid):
    text = cup(
        f"{BULLETS.rstrip()} Empty before.\n",
        f'"tm_made": "{MICRO}", "tm_sold": "{UTC}"',
        "``9999-01-01T00:00:00+00:00`` means not yet.\n",
    )
    (one,) = generate(extraction_of(tmp_path, {"a.rst": text}))
    payload = {"tm_made": MICRO, "tm_sold": value}
    assert compiled(one.schema, engine).is_valid(payload) is valid
