"""How much of a document callspec takes before it says so and stops."""

MAX_DEPTH = 200
"""Objects and arrays inside one another. Engines written in Rust refuse around 255."""

MAX_DIGITS = 4300
"""Digits of one number: what Python converts without a special setting."""

MAX_BYTES = 256 * 1024 * 1024
"""Size of one document (a whole JSON or YAML file, one row of NDJSON), in bytes."""

MAX_YAML_VALUES = 1_000_000
"""Values of one YAML document after its aliases are expanded."""
