"""The options that say how much of a file is taken."""

import functools
import re
from collections.abc import Callable
from typing import Any

import click

from validator import wording
from validator.limits import DEFAULT_LIMITS, Limits

_SIZE = re.compile(r"([0-9]{1,15}) ?(?:([kmgt])(i)?)?b?", re.IGNORECASE | re.ASCII)
_POWERS = {"": 0, "k": 10, "m": 20, "g": 30, "t": 40}


class SizeType(click.ParamType):  # type: ignore[type-arg] # generic from 8.4 on
    """A number of bytes: 1000, 10KB (1000 bytes each), 64MiB (1024 times 1024 bytes each)."""

    name = "size"

    def convert(self, value: Any, param: Any, ctx: Any) -> int:
        """Return the bytes, or fail where it is no size."""
        if isinstance(value, int):
            return value
        match = _SIZE.fullmatch(value.strip())
        if match is None or int(match[1]) == 0:
            self.fail(f"{value!r} is no size: write 1000000, 10MB or 64MiB", param, ctx)
        power = _POWERS[(match[2] or "").lower()]
        return int(match[1]) * (1 << power if match[3] else 1000 ** (power // 10))


def _option(name: str, kind: click.ParamType, about: str, default: str) -> Callable[..., Any]:  # type: ignore[type-arg]
    metavar = "SIZE" if isinstance(kind, SizeType) else "N"
    return click.option(name, type=kind, metavar=metavar, help=f"{about} [default: {default}].")


_COUNT = click.IntRange(1)
_OPTIONS = [
    _option(
        "--max-size",
        SizeType(),
        "Bytes of one document (10MB, 64MiB)",
        wording.size(DEFAULT_LIMITS.size),
    ),
    _option(
        "--max-depth",
        click.IntRange(1, DEFAULT_LIMITS.depth),
        "Objects and arrays inside one another",
        str(DEFAULT_LIMITS.depth),
    ),
    _option(
        "--max-digits",
        click.IntRange(1, DEFAULT_LIMITS.digits),
        "Digits of one number",
        str(DEFAULT_LIMITS.digits),
    ),
    _option(
        "--max-yaml-values",
        _COUNT,
        "Values of a YAML document once its aliases are expanded",
        str(DEFAULT_LIMITS.yaml_values),
    ),
    _option(
        "--max-unpacked",
        SizeType(),
        "Bytes that a compressed file unpacks to",
        wording.size(DEFAULT_LIMITS.unpacked),
    ),
    _option(
        "--max-ratio",
        _COUNT,
        "Times its size that a compressed file unpacks to, beyond 64 MiB",
        str(DEFAULT_LIMITS.ratio),
    ),
    _option(
        "--max-seconds",
        click.FloatRange(0, min_open=True),
        "Seconds that reading and judging one file may take",
        f"{DEFAULT_LIMITS.seconds}; standard input: any",
    ),
]


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options, and the parameter `limits` in their place."""

    @functools.wraps(command)
    def wrapper(
        *args: Any,
        max_size: int | None,
        max_depth: int | None,
        max_digits: int | None,
        max_yaml_values: int | None,
        max_unpacked: int | None,
        max_ratio: int | None,
        max_seconds: float | None,
        **rest: Any,
    ) -> Any:
        default = DEFAULT_LIMITS
        limits = Limits(
            max_size or default.size,
            max_depth or default.depth,
            max_digits or default.digits,
            max_yaml_values or default.yaml_values,
            max_unpacked or default.unpacked,
            max_ratio or default.ratio,
            max_seconds or default.seconds,
            max_seconds,
        )
        return command(*args, limits=limits, **rest)

    for option in reversed(_OPTIONS):
        wrapper = option(wrapper)
    return wrapper
