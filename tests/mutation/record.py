"""What became of each change, kept in `record.jsonl`: a fresh clone need not try all again.

The first line is the version of mutmut, which numbers the changes. Each other one is a function
whose changes were all tried: its file, its name and hash as mutmut has them, how many changes of it
there are, and the numbers of those that survive.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
MUTANTS = ROOT / "mutants"
RECORD = Path(__file__).parent / "record.jsonl"

_SURVIVED, _NOTICED = 0, 1
_NO_TESTS = (5, 33)
_NUMBERED = "__mutmut_"


def verdict(code: int | None) -> str:
    """Return what became of a change, by mutmut's exit code: None where it was not tried."""
    if code is None:
        return "untried"
    if code == _SURVIVED:
        return "survived"
    return "untested" if code in _NO_TESTS else "noticed"


def metas() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield mutmut's file about each source file in `mutants/`, and what it says."""
    for path in sorted(MUTANTS.rglob("*.meta")):
        yield path, json.loads(path.read_text(encoding="utf-8"))


def restore(version: str) -> None:
    """Give mutmut, which has a version, what is recorded of the files that it has not seen here."""
    if not RECORD.exists():
        return
    first, *lines = map(json.loads, RECORD.read_text(encoding="utf-8").splitlines())
    if first != {"mutmut": version}:
        return
    for file in dict.fromkeys(line["file"] for line in lines):
        path = MUTANTS / f"{file}.meta"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            told = _meta([line for line in lines if line["file"] == file])
            path.write_text(json.dumps(told), encoding="utf-8")


def write(version: str) -> None:
    """Record what became of the changes of all functions whose changes were all tried."""
    lines: list[dict[str, Any]] = [{"mutmut": version}]
    for path, meta in metas():
        file = path.relative_to(MUTANTS).with_suffix("").as_posix()
        tried: dict[str, list[int | None]] = {}
        for change, code in meta["exit_code_by_key"].items():
            tried.setdefault(change.rpartition(_NUMBERED)[0], []).append(code)
        for function, codes in tried.items():
            became = [verdict(code) for code in codes]
            if "untried" not in became:
                lines.append(
                    {
                        "file": file,
                        "function": function,
                        "hash": meta["hash_by_function_name"][function.rpartition(".")[2]],
                        "changes": len(codes),
                        "survivors": [n for n, one in enumerate(became, 1) if one != "noticed"],
                    }
                )
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    RECORD.write_text(text, encoding="utf-8")


def _meta(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what mutmut would have written about the functions of a file."""
    codes = {
        f"{line['function']}{_NUMBERED}{n}": _SURVIVED if n in line["survivors"] else _NOTICED
        for line in lines
        for n in range(1, line["changes"] + 1)
    }
    return {
        "exit_code_by_key": codes,
        "hash_by_function_name": {
            line["function"].rpartition(".")[2]: line["hash"] for line in lines
        },
        "type_check_error_by_key": {},
        "durations_by_key": {},
        "estimated_durations_by_key": {},
    }
