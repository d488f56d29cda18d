"""Runs the forward of one module on meta and records its calls: torch functions, and child modules as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from builder.module.functions import callable_of
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.calls import FunctionCall, function_name, kind_of, read_call
from builder.trace.from_module.devices import MAKERS, device_answer, is_move, on_meta
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.memory import InputMemory, aliases_of, overwrite_of
from builder.trace.from_module.signature import BoundCall, bind
from builder.trace.from_module.size_numbers import Asker, MeasuredSize, Place, asked_by, measured_shape, plain
from builder.trace.from_module.surroundings import has_other_precision
from builder.trace.steps import Overwrite, Source, Step

Call = tuple[tuple[Any, ...], dict[str, Any]]
"""What a module is called with."""
_QUIET = frozenset({"requires_grad", "is_floating_point", "_set_grad_enabled"})
_SIZED, _SIZES = frozenset({"shape", "size", "len", "numel", "nelement"}), frozenset({"unbind", "split"})
"""What tells a forward of sizes, by what it returns and by how much."""
_LASTING = frozenset({"backward", "data_ptr", "register_hook", "register_post_accumulate_grad_hook", "storage"})
"""What returns no tensor and yet does, or tells, what no graph can."""


class _Call(NamedTuple):
    """A torch function as it was called."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    in_place: bool
    swapped: bool


class Recorder(TorchFunctionMode):
    """Records the calls of one forward; `known` maps each tensor to its source."""

    def __init__(self, module: nn.Module, bound: BoundCall, inputs: tuple[str, ...]) -> None:
        """Begin with the module's own tensors and its inputs, called `inputs`."""
        super().__init__()
        self.module = module
        self.steps: list[Step] = []
        self.known: dict[int, Source] = {}
        # Kept alive, since `known` goes by address: that of a freed tensor would be given to the next one.
        self.alive: list[Tensor] = []
        self.asleep = 0
        self.looks_at_sizes = False
        """Whether it has asked for any size, that of the batch too."""
        self.paths = {id(inner): path for path, inner in reversed(list(module.named_modules())) if path}
        self.below = {
            id(t): f"{path}.{name}"
            for path, inner in module.named_modules()
            for name, t in (*inner._parameters.items(), *inner._buffers.items())
            if t is not None and path
        }
        self.plain = {id(value): name for name, value in vars(module).items() if isinstance(value, Tensor)}
        self.asker = Asker()
        self.counts: dict[str, int] = {}
        held = (*module._parameters.items(), *module._buffers.items())
        self.own = {name for name, tensor in held if tensor is not None}
        for name, tensor in held:
            if tensor is not None:
                self.learn(tensor, (name, ()))
        for name, value in zip(inputs, bound.values, strict=True):
            self.learn(value, (name, ()))
        self.entering = list(tensors_in(bound.values))

    def learn(self, value: Any, source: Source) -> None:  # noqa: ANN401 - tensors in tuples
        """Record the source of a value."""
        if isinstance(value, Tensor):
            self.known[id(value)] = source
            self.alive.append(value)
        elif isinstance(value, tuple | list):
            for i, item in enumerate(value):
                self.learn(item, (source[0], (*source[1], i)))

    def source(self, value: Any) -> Source:  # noqa: ANN401 - a tensor, or a tuple of them
        """Return where a value comes from; a tuple that one call returned whole comes from that call.

        Raises:
            UntraceableError: it comes from elsewhere.
        """
        if isinstance(value, Tensor):
            if id(value) in self.known:
                return self.known[id(value)]
            raise self._stranger(value)
        if isinstance(value, tuple | list) and value:
            parts = [self.source(item) for item in value]
            name, way = parts[0][0], parts[0][1][:-1]
            if all(part == (name, (*way, i)) for i, part in enumerate(parts)) and parts[0][1]:
                return name, way
            raise UntraceableError(say("trace.tuple"))
        raise UntraceableError(say("trace.no-tensor", value=repr(value)[:60]))

    def _stranger(self, tensor: Tensor) -> UntraceableError:
        if id(tensor) in self.below:
            return UntraceableError(
                say("trace.below", name=self.below[id(tensor)]),
                say("trace.below.hint"),
            )
        if id(tensor) in self.plain:
            name = self.plain[id(tensor)]
            return UntraceableError(
                say("trace.attribute-tensor", name=name), say("trace.attribute-tensor.hint", name=name)
            )
        return UntraceableError(say("trace.foreign"), say("trace.foreign.hint"))

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Any,  # noqa: ANN401
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:  # noqa: ANN401 - what torch's functions return
        """Run one torch function, and record it where it creates tensors from known ones."""
        if (answer := device_answer(func)) is not NotImplemented:
            return answer
        name, in_place, swapped = function_name(func)
        if is_move(name, args, kwargs or {}):
            return args[0]
        args, kwargs = on_meta(name, args, kwargs or {})
        if self.asleep or name in _QUIET:
            if not self.asleep and _asks_gradient(func, args):
                raise UntraceableError(say("trace.asks-gradient"), say("trace.asks-gradient.hint"))
            return func(*args, **kwargs)
        _require_plain(func, name)
        if name == "__iter__" or (name == "iter" and isinstance(args[0], Tensor)):
            func, name, args = Tensor.unbind, "unbind", (args[0], 0)
            return iter(self._written(_Call(name, args, {}, False, False), func(*args)))
        out = func(*args, **kwargs)
        self.looks_at_sizes |= name in _SIZED
        if any(True for _ in tensors_in((out,))):
            return self._written(_Call(name, args, kwargs, in_place, swapped), out)
        # `x[i] = y` returns nothing, so it would be missing from the steps without a word.
        if name in ("setitem", "__setitem__"):
            raise UntraceableError(say("trace.part"), say("trace.part.hint"))
        return self._measured(args[0], out, args[1:] or tuple(kwargs.values())) if name in ("shape", "size") else out

    def _measured(self, tensor: Tensor, out: Any, dim: tuple[Any, ...]) -> Any:  # noqa: ANN401 - a size, or all of them
        """Return sizes of a tensor that flows, each of which knows where it was measured."""
        source = self.known.get(id(tensor))
        # The size of a parameter or buffer is a constant of the module, whatever comes in.
        if source is None or source[0] in self.own:
            return out
        if isinstance(out, torch.Size):
            return measured_shape(out, source, self.asker)
        return MeasuredSize.of(out, Place(source, dim[0] % tensor.dim()), self.asker)

    def _written(self, given: _Call, out: Any) -> Any:  # noqa: ANN401 - tensors in tuples
        """Record a call that returned tensors."""
        if given.name in MAKERS:
            return self._made(given.name, given.args, given.kwargs, out)
        name, args = _as_function(given.name, given.args)
        kind = kind_of(name)
        if kind is None:
            raise UntraceableError(say("trace.no-block", name=name))
        stale: frozenset[str] = frozenset()
        if given.in_place or given.kwargs.get("inplace"):
            stale = self._changed(args[0], name)
        else:
            out = _fresh(out, self.known)
        return self._record(name, read_call(kind, args, given.kwargs, given.swapped, self.batch), out, stale)

    def _made(self, name: str, args: Any, kwargs: Any, out: Tensor) -> Any:  # noqa: ANN401
        """Write down positions, zeros and ones as made in the size of an input; others are strangers when used."""
        dtype = kwargs.get("dtype")
        extra = {} if dtype is None else {"dtype": str(dtype).removeprefix("torch.")}
        if (
            name == "arange"
            and (len(args) == 1 or args[0] == 0)
            and len(args) < 3
            and set(kwargs) <= {"device", "dtype"}
        ):
            for value in [tensor for tensor in self.alive if tensor.dim()]:
                dims = [i for i, n in enumerate(value.shape) if n == out.numel()]
                if dims and not self.known[id(value)][1]:
                    call = FunctionCall("torch.arange", [value], {"dim": dims[0], **extra})
                    return self._record("positions", call, out)
        if name in ("zeros", "ones", "full") and (first := self.batch()) is not None:
            sizes = args[0] if args and isinstance(args[0], tuple | list) else args[:1] if name == "full" else args
            filled = {"fill_value": args[1]} if name == "full" and len(args) > 1 else {}
            extra = extra or {"dtype": str(out.dtype).removeprefix("torch.")}
            function = getattr(Tensor, f"new_{name}")
            kind = kind_of(function.__name__)
            assert kind is not None
            call = read_call(kind, (first, tuple(sizes)), {**filled, **extra}, False, self.batch)
            return self._record(name, call, out)
        return out

    def batch(self) -> Tensor | None:
        """Return a tensor whose dim 0 is the batch: one that enters, or a part of one where the steps come first."""
        for tensor in sorted(self.entering, key=lambda entering: entering.shape[:1] != (BATCH_SIZE,)):
            if BATCH_SIZE in tensor.shape:
                while tensor.shape[0] != BATCH_SIZE:
                    tensor = self._written(_Call("__getitem__", (tensor, 0), {}, False, False), tensor[0])
                    self.entering.insert(0, tensor)
                return tensor
        return None

    def _record(self, name: str, call: FunctionCall, out: Any, stale: frozenset[str] = frozenset()) -> Any:  # noqa: ANN401
        self._check(call, out)
        # `detach` passes no gradient anyway, with `no_grad` or without.
        if name != "detach" and _is_floating(call.operands):
            _require_gradient(name, out)
        sources = tuple(self.source(x) for x in call.operands)
        args = {name: asked_by(self.asker, value) for name, value in call.args.items()}
        step = Step(self._name(name), call.kind, "", args, sources, call.training, stale=stale)
        if isinstance(out, Tensor):
            step = step._replace(shape=tuple(out.shape))
        self.learn(out, (self._add(step), ()))
        return out

    def _changed(self, value: Any, name: str) -> frozenset[str]:  # noqa: ANN401
        """Return what else shares the memory of a tensor that is changed in place; all of it has to be made here."""
        source = self.source(value)
        own = {step.name for step in self.steps}
        if source[0] not in own:
            raise UntraceableError(say("trace.in-place", name=name), say("trace.in-place.hint"))
        others = aliases_of(value, self.alive, self.known)
        if not others <= own:
            raise UntraceableError(say("trace.view", name=name), say("trace.view.hint"))
        return others

    def _check(self, call: FunctionCall, out: Any) -> None:  # noqa: ANN401
        """Run the block's own call and compare what comes out."""
        # The block's own call is no step of the forward.
        self.asleep += 1
        try:
            ours = callable_of(call.kind, plain(call.args))(*call.operands, training=False)
        except Exception as error:  # whatever torch raises for a call that was read wrongly
            raise UntraceableError(say("trace.call.reason", kind=call.kind, error=Sentence(str(error)))) from None
        finally:
            self.asleep -= 1
        pairs = zip(tensors_in((ours,)), tensors_in((out,)), strict=False)
        if any(a.shape != b.shape or a.dtype != b.dtype for a, b in pairs):
            raise UntraceableError(say("trace.call", kind=call.kind))

    def module_called(self, module: nn.Module, call: Call, given: InputMemory, out: Any) -> Any:  # noqa: ANN401
        """Write down the call of a module below, which was `given` these tensors."""
        bound = bind(module, *call)
        _require_precision(type(module).__name__)
        _require_gradient(type(module).__name__, out)
        sources = tuple(self.source(value) for value in bound.values)
        overwrites = tuple(self._overwrites(module, bound.values, given, out))
        out = _fresh(out, self.known)
        path = self.paths[id(module)]
        others = bound.others if layer_kind(module) is not None else {}
        name = self._name(f"@{path}")
        step = Step(name, None, path, {}, sources, names=bound.named, call=others, overwrites=overwrites)
        self.learn(out, (self._add(step), ()))
        return out

    def _overwrites(
        self,
        module: nn.Module,
        values: tuple[Any, ...],
        given: InputMemory,
        out: Any,  # noqa: ANN401 - what a module returned
    ) -> Iterator[Overwrite]:
        for i, value in enumerate(values):
            for tensor in filter(given.is_changed, tensors_in(value)):
                found = overwrite_of(i, module, tensor, given, out) if tensor is value else Overwrite(i)
                yield found._replace(aliases=aliases_of(tensor, self.alive, self.known))

    def _add(self, step: Step) -> str:
        self.steps.append(step)
        return step.name

    def _name(self, base: str) -> str:
        """Return a name for a step, which the wiring makes free of others; calls of modules begin with an @."""
        base = base if base.startswith("@") else f"={base.strip('_').lower()}"
        self.counts[base] = self.counts.get(base, 0) + 1
        # As many calls as the example has entries are a loop over the batch, whose length no graph fixes.
        if self.counts[base] == BATCH_SIZE:
            raise UntraceableError(
                say("trace.batch-loop"),
                say("trace.batch-loop.hint"),
            )
        return base if self.counts[base] == 1 else f"{base}_{self.counts[base]}"


def asks_size(name: str, args: tuple[Any, ...], out: Any) -> bool:  # noqa: ANN401 - what a call returned
    """Tell whether a call asks for a size beside the batch, or walks along a dim."""
    if name == "__iter__" or (name == "iter" and isinstance(args[0], Tensor)):
        return len(args[0]) != BATCH_SIZE
    return name in _SIZES or (name in _SIZED and out not in (BATCH_SIZE, (BATCH_SIZE,)))


def tensors_in(value: Any) -> Iterator[Tensor]:  # noqa: ANN401 - tensors in tuples
    """Yield the tensors in a value."""
    if isinstance(value, Tensor):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from tensors_in(item)


def only_tensors(value: Any) -> bool:  # noqa: ANN401 - whatever a forward returns
    """Tell whether a value is a tensor, or a tuple or list of tensors alone."""
    if isinstance(value, tuple | list):
        return bool(value) and all(map(only_tensors, value))
    return isinstance(value, Tensor)


def _is_floating(value: Any) -> bool:  # noqa: ANN401 - tensors in tuples
    return any(tensor.is_floating_point() or tensor.is_complex() for tensor in tensors_in(value))


def _require_gradient(name: str, out: Any) -> None:  # noqa: ANN401 - tensors in tuples
    """Refuse a call through which torch passes no gradient and a graph would: one under `torch.no_grad()`."""
    if not torch.is_grad_enabled() and _is_floating(out):
        raise UntraceableError(say("trace.no-grad", name=name), say("trace.no-grad.hint"))


def _fresh(value: Any, known: dict[int, Source]) -> Any:  # noqa: ANN401 - tensors in tuples
    """Give what returns its own input another object, so that each object comes from one place."""
    if isinstance(value, Tensor):
        return value.view_as(value) if id(value) in known else value
    if isinstance(value, tuple | list) and any(id(item) in known for item in tensors_in(value)):
        return type(value)(_fresh(item, known) for item in value) if type(value) in (tuple, list) else value
    return value


def _require_plain(func: Callable[..., Any], name: str) -> None:
    """Refuse what lasts beyond the call, and what hangs on more than the arguments."""
    _require_precision(name)
    sets = getattr(func, "__name__", "") == "__set__" and func.__self__ is not Tensor.requires_grad  # type: ignore[attr-defined]
    if sets or name in _LASTING:
        raise UntraceableError(say("trace.no-block", name=name))


def _asks_gradient(func: Callable[..., Any], args: tuple[Any, ...]) -> bool:
    """Tell whether a forward asks if a tensor has a gradient: that hangs on who calls it, but for a parameter."""
    asks = getattr(func, "__name__", "") == "__get__" and func.__self__ is Tensor.requires_grad  # type: ignore[attr-defined]
    return asks and not isinstance(args[0], nn.Parameter)


def _require_precision(name: str) -> None:
    if has_other_precision():
        raise UntraceableError(say("trace.autocast", name=name), say("trace.autocast.hint"))


def _as_function(name: str, args: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return a property as the function it is."""
    if name == "data":
        return "detach", args
    # `T` of more than two dims reverses them all.
    if name == "mT" or (name == "T" and args[0].dim() == 2):
        return "transpose", (args[0], -2, -1)
    return name, args
