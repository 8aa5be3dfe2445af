"""A version of a schema, loaded and compiled: it checks one value at a time."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from validator.annotations import KEYWORD, advice_of
from validator.engine import DeferredEngine, compile_schema
from validator.errors import SchemaError
from validator.finding import Finding, Severity
from validator.outcome import Outcome, check_reason, read_outcome
from validator.schemas import DIALECT, LoadedSchema, load_schema
from validator.severities import NO_SEVERITIES, Severities, weighed

if TYPE_CHECKING:
    from validator.engine.fast import FastSchema
    from validator.engine.interface import Engine
    from validator.explain import Explainer

MOST_VIOLATIONS = 10_000
"""Violations of one payload that are told: each takes a kilobyte, and a file may hold millions."""

NOT_GIVEN: Any = object()
"""What stands for a hangup reason where none is given; None is a call without a reason."""


_WEIGHTS = {"error": Severity.ERROR, "warning": Severity.WARNING, "ignore": None}


@dataclass(frozen=True, slots=True)
class Contract:
    """A compiled contract: a value that is passed on.

    `engine` decides validity; `advice` applies the rules that only warn, which no other validator
    knows. `outcome` is the mapping of hangup reasons to results, where the page has one.
    `explainer` and `advice_explainer` put the violations of each into words. `engine_name` is the
    engine that was asked for.
    """

    schema: LoadedSchema
    engine: "Engine"
    advice: "Engine | None"
    outcome: Outcome | None
    explainer: "Callable[[], Explainer]"
    advice_explainer: "Callable[[], Explainer]"
    engine_name: str | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the schema, which is compiled again there."""
        deferred = isinstance(self.engine, DeferredEngine)
        return compile_contract, (self.schema, self.engine_name, deferred)

    @property
    def title(self) -> str:
        """The contract's name and version: `campaigncall@1.0.0`."""
        return self.schema.title

    def is_valid(self, payload: Any) -> bool:
        """Return whether the schema accepts a JSON value; rules that only warn do not count."""
        return self.engine.is_valid(payload)

    def check(
        self,
        payload: Any,
        *,
        hangup_reason: Any = NOT_GIVEN,
        unknown_fields: str = "error",
        severities: Severities = NO_SEVERITIES,
    ) -> list[Finding]:
        """Return everything that is wrong with a JSON value, sorted by pointer.

        `payload` is made of dict, list, str, int, float, bool and None. `hangup_reason` is what
        the campaigncall's call ended with: the result must then be the one it maps to; None or ""
        stands for a call that has not ended. `unknown_fields` is error, warning or ignore;
        `severities` are what findings weigh by their code, None leaves them out. The
        findings have no file and no line: a value has none.

        Raises:
            SchemaError: a hangup reason is given and the schema maps none.
            ValueError: the payload is not a JSON value, or `unknown_fields` is none of the three.
        """
        from validator.json_value import require_json

        require_json(payload)
        return self.check_json(
            payload,
            hangup_reason=hangup_reason,
            unknown_fields=unknown_fields,
            severities=severities,
        )

    def check_json(
        self,
        payload: Any,
        *,
        hangup_reason: Any = NOT_GIVEN,
        unknown_fields: str = "error",
        severities: Severities = NO_SEVERITIES,
    ) -> list[Finding]:
        """Return what `check` returns, for a value that was read from JSON or YAML text.

        Raises:
            SchemaError, ValueError: as `check`, but a value that is not JSON is not looked for.
        """
        if unknown_fields not in _WEIGHTS:
            raise ValueError(f"unknown_fields is {unknown_fields!r}, not error, warning or ignore")
        weight = _WEIGHTS[unknown_fields]
        findings: list[Finding] = []
        violations = list(itertools.islice(self.engine.violations(payload), MOST_VIOLATIONS + 1))
        if violations:
            from validator.explain import explain  # a valid payload does not pay for it

            told = violations[:MOST_VIOLATIONS]
            findings = explain(self.explainer(), told, payload, weight, severities)
            if len(violations) > MOST_VIOLATIONS:
                findings.append(_more())
        if self.advice is not None and not self.advice.is_valid(payload):
            findings += weighed(self._advice(payload, faulty(findings)), severities)
        if hangup_reason is not NOT_GIVEN:
            outcome = self.outcome_or_raise()
            said = check_reason(outcome, payload, hangup_reason, self.title, faulty(findings))
            findings += weighed(said, severities)
        return findings

    def outcome_or_raise(self) -> Outcome:
        """Return the mapping of hangup reasons to results.

        Raises:
            SchemaError: the schema has none.
        """
        if self.outcome is None:
            raise SchemaError(f"{self.title} maps no hangup reason to a result")
        return self.outcome

    def _advice(self, payload: Any, known: set[str]) -> list[Finding]:
        assert self.advice is not None
        from validator.explain import explain

        violations = self.advice.violations(payload)
        found = explain(self.advice_explainer(), violations, payload, Severity.WARNING)
        return [_moved(finding) for finding in found if finding.pointer not in known]


def load_contract(
    schema: str = "campaigncall",
    *,
    schemas: Path | str | None = None,
    engine: str | None = None,
    unknown_keywords: str = "error",
) -> Contract:
    """Return the contract that `NAME`, `NAME@VERSION` or a path to a schema file stands for.

    VERSION is 1.2.3, or 1.2 or 1 for the newest that begins so, or latest, as without it.

    `schemas` is the schema folder (one with a catalog.json); without it ./schemas and the one that
    ships with callspec are looked in. `engine` is "rust" or "python"; without it rust decides
    where its wheel is installed, and python where a pattern looks ahead, behind or back. Formats
    are asserted; nothing is ever fetched. `unknown_keywords` is "error" or "ignore": what a schema
    file means that has keywords which no draft has, those beginning with `x-` aside.

    Raises:
        SchemaError: there is no such schema, it is not usable, or it refers to one not at hand.
    """
    loaded = load_schema(schema, Path(schemas) if schemas is not None else None)
    return _checked_contract(loaded, engine, unknown_keywords)


def _checked_contract(loaded: LoadedSchema, engine: str | None, unknown_keywords: str) -> Contract:
    if loaded.catalog is None:
        from validator.schema_check import check_schema

        try:
            check_schema(
                loaded.schema,
                loaded.base_uri,
                loaded.retrieve,
                unknown_keywords=unknown_keywords,
            )
        except SchemaError as error:
            raise SchemaError(f"{loaded.file}: {error}") from error
    return contract_of(loaded, engine)


def contract_of(loaded: LoadedSchema, engine: str | None = None) -> Contract:
    """Return a schema that was read from a file as a contract.

    Raises:
        SchemaError: it is not a usable JSON Schema; the message names the file.
    """
    try:
        return compile_contract(loaded, engine)
    except SchemaError as error:
        raise SchemaError(f"{loaded.file}: {error}") from error


def load_with_fast_engine(
    schema: str, schemas: Path | None, unknown_keywords: str = "error"
) -> "tuple[Contract, FastSchema | None]":
    """Return a contract, and the engine that only says yes to its payloads.

    The contract's own engine is compiled when it is first asked. The fast one is None where the
    schema is not from a catalogue, or it does not understand it: then the contract is what
    `load_contract` gives. The file is read once: it may be a pipe.

    Raises:
        SchemaError: there is no such schema, or as `load_contract` does.
    """
    loaded = load_schema(schema, schemas)
    fast = _fast_engine(loaded)
    if fast is None:
        return _checked_contract(loaded, None, unknown_keywords), None
    return compile_contract(loaded, deferred=True), fast


def _fast_engine(loaded: LoadedSchema) -> "FastSchema | None":
    if loaded.catalog is None:
        return None
    try:
        from validator.engine.fast import compile_fast
    except ImportError:  # msgspec has no wheel for every platform
        return None
    return compile_fast(loaded.schema, advice_of(loaded.schema))


def compile_contract(
    loaded: LoadedSchema, engine: str | None = None, deferred: bool = False
) -> Contract:
    """Return a schema that was read or generated as a contract.

    With `deferred`, what decides is compiled when it is first asked.

    Raises:
        SchemaError: it is not a usable JSON Schema.
    """
    rules = advice_of(loaded.schema)
    advice = {"$schema": _dialect(loaded.schema), "allOf": rules}
    return Contract(
        loaded,
        _compiled(loaded, loaded.schema, engine, deferred),
        _compiled(loaded, advice, engine, deferred) if rules else None,
        read_outcome(loaded.schema),
        _explainer(loaded, loaded.schema, Severity.ERROR),
        # The path an engine reports begins with allOf: the rules stand elsewhere in the file.
        _explainer(loaded, {"allOf": rules}, Severity.WARNING),
        engine,
    )


def _explainer(loaded: LoadedSchema, schema: Any, rules: Severity) -> "Callable[[], Explainer]":
    """Return what makes an explainer when it is first asked for one."""

    @cache
    def explainer() -> "Explainer":
        from validator.explain import explainer_of  # valid payloads do not pay for it
        from validator.keyword_location import index

        return explainer_of(index(schema, loaded.base_uri, loaded.retrieve), loaded.title, rules)

    return explainer


def _compiled(loaded: LoadedSchema, schema: Any, engine: str | None, deferred: bool) -> "Engine":
    def compile_engine() -> "Engine":
        return compile_schema(
            schema, engine=engine, base_uri=loaded.base_uri, retrieve=loaded.retrieve
        )

    return DeferredEngine(compile_engine) if deferred else compile_engine()


def _dialect(schema: Any) -> Any:
    return schema.get("$schema", DIALECT) if isinstance(schema, dict) else DIALECT


def _more() -> Finding:
    message = f"more than {MOST_VIOLATIONS} violations, of which the first ones met are said"
    return Finding("too-many", Severity.ERROR, message)


def faulty(findings: list[Finding]) -> set[str]:
    """Return the pointers of the values that have an error: nothing more is concluded from them."""
    return {finding.pointer for finding in findings if finding.severity is Severity.ERROR}


def _moved(finding: Finding) -> Finding:
    pointer = (finding.schema_pointer or "").removeprefix("/allOf")
    return replace(finding, schema_pointer=f"/{KEYWORD}/advice{pointer}")
