"""Who decides whether a value is valid: one module per engine, one interface."""

from typing import TYPE_CHECKING, Any

from validator.errors import CallspecError

if TYPE_CHECKING:
    from validator.engine.interface import Engine, Retrieve

NAMES = ("rust", "python")


def compile_schema(
    schema: Any, *, engine: str | None, base_uri: str, retrieve: "Retrieve"
) -> "Engine":
    """Return a schema ready to check values, formats asserted.

    `engine` is one of `NAMES`; None takes rust where its wheel is installed, else python.

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
            return rust.compile_schema(schema, base_uri, retrieve)
    from validator.engine import python

    return python.compile_schema(schema, base_uri, retrieve)
