"""Resolves a call of a torch function, method or operator on symbols to a catalogue kind, operands and arguments."""

from __future__ import annotations

import math
from collections.abc import Callable

from builder.catalogue.functions.function import FunctionKind
from builder.catalogue.functions.kinds import FUNCTIONS, canonical
from builder.catalogue.functions.validation import check_function
from builder.catalogue.layers.kind import Argument
from builder.document.arithmetic import is_expression
from builder.document.blocks import BATCH
from builder.document.graph_rules import MAX_WIRES
from builder.document.numbers import NUMBERS, trial
from builder.errors import BuilderError
from builder.interpreter.doubles import bare
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import near, say
from builder.symbols.dataflow.call import Call
from builder.symbols.dataflow.numbers import Numbers
from builder.symbols.dataflow.operands import require_usual_format
from builder.symbols.dataflow.sizes import Fraction, Relation, Size, is_open
from builder.symbols.values import Symbol
from builder.trace.arguments import SAME, by_name, stored_arguments, without_defaults
from builder.trace.errors import UntraceableError

Kwargs = dict[str, Value]
_NEAREST = {
    "baddbmm": "x + torch.bmm(a, b)",
    "addmm": "x + a @ b", "select": "x[:, 0]", "hstack": "torch.cat", "vstack": "torch.cat",
    "tile": "x.repeat(...)", "t": "x.transpose(0, 1)", "median": "x.mean()", "conv2d": "nn.Conv2d",
    "conv1d": "nn.Conv1d", "batch_norm": "nn.BatchNorm2d", "group_norm": "nn.GroupNorm",
    "instance_norm": "nn.InstanceNorm2d", "prelu": "nn.PReLU", "unfold": "nn.Unfold",
    "fold": "nn.Fold",
    "empty": "torch.zeros", "bernoulli": "torch.rand_like(x) < p",
}  # fmt: skip
_CONSTANTS = frozenset({"tensor"})
_OTHERWISE = frozenset({"unfold"})
"""Methods that do something else than the function of that name."""


def _nearest(name: str) -> str | None:
    """Suggest what to use instead of a function that has no block."""
    if name in _CONSTANTS:
        return say("symbols.buffer.hint")
    if name == "cross_entropy":
        return say("symbols.loss.hint")
    return say("symbols.use.hint", name=_NEAREST[name]) if name in _NEAREST else None


_VIEWS = ("Tensor.view", "Tensor.reshape")
PARTS = ("Tensor.split", "Tensor.chunk", "Tensor.unbind")
"""Functions that return as many tensors as a size and their arguments make of it."""


def kind_of(op: str, name: str) -> FunctionKind:
    """Return the kind that a function (`F.relu`), a method (`view`) or an operator (`add`) is.

    Raises:
        Refusal: the catalogue has none; the hint names the nearest.
    """
    bare = name.rpartition(".")[2]
    bare, name = (SAME[bare], name.removesuffix(bare) + SAME[bare]) if bare in SAME else (bare, name)
    spellings: tuple[str, ...] = (name, f"Tensor.{bare}", f"torch.{bare}", f"F.{bare}", f"operator.{bare}")
    if op == "method" and bare in _OTHERWISE:
        spellings = spellings[:2]
    found = next((known for known in map(canonical, spellings if op == "function" else spellings[1:]) if known), None)
    if found is None:
        shown = f"Tensor.{name}" if op == "method" else name
        # Reversed: of several functions with one bare name the first one stays.
        names = {known.rpartition(".")[2]: known for known in reversed(FUNCTIONS)}
        hint = _nearest(bare) or near(bare, names)
        raise Refusal(say("symbols.no-block", name=shown), hint or say("symbols.no-block.hint"))
    return FUNCTIONS[found]


def read_call(
    kind: FunctionKind,
    args: tuple[Value, ...],
    kwargs: Kwargs,
    batch: Callable[[], Symbol | None],
    numbers: Numbers | None = None,
) -> Call:
    """Split the values of a call into operands and arguments; `batch` finds a tensor whose dim 0 is the batch.

    In a forward, `numbers` take those of the sizes of its input among the arguments.

    Raises:
        Refusal: it has something that the function's block does not take.
    """
    if kind.style == "index":
        made = Call(kind.name, (args[0],), {"index": index(args[1], numbers)})
        return made if numbers is None else made._replace(numbers=tuple(numbers.found.items()))
    require_usual_format(kind.name, kwargs)
    try:
        given = by_name(kind, args, kwargs)
    except UntraceableError as error:
        raise Refusal(error.reason, error.hint) from None
    return _sort_call(kind, given, batch, numbers)


def _sort_call(kind: FunctionKind, given: Kwargs, batch: Callable[[], Symbol | None], numbers: Numbers | None) -> Call:
    operands = _operands(kind, given)
    training = given.get(kind.training) if kind.training else None
    like = _like(kind, given)
    args = _arguments(kind, given, numbers)
    if like is not None:
        operands.append(like)
    elif kind.reference and any(isinstance(value, list) and BATCH in value for value in args.values()):
        operands += _reference(operands[0], given, batch)
    try:
        check_function(kind.name, trial(kind.name, args))
    except BuilderError as error:
        raise Refusal(f"{kind.name}: {error.problem}", error.hint) from None
    found = () if numbers is None else tuple(numbers.found.items())
    return Call(kind.name, tuple(operands), args, training, tuple(_as_list(given.get("shape", ()))), found)


def _operands(kind: FunctionKind, given: Kwargs) -> list[Value]:
    """Take the tensors out of what was given."""
    operands: list[Value] = list(given.pop("", []))
    if len(operands) > MAX_WIRES:
        raise Refusal(
            say("symbols.block.tensors", name=kind.name, count=len(operands), limit=MAX_WIRES),
            say("symbols.block.tensors.hint"),
        )
    if not all(isinstance(operand, Symbol) for operand in operands):
        raise Refusal(say("symbols.block.no-tensor", name=kind.name), say("symbols.block.no-tensor.hint"))
    operands += [given.pop(name) for name in kind.inputs if isinstance(given.get(name), Symbol)]
    if not operands:
        raise Refusal(say("symbols.block.no-input", name=kind.name), say("symbols.buffer.hint"))
    return operands


def _arguments(kind: FunctionKind, given: Kwargs, numbers: Numbers | None) -> Kwargs:
    known = {argument.name: argument for argument in kind.arguments}
    args: Kwargs = {}
    for name, value in stored_arguments(kind, given):
        if name not in known:
            raise Refusal(
                say("symbols.block.argument", name=kind.name, argument=name), say("interpreter.remove-it.hint")
            )
        args[name] = argument_value(kind, known[name], value, numbers)
    return without_defaults(kind, args)


def _as_list(value: Value) -> list[Value] | tuple[Value, ...]:
    return value if isinstance(value, list | tuple) else [value]


def _like(kind: FunctionKind, given: Kwargs) -> Symbol | None:
    """Return the tensor whose sizes `F.interpolate(x, size=y.shape[2:])` takes."""
    sizes = given.get("size")
    if kind.name != "F.interpolate" or not isinstance(sizes, list | tuple) or not sizes:
        return None
    origins = [size.origin if isinstance(size, Size) else None for size in sizes]
    # `size` is of the dims behind batch and channels, so the first is dim 2.
    if not all(o is not None and o[0] is origins[0][0] and o[1] == i + 2 for i, o in enumerate(origins)):  # type: ignore[index]
        return None
    del given["size"]
    return origins[0][0]  # type: ignore[index]


def _reference(x: Symbol, given: Kwargs, batch: Callable[[], Symbol | None]) -> list[Symbol]:
    """Return the tensor whose dim 0 N stands for, where that is not the operand itself."""
    if x.shape and isinstance(x.shape[0], Size) and x.shape[0].batch == Relation.BATCH:
        return []
    for value in given.values():
        for size in value if isinstance(value, list | tuple) else ():
            if isinstance(size, Size) and size.batch == Relation.BATCH and size.origin and size.origin[1] == 0:
                return [] if size.origin[0] is x else [size.origin[0]]
    found = batch()
    return [] if found is None or found is x else [found]


def argument_value(kind: FunctionKind, argument: Argument, value: Value, numbers: Numbers | None = None) -> Value:
    """Return the value of an argument as a document holds it.

    Raises:
        Refusal: it is a tensor, or hangs on the batch where a document has a number.
    """
    if isinstance(value, Symbol):
        raise Refusal(say("symbols.block.tensor", name=kind.name, argument=argument.name), say("symbols.number.hint"))
    dtype = getattr(value, "dtype_name", None)
    if isinstance(dtype, str):
        return dtype
    if BATCH in argument.words and isinstance(value, list | tuple | int):
        return _sizes(kind, list(value) if isinstance(value, list | tuple) else [value], numbers)
    if isinstance(value, list | tuple):
        return [argument_value(kind, argument, item, numbers) for item in value]
    return _scalar(kind, argument, value, numbers)


def _scalar(kind: FunctionKind, argument: Argument, value: Value, numbers: Numbers | None) -> Value:
    # Before int, of which bool is a kind.
    if isinstance(value, bool):
        if argument.type == "float" and argument.name in ("input", "other"):  # beside a tensor of bool it is no 1
            problem = say("symbols.block.plain", name=kind.name, argument=argument.name)
            raise Refusal(problem, say("symbols.number.hint"))
        return int(value) if argument.name == "correction" or argument.type == "float" else value
    if isinstance(value, int):
        return _number(value, numbers if argument.type in NUMBERS else None)
    if isinstance(value, Fraction):
        if numbers is None or argument.type != "float":
            raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
        return numbers.expression(value)
    # JSON has no infinity.
    if isinstance(value, float) and math.isinf(value):
        return "inf" if value > 0 else "-inf"
    if not isinstance(value, str | float):
        raise Refusal(say("symbols.block.plain", name=kind.name, argument=argument.name), say("symbols.number.hint"))
    return bare(value)


def _number(value: int, numbers: Numbers | None) -> int | str:
    """Return a number, or the expression of one that hangs on the input."""
    return _free_of_batch(value) if numbers is None or not is_open(value) else numbers.expression(value)


def _free_of_batch(value: int) -> int:
    if isinstance(value, Size) and value.batch:
        raise Refusal(say("symbols.batch-number"), say("symbols.batch-number.hint"))
    if isinstance(value, Size) and value.free:
        raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
    return int(value)


def parts_hang(call: Call) -> bool:
    """Tell whether the number of parts that a call takes a tensor apart into hangs on the size of the input."""
    size = call.args.get({"Tensor.split": "split_size", "Tensor.chunk": "chunks"}.get(call.kind, ""))
    # One chunk is one part, whatever the size.
    if call.kind not in PARTS or isinstance(size, list) or (call.kind == "Tensor.chunk" and size == 1):
        return False
    shape, dim = call.operands[0].shape or (), call.args.get("dim", 0)
    return is_expression(size) or (-len(shape) <= dim < len(shape) and is_open(shape[dim]))


def hold_sizes(call: Call, ranked: bool) -> None:
    """Refuse a view whose sizes hang on those of the input in more than one place, or on how many it has.

    Raises:
        Refusal: a document would hold the number.
    """
    shape = call.args.get("shape")
    if call.kind in _VIEWS and isinstance(shape, list):
        origins = [size.origin for size in call.sizes if isinstance(size, Size) and size.origin is not None]
        whole = [i for _, i in origins] == list(range(len(call.sizes))) and len({id(t) for t, _ in origins}) == 1
        if whole and not ranked and len(origins[0][0].shape or ()) == len(origins):
            raise Refusal(say("symbols.view-unknown"), say("symbols.view-unknown.hint"))
        for given, held in zip(call.sizes, shape, strict=False):
            if held not in (-1, BATCH) and not isinstance(held, str):
                _free_of_batch(given)


def _sizes(kind: FunctionKind, items: list[Value], numbers: Numbers | None) -> list[Value]:
    """Put N for the batch, -1 for the one size of a view that another input would change, and expressions for more."""
    for item in items:
        if not isinstance(item, int):
            raise Refusal(say("symbols.size-whole", name=kind.name), say("symbols.size-whole.hint"))
    found: list[Value] = [BATCH if isinstance(n, Size) and n.batch == Relation.BATCH else n for n in items]
    hanging = [i for i, n in enumerate(found) if is_open(n)]
    if kind.name in _VIEWS and -1 not in items and len(hanging) == 1:
        found[hanging[0]] = -1
    return [n if n == BATCH else _number(n, numbers) for n in found]


def index(value: Value, numbers: Numbers | None = None) -> str:
    """Return the text of an index.

    Raises:
        Refusal: it holds more than numbers, slices, None and the ellipsis.
    """
    items = value if isinstance(value, tuple) else (value,)
    texts, hangs = [], False
    for item in items:
        parts = (item.start, item.stop, item.step) if isinstance(item, slice) else (item,)
        if isinstance(item, bool) or not all(part is None or part is ... or isinstance(part, int) for part in parts):
            raise Refusal(say("symbols.index"), say("symbols.index.hint"))
        found: list[Value] = [_number(part, numbers) if isinstance(part, int) else part for part in parts]
        hangs = hangs or any(map(is_expression, found))
        texts.append(_index_item(item, [part[1:] if is_expression(part) else part for part in found]))
    return ("=" if hangs else "") + ", ".join(texts)


def _index_item(item: Value, parts: list[Value]) -> str:
    if not isinstance(item, slice):
        return "..." if item is ... else str(parts[0])
    start, stop, step = ("" if part is None else str(part) for part in parts)
    return f"{start}:{stop}" + (f":{step}" if step else "")
