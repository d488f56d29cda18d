"""What a `with` statement of a prompt enters: objects of the text, `contextlib`, switches of torch, files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import TracebackType
from typing import TYPE_CHECKING

from builder.interpreter.failures import RaisedException, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import Function, Instance, Lazy, ModuleValue, Native, Wrapper
from builder.live.session.values import place_of
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class GeneratorContext(TableValue):
    """What a function under `@contextmanager` returns: a generator that yields once."""

    def __init__(self, source: Lazy) -> None:
        self.cls = place_of("contextlib._GeneratorContextManager", GeneratorContext)
        self.source = source

    @contextmanager
    def enter(self, interpreter: Interpreter) -> Iterator[Value]:
        """Run the lines up to its `yield`, and those after it at the end; an exception comes up at the `yield`."""
        steps = self.source.iterator
        try:
            value = next(steps)
        except StopIteration:
            interpreter.raise_("RuntimeError", "generator didn't yield")
        try:
            yield value
        except RaisedException as failure:
            if _is_over(steps, failure):
                return
            raise
        if not _is_over(steps, None):
            interpreter.raise_("RuntimeError", "generator didn't stop")


def _is_over(steps: Value, failure: RaisedException | None) -> bool:
    """Let a generator go on to its end; tell whether it got there."""
    try:
        if failure is None:
            next(steps)
        else:
            steps.throw(failure)
    except StopIteration:
        return True
    return False


class HostContext(AbstractContextManager[Value]):
    """An object of the text with `__enter__` and `__exit__`; no line of it runs for a refusal."""

    def __init__(self, interpreter: Interpreter, owner: Instance) -> None:
        self.interpreter = interpreter
        self.owner = owner

    def __enter__(self) -> Value:
        """Call `__enter__`."""
        return self._called("__enter__")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> bool:
        """Call `__exit__`; tell whether it keeps the exception to itself."""
        if error is not None and not isinstance(error, RaisedException):
            return False
        given = (None, None, None) if error is None else (error.value.cls, error.value, None)
        return self.interpreter.truth(self._called("__exit__", *given))

    def _called(self, name: str, *args: Value) -> Value:
        found = self.owner.cls.find(name)
        if found is None:
            kind = self.owner.cls.name
            self.interpreter.raise_("TypeError", f"{kind!r} object does not support the context manager protocol")
        return self.interpreter.call(found[1], self.owner, *args)


class Suppress(TableValue):
    """`contextlib.suppress`."""

    def __init__(self, kinds: tuple[Value, ...]) -> None:
        self.cls = place_of("contextlib.suppress", Suppress)
        self.kinds = kinds

    @contextmanager
    def enter(self, interpreter: Interpreter) -> Iterator[Value]:
        """Keep exceptions of these kinds."""
        try:
            yield None
        except RaisedException as failure:
            if not any(kind in failure.value.cls.mro for kind in self.kinds):
                raise


class NullContext(TableValue):
    """`contextlib.nullcontext`."""

    def __init__(self, value: Value) -> None:
        self.cls = place_of("contextlib.nullcontext", NullContext)
        self.value = value

    def enter(self, interpreter: Interpreter) -> AbstractContextManager[Value]:
        """Do nothing."""
        return nullcontext(self.value)


def _context_manager(interpreter: Interpreter, function: Value) -> Wrapper:
    name = function.name if isinstance(function, Function) else "managed"

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> GeneratorContext:
        source = interpreter.call(function, *args, **kwargs)
        if not isinstance(source, Lazy):
            raise Refusal(say("live.managed", name=name), say("live.managed.hint"))
        return GeneratorContext(source)

    return Wrapper(name, call)


def context_module() -> ModuleValue:
    """Return `contextlib`."""
    return ModuleValue(
        "contextlib",
        {
            "contextmanager": Native("contextmanager", _context_manager),
            "nullcontext": Native("nullcontext", lambda interpreter, value=None: NullContext(value)),
            "suppress": Native("suppress", lambda interpreter, *kinds: Suppress(kinds)),
        },
    )
