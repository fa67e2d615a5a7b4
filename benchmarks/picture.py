"""Draws spans on a common scale as SVG, each with its middle; it measures nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

_LEFT, _WIDTH, _ROW, _TOP, _TICKS = 230, 480, 30, 44, 6


@dataclass(frozen=True)
class Span:
    """One line of the picture: a tenth of all is below ``low``, half below ``middle``, nine tenths below ``high``."""

    name: str
    low: float
    middle: float
    high: float


def spans(title: str, found: Sequence[Span]) -> str:
    """Draw spans below each other."""
    step = _step(max(one.high for one in found))
    most = step * _TICKS
    height = _TOP + _ROW * len(found) + 30
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + 60} {height}" role="img">',
        f"<title>{escape(title)}</title>",
        '<g font-family="sans-serif" font-size="13" fill="#222">',
        f'<rect width="100%" height="100%" fill="#fff"/><text x="12" y="24" font-size="15">{escape(title)}</text>',
    ]
    for tick in range(_TICKS + 1):
        x = _LEFT + _WIDTH * tick / _TICKS
        parts.append(f'<path d="M{x:.1f} {_TOP}V{height - 26}" stroke="#ddd"/>')
        parts.append(f'<text x="{x:.1f}" y="{height - 8}" text-anchor="middle">{step * tick:g}</text>')
    for number, one in enumerate(found):
        y = _TOP + _ROW * number + _ROW / 2
        low, middle, high = (_LEFT + _WIDTH * value / most for value in (one.low, one.middle, one.high))
        parts.append(f'<text x="{_LEFT - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(one.name)}</text>')
        parts.append(
            f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="#1f4e79" stroke-width="6" stroke-linecap="round"/>'
        )
        parts.append(f'<circle cx="{middle:.1f}" cy="{y:.1f}" r="6" fill="#fff" stroke="#1f4e79" stroke-width="3"/>')
        parts.append(f'<text x="{max(high, middle) + 12:.1f}" y="{y + 4:.1f}">{one.middle:.1f}</text>')
    return "\n".join([*parts, "</g></svg>", ""])


def _step(most: float) -> float:
    """A round number that so many ticks of reach as far."""
    size = 1.0
    while True:
        for one in (1, 2, 5):
            if one * size * _TICKS >= most:
                return one * size
        size *= 10
