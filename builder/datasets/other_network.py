"""The sample of one network for another one: the very tensors where its inputs take them."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from builder.datasets.fit import fit_tensor, shown_shape
from builder.datasets.ids import ids_taken
from builder.datasets.read import InputTensor, check_ids, read, seeded_sample
from builder.datasets.samples import Random, Sample, Source
from builder.document.blocks import BATCH, Document, Input
from builder.errors import BuilderError
from builder.sentences import Sentence, say


class FirstSample(NamedTuple):
    """What enters a network: its inputs, what was chosen for them, and the tensors that came of it."""

    inputs: tuple[Input, ...]
    sample: Sample
    prepared: tuple[InputTensor, ...]

    def source(self, position: int | None) -> Source:
        """Return what was chosen for an input."""
        name = None if position is None else self.inputs[position].name
        return self.sample.sources.get(name or "", self.sample.rest)


class SecondSample(NamedTuple):
    """The tensors for another network's inputs, and a sentence for each input that the two do not share."""

    prepared: tuple[InputTensor, ...]
    said: tuple[str, ...]


def sample_for(given: FirstSample, document: Document) -> SecondSample:
    """Return the tensors of a sample for the inputs of another document.

    An input gets the tensor of the input with its name, else of that at its position. Where that does not fit, what a
    person gave is read anew for it, so that a picture is resized; where that does not fit either, it is drawn.

    Args:
        given: the sample as it enters the first network.
        document: of the other network; its batch counts where neither network's tensors have one.
    """
    partners = _partners(given.inputs, document.inputs)
    most = ids_taken(document)
    found: list[InputTensor | None] = []
    said = []
    for entry, at in zip(document.inputs, partners, strict=True):
        made, sentence = _input_tensor(given, at, entry, most.get(entry.name))
        found.append(made)
        said += [] if sentence is None else [sentence]
    left = [entry.name for i, entry in enumerate(given.inputs) if i not in partners]
    said += [say("datasets.carried.left", name=name) for name in left]
    batch = _batch(document.inputs, found) or _batch(given.inputs, given.prepared) or document.batch
    prepared = tuple(
        made or seeded_sample(given.source(at), entry, i, batch, most.get(entry.name))
        for i, (entry, at, made) in enumerate(zip(document.inputs, partners, found, strict=True))
    )
    return SecondSample(prepared, tuple(said))


def _partners(ones: Sequence[Input], others: Sequence[Input]) -> list[int | None]:
    """Return for each of the others the position of the one it stands for: that of its name, else at its position."""
    names, other_names = [one.name for one in ones], {one.name for one in others}
    free = [name not in other_names for name in names]
    return [
        names.index(other.name) if other.name in names else i if i < len(names) and free[i] else None
        for i, other in enumerate(others)
    ]


def _input_tensor(
    given: FirstSample, at: int | None, entry: Input, most: int | None
) -> tuple[InputTensor | None, str | None]:
    """Return the tensor of an input, None where it is to be drawn, and a sentence where it is not the very same."""
    wanted = Sentence(f"({shown_shape(entry)}) {entry.dtype}")
    if at is None:
        return None, say("datasets.carried.none", name=entry.name, wanted=wanted)
    one = given.prepared[at]
    is_drawn = isinstance(given.source(at), Random)
    # A row of ids may have any length, but what was drawn for another length was chosen by nobody.
    same = None if is_drawn and given.inputs[at].shape != entry.shape else _fit(entry, one, most)
    if same is not None:
        return same, None
    shape = tuple(one.tensor.shape)
    anew = None if is_drawn else _try_read(entry, given.source(at), most)
    if anew is None:
        return None, say("datasets.carried.drawn", name=entry.name, wanted=wanted, shape=shape)
    return anew, say("datasets.carried.read", name=entry.name, wanted=wanted, shape=shape)


def _fit(entry: Input, one: InputTensor, most: int | None) -> InputTensor | None:
    try:
        tensor, words = fit_tensor(entry, one.tensor)
        check_ids(entry, tensor, most)
    except BuilderError:
        return None
    return InputTensor(tensor, (*one.said, *words))


def _try_read(entry: Input, source: Source, most: int | None) -> InputTensor | None:
    with suppress(BuilderError):
        return read(entry, source, most)
    return None


def _batch(inputs: Sequence[Input], found: Sequence[InputTensor | None]) -> int | None:
    """Return how many samples there are; None where none of the tensors says it."""
    sizes = (
        one.tensor.shape[entry.shape.index(BATCH)]
        for entry, one in zip(inputs, found, strict=True)
        if one is not None and BATCH in entry.shape
    )
    return next(sizes, None)
