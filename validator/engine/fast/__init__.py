"""The engine that only says yes.

`compile_fast` turns a schema into a `FastSchema`: it decodes rows of NDJSON straight into typed
records (msgspec) and holds whole batches of them against what types cannot say. A row that it does
not accept is nobody's verdict: the exact engine reads it again, and it alone refuses and explains.

So the only possible error is a false yes, and each step is built so that it has none:

- `shape` reads a schema and refuses every keyword that it does not know, and every combination
  that it does not understand.
- `pattern` reads patterns by a grammar of its own and runs only what it read.
- `program` writes the checks: a type for each value, patterns over whole columns, rules over rows.
- Data is msgspec's frozen structs: dataclasses that cost a tenth to define, which is most of what
  starting this engine costs.
- Names that stand twice, which a decoder passes over, are found by counting: a batch is accepted
  only where its text holds exactly as many strings as its decoded records have names and texts.
"""

from validator.engine.fast.batch import FastSchema, compile_fast
from validator.engine.fast.refused import RefusedError

__all__ = ["FastSchema", "RefusedError", "compile_fast"]
