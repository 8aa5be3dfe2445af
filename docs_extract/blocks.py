"""What a code block on a page is for: a struct's skeleton, an example, a request, or neither."""

import enum
import re

from docs_extract.page import CodeBlock, Paragraph, Section

_EXAMPLE = re.compile(r"\W*(?:examples?|samples?|responses?|usage)\b", re.IGNORECASE)
_REQUEST = re.compile(
    r"\W*(?:example |sample )?requests?\b|.*\brequest (?:body|payload)\b"
    r"|.*\b(?:POST|PUT|PATCH)\b.*:$",
    re.IGNORECASE,
)
_RESPONSE = re.compile(r"\brespon(?:se|ds|d)\b|\breturns?\b|\breturned\b", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:structures?|skeleton|schema)\W*$", re.IGNORECASE)
_COMMENTS = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)


class Purpose(enum.Enum):
    """What a JSON block is for, as its section's title and the line above it tell."""

    STRUCT = "struct"
    EXAMPLE = "example"
    REQUEST = "request"
    UNSAID = "unsaid"


def purpose(section: Section, block: CodeBlock) -> Purpose:
    """Return what a JSON block of a section is for."""
    for text in (_introduction(section, block), section.title):
        if _REQUEST.match(text) and not _RESPONSE.search(text):
            return Purpose.REQUEST
        if _EXAMPLE.match(text) or (text.endswith(":") and _RESPONSE.search(text)):
            return Purpose.EXAMPLE
        if _OTHER.search(text):
            return Purpose.STRUCT
    return Purpose.UNSAID


def is_json(block: CodeBlock) -> bool:
    """Return whether a block begins as an object or array does, comments aside."""
    start = _COMMENTS.match(block.text)
    rest = block.text[start.end() :] if start else block.text
    return rest.startswith("{") or re.match(r"\[\s*[\]{\[\"0-9<.]", rest) is not None


def holds_json(block: CodeBlock) -> bool:
    """Return whether an object or array begins at a line of its own somewhere in a block."""
    return re.search(r"^\s*[{\[]\s*$", block.text, re.MULTILINE) is not None


def _introduction(section: Section, block: CodeBlock) -> str:
    """Return the paragraph right before a block, where it is one of the section's own."""
    last = ""
    for one in section.blocks:
        if one is block:
            return last
        last = one.text if isinstance(one, Paragraph) else ""
    return ""
