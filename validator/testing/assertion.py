"""`assert_contract`: a payload keeps its contract, or the test fails with the report as text."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from validator import wording
from validator.config.config import Config
from validator.config.files import in_folder, schemas_of
from validator.config.find import find_config
from validator.config.read import read_config
from validator.contract import NOT_GIVEN, Contract, load_contract
from validator.documents.document import Document, locate
from validator.finding import Finding, Severity
from validator.report import count, text
from validator.schemas import DEFAULT_SCHEMA, is_file
from validator.settings import DEFAULT_UNKNOWN_FIELDS
from validator.severities import read_severities
from validator.testing.record import Record, recording

PAYLOAD = "payload"
"""What findings call the payload, which is in no file."""


class ContractError(AssertionError):
    """A payload breaks its contract; the message is the report, `findings` are what it is about."""

    def __init__(self, message: str, findings: Sequence[Finding]) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


def assert_contract(
    payload: Any,
    schema: str | None = None,
    *,
    hangup_reason: Any = NOT_GIVEN,
    unknown_fields: str | None = None,
    schemas: Path | str | None = None,
    strict: bool = False,
) -> None:
    """Fail unless a payload keeps its contract.

    `payload` is a JSON value as `json.loads` returns it. `schema` is `NAME`, `NAME@VERSION` or a
    path to a schema file; `hangup_reason` is what the campaigncall's call ended with, None or ""
    for a call that has not ended. `unknown_fields` is error, warning or ignore. `schemas` is the
    folder of contracts. What is not given is as the configuration of the project says, and else as
    `callspec validate` has it. Findings are excused as little as there: only warnings pass, unless
    `strict`.

    Raises:
        ContractError: the payload breaks the contract; the message is the report as text.
        SchemaError: there is no such contract, or it maps no hangup reason to a result.
        ValueError: the payload is not a JSON value.
    """
    __tracebackhide__ = True
    config = _config(Path.cwd())
    contract = contract_for(schema, schemas)
    unknown = unknown_fields or config.defaults.unknown_fields or DEFAULT_UNKNOWN_FIELDS
    severities = read_severities(config.severity)
    if unknown_fields is not None:
        severities.pop("unknown-field", None)
    found = contract.check(
        payload,
        hangup_reason=hangup_reason,
        unknown_fields=unknown,
        severities=severities,
    )
    errors, warnings = (count(found, one) for one in (Severity.ERROR, Severity.WARNING))
    broken = bool(errors or (strict and warnings))
    records = recording.get()
    if records is not None:
        record = records.setdefault(contract.title, Record(str(contract.schema.file)))
        record.add(payload, broken=broken)
    if broken:
        raise ContractError(_report(contract, payload, found, errors, warnings), found)


def contract_for(schema: str | None = None, schemas: Path | str | None = None) -> Contract:
    """Return a contract, as the configuration of the project says where nothing is given.

    Raises:
        SchemaError: there is no such contract.
    """
    config = _config(Path.cwd())
    if schema is None:
        schema = config.defaults.schema or DEFAULT_SCHEMA
        schema = in_folder(config, schema) if is_file(schema) else schema
    return _loaded(schema, Path(schemas) if schemas is not None else schemas_of(config))


# Contracts and configurations are values: who asks again gets the same one.
_loaded = lru_cache(maxsize=64)(lambda schema, schemas: load_contract(schema, schemas=schemas))


@lru_cache(maxsize=16)
def _config(folder: Path) -> Config:
    return read_config(find_config(folder))


def _report(
    contract: Contract, payload: Any, findings: Sequence[Finding], errors: int, warnings: int
) -> str:
    shown = json.dumps(payload, indent=2, ensure_ascii=False)
    located = locate(Document(PAYLOAD, 1, shown, payload), findings)
    blocks = "\n".join(text.block(one) for one in located)
    found = f"{wording.plural(errors, 'error')}, {wording.plural(warnings, 'warning')}"
    return f"the payload breaks {contract.title}\n\n{blocks}\n{found}"
