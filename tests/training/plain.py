"""Data in memory, networks from text, and the loop as a script has it: what runs of ours are held against."""

import copy
import warnings
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from builder import from_source, to_module
from builder.datasets.stored import DataSet
from builder.training.recipe import Recipe

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"


class Memory(NamedTuple):
    """A data set that lies in memory, as `builder.datasets.prepare` gives one."""

    info: DataSet
    inputs: torch.Tensor
    targets: torch.Tensor
    training: np.ndarray
    validation: np.ndarray

    def batch(self, rows):
        """Return inputs and targets of some examples."""
        return self.inputs[rows], self.targets[rows]


def memory(inputs, targets, classes=3, task="classes", kept=8):
    """Return a data set of these tensors, of which the last `kept` examples are for validation."""
    names = tuple(map(str, range(classes)))
    kinds = [str(one.dtype).removeprefix("torch.") for one in (inputs, targets)]
    info = DataSet("drawn", task, inputs.shape[1:], kinds[0], targets.shape[1:], kinds[1], names, len(inputs))
    rows = np.arange(len(inputs))
    return Memory(info, inputs, targets, rows[: len(rows) - kept], rows[len(rows) - kept :])


def numbers(*shape, rows=30, classes=3):
    """Return random numbers of a shape with random classes."""
    drawn = torch.Generator().manual_seed(7)
    return memory(
        torch.randn(rows, *shape, generator=drawn), torch.randint(0, classes, (rows,), generator=drawn), classes
    )


def tokens(length=6, count=9, rows=30):
    """Return random tokens with those that follow."""
    drawn = torch.randint(0, count, (rows, length + 1), generator=torch.Generator().manual_seed(7))
    return memory(drawn[:, :-1].contiguous(), drawn[:, 1:].contiguous(), count, "tokens")


def document_of(text, inputs=None):
    """Return the document of a text that imports torch, nn and F."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a class is kept as code
        return from_source(HEAD + text, inputs=inputs)


def both(text, inputs=None):
    """Return two equal networks of a text."""
    network = to_module(document_of(text, inputs))
    return network, copy.deepcopy(network)


def script(network, data, recipe: Recipe, epochs=2):
    """Train by a loop as one writes it, and return the losses of all steps."""
    torch.manual_seed(recipe.seed)
    optimizer = getattr(torch.optim, recipe.optimizer.kind)(
        [p for p in network.parameters() if p.requires_grad], **recipe.optimizer.args
    )
    loss_of = getattr(nn, recipe.loss.kind)(**recipe.loss.args)
    inputs, targets = data.inputs[data.training], data.targets[data.training]
    losses = []
    for epoch in range(epochs):
        order = torch.randperm(len(inputs), generator=torch.Generator().manual_seed(recipe.seed + epoch))
        network.train()
        for rows in order.split(recipe.batch_size):
            output = network(inputs[rows])
            loss = loss_of(output.flatten(0, -2), targets[rows].flatten()) if output.dim() == 3 else None
            loss = loss_of(output, targets[rows]) if loss is None else loss
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses


def values(network):
    """Return all tensors of a network."""
    return {name: one.detach().clone() for name, one in (*network.named_parameters(), *network.named_buffers())}


def same(one, other):
    """Tell whether two networks hold the same to the last bit."""
    first, second = values(one), values(other)
    return first.keys() == second.keys() and all(
        torch.equal(first[name].reshape(-1).view(torch.uint8), second[name].reshape(-1).view(torch.uint8))
        for name in first
    )
