"""The catalogue of changes: what each code means, and whom such a change breaks as a rule.

The rule is only the claim: a witness or a containment proof decides (docs_extract.compare.judge).
"""

import enum
from dataclasses import dataclass


class Claim(enum.Enum):
    """What the table says of a code and an audience."""

    SAFE = "safe"
    BREAKS = "breaks"
    OPEN = "open"
    """It depends on the contracts: the proof alone decides."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code means, what it does to writers and to readers, and the sentence for a change.

    The sentence has gaps for `{field}`, `{name}`, `{old}` and `{new}`; it is None where it is put
    together from what the schemas say.
    """

    meaning: str
    writers: Claim
    readers: Claim
    message: str | None = None


_SAFE, _BREAKS, _OPEN = Claim.SAFE, Claim.BREAKS, Claim.OPEN

RULES: dict[str, Rule] = {
    # Structs
    "struct-added": Rule("a struct came", _SAFE, _SAFE),
    "struct-removed": Rule("a struct went, and with it its contract", _BREAKS, _BREAKS),
    # Fields
    "required-field-added": Rule(
        "a field came that must be there", _BREAKS, _OPEN, "{field} came and must be there"
    ),
    "optional-field-added": Rule(
        "a field came that may be left out", _OPEN, _OPEN, "{field} came and may be left out"
    ),
    "required-field-removed": Rule(
        "a field went that had to be there", _OPEN, _BREAKS, "{field} went, which had to be there"
    ),
    "optional-field-removed": Rule(
        "a field went that could be left out", _OPEN, _OPEN, "{field} went, which could be left out"
    ),
    "field-became-required": Rule(
        "a field that could be left out must be there",
        _BREAKS,
        _SAFE,
        "{field} must be there, it could be left out",
    ),
    "field-became-optional": Rule(
        "a field that had to be there may be left out",
        _SAFE,
        _BREAKS,
        "{field} may be left out, it had to be there",
    ),
    "object-closed": Rule(
        "an object takes no other fields any more",
        _BREAKS,
        _SAFE,
        "{field} takes no other fields any more",
    ),
    "object-opened": Rule(
        "an object takes fields that the page does not show",
        _SAFE,
        _OPEN,
        "{field} takes fields that the page does not show",
    ),
    "other-fields-changed": Rule(
        "what the other fields of an object are",
        _OPEN,
        _OPEN,
        "the other fields of {field} are described otherwise",
    ),
    # Types
    "type-narrowed": Rule("fewer JSON types are taken", _BREAKS, _SAFE),
    "type-widened": Rule("more JSON types are taken", _SAFE, _BREAKS),
    "type-changed": Rule("other JSON types are taken, or another struct", _OPEN, _OPEN),
    "null-added": Rule("a value can be null", _SAFE, _BREAKS, "{field} can be null"),
    "null-removed": Rule(
        "a value cannot be null any more", _BREAKS, _SAFE, "{field} cannot be null any more"
    ),
    # Values
    "enum-value-added": Rule("a documented value came", _SAFE, _BREAKS, "{field} can be {new}"),
    "enum-value-removed": Rule(
        "a documented value went", _BREAKS, _SAFE, "{field} cannot be {old} any more"
    ),
    "enum-added": Rule(
        "only documented values are taken where any was",
        _BREAKS,
        _SAFE,
        "{field} takes only {new}, it took any value",
    ),
    "enum-removed": Rule(
        "any value is taken where only documented ones were",
        _SAFE,
        _BREAKS,
        "{field} takes any value, it took only {old}",
    ),
    "pattern-added": Rule("a string must have a form where it had none", _BREAKS, _SAFE),
    "pattern-removed": Rule("a string need not have its form any more", _SAFE, _BREAKS),
    "pattern-changed": Rule("a string must have another form", _OPEN, _OPEN),
    "format-added": Rule("a string must be of a format where it was of none", _BREAKS, _SAFE),
    "format-removed": Rule("a string need not be of its format any more", _SAFE, _BREAKS),
    "format-changed": Rule("a string must be of another format", _OPEN, _OPEN),
    "bound-narrowed": Rule("a bound on a number or a length is tighter", _BREAKS, _SAFE),
    "bound-widened": Rule("a bound on a number or a length is looser", _SAFE, _BREAKS),
    "items-added": Rule(
        "the items of an array are described where they were not",
        _BREAKS,
        _SAFE,
        "the items of {field} are described, they could be anything",
    ),
    "items-removed": Rule(
        "the items of an array are not described any more",
        _SAFE,
        _BREAKS,
        "the items of {field} can be anything, they were described",
    ),
    # Rules, families, mappings
    "rule-added": Rule("a rule of the page came", _OPEN, _OPEN, "the rule {name} came"),
    "rule-removed": Rule("a rule of the page went", _OPEN, _OPEN, "the rule {name} went"),
    "rule-changed": Rule(
        "a rule of the page says something else",
        _OPEN,
        _OPEN,
        "the rule {name} asks for something else",
    ),
    "advice-added": Rule(
        "a rule came that only warns", _SAFE, _SAFE, "the rule {name} came, which only warns"
    ),
    "advice-removed": Rule(
        "a rule went that only warned", _SAFE, _SAFE, "the rule {name} went, which only warned"
    ),
    "advice-changed": Rule(
        "a rule that only warns says something else",
        _SAFE,
        _SAFE,
        "the rule {name}, which only warns, asks for something else",
    ),
    "record-rule-added": Rule(
        "a rule came that compares payloads",
        _SAFE,
        _SAFE,
        "the rule {name} came for callspec audit",
    ),
    "record-rule-removed": Rule(
        "a rule went that compared payloads",
        _SAFE,
        _SAFE,
        "the rule {name} of callspec audit went",
    ),
    "record-rule-changed": Rule(
        "a rule that compares payloads says something else",
        _SAFE,
        _SAFE,
        "the rule {name} of callspec audit compares something else",
    ),
    "member-added": Rule(
        "a family has a member more", _OPEN, _OPEN, "{field} has a member more, {name}"
    ),
    "member-removed": Rule(
        "a family has a member less", _OPEN, _OPEN, "{field} has a member less, {name}"
    ),
    "condition-added": Rule(
        "a condition without a name came", _OPEN, _OPEN, "{field} must meet a condition more"
    ),
    "condition-removed": Rule(
        "a condition without a name went", _OPEN, _OPEN, "{field} must meet a condition less"
    ),
    "condition-changed": Rule(
        "a condition asks for something else", _OPEN, _OPEN, "{field} must meet another condition"
    ),
    "mapping-added": Rule(
        "results must agree with a reason",
        _BREAKS,
        _SAFE,
        "{name} must agree with the reason that its resource ended with",
    ),
    "mapping-removed": Rule(
        "results need not agree with a reason any more",
        _SAFE,
        _BREAKS,
        "{name} need not agree with the reason its resource ended with any more",
    ),
    "mapping-changed": Rule("a reason stands for another result", _OPEN, _OPEN),
    # Any other keyword
    "keyword-added": Rule("another JSON Schema keyword came", _OPEN, _OPEN),
    "keyword-removed": Rule("another JSON Schema keyword went", _OPEN, _OPEN),
    "keyword-changed": Rule("another JSON Schema keyword says something else", _OPEN, _OPEN),
    "contract-changed": Rule(
        "the contracts differ in a way not told apart",
        _OPEN,
        _OPEN,
        "{field} is described otherwise, in a way that was not told apart",
    ),
    # Words
    "title-changed": Rule("a title is another", _SAFE, _SAFE),
    "description-changed": Rule("a description is another", _SAFE, _SAFE),
    "meaning-changed": Rule("what a value stands for is said in other words", _SAFE, _SAFE),
    "example-changed": Rule("a documented example is another", _SAFE, _SAFE),
    "rule-reworded": Rule("the words or the message of a rule are others", _SAFE, _SAFE),
    "annotation-changed": Rule("something that refuses no payload is another", _SAFE, _SAFE),
}
