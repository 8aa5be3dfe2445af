"""How much of a file callspec takes before it says so and stops."""

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is taken of a file, its documents and their values.

    Of one document (a whole JSON or YAML file, a line of NDJSON, an element of an array): its
    `size` in bytes, the `depth` of objects and arrays inside one another, the decimal `digits` of a
    number, and its `yaml_values` after the aliases of YAML are expanded. Of a compressed file: the
    bytes that it may be when it is `unpacked`, and the `ratio` of these to its own. Of any file (or
    range of one that several processes share): the `seconds` that it may take, None for any;
    `stdin_seconds` are those of standard input, whose writer may take its time.
    """

    size: int = 64 * _MIB
    # Engines written in Rust refuse around 255 levels, so that it can be made less alone.
    depth: int = 200
    # What Python converts without a special setting: likewise.
    digits: int = 4300
    yaml_values: int = 1_000_000
    unpacked: int = 64 * 1024 * _MIB
    ratio: int = 500
    seconds: float | None = 600
    stdin_seconds: float | None = None

    @property
    def are_usual(self) -> bool:
        """Whether documents are taken that are taken by default: no engine need count more."""
        default = Limits()
        return (self.depth, self.digits) == (default.depth, default.digits) and (
            self.size >= default.size
        )


DEFAULT_LIMITS = Limits()
"""What is taken where nobody says otherwise."""

RATIO_FROM = 64 * _MIB
"""Unpacked bytes up to which no ratio is too high: short logs of like lines pack very well."""

MOST_FINDINGS = 25_000
"""Findings that are printed where nobody says otherwise: SARIF's readers take no more."""
