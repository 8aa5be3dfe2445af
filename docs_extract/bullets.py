"""Field bullets -> what a page says about each field, in both of the reference's dialects.

``* id: Text.``, ``* *status*: Text.`` and ``* ``id`` (UUID): Text.``, with bullets for the fields
inside, or for the values, below them.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from docs_extract.page import Block, BulletList, Inline, Page, Paragraph
from docs_extract.stated import StatedType, read_stated

_NAME = r"[A-Za-z_][A-Za-z0-9_.\-]*(?:\[\][A-Za-z0-9_.\-\[\]]*)?"
_PLAIN = re.compile(rf"\s*({_NAME})\s*(?=[(:])")
_GLUE = re.compile(r"\s*(?:,|/|,?\s*\b(?:and|or)\b|(?P<range>\.\.\.?|[-–~]|to|through))\s*")
_MARKS = ("emphasis", "literal", "strong")
_FOR_EXAMPLE = re.compile(r"\b(?:e\.g\.|such as|for example|for instance)[^.;)]*$", re.IGNORECASE)
_LISTS = re.compile(r"\(?([^:]*?)(?::|\bone of:?|\bvalues:)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*(?:[,/|]|,?\s*\b(?:and|or)\b)\s*")
_VALUE_END = re.compile(r"\s*(?:\([^)]*\)\s*)?(?:$|[:—–]|-{1,2}\s)")


@dataclass(frozen=True, slots=True)
class BulletValue:
    """A value that a bullet below an enum's bullet lists, what it means, and its line."""

    value: str
    meaning: str
    line: int


@dataclass(frozen=True, slots=True)
class Bullet:
    """What a bullet, or a row of a field table, says about a field.

    `references` are the labels its text leads to, in order; `annotation` is what stands in brackets
    behind the name, None where nothing does, and `stated` what it says. `inlines` are the
    description's. `fields` are the bullets of fields inside, `values` those of its values.
    `apart` are bullets below a paragraph of its own: they describe something else. `page` is the
    page it stands on, where that is not its struct's.
    """

    name: str
    line: int
    description: str
    references: tuple[str, ...] = ()
    annotation: str | None = None
    stated: StatedType | None = None
    inlines: tuple[Inline, ...] = ()
    fields: tuple["Bullet", ...] = ()
    values: tuple[BulletValue, ...] = ()
    apart: tuple["Bullet", ...] = ()
    minimum: int | float | None = None
    maximum: int | float | None = None
    emphasised: bool = False
    page: Page | None = None


def read_bullets(blocks: Iterable[Block]) -> tuple[Bullet, ...]:
    """Return the field bullets of the lists among a section's blocks, in page order.

    A list item that does not begin with a name and a colon is prose and left out.
    """
    bullets = []
    for block in blocks:
        if isinstance(block, BulletList):
            for item in block.items:
                first = item.blocks[0] if item.blocks else None
                if isinstance(first, Paragraph):
                    bullets += _read_item(first, item.blocks[1:])
    return tuple(bullets)


def _read_item(paragraph: Paragraph, below: Sequence[Block]) -> list[Bullet]:
    """Return the bullets of an item: one, or one for each of the names that share it."""
    names, rest = _several_names(paragraph.inlines)
    if len(names) > 1:
        first = (Inline("literal", names[0]), *rest)
        bullet = read_bullet(Paragraph(paragraph.line, first), below)
        return [replace(bullet, name=name) for name in names] if bullet is not None else []
    bullet = read_bullet(paragraph, below)
    return [bullet] if bullet is not None else []


def _several_names(inlines: Sequence[Inline]) -> tuple[list[str], list[Inline]]:
    """Return the names that begin an item, and what follows them.

    ``a``, ``b`` and ``c`` are three names; ``line_0`` to ``line_4`` are five.
    """
    names: list[str] = []
    rest = list(inlines)
    separator = "list"
    while rest and rest[0].kind in _MARKS and _is_name(rest[0].text):
        name = rest.pop(0).text
        if separator == "range":
            names += _range(names[-1], name)
        else:
            names.append(name)
        glue = _GLUE.fullmatch(rest[0].text) if len(rest) > 1 and rest[0].kind == "text" else None
        if glue is None or rest[1].kind not in _MARKS:
            break
        separator = "range" if glue["range"] else "list"
        rest.pop(0)
    return names, rest


def _range(first: str, last: str) -> list[str]:
    """Return the names behind the first one up to the last, which end in a number each."""
    one, two = re.fullmatch(r"(.*?)(\d{1,3})", first), re.fullmatch(r"(.*?)(\d{1,3})", last)
    if one is None or two is None or one[1] != two[1] or int(one[2]) >= int(two[2]):
        return [last]
    return [f"{one[1]}{number}" for number in range(int(one[2]) + 1, int(two[2]) + 1)]


def read_inline_fields(inlines: Sequence[Inline], names: Collection[str]) -> tuple[Bullet, ...]:
    """Return what running text says of fields by name: ``agent_id`` (UUID, set only when ...).

    Only `names` are looked for. What stands behind a colon in the brackets lists the values.
    """
    found: list[Bullet] = []
    for number, one in enumerate(inlines):
        if one.kind != "literal" or one.text not in names:
            continue
        annotation, inside, _ = _split_annotation(inlines[number + 1 :])
        if annotation is None or any(bullet.name == one.text for bullet in found):
            continue
        words, _, listed = annotation.partition(":")
        stated = read_stated(words)
        if stated.kind is None or stated.unread:
            continue
        values = [unquoted(part.text) for part in inside if part.kind == "literal"]
        found.append(
            Bullet(
                one.text,
                0,
                "",
                annotation=annotation,
                stated=stated,
                values=tuple(BulletValue(value, "", 0) for value in values) if listed else (),
            )
        )
    return tuple(found)


def read_bullet(paragraph: Paragraph, below: Sequence[Block] = ()) -> Bullet | None:
    """Return what a list item's first paragraph and the blocks below say about a field.

    None for prose.
    """
    split = _split_name(paragraph.inlines)
    if split is None:
        return None
    name, emphasised, rest = split
    annotation, types, rest = _split_annotation(rest)
    described = _after_colon(rest)
    if described is None:
        return None
    labels = tuple(one.target for one in types if one.kind == "ref" and one.target)
    labels += _labels(described)
    fields, values, apart = _below(below)
    stated = read_stated(annotation) if annotation is not None else None
    if stated is not None and (enum := _read_enum(types)) is not None:
        stated, words = enum
        values = values or tuple(BulletValue(word, "", paragraph.line) for word in words)
    return Bullet(
        name,
        paragraph.line,
        " ".join(_text(described).split()),
        labels,
        annotation,
        stated,
        tuple(described),
        fields,
        values,
        apart,
        emphasised=emphasised,
    )


def _labels(inlines: Sequence[Inline]) -> tuple[str, ...]:
    """Return the labels that a text leads to, those that are only given as examples aside."""
    found = []
    before = ""
    for one in inlines:
        if one.kind == "ref" and one.target and not _FOR_EXAMPLE.search(before):
            found.append(one.target)
        before += one.text
    return tuple(found)


def _split_name(inlines: Sequence[Inline]) -> tuple[str, bool, list[Inline]] | None:
    """Return a bullet's name, whether it is emphasised, and what follows it."""
    if not inlines:
        return None
    first, rest = inlines[0], list(inlines[1:])
    if first.kind in _MARKS:
        return (first.text, first.kind == "emphasis", rest) if _is_name(first.text) else None
    match = _PLAIN.match(first.text) if first.kind == "text" else None
    if match is None:
        return None
    return match[1], False, [Inline("text", first.text[match.end() :]), *rest]


def _is_name(text: str) -> bool:
    return re.fullmatch(_NAME, text) is not None


def _split_annotation(
    inlines: Sequence[Inline],
) -> tuple[str | None, list[Inline], list[Inline]]:
    """Return the text in brackets at the start, its inlines, and what follows the brackets.

    The brackets may hold references and brackets of their own.
    """
    if not inlines or not inlines[0].text.lstrip().startswith("(") or inlines[0].kind != "text":
        return None, [], list(inlines)
    depth = 0
    inside: list[Inline] = []
    for number, one in enumerate(inlines):
        if one.kind != "text":
            inside.append(one)
            continue
        for place, char in enumerate(one.text):
            depth += (char == "(") - (char == ")")
            if char == ")" and depth == 0:
                inside.append(Inline("text", one.text[:place]))
                text = " ".join(_text(inside).split()).removeprefix("(").strip()
                rest = [Inline("text", one.text[place + 1 :]), *inlines[number + 1 :]]
                return text, inside, rest
        inside.append(one)
    return None, [], list(inlines)


def _read_enum(inside: Sequence[Inline]) -> tuple[StatedType, list[str]] | None:
    """Return what brackets state that list the values of an enum, and these values."""
    places = [number for number, one in enumerate(inside) if one.kind == "literal"]
    if len(places) < 2:
        return None
    before = _LISTS.fullmatch(_text(inside[: places[0]]))
    between = inside[places[0] : places[-1] + 1]
    if before is None or not all(
        one.kind == "literal" or _COMMA.fullmatch(one.text) for one in between
    ):
        return None
    stated = read_stated(f"{before[1]}, {_text(inside[places[-1] + 1 :])}")
    if not stated.enum or stated.unread:
        return None
    return stated, [unquoted(inside[number].text) for number in places]


def _after_colon(inlines: Sequence[Inline]) -> list[Inline] | None:
    """Return what follows the colon that the text must begin with, or None."""
    if not inlines or inlines[0].kind != "text":
        return None
    # A bracket too many is no reason to lose the field.
    match = re.match(r"\s*\)*\s*:\s*", inlines[0].text)
    if match is None:
        return None
    first = inlines[0].text[match.end() :]
    return [*([Inline("text", first)] if first else []), *inlines[1:]]


def _below(
    blocks: Sequence[Block],
) -> tuple[tuple[Bullet, ...], tuple[BulletValue, ...], tuple[Bullet, ...]]:
    """Return the bullets below a bullet: of fields, of values, and of something else.

    Bullets of values carry no type in brackets; those of fields do.
    """
    fields: list[Bullet] = []
    values: list[BulletValue] = []
    apart: list[Bullet] = []
    introduced = False
    for block in blocks:
        if isinstance(block, Paragraph):
            introduced = True
        elif isinstance(block, BulletList):
            bullets = read_bullets([block])
            typed = any(one.stated is not None and one.stated.kind is not None for one in bullets)
            listed = [] if typed else _values(block)
            if introduced and typed:
                apart += bullets
            elif listed:
                values += listed
            else:
                fields += bullets
    return tuple(fields), tuple(values), tuple(apart)


def _values(block: BulletList) -> list[BulletValue]:
    """Return the values that a list's items begin with, none unless every item does."""
    found = []
    for item in block.items:
        first = item.blocks[0] if item.blocks else None
        if not isinstance(first, Paragraph) or not first.inlines:
            return []
        value, rest = first.inlines[0], _text(first.inlines[1:])
        match = _VALUE_END.match(rest)
        if value.kind != "literal" or match is None:
            return []
        meaning = " ".join(rest[match.end() :].split())
        found.append(BulletValue(unquoted(value.text), meaning, first.line))
    return found


def read_values(blocks: Iterable[Block]) -> tuple[BulletValue, ...]:
    """Return the values that a section lists in bullets, each with what it means, or none.

    Every item begins with a value, marked or not, and none has a type in brackets.
    """
    for block in blocks:
        if not isinstance(block, BulletList):
            continue
        bullets = read_bullets([block])
        plain = len(bullets) == len(block.items)
        if plain and all(one.annotation is None and one.description for one in bullets):
            return tuple(BulletValue(one.name, one.description, one.line) for one in bullets)
        if found := _values(block):
            return tuple(found)
    return ()


def unquoted(text: str) -> str:
    """Return a literal's text without the quotes around it; `"a" or "b"` has none around it."""
    for quote in ('"', "'"):
        if re.fullmatch(f"{quote}[^{quote}]*{quote}", text):
            return text[1:-1]
    return text


def _text(inlines: Iterable[Inline]) -> str:
    return "".join(inline.text for inline in inlines)
