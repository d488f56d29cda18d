"""Where each tensor of a network is kept, and what reaches it: `state_dict`, `.to()`, `.half()`.

Nothing is read off a rule: the module is asked for its `state_dict`, `_apply`, on which all moves stand, is called to
see what it reaches, and it is halved. A network on the meta device shows the same, and costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from builder.document.tree import child_path
from builder.inspection.tensor_report import Kind, LazyRow, TensorRow

MOST_PLAIN = 1_000
"""Tensors of plain attributes that are looked at."""
_DEEPEST = 4
_TABLES = ("_parameters", "_buffers", "_modules")
_Place: TypeAlias = tuple[str, Kind, Tensor]


def tensor_rows(network: nn.Module) -> tuple[TensorRow, ...]:
    """Return each tensor at each of its places, those of plain attributes behind the others of their module.

    The network is the caller's to lose: it holds halves of its numbers afterwards.
    """
    keys, reached = network.state_dict().keys(), _reached_ids(network)
    found = [*_places(network)]
    begun = [_LazyState(tuple(tensor.shape), _dtype(tensor), _device(tensor)) for _, _, tensor in found]
    shared = _first_places(found)
    network.half()
    halved = {path: _dtype(tensor) for path, _, tensor in _places(network)}
    return tuple(
        TensorRow(
            path,
            kind,
            *was,
            path in keys and kind != "plain",
            id(tensor) in reached,
            halved.get(path, was.dtype),
            *shared.get(path, (None, False)),
        )
        for (path, kind, tensor), was in zip(found, begun, strict=True)
    )


class _LazyState(NamedTuple):
    shape: tuple[int, ...]
    dtype: str
    device: str


def _first_places(found: list[_Place]) -> dict[str, tuple[str, bool]]:
    """Return of each further place of a tensor, or of its memory, the first one, and whether only the memory is shared.

    What is registered comes first: a plain attribute only points to it.
    """
    objects: dict[int, str] = {}
    memory: dict[int, str] = {}
    shared = {}
    for path, _, tensor in sorted(found, key=lambda place: place[1] == "plain"):
        first, owner = objects.setdefault(id(tensor), path), memory.setdefault(_memory(tensor), path)
        if first != path:
            shared[path] = (first, False)
        elif owner != path:
            shared[path] = (owner, True)
    return shared


def lazy_rows(before: nn.Module) -> tuple[LazyRow, ...]:
    """Return the tensors of a network as torch prints them before its first forward: each its shape, if it has one."""
    return tuple(LazyRow(path, _shape_text(tensor)) for path, tensor in _state_tensors(before))


def decided_rows(rows: tuple[LazyRow, ...], after: nn.Module) -> tuple[LazyRow, ...]:
    """Return the same rows with what the tensors are after the first forward.

    Args:
        rows: of `lazy_rows`, taken before the first forward.
        after: the same network after it.
    """
    shown = {path: _shape_text(tensor) for path, tensor in _state_tensors(after)}
    return tuple(LazyRow(row.path, row.before, shown.get(row.path)) for row in rows)


def undecided_name(network: nn.Module) -> str | None:
    """Return the name of the first parameter without a shape; None where all have one."""
    return next((name for name, tensor in network.named_parameters() if is_lazy(tensor)), None)


def shape_answer(network: nn.Module, name: str) -> tuple[str, str]:
    """Return the code that asks a parameter for its shape, and what torch says.

    Args:
        network: may have parameters without a shape: torch's error is the answer then.
        name: the parameter's key in the `state_dict`.
    """
    code = f"net.get_parameter({name!r}).shape"
    try:
        return code, str(network.get_parameter(name).shape)
    except RuntimeError as error:
        return code, f"{type(error).__name__}: {error}"


def shapes_of(returned: object) -> tuple[str, ...]:
    """Return the shapes of what a network returns."""
    return tuple(str(tensor.shape) for _, tensor in _inside("", returned))


def _state_tensors(network: nn.Module) -> Iterator[tuple[str, Tensor]]:
    for path, kind, tensor in _places(network):
        if kind != "plain":
            yield path, tensor


def _shape_text(tensor: Tensor) -> str:
    return repr(tensor) if is_lazy(tensor) else str(tensor.shape)


def _reached_ids(network: nn.Module) -> set[int]:
    seen: set[int] = set()

    def see(tensor: Tensor) -> Tensor:
        seen.add(id(tensor))
        return tensor

    network._apply(see)  # type: ignore[no-untyped-call]
    return seen


def _places(network: nn.Module) -> Iterator[_Place]:
    modules = [*network.named_modules(remove_duplicate=False)]
    tables = [table for _, module in modules for table in (module._parameters, module._buffers)]
    registered = {id(tensor) for table in tables for tensor in table.values()}
    for prefix, module in modules:
        for name, parameter in module._parameters.items():
            if parameter is not None:
                yield child_path(prefix, name), "parameter", parameter
        for name, buffer in module._buffers.items():
            if buffer is not None:
                is_lost = name in module._non_persistent_buffers_set
                yield child_path(prefix, name), "non-persistent" if is_lost else "buffer", buffer
        of_torch = type(module).__module__.startswith("torch.")
        plain = (pair for name, value in vars(module).items() if name not in _TABLES for pair in _inside(name, value))
        for name, tensor in islice(plain, MOST_PLAIN):
            # A layer of torch keeps lists of its own parameters, which are nothing beside them.
            if not (of_torch and id(tensor) in registered):
                yield child_path(prefix, name), "plain", tensor


def _inside(name: str, value: object, depth: int = 0) -> Iterator[tuple[str, Tensor]]:
    """Yield the tensors of a plain attribute: itself, those of lists and dicts, those of modules that stand in them."""
    if isinstance(value, Tensor):
        yield name, value
    elif depth < _DEEPEST and isinstance(value, list | tuple):
        for i, part in enumerate(value):
            yield from _inside(f"{name}[{i}]", part, depth + 1)
    elif depth < _DEEPEST and isinstance(value, dict):
        for key, part in value.items():
            yield from _inside(f"{name}[{key!r}]", part, depth + 1)
    elif depth and isinstance(value, nn.Module):
        for key, tensor in (*value.named_parameters(), *value.named_buffers()):
            yield f"{name}.{key}", tensor


def _dtype(tensor: Tensor) -> str:
    return str(tensor.dtype).removeprefix("torch.")


def _device(tensor: Tensor) -> str:
    """Return where a tensor is made: on the CPU what stands on meta, which only asks what would be."""
    return "cpu" if tensor.is_meta else str(tensor.device)


def _memory(tensor: Tensor) -> int:
    return int(tensor.untyped_storage()._cdata)
