import pytest

from validator.errors import SchemaError
from validator.selector import Selector, read_selector, version_key


@pytest.mark.parametrize(
    ("spec", "selector", "shown"),
    [
        ("order", Selector("order"), "latest"),
        ("order@latest", Selector("order"), "latest"),
        ("order@1", Selector("order", (1,)), "1"),
        ("order@0.10", Selector("order", (0, 10)), "0.10"),
        ("order@1.2.3", Selector("order", (1, 2, 3)), "1.2.3"),
        ("a b", Selector("a b"), "latest"),
    ],
)
def test_what_is_meant(spec, selector, shown):
    assert read_selector(spec) == selector
    assert str(selector) == shown


@pytest.mark.parametrize(
    "version",
    [
        *("", "v1", "1.x", "^1", "~1.2", ">=1", "1.", ".1", "01", "1.02", "-1", "1.2.3.4"),
        *("1.0.0-rc1", "LATEST", " 1", "1 ", "١", "1" * 10),
    ],
)
def test_another_way_to_write_a_version_is_answered_with_the_right_one(version):
    with pytest.raises(SchemaError) as caught:
        read_selector(f"order@{version}")
    assert str(caught.value) == (
        f"order@{version} names no version: write order@1, order@1.2, order@1.2.3 or order@latest"
    )


@pytest.mark.parametrize("spec", ["", "@", "@1", "a@1@2", "a\\b"])
def test_what_has_no_name_is_no_schema(spec):
    with pytest.raises(SchemaError) as caught:
        read_selector(spec)
    assert str(caught.value) == f"{spec} is no schema: write NAME, NAME@VERSION or a path"


def test_control_characters_of_a_selector_reach_no_terminal():
    with pytest.raises(SchemaError, match=r"^a@\\u001b\[2J names no version"):
        read_selector("a@\x1b[2J")


def test_a_selector_takes_versions_by_whole_numbers():
    numbers = ("1.0.0", "1.1.0", "1.10.0", "10.1.0", "2.1.1")

    def taken(*parts):
        return [number for number in numbers if Selector("order", parts).takes(number)]

    assert taken() == list(numbers)
    assert taken(1) == ["1.0.0", "1.1.0", "1.10.0"]
    assert taken(1, 1) == ["1.1.0"]
    assert taken(2, 1, 1) == ["2.1.1"]
    assert taken(3) == []


def test_versions_compare_as_numbers():
    assert version_key("1.9.0") < version_key("1.10.0") < version_key("10.0.0")
    for number in ("1", "1.0", "1.0.0.0", "1.0.x", "01.0.0", "1.0.0\n"):
        with pytest.raises(ValueError, match=r"^version '"):
            version_key(number)


def test_a_number_of_any_length_makes_a_short_message():
    with pytest.raises(SchemaError, match=r"^order@1{73}… names no version: write order@1, "):
        read_selector("order@" + "1" * 5000)
