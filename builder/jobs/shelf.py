"""The shelf: files by plain name in one folder, which `torch.save` and `torch.load` of a console write and read."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zipfile import is_zipfile

from builder.catalogue.layers.argument_words import shown_size
from builder.errors import BuilderError, LimitError
from builder.sentences import near, say

MAX_FILES = 50
"""Files on one shelf."""
MAX_BYTES = 500_000_000
"""Bytes of all files on one shelf."""
_MAX_NAME = 200
"""Bytes of a name: file systems take 255, and a file that is being written has a longer name than its own."""


class Shelf:
    """A folder of files that hold tensors, numbers and texts, in lists and dicts."""

    def __init__(self, folder: Path, max_files: int = MAX_FILES, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self._max_files = max_files
        self._max_bytes = max_bytes
        self.is_owners = True
        """Whether whoever saves and deletes now owns the files; others change only what they have saved since."""
        self._others: set[str] = set()

    def names(self) -> list[str]:
        """Return the names of the files in order."""
        return [file.name for file in shelf_files(self.folder)]

    def keep(self, value: Any, name: str) -> None:  # noqa: ANN401 - what the console has
        """Save an object.

        Raises:
            BuilderError: the name is not plain or that of an owner's file, or the object is nothing that loads again
                safely.
            LimitError: the shelf is full.
        """
        import torch
        from torch.utils._python_dispatch import _disable_current_modes

        from builder.atomic_write import replace_file

        target = self.folder / plain_name(name)
        storages: dict[int, int] = {}
        _check(value, storages)
        if target.exists() and not is_zipfile(target):
            raise BuilderError(say("jobs.shelf.exists", name=name), hint=say("jobs.shelf.exists.hint"))
        self._check_owner(target)
        others = [file for file in shelf_files(self.folder) if file.name != name]
        if len(others) >= self._max_files:
            raise LimitError(say("jobs.shelf.many", count=self._max_files), hint=say("jobs.shelf.many.hint"))
        if sum(storages.values()) + sum(file.stat().st_size for file in others) > self._max_bytes:
            raise LimitError(
                say("jobs.shelf.large", size=shown_size(self._max_bytes)),
                hint=say("jobs.shelf.large.hint"),
            )
        with _disable_current_modes(), replace_file(target) as file:
            torch.save(value, file)
        (self._others.discard if self.is_owners else self._others.add)(name)

    def remove(self, name: str) -> None:
        """Delete a file, if there is one.

        Raises:
            BuilderError: it was not saved by torch, or is an owner's.
        """
        target = self.folder / plain_name(name)
        if target.exists() and not is_zipfile(target):
            raise BuilderError(say("jobs.shelf.foreign", name=name), hint=say("jobs.shelf.foreign.hint"))
        self._check_owner(target)
        target.unlink(missing_ok=True)

    def fetch(self, name: str) -> Any:  # noqa: ANN401 - what the console has
        """Load an object.

        Raises:
            BuilderError: there is no such file.
        """
        import torch
        from torch.utils._python_dispatch import _disable_current_modes

        path = self.folder / plain_name(name)
        if not path.is_file():
            raise BuilderError(say("jobs.shelf.missing", name=name), hint=near(name, self.names()) or self._holds())
        with _disable_current_modes():
            return torch.load(path, weights_only=True)

    def _check_owner(self, target: Path) -> None:
        if target.exists() and not self.is_owners and target.name not in self._others:
            raise BuilderError(say("jobs.shelf.owner", name=target.name), hint=say("jobs.shelf.owner.hint"))

    def _holds(self) -> str:
        names = self.names()
        return say("jobs.shelf.files", names=", ".join(names[:8])) if names else say("jobs.shelf.empty")


def shelf_files(folder: Path) -> list[Path]:
    """Return the files on a shelf by name; none where it is not made yet."""
    if not folder.is_dir():
        return []
    return sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith("."))


def plain_name(name: str) -> str:
    """Return a name that can name a file on a shelf.

    Raises:
        BuilderError: it cannot.
    """
    fine = name.isprintable() and not set(name) & set("/\\:") and not name.startswith(".")
    if not name or not fine or len(name.encode()) > _MAX_NAME:
        raise BuilderError(say("jobs.shelf.name"), hint=say("jobs.shelf.name.hint"))
    return name


def _check(value: object, storages: dict[int, int]) -> None:
    """Refuse what cannot be loaded again without running code; add up what is to be written."""
    import torch

    stack = [value]
    while stack:
        here = stack.pop()
        if isinstance(here, torch.Tensor):
            storage = here.untyped_storage()
            # Each storage once, as torch.save writes it, however many tensors are views of it.
            storages[storage.data_ptr()] = storage.nbytes()
        elif isinstance(here, dict):
            stack += [*here.keys(), *here.values()]
        elif isinstance(here, list | tuple | set):
            stack += here
        elif isinstance(here, torch.nn.Module):
            raise BuilderError(say("jobs.shelf.module"), hint=say("jobs.shelf.module.hint"))
        elif not isinstance(here, int | float | complex | str | type(None) | torch.dtype | torch.device):
            raise BuilderError(say("jobs.shelf.other", name=type(here).__name__), hint=say("jobs.shelf.other.hint"))
