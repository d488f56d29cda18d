"""One module's forward, recorded in training and in evaluation."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import torch
from torch import Tensor, nn

from builder.document.blocks import BATCH
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.call_hooks import hook_calls
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.memory import InputMemory
from builder.trace.from_module.recorder import Call, Recorder, tensors_in
from builder.trace.from_module.signature import bind, holds_tensors
from builder.trace.from_module.state import State
from builder.trace.from_module.twin import Twin
from builder.trace.steps import Recording, Source, Step, join_modes

_OTHERS = (240, 2, 1)
"""Batches for which forwards are known to do something else: one that many numbers divide, and small ones."""


def record(twin: Twin, module: nn.Module, call: Call, inputs: tuple[str, ...]) -> Recording:
    """Record the forward of a module of `twin` in training and in evaluation, which have to do the same.

    Raises:
        UntraceableError: it does what cannot be converted.
    """
    twin.looks_at_sizes = False
    twin.set_mode(True)
    training = Recording(inputs, *_once(twin, module, call, inputs))
    twin.set_mode(False)
    evaluation = Recording(inputs, *_once(twin, module, call, inputs))
    _require_same_way(twin, module, call, evaluation)
    return join_modes(type(module).__name__, training, evaluation)


def _require_same_way(twin: Twin, module: nn.Module, call: Call, usual: Recording) -> None:
    """Refuse a forward that does something else for another batch, of those that ask for sizes at all.

    Raises:
        UntraceableError: it does.
    """
    if not twin.looks_at_sizes:
        return
    others = dict[int, Recording]()
    for batch in _OTHERS:
        with suppress(UntraceableError):  # it may not take so few
            others[batch] = Recording(usual.inputs, *_once(twin, module, _with_batch(call, batch), usual.inputs))
    if not all(_goes_alike(usual, other, batch) for batch, other in others.items()):
        raise UntraceableError(say("trace.fixed-size"))


def _goes_alike(usual: Recording, other: Recording, batch: int) -> bool:
    """Tell whether two recordings are the same calls; what the usual one says by the batch, the other need not."""
    if len(usual.steps) != len(other.steps) or usual.outputs != other.outputs:
        return False
    return all(_is_same_call(*steps, batch) for steps in zip(usual.steps, other.steps, strict=True))


def _is_same_call(usual: Step, other: Step, batch: int) -> bool:
    """Tell whether two steps are one call; what hangs on the batch is given a tensor that has it as well."""
    own = {"args": usual.args, "shape": usual.shape, "sources": usual.sources, "names": usual.names}
    same = other._replace(**own) == usual and usual.sources[: len(other.sources)] == other.sources  # type: ignore[arg-type]
    same = same and usual.args.keys() == other.args.keys()
    return same and all(_is_alike(value, other.args[key], batch) for key, value in usual.args.items())


def _is_alike(usual: Any, other: Any, batch: int) -> bool:  # noqa: ANN401 - arguments of functions
    if isinstance(usual, list | tuple) and isinstance(other, list | tuple) and len(usual) == len(other):
        return all(_is_alike(*values, batch) for values in zip(usual, other, strict=True))
    if usual == BATCH and isinstance(other, int):
        return other in (batch, -1)
    return bool(usual == other) or isinstance(usual, str) or -1 in (usual, other)


def _with_batch(call: Call, batch: int) -> Call:
    """Return what a module was called with, for another batch."""

    def resized(value: Any) -> Any:  # noqa: ANN401 - whatever a forward takes
        if isinstance(value, Tensor):
            shape = [batch * (n // BATCH_SIZE) if n and n % BATCH_SIZE == 0 else n for n in value.shape]
            return torch.empty(shape, dtype=value.dtype, device="meta")
        return type(value)(map(resized, value)) if type(value) in (tuple, list) else value

    args, kwargs = call
    return tuple(map(resized, args)), {name: resized(value) for name, value in kwargs.items()}


def _once(twin: Twin, module: nn.Module, call: Call, inputs: tuple[str, ...]) -> tuple[list[Step], tuple[Source, ...]]:
    args, kwargs = _distinct(call)
    recorder = Recorder(module, bind(module, args, kwargs), inputs)

    def called(inner: nn.Module, args: tuple[Any, ...], kwargs: dict[str, Any], call: Callable[..., Any]) -> Any:  # noqa: ANN401
        if recorder.asleep or id(inner) not in recorder.paths:
            return call(inner, *args, **kwargs)
        recorder.asleep += 1
        random = torch.get_rng_state()
        try:
            given = InputMemory(tensors_in((args, tuple(kwargs.values()))))
            return recorder.module_called(inner, (args, kwargs), given, call(inner, *args, **kwargs))
        finally:
            torch.set_rng_state(random)
            recorder.asleep -= 1

    def asked() -> None:
        if not recorder.asleep:
            raise UntraceableError(say("trace.asks-gradient"), say("trace.asks-gradient.hint"))

    before = State(module)
    try:
        with torch.enable_grad(), hook_calls(called, asked), recorder:
            result = module.forward(*args, **kwargs)
        if (left := before.changes()) is not None:
            raise left
        twin.looks_at_sizes |= recorder.looks_at_sizes
        return recorder.steps, _outputs(recorder, _without_none(result, module, module is twin.network))
    except UntraceableError:
        raise
    # `exit()` in a forward raises what is no Exception, and is to end the conversion alone.
    except (Exception, SystemExit) as error:
        raise as_untraceable(error) from None


def _without_none(result: Any, module: nn.Module, is_whole: bool) -> Any:  # noqa: ANN401 - what a forward returns
    """Return what a whole network returns without each None beside its tensors, and say so."""
    has_none = isinstance(result, tuple | list) and any(item is None for item in result)
    if not (is_whole and has_none and holds_tensors(result)):
        return result
    if module.training:
        warnings.warn(say("symbols.returns-none", name=type(module).__name__), stacklevel=2)
    kept = [item for item in result if item is not None]
    return kept[0] if len(kept) == 1 else kept


def _outputs(recorder: Recorder, result: Any) -> tuple[Source, ...]:  # noqa: ANN401 - what a forward returns
    if isinstance(result, Tensor):
        return (recorder.source(result),)
    if not isinstance(result, tuple | list) or not holds_tensors(result):
        raise UntraceableError(say("trace.returns", name=type(result).__name__), say("trace.returns.hint"))
    try:
        return (recorder.source(result),)
    except UntraceableError:
        if len(result) == 1:
            raise UntraceableError(say("trace.returns-one"), say("trace.returns-one.hint")) from None
        return tuple(recorder.source(item) for item in result)


def _distinct(call: Call) -> Call:
    """Return what a module was called with, each tensor an object of its own."""

    def copied(value: Any) -> Any:  # noqa: ANN401 - whatever a forward takes
        if isinstance(value, Tensor):
            return torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device="meta")
        if type(value) in (tuple, list):
            return type(value)(copied(item) for item in value)
        return value

    args, kwargs = call
    return tuple(map(copied, args)), {name: copied(value) for name, value in kwargs.items()}


def as_untraceable(error: BaseException) -> UntraceableError:
    """Convert what a forward raised on meta to an error with a sentence."""
    if isinstance(error, UntraceableError):
        return error
    text = _first_line(error)
    if "expected device meta" in text:  # the only one that is elsewhere is none of the copy's
        return UntraceableError(say("trace.not-its-own"), say("trace.not-its-own.hint"))
    if isinstance(error, NotImplementedError | RuntimeError) and ("meta" in text or "item" in text):
        return UntraceableError(say("trace.values", text=Sentence(text)), say("trace.values.hint"))
    return UntraceableError(say("trace.raises", error=exception_words(error)))


def exception_words(error: BaseException) -> Sentence:
    """Return the name of an exception with the first line of its text, if it has one."""
    text = _first_line(error)
    return Sentence(f"{type(error).__name__}: {text}" if text else type(error).__name__)


def _first_line(error: BaseException) -> str:
    try:
        return str(error).strip().partition("\n")[0][:120]  # the reasons of other classes follow
    except Exception:  # one of a person's own may be without a text
        return ""
