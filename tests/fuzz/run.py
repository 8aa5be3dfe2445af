"""A target, fuzzed with atheris for some seconds: `python -m fuzz.run TARGET SECONDS`.

What ends it is left in `tests/fuzz/found/TARGET`, for a test to put through again, and the exit
code is not 0.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FOUND = ROOT / "tests/fuzz/found"


def fuzz(name: str, seconds: int) -> int:
    """Run a target in a process of its own; atheris ends that one with what it found."""
    from fuzz.targets import SEEDS

    folder, pattern = SEEDS[name]
    kept = FOUND / name
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, file in enumerate(sorted((ROOT / folder).glob(pattern))):
            (Path(corpus) / f"seed-{number}").write_bytes(file.read_bytes()[:20_000])
        command = [
            sys.executable, "-m", "fuzz.run", "--inside", name, corpus, str(kept),
            f"-max_total_time={seconds}", f"-artifact_prefix={kept}/", "-max_len=20000",
            "-timeout=60", "-rss_limit_mb=4096", "-print_final_stats=1", "-verbosity=1",
        ]  # fmt: skip
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "tests")}
        return subprocess.run(command, env=environment, check=False).returncode


def inside(name: str, arguments: list[str]) -> None:
    """Let atheris call a target until its time is over."""
    import atheris

    with atheris.instrument_imports(include=["docs_extract", "validator"]):
        from fuzz.targets import TARGETS

    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    if sys.argv[1] == "--inside":
        inside(sys.argv[2], sys.argv[3:])
    else:
        sys.exit(fuzz(sys.argv[1], int(sys.argv[2])))
