"""The table: one line a figure, printed as soon as it is known."""

from __future__ import annotations

from statistics import median

from benchmarks.figure import Figure, Line, Missing, Unit

HEAD = ("what", "here", "beside", "ratio, median (lowest to highest)", "bar", "met")
WIDTHS = (68, 9, 54, 33, 38, 3)


def head() -> str:
    """Return the first two lines."""
    return f"{_row(HEAD)}\n|{'|'.join('-' * (width + 2) for width in WIDTHS)}|"


def line(figure: Line) -> str:
    """Return the line of one figure."""
    if isinstance(figure, Missing):
        return _row((figure.what, "-", f"not measured: {figure.why}", "", "", ""))
    beside = f"{amount(median(figure.beside), figure.unit)}  {figure.peer}" if figure.beside else figure.peer
    verdict = {True: "yes", False: "NO", None: ""}[figure.met]
    return _row((figure.what, amount(median(figure.here), figure.unit), beside, _ratio(figure), figure.bar, verdict))


def amount(value: float, unit: Unit) -> str:
    """Return a value with its unit.

    >>> amount(0.0123, "s"), amount(2_500_000, "B"), amount(59.6, "frames/s")
    ('12.3 ms', '2.5 MB', '60 fps')
    """
    match unit:
        case "s":
            return f"{value * 1000:.3g} ms" if value < 0.9995 else f"{value:.2f} s"
        case "B":
            return f"{value / 1e6:.1f} MB"
        case "actions":
            return f"{value:,.0f}"
        case _:
            return f"{value:.0f} fps"


def _ratio(figure: Figure) -> str:
    ratios = figure.ratios
    if not ratios:
        return ""
    middle, low, high = median(ratios), min(ratios), max(ratios)
    if middle >= 0.1:
        return f"{middle:.2f} x ({low:.2f} to {high:.2f})"
    return f"1/{1 / middle:.0f} (1/{1 / low:.0f} to 1/{1 / high:.0f})"


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))} |"
