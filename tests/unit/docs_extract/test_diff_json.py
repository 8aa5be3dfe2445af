import json
from dataclasses import replace

from diff_reports import (
    FORBIDDEN,
    MAPPING,
    NASTY,
    PAGE_ERROR,
    READERS,
    UNPROVED,
    WORDS,
    WRITERS,
    comparison,
    report,
)

from docs_extract.compare.report import FailOn
from docs_extract.compare.report.json import render
from validator.report.json import as_data


def test_the_text_is_json_of_two_columns_and_has_words():
    made = report(comparison(*WORDS))
    text = render(made)
    assert text.startswith('{\n  "format": "callspec-diff/1",\n  "summary": {\n    "structs": 1,\n')
    assert text.endswith("}\n")
    assert json.loads(text)["summary"]["notes"] == 3


def changes(made) -> list:
    return json.loads(render(made))["comparisons"][0]["changes"]


def proof(kind: str, breaks: bool = False, reason: str | None = None) -> dict:
    return {"breaks": breaks, "proof": kind, "reason": reason, "witness": None}


def test_the_whole_report():
    accepted = {READERS.fingerprint: "nobody reads it yet"}
    made = report(
        comparison(READERS),
        comparison(struct="box"),
        accepted=accepted,
        findings=(PAGE_ERROR,),
        fail_on=FailOn.READERS,
    )
    assert READERS.readers.witness is not None
    [refusal] = READERS.readers.witness.refusals
    assert json.loads(render(made)) == {
        "format": "callspec-diff/1",
        "summary": {
            "structs": 2,
            "changed": 1,
            "changes": 1,
            "writers": 0,
            "readers": 1,
            "nobody": 0,
            "wording": 0,
            "accepted": 1,
            "step": "major",
            "errors": 1,
            "warnings": 0,
            "notes": 1,
        },
        "fail_on": "readers",
        "comparisons": [
            {
                "struct": "parcel",
                "old": "parcel@1.0.0",
                "new": "docs/parcel.rst",
                "step": "major",
                "changes": [
                    {
                        "code": "enum-value-added",
                        "severity": "note",
                        "message": 'state has a new value "lost"',
                        "pointer": "/properties/state/enum",
                        "field": "state",
                        "through": [],
                        "old": ["sent", "there"],
                        "new": ["sent", "there", "lost"],
                        "old_source": {
                            "file": None,
                            "page": "parcel.rst",
                            "line": 9,
                            "label": "parcel-state",
                        },
                        "new_source": {
                            "file": "docs/parcel.rst",
                            "page": "parcel.rst",
                            "line": 11,
                            "label": "parcel-state",
                        },
                        "breaks": ["readers"],
                        "wording": False,
                        "writers": proof("containment"),
                        "readers": {
                            **proof("witness", breaks=True),
                            "witness": {
                                "payload": {"id": 1, "state": "lost"},
                                "example": {"page": "parcel.rst", "line": 30, "label": None},
                                "edits": [{"op": "replace", "path": "/state", "value": "lost"}],
                                "refusals": [as_data(refusal)],
                            },
                        },
                        "fingerprint": READERS.fingerprint,
                        "accepted": "nobody reads it yet",
                    }
                ],
            },
            {
                "struct": "box",
                "old": "box@1.0.0",
                "new": "docs/box.rst",
                "step": None,
                "changes": [],
            },
        ],
        "findings": [as_data(PAGE_ERROR)],
    }


def test_what_is_absent_has_no_key_and_null_has_one():
    unproved, mapping, null = changes(
        report(comparison(UNPROVED, MAPPING, replace(UNPROVED, new=None)))
    )
    assert "old" not in unproved
    assert unproved["new"] is True
    assert null["new"] is None
    assert (unproved["old_source"], unproved["new_source"]) == (None, None)
    assert unproved["writers"] == proof("none", True, "no payload was found that shows it")
    assert mapping["writers"]["witness"]["hangup_reason"] == "busy"
    assert mapping["readers"]["witness"] == {
        "payload": {"result": "success"},
        "hangup_reason": "busy",
        "example": None,
        "edits": [],
        "refusals": [],
    }


def test_edits_are_a_json_patch_and_the_way_there_is_said():
    [change] = changes(report(comparison(WRITERS)))
    assert change["through"] == ["source", "destination"]
    assert change["writers"]["witness"]["edits"] == [
        {"op": "remove", "path": "/sender/phones"},
        {"op": "add", "path": "/sender/names/0", "value": "b"},
    ]
    assert change["severity"] == "error"
    assert change["accepted"] is None


def test_a_change_of_words():
    [change] = changes(report(comparison(WORDS[0])))
    assert (change["wording"], change["breaks"]) == (True, [])
    assert (change["writers"], change["readers"]) == (proof("same"), proof("same"))


def test_any_text_comes_back_as_it_was():
    rendered = render(report(comparison(replace(NASTY, new="caf\udce9"))))
    assert rendered.isascii()
    assert rendered.endswith("}\n")
    [change] = json.loads(rendered)["comparisons"][0]["changes"]
    assert (change["field"], change["new"]) == (FORBIDDEN, "caf\udce9")
    assert change["readers"]["witness"]["payload"] == {FORBIDDEN: "```\n</details>\n```"}
