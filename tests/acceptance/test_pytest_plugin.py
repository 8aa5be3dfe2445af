"""The plugin, in a run of pytest of its own."""

import json
from pathlib import Path

import pytest
from conftest import ROOT

pytest_plugins = ["pytester"]

TESTS = """
    import json
    from pathlib import Path

    from validator.testing import ContractError, assert_contract as asserts

    GOOD = json.loads(Path({good!r}).read_text())

    def test_good(assert_contract):
        assert_contract(GOOD, "campaigncall", hangup_reason="normal")

    def test_bad():
        asserts({{**GOOD, "result": "sucess"}}, "campaigncall@1")

    def test_outcome():
        asserts(GOOD, hangup_reason="busy")

    def test_contract(contract):
        assert "type" in [one.code for one in contract("campaigncall").check({{"id": 5}})]
"""


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch):
    """Run the tests in a process of their own, as users do."""
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    good = ROOT / "fixtures/valid/done-success.json"
    pytester.makepyfile(TESTS.format(good=str(good)))

    def run(*args: str) -> pytest.RunResult:
        return pytester.runpytest_subprocess("-p", "no:cacheprovider", *args)

    return run


def test_the_failure_is_the_report_as_text(run):
    ran = run()
    ran.assert_outcomes(passed=2, failed=2)
    ran.stdout.fnmatch_lines(
        [
            "E       *ContractError: the payload breaks campaigncall@1.*",
            'E       payload:*: error[[]enum] result is "sucess", expected "", "success" or "fail"',
            'E *12 |   "result": "sucess",',
            "E           |             ^^^^^^^^",
            'E         hint: did you mean "success"?',
            "E         reference: campaigncall.rst:*",
            "E       1 error, 0 warnings",
        ]
    )
    ran.stdout.fnmatch_lines(
        ['E       payload:*: error[[]result-mismatch] result is "success", but the hangup reason*']
    )
    # The place that is shown is the test's, not ours.
    assert "validator/testing/assertion.py" not in ran.stdout.str()


@pytest.mark.parametrize("processes", [(), ("-n", "2")])
def test_the_report_says_what_was_never_there(run, pytester, processes):
    ran = run("--contract-report", "--contract-report-json", "contracts.json", *processes)
    ran.assert_outcomes(passed=2, failed=2)
    ran.stdout.fnmatch_lines(
        ["*= contracts =*", "campaigncall@1.*: 3 payloads, 2 broke it", "  status never: *"]
    )
    data = json.loads((pytester.path / "contracts.json").read_text(encoding="utf-8"))
    assert data["format"] == "callspec-contracts/1"
    [one] = data["contracts"]
    assert (one["payloads"], one["broken"]) == (3, 2)
    assert '"fail"' in one["unseen"]["values"]["result"]
    assert '"success"' not in one["unseen"]["values"]["result"]


def test_without_an_assertion_the_report_says_so(pytester):
    pytester.makepyfile("def test(): pass")
    ran = pytester.runpytest_subprocess("--contract-report")
    ran.stdout.fnmatch_lines(["no payload was held against a contract"])
    assert ran.ret == 0


def test_the_configuration_of_the_project_counts(pytester):
    good = ROOT / "fixtures/valid/done-success.json"
    pytester.path.joinpath("callspec.toml").write_text(
        f'schemas = "{Path("contracts")}"\n[severity]\nunknown-field = "warning"\n',
        encoding="utf-8",
    )
    pytester.path.joinpath("contracts").symlink_to(ROOT / "schemas")
    pytester.makepyfile(
        f"""
        import json
        import pytest
        from pathlib import Path

        GOOD = json.loads(Path({str(good)!r}).read_text())

        def test_it(assert_contract):
            assert_contract({{**GOOD, "more": 1}})
            with pytest.raises(AssertionError, match="0 errors, 1 warning"):
                assert_contract({{**GOOD, "more": 1}}, strict=True)
            with pytest.raises(ValueError, match="not a JSON value"):
                assert_contract({{"id": object()}})
        """
    )
    pytester.runpytest_subprocess().assert_outcomes(passed=1)


def test_a_run_without_contracts_loads_none(pytester):
    pytester.makepyfile(
        """
        import sys

        def test():
            assert "validator.contract" not in sys.modules
            assert "click" not in sys.modules
        """
    )
    pytester.runpytest_subprocess("-p", "no:xdist").assert_outcomes(passed=1)
