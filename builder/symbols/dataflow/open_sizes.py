"""What a forward may do with the sizes of its input: a document holds no number that another input would change."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.dataflow.numbers import number
from builder.symbols.dataflow.recorder import ValuesAndIndices
from builder.symbols.dataflow.sizes import Parts, Size, extreme, is_comparison_fixed, is_open, track_sizes
from builder.symbols.libraries.arrays import ArrayHost

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SCALARS = (int, float, bool, str, complex)
_OF_SHAPES = frozenset({"len", "isinstance", "issubclass", "callable", "hasattr", "type", "print", "range"})
"""Functions that say nothing of how large a size is, or whose results are looked at elsewhere."""
_SIZE_INDEPENDENT_ERRORS = frozenset(
    {"AttributeError", "ImportError", "KeyError", "ModuleNotFoundError", "NameError", "StopIteration"}
)
"""Exceptions that no tensor decides."""


class OpenSizes(ArrayHost):
    """Refuses what hangs on sizes of the input and could not be written down: ways to go, and plain numbers."""

    def decide(self, interpreter: Interpreter, *values: Value) -> None:
        """Refuse a forward that goes one way or another by the size of its input: a document holds one way.

        Raises:
            Refusal: with what to do instead.
        """
        # A condition that can only end the run leads to no other block.
        if not self.flows.recorders or interpreter.checking:
            return
        first, *others = values
        if not all(is_comparison_fixed(first, other) for other in others) if others else is_open(first):
            raise Refusal(say("symbols.branch-size"), say("symbols.branch-size.hint"))

    def derive(self, interpreter: Interpreter, name: str, values: tuple[Value, ...], result: Value) -> Value:
        """Return a result that knows the sizes of the input it was computed from; refuse one that does not.

        Raises:
            Refusal: with what to do instead.
        """
        if not self.flows.recorders or interpreter.checking or name in _OF_SHAPES or is_open(result):
            return result
        known = track_sizes(name, values, result)
        if known is not None:
            return known
        if type(result) in _SCALARS:
            is_derived = any(map(is_open, values))
        else:
            is_list = isinstance(result, list | tuple) and not isinstance(result, ValuesAndIndices | Parts)
            is_derived = is_list and any(isinstance(v, int) and is_open(v) for v in values)
        if is_derived:
            raise Refusal(say("symbols.input-number"), say("symbols.input-number.hint"))
        return result

    def extreme(self, interpreter: Interpreter, values: list[Value], largest: bool) -> Value:
        """Return the largest or smallest of numbers that hang on sizes of the input; NotImplemented of others."""
        if not self.flows.recorders or interpreter.checking or not any(map(is_open, values)):
            return NotImplemented
        numbers = all(isinstance(value, int | float) for value in values)
        return extreme(values, largest) if numbers else NotImplemented

    @contextmanager
    def try_context(self, interpreter: Interpreter, node: ast.Try) -> Iterator[None]:
        """Refuse a `try` in a forward that calls of tensors may leave: whether they fail, the values and sizes tell.

        Raises:
            Refusal: its body made some, and one of its handlers catches what torch raises.
        """
        recorder = self.flows.recorder
        before = 0 if recorder is None else len(recorder.steps)
        yield
        if recorder is not None and len(recorder.steps) > before and not all(map(_is_fixed, node.handlers)):
            raise Refusal(say("symbols.try"), say("symbols.try.hint"))

    def value_to_bind(self, name: str, value: Value) -> Value:
        """Return a size of the input with the name of its variable, which a block of it is called by as well."""
        if not isinstance(value, Size) or not is_open(value):
            return value
        size = value.with_name(name)
        if self.flows.recorder is not None and self.flows.recorder.module is not None:
            with suppress(Refusal):  # it may yet be of no use
                number(self.flows.recorder, size)  # measured where the author does
        return size

    def index(self, value: Value) -> int:
        """Return a whole number; of a size of the input nobody knows how often a loop would run.

        Raises:
            Refusal: a forward is being read, and the size is one of its input.
            TypeError: it is no whole number.
        """
        if self.flows.recorder is not None and is_open(value):
            raise Refusal(say("symbols.loop-size"), say("symbols.loop-size.hint"))
        return super().index(value)


def _is_fixed(handler: ast.ExceptHandler) -> bool:
    """Tell whether a handler catches exceptions alone that no tensor decides."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return all(isinstance(one, ast.Name) and one.id in _SIZE_INDEPENDENT_ERRORS for one in caught)
