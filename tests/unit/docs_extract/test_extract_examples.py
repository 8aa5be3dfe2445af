from decimal import Decimal

import pytest
from extract_pages import place, reference_of

from docs_extract.examples import Example, read_page_examples
from docs_extract.page import CodeBlock
from docs_extract.sites import find_sites
from validator.documents.json_scan import scan
from validator.finding import Finding, Severity, Span

PAGE = """
    Kettle
    ======

    .. code::

        {"lid": "<string>"}

    * lid: Where it is.

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

        {"litres": 2}

    EXAMPLES
    --------
    Text::

        {"lid": "off"}
    """


def kettle_with(example: str) -> str:
    lines = "".join(f"    {line}\n" for line in example.split("\n"))
    return (
        'Kettle\n======\n\n.. code::\n\n    {"lid": <any>}\n\n'
        f"Example\n-------\n\n.. code::\n\n{lines}"
    )


def examples_of(tmp_path, text: str) -> tuple[dict[str, tuple[Example, ...]], list[Finding]]:
    """The examples of a page by the name of their struct, and what is wrong with them."""
    reference = reference_of(tmp_path, {"thing.rst": text})
    sites, _ = find_sites(reference)
    found, findings = read_page_examples(reference.pages[0], sites)
    return {name: found[id(site.section)] for name, site in sites.by_name.items()}, findings


def kettles(tmp_path, text: str) -> tuple[tuple[Example, ...], list[Finding]]:
    examples, findings = examples_of(tmp_path, text)
    return examples["kettle"], findings


def test_examples_stand_behind_the_skeleton_and_in_sections_of_their_own(tmp_path):
    examples, findings = kettles(tmp_path, PAGE)
    expected = [
        (CodeBlock(14, 4, '{"lid": "open"}'), {"lid": "open"}, ("",)),
        (CodeBlock(24, 5, '{"lid": "shut"}'), {"lid": "shut"}, ("",)),
        (CodeBlock(31, 4, '[{"lid": "ajar"}]'), [{"lid": "ajar"}], ("/0",)),
        (CodeBlock(44, 4, '{"lid": "off"}'), {"lid": "off"}, ("",)),
    ]
    assert examples == tuple(
        Example(block, value, scan(block.text), pointers) for block, value, pointers in expected
    )
    assert [(one.code, one.severity, place(one)[0]) for one in findings] == [
        ("wrapped-example", Severity.NOTE, 31),
        ("unread-block", Severity.NOTE, 38),
    ]


@pytest.mark.parametrize(
    ("example", "payloads"),
    [
        ('{"lid": 1}', [("", {"lid": 1})]),
        ('[{"lid": 1}, {"lid": 2}]', [("/0", {"lid": 1}), ("/1", {"lid": 2})]),
        ('{"result": [{"lid": 1}], "next": ""}', [("/result/0", {"lid": 1})]),
        ('{"data": {"lid": 1}}', [("/data", {"lid": 1})]),
        ('{"a/b": {"lid": 1}}', [("/a~1b", {"lid": 1})]),
        ('{"litres": 1}', [("", {"litres": 1})]),
        ('{"lid": {"lid": 1}}', [("", {"lid": {"lid": 1}})]),
    ],
)
def test_structs_are_taken_out_of_lists_and_envelopes(tmp_path, example, payloads):
    page = PAGE.split("Now,")[0] + f"Example\n    -------\n\n    .. code::\n\n        {example}\n"
    examples, _ = kettles(tmp_path, page)
    assert [list(one.payloads()) for one in examples] == [payloads]


def test_an_example_of_its_own_belongs_to_the_struct_it_has_most_fields_of(tmp_path):
    page = """
        Things
        ======

        Kettle
        ------

        .. code::

            {"lid": "<string>", "id": "<string>"}

        Cup
        ---

        .. code::

            {"full": <boolean>, "id": "<string>"}

        Example
        -------

        .. code::

            {"full": true, "id": "c"}

        .. code::

            {"roof": true}
        """
    examples, findings = examples_of(tmp_path, page)
    assert {name: [one.value for one in several] for name, several in examples.items()} == {
        "kettle": [],
        "cup": [{"full": True, "id": "c"}],
    }
    assert [(one.code, place(one)[0]) for one in findings] == [("unread-block", 27)]


@pytest.mark.parametrize(
    ("intro", "is_request"),
    [
        ("Request", True),
        ("The request body:", True),
        ("Send it with ``POST /kettles``:", True),
        ("The response to ``POST /kettles``:", False),
        ("A kettle.", False),
        ("**Example**", False),
    ],
)
def test_requests_are_no_examples(tmp_path, intro, is_request):
    page = PAGE.split("Now,")[0] + f'{intro}\n\n    .. code::\n\n        {{"lid": 1}}\n'
    examples, findings = kettles(tmp_path, page)
    assert [one.value for one in examples] == ([] if is_request else [{"lid": 1}])
    assert [one.message for one in findings] == (
        ["this block is neither a skeleton nor an example: it shows a request"]
        if is_request
        else []
    )


def test_json_behind_other_text_is_said(tmp_path):
    page = (
        PAGE.split("Now,")[0]
        + 'Call it::\n\n        $ boil\n        {\n          "lid": 1\n        }\n'
    )
    examples, findings = kettles(tmp_path, page)
    assert examples == ()
    assert [(one.code, one.severity, place(one)[0]) for one in findings] == [
        ("unread-block", Severity.NOTE, 12)
    ]


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
def test_numbers_of_an_example_stay_exact(tmp_path, text, value):
    examples, findings = kettles(tmp_path, kettle_with(f'{{"lid": {text}}}'))
    assert ([one.value for one in examples], findings) == ([{"lid": value}], [])
    assert type(examples[0].value["lid"]) is type(value)


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
        (
            "{ ... }",
            "... is no JSON value",
            "JSON cannot leave anything out: remove it, or write all of it",
            Span(13, 7, 13, 10),
        ),
    ],
)
def test_an_example_that_is_not_json_is_reported_where_it_goes_wrong(
    tmp_path, text, message, hint, span
):
    page = kettle_with(text)
    assert kettles(tmp_path, page) == (
        (),
        [
            Finding(
                "example-syntax",
                Severity.ERROR,
                f"the example is not clean JSON: {message}",
                hint=hint,
                file=str(tmp_path / "reference/thing.rst"),
                span=span,
                excerpt=page.split("\n")[span.line - 1],
            )
        ],
    )


def test_an_example_with_a_name_twice_is_reported_and_still_an_example(tmp_path):
    page = kettle_with('{\n  "lid": "open",\n  "lid": "shut"\n}')
    examples, findings = kettles(tmp_path, page)
    assert [one.value for one in examples] == [{"lid": "shut"}]
    assert findings == [
        Finding(
            "example-syntax",
            Severity.ERROR,
            'the example is not clean JSON: "lid" stands twice in one object',
            hint="remove one of them: readers differ in which they keep",
            file=str(tmp_path / "reference/thing.rst"),
            span=Span(15, 7, 15, 12),
            excerpt='      "lid": "shut"',
        )
    ]


def test_one_bad_example_does_not_hide_the_others(tmp_path):
    page = kettle_with("{oops}") + "\n.. code::\n\n    {}\n"
    examples, findings = kettles(tmp_path, page)
    assert [one.block for one in examples] == [CodeBlock(17, 4, "{}")]
    assert [one.code for one in findings] == ["example-syntax"]
