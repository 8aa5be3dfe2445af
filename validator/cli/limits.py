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


def _default(text: str) -> str:
    return f"[default: {text}]"


_OPTIONS = [
    click.option(
        "--max-size",
        type=SizeType(),
        metavar="SIZE",
        help=f"Bytes of one document (10MB, 64MiB) {_default(wording.size(DEFAULT_LIMITS.size))}.",
    ),
    click.option(
        "--max-depth",
        type=click.IntRange(1, DEFAULT_LIMITS.depth),
        metavar="N",
        help=f"Objects and arrays inside one another {_default(str(DEFAULT_LIMITS.depth))}.",
    ),
    click.option(
        "--max-digits",
        type=click.IntRange(1, DEFAULT_LIMITS.digits),
        metavar="N",
        help=f"Digits of one number {_default(str(DEFAULT_LIMITS.digits))}.",
    ),
    click.option(
        "--max-yaml-values",
        type=click.IntRange(1),
        metavar="N",
        help="Values of a YAML document once its aliases are expanded "
        f"{_default(str(DEFAULT_LIMITS.yaml_values))}.",
    ),
    click.option(
        "--max-unpacked",
        type=SizeType(),
        metavar="SIZE",
        help="Bytes that a compressed file unpacks to "
        f"{_default(wording.size(DEFAULT_LIMITS.unpacked))}.",
    ),
    click.option(
        "--max-ratio",
        type=click.IntRange(1),
        metavar="N",
        help="Times its size that a compressed file unpacks to, beyond 64 MiB "
        f"{_default(str(DEFAULT_LIMITS.ratio))}.",
    ),
    click.option(
        "--max-seconds",
        type=click.FloatRange(0, min_open=True),
        metavar="N",
        help="Seconds that reading and judging one file may take "
        f"{_default(f'{DEFAULT_LIMITS.seconds}; standard input: any')}.",
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
