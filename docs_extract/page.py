"""A reference page as plain data: sections, paragraphs, code, lists and tables with lines."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from validator.documents.locations import Lines
from validator.finding import Source, Span


@dataclass(frozen=True, slots=True)
class Inline:
    """A piece of running text. `kind` is text, emphasis, strong, literal or ref.

    A `ref` has the label it leads to in `target`; its `text` is what a reader sees.
    """

    kind: str
    text: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph that begins at `line`."""

    line: int
    inlines: tuple[Inline, ...]

    @property
    def text(self) -> str:
        """What a reader sees, white space folded."""
        return " ".join("".join(inline.text for inline in self.inlines).split())


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A literal block; its text begins at `line` of the page, `indent` columns to the right."""

    line: int
    indent: int
    text: str

    def span(self, start: int, end: int) -> Span:
        """Return where on the page two offsets into the text lie."""
        return _lines(self.text).span(start, end).shifted(self.line - 1, self.indent)


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a bullet list."""

    line: int
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class BulletList:
    """A bullet list."""

    line: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: the text of each cell, and the line it begins at.

    `references` are the labels that its cells lead to, in order.
    """

    line: int
    cells: tuple[str, ...]
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any kind; `header` is None where it has none."""

    line: int
    header: Row | None
    rows: tuple[Row, ...]


Block = Paragraph | CodeBlock | BulletList | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its labels, its title, what stands in it, and the sections below it."""

    line: int
    title: str
    labels: tuple[str, ...]
    blocks: tuple[Block, ...]
    sections: tuple["Section", ...]

    @property
    def label(self) -> str | None:
        """The first of its labels, if it has any."""
        return self.labels[0] if self.labels else None

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all below it, in page order."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Message:
    """What docutils had to say about a page; `level` is its own: 2 warning, 3 error, 4 severe.

    Level 1 is a note of callspec's own: a directive was passed over.
    """

    line: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read. `name` is its path below the reference, with forward slashes.

    `file` is the path as the user gave it, for findings. What stands before the first section is
    in a section without a title. `sha256` is the digest of the file's bytes, empty where the text
    came from no file.
    """

    name: str
    file: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    messages: tuple[Message, ...]
    sha256: str = ""

    @property
    def folder(self) -> Path:
        """The folder the page lies in."""
        return Path(self.file).parent

    @property
    def root(self) -> Path:
        """The folder that the page's name starts from: that of its reference."""
        return Path(self.file).parents[len(PurePosixPath(self.name).parts) - 1]

    def walk(self) -> Iterator[Section]:
        """Yield all sections in page order."""
        for section in self.sections:
            yield from section.walk()

    def blocks(self) -> Iterator[Block]:
        """Yield all blocks in page order, those inside list items too."""
        for section in self.walk():
            yield from blocks_of(section.blocks)

    def source(self, line: int, label: str | None = None) -> Source:
        """Return a place on the page as schemas and findings carry it."""
        return Source(self.name, line, label)

    def find(self, line: int, text: str, last_line: int | None = None) -> Span:
        """Return the span of `text` at or after `line`, or the whole line's where it is not there.

        Only up to `last_line` (the same line without it) is looked.
        """
        for number in range(line, min(last_line or line, len(self.lines)) + 1):
            column = self.lines[number - 1].find(text)
            if column >= 0:
                return Span(number, column + 1, number, column + 1 + len(text))
        return self.whole_line(line)

    def whole_line(self, line: int) -> Span:
        """Return the span of a line's text without the white space around it."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        start = len(text) - len(text.lstrip())
        return Span(line, start + 1, line, max(start + 1, len(text.rstrip()) + 1))


@functools.lru_cache(maxsize=4)
def _lines(text: str) -> Lines:
    """Return where the lines of a text are; a skeleton's is asked for once a field."""
    return Lines(text)


def blocks_of(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield blocks with those inside list items, in page order."""
    for block in blocks:
        yield block
        if isinstance(block, BulletList):
            for item in block.items:
                yield from blocks_of(item.blocks)
