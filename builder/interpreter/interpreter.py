"""The interpreter: one evaluator over the syntax tree, calls, and the entry points for the host."""

from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn

from builder.errors import BuilderError
from builder.interpreter.exceptions import text_exception, translate
from builder.interpreter.expressions import EXPRESSIONS
from builder.interpreter.failures import Failure, LimitExceeded, RaisedException, Refusal, refusal, source_error
from builder.interpreter.host import Host
from builder.interpreter.identity import NumberedValue
from builder.interpreter.limits import Budget, Limits, Value
from builder.interpreter.parse import parse
from builder.interpreter.scope import Scope
from builder.interpreter.signals import Signal
from builder.interpreter.statements import STATEMENTS
from builder.interpreter.text import noun, represent
from builder.sentences import say

_FRAMES = 4
"""The largest number of host frames per level of interpreted nesting."""
_RESERVE = 200
"""Frames of Python that are left for whatever the interpreter itself calls at the greatest depth."""


class Interpreter:
    """Runs code in one namespace under one budget and collects what it prints."""

    def __init__(self, host: Host, limits: Limits | None = None) -> None:
        self.host = host
        self.limits = limits or Limits()
        self.budget = Budget(self.limits)
        self.printed: list[str] = []
        self.depth = 0
        self.deepest = 0
        self.here: ast.AST | None = None
        """The current call, used to record where an object was created."""
        self.statement: ast.AST | None = None
        """The statement that was started last."""
        self.at: tuple[ast.stmt, Scope] | None = None
        """The same with its scope, another object for each time that it is run."""
        self.names = dict(host.names)
        self.globals = Scope(None)
        self.globals.variables["__name__"] = "__main__"
        self.looping = 0
        """How many loops run, in functions called from them as well."""
        self.checking = 0
        """How many conditions are evaluated that can only end the run: those of assertions and of `if …: raise`."""
        self.entrances = 0
        self.handling: list[RaisedException] = []
        self.seen: dict[int, NumberedValue] = {}
        self.identities = 0
        self._lock = threading.RLock()

    @contextmanager
    def run_scope(self) -> Iterator[None]:
        """Enter the interpreter from the host: start a run with a full budget, unless one is in progress.

        Raises:
            SourceError: the code is refused, passes a limit or raises an exception that it does not catch.
        """
        with self._lock:
            # Called by torch in the middle of a run, as a forward is: the limits are those of the whole run.
            if self.entrances:
                self.entrances += 1
                try:
                    yield
                finally:
                    self.entrances -= 1
                return
            self.budget.renew()
            self.depth, self.looping, self.checking, self.handling = 0, 0, 0, []
            self.deepest = min(self.limits.depth, _free_frames() // _FRAMES)
            self.entrances = 1
            try:
                with self.host.guard():
                    yield
            except Failure as failure:
                raise source_error(failure) from None
            except RecursionError:
                raise source_error(LimitExceeded(say("interpreter.recursion"))) from None
            finally:
                self.entrances = 0

    def run(self, text: str) -> Value:
        """Run a text; return the value of its last line where that is an expression.

        Raises:
            SourceError: see `run_scope`; or the text is no Python.
        """
        return self.run_tree(parse(text, self.limits))

    def run_tree(self, tree: ast.Module) -> Value:
        """Run a syntax tree without changing it; see `run`.

        Raises:
            SourceError: see `run_scope`.
        """
        with self.run_scope():
            last = tree.body[-1] if tree.body else None
            if isinstance(last, ast.Expr):
                self.block(tree.body[:-1], self.globals)
                return self._last(last)
            self.block(tree.body, self.globals)
        return None

    def _last(self, node: ast.Expr) -> Value:
        self.statement = node
        self.at = (node, self.globals)
        try:
            return self.evaluate(node.value, self.globals)
        except Failure as failure:
            placed = self.with_place(failure, node)
            if not self.host.leave_out(self, node, self.globals, placed):
                raise placed from None
            return None

    def evaluate(self, node: ast.expr, scope: Scope) -> Value:
        """Return the value of an expression.

        Raises:
            LimitExceeded: calls are nested too deeply, or the steps or the time are used up.
            Failure: the expression is refused or raises an exception; `node` tells where.
        """
        budget = self.budget
        budget.left -= 1
        if budget.left < budget.checkpoint:
            self._tick(node)
        # The most frequent node, and none that could go deeper.
        if node.__class__ is ast.Constant:
            return node.value
        self.depth += 1
        try:
            if self.depth > self.deepest:
                raise LimitExceeded(say("interpreter.recursion"), say("interpreter.recursion.hint"))
            return EXPRESSIONS[node.__class__](self, node, scope)
        except Failure as failure:
            if failure.node is None:
                raise self.with_place(failure, node) from None
            raise
        # A node that is in no table; any other KeyError is a mistake of ours and goes on.
        except KeyError:
            if node.__class__ in EXPRESSIONS:
                raise
            self._no_such(node)
        finally:
            self.depth -= 1

    def block(self, body: list[ast.stmt], scope: Scope) -> Signal | None:
        """Run statements and return the signal that ends them early: a break, a continue or a return.

        Raises:
            LimitExceeded: calls are nested too deeply, or the steps or the time are used up.
            Failure: a statement is refused or raises an exception, and the host does not leave it out.
        """
        budget = self.budget
        for node in body:
            budget.left -= 1
            if budget.left < budget.checkpoint:
                self._tick(node)
            self.depth += 1
            try:
                if self.depth > self.deepest:
                    raise LimitExceeded(say("interpreter.recursion"), say("interpreter.recursion.hint"))
                self.statement = node
                self.at = (node, scope)
                action = STATEMENTS.get(node.__class__)
                if action is None:
                    self._no_such(node)
                signal: Signal | None = action(self, node, scope)
            except Failure as failure:
                placed = self.with_place(failure, node)
                if not self.host.leave_out(self, node, scope, placed):
                    raise placed from None
                signal = None
            finally:
                self.depth -= 1
            if signal is not None:
                return signal
        return None

    def with_place(self, failure: Failure, node: ast.AST) -> Failure:
        """Return a failure with its place; a host may make an exception of the text of a new one."""
        if failure.node is None:
            failure = self.host.on_failure(self, failure)
            failure.node = node
        return failure

    def _tick(self, node: ast.AST) -> None:
        try:
            self.budget.tick()
        except Failure as failure:
            failure.node = node
            raise

    def _no_such(self, node: ast.AST) -> NoReturn:
        failure = Refusal(
            say("interpreter.unsupported", name=_SENTENCES.get(type(node).__name__, type(node).__name__)),
            say("interpreter.syntax.hint"),
        )
        failure.node = node
        raise failure

    def call_host(self, function: Callable[..., Value], /, *args: Value, **kwargs: Value) -> Value:
        """Call a function of the host; what it raises becomes an exception of the text or a refusal.

        Raises:
            Refusal: the function raises a BuilderError.
            LimitExceeded: it goes too deep or takes too much memory, or the steps or the time are used up.
            RaisedException: it raises anything else.
        """
        self.budget.spend(1)
        self.budget.check_time()
        try:
            return function(*args, **kwargs)
        except Failure:
            raise
        except BuilderError as error:
            raise refusal(error) from None
        except RecursionError:
            raise LimitExceeded(say("interpreter.recursion"), say("interpreter.recursion.hint")) from None
        except MemoryError:
            raise LimitExceeded(say("interpreter.memory"), say("interpreter.smaller.hint")) from None
        except Exception as error:
            raise translate(error) from None

    def call(self, callee: Value, /, *args: Value, **kwargs: Value) -> Value:
        """Call any value."""
        from builder.interpreter.calls import call

        return call(self, callee, list(args), kwargs)

    def truth(self, value: Value) -> bool:
        """Tell whether a value is true."""
        from builder.interpreter.operators import truth

        return truth(self, value)

    def noun(self, value: Value) -> str:
        """Name a value's type for a sentence."""
        return noun(self, value)

    def kind(self, value: Value) -> str:
        """Name a value's type as Python's exceptions do."""
        from builder.interpreter.attributes import class_of

        return class_of(self, value).name

    def text(self, value: Value) -> str:
        """Return `str(value)`."""
        return represent(self, value, quoted=False)

    def repr(self, value: Value) -> str:
        """Return `repr(value)`."""
        return represent(self, value, quoted=True)

    def raise_(self, kind: str, message: str) -> NoReturn:
        """Raise one of the usual exceptions in the text.

        Raises:
            RaisedException: always.
        """
        raise text_exception(kind, message)

    def print(self, text: str) -> None:
        """Append to the output."""
        self.budget.print(len(text))
        self.printed.append(text)

    def output(self) -> str:
        """Return what was printed since the last call."""
        text = "".join(self.printed)
        self.printed.clear()
        self.budget.printed = 0
        return text


def _free_frames() -> int:
    frame, used = sys._getframe(), 0
    while frame.f_back is not None:
        frame, used = frame.f_back, used + 1
    return max(sys.getrecursionlimit() - used - _RESERVE, 40 * _FRAMES)


_SENTENCES = {
    "AsyncFunctionDef": "async def",
    "Await": "await",
    "AsyncFor": "async for",
    "AsyncWith": "async with",
    "Yield": "yield",
    "YieldFrom": "yield from",
    "TryStar": "except*",
}
