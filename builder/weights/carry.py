"""Make the weights file of a document, keeping those of another one for every block that has not changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from builder.document.blocks import Block, Document, Graph, Layer, Parallel, Repeat, Sequential, TensorBlock, Written
from builder.document.tree import child_name, child_path, children, copy_name
from builder.expansion.instances import expanded, written_blocks
from builder.live.text_class import TextClasses
from builder.module import to_module
from builder.module.arguments import decided_arguments
from builder.module.graph import initial_tensor
from builder.module.initialise import apply_rules, fill_originals
from builder.module.layer import layer_builder
from builder.module.lazy import decide_by_shapes
from builder.module.local import run_here
from builder.module.memory import check_memory
from builder.module.rng import quiet_rng
from builder.module.ties import tie
from builder.network.network import Network
from builder.sentences import say
from builder.weights.checkpoint import Progress, open_safetensors, save_safetensors

Place = tuple[str, tuple[int, ...]]
"""A block by its id and the numbers of the copies it stands in, outermost first."""


class Owner(NamedTuple):
    """A block that tensors come with: the path of its module; for a tensor of a graph that of the graph."""

    path: str
    block: Layer | TensorBlock
    name: str
    """A tensor's name in the graph."""
    maker: tuple[str, Written] | None = None
    """The object of a written class that makes it, and its path."""


def materialise(
    document: Document,
    target: str | Path,
    *previous: tuple[Document, str | Path],
    progress: Progress | None = None,
) -> None:
    """Write the weights of a document as safetensors.

    With `previous`, documents and their files, every tensor of a block whose id, name, shape and dtype are those of one
    in the first of them that has it keeps its values; only others are drawn. Without, all are drawn, as
    `to_module(document)` draws them.

    Args:
        document: what the file is for.
        target: the file, which appears whole or not at all.
        previous: documents with the safetensors files of theirs, the one to take from first at the beginning.
        progress: is told from 0 to 1 how much is done, with words; what it raises stops the work.

    Raises:
        ShapeError: an `"auto"` argument cannot be decided.
        LimitError: what must be drawn is larger than the memory that is free.
    """
    report = progress or _no_report
    network = _carry(document, previous, report) if previous else _draw(document, report)
    save_safetensors(network, target, lambda fraction, words: report(0.5 + fraction / 2, words))
    report(1.0, say("weights.progress.written"))


def _draw(document: Document, report: Progress) -> nn.Module:
    report(0.0, say("weights.progress.drawing"))
    return to_module(document, progress=lambda fraction: report(fraction / 2, say("weights.progress.drawing")))


def _carry(document: Document, previous: Iterable[tuple[Document, str | Path]], report: Progress) -> nn.Module:
    report(0.0, say("weights.progress.reading"))
    document = expanded(document)
    network = to_module(document, device="meta")
    fresh = list(owners(document))
    for before, file in previous:
        old, was = open_safetensors(file), dict(owners(expanded(before)))
        fresh = [(place, owner) for place, owner in fresh if _keep(network, owner, old, was.get(place))]
    new = _draw_missing(document, network, [owner for _, owner in fresh], report)
    # Not the seed that layers were just drawn by: a rule would fill its tensors with their numbers again.
    with quiet_rng(document.seed + 1):
        fill_originals(network, document, only=new)
        tie(network, document)
        apply_rules(network, document, only=new)
    return network


def owners(document: Document) -> Iterator[tuple[Place, Owner]]:
    """Yield each layer that is built and each tensor of a graph in their order, copies apart.

    Instances are written out before.
    """
    stack: list[tuple[Block, str, str, tuple[int, ...], tuple[str, Written] | None]]
    stack = [(document.root, "", "", (), None)]
    while stack:
        block, parent, name, copies, maker = stack.pop()
        path = child_path(parent, name) if name else parent
        if isinstance(block, Layer):
            yield (block.id, copies), Owner(path, block, "", maker)
        elif isinstance(block, TensorBlock):
            yield (block.id, copies), Owner(parent, block, name, maker)
        elif isinstance(block, Repeat):
            numbers = reversed(range(block.count))
            stack.extend((block.child, path, copy_name(block, i), (*copies, i), maker) for i in numbers)
        elif isinstance(block, Sequential | Parallel | Graph | Written):
            inner = (path, block) if isinstance(block, Written) and block.source else maker
            kids = reversed([*enumerate(children(block))])
            stack.extend((kid, path, child_name(block, i, kid), copies, inner) for i, kid in kids)


def _keep(network: nn.Module, here: Owner, old: dict[str, Tensor], was: Owner | None) -> bool:
    """Give a block's tensors on the meta device the old ones that fit; tell whether any is still missing."""
    missing = False
    for name, owner, own_name, tensor in _tensors(network, here):
        if not tensor.is_meta:
            continue
        known = None if was is None else old.get(child_path(was.path, was.name or name))
        if known is None or known.shape != tensor.shape or known.dtype != tensor.dtype:
            missing = True
        else:
            _put_tensor(owner, own_name, known)
    return missing


def _draw_missing(document: Document, network: nn.Module, fresh: list[Owner], report: Progress) -> set[int]:
    """Draw the tensors that are still on the meta device; return the ids of the parameters that came to be."""
    build = layer_builder(decided_arguments(Network.of(document), run_here))
    new: set[int] = set()
    makers = _Makers(document)
    check_memory(sum(_missing_bytes(network, here) for here in fresh), say("weights.new-part"))
    with quiet_rng(document.seed):
        for i, here in enumerate(fresh):
            report(i / len(fresh) / 2, say("weights.progress.drawing"))
            if here.maker is not None:
                drawn = makers.drawn(here)
            elif isinstance(here.block, TensorBlock):
                drawn = [initial_tensor(here.block)]
            else:
                drawn = _all(build(here.block, here.path))
            for (_, owner, name, tensor), values in zip(_tensors(network, here), drawn, strict=True):
                if tensor.is_meta:
                    _put_tensor(owner, name, values)
                    new.add(id(getattr(owner, name)))
    return new


class _Makers:
    """The objects of text classes that are made anew, for what they draw."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.texts = TextClasses(block.source for block in written_blocks(document.root))
        self.waiting = list(dict(owner.maker for _, owner in owners(document) if owner.maker is not None).items())
        self.made: dict[str, nn.Module] = {}

    def drawn(self, here: Owner) -> list[Tensor]:
        """Return the tensors of a block that a text class makes: the object is made anew, once for all in it."""
        assert here.maker is not None
        start = here.maker[0]
        if start not in self.made:
            self.made[start] = self.object(start)
            decide_by_shapes(self.made[start], self.document, start, "cpu")
        inner = here.path[len(start) :].lstrip(".")
        return [tensor for _, _, _, tensor in _tensors(self.made[start], here._replace(path=inner))]

    def object(self, start: str) -> nn.Module:
        """Return the object at a path; those before it leave in their class what they do, and draw nothing."""
        while True:
            path, block = self.waiting.pop(0)
            with nullcontext() if path == start else torch.device("meta"):
                module = self.texts.build(block.source, block.args)
            if path == start:
                return module


def _missing_bytes(network: nn.Module, here: Owner) -> int:
    return sum(t.numel() * t.element_size() for _, _, _, t in _tensors(network, here) if t.is_meta)


def _tensors(network: nn.Module, here: Owner) -> list[tuple[str, nn.Module, str, Tensor]]:
    """Return the tensors that come with a block: name, the module that owns it, its name there."""
    module = network.get_submodule(here.path)
    if isinstance(here.block, TensorBlock):
        return [(here.name, module, here.name, getattr(module, here.name))]
    return _state_tensors(module)


def _all(layer: nn.Module) -> list[Tensor]:
    return [tensor for _, _, _, tensor in _state_tensors(layer)]


def _state_tensors(layer: nn.Module) -> list[tuple[str, nn.Module, str, Tensor]]:
    """Return the tensors of a layer that a `state_dict` holds."""
    found = []
    for path, module in layer.named_modules():
        saved = [name for name in module._buffers if name not in module._non_persistent_buffers_set]
        for name in (*module._parameters, *saved):
            tensor = getattr(module, name)
            if tensor is not None:
                found.append((child_path(path, name), module, name, tensor))
    return found


def _put_tensor(owner: nn.Module, name: str, tensor: Tensor) -> None:
    if name in owner._buffers:
        owner._buffers[name] = tensor.detach()
    else:
        owner._parameters[name] = nn.Parameter(tensor.detach())


def _no_report(fraction: float, words: str) -> None:
    """Ignore progress reports."""
