"""The explanations of all codes a finding about a payload can have.

Fragments of JSON are members of a campaigncall. Where a call is needed too, both are named.
"""

from validator.codes import CODES
from validator.explain import kebab
from validator.explanation import Explanation
from validator.keyword_location import FALSE_SCHEMA

RULE = "rule"
"""The name that the explanation of a rule's own id goes by."""

KEYWORD = "keyword"
"""The name that the explanation of a JSON Schema keyword goes by."""

EXPLANATIONS: dict[str, Explanation] = {
    "json-syntax": Explanation(
        CODES["json-syntax"],
        why="A text that is almost JSON is read by one program and refused by the next. Nothing "
        "is known about its content, so nothing else is checked.",
        mend="Go to the place the finding names: the fault is there or just before it. Comments, "
        "single quotes, a comma after the last member and True or None are not JSON. Let a JSON "
        "library write the payload instead of putting strings together.",
        before="""\
{
  'status': 'done',
  "result": "success",
}
""",
        after="""\
{
  "status": "done",
  "result": "success"
}
""",
    ),
    "yaml-syntax": Explanation(
        CODES["yaml-syntax"],
        why="The payload is JSON in the end. A tag, a name that is no string or an alias to "
        "nothing has no counterpart there, and readers would each make something else of it.",
        mend="Mend the indentation at the place named, remove tags, and put names that look like "
        "numbers in quotes.",
        before="""\
status: !state done
result: success
""",
        after="""\
status: done
result: success
""",
    ),
    "encoding": Explanation(
        CODES["encoding"],
        why="JSON travels as UTF-8 (RFC 8259, section 8.1). Other bytes and half surrogate pairs "
        "arrive as other characters, or stop the reader altogether.",
        mend="Save or send the text as UTF-8 without a byte order mark. Half of a surrogate pair "
        "usually comes from cutting a string in the middle of a character.",
        before='{"name": "tea \\ud83c"}\n',
        after='{"name": "tea \\ud83c\\udf75"}\n',
    ),
    "duplicate-key": Explanation(
        CODES["duplicate-key"],
        why="Some readers keep the first member of that name and some the last, so that two "
        "programs see two payloads.",
        mend="Remove one of the two; the finding names both places.",
        before="""\
{
  "status": "dialing",
  "status": "done"
}
""",
        after="""\
{
  "status": "done"
}
""",
    ),
    "not-a-number": Explanation(
        CODES["not-a-number"],
        why="JSON has no such numbers. Some libraries write them all the same, and strict readers "
        "then refuse the whole payload.",
        mend="Write the number that is meant. Where there is none, leave the field out if it is "
        "optional, and look for the calculation that went wrong if it is not.",
        before='"try_count": NaN\n',
        after='"try_count": 1\n',
    ),
    "too-deep": Explanation(
        CODES["too-deep"],
        why="Text nested without end brings readers down. No documented payload comes near the "
        "limit, so this is an accident or an attack.",
        mend="Look for a program that puts a payload into itself, or into an array, again and "
        "again.",
        before="an object whose member destination holds 300 arrays inside one another\n",
        after="an object whose member destination holds an address\n",
    ),
    "too-large": Explanation(
        CODES["too-large"],
        why="callspec reads a document as a whole and compares numbers exactly. Beyond its limits "
        "(docs/validate.md) that would take memory and time without end.",
        mend="Split a large file into NDJSON, one payload a line. A number of thousands of digits "
        "is a fault of the program that wrote it.",
        before='"try_count": 1e99999\n',
        after='"try_count": 1\n',
    ),
    "too-many": Explanation(
        CODES["too-many"],
        why="A document can break its contract in millions of places, and each of them takes "
        "memory to tell. The first ones are told; that there are more is an error too.",
        mend="Mend the cause of those that are told: they are seldom of many kinds.",
        before="a document with 20,000 wrong values\n",
        after="a document with one of them\n",
    ),
    "unreadable": Explanation(
        CODES["unreadable"],
        why="What cannot be read has not been checked. The run goes on with the other paths, and "
        "its exit code is 2 so that nobody takes it for clean.",
        mend="Check the spelling of the path and the right to read it.",
        before="callspec validate payloads/mising.json\n",
        after="callspec validate payloads/missing.json\n",
    ),
    "no-payload": Explanation(
        CODES["no-payload"],
        why="The payload of that document has not been checked: the envelope has another form "
        "than --at says.",
        mend="Let --at be the JSON Pointer of the payload inside the document, with a slash "
        "before each name; or mend the envelope.",
        before='callspec validate --at /payload with {"data": {"try_count": 1}}\n',
        after='callspec validate --at /data with {"data": {"try_count": 1}}\n',
    ),
    "type": Explanation(
        CODES["type"],
        why="A reader that expects a number adds it up; one that gets the same digits as a string "
        "fails, or joins them to other text.",
        mend="Write the value in the type that the finding expects. Most often quotes stand "
        "around a number, or are missing around a string.",
        before='"try_count": "2"\n',
        after='"try_count": 2\n',
    ),
    "enum": Explanation(
        CODES["enum"],
        why="Readers decide by these values. One that they do not know falls through all their "
        "branches, and usually nobody is told.",
        mend="Take the value that the hint names, letter by letter: case and white space count. "
        "If the value is right and new, the table on the reference page lacks it.",
        before='"status": "finished"\n',
        after='"status": "done"\n',
    ),
    "required": Explanation(
        CODES["required"],
        why="Readers rely on a documented field being there. A field is optional only where the "
        "reference says so or shows an example without it.",
        mend='Add the field. "" and null stand for no value only where the reference has them.',
        before='"source": {"target": "+15551230001"}\n',
        after='"source": {"type": "tel", "target": "+15551230001"}\n',
    ),
    "unknown-field": Explanation(
        CODES["unknown-field"],
        why="Readers pass over a field they do not know. A misspelt name is therefore lost in "
        "silence, and so is what somebody meant to say with it.",
        mend="Take the spelling of the hint. A field that is new belongs on the reference page "
        "first; until then --unknown-fields warning lets it pass.",
        before='"source": {"type": "tel", "target": "+15551230001", "nickname": "desk"}\n',
        after='"source": {"type": "tel", "target": "+15551230001", "name": "desk"}\n',
    ),
    "format": Explanation(
        CODES["format"],
        why="An identifier that is no UUID finds nothing, and databases that keep UUIDs refuse it.",
        mend="Write the 36 characters with their four dashes. Where there is no resource, the nil "
        "UUID 00000000-0000-0000-0000-000000000000 stands if the reference has it.",
        before='"queue_id": "24b9e6f17d034c589a2e8f1d5b3c6740"\n',
        after='"queue_id": "24b9e6f1-7d03-4c58-9a2e-8f1d5b3c6740"\n',
    ),
    "pattern": Explanation(
        CODES["pattern"],
        why="Timestamps are compared and sorted as they are written. One in another form sorts "
        "wrongly, or is read as another moment.",
        mend="Write the form that the finding names, digit by digit; a day must exist in its "
        "month.",
        before='"tm_update": "2022-05-03T09:20:45Z"\n',
        after='"tm_update": "2022-05-03 09:20:45.000000"\n',
    ),
    "minimum": Explanation(
        CODES["minimum"],
        why="A count or an index below its limit stands for nothing that can exist.",
        mend="Look where the number comes from: often -1 was meant as none, which the reference "
        "does not have.",
        before='{"count": -2}\n',
        after='{"count": 2}\n',
    ),
    "result-mismatch": Explanation(
        CODES["result-mismatch"],
        why="The campaign goes on by the result: a target that counts as reached is not tried "
        "again. A wrong result loses targets, or calls them for ever.",
        mend="Compute the result from the hangup reason by the table on the campaigncall page. If "
        "the result is right, the call's hangup reason is the one to mend.",
        before="""\
campaigncall: {"status": "done", "result": "success"}
call: {"hangup_reason": "busy"}
""",
        after="""\
campaigncall: {"status": "done", "result": "fail"}
call: {"hangup_reason": "busy"}
""",
    ),
    "unknown-hangup-reason": Explanation(
        CODES["unknown-hangup-reason"],
        why="What the reason means for the result is then not known, so the result is not held "
        "against it.",
        mend="Take a reason of the call page as it is spelt there: noanswer, not no_answer.",
        before="""\
campaigncall: {"status": "done", "result": "fail"}
call: {"hangup_reason": "no_answer"}
""",
        after="""\
campaigncall: {"status": "done", "result": "fail"}
call: {"hangup_reason": "noanswer"}
""",
    ),
    "hangup-reason-not-applicable": Explanation(
        CODES["hangup-reason-not-applicable"],
        why="Only a campaigncall that a call carries ends with a hangup reason. Here either the "
        "reference_type is wrong, or the reason belongs to another payload.",
        mend="Leave the hangup reason away for this payload, or give it reference_type call and "
        "the id of its call.",
        before="""\
campaigncall: {"reference_type": "none", \
"reference_id": "00000000-0000-0000-0000-000000000000"}
--hangup-reason normal
""",
        after="""\
campaigncall: {"reference_type": "call"}
--hangup-reason normal
""",
    ),
    "missing-call": Explanation(
        CODES["missing-call"],
        why="The result of this campaigncall has been held against nothing.",
        mend="Give the file that has the call to --calls, or mend the reference_id.",
        before="""\
campaigncall: {"reference_id": "7a4de0f5-0c1b-4ad0-8f3d-93a2b6c1d7e4"}
call: {"id": "7a4de0f5-0c1b-4ad0-8f3d-93a2b6c1d7e5", "hangup_reason": "normal"}
""",
        after="""\
campaigncall: {"reference_id": "7a4de0f5-0c1b-4ad0-8f3d-93a2b6c1d7e4"}
call: {"id": "7a4de0f5-0c1b-4ad0-8f3d-93a2b6c1d7e4", "hangup_reason": "normal"}
""",
    ),
    "call-not-ended": Explanation(
        CODES["call-not-ended"],
        why="A result is computed from the way the call ended. While the call has not ended there "
        "is nothing to compute it from.",
        mend='Write "" as the result until the call has ended; or give the call as it is now.',
        before="""\
campaigncall: {"status": "done", "result": "success"}
call: {"hangup_reason": ""}
""",
        after="""\
campaigncall: {"status": "progressing", "result": ""}
call: {"hangup_reason": ""}
""",
    ),
    "conflicting-calls": Explanation(
        CODES["conflicting-calls"],
        why="A call ends once. With two reasons nobody can say which result is right, and the "
        "campaigncalls of this call are not held against it.",
        mend="Find out which of the two payloads is right and remove the other from --calls.",
        before="""\
call: {"hangup_reason": "normal"}
call: {"hangup_reason": "busy"}
""",
        after="""\
call: {"hangup_reason": ""}
call: {"hangup_reason": "normal"}
""",
    ),
    "call-without-id": Explanation(
        CODES["call-without-id"],
        why="No campaigncall can refer to it, so that it takes part in no check.",
        mend="Add the id, or give --calls only files of calls: an envelope around a call is not "
        "looked into.",
        before='call: {"id": "", "hangup_reason": "normal"}\n',
        after='call: {"id": "c0ffee00-1234-4abc-9def-0123456789ab", "hangup_reason": "normal"}\n',
    ),
    "not-compared": Explanation(
        CODES["not-compared"],
        why="Nothing is concluded from a value that breaks the contract: what a payload with a "
        "wrong status says about the ones before it, nobody knows.",
        mend="callspec validate says what is wrong with the payload alone. Mend that, and audit "
        "compares it.",
        before='"status": "don"\n',
        after='"status": "done"\n',
    ),
    RULE: Explanation(
        "a rule of the contract is broken; the code is its id (result-before-done)",
        why="A rule says what the reference says in a sentence and no type can say: how the "
        "values of several fields go together. The finding names the line of the sentence.",
        mend="Read the sentence and change whichever of the fields is wrong. callspec show NAME "
        "lists the rules of a contract.",
        before="""\
"status": "dialing",
"result": "success"
""",
        after="""\
"status": "dialing",
"result": ""
""",
    ),
    KEYWORD: Explanation(
        "a JSON Schema keyword is not satisfied; the code is its name (max-length)",
        why="The contract holds a limit that the value breaks; a reader may rely on it.",
        mend="The message names the limit and the value. callspec show NAME prints the contract, "
        "and JSON Schema 2020-12 says what each keyword asks for.",
        before='{"name": "Earl Grey"}\n',
        after='{"name": "Earl"}\n',
    ),
}
"""Every code of `validator.codes`, and what stands for codes that are not listed there."""

KEYWORDS = (
    *("allOf", "anyOf", "const", "contains", "dependentRequired", "exclusiveMaximum"),
    *("exclusiveMinimum", "maxContains", "maxItems", "maxLength", "maxProperties", "maximum"),
    *("minContains", "minItems", "minLength", "minProperties", "multipleOf", "not", "oneOf"),
    *("propertyNames", "unevaluatedItems", "uniqueItems", FALSE_SCHEMA),
)
"""The keywords of JSON Schema 2020-12 that can fail and have no code of their own here."""


def keyword_explanations() -> dict[str, Explanation]:
    """Return the explanations of JSON Schema keywords by their code, the keyword in kebab-case."""
    found = EXPLANATIONS[KEYWORD]
    return {
        kebab(keyword): Explanation(
            f"a value does not satisfy the JSON Schema keyword {keyword}", found.why, found.mend
        )
        for keyword in KEYWORDS
    }


def rule_explanation(message: str, words: str, place: str) -> Explanation:
    """Return the explanation of a rule: what it says, and the words at a place it rests on."""
    found = EXPLANATIONS[RULE]
    return Explanation(message, f'{place} says: "{words}".', found.mend)
