"""The catalogue of codes: what each finding about a payload means, in one sentence."""

CODES: dict[str, str] = {
    # Reading
    "json-syntax": "the text is not JSON (RFC 8259)",
    "yaml-syntax": "the text is not YAML, or says something JSON cannot hold",
    "encoding": "the text is not clean UTF-8",
    "duplicate-key": "a name stands twice in one object",
    "not-a-number": "NaN or Infinity, which JSON does not have",
    "too-deep": "too many objects and arrays inside one another",
    "too-large": "a document or a number larger than callspec takes",
    "too-many": "a document with more violations than callspec tells",
    "unreadable": "a path cannot be opened or read",
    "no-payload": "--at leads to nothing in a document",
    # JSON Schema keywords that have a name of their own here
    "type": "a value of another JSON type than documented",
    "enum": "a value that is none of the documented ones",
    "required": "a documented field is missing",
    "unknown-field": "a field that the reference does not have",
    "format": "a string that is not what its format asks for, such as a UUID",
    "pattern": "a string of another form than documented",
    "minimum": "a number below the least one allowed",
    # Result against hangup reason
    "result-mismatch": "the result is not the one the hangup reason maps to",
    "unknown-hangup-reason": "a hangup reason that the reference does not have",
    "hangup-reason-not-applicable": "a hangup reason is given and the campaigncall has no call",
    "missing-call": "the call that a campaigncall refers to is not among the calls",
    "call-not-ended": "a campaigncall has a result and its call has no hangup reason",
    "conflicting-calls": "the same call is there with two different hangup reasons",
    "call-without-id": "a call has no id that a campaigncall could refer to",
    # Across payloads
    "not-compared": "a field breaks the contract, so audit compares it with no other payload's",
}
"""Other findings carry the JSON Schema keyword in kebab-case (`max-length`), or a rule's own id."""
