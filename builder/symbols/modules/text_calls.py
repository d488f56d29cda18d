"""Calls of modules that a text makes itself, outside of forwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, LimitExceeded, Refusal, source_error
from builder.interpreter.limits import Value
from builder.symbols.dataflow.arguments import in_order
from builder.symbols.dataflow.operands import holds_symbols
from builder.symbols.dataflow.recorder import is_known, spec_of
from builder.symbols.modules.layers import note_run
from builder.symbols.values import ModuleSymbol, Symbol, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def called_by_text(
    interpreter: Interpreter, module: ModuleSymbol, args: tuple[Value, ...], kwargs: dict[str, Value]
) -> Value:
    """Return what a call gives: something unknown where it cannot be read, for which the network is refused later.

    Raises:
        Failure: it fails in Python too, is of a module without a forward of its own, or its statement is left out.
    """
    module.calls.append(in_order(module, args, kwargs))
    try:
        return _result(interpreter, module, args, kwargs)
    finally:
        note_run(module)


def _result(interpreter: Interpreter, module: ModuleSymbol, args: tuple[Value, ...], kwargs: dict[str, Value]) -> Value:
    given = (*args, *kwargs.values())
    if not all(is_known(spec_of(arg)) for arg in given if holds_symbols(arg)):
        return Symbol("module", module, args, kwargs)
    try:
        return interpreter.host.run(interpreter, module, args, kwargs)  # type: ignore[attr-defined]
    except LimitExceeded:
        raise
    except Refusal as refusal:
        if forward_of(module) is None or isinstance(refusal, Absence):  # of which the statement is left out
            raise
        module.refused = module.refused or source_error(refusal)
        return Symbol("module", module, args, kwargs)
