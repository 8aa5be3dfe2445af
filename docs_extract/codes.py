"""The catalogue of codes: what each finding about a reference page means, in one sentence."""

CODES: dict[str, str] = {
    "page-encoding": "a page is not UTF-8",
    "rst-syntax": "docutils could not read a part of a page as it was meant",
    "duplicate-label": "a label stands on two pages, or twice on one",
    "duplicate-struct": "two structs would have the same name",
    "skeleton-syntax": "the skeleton of a struct cannot be read",
    "skeleton-repair": "the skeleton of a struct had to be mended to be read",
    "unknown-placeholder": "a placeholder in a skeleton that names no type",
    "annotation-not-read": "a type in brackets that callspec does not read yet",
    "field-without-bullet": "a field of the skeleton is described by no bullet",
    "bullet-without-field": "a bullet describes a field that the skeleton does not have",
    "broken-reference": "a reference leads to no label of the pages at hand",
    "reference-without-values": "a reference leads to a section with neither values nor a struct",
    "type-conflict": "a reference and the placeholder disagree about a field's type",
    "unknown-value": "prose names a value that no table has",
    "example-syntax": "an example is not JSON",
    "invalid-example": "an example breaks the contract of its own page",
    "rule-syntax": "a file of rules is malformed, or names a field that is not there",
    "missing-citation": "the words that a rule rests on are no longer on the page",
    "mapping-incomplete": "a mapping table leaves values open, or maps one that no table has",
    "schema-outdated": "a schema is not what its page says any more",
}
