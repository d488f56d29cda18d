"""What trials of inputs took, and which inputs failed so alike that others like them need not be tried."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from builder.document.blocks import Input
from builder.symbols.dataflow.flow import Flows
from builder.symbols.inputs.failure_hints import after_failure
from builder.symbols.values import ModuleSymbol, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_LAYER_STEPS = 100
"""Steps that count for each layer of a trial: its rule takes as long as so many steps of interpreted code."""
_MOST_ALIKE = 3
_NUMBER = re.compile(r"\d+")


class AlikeFailures:
    """Inputs of one number of dims each that failed in the very same words: other sizes are not the remedy."""

    def __init__(self) -> None:
        self.words: Counter[tuple[tuple[int, ...], str]] = Counter()
        self.hopeless: set[tuple[int, ...]] = set()

    def add(self, inputs: tuple[Input, ...], refusal: str | None) -> None:
        """Note why inputs do not fit."""
        words = refusal or ""
        failed = ranks_of(inputs), words if after_failure(inputs, words) else _NUMBER.sub("", words)
        self.words[failed] += 1
        if self.words[failed] >= _MOST_ALIKE:
            self.hopeless.add(failed[0])

    def are_hopeless(self, inputs: tuple[Input, ...]) -> bool:
        """Tell whether so many inputs with these numbers of dims failed alike that others need not be tried."""
        return ranks_of(inputs) in self.hopeless


class TrialWork:
    """What trials took, in steps of interpreted code."""

    def __init__(self, interpreter: Interpreter, flows: Flows, module: ModuleSymbol) -> None:
        self.budget, self.texts = interpreter.budget, flows.host.texts
        self.layers = sum(1 for _ in walk(module)) * _LAYER_STEPS
        self.begun = 0 if self.texts is None else self.texts.work
        self.steps = 0

    def add(self) -> None:
        """Count the trial that was just run."""
        self.steps += self.layers + self.budget.limits.steps - self.budget.left

    @property
    def done(self) -> int:
        """All so far."""
        return self.steps + (0 if self.texts is None else self.texts.work - self.begun)


def ranks_of(inputs: tuple[Input, ...]) -> tuple[int, ...]:
    """Return how many dims each of some inputs has."""
    return tuple(len(one.shape) for one in inputs)
