"""A report that is made when everything has been found: what most formats are rendered from."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from validator.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """What a command found.

    `command` is the one that ran (`validate`), `checked` are the files, pages or structs that it
    looked at, those without a finding too. `last` says in a sentence what it amounts to.
    `left_out` findings are counted and not here; `dropped` are how many of these are errors, by
    file. `fingerprints` are what the findings are known by,
    in their order, where the command knows better than their code, file and pointer. `meanings`
    says what codes mean. `strict` tells that warnings count as errors.
    """

    command: str
    findings: Sequence[Finding]
    checked: Sequence[str]
    last: str
    left_out: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    fingerprints: Sequence[str | None] = ()
    meanings: Mapping[str, str] = field(default_factory=dict)
    strict: bool = False


def counts_as_error(finding: Finding, *, strict: bool) -> bool:
    """Return whether a finding counts for the exit code; warnings do where they are `strict`."""
    return finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)


Render = Callable[[Report], str]
