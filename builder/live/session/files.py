"""Files at a prompt: `torch.save` and `torch.load` by path, and what `os`, `pathlib` and `open` say of them.

A path is a name on the document's shelf and leads to no disk. Folders are there as soon as something is saved in them.
Whole modules, which no file can keep without running code when it is read, are kept for the session alone.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import torch
from torch import nn

from builder.interpreter.arrays.array import Array, wrap
from builder.interpreter.failures import Refusal
from builder.interpreter.functions import NOTHING
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.paths import text_of
from builder.live.session.texts import MODES, StringFile, TextFile, Texts, string_file
from builder.live.session.values import place_of
from builder.live.values import check_device, plain_copy, to_host
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SLASH = "\u2215"
"""Stands for a slash in the name of a file on the shelf, which is in no folder."""
_MOST_FOLDERS = 1_000
_HOME = "/"


class Shelf(Protocol):
    """Keeps objects by plain name."""

    def keep(self, value: Any, name: str) -> None:  # noqa: ANN401 - what a text has
        """Save an object."""

    def fetch(self, name: str) -> Any:  # noqa: ANN401 - what a text has
        """Load an object."""

    def names(self) -> list[str]:
        """Return the names of all."""

    def remove(self, name: str) -> None:
        """Forget an object."""


class File(TableValue):
    """A file that is open, or a buffer in memory, for `torch.save` and `torch.load` alone."""

    attributes = ("name", "mode", "closed")
    methods = ("close", "seek", "flush")

    def __init__(self, name: str, mode: str) -> None:
        self.cls = place_of(
            "_io.BytesIO" if not mode else "_io.BufferedWriter" if "w" in mode else "_io.BufferedReader", File
        )
        self.name = name
        self.mode = mode
        self.closed = False
        self.kept: Value = NOTHING

    def close(self, interpreter: Interpreter | None = None) -> None:
        """Close it."""
        self.closed = True

    def seek(self, interpreter: Interpreter, place: Value = 0) -> Value:
        """Go to a place, which matters to no one here."""
        return place

    def flush(self, interpreter: Interpreter) -> None:
        """Write what is not written, which is nothing."""


class Files:
    """The files of one session."""

    def __init__(self, shelf: Shelf | None) -> None:
        self.shelf = shelf
        self.modules: dict[str, Value] = {}
        self.texts = Texts()
        self.folders: set[str] = set()

    def names(self) -> list[str]:
        """Return the paths of all files."""
        kept = [] if self.shelf is None else [name.replace(_SLASH, "/") for name in self.shelf.names()]
        return sorted({*kept, *self.modules, *self.texts.held})

    def is_folder(self, path: str) -> bool:
        """Tell whether a path is a folder."""
        return path in (".", _HOME) or path in self.folders or any(n.startswith(f"{path}/") for n in self.names())

    def save(self, interpreter: Interpreter, obj: Value, f: Value, **options: Value) -> None:
        """Do `torch.save`."""
        given = to_host(interpreter, obj)
        if isinstance(f, File) and not f.mode:
            # A copy, as a file keeps what it was given, whatever becomes of that.
            f.kept = plain_copy(interpreter, given)
            return
        path = self.path(interpreter, f.name if isinstance(f, File) else f)
        self.texts.held.pop(path, None)
        if isinstance(given, nn.Module):
            self.modules[path] = plain_copy(interpreter, given)
        else:
            self.modules.pop(path, None)
            self.needed().keep(given, path.replace("/", _SLASH))

    def load(
        self,
        interpreter: Interpreter,
        f: Value,
        map_location: Value = None,
        *,
        weights_only: Value = True,
        **options: Value,
    ) -> Value:
        """Do `torch.load`.

        Raises:
            Refusal: it is a whole module, and `weights_only` is not False.
        """
        check_device("to", (map_location,), {})
        if isinstance(f, File) and not f.mode:
            return plain_copy(interpreter, None if f.kept is NOTHING else f.kept)
        path = self.path(interpreter, f.name if isinstance(f, File) else f)
        if path in self.modules:
            if interpreter.truth(weights_only):
                raise Refusal(say("live.files.module"), say("live.files.module.hint"))
            return plain_copy(interpreter, self.modules[path])
        self.check_there(interpreter, path, f)
        return self.needed().fetch(path.replace("/", _SLASH))

    def needed(self) -> Shelf:
        """Return the shelf.

        Raises:
            Refusal: there is none.
        """
        if self.shelf is None:
            raise Refusal(say("symbols.no-files"), say("live.no-files.console.hint"))
        return self.shelf

    def path(self, interpreter: Interpreter, path: Value) -> str:
        """Return a path in its plainest form.

        Raises:
            Refusal: it leads out of the session.
        """
        text = posixpath.normpath(text_of(interpreter, path))
        if text.startswith("..") or _SLASH in text:
            raise Refusal(say("jobs.shelf.name"), say("jobs.shelf.name.hint"))
        return text

    def check_there(self, interpreter: Interpreter, path: str, shown: Value) -> None:
        """Raise what Python raises where there is no such file."""
        if path not in self.names():
            said = shown.name if isinstance(shown, File) else text_of(interpreter, shown)
            interpreter.raise_("FileNotFoundError", f"[Errno 2] No such file or directory: {said!r}")

    def exists(self, interpreter: Interpreter, path: Value) -> bool:
        """Tell whether there is a file or a folder."""
        plain = self.path(interpreter, path)
        return plain in self.names() or self.is_folder(plain)

    def is_file(self, interpreter: Interpreter, path: Value) -> bool:
        """Tell whether there is a file."""
        return self.path(interpreter, path) in self.names()

    def is_dir(self, interpreter: Interpreter, path: Value) -> bool:
        """Tell whether there is a folder."""
        return self.is_folder(self.path(interpreter, path))

    def make(self, interpreter: Interpreter, path: Value, *, exist_ok: Value = False, parents: Value = True) -> None:
        """Make a folder and those around it."""
        plain = self.path(interpreter, path)
        if self.is_folder(plain) and not interpreter.truth(exist_ok):
            interpreter.raise_("FileExistsError", f"[Errno 17] File exists: {text_of(interpreter, path)!r}")
        while plain not in ("", "/", "."):
            self.folders.add(plain)
            plain = posixpath.dirname(plain)
        interpreter.budget.hold(len(self.folders))
        if len(self.folders) > _MOST_FOLDERS:
            interpreter.raise_("OSError", "[Errno 28] No space left on device")

    def listed(self, interpreter: Interpreter, path: Value = ".") -> list[str]:
        """Return the names in a folder."""
        plain = self.path(interpreter, path)
        if not self.is_folder(plain):
            interpreter.raise_(
                "FileNotFoundError", f"[Errno 2] No such file or directory: {text_of(interpreter, path)!r}"
            )
        start = "" if plain == "." else f"{plain.rstrip('/')}/"
        inside = (name.removeprefix(start) for name in (*self.names(), *self.folders) if name.startswith(start))
        return sorted({name.partition("/")[0] for name in inside if name and not name.startswith("/")})

    def remove(self, interpreter: Interpreter, path: Value) -> None:
        """Delete a file."""
        plain = self.path(interpreter, path)
        self.check_there(interpreter, plain, path)
        if self.texts.held.pop(plain, None) is None and self.modules.pop(plain, None) is None:
            self.needed().remove(plain.replace("/", _SLASH))

    def size(self, interpreter: Interpreter, path: Value) -> int:
        """Return about how many bytes a file has."""
        plain = self.path(interpreter, path)
        self.check_there(interpreter, plain, path)
        if plain in self.texts.held:
            return len(self.texts.read(plain).encode())
        held = self.modules.get(plain) if plain in self.modules else self.needed().fetch(plain.replace("/", _SLASH))
        return 1_000 + sum(int(tensor.nbytes) for tensor in _tensors(held))

    def open(self, interpreter: Interpreter, path: Value, mode: Value = "r", **options: Value) -> File | TextFile:
        """Do `open`.

        Raises:
            Refusal: what torch has saved is to be read as text.
        """
        plain = self.path(interpreter, path)
        if mode in MODES:
            if mode[0] == "r":
                self.check_there(interpreter, plain, path)
            if plain in self.names() and plain not in self.texts.held:
                raise Refusal(say("live.files.text"), say("live.files.text.hint"))
            if mode == "x" and plain in self.texts.held:
                interpreter.raise_("FileExistsError", f"[Errno 17] File exists: {text_of(interpreter, path)!r}")
            return TextFile(self.texts, plain, text_of(interpreter, path), mode)
        if mode not in ("rb", "wb"):
            interpreter.raise_("ValueError", f"invalid mode: {str(mode)[:20]!r}")
        if mode == "rb":
            self.check_there(interpreter, plain, path)
        return File(plain, mode)

    def array_saved(self, interpreter: Interpreter, path: Value, value: Value) -> None:
        """Do `np.save`."""
        if not isinstance(value, Array):
            interpreter.raise_("TypeError", "np.save takes an array here")
        text = text_of(interpreter, path)
        self.save(interpreter, torch.from_numpy(value.held).clone(), text if text.endswith(".npy") else f"{text}.npy")

    def array_loaded(self, interpreter: Interpreter, path: Value) -> Value:
        """Do `np.load`."""
        return wrap(interpreter, self.load(interpreter, path).numpy().copy())


def _tensors(value: Value) -> list[Any]:
    found, stack = [], [value]
    while stack:
        here = stack.pop()
        if isinstance(here, torch.Tensor):
            found.append(here)
        elif isinstance(here, nn.Module):
            stack.append(here.state_dict())
        elif isinstance(here, dict | list | tuple):
            stack += here.values() if isinstance(here, dict) else here
    return found


def add_files(modules: dict[str, ModuleValue], names: dict[str, Value], files: Files) -> None:
    """Add what reaches the files of a session."""
    memory = TableClass("_io.BytesIO", File, lambda interpreter: File("", ""))
    text = TableClass("_io.StringIO", StringFile, string_file)
    modules["io"] = ModuleValue("io", {"BytesIO": memory, "StringIO": text})
    functions: dict[str, dict[str, Callable[..., Value]]] = {
        "torch": {"save": files.save, "load": files.load},
        "numpy": {"save": files.array_saved, "load": files.array_loaded},
        "os": {"makedirs": files.make, "mkdir": files.make, "listdir": files.listed, "remove": files.remove,
               "getcwd": lambda interpreter: _HOME},
        "os.path": {"exists": files.exists, "isfile": files.is_file, "isdir": files.is_dir, "getsize": files.size},
    }  # fmt: skip
    for module, members in functions.items():
        modules[module].members |= {name: Native(name, function) for name, function in members.items()}
    names["open"] = Native("open", files.open)
