from decimal import Decimal

import pytest
from extract_pages import page_of

from docs_extract.examples import (
    Example,
    example_blocks,
    is_example,
    looks_like_json,
    read_examples,
)
from docs_extract.page import CodeBlock, Page, Section
from validator.documents.json_scan import scan
from validator.finding import Finding, Severity, Span

PAGE = """
    Kettle
    ======

    .. code::

        {"lid": "<string>"}

    Now, a kettle that is open.

    .. code::

        {"lid": "open"}

    .. code:: sh

        boil --lid open

    * And one in a list.

      .. code:: json

         {"lid": "shut"}

    Example of a list
    -----------------

    .. code::

        [{"lid": "ajar"}]

    Deeper
    ++++++

    .. code::

        {"lid": "too deep"}

    Notes
    -----

    .. code::

        {"lid": "elsewhere"}

    EXAMPLES
    --------
    Text::

        {"lid": "off"}
    """


def skeleton_of(page: Page) -> CodeBlock:
    return next(one for one in page.sections[0].blocks if isinstance(one, CodeBlock))


def kettle_with(example: str) -> str:
    lines = "".join(f"    {line}\n" for line in example.split("\n"))
    return f"Kettle\n======\n\n.. code::\n\n    {{}}\n\nExample\n-------\n\n.. code::\n\n{lines}"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Example", True),
        ("Examples", True),
        ("example 2: a cup", True),
        ("An example", False),
        ("", False),
    ],
)
def test_a_section_of_examples_is_known_by_its_title(title, expected):
    assert is_example(Section(1, title, (), (), ())) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}", True),
        ("\n  [1]", True),
        ("{not json", True),
        ("", False),
        ("curl {}", False),
        ('"text"', False),
        ("1", False),
    ],
)
def test_json_is_known_by_its_first_bracket(text, expected):
    assert looks_like_json(CodeBlock(1, 0, text)) is expected


def test_examples_stand_behind_the_skeleton_and_in_the_sections_right_below():
    page = page_of(PAGE)
    assert list(example_blocks(page.sections[0], skeleton_of(page))) == [
        CodeBlock(12, 4, '{"lid": "open"}'),
        CodeBlock(22, 5, '{"lid": "shut"}'),
        CodeBlock(29, 4, '[{"lid": "ajar"}]'),
        CodeBlock(49, 4, '{"lid": "off"}'),
    ]


def test_code_that_is_no_json_is_no_example():
    page = page_of(kettle_with("boil --lid open") + "\n    {}\n\nText.\n\n.. code::\n\n    []\n")
    assert list(example_blocks(page.sections[0], skeleton_of(page))) == [CodeBlock(21, 4, "[]")]


def test_examples_are_read_with_the_places_of_their_values():
    page = page_of(PAGE)
    examples, findings = read_examples(page, page.sections[0], skeleton_of(page))
    assert findings == []
    assert examples == tuple(
        Example(block, value, scan(block.text))
        for block, value in zip(
            example_blocks(page.sections[0], skeleton_of(page)),
            [{"lid": "open"}, {"lid": "shut"}, [{"lid": "ajar"}], {"lid": "off"}],
            strict=True,
        )
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1", 1),
        ("0.5", 0.5),
        ("123456789012345678901234567890", 123456789012345678901234567890),
        ("1e400", 10**400),
        ("9007199254740993.5", Decimal("9007199254740993.5")),
    ],
)
def test_numbers_of_an_example_stay_exact(text, value):
    page = page_of(kettle_with(f'{{"litres": {text}}}'))
    examples, findings = read_examples(page, page.sections[0], skeleton_of(page))
    assert ([one.value for one in examples], findings) == ([{"litres": value}], [])
    assert type(examples[0].value["litres"]) is type(value)


@pytest.mark.parametrize(
    ("text", "message", "hint", "span"),
    [
        (
            '{\n  "lid": open\n}',
            "open is no JSON value",
            "a string stands in double quotes",
            Span(14, 14, 14, 18),
        ),
        (
            '{"lid": "open",}',
            "a comma after the last value",
            "remove the comma",
            Span(13, 19, 13, 20),
        ),
        (
            '{\n  "a": 1\n  "b": 2\n}',
            "no comma between two values",
            "add a comma before it",
            Span(15, 7, 15, 8),
        ),
        ('{"lid": "open"', "the text ends in the middle of a value", None, Span(13, 19, 13, 19)),
        (
            '{"lid": NaN}',
            "NaN is no JSON value",
            "write null, or leave the field out",
            Span(13, 13, 13, 16),
        ),
        ("{ ... }", "a name without quotes", "put it in double quotes", Span(13, 7, 13, 10)),
    ],
)
def test_an_example_that_is_not_json_is_reported_where_it_goes_wrong(text, message, hint, span):
    page = page_of(kettle_with(text))
    assert read_examples(page, page.sections[0], skeleton_of(page)) == (
        (),
        [
            Finding(
                "example-syntax",
                Severity.ERROR,
                f"the example is not clean JSON: {message}",
                hint=hint,
                file="thing.rst",
                span=span,
                excerpt=page.lines[span.line - 1],
            )
        ],
    )


def test_an_example_with_a_name_twice_is_reported_and_still_an_example():
    page = page_of(kettle_with('{\n  "lid": "open",\n  "lid": "shut"\n}'))
    examples, findings = read_examples(page, page.sections[0], skeleton_of(page))
    assert [one.value for one in examples] == [{"lid": "shut"}]
    assert findings == [
        Finding(
            "example-syntax",
            Severity.ERROR,
            'the example is not clean JSON: "lid" stands twice in one object',
            hint="remove one of them: readers differ in which they keep",
            file="thing.rst",
            span=Span(15, 7, 15, 12),
            excerpt='      "lid": "shut"',
        )
    ]


def test_one_bad_example_does_not_hide_the_others():
    text = kettle_with("{oops}") + "\n.. code::\n\n    {}\n"
    page = page_of(text)
    examples, findings = read_examples(page, page.sections[0], skeleton_of(page))
    assert [one.block for one in examples] == [CodeBlock(17, 4, "{}")]
    assert [one.code for one in findings] == ["example-syntax"]
