"""The words that state a type: `Array of UUID, optional` in brackets, `string or null` in `<>`."""

import re
from dataclasses import dataclass, replace

_KINDS = {
    "string": ("string", "str", "text", "uri", "url", "string uri", "string url", "email", "date"),
    "integer": ("integer", "int", "int32", "int64", "long"),
    "number": ("number", "float", "double", "decimal"),
    "boolean": ("boolean", "bool"),
    "object": ("object", "map", "dict", "json", "json object"),
    "array": ("array", "list"),
    "any": ("any", "anything", "any value", "mixed"),
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_ENUM = ("enum", "enum string", "string enum", "enumeration")
_FORMS = {
    "uuid": ("uuid", "guid", "string/uuid", "uuid string", "string uuid"),
    "timestamp": (
        *("iso 8601", "iso8601", "iso-8601", "timestamp", "datetime", "date-time"),
        *("iso 8601 timestamp", "iso 8601 string", "iso 8601 datetime"),
    ),
    "rfc3339": ("rfc 3339", "rfc3339", "rfc-3339"),
    "e164": ("e.164", "e164"),
}
_FORM_OF = {word: form for form, words in _FORMS.items() for word in words}
_OPTIONAL = re.compile(
    r"optional(?:: .+)?|omitempty|(?:omitted|absent) (?:when|if|unless) .+"
    r"|(?:set |present |returned )?only (?:set |present |returned )?(?:when|if|for) .+"
)
_SILENT = re.compile(
    r"required|mandatory|read[- ]?only|deprecated|micros|bcp[- ]?47|default:? .+|unique|signed"
)
_ADMIN = re.compile(r"admin(?:istrator)?s?(?:[- ]only)?|only admin(?:istrator)?s")
_NULL = re.compile(r"(?:^|\s*(?:\bor\b|/|\|)\s*)null$|^null\s*(?:\bor\b|/|\|)\s*")
_ARRAY = re.compile(r"(?:an? )?(?:array|list)s?(?: of |<)(?P<items>.+?)>?|(?P<short>.+)\[\]")
_MAP = re.compile(r"(?:map|object|dict(?:ionary)?|hash) (?:of|from) .+")
_ITEMS = re.compile(r"(min|max)(?:imum )?items:?\s*(\d{1,9})")
_LENGTH = re.compile(
    r"(?:max(?:imum)?|up to|at most):? (\d{1,9}) char(?:acter)?s?"
    r"|max(?:imum)?[ -]?length:?\s*(\d{1,9})"
)
_DIGITS = r"(-?\d{1,15}(?:\.\d{1,15})?)"
_RANGE = re.compile(rf"(?:range:? |between )?{_DIGITS}\s*(?:-|–|to|and|\.\.)\s*{_DIGITS}")
_BOUND = re.compile(rf"(min|max)(?:imum)?:?\s*{_DIGITS}")
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")


@dataclass(frozen=True, slots=True)
class StatedType:
    """What words say about a field's type.

    `kind` is a JSON type, any for every value, None where the words name none. `form` narrows a
    string: uuid, timestamp, rfc3339 or e164. `enum` tells that the values are listed elsewhere.
    `name` is a struct's title. The bounds are of a number, an array's length or a string's.
    `unread` are the words that callspec does not know.
    """

    kind: str | None = None
    form: str | None = None
    enum: bool = False
    items: "StatedType | None" = None
    name: str | None = None
    nullable: bool = False
    optional: bool = False
    required: bool = False
    write_only: bool = False
    admin: bool = False
    min_items: int | None = None
    max_items: int | None = None
    max_length: int | None = None
    minimum: int | float | None = None
    maximum: int | float | None = None
    unread: tuple[str, ...] = ()


def read_stated(text: str) -> StatedType:
    """Return what the words in a field's brackets, or in a placeholder, state.

    They are a base type and flags, separated by commas; case does not count.
    """
    stated = StatedType()
    for part in re.split(r"[,;()]", text):
        words = " ".join(part.split())
        if words:
            stated = _with_part(stated, words)
    return stated


def _with_part(stated: StatedType, words: str) -> StatedType:
    low = words.lower()
    if low == "null" or low == "nullable":
        return replace(stated, nullable=True)
    if match := _NULL.search(low):
        rest = (words[: match.start()] + words[match.end() :]).strip()
        return replace(_with_part(stated, rest) if rest else stated, nullable=True)
    if _OPTIONAL.fullmatch(low):
        return replace(stated, optional=True)
    if low in ("required", "mandatory"):
        return replace(stated, required=True)
    if _ADMIN.fullmatch(low):
        return replace(stated, admin=True)
    if re.fullmatch(r"write[- ]?only", low):
        return replace(stated, write_only=True)
    if _SILENT.fullmatch(low):
        return stated
    if re.fullmatch(r"\w+(?: or \w+)+", low):
        kinds = [_KIND_OF.get(_singular(word)) for word in low.split(" or ")]
        if None not in kinds:
            # Several types: none of them is asked for, and the words are kept to be reported.
            return replace(stated, kind="any", unread=(*stated.unread, words))
    if match := _ITEMS.fullmatch(low):
        count = int(match[2])
        is_least = match[1] == "min"
        return replace(stated, min_items=count) if is_least else replace(stated, max_items=count)
    if match := _LENGTH.fullmatch(low):
        return replace(stated, max_length=int(match[1] or match[2]))
    if (match := _RANGE.fullmatch(low)) and stated.kind in ("integer", "number"):
        return replace(stated, minimum=_number(match[1]), maximum=_number(match[2]))
    if (match := _BOUND.fullmatch(low)) and stated.kind in ("integer", "number"):
        bound = _number(match[2])
        is_least = match[1] == "min"
        return replace(stated, minimum=bound) if is_least else replace(stated, maximum=bound)
    if ": " in words:
        before, _, after = words.partition(": ")
        first = _with_part(stated, before.strip())
        if first.unread == stated.unread:
            return _with_part(first, after.strip())
        return replace(stated, unread=(*stated.unread, words))
    if match := _ARRAY.fullmatch(low):
        group = "items" if match["items"] else "short"
        items = _with_part(StatedType(), _singular(words[match.start(group) : match.end(group)]))
        return replace(stated, kind="array", items=items, unread=(*stated.unread, *items.unread))
    if _MAP.fullmatch(low):
        return replace(stated, kind=stated.kind or "object")
    known = _known(stated, _singular(low))
    if known is not None:
        return known
    if stated.kind is None and _NAME.fullmatch(words):
        return replace(stated, kind="object", name=words)
    return _word_by_word(stated, words)


def _known(stated: StatedType, low: str) -> StatedType | None:
    if low in _ENUM:
        return replace(stated, kind="string", enum=True)
    if form := _FORM_OF.get(low):
        return replace(stated, kind=stated.kind or "string", form=form)
    if kind := _KIND_OF.get(low):
        # `integer, int64` says the same twice; the first word counts.
        return replace(stated, kind=stated.kind or kind)
    return None


def _word_by_word(stated: StatedType, words: str) -> StatedType:
    """Read `nullable int64`, whose words are known one by one, or keep what is not known."""
    parts = words.lower().split()
    if len(parts) > 1:
        result = stated
        for part in parts:
            result = _with_part(result, part)
            # `string array` is no string: such words contradict each other.
            if result.unread != stated.unread or _KIND_OF.get(part, result.kind) != result.kind:
                break
        else:
            return result
    return replace(stated, unread=(*stated.unread, words))


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _singular(words: str) -> str:
    """Return `strings` as `string`; a name that is no word of ours stays as it is."""
    low = words.lower()
    one = low.removesuffix("s")
    known = one in _KIND_OF or one in _FORM_OF or one in _ENUM
    return one if known and low not in _KIND_OF and low not in _FORM_OF else words
