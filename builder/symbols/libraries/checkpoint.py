"""`torch.utils.checkpoint` for symbols: what it runs is called as it stands, since it gives the same results.

In training it is run once more on the way back, so whatever counts its calls, or changes what it is given, is refused;
so is a later change of what it took or gave: torch then recomputes with other values, or does not notice the change.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal, refused_at
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.sentences import say
from builder.symbols.dataflow.memory import changed_by
from builder.symbols.dataflow.recorder import Recorder
from builder.symbols.values import ModuleSymbol, Symbol, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLACE = "torch.utils.checkpoint"


def modules() -> dict[str, ModuleValue]:
    """Return the modules of it that can be imported."""
    own = ModuleValue(_PLACE, {"checkpoint": Native("checkpoint", checkpoint)}, rest=True)
    return {_PLACE: own, "torch.utils": ModuleValue("torch.utils", {"checkpoint": own}, rest=True)}


def checkpoint(
    interpreter: Interpreter,
    function: Value,
    /,
    *args: Value,
    use_reentrant: Value = None,
    preserve_rng_state: Value = True,
    **kwargs: Value,
) -> Value:
    """Return what a function gives.

    Raises:
        Refusal: the way back would not be the same.
    """
    recorder: Recorder | None = interpreter.host.flows.recorder  # type: ignore[attr-defined]
    if recorder is None:
        return interpreter.call(function, *args, **kwargs)
    if use_reentrant is not False or preserve_rng_state is not True:
        raise Refusal(say("symbols.checkpoint.kind"), say("symbols.checkpoint.kind.hint"))
    given = [value for value in (*args, *kwargs.values()) if isinstance(value, Symbol)]
    before, versions = len(recorder.steps), [value.storage[0] for value in given]
    result = interpreter.call(function, *args, **kwargs)
    steps = recorder.steps[before:]
    counting = next((step.target for step in steps if step.op == "module" and _counts(step.target)), None)
    if counting is not None:
        raise Refusal(say("symbols.checkpoint.counts", name=counting.cls.name), say("symbols.checkpoint.hint"))
    if changed_by(steps, given) or versions != [value.storage[0] for value in given]:
        raise Refusal(say("symbols.checkpoint.changes"), say("symbols.checkpoint.hint"))
    used = [one for step in steps for one in step.args if isinstance(one, Symbol)]
    note(recorder, (*given, *used, result))
    warnings.warn(say("symbols.checkpoint"), stacklevel=2)
    return result


def note(recorder: Recorder, values: Iterable[Value]) -> None:
    """Note what a checkpoint takes and gives, here or in a module that is called."""
    symbols = [one for value in values for one in _symbols(value)]
    recorder.recomputed.append((len(recorder.steps), symbols, [one.storage[0] for one in symbols]))


def require_unchanged(recorder: Recorder, node: ast.AST) -> None:
    """Refuse a forward that changes in place what a checkpoint took or gave.

    Raises:
        Refusal: it does, itself or by a module.
    """
    for before, symbols, versions in recorder.recomputed:
        if changed_by(recorder.steps[before:], symbols) or versions != [one.storage[0] for one in symbols]:
            raise refused_at(node, say("symbols.checkpoint.changed"), say("symbols.checkpoint.hint"))


def _symbols(value: Value) -> Iterator[Symbol]:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    if isinstance(value, Symbol):
        yield value
    for item in items:
        yield from _symbols(item)


def _counts(module: ModuleSymbol) -> bool:
    """Tell whether a module may leave something behind each time: it has buffers, or stays code."""
    return any(
        (inner.flow is None and inner.shown is not None)
        or any(tensor is not None and tensor.role == "buffer" for tensor in inner.tensors.values())
        for _, inner in walk(module)
    )
