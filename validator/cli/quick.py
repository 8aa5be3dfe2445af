"""The run in which all is well: a few JSON files, and nothing to say about them.

It is what a hook does all day, and its time is that of loading code. So it is tried first, with
the fast engine alone; whatever that does not accept is a run like any other, from the beginning.
"""

import os
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from validator.config.config import Config, FileSettings

MOST_FILES = 100
MOST_BYTES = 1024 * 1024
"""Beyond these, reading costs more than loading."""


def count_clean(paths: Sequence[str], schema: str, schemas: Path | None) -> int | None:
    """Return how many JSON files paths name, if each holds one valid payload, else None.

    None says nothing: a path may be a folder, the schema one that the fast engine does not know.
    """
    if len(paths) > MOST_FILES or schema.endswith(".json") or "/" in schema:
        return None
    texts = {}
    for path in paths:
        if not path.endswith(".json"):
            return None
        text = _read(path)
        if text is None:
            return None
        texts[os.path.normpath(path)] = text
    if any(path.startswith(os.sep) for path in texts) and len(texts) > 1:
        return None  # two names of one file are one file
    try:
        from validator.annotations import advice_of
        from validator.engine.fast import compile_fast
    except ImportError:  # msgspec has no wheel for every platform
        return None
    from validator.schemas import load_schema

    loaded = load_schema(schema, schemas)
    fast = compile_fast(loaded.schema, advice_of(loaded.schema))
    if fast is None or fast.refused(list(texts.values())):
        return None
    return len(texts)


def count_clean_as_configured(
    paths: Sequence[str],
    given: "FileSettings",
    hangup_reason: str | None,
    config: "Config",
    schemas: Path | None,
) -> int | None:
    """Return what `count_clean` returns, where all paths are judged by one contract alone.

    `given` is what the command line says, as `hangup_reason`.
    """
    from validator.settings import settings_of

    found = {settings_of(one, given, hangup_reason, config) for one in paths}
    settings = found.pop()
    if settings is None or found or settings.at or settings.asks_reason:
        return None
    return count_clean(paths, settings.schema, schemas)


def _read(path: str) -> bytes | None:
    """Return the bytes of a small regular file, None of all else."""
    try:
        # Looked at before it is opened: a pipe would wait for its writer.
        about = os.stat(path)  # noqa: PTH116 - a Path costs a module
        if not stat.S_ISREG(about.st_mode) or about.st_size > MOST_BYTES:
            return None
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return file.read()
    except (OSError, ValueError):
        return None
