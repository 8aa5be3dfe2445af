"""The rules that contracts carry, put into words as the catalogue of findings is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from validator.annotations import rule_notes, source_of
from validator.errors import SchemaError
from validator.explanation import Explanation
from validator.explanations import rule_explanation
from validator.schemas import catalogs, load_schema


def rule_explanations(schemas: Path | None) -> Iterator[tuple[str, Explanation]]:
    """Yield the rules of the newest contracts at hand, by their ids.

    Without `schemas`, a folder that cannot be read is passed over: an explanation can do without.

    Raises:
        SchemaError: the folder `schemas` has no catalogue that can be read.
    """
    try:
        found = catalogs(schemas)
    except SchemaError:
        if schemas is not None:
            raise
        return
    for catalog in reversed(found):
        for entry in catalog.entries:
            try:
                root = load_schema(entry.name, catalog.folder).schema
            except SchemaError:
                continue
            yield from _rules_of(root)


def _rules_of(root: Any) -> Iterator[tuple[str, Explanation]]:
    if not isinstance(root, dict):
        return
    for notes in rule_notes(root):
        source = source_of(notes.get("source"))
        if "rule" in notes and source is not None:
            place = f"{source.page}:{source.line}"
            message, words = str(notes.get("message", "")), str(notes.get("words", ""))
            yield str(notes["rule"]), rule_explanation(message, words, place)
