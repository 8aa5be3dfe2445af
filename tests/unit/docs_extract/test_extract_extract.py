import pytest
from extract_pages import extraction_of, place, reference_of, write_pages

from docs_extract.extract import extract, references_of
from docs_extract.reference import read_reference
from docs_extract.struct import Field, FieldType, Struct
from validator.config.config import Settlement
from validator.finding import Source


def page(name: str, *fields: tuple[str, str, str]) -> str:
    skeleton = ",\n".join(f'        "{field}": {shape}' for field, shape, _ in fields)
    bullets = "\n".join(f"* {field}: {text}" for field, _, text in fields)
    title = name.capitalize()
    return (
        f".. _common-struct-{name}:\n\n{title}\n{'=' * len(title)}\n\n.. code::\n\n"
        f"    {{\n{skeleton}\n    }}\n\n{bullets}\n"
    )


KETTLE = page(
    "kettle", ("cup", "{...}", "See :ref:`x <common-struct-cup>`."), ("lid", '"<string>"', "It.")
)
CUP = page("cup", ("full", "<boolean>", "It."))


def test_all_structs_are_at_hand_and_those_asked_for_are_given(tmp_path):
    folder = write_pages(tmp_path, {"cup.rst": CUP, "kettle.rst": KETTLE})
    extraction = extract(read_reference([folder / "kettle.rst"]))
    assert sorted(extraction.structs) == ["cup", "kettle"]
    assert extraction.given == ("kettle",)
    assert [one.site.name for one in extraction.built] == ["kettle"]
    assert extraction.findings == ()


def test_a_folder_gives_all_its_structs(tmp_path):
    extraction = extraction_of(tmp_path, {"a/cup.rst": CUP, "kettle.rst": KETTLE})
    assert extraction.given == ("cup", "kettle")
    assert [one.struct for one in extraction.built] == [
        extraction.structs["cup"],
        extraction.structs["kettle"],
    ]


def test_what_is_wrong_with_a_neighbour_is_not_said(tmp_path):
    broken = CUP.replace('"full": <boolean>', '"full": <strange>, "more": 1')
    folder = write_pages(tmp_path, {"cup.rst": broken, "kettle.rst": KETTLE})
    assert extract(read_reference([folder / "kettle.rst"])).findings == ()
    assert [one.code for one in extract(read_reference([folder / "cup.rst"])).findings] == [
        "unknown-placeholder",
        "field-without-bullet",
    ]


def test_findings_come_from_every_step(tmp_path):
    extraction = extraction_of(
        tmp_path,
        {
            "a.rst": KETTLE.replace("======", "====").replace("{...}", "{...,}"),
            "b.rst": KETTLE,
            "kettle.rules.yaml": "struct: kettle\nrules: 1\n",
        },
    )
    assert [one.code for one in extraction.findings] == [
        "rst-syntax",
        "duplicate-label",
        "duplicate-struct",
        "skeleton-repair",
        "broken-reference",
        "rule-syntax",
    ]


def test_a_struct_that_cannot_be_read_is_built_but_not_given(tmp_path):
    extraction = extraction_of(
        tmp_path, {"cup.rst": CUP, "kettle.rst": KETTLE.replace("{...}", "{")}
    )
    assert extraction.given == ("cup",)
    assert sorted(extraction.structs) == ["cup"]
    assert [(one.site.name, one.struct is None) for one in extraction.built] == [
        ("cup", False),
        ("kettle", True),
    ]


def test_a_field_that_is_a_struct_that_cannot_be_read_is_told(tmp_path):
    extraction = extraction_of(
        tmp_path, {"cup.rst": CUP.replace("<boolean>", "}"), "kettle.rst": KETTLE}
    )
    assert [(one.code, one.message, place(one)) for one in extraction.findings] == [
        (
            "skeleton-syntax",
            'the skeleton of cup cannot be read: "}" where a value must stand',
            (9, 17, 9, 18),
        ),
        (
            "broken-reference",
            "cup refers to cup, whose skeleton cannot be read",
            (13, 3, 13, 6),
        ),
    ]


def test_pages_without_a_struct_give_none(tmp_path):
    extraction = extraction_of(tmp_path, {"a.rst": "Text.\n"})
    assert (extraction.structs, extraction.given, extraction.built, extraction.findings) == (
        {},
        (),
        (),
        (),
    )


def test_the_structs_a_struct_refers_to_come_in_page_order_from_any_depth():
    source = Source("a.rst", 1)

    def field(name: str, kind: FieldType) -> Field:
        return Field(name, kind, "", source)

    def to(name: str) -> FieldType:
        return FieldType("object", struct=name)

    struct = Struct(
        "kettle",
        "Kettle",
        "",
        source,
        (
            field("a", to("first")),
            field("b", FieldType("string")),
            field(
                "c",
                FieldType(
                    "object",
                    fields=(
                        field("d", to("second")),
                        field("e", FieldType("array", items=to("third"))),
                    ),
                ),
            ),
            field("f", FieldType("array", items=FieldType("array", items=to("first")))),
        ),
    )
    assert list(references_of(struct)) == ["first", "second", "third", "first"]


NAMES = """
    .. _common-struct-kettle:

    Kettle
    ======

    .. code::

        {
            "up": "<string>",
            "lids": [{"up": "<string>"}],
            "cup": {"up": "<string>", "upper": "<string>"}
        }

    * ``up`` (String, nullable): U.
    * ``lids`` (Array of Object): L.

      * ``up`` (String, nullable): U.

    * ``cup`` (Object): C.

      * ``up`` (String, nullable): U.
      * ``upper`` (String, nullable): V.
    """


@pytest.mark.parametrize(
    ("struct", "field", "settled", "lines"),
    [
        ("kettle", "up", {"nullable": True}, [17, 21, 22]),
        ("kettle", "lids.up", {"nullable": True}, [14, 21, 22]),
        ("kettle", "cup.up", {"nullable": False}, [14, 17, 22]),
        ("kettle", "cup.upper", {"nullable": True}, [14, 17, 21]),
        ("kettle", "up", {"optional": True}, [14, 17, 21, 22]),
        ("cup", "up", {"nullable": True}, [14, 17, 21, 22]),
    ],
)
def test_a_settlement_ends_the_conflict_of_its_own_field_only(
    tmp_path, struct, field, settled, lines
):
    settlement = Settlement(struct, field, "So it is.", **settled)
    extraction = extract(reference_of(tmp_path, {"kettle.rst": NAMES}), [settlement])
    assert [(one.code, one.span.line) for one in extraction.findings if one.span] == [
        ("nullable-conflict", line) for line in lines
    ]
