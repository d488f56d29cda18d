"""Where each argument of a call is written; the live call and its text both start from here."""

from __future__ import annotations

from typing import Any, NamedTuple

from builder.catalogue.functions.function import BATCH, FunctionKind
from builder.catalogue.layers.kind import REQUIRED, Args, Argument

INFINITE = ("-inf", "inf")


class CallArgument(NamedTuple):
    """One argument and its value, a list as a tuple."""

    argument: Argument
    value: Any


class Spelling(NamedTuple):
    """The arguments of a call beside its operands: before them, behind them by position, and by name."""

    before: tuple[CallArgument, ...]
    positional: tuple[CallArgument, ...]
    keywords: tuple[CallArgument, ...]


def sort_arguments(kind: FunctionKind, args: Args) -> Spelling:
    """Sort the arguments that a document gives by where they are written; those at their default are left out."""
    given = [
        CallArgument(a, _as_tuple(args[a.name]))
        for a in kind.arguments
        if a.name in args and not _left_out(kind, a, args)
    ]
    before = tuple(entry for entry in given if entry.argument in kind.arguments[: kind.before])
    rest = given[len(before) :]
    count = 0
    for argument, entry in zip(kind.arguments[kind.before :][: kind.positional], rest, strict=False):
        if entry.argument is not argument:
            break
        count += 1
    return Spelling(before, tuple(rest[:count]), tuple(rest[count:]))


def _left_out(kind: FunctionKind, argument: Argument, args: Args) -> bool:
    value, default = _as_tuple(args[argument.name]), argument.default
    if argument.name in kind.constants:
        return True
    return default is not REQUIRED and value.__class__ is default.__class__ and bool(value == default)


def _as_tuple(value: Any) -> Any:
    return tuple(value) if value.__class__ is list else value


def takes_batch(args: Args) -> bool:
    """Tell whether a size is N, the batch."""
    return any(BATCH in value for value in args.values() if isinstance(value, list | tuple))


def reads_twice(kind: FunctionKind, args: Args, inputs: int) -> bool:
    """Tell whether the text of a call names its first operand twice, which then had better be a variable."""
    if kind.style == "positions":
        return kind.name == "torch.arange" and args.get("end") is None
    return takes_batch(args) and not (kind.reference and inputs == len(kind.inputs))
