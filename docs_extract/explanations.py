"""The explanations of all codes a finding about a reference page can have.

`before` and `after` are whole pages where a page alone gives the finding. This module is data: it
is read by `callspec explain`, which has no need of docutils.
"""

import textwrap

from docs_extract.codes import CODES
from validator.explanation import Explanation

_SKELETON = """\
"id": "<string>",
"weight": <number>
"""
_BULLETS = """\
* id: Identifies the parcel.
* weight: How heavy it is, in grams.
"""
_SENDER = """\
"id": "<string>",
"sender": {
    ...
}
"""


def _struct(name: str, title: str, skeleton: str, bullets: str) -> str:
    """Return the section of a struct."""
    return (
        f".. _parcel-struct-{name}:\n\n{title}\n{'-' * len(title)}\n\n"
        f".. code::\n\n    {{\n{textwrap.indent(skeleton, ' ' * 8)}    }}\n\n{bullets}"
    )


def _page(skeleton: str = _SKELETON, bullets: str = _BULLETS, *more: str) -> str:
    """Return a page about parcels, with more sections behind."""
    return "\n".join((_struct("parcel-parcel", "Parcel", skeleton, bullets), *more))


def _example(text: str) -> str:
    """Return the section of an example."""
    return f"Example\n+++++++\n\n.. code::\n\n{textwrap.indent(text, ' ' * 4)}"


def _values(*rows: tuple[str, str], name: str = "state", prose: str = "") -> str:
    """Return a section with a table of values."""
    title = name.capitalize()
    head = (("=========", "==========="), (title, "Description"), ("=========", "==========="))
    table = "\n".join(f"{one:<9} {two}" for one, two in (*head, *rows, head[0]))
    text = f"{prose}\n\n" if prose else "\n"
    return f".. _parcel-struct-parcel-{name}:\n\n{title}\n{'-' * len(title)}\n{text}{table}\n"


_WAITING = ("waiting", "Nobody has fetched it.")
_SENT = ("sent", "It is on its way.")
_STATE_SKELETON = '"id": "<string>",\n"state": "<string>"\n'
_STATE_BULLETS = """\
* id: Identifies the parcel.
* *state*: Where it is. See :ref:`here <parcel-struct-parcel-state>`.
"""


def _states(*rows: tuple[str, str], prose: str = "") -> str:
    """Return a page about parcels that have a state with these values."""
    return _page(_STATE_SKELETON, _STATE_BULLETS, _values(*rows, prose=prose))


_PERSON = _struct("person-person", "Person", '"name": "<string>"\n', "* name: Whose it is.\n")
_SENDER_BULLETS = """\
* id: Identifies the parcel.
* *sender*: Who sent it. See :ref:`here <parcel-struct-person-person>`.
"""
_ENDING_ROWS = (("delivered", "It has arrived."), ("lost", "Nobody knows."))


def _mapping(*rows: tuple[str, str]) -> str:
    """Return a page whose parcels have a result that their ending maps to."""
    rule = ("=============", "======")
    table = "\n".join(f"{a:<13} {b}" for a, b in (rule, ("Parcel ending", "Result"), rule, *rows))
    return _page(
        '"parcel_ending": "<string>",\n"result": "<string>"\n',
        "* *parcel_ending*: How it ended. See :ref:`here <parcel-struct-parcel-ending>`.\n"
        "* *result*: What came of it. See :ref:`here <parcel-struct-parcel-result>`.\n",
        _values(*_ENDING_ROWS, name="ending"),
        _values(("good", "It is paid."), ("bad", "It is repaid."), name="result"),
        f"{table}\n{rule[0]} {rule[1]}\n",
    )


_RULE = """\
struct: parcel
rules:
  - id: heavy-enough
    severity: error
    message: a parcel weighs something
    citation:
      label: parcel-struct-parcel-parcel
      words: {words}
    schema:
      properties: {{{field}: {{exclusiveMinimum: 0}}}}
"""


def _family(letter: str) -> str:
    """Return a page of two kinds of parcel, one of which gives its kind as `letter`."""
    bullets = "* ``content`` (Object): What is in it.\n"
    return _page(
        '"type": "<string>",\n"content": {\n    ...\n}\n',
        "* ``type`` (enum string): Which kind. See :ref:`here <parcel-struct-parcel-type>`.\n"
        + bullets,
        _values(("letter", "Paper."), ("box", "A thing."), name="type"),
        _struct(
            "parcel-letter",
            "Letter",
            f'"type": {letter},\n"content": {{\n    "pages": <integer>\n}}\n',
            bullets,
        ),
        _struct(
            "parcel-box",
            "Box",
            '"type": "box",\n"content": {\n    "litres": <integer>\n}\n',
            bullets,
        ),
    )


EXPLANATIONS: dict[str, Explanation] = {
    "page-encoding": Explanation(
        CODES["page-encoding"],
        why="Bytes that are not UTF-8 are replaced before the page is read. A name or a value "
        "that holds one would get into the contract misspelt.",
        mend="Save the page as UTF-8; the finding names the first place.",
        before="a page with the word Größe, saved as Latin-1\n",
        after="the same page, saved as UTF-8\n",
    ),
    "page-too-large": Explanation(
        CODES["page-too-large"],
        why="No reference that people read has a page of a megabyte: one that has, or that keeps "
        "the reader busy for a minute, was made by a machine or to keep you waiting. Nothing of it "
        "is read, so that its structs are missing from the contract.",
        mend="Cut the page into several.",
        before="a page of more than 1 MiB\n",
        after="the same in several pages\n",
    ),
    "rst-syntax": Explanation(
        CODES["rst-syntax"],
        why="What docutils cannot read is missing from the contract, or stands there as text "
        "instead of a title, a list or a table.",
        mend="Mend the markup at the line named. Underlines are as long as their titles, blank "
        "lines stand around lists, blocks and tables, and include and raw are never followed.",
        before=_page().replace("Parcel\n------", "Parcel\n----"),
        after=_page(),
    ),
    "duplicate-label": Explanation(
        CODES["duplicate-label"],
        why="A reference to the label leads to only one of the two places, and not always to the "
        "one that was meant.",
        mend="Give each section a label of its own and mend the references to the other.",
        before=_page(
            _STATE_SKELETON,
            _STATE_BULLETS,
            _values(_WAITING, _SENT),
            ".. _parcel-struct-parcel-state:\n\nHistory\n-------\nA state never goes back.\n",
        ),
        after=_page(
            _STATE_SKELETON,
            _STATE_BULLETS,
            _values(_WAITING, _SENT),
            ".. _parcel-struct-parcel-history:\n\nHistory\n-------\nA state never goes back.\n",
        ),
    ),
    "duplicate-struct": Explanation(
        CODES["duplicate-struct"],
        why="The name is the contract's: there can be one schema of it. Only the first struct "
        "gets one.",
        mend="Rename one. A label X-struct-A-B names the struct A where B is A, and A_B "
        "elsewhere; without such a label the title is the name.",
        before=_page(
            _SKELETON,
            _BULLETS,
            _struct("parcel", "Receipt", '"paid": <boolean>\n', "* paid: Whether it is paid.\n"),
        ),
        after=_page(
            _SKELETON,
            _BULLETS,
            _struct(
                "parcel-receipt", "Receipt", '"paid": <boolean>\n', "* paid: Whether it is paid.\n"
            ),
        ),
    ),
    "skeleton-syntax": Explanation(
        CODES["skeleton-syntax"],
        why="Without its skeleton a struct has no contract at all, and whatever refers to it "
        "takes any object.",
        mend="Go to the place named. A skeleton is JSON with placeholders for values and ... for "
        "what is left out.",
        before=_page('"id": ,\n"weight": <number>\n'),
        after=_page(),
    ),
    "skeleton-repair": Explanation(
        CODES["skeleton-repair"],
        why="The contract is what callspec takes the skeleton to mean. Somebody who copies it "
        "from the page gets text that no JSON reader takes.",
        mend="Write the skeleton as the message says, most often with a comma less or more.",
        before=_page('"id": "<string>",\n"weight": <number>,\n'),
        after=_page(),
    ),
    "unknown-placeholder": Explanation(
        CODES["unknown-placeholder"],
        why="The field can then hold anything, or what its bullet says, and a wrong value goes "
        "unseen.",
        mend='Write a type callspec reads: "<string>", <number>, <integer>, <boolean>, an object '
        "or an array.",
        before=_page('"id": "<string>",\n"weight": <grams>\n'),
        after=_page(),
    ),
    "quoted-placeholder": Explanation(
        CODES["quoted-placeholder"],
        why="In quotes it says that the value is a string. The word inside, or the bullet, is "
        "taken to be right, and the quotes to be wrong.",
        mend="Remove the quotes. If the value is a string with digits, write <string> in quotes.",
        before=_page('"id": "<string>",\n"weight": "<number>"\n'),
        after=_page(),
    ),
    "annotation-not-read": Explanation(
        CODES["annotation-not-read"],
        why="In the brackets stand a type and its flags. A word that is neither may be a misspelt "
        "one, and what it was meant to say is missing from the contract.",
        mend="Write the type as docs/reference.md has it, or move the remark behind the colon.",
        before=_page(_SKELETON, _BULLETS.replace("weight:", "weight (grams):")),
        after=_page(),
    ),
    "nullable-conflict": Explanation(
        CODES["nullable-conflict"],
        why="A reader must know whether null can come. callspec takes it that it can, so that no "
        "right payload is refused.",
        mend="Say it in both places, or in neither.",
        before=_page(
            '"id": "<string>",\n"weight": <integer or null>\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Integer): How heavy it is, in grams.\n",
        ),
        after=_page(
            '"id": "<string>",\n"weight": <integer or null>\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Integer, nullable): How heavy it is, in grams.\n",
        ),
    ),
    "field-without-bullet": Explanation(
        CODES["field-without-bullet"],
        why="Readers do not learn what the field is for, and nothing but the skeleton says what "
        "it can hold.",
        mend="Add a bullet for it. If another bullet has its name misspelt, mend that one.",
        before=_page(_SKELETON, "* id: Identifies the parcel.\n"),
        after=_page(),
    ),
    "bullet-without-field": Explanation(
        CODES["bullet-without-field"],
        why="Only the fields of the skeleton are in the contract: a payload with the described "
        "field is refused.",
        mend="Add the field to the skeleton, mend its spelling, or remove the bullet.",
        before=_page(_SKELETON, _BULLETS + "* height: How high it is.\n"),
        after=_page(
            _SKELETON + '"height": <number>\n', _BULLETS + "* height: How high it is.\n"
        ).replace('"weight": <number>\n', '"weight": <number>,\n'),
    ),
    "bullet-without-struct": Explanation(
        CODES["bullet-without-struct"],
        why="The section describes fields that no contract has: no field refers to it.",
        mend="Let the bullet of the field that holds them refer to the section's label, and give "
        "the section a skeleton.",
        before=_page(
            _SKELETON,
            _BULLETS,
            ".. _parcel-struct-parcel-customs:\n\nCustoms\n-------\n\n"
            "* ``value`` (Integer): What it is worth.\n"
            "* ``origin`` (String): Where it comes from.\n",
        ),
        after=_page(
            '"id": "<string>",\n"customs": {\n    ...\n}\n',
            "* id: Identifies the parcel.\n"
            "* *customs*: See :ref:`here <parcel-struct-parcel-customs>`.\n",
            _struct(
                "parcel-customs",
                "Customs",
                '"value": <integer>,\n"origin": "<string>"\n',
                "* ``value`` (Integer): What it is worth.\n"
                "* ``origin`` (String): Where it comes from.\n",
            ),
        ),
    ),
    "duplicate-bullet": Explanation(
        CODES["duplicate-bullet"],
        why="Only the first counts. Where the two differ, readers go by whichever they see.",
        mend="Put what both say into one bullet.",
        before=_page(_SKELETON, _BULLETS + "* weight: With its wrapping.\n"),
        after=_page(_SKELETON, _BULLETS.replace("in grams", "in grams, with its wrapping")),
    ),
    "duplicate-value": Explanation(
        CODES["duplicate-value"],
        why="Usually the second row was copied and its value not changed, so that a value is "
        "missing from the contract.",
        mend="Remove one of the rows, or write the value that was meant.",
        before=_states(_WAITING, ("waiting", "It is on its way.")),
        after=_states(_WAITING, _SENT),
    ),
    "broken-reference": Explanation(
        CODES["broken-reference"],
        why="What the field can hold stands where the reference leads. Without it any string or "
        "any object is taken.",
        mend="Mend the label, or give the page it stands on as well. Labels are compared without "
        "regard to case; a hyphen is not an underscore.",
        before=_states(_WAITING, _SENT).replace(
            "<parcel-struct-parcel-state>", "<post-parcel-stat>"
        ),
        after=_states(_WAITING, _SENT),
    ),
    "reference-without-values": Explanation(
        CODES["reference-without-values"],
        why="The bullet promises values or a struct, and the section has neither: any string or "
        "object is taken.",
        mend="Add the table, with Description as its last column's header; or refer to the "
        "section that has it.",
        before=_page(
            _STATE_SKELETON,
            _STATE_BULLETS,
            ".. _parcel-struct-parcel-state:\n\nState\n-----\nIt is waiting or sent.\n",
        ),
        after=_states(_WAITING, _SENT),
    ),
    "enum-without-values": Explanation(
        CODES["enum-without-values"],
        why="An enum is a promise that there are no other values. Without the list any string is "
        "taken, and a misspelt value goes unseen.",
        mend="List the values in the bullet, or refer to a section with their table.",
        before=_page(
            _STATE_SKELETON,
            "* ``id`` (String): Identifies the parcel.\n* ``state`` (enum string): Where it is.\n",
        ),
        after=_page(
            _STATE_SKELETON,
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``state`` (enum string): Where it is. One of: ``waiting``, ``sent``.\n",
        ),
    ),
    "empty-spelling": Explanation(
        CODES["empty-spelling"],
        why="The word could also be a value of its own. callspec takes it for the empty string, "
        "as a reader would.",
        mend='Write "" in the table.',
        before=_states(_WAITING, _SENT, ("EMPTY", "Nobody knows.")),
        after=_states(_WAITING, _SENT, ('""', "Nobody knows.")),
    ),
    "constant-conflict": Explanation(
        CODES["constant-conflict"],
        why="The constant tells the members of a family apart. A payload can follow only one of "
        "the two spellings.",
        mend="Find out which spelling the service sends, and write it in both places.",
        before=_family('"Letter"'),
        after=_family('"letter"'),
    ),
    "type-conflict": Explanation(
        CODES["type-conflict"],
        why="A payload can follow only one of the two. The type in the bullet's brackets counts; "
        "where a bullet only refers to a struct and the skeleton shows a string, it is an error.",
        mend="Find out what the service sends, and write the same type in both places.",
        before=_page(
            '"id": "<string>",\n"weight": "<string>"\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Integer): How heavy it is, in grams.\n",
        ),
        after=_page(
            '"id": "<string>",\n"weight": <integer>\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Integer): How heavy it is, in grams.\n",
        ),
    ),
    "struct-conflict": Explanation(
        CODES["struct-conflict"],
        why="Two accounts of one struct drift apart. The section of its own wins, since other "
        "fields can refer to it too.",
        mend="Show the struct in its own section and write { ... } inside the parent.",
        before=_page(
            '"id": "<string>",\n"sender": {\n    "name": "<string>",\n    "city": "<string>"\n}\n',
            _SENDER_BULLETS,
            _PERSON,
        ),
        after=_page(_SENDER, _SENDER_BULLETS, _PERSON),
    ),
    "open-object": Explanation(
        CODES["open-object"],
        why="Nothing inside the object is checked. That is right where it can hold anything, and "
        "a gap where it cannot.",
        mend="Show its fields in the skeleton, or let its bullet refer to the struct. Where it "
        "can hold anything, leave it.",
        before=_page(_SENDER, "* id: Identifies the parcel.\n* sender: Who sent it.\n"),
        after=_page(_SENDER, _SENDER_BULLETS, _PERSON),
    ),
    "timestamp-form": Explanation(
        CODES["timestamp-form"],
        why="Pages write timestamps in several forms, and a program that reads one may not read "
        "the others. Without a sample all of them are taken.",
        mend="Show a timestamp in an example, or name its form in the brackets (ISO 8601).",
        before=_page(
            '"id": "<string>",\n"tm_sent": "<string>"\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``tm_sent`` (String, timestamp): When it was sent.\n",
        ),
        after=_page(
            '"id": "<string>",\n"tm_sent": "<string>"\n',
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``tm_sent`` (String, timestamp): When it was sent.\n",
            _example('{\n    "id": "p1",\n    "tm_sent": "2024-05-06 07:08:09.000000"\n}\n'),
        ),
    ),
    "admin-field": Explanation(
        CODES["admin-field"],
        why="The contract is about what every customer gets. A payload with this field is refused "
        "as one with an unknown field.",
        mend="Nothing, if the field is for administrators. If everybody gets it, move it to the "
        "skeleton and its bullets.",
        before=_page(
            _SKELETON,
            f"{_BULLETS}\n**Admin-Only Fields**\n\n* ``clerk`` (String): Who has taken it in.\n",
        ),
        after=_page(
            '"id": "<string>",\n"weight": <number>,\n"clerk": "<string>"\n',
            f"{_BULLETS}* clerk: Who has taken it in.\n",
        ),
    ),
    "write-only-field": Explanation(
        CODES["write-only-field"],
        why="The contract is about what the service returns, and this field never is. A payload "
        "that has it gives away what should be kept back.",
        mend="Nothing, if the field is never returned. If it is, remove write-only and show it in "
        "the skeleton.",
        before=_page(
            _SKELETON,
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Number): How heavy it is, in grams.\n"
            "* ``pin`` (String, write-only): What it is opened with.\n",
        ),
        after=_page(
            _SKELETON,
            "* ``id`` (String): Identifies the parcel.\n"
            "* ``weight`` (Number): How heavy it is, in grams.\n",
        ),
    ),
    "unknown-value": Explanation(
        CODES["unknown-value"],
        why="Somebody who reads the sentence writes the value as it stands there, and the "
        "contract refuses it.",
        mend="Spell the value as its table does, or add it to the table.",
        before=_states(_WAITING, _SENT, prose="It can be changed until it is on_its_way."),
        after=_states(_WAITING, _SENT, prose="It can be changed until it is sent."),
    ),
    "example-syntax": Explanation(
        CODES["example-syntax"],
        why="Examples are what readers copy. One that is not JSON is not held against the "
        "contract, and shows what no service sends.",
        mend="Write clean JSON: names and strings in double quotes, no units behind numbers, "
        "nothing left out with dots.",
        before=_page(_SKELETON, _BULLETS, _example('{\n    "id": "p1",\n    "weight": 12g\n}\n')),
        after=_page(_SKELETON, _BULLETS, _example('{\n    "id": "p1",\n    "weight": 12\n}\n')),
    ),
    "invalid-example": Explanation(
        CODES["invalid-example"],
        why="The page contradicts itself: its example and its account of the fields cannot both "
        "be right.",
        mend="Find out what the service sends. Then mend the example, or the skeleton, the bullet "
        "or the table that the finding names.",
        before=_page(_SKELETON, _BULLETS, _example('{\n    "id": "p1",\n    "weight": "12"\n}\n')),
        after=_page(_SKELETON, _BULLETS, _example('{\n    "id": "p1",\n    "weight": 12\n}\n')),
    ),
    "wrapped-example": Explanation(
        CODES["wrapped-example"],
        why="The example shows an answer of the service and not the struct alone. callspec looks "
        "for the struct inside and holds that against the contract.",
        mend="Nothing, if the finding names the right place. Else show the struct alone.",
        before=_page(
            _SKELETON,
            _BULLETS,
            _example('{\n    "result": [\n        {"id": "p1", "weight": 12}\n    ]\n}\n'),
        ),
        after=_page(_SKELETON, _BULLETS, _example('{\n    "id": "p1",\n    "weight": 12\n}\n')),
    ),
    "unread-block": Explanation(
        CODES["unread-block"],
        why="The block is held against nothing. If it was meant as an example, its faults go "
        "unseen.",
        mend="Put an example into a section called Example below its struct; leave a block that "
        "shows something else.",
        before=_page(
            _SKELETON,
            _BULLETS,
            'Prices\n------\n\n.. code::\n\n    [\n        {"grams": 500, "price": 4}\n    ]\n',
        ),
        after=_page(_SKELETON, _BULLETS, "Prices\n------\nUp to 500 grams it costs 4.\n"),
    ),
    "directive-passed-over": Explanation(
        CODES["directive-passed-over"],
        why="callspec reads what stands inside as if the directive were not there. If the "
        "directive changes what is shown, readers see something else than the contract has.",
        mend="Check that the content is meant to count. Directives that every docutils knows, "
        "such as note, are read as they are meant.",
        before=_page().replace(
            "-\n\n.. code", "-\n\n.. ribbon:: Plain\n\n    For customers.\n\n.. code"
        ),
        after=_page().replace("-\n\n.. code", "-\n\n.. note::\n\n    For customers.\n\n.. code"),
    ),
    "rule-syntax": Explanation(
        CODES["rule-syntax"],
        why="A rule that cannot be read, or that speaks of a field that is not there, would never "
        "be broken and so protect nothing. Nothing is generated.",
        mend="Write the rule as CONTRIBUTING.md shows it, with the names of fields as the "
        "skeleton has them.",
        before=_RULE.format(words='"How heavy it is, in grams."', field="wieght"),
        after=_RULE.format(words='"How heavy it is, in grams."', field="weight"),
    ),
    "missing-citation": Explanation(
        CODES["missing-citation"],
        why="A rule holds because the page says so. When the page says something else, the rule "
        "may be wrong, and nobody would notice. Nothing is generated.",
        mend="Read what the section says now. Then mend the rule, or only its citation; the words "
        "must stand in one paragraph below the label, letter by letter.",
        before=_RULE.format(words='"How heavy it is, in pounds."', field="weight"),
        after=_RULE.format(words='"How heavy it is, in grams."', field="weight"),
    ),
    "mapping-incomplete": Explanation(
        CODES["mapping-incomplete"],
        why="For a value that the table leaves out nobody knows the result, so no payload with it "
        "can be checked; one that does not exist hides a misspelling.",
        mend="Give each value a row, or end the table with a row All others.",
        before=_mapping(("delivered", "good")),
        after=_mapping(("delivered", "good"), ("All others", "bad")),
    ),
    "mapping-conflict": Explanation(
        CODES["mapping-conflict"],
        why="A table that contradicts itself, or gives a result that does not exist, decides "
        "nothing. No result is checked until it is mended.",
        mend="Let each value have one row, and each result stand in its table of values.",
        before=_mapping(("delivered", "good"), ("All others", "poor")),
        after=_mapping(("delivered", "good"), ("All others", "bad")),
    ),
    "schema-outdated": Explanation(
        CODES["schema-outdated"],
        why="Payloads are held against the schema file. While it is older than its page, they are "
        "held against what the page used to say.",
        mend="Run callspec generate, read the next version, and commit both together.",
        before="the page has a new field, schemas/parcel/1.0.0.json has not\n",
        after="callspec generate has been run, and the next version has it\n",
    ),
    "schema-edited": Explanation(
        CODES["schema-edited"],
        why="Whoever wrote or read payloads by that version relies on its words. An edited file "
        "says something else under the same name, and the next version would be told from it.",
        mend="Restore the file from version control, change the page, and run callspec generate: "
        "it writes the next version.",
        before="schemas/parcel/1.0.0.json has a field more than when it was published\n",
        after="the file is as it was, and the page with the new field gave 1.1.0\n",
    ),
    "unused-acceptance": Explanation(
        CODES["unused-acceptance"],
        why="The finding it accepts is gone. The entry would hide the next one of its kind at the "
        "same place.",
        mend="Remove the entry from the configuration.",
        before="an entry accepts duplicate-value on parcel.rst, whose tables are clean\n",
        after="the entry is gone\n",
    ),
    "expired-acceptance": Explanation(
        CODES["expired-acceptance"],
        why="Somebody promised to mend the page by that date. The finding counts again.",
        mend="Mend the page and remove the entry, or agree on a new date.",
        before="an entry accepts duplicate-value on parcel.rst until a day that is past\n",
        after="the row is mended and the entry gone\n",
    ),
    "unused-settlement": Explanation(
        CODES["unused-settlement"],
        why="The page no longer contradicts itself there. The entry would decide the next "
        "conflict at the same place, unasked.",
        mend="Remove the entry from the configuration.",
        before="an entry settles a conflict about the weight of a parcel, and there is none\n",
        after="the entry is gone\n",
    ),
}
"""Every code of `docs_extract.codes`."""
