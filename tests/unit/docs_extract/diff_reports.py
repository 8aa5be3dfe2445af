"""Changes of every kind, built by hand: what the tests of all renderers show."""

from dataclasses import replace

from docs_extract.compare.change import (
    ABSENT,
    UNBROKEN,
    Change,
    Comparison,
    Edit,
    Proof,
    Verdict,
    Witness,
)
from docs_extract.compare.report import DiffReport
from validator.finding import Finding, Severity, Source, Span

CONTAINED = Verdict(False, Proof.CONTAINMENT)
FORBIDDEN = '\x1b[2J"<img src=x>|`a`**b**\n::error::@all #7 https://e.example &amp; ${x}'
"""What a terminal, a Markdown reader or a runner of workflows would obey."""


def refusal(message: str, pointer: str) -> Finding:
    return Finding("enum", Severity.ERROR, message, pointer)


READERS = Change(
    "parcel",
    "enum-value-added",
    'state has a new value "lost"',
    "/properties/state/enum",
    "state",
    ["sent", "there"],
    ["sent", "there", "lost"],
    Source("parcel.rst", 9, "parcel-state"),
    Source("parcel.rst", 11, "parcel-state"),
    writers=CONTAINED,
    readers=Verdict(
        True,
        Proof.WITNESS,
        witness=Witness(
            {"id": 1, "state": "lost"},
            (Edit("replace", "/state", "lost"),),
            Source("parcel.rst", 30),
            (refusal('state is "lost", expected "sent" or "there"', "/state"),),
        ),
    ),
)
WRITERS = Change(
    "parcel",
    "required-field-added",
    "sender.phones is new and required",
    "/$defs/sender/properties/phones",
    "sender.phones",
    ABSENT,
    {"type": "array"},
    None,
    Source("sender.rst", 4),
    writers=Verdict(
        True,
        Proof.WITNESS,
        witness=Witness(
            {"sender": {"names": ["b"]}},
            (Edit("remove", "/sender/phones"), Edit("add", "/sender/names/0", "b")),
            Source("parcel.rst", 30),
            (
                refusal("sender.phones is missing", "/sender"),
                refusal("sender.names is not allowed", "/sender/names"),
            ),
        ),
    ),
    readers=Verdict(False, Proof.POLICY, "readers pass over fields they do not know"),
    through=("source", "destination"),
)
NOBODY = Change(
    "parcel",
    "pattern-rewritten",
    "the pattern of id is written in another way",
    "/properties/id/pattern",
    "id",
    "^[0-9]$",
    "^\\d$",
    Source("parcel.rst", 5),
    None,
    writers=CONTAINED,
    readers=CONTAINED,
)
UNPROVED = Change(
    "parcel",
    "rule-added",
    "a rule was added about weight",
    "/allOf/0",
    "weight",
    ABSENT,
    True,
    None,
    None,
    writers=Verdict(True, Proof.NONE, "no payload was found that shows it"),
    readers=Verdict(True, Proof.NONE),
)
MAPPING = Change(
    "parcel",
    "mapping-changed",
    'the hangup reason "busy" means another result',
    "/x-callspec/outcome/map/busy",
    "result",
    "fail",
    "success",
    Source("parcel.rst", 40),
    Source("parcel.rst", 41),
    writers=Verdict(
        True,
        Proof.WITNESS,
        witness=Witness(
            {"result": "fail"},
            (),
            Source("parcel.rst", 30),
            (refusal('result is "fail", but the hangup reason "busy" means "success"', "/result"),),
            reason="busy",
        ),
    ),
    readers=Verdict(
        True, Proof.WITNESS, witness=Witness({"result": "success"}, (), None, (), reason="busy")
    ),
)
WORDS = tuple(
    Change(
        "parcel",
        "description-changed",
        f"{field or 'parcel'} is described in other words",
        f"/properties/{field}/description",
        field,
        "Old.",
        "New.",
        Source("parcel.rst", 5),
        Source("parcel.rst", 6),
        UNBROKEN,
        UNBROKEN,
    )
    for field in ("id", "state", "")
)
NASTY = Change(
    "parcel",
    "enum-value-added",
    f"{FORBIDDEN} is new",
    f"/properties/{FORBIDDEN}",
    FORBIDDEN,
    ABSENT,
    FORBIDDEN,
    None,
    Source(FORBIDDEN, 2),
    writers=Verdict(True, Proof.NONE, FORBIDDEN),
    readers=Verdict(
        True,
        Proof.WITNESS,
        FORBIDDEN,
        Witness(
            {FORBIDDEN: "```\n</details>\n```"},
            (Edit("add", "/" + FORBIDDEN.replace("/", "~1"), FORBIDDEN),),
            Source(FORBIDDEN, 3),
            (refusal(FORBIDDEN, ""),),
            reason=FORBIDDEN,
        ),
    ),
    through=(FORBIDDEN,),
)

PAGE_ERROR = Finding(
    "rst-syntax",
    Severity.ERROR,
    "a table is malformed",
    file="docs/crate.rst",
    span=Span(7, 1, 7, 2),
)


def comparison(*changes: Change, struct: str = "parcel") -> Comparison:
    changes = tuple(replace(change, struct=struct) for change in changes)
    return Comparison(struct, f"{struct}@1.0.0", f"docs/{struct}.rst", changes)


def report(*comparisons: Comparison, **more) -> DiffReport:
    files = {"parcel.rst": "docs/parcel.rst", "sender.rst": "docs/sender.rst"}
    fields = {"files_old": {}, "files_new": files, "accepted": {}}
    return DiffReport(comparisons, **{**fields, **more})
