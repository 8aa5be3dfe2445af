from dataclasses import replace

import pytest

from docs_extract.settle import null_is_settled, settle
from docs_extract.struct import Evidence, Field, FieldType, Struct, Value
from validator.config.config import Settlement
from validator.finding import Source

PAGE = Source("kettle.rst", 5)
CONFIG = Source("callspec.toml", 3)
UP = Field("up", FieldType("boolean"), "", PAGE)
LID = Field(
    "lid", FieldType("string", values=(Value("open", "Up.", PAGE),), values_source=PAGE), "", PAGE
)


def kettle(*fields: Field) -> Struct:
    return Struct("kettle", "Kettle", "", PAGE, fields)


def settlement(field: str, **settled: object) -> Settlement:
    return Settlement("kettle", field, "So it is.", line=3, **settled)  # type: ignore[arg-type]


REASON = "settled in callspec.toml: So it is."


def test_a_field_can_be_left_out_and_null():
    assert settle(kettle(UP, LID), [settlement("up", optional=True, nullable=True)]) == kettle(
        replace(
            UP,
            type=replace(UP.type, nullable=True),
            optional=True,
            inferred=(("null", REASON), ("optional", REASON)),
            evidence=(
                Evidence("required", "configuration", CONFIG, "So it is."),
                Evidence("null", "configuration", CONFIG, "So it is."),
            ),
        ),
        LID,
    )


def test_false_settles_too():
    optional = replace(UP, optional=True, type=replace(UP.type, nullable=True))
    (field,) = settle(kettle(optional), [settlement("up", optional=False, nullable=False)]).fields
    assert (field.optional, field.type.nullable) == (False, False)


def test_values_are_added_to_those_of_the_table():
    struct = settle(kettle(LID), [settlement("lid", extra_values=("", "open"))])
    assert struct.fields[0].type.values == (
        Value("open", "Up.", PAGE),
        Value("", "So it is.", CONFIG),
    )
    assert struct.fields[0].inferred == (("enum", REASON),)


def test_values_are_added_to_no_field_that_has_none():
    assert settle(kettle(UP), [settlement("up", extra_values=("a",))]) == kettle(UP)


@pytest.mark.parametrize(
    "kind",
    [
        FieldType("object", fields=(UP,)),
        FieldType("array", items=FieldType("object", fields=(UP,))),
    ],
)
def test_a_field_inside_is_named_by_its_path(kind):
    struct = kettle(Field("cup", kind, "", PAGE), UP)
    cup, up = settle(struct, [settlement("cup.up", optional=True)]).fields
    inside = cup.type.items if cup.type.items is not None else cup.type
    assert (inside.fields[0].optional, up.optional) == (True, False)


def test_what_is_about_another_struct_changes_nothing():
    other = replace(settlement("up", optional=True), struct="cup")
    assert settle(kettle(UP), [other]) == kettle(UP)


def test_the_fields_of_which_null_is_settled_are_known_by_their_paths():
    settlements = [
        settlement("up", nullable=False),
        settlement("cup.up", nullable=True),
        settlement("lid", optional=True),
        replace(settlement("id", nullable=True), struct="cup"),
    ]
    assert null_is_settled("kettle", settlements) == {("up",), ("cup", "up")}
