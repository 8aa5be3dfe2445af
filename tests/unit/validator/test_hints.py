import pytest

from validator import hints

RESULTS = ["", "success", "fail"]


@pytest.mark.parametrize(
    ("word", "known", "match"),
    [
        ("sucess", RESULTS, "success"),
        ("campain_id", ["campaign_id", "id"], "campaign_id"),
        ("no_answer", ["normal", "noanswer"], "noanswer"),
        ("CAMPAIGN-ID", ["campaign_id"], "campaign_id"),
        ("zzz", RESULTS, None),
        ("", RESULTS, None),
        ("x" * 101, ["x" * 100], None),
    ],
)
def test_the_nearest_word(word, known, match):
    assert hints.nearest(word, known) == match


@pytest.mark.parametrize(
    ("found", "hint"),
    [
        ("sucess", 'did you mean "success"?'),
        ("Success", 'letter case matters: write "success"'),
        (" fail\n", 'remove the white space around it: "fail"'),
        ("nothing", None),
        (None, 'write "" where there is no value'),
        (5, None),
    ],
)
def test_values(found, hint):
    assert hints.for_value(found, RESULTS) == hint


@pytest.mark.parametrize(
    ("found", "expected", "hint"),
    [
        ("1", ["integer"], "remove the quotes: 1"),
        ("-12", ["integer", "null"], "remove the quotes: -12"),
        ("1.5", ["integer"], None),
        ("1.5", ["number"], "remove the quotes: 1.5"),
        ("01", ["integer"], None),
        ("١", ["integer"], None),
        ("True", ["boolean"], "remove the quotes: true"),
        ("null", ["null"], "remove the quotes: null"),
        (5, ["string"], 'put it in quotes: "5"'),
        (True, ["string"], None),
        ([], ["string"], None),
    ],
)
def test_types(found, expected, hint):
    assert hints.for_type(found, expected) == hint
