import pytest

from docs_extract.stated import StatedType, read_stated

STRING = StatedType("string")


def array(items: StatedType, **more) -> StatedType:
    return StatedType("array", items=items, **more)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("String", STRING),
        ("str", STRING),
        ("Integer", StatedType("integer")),
        ("INT", StatedType("integer")),
        ("Number", StatedType("number")),
        ("Float", StatedType("number")),
        ("Boolean", StatedType("boolean")),
        ("bool", StatedType("boolean")),
        ("Object", StatedType("object")),
        ("Map", StatedType("object")),
        ("Array", StatedType("array")),
        ("UUID", StatedType("string", "uuid")),
        ("string/UUID", StatedType("string", "uuid")),
        ("string uuid", StatedType("string", "uuid")),
        ("ISO 8601", StatedType("string", "timestamp")),
        ("timestamp", StatedType("string", "timestamp")),
        ("RFC3339", StatedType("string", "rfc3339")),
        ("E.164", StatedType("string", "e164")),
        ("E.164 string", StatedType("string", "e164")),
        ("enum", StatedType("string", enum=True)),
        ("enum string", StatedType("string", enum=True)),
        ("string enum", StatedType("string", enum=True)),
        ("UUIDs", StatedType("string", "uuid")),
        ("Date", STRING),
        ("Map of string", StatedType("object")),
        ("String (ISO 8601)", StatedType("string", "timestamp")),
        ("Enum (String)", StatedType("string", enum=True)),
        ("ISO 8601 timestamp", StatedType("string", "timestamp")),
        ("nullable string", StatedType("string", nullable=True)),
        ("Optional String", StatedType("string", optional=True)),
    ],
)
def test_a_word_states_a_type_in_any_case(text, stated):
    assert read_stated(text) == stated
    assert read_stated(text.lower()) == stated
    assert read_stated(f"  {text.upper()}\n") == stated


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Array of String", array(STRING)),
        ("array of strings", array(STRING)),
        ("an array of strings", array(STRING)),
        ("list of integers", array(StatedType("integer"))),
        ("Array<String>", array(STRING)),
        ("String[]", array(STRING)),
        ("Array of Object", array(StatedType("object"))),
        ("Array of UUIDs", array(StatedType("string", "uuid"))),
        ("Array of enum string", array(StatedType("string", enum=True))),
        ("Array of Address", array(StatedType("object", name="Address"))),
        ("array of arrays of integers", array(array(StatedType("integer")))),
        ("Array of String or null", array(STRING, nullable=True)),
        ("Array of Object, minItems: 1", array(StatedType("object"), min_items=1)),
        ("Array of String, minimum items: 2", array(STRING, min_items=2)),
        ("Array of kettles", array(StatedType(unread=("kettles",)), unread=("kettles",))),
    ],
)
def test_arrays_say_what_they_hold(text, stated):
    assert read_stated(text) == stated


@pytest.mark.parametrize(
    "text",
    [
        "String or null",
        "String / null",
        "String | null",
        "String|null",
        "String or NULL",
        "null or string",
        "null | string",
        "String, nullable",
        "nullable, String",
        "String, null",
        "null, String",
    ],
)
def test_null_is_told_in_each_spelling(text):
    assert read_stated(text) == StatedType("string", nullable=True)


@pytest.mark.parametrize("text", ["String, not null", "String, non-null", "String, never null"])
def test_words_against_null_do_not_make_nullable(text):
    assert read_stated(text) == StatedType("string", unread=(text.removeprefix("String, "),))


@pytest.mark.parametrize(
    "flag",
    [
        "optional",
        "Optional",
        "omitempty",
        "omitted when empty",
        "omitted if unset",
        "absent when off",
    ],
)
def test_a_field_is_optional_in_each_spelling(flag):
    assert read_stated(f"Integer, {flag}") == StatedType("integer", optional=True)
    assert read_stated(f"{flag}; Integer") == StatedType("integer", optional=True)


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("String, required", StatedType("string", required=True)),
        ("String, Mandatory", StatedType("string", required=True)),
        ("String, write-only", StatedType("string", write_only=True)),
        ("String, Write only", StatedType("string", write_only=True)),
        ("String, writeonly", StatedType("string", write_only=True)),
        ("Object, admin only", StatedType("object", admin=True)),
        ("Object, Administrators", StatedType("object", admin=True)),
        ("only administrators", StatedType(admin=True)),
        ("optional", StatedType(optional=True)),
        ("nullable", StatedType(nullable=True)),
        ("UUID or null, optional", StatedType("string", "uuid", nullable=True, optional=True)),
        ("String, ISO 8601", StatedType("string", "timestamp")),
        ("String, ISO 8601, or null", StatedType("string", "timestamp", nullable=True)),
        ("Address", StatedType("object", name="Address")),
        ("Address or null", StatedType("object", name="Address", nullable=True)),
    ],
)
def test_flags_stand_beside_the_type(text, stated):
    assert read_stated(text) == stated


@pytest.mark.parametrize(
    "words",
    ["int64", "int64 micros", "read-only", "deprecated", "BCP47", "BCP-47", "default: 5", "unique"],
)
def test_words_that_narrow_nothing_are_passed_over(words):
    assert read_stated(f"Integer, {words}") == StatedType("integer")


def test_the_first_of_two_types_counts():
    assert read_stated("Integer, String") == StatedType("integer")


@pytest.mark.parametrize("text", ["", "  ", ",", " ; , "])
def test_nothing_states_nothing(text):
    assert read_stated(text) == StatedType()


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("kettle", StatedType(unread=("kettle",))),
        ("String, a lid  of tin", StatedType("string", unread=("a lid of tin",))),
        ("one thing, another", StatedType(unread=("one thing", "another"))),
        ("String or Number", StatedType("any", unread=("String or Number",))),
        ("string array", StatedType(unread=("string array",))),
        ("String (short)", StatedType("string", unread=("short",))),
        ("Array of String, minItems: few", array(STRING, unread=("minItems: few",))),
        ("String, Lid", StatedType("string", unread=("Lid",))),
    ],
)
def test_words_that_are_not_known_are_kept(text, stated):
    assert read_stated(text) == stated
