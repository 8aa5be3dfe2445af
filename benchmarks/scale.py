"""How the cost of `callspec validate` grows: python benchmarks/scale.py [FOLDER [BLOCKS...]].

Makes clean archives of 0.2, 2 and 20 million campaigncalls, one after another, in FOLDER (the
system's for temporary files; the largest has 16 GB), or as many times 200,000 as is said, and prints for each the seconds, MB/s and the
memory of the largest process: with one process, with two, on a Dask cluster of two workers.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "archive"))

from data import records, text

COMMAND = str(Path(sys.executable).with_name("callspec"))
BLOCK = 200_000
WAYS = {
    "--jobs 1": [],
    "--jobs 2": ["--jobs", "2"],
    "--cluster local": ["--cluster", "local", "--jobs", "2"],
}
PEAK = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
print(code, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main(folder: Path, blocks: list[int]) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as temporary:
        block = Path(temporary, "block.ndjson")
        block.write_text("".join(f"{text(one)}\n" for one in records(BLOCK)), encoding="utf-8")
        archive = Path(temporary, "archive.ndjson")
        print("| records | GB | way | seconds | MB/s | memory (MB) |\n|---|---|---|---|---|---|")
        for count in blocks:
            with archive.open("wb") as target:
                for _ in range(count):
                    target.write(block.read_bytes())
            size = archive.stat().st_size
            for name, arguments in WAYS.items():
                seconds, peak = measured([COMMAND, "validate", str(archive), *arguments])
                row = (f"{count * BLOCK:,}", f"{size / 1e9:.2f}", f"`{name}`", f"{seconds:.1f}")
                print(
                    "|",
                    " | ".join([*row, f"{size / 1e6 / seconds:.0f}", f"{peak:.0f}"]),
                    "|",
                    flush=True,
                )


def measured(command: list[str]) -> tuple[float, float]:
    begin = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", PEAK, *command], capture_output=True, text=True, check=True
    )
    seconds = time.perf_counter() - begin
    code, peak = map(int, ran.stdout.split())
    assert code == 0, ran
    return seconds, peak / 1024


if __name__ == "__main__":
    folder, *blocks = sys.argv[1:] or [tempfile.gettempdir()]
    main(Path(folder), [int(one) for one in blocks] or [1, 10, 100])
