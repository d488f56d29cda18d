"""The classes of torch.nn in the torch namespace, and the real classes that are made of text classes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import index
from typing import TYPE_CHECKING, Any

from torch import Tensor, nn
from torch.nn.utils import parametrize

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.torch_names import CONTAINERS, MODULE_METHODS
from builder.document.names import MODULE_MEMBERS
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, Native, NativeClass, ReadOnlyDict
from builder.live.memory import counted_conversion
from builder.live.values import check_tree, from_host, to_host, weigh_arguments
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_LAYERS = 1_000
_COUNTS = ("num_layers", "num_encoder_layers", "num_decoder_layers")
_ENTRANCES = words("__init__ forward extra_repr train eval reset_parameters _get_name __repr__ __str__")
"""Methods that torch itself calls: on a written class they lead into the interpreter."""


def _no_construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"), say("symbols.torch-classes.hint"))


_FAMILIES: dict[str, type[nn.Module]] = {
    "_BatchNorm": nn.modules.batchnorm._BatchNorm,
    "_InstanceNorm": nn.modules.instancenorm._InstanceNorm,
    "_ConvNd": nn.modules.conv._ConvNd,
    "_DropoutNd": nn.modules.dropout._DropoutNd,
    "RNNBase": nn.RNNBase,
}
"""Classes above those of the catalogue, for isinstance alone."""


def _classes() -> dict[str, NativeClass]:
    module = _class("Module", nn.Module, ())
    made = {"Module": module}
    for name in (*CONTAINERS[1:], *CATALOGUE):
        kind = getattr(nn, name, None)
        if isinstance(kind, type) and name not in made and name != "DataParallel":
            made[name] = _class(name, kind, (module,))
    for name, kind in _FAMILIES.items():
        made[name] = NativeClass(name, _no_construct, (kind,), parents=(module,))
    return made


def _class(name: str, kind: type[nn.Module], parents: tuple[NativeClass, ...]) -> NativeClass:
    def construct(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> nn.Module:
        weigh_arguments(interpreter, args, kwargs)
        check_counts(name, args, kwargs)
        given = [to_host(interpreter, arg) for arg in args]
        made = kind(*given, **{key: to_host(interpreter, arg) for key, arg in kwargs.items()})
        check_tree(made)
        return made

    names = ("__init__", "__repr__", "__str__", *MODULE_METHODS)
    members = {method: _method(kind, method) for method in names if hasattr(kind, method)}
    made = NativeClass(name, construct, (kind,), members, parents, kind)
    made.derivable = True
    return made


def _method(kind: type[nn.Module], name: str) -> Native:
    """Return a method of a class, to be called with an object: `nn.Module.__init__(self)`, `super().train(mode)`."""
    method = getattr(kind, name)

    def call(interpreter: Interpreter, owner: Value, /, *args: Value, **kwargs: Value) -> Value:
        if not isinstance(owner, kind):
            raise Refusal(say("live.takes-object", name=name, kind=kind.__name__))
        weigh_arguments(interpreter, args, kwargs)
        if name == "__init__":
            check_counts(kind.__name__, args, kwargs)
        else:
            check_tree(owner)
        given = [to_host(interpreter, arg) for arg in args]
        named = {key: to_host(interpreter, arg) for key, arg in kwargs.items()}
        with counted_conversion(owner, name):
            return from_host(interpreter, method(owner, *given, **named))

    return Native(name, call)


def check_counts(kind: str, args: Sequence[Value], kwargs: Mapping[str, Value]) -> None:
    """Refuse numbers of layers that torch would build one after another without end.

    Raises:
        Refusal: one is more than 1,000.
        TypeError: one is no whole number.
    """
    entry = CATALOGUE.get(kind)
    given = dict(zip([argument.name for argument in entry.arguments] if entry else [], args, strict=False))
    for name in _COUNTS:
        value = kwargs.get(name, given.get(name, 1))
        if index(value) > _MOST_LAYERS:
            raise Refusal(
                say("live.many-layers", name=name, value=value, limit=_MOST_LAYERS),
                say("live.many-layers.hint"),
            )


def _mask(interpreter: Interpreter, size: Value, *args: Value, **kwargs: Value) -> Value:
    interpreter.budget.hold(index(size) ** 2)
    return nn.Transformer.generate_square_subsequent_mask(index(size))


NN_CLASSES = _classes()


def _from_pretrained(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> nn.Module:
    weigh_arguments(interpreter, args, kwargs)
    given = [to_host(interpreter, arg) for arg in args]
    named = {key: to_host(interpreter, arg) for key, arg in kwargs.items()}
    made: nn.Module = nn.Embedding.from_pretrained(*given, **named)  # type: ignore[no-untyped-call]
    return made


NN_CLASSES["Embedding"].members["from_pretrained"] = Native("from_pretrained", _from_pretrained)
NN_CLASSES["Transformer"].members["generate_square_subsequent_mask"] = Native("generate_square_subsequent_mask", _mask)
_BY_TYPE = {cls.target: cls for cls in NN_CLASSES.values()}


def class_of_module(module: nn.Module) -> Class | NativeClass:
    """Return the class of a live module: the written one, or that of the table."""
    written = type(module).__dict__.get("_written_class")
    if isinstance(written, Class):
        return written
    return native_class(type(module))


def native_class(kind: type) -> NativeClass:
    """Return the class of the table for one of torch, which is made for those that are in none."""
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    made = NativeClass(
        kind.__name__, _no_construct, (kind,), parents=tuple(map(_BY_TYPE.__getitem__, _known_bases(kind)))
    )
    if kind.__module__ != parametrize.__name__:  # torch makes a class for each such object, which is not to be kept
        _BY_TYPE[kind] = made
    return made


def _known_bases(kind: type[nn.Module]) -> list[type[nn.Module]]:
    """Return the classes of the table that a class derives from."""
    return [base for base in kind.__mro__[1:] if base in _BY_TYPE]


def make_real(interpreter: Interpreter, cls: Class) -> None:
    """Create the real class of a text class: a subclass of nn.Module whose methods are interpreted.

    Raises:
        Refusal: its base classes cannot be combined.
    """
    bases = tuple(base.host if isinstance(base, Class) else base.target for base in cls.bases)
    bases = tuple(base for base in bases if base is not None)
    members: dict[str, Any] = {
        "__module__": "__main__",
        "__doc__": cls.doc,
        "_written_class": cls,
        "_written_by": interpreter,  # which knows the line that runs
    }
    for name in _ENTRANCES:
        function = _written_entrance(cls, name)
        if isinstance(function, Function):
            members[name] = _entrance(interpreter, function, name)
    try:
        cls.host = type(cls.name, bases, members)
    except TypeError:
        raise Refusal(say("interpreter.bases", name=cls.name), say("live.torch-base.hint")) from None


def _written_entrance(cls: Class, name: str) -> Value:
    """Return a method that a text class writes itself, or takes from a plain class before those that are real."""
    for base in cls.mro:
        if isinstance(base, NativeClass) or (base is not cls and base.host is not None):
            return None
        if name in base.namespace:
            return base.namespace[name]
    return None


def _entrance(interpreter: Interpreter, function: Function, name: str) -> Callable[..., Value]:
    def method(self: nn.Module, /, *args: Value, **kwargs: Value) -> Value:
        with interpreter.run_scope():
            # torch's `__call__` puts frames of its own between two of ours.
            interpreter.depth += 3
            try:
                result = interpreter.call(function, self, *args, **kwargs)
                interpreter.budget.weigh(result)  # torch walks through tuples without a bound
            finally:
                interpreter.depth -= 3
        if name in _PRINTED and not isinstance(result, str):
            raise TypeError(f"{name} returned non-string")
        return result

    method.__name__ = method.__qualname__ = name
    return method


_PRINTED = ("extra_repr", "_get_name", "__repr__", "__str__")


HELD = ("_parameters", "_buffers", "_modules")
"""The tables in which a module holds what is its part."""


class Fields(Mapping[str, Value]):
    """The attributes of an instance of a text class: tensors, modules, and any other assigned values."""

    __slots__ = ("own",)

    def __init__(self, module: nn.Module) -> None:
        """Look at the object's own members, nothing of torch's."""
        self.own = module.__dict__

    def __getitem__(self, name: str) -> Value:
        """Return a field."""
        for table in HELD:
            found = self.own.get(table)
            if found is not None and name in found:
                return found[name]
        # What torch itself keeps in the object is none of the author's fields.
        if name in MODULE_MEMBERS and name != "training":
            raise KeyError(name)
        return self.own[name]

    def __contains__(self, name: object) -> bool:
        """Tell whether there is such a field."""
        try:
            self[name]  # type: ignore[index]
        except KeyError:
            return False
        return True

    def __iter__(self) -> Iterator[str]:
        """Yield the names."""
        for table in HELD:
            yield from list(self.own.get(table) or ())
        yield from (name for name in list(self.own) if name not in MODULE_MEMBERS)

    def __len__(self) -> int:
        """Count the names."""
        return sum(1 for _ in self)


_KEPT = (bool, int, float, str, tuple, list, set, dict, type(None), Tensor, nn.Module)


def dict_of(interpreter: Interpreter, module: nn.Module) -> ReadOnlyDict:
    """Return what a module holds by name, as its `__dict__` has it: a copy."""
    interpreter.budget.hold(len(module.__dict__))
    is_written = isinstance(class_of_module(module), Class)
    held = {name: field for name, field in module.__dict__.items() if is_written or isinstance(field, _KEPT)}
    return ReadOnlyDict({name: _field_view(name, field) for name, field in held.items()})


def _field_view(name: str, field: Value) -> Value:
    if name in MODULE_MEMBERS and name not in HELD and isinstance(field, dict | set):
        return type(field)()  # the hooks are functions of torch
    return field
