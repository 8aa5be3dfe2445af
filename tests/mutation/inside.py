"""The command line in the process of the tests, where mutation testing sees what it runs."""

import contextlib
import io
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest


def run_inside(
    args: list[str], stdin: bytes, cwd: Path, env: Mapping[str, str]
) -> tuple[int, str, str]:
    """Run the command line; return its exit code and what it wrote to its two streams."""
    from validator.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    given = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)), encoding="utf-8")
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["callspec", *args])
        patch.setattr(sys, "stdin", given)
        for name, value in env.items():
            patch.setenv(name, value)
        with pytest.raises(SystemExit) as stop:
            main()
    streams = [one.buffer for one in (out, err)]
    for one in (out, err):
        one.flush()
    texts = [one.getvalue().decode() for one in streams if isinstance(one, io.BytesIO)]
    return int(stop.value.code or 0), texts[0], texts[1]
