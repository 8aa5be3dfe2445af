"""What reference pages contain and docutils does not know: Sphinx's directives and roles.

A directive that nobody knows is passed over, and its body is read as if it stood in its place. A
role that nobody knows gives its text. Both are the rule of Sphinx's own documentation of directives
and roles turned round: they decorate a text, so the text is what is read.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.parsers import rst
from docutils.parsers.rst import Directive, directives, roles, states
from docutils.parsers.rst.directives.tables import CSVTable
from docutils.parsers.rst.languages import en
from docutils.statemachine import StringList, string2lines
from docutils.transforms import Transform

CODE_LINE = "callspec-line"
"""The attribute of a literal block with the line its text begins at, which docutils forgets."""
TARGET = "callspec-target"
"""The attribute of an inline node with the label that a `:ref:` leads to."""
OWN = "callspec-own"
"""The attribute of a system message that callspec has given, whatever its level."""

_BODY = "callspec-body"
_LONGEST_TEXT = 20_000
_MOST_SUBSTITUTED = 1_000_000
_NODE_SIZE = 20
_MOST_LABELS = 100
_MARKUP = re.compile(r"[*`|\\]|_\b|\b_")
_OPTION = re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?!([ `]|$)))*(?<! ):( +|$)")
_TITLE_AND_TARGET = re.compile(r"(.*\S)\s*<[^<>]*>", re.DOTALL)
_PROSE = re.compile(r"[A-Za-z]\w*(?:\s|$)")
_TABLE_BORDER = re.compile(r"=+[ =]*$")
_VERSION = re.compile(r"\s*\S+\s*")

# Of these the argument is text as well; the first word of some is a version.
_TEXT = {"centered", "seealso"}
_VERSIONED = {"deprecated", "versionadded", "versionchanged", "versionremoved"}
_READ = {
    *("acks", "glossary", "group-tab", "hlist", "only", "rst-class", "tab", "tab-item"),
    *("tab-set", "tabs"),
}
_TITLED = {"dropdown", "group-tab", "tab", "tab-item"}
_WITHOUT_TEXT = {
    *("codeauthor", "currentmodule", "default-domain", "highlight", "highlightlang", "index"),
    *("module", "program", "py:currentmodule", "py:module", "sectionauthor", "tabularcolumns"),
    *("toctree", "date"),
}
_NO_RST = {"digraph", "graph", "graphviz", "math-block", "mermaid", "productionlist", "uml"}
_REFUSED = {"literalinclude"}
_CROSS_REFERENCES = {
    *("any", "attr", "class", "command", "const", "data", "doc", "download", "envvar", "exc"),
    *("external", "func", "keyword", "meth", "mod", "numref", "obj", "option", "term", "token"),
}


class _Code(Directive):
    """A code block that remembers the line its text begins at, which docutils forgets."""

    optional_arguments = 1
    final_argument_whitespace = False
    has_content = True
    option_spec: ClassVar[dict[str, Any] | None] = dict.fromkeys(
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
        block[CODE_LINE] = self.content_offset + 1
        return [block]


class _CodeTab(_Code):
    """A code block in a tab: a language, and the name of the tab."""

    final_argument_whitespace = True


class _Unknown(Directive):
    """A directive that docutils does not know: what stands in it is read in its place."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the blocks of the body, behind what is to be said about passing over it."""
        name = self.name.lower()
        if name in _WITHOUT_TEXT:
            return []
        if name in _REFUSED:
            text = f'"{self.name}" directive disabled: nothing is read from files.'
            return [self._message(2, text)]
        start = self._start(name)
        body = self.content[start:]
        has_body = name not in _NO_RST and any(line.strip() for line in body)
        said: list[nodes.Node] = []
        if name not in _TEXT | _VERSIONED | _READ:
            what = "its content is read" if has_body else "it has nothing to read"
            message = self._message(1, f"the directive {self.name} is not known; {what}")
            first = self.content_offset + 1
            message[_BODY] = (first, first + len(self.content))
            said.append(message)
        if not has_body:
            return said
        if isinstance(self.state, states.SubstitutionDef):
            return [*said, nodes.Text(" ".join(" ".join(body).split()))]
        return [*said, *self._title(name), *self._parsed(body, self.content_offset + start)]

    def _title(self, name: str) -> list[nodes.Node]:
        """Return the title of a tab as a paragraph: it says what stands in the tab."""
        title = self.block_text.partition("\n")[0].partition("::")[2].strip()
        if name not in _TITLED or not title:
            return []
        paragraph = nodes.paragraph(title, title)
        paragraph.line = self.lineno
        return [paragraph]

    def _message(self, level: int, text: str) -> nodes.system_message:
        message = self.state_machine.reporter.system_message(level, text, line=self.lineno)
        message[OWN] = 1
        return message

    def _start(self, name: str) -> int:
        """Return how many lines of the content are argument and options instead of body."""
        has_argument = bool(self.block_text.partition("\n")[0].partition("::")[2].strip())
        if has_argument and name in _VERSIONED:
            version = _VERSION.match(self.content[0])
            self.content[0] = self.content[0][version.end() :] if version else ""
            return 0
        if name in _TEXT:
            return 0
        start = options = int(has_argument)
        # The argument may go on for some lines, if options show where it ends.
        while options < len(self.content) and self.content[options].strip():
            if _OPTION.match(self.content[options]):
                start = options
                break
            options += 1
        while start < len(self.content) and _OPTION.match(self.content[start]):
            start += 1
            while start < len(self.content) and self.content[start].startswith(" "):
                start += 1
        return start

    def _parsed(self, body: Any, offset: int) -> list[nodes.Node]:
        """Return the blocks of a body; titles in it have an order of their own."""
        parent = nodes.container()
        # A node without a document gives its children no lines.
        parent.document = self.state.document
        memo = cast(Any, self.state).memo
        before = memo.title_styles, memo.section_level
        memo.title_styles, memo.section_level = [], 0
        try:
            self.state.nested_parse(body, offset, parent, match_titles=True)
        finally:
            memo.title_styles, memo.section_level = before
        return list(parent.children)


class _CsvTable(CSVTable):
    """A table of commas that has the line of its directive: its cells count lines of their own."""

    def run(self) -> Sequence[nodes.table | nodes.system_message]:
        """Return docutils' own table with its line, which it does not tell before version 0.23."""
        found = super().run()
        for node in found:
            if isinstance(node, nodes.table):
                node.line = self.lineno
        return found


class _Directives(dict[str, Any]):
    """docutils' registry of directives, in which there is one for every name."""

    def __contains__(self, name: object) -> bool:
        """Tell docutils not to look further for what it would not find."""
        known = vars(directives)["_directive_registry"]
        return super().__contains__(name) or (name not in known and name not in en.directives)

    def __missing__(self, name: str) -> type[Directive]:
        return _Unknown


class _Roles(dict[str, Any]):
    """docutils' registry of roles, in which there is one for every name."""

    def __contains__(self, name: object) -> bool:
        """Tell docutils not to look further for what it would not find."""
        known = vars(roles)["_role_registry"]
        # The empty name is that of the default role, which a page can set.
        return super().__contains__(name) or (
            bool(name) and name not in known and name not in en.roles
        )

    def __missing__(self, name: str) -> Any:
        return _unknown_role


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
    # A label's name may be wrapped, as all text may.
    node[TARGET] = " ".join(target.split())
    node.line = lineno
    return [node], []


def _unknown_role(
    name: str,
    rawtext: str,
    text: str,
    lineno: int,
    _inliner: Any,
    _options: Any = None,
    _content: Any = None,
) -> tuple[list[nodes.Node], list[nodes.system_message]]:
    """Return the text of a role that docutils does not know; of a reference, what is shown."""
    text = nodes.unescape(text)
    if ":" in name or name.lower() in _CROSS_REFERENCES:
        match = _TITLE_AND_TARGET.fullmatch(text)
        text = match[1] if match else text
    node = nodes.inline(rawtext, text)
    node.line = lineno
    return [node], []


@contextlib.contextmanager
def dialect() -> Iterator[None]:
    """Teach docutils what the reference uses, and forget it again: its registries are global."""
    registries: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (directives, "_directives", vars(directives)["_directives"]),
        (roles, "_roles", vars(roles)["_roles"]),
    )
    known = _Directives(registries[0][2])
    known |= dict.fromkeys(("code", "code-block", "sourcecode"), _Code)
    # The day a page is read on is not to be seen in what is read.
    known |= {"code-tab": _CodeTab, "csv-table": _CsvTable, "date": _Unknown}
    setattr(directives, registries[0][1], known)
    setattr(roles, registries[1][1], _Roles({**registries[1][2], "ref": _reference_role}))
    try:
        yield
    finally:
        for module, name, saved in registries:
            setattr(module, name, saved)


def passed_over(message: nodes.system_message) -> range | None:
    """Return the lines of a body that were read though its directive is not known, or None."""
    return range(*message[_BODY]) if _BODY in message else None


class _Inliner(states.Inliner):
    """Reads running text, except where it is so long that docutils would never end."""

    # docutils looks for the parts of its patterns in the class itself, not in those above it.
    locals().update({name: one for name, one in vars(states.Inliner).items() if type(one) is str})

    def parse(
        self, text: str, lineno: int, memo: Any, parent: nodes.Element
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the nodes of a text and the messages about it."""
        if len(text) <= _LONGEST_TEXT:
            return super().parse(text, lineno, memo, parent)
        shown: list[nodes.Node] = [nodes.Text(text)]
        if not _MARKUP.search(text):
            return shown, []
        message = memo.document.reporter.error(
            f"The text has more than {_LONGEST_TEXT} characters; its markup is not read.",
            line=lineno,
        )
        message[OWN] = 1
        return shown, [message]


def _say(document: nodes.document, level: int, line: int | None, text: str) -> None:
    message = document.reporter.system_message(level, text, line=line or 1)
    message[OWN] = 1
    document.note_transform_message(message)


class _LinkedLabels(Transform):
    """Makes a label of a target that links to its own name and stands before a section."""

    default_priority = 250

    def apply(self) -> None:
        """Take the link away, so that docutils gives the label to the section."""
        for target in self.document.findall(nodes.target):
            names = (*target["names"], *target["dupnames"])
            uri = target.get("refuri")
            if uri is None or nodes.fully_normalize_name(uri) not in names:
                continue
            following = target.next_node(ascend=True)
            while isinstance(following, (nodes.target, nodes.system_message)):
                following = following.next_node(ascend=True, descend=False)
            if isinstance(following, nodes.section):
                del target["refuri"]
                _say(
                    self.document,
                    2,
                    target.line,
                    f"The label {uri} is written as a link; write it as: .. _{uri}:",
                )


class _LabelsInARow(Transform):
    """Takes away labels in too long a row: docutils copies them from each to the next."""

    default_priority = 251

    def apply(self) -> None:
        """Leave the last labels of a row, those next to what they label."""
        rows: list[list[nodes.target]] = []
        before: nodes.target | None = None
        for target in self.document.findall(nodes.target):
            if before is not None and before.next_node(ascend=True) is target:
                rows[-1].append(target)
            else:
                rows.append([target])
            before = target
        for row in rows:
            if len(row) > _MOST_LABELS:
                text = f"More than {_MOST_LABELS} labels stand in a row; the first are not read."
                _say(self.document, 3, row[0].line, text)
                for target in row[:-_MOST_LABELS]:
                    target.parent.remove(target)


class _Substitutions(Transform):
    """Leaves the text of substitutions that are not defined, or would grow without end."""

    # Just before docutils replaces the others.
    default_priority = 219

    def apply(self) -> None:
        """Replace what docutils is not to replace by the text as it is written."""
        sizes = self._sizes()
        references = list(self.document.findall(nodes.substitution_reference))
        total = sum(sizes.get(self._key(one), 0) for one in references)
        for one in references:
            if total > _MOST_SUBSTITUTED or self._key(one) not in sizes:
                # Only running text has a parent that takes text.
                one.parent.replace(one, nodes.Text(one.rawsource or f"|{one.astext()}|"))
        if total > _MOST_SUBSTITUTED:
            line = next((one.line for one in self.document.substitution_defs.values()), 1)
            _say(
                self.document,
                3,
                line,
                f"The substitutions of the page make more than {_MOST_SUBSTITUTED} characters; "
                "none is replaced.",
            )

    def _key(self, reference: nodes.substitution_reference) -> str:
        """Return the name that a reference has among the definitions."""
        name = reference["refname"]
        normed: dict[str, str] = self.document.substitution_names
        return name if name in self.document.substitution_defs else normed.get(name.lower(), "")

    def _sizes(self) -> dict[str, int]:
        """Return how much each definition grows to; one that contains itself is left out."""
        defined = self.document.substitution_defs
        inner = {
            name: [self._key(one) for one in node.findall(nodes.substitution_reference)]
            for name, node in defined.items()
        }
        sizes: dict[str, int] = {}
        waiting = {name: len(set(keys) & set(inner)) for name, keys in inner.items()}
        outer: dict[str, list[str]] = {}
        for name, keys in inner.items():
            for key in set(keys):
                outer.setdefault(key, []).append(name)
        ready = [name for name, count in waiting.items() if not count]
        while ready:
            name = ready.pop()
            own = _NODE_SIZE + len(defined[name].astext())
            # Capped, since a bomb's true size is a number of thousands of digits.
            grown = own + sum(sizes.get(key, 0) for key in inner[name])
            sizes[name] = min(grown, 2 * _MOST_SUBSTITUTED)
            for one in outer.get(name, ()):
                waiting[one] -= 1
                if not waiting[one]:
                    ready.append(one)
        for name in defined.keys() - sizes.keys():
            _say(self.document, 3, defined[name].line, f"The substitution {name} contains itself.")
        return sizes


class _Lines(StringList):
    """The lines of a page, of which a list is given no more than it can take.

    docutils hands all the rest of the page to each list it reads, copied: two lists cost four times
    as much as one. No list goes on behind a paragraph at the left edge.
    """

    ends: tuple[int, ...] | None = None

    def __getitem__(self, i: Any) -> Any:
        """Return a line, or lines as plain as docutils wants them."""
        if not isinstance(i, slice):
            return self.data[i]
        start, stop = i.start or 0, i.stop
        if (
            stop is None
            and start > 0
            and not _TABLE_BORDER.match("".join(self.data[start : start + 1]))
        ):
            if self.ends is None:
                self.ends = _list_ends(self.data)
            stop = self.ends[min(start, len(self.ends) - 1)]
        return StringList(
            self.data[start:stop], items=self.items[start:stop], parent=self, parent_offset=start
        )


def _list_ends(lines: Sequence[str]) -> tuple[int, ...]:
    """Return for each line where the lines end that a list can be read from that begins there."""
    ends = [len(lines)] * (len(lines) + 1)
    for number in range(len(lines) - 1, 0, -1):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        ends[number] = ends[number + 1]
        if not lines[number - 1].strip() and after[:1] != " " and _PROSE.match(lines[number]):
            # A definition is told by the line below it.
            ends[number] = min(number + 3, len(lines))
    return tuple(ends)


class PageParser(rst.Parser):
    """docutils' parser, bounded, with the labels and substitutions of pages made for Sphinx."""

    def __init__(self) -> None:
        super().__init__(inliner=_Inliner())

    def parse(self, inputstring: str, document: nodes.document) -> None:
        """Read a page into a tree."""
        self.setup_parse(inputstring, document)
        machine = states.RSTStateMachine(
            state_classes=states.state_classes, initial_state="Body", debug=False
        )
        lines = string2lines(inputstring, tab_width=8, convert_whitespace=True)
        numbered = _Lines(lines, source=document["source"])
        machine.run(cast(Any, numbered), document, inliner=self.inliner)
        self.finish_parse()

    def get_transforms(self) -> list[type[Transform]]:
        """Return what is done to the tree when it has been read."""
        return [*super().get_transforms(), _LinkedLabels, _LabelsInARow, _Substitutions]
