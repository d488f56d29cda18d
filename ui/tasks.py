"""What workers do for the pages with weights that lie in a file: a close look, a comparison, a proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from builder.document.blocks import Document
from builder.errors import BuilderError
from builder.jobs.limits import Limits, limited
from builder.jobs.progress import report

if TYPE_CHECKING:
    from torch import Tensor

BINS = 40
SHOWN = 8
MAX_COMPARED = 24
SAMPLE = 2_000_000


class Spread(msgspec.Struct, frozen=True):
    """How the values of a tensor are spread."""

    mean: float
    std: float
    edges: list[float]
    counts: list[int]


class Sample(msgspec.Struct, frozen=True):
    """A tensor looked at closely."""

    text: str
    count: int
    spread: Spread


class Change(msgspec.Struct, frozen=True):
    """One tensor before and after the rules."""

    path: str
    shape: list[int]
    before: Spread
    after: Spread


class Comparison(msgspec.Struct, frozen=True):
    """The tensors that the rules change, the first of them in full."""

    changes: list[Change]
    affected: int


class Proof(msgspec.Struct, frozen=True):
    """Both places before and after one of them was changed, and whether they are one object."""

    access: str
    other_access: str
    same: bool
    before: tuple[float, float]
    after: tuple[float, float]


def spread(tensor: Tensor) -> Spread:
    """Return mean, standard deviation and histogram; of a very large tensor, those of evenly picked elements."""
    import torch

    values = tensor.detach().reshape(-1)
    values = values[:: max(1, values.numel() // SAMPLE)].to(torch.float32)
    if values.numel() == 0:
        return Spread(0.0, 0.0, [0.0, 1.0], [0])
    low, high = float(values.min()), float(values.max())
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts = torch.histc(values, BINS, low, high).to(torch.int64).tolist()
    edges = [low + (high - low) * i / BINS for i in range(BINS + 1)]
    std = float(values.std(correction=0)) if values.numel() > 1 else 0.0
    return Spread(float(values.mean()), std, edges, counts)


@limited(Limits("reading the tensor", 60))
def sample(weights: Path, key: str) -> Sample:
    """Read one tensor of a file, which is memory-mapped."""
    import torch
    from safetensors import safe_open

    with safe_open(weights, framework="pt") as file:
        key = (file.metadata() or {}).get(key, key)
        tensor = file.get_tensor(key)
    torch.set_printoptions(edgeitems=SHOWN, threshold=2 * SHOWN * SHOWN, linewidth=110, precision=4, sci_mode=False)
    return Sample(str(tensor), tensor.numel(), spread(tensor))


@limited(Limits("comparing the weights", 600))
def compare(document: Document) -> Comparison:
    """Build the network without its init rules and with them, and compare what differs."""
    from builder.module import to_module

    report(0.05, "building as torch would")
    plain = dict(to_module(msgspec.structs.replace(document, init=())).named_parameters())
    report(0.5, "applying the rules")
    ruled = dict(to_module(document).named_parameters())
    changed = [key for key, tensor in ruled.items() if not tensor.equal(plain[key])]
    changes = []
    for i, key in enumerate(changed[:MAX_COMPARED]):
        report(0.8 + 0.2 * i / MAX_COMPARED, key)
        changes.append(Change(key, list(ruled[key].shape), spread(plain[key]), spread(ruled[key])))
    return Comparison(changes, len(changed))


@limited(Limits("changing one element", 120))
def prove(document: Document, key: str, other: str, value: float) -> Proof:
    """Build the network, change the first element at one place, and read both."""
    import torch

    from builder.module import to_module

    network = to_module(document)
    first, second = _at(network, key), _at(network, other)
    before = float(first.view(-1)[0]), float(second.view(-1)[0])
    with torch.no_grad():
        first.view(-1)[0] = value
    after = float(first.view(-1)[0]), float(second.view(-1)[0])
    return Proof(_typed(network, key), _typed(network, other), first is second, before, after)


def _at(network: object, key: str) -> Tensor:
    from torch import nn

    assert isinstance(network, nn.Module)
    path, _, name = key.rpartition(".")
    try:
        return getattr(network.get_submodule(path), name)  # type: ignore[no-any-return]
    except AttributeError:
        raise BuilderError(f"The network has no tensor {key!r}.", hint="Choose another pair.") from None


def _typed(network: object, key: str) -> str:
    """Return what one types to reach a tensor."""
    from torch import nn

    text, here = "net", network
    *path, name = key.split(".")
    for part in path:
        assert isinstance(here, nn.Module)
        keys = list(here._modules)
        text += f"[{keys.index(part)}]" if isinstance(here, nn.Sequential) and not part.isidentifier() else f".{part}"
        here = here._modules[part]
    return f"{text}.{name}"


@limited(Limits("making the weights", 1800))
def make(document: Document, safetensors: Path, pt: Path) -> int:
    """Build the network and write its weights, each file under another name first."""
    import torch
    from safetensors.torch import save_model

    from builder.module import to_module

    report(0.05, "drawing the weights")
    network = to_module(document)
    report(0.5, "writing safetensors")
    part = safetensors.with_suffix(".part")
    save_model(network, str(part))
    part.rename(safetensors)
    report(0.75, "writing the state_dict")
    torch.save(network.state_dict(), part)
    part.rename(pt)
    return safetensors.stat().st_size
