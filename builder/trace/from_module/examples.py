"""The example inputs of the caller, tensors or shapes, as inputs of the document and as tensors on meta."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NamedTuple, TypeAlias

import torch
from msgspec import structs
from torch import Tensor, nn

from builder.catalogue.dtypes import ORDER
from builder.document.batch import Shape
from builder.document.blocks import BATCH, Input
from builder.errors import UnsupportedError
from builder.sentences import Sentence, say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.signature import signature_of
from builder.trace.names import input_name

Example: TypeAlias = "Tensor | Sequence[int | str]"
BATCH_SIZE = 1009
"""The batch while a forward is traced: a prime that no layer has, so that sizes which hang on the batch are seen."""


class ExampleTensor(NamedTuple):
    """One thing that the caller gives: its shape, and the input that it becomes, whose shape is still open."""

    shape: tuple[int | str, ...]
    entry: Input
    numbers: Tensor | None = None
    """What the caller has given, where that has numbers."""


class Examples(NamedTuple):
    """The inputs of a document, its sample batch, and tensors on meta to trace with."""

    inputs: tuple[Input, ...]
    batch: int
    tensors: tuple[Tensor, ...]
    numbers: tuple[Tensor | None, ...] = ()
    """What the caller has given for each, where that has numbers."""

    def sampled(self) -> tuple[Tensor, ...]:
        """Return tensors to run the network with: where integers were given, these and others of that batch.

        Numbers drawn at random may be no lengths of sequences, and no places in a table.
        """
        if all(one is None or one.is_floating_point() for one in self.numbers):
            return self.tensors
        shapes = [[self.batch if n == BATCH else int(n) for n in entry.shape] for entry in self.inputs]
        pairs = zip(shapes, self.numbers, strict=True)
        return tuple(torch.randn(shape) if one is None else one for shape, one in pairs)


def examples(network: nn.Module, given: Example | Sequence[Example]) -> list[ExampleTensor]:
    """Read the example inputs: one tensor or shape, or several.

    Raises:
        UnsupportedError: one is neither a tensor nor a shape, or of a dtype that documents do not have.
    """
    several = _as_list(given)
    if not several:
        raise UnsupportedError(say("trace.no-inputs"), hint=say("trace.no-inputs.hint"))
    names = _names(network, len(several))
    return [
        ExampleTensor(_shape(item), _entry(name, item), _numbers(item))
        for name, item in zip(names, several, strict=True)
    ]


def named_batch(shown: Sequence[ExampleTensor]) -> tuple[list[Shape], int] | None:
    """Return the shapes and the batch where the caller has said by `"N"` which dims are the batch; else None."""
    given = [one.shape for one in shown]
    if not any(BATCH in shape for shape in given):
        return None
    first = next((shape[0] for shape in given if shape), None)
    leads = all(shape[0] == BATCH for shape in given if BATCH in shape)
    batch = first if leads and isinstance(first, int) and first > 0 else None
    shapes = [(BATCH, *shape[1:]) if batch and shape[:1] == (batch,) else shape for shape in given]
    return [old if BATCH in old else new for old, new in zip(given, shapes, strict=True)], batch or 2  # type: ignore[misc]


def place_batch(shown: Sequence[ExampleTensor], shapes: Sequence[Shape], batch: int) -> Examples:
    """Return the inputs of a document with N at these places, and tensors that have them.

    Args:
        shown: one for each input.
        shapes: one for each input, with `"N"` where the batch is.
        batch: the size that `"N"` stands for.
    """
    inputs = tuple(structs.replace(one.entry, shape=shape) for one, shape in zip(shown, shapes, strict=True))
    return Examples(inputs, batch, tuple(map(on_meta, inputs)), tuple(one.numbers for one in shown))


def on_meta(entry: Input) -> Tensor:
    """Return a tensor to trace with for an input of a document."""
    shape = [BATCH_SIZE if n == BATCH else int(n) for n in entry.shape]
    return torch.empty(shape, dtype=getattr(torch, entry.dtype), device="meta")


def with_batch(text: str) -> str:
    """Return a message of torch's with N where it names the batch of a trace, which nobody has chosen.

    >>> with_batch("shapes cannot be multiplied (1009x9 and 8x4)"), with_batch("[7, 2018]")
    ('shapes cannot be multiplied (Nx9 and 8x4)', '[7, 2*N]')
    """

    def named(found: re.Match[str]) -> str:
        times, rest = divmod(int(found[0]), BATCH_SIZE)
        return found[0] if rest or not times else BATCH if times == 1 else f"{times}*{BATCH}"

    # Whole numbers alone: the digits of 0.1009 name no batch.
    return re.sub(r"(?<![\d.])\d+(?!\d|\.\d)", named, text)


def _as_list(given: Example | Sequence[Example]) -> list[Any]:
    if not isinstance(given, Tensor | list | tuple):
        raise UnsupportedError(say("trace.example", item=repr(given)), hint=say("trace.example.hint"))
    if isinstance(given, Tensor) or (len(given) and all(isinstance(n, int | str) for n in given)):
        return [given]
    return list(given)


def _shape(item: Any) -> tuple[int | str, ...]:  # noqa: ANN401 - whatever the caller gives
    if isinstance(item, dict) or (isinstance(item, tuple | list) and any(isinstance(n, Tensor) for n in item)):
        raise UnsupportedError(
            say("trace.example-several", name=type(item).__name__), hint=say("trace.example-several.hint")
        )
    shape = tuple(item.shape) if isinstance(item, Tensor) else tuple(item) if isinstance(item, list | tuple) else None
    if shape is None or not all(n == BATCH or (isinstance(n, int) and n >= 0) for n in shape):
        raise UnsupportedError(say("trace.example", item=repr(item)), hint=say("trace.example.hint"))
    return shape


def _numbers(item: Any) -> Tensor | None:  # noqa: ANN401 - whatever the caller gives
    return item.detach() if isinstance(item, Tensor) and not item.is_meta else None


def _entry(name: str, item: Example) -> Input:
    dtype = str(item.dtype).removeprefix("torch.") if isinstance(item, Tensor) else "float32"
    if dtype not in ORDER:
        raise UnsupportedError(
            say("trace.input-dtype", name=name, dtype=dtype),
            hint=say("trace.input-dtype.hint", names=Sentence(", ".join(ORDER))),
        )
    if not isinstance(item, Tensor) or dtype.startswith(("float", "bfloat", "bool", "complex")) or item.is_meta:
        return Input(name, (), dtype)  # type: ignore[arg-type]
    low, high = (int(item.min()), int(item.max()) + 1) if item.numel() else (0, 10)
    return Input(name, (), dtype, min(low, 0), max(high, 2))  # type: ignore[arg-type]


def _names(network: nn.Module, count: int) -> list[str]:
    """Name the inputs as the forward does."""
    names: list[str] = []
    with suppress(UntraceableError):  # which is told once that is called
        for parameter in signature_of(network).parameters.values():
            if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD):
                names.append(parameter.name)
    return [input_name(name, ()) for name in [*names, *(f"input_{i}" for i in range(count))][:count]]
