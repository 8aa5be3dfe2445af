"""Whom a difference breaks: the table's claim held against a witness and a containment proof."""

from collections.abc import Callable, Iterator

from docs_extract.compare.change import Policy, Proof, Verdict
from docs_extract.compare.codes import RULES, Claim
from docs_extract.compare.differences import Difference
from docs_extract.compare.mapping import judge_mapping
from docs_extract.compare.proof import decided, is_monotone, taken_apart
from docs_extract.compare.tree import Path, Tree, get, put, take
from docs_extract.compare.version import Version
from docs_extract.compare.witness import find_witness

Prove = Callable[[Tree, Tree, Tree, Tree], bool]

_NOTHING: Tree = {}
_NEVER: Tree = {"never": True}
_NO_WITNESS = "it is neither proved harmless, nor was a payload found that shows the break"
_AGAINST_THE_TABLE = (
    "no payload can show it, but a change of this kind breaks {audience} as a rule: "
    "something else in the contract forbids what it adds or takes away"
)
_ONLY_KNOWN = {
    "writers": "writers send only fields that the page shows (--policy lenient)",
    "readers": "readers pass over fields that they do not know (--policy lenient)",
}


def judge(
    old: Version, new: Version, difference: Difference, policy: Policy
) -> tuple[Verdict, Verdict]:
    """Return what a difference does to writers and to readers.

    Writers are broken where the old version takes a payload that the new one refuses, readers
    where the new one takes a payload that the old one refuses, because of this difference.
    """
    if difference.code.startswith("mapping-"):
        return judge_mapping(old, new), judge_mapping(new, old)
    if difference.code.startswith(("advice-", "record-rule-")):
        # A rule that only warns, or compares several payloads, refuses none.
        return Verdict(False, Proof.CONTAINMENT), Verdict(False, Proof.CONTAINMENT)
    rule = RULES[difference.code]
    return (
        _judge(old, new, difference, rule.writers, "writers", policy),
        _judge(new, old, difference, rule.readers, "readers", policy),
    )


def _judge(
    accepting: Version,
    refusing: Version,
    difference: Difference,
    claim: Claim,
    audience: str,
    policy: Policy,
) -> Verdict:
    isolated = _isolated(accepting.tree, refusing.tree, difference)
    at = difference.at
    strictly = (accepting.tree, isolated)
    views = [strictly]
    if policy is Policy.LENIENT:
        views += _leniently(*strictly, difference, audience)
    unbroken = [
        Verdict(False, Proof.CONTAINMENT),
        Verdict(False, Proof.POLICY, _ONLY_KNOWN[audience]),
    ]
    # The cheap proof comes first. Of the other, and of the search for a witness, the one goes first
    # that the claim lets expect.
    proofs = {Claim.SAFE: (taken_apart, decided), Claim.OPEN: (taken_apart,), Claim.BREAKS: ()}
    for prove in proofs[claim]:
        for view in views:
            if _is_proved(prove, *view, at):
                return unbroken[view is not strictly]
    witness = find_witness(accepting, refusing, isolated, difference)
    if witness is not None:
        return Verdict(True, Proof.WITNESS, witness=witness)
    for view in views:
        if _is_proved(decided, *view, at) or _is_proved(decided, *view, ()):
            if claim is Claim.BREAKS:
                return Verdict(True, Proof.NONE, _AGAINST_THE_TABLE.format(audience=audience))
            return unbroken[view is not strictly]
    return Verdict(True, Proof.NONE, _NO_WITNESS)


def _isolated(tree: Tree, other: Tree, difference: Difference) -> Tree:
    """Return a tree that says what another one says at the place of a difference, and only there.

    A field that the other one does not have is there what all its other fields are.
    """
    changed = take(tree, other, difference.paths)
    ours, theirs = (get(one, (*difference.at, "additional"), {}) for one in (tree, other))
    for path in difference.paths:
        if path[-2:-1] == ("properties",) and get(other, path) is None and ours != theirs:
            changed = put(changed, path, theirs)
    return changed


def _is_proved(prove: Prove, small: Tree, big: Tree, at: Path) -> bool:
    """Return whether it is proved that `big` takes all that `small` takes, which differ at a node.

    What the node takes decides, where more there can only be more in the whole.
    """
    if not (at and is_monotone(small) and is_monotone(big)):
        return prove(big, small, big, small)
    return prove(get(big, at, _NOTHING), get(small, at, _NOTHING), big, small)


def _leniently(
    small: Tree, big: Tree, difference: Difference, audience: str
) -> Iterator[tuple[Tree, Tree]]:
    """Yield the two trees as the lenient policy sees them, where it has a say."""
    at = difference.at
    before, after = get(small, at, _NOTHING), get(big, at, _NOTHING)
    name = difference.name
    if difference.code == "object-opened" and audience == "readers":
        yield small, put(big, (*at, "additional"), {})
    if not difference.code.endswith(("-field-added", "-field-removed")):
        return
    field = (*at, "properties", name)
    # An object of which the page shows nothing can hold anything, by the policy as well.
    shown = before.get("properties", _NOTHING)
    if shown and name not in shown and "additional" not in before:
        yield put(small, field, _NEVER), big
    inside = after.get("properties", _NOTHING).get(name, after.get("additional"))
    if audience == "readers" and inside == _NEVER:
        yield small, put(big, field, {})
