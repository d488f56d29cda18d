"""The operands of a call on symbols: tensors and tuples of them, checked to belong to the forward that is run."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import NamedTuple

from builder.catalogue.layers.kind import Kind
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, walk

SIGNS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "div", ast.FloorDiv: "floor_divide",
    ast.Mod: "remainder", ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "bitwise_and", ast.BitOr: "bitwise_or",
    ast.BitXor: "bitwise_xor", ast.USub: "neg", ast.UAdd: "positive", ast.Invert: "bitwise_not", ast.Eq: "eq",
    ast.NotEq: "ne", ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.LShift: "bitwise_left_shift",
    ast.RShift: "bitwise_right_shift",
}  # fmt: skip
"""What operators are called in torch."""
Kwargs = dict[str, Value]
_MOST = 10_000
_RECURRENT = frozenset({"RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell"})


def require_few(value: Value) -> None:
    """Refuse tuples of tuples that would be walked for ever.

    Raises:
        Refusal: more than 10,000 values are in it.
    """
    count, stack = 0, [value]
    while stack:
        here = stack.pop()
        if isinstance(here, list | tuple | dict):
            count += len(here)
            stack.extend(item for _, item in parts_of(here))
        if count > _MOST:
            raise Refusal(say("symbols.many-values", most=_MOST), say("symbols.many-values.hint"))


def holds_symbols(value: Value) -> bool:
    """Tell whether a value is a tensor, or a list or tuple with one inside."""
    return any(map(holds_symbols, value)) if isinstance(value, list | tuple) else isinstance(value, Symbol)


def parts_of(value: Value) -> Iterable[tuple[Value, Value]]:
    """Return the items of a list, a tuple or a dict with their keys; nothing of anything else."""
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list | tuple) else ()


def holds_tensors(value: Value) -> bool:
    """Tell whether a value is a tensor, or a list, a tuple or a dict with one inside."""
    return isinstance(value, Symbol) or any(holds_tensors(item) for _, item in parts_of(value))


def root_of(symbol: Symbol) -> tuple[Symbol, tuple[int, ...]]:
    """Return the call, input or tensor that a symbol is a part of, and the way to it."""
    way: tuple[int, ...] = ()
    while symbol.op == "item":
        way = (symbol.target, *way)
        symbol = symbol.args[0]
    return symbol, way


def whole(value: Value) -> Value:
    """Return the one call that returned just this tuple, or the value as it is."""
    if not isinstance(value, list | tuple) or not value:
        return value
    parts = [whole(item) for item in value]
    owners = [part.args[0] if isinstance(part, Symbol) and part.op == "item" else None for part in parts]
    first = owners[0]
    if first is None or first.width != len(parts) or any(o is not first for o in owners):
        return value
    return first if all(part.target == i for i, part in enumerate(parts)) else value


def latest(value: Value) -> Value:
    """Return what changes in place have made of a tensor by now, or of those in a list or tuple."""
    if isinstance(value, Symbol):
        while value.now is not None:
            value = value.now
        return value
    # No subclasses: `Parts` refuses to be walked.
    if value.__class__ in (list, tuple) and holds_tensors(value):
        return value.__class__(map(latest, value))
    if isinstance(value, dict) and holds_tensors(value):
        return {key: latest(item) for key, item in value.items()}
    return value


def latest_of(args: tuple[Value, ...], kwargs: Kwargs) -> tuple[tuple[Value, ...], Kwargs]:
    """Return the same of what a call is given."""
    return tuple(map(latest, args)), {name: latest(value) for name, value in kwargs.items()}


def require_told_apart(left: Value, right: Value) -> None:
    """Refuse to tell whether two tensors are one, where they may be.

    Raises:
        Refusal: they lie in one memory, or both are inputs.
    """
    if left is right or not isinstance(left, Symbol) or not isinstance(right, Symbol):
        return
    if left.storage is right.storage or left.op == right.op == "input":
        raise Refusal(say("symbols.same-tensor"), say("symbols.same-tensor.hint"))


def check_operand(operand: Symbol, module: ModuleSymbol | None, home: object) -> None:
    """Refuse a tensor that is not of the forward of a module, whose symbols are at `home`.

    Raises:
        Refusal: with what to do instead.
    """
    root, _ = root_of(operand)
    if operand.version != operand.storage[0]:
        raise Refusal(say("symbols.changed-in-place"), say("symbols.changed-in-place.hint"))
    if module is None or root.home is home:
        return
    if isinstance(root, TensorSymbol):
        _check_tensor(root, module)
        return
    name = next((name for name, value in module.fields.items() if value is root), None)
    if name is not None:
        raise Refusal(say("symbols.plain-tensor", name=name), say("symbols.plain-tensor.hint", name=name))
    raise Refusal(say("symbols.no-input"), say("symbols.buffer.hint"))


def _check_tensor(root: TensorSymbol, current: ModuleSymbol) -> None:
    for path, module in walk(current):
        for name, tensor in module.tensors.items():
            if tensor is root and path:
                raise Refusal(
                    say("symbols.below", path=path, name=name),
                    say("symbols.below.hint"),
                )
            if tensor is root:
                return
    raise Refusal(say("symbols.foreign"), say("symbols.foreign.hint"))


class Operands(NamedTuple):
    """What a layer is called with: tensors by position and by name, and what else its forward is given."""

    values: tuple[Value, ...]
    named: Kwargs
    call: Kwargs

    def by_input(self, names: tuple[str, ...]) -> tuple[Value, ...]:
        """Return the tensors in the order of the layer's inputs, None for one that is left out before another."""
        given = dict(zip(names, self.values, strict=False)) | self.named
        last = max((i for i, name in enumerate(names) if name in given), default=-1)
        return tuple(given.get(name) for name in names[: last + 1])


def layer_operands(module: ModuleSymbol, args: tuple[Value, ...], kwargs: Kwargs) -> Operands:
    """Return what a layer is given; by name only what stands after an input that is left out.

    Raises:
        Refusal: an input is missing, is no tensor or is one too many, or an argument is unknown or no constant.
    """
    kind = CATALOGUE[explicit(module.kind)]
    positions = _POSITIONS.get(kind.name, kind.inputs)
    if len(args) > len(positions):
        raise Refusal(
            say("symbols.inputs", kind=module.kind, count=len(positions), given=len(args)),
            say("trace.remove-some.hint"),
        )
    given = dict(zip(positions, args, strict=False)) | kwargs
    call = _call(kind, given)
    if module.kind in _RECURRENT and _is_zero(given.get("hx")):
        del given["hx"]  # zeros are what it starts from anyway
    tensors = {name: whole(given[name]) for name in kind.inputs if given.get(name) is not None}
    for name, value in tensors.items():
        if not holds_symbols(value):
            raise Refusal(say("symbols.input-tensor", kind=module.kind, name=name), say("symbols.input-tensor.hint"))
    return _in_order(module, tensors, call)


def _call(kind: Kind, given: Kwargs) -> Kwargs:
    """Return what is no tensor; what is at its default is left out."""
    calls = {argument.name: argument.default for argument in kind.calls}
    for key, value in given.items():
        if key not in kind.inputs and key not in calls and value is not None:
            raise Refusal(
                say("symbols.block.argument", name=kind.name, argument=key), say("interpreter.remove-it.hint")
            )
        if key in calls and not isinstance(value, bool) and value is not calls[key]:
            raise Refusal(say("symbols.input-constant", name=kind.name, key=key), say("symbols.input-constant.hint"))
    return {key: given[key] for key in calls if key in given and given[key] is not calls[key]}


_POSITIONS = {"MultiheadAttention": ("query", "key", "value", "key_padding_mask", "need_weights", "attn_mask")}
"""What forward takes by position, where that is more than tensors."""


def _in_order(module: ModuleSymbol, tensors: Kwargs, call: Kwargs) -> Operands:
    kind = CATALOGUE[explicit(module.kind)]
    most = len(kind.inputs) - kind.named
    leading = next((i for i, name in enumerate(kind.inputs) if name not in tensors), len(kind.inputs))
    if leading < len(kind.inputs) - kind.optional:
        raise Refusal(
            say("symbols.input-missing", kind=module.kind, name=kind.inputs[leading]),
            say("symbols.input-missing.hint"),
        )
    plain = kind.inputs[: min(leading, most)]
    named = {name: value for name, value in tensors.items() if name not in plain}
    return Operands(tuple(tensors[name] for name in plain), named, call)


def _is_zero(value: Value) -> bool:
    if isinstance(value, list | tuple):
        return bool(value) and all(map(_is_zero, value))
    call = value.call if isinstance(value, Symbol) else None
    return call is not None and call.kind in ("Tensor.new_zeros", "torch.zeros_like")


def require_usual_format(name: str, kwargs: Kwargs) -> None:
    """Refuse a call that lays a tensor out with its channels last: what is worked out of it may be rounded otherwise.

    Raises:
        Refusal: it does.
    """
    if getattr(kwargs.get("memory_format"), "name", "").startswith("channels_last"):
        raise Refusal(
            say("symbols.block.argument", name=name, argument="memory_format"), say("interpreter.remove-it.hint")
        )
