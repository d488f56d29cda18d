"""Torch itself, asked what a function returns, refuses and multiplies; as `layers.oracle` does for layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch.utils.flop_counter import FlopCounterMode

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import check_function, resolve_function
from builder.catalogue.layers.kind import Argument, TensorSpec
from builder.errors import BuilderError
from builder.module.functions import callable_of
from tests.catalogue.layers.oracle import REFUSED, Example, quietly, spec, tensor
from tests.catalogue.layers.variations import tensors, values

_DIVISIONS = ("torch.floor_divide", "torch.remainder")


def sample_of(kind: str, x: Any) -> Any:
    """Return a tensor that stands for `x`; nothing is divided by 0."""
    return torch.ones_like(tensor(x)) if kind in _DIVISIONS else tensor(x)


def observed(kind: str, sample: Example) -> Any:
    """Return what torch returns in training mode, a list as a tuple; or REFUSED."""

    def run() -> Any:
        with torch.no_grad():
            value = callable_of(kind, sample.args)(*(sample_of(kind, x) for x in sample.inputs), training=True)
        return spec(tuple(value) if isinstance(value, list) else value)

    return quietly(run)


def predicted(kind: str, sample: Example) -> Any:
    """Return what the rule says: a Value, or REFUSED when it raises ShapeError."""
    try:
        return FUNCTIONS[kind].returned(resolve_function(kind, sample.args, sample.inputs), sample.inputs)
    except BuilderError:
        return REFUSED


def agree(ours: Any, torch_s: Any) -> bool:
    """Whether the two are equal; an empty result may be refused, as it hangs on torch's backend whether torch does."""
    empty = isinstance(torch_s, TensorSpec) and 0 in torch_s.shape
    return bool(ours == torch_s or (empty and ours == REFUSED))


def counted(kind: str, sample: Example) -> Any:
    """Count multiply-adds of one call on the meta device; REFUSED where the meta device cannot run it."""

    def run() -> int:
        with FlopCounterMode(display=False) as counter:
            callable_of(kind, sample.args)(*(tensor(x, "meta") for x in sample.inputs))
        return counter.get_total_flops() // 2

    return quietly(run)


def variations(kind: str, sample: Example) -> Iterator[Example]:
    """Yield the example itself, then each change to one input, to their number, and to one argument."""
    yield sample
    for i, x in enumerate(sample.inputs):
        for changed in tensors(x):
            yield Example(sample.args, (*sample.inputs[:i], changed, *sample.inputs[i + 1 :]))
    for argument in FUNCTIONS[kind].arguments:
        for value in _values(argument, sample.args.get(argument.name, argument.default)):
            yield Example({**sample.args, argument.name: value}, sample.inputs)
        if argument.type == "float":
            yield from (Example({**sample.args, argument.name: n}, sample.inputs) for n in (2, -1, 0.5))


def _values(argument: Argument, value: Any) -> Iterator[Any]:
    """Yield other values of one argument; the word N in a list stays where it is."""
    if not isinstance(value, list) or "N" not in value:
        yield from values(argument, value)
        return
    plain = [7 if n == "N" else n for n in value]
    for changed in (*values(argument, plain), plain):
        yield ["N" if n == 7 else n for n in changed]
    yield plain


def undefined(kind: str, sample: Example) -> bool:
    """Whether torch's page forbids what a kernel of the CPU happens to let pass, reading past an end at worst."""
    if kind == "F.linear" and len(sample.inputs) > 2:
        return len(sample.inputs[2].shape) != 1
    if kind != "F.scaled_dot_product_attention" or len(sample.inputs) < 3 or not sample.inputs[2].shape[1:]:
        return False
    _, key, value, *masks = sample.inputs
    return key.shape[-2:-1] != value.shape[-2:-1] or (masks != [] and not masks[0].shape) or _masked_twice(sample)


def _masked_twice(sample: Example) -> bool:
    return len(sample.inputs) > 3 and bool(sample.args.get("is_causal"))


def valid(kind: str, sample: Example) -> bool:
    """Whether a document may hold this call, and torch says what it does."""
    return not undefined(kind, sample) and quietly(lambda: check_function(kind, sample.args)) != REFUSED


def claims(kind: str, samples: list[Example]) -> Iterator[Example]:
    """Yield the valid ones among all variations of the examples of a kind."""
    for sample in samples:
        yield from (varied for varied in variations(kind, sample) if valid(kind, varied))
