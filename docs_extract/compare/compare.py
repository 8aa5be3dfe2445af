"""Two versions of a contract -> what changed between them, whom it breaks, and the proof."""

from typing import Any

from docs_extract.compare.change import UNBROKEN, Change, Comparison, Policy, Proof, Verdict
from docs_extract.compare.side import SideSchema


def compare(old: SideSchema, new: SideSchema, policy: Policy = Policy.LENIENT) -> Comparison:
    """Return what changed between two versions of a struct."""
    same = _contract(old.schema) == _contract(new.schema)
    if same and old.schema == new.schema:
        return Comparison(new.name, old.title, new.title, ())
    verdict = UNBROKEN if same else Verdict(True, Proof.NONE, "stub")
    code = "description-changed" if same else "contract-changed"
    change = Change(new.name, code, "stub", "", "", 1, 2, None, None, verdict, verdict)
    return Comparison(new.name, old.title, new.title, (change,))


def _contract(schema: Any) -> Any:
    if isinstance(schema, dict):
        left = ("$id", "$ref", "x-callspec", "description", "title", "examples")
        return {key: _contract(value) for key, value in schema.items() if key not in left}
    if isinstance(schema, list):
        return [_contract(one) for one in schema]
    return schema
