import pytest
from extract_pages import blocks_under_title

from docs_extract.bullets import Bullet
from docs_extract.page import BulletList, Inline, Item, Row, Table
from docs_extract.stated import StatedType, read_stated
from docs_extract.tables import (
    MappingTable,
    TableValue,
    ValueTable,
    cell_value,
    field_table,
    is_field_table,
    mapping_tables,
    value_table,
)

VALUES = """
    ====== ============
    Lid    Description
    ====== ============
    ""     There is none.
    open   It is up, and
           stays up.
    "shut" It is down.
    ====== ============
    """
MAPPING = """
    ========== ======
    Cup filled Lid
    ========== ======
    full       shut
    All others open
    ========== ======
    """


def table(*rows: tuple[str, ...], header: tuple[str, ...] | None = ("Cup filled", "Lid")) -> Table:
    return Table(
        3,
        Row(4, header) if header is not None else None,
        tuple(Row(6 + number, cells) for number, cells in enumerate(rows)),
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('""', ""),
        ('"a b"', "a b"),
        ("a b", "a b"),
        ("", ""),
        ('"', '"'),
        ('"a" or "b"', '"a" or "b"'),
        ('a "quoted" word', 'a "quoted" word'),
        ("'a b'", "a b"),
        ("'a\"", "'a\""),
        ("EMPTY", ""),
        ("(empty)", ""),
        ("(empty string)", ""),
        ("<empty>", ""),
        ("empty", "empty"),
        ("Empty", "Empty"),
        ("(none)", "(none)"),
        ("EMPTY_CUP", "EMPTY_CUP"),
    ],
)
def test_quotes_around_a_cell_are_no_part_of_its_value(text, value):
    assert cell_value(text) == value


def test_a_value_table_gives_values_meanings_and_lines():
    assert value_table(blocks_under_title(VALUES)) == ValueTable(
        3,
        (
            TableValue("", "There is none.", 6),
            TableValue("open", "It is up, and stays up.", 7),
            TableValue("shut", "It is down.", 9),
        ),
    )


@pytest.mark.parametrize("heading", ["Description", "description", "DESCRIPTIONS", "Meaning"])
def test_the_last_header_tells_a_value_table(heading):
    one = table(("open", "x", "It is up."), header=("Lid", "Since", heading))
    assert value_table([one]) == ValueTable(3, (TableValue("open", "It is up.", 6),))


@pytest.mark.parametrize(
    "one",
    [
        table(("open", "It is up."), header=None),
        table(("open", "It is up."), header=("Lid", "Describes")),
        table(("It is up.",), header=("Description",)),
        table(header=("Lid", "Description")),
        table(("", "No value."), header=("Lid", "Description")),
        table(("lid", "Where it is."), header=("Field", "Description")),
        table(("lid", "String", "Where it is."), header=("Key", "Type", "Description")),
    ],
)
def test_other_tables_list_no_values(one):
    assert value_table([one]) is None


def test_a_row_that_goes_on_below_without_a_value_is_no_value():
    one = table(("open", "Up."), ("", "Still up."), header=("Lid", "Description"))
    assert value_table([one]) == ValueTable(3, (TableValue("open", "Up.", 6),), blank=(7,))


def test_the_first_value_table_of_a_section_is_taken_whatever_stands_before_it():
    blocks = blocks_under_title(MAPPING + "\nText.\n" + VALUES)
    found = value_table(blocks)
    assert found is not None
    assert [one.value for one in found.values] == ["", "open", "shut"]


def test_a_mapping_table_gives_a_value_for_each_of_anothers():
    assert mapping_tables(blocks_under_title(VALUES + "\n" + MAPPING), ["", "open", "shut"]) == (
        MappingTable(13, "Cup filled", (("full", "shut"),), "open"),
    )


@pytest.mark.parametrize(
    "others",
    ["All others", "all other", "ALL  OTHERS", "Any other", "any others", "Others", "otherwise"],
)
def test_all_others_is_read_in_each_spelling(others):
    assert mapping_tables([table(("full", "shut"), (others, "open"))], ["open", "shut"]) == (
        MappingTable(3, "Cup filled", (("full", "shut"),), "open"),
    )


def test_every_row_for_all_others_is_kept():
    rows = [("All others", "open"), ("full", "shut"), ("Otherwise", "shut"), ("Others", "open")]
    assert mapping_tables([table(*rows)], ["open", "shut"]) == (
        MappingTable(3, "Cup filled", (("full", "shut"),), "open", ("shut", "open")),
    )


@pytest.mark.parametrize("word", ["other", "another", "all", "All others of them"])
def test_words_that_only_look_like_all_others_are_values(word):
    assert mapping_tables([table((word, "open"))], ["open"]) == (
        MappingTable(3, "Cup filled", ((word, "open"),), None),
    )


def test_quotes_in_a_mapping_table_stand_for_the_empty_string():
    assert mapping_tables([table(('""', '""'), ("full", '"shut"'))], ["", "shut"]) == (
        MappingTable(3, "Cup filled", (("", ""), ("full", "shut")), None),
    )


@pytest.mark.parametrize(
    "one",
    [
        table(("full", "shut"), header=None),
        table(("full", "shut"), header=("Cup filled", "Description")),
        table(("full", "shut", "x"), header=("Cup", "Lid", "More")),
        table(("full", "shut"), ("empty",)),
        table(("full", "ajar")),
        table(),
    ],
)
def test_other_tables_map_nothing(one):
    assert mapping_tables([one], ["open", "shut"]) == ()


def test_all_mapping_tables_come_in_page_order_and_other_blocks_are_passed_over():
    first, second = table(("full", "shut")), table(("empty", "open"))
    inside = BulletList(1, (Item(1, (table(("never", "open")),)),))
    assert [one.rows for one in mapping_tables([inside, first, second], ["open", "shut"])] == [
        (("full", "shut"),),
        (("empty", "open"),),
    ]


def test_a_value_that_stands_twice_counts_once_and_is_kept_apart():
    one = table(
        ("open", "Up."), ("shut", "Down."), ("open", "Ajar."), header=("Lid", "Description")
    )
    assert value_table([one]) == ValueTable(
        3,
        (TableValue("open", "Up.", 6), TableValue("shut", "Down.", 7)),
        (TableValue("open", "Ajar.", 8),),
    )


@pytest.mark.parametrize("spelled", ["EMPTY", "(empty)", "(empty string)", "<empty>"])
def test_the_empty_string_in_words_keeps_its_spelling(spelled):
    one = table((spelled, "None."), ('""', "None."), header=("Lid", "Description"))
    assert value_table([one]) == ValueTable(
        3,
        (TableValue("", "None.", 6, spelled),),
        (TableValue("", "None.", 7),),
    )


@pytest.mark.parametrize(
    "text",
    [
        """
        ======== =============
        Lid      Description
        ======== =============
        open     It is up.
        ``""``   There is none.
        ======== =============
        """,
        """
        +--------+----------------+
        | Lid    | Description    |
        +========+================+
        | open   | It is up.      |
        +--------+----------------+
        | ``""`` | There is none. |
        +--------+----------------+
        """,
        """
        .. list-table::
           :header-rows: 1

           * - Lid
             - Description
           * - open
             - It is up.
           * - ``""``
             - There is none.
        """,
    ],
)
def test_simple_grid_and_list_tables_say_the_same(text):
    found = value_table(blocks_under_title(text))
    assert found is not None
    assert [(one.value, one.meaning) for one in found.values] == [
        ("open", "It is up."),
        ("", "There is none."),
    ]


def test_a_field_table_gives_a_bullet_for_each_row():
    one = table(
        ("heat", "Number, optional", "0.5", "100", "How hot."),
        ("lid", "String", "", "tall", "Where it is."),
        header=("Field", "Type", "Min", "Max", "Description"),
    )
    assert field_table([one]) == (
        Bullet(
            "heat",
            6,
            "How hot.",
            annotation="Number, optional",
            stated=StatedType("number", optional=True),
            inlines=(Inline("text", "How hot."),),
            minimum=0.5,
            maximum=100,
        ),
        Bullet(
            "lid",
            7,
            "Where it is.",
            annotation="String",
            stated=StatedType("string"),
            inlines=(Inline("text", "Where it is."),),
        ),
    )


def test_a_field_table_without_types_states_none():
    one = table(("heat", "-1", "How hot."), header=("Key", "Minimum", "Description"))
    assert field_table([one]) == (
        Bullet("heat", 6, "How hot.", inlines=(Inline("text", "How hot."),), minimum=-1),
    )


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Field", True),
        ("fields", True),
        ("Key", True),
        ("Parameter", True),
        ("Property", True),
        ("Attributes", True),
        ("Lid", False),
        ("Value", False),
        ("Field type", False),
    ],
)
def test_the_first_header_tells_a_field_table(heading, expected):
    one = table(("lid", "It."), header=(heading, "Description"))
    assert is_field_table(one) is expected
    assert (value_table([one]) is None) is expected
    assert bool(field_table([one])) is expected


@pytest.mark.parametrize(
    "one",
    [table(("lid", "up"), header=("Field", "Default")), table(("lid", "It."), header=None)],
)
def test_a_table_without_descriptions_describes_no_fields(one):
    assert (is_field_table(one), field_table([one])) == (False, ())


def test_a_table_that_maps_fewer_than_half_of_its_rows_is_none():
    rows = (("full", "shut"), ("half", "ajar"), ("empty", "off"))
    assert mapping_tables([table(*rows)], ["shut"]) == ()
    assert mapping_tables([table(*rows[:2])], ["shut"]) == (
        MappingTable(3, "Cup filled", (("full", "shut"), ("half", "ajar")), None),
    )


@pytest.mark.parametrize(
    ("required", "annotation"),
    [
        ("yes", "Number, required"),
        ("Yes ", "Number, required"),
        ("true", "Number, required"),
        ("Required", "Number, required"),
        ("✓", "Number, required"),
        ("no", "Number, optional"),
        ("-", "Number, optional"),
        ("", "Number"),
    ],
)
def test_a_column_says_what_is_required(required, annotation):
    one = table(
        ("heat", "Number", required, "How hot."),
        header=("Field", "Type", "Required", "Description"),
    )
    [bullet] = field_table([one])
    assert (bullet.annotation, bullet.stated) == (annotation, read_stated(annotation))


@pytest.mark.parametrize(
    ("headers", "cells", "bounds"),
    [
        (("Min", "Max"), ("1", "2"), (1, 2)),
        (("Minimum", "Maximum"), ("-1.5", "2"), (-1.5, 2)),
        (("Min", "Maximum"), ("", "2.0"), (None, 2.0)),
        (("Least", "Most"), ("1", "2"), (None, None)),
        (("Min", "Max"), ("one", "2x"), (None, None)),
    ],
)
def test_columns_bound_a_number(headers, cells, bounds):
    one = table(("heat", *cells, "How hot."), header=("Field", *headers, "Description"))
    [bullet] = field_table([one])
    assert (bullet.minimum, bullet.maximum) == bounds
    assert [type(one) for one in (bullet.minimum, bullet.maximum)] == [type(one) for one in bounds]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Name", "Type", "Description"), True),
        (("NAME", "Default", "TYPE", "Description"), True),
        (("Name", "Description"), False),
        (("Title", "Type", "Description"), False),
        (("Name", "Typed", "Description"), False),
    ],
)
def test_a_name_beside_a_type_is_a_field(header, expected):
    one = table(("lid", *["String"] * (len(header) - 1)), header=header)
    assert is_field_table(one) is expected


def test_a_mapping_table_is_found_behind_other_tables():
    other = table(("lid", "It."), header=("Field", "Description"))
    none = table(("full", "glass"))
    one = table(("full", "shut"))
    assert [found.rows for found in mapping_tables([other, none, one], ["shut"])] == [
        (("full", "shut"),)
    ]


def test_a_row_may_end_before_its_table_does():
    rows = table(("id", "UUID"), header=("Field", "Type", "Description"))
    (found,) = field_table([rows])
    assert (found.name, found.annotation, found.description) == ("id", "UUID", "UUID")
