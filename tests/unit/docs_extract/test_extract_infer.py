from decimal import Decimal

import pytest

from docs_extract.infer import Sample, left_out, string_form, uuid_items, whole_number

UUID = "0f7c2d4e-6b1a-4c3e-9a55-2b9d1e7f8a60"
NIL = "00000000-0000-0000-0000-000000000000"
TIME = "2022-05-03 09:20:12.503117"


def samples(*values: object) -> list[Sample]:
    return [Sample(value, 10 * number) for number, value in enumerate(values, start=1)]


@pytest.mark.parametrize("name", ["id", "ids", "kettle_id", "kettle_ids", "a_b_id"])
def test_a_uuid_is_inferred_from_the_name_and_every_sample(name):
    assert string_form(name, samples(UUID, NIL, UUID.upper())) == (
        "uuid",
        "the name, and every sample is a UUID (lines 10, 20, 30)",
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("kettle", [UUID]),
        ("idle", [UUID]),
        ("identity", [UUID]),
        ("kettleid", [UUID]),
        ("id_kettle", [UUID]),
        ("ID", [UUID]),
        ("id", []),
        ("id", [UUID, "kettle-7"]),
        ("id", [UUID, ""]),
        ("id", [UUID, None]),
        ("id", [UUID, 7]),
        ("id", [UUID.replace("-", "")]),
        ("id", [f"{{{UUID}}}"]),
        ("id", [f"{UUID}\n"]),
        ("id", [f" {UUID}"]),
        ("id", [UUID[:-1] + "g"]),
        ("id", [UUID[:-1] + "٣"]),
        ("id", [TIME]),
    ],
)
def test_name_or_samples_alone_make_no_uuid(name, values):
    assert string_form(name, samples(*values)) is None


@pytest.mark.parametrize(
    "name", ["tm_create", "tm_", "created_at", "boil_time", "timestamp", "boil_timestamp"]
)
def test_a_timestamp_is_inferred_from_the_name_and_every_sample(name):
    assert string_form(name, samples(TIME)) == (
        "timestamp",
        "the name, and every sample has the form YYYY-MM-DD HH:MM:SS.ffffff (line 10)",
    )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["2022-05-03 09:20:12.503117123"], "YYYY-MM-DD HH:MM:SS.fffffffff (line 10)"),
        (["2022-05-03T09:20:12Z"], "YYYY-MM-DDTHH:MM:SS[.fraction]Z (line 10)"),
        (["2022-05-03T09:20:12+02:00"], "RFC 3339 (line 10)"),
        (
            ["2022-05-03T09:20:12.503117Z", TIME],
            "YYYY-MM-DD HH:MM:SS.ffffff or YYYY-MM-DDTHH:MM:SS[.fraction]Z (lines 10, 20)",
        ),
    ],
)
def test_the_reason_for_a_timestamp_names_the_forms_shown(values, shown):
    assert string_form("tm_create", samples(*values)) == (
        "timestamp",
        f"the name, and every sample has the form {shown}",
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("create", [TIME]),
        ("tm", [TIME]),
        ("at", [TIME]),
        ("atm_create", [TIME]),
        ("tm_create", []),
        ("tm_create", [TIME, "yesterday"]),
        ("tm_create", [TIME, "2022-05-03T09:20:12.503117"]),
        ("tm_create", [TIME, ""]),
        ("tm_create", [TIME, None]),
        ("tm_create", ["2022-05-03 09:20:12"]),
        ("tm_create", ["2022-05-03 09:20:12.5031171"]),
        ("tm_create", ["2022-02-30 09:20:12.503117"]),
        ("tm_create", [f"{TIME}\n"]),
        ("tm_create", [UUID]),
    ],
)
def test_name_or_samples_alone_make_no_timestamp(name, values):
    assert string_form(name, samples(*values)) is None


def test_a_number_is_whole_where_every_sample_is():
    assert whole_number(samples(0, -3, 10**30)) == "every sample is an integer (lines 10, 20, 30)"


@pytest.mark.parametrize(
    "values", [[], [1.0], [1, 2.5], [Decimal("1")], [True], [1, True], ["1"], [1, None]]
)
def test_a_number_is_not_whole_without_evidence_or_against_it(values):
    assert whole_number(samples(*values)) is None


def test_the_items_of_ids_are_uuids_where_every_other_id_is():
    objects = samples({"id": UUID, "cup_id": NIL, "name": "x"}, {"id": UUID, "cup_id": ""})
    assert uuid_items("kettle_ids", objects) == (
        "the name, and every id of the struct is a UUID (lines 10, 20)"
    )


@pytest.mark.parametrize(
    ("name", "objects"),
    [
        ("kettle_ids", []),
        ("kettle_ids", [{"id": UUID}]),
        ("kettle_ids", [{"id": UUID}, {"id": NIL}]),
        ("kettle_ids", [{"id": UUID, "cup_id": "cup-7"}]),
        ("kettle_ids", [{"id": UUID, "cup_id": ""}]),
        ("kettle_ids", [{"id": UUID, "cup_id": None}]),
        ("kettle_id", [{"id": UUID, "cup_id": NIL}]),
        ("kettles", [{"id": UUID, "cup_id": NIL}]),
        ("kids", [{"id": UUID, "cup_id": NIL}]),
    ],
)
def test_the_items_of_ids_are_no_uuids_without_two_ids_that_are(name, objects):
    assert uuid_items(name, samples(*objects)) is None


@pytest.mark.parametrize(
    ("objects", "reason"),
    [
        ([], None),
        ([{"lid": None}], None),
        ([{"lid": 1}, {"lid": 2, "x": 3}], None),
        ([{}], "left out by an example (line 10)"),
        ([{"lid": 1}, {"Lid": 2}, {}], "left out by an example (lines 20, 30)"),
    ],
)
def test_a_field_is_optional_where_an_example_leaves_it_out(objects, reason):
    assert left_out("lid", samples(*objects)) == reason


def test_lines_are_sorted_named_once_and_cut_after_five():
    lines = [70, 10, 10, 60, 50, 40, 30]
    assert whole_number([Sample(1, line) for line in lines]) == (
        "every sample is an integer (lines 10, 30, 40, 50, 60, ...)"
    )
    assert whole_number([Sample(1, line) for line in lines[1:]]) == (
        "every sample is an integer (lines 10, 30, 40, 50, 60)"
    )
    assert whole_number([Sample(1, 7), Sample(2, 7)]) == "every sample is an integer (line 7)"
