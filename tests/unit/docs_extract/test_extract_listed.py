import pytest
from extract_pages import page_of

from docs_extract.listed import Listed, constant, listed
from docs_extract.page import Inline, Paragraph


def inlines(text: str) -> tuple[Inline, ...]:
    (block,) = page_of(text).sections[0].blocks
    assert isinstance(block, Paragraph)
    return block.inlines


def values(*names: str) -> Listed:
    return Listed(tuple((name, "") for name in names))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Where it is. One of: ``up``, ``down``.", values("up", "down")),
        ("One of ``up`` or ``down``", values("up", "down")),
        ("Values: ``up``, ``down``, or ``off``.", values("up", "down", "off")),
        ("Possible values: ``up`` | ``down``.", values("up", "down")),
        ("Allowed values are ``up``/``down``.", values("up", "down")),
        ("Either ``up`` or ``down``.", values("up", "down")),
        ("With a cup, one of ``up``, ``down``.", values("up", "down")),
        ("One of ``==``, ``!=``, ``<=``.", values("==", "!=", "<=")),
        ('Values: ``"up"``, ``""``.', values("up", "")),
        ("Values: ``up``, ``up``, ``down``.", values("up", "down")),
        ("One of: ``up``, ``down``. Default: ``up``. See ``lid``.", values("up", "down")),
        ("One of: ``up``, ``down``; otherwise ``off``.", values("up", "down")),
        ("One of ``up``, ``down`` depending on the ``cup``.", values("up", "down")),
        ("One of ``up``, ``down``, or empty.", values("up", "down", "")),
        ("Values: ``up``, or an empty string without a cup.", values("up", "")),
        (
            "Values: ``up`` (it steams), ``down`` (the ``cup`` is full).",
            Listed((("up", "it steams"), ("down", "the cup is full"))),
        ),
        ('One of: ``""`` (none), ``up``.', Listed((("", "none"), ("up", "")))),
        (
            "Possible values: ``cook`` (a person), or empty string (nobody).",
            Listed((("cook", "a person"), ("", "nobody"))),
        ),
        (
            "One of ``sent``, ``lost`` (to us) or ``got``, ``sent`` (by us).",
            Listed((("sent", ""), ("lost", "to us"), ("got", ""))),
        ),
        ("One of: ``a (b``, ``c``.", values("a (b", "c")),
        ("Allowed values: ``half up``.", values("half up")),
        ('How. One of "==", "!=", ">".', values("==", "!=", ">")),
        ("One of: up, down, or off.", values("up", "down", "off")),
        ("Values: up/down", values("up", "down")),
        ("One of: up, down, up.", values("up", "down")),
        ('One of: "half up", "down".', values("half up", "down")),
        ("One of ``a`` for calls, ``b`` for texts.", values("a", "b")),
    ],
)
def test_a_sentence_lists_all_values(text, expected):
    assert listed(inlines(text), enum=False) == expected
    assert listed(inlines(text), enum=True) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Where it is, e.g. ``up``, ``down``.",
        "Where it is (e.g., ``up``, ``down``).",
        "Such as ``up`` or ``down``.",
        "For example one of ``up``, ``down``.",
        "Possible values e.g. ``up``, ``down``.",
        "E.g. one of up, down.",
        "Values include ``up``, ``down``.",
        "Possible values include: up, down.",
        "Values: ``up``, ``down``, etc.",
        "Values: ``up``, ``down``, ...",
        "One of: ``up``, ``down``, and others.",
        "One of: up, down, etc.",
        "Not one of ``up``, ``down``.",
        "It must not be one of ``up``, ``down``.",
        "``up`` and ``down`` are common.",
        "Where it is: ``up``.",
        "Is ``up`` one of them?",
        "One of the lids, ``up``.",
        "One of many.",
        "One of the five or six.",
        "One of up or down depending on the cup.",
        "One of :ref:`these <lid-values>`.",
        "",
        "Values: ``a`` - first, ``b`` - other.",
        "Either ``a`` or any ``id`` of a cup.",
    ],
)
def test_other_sentences_list_nothing(text):
    found = inlines(text) if text else ()
    assert listed(found, enum=False) is None
    assert listed(found, enum=True) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Currently only ``up``.", values("up")),
        ("Currently ``up`` or ``down``.", values("up", "down")),
        ("The lid allows ``up`` or an empty string.", values("up", "")),
        (
            "The lid allows ``up`` (a pot) or empty string (a pan), but never both.",
            Listed((("up", "a pot"), ("", "a pan"))),
        ),
    ],
)
def test_weaker_words_list_the_values_of_an_enum_only(text, expected):
    assert listed(inlines(text), enum=True) == expected
    assert listed(inlines(text), enum=False) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('The kind. Value: ``"kettle"``.', "kettle"),
        ("Must be ``kettle``; nothing else boils.", "kettle"),
        ("Always ``kettle``", "kettle"),
        ('Value: ``""``.', ""),
    ],
)
def test_a_sentence_gives_the_one_value(text, value):
    assert constant(inlines(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "Value: ``up``, ``down``.",
        "Must be ``up`` or ``down``.",
        "Always ``up`` for cups.",
        "It is not always ``up``.",
        "Never must be ``up``.",
        "Default value: ``up``.",
        "The default value ``up``.",
        "Default: ``up``.",
        "Values: ``up``.",
        "e.g. ``up``.",
        "Must be a valid ``cup``.",
        "Must be the ``id`` of a cup.",
        "The value ``up`` means that it steams.",
        "Value: up.",
        "If ``type`` is ``x``, must be ``y``.",
    ],
)
def test_other_sentences_give_no_one_value(text):
    assert constant(inlines(text)) is None
