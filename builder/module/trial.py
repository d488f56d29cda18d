"""A look at what an object of a written class does with an input: on the meta device, or on numbers where it must.

Where a forward asks for the values of tensors, the meta device has none, and it is run on random numbers. What every
module inside takes and returns is seen by hooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import msgspec
import torch
from torch import Tensor, nn
from torch.nn.modules.lazy import LazyModuleMixin

from builder.catalogue.layers.kind import SizeSpec, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.classes.text_class import check_definition
from builder.errors import BuilderError, SourceError
from builder.interpreter.failures import LimitExceeded
from builder.live.text_class import TRIAL, build_written
from builder.module.counter import FlopCounter
from builder.module.rng import quiet_rng
from builder.module.uncompiled import without_compiler
from builder.runner import Call, Question, RunResult
from builder.sentences import Sentence, say

_MOST_CALLS = 64
_MOST_TRIED = 3
"""Arguments that are tried with another value after a failure."""
_MOST_PRINTED = 20_000
_MOST_RESULTS = 256
_WITHOUT_VALUES = ("meta", "Meta", "NotImplementedError")
"""In what torch says where the meta device has no values, no kernel, or meets tensors that have both."""
_INPLACE = ("a leaf Variable that requires grad", "modified by an inplace operation", "a view of a leaf Variable")

_PLAIN_NODE = re.compile(r"Backward\d*$|^AccumulateGrad$")
"""The nodes of torch's graph that show what they keep."""

_BY_MODE = re.compile(r"\bif\b[^\n]*\btraining\b")
"""A branch, or a choice within a line, that hangs on the mode: an auxiliary head costs nothing in use."""
_PLAIN = """
class Plain(nn.Module):
    def forward(self, x):
        return x + 1
"""


@cache
def prepare() -> None:
    """Load what a first run needs: seconds of imports inside torch, for which no class is to be blamed.

    Nothing goes backwards here: with a GPU that would start threads, after which a process cannot be forked.
    """
    with without_compiler():
        _try(Question(_PLAIN, "Plain", "{}", (TensorSpec((1, 1)),)))


class _StrangeError(Exception):
    """A forward returned what is no tensor."""


class _ReturnedError(BuilderError):
    """The same, in a sentence."""


def run_trial(asked: Question) -> RunResult:
    """Run an object of a written class on inputs like those that are asked about."""
    prepare()
    with without_compiler():
        return _try(asked)


def _try(asked: Question) -> RunResult:
    failure: BuilderError | None = None
    # Meta first, which computes nothing; training first, since only there what fails on the way back shows.
    for device, training in (("meta", True), ("meta", False), ("cpu", True), ("cpu", False)):
        if failure is not None and _is_final(failure, asked.brief):
            break
        if (device, training) == ("meta", False) and not _wants_more(failure):
            continue
        try:
            return _in_use(asked, torch.device(device), _run(asked, torch.device(device), training), training)
        except BuilderError as error:
            # What fails on numbers tells more than what fails for want of them.
            failure = error if failure is None or (device == "cpu" and training) else failure
    assert failure is not None
    line, column = (failure.line, failure.column) if isinstance(failure, SourceError) else (0, 0)
    mended = argument_remedy(asked) if not asked.brief and failure.problem.startswith("RuntimeError") else None
    return RunResult(None, problem=failure.problem, hint=failure.hint, line=line, column=column, mended=mended)


def _in_use(asked: Question, device: torch.device, shown: RunResult, training: bool) -> RunResult:
    """Return what was shown in training with the costs of evaluation, where a branch may leave out what only learns."""
    if not training or _BY_MODE.search(asked.source) is None:
        return shown
    try:
        return shown._replace(multiply_adds=_run(asked, device, False).multiply_adds)
    except BuilderError:  # it can only be run in training
        return shown


def _is_final(failure: BuilderError, brief: bool) -> bool:
    """Tell whether another device would show nothing new: there a loop has no end either, and returns are the same.

    In brief it would not for whatever does not fail for want of values; else numbers have torch's own words for it.
    """
    if isinstance(failure, _ReturnedError) or isinstance(failure.__context__, LimitExceeded):
        return True
    return brief and not (_wants_more(failure) or any(words in failure.problem for words in _WITHOUT_VALUES))


def _wants_more(failure: BuilderError | None) -> bool:
    """Tell whether a norm refused to train on a single value per channel, as it does with a batch of 1."""
    return failure is not None and "Expected more than 1" in failure.problem


def argument_remedy(asked: Question) -> tuple[str, int] | None:
    """Return the one argument that lets an object run when it is set to a dim of what comes in, and that dim."""
    first = asked.inputs[0] if asked.inputs else None
    if not isinstance(first, TensorSpec) or len(first.shape) < 2:
        return None
    values = {one.name: asked.given.get(one.name, one.default) for one in check_definition(asked.source).arguments}
    numbers = [name for name, value in values.items() if isinstance(value, int) and not isinstance(value, bool)]
    for dim in dict.fromkeys((first.shape[-1], first.shape[1])):
        for name in numbers[:_MOST_TRIED]:
            args = msgspec.json.encode({**asked.given, name: int(dim)}).decode()
            if values[name] != dim and _runs(asked._replace(args=args)):
                return name, int(dim)
    return None


def _runs(asked: Question) -> bool:
    for device in ("meta", "cpu"):
        try:
            _run(asked, torch.device(device), training=True)
        except BuilderError as error:
            if isinstance(error.__context__, LimitExceeded):
                return False
        else:
            return True
    return False


def _run(asked: Question, device: torch.device, training: bool) -> RunResult:
    with quiet_rng(0):
        with device:
            module = build_written(asked.source, asked.given, TRIAL)
        module.train(training)
        printed = str(module)[:_MOST_PRINTED]
        lazy = any(isinstance(inner, LazyModuleMixin) for inner in module.modules())
        try:
            seen = _observe(module, asked, device, torch.enable_grad())._replace(printed=printed)
            return seen._replace(decided=str(module)[:_MOST_PRINTED]) if lazy else seen
        except BuilderError as error:
            if not any(words in error.problem for words in _INPLACE):
                raise
            # What autograd alone refuses still has shapes: those are shown, with its words as a warning.
            seen = _observe(module, asked, device, torch.no_grad())
            decided = str(module)[:_MOST_PRINTED] if lazy else ""
            return seen._replace(printed=printed, decided=decided, warning=_going_back(error.problem))


def _observe(module: nn.Module, asked: Question, device: torch.device, mode: Any) -> RunResult:  # noqa: ANN401 - a context
    inputs = [_sample(value, device) for value in asked.inputs]
    # Torch counts the changes in place of a tensor in its version.
    before = [[tensor._version for tensor in _tensors(value)] for value in inputs]
    with mode, _record_calls(module) as calls, FlopCounter() as counter:
        output = _call(module, inputs)
    made = {path: tuple(found) for path, found in calls.items()}
    try:
        returned = _spec(output)
    except _StrangeError as strange:
        raise _ReturnedError(
            say("module.forward-returns", what=Sentence(str(strange))), hint=say("module.forward-returns.hint")
        ) from None
    memory = {_memory(tensor) for tensor in _tensors(output)}
    changed = [[tensor._version for tensor in _tensors(value)] for value in inputs]
    return RunResult(
        returned,
        made,
        # Torch counts a multiplication and an addition as two.
        counter.total // 2,
        warning=_backward(output),
        changed=tuple(i for i, versions in enumerate(before) if versions != changed[i]),
        handed=tuple(i for i, value in enumerate(inputs) if memory & set(map(_memory, _tensors(value)))),
        keyed=_is_keyed(output),
        kept=not memory.isdisjoint(map(_memory, _held_by(module))),
    )


def _held_by(module: nn.Module) -> Iterator[Tensor]:
    """Yield the tensors that a module keeps: those that torch lists, and those of its attributes."""
    yield from module.parameters()
    yield from module.buffers()
    for inner in module.modules():
        for value in vars(inner).values():
            yield from _tensors(value)


def _memory(tensor: Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)


def _call(module: nn.Module, inputs: list[torch.Tensor]) -> Any:  # noqa: ANN401 - tensors, or tuples of them
    try:
        return module(*inputs)
    except (RuntimeError, TypeError, ValueError, IndexError) as error:  # of a forward that a layer of torch gives it
        problem = f"{type(error).__name__}: {str(error).strip().splitlines()[0]}"
        raise BuilderError(problem, hint=say("module.forward.hint")) from None


def _backward(output: Any) -> str | None:  # noqa: ANN401 - a tensor or tuples of them
    """Return what torch says against going backwards through what a forward returned.

    It says so of a tensor that was saved and changed later, as soon as anybody looks at that; so nothing is computed.
    """
    waiting = [tensor.grad_fn for tensor in _tensors(output) if tensor.requires_grad]
    met = set()
    while waiting:
        node = waiting.pop()
        if node is None or node in met:
            continue
        met.add(node)
        if not _PLAIN_NODE.search(type(node).__name__):  # CopySlices holds another node, which nobody can look at
            return _computed_back(output)
        try:
            for name in _saved_names(type(node)):
                getattr(node, name)
        except RuntimeError as error:
            if any(words in str(error) for words in _INPLACE):
                return _going_back(str(error))
        waiting += [following for following, _ in node.next_functions]
    return None


@cache
def _saved_names(node: type) -> tuple[str, ...]:
    """Return the names of what a kind of node in torch's graph keeps for the way back."""
    return tuple(name for name in dir(node) if name.startswith("_saved_"))


def _computed_back(output: Any) -> str | None:  # noqa: ANN401 - a tensor or tuples of them
    """Go backwards through what a forward returned; return what torch says against it."""
    learned = [tensor for tensor in _tensors(output) if tensor.requires_grad]
    try:
        torch.autograd.backward([tensor.sum() for tensor in learned])
    except RuntimeError as error:
        return _going_back(str(error)) if any(words in str(error) for words in _INPLACE) else None
    return None


def _going_back(problem: str) -> str:
    # Torch goes on with the tensor's type, its shape, versions and a hint on anomaly detection.
    return say("module.training", reason=Sentence(problem.split(";")[0].split(": [")[0].strip().rstrip(".:")))


def _by_place(module: nn.Module, inputs: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """Return what a layer is given, with what it is given by name in its place."""
    kind = CATALOGUE.get(type(module).__name__)
    if kind is None or not named:
        return inputs
    rest = [named.get(name) for name in kind.inputs[len(inputs) :]]
    while rest and rest[-1] is None:
        rest.pop()
    return (*inputs, *rest)


@contextmanager
def _record_calls(module: nn.Module) -> Iterator[dict[str, list[Call]]]:
    """Note what the modules inside take and return."""
    calls: dict[str, list[Call]] = {}

    def note(path: str, inputs: tuple[Any, ...], output: Any) -> None:  # noqa: ANN401 - what a module returns
        found = calls.setdefault(path, [])
        if len(found) < _MOST_CALLS:
            try:
                found.append((tuple(_spec(value) for value in inputs), _spec(output)))
            except _StrangeError:
                return

    def hook(path: str) -> Any:  # noqa: ANN401 - a hook of torch
        return lambda inner, inputs, named, output: note(path, _by_place(inner, inputs, named), output)

    kept = [inner.register_forward_hook(hook(path), with_kwargs=True) for path, inner in module.named_modules() if path]
    try:
        yield calls
    finally:
        for one in kept:
            one.remove()


def _sample(value: Value | None, device: torch.device) -> Any:  # noqa: ANN401 - a tensor or tuples of them
    if value is None:
        return None
    if isinstance(value, SizeSpec):
        return value.value
    if not isinstance(value, TensorSpec):
        return tuple(_sample(part, device) for part in value)
    dtype = getattr(torch, value.dtype)
    if dtype.is_floating_point or dtype.is_complex:
        empty = device.type == "meta"  # where random numbers would load torch's compiler, for seconds
        return (torch.empty if empty else torch.randn)(value.shape, dtype=dtype, device=device)
    if len(value.shape) == 1:  # as of how many entries each sequence has, which no packing takes 0 of
        return torch.ones(value.shape, dtype=dtype, device=device)
    return torch.zeros(value.shape, dtype=dtype, device=device)


def _spec(value: Any) -> Value:  # noqa: ANN401 - anything that a module returns
    """Describe what a module returns.

    Raises:
        _StrangeError: it holds anything but tensors, or too many of them.
    """
    _check_number(value)
    return _describe(value)


def _check_number(value: Any) -> None:  # noqa: ANN401 - anything that a module returns
    """Count before anything is walked through: a tuple may hold itself twice over, again and again."""
    count, stack = 0, [value]
    while stack:
        here = stack.pop()
        count += 1
        if count > _MOST_RESULTS:
            raise _StrangeError(say("module.many-tensors", limit=_MOST_RESULTS))
        if isinstance(here, dict):
            stack.extend(list(here.values())[: _MOST_RESULTS + 1])
        elif isinstance(here, tuple | list):
            stack.extend(here[: _MOST_RESULTS + 1])


def _describe(value: Any) -> Value:  # noqa: ANN401 - anything that a module returns
    if isinstance(value, Tensor):
        return TensorSpec(tuple(value.shape), str(value.dtype).removeprefix("torch."))
    if isinstance(value, dict):
        return _describe(tuple(value.values()))
    if isinstance(value, tuple | list) and value:
        return tuple(None if part is None else _describe(part) for part in value)
    raise _StrangeError(say("module.nothing") if value is None else say("module.a-type", name=type(value).__name__))


def _is_keyed(value: Any) -> bool:  # noqa: ANN401 - anything that a module returns
    return isinstance(value, dict) or (isinstance(value, tuple | list) and any(map(_is_keyed, value)))


def _tensors(value: Any) -> list[Tensor]:  # noqa: ANN401 - a tensor or tuples of them
    if isinstance(value, Tensor):
        return [value]
    value = list(value.values()) if isinstance(value, dict) else value
    return [tensor for part in value for tensor in _tensors(part)] if isinstance(value, tuple | list) else []
