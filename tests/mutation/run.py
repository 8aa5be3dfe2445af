"""Mutation testing: `python -m mutation.run [GROUP...]`, all groups without one.

mutmut changes one thing at a time and runs the tests that reach it; a change that no test notices
survives. At least `LEAST` percent must be noticed in each group, and `survivors.md` must say of
each function why those of its changes that survive do.

What was done before is kept in `mutants/` and `record.jsonl`, for as long as its function is the
same: a run of all groups goes on where the last one ended, and tries none again; `survivors` in
place of groups tries those again that survived, for when tests were added. A group that is named is
done anew.
"""

import json
import subprocess
import sys
from collections import Counter
from importlib import metadata
from pathlib import Path

from mutation import record
from mutation.record import ROOT, metas, verdict

EXPLAINED = Path(__file__).parent / "survivors.md"
LEAST = 85

GROUPS = {
    "skeleton": ("docs_extract.skeleton.*",),
    "bullets": ("docs_extract.bullets.*",),
    "tables": ("docs_extract.tables.*",),
    "outcome": ("validator.outcome.*",),
    "compare": ("docs_extract.compare.*",),
    "documents": ("validator.documents.*",),
}
"""What is changed, as mutmut names it."""

AGAIN = "survivors"


def results(group: str) -> dict[str, int | None]:
    """Return the exit code of each change of a group: None where it was not tried."""
    found: dict[str, int | None] = {}
    beginnings = tuple(pattern.removesuffix("*") for pattern in GROUPS[group])
    for _, meta in metas():
        codes = meta["exit_code_by_key"]
        found |= {name: code for name, code in codes.items() if name.startswith(beginnings)}
    return found


def function_of(change: str) -> str:
    """Return the function that a change is of: `package.module.Class.name`."""
    module, _, name = change.rpartition("__mutmut_")[0].rpartition(".")
    own = name.removeprefix("xǁ").replace("ǁ", ".") if "ǁ" in name else name.removeprefix("x_")
    return f"{module}.{own}"


def unexplained(group: str) -> list[str]:
    """Return the functions with changes that survive and that nothing is said of."""
    text = EXPLAINED.read_text(encoding="utf-8")
    left = {
        function_of(change)
        for change, code in results(group).items()
        if verdict(code) in ("survived", "untested")
    }
    return sorted(name for name in left if f"`{name}`" not in text)


def forget_survivors() -> None:
    """Let all that survived, or that no test reached, be untried."""
    for path, meta in metas():
        codes = {
            name: None if verdict(code) in ("survived", "untested") else code
            for name, code in meta["exit_code_by_key"].items()
        }
        path.write_text(json.dumps({**meta, "exit_code_by_key": codes}), encoding="utf-8")


def main(names: list[str]) -> int:
    """Run what is asked for, print what was noticed, and return the exit code."""
    version = metadata.version("mutmut")
    record.restore(version)
    if names == [AGAIN]:
        forget_survivors()
        names = []
    patterns = [pattern for name in names for pattern in GROUPS[name]]
    command = [sys.executable, "-m", "mutmut", "run", *patterns]
    subprocess.run(command, cwd=ROOT, check=False)
    record.write(version)
    enough = True
    for name in names or GROUPS:
        counts = Counter(map(verdict, results(name).values()))
        tried = counts.total() - counts["untried"]
        share = 100 * counts["noticed"] / tried if tried else 0.0
        enough = enough and share >= LEAST and not counts["untried"]
        sys.stdout.write(f"{name}: {counts['noticed']} of {tried} noticed, {share:.1f} %; ")
        sys.stdout.write(f"{counts['survived']} survived, {counts['untested']} without a test, ")
        sys.stdout.write(f"{counts['untried']} not tried\n")
        for function in unexplained(name):
            sys.stdout.write(f"  survivors of {function} are not explained\n")
            enough = False
    return 0 if enough else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
