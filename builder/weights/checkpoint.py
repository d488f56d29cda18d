"""Checkpoint files: `.pt` and `.safetensors`, written by streaming and opened by mapping into memory.

A file appears under its name all at once or not at all. Tied tensors follow `safetensors.torch.save_model`: one stays,
and the file's metadata says under which other names it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

import numpy as np
import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor, nn

from builder.atomic_write import replace_file
from builder.errors import StorageError
from builder.sentences import say
from builder.weights.behind import Behind
from builder.weights.header import header_bytes
from builder.weights.ties import kept_names, tied_owners

SLICE = 16 * 2**20
"""Bytes that are written at a time, so that progress shows and a cancelled job stops."""

Progress = Callable[[float, str], None]
"""Takes how far it is, from 0 to 1, and what is done now; may raise to stop."""


def save_pt(weights: nn.Module | Mapping[str, Tensor], path: str | Path, progress: Progress | None = None) -> None:
    """Write a `state_dict` as `torch.save` does: a zip file with checksums, tied tensors stored once.

    Args:
        weights: a network, or its `state_dict`.
        path: the file, which appears whole or not at all.
        progress: is told from 0 to 1 what part of the bytes is written, with words; what it raises stops the work.
    """
    state = _state(weights)
    with replace_file(path) as file, Behind(file.write) as behind:
        torch.save(dict(state), cast("IO[bytes]", _Sink(behind.write, _total(state), progress, _storages(state))))


def save_safetensors(
    weights: nn.Module | Mapping[str, Tensor], path: str | Path, progress: Progress | None = None
) -> None:
    """Write a `state_dict` as safetensors, for `safetensors.torch.load_model` or a reader of a few lines.

    Args:
        weights: a network, or its `state_dict`; tensors that share memory are written once, their names as metadata.
        path: the file, which appears whole or not at all.
        progress: is told from 0 to 1 what part of the bytes is written, with words; what it raises stops the work.
    """
    state = _state(weights)
    kept = kept_names(state)
    tensors = {name: state[name] for name in state if kept.get(name, name) == name}
    with replace_file(path) as file:
        sink = _Sink(file.write, _total(tensors), progress)
        header, order = header_bytes(tensors, {name: to for name, to in kept.items() if name != to})
        sink.write(header)
        for name in order:
            sink.write(_bytes_of(tensors[name]))


def open_safetensors(path: str | Path) -> dict[str, Tensor]:
    """Return every tensor of a safetensors file by name, tied names included, without reading its bytes.

    The tensors lie in the file: their memory is mapped, and shared with all who open it.

    Args:
        path: of the file, which must stay as it is while the tensors are in use.

    Raises:
        StorageError: the file is not there, or damaged.
    """
    with open_file(path) as file:
        found = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - it is no mapping
        tied = file.metadata() or {}
    return found | {name: found[to] for name, to in tied.items() if to in found and name not in found}


@contextmanager
def open_file(path: str | Path) -> Iterator[Any]:  # safetensors carries no types
    """Open a safetensors file.

    Args:
        path: of the file; errors show its last part alone.

    Raises:
        StorageError: it is not there, or cut off, or no such file.
    """
    try:
        with safe_open(str(path), framework="pt") as file:
            yield file
    except (SafetensorError, OSError) as error:
        name = Path(path).name
        lost = isinstance(error, FileNotFoundError)
        raise StorageError(
            say("weights.file.missing", name=name) if lost else say("weights.file.damaged", name=name),
            hint=say("weights.file.hint"),
        ) from error


def load_into(network: nn.Module, path: str | Path) -> None:
    """Give a network the weights of a safetensors file as they lie there; one on the meta device needs no more.

    Ties and what is frozen stay as they are in the network.

    Args:
        network: on any device; afterwards its tensors are those of the file, on the CPU.
        path: of a safetensors file with the keys of the network's `state_dict`.

    Raises:
        RuntimeError: a tensor is missing, too many or of another shape, as torch words it.
        StorageError: the file is not there, or damaged.
    """
    tied = tied_owners(network)
    network.load_state_dict(open_safetensors(path), strict=True, assign=True)
    for (first, first_name), *others in tied:
        for owner, name in others:
            setattr(owner, name, getattr(first, first_name))


class _Sink:
    """What is written to: takes each storage as it lies in memory and passes it on in slices.

    What lies outside `lasting`, the storages by their address, is gone once `write` returns, so a copy is passed on.
    """

    def __init__(
        self,
        write: Callable[[bytes | memoryview], object],
        total: int,
        progress: Progress | None,
        lasting: Mapping[int, int] | None = None,
    ) -> None:
        self.put = write
        self.total = max(total, 1)
        self.progress = progress
        self.lasting = lasting
        self.done = 0

    def write(self, content: bytes | memoryview) -> int:
        view = memoryview(content).cast("B")
        lasts = self.lasting is None or self.lasting.get(_address(view), -1) >= len(view)
        for start in range(0, len(view), SLICE):
            part = view[start : start + SLICE]
            self.put(part if lasts else bytes(part))
            if self.progress is not None:
                self.progress(min(1.0, (self.done + start) / self.total), say("weights.progress.writing"))
        self.done += len(view)
        return len(view)

    def flush(self) -> None:
        """Do nothing: what is behind is written when the file is closed."""


def _address(view: memoryview) -> int:
    return int(np.frombuffer(view, np.uint8).__array_interface__["data"][0]) if len(view) else 0


def _storages(state: Mapping[str, Tensor]) -> dict[int, int]:
    """Return the bytes of each storage in this machine's own memory, by where it begins."""
    storages = (tensor.untyped_storage() for tensor in state.values() if tensor.device.type == "cpu")
    return {storage.data_ptr(): storage.nbytes() for storage in storages}


def _state(weights: nn.Module | Mapping[str, Tensor]) -> Mapping[str, Tensor]:
    return weights.state_dict() if isinstance(weights, nn.Module) else weights


def _total(state: Mapping[str, Tensor]) -> int:
    return sum(tensor.numel() * tensor.element_size() for tensor in state.values())


def _bytes_of(tensor: Tensor) -> memoryview:
    """Return the bytes of a tensor, without a copy where it lies contiguous on the CPU."""
    flat = tensor.detach().cpu().contiguous().reshape(-1)
    return flat.view(torch.uint8).numpy().data
