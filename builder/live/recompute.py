"""`torch.utils.checkpoint` for code that is kept: torch's own, which runs a function once more on the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torch.utils import checkpoint as own

from builder.errors import BuilderError
from builder.interpreter.failures import Failure, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue, Native
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_PLACE = "torch.utils.checkpoint"
_FRAMES = 3
"""Calls of a text that those of torch between two of them take as many frames of Python as."""


def checkpoint_modules() -> dict[str, ModuleValue]:
    """Return the modules of it that can be imported."""
    made = ModuleValue(_PLACE, {"checkpoint": Native("checkpoint", _checkpoint)})
    return {_PLACE: made, "torch.utils": ModuleValue("torch.utils", {"checkpoint": made})}


def _checkpoint(
    interpreter: Interpreter,
    function: Value,
    /,
    *args: Value,
    use_reentrant: Value = None,
    preserve_rng_state: Value = True,
    **kwargs: Value,
) -> Value:
    if use_reentrant is not False or preserve_rng_state is not True:
        raise Refusal(say("symbols.checkpoint.kind"), say("symbols.checkpoint.kind.hint"))

    def run(*given: Value, **named: Value) -> Value:
        try:
            with interpreter.run_scope():  # on the way back nobody else does
                interpreter.depth += _FRAMES
                try:
                    return interpreter.call(function, *given, **named)
                finally:
                    interpreter.depth -= _FRAMES
        except (Failure, BuilderError) as failure:
            stop = _stop(failure)
            raise failure if stop is None else stop from None

    return own.checkpoint(run, *args, use_reentrant=False, **kwargs)


def _stop(failure: BaseException) -> BaseException | None:
    """Return the exception by which torch ends a second run as soon as it has what it needs."""
    here: BaseException | None = failure
    while here is not None and not isinstance(here, own._StopRecomputationError):
        here = here.__context__
    return here
