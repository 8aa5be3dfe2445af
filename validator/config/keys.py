"""The keys of a configuration: what each is for, how it is read, and its JSON Schema.

The reader and the published schema are made of these tables, so that they cannot disagree.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from validator.config import values

UNKNOWN_FIELDS = ("error", "warning", "ignore")
SEVERITIES = ("error", "warning", "note", "ignore")

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table.

    `read` makes a Python value of its TOML value, or raises a WrongValueError; `schema` says in
    JSON Schema what it takes; `about` says in a sentence what it is for.
    """

    read: Callable[[Any], Any]
    schema: Schema
    about: str
    required: bool = False


_TEXT: Schema = MappingProxyType({"type": "string", "pattern": r"\S"})
_DATE: Schema = MappingProxyType({"type": "string", "format": "date"})
_BOOLEAN: Schema = MappingProxyType({"type": "boolean"})
_POINTER: Schema = MappingProxyType({"type": "string", "pattern": "^(/([^~]|~[01])*)?$"})
_WORDS: Schema = MappingProxyType(
    {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
)

FILE_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "schema": Key(
            values.read_string,
            _TEXT,
            "The contract: NAME, NAME@VERSION, or a schema file below this folder.",
        ),
        "at": Key(
            values.read_pointer, _POINTER, "Where the payload stands inside each document (/data)."
        ),
        "hangup-reason-at": Key(
            values.read_pointer, _POINTER, "Where each document says what its call ended with."
        ),
        "calls": Key(
            values.read_strings,
            _WORDS,
            "Call payloads (files, folders or globs below this folder), joined on the call's id.",
        ),
        "unknown-fields": Key(
            values.read_choice(UNKNOWN_FIELDS),
            MappingProxyType({"enum": UNKNOWN_FIELDS}),
            "What a field weighs that the reference does not have.",
        ),
    }
)
"""How payload files are judged: at the top level for all, in [files] for those of a pattern."""

SCHEMAS = Key(
    values.read_string, _TEXT, "The folder of schemas, below this one [default: ./schemas]."
)

TABLES: Mapping[str, Mapping[str, Key]] = MappingProxyType(
    {
        "accept": {
            "code": Key(values.read_code, _TEXT, "The finding's code.", required=True),
            "page": Key(
                values.read_page_name,
                _TEXT,
                "A page's name below its reference, or a pattern: a finding about a page.",
            ),
            "payload": Key(
                values.read_glob,
                _TEXT,
                "A payload file below this folder, or a glob: a finding about a payload.",
            ),
            "label": Key(values.read_string, _TEXT, "The label of the section of the page."),
            "field": Key(values.read_string, _TEXT, "A field that the finding names."),
            "reason": Key(values.read_string, _TEXT, "Why it is accepted.", required=True),
            "expires": Key(values.read_date, _DATE, "The last day it counts."),
        },
        "settle": {
            "struct": Key(values.read_string, _TEXT, "The struct's name.", required=True),
            "field": Key(values.read_string, _TEXT, "The field, a dotted path.", required=True),
            "optional": Key(values.read_boolean, _BOOLEAN, "Whether it can be left out."),
            "nullable": Key(values.read_boolean, _BOOLEAN, "Whether it can be null."),
            "extra-values": Key(
                values.read_strings, _WORDS, "Values that it can have beside its table's."
            ),
            "reason": Key(values.read_string, _TEXT, "Why it is settled so.", required=True),
        },
        "accept-change": {
            "change": Key(
                values.read_fingerprint,
                MappingProxyType({"type": "string", "pattern": r"^\s*[0-9a-fA-F]{12}\s*$"}),
                "The change's fingerprint, as callspec diff prints it.",
                required=True,
            ),
            "struct": Key(values.read_string, _TEXT, "The struct that it is a change of."),
            "reason": Key(values.read_string, _TEXT, "Why it is meant.", required=True),
            "expires": Key(values.read_date, _DATE, "The last day it counts."),
        },
    }
)
"""The arrays of tables, by their names."""

ABOUT: Mapping[str, str] = MappingProxyType(
    {
        "files": "Which payload files are judged by which contract, by glob; the first that fits.",
        "severity": "What findings and changes weigh, by their code.",
        "accept": "Findings that cannot be mended.",
        "settle": "How conflicts on pages are settled.",
        "accept-change": "Changes of contracts that are meant.",
    }
)

SECTIONS = (*FILE_KEYS, "schemas", "files", "severity", *TABLES)
"""All that may stand at the top level."""
