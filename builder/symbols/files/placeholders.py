"""Placeholders for what a pasted file uses beside its network: unsupported modules, and names that it never defines."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING, NoReturn

from builder.interpreter.builtins import instead
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.aliases import add_aliases
from builder.interpreter.stdlib.argparse import argparse_module
from builder.interpreter.values import Absent, Instance, ModuleValue, Native
from builder.sentences import say
from builder.syntax import inner_nodes
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_STANDARD = frozenset(
    words(
        """
        os sys time random json csv glob datetime pathlib string re argparse logging unittest uuid io pprint zipfile
        tarfile shutil urllib tempfile threading queue multiprocessing signal contextlib enum abc bisect heapq
        traceback platform statistics decimal pickle fractions struct hashlib textwrap unicodedata timeit gc inspect
        operator distutils numbers fnmatch calendar configparser base64 getopt cProfile
        gzip bz2 lzma zlib html xml sqlite3 secrets codecs locale concurrent asyncio
        """
    )
)
"""Modules of Python's own library that files of networks call; of others, but for `_OPEN`, only the import is taken."""
_OF_TORCH = words(
    """
    utils autograd backends distributed jit onnx profiler amp multiprocessing compile fx quantization random
    special sparse nested testing library export
    cuda distributions optim set_default_device set_default_tensor_type set_float32_matmul_precision set_printoptions
    get_num_threads set_num_threads Generator vmap func use_deterministic_algorithms from_numpy get_rng_state
    set_rng_state autocast hub testing overrides types package export ao
    """
)
_INSIDE = words("_dynamo _inductor _six _jit_internal _utils")
"""Parts of torch that files import for what they only set or ask."""
_OF_NN = words("attention utils parallel DataParallel quantized intrinsic qat")
_CONTAINERS = words("ChainMap UserDict")
_BESIDE = ("torch.optim.", "torch.distributions.", "torch.utils.tensorboard.", "torch.utils.data.", "torch.cuda.amp.")
"""Where there are no modules: what trains a network, draws from what it returns, or shows it."""
_LIGHTNING_MODULES = ("pytorch_lightning", "lightning", "lightning.pytorch")
"""Where the LightningModule is, which to a network is an nn.Module: what it adds is for training."""
_OPEN = words("itertools functools typing typing_extensions collections.abc dataclasses abc types inspect string")
"""Modules that have more than is known here, all of it harmless: what is not known is absent."""
_HARMLESS = frozenset(name.partition(".")[0] for name in _OPEN)
_ALLOWED_NAMES = {
    "os": ("path", "makedirs", "mkdir", "environ", "getenv", "walk", "getcwd", "cpu_count", "sep", "name", "getpid"),
    "sys": ("path", "stdout", "argv", "version_info", "maxsize", "platform"),
    "io": ("BytesIO", "StringIO"),
}
"""Of some modules only this can be touched at all."""
_CLOSED_MODULES = ("shutil", "pickle", "threading", "multiprocessing", "signal", "gc", "inspect", "tempfile", "urllib")
"""What may be imported and not be touched, with the modules of Python that are not listed above."""
_ENDS = ("sys.exit", "os._exit", "os.abort")
"""What ends a program, so that the lines below it do not count."""
_BUILTINS = words("open input breakpoint dir help hash")
"""Functions of Python's own that no network needs."""


def module(name: str) -> Absent | None:
    """Return an absent module for a name that a file imports; None for what cannot be named."""
    root = name.partition(".")[0]
    if name.startswith("."):
        return Absent(name)
    if root == "torch":
        parts = name.split(".")
        known = parts[1] in (*_OF_TORCH, *_INSIDE) or (parts[1] == "nn" and len(parts) > 2 and parts[2] in _OF_NN)
        return Absent(name) if len(parts) > 1 and known else None
    return None if root.startswith("_") else Absent(name)


def check(name: str) -> None:
    """Refuse a call or a change of a placeholder that would access files, processes or the network.

    Raises:
        Absence: with its name.
        Refusal: it would end the program.
    """
    root, _, rest = name.partition(".")
    allowed = _ALLOWED_NAMES.get(root)
    if root in _CLOSED_MODULES or _is_closed(root) or (allowed is not None and rest.partition(".")[0] not in allowed):
        kind = Refusal if name in _ENDS else Absence
        raise kind(say("interpreter.unsupported", name=name), say("interpreter.remove-it.hint"))


def _is_closed(root: str) -> bool:
    return root in sys.stdlib_module_names and root not in _STANDARD and root not in _HARMLESS


def _builtin(name: str) -> Native:
    """Return a function of Python's own that may be left out."""

    def call(interpreter: Interpreter, *args: Value, **kwargs: Value) -> NoReturn:
        raise Absence(say("interpreter.unsupported", name=name), instead(name))

    return Native(name, call)


def is_beside(name: str) -> bool:
    """Tell whether something absent is surely no module, so that a network may hold it and be what it is without."""
    return name.startswith(_BESIDE) or name.partition(".")[0] in _STANDARD


def is_off(node: ast.AST | None) -> bool:
    """Tell whether a `with` is of something that is not enabled."""
    call = node.items[0].context_expr if isinstance(node, ast.With) else None
    given = {keyword.arg: keyword.value for keyword in call.keywords} if isinstance(call, ast.Call) else {}
    enabled = given.get("enabled")
    return isinstance(enabled, ast.Constant) and enabled.value is False


def refuse_absent(value: Absent, kind: type[Refusal] = Refusal) -> NoReturn:
    """Refuse something absent.

    Raises:
        Refusal: always.
    """
    raise kind(say("interpreter.absent", name=value.name), say("symbols.absent.hint"))


def add_to(modules: dict[str, ModuleValue]) -> None:
    """Let the absent parts of torch be named."""
    for known, names in (("torch", (*_OF_TORCH, *_INSIDE, "hub")), ("torch.nn", _OF_NN)):
        for name in names:
            modules[known].members.setdefault(name, Absent(f"{known}.{name}"))
    modules["argparse"] = argparse_module()
    shell: dict[str, Value] = {"LightningModule": modules["torch.nn"].members["Module"]}
    modules |= {name: ModuleValue(name, shell, rest=True) for name in _LIGHTNING_MODULES}
    of_python = modules["collections"].members
    modules["collections"] = ModuleValue(
        "collections", {**{name: Absent(f"collections.{name}") for name in _CONTAINERS}, **of_python}
    )
    for name in _OPEN:
        modules[name].rest = True
    add_aliases(modules, rest=True)
    modules["torch"].members["optim"] = modules["torch.optim"]
    for name in _NUMPY:
        modules[name].rest = True


_NUMPY = ("numpy", "numpy.linalg", "numpy.random")


def usual_names(modules: dict[str, ModuleValue]) -> dict[str, Value]:
    """Return the names that snippets use without importing them, because an earlier notebook cell did."""
    names: dict[str, Value] = {"torch": modules["torch"], "nn": modules["torch.nn"]}
    names |= {"F": modules["torch.nn.functional"], "math": modules["math"], "init": modules["torch.nn.init"]}
    names |= {
        "np": modules["numpy"],
        "__file__": Absent("__file__"),
        "open": Absent("open"),
        "vars": Native("vars", _vars),
    }
    names |= {name: modules["torch"].members[name] for name in ("Tensor", "optim")}
    names |= {name: _builtin(name) for name in _BUILTINS}
    return names | modules["typing"].members


def _vars(interpreter: Interpreter, value: Value, /) -> Value:
    """Return the fields of an object by their names, which change with it, as Python has it."""
    if isinstance(value, Absent):
        return value
    if isinstance(value, Instance):
        interpreter.budget.hold(len(value.fields))
        return value.fields
    found = interpreter.host.inner(interpreter, value, "__dict__")
    if found is not NotImplemented:
        return found
    raise Refusal(say("interpreter.unsupported", name="vars"), say("interpreter.remove-it.hint"))


def bound_names(node: ast.stmt) -> list[str]:
    """Return the names that a statement would bind, outside of functions that it defines."""
    found: dict[str, None] = {}
    stack: list[ast.AST] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, ast.Name) and isinstance(here.ctx, ast.Store):
            found[here.id] = None
        elif isinstance(here, ast.MatchAs | ast.MatchStar | ast.MatchMapping):
            name = here.rest if isinstance(here, ast.MatchMapping) else here.name
            found |= {} if name is None else {name: None}
        elif isinstance(here, ast.FunctionDef | ast.ClassDef):
            found[here.name] = None
            continue
        elif isinstance(here, ast.alias):
            found[(here.asname or here.name).partition(".")[0]] = None
        # These bind their variables in scopes of their own.
        if not isinstance(here, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            stack.extend(inner_nodes(here))
    # Of `from module import *`, which binds nobody knows what.
    found.pop("*", None)
    return list(found)


def refuse(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    """Refuse to make an object of the class.

    Raises:
        Refusal: always.
    """
    raise Refusal(say("interpreter.no-objects"))
