"""One network and what `from_module` makes of it, compared."""

from __future__ import annotations

import time
import warnings
from typing import NamedTuple

import torch
from torch import Tensor, nn

from builder import analyse, from_module, to_module
from builder.document.blocks import Document, Written
from builder.document.tree import walk
from builder.errors import BuilderError
from builder.network.network import Network
from tests.zoo.models import Model

BATCH = 2


class Compared(NamedTuple):
    """What was found; `refused` says why there is nothing to compare."""

    name: str
    refused: str = ""
    parameters: bool = False
    keys: bool = False
    tree: bool = False
    evaluation: bool = False
    training: bool = False
    operations: bool | None = None
    blocks: int = 0
    as_text: int = 0
    seconds: float = 0.0
    """Of the processor, for the reading alone."""

    @property
    def exact(self) -> bool:
        """Whether nothing differs."""
        held = (self.parameters, self.keys, self.tree, self.evaluation, self.training)
        return not self.refused and all(held) and self.operations is not False


def compared(model: Model) -> Compared:
    """Build a network, read it, and compare the tree, keys, outputs and costs."""
    torch.manual_seed(0)
    theirs = model.build()
    try:
        with warnings.catch_warnings(action="ignore"):
            start = time.process_time()
            document = from_module(theirs, (BATCH, *model.image))
            seconds = time.process_time() - start
            ours = to_module(document)
    except BuilderError as error:
        return Compared(model.name, str(error))
    state = theirs.state_dict()
    keys = list(state) == list(ours.state_dict())
    ours.load_state_dict(state)
    images = torch.randn(BATCH, *model.image)
    blocks, as_text = _share(document)
    return Compared(
        model.name,
        parameters=_count(ours) == _count(theirs),
        keys=keys,
        tree=str(ours) == str(theirs),
        evaluation=_same(theirs.eval(), ours.eval(), images),
        training=_same(theirs.train(), ours.train(), images),
        operations=_operations(document, model),
        blocks=blocks,
        as_text=as_text,
        seconds=seconds,
    )


def _count(network: nn.Module) -> int:
    return sum(parameter.numel() for parameter in network.parameters())


def _same(theirs: nn.Module, ours: nn.Module, images: Tensor) -> bool:
    """Tell whether both return the same bits under one seed."""
    found = []
    for network in (theirs, ours):
        torch.manual_seed(1)
        with torch.no_grad():
            found.append(_tensors(network(images.clone())))
    pairs = list(zip(*found, strict=False))
    return len(found[0]) == len(found[1]) and all(torch.equal(a.nan_to_num(), b.nan_to_num()) for a, b in pairs)


def _tensors(value: object) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    return [tensor for item in value for tensor in _tensors(item)] if isinstance(value, tuple | list) else []


def _operations(document: Document, model: Model) -> bool | None:
    """Tell whether the multiply-adds are the published ones to their last digit; None where none are published."""
    if model.published is None:
        return None
    ours = analyse(document).multiply_adds
    return ours is not None and f"{ours / 1e9:.3f}" == f"{model.published:.3f}"


def _share(document: Document) -> tuple[int, int]:
    """Return how many blocks there are, and how many of them stand inside a class that is kept as text."""
    every = list(walk(Network.of(document).whole.root))
    inside = {id(block) for text in every if isinstance(text, Written) for block in walk(text)}
    return len(every), len(inside)
