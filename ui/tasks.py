"""What workers do for the pages: make weights, tabulate them, look closely, compare, prove."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.jobs.limits import Limits, limited
from builder.jobs.progress import report

if TYPE_CHECKING:
    from torch import Tensor, nn

    from builder.weights import TensorSummary

MAX_COMPARED = 24
"""Tensors of a comparison that are shown."""


class Look(msgspec.Struct, frozen=True):
    """What is shown of one tensor: `builder.weights.TensorSummary`, which cannot be read without torch."""

    name: str
    shape: tuple[int, ...]
    dtype: str
    mean: float | None
    std: float | None
    min: float | None
    max: float | None
    not_finite: int
    excerpt: tuple[tuple[float, ...], ...]
    counts: tuple[int, ...]
    edges: tuple[float, ...]


class Change(msgspec.Struct, frozen=True):
    """One tensor before and after the init rules."""

    before: Look
    after: Look


class Comparison(msgspec.Struct, frozen=True):
    """How many tensors the rules change, and the first of them."""

    affected: int
    changes: list[Change]


class Proof(msgspec.Struct, frozen=True):
    """What one types for two places, whether they are one object, and their first element before and after."""

    access: str
    other_access: str
    same: bool
    before: tuple[float, float]
    after: tuple[float, float]


@limited(Limits("making the weights", 3600))
def make(document: Document, safetensors: Path, pt: Path) -> int:
    """Draw the weights of a document and write both files; return the bytes of the first."""
    from builder.weights import materialise, save_pt

    materialise(document, safetensors, None, lambda fraction, words: report(0.7 * fraction, words))
    network = stored(document, safetensors)
    save_pt(network, pt, lambda fraction, words: report(0.7 + 0.3 * fraction, words))
    return safetensors.stat().st_size


def stored(document: Document, weights: Path) -> nn.Module:
    """Return the network with the weights of a file, which are mapped and not read."""
    from builder.module import to_module
    from builder.weights import load_into

    network = to_module(document, device="meta")
    load_into(network, weights)
    return network


@limited(Limits("reading the parameters", 600))
def table(document: Document, weights: Path) -> dict[str, list[Any]]:
    """Return the parameter table, column by column."""
    from builder.targets.tables import parameter_table

    report(0.1, "reading every tensor")
    found = parameter_table(stored(document, weights)).drop(columns="grad_norm")
    return {name: found[name].tolist() for name in found.columns}


@limited(Limits("reading the tensor", 120))
def look(weights: Path, key: str) -> Look:
    """Sum up one tensor of a file."""
    from builder.weights import summary

    return _look(summary(weights, key))


@limited(Limits("comparing the weights", 1800))
def compare(document: Document, weights: Path) -> Comparison:
    """Draw the weights once more without the init rules, and compare them with those in the file."""
    from builder.module import to_module
    from builder.weights.inspect import summarise

    report(0.05, "drawing as torch does")
    before = dict(to_module(msgspec.structs.replace(document, init=())).named_parameters())
    after = dict(stored(document, weights).named_parameters())
    changed = [key for key, tensor in after.items() if not tensor.equal(before[key])]
    changes = []
    for i, key in enumerate(changed[:MAX_COMPARED]):
        report(0.6 + 0.4 * i / MAX_COMPARED, key)
        changes.append(Change(_look(summarise(key, before[key])), _look(summarise(key, after[key]))))
    return Comparison(len(changed), changes)


@limited(Limits("changing one element", 300))
def prove(document: Document, weights: Path, key: str, other: str, value: float) -> Proof:
    """Change the first element at one place of a copy of the weights, and read both places."""
    import torch

    network = stored(document, weights)
    first, second = _at(network, key), _at(network, other)
    own = first.detach().clone()
    with torch.no_grad():
        first.data = own
        before = _first(first), _first(second)
        first.view(-1)[0] = value
        after = _first(first), _first(second)
    return Proof(_typed(network, key), _typed(network, other), first is second, before, after)


def _look(summary: TensorSummary) -> Look:
    return Look(**summary._asdict())


def _at(network: nn.Module, key: str) -> Tensor:
    path, _, name = key.rpartition(".")
    try:
        found: Tensor = getattr(network.get_submodule(path), name)
    except AttributeError:
        raise BuilderError(f"The network has no tensor {key!r}.", hint="Choose another pair.") from None
    return found


def _first(tensor: Tensor) -> float:
    return float(tensor.detach().reshape(-1)[0])


def _typed(network: nn.Module, key: str) -> str:
    """Return what one types to reach a tensor."""
    from torch import nn

    text, here = "net", network
    *path, name = key.split(".")
    for part in path:
        keys = list(here._modules)
        text += f"[{keys.index(part)}]" if isinstance(here, nn.Sequential) and not part.isidentifier() else f".{part}"
        here = here.get_submodule(part)
    return f"{text}.{name}"
