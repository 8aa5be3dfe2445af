"""Hold payloads against contracts that were read from an API reference.

from validator import load_contract

for finding in load_contract("campaigncall").check(payload, hangup_reason="busy"):
    print(finding.pointer, finding.message)
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES = {
    "CallspecError": "errors",
    "Contract": "contract",
    "Finding": "finding",
    "SchemaError": "errors",
    "Severity": "finding",
    "Source": "finding",
    "Span": "finding",
    "load_contract": "contract",
}


def __getattr__(name: str) -> object:
    """Load a name when it is asked for: the command line starts without what it does not need."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"validator.{_HOMES[name]}"), name)
