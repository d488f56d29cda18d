"""What is found out about a network by building it and running its first batch, for the script that trains it."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Any

import torch
from msgspec.structs import replace
from torch import Tensor, nn
from torch.nn.modules.batchnorm import _BatchNorm
from torch.nn.parameter import is_lazy
from torch.nn.utils.rnn import PackedSequence

from builder.datasets.prepare import PreparedData
from builder.document.blocks import Document, Written
from builder.document.tree import walk
from builder.inspection.tensors import tensors_in
from builder.module import to_module
from builder.network.network import Network
from builder.targets.literals import plain
from builder.targets.training_script.subject import Facts
from builder.training.living import pack_network
from builder.training.optimizing import sparse_tensors
from builder.training.packing import Packer
from builder.training.recipe import Recipe
from builder.training.trainer import Trainer

_MUTABLE = (list, dict, Tensor)


def facts_of(module: nn.Module, document: Document, prepared: PreparedData, recipe: Recipe, source: str) -> Facts:
    """Return what a script has to know of a network; its lazy layers are decided, and nothing else lasts.

    Args:
        module: the network with its first weights, on the CPU.
        document: the one that it was built from.
        prepared: the data, of which the first batch runs.
        recipe: how it is trained; here without its device and precision.
        source: the file of the network.

    Raises:
        BuilderError: the recipe does not fit the network, or what it returns not the targets.
    """
    drawn = to_module(document, device="meta")
    trainer = Trainer(module, prepared, replace(recipe, device="cpu", precision="float32"))
    first = {name: one.clone() for name, one in module.state_dict().items()}
    kept = _changing_attributes(module, source)
    output, pairing = _first_batch(trainer)
    unused = {id(one) for one in trainer.optimizing.parameters if one.grad is None}
    module.zero_grad()
    module.load_state_dict(first)
    learning = trainer.optimizing.parameters
    sparse = sparse_tensors(module)
    names = dict(module.named_parameters())
    return Facts(
        optimizers=_with_tensors(trainer),
        sparse=tuple(name for name, one in names.items() if id(one) in sparse and one.requires_grad),
        vectors=any(one.dim() <= 1 for one in learning),
        matrices=any(one.dim() > 1 for one in learning),
        frozen=tuple(name for name, one in names.items() if not one.requires_grad),
        tied=_tied_keys(module),
        unused=tuple(name for name, one in names.items() if id(one) in unused),
        branches=any(isinstance(one, Written) for one in walk(Network.of(document).whole.root)),
        norms=any(isinstance(one, _BatchNorm) for one in module.modules()),
        lazy=any(map(is_lazy, (*drawn.parameters(), *drawn.buffers()))),
        turned=not all(one.is_contiguous() for one in drawn.parameters() if not is_lazy(one)),
        buffers=any(True for _ in module.buffers()),
        kept=kept,
        output=output,
        **pairing,
    )


def _with_tensors(trainer: Trainer) -> tuple[Any, ...]:
    made = [type(one).__name__ for one in trainer.optimizing.optimizers]
    if len(made) == 2:
        return ("first", "rest")
    return ("first",) if made == [trainer.recipe.optimizer.kind] else ("rest",)


def _tied_keys(module: nn.Module) -> tuple[tuple[str, ...], ...]:
    names: dict[int, list[str]] = {}
    for name, one in module.named_parameters(remove_duplicate=False):
        names.setdefault(id(one), []).append(name)
    return tuple(tuple(one) for one in names.values() if len(one) > 1)


def _first_batch(trainer: Trainer) -> tuple[str, dict[str, Any]]:
    """Run the first batch forward and back; return where its tensor is in the output, and how targets meet it."""
    inputs, targets = trainer.feed.get(trainer.feed.rows(0, 0))
    with trainer.drawing():
        output = trainer.module(inputs)
        compared, met = trainer.objective.paired(output, targets)
        trainer.objective.module(compared, met).backward()
    first = tensors_in(output)[0]
    found = _way(output, first) or ""
    if met.dim() != targets.dim() and trainer.objective.has_classes:
        return found, {"flattened": True}
    dtypes = {torch.float32: "float", torch.float64: "double"}
    cast = dtypes[met.dtype] if met.dtype != targets.dtype else ""
    return found, {"reshaped": met.shape != targets.shape, "cast": cast}


def _way(value: object, wanted: Tensor) -> str | None:
    """Return what leads to a tensor in what a network returns."""
    if value is wanted:
        return ""
    if isinstance(value, PackedSequence):
        return ".data" if value.data is wanted else None
    inner: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list | tuple):
        inner = enumerate(value)
    for key, one in inner:
        if (way := _way(one, wanted)) is not None:
            return f"[{plain(key)}]{way}"
    return None


def _changing_attributes(module: nn.Module, source: str) -> tuple[str, ...]:
    """Return the attributes of the source's own classes, beside saved tensors, that a forward may change."""
    tree = ast.parse(source)
    named = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    written = {one for function in ast.walk(tree) for one in _attributes_set(function)}
    found: dict[str, None] = {}
    for path, values in pack_network(module, Packer())["plain"].items():
        owner = vars(module.get_submodule(path))
        for name in values:
            if name in written or (name in named and isinstance(owner[name], _MUTABLE)):
                found[name] = None
    for one in module.modules():
        found |= dict.fromkeys(sorted(one._non_persistent_buffers_set & named))
    return tuple(found)


def _attributes_set(function: ast.AST) -> set[str]:
    if not isinstance(function, ast.FunctionDef) or function.name == "__init__":
        return set()
    inner = ast.walk(function)
    return {one.attr for one in inner if isinstance(one, ast.Attribute) and isinstance(one.ctx, ast.Store)}
