"""Makes the tensors of a sample: drawn, typed, of a picture or of a file; says what was done to fit the input."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import torch
from torch import Tensor

from builder.datasets.files import read_tensor, stored_tensor
from builder.datasets.fit import cast
from builder.datasets.ids import ids_taken
from builder.datasets.number_text import typed_target, typed_tensor
from builder.datasets.pictures import picture_tensor
from builder.datasets.samples import ElementChange, PictureFile, Random, Sample, Source, StoredFile, TypedValues
from builder.document.blocks import BATCH, Document, Input
from builder.errors import BuilderError, DocumentError
from builder.sentences import say

_APART = 1_000_003
"""Between the seeds of two inputs: torch's generator looks at the lower 32 bits of a seed alone."""
_DEFAULT_HIGH = Input(name="x", shape=("N",)).high


class InputTensor(NamedTuple):
    """The tensor of one input, and sentences about what was done to make it."""

    tensor: Tensor
    said: tuple[str, ...] = ()


def prepare(document: Document, sample: Sample) -> tuple[InputTensor, ...]:
    """Return a tensor for each input of a document.

    The batch has as many samples as what the person gave; the document's number where all is drawn at random.

    Args:
        document: its inputs say which shape and dtype each tensor has.
        sample: a name or an element that the document has not is refused.

    Raises:
        BuilderError: what was given cannot be read or does not fit, or two inputs have different batches.
    """
    names = {entry.name for entry in document.inputs}
    for name in [*sample.sources, *(one.input for one in sample.changes)]:
        if name not in names:
            raise DocumentError(say("datasets.no-input", name=name), hint=say("datasets.no-input.hint"))
    most = ids_taken(document)
    given = {
        entry.name: read(entry, sample.sources[entry.name], most.get(entry.name))
        for entry in document.inputs
        if not isinstance(sample.sources.get(entry.name, sample.rest), Random)
    }
    batch = _batch(document, given)
    made = []
    for i, entry in enumerate(document.inputs):
        known = most.get(entry.name)
        prepared = given.get(entry.name) or seeded_sample(
            sample.sources.get(entry.name, sample.rest), entry, i, batch, known
        )
        made.append(_apply_changes(prepared, entry, sample.changes, known))
    return tuple(made)


def seeded_sample(source: Source, entry: Input, position: int, batch: int, most: int | None) -> InputTensor:
    """Return a random sample of the input at a position, by the seed of its source, and the words for it.

    Args:
        source: a random one; any other has the seed 0.
        entry: the input that it is for.
        position: of the input in the document, so that inputs of one seed differ.
        batch: the size that stands for `"N"` in the shape.
        most: how many ids the embedding knows that the input reaches; None where it reaches none.
    """
    seed = source.seed if isinstance(source, Random) else 0
    return InputTensor(random_sample(entry, batch, _generator(seed, position), most), (_words(seed, entry, most),))


def _words(seed: int, entry: Input, most: int | None) -> str:
    if entry.dtype == "bool":
        return say("datasets.drawn.bool", seed=seed)
    if entry.dtype.startswith(("float", "bfloat", "complex")):
        return say("datasets.drawn.normal", seed=seed)
    low, high = id_bounds(entry, most)
    return say("datasets.drawn.ids", seed=seed, low=low, high=high - 1)


def _generator(seed: int, position: int) -> torch.Generator:
    """Return a generator for one input: two of equal shape are not to be equal."""
    return torch.Generator().manual_seed((seed + position * _APART) % 2**63)


def read(entry: Input, source: Source, most: int | None = None) -> InputTensor:
    """Return the tensor of what a person gave for an input.

    Args:
        entry: the input that it is for.
        source: anything but a random one, which needs the size of the batch.
        most: how many ids the embedding knows that the input reaches; None where it reaches none.

    Raises:
        BuilderError: it cannot be read, or does not fit.
    """
    match source:
        case PictureFile(file=file):
            prepared = InputTensor(*picture_tensor(entry, file))
        case TypedValues(text=text):
            prepared = InputTensor(*typed_tensor(entry, text))
        case StoredFile(file=file, entry=inner):
            prepared = InputTensor(*stored_tensor(entry, file, inner))
        case Random():
            raise TypeError("a random sample needs the batch: see `random_sample`")
    check_ids(entry, prepared.tensor, most)
    return prepared


def check_ids(entry: Input, tensor: Tensor, most: int | None) -> None:
    """Refuse ids that an embedding does not know.

    Args:
        entry: the input that it is for.
        tensor: batch included.
        most: how many ids the embedding knows that the input reaches; None where it reaches none.

    Raises:
        BuilderError: there is one.
    """
    if most is None or tensor.is_floating_point() or not tensor.numel():
        return
    low, high = int(tensor.min()), int(tensor.max())
    if low < 0 or high >= most:
        wrong = low if low < 0 else high
        raise BuilderError(say("datasets.id", id=wrong, name=entry.name, most=most - 1), hint=say("datasets.id.hint"))


def id_bounds(entry: Input, most: int | None) -> tuple[int, int]:
    """Return the least id and the one after the last: the person's own bounds, else all that an embedding knows.

    Args:
        entry: `low` and `high` are the person's bounds, `high` excluded.
        most: how many ids the embedding knows that the input reaches; None where it reaches none.
    """
    if most is None:
        return entry.low, entry.high
    if entry.high == _DEFAULT_HIGH or entry.high > most:
        return min(entry.low, most - 1), most
    return entry.low, entry.high


def random_sample(entry: Input, batch: int, generator: torch.Generator, most: int | None = None) -> Tensor:
    """Return a random sample of an input by its own distribution.

    Args:
        entry: `low` and `high` bound whole numbers, `high` excluded.
        batch: the size that stands for `"N"` in the shape.
        generator: on the CPU.
        most: how many ids the embedding knows that the input reaches; None where it reaches none.
    """
    shape = [batch if isinstance(dim, str) else dim for dim in entry.shape]
    dtype: torch.dtype = getattr(torch, entry.dtype)
    if dtype is torch.bool:
        return torch.randint(0, 2, shape, generator=generator).bool()
    if dtype.is_floating_point or dtype.is_complex:
        return torch.randn(shape, generator=generator, dtype=dtype)
    return torch.randint(*id_bounds(entry, most), shape, generator=generator).to(dtype)


def target_of(source: Source | None) -> InputTensor | None:
    """Return what a loss compares with, in the shape that it was given: how it fits is for the loss to say.

    Args:
        source: what a person gave; a random one, a picture and None have no target, and None is returned.

    Raises:
        BuilderError: it cannot be read.
    """
    match source:
        case TypedValues(text=text):
            return InputTensor(*typed_target(text))
        case StoredFile(file=file, entry=inner):
            return InputTensor(read_tensor(file, inner), (say("datasets.read", name=file.name),))
    return None


def _batch(document: Document, given: Mapping[str, InputTensor]) -> int:
    """Return how many samples there are.

    Raises:
        DocumentError: two inputs were given different numbers of them.
    """
    sizes = {
        entry.name: given[entry.name].tensor.shape[entry.shape.index(BATCH)]
        for entry in document.inputs
        if entry.name in given and BATCH in entry.shape
    }
    one = next(iter(sizes), "")
    for other, count in sizes.items():
        if count != sizes[one]:
            raise DocumentError(
                say("datasets.batches", one=one, count=sizes[one], other=other, others=count),
                hint=say("datasets.batches.hint"),
            )
    return next(iter(sizes.values()), document.batch)


def _apply_changes(
    prepared: InputTensor, entry: Input, changes: tuple[ElementChange, ...], most: int | None
) -> InputTensor:
    """Set single elements.

    Raises:
        BuilderError: there is no such element, or it cannot have that value.
    """
    mine = [one for one in changes if one.input == entry.name]
    if not mine:
        return prepared
    tensor = prepared.tensor.clone()
    for one in mine:
        shape = tuple(tensor.shape)
        if len(one.index) != len(shape) or not all(0 <= i < size for i, size in zip(one.index, shape, strict=False)):
            raise DocumentError(
                say("datasets.no-element", index=one.index, name=entry.name, shape=shape),
                hint=say("datasets.no-element.hint", count=len(shape)),
            )
        tensor[one.index] = cast(entry, torch.tensor(one.value, dtype=torch.float64))[0]
    check_ids(entry, tensor, most)
    return InputTensor(tensor, (*prepared.said, say("datasets.changed", count=len(mine))))
