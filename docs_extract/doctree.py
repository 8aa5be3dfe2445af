"""RST text -> a page, read by docutils with everything switched off that reaches outside the text.

Nothing is included, fetched or executed, and no configuration file of the machine is read. What
docutils complains about is kept as messages of the page.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives, roles

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
_SETTINGS = {
    "_disable_config": True,
    "doctitle_xform": False,
    "file_insertion_enabled": False,
    "halt_level": 5,
    "raw_enabled": False,
    "report_level": _WARNING,
    "smart_quotes": False,
    "syntax_highlight": "none",
}


class _Code(Directive):
    """A code block that remembers the line its text begins at, which docutils forgets."""

    optional_arguments = 1
    final_argument_whitespace = False
    has_content = True
    option_spec = dict.fromkeys(
        (
            *("class", "name", "number-lines", "linenos", "lineno-start"),
            *("caption", "emphasize-lines", "dedent", "force"),
        ),
        directives.unchanged,
    )

    def run(self) -> list[nodes.Node]:
        """Return the literal block."""
        text = "\n".join(self.content)
        block = nodes.literal_block(text, text)
        block["callspec-line"] = self.content_offset + 1
        return [block]


def _reference_role(
    _name: str,
    rawtext: str,
    text: str,
    lineno: int,
    _inliner: Any,
    _options: Any = None,
    _content: Any = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Keep the target of `:ref:`, a role of Sphinx that docutils does not have."""
    text = nodes.unescape(text)
    shown, _, rest = text.rpartition("<")
    target = rest.removesuffix(">").strip() if shown and rest.endswith(">") else text.strip()
    node = nodes.inline(rawtext, shown.strip() if shown and rest.endswith(">") else target)
    node["callspec-target"] = target
    node.line = lineno
    return [node], []


@contextlib.contextmanager
def _dialect() -> Iterator[None]:
    """Teach docutils what the reference uses, and forget it again: its registries are global."""
    known_directives: dict[str, Any] = vars(directives)["_directives"]
    known_roles: dict[str, Any] = vars(roles)["_roles"]
    before = dict(known_directives), dict(known_roles)
    known_directives |= dict.fromkeys(("code", "code-block", "sourcecode"), _Code)
    known_roles["ref"] = _reference_role
    try:
        yield
    finally:
        for registry, saved in zip((known_directives, known_roles), before, strict=True):
            registry.clear()
            registry.update(saved)


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
        with _dialect():
            tree = publish_doctree(text, source_path=file, settings_overrides=settings)
    except RecursionError:
        message = Message(1, 4, "The page nests too deeply to be read.")
        return Page(name, file, lines, (), (message,))
    targets = {
        target["refid"]: tuple(target["dupnames"])
        for target in tree.findall(nodes.target)
        if "refid" in target
    }
    reader = _Reader(lines, targets)
    sections = reader.sections(tree)
    return Page(name, file, lines, sections, _messages(tree))


def _messages(tree: nodes.document) -> tuple[Message, ...]:
    found = {
        (message.get("line", 1), message["level"], message.children[0].astext())
        for message in (*tree.findall(nodes.system_message), *tree.parse_messages)
        if message["level"] >= _WARNING and message.children
    }
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
            if isinstance(node, nodes.paragraph):
                yield Paragraph(_line(node), tuple(_inlines(node)))
            elif isinstance(node, nodes.literal_block):
                yield self._code(node)
            elif isinstance(node, nodes.bullet_list):
                items = tuple(
                    Item(_line(item), tuple(self._blocks(item)))
                    for item in node.children
                    if isinstance(item, nodes.list_item)
                )
                yield BulletList(_line(node), items)
            elif isinstance(node, nodes.table):
                yield _table(node)
            elif isinstance(node, nodes.system_message) or not isinstance(node, nodes.Element):
                continue
            elif not isinstance(node, (nodes.section, nodes.title, nodes.comment, nodes.target)):
                yield from self._blocks(node)

    def _code(self, node: nodes.literal_block) -> CodeBlock:
        text = node.astext()
        own = text.split("\n")
        # For a plain literal block docutils knows only about where it is.
        about = node.get("callspec-line") or node.line or 1
        nearby = range(max(1, about - len(own) - 2), len(self.lines) - len(own) + 2)
        for line in (about, *nearby):
            indent = self._indent(line, own)
            if indent is not None:
                return CodeBlock(line, indent, text)
        return CodeBlock(about, 0, text)

    def _indent(self, line: int, own: list[str]) -> int | None:
        """Return how far a block's lines stand to the right if they stand at `line`, or None."""
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
    for one in (node, *node.findall(nodes.Element)):
        if one.line:
            return int(one.line)
    return 1


def _inlines(node: nodes.Element) -> Iterator[Inline]:
    for child in node.children:
        if isinstance(child, nodes.system_message):
            continue
        if isinstance(child, nodes.Element) and "callspec-target" in child:
            yield Inline("ref", child.astext(), child["callspec-target"])
        elif isinstance(child, (nodes.emphasis, nodes.strong, nodes.literal)):
            yield Inline(type(child).__name__, child.astext())
        else:
            yield Inline("text", child.astext())


def _table(node: nodes.table) -> Table:
    line = _line(node)
    head = [_row(row, line) for part in node.findall(nodes.thead) for row in _rows(part)]
    rows = [_row(row, line) for part in node.findall(nodes.tbody) for row in _rows(part)]
    return Table(line, head[0] if head else None, tuple(rows))


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
    # Rows of a csv-table count from the table's own text.
    return Row(max(_line(row), table_line), tuple(cells))
