import json
import shutil

import pytest

ID = "6f1d2c3b-4a59-4877-8695-a4b3c2d1e0f9"
SHIPMENT = ("--schemas", "fixtures/versions/schemas", "--schema", "shipment", "--all-versions")
LOG = "fixtures/versions/payloads/log.ndjson"
RETURNED = "fixtures/versions/payloads/returned.json"
SENT = "fixtures/versions/payloads/sent.json"


@pytest.fixture
def folder(root, tmp_path):
    """A schema folder: campaigncall in four versions, the last three of them changed by hand.

    1.0.0 maps no hangup reason; 1.9.0 is as shipped; 1.10.0 has one status more; 2.0.0 wants a
    result for every campaigncall and calls "fail" another name.
    """
    shutil.copytree(root / "schemas", tmp_path / "schemas")
    own = tmp_path / "schemas/campaigncall"
    text = (own / "1.0.0.json").read_text(encoding="utf-8")

    def publish(number, change):
        schema = json.loads(text)
        schema["$id"] = schema["$id"].replace("1.0.0", number)
        change(schema)
        (own / f"{number}.json").write_text(json.dumps(schema), encoding="utf-8")

    def more(schema):
        schema["properties"]["status"]["enum"].append("waiting")

    def other(schema):
        more(schema)
        schema["properties"]["result"]["enum"] = ["", "success", "failed"]
        schema["x-callspec"]["outcome"]["otherwise"] = "failed"

    publish("1.0.0", lambda schema: schema["x-callspec"].pop("outcome"))
    publish("1.9.0", lambda schema: None)
    publish("1.10.0", more)
    publish("2.0.0", other)
    catalog = json.loads((tmp_path / "schemas/catalog.json").read_text(encoding="utf-8"))
    struct = catalog["structs"]["campaigncall"]
    struct["newest"] = "2.0.0"
    published = struct["versions"]["1.0.0"]
    # Sorted as text, as a tool that rewrites JSON may do.
    struct["versions"] = {
        number: {**published, "file": f"campaigncall/{number}.json"}
        for number in ("1.0.0", "1.10.0", "1.9.0", "2.0.0")
    }
    (tmp_path / "schemas/catalog.json").write_text(json.dumps(catalog), encoding="utf-8")
    return tmp_path


@pytest.fixture
def payload(root):
    return json.loads((root / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))


def verdicts(ran):
    """Return the lines about documents, without the findings below them."""
    return [line for line in ran.out.splitlines() if ": valid in" in line or ": invalid in" in line]


@pytest.mark.parametrize(
    ("path", "schema", "code"),
    [
        (RETURNED, "shipment", 1),
        (RETURNED, "shipment@1", 0),
        (RETURNED, "shipment@1.0", 1),
        (SENT, "shipment", 0),
        (SENT, "shipment@latest", 0),
        (SENT, "shipment@1", 1),
        (SENT, "shipment@2.0.0", 0),
    ],
)
def test_the_version_that_the_schema_stands_for_decides(callspec, path, schema, code):
    folder = ("--schemas", "fixtures/versions/schemas")
    assert callspec("validate", path, *folder, "--schema", schema).code == code
    assert callspec("validate", path, *folder, "--schema", schema, "--all-versions").code == code


def test_a_document_says_its_versions_and_what_it_breaks_in_the_deciding_one(callspec):
    ran = callspec("validate", SENT, RETURNED, *SHIPMENT)
    assert ran.out == (
        f"{SENT}:1: valid in 2.0.0; invalid in 1.0.0 (1 error), 1.1.0 (1 error)\n"
        f"{RETURNED}:1: valid in 1.1.0; invalid in 1.0.0 (1 error), 2.0.0 (1 error)\n"
        f"{RETURNED}:1:1: error[required] carrier is missing\n"
        " 1 | {\n"
        "   | ^\n"
        "\n"
        "2 documents: 1 valid, 1 invalid; 1 error, 0 warnings\n"
        "shipment@2.0.0 decides; valid in 1.0.0: 0 of 2, in 1.1.0: 1 of 2, in 2.0.0: 1 of 2\n"
    )
    assert (ran.code, ran.err) == (1, "")


def test_the_rows_of_a_log_are_judged_each_with_both_engines(callspec, root):
    rows = (root / LOG).read_bytes()
    for engine in ("rust", "python"):
        ran = callspec("validate", "-", *SHIPMENT, "--engine", engine, stdin=rows)
        assert verdicts(ran) == [
            "-:1: valid in 1.0.0, 1.1.0; invalid in 2.0.0 (1 error)",
            "-:2: valid in 1.0.0, 1.1.0; invalid in 2.0.0 (1 error)",
            "-:3: valid in 1.1.0; invalid in 1.0.0 (1 error), 2.0.0 (1 error)",
            "-:4: invalid in 1.0.0 (1 error), 1.1.0 (1 error), 2.0.0 (2 errors)",
            "-:5: valid in 2.0.0; invalid in 1.0.0 (1 error), 1.1.0 (1 error)",
        ]
        hint = "  hint: 1.1.0 is the nearest: --schema shipment@1.1.0 says what it breaks there\n"
        assert ran.out.count("is the nearest") == ran.out.count(hint) == 1
        assert ran.out.endswith(
            "shipment@2.0.0 decides; valid in 1.0.0: 2 of 5, in 1.1.0: 3 of 5, in 2.0.0: 1 of 5\n"
        )
        assert ran.code == 1


def test_the_findings_are_those_of_a_run_with_one_version(callspec, root):
    every = json.loads(callspec("validate", LOG, *SHIPMENT, "--format", "json").out)
    one = json.loads(callspec("validate", LOG, *SHIPMENT[:4], "--format", "json").out)
    assert {key: every[key] for key in one} == one
    assert list(every) == ["format", "schema", "documents", "versions", "summary", "findings"]
    assert every["schema"] == "shipment@2.0.0"
    assert [row["valid"] for row in every["documents"]] == [
        ["1.0.0", "1.1.0"],
        ["1.0.0", "1.1.0"],
        ["1.1.0"],
        [],
        ["2.0.0"],
    ]
    assert every["documents"][3] == {
        "file": LOG,
        "line": 4,
        "document": 4,
        "valid": [],
        "errors": {"1.0.0": 1, "1.1.0": 1, "2.0.0": 2},
        "nearest": "1.1.0",
    }
    assert every["versions"][1] == {"version": "1.1.0", "valid": 3, "invalid": 2}


def test_quiet_is_silent_about_what_is_clean(callspec):
    ran = callspec("validate", "-q", SENT, *SHIPMENT)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_a_bad_file_stops_no_other_and_belongs_to_no_version(callspec):
    ran = callspec("validate", "-q", "nothing.json", "fixtures/invalid/empty.json", SENT, *SHIPMENT)
    assert ran.out == (
        "fixtures/invalid/empty.json:1: invalid in every version: no payload to judge\n"
        "fixtures/invalid/empty.json:1:1: error[json-syntax] the document is empty\n"
        "nothing.json: error[unreadable] cannot be read: No such file or directory\n"
    )
    assert (ran.code, ran.err) == (2, "")


def test_nothing_to_read_is_no_success_in_any_version(callspec):
    ran = callspec("validate", "-", "--input-format", "ndjson", *SHIPMENT, "--format", "json")
    assert json.loads(ran.out)["documents"] == []
    assert (ran.code, ran.err) == (2, "callspec: nothing to read: the files hold no document\n")


def test_versions_of_a_catalogue_in_any_order(callspec, folder, payload):
    stdin = json.dumps({**payload, "status": "waiting", "result": ""})
    ran = callspec("validate", "-", "--all-versions", cwd=folder, stdin=stdin)
    assert verdicts(ran) == [
        "-:1: valid in 1.10.0, 2.0.0; invalid in 1.0.0 (1 error), 1.9.0 (1 error)"
    ]
    ran = callspec("validate", "-", "--schema", "campaigncall@1", cwd=folder, stdin=stdin)
    assert ran.code == 0
    assert callspec("show", "campaigncall@1", cwd=folder).out.startswith("campaigncall@1.10.0: ")
    listed = callspec("list", cwd=folder).out.splitlines()[4]
    assert listed.split()[:5] == ["campaigncall", "2.0.0,", "1.10.0,", "1.9.0,", "1.0.0"]


@pytest.mark.parametrize("way", ["--hangup-reason", "--hangup-reason-at", "--calls"])
def test_each_version_has_its_own_mapping_and_one_has_none(callspec, folder, payload, way):
    (folder / "calls.ndjson").write_text(
        json.dumps({"id": payload["reference_id"], "hangup_reason": "busy"}), encoding="utf-8"
    )
    value = {"--hangup-reason": "busy", "--hangup-reason-at": "/reason", "--calls": "calls.ndjson"}
    rows = [
        json.dumps({"reason": "busy", "data": {**payload, "result": result}})
        for result in ("success", "fail", "failed")
    ]
    args = ("-", "--at", "/data", way, value[way], "--all-versions")
    ran = callspec("validate", *args, cwd=folder, stdin="\n".join(rows))
    assert verdicts(ran) == [
        "-:1: valid in 1.0.0; invalid in 1.9.0 (1 error), 1.10.0 (1 error), 2.0.0 (1 error)",
        "-:2: valid in 1.0.0, 1.9.0, 1.10.0; invalid in 2.0.0 (1 error)",
        "-:3: valid in 2.0.0; invalid in 1.0.0 (1 error), 1.9.0 (1 error), 1.10.0 (1 error)",
    ]
    assert '"busy" means "failed"' in ran.out
    assert ran.code == 1
    ran = callspec("validate", *args, "--schema", "campaigncall@1.0", cwd=folder, stdin=rows[0])
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "callspec: campaigncall@1.0.0 maps no hangup reason to a result\n"


def test_what_is_wrong_with_the_calls_is_said_once_and_first(callspec):
    bad = "fixtures/calls/odd-calls.json"
    paths = ("fixtures/valid/done-success.json", "--calls", bad)
    every = callspec("validate", "-q", *paths, "--all-versions")
    assert every.out.startswith(f"{bad}:")
    one = callspec("validate", "-q", *paths)
    assert [line for line in every.out.splitlines() if line.startswith(bad)] == [
        line for line in one.out.splitlines() if line.startswith(bad)
    ]
    assert every.code == one.code


def test_unknown_fields_may_be_ignored_in_every_version(callspec):
    ran = callspec("validate", SENT, *SHIPMENT, "--unknown-fields", "ignore")
    assert verdicts(ran) == [f"{SENT}:1: valid in 1.0.0, 1.1.0, 2.0.0"]
    # The deciding version has the field: the warnings of the others are not this run's.
    ran = callspec("validate", SENT, *SHIPMENT, "--unknown-fields", "warning", "--strict")
    assert (ran.code, len(ran.out.splitlines())) == (0, 4)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ("shipment@3", "shipment has no version 3; there is 1.0.0, 1.1.0, 2.0.0"),
        (
            "shipment@v1",
            "shipment@v1 names no version: "
            "write shipment@1, shipment@1.2, shipment@1.2.3 or shipment@latest",
        ),
        ("shipmet@1", "no schema is called shipmet; did you mean shipment?"),
    ],
)
@pytest.mark.parametrize("command", [("show",), ("validate", SENT), ("validate", SENT, "--all")])
def test_a_version_that_is_not_there_is_said_by_every_command(callspec, command, schema, message):
    if command[0] == "show":
        args = ["show", schema]
    else:
        more = ["--all-versions"] if command[-1] == "--all" else []
        args = ["validate", SENT, "--schema", schema, *more]
    ran = callspec(*args, *SHIPMENT[:2])
    assert (ran.code, ran.out, ran.err) == (2, "", f"callspec: {message}\n")


def test_a_schema_file_has_no_other_versions(callspec):
    file = "fixtures/versions/schemas/shipment/1.0.0.json"
    ran = callspec("validate", SENT, "--schema", file, "--all-versions")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.endswith("Error: --all-versions needs a name: the schema file is one version\n")


def test_a_version_that_cannot_be_loaded_stops_the_job(callspec, folder):
    (folder / "schemas/campaigncall/1.9.0.json").unlink()
    ran = callspec("validate", "-", "--all-versions", cwd=folder, stdin="{}")
    assert (ran.code, ran.out, ran.err) == (
        2,
        "",
        "callspec: schemas/campaigncall/1.9.0.json: No such file or directory\n",
    )


def test_a_catalogue_with_an_odd_version_is_none_of_ours(callspec, folder):
    path = folder / "schemas/catalog.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"1.9.0"', '"1.9"'), encoding="utf-8")
    ran = callspec("list", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("callspec: schemas/catalog.json: not a catalogue of callspec: ")
    assert "'1.9'" in ran.err
