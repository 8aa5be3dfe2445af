"""Which version of each schema comes next, and why (Semantic Versioning 2.0.0).

A published version is never edited: where the pages say something else, the next version says it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docs_extract.compare.change import Comparison, Policy, Step
from docs_extract.compare.compare import compare
from docs_extract.compare.side import SideSchema
from docs_extract.documented import (
    contracts_of,
    documented,
    first_versions,
    struct_of,
)
from docs_extract.emit import to_text
from docs_extract.extract import Extraction
from docs_extract.published import Published, candidates, changed, read_published, same
from validator.errors import SchemaError
from validator.schemas import Catalog
from validator.selector import version_key

_NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})")
_STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Generated:
    """A schema with the version it has, or gets: its struct's or its outcome's name, and its text.

    `reason` says why it gets a version; it is None where the newest published one stays.
    """

    name: str
    version: str
    struct: str
    schema: Any
    text: str
    reason: str | None

    @property
    def file(self) -> str:
        """The path below the schema folder."""
        return f"{self.name}/{self.version}.json"


def next_versions(
    extraction: Extraction,
    catalog: Catalog | None = None,
    policy: Policy = Policy.LENIENT,
    release: Step | None = None,
) -> list[Generated]:
    """Return the schemas of the structs that were asked for, and of all they embed, by name.

    `catalog` tells what was published. `release` raises the step of those that change.

    Raises:
        CallspecError: a published file cannot be compared with: it was edited, or is gone.
    """
    examples = documented(extraction, contracts_of(extraction))
    versions = first_versions(extraction)
    published = {
        name: one for name in versions if (one := read_published(catalog, name)) is not None
    }
    versions |= {name: one.version for name, one in published.items()}
    before = candidates(extraction, versions, examples)
    new = changed(before, published)
    comparisons = {
        name: _compared(name, published[name], before[name], _page(extraction, name), policy)
        for name in new
        if name in published
    }
    steps = {name: _step(one, release) for name, one in comparisons.items()}
    versions |= {name: raised(name, versions[name], step) for name, step in steps.items()}
    after = candidates(extraction, versions, examples) if steps else before
    found = []
    for name, schema in after.items():
        struct = struct_of(extraction, name)
        if name in published and name not in comparisons:
            one = published[name]
            found.append(Generated(name, one.version, struct, one.schema, one.text, None))
            continue
        reason = "first version"
        if name in comparisons:
            held = _held(published[name], versions)
            reason = _reason(comparisons[name], steps[name], held)
        found.append(Generated(name, versions[name], struct, schema, to_text(schema), reason))
    return found


def raised(name: str, version: str, step: Step) -> str:
    """Return the version that comes after one.

    Raises:
        SchemaError: the version is none of the form X.Y.Z.
    """
    match = _NUMBER.fullmatch(version)
    if match is None:
        raise SchemaError(f"{name} {version} is no version of the form X.Y.Z")
    numbers = [int(one) for one in match.groups()]
    place = _STEPS.index(step)
    numbers[place:] = [numbers[place] + 1, *[0] * (len(numbers) - place - 1)]
    return ".".join(map(str, numbers))


def step_between(old: str, new: str) -> Step:
    """Return the step from one version to another: 1.0.2 to 1.1.0 is minor.

    Raises:
        ValueError: they are the same, or not of the form X.Y.Z.
    """
    parts = zip(_STEPS, version_key(old), version_key(new), strict=True)
    step = next((step for step, before, after in parts if before != after), None)
    if step is None:
        raise ValueError(f"{old} and {new} are the same version")
    return step


def _compared(
    name: str, old: Published, new: dict[str, Any], page: str, policy: Policy
) -> Comparison:
    """Return what changed; nothing did where only another version of a struct is embedded."""
    title = f"{name}@{old.version}"
    if same(old.schema, new):
        return Comparison(name, title, page, ())
    # What a file of it would say: a file has no Decimal.
    read = json.loads(to_text(new))
    return compare(SideSchema(name, title, old.schema), SideSchema(name, page, read), policy)


def _step(comparison: Comparison, release: Step | None) -> Step:
    """Return the step of a schema that changed: patch where the comparison finds nothing."""
    steps = (comparison.step or Step.PATCH, release or Step.PATCH)
    return min(steps, key=_STEPS.index)


def _reason(comparison: Comparison, step: Step, held: list[str]) -> str:
    """Return why a version comes, in a few words: `major: breaks readers`."""
    sides = {side for change in comparison.changes for side in change.breaks}
    if sides:
        why = f": breaks {', '.join(sorted(sides, reverse=True))}"
    elif comparison.step is Step.MINOR:
        why = ""
    elif comparison.step is None and held:
        why = f": holds {', '.join(held)}"
    else:
        why = ": only words changed"
    asked = " by --release" if step is not (comparison.step or Step.PATCH) else ""
    return f"{step}{asked}{why}"


def _held(published: Published, versions: Mapping[str, str]) -> list[str]:
    """Return the embedded structs whose version is another than the one published, with it."""
    return [
        f"{name} {versions[name]}"
        for name, version in sorted(published.embedded.items())
        if name in versions and versions[name] != version
    ]


def _page(extraction: Extraction, name: str) -> str:
    """Return the path of the page that a schema's struct is on."""
    source = extraction.structs[struct_of(extraction, name)].source
    return next(page.file for page in extraction.reference.pages if page.name == source.page)
