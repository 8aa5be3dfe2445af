"""The pytest plugin: fixtures `contract` and `assert_contract`, and `--contract-report`."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from validator.contract import Contract
    from validator.testing.record import Record, Records

# What is more than names is imported when a test asks for it: every run of pytest loads this.

_RECORDS: pytest.StashKey["Records"] = pytest.StashKey()
_OUTPUT = "callspec"
"""Where a worker of pytest-xdist leaves its records for the process that reports."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("callspec", "contracts of payloads")
    group.addoption(
        "--contract-report",
        action="store_true",
        help="Say how many payloads were held against which contract, and what none of them had.",
    )
    group.addoption(
        "--contract-report-json",
        metavar="FILE",
        help="Write the same as JSON to a file.",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Record assertions, where somebody wants to know."""
    if _is_wanted(config):
        from validator.testing.record import recording

        config.stash[_RECORDS] = {}
        recording.set(config.stash[_RECORDS])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Record no more."""
    if _is_wanted(config):
        from validator.testing.record import recording

        recording.set(None)


@pytest.fixture(scope="session")
def contract() -> "Callable[..., Contract]":
    """Return what loads a contract: `contract("campaigncall@1").check(payload)`."""
    from validator.testing.assertion import contract_for

    return contract_for


@pytest.fixture(scope="session")
def assert_contract() -> Callable[..., None]:
    """Return what fails where a payload breaks its contract (validator.testing)."""
    from validator.testing.assertion import assert_contract

    return assert_contract


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the records of a worker over to the process that reports, or write its file."""
    records = session.config.stash.get(_RECORDS, None)
    if records is None:
        return
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output[_OUTPUT] = {title: asdict(record) for title, record in records.items()}
        return
    if file := session.config.getoption("--contract-report-json"):
        from validator.testing.record import as_data
        from validator.whole_file import write_whole

        write_whole(Path(file).absolute(), json.dumps(as_data(records), indent=2) + "\n")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the records of a worker of pytest-xdist."""
    from validator.testing.record import Record

    records = node.config.stash.get(_RECORDS, None)
    for title, data in getattr(node, "workeroutput", {}).get(_OUTPUT, {}).items():
        if records is not None:
            records.setdefault(title, Record(data["file"])).join(Record(**data))


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the report."""
    if not config.getoption("--contract-report"):
        return
    records = config.stash[_RECORDS]
    terminalreporter.section("contracts")
    if not records:
        terminalreporter.write_line("no payload was held against a contract")
    for title, record in sorted(records.items()):
        for line in _lines(title, record):
            terminalreporter.write_line(line)


def _lines(title: str, record: "Record") -> list[str]:
    from validator.testing.record import unseen
    from validator.wording import plural, printable

    missing = unseen(record)
    lines = [f"{title}: {plural(record.payloads, 'payload')}, {record.broken} broke it"]
    if missing.fields:
        lines.append(f"  never there: {', '.join(missing.fields)}")
    lines += [f"  {path} never: {', '.join(values)}" for path, values in missing.values.items()]
    return [printable(line) for line in lines]


def _is_wanted(config: pytest.Config) -> bool:
    wanted = config.getoption("--contract-report") or config.getoption("--contract-report-json")
    return bool(wanted)
