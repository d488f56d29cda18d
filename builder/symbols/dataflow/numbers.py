"""Sizes of the input as values of a graph: the calls that measure them, and the expressions that use them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.catalogue.layers.kind import Args, TensorSpec
from builder.document.arithmetic import FUNCTIONS, MAX_TEXT
from builder.document.numbers import substitute
from builder.errors import BuilderError
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.call import Call
from builder.symbols.dataflow.formula import Formula
from builder.symbols.dataflow.operands import root_of
from builder.symbols.dataflow.sizes import Fraction, Relation, Size, is_comparison_fixed, is_open
from builder.symbols.values import Symbol

if TYPE_CHECKING:
    from builder.symbols.dataflow.recorder import Recorder

LOSES_SIZES = frozenset({
    "Tensor.__getitem__", "F.interpolate", "Upsample", "UpsamplingNearest2d", "UpsamplingBilinear2d",
    "FractionalMaxPool2d", "FractionalMaxPool3d",
})  # fmt: skip
"""Functions and layers whose rules count or scale sizes by fractions, which are then no longer known to be the input's.

Of all others a size that hangs on an open one comes of whole-number arithmetic, and knows that by itself.
"""
_SIGNS = {"add": "+", "sub": "-", "mul": "*", "floordiv": "//", "mod": "%", "truediv": "/", "pow": "**"}
_FORMS = {
    **{name: f"left {sign} right" for name, sign in _SIGNS.items()},
    **{name: f"{name}(left, right)" for name in ("min", "max")},
    **{name: f"{name}(left)" for name in ("int", "round", "sqrt")},
    "float": "left / 1",
    "floor": "int(left // 1)",
    "ceil": "0 - int(-1 * left // 1)",
}
"""How an expression writes an operator or function."""


class Numbers:
    """The numbers that one call is given: its expressions, and the symbols that the names in them stand for."""

    def __init__(self, recorder: Recorder) -> None:
        """Start with none."""
        self.recorder = recorder
        self.found: dict[str, Symbol] = {}

    def expression(self, size: float) -> str:
        """Return what a document holds in the place of a size of the input.

        Raises:
            Refusal: it is no sum or product of sizes of tensors that this forward has.
        """
        text = self._text(size)
        # `>=` leaves room for the sign before it.
        if len(text) >= MAX_TEXT:
            raise _refusal()
        return f"={text}"

    def _text(self, size: float) -> str:
        if isinstance(size, Fraction):
            return self._operation(*size.parts)
        if not isinstance(size, Size) or not is_open(size):
            return repr(size) if isinstance(size, float) else str(int(size))
        if size.origin is not None or size.name is not None or size.parts is None:
            return self._name(size)
        return self.operation_text(size)

    def operation_text(self, size: Size) -> str:
        """Return the expression by which a size was computed.

        Raises:
            Refusal: an expression of a document has no sign for it.
        """
        assert size.parts is not None
        return self._operation(*size.parts)

    def _operation(self, sign: str, *given: float | None) -> str:
        if sign not in _FORMS:
            raise _refusal()
        sides = {name: self._text(one) for name, one in zip(("left", "right"), given, strict=True) if one is not None}
        return substitute(f"={_FORMS[sign]}", sides)

    def _name(self, size: Size) -> str:
        symbol = number(self.recorder, size)
        known = next((name for name, other in self.found.items() if other is symbol), None)
        if known is not None:
            return known
        wish, i = "n" if size.name is None or size.name in FUNCTIONS else size.name, 2
        name = wish
        while name in self.found:
            name, i = f"{wish}_{i}", i + 1
        self.found[name] = symbol
        return name


def _refusal() -> Refusal:
    return Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))


def number(recorder: Recorder, size: Size) -> Symbol:
    """Return the symbol of a size, which is measured or worked out once.

    Raises:
        Refusal: this forward has no tensor to measure it at.
    """
    known = recorder.numbers.get(id(size))
    if known is None:
        # The size is kept too: an id is that of one object only as long as the object lives.
        known = recorder.numbers[id(size)] = size, _make_size_symbol(recorder, size)
    return known[1]


def _make_size_symbol(recorder: Recorder, size: Size) -> Symbol:
    if size.origin is None and size.parts is not None:
        numbers = Numbers(recorder)
        text = f"={numbers.operation_text(size)}"
        call = Call("int", (), {"value": text}, numbers=tuple(numbers.found.items()))
        return _add_step(recorder, Symbol("function", "int"), size, call)
    tensor, dim = size.origin or _alike(recorder, size) or (None, None)
    if tensor is None or root_of(tensor)[0].home is not recorder:
        raise _refusal()
    if dim is None:
        return tensor
    return _add_step(
        recorder, Symbol("method", "size", (tensor,)), size, Call("Tensor.size", (tensor,), {"dim": int(dim)})
    )


def _alike(recorder: Recorder, size: Size) -> tuple[Symbol, int] | None:
    """Return a tensor and its dim that has the size whatever the input is."""
    dims = ((s, i, n) for s in (*recorder.inputs, *recorder.steps) for i, n in enumerate(s.shape or ()))
    return next(((s, i) for s, i, n in dims if n == size and is_open(n) and is_comparison_fixed(n, size)), None)


def _add_step(recorder: Recorder, symbol: Symbol, size: Size, call: Value) -> Symbol:
    symbol.call, symbol.number, symbol.home = call, size, recorder
    recorder.steps.append(symbol)
    return symbol


def as_symbols(recorder: Recorder | None, value: Value) -> Value:
    """Return a value with a symbol in the place of every size of the input, those in lists too."""
    if recorder is None or recorder.module is None:
        return value
    if isinstance(value, list | tuple) and any(map(is_open, value)):
        return tuple(as_symbols(recorder, item) for item in value)
    return number(recorder, value) if isinstance(value, Size) and is_open(value) else value


def mark_open_sizes(
    kind: str, args: Args, value: Value, inputs: tuple[Value, ...], again: Callable[[tuple[Value, ...]], Value]
) -> Value:
    """Return what a call gives with the sizes marked as open that it would not have for other inputs.

    `again(inputs)` says what the call gives for others; those of `LOSES_SIZES` are tried with larger and smaller ones.
    """
    if kind not in LOSES_SIZES or not isinstance(value, TensorSpec) or _keeps_all(value, inputs):
        return value
    changed: set[int] = set()
    for times, by in ((2, 1), (1, 2)):
        other = _call_or_none(again, tuple(_scale_open_sizes(spec, times, by) for spec in inputs))
        if isinstance(other, TensorSpec) and len(other.shape) == len(value.shape):
            changed |= {i for i, (n, m) in enumerate(zip(value.shape, other.shape, strict=True)) if n != m}
    if not changed:
        return value
    key = (kind, repr(args), tuple(map(_formulas, inputs)))
    sizes = [size for spec in inputs if isinstance(spec, TensorSpec) for size in spec.shape if isinstance(size, Size)]
    batch = any(size.batch for size in sizes)
    shape = [
        Size(n, Relation.DERIVED if batch else Relation.INDEPENDENT, True, formula=Formula.of((key, i)))
        if i in changed and not is_open(n)
        else n
        for i, n in enumerate(value.shape)
    ]
    return TensorSpec(tuple(shape), value.dtype)


def _call_or_none(again: Callable[[tuple[Value, ...]], Value], inputs: tuple[Value, ...]) -> Value:
    try:
        return again(inputs)
    except (BuilderError, ArithmeticError):
        return None


def _formulas(spec: Value) -> Value:
    return tuple(n.formula if isinstance(n, Size) else n for n in spec.shape) if isinstance(spec, TensorSpec) else None


def _keeps_all(value: TensorSpec, inputs: tuple[Value, ...]) -> bool:
    """Tell whether all open sizes of the input are among those of the result, each of which comes of at most one."""
    return _count_open(value) >= sum(map(_count_open, inputs))


def _count_open(spec: Value) -> int:
    return sum(map(is_open, spec.shape)) if isinstance(spec, TensorSpec) else 0


def _scale_open_sizes(spec: Value, times: int, by: int) -> Value:
    """Return an input with all open sizes so many times as large, as plain numbers."""
    if not isinstance(spec, TensorSpec):
        return spec
    return TensorSpec(tuple(max(int(n) * times // by, 1) if is_open(n) else n for n in spec.shape), spec.dtype)
