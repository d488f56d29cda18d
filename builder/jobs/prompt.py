"""A prompt on the live network of a document: its names, its outputs, and changes of the weights."""

from __future__ import annotations

from pathlib import Path

import torch
from msgspec.structs import replace
from torch import Tensor, nn

from builder.datasets.read import random_sample
from builder.document.blocks import Document
from builder.errors import BuilderError, SourceError
from builder.interpreter.failures import Failure
from builder.jobs.own_network import document_of, own_networks
from builder.jobs.prompt_messages import Answer, UsedNetwork, Words
from builder.jobs.shelf import Shelf
from builder.jobs.stored_network import load_network
from builder.live.console import Console, warm
from builder.live.device import computing_on
from builder.live.prompt import completions
from builder.live.session.magics import without_marks
from builder.live.values import check_tree
from builder.module.devices import device_of
from builder.weights.checkpoint import open_safetensors, save_safetensors

_REMEMBERED = 200_000
"""Characters of inputs that are kept."""
SEED = 0
"""What the samples are drawn with."""


class Prompt:
    """A console whose `net` has the weights of a file; `X` and each input by its name are samples.

    All of them are on one device, and texts may make tensors there.
    """

    def __init__(self, document: Document, weights: Path, shelf: Shelf, device: str = "cpu") -> None:
        warm()
        self.console = Console({}, shelf=shelf)
        self.texts: list[str] = []
        """The inputs that ran, from which a network of their own is read."""
        self.bind(document, weights, device)

    def bind(self, document: Document, weights: Path, device: str = "cpu") -> None:
        """Switch to another network, other weights or another device; all other variables are kept where they are.

        Raises:
            BuilderError: the device is not here.
        """
        self.device = device_of(device)
        self.network = load_network(document, weights).to(self.device)
        self.reshaped = False
        self.saved = open_safetensors(weights)
        generator = torch.Generator().manual_seed(SEED)
        samples = {
            entry.name: random_sample(entry, document.batch, generator).to(self.device) for entry in document.inputs
        }
        first = next(iter(samples.values()), None)
        self.console.interpreter.globals.variables.update({"X": first, **samples, "net": self.network})

    def enter(self, text: str, target: Path) -> Answer:
        """Run an input; changed weights are written to `target`."""
        with computing_on(self.device):
            answer = self._entered(text, target)
        variables = self.console.interpreter.globals.variables
        return replace(answer, networks=tuple(own_networks(variables, self.network)))

    def use(self, name: str, target: Path) -> UsedNetwork:
        """Make the document of a network that a variable holds, which is the document's network from now on."""
        try:
            own = document_of(name, self.texts, self.console.interpreter)
        except BuilderError as error:
            return UsedNetwork(problem=error.problem, hint=error.hint)
        save_safetensors(own.network, target)
        variables = self.console.interpreter.globals.variables
        self.network = variables["net"] = variables[name]
        self.saved, self.reshaped = open_safetensors(target), False
        return UsedNetwork(own.document)

    def _entered(self, text: str, target: Path) -> Answer:
        before = self._is_own()
        answer = self._run(text)
        if answer.problem is None:
            self._remember(text)
        if self._is_own() and not before:
            answer = replace(answer, parted=True)
        state = _state(self.network, self.device)
        before, self.reshaped = self.reshaped, state is None or not _fits(state, self.saved)
        if state is None or self.reshaped:
            return replace(answer, reshaped=not before)
        if all(_same(tensor, self.saved[name]) for name, tensor in state.items()):
            return answer
        save_safetensors(self.network, target)
        self.saved = open_safetensors(target)
        return replace(answer, changed=True)

    def _remember(self, text: str) -> None:
        self.texts.append(without_marks(text).text)
        while sum(map(len, self.texts)) > _REMEMBERED:
            del self.texts[0]

    def _is_own(self) -> bool:
        """Tell whether `net` is no longer the document's network."""
        return self.console.interpreter.globals.variables.get("net") is not self.network

    def _run(self, text: str) -> Answer:
        try:
            return Answer(self.console.run(text))
        except SourceError as error:
            return Answer(self.console.partial(), error.said or error.problem, error.line, error.column, error.hint)
        except BuilderError as error:
            return Answer(self.console.partial(), error.problem, hint=error.hint)

    def complete(self, text: str) -> Words:
        """Return completions of the name at the end of a text."""
        return Words(*completions(self.console.interpreter, text))


def _state(network: nn.Module, device: torch.device) -> dict[str, Tensor] | None:
    """Return the tensors of a network, or None where an input has put something else among them."""
    try:
        check_tree(network)
        state = network.state_dict()
    except (Failure, AttributeError, TypeError, ValueError, RuntimeError):
        return None
    return state if all(_is_plain(one, device) for one in state.values()) else None


def _is_plain(value: object, device: torch.device) -> bool:
    return isinstance(value, Tensor) and value.device.type in ("cpu", device.type) and value.layout is torch.strided


def _fits(state: dict[str, Tensor], saved: dict[str, Tensor]) -> bool:
    """Tell whether these are the tensors of the document's network still."""
    if state.keys() != saved.keys():
        return False
    return all(t.shape == saved[name].shape and t.dtype == saved[name].dtype for name, t in state.items())


def _same(tensor: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors are equal bit for bit, NaN included, wherever the first one is."""
    tensor = tensor.cpu()
    if torch.equal(tensor, other):
        return True
    # To torch.equal a NaN differs from itself.
    first, second = (t.detach().contiguous().reshape(-1).view(torch.uint8) for t in (tensor, other))
    return torch.equal(first, second)
