"""One run of a network with whatever watches it: its mode, its gradients, and where it ended."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import torch
from torch import nn
from torch.nn.parameter import UninitializedBuffer, UninitializedParameter

from builder.document.tree import child_path
from builder.errors import BuilderError
from builder.inspection.report import Settings
from builder.inspection.watch import RunStopped, torch_words
from builder.sentences import Sentence, say

TORCH_SAYS = (RuntimeError, ValueError, LookupError, TypeError, AttributeError, AssertionError, ArithmeticError)
FUSED = (nn.TransformerEncoder, nn.TransformerEncoderLayer, nn.MultiheadAttention)
"""Layers that evaluation without gradients runs as one kernel, in which nothing inside can be looked at."""


class Pass(NamedTuple):
    """What a run gave: its output, or a sentence about where and why it ended."""

    output: Any
    ended: str | None


def check_ready(network: nn.Module) -> None:
    """Refuse a network with tensors that have no size before it has seen an input.

    Raises:
        BuilderError: it has such tensors.
    """
    for path, module in network.named_modules():
        for name, tensor in (*module._parameters.items(), *module._buffers.items()):
            if isinstance(tensor, UninitializedBuffer | UninitializedParameter):
                raise BuilderError(
                    say("inspection.lazy", name=child_path(path, name)), hint=say("inspection.lazy.hint")
                )


def set_mode(network: nn.Module, settings: Settings) -> None:
    """Put a network into the mode of a run; one that is in it already is not asked, since thousands take their time."""
    training = settings.mode == "train"
    if any(module.training is not training for module in network.modules()):
        network.train(training)


def grad_mode(network: nn.Module, settings: Settings) -> torch.enable_grad | torch.no_grad:
    """Return the mode of a run: with gradients for a loss, and where torch would otherwise run layers as one kernel."""
    fuses = settings.mode == "eval" and any(isinstance(one, FUSED) for one in network.modules())
    return torch.enable_grad() if settings.loss != "none" or fuses else torch.no_grad()


def run_through(network: nn.Module, inputs: Sequence[Any], watch: Any) -> Pass:  # noqa: ANN401 - any `Watch`
    """Run a network; what torch says against it becomes a sentence with the place where it was said."""
    try:
        with watch.hooks():
            return Pass(network(*inputs), None)
    except RunStopped as stopped:
        return Pass(None, stopped.sentence)
    except (BuilderError, *TORCH_SAYS) as error:
        path = next((entry.path for entry in reversed(watch.open)), "")
        words = Sentence(torch_words(error).rstrip("."))
        return Pass(None, say("inspection.stopped", path=path or say("errors.root"), reason=words))
