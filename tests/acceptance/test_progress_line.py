"""The line that says how far a command is: on a terminal, after a second, and nowhere else."""

import contextlib
import os
import subprocess
import tempfile
from pathlib import Path

import pytest
from conftest import CALLSPEC, ROOT

pty = pytest.importorskip("pty")

PAGE = """
.. _big-struct-part{number}:

Part {number}
=============

.. code::

    {{
{skeleton}
    }}

{bullets}
"""


def page(number: int, fields: int) -> str:
    names = [f"field_{one}" for one in range(fields)]
    return PAGE.format(
        number=number,
        skeleton=",\n".join(f'        "{name}": "<string>"' for name in names),
        bullets="\n".join(f"* {name}: A field." for name in names),
    )


def on_terminal(command: list[str], cwd: Path) -> tuple[bytes, bytes]:
    """Return what a command prints, and what it shows on the terminal that its errors go to."""
    ours, theirs = pty.openpty()
    shown = b""
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(command, cwd=cwd, stdout=out, stderr=theirs) as process,
    ):
        os.close(theirs)
        # Linux says so with an error where the other end is closed.
        with contextlib.suppress(OSError):
            while piece := os.read(ours, 4096):
                shown += piece
        os.close(ours)
        process.wait()
        out.seek(0)
        return out.read(), shown


@pytest.mark.parametrize(
    ("command", "said"),
    [("check", b"checking the reference"), ("generate", b"reading the reference")],
)
def test_a_long_command_says_what_it_does_on_a_terminal(callspec, tmp_path, command, said):
    folder = tmp_path / "reference"
    folder.mkdir()
    for number in range(16):
        (folder / f"part{number}.rst").write_text(page(number, 250), encoding="utf-8")
    out, shown = on_terminal([str(CALLSPEC), command], tmp_path)
    assert b"\r\x1b[K" + said + b": " in shown
    assert shown.rstrip().endswith(b"\r\x1b[K")
    piped = callspec(command, cwd=tmp_path)
    assert "\x1b" not in piped.out + piped.err
    assert b"\x1b" not in out


def test_a_short_command_says_nothing(tmp_path):
    out, shown = on_terminal([str(CALLSPEC), "check", str(ROOT / "reference")], tmp_path)
    assert shown == b""
    assert out
