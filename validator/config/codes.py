"""The codes that a configuration can name: of findings about payloads and pages, and of changes."""

import importlib
from collections.abc import Iterable, Mapping

from validator.codes import CODES
from validator.errors import SchemaError


def is_known(code: str) -> bool:
    """Return whether findings or changes may have a code, or a contract at hand such a rule."""
    if code in CODES or code in page_codes() or code in _change_codes():
        return True
    # These cost more to look up, and are rarely named.
    return code in _keyword_codes() or code in _rule_ids()


def known() -> list[str]:
    """Return all codes and rules' ids that there are."""
    return [*CODES, *page_codes(), *_change_codes(), *_keyword_codes(), *_rule_ids()]


def page_codes() -> Mapping[str, str]:
    """Return the codes of findings about pages, and what each means."""
    # By name: a payload is checked without docs_extract.
    found: dict[str, str] = importlib.import_module("docs_extract.codes").CODES
    return found


def _change_codes() -> Iterable[str]:
    found: dict[str, object] = importlib.import_module("docs_extract.compare.codes").RULES
    return found


def _keyword_codes() -> Iterable[str]:
    from validator.explanations import keyword_explanations

    return keyword_explanations()


def _rule_ids() -> Iterable[str]:
    from validator.rule_explanations import rule_explanations

    try:
        return dict(rule_explanations(None))
    except SchemaError:
        return ()
