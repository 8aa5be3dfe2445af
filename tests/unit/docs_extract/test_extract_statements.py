import pytest

from docs_extract.statements import (
    says_absent,
    says_administrators,
    says_all_optional,
    says_default,
    says_empty,
    says_null,
    says_others,
    sentences,
    sentinels,
)

SENTINEL = "9999-01-01 00:00:00.000000"


@pytest.mark.parametrize(
    "text",
    ["It is null while the lid is off.", "Null without a cup.", "Can be null.", "A cup, or null."],
)
def test_a_sentence_says_null(text):
    assert says_null(f"Names the cup. {text} There is more.") == text


@pytest.mark.parametrize(
    "text",
    [
        "It is not null.",
        "Never null.",
        "It cannot be null.",
        "Unlike the lid it is null nowhere.",
        "It is empty rather than null.",
        "An empty text instead of null.",
        "It is a non-null text.",
        "It is no longer null.",
        "A nullable thing.",
        "See ``null_lid``.",
        "It is annulled.",
    ],
)
def test_words_against_null_say_nothing(text):
    assert says_null(text) is None


def test_a_denial_reaches_no_further_than_its_sentence():
    assert says_null("It is not a cup. It can be null.") == "It can be null."
    assert says_null("It is not a cup; Null where there is none.") == "Null where there is none."


@pytest.mark.parametrize(
    "text",
    [
        "Empty without a cup.",
        "An empty string where there is none.",
        'It is "" without a cup.',
        "Null or empty.",
        "Empty (not null) without a cup.",
    ],
)
def test_a_sentence_says_empty(text):
    assert says_empty(f"Names the cup. {text}") == text


@pytest.mark.parametrize(
    "text",
    [
        "An empty array without cups.",
        "It is an empty list.",
        "An empty object.",
        "An empty map.",
        "Never empty.",
        "It is not empty.",
        "It cannot be empty.",
        "A non-empty text.",
        "Null rather than empty.",
        "Emptying it is a waste.",
        'The text a""b.',
    ],
)
def test_other_words_about_emptiness_say_nothing(text):
    assert says_empty(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Omitted while the lid is off.",
        "Absent without a cup.",
        "It is left out where nobody knows.",
        "Present only for cups.",
        "Only present for cups.",
        "It is only returned for cups.",
        "Only included when it boils.",
        "Optional.",
        "If omitted, the lid is shut.",
        "If not set, the lid is shut.",
        "Used only if the lid is shut.",
    ],
)
def test_a_sentence_says_that_a_field_is_left_out(text):
    assert says_absent(f"Names the cup. {text}") == text


@pytest.mark.parametrize(
    "text",
    [
        "Never omitted.",
        "It is not absent.",
        "Made up if omitted on creation.",
        "If omitted when creating a cup, one is made up.",
        "May be omitted from the request.",
        "Omitted fields stay as they are.",
        "Absent to nobody.",
        "Optional cup of tea.",
        "If the default is absent, it is shut.",
    ],
)
def test_what_is_said_of_requests_or_denied_leaves_nothing_out(text):
    assert says_absent(text) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Default: shut.", "Default: shut."),
        ("Where it is. Defaults to shut. More.", "Defaults to shut."),
        ("Where it is. Default is shut.", "Default is shut."),
        ("By default it is shut.", "By default it is shut."),
        ("It is the default lid.", None),
        ("Defaulting is bad.", None),
        ("", None),
    ],
)
def test_a_sentence_names_the_default(text, sentence):
    assert says_default(text) == sentence


@pytest.mark.parametrize(
    ("texts", "sentence"),
    [
        (["A cup.", "About lids. All fields are optional. More."], "All fields are optional."),
        (["Here all fields are optional"], "Here all fields are optional"),
        (["Not all fields are optional."], None),
        (["All fields are required."], None),
        (["Some fields are optional."], None),
        ([], None),
    ],
)
def test_a_sentence_makes_all_fields_optional(texts, sentence):
    assert says_all_optional(texts) == sentence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Admins see these additional fields:", True),
        ("Only administrators see:", True),
        ("Additional fields for an administrator", True),
        ("admin-only", True),
        ("An administrator can mend the lid.", False),
        ("Only cooks see:", False),
        ("The administration adds these additional fields", False),
    ],
)
def test_fields_for_administrators_are_introduced(text, expected):
    assert says_administrators(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Keys not listed here are kept.", True),
        ("Other keys are passed on.", True),
        ("It can hold additional data.", True),
        ("More may appear.", True),
        ("Any key-value pairs.", True),
        ("A custom key for the lid.", True),
        ("Its keys are listed below.", False),
        ("Another field.", False),
    ],
)
def test_an_object_may_hold_more(text, expected):
    assert says_others(text) is expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{SENTINEL} until it boils.", [SENTINEL]),
        (
            "Set to 9999-01-01T00:00:00.000000Z or 9999-12-31T23:59:59Z.",
            ["9999-01-01T00:00:00.000000Z", "9999-12-31T23:59:59Z"],
        ),
        (f"It is never {SENTINEL}.", []),
        (f"Null, not {SENTINEL}.", []),
        (f"Unlike cups, whose time is {SENTINEL}, it is null.", []),
        (f"It is not a cup. {SENTINEL} until it boils.", [SENTINEL]),
        ("2024-01-01 00:00:00.000000 is a time.", []),
        ("The year 9999.", []),
    ],
)
def test_times_that_stand_for_not_yet_are_found(text, found):
    assert list(sentinels(text)) == found


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("One only", ["One only"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One; two", ["One", "two"]),
        ('One. "two". `three`. *four*.', ["One.", '"two".', "`three`.", "*four*."]),
        ("A cup, e.g. a mug, of 1.5 litres.", ["A cup, e.g. a mug, of 1.5 litres."]),
    ],
)
def test_texts_are_cut_into_sentences(text, parts):
    assert sentences(text) == parts
