"""Holds what a text makes against the module that it was made of: keys, print, outputs in both modes, and gradients."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from builder.document.blocks import Definition
from builder.errors import BuilderError
from builder.live.text_class import build_written
from builder.module.rng import quiet_rng
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.examples import BATCH_SIZE
from builder.trace.from_module.recorder import tensors_in

_BATCH = 2


def require_equal(module: nn.Module, definition: Definition, args: Mapping[str, Any], inputs: tuple[Any, ...]) -> None:
    """Refuse a text whose object does not do just what the module does, on random numbers in the shapes of `inputs`.

    Raises:
        UntraceableError: it says where they differ.
    """
    name = definition.class_name
    assert definition.source is not None
    try:
        with quiet_rng(0):
            theirs = copy.deepcopy(module)
            if any(tensor.is_meta for tensor in theirs.state_dict().values()):
                theirs = _fill(theirs)
            _stir(theirs)
            ours = build_written(definition.source, {**definition.args, **args})
            _require_alike(theirs, ours, name)
            ours.load_state_dict(theirs.state_dict())
            for training in (False, True):
                if not _same(*(_run(one, training, inputs, name) for one in (theirs, ours))):
                    raise UntraceableError(say("trace.text.differs", cls=name, what="outputs"))
    except BuilderError as error:
        raise UntraceableError(say("trace.text.read", cls=name, error=Sentence(str(error)))) from None


def _run(module: nn.Module, training: bool, inputs: tuple[Any, ...], name: str) -> list[Tensor | None]:
    try:
        module.train(training)  # an own one may return nothing
        return _observe(module, inputs)
    except BuilderError:
        raise
    except Exception as error:  # whatever a forward raises for numbers drawn at random
        raise UntraceableError(say("trace.text.read", cls=name, error=Sentence(str(error)))) from error


def _require_alike(theirs: nn.Module, ours: nn.Module, name: str) -> None:
    shapes = [[(key, tensor.shape, tensor.dtype) for key, tensor in one.state_dict().items()] for one in (theirs, ours)]
    learned = [[(key, one.requires_grad) for key, one in network.named_parameters()] for network in (theirs, ours)]
    buffers = [[key for key, _ in network.named_buffers()] for network in (theirs, ours)]
    pairs: dict[str, list[Any]] = {
        "keys": shapes,
        "parameters": learned,
        "buffers": buffers,
        "print": [_prints(theirs), _prints(ours)],
    }
    for what, (one, other) in pairs.items():
        if one != other:
            raise UntraceableError(say("trace.text.differs", cls=name, what=what))


def _prints(network: nn.Module) -> list[str]:
    """Return how a network is printed in evaluation and in training."""
    shown = []
    for training in (False, True):
        network.train(training)
        shown.append(str(network))
    return shown


def _fill(module: nn.Module) -> nn.Module:
    """Give numbers to a network that has none."""
    made = module.to_empty(device="cpu")
    for tensor in (*made.parameters(), *made.buffers()):
        with torch.no_grad():
            if tensor.is_floating_point():
                tensor.uniform_(0.5, 1.5)
            else:
                tensor.zero_()
    return made


def _stir(module: nn.Module) -> None:
    """Give other numbers to parameters that hold one alone: what is scaled by zeros at first would not be seen."""
    for parameter in module.parameters():
        values = parameter.detach()
        if values.is_floating_point() and bool((values == values.flatten()[:1]).all()):
            values.uniform_(0.5, 1.5)


def _observe(module: nn.Module, inputs: tuple[Any, ...]) -> list[Tensor | None]:
    """Return what a module returns, and what gradients its parameters and inputs receive."""
    torch.manual_seed(1)
    given = tuple(_sample(value) for value in inputs)
    entering = [tensor for tensor in tensors_in(given) if tensor.is_floating_point()]
    for tensor in entering:
        tensor.requires_grad_()
    # What the module changes in place may not be a leaf.
    returned = list(tensors_in(module(*_copy(given))))
    module.zero_grad()
    learned = [out for out in returned if out.requires_grad]
    if learned:
        torch.manual_seed(2)
        torch.autograd.backward(learned, [torch.randn_like(out) for out in learned])
    gradients = [tensor.grad for tensor in (*entering, *module.parameters())]
    return [*(out.detach() for out in returned), *gradients, *module.buffers()]


def _copy(value: Any) -> Any:  # noqa: ANN401 - tensors in tuples
    if isinstance(value, Tensor):
        return value.clone()
    return type(value)(map(_copy, value)) if type(value) in (tuple, list) else value


def _sample(value: Any) -> Any:  # noqa: ANN401 - tensors in tuples
    """Return random numbers for tensors on meta, with a batch of two; others as they are."""
    if isinstance(value, list | tuple):
        return type(value)(map(_sample, value))
    if not isinstance(value, Tensor):
        return value
    if not value.is_meta:
        return value.cpu().clone()
    shape = [_BATCH * (n // BATCH_SIZE) if n and n % BATCH_SIZE == 0 else n for n in value.shape]
    if value.is_floating_point() or value.is_complex():
        return torch.randn(shape, dtype=value.dtype)
    return torch.randint(0, 2, shape).to(value.dtype)


def _same(one: list[Tensor | None], other: list[Tensor | None]) -> bool:
    return len(one) == len(other) and all(_equal(a, b) for a, b in zip(one, other, strict=True))


def _equal(one: Tensor | None, other: Tensor | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.dtype == other.dtype and torch.equal(*_bits(one, other))


def _bits(*tensors: Tensor) -> Iterator[Tensor]:
    """Yield tensors in which what is no number is equal to itself."""
    return (tensor.nan_to_num(nan=12.5) if tensor.is_floating_point() else tensor for tensor in tensors)
