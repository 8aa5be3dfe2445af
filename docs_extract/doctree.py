"""RST text -> a page, read by docutils with everything switched off that reaches outside the text.

Nothing is included, fetched or executed, and no configuration file of the machine is read. What
docutils complains about is kept as messages of the page. What docutils does not know, Sphinx's
directives and roles, is passed over without losing what stands inside (see docs_extract.dialect).
"""

import io
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from docutils import nodes
from docutils.core import publish_doctree

from docs_extract.collection import uncollected
from docs_extract.dialect import CODE_LINE, OWN, TARGET, PageParser, dialect, passed_over
from docs_extract.page import (
    Block,
    BulletList,
    CodeBlock,
    Inline,
    Item,
    Message,
    Page,
    Paragraph,
    Row,
    Section,
    Table,
)

_WARNING = 2
# How many lines behind the place that docutils gives a literal block is looked for.
_FARTHEST_CODE = 200
_BORDER = re.compile(r"=+(?: +=+)*|\+[-=+]+\+")
_TABLE_DIRECTIVE = re.compile(r"\.\. +[\w-]*table::")
_REFUSED = re.compile(r"\b(?:disabled|deactivated)\b")
_SETTINGS = {
    "_disable_config": True,
    "docinfo_xform": False,
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "raw_enabled": False,
    "report_level": _WARNING,
    "smart_quotes": False,
    "syntax_highlight": "none",
}


@uncollected()
def read_page(name: str, file: str, text: str) -> Page:
    """Return a page of reStructuredText as plain data; what is malformed becomes messages.

    `name` is the page's path below the reference, `file` its path for findings.
    """
    # docutils takes these for line breaks, and editors do not.
    text = re.sub("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", " ", text)
    lines = tuple(line.rstrip() for line in text.expandtabs(8).splitlines())
    settings = {
        **_SETTINGS,
        "line_length_limit": max((len(line) for line in lines), default=0) + 1,
        "warning_stream": io.StringIO(),
    }
    try:
        with dialect():
            tree = publish_doctree(
                text, source_path=file, parser=PageParser(), settings_overrides=settings
            )
        targets = {
            target["refid"]: tuple(target["dupnames"])
            for target in tree.findall(nodes.target)
            if "refid" in target
        }
        sections = _Reader(lines, targets).sections(tree)
        return Page(name, file, lines, sections, _messages(tree, len(lines)))
    except RecursionError:
        message = Message(1, 4, "The page nests too deeply to be read.")
    except Exception as error:  # what a page can make docutils stumble over has no end
        message = Message(1, 4, f"docutils cannot read the page ({type(error).__name__}).")
    return Page(name, file, lines, (), (message,))


def _messages(tree: nodes.document, lines: int) -> tuple[Message, ...]:
    """Return what is to be said about a page, each thing once, in the order of lines."""
    nodes_found = (
        *tree.findall(nodes.system_message),
        *tree.parse_messages,
        *(one for one in tree.transform_messages if OWN in one),
    )
    inside = bytearray(lines + 2)
    found = set()
    for node in nodes_found:
        if body := passed_over(node):
            inside[body.start : body.stop] = b"\1" * len(body)
    for node in nodes_found:
        line, level = node.get("line", 1), node["level"]
        if not node.children or (level < _WARNING and not node.get(OWN)):
            continue
        text = node.children[0].astext()
        if inside[min(line, lines + 1)] and not node.get(OWN) and not _REFUSED.search(text):
            # Nobody knows whether the body was meant as RST; a table that is lost is worth a note.
            if not text.startswith("Malformed table"):
                continue
            level = 1
        found.add((line, level, text))
    return tuple(Message(*one) for one in sorted(found))


class _Reader:
    """Turns the doctree into plain data."""

    def __init__(self, lines: tuple[str, ...], targets: dict[str, tuple[str, ...]]) -> None:
        """Take the page's lines, and by ID the names that its targets share with others."""
        self.lines = lines
        self.targets = targets

    def sections(self, tree: nodes.document) -> tuple[Section, ...]:
        blocks = tuple(self._blocks(tree))
        sections = tuple(self._sections(tree))
        labels: tuple[str, ...] = tuple(tree.get("names", ()))
        return (Section(1, "", labels, blocks, ()), *sections) if blocks else sections

    def _sections(self, parent: nodes.Element) -> Iterator[Section]:
        for node in parent.children:
            if isinstance(node, nodes.section):
                title = node.next_node(nodes.title)
                text = title.astext() if title is not None else ""
                yield Section(
                    self._title_line(node.line or 1, text),
                    text,
                    self._labels(node, text),
                    tuple(self._blocks(node)),
                    tuple(self._sections(node)),
                )
            elif isinstance(node, nodes.Element) and not isinstance(node, nodes.TextElement):
                # A directive that is not known can stand in a list and hold sections.
                yield from self._sections(node)

    def _title_line(self, about: int, title: str) -> int:
        """Return the line of a section's title; docutils gives that of its underline."""
        first = title.split("\n")[0].split(" ")[0]
        for line in range(about, max(about - 3, 0), -1):
            if first and first in self.lines[line - 1]:
                return line
        return about

    def _labels(self, section: nodes.section, title: str) -> tuple[str, ...]:
        """Return a section's labels: names that a target gave it, not the one of its title."""
        implicit = nodes.fully_normalize_name(title)
        names = [
            name
            for name in section["names"]
            if name != implicit or nodes.make_id(name) in self.targets
        ]
        # A label that stands twice is the name of no section any more, but still a label.
        shared = [name for one in section["ids"] for name in self.targets.get(one, ())]
        return tuple(dict.fromkeys((*names, *shared)))

    def _blocks(self, parent: nodes.Element) -> Iterator[Block]:
        """Yield a node's blocks; containers that are no block of their own are looked through."""
        for node in parent.children:
            if isinstance(node, (nodes.paragraph, nodes.rubric, nodes.term)):
                yield Paragraph(_line(node), tuple(_inlines(node)))
            elif isinstance(node, nodes.line_block):
                inlines = [_inlines(line) for line in node.findall(nodes.line)]
                yield Paragraph(_line(node), tuple(_lines_of(inlines)))
            elif isinstance(node, (nodes.literal_block, nodes.doctest_block)):
                yield self._code(node)
            elif isinstance(node, nodes.bullet_list):
                items = tuple(
                    Item(_line(item), tuple(self._blocks(item)))
                    for item in node.children
                    if isinstance(item, nodes.list_item)
                )
                yield BulletList(_line(node), items)
            elif isinstance(node, nodes.table):
                yield _table(node, self.lines)
            elif isinstance(node, nodes.system_message) or not isinstance(node, nodes.Element):
                continue
            elif not isinstance(node, (nodes.section, nodes.title, nodes.comment, nodes.target)):
                yield from self._blocks(node)

    def _code(self, node: nodes.literal_block | nodes.doctest_block) -> CodeBlock:
        text = node.astext()
        own = text.split("\n")
        # For a plain literal block docutils knows only about where it is.
        about = node.get(CODE_LINE) or node.line or 1
        last = min(len(self.lines) - len(own) + 1, about + _FARTHEST_CODE)
        for line in chain((about,), range(max(1, about - len(own) - 2), last + 1)):
            indent = self._indent(line, own)
            if indent is not None:
                return CodeBlock(line, indent, text)
        return CodeBlock(about, 0, text)

    def _indent(self, line: int, own: list[str]) -> int | None:
        """Return how far a block's lines stand to the right if they stand at `line`, or None."""
        if not self.lines[line - 1 : line] or not self.lines[line - 1].endswith(own[0]):
            return None
        there = self.lines[line - 1 : line - 1 + len(own)]
        indents = {
            len(raw) - len(mine)
            for raw, mine in zip(there, own, strict=False)
            if mine.strip() and raw.endswith(mine) and not raw[: len(raw) - len(mine)].strip()
        }
        complete = len(there) == len(own) and all(
            raw.endswith(mine) for raw, mine in zip(there, own, strict=True)
        )
        return indents.pop() if complete and len(indents) == 1 else None


def _line(node: nodes.Element) -> int:
    """Return the line a node begins at, its first child's where docutils gives none."""
    for one in node.findall(nodes.Element):
        if one.line:
            return int(one.line)
    return 1


def _inlines(node: nodes.Element) -> Iterator[Inline]:
    """Yield the pieces of running text; what is only text is one piece up to the next markup."""
    texts: list[str] = []
    for child in node.children:
        if isinstance(child, nodes.system_message):
            continue
        if isinstance(child, nodes.Element) and TARGET in child:
            piece = Inline("ref", child.astext(), child[TARGET])
        elif isinstance(child, (nodes.emphasis, nodes.strong, nodes.literal)):
            piece = Inline(type(child).__name__, child.astext())
        else:
            texts.append(child.astext())
            continue
        if texts:
            yield Inline("text", "".join(texts))
            texts.clear()
        yield piece
    if texts:
        yield Inline("text", "".join(texts))


def _lines_of(lines: list[Iterator[Inline]]) -> Iterator[Inline]:
    for number, line in enumerate(lines):
        if number:
            yield Inline("text", "\n")
        yield from line


def _table(node: nodes.table, lines: Sequence[str]) -> Table:
    line = node.line or _table_line(_line(node), lines)
    head = [_row(row, line) for part in node.findall(nodes.thead) for row in _rows(part)]
    rows = [_row(row, line) for part in node.findall(nodes.tbody) for row in _rows(part)]
    return Table(line, head[0] if head else None, tuple(rows))


def _table_line(cell: int, lines: Sequence[str]) -> int:
    """Return the line that a table begins at, from that of its first cell.

    Before version 0.23, docutils does not tell: it is the border above, or that of the directive.
    """
    for line in range(cell, 0, -1):
        text = lines[line - 1].strip()
        if _BORDER.fullmatch(text) or _TABLE_DIRECTIVE.match(text):
            return line
    return cell


def _rows(part: nodes.Element) -> Iterator[nodes.row]:
    return part.findall(nodes.row)


def _row(row: nodes.row, table_line: int) -> Row:
    cells = []
    for entry in row.children:
        assert isinstance(entry, nodes.Element)
        # A bare "" is taken for a title's overline: the complaint beside it is not the cell's text.
        texts = [
            paragraph.astext()
            for paragraph in entry.findall(nodes.paragraph)
            if not isinstance(paragraph.parent, nodes.system_message)
        ]
        cells.append(" ".join(" ".join(texts).split()))
    labels = [one[TARGET] for one in row.findall(nodes.Element) if TARGET in one]
    # Rows of a csv-table count from the table's own text.
    return Row(max(_line(row), table_line), tuple(cells), tuple(labels))
