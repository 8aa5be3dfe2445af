"""Hold payloads against contracts that were read from an API reference.

from validator import load_contract

for finding in load_contract("campaigncall").check(payload, hangup_reason="busy"):
print(finding.pointer, finding.message)
"""

from validator.contract import Contract, load_contract
from validator.errors import CallspecError, SchemaError
from validator.finding import Finding, Severity, Source, Span

__all__ = [
    "CallspecError",
    "Contract",
    "Finding",
    "SchemaError",
    "Severity",
    "Source",
    "Span",
    "load_contract",
]
