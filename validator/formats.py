"""The formats of payload files, and the suffixes that tell them."""

import enum
import os.path


class InputFormat(enum.StrEnum):
    """How a file is read. `auto` goes by the suffix, and by the text where that says nothing."""

    AUTO = "auto"
    JSON = "json"
    ARRAY = "array"
    NDJSON = "ndjson"
    YAML = "yaml"


SUFFIXES = {
    ".json": InputFormat.JSON,
    ".jsonl": InputFormat.NDJSON,
    ".ndjson": InputFormat.NDJSON,
    ".yaml": InputFormat.YAML,
    ".yml": InputFormat.YAML,
}

STDIN = "-"
"""The name of standard input."""

COMPRESSED = (".gz", ".bz2", ".xz", ".zst")
"""Suffixes of compressed files. What a file is, its first bytes say."""


def is_remote(name: str) -> bool:
    """Return whether a file's name is a URL (s3://bucket/log.ndjson)."""
    return "://" in name


def format_of_name(file: str) -> InputFormat | None:
    """Return the format that a file's name tells, None where it tells none.

    The suffix of a compressed file stands behind the one that counts: `log.ndjson.gz`.
    """
    # A Path would cost a run that is clean a module.
    name, suffix = os.path.splitext(file)  # noqa: PTH122
    if suffix.lower() in COMPRESSED:
        suffix = os.path.splitext(name)[1]  # noqa: PTH122
    return SUFFIXES.get(suffix.lower())
