"""What a code of a finding stands for, for somebody who meets it for the first time."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a finding means, why it matters and how to mend it, with a text before and after.

    `meaning` is one sentence without a full stop, as the catalogues of codes have it; `why` and
    `mend` are whole sentences. `before` gives the finding and `after` does not; both are empty
    where nothing can be shown.
    """

    meaning: str
    why: str
    mend: str
    before: str = ""
    after: str = ""
