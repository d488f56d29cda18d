"""Calls of what is not here with a module: a mere wrapper gives the module itself, what changes it is refused."""

from __future__ import annotations

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent
from builder.sentences import say
from builder.symbols.files.left_out_statements import may_run
from builder.symbols.values import ModuleSymbol
from builder.word_list import words

_PARALLEL = words("torch.nn.DataParallel torch.nn.parallel.DataParallel torch.nn.parallel.DistributedDataParallel")
_WRAPPERS = {
    **dict.fromkeys(_PARALLEL, "module"),
    "torch.compile": "_orig_mod",
    "torch.jit.script": None,
    "torch.jit.trace": None,
}
"""What runs a module as it is, each with the name under which it holds that module."""
_CHANGERS = ("torch.nn.utils.prune.", "torch.nn.utils.fusion.", "torch.ao.quantization.", "torch.quantization.")
"""What puts other tensors or modules into the one that it is given."""


def wrapped_by(callee: Absent, given: tuple[Value, ...], in_forward: bool) -> tuple[ModuleSymbol | None, str]:
    """Return the module that something absent only wraps, and what is lost without it; None where it may give anything.

    Raises:
        Refusal: a forward hands it a module or a function, which it may call, or it changes the module.
    """
    name = callee.name
    if not any(map(may_run, given)):
        return None, ""
    if in_forward:
        raise Refusal(say("symbols.absent-runs", name=name), say("symbols.absent-runs.hint"))
    if name.startswith(_CHANGERS):
        raise Refusal(say("symbols.absent-changes", name=name), say("symbols.absent-changes.hint"))
    if name not in _WRAPPERS or callee.called or not isinstance(module := given[0], ModuleSymbol):
        return None, ""
    module.wrapped_as = _WRAPPERS[name]
    if module.wrapped_as is None:
        return module, name
    return module, say("symbols.note.wrapper", name=name, prefix=f"{module.wrapped_as}.")
