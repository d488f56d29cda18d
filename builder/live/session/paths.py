"""`pathlib.Path` and `os.path` at a prompt: paths are text that is joined and taken apart, and lead to no disk.

What asks for a file asks the files of the session.
"""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Lazy, ModuleValue, Native
from builder.live.session.values import session
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 1_000
"""Characters of a path."""
_PURE = words("basename dirname join split splitext normpath isabs")


class Path(TableValue):
    """A path."""

    attributes = words("name stem suffix parent parts")
    methods = words(
        "joinpath with_suffix with_name with_stem as_posix is_absolute exists is_file is_dir mkdir iterdir unlink "
        "read_text write_text open"
    )

    def __init__(self, pure: PurePosixPath) -> None:
        self.pure = pure

    @property
    def name(self) -> str:
        """The last part."""
        return self.pure.name

    @property
    def stem(self) -> str:
        """The last part without its suffix."""
        return self.pure.stem

    @property
    def suffix(self) -> str:
        """The last suffix."""
        return self.pure.suffix

    @property
    def parent(self) -> Path:
        """The path without its last part."""
        return Path(self.pure.parent)

    @property
    def parts(self) -> tuple[str, ...]:
        """All parts."""
        return self.pure.parts

    def joinpath(self, interpreter: Interpreter, *others: Value) -> Path:
        """Join paths."""
        return make_path(interpreter, self, *others)

    def with_suffix(self, interpreter: Interpreter, suffix: str) -> Path:
        """Replace the suffix."""
        return make_path(interpreter, str(self.pure.with_suffix(suffix)))

    def with_name(self, interpreter: Interpreter, name: str) -> Path:
        """Replace the last part."""
        return make_path(interpreter, str(self.pure.with_name(name)))

    def with_stem(self, interpreter: Interpreter, stem: str) -> Path:
        """Replace the last part but for its suffix."""
        return make_path(interpreter, str(self.pure.with_stem(stem)))

    def as_posix(self, interpreter: Interpreter) -> str:
        """Return the text."""
        return str(self.pure)

    def is_absolute(self, interpreter: Interpreter) -> bool:
        """Tell whether it begins with a slash."""
        return self.pure.is_absolute()

    def exists(self, interpreter: Interpreter) -> Value:
        """Tell whether there is a file or a folder."""
        return session(interpreter).files.exists(interpreter, self)

    def is_file(self, interpreter: Interpreter) -> Value:
        """Tell whether there is a file."""
        return session(interpreter).files.is_file(interpreter, self)

    def is_dir(self, interpreter: Interpreter) -> Value:
        """Tell whether there is a folder."""
        return session(interpreter).files.is_dir(interpreter, self)

    def mkdir(self, interpreter: Interpreter, *, parents: Value = False, exist_ok: Value = False) -> None:
        """Make a folder."""
        session(interpreter).files.make(interpreter, self, exist_ok=exist_ok)

    def iterdir(self, interpreter: Interpreter) -> Value:
        """Return the paths in a folder."""
        names = session(interpreter).files.listed(interpreter, self)
        return Lazy((make_path(interpreter, self, name) for name in names), code="Path.iterdir")

    def unlink(self, interpreter: Interpreter, missing_ok: Value = False) -> None:
        """Delete a file."""
        if not interpreter.truth(missing_ok) or session(interpreter).files.is_file(interpreter, self):
            session(interpreter).files.remove(interpreter, self)

    def read_text(self, interpreter: Interpreter, encoding: Value = None) -> Value:
        """Return what stands in a text file."""
        return session(interpreter).files.open(interpreter, self, "r").read(interpreter)

    def write_text(self, interpreter: Interpreter, text: Value, encoding: Value = None) -> Value:
        """Write a text file."""
        return session(interpreter).files.open(interpreter, self, "w").write(interpreter, text)

    def open(self, interpreter: Interpreter, mode: Value = "r", **options: Value) -> Value:
        """Open the file."""
        return session(interpreter).files.open(interpreter, self, mode)

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write the path as Python does on Linux."""
        return f"PosixPath({str(self.pure)!r})" if quoted else str(self.pure)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Join by `/`, and compare."""
        if op is ast.Div and isinstance(other, str | Path):
            return make_path(interpreter, *((self, other) if is_left else (other, self)))
        if op in (ast.Eq, ast.NotEq) and isinstance(other, Path):
            return (self.pure == other.pure) == (op is ast.Eq)
        return NotImplemented


def text_of(interpreter: Interpreter, part: Value) -> str:
    """Return a path as text."""
    text = str(part.pure) if isinstance(part, Path) else part
    if not isinstance(text, str):
        interpreter.raise_("TypeError", f"expected str, bytes or os.PathLike object, not {interpreter.noun(part)}")
    if len(text) > _MOST:
        interpreter.raise_("OSError", "File name too long")
    return text


def make_path(interpreter: Interpreter, *parts: Value) -> Path:
    """Join parts to a path."""
    pure = PurePosixPath(*(text_of(interpreter, part) for part in parts))
    text_of(interpreter, str(pure))
    return Path(pure)


PATH = TableClass("pathlib.PosixPath", Path, make_path)


def _of_text(function: Callable[..., Value]) -> Callable[..., Value]:
    return lambda interpreter, *parts: function(*(text_of(interpreter, part) for part in parts))


def path_modules() -> dict[str, ModuleValue]:
    """Return `pathlib`, `os` and `os.path`."""
    names = {name: Native(name, _of_text(getattr(posixpath, name))) for name in _PURE}
    pure = ModuleValue("os.path", {**names, "sep": "/"})
    pathlib = ModuleValue("pathlib", {"Path": PATH, "PurePath": PATH, "PosixPath": PATH, "PurePosixPath": PATH})
    return {"pathlib": pathlib, "os": ModuleValue("os", {"path": pure, "sep": "/"}), "os.path": pure}
