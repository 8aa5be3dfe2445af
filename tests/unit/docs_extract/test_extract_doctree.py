import copy
import textwrap

import pytest
from docutils.parsers.rst import directives, roles
from extract_pages import blocks_under_title, page_of

from docs_extract.doctree import read_page
from docs_extract.page import (
    BulletList,
    CodeBlock,
    Inline,
    Item,
    Message,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
    blocks_of,
)


def words(line: int, text: str) -> Paragraph:
    return Paragraph(line, (Inline("text", text),))


def test_a_page_becomes_plain_data():
    text = textwrap.dedent(
        """\
        .. _shop-struct-kettle:

        Kettle
        ======
        It boils.

        * volume: In *litres*.
        * lid

        Inside
        ------
        Water.
        """
    )
    assert read_page("x/kettle.rst", "docs/x/kettle.rst", text) == Page(
        "x/kettle.rst",
        "docs/x/kettle.rst",
        tuple(text.splitlines()),
        (
            Section(
                3,
                "Kettle",
                ("shop-struct-kettle",),
                (
                    words(5, "It boils."),
                    BulletList(
                        7,
                        (
                            Item(
                                7,
                                (
                                    Paragraph(
                                        7,
                                        (
                                            Inline("text", "volume: In "),
                                            Inline("emphasis", "litres"),
                                            Inline("text", "."),
                                        ),
                                    ),
                                ),
                            ),
                            Item(8, (words(8, "lid"),)),
                        ),
                    ),
                ),
                (Section(10, "Inside", (), (words(12, "Water."),), ()),),
            ),
        ),
        (),
    )


@pytest.mark.parametrize("text", ["", "\n\n", ".. a comment\n"])
def test_a_page_without_text_has_no_sections(text):
    page = read_page("a.rst", "a.rst", text)
    assert (page.sections, page.messages) == ((), ())


def test_what_stands_before_the_first_title_is_a_section_without_one():
    page = page_of(
        """
        Before.

        Kettle
        ======
        """
    )
    assert page.sections == (
        Section(1, "", (), (words(1, "Before."),), ()),
        Section(3, "Kettle", (), (), ()),
    )


def test_a_lone_title_stays_a_section_with_its_label():
    page = page_of(
        """
        .. _lone-label:

        Lone
        ====

        Sub
        ---
        """
    )
    assert page.sections == (
        Section(3, "Lone", ("lone-label",), (), (Section(6, "Sub", (), (), ()),)),
    )


@pytest.mark.parametrize(
    ("label", "known_as"),
    [
        ("shop-struct-lid_type", "shop-struct-lid_type"),
        ("a__b", "a__b"),
        ("Shop-Kettle", "shop-kettle"),
    ],
)
def test_a_label_keeps_its_underscores(label, known_as):
    page = page_of(f".. _{label}:\n\nKettle\n======\n")
    assert page.sections == (Section(3, "Kettle", (known_as,), (), ()),)
    assert page.messages == ()


def test_several_labels_of_a_section_are_all_kept():
    page = page_of(".. _first-one:\n.. _second_one:\n\nKettle\n======\n")
    assert sorted(page.sections[0].labels) == ["first-one", "second_one"]


def test_sections_with_the_same_title_stay_apart():
    page = page_of(
        """
        A
        =

        Example
        -------
        one

        .. _example-with-label:

        Example
        -------
        two

        B
        =

        Example
        -------
        three
        """
    )
    assert page.messages == ()
    assert page.sections == (
        Section(
            1,
            "A",
            (),
            (),
            (
                Section(4, "Example", (), (words(6, "one"),), ()),
                Section(10, "Example", ("example-with-label",), (words(12, "two"),), ()),
            ),
        ),
        Section(
            14,
            "B",
            (),
            (),
            (Section(17, "Example", (), (words(19, "three"),), ()),),
        ),
    )


def test_a_title_with_a_line_above_and_markup_is_read_as_text():
    page = page_of("=============\n The ``lid``\n=============\n\nText.\n")
    assert [(one.title, one.labels) for one in page.sections] == [("The lid", ())]


@pytest.mark.parametrize(
    ("role", "inline"),
    [
        (
            ":ref:`the list <shop-struct-lid_type>`",
            Inline("ref", "the list", "shop-struct-lid_type"),
        ),
        (
            ":ref:`shop-struct-lid_type`",
            Inline("ref", "shop-struct-lid_type", "shop-struct-lid_type"),
        ),
        (":ref:`the <odd> list <x-y>`", Inline("ref", "the <odd> list", "x-y")),
        (":ref:`not a target <x>y`", Inline("ref", "not a target <x>y", "not a target <x>y")),
        (":ref:`<bare>`", Inline("ref", "<bare>", "<bare>")),
        (":ref:`two\nlines <x-y>`", Inline("ref", "two\nlines", "x-y")),
        (":ref:`it <two\nlines>`", Inline("ref", "it", "two lines")),
        (":ref:`two\nlines`", Inline("ref", "two\nlines", "two lines")),
        ("``a_b``", Inline("literal", "a_b")),
        ("*a*", Inline("emphasis", "a")),
        ("**a**", Inline("strong", "a")),
    ],
)
def test_running_text_keeps_what_its_markup_says(role, inline):
    assert blocks_under_title(f"See {role}.\n") == (
        Paragraph(3, (Inline("text", "See "), inline, Inline("text", "."))),
    )


def test_quotes_and_dashes_stay_as_they_are_written():
    assert blocks_under_title('"a" -- it\'s...\n') == (words(3, '"a" -- it\'s...'),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. code::\n\n    {\n      1\n    }\n", CodeBlock(5, 4, "{\n  1\n}")),
        (".. code-block:: json\n\n   {}\n", CodeBlock(5, 3, "{}")),
        (".. sourcecode:: json\n\n  {}\n", CodeBlock(5, 2, "{}")),
        (".. code::\n\n\n\n    {}\n", CodeBlock(7, 4, "{}")),
        (".. code::\n\n    {\n\n    }\n\n\nAfter.\n", CodeBlock(5, 4, "{\n\n}")),
        (
            ".. code-block:: json\n   :linenos:\n   :caption: A kettle\n\n   {}\n",
            CodeBlock(7, 3, "{}"),
        ),
        (
            ".. code:: json\n   :number-lines: 5\n   :name: kettle\n\n     {}\n",
            CodeBlock(7, 3, "  {}"),
        ),
        ("::\n\n    {}\n", CodeBlock(5, 4, "{}")),
        ("::\n\n\n\n  {\n    1\n\n  }\n", CodeBlock(7, 2, "{\n  1\n\n}")),
        ("Text::\n\n  {}\n", CodeBlock(5, 2, "{}")),
        ("Text ::\n\n       {}\n", CodeBlock(5, 7, "{}")),
        ("* Text::\n\n    {}\n", CodeBlock(5, 4, "{}")),
        ("* .. code::\n\n       {}\n", CodeBlock(5, 7, "{}")),
        ("* a\n\n  * b\n\n    .. code:: json\n\n      {}\n", CodeBlock(9, 6, "{}")),
        (".. note:: Look:\n\n   .. code::\n\n     {}\n", CodeBlock(7, 5, "{}")),
        (".. code::\n\n\t{\n\t\t1\n\t}\n", CodeBlock(5, 8, "{\n        1\n}")),
    ],
)
def test_a_code_block_knows_the_line_and_indent_of_its_text(text, expected):
    found = [block for block in blocks_of(blocks_under_title(text)) if isinstance(block, CodeBlock)]
    assert found == [expected]


def test_equal_literal_blocks_each_have_their_own_line():
    text = "One::\n\n    {}\n\nTwo::\n\n    {}\n\n::\n\n\n      {}\n"
    assert [block for block in blocks_under_title(text) if isinstance(block, CodeBlock)] == [
        CodeBlock(5, 4, "{}"),
        CodeBlock(9, 4, "{}"),
        CodeBlock(14, 6, "{}"),
    ]


def test_a_page_with_windows_line_ends_has_the_same_places():
    text = "A\r\n=\r\n\r\n.. code::\r\n\r\n  {\r\n  1\r\n  }\r\n"
    assert read_page("a.rst", "a.rst", text).sections == (
        Section(1, "A", (), (CodeBlock(6, 2, "{\n1\n}"),), ()),
    )


def test_code_right_behind_a_list_is_read_and_the_warning_kept():
    page = page_of(
        """
        A
        =
        * One.
        .. code::

            {"a": 1}
        """
    )
    assert page.sections == (
        Section(
            1,
            "A",
            (),
            (BulletList(3, (Item(3, (words(3, "One."),)),)), CodeBlock(6, 4, '{"a": 1}')),
            (),
        ),
    )
    assert page.messages == (
        Message(4, 2, "Bullet list ends without a blank line; unexpected unindent."),
    )


def test_code_right_behind_a_paragraph_becomes_part_of_it_and_a_literal_block():
    blocks = blocks_under_title("**Example**\n.. code::\n\n    {}\n")
    assert blocks == (
        Paragraph(3, (Inline("strong", "Example"), Inline("text", "\n.. code:"))),
        CodeBlock(6, 4, "{}"),
    )


HEADER = ("Type", "Description")
SIMPLE = """
    ======= ===========
    Type    Description
    ======= ===========
    open    The lid is
            up.
    shut    The lid is
    ======= ===========
    """
GRID = """
    +------+-------------+
    | Type | Description |
    +======+=============+
    | open | The lid is  |
    |      | up.         |
    +------+-------------+
    | ""   | Unknown     |
    +------+-------------+
    """
LIST = """
    .. list-table:: Lids
       :header-rows: 1

       * - Type
         - Description
       * - ``open``
         - The lid is
           up.
       * - ``""``
         - Unknown
    """


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            SIMPLE,
            Table(
                3,
                Row(4, HEADER),
                (Row(6, ("open", "The lid is up.")), Row(8, ("shut", "The lid is"))),
            ),
            id="simple",
        ),
        pytest.param(
            GRID,
            Table(
                3, Row(4, HEADER), (Row(6, ("open", "The lid is up.")), Row(9, ('""', "Unknown")))
            ),
            id="grid",
        ),
        pytest.param(
            LIST,
            Table(
                3, Row(6, HEADER), (Row(8, ("open", "The lid is up.")), Row(11, ('""', "Unknown")))
            ),
            id="list",
        ),
        pytest.param(
            "==== ====\nopen shut\n==== ====\n",
            Table(3, None, (Row(4, ("open", "shut")),)),
            id="no header",
        ),
        pytest.param(
            "==== ====\nType Text\n==== ====\nopen\n==== ====\n",
            Table(3, Row(4, ("Type", "Text")), (Row(6, ("open", "")),)),
            id="empty cell",
        ),
        pytest.param(
            "==== =============\nType Text\n==== =============\nopen * up\n     * high\n"
            "==== =============\n",
            Table(3, Row(4, ("Type", "Text")), (Row(6, ("open", "up high")),)),
            id="list in a cell",
        ),
    ],
)
def test_every_kind_of_table_is_read_with_its_lines(text, expected):
    assert blocks_under_title(text) == (expected,)


@pytest.mark.parametrize("bare", ['""', "--", "''"])
def test_bare_punctuation_in_the_first_column_is_the_cells_text(bare):
    text = f"====== ===========\nType   Description\n====== ===========\n{bare:<6} No lid.\n"
    page = page_of(f"Lid\n===\n{text}====== ===========\n")
    assert page.messages == ()
    assert page.sections[0].blocks == (
        Table(3, Row(4, ("Type", "Description")), (Row(6, (bare, "No lid.")),)),
    )


def test_a_malformed_table_is_a_message():
    page = page_of("A\n=\n\n==== ====\none  two\nthree four\n==== ====\n")
    assert page.sections == (Section(1, "A", (), (), ()),)
    assert page.messages == (
        Message(6, 3, "Malformed table.\nText in column margin in table line 3."),
    )


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        (".. include:: {file}", '"include" directive disabled.'),
        (".. include:: {file}\n   :literal:", '"include" directive disabled.'),
        (".. include:: {file}\n   :parser: rst", '"include" directive disabled.'),
        (".. raw:: html\n\n   <b>bold</b>", '"raw" directive disabled.'),
        (".. raw:: html\n   :file: {file}", '"raw" directive disabled.'),
        (
            ".. csv-table::\n   :file: {file}",
            'File and URL access deactivated; ignoring "csv-table" directive.',
        ),
        (
            ".. csv-table::\n   :url: file://{file}",
            'File and URL access deactivated; ignoring "csv-table" directive.',
        ),
    ],
)
def test_a_page_reaches_no_file_and_says_so(tmp_path, directive, message):
    secret = tmp_path / "secret.txt"
    secret.write_text("open,sesame\n", encoding="utf-8")
    text = f"A\n=\n\n{directive.format(file=secret)}\n\nAfter.\n"
    page = read_page("a.rst", str(tmp_path / "a.rst"), text)
    assert page.messages == (Message(4, 2, message),)
    after = text.splitlines().index("After.") + 1
    assert page.sections == (Section(1, "A", (), (words(after, "After."),), ()),)
    assert "sesame" not in repr(page)


def test_a_role_that_writes_raw_output_is_refused():
    page = page_of("A\n=\n\n.. role:: html(raw)\n   :format: html\n\n:html:`<b>`\n")
    assert [message.text for message in page.messages] == ["raw (and derived) roles disabled"]
    assert [block.text for block in page.sections[0].blocks] == [":html:`<b>`"]


def test_no_configuration_file_of_the_machine_is_read(tmp_path, monkeypatch):
    text = 'A\n=\n\n"quoted"\n\n.. include:: secret.txt\n'
    before = read_page("a.rst", "a.rst", text)
    (tmp_path / "secret.txt").write_text("sesame", encoding="utf-8")
    (tmp_path / "docutils.conf").write_text(
        "[general]\nfile_insertion_enabled: yes\nraw_enabled: yes\nreport_level: 5\n"
        "[parsers]\nsmart_quotes: yes\n[restructuredtext parser]\nsmart_quotes: yes\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCUTILSCONFIG", str(tmp_path / "docutils.conf"))
    assert read_page("a.rst", "a.rst", text) == before
    assert before.messages == (Message(6, 2, '"include" directive disabled.'),)


def test_a_very_long_line_is_read_like_any_other():
    long = "tea " * 5000
    blocks = blocks_under_title(f"{long}\n\nAfter.\n")
    assert blocks == (words(3, long.rstrip()), words(5, "After."))


def test_hundreds_of_nested_lists_are_a_message():
    text = "A\n=\n\n" + "".join("  " * depth + "* tea\n\n" for depth in range(300))
    page = read_page("a.rst", "a.rst", text)
    assert (page.sections, page.messages) == (
        (),
        (Message(1, 4, "The page nests too deeply to be read."),),
    )
    assert page.lines == tuple(text.splitlines())


def test_some_nested_lists_are_read():
    text = "".join("  " * depth + "* tea\n\n" for depth in range(10))
    depths = [block.line for block in blocks_of(blocks_under_title(text)) if block_is_list(block)]
    assert depths == [3 + 2 * depth for depth in range(10)]


def block_is_list(block) -> bool:
    return isinstance(block, BulletList)


def test_the_body_of_an_unknown_directive_is_read_in_its_place_and_it_is_said():
    page = page_of("A\n=\n\n.. mystery:: x\n\n   inside\n\nAfter.\n")
    assert page.messages == (
        Message(4, 1, "the directive mystery is not known; its content is read"),
    )
    assert page.sections == (Section(1, "A", (), (words(6, "inside"), words(8, "After.")), ()),)


@pytest.mark.parametrize(
    ("role", "shown"),
    [
        (":mystery:`lid`", "lid"),
        (":kbd:`<Enter>`", "<Enter>"),
        (":doc:`the lid <lids/lid>`", "the lid"),
        (":doc:`/lids/lid`", "/lids/lid"),
        (":http:get:`/lids/{id}`", "/lids/{id}"),
        (":mystery:`List <string>`", "List <string>"),
        (r":mystery:`a\*b`", "a*b"),
    ],
)
def test_an_unknown_role_gives_its_text(role, shown):
    assert blocks_under_title(f"See {role}.\n") == (words(3, f"See {shown}."),)


def test_a_default_role_that_is_not_known_gives_its_text():
    assert blocks_under_title(".. default-role:: any\n\nThe `lid`.\n") == (words(5, "The lid."),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Kettle\n====\n", Message(2, 2, "Title underline too short.")),
        (
            "A\n=\n\nB\n-\n\nC\n=\n\nD\n~\n",
            Message(10, 3, "Inconsistent title style: skip from level 1 to 3."),
        ),
        ("A\n=\n\n*open\n", Message(4, 2, "Inline emphasis start-string without end-string.")),
        (
            "A\n=\n\n.. code:: json\n   :sort: yes\n\n   {}\n",
            Message(4, 3, 'Error in "code" directive:\nunknown option: "sort".'),
        ),
        (
            "A\n=\n\n.. code::\n    {\n    }\n",
            Message(4, 3, 'Error in "code" directive:\nmaximum 1 argument(s) allowed, 2 supplied.'),
        ),
    ],
)
def test_malformed_text_is_a_message_with_its_line(text, message):
    assert page_of(text).messages == (message,)


def test_nothing_is_printed(capfd):
    page_of("A\n=\n\n.. mystery::\n\n*open\n")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "text",
    [
        "A\n=\n\n:ref:`x <y>`\n\n.. code-block:: json\n\n   {}\n",
        ".. role:: mine\n\n.. default-role:: mine\n\n`tea`\n",
        "".join("  " * depth + "* tea\n\n" for depth in range(300)),
    ],
)
def test_the_registries_of_docutils_are_left_as_they_were(text):
    known = [vars(directives)["_directives"], vars(roles)["_roles"]]
    before = [copy.copy(one) for one in known]
    read_page("a.rst", "a.rst", text)
    assert [vars(directives)["_directives"], vars(roles)["_roles"]] == before
    assert [id(vars(directives)["_directives"]), id(vars(roles)["_roles"])] == [
        id(one) for one in known
    ]


def test_the_same_text_gives_the_same_page_twice():
    text = "A\n=\n\n.. role:: mine\n\n:mine:`x` :ref:`y <z>` `q`\n"
    assert page_of(text) == page_of(text)


TABS = """
    Title
    =====

    .. tabs::

       .. tab:: JSON

          .. code:: json

             {"lid": 1}

       .. tab:: Text
          :sync: x

          It *boils*.

          * lid: Up.

    After.
    """


def test_what_stands_in_tabs_is_read_at_its_line_and_in_silence():
    page = page_of(TABS)
    assert page.messages == ()
    assert page.sections == (
        Section(
            1,
            "Title",
            (),
            (
                words(6, "JSON"),
                CodeBlock(10, 9, '{"lid": 1}'),
                words(12, "Text"),
                Paragraph(
                    15, (Inline("text", "It "), Inline("emphasis", "boils"), Inline("text", "."))
                ),
                BulletList(17, (Item(17, (words(17, "lid: Up."),)),)),
                words(19, "After."),
            ),
            (),
        ),
    )


def test_sections_in_a_directive_are_sections_with_their_labels():
    page = page_of(
        """
        Kettle
        ======

        .. only:: html

           .. _shop-lid:

           Lid
           ~~~

           Up.

        After.
        """
    )
    assert page.messages == ()
    assert page.sections == (
        Section(
            1,
            "Kettle",
            (),
            (words(13, "After."),),
            (Section(8, "Lid", ("shop-lid",), (words(11, "Up."),), ()),),
        ),
    )


def test_what_an_unknown_body_makes_docutils_say_is_dropped_but_for_what_is_refused():
    page = page_of("A\n=\n\n.. mystery::\n\n   *open\n\n   .. raw:: html\n\n      <b>\n")
    assert page.messages == (
        Message(4, 1, "the directive mystery is not known; its content is read"),
        Message(8, 2, '"raw" directive disabled.'),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".. toctree::\n   :maxdepth: 2\n\n   lid\n", ()),
        (".. highlight:: json\n\nText.\n", (words(5, "Text."),)),
        (".. versionadded:: 2.1 A lid.\n", (words(3, "A lid."),)),
        (".. deprecated:: 2.1\n   No lid.\n", (words(4, "No lid."),)),
        (".. seealso:: The lid.\n", (words(3, "The lid."),)),
        (".. rubric:: Lids\n", (words(3, "Lids"),)),
        (".. code-tab:: json A lid\n\n   {}\n", (CodeBlock(5, 3, "{}"),)),
        (">>> lid()\n1\n", (CodeBlock(3, 0, ">>> lid()\n1"),)),
        ("lid\n  It shuts.\n", (words(3, "lid"), words(4, "It shuts."))),
        (":lid: It shuts.\n", (words(3, "It shuts."),)),
        ("1. up\n2. down\n", (words(3, "up"), words(4, "down"))),
        ("A |lid| is |up|.\n\n.. |up| replace:: open\n", (words(3, "A |lid| is open."),)),
    ],
)
def test_what_sphinx_pages_hold_is_read_in_silence(text, expected):
    assert blocks_under_title(text) == expected


def test_a_line_block_is_a_paragraph_of_lines():
    assert [block.text for block in blocks_under_title("| up\n| down\n")] == ["up down"]


def test_a_file_to_be_included_literally_is_refused():
    page = page_of("A\n=\n\n.. literalinclude:: secret.txt\n")
    assert page.messages == (
        Message(4, 2, '"literalinclude" directive disabled: nothing is read from files.'),
    )


def test_a_label_written_as_a_link_to_itself_is_a_label_and_it_is_said():
    page = page_of(".. _shop-lid_type: shop-lid_type\n\nLid\n===\n")
    assert page.sections == (Section(3, "Lid", ("shop-lid_type",), (), ()),)
    assert page.messages == (
        Message(
            1, 2, "The label shop-lid_type is written as a link; write it as: .. _shop-lid_type:"
        ),
    )


@pytest.mark.parametrize(
    "text", [".. _lid: https://lid.example\n\nLid x\n=====\n", ".. _lid: lid\n\nText.\n"]
)
def test_any_other_link_is_no_label(text):
    page = page_of("A\n=\n\n" + text)
    assert [section.labels for section in page.walk() if section.labels] == []
    assert page.messages == ()


def test_substitutions_that_grow_without_end_are_left_as_they_are_written():
    bomb = "".join(f".. |a{one + 1}| replace:: |a{one}| |a{one}|\n" for one in range(60))
    page = page_of(f"A\n=\n\n|a60|\n\n.. |a0| replace:: tea\n{bomb}")
    assert page.sections[0].blocks == (words(4, "|a60|"),)
    assert [(one.level, one.text) for one in page.messages] == [
        (3, "The substitutions of the page make more than 1000000 characters; none is replaced.")
    ]


def test_substitutions_that_contain_themselves_are_left_as_they_are_written():
    page = page_of("A\n=\n\n|a|\n\n.. |a| replace:: |b|\n.. |b| replace:: |a|\n")
    assert page.sections[0].blocks == (words(4, "|a|"),)
    assert [(one.level, one.text) for one in page.messages] == [
        (3, "The substitution a contains itself."),
        (3, "The substitution b contains itself."),
    ]


def test_the_markup_of_a_text_without_end_is_not_read_and_it_is_said():
    long = "*tea* " * 10_000
    page = page_of(f"A\n=\n\n{long}\n")
    assert page.sections[0].blocks == (words(4, long.rstrip()),)
    assert page.messages == (
        Message(4, 3, "The text has more than 20000 characters; its markup is not read."),
    )


def test_a_table_of_ten_thousand_rows_has_them_all():
    rows = "".join(f"v{one:04} tea\n" for one in range(10_000))
    (table,) = blocks_under_title(f"===== ====\nT     D\n===== ====\n{rows}===== ====\n")
    assert table == Table(
        3,
        Row(4, ("T", "D")),
        tuple(Row(6 + one, (f"v{one:04}", "tea")) for one in range(10_000)),
    )


def test_a_thousand_sections_with_lists_keep_their_lines_and_labels():
    text = "".join(f".. _l-{one}:\n\nTea {one}\n========\n\n* a\n\n* b\n\n" for one in range(1000))
    page = page_of(text)
    assert page.messages == ()
    assert page.sections == tuple(
        Section(
            9 * one + 3,
            f"Tea {one}",
            (f"l-{one}",),
            (
                BulletList(
                    9 * one + 6,
                    (
                        Item(9 * one + 6, (words(9 * one + 6, "a"),)),
                        Item(9 * one + 8, (words(9 * one + 8, "b"),)),
                    ),
                ),
            ),
            (),
        )
        for one in range(1000)
    )


def test_a_list_ends_where_it_ended_and_a_table_without_an_end_is_where_it_was():
    page = page_of("A\n=\n\n* a\n\nTea\n  leaf\n\nmore\n\n==== ====\na    b\n\nTea up\n\nend\n")
    assert page.sections[0].blocks[:4] == (
        BulletList(4, (Item(4, (words(4, "a"),)),)),
        words(6, "Tea"),
        words(7, "leaf"),
        words(9, "more"),
    )
    assert page.messages == (Message(11, 3, "Malformed table.\nNo bottom table border found."),)


def test_of_labels_in_too_long_a_row_the_last_are_kept_and_it_is_said():
    labels = [f"l-{one}" for one in range(150)]
    page = page_of("".join(f".. _{one}:\n" for one in labels) + "\nLid\n===\n")
    assert [sorted(one.labels) for one in page.sections] == [sorted(labels[50:])]
    assert page.messages == (
        Message(1, 3, "More than 100 labels stand in a row; the first are not read."),
    )
