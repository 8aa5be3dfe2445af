from docs_extract.compare.change import ABSENT, Change, Comparison, Proof, Verdict
from docs_extract.compare.compare import added, compare, removed
from docs_extract.compare.side import SideSchema
from validator.finding import Source


def changes(old, new):
    sides = (SideSchema("kettle", f"kettle@{n}", one) for n, one in enumerate((old, new), 1))
    return compare(*sides).changes


def test_a_comparison_names_its_sides():
    same = SideSchema("kettle", "before", {}), SideSchema("pot", "after", {})
    assert compare(*same) == Comparison("pot", "before", "after", ())


def fields(**properties):
    return {"type": "object", "properties": properties}


def member(kind, field):
    return {
        "x-callspec": {"member": kind},
        "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
        "then": {"properties": {"size": field}},
    }


def test_two_changes_of_one_field_have_two_fingerprints():
    number = {"type": "integer"}
    found = changes(
        fields(size=number), fields(size={**number, "minimum": 3, "exclusiveMaximum": 3})
    )
    assert [one.code for one in found] == ["bound-narrowed", "bound-narrowed"]
    assert [one.new for one in found] == [3, 3]
    assert len({one.fingerprint for one in found}) == 2


def test_one_change_in_two_members_of_a_family_has_two_fingerprints():
    def family(field):
        return {
            **fields(kind={"enum": ["a", "b"]}, size={}),
            "required": ["kind"],
            "allOf": [member("a", field), member("b", field)],
        }

    found = changes(family({"type": "string"}), family({"type": ["string", "null"]}))
    assert [(one.code, one.field) for one in found] == [("null-added", "size")] * 2
    assert len({one.fingerprint for one in found}) == 2


def test_a_change_of_a_definition_is_known_wherever_it_is_held():
    def holding(size, *names):
        kettle = {"$id": "https://callspec.invalid/pot/1.0.0", **fields(size=size)}
        return {
            **fields(**{name: {"$ref": kettle["$id"]} for name in names}),
            "$defs": {"pot": kettle},
        }

    one, two = {"type": "integer"}, {"type": "string"}
    (held,) = changes(holding(one, "left", "right"), holding(two, "left", "right"))
    (alone,) = changes(holding(one, "only"), holding(two, "only"))
    assert (held.field, held.through, held.embedded) == ("left.size", ("left", "right"), "pot")
    assert held.fingerprint == alone.fingerprint


def test_any_other_field_is_not_silence_where_a_keyword_asks_which_were_evaluated():
    closed = {**fields(size={}), "unevaluatedProperties": False}
    (change,) = changes(closed, {**closed, "additionalProperties": True})
    assert (change.code, change.breaks) == ("other-fields-changed", ("readers",))
    assert changes(fields(size={}), {**fields(size={}), "additionalProperties": True}) == ()


def test_a_schema_under_another_address_is_the_same_contract():
    def under(address):
        return {
            "$id": address,
            **fields(id={}, size={"$ref": "#/$defs/size"}),
            "$defs": {"size": {}},
            "examples": [{"id": "a", "size": {"href": "b"}}],
        }

    assert changes(under("https://example.com/kettle/1"), under("urn:kettle:2")) == ()


KETTLE = SideSchema(
    "ket\ntle",
    "kettle@2.0.0",
    {**fields(), "x-callspec": {"source": {"page": "kettle.rst", "line": 3}}},
)


def test_a_struct_that_only_the_new_side_has():
    verdict = Verdict(False, Proof.POLICY, "there was no contract that anybody could rely on")
    assert added(KETTLE, "old pages") == Comparison(
        "ket\ntle",
        "old pages",
        "kettle@2.0.0",
        (
            Change(
                struct="ket\ntle",
                code="struct-added",
                message=r"the struct ket\ntle came",
                pointer="",
                field="",
                old=ABSENT,
                new="ket\ntle",
                old_source=None,
                new_source=Source("kettle.rst", 3),
                writers=verdict,
                readers=verdict,
            ),
        ),
    )


def test_a_struct_that_only_the_old_side_has():
    verdict = Verdict(True, Proof.NONE, "no contract is left that a payload could keep")
    assert removed(KETTLE, "new pages") == Comparison(
        "ket\ntle",
        "kettle@2.0.0",
        "new pages",
        (
            Change(
                struct="ket\ntle",
                code="struct-removed",
                message=r"the struct ket\ntle went",
                pointer="",
                field="",
                old="ket\ntle",
                new=ABSENT,
                old_source=Source("kettle.rst", 3),
                new_source=None,
                writers=verdict,
                readers=verdict,
            ),
        ),
    )


def test_absence_has_a_name_of_its_own():
    assert repr(ABSENT) == "ABSENT"
