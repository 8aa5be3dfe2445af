import calendar
import re

import pytest
from extract_pages import ENGINES, compiled

from docs_extract.emit import DIALECT
from docs_extract.forms import FORMS, form_keywords, form_names, has_form, time_form

UUID = "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60"


def schema_of(form: str) -> dict[str, object]:
    """The keywords that emit writes for a form, its format aside: the pattern must do alone."""
    return {
        "$schema": DIALECT,
        "type": "string",
        "pattern": FORMS[form].pattern,
        "maxLength": FORMS[form].length,
    }


def accepts(form: str, text: str) -> list[bool]:
    return [compiled(schema_of(form), engine).is_valid(text) for engine in ENGINES]


@pytest.mark.parametrize(
    "text",
    [
        UUID,
        UUID.upper(),
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-FFFF-ffff-FFFF-ffffffffffff",
    ],
)
def test_uuids_of_either_case_are_taken(text):
    assert accepts("uuid", text) == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        UUID[:-1],
        UUID + "0",
        UUID.replace("-", ""),
        f"{{{UUID}}}",
        f"urn:uuid:{UUID}",
        UUID + "\n",
        "\n" + UUID,
        " " + UUID,
        UUID[:-1] + "g",
        UUID[:-1] + "٣",
        UUID[:-1] + "３",
        UUID.replace("-", "‐"),
        UUID[:8] + "_" + UUID[9:],
    ],
)
def test_what_is_no_uuid_is_refused(text):
    assert accepts("uuid", text) == [False, False]


@pytest.mark.parametrize(
    "text",
    [
        "2022-05-03 09:20:12.503117",
        "0000-01-01 00:00:00.000000",
        "9999-12-31 23:59:59.999999",
        "2024-02-29 00:00:00.000000",
        "2000-02-29 00:00:00.000000",
        "0004-02-29 00:00:00.000000",
        "2023-01-31 19:00:00.000000",
        "2023-04-30 20:00:00.000000",
    ],
)
def test_timestamps_are_taken(text):
    assert accepts("timestamp", text) == [True, True]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2022-05-03",
        "2022-05-03 09:20:12",
        "2022-05-03 09:20:12.50311",
        "2022-05-03 09:20:12.5031170",
        "2022-05-03T09:20:12.503117",
        "2022-05-03 09:20:12.503117Z",
        "2022-05-03 09:20:12,503117",
        "2022-5-03 09:20:12.503117",
        "22-05-03 09:20:12.503117",
        "2022-05-03  9:20:12.503117",
        "2022-05-03 24:00:00.000000",
        "2022-05-03 09:60:00.000000",
        "2022-05-03 09:20:60.000000",
        "2022-05-03 09:20:12.503117\n",
        "\n2022-05-03 09:20:12.503117",
        "٢٠٢٢-05-03 09:20:12.503117",
        "2022-05-03 09:20:12.50311７",
        "2022-00-10 09:20:12.503117",
        "2022-13-10 09:20:12.503117",
        "2022-05-00 09:20:12.503117",
        "2022-05-32 09:20:12.503117",
        "2022-02-30 09:20:12.503117",
        "-022-05-03 09:20:12.503117",
    ],
)
def test_what_is_no_timestamp_is_refused(text):
    assert accepts("timestamp", text) == [False, False]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("year", [1, 4, 100, 400, 1900, 1904, 1999, 2000, 2023, 2024, 2100, 9996])
def test_a_year_has_the_days_that_its_calendar_has(engine, year):
    checked = compiled(schema_of("timestamp"), engine)
    taken = {
        (month, day)
        for month in range(14)
        for day in range(33)
        if checked.is_valid(f"{year:04}-{month:02}-{day:02} 12:00:00.000000")
    }
    assert taken == {
        (month, day)
        for month in range(1, 13)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_29_february_is_there_in_the_leap_years_of_ten_thousand(engine):
    checked = compiled(schema_of("timestamp"), engine)
    taken = [year for year in range(10_000) if checked.is_valid(f"{year:04}-02-29 12:00:00.000000")]
    assert taken == [year for year in range(10_000) if calendar.isleap(year)]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_day_has_24_hours_of_60_minutes_of_60_seconds(engine):
    checked = compiled(schema_of("timestamp"), engine)

    def taken(form: str) -> list[int]:
        return [
            number
            for number in range(100)
            if checked.is_valid(f"2022-05-03 {form.format(number)}.000000")
        ]

    assert taken("{:02}:00:00") == list(range(24))
    assert taken("00:{:02}:00") == list(range(60))
    assert taken("00:00:{:02}") == list(range(60))


@pytest.mark.parametrize(
    ("form", "text"), [("uuid", UUID), ("timestamp", "2022-05-03 09:20:12.503117")]
)
def test_the_length_refuses_what_a_looser_dollar_lets_through(form, text):
    # Python's re is such a validator: there `$` also matches before a last line feed.
    assert re.search(FORMS[form].pattern, text + "\n")
    assert len(text) == FORMS[form].length


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_patterns_use_no_digit_class_that_engines_read_differently(form):
    assert form.pattern.startswith("^")
    assert form.pattern.endswith("$")
    assert not [escape for escape in (r"\d", r"\w", r"\s", r"\b") if escape in form.pattern]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2022-05-03 09:20:12.503117", "timestamp"),
        ("2022-05-03 09:20:12.503117123", "nanoseconds"),
        ("2022-05-03T09:20:12Z", "utc"),
        ("2022-05-03T09:20:12.503117Z", "utc"),
        ("2022-05-03T09:20:12+02:00", "rfc3339"),
        ("2022-05-03t09:20:12.5z", "rfc3339"),
        ("2022-05-03 09:20:12", None),
        ("2022-05-03", None),
        ("2022-05-03T09:20:12", None),
        ("2022-02-29T09:20:12Z", None),
        ("2022-05-03T09:20:12.1234567890Z", None),
        ("2022-05-03T09:20:12+24:00", None),
        ("2022-05-03T09:20:12Z\n", None),
        ("", None),
    ],
)
def test_the_narrowest_form_of_a_time_is_told(text, form):
    assert time_form(text) == form


@pytest.mark.parametrize("text", ["+1555", "+155512345678901"])
def test_e164_numbers_are_taken(text):
    assert accepts("e164", text) == [True, True]
    assert has_form("e164", text)


@pytest.mark.parametrize("text", ["", "+", "1555", "+0555", "+1", "+1555123456789012", "+1 555"])
def test_what_is_no_e164_number_is_refused(text):
    assert accepts("e164", text) == [False, False]
    assert not has_form("e164", text)


@pytest.mark.parametrize(
    ("forms", "exact", "names"),
    [
        (["uuid"], [], "UUID"),
        (["uuid"], [""], "UUID or the empty string"),
        (["timestamp", "utc"], [], "YYYY-MM-DD HH:MM:SS.ffffff or YYYY-MM-DDTHH:MM:SS[.fraction]Z"),
        (["e164"], ["anonymous"], "E.164 or `anonymous`"),
        ([], [], ""),
    ],
)
def test_forms_are_named_for_people(forms, exact, names):
    assert form_names(forms, exact) == names


@pytest.mark.parametrize("form", FORMS)
def test_one_form_alone_keeps_its_format_and_length(form):
    one = FORMS[form]
    own = {"format": one.format} if one.format else {}
    expected = {**own, "pattern": one.pattern, "maxLength": one.length}
    assert form_keywords([form]) == expected


def test_only_uuid_has_a_format():
    assert {name: one.format for name, one in FORMS.items() if one.format} == {"uuid": "uuid"}


def test_several_forms_make_one_pattern_without_a_format():
    e164, uuid = FORMS["e164"].core, FORMS["uuid"].core
    assert form_keywords(["e164", "uuid"], ["", "a+"]) == {
        "pattern": rf"^({e164}|{uuid}|a\+)?$",
        "maxLength": 36,
    }


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("exact", "taken"),
    [
        ([], ["+1555"]),
        ([""], ["+1555", ""]),
        (["a.b"], ["+1555", "a.b"]),
        (["[x](y)|{z}^$*?\\", ""], ["+1555", "", "[x](y)|{z}^$*?\\"]),
    ],
)
def test_strings_admitted_beside_a_form_are_meant_literally(engine, exact, taken):
    schema = {"$schema": DIALECT, "type": "string", **form_keywords(["e164"], exact)}
    checked = compiled(schema, engine)
    texts = ["+1555", "", "a.b", "axb", "[x](y)|{z}^$*?\\", "anything", "+1555+1555", "\n"]
    assert [text for text in texts if checked.is_valid(text)] == taken
