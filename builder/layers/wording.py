"""Words for what an argument takes and for a value that it does not; bounded in length, whatever the value."""

from __future__ import annotations

from typing import Any

from builder.layers.kind import Argument
from builder.sentences import short

DTYPES = ("float32", "float64", "float16", "bfloat16")
MAX_TEXT = 200
"""The longest text that an argument takes."""
MAX_LENGTHS = {"ints": 64, "floats": 100_000}
"""The longest list by type: a torch tensor has at most 64 dims; a loss may weigh many classes."""

_NOUNS = {
    "int": "a whole number",
    "float": "a finite number",
    "bool": "true or false",
    "text": "a short text",
    "ints": "a whole number",
    "floats": "a finite number",
}


_UNITS = ("KiB", "MiB", "GiB", "TiB", "PiB", "EiB")


def shown_size(count: int) -> str:
    """Write a number of bytes for a person, in powers of 1024: the one unit of all sizes.

    >>> shown_size(15872), shown_size(4_210_000_000)
    ('15.5 KiB', '3.9 GiB')
    """
    amount, unit = float(count), -1
    while amount >= 1024 and unit < len(_UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{count} B" if unit < 0 else f"{amount:,.{1 if amount < 100 else 0}f} {_UNITS[unit]}"


def wanted(argument: Argument) -> str:
    """Say in words what an argument takes."""
    match argument.type:
        case "choice":
            wanted = f"one of {', '.join(argument.choices)}"
        case "dtype":
            wanted = f"one of {', '.join(argument.choices or DTYPES)}"
        case "layer":
            wanted = f'a layer, {{"kind": ..., "args": {{...}}}}, of kind {", ".join(argument.choices)}'
        case _:
            wanted = _NOUNS[argument.type]
    if argument.type in MAX_LENGTHS:
        lengths = " or ".join(map(str, argument.lengths)) or f"1 to {MAX_LENGTHS[argument.type]}"
        wanted = f"{wanted} or a list of {lengths}" if argument.scalar else f"a list of {lengths} numbers"
    if argument.minimum is not None or argument.maximum is not None:
        wanted += _range(argument)
    wanted += _words(argument)
    return f"{wanted}, or null" if argument.optional else wanted


def _words(argument: Argument) -> str:
    words = [*argument.choices] if argument.type in (*MAX_LENGTHS, "float") else []
    if argument.auto is not None:
        words.append("auto")
    inside = f"; {' or '.join(argument.words)} may stand in it" if argument.words else ""
    return "".join(f', or "{word}"' for word in words) + inside


def _range(argument: Argument) -> str:
    low, high = argument.minimum, argument.maximum
    if low is None or high is None:
        return f" of at most {plain(high)}" if high is not None else f" of at least {plain(low or 0)}"
    return f" from {plain(low)} to {plain(high)}"


def plain(number: float) -> str:
    """Write a bound without an exponent."""
    return str(int(number)) if number == int(number) else str(number)


def shown(value: Any) -> str:
    """Write a value as JSON would, without spending time or space on a large one."""
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int() if value.bit_length() > 64:
            return f"a whole number of {value.bit_length()} bits"
        case int() | float():
            return repr(value)
        case str():
            return f'"{short(value)}"'
        case list() | tuple():
            return f"a list of {len(value)}"
        case dict():
            return "an object"
    return f"a {type(value).__name__}"
