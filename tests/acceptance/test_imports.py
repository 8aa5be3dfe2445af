"""What a command loads: `validate` starts without what it does not need."""

import json
import subprocess
import sys

import pytest

# What a hook waits for: all that is loaded to find that a JSON file is clean.
QUICK = {
    "validator",
    "validator.annotations",
    "validator.cli",
    "validator.cli.limits",
    "validator.cli.options",
    "validator.cli.outputs",
    "validator.cli.quick",
    "validator.cli.validate",
    "validator.config",
    "validator.config.find",
    "validator.engine",
    "validator.engine.fast",
    "validator.engine.fast.batch",
    "validator.engine.fast.condition",
    "validator.engine.fast.keywords",
    "validator.engine.fast.loose",
    "validator.engine.fast.pattern",
    "validator.engine.fast.program",
    "validator.engine.fast.read",
    "validator.engine.fast.refused",
    "validator.engine.fast.rules",
    "validator.engine.fast.shape",
    "validator.engine.judged",
    "validator.errors",
    "validator.formats",
    "validator.limits",
    "validator.lines",
    "validator.schemas",
    "validator.selector",
    "validator.wording",
}

HEAVY = {"docutils", "docs_extract", "jsonschema", "referencing", "yaml", "tabulate", "difflib"}


def loaded(root, *args: str) -> set[str]:
    return {name.partition(".")[0] for name in loaded_modules(root, *args)}


def loaded_modules(root, *args: str) -> set[str]:
    code = (
        "import json, sys\n"
        "from validator.cli import main\n"
        f"sys.argv = {['callspec', *args]!r}\n"
        "try:\n    main()\n"
        "except SystemExit:\n    pass\n"
        "print(json.dumps(sorted(sys.modules)), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_a_clean_json_file_loads_nothing_heavy(root):
    assert loaded(root, "validate", "fixtures/valid/done-success.json").isdisjoint(HEAVY)


def test_what_a_clean_json_file_loads_is_known(root):
    names = loaded_modules(root, "validate", "fixtures/valid/done-success.json")
    # Our own pyproject.toml names callspec, so that it is parsed; that of most users does not.
    own = {name for name in names if name.partition(".")[0] == "validator"}
    assert own - {"validator.config.text"} == QUICK
    foreign = {name.partition(".")[0] for name in names} - sys.stdlib_module_names
    assert {"click", "msgspec", "validator"} <= foreign
    assert foreign.isdisjoint({"jsonpointer", "jsonschema_rs", "backports", "referencing"})


def test_a_clean_archive_loads_no_exact_engine(root):
    names = loaded(root, "validate", "fixtures/archive/2026-04.ndjson.gz")
    assert names.isdisjoint({*HEAVY, "jsonschema_rs", "concurrent", "backports"})


def test_yaml_is_loaded_for_a_yaml_file_only(root):
    assert HEAVY & loaded(root, "validate", "fixtures/valid/payload.yaml") == {"yaml"}


def test_the_second_engine_is_loaded_when_asked_for(root):
    names = loaded(root, "validate", "--engine", "python", "fixtures/valid/done-success.json")
    assert "jsonschema" in names
    assert "jsonschema_rs" not in names


def test_help_loads_no_other_command(root):
    assert loaded(root, "--help").isdisjoint(HEAVY)
    assert "docs_extract" not in loaded(root, "validate", "--help")


@pytest.mark.parametrize("code", ["skeleton-syntax", "null-added"])
def test_an_explanation_needs_no_docutils(root, code):
    names = loaded(root, "explain", code)
    assert "docs_extract" in names
    assert names.isdisjoint({"docutils", "jsonschema", "jsonschema_rs", "yaml"})


def test_the_validator_never_imports_docs_extract(root):
    for module in sorted((root / "validator").rglob("*.py")):
        text = module.read_text(encoding="utf-8")
        assert "import docs_extract" not in text, module
        assert "from docs_extract" not in text, module


def test_without_the_wheel_the_second_engine_decides(root):
    code = (
        "import sys\n"
        "sys.modules['jsonschema_rs'] = None\n"
        "from validator.cli import main\n"
        "sys.argv = ['callspec', 'validate', '-q', *sys.argv[1:]]\n"
        "main()\n"
    )

    def run(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code, *args]
        return subprocess.run(command, capture_output=True, text=True, cwd=root, check=False)

    ran = run("fixtures/valid/done-success.json", "fixtures/invalid/id-number.json")
    assert ran.returncode == 1
    assert ran.stdout == (
        "fixtures/invalid/id-number.json:2:9: error[type] id is 5, expected a string\n"
    )
    ran = run("--engine", "rust", "fixtures/valid/done-success.json")
    assert ran.returncode == 2
    assert ran.stderr == "callspec: jsonschema-rs is not installed: take --engine python\n"
