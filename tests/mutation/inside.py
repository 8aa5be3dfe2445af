"""The command line in the process of the tests, where mutation testing sees what it runs."""

import contextlib
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest import mock

import pytest


def run_inside(
    args: list[str], stdin: bytes, cwd: Path, env: Mapping[str, str]
) -> tuple[int, str, str]:
    """Run the command line; return its exit code and what it wrote to its two streams."""
    from validator.cli import main

    written = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(one, encoding="utf-8", write_through=True) for one in written)
    given = io.TextIOWrapper(io.BufferedReader(io.BytesIO(stdin)), encoding="utf-8")
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        mock.patch.dict(os.environ, env, clear=True),
        mock.patch.multiple(sys, argv=["callspec", *args], stdin=given),
        pytest.raises(SystemExit) as stop,
    ):
        main()
    texts = [one.getvalue().decode() for one in written]
    return int(stop.value.code or 0), texts[0], texts[1]
