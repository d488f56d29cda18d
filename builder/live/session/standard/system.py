"""`sys`, `os` and `platform` at a prompt: what a program says of where it runs, and nothing of this machine."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from torch import Tensor, nn

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.records import NamedTupleValue
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import ModuleValue, Native, ReadOnlyDict
from builder.live.session.values import place_of
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLAIN = (int, float, str, list, tuple, dict, set, frozenset, Tensor, nn.Module, type(None), complex, range)
_OBJECT = 48
"""Bytes that Python counts for an object of a class of the text."""


class Output(TableValue):
    """`sys.stdout` or `sys.stderr`, both of which are what the prompt shows."""

    attributes = ("encoding",)
    methods = ("write", "flush", "isatty")
    encoding = "utf-8"

    def __init__(self) -> None:
        self.cls = place_of("_io.TextIOWrapper", Output)

    def write(self, interpreter: Interpreter, text: Value) -> int:
        """Print a text as it is."""
        if not isinstance(text, str):
            interpreter.raise_("TypeError", f"write() argument must be str, not {interpreter.kind(text)}")
        interpreter.print(text)
        return len(text)

    def flush(self, interpreter: Interpreter) -> None:
        """Do nothing: all is shown at once."""

    def isatty(self, interpreter: Interpreter) -> bool:
        """Tell that nobody watches while it is written."""
        return False


def _version_info() -> NamedTupleValue:
    made = NamedTupleValue(sys.version_info)
    made.names = ("major", "minor", "micro", "releaselevel", "serial")
    made.title = "sys.version_info"
    return made


def _size(interpreter: Interpreter, value: Value) -> int:
    return sys.getsizeof(value) if isinstance(value, _PLAIN) else _OBJECT


def _exit(interpreter: Interpreter, status: Value = None) -> None:
    raise Refusal(say("live.exit"), say("live.exit.hint"))


def _system_module(modules: dict[str, ModuleValue]) -> ModuleValue:
    known = ReadOnlyDict({name.partition(".")[0]: module for name, module in modules.items()})
    members: dict[str, Value] = {
        "version": sys.version, "version_info": _version_info(), "platform": "linux", "byteorder": sys.byteorder,
        "maxsize": sys.maxsize, "argv": [""], "path": [""], "executable": "", "modules": known, "stdout": Output(),
        "stderr": Output(), "getsizeof": Native("getsizeof", _size), "exit": Native("exit", _exit),
        "getrecursionlimit": Native("getrecursionlimit", lambda interpreter: 1_000),
        "getdefaultencoding": Native("getdefaultencoding", lambda interpreter: "utf-8"),
    }  # fmt: skip
    return ModuleValue("sys", members)


def _platform_module() -> ModuleValue:
    told = {
        "system": "Linux", "python_version": platform.python_version(), "machine": "x86_64", "platform": "Linux",
        "python_implementation": "CPython", "node": "", "processor": "", "release": "",
    }  # fmt: skip
    return ModuleValue("platform", {name: _constant_native(name, text) for name, text in told.items()})


def _constant_native(name: str, text: Value) -> Native:
    return Native(name, lambda interpreter: text)


def _get(interpreter: Interpreter, name: Value, default: Value = None) -> Value:
    return default


def add_system(modules: dict[str, ModuleValue]) -> None:
    """Add `sys` and `platform`, and to `os` what it tells of the machine: that its surroundings are empty."""
    modules["sys"] = _system_module(modules)
    modules["platform"] = _platform_module()
    modules["gc"] = ModuleValue("gc", {name: _constant_native(name, None) for name in ("enable", "disable")})
    modules["gc"].members["collect"] = Native("collect", lambda interpreter, generation=2: 0)
    modules["os"].members |= {
        "environ": {}, "getenv": Native("getenv", _get), "name": "posix", "linesep": "\n",
        "cpu_count": _constant_native("cpu_count", 1), "getpid": _constant_native("getpid", 1),
    }  # fmt: skip
