"""All hostile cases, by group."""

from hostile import pages, payloads, schemas
from hostile.case import Case

GROUPS: dict[str, tuple[Case, ...]] = {
    "What other tools fail at": payloads.TABLE,
    "Texts": payloads.TEXTS,
    "Files": payloads.FILES,
    "Sizes": payloads.SIZES,
    "The end of a run": payloads.ENDS,
    "Pages": pages.CASES,
    "Schemas": schemas.CASES,
}

CASES = [case for group in GROUPS.values() for case in group]
