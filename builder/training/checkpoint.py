"""A checkpoint: one safetensors file with JSON in its header; nothing in it can be executed.

It appears whole under its name, and is on the disk then: what was there before stays until that moment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from builder.atomic_write import replace_file
from builder.errors import StorageError
from builder.sentences import say
from builder.training.packing import from_text, laid_out, strides_of, to_text
from builder.weights.checkpoint import open_file
from builder.weights.header import header_bytes

_KEY = "nnblocks.training"


def write_checkpoint(path: Path, state: dict[str, Any], tensors: Sequence[Tensor]) -> None:
    """Write a state, as `Trainer.state` returns it, and flush it to the disk.

    Args:
        path: the file, which appears whole or not at all.
        state: what JSON holds, with numbers in the place of tensors.
        tensors: on any device; the numbers in `state` count them.
    """
    text = to_text({"state": state, "strides": strides_of(tensors), "count": len(tensors)})
    named = {str(i): one.detach().cpu().contiguous() for i, one in enumerate(tensors)}
    with replace_file(path) as file:
        head, order = header_bytes(named, {_KEY: text})
        file.write(head)
        for name in order:
            file.write(named[name].reshape(-1).view(torch.uint8).numpy().data)
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Flush the names in a folder to the disk."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def read_checkpoint(path: Path) -> tuple[dict[str, Any], list[Tensor]]:
    """Return what was written, in memory of its own.

    Args:
        path: a file of `write_checkpoint`.

    Raises:
        StorageError: it is not there, or damaged.
    """
    with open_file(path) as file:
        try:
            found = from_text((file.metadata() or {})[_KEY])
            strides = found["strides"]
            tensors = [laid_out(file.get_tensor(str(i)), strides.get(str(i))) for i in range(found["count"])]
        except (KeyError, TypeError, json.JSONDecodeError):
            raise StorageError(
                say("weights.file.damaged", name=path.name), hint=say("training.checkpoint.hint")
            ) from None
    return found["state"], tensors
