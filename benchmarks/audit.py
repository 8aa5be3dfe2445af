"""How long `callspec audit` takes, and its memory: python benchmarks/audit.py PAYLOADS.

Makes a log of that many payloads, two for each campaigncall, and as many calls, a thousandth of
the results wrong; measures the command as a process of its own.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = Path(sys.executable).with_name("callspec")


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log, calls = Path(folder, "log.ndjson"), Path(folder, "calls.ndjson")
        write(count, log, calls)
        begin = time.perf_counter()
        ran = subprocess.run(
            [COMMAND, "audit", log, "--calls", calls, "--summary-only"],
            capture_output=True,
            text=True,
            check=False,
        )
        seconds = time.perf_counter() - begin
        print(ran.stdout, ran.stderr, sep="")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
        size = [path.stat().st_size / 1e9 for path in (log, calls)]
        print(f"{size[0]:.2f} GB and {size[1]:.2f} GB: {seconds:.0f} s, {peak:.2f} GB of memory")


def write(count: int, log: Path, calls: Path) -> None:
    good = json.loads((ROOT / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))
    chance = random.Random(5)
    with log.open("w", encoding="utf-8") as payload, calls.open("w", encoding="utf-8") as call:
        for n in range(count // 2):
            for field in ("id", "outdial_target_id", "reference_id"):
                good[field] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            reached = chance.random() < 0.5
            result = "success" if reached != (n % 1000 == 0) else "fail"
            day = f"2026-03-{1 + n % 28:02} 07:{n % 40:02}"
            good["tm_create"] = f"{day}:00.{n % 1_000_000:06}"
            for status, ended, second in (("progressing", "", 5), ("done", result, 50)):
                updated = f"{day}:{second:02}.{n % 1_000_000:06}"
                good |= {"status": status, "result": ended, "tm_update": updated}
                payload.write(json.dumps(good, separators=(",", ":")) + "\n")
            for reason in ("", "normal" if reached else "busy"):
                said = {"id": good["reference_id"], "hangup_reason": reason, "more": "x" * 300}
                call.write(json.dumps(said, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]))
