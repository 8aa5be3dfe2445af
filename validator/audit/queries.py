"""Rules about several payloads -> what in the tables breaks them.

Each question is answered in SQL with a row for each hit: the record `n` that the finding is about,
and the `other` one that it contradicts.
"""

from collections.abc import Mapping, Sequence

from validator.audit.rules import Check, Constant, Last, Order
from validator.audit.store import literal, literals
from validator.outcome import Outcome

Names = Mapping[str, str]
"""What the fields of payloads are called in the table of records."""


def hits_of(check: Check, names: Names) -> str:
    """Return the question which records break a comparison: rows of `n`, `other`."""
    if isinstance(check, Constant):
        return _constant(check, names)
    if isinstance(check, Order):
        return _order(check, names)
    return _last(check, names)


def _constant(check: Constant, names: Names) -> str:
    """Return whoever says another value than the first that was said."""
    key, field = names[check.key], names[check.field]
    return f"""
        WITH said AS (
            SELECT n, {key} AS key, {field} AS value FROM record
            WHERE {key} IS NOT NULL AND {field} IN ({literals(check.values)})
        ), first AS (
            SELECT key, min(n) AS n, arg_min(value, n) AS value FROM said
            GROUP BY key HAVING min(value) <> max(value)
        )
        SELECT said.n AS n, first.n AS other FROM said JOIN first USING (key)
        WHERE said.value <> first.value"""


def _order(check: Order, names: Names) -> str:
    """Return whoever is further back than another was before; what is as old is not before."""
    key, field, time = names[check.key], names[check.field], names[check.time]
    ranks = " ".join(f"WHEN {literal(one)} THEN {rank}" for rank, one in enumerate(check.values))
    return f"""
        WITH ranked AS (
            SELECT n, {key} AS key, {time} AS time, CASE {field} {ranks} END AS rank FROM record
            WHERE {key} IS NOT NULL AND {time} IS NOT NULL
        ), mixed AS (
            SELECT key FROM ranked WHERE rank IS NOT NULL
            GROUP BY key HAVING min(rank) <> max(rank)
        ), over_time AS (
            SELECT n, rank, max(rank) OVER before AS most,
                arg_max(n, (rank, -n)) OVER before AS other
            FROM ranked SEMI JOIN mixed USING (key) WHERE rank IS NOT NULL
            WINDOW before AS (
                PARTITION BY key ORDER BY time GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            )
        )
        SELECT n, other FROM over_time WHERE rank < most"""


def _last(check: Last, names: Names) -> str:
    """Return the first payload of each record that begins after another has come to its end."""
    key, field, time = names[check.key], names[check.field], names[check.time]
    record, begin = names[check.record], names[check.begin]
    return f"""
        WITH ended AS (
            SELECT {key} AS key, min({time}) AS time, arg_min({record}, ({time}, n)) AS record,
                arg_min(n, ({time}, n)) AS n
            FROM record
            WHERE {key} IS NOT NULL AND {time} IS NOT NULL AND {record} IS NOT NULL
                AND {field} IN ({literals(check.values)})
            GROUP BY {key}
        )
        SELECT min(record.n) AS n, any_value(ended.n) AS other
        FROM record JOIN ended ON record.{key} = ended.key
        WHERE record.{begin} > ended.time AND record.{record} <> ended.record
        GROUP BY record.{key}, record.{record}"""


def reasons_of_calls() -> str:
    """Return the question what each call ended with: `key`, `reason`, `reasons`, `unknown`."""
    return """
        SELECT key, min(reason) AS reason, count(DISTINCT reason) AS reasons,
            bool_or(unknown IS NOT NULL) AS unknown
        FROM call WHERE key IS NOT NULL GROUP BY key"""


def outcome_hits(outcome: Outcome, names: Names) -> str:
    """Return the question which payloads their call contradicts: rows of `n`, `found`, `reason`.

    `found` tells that the call is there. A payload that has no result yet may be older than the end
    of its call: it is not compared. A call about which the calls contradict each other, or
    whose reason is not known, says nothing.
    """
    assert outcome.reference is not None
    reference, result = names[outcome.reference], names[outcome.field]
    told = "".join(
        f" AND record.{names[name]} = {literal(str(value))}" for name, value in outcome.when.items()
    )
    cases = " ".join(
        f"WHEN {literal(reason)} THEN {literal(str(value))}"
        for reason, value in outcome.mapping.items()
    )
    otherwise = literal(str(outcome.otherwise)) if outcome.otherwise is not None else "NULL"
    expected = f"CASE call_end.reason {cases} ELSE {otherwise} END"
    return f"""
        SELECT record.n AS n, call_end.key IS NOT NULL AS found, call_end.reason AS reason
        FROM record LEFT JOIN call_end ON record.{reference} = call_end.key
        WHERE record.{reference} IS NOT NULL AND record.{result} <> ''{told} AND (
            call_end.key IS NULL
            OR NOT call_end.unknown AND call_end.reasons = 0
            OR NOT call_end.unknown AND call_end.reasons = 1 AND record.{result} <> {expected}
        )"""


def contradicting_calls() -> str:
    """Return the question which calls say another reason than before: `n`, `key`, `before`."""
    return """
        WITH ended AS (
            SELECT key, reason, min(n) AS n FROM call
            WHERE key IS NOT NULL AND reason IS NOT NULL GROUP BY key, reason
        ), many AS (
            SELECT key FROM ended GROUP BY key HAVING count(*) > 1
        ), before AS (
            SELECT n, key, list(reason) OVER (
                PARTITION BY key ORDER BY n ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS reasons FROM ended SEMI JOIN many USING (key)
        )
        SELECT n, key, reasons FROM before WHERE reasons IS NOT NULL"""


def times_that_are_none(columns: Sequence[str]) -> str:
    """Return the question which records have a time whose text is none: `n`, `field`'s number."""
    return " UNION ALL ".join(
        f"SELECT n, {number} AS field FROM record WHERE {column}_bad"
        for number, column in enumerate(columns)
    )
