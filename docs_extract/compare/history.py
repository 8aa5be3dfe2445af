"""What each published version of a struct changed."""

from pathlib import Path

from docs_extract.compare.change import Policy
from docs_extract.compare.compare import compare
from docs_extract.compare.report.markdown import Entry
from docs_extract.compare.side import SideSchema
from docs_extract.published import Published, read_version
from docs_extract.versions import step_between
from validator.schemas import find_entry
from validator.selector import Selector


def history(
    selector: Selector, schemas: Path | None = None, policy: Policy = Policy.LENIENT
) -> tuple[str, tuple[Entry, ...]]:
    """Return a struct's title, and the versions that a selector means, oldest first.

    They are those of one catalogue, found as `load_schema` finds it. Each is compared with the
    version before it, whether or not the selector means that one too.

    Raises:
        SchemaError: there is no such struct or version.
        CallspecError: a published file was edited or is gone, so that nothing true can be said.
    """
    catalog, entry = find_entry(selector, schemas)
    chosen = set(entry.select(selector))
    entries = []
    for before, version in zip((None, *entry.versions), entry.versions, strict=False):
        if version.number in chosen:
            old = read_version(catalog, entry.name, before) if before is not None else None
            new = read_version(catalog, entry.name, version)
            entries.append(_entry(entry.name, version.date, old, new, policy))
    return entry.title, tuple(entries)


def _entry(name: str, date: str, old: Published | None, new: Published, policy: Policy) -> Entry:
    if old is None:
        return Entry(new.version, date, None)
    before, after = (SideSchema(name, f"{name}@{one.version}", one.schema) for one in (old, new))
    held = [
        f"{struct} {version}"
        for struct, version in sorted(new.embedded.items())
        if old.embedded.get(struct) != version
    ]
    step = step_between(old.version, new.version)
    return Entry(new.version, date, compare(before, after, policy), step, tuple(held))
