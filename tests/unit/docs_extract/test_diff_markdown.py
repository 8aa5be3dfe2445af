import re
from dataclasses import replace

import pytest
from diff_reports import (
    FORBIDDEN,
    MAPPING,
    NASTY,
    NOBODY,
    PAGE_ERROR,
    READERS,
    UNPROVED,
    WORDS,
    WRITERS,
    comparison,
    refusal,
    report,
)

from docs_extract.compare.change import Step
from docs_extract.compare.report.markdown import Entry, code, escape, render_changelog, render_diff

TITLE = "### `parcel`: `parcel@1.0.0` → `docs/parcel.rst`, "
ONE = "1 struct compared, 1 changed: 1 change, "
MAPPING_ITEM = """\
- **breaks writers and readers**: the hangup reason "busy" means another result \
(`mapping-changed`, `{place}`)
  - writers: broken: the new contract refuses the old example (parcel.rst:30) as it stands, \
for the hangup reason "busy": result is "fail", but the hangup reason "busy" means "success"
  - readers: broken: parcel@1.0.0 refuses {{"result": "success"}}, for the hangup reason "busy"
{fingerprint}
  <details><summary>a payload that breaks writers</summary>

  ```json
  {{
    "result": "fail"
  }}
  ```

  </details>

  <details><summary>a payload that breaks readers</summary>

  ```json
  {{
    "result": "success"
  }}
  ```

  </details>
"""


def test_a_break_with_its_witness():
    assert render_diff(report(comparison(WRITERS))) == (
        f"**{ONE}1 breaks writers; step: major**\n\n{TITLE}major\n\n"
        "- **breaks writers**: sender.phones is new and required "
        "(`required-field-added`, `docs/sender.rst:4`)\n"
        "  - through `source` and `destination`\n"
        "  - writers: broken: the new contract refuses the old example (parcel.rst:30) without "
        'sender.phones, with sender.names\\[0\\] = "b": '
        "sender.phones is missing (and 1 more finding)\n"
        "  - readers: not broken: readers pass over fields they do not know\n"
        f"  - fingerprint, to accept it by: `{WRITERS.fingerprint}`\n\n"
        "  <details><summary>a payload that breaks writers</summary>\n\n"
        "  ```json\n"
        '  {\n    "sender": {\n      "names": [\n        "b"\n      ]\n    }\n  }\n'
        "  ```\n\n"
        "  </details>\n"
    )


def test_a_witness_on_either_side():
    fingerprint = f"  - fingerprint, to accept it by: `{MAPPING.fingerprint}`\n"
    assert render_diff(report(comparison(MAPPING))) == (
        f"**{ONE}1 breaks writers, 1 breaks readers; step: major**\n\n{TITLE}major\n\n"
        + MAPPING_ITEM.format(place="docs/parcel.rst:41", fingerprint=fingerprint)
    )


def test_nobody_unproved_and_words():
    assert render_diff(report(comparison(NOBODY, UNPROVED, *WORDS))) == (
        "**1 struct compared, 1 changed: 5 changes, 1 breaks writers, 1 breaks readers, "
        f"1 breaks nobody, 3 are about words; step: major**\n\n{TITLE}major\n\n"
        "- breaks nobody: the pattern of id is written in another way "
        "(`pattern-rewritten`, `parcel.rst:5`)\n"
        "  - writers: not broken: every payload of parcel@1.0.0 is valid in the new contract\n"
        "  - readers: not broken: every payload of the new contract is valid in parcel@1.0.0\n\n"
        "- **breaks writers and readers**: a rule was added about weight (`rule-added`)\n"
        "  - writers: taken to break: no payload was found that shows it\n"
        "  - readers: taken to break: nothing could be proved\n"
        f"  - fingerprint, to accept it by: `{UNPROVED.fingerprint}`\n\n"
        "- only words: `id`, `state`, `parcel`\n"
    )


def test_examples_that_changed_are_named_by_what_stands_in_them():
    pointers = ("/examples/0/state", "/examples/1", "/examples/0/ids/1/at")
    examples = [
        replace(WORDS[0], code="example-changed", field="", pointer=one) for one in pointers
    ]
    shown = render_diff(report(comparison(*examples, WORDS[0])))
    assert shown.endswith(
        "\n- only words: `id`\n\n- documented examples: `state`, `parcel`, `ids[1].at`\n"
    )


def test_of_several_refusals_the_one_about_the_field_is_told():
    witness = READERS.readers.witness
    assert witness is not None
    several = replace(witness, refusals=(refusal("id is 1", "/id"), *witness.refusals))
    change = replace(READERS, readers=replace(READERS.readers, witness=several))
    assert (
        'with state = "lost": state is "lost", expected "sent" or "there" (and 1 more finding)\n'
    ) in render_diff(report(comparison(change)))


def test_an_accepted_change_says_why():
    accepted = {READERS.fingerprint: "nobody *reads* it"}
    shown = render_diff(report(comparison(READERS), accepted=accepted))
    assert (
        r"- **breaks readers** (accepted: nobody \*reads\* it): "
        'state has a new value "lost" (`enum-value-added`, `docs/parcel.rst:11`)\n'
    ) in shown
    assert "fingerprint" not in shown


def test_nothing_changed_and_errors_of_pages():
    assert render_diff(report(comparison())) == (
        "**1 struct compared: the contract is the same**\n"
    )
    unplaced = replace(PAGE_ERROR, file=None, span=None)
    made = report(comparison(), findings=(PAGE_ERROR, unplaced))
    assert render_diff(made) == (
        "**1 struct compared: no change is seen; 2 errors besides**\n\n"
        "- **error**: a table is malformed (`rst-syntax`, `docs/crate.rst:7`)\n"
        "- **error**: a table is malformed (`rst-syntax`)\n"
    )


def test_a_changelog_has_the_newest_version_first():
    entries = [
        Entry("1.0.0", None, None),
        Entry("2.0.0", "2026-01-02", comparison(MAPPING, *WORDS), Step.MAJOR),
        # --release raised this one: the number says so, the changes do not.
        Entry("2.1.0", "2026-01-03", comparison(WORDS[0]), Step.MINOR),
        Entry("2.1.1", "2026-01-04", comparison(), Step.PATCH, ("sender 1.0.1", "box 3.0.0")),
        Entry("2.1.2", "2026-01-05", comparison(), Step.PATCH),
    ]
    item = MAPPING_ITEM.format(place="parcel.rst:41", fingerprint="")
    assert render_changelog("parcel", "Parcel", entries) == (
        "# Parcel\n\n"
        "The versions of the contract `parcel`, newest first.\n\n"
        "## 2.1.2 (2026-01-05), patch\n\n"
        "The contract is the same.\n\n"
        "## 2.1.1 (2026-01-04), patch\n\n"
        "The contract is the same; it holds sender 1.0.1 and box 3.0.0.\n\n"
        "## 2.1.0 (2026-01-03), minor\n\n"
        "- only words: `id`\n\n"
        "## 2.0.0 (2026-01-02), major\n\n"
        f"{item}\n"
        "- only words: `id`, `state`, `parcel`\n\n"
        "## 1.0.0, first version\n"
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("reference_type", "reference_type"),
        ("_a_ __b__ x_", r"\_a\_ \_\_b\_\_ x\_"),
        ("a\nb\r\x1b[0m\u202e", r"a\\nb\\r\\u001b\[0m\\u202e"),
        ("<script> & &lt;", "&lt;script&gt; &amp; &amp;lt;"),
        ("`a` *b* [c](d) ~~e~~ $f$ \\* |", r"\`a\` \*b\* \[c\](d) \~\~e\~\~ \$f\$ \\\* \|"),
        ("https://a.example WWW.a.example", r"https\://a.example WWW\.a.example"),
        ("@all @1 parcel@1.0.0", "@&#8203;all @&#8203;1 parcel@1.0.0"),
        ("#12 C#", r"\#&#8203;12 C\#"),
    ],
)
def test_text_is_shown_as_it_is(text, escaped):
    assert escape(text) == escaped


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("id", "`id`"),
        ("a`b``c", "```a`b``c```"),
        ("`", "`` ` ``"),
        (" a ", "`  a  `"),
        ("", "`  `"),
        ("a\nb", r"`a\nb`"),
        ("<b>", "`<b>`"),
    ],
)
def test_a_code_span_holds_any_text(text, span):
    assert code(text) == span


def test_nothing_from_a_page_or_a_payload_is_markup():
    nasty = comparison(replace(NASTY, code=FORBIDDEN), WORDS[0], struct=FORBIDDEN)
    nasty = replace(nasty, changes=(*nasty.changes, replace(WORDS[0], field=FORBIDDEN)))
    finding = replace(PAGE_ERROR, message=FORBIDDEN, file=FORBIDDEN)
    made = report(nasty, accepted={"x": FORBIDDEN}, findings=(finding,))
    entries = [
        Entry(FORBIDDEN, FORBIDDEN, nasty, Step.MAJOR),
        Entry(FORBIDDEN, FORBIDDEN, comparison(), Step.MAJOR, (FORBIDDEN,)),
    ]
    for shown in (render_diff(made), render_changelog(FORBIDDEN, FORBIDDEN, entries)):
        assert "all" in shown
        prose = re.sub(r"(?ms)^  ```json$.*?^  ```$", "", shown)
        prose = re.sub(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", "", prose)
        assert re.findall(r"<[^>]*>", prose) == [
            "<details>",
            "<summary>",
            "</summary>",
            "</details>",
        ]
        assert not re.search(r"@all|(?<!\\)[\[|$]|(?<!\\)`|(?<!\\):(?=//)", prose)
        assert all(line.isprintable() for line in shown.split("\n"))
        assert not re.search("(?m)^(::|</?details>$)", shown)
    assert shown.count("  ```\n") == 1
