import pytest
from extract_pages import page_of

from docs_extract.blocks import Purpose, holds_json, is_json, purpose
from docs_extract.page import BulletList, CodeBlock, Inline, Item, Paragraph, Section


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        "{not json",
        "\n  {",
        "[]",
        "[ {",
        "[[1]]",
        '["a"]',
        "[1]",
        "[<Cup>, ...]",
        "[...]",
        "// a note\n{}",
        "/* a\n note */ {}",
        "/* one */ // two\n\n[]",
    ],
)
def test_json_is_known_by_how_it_begins(text):
    assert is_json(CodeBlock(1, 0, text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "boil {}",
        '"text"',
        "1",
        "[section]",
        "[-] a choice",
        "# a note\n{}",
        "/* never closed {}",
        '"lid": {}',
    ],
)
def test_other_code_is_no_json(text):
    assert not is_json(CodeBlock(1, 0, text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$ boil --lid open\n\n{\n}", True),
        ("$ boil\n  [  \n  ]", True),
        ("{", True),
        ('$ boil --cup {}\n\n"lid"', False),
        ('$ boil\n{"lid": 1}', False),
        ("", False),
    ],
)
def test_json_inside_other_code_begins_at_a_line_of_its_own(text, expected):
    assert holds_json(CodeBlock(1, 0, text)) is expected


def section(title: str, *texts: str) -> tuple[Section, CodeBlock]:
    """A section with a block, and paragraphs before it."""
    block = CodeBlock(9, 4, "{}")
    paragraphs = tuple(Paragraph(n, (Inline("text", text),)) for n, text in enumerate(texts))
    return Section(1, title, (), (*paragraphs, block), ()), block


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Example", Purpose.EXAMPLE),
        ("EXAMPLES", Purpose.EXAMPLE),
        ("example 2: a cup", Purpose.EXAMPLE),
        ("Sample", Purpose.EXAMPLE),
        ("Response", Purpose.EXAMPLE),
        ("Usage", Purpose.EXAMPLE),
        ("Request", Purpose.REQUEST),
        ("Example request", Purpose.REQUEST),
        ("Sample requests", Purpose.REQUEST),
        ("The request body holds:", Purpose.REQUEST),
        ("Send the request payload", Purpose.REQUEST),
        ("Make a cup with POST /cups:", Purpose.REQUEST),
        ("PATCH /cups/{id} sends:", Purpose.REQUEST),
        ("Request and response:", Purpose.EXAMPLE),
        ("POST /cups returns:", Purpose.EXAMPLE),
        ("The kitchen responds with:", Purpose.EXAMPLE),
        ("What is returned:", Purpose.EXAMPLE),
        ("What is returned", Purpose.UNSAID),
        ("POST /cups", Purpose.UNSAID),
        ("Structure", Purpose.STRUCT),
        ("The skeleton:", Purpose.STRUCT),
        ("JSON schema", Purpose.STRUCT),
        ("Kettle", Purpose.UNSAID),
        ("An example", Purpose.UNSAID),
        ("Schema of lids", Purpose.UNSAID),
        ("Exemplary", Purpose.UNSAID),
        ("", Purpose.UNSAID),
    ],
)
def test_a_title_or_the_line_above_tells_what_a_block_is_for(title, expected):
    assert purpose(*section(title)) is expected
    assert purpose(*section("Kettle", "Before that.", title)) is expected


def test_the_line_above_counts_more_than_the_title():
    assert purpose(*section("Example", "Request:")) is Purpose.REQUEST
    assert purpose(*section("Request", "Response:")) is Purpose.EXAMPLE
    assert purpose(*section("Example", "Its structure:")) is Purpose.STRUCT
    assert purpose(*section("Example", "A kettle that boils.")) is Purpose.EXAMPLE


def test_only_the_paragraph_right_above_introduces_a_block():
    page = page_of(
        """
        Kettle
        ======
        **Example**

        .. code::

            {}

        .. code::

            []
        """
    )
    first, second = (one for one in page.sections[0].blocks if isinstance(one, CodeBlock))
    assert purpose(page.sections[0], first) is Purpose.EXAMPLE
    assert purpose(page.sections[0], second) is Purpose.UNSAID


def test_a_block_inside_a_list_has_its_sections_title_alone():
    inside = CodeBlock(5, 2, "{}")
    text = Paragraph(2, (Inline("text", "Request:"),))
    whole = Section(1, "Example", (), (text, BulletList(4, (Item(4, (inside,)),))), ())
    assert purpose(whole, inside) is Purpose.EXAMPLE
