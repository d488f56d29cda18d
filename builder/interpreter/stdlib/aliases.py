"""Further places where files find what both namespaces have: torch.nn.modules.*, torch.autograd, torch.jit, numpy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.limits import Value
from builder.interpreter.stdlib.number_limits import LIMITS
from builder.interpreter.values import Absent, ModuleValue, Native
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_FUNCTIONS = words(
    """
    atleast_1d atleast_2d atleast_3d block_diag broadcast_tensors cartesian_prod cdist einsum meshgrid norm split
    tensordot unique
    """
)
"""What of torch stands in torch.functional."""
_FILES = words(
    """
    activation batchnorm container conv dropout linear loss module normalization padding pooling rnn sparse transformer
    upsampling utils instancenorm flatten
    """
)
"""The files of torch.nn.modules, each with all classes here."""
_OPTIMIZERS = words("Adadelta Adagrad Adam AdamW Adamax ASGD LBFGS NAdam RAdam RMSprop Rprop SGD SparseAdam")


def _always(value: Value) -> Callable[..., Value]:
    return lambda interpreter, *args, **kwargs: value


def _pair(count: int) -> Native:
    def call(interpreter: Interpreter, value: Value) -> Value:
        return tuple(value) if isinstance(value, list | tuple) else (value,) * count

    return Native("_ntuple", call)


def _nothing(name: str) -> Callable[..., Value]:
    """Return what makes an object that nobody can use, as a class holds an optimizer that its forward does not need."""
    return lambda interpreter, *args, **kwargs: Absent(name, called=True)


def _same(interpreter: Interpreter, data: Value, *args: Value, **kwargs: Value) -> Value:
    return data


def _cast(interpreter: Interpreter, kind: Value, value: Value) -> Value:
    return value


def add_aliases(modules: dict[str, ModuleValue], rest: bool = False) -> None:
    """Add the modules to those of a namespace; where there is a `rest`, what is not in them is absent."""
    layers = modules["torch.nn"]
    modules["torch"].members |= LIMITS
    modules["torch.functional"] = ModuleValue("torch.functional", modules["torch"].members, rest)
    version: dict[str, Value] = {"cuda": None, "hip": None, "__version__": modules["torch"].members["__version__"]}
    modules["torch"].members["version"] = modules["torch.version"] = ModuleValue("torch.version", version, rest)
    for name in (*([""] if rest else []), *_FILES):
        path = f"torch.nn.modules.{name}".rstrip(".")
        modules[path] = ModuleValue(path, layers.members, rest)
    pairs: dict[str, Value] = {"_single": _pair(1), "_pair": _pair(2), "_triple": _pair(3)}
    modules["torch.nn.modules.utils"] = ModuleValue("torch.nn.modules.utils", pairs, rest)
    asked = {name: Native(name, _always(False)) for name in ("is_scripting", "is_tracing")}
    known = modules.get("torch.autograd")
    members: dict[str, dict[str, Value]] = {
        "torch.autograd": {**(known.members if known is not None else {}), "Variable": Native("Variable", _same)},
        "torch.jit": {**asked, "annotate": Native("annotate", _cast), "Final": modules["typing"].members["Final"]},
    }
    nowhere = {"is_available": Native("is_available", _always(False)), "is_built": Native("is_built", _always(False))}
    members |= {f"torch.{name}": dict(nowhere) for name in ("accelerator", "mps", "xpu")}
    modules["torch.backends.mps"] = ModuleValue("torch.backends.mps", dict(nowhere), rest)
    members["torch.backends"] = {"mps": modules["torch.backends.mps"]}
    members["torch.optim"] = {name: Native(name, _nothing(f"torch.optim.{name}")) for name in _OPTIMIZERS}
    for path, found in members.items():
        modules[path] = ModuleValue(path, found, rest)
        if path != "torch.optim":  # a prompt has another one
            modules["torch"].members[path.rpartition(".")[2]] = modules[path]
    of_torch = modules["torch"].members
    functions = {name: of_torch[name] for name in _FUNCTIONS if name in of_torch}
    modules["torch.functional"] = ModuleValue("torch.functional", functions, rest)
