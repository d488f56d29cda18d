"""Records the calls that code makes on symbols; the catalogue checks each call and gives the shape of its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import resolve_function
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit
from builder.document.numbers import filled_in
from builder.errors import BuilderError, ShapeError, SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.call import Call
from builder.symbols.dataflow.calls import PARTS, hold_sizes, kind_of, parts_hang, read_call
from builder.symbols.dataflow.memory import share_parts, share_result
from builder.symbols.dataflow.numbers import Numbers, mark_open_sizes
from builder.symbols.dataflow.operands import Kwargs, Operands, check_operand, latest_of, layer_operands
from builder.symbols.dataflow.recorder import Recorder, is_known, results, spec_of
from builder.symbols.dataflow.reshape import as_flatten_or_unflatten
from builder.symbols.dataflow.sequences import is_batch, misplaced_in
from builder.symbols.dataflow.sizes import Parts, Size, is_comparison_fixed, is_open
from builder.symbols.dataflow.state import State
from builder.symbols.initial import constants
from builder.symbols.inputs.first_layers import InferenceComplete, start_of, tells_nothing
from builder.symbols.inputs.misfits import as_expected, linear_misfit, of_layer
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, changed_by
from builder.trace.arguments import with_inplace_named

if TYPE_CHECKING:
    from builder.symbols.host import DocumentHost

_ROWS = 1_000
_BOTH = (None, None)
_TUPLES: dict[str, Value] = {
    "LSTM": (None, _BOTH), "GRU": _BOTH, "RNN": _BOTH, "LSTMCell": _BOTH, "MultiheadAttention": _BOTH,
}  # fmt: skip
"""What layers return whose input is unknown, where it is not one tensor."""


class Flows:
    """The part of the document namespace that records calls."""

    trying = False
    """Whether other inputs are tried after this one, so that nothing need come of one that a layer refuses."""
    unexplained: frozenset[int] = frozenset()
    """The ids of inputs; once all of them have flowed into a layer the reading ends."""

    reads_sizes = False
    """Whether a forward asked for sizes."""
    exhausted = True
    """Whether no further inputs could be tried that the network may take."""
    strict = False
    """Whether the first call that refuses the shapes of what it is given ends the reading."""
    refusal: str | None = None
    """What the first call says that refuses what it is given."""
    unread: str | None = None
    """The class of the network where it is not called as the text calls it."""
    unfit: str | None = None
    """The same where that call gives it tensors that do not fit, as Python would find too."""
    mismatches = 0
    """How many calls refused the shapes of what they were given."""
    unseen = 0
    """How many calls of classes that are kept as text were made of which nothing is known."""
    misplaced = 0
    """How often layers found the batch where they take another dim to be, in the last reading."""

    def __init__(self, host: DocumentHost) -> None:
        """Start outside of any forward."""
        self.host = host
        self.recorders: list[Recorder] = []
        self.first: dict[int, ModuleSymbol] = {}
        """The layer that an input flows into first, by the id of the input."""
        self.features: dict[int, int] = {}
        """The features of an input that is multiplied by a parameter, by the id of the input."""
        self.inputs_inferred = True
        """Whether the inputs are inferred from layers that say what flows in; else they are a mere guess."""
        self.guessing = False
        """Whether the text shows no input, so that likely ones are tried."""
        self.plain: dict[str, Value] = {}
        """Arguments of the forward that are no tensors, with what is guessed of them."""
        self.state = State()
        self.opened: dict[str, frozenset[int]] = {}
        """The dims of inputs, by their names, that other sizes were tried in and taken."""
        self.given: tuple[tuple[Value, ...], Kwargs] | None = None
        """What the call that shows the inputs gives, by position and by name, where that is not one tensor each."""
        self.rank_known = True
        """Whether how many dims an input has is more than a guess."""
        self.misfit: tuple[int, int] | None = None
        """How many features the first call that refuses its shapes receives and takes, where it is of a Linear."""
        self.visited: set[int] = set()
        """The written modules that were called, whether or not their forward could be read."""
        self.error: SourceError | None = None
        """Why the last run of the whole network stopped early."""
        self.unreadable: SourceError | None = None
        """The same where no call has refused its shapes by then: the forward does what cannot be read."""

    @property
    def recorder(self) -> Recorder | None:
        """The forward that is being read."""
        return self.recorders[-1] if self.recorders else None

    def operate(self, op: str, name: str, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
        """Record the call of a function, method or operator and return its result.

        Raises:
            Refusal: a forward calls what no block does, or how many results there are depends on sizes of the input.
        """
        args, kwargs = latest_of(args, kwargs)
        symbol = Symbol(op, name, args, kwargs)
        recorder = self.recorder
        if recorder is None and (whole := changed_by(name, args, kwargs)) is not None:
            self.host.on_part_changed(whole)
        try:
            args = self._with_numbers(args) if recorder is not None else args
            kind = kind_of(op, name.removesuffix("_") if not name.endswith("__") else name)
            args, kwargs = with_inplace_named(kind, args, kwargs)
            inplace = bool(name.endswith("_") and not name.endswith("__")) or kwargs.get("inplace") is True
            numbers = None if recorder is None or recorder.module is None else Numbers(recorder)
            symbol.call = read_call(kind, args, kwargs, self._batch, numbers)
            self.check(symbol.call.operands)
            self._look(symbol.call)
            if name.rpartition(".")[2] in ("mm", "spmm"):  # where torch.matmul, which it becomes, takes others too
                self.mismatches += any(len(one.shape or (0, 0)) != 2 for one in symbol.call.operands)
            symbol.call = as_flatten_or_unflatten(symbol.call)
            if recorder is not None:
                hold_sizes(symbol.call, self.rank_known)
                self.reads_sizes |= symbol.call.kind in PARTS
        except Refusal:
            if recorder is not None:
                raise
            return symbol
        returned = self._result(symbol, symbol.call, inplace)
        if recorder is None or not parts_hang(symbol.call):
            return returned
        if symbol.call.kind != "Tensor.chunk":
            raise Refusal(say("symbols.parts-size"), say("symbols.loop-size.hint"))
        return Parts(returned) if isinstance(returned, tuple) else returned

    def _look(self, call: Call) -> None:
        """Record the number of features of an input that is multiplied by a parameter."""
        if call.kind in ("torch.matmul", "F.linear") and isinstance(call.operands[1], TensorSymbol):
            shape, start = call.operands[1].shape or (), start_of(call.operands[0])
            if len(shape) == 2 and start is not None:
                self.features.setdefault(id(start), int(shape[call.kind == "F.linear"]))

    def _batch(self) -> Symbol | None:
        """Return a tensor whose dim 0 is the batch: a part of an input where the steps come first; else any input."""
        recorder = self.recorder
        if recorder is None:
            return None
        found = recorder.batch()
        for symbol in recorder.inputs if found is None else ():
            if any(map(is_batch, symbol.shape or ())):
                found = symbol
                while not is_batch((found.shape or (0,))[0]):
                    found = self.operate("method", "__getitem__", (found, 0), {})
                break
        return found or next(iter(recorder.inputs), None)

    def part(self, value: Symbol, index: Value) -> Value:
        """Write `x[index]` down, in which `[i]` is `i : i + 1`."""
        items = list(index) if isinstance(index, tuple) else [index]
        for i, item in enumerate(items):
            if isinstance(item, list) and len(item) == 1 and isinstance(item[0], int):
                items[i] = slice(item[0], item[0] + 1 if item[0] != -1 else None)
        return self.operate("method", "__getitem__", (value, tuple(items) if len(items) > 1 else items[0]), {})

    def rows(self, value: Symbol) -> list[Value]:
        """Return what a tensor is iterated over by: its parts along dim 0.

        Raises:
            Refusal: the number of parts depends on the size of the input, is not known or is more than 1,000.
        """
        known = constants.values(value, constants.Work(100_000)) if self.recorder is None else None
        if known is not None and known.ndim and len(known) <= _ROWS:
            value.shape = known.shape
            return [self.operate("method", "__getitem__", (value, i), {}) for i in range(len(known))]
        self.reads_sizes = True
        size = (value.shape or (0,))[0]
        if self.recorder is not None and isinstance(size, Size) and (size.free or size.batch):
            raise Refusal(say("symbols.loop-size"), say("symbols.loop-size.hint"))
        found = self.operate("method", "unbind", (value, 0), {}) if (value.shape or (0,))[0] <= _ROWS else None
        if not isinstance(found, tuple):
            raise Refusal(say("symbols.unpack", rows=_ROWS), say("symbols.unpack.hint"))
        return list(found)

    def _result(self, symbol: Symbol, call: Call, inplace: bool = False) -> Value:
        symbol.call = call
        kind, recorder = FUNCTIONS[call.kind], self.recorder
        inputs = tuple(map(spec_of, call.operands))
        value = None
        if all(map(is_known, inputs)):
            try:
                value = mark_open_sizes(
                    call.kind, call.args, _call_result(call, inputs), inputs, lambda others: _call_result(call, others)
                )
            except (BuilderError, ArithmeticError) as error:
                self._count_refusal(error)
        if kind.may_share or inplace:
            symbol.storage = call.operands[0].storage
            if inplace and recorder is not None and len(symbol.storage) > 1:
                raise Refusal(say("symbols.unwritten", name=f"{symbol.target}"), say("symbols.values.hint"))
            symbol.storage[0] += inplace
            if inplace and recorder is not None and recorder.owns(call.operands[0]):
                call.operands[0].now = symbol
        symbol.version = symbol.storage[0]
        if recorder is not None:
            recorder.write(symbol, value)
        return results(symbol, value, recorder)

    def _with_numbers(self, args: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return operands, scalars made of no tensor as numbers; where no tensor is left, the first is made as one."""
        found = tuple(map(self._constant, args))
        if not args or found[0] is args[0] or any(isinstance(arg, Symbol) for arg in found):
            return found
        dtype = "float32" if isinstance(found[0], float) else "int64"
        made = self.record_maker(Symbol("function", "full", dtype=dtype), "full", {"size": [1], "fill_value": found[0]})
        return (self.operate("method", "__getitem__", (made, 0), {}), *found[1:])

    def _constant(self, value: Value) -> Value:
        """Return a scalar made of no tensor of the network as a number."""
        if not isinstance(value, Symbol) or isinstance(value, TensorSymbol) or value.shape != () or value.home:
            return value
        number = constants.number(value)
        return value if number is None else number

    def record_maker(self, symbol: Symbol, name: str, args: Kwargs) -> Value:
        """Record a tensor that a forward creates with the sizes of others: zeros, ones, positions, noise.

        Raises:
            Refusal: the forward has no tensor to take the sizes from.
        """
        recorder = self.recorder
        assert recorder is not None
        kind, operand, found = f"Tensor.new_{name}", self._batch(), args
        if name in ("randn", "rand"):
            kind, found = f"torch.{name}_like", {}
            operand = self._of_shape(recorder, symbol.shape or ()) or self._blank(symbol)
        if operand is None:
            raise Refusal(say("symbols.constant", name=name), say("symbols.constant.hint"))
        given = {"dtype": symbol.dtype} if symbol.dtype else {}
        numbers = None if recorder.module is None else Numbers(recorder)
        call = read_call(FUNCTIONS[kind], (operand,), {**found, **given}, self._batch, numbers)
        symbol.call = call
        return self._result(symbol, call)

    def _blank(self, symbol: Symbol) -> Symbol | None:
        """Return a tensor of zeros that noise is drawn in the shape of."""
        shape = list(symbol.shape or ())
        zeros = (
            Symbol("function", "zeros", shape=tuple(shape), dtype=symbol.dtype) if self._batch() is not None else None
        )
        made = None if zeros is None else self.record_maker(zeros, "zeros", {"size": shape})
        return made if isinstance(made, Symbol) else None

    def positions(self, symbol: Symbol, count: int) -> Value:
        """Record `torch.arange(x.size(1))`.

        Raises:
            Refusal: no tensor of the forward has a dim of that size.
        """
        recorder = self.recorder
        assert recorder is not None
        known = (*recorder.inputs, *recorder.steps)
        dims = ((one, i) for one in known for i, n in enumerate(one.shape or ()) if n == count and not is_open(n))
        origin = self._dim_of(count) or (None if is_open(count) else next(dims, None))
        if origin is None:
            return self.record_arange(symbol, 0, count, 1)
        extra = {"dtype": symbol.dtype} if symbol.dtype not in (None, "int64") else {}
        symbol.call = Call("torch.arange", (origin[0],), {"dim": int(origin[1])})
        symbol.call.args.update(extra)
        return self._result(symbol, symbol.call)

    def record_arange(self, symbol: Symbol, start: int, end: int, step: int) -> Value:
        """Record `torch.arange(start, end, step)`, of which sizes of the input may be a part.

        Raises:
            Refusal: the forward has no tensor, whose device the numbers would be on.
        """
        dtype = {"dtype": symbol.dtype} if symbol.dtype not in (None, "int64") else {}
        return self.made_there("torch.arange", symbol, {"end": end, "start": start, "step": step, **dtype})

    def made_there(self, name: str, symbol: Symbol, args: Kwargs) -> Value:
        """Record a tensor that is made of numbers, sizes of the input among them, on the device of an input.

        Raises:
            Refusal: the forward has no tensor.
        """
        recorder = self.recorder
        assert recorder is not None
        x = next((one for one in recorder.inputs if one.number is None), None)
        if x is None:
            raise Refusal(say("symbols.arange"), say("symbols.arange.hint"))
        numbers = None if recorder.module is None else Numbers(recorder)
        return self._result(symbol, read_call(FUNCTIONS[name], (x,), args, self._batch, numbers))

    def _dim_of(self, size: Value) -> tuple[Symbol, int] | None:
        """Return a tensor and its dim that has a size on every input, also one that was computed: `n + 1`."""
        if not isinstance(size, Size) or self.recorder is None:
            return None
        if size.origin is not None:
            return None if size.origin[1] is None else (size.origin[0], size.origin[1])
        known = (*self.recorder.inputs, *self.recorder.steps)
        dims = ((symbol, i, n) for symbol in known for i, n in enumerate(symbol.shape or ()))
        return next(
            ((symbol, i) for symbol, i, n in dims if n == size and is_open(n) and is_comparison_fixed(n, size)), None
        )

    def _of_shape(self, recorder: Recorder, shape: tuple[int, ...]) -> Symbol | None:
        for size in shape:
            if isinstance(size, Size) and size.origin is not None and size.origin[0].shape == tuple(shape):
                return size.origin[0]
        known = (*recorder.inputs, *reversed(recorder.steps))
        return next((symbol for symbol in known if symbol.shape == tuple(shape)), None)

    def check(self, operands: tuple[Value, ...]) -> None:
        """Refuse tensors that are not of the forward that is being read.

        Raises:
            Refusal: with what to do instead.
        """
        for operand in operands:
            if isinstance(operand, list | tuple):
                self.check(tuple(operand))
            elif self.recorder is not None and isinstance(operand, Symbol):
                check_operand(operand, self.recorder.module, self.recorder)

    def layer(self, module: ModuleSymbol, args: tuple[Value, ...], kwargs: Kwargs) -> Value:
        """Record the call of a layer.

        Raises:
            InferenceComplete: with it all inputs have flowed into a layer, which is all that is wanted.
            Refusal: it does not take what it is given.
        """
        given = layer_operands(module, *latest_of(args, kwargs))
        names = CATALOGUE[explicit(module.kind)].inputs
        operands = given.by_input(names)
        self.check(tuple(operand for operand in operands if operand is not None))
        for operand in operands:
            if (start := start_of(operand)) is not None:
                if tells_nothing(self.first.get(id(start))):
                    self.first[id(start)] = module
                if self.unexplained and not any(tells_nothing(self.first.get(one)) for one in self.unexplained):
                    raise InferenceComplete
        self.misplaced += misplaced_in(module, dict(zip(names, operands, strict=False)))
        inputs, value = tuple(map(spec_of, operands)), _TUPLES.get(module.kind)
        if all(is_known(spec) for spec, operand in zip(inputs, operands, strict=True) if operand is not None):
            try:
                value = of_layer(module, inputs, given.call)
                value = mark_open_sizes(
                    module.kind, module.args, value, inputs, lambda x: of_layer(module, x, given.call)
                )
            except (ShapeError, ArithmeticError) as error:
                if not self.mismatches and module.kind == "Linear":
                    self.misfit = linear_misfit(module, inputs[0])
                self._count_refusal(error)
                value = as_expected(module, inputs, value)
        return self.record_call(module, given.values, value, given)

    def _count_refusal(self, error: Exception) -> None:
        """Count a call that refuses the shapes of what it is given.

        Raises:
            Refusal: nothing need come of these shapes then.
        """
        self.mismatch(f"{error}")
        if self.strict:
            raise Refusal(f"{error}")

    def mismatch(self, problem: str) -> None:
        """Count a call that refuses what it is given; what the first one says is kept."""
        self.mismatches, self.refusal = self.mismatches + 1, self.refusal or problem

    def record_call(
        self, module: ModuleSymbol, operands: tuple[Value, ...], value: Value, given: Operands | None = None
    ) -> Value:
        """Return the result of a module's call, written down where a forward is being read."""
        symbol = Symbol("module", module, operands)
        if given is not None:
            symbol.args = (*operands, *given.named.values())
            symbol.kwargs = given.named | given.call
        share_result(symbol, module)
        if self.recorder is not None:
            self.recorder.write(symbol, value)
        found = results(symbol, value, self.recorder)
        share_parts(found, symbol)
        return found


def _call_result(call: Call, inputs: tuple[Value, ...]) -> Value:
    args = filled_in(call.kind, call.args, {name: one.number for name, one in call.numbers})
    return FUNCTIONS[call.kind].returned(resolve_function(call.kind, args, inputs), inputs)
