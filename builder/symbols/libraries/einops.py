"""`einops` for symbols: each pattern as the calls of torch that it stands for, so that a file needs torch alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from builder.interpreter import attributes, subscripts
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.values import LazyMember, ModuleValue, Native
from builder.symbols.dataflow.sizes import is_open
from builder.symbols.libraries.einops_pattern import LONGEST, REST, Groups, groups, packed_axes, refuse, spread
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_REDUCTIONS = {"mean": "mean", "sum": "sum", "max": "amax", "min": "amin"}
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
LAYERS = {
    "Rearrange": '''
class Rearrange(nn.Module):
    """As einops.layers.torch.Rearrange."""

    def __init__(self, pattern, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return rearrange(input, self.pattern, **self.axes_lengths)

    def extra_repr(self):
        return ", ".join([repr(self.pattern), *(f"{name}={size}" for name, size in self.axes_lengths.items())])
''',
    "Reduce": '''
class Reduce(nn.Module):
    """As einops.layers.torch.Reduce."""

    def __init__(self, pattern, reduction, **axes_lengths):
        super().__init__()
        self.pattern = pattern
        self.reduction = reduction
        self.axes_lengths = axes_lengths

    def forward(self, input):
        return reduce(input, self.pattern, self.reduction, **self.axes_lengths)

    def extra_repr(self):
        sizes = (f"{name}={size}" for name, size in self.axes_lengths.items())
        return ", ".join([repr(self.pattern), repr(self.reduction), *sizes])
''',
}
"""The layers of `einops.layers.torch`, which print as theirs do."""


def modules(nn: ModuleValue) -> dict[str, ModuleValue]:
    """Return the modules of einops that can be imported."""
    functions: dict[str, Value] = {
        name: Native(name, function)
        for name, function in (
            *(("rearrange", _rearrange), ("reduce", _reduce), ("repeat", _repeat), ("einsum", _einsum)),
            *(("pack", _pack), ("unpack", _unpack), ("parse_shape", _parse_shape)),
        )
    }
    layers = {name: LazyMember(_layer(name, {"nn": nn, **functions})) for name in LAYERS}
    return {
        "einops": ModuleValue("einops", functions),
        "einops.layers": ModuleValue("einops.layers", {}),
        "einops.layers.torch": ModuleValue("einops.layers.torch", layers),
    }


def _layer(name: str, names: Mapping[str, Value]) -> Callable[[Interpreter], Value]:
    def make(interpreter: Interpreter) -> Value:
        scope = Scope(None)
        scope.variables.update(names)
        tree = ast.parse(LAYERS[name])
        line = getattr(interpreter.statement, "lineno", 1)
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                node.lineno = line  # a mistake is shown where the layer came from
        interpreter.block(tree.body, scope)
        return scope.variables[name]

    return make


def _sides(interpreter: Interpreter, pattern: Value, tensor: Value) -> tuple[Groups, Groups]:
    """Return the axes of both sides, those of one dim together; an ellipsis as axes of its own."""
    if not isinstance(pattern, str) or len(pattern) > LONGEST or pattern.count("->") != 1:
        refuse(pattern)
    left, right = (groups(pattern, side) for side in pattern.split("->"))
    rank = _rank(interpreter, tensor) if {"...", REST} & set(_flat(left)) else 0
    rest = [f"...{i}" for i in range(rank - len(left) + 1)]
    return spread(left, rest, pattern), spread(right, rest, pattern)


def _rank(interpreter: Interpreter, tensor: Value) -> int:
    found = _do(interpreter, tensor, "dim")
    return int(found)


def _do(interpreter: Interpreter, tensor: Value, name: str, *args: Value, **kwargs: Value) -> Value:
    return interpreter.call(attributes.get(interpreter, tensor, name), *args, **kwargs)


def _torch(interpreter: Interpreter, name: str, *args: Value) -> Value:
    return interpreter.call(interpreter.host.modules["torch"].members[name], *args)


def _stack(interpreter: Interpreter, tensor: Value) -> Value:
    return _torch(interpreter, "stack", list(tensor)) if isinstance(tensor, list | tuple) else tensor


def _split_axes(
    interpreter: Interpreter, tensor: Value, dims: Groups, sizes: Mapping[str, Value], pattern: Value
) -> Value:
    """Part each dim into its axes, from the last on, so that those before keep their places."""
    shape = tensor.shape if isinstance(tensor, Symbol) else None
    if shape is not None and len(shape) != len(dims):
        refuse(pattern)
    for dim in reversed(range(len(dims))):
        group = dims[dim]
        known = [sizes.get(name, -1) for name in group]
        if shape is not None:
            _hold(known, shape[dim], pattern)
        if not group:
            tensor = _do(interpreter, tensor, "squeeze", dim)
        elif len(group) > 1:
            tensor = _do(interpreter, tensor, "unflatten", dim, _one_open(known, pattern))
    return tensor


def _one_open(known: list[Value], pattern: Value) -> tuple[Value, ...]:
    """Leave one size to the others: the one that is not given, else the first that hangs on the input's."""
    left = [i for i, n in enumerate(known) if n == -1] or [i for i, n in enumerate(known) if is_open(n)]
    if sum(n == -1 for n in known) > 1:
        refuse(pattern)
    return tuple(-1 if i in left[:1] else n for i, n in enumerate(known))


def _hold(known: list[Value], size: int, pattern: Value) -> None:
    product = 1
    for n in known:
        product = product * (1 if n == -1 else int(n))
    fits = product and (int(size) % product == 0 if -1 in known else int(size) == product)
    if not fits:
        refuse(pattern)


def _permute(interpreter: Interpreter, tensor: Value, have: Sequence[str], want: Sequence[str]) -> Value:
    order = [have.index(name) for name in want]
    return tensor if order == list(range(len(order))) else _do(interpreter, tensor, "permute", *order)


def _merge_axes(interpreter: Interpreter, tensor: Value, dims: Groups) -> Value:
    """Join the axes of each dim, and add those of size 1."""
    end = sum(map(len, dims))
    # From the end, so that the axes before keep their places.
    for group in reversed(dims):
        start = end - len(group)
        if not group:
            tensor = _do(interpreter, tensor, "unsqueeze", start)
        elif len(group) > 1:
            tensor = _do(interpreter, tensor, "flatten", start, end - 1)
        end = start
    return tensor


def _flat(dims: Iterable[Iterable[str]]) -> list[str]:
    return [name for group in dims for name in group]


def _rearrange(interpreter: Interpreter, tensor: Value, pattern: Value, /, **sizes: Value) -> Value:
    tensor = _stack(interpreter, tensor)
    left, right = _sides(interpreter, pattern, tensor)
    if set(_flat(left)) != set(_flat(right)):
        refuse(pattern)
    parted = _split_axes(interpreter, tensor, left, sizes, pattern)
    return _merge_axes(interpreter, _permute(interpreter, parted, _flat(left), _flat(right)), right)


def _reduce(interpreter: Interpreter, tensor: Value, pattern: Value, reduction: Value, /, **sizes: Value) -> Value:
    tensor = _stack(interpreter, tensor)
    left, right = _sides(interpreter, pattern, tensor)
    axes, kept = _flat(left), _flat(right)
    if not set(kept) <= set(axes) or reduction not in _REDUCTIONS:
        refuse(pattern)
    parted = _split_axes(interpreter, tensor, left, sizes, pattern)
    gone = tuple(i for i, name in enumerate(axes) if name not in kept)
    if gone:
        parted = _do(interpreter, parted, _REDUCTIONS[reduction], gone)
    return _merge_axes(interpreter, _permute(interpreter, parted, [a for a in axes if a in kept], kept), right)


def _repeat(interpreter: Interpreter, tensor: Value, pattern: Value, /, **sizes: Value) -> Value:
    tensor = _stack(interpreter, tensor)
    left, right = _sides(interpreter, pattern, tensor)
    axes, wanted = _flat(left), _flat(right)
    new = [name for name in wanted if name not in axes]
    if not set(axes) <= set(wanted) or not set(new) <= set(sizes):
        refuse(pattern)
    parted = _split_axes(interpreter, tensor, left, sizes, pattern)
    found = _permute(interpreter, parted, axes, [name for name in wanted if name in axes])
    for dim in (i for i, name in enumerate(wanted) if name in new):
        found = _do(interpreter, found, "unsqueeze", dim)
    if new:
        found = _do(interpreter, found, "expand", *(sizes[name] if name in new else -1 for name in wanted))
    return _merge_axes(interpreter, found, right)


def _einsum(interpreter: Interpreter, /, *given: Value) -> Value:
    *tensors, pattern = given
    if not isinstance(pattern, str) or len(pattern) > LONGEST or "(" in pattern:
        refuse(pattern)
    letters: dict[str, str] = {}

    def letter(match: re.Match[str]) -> str:
        name = match.group()
        return letters.setdefault(name, _LETTERS[len(letters) % len(_LETTERS)])

    equation = re.sub(r"\s+", "", re.sub(r"[A-Za-z_]\w*", letter, pattern))
    if len(letters) > len(_LETTERS) or re.search(r"\d", equation):
        refuse(pattern)
    return _torch(interpreter, "einsum", equation, *tensors)


def _pack(interpreter: Interpreter, tensors: Value, pattern: Value, /) -> Value:
    before, after = packed_axes(pattern)
    shapes, parts = [], []
    for tensor in tensors:
        rank = _rank(interpreter, tensor)
        inner = rank - before - after
        if inner < 0:
            refuse(pattern)
        shapes.append(tuple(attributes.get(interpreter, tensor, "shape")[before : rank - after]))
        parts.append(_merge_axes(interpreter, tensor, [*(["."],) * before, ["."] * inner, *(["."],) * after]))
    return _torch(interpreter, "cat", parts, before), shapes


def _unpack(interpreter: Interpreter, tensor: Value, shapes: Value, pattern: Value, /) -> list[Value]:
    before, _ = packed_axes(pattern)
    found: list[Value] = []
    start: Value = 0
    for i, shape in enumerate(shapes):
        size: Value = 1
        for n in shape:
            size = size * n
        stop = None if i == len(shapes) - 1 else start + size
        part = subscripts.get(interpreter, tensor, (*(slice(None),) * before, slice(start, stop)))
        if not shape:
            part = _do(interpreter, part, "squeeze", before)
        elif len(shape) > 1:
            part = _do(interpreter, part, "unflatten", before, _one_open(list(shape), pattern))
        found.append(part)
        start = stop
    return found


def _parse_shape(interpreter: Interpreter, tensor: Value, pattern: Value, /) -> dict[str, Value]:
    names = pattern.split() if isinstance(pattern, str) else []
    shape = attributes.get(interpreter, tensor, "shape")
    if len(names) != len(shape):
        refuse(pattern)
    return {name: size for name, size in zip(names, shape, strict=True) if name != "_"}
