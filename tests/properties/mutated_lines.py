"""Lines of campaigncalls with bytes changed: what a log looks like that was damaged, or forged."""

import json
import random
from pathlib import Path

_FRAGMENTS = [
    *(b'"', b"\\", b"{", b"}", b",", b":", b"1", b"-", b"e", b".0", b"1e5", b"0", b"null", b"true"),
    *(b'""', b" ", b"\t", b"\r", b"\xef\xbb\xbf", b"\xff", b"\x00", b"\\ud800", b"\\u0041"),
    *(b'"id":"x",', b'"status":"done",', b',"name":""', b"[]", b"{}", b"NaN", b"1" * 30),
    *(b"\xd9\xa1", b"\xc3\xa9", b"\\n", b'\\"'),
]
_LIKE = b'0123456789abcdefABCDEF"{}[],:- Tz'


def seeds(root: Path) -> list[bytes]:
    """Return valid lines, written in several ways."""
    rows = []
    for file in sorted((root / "fixtures" / "valid").glob("*.json")):
        try:
            value = json.loads(file.read_bytes())
        except ValueError:
            continue
        rows.append(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())
        rows.append(json.dumps(value).encode())
        rows.append(json.dumps(value).replace("d", "\\u0064", 3).encode())
    return rows


def mutate(rows: list[bytes], rng: random.Random) -> bytes:
    """Return one of the lines with one to three changes."""
    row = bytearray(rng.choice(rows))
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        at = rng.randrange(len(row) + 1)
        change = rng.randrange(9)
        if change == 0 and at < len(row):
            del row[at]
        elif change == 1:
            row[at:at] = rng.choice(_FRAGMENTS)
        elif change == 2 and at < len(row):
            row[at] = rng.randrange(256)
        elif change == 3 and at < len(row):
            row[at] = rng.choice(_LIKE)
        elif change == 4:
            end = min(len(row), at + rng.randrange(40))
            to = rng.randrange(len(row) + 1)
            row[to:to] = row[at:end]
        elif change == 5:
            parts = bytes(row).split(b",")
            parts.insert(rng.randrange(len(parts) + 1), rng.choice(rng.choice(rows).split(b",")))
            row = bytearray(b",".join(parts))
        elif change == 6:
            parts = bytes(row).split(b",")
            del parts[rng.randrange(len(parts))]
            row = bytearray(b",".join(parts))
        elif at < len(row) and chr(row[at]).isdigit():
            # Often valid still: one digit for another.
            row[at] = rng.choice(b"0123456789")
    return bytes(row).replace(b"\n", b" ")
