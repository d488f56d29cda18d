"""Make the weights file of a document, keeping those of another one for every block that has not changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from torch import Tensor, nn

from builder.document.blocks import Block, Document, Layer, Parallel, Repeat, Sequential
from builder.document.tree import child_name, child_path, copy_name
from builder.module import to_module
from builder.module.arguments import decided_arguments
from builder.module.build import quiet_rng
from builder.module.initialise import apply_rules
from builder.module.layer import layer_builder
from builder.module.memory import check_memory
from builder.module.ties import tie
from builder.weights.checkpoint import Progress, open_safetensors, save_safetensors

Place = tuple[str, tuple[int, ...]]
"""A layer by its block's id and the numbers of the copies it stands in, outermost first."""


def materialise(
    document: Document,
    target: str | Path,
    previous: tuple[Document, str | Path] | None = None,
    progress: Progress | None = None,
) -> None:
    """Write the weights of a document as safetensors.

    With `previous`, a document and its file, every tensor of a block whose id, name, shape and dtype are unchanged
    keeps its values; only others are drawn. Without, all are drawn, as `to_module(document)` draws them.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        LimitError: what must be drawn is larger than the memory that is free.
    """
    report = progress or _no_report
    network = _drawn(document, report) if previous is None else _carried(document, previous, report)
    save_safetensors(network, target, lambda fraction, words: report(0.5 + fraction / 2, words))
    report(1.0, "written")


def _drawn(document: Document, report: Progress) -> nn.Module:
    report(0.0, "drawing")
    return to_module(document, progress=lambda fraction: report(fraction / 2, "drawing"))


def _carried(document: Document, previous: tuple[Document, str | Path], report: Progress) -> nn.Module:
    report(0.0, "reading")
    network = to_module(document, device="meta")
    old = open_safetensors(previous[1])
    old_paths = dict(layer_places(previous[0]))
    fresh: list[tuple[str, Layer]] = []
    for place, (path, block) in layer_places(document):
        was = old_paths.get(place)
        if _keep(network.get_submodule(path), old, None if was is None else was[0]):
            fresh.append((path, block))
    new = _draw_missing(document, network, fresh, report)
    tie(network, document)
    with quiet_rng(document.seed + 1):
        apply_rules(network, document, only=new)
    return network


def layer_places(document: Document) -> Iterator[tuple[Place, tuple[str, Layer]]]:
    """Yield each layer that is built, copies apart, with its path."""
    stack: list[tuple[Block, str, tuple[int, ...]]] = [(document.root, "", ())]
    while stack:
        block, path, copies = stack.pop()
        if isinstance(block, Layer):
            yield (block.id, copies), (path, block)
        elif isinstance(block, Repeat):
            names = [copy_name(block, i) for i in range(block.count)]
            stack.extend((block.child, child_path(path, name), (*copies, i)) for i, name in enumerate(names))
        elif isinstance(block, Sequential | Parallel):
            kids = block.children
            stack.extend((kid, child_path(path, child_name(block, i, kid)), copies) for i, kid in enumerate(kids))


def _keep(layer: nn.Module, old: dict[str, Tensor], path: str | None) -> bool:
    """Give a layer on the meta device the old tensors that fit it; tell whether any is still missing."""
    missing = False
    for name, owner, own_name, tensor in _tensors(layer):
        known = None if path is None else old.get(child_path(path, name))
        if known is None or known.shape != tensor.shape or known.dtype != tensor.dtype:
            missing = True
        else:
            _put(owner, own_name, known)
    return missing


def _draw_missing(document: Document, network: nn.Module, fresh: list[tuple[str, Layer]], report: Progress) -> set[int]:
    """Draw the tensors that are still on the meta device; return the ids of the parameters that came to be."""
    build = layer_builder(decided_arguments(document))
    new: set[int] = set()
    needed = [_missing_bytes(network.get_submodule(path)) for path, _ in fresh]
    check_memory(sum(needed), "What is new in the network")
    with quiet_rng(document.seed):
        for i, (path, block) in enumerate(fresh):
            report(i / len(fresh) / 2, "drawing")
            made = build(block, path)
            for (_, owner, name, tensor), (_, _, _, drawn) in zip(
                _tensors(network.get_submodule(path)), _tensors(made), strict=True
            ):
                if tensor.is_meta:
                    _put(owner, name, drawn)
                    new.add(id(getattr(owner, name)))
    return new


def _missing_bytes(layer: nn.Module) -> int:
    return sum(t.numel() * t.element_size() for _, _, _, t in _tensors(layer) if t.is_meta)


def _tensors(layer: nn.Module) -> list[tuple[str, nn.Module, str, Tensor]]:
    """Return the tensors of a layer that a `state_dict` holds: name, the module that owns it, its name there."""
    found = []
    for path, module in layer.named_modules():
        saved = [name for name in module._buffers if name not in module._non_persistent_buffers_set]
        for name in (*module._parameters, *saved):
            tensor = getattr(module, name)
            if tensor is not None:
                found.append((child_path(path, name), module, name, tensor))
    return found


def _put(owner: nn.Module, name: str, tensor: Tensor) -> None:
    if name in owner._buffers:
        owner._buffers[name] = tensor.detach()
        return
    owner._parameters[name] = nn.Parameter(tensor.detach(), requires_grad=getattr(owner, name).requires_grad)


def _no_report(fraction: float, words: str) -> None:
    """Report to nobody."""
