"""Validators as a user's own loop: `python loops.py NAME SCHEMA FILE [--list]`.

Each reads a file of lines, parses each with orjson and asks a validator, a malformed line being
invalid. Printed is how many are invalid, or their numbers. `orjson` only parses.
"""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson

Check = Callable[[Any], bool]


def orjson_(_: Any) -> Check:
    return lambda value: True


def jsonschema_rs_(schema: Any) -> Check:
    import jsonschema_rs

    return jsonschema_rs.validator_for(schema, validate_formats=True).is_valid


def jsonschema_(schema: Any) -> Check:
    """Return what check-jsonschema runs on each instance."""
    import jsonschema

    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker).is_valid


def fastjsonschema_(schema: Any) -> Check:
    """Return its compiled function: it knows draft 7, for which the struct embedded is spelt out."""
    import fastjsonschema

    address = {
        key: value for key, value in schema["$defs"]["address"].items() if key not in ("$id",)
    }
    flat = json.loads(json.dumps(schema).replace("2020-12/schema", "07/schema"))
    flat["$schema"] = "http://json-schema.org/draft-07/schema#"
    flat.pop("$defs")
    flat.pop("$id")
    for name in ("source", "destination"):
        flat["properties"][name] = address
    validate = fastjsonschema.compile(flat)

    def check(value: Any) -> bool:
        try:
            validate(value)
        except fastjsonschema.JsonSchemaException:
            return False
        return True

    return check


def pydantic_(schema: Any) -> Check:
    """Return a model as a user would write it from the reference."""
    from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

    uuid = Annotated[str, Field(pattern=schema["properties"]["id"]["pattern"], max_length=36)]
    time = Annotated[
        str, Field(pattern=schema["properties"]["tm_create"]["pattern"], max_length=26)
    ]
    kinds = tuple(schema["$defs"]["address"]["properties"]["type"]["enum"])

    class Strict(BaseModel):
        model_config = ConfigDict(extra="forbid", strict=True)

    class Address(Strict):
        type: Literal[kinds]  # type: ignore[valid-type]
        target: str
        target_name: str = ""
        name: str = ""
        detail: str = ""

    class Campaigncall(Strict):
        id: uuid
        campaign_id: uuid
        outplan_id: uuid
        outdial_id: uuid
        outdial_target_id: uuid
        queue_id: uuid
        activeflow_id: uuid
        reference_type: Literal["none", "call"]
        reference_id: uuid
        status: Literal["dialing", "progressing", "done"]
        result: Literal["", "success", "fail"]
        source: Address
        destination: Address
        destination_index: Annotated[int, Field(ge=0)]
        try_count: Annotated[int, Field(ge=0)]
        tm_create: time
        tm_update: time

        @model_validator(mode="after")
        def rules(self) -> "Campaigncall":
            if self.status != "done" and self.result:
                raise ValueError("a result before the call is done")
            if self.reference_type == "call" and not re.search("[1-9a-f]", self.reference_id):
                raise ValueError("a call without a reference")
            return self

    def check(value: Any) -> bool:
        try:
            Campaigncall.model_validate(value)
        except ValidationError:
            return False
        return True

    return check


LOOPS = {
    "orjson": orjson_,
    "jsonschema-rs": jsonschema_rs_,
    "jsonschema": jsonschema_,
    "fastjsonschema": fastjsonschema_,
    "pydantic": pydantic_,
}


def main(name: str, schema_file: str, file: str, listed: bool) -> None:
    check = LOOPS[name](json.loads(Path(schema_file).read_bytes()))
    loads = orjson.loads
    invalid = []
    with open(file, "rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                valid = check(loads(line))
            except orjson.JSONDecodeError:
                valid = False
            if not valid:
                invalid.append(number)
    print("\n".join(map(str, invalid)) if listed else len(invalid))


def parse(file: str) -> None:
    """Parse each line and nothing else: the loop that all others are measured against."""
    loads = orjson.loads
    with open(file, "rb") as stream:
        for line in stream:
            try:
                loads(line)
            except orjson.JSONDecodeError:
                pass


if __name__ == "__main__":
    if sys.argv[1] == "parse":
        parse(sys.argv[2])
    else:
        main(sys.argv[1], sys.argv[2], sys.argv[3], "--list" in sys.argv)
