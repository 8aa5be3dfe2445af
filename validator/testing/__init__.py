"""Contracts in tests, with pytest or any other runner.

from validator.testing import assert_contract

assert_contract(payload, "campaigncall", hangup_reason="busy")
"""

from validator.testing.assertion import ContractError, assert_contract

__all__ = ["ContractError", "assert_contract"]
