"""What findings weigh where the configuration says so."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from validator.finding import Finding, Severity

IGNORE = "ignore"

Severities = Mapping[str, Severity | None]
"""Severities by code; None leaves the findings of a code out."""

NO_SEVERITIES: Severities = MappingProxyType({})
"""All findings weigh what they weigh by themselves."""


def read_severities(configured: Mapping[str, str]) -> dict[str, Severity | None]:
    """Return severities by code, as a configuration has them as words."""
    return {code: None if one == IGNORE else Severity(one) for code, one in configured.items()}


def weighed(findings: Iterable[Finding], severities: Severities) -> list[Finding]:
    """Return findings with the severities that are given for their codes."""
    if not severities:
        return list(findings)
    weights = ((one, severities.get(one.code, one.severity)) for one in findings)
    return [
        one if weight is one.severity else replace(one, severity=weight)
        for one, weight in weights
        if weight is not None
    ]
