"""What the user of `validate` asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from validator.cli.outputs import Output
from validator.config.config import Config, FileSettings
from validator.formats import InputFormat
from validator.limits import Limits


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user of `validate` asks for; `most` findings are printed."""

    paths: Sequence[str]
    form: InputFormat
    given: FileSettings
    hangup_reason: str | None
    config: Config
    schemas: Path | None
    engine: str | None
    unknown_keywords: str
    all_versions: bool
    jobs: int | None
    cluster: str | None
    most: int
    limits: Limits
    summary_only: bool
    quarantine: Path | None
    outputs: Sequence[Output]
    time_at: str | None
    quiet: bool
    color: bool
    strict: bool
