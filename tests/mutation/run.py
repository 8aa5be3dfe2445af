"""Mutation testing: `python -m mutation.run [GROUP...]`, all groups without one.

mutmut changes one thing at a time and runs the tests that reach it; a change that no test notices
survives. At least `LEAST` percent must be noticed in each group, and `survivors.md` must say of
each function why those of its changes that survive do.

What was done before is kept in `mutants/`, for as long as its function is the same: a run of all
groups goes on where the last one ended, and tries none again; `survivors` in place of groups tries
those again that survived, for when tests were added. A group that is named is done anew.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MUTANTS = ROOT / "mutants"
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

_SURVIVED = 0
_NO_TESTS = (5, 33)


def results(group: str) -> dict[str, int | None]:
    """Return the exit code of each change of a group: None where it was not tried."""
    found: dict[str, int | None] = {}
    beginnings = tuple(pattern.removesuffix("*") for pattern in GROUPS[group])
    for path in sorted(MUTANTS.rglob("*.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        found |= {name: code for name, code in codes.items() if name.startswith(beginnings)}
    return found


def verdict(code: int | None) -> str:
    """Return what became of a change."""
    if code is None:
        return "untried"
    if code == _SURVIVED:
        return "survived"
    return "untested" if code in _NO_TESTS else "noticed"


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
    for path in MUTANTS.rglob("*.meta"):
        kept = json.loads(path.read_text(encoding="utf-8"))
        kept["exit_code_by_key"] = {
            name: None if verdict(code) in ("survived", "untested") else code
            for name, code in kept["exit_code_by_key"].items()
        }
        path.write_text(json.dumps(kept), encoding="utf-8")


def main(names: list[str]) -> int:
    """Run what is asked for, print what was noticed, and return the exit code."""
    if names == [AGAIN]:
        forget_survivors()
        names = []
    patterns = [pattern for name in names for pattern in GROUPS[name]]
    command = [sys.executable, "-m", "mutmut", "run", *patterns]
    subprocess.run(command, cwd=ROOT, check=False)
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
