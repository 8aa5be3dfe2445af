"""What is gathered about one field while it is read: what was inferred, and from which lines."""

from dataclasses import dataclass, field

from docs_extract.struct import Evidence
from validator.finding import Source


@dataclass(slots=True)
class Facts:
    """The notes of one field, in the making; `Field` keeps them when it is done.

    `null_is_settled` tells that the configuration says whether it can be null.
    """

    inferred: dict[str, str] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    nullable: bool = False
    null_is_settled: bool = False

    def note(self, keyword: str, origin: str, source: Source, text: str) -> None:
        """Remember a line that a keyword rests on."""
        self.evidence.append(Evidence(keyword, origin, source, text))
