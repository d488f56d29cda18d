"""`pathlib.Path` and `os.path` at a prompt: paths are text that is joined and taken apart, and lead to no disk."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.live.session.values import SessionClass, SessionValue
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST = 1_000
"""Characters of a path."""
_PURE = words("basename dirname join split splitext normpath isabs")


class Path(SessionValue):
    """A path."""

    attributes = words("name stem suffix parent parts")
    methods = words("joinpath with_suffix with_name with_stem as_posix is_absolute")

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

    def written(self, interpreter: Interpreter, quoted: bool) -> str:
        """Write the path as Python does on Linux."""
        return f"PosixPath({str(self.pure)!r})" if quoted else str(self.pure)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Join by `/`, and compare."""
        if op is ast.Div and isinstance(other, str | Path):
            return make_path(interpreter, *((self, other) if is_left else (other, self)))
        if op in (ast.Eq, ast.NotEq) and isinstance(other, Path):
            return (self.pure == other.pure) == (op is ast.Eq)
        return NotImplemented


def _text(interpreter: Interpreter, part: Value) -> str:
    text = str(part.pure) if isinstance(part, Path) else part
    if not isinstance(text, str):
        interpreter.raise_("TypeError", f"expected str, bytes or os.PathLike object, not {interpreter.noun(part)}")
    if len(text) > _MOST:
        interpreter.raise_("OSError", "File name too long")
    return text


def make_path(interpreter: Interpreter, *parts: Value) -> Path:
    """Join parts to a path."""
    pure = PurePosixPath(*(_text(interpreter, part) for part in parts))
    _text(interpreter, str(pure))
    return Path(pure)


PATH = SessionClass("pathlib.PosixPath", Path, make_path)


def _of_text(function: Callable[..., Value]) -> Callable[..., Value]:
    return lambda interpreter, *parts: function(*(_text(interpreter, part) for part in parts))


def path_modules() -> dict[str, ModuleValue]:
    """Return `pathlib`, `os` and `os.path`."""
    names = {name: Native(name, _of_text(getattr(posixpath, name))) for name in _PURE}
    pure = ModuleValue("os.path", {**names, "sep": "/"})
    pathlib = ModuleValue("pathlib", {"Path": PATH, "PurePath": PATH, "PosixPath": PATH, "PurePosixPath": PATH})
    return {"pathlib": pathlib, "os": ModuleValue("os", {"path": pure, "sep": "/"}), "os.path": pure}
