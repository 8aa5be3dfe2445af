"""Who decides whether a value is valid: one module per engine, one interface."""

from typing import TYPE_CHECKING, Any

from validator.errors import CallspecError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from validator.engine.interface import Engine, Retrieve, Violation

NAMES = ("rust", "python")


def compile_schema(
    schema: Any, *, engine: str | None, base_uri: str, retrieve: "Retrieve"
) -> "Engine":
    """Return a schema ready to check values, formats asserted.

    `engine` is one of `NAMES`; None takes rust where its wheel is installed and all patterns can be
    matched in linear time, else python.

    Raises:
        SchemaError: the schema is not valid JSON Schema, or refers to one not at hand.
        CallspecError: the engine asked for is not installed.
    """
    if engine != "python":
        try:
            from validator.engine import rust
        except ImportError as error:
            if engine == "rust":
                raise CallspecError(
                    "jsonschema-rs is not installed: take --engine python"
                ) from error
        else:
            try:
                return rust.compile_schema(schema, base_uri, retrieve)
            except rust.BacktrackingError:
                if engine == "rust":
                    raise
    from validator.engine import python

    return python.compile_schema(schema, base_uri, retrieve)


class DeferredEngine:
    """An engine that is compiled when it is first asked: where another one says yes, never."""

    def __init__(self, compile_engine: "Callable[[], Engine]") -> None:
        self._compile = compile_engine
        self._engine: Engine | None = None

    def is_valid(self, instance: Any) -> bool:
        """Return whether the schema accepts a value."""
        return self._compiled().is_valid(instance)

    def violations(self, instance: Any) -> "Iterable[Violation]":
        """Return what a value violates, in no particular order."""
        return self._compiled().violations(instance)

    def _compiled(self) -> "Engine":
        if self._engine is None:
            self._engine = self._compile()
        return self._engine
