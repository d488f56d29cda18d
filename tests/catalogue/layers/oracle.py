"""Torch itself, asked what a kind returns, refuses, owns and multiplies.

The real CPU is the judge: of shapes, dtypes and refusals (the meta device lets wrong dtypes pass), and by
`FlopCounterMode` of multiply-adds. Samples are small, so that a real run costs less than a meta run.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.utils.flop_counter import FlopCounterMode

from builder.catalogue.layers.kind import ParameterSpec, SizeSpec, TensorSpec, Value
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check, explicit, resolve
from builder.errors import BuilderError

DTYPES = ("float32", "float64", "float16", "bfloat16", "int64", "int32", "int8", "uint8", "bool", "complex64")
REFUSED = "refused"
"""Stands for any refusal, ours or torch's."""

torch.set_num_threads(1)


class Example(NamedTuple):
    """A valid use of a kind: its arguments as a document has them, and the tensors that flow in."""

    args: dict[str, Any]
    inputs: tuple[Value, ...]


def example(*inputs: Any, **args: Any) -> Example:
    """Write an example; a bare shape means float32. Let the batch be 3, so that one less is still a batch."""
    return Example(args, tuple(map(_input, inputs)))


def _input(x: Any) -> Value:
    """Read a TensorSpec, a shape, or a tuple of those."""
    if isinstance(x, TensorSpec):
        return x
    return TensorSpec(x) if all(isinstance(n, int) for n in x) else tuple(map(_input, x))


def ints(*shape: int) -> TensorSpec:
    """Describe a tensor of indices."""
    return TensorSpec(shape, "int64")


def build(kind: str, args: dict[str, Any], device: str = "cpu") -> nn.Module:
    """Build the torch layer that resolved `args` stand for."""
    with torch.device(device):
        return getattr(nn, kind)(**{name: _value(name, value) for name, value in args.items()})


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return build(value["kind"], value["args"], torch.get_default_device().type)
    if value is not None and name == "dtype":
        return getattr(torch, value)
    if value is not None and name in ("weight", "pos_weight"):
        return torch.tensor(value, dtype=torch.float32)
    return value


def tensor(spec: Value, device: str = "cpu") -> Any:
    """Return a sample: 0.5 for a floating dtype, 0 (always a valid index) for all others; a tuple for a tuple."""
    if isinstance(spec, tuple):
        return tuple(tensor(x, device) for x in spec)
    dtype = getattr(torch, spec.dtype)
    return torch.full(spec.shape, 0.5 if dtype.is_floating_point or dtype.is_complex else 0, dtype=dtype, device=device)


def spec(value: Any) -> Value:
    """Describe what a layer returned, as the rules do."""
    if isinstance(value, tuple):
        return tuple(map(spec, value))
    if isinstance(value, int):
        return SizeSpec(value)
    return TensorSpec(tuple(value.shape), str(value.dtype).removeprefix("torch."))


def quietly(call: Callable[[], Any]) -> Any:
    """Return what `call` returns, or REFUSED; torch's warnings are not of interest."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return call()
        except (BuilderError, RuntimeError, ValueError, TypeError, IndexError, AssertionError, NotImplementedError):
            return REFUSED


def observed(kind: str, sample: Example, device: str = "cpu") -> Any:
    """Return what torch returns for resolved `sample.args`, in training mode: a Value, or REFUSED."""

    def run() -> Value:
        with torch.no_grad():
            return spec(build(kind, sample.args, device)(*(tensor(x, device) for x in sample.inputs)))

    return quietly(run)


def resolved(kind: str, sample: Example) -> Example:
    """Fill in defaults and decide what is `"auto"`.

    Raises:
        BuilderError: an argument is not valid, or the input cannot decide it.
    """
    check(kind, sample.args)
    return Example(resolve(kind, sample.args, sample.inputs), sample.inputs)


def predicted(kind: str, sample: Example) -> Any:
    """Return what the rule says for resolved `sample.args`: a Value, or REFUSED when it raises ShapeError."""
    try:
        return CATALOGUE[explicit(kind)].output(sample.args, *sample.inputs)
    except BuilderError:
        return REFUSED


def owned(kind: str, args: dict[str, Any]) -> tuple[ParameterSpec, ...]:
    """List what torch's layer owns, in `state_dict` order."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        layer = build(kind, args, "meta")
    buffers = dict(layer.named_buffers())
    return tuple(
        ParameterSpec(name, tuple(x.shape), str(x.dtype).removeprefix("torch."), name in buffers)
        for name, x in layer.state_dict().items()
    )


def counted(kind: str, sample: Example) -> Any:
    """Count multiply-adds of one forward, or REFUSED; without MKL-DNN, whose LSTM is one operation to the counter."""

    def run() -> int:
        plain = torch.backends.mkldnn.flags(enabled=False)
        with torch.no_grad(), plain, FlopCounterMode(display=False) as counter:
            build(kind, sample.args)(*(tensor(x) for x in sample.inputs))
        return counter.get_total_flops() // 2

    return quietly(run)


def memory(value: Any) -> set[int]:
    """Return where the tensors in a value lie."""
    if isinstance(value, tuple | list):
        return set().union(*map(memory, value))
    return {value.untyped_storage().data_ptr()} if isinstance(value, torch.Tensor) and value.numel() else set()


def shares(kind: str, sample: Example, training: bool) -> bool:
    """Tell whether a layer with resolved `sample.args` returns memory of what it is given."""
    layer = build(explicit(kind), sample.args).train(training)
    given = tuple(map(tensor, sample.inputs))
    return bool(memory(given) & memory(quietly(lambda: layer(*given))))
