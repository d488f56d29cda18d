"""What a network has to be before it is read: a tree that torch itself can walk, with tensors of plain memory."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from torch import Tensor, nn
from torch.jit import ScriptModule
from torch.nn.parameter import is_lazy

from builder.document.validation import MAX_DEPTH
from builder.errors import UnsupportedError
from builder.sentences import say

_TABLES = ("_modules", "_parameters", "_buffers")
_QUANTIZED = ("torch.ao.nn.", "torch.nn.quantized.", "torch.ao.quantization.")


def require_tree(network: object) -> None:
    """Refuse what is no tree of modules with forwards in Python, whose tensors are dense and there.

    Raises:
        UnsupportedError: it says what stands where.
    """
    if not isinstance(network, nn.Module):
        raise UnsupportedError(say("trace.no-module", item=repr(network)), hint=say("trace.no-module.hint"))
    open_ids: list[int] = []
    stack: list[tuple[nn.Module, str, bool]] = [(network, "", False)]
    seen: dict[int, str] = {}
    while stack:
        module, path, is_done = stack.pop()
        if is_done:
            open_ids.pop()
            continue
        if id(module) in open_ids:
            raise UnsupportedError(say("trace.cycle", path=path), hint=say("trace.cycle.hint"))
        if id(module) in seen:
            continue
        _require_module(module, path or say("trace.root"))
        if len(open_ids) > MAX_DEPTH:
            raise UnsupportedError(say("document.depth", limit=MAX_DEPTH), hint=say("document.depth.hint"))
        seen[id(module)] = path
        open_ids.append(id(module))
        below = [(child, f"{path}.{name}" if path else name, False) for name, child in _children(module)]
        # It is met again once all below it is done: until then it is open, and who finds it inside itself is in a ring.
        stack += [(module, path, True), *reversed(below)]
    _require_apart(network)


def _children(module: nn.Module) -> list[tuple[str, nn.Module]]:
    return [(name, child) for name, child in module._modules.items() if child is not None]


def _require_module(module: nn.Module, path: str) -> None:
    name = type(module).__name__
    refusal = _no_module(module, name, path) or _more_than_modules(module, name, path)
    if refusal is not None:
        raise refusal
    for table, kind in zip(_TABLES, (nn.Module, Tensor, Tensor), strict=True):
        for key, value in vars(module)[table].items():
            place = f"{name}.{table}[{key!r}]"
            if not isinstance(key, str) or not isinstance(value, kind | None):
                raise UnsupportedError(say("trace.entry", place=place, value=repr(value)), path=path)
            if isinstance(value, Tensor):
                _require_tensor(value, name, key, path)


def _no_module(module: nn.Module, name: str, path: str) -> UnsupportedError | None:
    """Return why torch or a document cannot have a module as one of Python's."""
    cls = type(module)
    if isinstance(module, ScriptModule):
        return UnsupportedError(say("trace.scripted", name=name, path=path), hint=say("trace.scripted.hint"))
    if any(not isinstance(vars(module).get(table), dict) for table in _TABLES):
        return UnsupportedError(say("trace.no-init", name=name, path=path), hint=say("trace.no-init.hint"))
    if cls.__hash__ is None:
        return UnsupportedError(say("trace.unhashable", name=name, path=path), hint=say("trace.unhashable.hint"))
    return None


def _more_than_modules(module: nn.Module, name: str, path: str) -> UnsupportedError | None:
    """Return what a module has that is no module, tensor or forward."""
    cls = type(module)
    if cls.__module__.startswith(_QUANTIZED):
        return UnsupportedError(say("trace.quantized", name=name, path=path), hint=say("trace.quantized.hint"))
    if cls.get_extra_state is not nn.Module.get_extra_state:
        return UnsupportedError(say("trace.extra-state", name=name, path=path), hint=say("trace.extra-state.hint"))
    if module._backward_hooks or module._backward_pre_hooks:
        return UnsupportedError(say("trace.gradient-hooks", name=name, path=path), hint=say("trace.hooks.hint"))
    return None


def _require_tensor(tensor: Tensor, of: str, key: str, path: str) -> None:
    if is_lazy(tensor):
        raise UnsupportedError(say("trace.lazy", name=of, path=path), hint=say("trace.lazy.hint"))
    odd = next((word for word, holds in _forms(tensor) if holds), None)
    if odd is not None:
        raise UnsupportedError(say("trace.layout", name=of, path=path, key=key, form=odd))
    if tensor._backward_hooks or getattr(tensor, "_post_accumulate_grad_hooks", None):
        raise UnsupportedError(say("trace.gradient-hooks", name=key, path=path), hint=say("trace.hooks.hint"))


def _forms(tensor: Tensor) -> list[tuple[str, bool]]:
    return [
        ("nested", tensor.is_nested),
        ("quantized", tensor.is_quantized),
        ("sparse", tensor.layout.__str__() != "torch.strided"),
    ]


def _require_apart(network: nn.Module) -> None:
    """Refuse tensors that lie in each other's memory without being one: what changes one changes the other."""
    lying: dict[Any, dict[int, tuple[int, int, str]]] = {}
    for path, module in network.named_modules():
        for key, tensor in (*module._parameters.items(), *module._buffers.items()):
            if tensor is not None and tensor.numel() and not tensor.is_meta:
                name = f"{path}.{key}" if path else key
                start = tensor.storage_offset()
                end = start + sum((n - 1) * step for n, step in zip(tensor.shape, tensor.stride(), strict=True)) + 1
                bounds = (start * tensor.itemsize, end * tensor.itemsize, name)
                lying.setdefault(tensor.untyped_storage()._cdata, {}).setdefault(id(tensor), bounds)
    for places in lying.values():
        ordered = sorted(places.values())
        for (_, end, one), (start, _, other) in pairwise(ordered):
            if start < end:
                raise UnsupportedError(say("trace.overlap", one=one, other=other), hint=say("trace.overlap.hint"))


def require_tensors(ours: nn.Module, theirs: nn.Module) -> None:
    """Refuse a document whose network would have other tensors, would learn others or would tie others.

    Raises:
        UnsupportedError: it names the first that differs.
    """
    name = type(theirs).__name__
    for made, found in zip(_tensors(ours), _tensors(theirs), strict=True):
        if made != found:
            odd = [entry for entry in (*made, *found) if (entry in made) != (entry in found)]
            raise UnsupportedError(say("trace.state-dict", name=name, where=odd[0][0] if odd else say("trace.order")))


def _tensors(network: nn.Module) -> list[list[tuple[Any, ...]]]:
    """List the entries of the state_dict, and each parameter and buffer with the first name of what it is."""
    state = [(key, tensor.shape, tensor.dtype) for key, tensor in network.state_dict().items()]
    first: dict[int, str] = {}
    learned = network.named_parameters(remove_duplicate=False)
    kept = network.named_buffers(remove_duplicate=False)
    parameters = [(key, tensor.requires_grad, first.setdefault(id(tensor), key)) for key, tensor in learned]
    return [state, parameters, [(key, first.setdefault(id(tensor), key)) for key, tensor in kept]]
