"""The value types of interpreted code beside Python's plain ones; none gives access to the host."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from copy import deepcopy
from itertools import count
from typing import Any

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value, plain_text
from builder.interpreter.scope import Scope
from builder.sentences import say

_DEEPEST = 30
"""How many iterators may run inside one another: Python's own have no limit and would overflow its stack."""
_SERIALS = count(1)


def next_serial() -> int:
    """Return a number greater than all before: what has it was made later."""
    return next(_SERIALS)


class _Opaque:
    """Copied by identity, so that a copy of a network never copies the interpreter."""

    __slots__ = ("__weakref__",)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:  # noqa: ANN401 - itself, whatever it is
        return self


class Results(dict[Value, Value]):
    """What a function under `lru_cache` has returned, by what it was called with; of `most` the oldest goes first."""

    __slots__ = ("most",)

    def __init__(self, most: int | None) -> None:
        super().__init__()
        self.most = most


class Function(_Opaque):
    """A `def` or `lambda` with the defaults and the scope it was made in."""

    __slots__ = ("abstract", "closure", "defaults", "doc", "enables_grad", "fields", "keyword_defaults", "name",
                 "no_grad", "node", "owner", "results", "strange")  # fmt: skip

    def __init__(
        self,
        node: ast.FunctionDef | ast.Lambda,
        closure: Scope,
        defaults: list[Value],
        keyword_defaults: dict[str, Value],
    ) -> None:
        self.node = node
        self.closure = closure
        self.defaults = defaults
        self.keyword_defaults = keyword_defaults
        self.name = node.name if isinstance(node, ast.FunctionDef) else "<lambda>"
        self.doc = ast.get_docstring(node) if isinstance(node, ast.FunctionDef) else None
        self.owner: Class | None = None
        self.no_grad = False
        self.enables_grad: Value = None
        """What `torch.enable_grad()` gave, where that decorates it."""
        self.abstract = False
        """Whether a class that has it makes no objects."""
        self.fields: dict[str, Value] = {}
        """Its attributes, which only a prompt sets: a forward would leave them behind for its next call."""
        self.results: Results | None = None
        """Under `lru_cache`, what it has returned."""
        self.strange: Refusal | None = None
        """Why its decorator may make it return something else; what calls it is refused."""

    @property
    def qualified_name(self) -> str:
        """The name with that of its class."""
        return self.name if self.owner is None else f"{self.owner.name}.{self.name}"

    def twin(self) -> Function:
        """Return another function that does the same."""
        made = Function(self.node, self.closure, self.defaults, self.keyword_defaults)
        for name in ("abstract", "enables_grad", "fields", "name", "no_grad", "owner", "strange"):
            setattr(made, name, getattr(self, name))
        return made

    def __repr__(self) -> str:
        return f"<function {self.name}>"


class BoundMethod(_Opaque):
    """A function with the object it was reached through: equal to another of both, and an object of its own."""

    __slots__ = ("function", "owner")

    def __init__(self, owner: Value, function: Value) -> None:
        self.owner = owner
        self.function = function

    def __deepcopy__(self, memo: dict[int, Any]) -> BoundMethod:
        return BoundMethod(deepcopy(self.owner, memo), self.function)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BoundMethod) and self.owner is other.owner and self.function == other.function

    def __hash__(self) -> int:
        return hash((id(self.owner), self.function))

    def __repr__(self) -> str:
        return f"<bound method {getattr(self.function, 'name', '?')}>"


class Native(_Opaque):
    """A function of a table: `function(interpreter, *args, **kwargs)`."""

    __slots__ = ("function", "name")

    def __init__(self, name: str, function: Callable[..., Value]) -> None:
        self.name = name
        self.function = function

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Native) and self.function is other.function and self.name == other.name

    def __hash__(self) -> int:
        return hash((self.name, id(self.function)))

    def part(self, name: str) -> Value:
        """Return an attribute of its own; NotImplemented where it has none of that name."""
        return NotImplemented

    def __repr__(self) -> str:
        return f"<built-in function {self.name}>"


class Wrapper(Native):
    """A function that a decorator has put around one of the text; in a class it is a method."""

    __slots__ = ()


class NativeClass(_Opaque):
    """A class of a table: `construct(interpreter, *args, **kwargs)`; instances are of the `types`."""

    __slots__ = ("construct", "derivable", "members", "name", "parents", "target", "types")

    def __init__(  # noqa: PLR0913, PLR0917 - what a class has
        self,
        name: str,
        construct: Callable[..., Value],
        types: tuple[type, ...] = (),
        members: dict[str, Value] | None = None,
        parents: tuple[NativeClass, ...] = (),
        target: Value = None,
    ) -> None:
        self.name = name
        self.construct = construct
        self.types = types
        self.members = members or {}
        self.parents = parents
        self.target = target
        self.derivable = False

    def __repr__(self) -> str:
        kind = next((kind for kind in self.types if kind.__name__ == self.name), None)
        place = "" if kind is None or kind.__module__ == "builtins" else f"{kind.__module__}."
        return f"<class '{place}{self.name}'>"


class Class(_Opaque):
    """A class of the text; `mro` starts with itself and may end in native classes."""

    __slots__ = ("abstract", "bases", "doc", "frozen", "generic", "host", "module", "mro", "name", "namespace", "node")

    def __init__(
        self,
        name: str,
        bases: tuple[Class | NativeClass, ...],
        namespace: dict[str, Value],
        node: ast.ClassDef | None = None,
    ) -> None:
        self.name = name
        self.bases = bases
        self.namespace = namespace
        self.node = node
        self.doc = ast.get_docstring(node) if node is not None else None
        self.mro: tuple[Class | NativeClass, ...] = (self,)
        self.host: Value = None
        """Data that a namespace attaches to a class: in the torch namespace the real class."""
        self.module = ""
        """Where Python has an exception that is neither its own nor of the text."""
        self.frozen: bool = any(isinstance(base, Class) and base.frozen for base in bases)
        """Whether the fields of its objects stay as they are: those of a frozen dataclass."""
        self.generic: bool = any(isinstance(base, Class) and base.generic for base in bases)
        """Whether it can be written with types in brackets."""
        self.abstract: bool = any(isinstance(base, Class) and base.abstract for base in bases)
        """Whether it makes no object while a method is abstract."""

    @property
    def native(self) -> NativeClass | None:
        """The first native class it derives from."""
        return next((base for base in self.mro if isinstance(base, NativeClass)), None)

    def find(self, name: str, after: Class | NativeClass | None = None) -> tuple[Class | NativeClass, Value] | None:
        """Look a name up along the mro, `after` a class of it where `super()` asks."""
        mro = self.mro if after is None else self.mro[self.mro.index(after) + 1 :]
        for base in mro:
            found = base.namespace if isinstance(base, Class) else base.members
            if name in found:
                return base, found[name]
        return None

    def __repr__(self) -> str:
        return f"<class '{self.name}'>"


class Instance(_Opaque):
    """An object of a class of the text that derives from no native class."""

    __slots__ = ("cls", "fields")

    def __init__(self, cls: Class) -> None:
        self.cls = cls
        self.fields: dict[str, Value] = {}

    def bare(self) -> Instance:
        """Return an object of the same class without fields."""
        return Instance(self.cls)

    def message(self) -> str:
        """Return the text of an exception, as `str` does for plain arguments."""
        args = self.fields.get("args", ())
        if not isinstance(args, tuple):
            return ""
        if len(args) == 1 and isinstance(args[0], str):
            return repr(args[0][:2000]) if self.cls.name == "KeyError" else plain_text(args[0])
        shown = ", ".join(repr(arg[:2000]) if isinstance(arg, str) else plain_text(arg) for arg in args)
        return f"({shown})" if len(args) > 1 else shown

    def __repr__(self) -> str:
        return f"<{self.cls.name} object>"


class ComparableInstance(Instance):
    """An object whose class says to what it is equal, which Python's own lists, dicts and sets ask it then."""

    __slots__ = ("interpreter",)

    def __init__(self, cls: Class, interpreter: Any) -> None:  # noqa: ANN401 - it stands above
        super().__init__(cls)
        self.interpreter = interpreter

    def bare(self) -> Instance:
        """Return an object of the same class without fields."""
        return ComparableInstance(self.cls, self.interpreter)

    def __eq__(self, other: object) -> bool:
        from builder.interpreter.operators import compare

        return bool(self.interpreter.truth(compare(self.interpreter, ast.Eq, self, other)))

    def __hash__(self) -> int:
        found = self.cls.find("__hash__")
        if found is None:
            return object.__hash__(self)
        if found[1] is None:
            raise TypeError(f"unhashable type: {self.cls.name!r}")
        made = self.interpreter.call(found[1], self)
        if not isinstance(made, int):
            raise TypeError("__hash__ method should return an integer")
        # Python shortens a large whole number in the same way.
        return hash(made)


class NotImplementedValue(_Opaque):
    """What a method of the text returns for an operator that it leaves to the other side."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "NotImplemented"


NOT_IMPLEMENTED = NotImplementedValue()


class Property(_Opaque):
    """A property with its getter and perhaps its setter."""

    __slots__ = ("getter", "setter")

    def __init__(self, getter: Value, setter: Value = None) -> None:
        self.getter = getter
        self.setter = setter


class CachedProperty(_Opaque):
    """A property that is worked out once for each object."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function


class StaticMethod(_Opaque):
    """A function that takes no object."""

    __slots__ = ("function",)

    def __init__(self, function: Value) -> None:
        self.function = function


class ClassMethod(StaticMethod):
    """A function that takes the class."""

    __slots__ = ()


class Super(_Opaque):
    """What `super()` returns: the attributes after `cls` in the object's mro."""

    __slots__ = ("cls", "owner", "value_class")

    def __init__(self, cls: Class, owner: Value, value_class: Class) -> None:
        self.cls = cls
        self.owner = owner
        self.value_class = value_class

    def __repr__(self) -> str:
        return "<super>"


class ModuleValue(_Opaque):
    """An imported module: nothing but a table of members; where there is a `rest`, others are absent."""

    __slots__ = ("members", "name", "rest")

    def __init__(self, name: str, members: dict[str, Value], rest: bool = False) -> None:
        self.name = name
        self.members = members
        self.rest = rest

    def __repr__(self) -> str:
        return f"<module '{self.name}'>"


class LazyMember(_Opaque):
    """A member of a module that is made when it is first imported."""

    __slots__ = ("make",)

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self.make = make


class ReadOnlyDict(dict[str, Value]):
    """A dict that a text reads and does not change."""


class Absent(_Opaque):
    """A placeholder for part of an unsupported module: every attribute and call of it is a placeholder too.

    `called` tells that it came of a call, so that it may be anything.
    """

    __slots__ = ("called", "name")

    def __init__(self, name: str, called: bool = False) -> None:
        # A chain of attributes may go on without end, and the name stands in messages.
        self.name = name[:80]
        self.called = called

    def __repr__(self) -> str:
        return f"<{self.name}, which is not available here>"


class Lazy(_Opaque):
    """What generator expressions, `zip`, `map` and their like return: values one after another, once."""

    __slots__ = ("code", "depth", "iterator", "name", "serial")

    def __init__(
        self, iterator: Iterator[Value], name: str = "generator", sources: Iterable[Value] = (), code: str = ""
    ) -> None:
        """Keep the name of the class, and of a generator what it is written as, such as `Module.parameters`."""
        self.iterator = iterator
        self.name = name
        self.code = code
        self.serial = next_serial()
        self.depth: int = 1 + max((source.depth for source in sources if isinstance(source, Lazy)), default=0)
        if self.depth > _DEEPEST:
            raise Refusal(say("interpreter.iterators", limit=_DEEPEST), say("interpreter.iterators.hint"))

    def __repr__(self) -> str:
        return f"<{self.name} object>"
