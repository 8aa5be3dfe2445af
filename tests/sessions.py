"""Pages of the docs as a reader follows them: files to write, and commands with their output."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"^(?P<fence>```+)(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=fence)$", re.M | re.S)
_OPTION = re.compile(r":([a-z]+): (.*)\n")
ELLIPSIS = "..."


@dataclass(frozen=True)
class File:
    """A file that the reader writes."""

    name: str
    text: str


@dataclass(frozen=True)
class Command:
    """A command that the reader runs, and what it prints; `...` stands for anything.

    `needs` is a program without which it cannot be run.
    """

    line: str
    output: str
    needs: str | None = None


def steps_of(text: str) -> Iterator[File | Command]:
    """Yield what a page has its reader do, in order."""
    for block in _BLOCK.finditer(text):
        info, body = block["info"].strip(), block["body"]
        directive = re.fullmatch(r"\{code-block\} (\w+)", info)
        options: dict[str, str] = {}
        if directive:
            while option := _OPTION.match(body):
                options[option[1]] = option[2]
                body = body[option.end() :]
            body = body.removeprefix("\n")
        language = directive[1] if directive else info
        if "caption" in options:
            yield File(options["caption"], body)
        elif language == "console":
            kind = options.get("class", "")
            yield from _commands(body, kind.removeprefix("needs-") or None)


def _commands(body: str, needs: str | None) -> Iterator[Command]:
    parts = re.split(r"^\$ ", body, flags=re.M)
    assert parts[0] == "", f"a session begins with a command: {parts[0]!r}"
    for part in parts[1:]:
        line, _, output = part.partition("\n")
        yield Command(line, output, needs)


def agrees(output: str, shown: str) -> bool:
    """Return whether an output is what a page shows.

    `...` stands for anything, and in a line of its own for any lines, also none.
    """
    pattern = ""
    for line in shown.splitlines(keepends=True):
        if line == f"{ELLIPSIS}\n":
            pattern += "(?:.*\n)*?"
        else:
            pattern += ".*?".join(map(re.escape, line.split(ELLIPSIS)))
    return re.fullmatch(pattern, output) is not None
