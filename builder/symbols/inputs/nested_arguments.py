"""What a call gives a network beside one tensor after the other: lists of tensors, None, numbers."""

from __future__ import annotations

from collections.abc import Iterator

from builder.interpreter.limits import Value
from builder.symbols.values import ModuleSymbol, Symbol, forward_of
from builder.trace.names import input_name


def symbols_in(value: Value) -> tuple[Symbol, ...]:
    """Return the tensors of an argument; none where the shape of one of them is not known."""
    if isinstance(value, Symbol):
        return (value,)
    found = tuple(one for item in value for one in symbols_in(item)) if isinstance(value, list | tuple) else ()
    return found if all(one.shape is not None for one in found) else ()


def replace_tensors(value: Value, symbols: Iterator[Symbol]) -> Value:
    """Return arguments with other tensors in them."""
    if isinstance(value, dict):
        return {name: replace_tensors(item, symbols) for name, item in value.items()}
    if isinstance(value, list | tuple):
        items = [replace_tensors(item, symbols) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return next(symbols) if isinstance(value, Symbol) else value


def names_of(module: ModuleSymbol, given: tuple[Value, ...], by_name: dict[str, Value]) -> list[str]:
    """Return names for the tensors of a call: those of the parameters, numbered where one takes several."""
    function = forward_of(module)
    assert function is not None
    own = [argument.arg for argument in [*function.node.args.posonlyargs, *function.node.args.args][1:]]
    names: list[str] = []
    placed = zip([*own, *(["rest"] * len(given))], given, strict=False)
    for name, value in (*placed, *by_name.items()):
        several = len(symbols_in(value)) > 1 or isinstance(value, list | tuple)
        for i in range(len(symbols_in(value))):
            names.append(input_name(f"{name}_{i}" if several else name, tuple(names)))
    return names if len(names) > 1 else ["X"]
