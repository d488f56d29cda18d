"""The base of objects of which tables name all that can be asked: arrays of NumPy, and what only a prompt has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from builder.interpreter.absent import instead
from builder.interpreter.failures import Refusal, Unknown
from builder.interpreter.identity import address
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Native, NativeClass
from builder.sentences import Sentence, near, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


class TableValue:
    """An object of tables; what it does not define is refused as for any other value.

    `attributes` are read, `methods` are called with the interpreter first.
    """

    cls: NativeClass
    attributes: ClassVar[Sequence[str]] = ()
    methods: ClassVar[Sequence[str]] = ()

    def member(self, interpreter: Interpreter, name: str) -> Value:
        """Return an attribute or a method of its tables.

        Raises:
            Unknown: it has none of that name.
        """
        if name in self.attributes:
            return getattr(self, name)
        if name in self.methods:
            method = getattr(type(self), name)
            return BoundMethod(self, Native(name, lambda i, owner, /, *args, **kw: method(owner, i, *args, **kw)))
        known = (*self.attributes, *self.methods)
        hint = instead(name) or near(name, known) or say("interpreter.members.hint", names=Sentence(", ".join(known)))
        raise Unknown(say("interpreter.no-attribute", noun=self.cls.name, name=name), hint)

    def put(self, interpreter: Interpreter, name: str, new: Value) -> bool:
        """Set an attribute, or tell that it cannot be set."""
        return False

    def to_text(self, interpreter: Interpreter, quoted: bool) -> str:
        """Return its `repr`, or `str` where not `quoted`."""
        place = self.cls.place if isinstance(self.cls, TableClass) else self.cls.name
        return f"<{place} object at {address(interpreter, self)}>"

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Apply an operator; NotImplemented where there is none."""
        return NotImplemented

    def absolute(self, interpreter: Interpreter) -> Value:
        """Return `abs(self)`; NotImplemented where there is none."""
        return NotImplemented

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return `self[index]`; NotImplemented where there is none."""
        return NotImplemented

    def iterate(self, interpreter: Interpreter) -> Iterator[Value] | None:
        """Return an iterator, or None where there is none."""
        return None

    def length(self) -> int | None:
        """Return `len(self)`, or None where it has none."""
        return None

    def truth(self) -> bool:
        """Tell whether it is true."""
        return self.length() != 0


def no_objects(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    """Refuse to make an object of a class.

    Raises:
        Refusal: always.
    """
    raise Refusal(say("interpreter.no-objects"))


class TableClass(NativeClass):
    """The class of such objects as a text sees it, which is shown with the place that Python has for it."""

    __slots__ = ("place",)

    def __init__(self, place: str, kind: type[TableValue], construct: Callable[..., Value]) -> None:
        super().__init__(place.rpartition(".")[2], construct, (kind,))
        self.place = place
        kind.cls = self

    def __repr__(self) -> str:
        return f"<class '{self.place}'>"
