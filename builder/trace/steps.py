"""The steps of a forward: its calls, in order of execution."""

from __future__ import annotations

from typing import Any, NamedTuple

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.sentences import say
from builder.trace.errors import UntraceableError

Source = tuple[str, tuple[int, ...]]
"""The name of an input, tensor or step, and the way to one of its outputs."""


class Overwrite(NamedTuple):
    """An input that a module changes in place."""

    source: int
    """Which of the step's sources it is."""
    returned: bool = False
    """Whether the module returns just that tensor."""
    function: tuple[str, dict[str, Any]] | None = None
    """The function kind, with its arguments, that gives what the tensor holds afterwards; None where none does."""
    aliases: frozenset[str] = frozenset()
    """The inputs, tensors and steps that share its memory."""


class Step(NamedTuple):
    """One call: of a function kind with its arguments, or of the module at a path below (`kind` is None)."""

    name: str
    kind: str | None
    path: str
    args: dict[str, Any]
    sources: tuple[Source, ...]
    training: Any = None
    """What the argument that hangs on training was given."""
    names: tuple[str, ...] = ()
    """The inputs that the last of the sources are given for by name; of a function the names of numbers."""
    call: dict[str, Any] = {}  # noqa: RUF012 - never changed
    """What a module is given beside tensors."""
    overwrites: tuple[Overwrite, ...] = ()
    wish: str = ""
    """What its node had better be called."""
    stale: frozenset[str] = frozenset()
    """The steps whose memory it changes as well, so that nobody may read them afterwards."""
    shape: tuple[int, ...] = ()
    """The shape of what it returned, where it ran."""


class Recording(NamedTuple):
    """One recorded forward: its inputs, its calls in order of execution, and its results."""

    inputs: tuple[str, ...]
    steps: list[Step]
    outputs: tuple[Source, ...]
    outside: frozenset[str] = frozenset()
    """The inputs in which whoever calls the network finds what was changed."""


def join_modes(name: str, training: Recording, evaluation: Recording) -> Recording:
    """Return what the forward of the class `name` does in both modes alike.

    What differs in a function's own argument for training, as the `dropout_p` of attention, its block sees to itself.

    Args:
        name: is for the message alone.
        training: the forward as recorded in training.
        evaluation: the same forward as recorded in evaluation.

    Raises:
        UntraceableError: it does not do the same, or a function drops values in evaluation too.
    """
    pairs = list(zip(training.steps, evaluation.steps, strict=False))
    steps = [_join(ours, theirs) for ours, theirs in pairs]
    same = len(training.steps) == len(evaluation.steps) and training.outputs == evaluation.outputs
    if not same or None in steps:
        raise UntraceableError(say("trace.modes", name=name), say("trace.modes.hint"))
    for ours, theirs in pairs:
        _hold_training(ours, theirs)
    return training._replace(steps=[step for step in steps if step is not None])


def _join(training: Step, evaluation: Step) -> Step | None:
    """Return the step that both are, or None where they are not one."""
    own = FUNCTIONS[training.kind].training if training.kind is not None else None
    alike = [
        step._replace(
            args={k: v for k, v in step.args.items() if k != own}, training=None, overwrites=(), stale=frozenset()
        )
        for step in (training, evaluation)
    ]
    if alike[0] != alike[1]:
        return None
    training = training._replace(stale=training.stale | evaluation.stale)
    if training.overwrites == evaluation.overwrites:
        return training
    # What is changed in one mode alone, as behind a dropout, no function gives in both.
    both = (*training.overwrites, *evaluation.overwrites)
    return training._replace(overwrites=tuple(one._replace(returned=False, function=None) for one in both))


def _hold_training(training: Step, evaluation: Step) -> None:
    own = FUNCTIONS[training.kind].training if training.kind is not None else None
    if own == "training" and (training.training, evaluation.training) != (True, False):
        raise UntraceableError(say("trace.dropout", kind=training.kind), say("trace.dropout.hint"))
    if own is not None and own != "training" and training.training and evaluation.training:
        raise UntraceableError(
            say("trace.dropout-always", kind=training.kind), say("trace.dropout-always.hint", training=own)
        )
