"""Random edits of contracts: the claim, the witness and the engines agree."""

import jsonschema
import jsonschema_rs
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from plain_schemas import SCALARS, instances, schema_pairs
from struct_strategies import payloads, schema_of, state_pairs

from docs_extract.compare.change import Policy, Proof
from docs_extract.compare.compare import compare
from docs_extract.compare.side import SideSchema
from docs_extract.compare.tree import read_tree, to_schema
from validator.errors import SchemaError
from validator.schema_check import check_schema

SLOW = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def compared(before, after, policy):
    old, new = (
        SideSchema("thing", f"thing@{version}", schema_of(*state, version))
        for state, version in ((before, "1.0.0"), (after, "2.0.0"))
    )
    return old.schema, new.schema, compare(old, new, policy)


def is_valid(schema, payload):
    """Whether the engines, asked without any code of ours, accept a payload; they must agree."""
    rust = jsonschema_rs.validator_for(schema, validate_formats=True).is_valid(payload)
    python = jsonschema.Draft202012Validator(schema).is_valid(payload)
    assert rust == python
    return rust


def assume_usable(schemas):
    try:
        for schema in schemas:
            check_schema(schema, "https://callspec.invalid/thing", {}.__getitem__)
    except SchemaError:  # it refers to itself without end
        assume(False)


@SLOW
@given(state_pairs(), st.sampled_from(list(Policy)))
def test_every_break_has_a_witness_that_the_engines_confirm(pair, policy):
    old, new, comparison = compared(*pair, policy)
    for change in comparison.changes:
        for verdict, takes, refuses in ((change.writers, old, new), (change.readers, new, old)):
            assert verdict.breaks == (verdict.proof in (Proof.WITNESS, Proof.NONE)), change
            assert (verdict.witness is not None) == (verdict.proof is Proof.WITNESS), change
            if verdict.witness is not None:
                assert is_valid(takes, verdict.witness.payload), change
                assert not is_valid(refuses, verdict.witness.payload), change
                assert verdict.witness.refusals, change


@SLOW
@given(state_pairs(), st.data())
def test_no_payload_refutes_that_nobody_is_broken(pair, data):
    before, after = pair
    old, new, comparison = compared(before, after, Policy.STRICT)
    breaks = {one for change in comparison.changes for one in change.breaks}
    for audience, state, takes, refuses in (
        ("writers", before, old, new),
        ("readers", after, new, old),
    ):
        if audience not in breaks:
            payload = data.draw(payloads(*state))
            if is_valid(takes, payload):
                assert is_valid(refuses, payload), (audience, comparison)


@SLOW
@given(schema_pairs(), st.lists(instances(), min_size=1, max_size=20))
def test_of_plain_schemas_too_no_payload_refutes_that_nobody_is_broken(pair, found):
    old, new = pair
    try:
        for schema in pair:
            check_schema(schema, "https://callspec.invalid/thing", {}.__getitem__)
        comparison = compare(
            SideSchema("thing", "thing@1", old), SideSchema("thing", "thing@2", new), Policy.STRICT
        )
    except SchemaError:  # it refers to itself without end
        assume(False)
    breaks = {one for change in comparison.changes for one in change.breaks}
    for audience, takes, refuses in (("writers", old, new), ("readers", new, old)):
        if audience not in breaks:
            for payload in (*SCALARS, *found):
                if is_valid(takes, payload):
                    assert is_valid(refuses, payload), (audience, comparison)
    for change in comparison.changes:
        for verdict, takes, refuses in ((change.writers, old, new), (change.readers, new, old)):
            if verdict.witness is not None:
                assert is_valid(takes, verdict.witness.payload), change
                assert not is_valid(refuses, verdict.witness.payload), change


@SLOW
@given(schema_pairs(), st.lists(instances(), min_size=1, max_size=20))
def test_a_tree_says_what_the_schema_says_it_is_read_from(pair, found):
    assume_usable(pair)
    for schema in pair:
        again = to_schema(read_tree(schema).tree)
        for payload in (*SCALARS, *found):
            assert is_valid(again, payload) == is_valid(schema, payload), again


@given(schema_pairs())
def test_addresses_of_the_whole_are_no_difference(pair):
    assume_usable(pair)
    one, other = (
        {"$id": address, **at_address(schema, address)}
        for schema, address in zip(
            pair, ("https://example.com/thing/1", "urn:thing:2"), strict=True
        )
    )
    assert changes(one, other) == changes(*pair)


def changes(old, new):
    """What changed and whom it breaks; what a witness is refused for quotes the schema."""
    sides = SideSchema("thing", "thing@1", old), SideSchema("thing", "thing@2", new)
    return [
        (
            (one.code, one.pointer, one.message, one.old, one.new),
            [
                (verdict.breaks, verdict.proof, verdict.witness and verdict.witness.payload)
                for verdict in (one.writers, one.readers)
            ],
        )
        for one in compare(*sides, Policy.STRICT).changes
    ]


def at_address(schema, address):
    """The schema, which refers to itself by an address."""
    if isinstance(schema, list):
        return [at_address(one, address) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: address + one if key == "$ref" else at_address(one, address)
        for key, one in schema.items()
    }
