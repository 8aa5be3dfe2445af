"""Violations of keywords -> findings for people: one cause, one finding."""

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from jsonpointer import JsonPointer

from validator import hints, wording
from validator.annotations import annotation, source_of
from validator.engine.interface import PROPERTY_NAMES, Violation, value_at
from validator.finding import Finding, Severity, Source
from validator.keyword_location import FALSE_SCHEMA, KeywordLocation, SchemaFile, find_keyword
from validator.message import form_of, say
from validator.severities import NO_SEVERITIES, Severities, weighed

_LONGEST_FOUND = 200
_MOST_KNOWN = 4096
_LONGEST_NAMES = 1000
_ABOUT_NAMES = (("required",), ("additionalProperties",))
_ABOUT_ONE_VALUE = ("type", "enum", "const", "format", "pattern", "maxLength", "minLength")
"""Keywords about a single value; where several are violated, the first one names the cause."""

_UNKNOWN_FIELD = "unknown-field"
_CODES = dict.fromkeys(("additionalProperties", "unevaluatedProperties"), _UNKNOWN_FIELD)


@dataclass(frozen=True, slots=True)
class Explainer:
    """What is needed to put a schema's violations into words.

    `find` returns the keyword that an evaluation path leads to. `title` is what findings call the
    schema. `rules` is what the findings of its rules weigh: where the schema decides validity,
    whatever it notes, that is an error. `known` has the findings of violations met before.
    """

    find: Callable[[tuple[str | int, ...]], "_Keyword"]
    title: str
    rules: Severity
    known: dict[Any, tuple[Finding, ...]] = field(default_factory=dict)


def explainer_of(file: SchemaFile, title: str, rules: Severity = Severity.ERROR) -> Explainer:
    """Return what puts a schema's violations into words; it remembers the keywords it has found."""

    def find(evaluation_path: tuple[str | int, ...]) -> _Keyword:
        try:
            keyword = find_keyword(file, evaluation_path)
        except (LookupError, TypeError):  # a path of an engine that the schema does not bear out
            pointer = _pointer(evaluation_path)
            keyword = KeywordLocation(pointer, str(evaluation_path[-1]), None, ({},))
        rules = (annotation(schema) for schema in keyword.subschemas)
        rule = next((found for found in rules if "rule" in found), None)
        return _Keyword(keyword, rule, _source(keyword), kebab(keyword.name))

    # Payloads of an archive break the same few keywords again and again.
    return Explainer(functools.lru_cache(maxsize=1024)(find), title, rules)


@dataclass(frozen=True, slots=True)
class _Keyword:
    """A keyword, the rule that it belongs to, if any, where it was read, and its code."""

    location: KeywordLocation
    rule: dict[str, Any] | None
    source: Source | None
    code: str


@dataclass(frozen=True, slots=True)
class _Case:
    """A violation: `path` leads to a value, or to the field whose name it is about."""

    path: tuple[str | int, ...]
    is_name: bool
    instance: Any
    keyword: KeywordLocation
    rule: dict[str, Any] | None
    source: Source | None
    code: str


def explain(
    explainer: Explainer,
    violations: Iterable[Violation],
    payload: Any,
    unknown_fields: Severity | None,
    severities: Severities = NO_SEVERITIES,
) -> list[Finding]:
    """Return the findings that a payload's violations come to, sorted by pointer.

    `unknown_fields` is what an unknown field weighs; None leaves such findings out. `severities`
    are those of other codes. A finding explains away only those that weigh as much.
    """
    unknown_fields = severities.get(_UNKNOWN_FIELD, unknown_fields)
    told = [(violation, _instance(payload, violation)) for violation in violations]
    # Producers make the same mistake again and again: what is said of it is the same, too.
    what = [_what_is_said_of(violation, instance) for violation, instance in told]
    if None in what:
        return _weighed(explainer, told, unknown_fields, severities)
    key = (unknown_fields, *severities.items(), *what)
    found = explainer.known.get(key)
    if found is None:
        if len(explainer.known) >= _MOST_KNOWN:
            explainer.known.clear()
        found = tuple(_weighed(explainer, told, unknown_fields, severities))
        explainer.known[key] = found
    return list(found)


def _instance(payload: Any, violation: Violation) -> Any:
    """Return what a violation is about: a value, or a name."""
    return value_at(payload, violation.instance_path) if violation.name is None else violation.name


def _what_is_said_of(violation: Violation, instance: Any) -> tuple[Any, ...] | None:
    """Return what findings about a violation may be remembered by; None where that is too much.

    They are about a short scalar, or about nothing of an object but its names. Scalars are told
    apart by their texts: Python's True is 1, its 1.0 is 1, and its -0.0 is 0.0.
    """
    path = violation.evaluation_path
    if isinstance(instance, dict):
        if path[-1:] not in _ABOUT_NAMES or sum(map(len, instance)) > _LONGEST_NAMES:
            return None
        return (violation.instance_path, path, *instance)
    if isinstance(instance, str):
        short = len(instance) <= _LONGEST_FOUND
    elif isinstance(instance, int):
        short = abs(instance) < 10**18
    else:
        short = instance is None or isinstance(instance, float)
    about = violation.instance_path, path, violation.name is not None
    return (*about, repr(instance)) if short else None


def _weighed(
    explainer: Explainer,
    told: list[tuple[Violation, Any]],
    unknown_fields: Severity | None,
    severities: Severities,
) -> list[Finding]:
    """Return the findings of violations; what weighs otherwise explains nothing away."""
    # The engines tell of `required` once for each missing field: one case names them all.
    different = dict(told)
    cases = [_case(explainer, violation, instance) for violation, instance in different.items()]
    if not severities:
        return _explained(explainer, cases, unknown_fields)
    groups: dict[Severity | None, list[_Case]] = {}
    for case in cases:
        weight = severities.get(_code_of(case), Severity.ERROR)
        groups.setdefault(weight, []).append(case)
    found = [
        finding
        for group in groups.values()
        for finding in _explained(explainer, group, unknown_fields)
    ]
    return sorted(weighed(found, severities), key=_order)


def _code_of(case: _Case) -> str:
    return str(case.rule["rule"]) if case.rule is not None else case.code


def _explained(
    explainer: Explainer, cases: list[_Case], unknown_fields: Severity | None
) -> list[Finding]:
    """Return the findings that cases come to, each about the value beside it and nothing else."""
    shape = [case for case in cases if case.rule is None]
    findings: dict[tuple[str, str, str], Finding] = {}
    for case in _causes(shape):
        for finding in _shape_findings(explainer, case, unknown_fields):
            findings.setdefault((finding.pointer, finding.code, str(finding.expected)), finding)
    found = _merge_misspelt(list(findings.values()))
    taken = {finding.pointer for finding in found if finding.code != "unknown-field"}
    missing = {(f.pointer, f.expected) for f in found if f.code == "required"}
    for case in cases:
        if case.rule is None:
            continue
        finding = _rule_finding(explainer, case)
        names = _missing(case) if case.keyword.name == "required" else []
        explained = any((finding.pointer, name) in missing for name in names)
        if explained or (not names and finding.pointer in taken):
            continue
        if all(other.code != finding.code for other in found):
            found.append(finding)
    return sorted(found, key=_order)


def _order(finding: Finding) -> tuple[str, str]:
    return finding.pointer, finding.code


def _case(explainer: Explainer, violation: Violation, instance: Any) -> _Case:
    keyword = explainer.find(violation.evaluation_path)
    name = violation.name
    return _Case(
        violation.instance_path if name is None else (*violation.instance_path, name),
        name is not None,
        instance,
        keyword.location,
        keyword.rule,
        keyword.source,
        keyword.code if name is None else _NAMES,
    )


def _causes(cases: list[_Case]) -> list[_Case]:
    """Return the cases without those that another one about the same value explains."""
    best: dict[tuple[bool, tuple[str | int, ...]], int] = {}
    for case in cases:
        if case.keyword.name in _ABOUT_ONE_VALUE:
            rank = _ABOUT_ONE_VALUE.index(case.keyword.name)
            about = case.is_name, case.path
            best[about] = min(rank, best.get(about, rank))
    return [
        case
        for case in cases
        if case.keyword.name not in _ABOUT_ONE_VALUE
        or _ABOUT_ONE_VALUE.index(case.keyword.name) == best[case.is_name, case.path]
    ]


def _shape_findings(
    explainer: Explainer, case: _Case, unknown_fields: Severity | None
) -> list[Finding]:
    """Return what a case comes to: at least one finding, but for unknown fields that are ignored.

    An invalid payload must never end without a finding, so a keyword whose account does not add
    up (no field is missing, none is unknown) still gives the general one.
    """
    name = case.keyword.name
    if name in _CODES and unknown_fields is None:
        return []
    if name == "required" and isinstance(case.keyword.value, list):
        # None is missing where jsonschema-rs misreports the only required field, which is there and
        # refused: `"required": ["a"], "properties": {"b": {}}, "additionalProperties": false`.
        return [
            _finding(
                explainer,
                case,
                f"{wording.dotted((*case.path, field))} is missing",
                expected=field,
                hint=_renamed(case, field),
                source=_field_source(case, field),
            )
            for field in _missing(case)
        ]
    severity = unknown_fields if name in _CODES else None
    if name == "additionalProperties" and (unknown := _unknown(case)):
        return [_unknown_field(explainer, case, field, severity) for field in unknown]
    found, expected = _shown(case.instance), case.keyword.value
    subject = wording.dotted(case.path)
    if case.is_name:
        subject = f"the name of {subject}"
    message, hint = say(subject, case.keyword, case.instance)
    if name == "pattern":
        expected = form_of(case.keyword) or expected
    elif isinstance(expected, dict) or name == FALSE_SCHEMA:
        expected = None
    return [
        _finding(
            explainer, case, message, found, expected, hint, severity=severity or Severity.ERROR
        )
    ]


def _missing(case: _Case) -> list[str]:
    required = case.keyword.value
    if not isinstance(required, list) or not isinstance(case.instance, dict):
        return []
    return [field for field in required if field not in case.instance]


def _unknown(case: _Case) -> list[str]:
    schema = case.keyword.subschemas[-1]
    patterns = schema.get("patternProperties", {})
    known = schema.get("properties", {})
    return [field for field in case.instance if field not in known and not _is_of(patterns, field)]


def _is_of(patterns: Iterable[str], field: str) -> bool:
    if not patterns:
        return False
    from validator.ecma import compile_pattern  # few contracts have names by pattern

    return any(compile_pattern(pattern).found_in(field) for pattern in patterns)


def _unknown_field(
    explainer: Explainer, case: _Case, field: str, severity: Severity | None
) -> Finding:
    known = case.keyword.subschemas[-1].get("properties", {})
    absent = [name for name in known if name not in case.instance]
    match = hints.nearest(field, absent) or hints.nearest(field, known)
    hint = None
    if match is not None:
        same = match.casefold() == field.casefold()
        hint = f"letter case matters: write {match}" if same else f"did you mean {match}?"
        if match not in absent:
            hint = f"{match} is there already"
    return _finding(
        explainer,
        case,
        f"{wording.dotted((*case.path, field))} is no field of the reference",
        found=_shown(field),
        expected=match if match in absent else None,
        hint=hint,
        severity=severity or Severity.ERROR,
        step=field,
    )


def _renamed(case: _Case, field: str) -> str | None:
    """Return the hint that a missing field stands there under a misspelt name, or None."""
    known = case.keyword.subschemas[-1].get("properties", {})
    unknown = [name for name in case.instance if name not in known]
    match = hints.nearest(field, unknown)
    return f"is {wording.value(match)[1:-1]} meant to be {field}?" if match else None


def _merge_misspelt(findings: list[Finding]) -> list[Finding]:
    """Drop `required` where an unknown field that weighs as much is that field, misspelt."""
    misspelt = {
        (finding.pointer.rpartition("/")[0], finding.expected)
        for finding in findings
        if finding.code == "unknown-field" and finding.severity is Severity.ERROR
    }
    return [
        finding
        for finding in findings
        if finding.code != "required" or (finding.pointer, finding.expected) not in misspelt
    ]


def _rule_finding(explainer: Explainer, case: _Case) -> Finding:
    rule = case.rule or {}
    step = _missing(case)[0] if case.keyword.name == "required" and _missing(case) else None
    expected = case.keyword.value
    return Finding(
        rule["rule"],
        explainer.rules,
        str(rule.get("message", rule["rule"])),
        pointer=_pointer(case.path),
        found=None if step else _shown(case.instance),
        expected=step or (None if isinstance(expected, dict) else expected),
        schema=explainer.title,
        schema_pointer=case.keyword.pointer,
        source=source_of(rule.get("source")),
    )


def _finding(
    explainer: Explainer,
    case: _Case,
    message: str,
    found: Any = None,
    expected: Any = None,
    hint: str | None = None,
    severity: Severity = Severity.ERROR,
    step: str | None = None,
    source: Source | None = None,
) -> Finding:
    path = case.path if step is None else (*case.path, step)
    return Finding(
        _CODES.get(case.keyword.name, case.code),
        severity,
        message,
        pointer=_pointer(path),
        found=found,
        expected=expected,
        hint=hint,
        schema=explainer.title,
        schema_pointer=case.keyword.pointer,
        source=source or case.source,
        at_key=case.is_name or step is not None,
    )


def _source(keyword: KeywordLocation) -> Source | None:
    """Return the line of the reference that a keyword was read from."""
    for schema in reversed(keyword.subschemas):
        notes = annotation(schema)
        found = source_of(notes.get("sources", {}).get(keyword.name))
        found = found or source_of(notes.get("source"))
        if found is not None:
            return found
    return None


def _field_source(case: _Case, field: str) -> Source | None:
    properties = case.keyword.subschemas[-1].get("properties", {})
    return source_of(annotation(properties.get(field)).get("source"))


def kebab(keyword: str) -> str:
    """Return a JSON Schema keyword in kebab-case: `maxLength` -> `max-length`."""
    return re.sub(r"(?<=[a-z])([A-Z])", r"-\1", keyword).lower()


_NAMES = kebab(PROPERTY_NAMES)


def _shown(instance: Any) -> Any:
    """Return a value as `found` carries it: scalars themselves, containers in words."""
    if isinstance(instance, str):
        return instance if len(instance) <= _LONGEST_FOUND else instance[: _LONGEST_FOUND - 1] + "…"
    if instance is None or isinstance(instance, bool):
        return instance
    if isinstance(instance, (int, float)) and len(wording.value(instance)) < wording.LONGEST_TEXT:
        return instance
    return wording.value(instance)


def _pointer(path: tuple[str | int, ...]) -> str:
    return str(JsonPointer.from_parts(path).path)
