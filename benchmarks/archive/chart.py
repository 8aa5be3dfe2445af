"""A bar for each contestant, as SVG."""

import math
from collections.abc import Mapping
from html import escape

_LEFT, _WIDTH, _ROW = 170, 760, 30


def chart(figures: Mapping[str, float]) -> str:
    """Return microseconds a record as bars on a logarithmic axis, the shortest first."""
    rows = sorted(figures.items(), key=lambda one: one[1])
    least = 10 ** math.floor(math.log10(rows[0][1]))
    scale = (_WIDTH - _LEFT - 80) / math.log10(rows[-1][1] / least)
    height = _ROW * len(rows) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
        'font-family="system-ui, sans-serif" font-size="14">',
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for number, (name, value) in enumerate(rows):
        y = number * _ROW + 6
        width = max(2.0, math.log10(value / least) * scale)
        color = "#c2410c" if name.startswith("callspec") else "#a8a29e"
        parts.append(
            f'<text x="{_LEFT - 10}" y="{y + 15}" text-anchor="end">{escape(name)}</text>'
            f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="20" fill="{color}"/>'
            f'<text x="{_LEFT + width + 8:.1f}" y="{y + 15}">{value:.1f}</text>'
        )
    parts.append(
        f'<text x="{_LEFT}" y="{height - 8}" fill="#78716c">µs a record, each a whole process; '
        "logarithmic</text></svg>\n"
    )
    return "\n".join(parts)
