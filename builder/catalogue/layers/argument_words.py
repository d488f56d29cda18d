"""Words for what an argument takes and for a value that it does not; bounded in length, whatever the value."""

from __future__ import annotations

from typing import Any, assert_never

from builder.catalogue.dtypes import FLOATING, ORDER
from builder.catalogue.layers.kind import Argument
from builder.catalogue.layers.phrases import any_of, join_values
from builder.sentences import Sentence, say, short

DTYPES = tuple(dtype for dtype in ORDER if dtype in FLOATING)
MAX_TEXT = 200
"""The longest text that an argument takes: room for an index of one digit for each of 64 dims."""
MAX_LENGTHS = {"ints": 64, "floats": 100_000}
"""The longest list by type: torch reduces at most 64 dims (`dim_bitset_size` in ATen/WrapDimUtilsMulti.h); a loss may
weigh many classes."""

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


def type_words(argument: Argument) -> Sentence:
    """Say in words what an argument takes."""
    named = _type_words(argument)
    if argument.type in MAX_LENGTHS:
        named = _or_list(argument, named)
    named = _range_words(argument, named)
    words = [*argument.choices] if argument.type in (*MAX_LENGTHS, "float") else []
    for word in [*words, "auto"] if argument.auto is not None else words:
        named = Sentence(say("layers.wording.or-word", wanted=named, word=word))
    if argument.words:
        named = Sentence(say("layers.wording.inside", wanted=named, words=any_of(argument.words)))
    return Sentence(say("layers.wording.or-null", wanted=named)) if argument.optional else named


def _type_words(argument: Argument) -> Sentence:
    match argument.type:
        case "choice":
            return Sentence(say("layers.wording.one-of", names=join_values(argument.choices)))
        case "dtype":
            return Sentence(say("layers.wording.one-of", names=join_values(argument.choices or DTYPES)))
        case "layer":
            return Sentence(say("layers.wording.layer", names=join_values(argument.choices)))
        case "int" | "ints":
            return Sentence(say("layers.wording.int"))
        case "float" | "floats":
            return Sentence(say("layers.wording.float"))
        case "bool":
            return Sentence(say("layers.wording.bool"))
        case "text":
            return Sentence(say("layers.wording.text", limit=MAX_TEXT))
        case _:
            assert_never(argument.type)


def _or_list(argument: Argument, named: Sentence) -> Sentence:
    most = MAX_LENGTHS[argument.type]
    lengths = any_of(argument.lengths) if argument.lengths else Sentence(say("layers.wording.lengths", limit=most))
    if argument.scalar:
        return Sentence(say("layers.wording.or-list", one=named, lengths=lengths))
    return Sentence(say("layers.wording.list", lengths=lengths))


def _range_words(argument: Argument, named: Sentence) -> Sentence:
    low, high = argument.minimum, argument.maximum
    if argument.type in MAX_LENGTHS and (low is not None or high is not None):
        named = Sentence(say("layers.wording.each", wanted=named))
    if low is not None and high is not None:
        return Sentence(say("layers.wording.between", wanted=named, low=plain(low), high=plain(high)))
    if high is not None:
        return Sentence(say("layers.wording.at-most", wanted=named, high=plain(high)))
    return named if low is None else Sentence(say("layers.wording.at-least", wanted=named, low=plain(low)))


def plain(number: float) -> str:
    """Write a bound without an exponent."""
    return str(int(number)) if number == int(number) else str(number)


def short_json(value: Any) -> Sentence:
    """Write a value as JSON would, without spending time or space on a large one."""
    match value:
        case None | bool():
            return Sentence({None: "null", True: "true", False: "false"}[value])
        case int() if value.bit_length() > 64:
            return Sentence(say("layers.wording.bits", count=value.bit_length()))
        case int() | float():
            return Sentence(repr(value))
        case str():
            return Sentence(f'"{short(value)}"')
        case list() | tuple():
            return Sentence(say("layers.wording.list-of", count=len(value)))
        case dict():
            return Sentence(say("layers.wording.object"))
    return Sentence(say("layers.wording.other", type=type(value).__name__))
