"""`copy.deepcopy`, `copy.copy` and copies of weights on symbols: what is copied begins as its original is then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.catalogue.layers.schemes import COPY
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Class, Instance, next_serial
from builder.sentences import say
from builder.symbols.initial.initial_values import Fill
from builder.symbols.values import (
    ModuleSymbol,
    ParametrizedTensor,
    Symbol,
    TensorSymbol,
    behind_detach,
    has_grown,
    is_undecided,
)

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_COPY_METHODS = ("clone", "detach", "contiguous", "data")
_PARTS = ("__getitem__", "chunk", "split", "unbind", "select", "narrow")
_DEEPEST = 100
"""Levels of what is copied."""


def deepcopy(interpreter: Interpreter, value: Value, memo: Value = None) -> Value:
    """Copy modules, their tensors, and lists and objects that hold them; whatever else cannot be changed."""
    return _DeepCopy(interpreter).copied(value)


def copy(interpreter: Interpreter, value: Value) -> Value:
    """Return another object that holds the same; a module shares the very tables of its children and tensors.

    Raises:
        Refusal: the module has a buffer, which a document cannot put in two places, is a lazy layer, or has a
            `__setstate__` of its own.
    """
    _require_plain(value)
    if isinstance(value, ModuleSymbol):
        if value.is_layer and is_undecided(value.kind, value.args):
            raise Refusal(say("symbols.shallow-lazy", kind=value.kind), say("symbols.shallow-lazy.hint"))
        for name, tensor in value.tensors.items():
            if tensor is not None and tensor.role == "buffer":
                raise Refusal(
                    say("symbols.shallow-buffer", name=name, kind=value.cls.name), say("symbols.shallow-buffer.hint")
                )
        twin = _alike(value)
        # As `copy.copy` of a module: its `__dict__` is copied, and the tables in that are the same ones.
        twin.children, twin.tensors, twin.fields = value.children, value.tensors, dict(value.fields)
        twin.finished, twin.hooks = value.finished, value.hooks
        return twin
    if isinstance(value, TensorSymbol):
        return _beside(interpreter, value)
    if isinstance(value, Instance):
        made = value.bare()
        made.fields.update(value.fields)
        interpreter.budget.hold(len(made.fields))
        return made
    interpreter.budget.hold(interpreter.budget.weigh(value))
    return value.copy() if isinstance(value, list | dict | set) else value


def _require_plain(value: Value) -> None:
    """Refuse to copy an object of a class that says itself what its copy is.

    Raises:
        Refusal: it has a `__setstate__` of its own.
    """
    cls = value.cls if isinstance(value, ModuleSymbol | Instance) else None
    if isinstance(cls, Class) and cls.find("__setstate__") is not None:
        raise Refusal(say("symbols.setstate", name=cls.name), say("symbols.setstate.hint"))


def _beside(interpreter: Interpreter, tensor: TensorSymbol) -> TensorSymbol:
    """Return another tensor in the memory of one, which no network may hold beside it."""
    twin = TensorSymbol(None, tensor.name, tensor.role, tensor.shape)
    twin.persistent, twin.registers = tensor.persistent, tensor.registers
    twin.args, twin.dtype, twin.requires_grad = tensor.args, tensor.dtype, tensor.requires_grad
    twin.storage, twin.memory = tensor.storage, tensor.memory
    record_copy(interpreter, twin, tensor)
    return twin


def record_copy(interpreter: Interpreter, tensor: TensorSymbol, of: TensorSymbol) -> None:
    """Write down that a tensor is filled with the values that another one has now."""
    host: DocumentHost = interpreter.host  # type: ignore[assignment]
    interpreter.budget.hold(1)
    if tensor.owner is None and id(of) in host.begun:  # its block says so, whatever fills the other one later
        host.begun[id(tensor)] = host.begun[id(of)]
    host.fill(Fill(tensor, COPY, {"of": of}))


def copied_from(made: Value) -> tuple[TensorSymbol | None, bool]:
    """Return the tensor that another one is just a copy of, and whether both would lie in one memory."""
    is_shared = True
    while isinstance(made, Symbol) and made.target in _COPY_METHODS and len(made.args) == 1 and not made.writes:
        is_shared = is_shared and made.target != "clone"
        made = made.args[0]
    return (made, is_shared) if isinstance(made, TensorSymbol) else (None, False)


def share_memory(tensor: TensorSymbol, made: Symbol) -> None:
    """Note that a tensor lies in the memory of what it is made of, where that may be another one's too."""
    of, is_part = made, False
    while type(of) is Symbol and of.args and isinstance(of.args[0], Symbol) and of.args[0].storage is made.storage:
        is_part = is_part or of.target in _PARTS
        of = of.args[0]
    if isinstance(of, TensorSymbol):
        tensor.memory = of.memory
    elif not is_part:  # of what no network holds, parts may lie beside each other
        tensor.memory = made.storage


def own_tensor(interpreter: Interpreter, made: Value, role: str) -> TensorSymbol:
    """Return a parameter or buffer made by the text from another tensor: it begins as one that it is a copy of."""
    tensor = TensorSymbol(None, "", role, made.shape if isinstance(made, Symbol) else None)
    tensor.args = (len(tensor.shape) if tensor.shape is not None else None, made)
    if isinstance(made, Symbol) and made.dtype is not None:
        tensor.dtype = made.dtype
    of, is_shared = copied_from(made)
    if of is not None:
        tensor.args = (*tensor.args[:1], *of.args[1:])
        tensor.storage = of.storage if is_shared else tensor.storage
        tensor.memory = of.memory if is_shared else tensor.memory
        record_copy(interpreter, tensor, of)
    elif isinstance(made, Symbol):
        share_memory(tensor, made)
    return tensor


def are_alike(tensor: TensorSymbol, of: Value) -> bool:
    """Tell whether a rule can say that a tensor begins as another: both of one name in their layers, or of no layer."""
    if not isinstance(of, TensorSymbol) or tensor.shape is None or tensor.shape != of.shape or tensor.role != of.role:
        return False
    ends = [None if one.owner is None else (one.owner.path, one.name) for one in (tensor, of)]
    return ends[0] == ends[1]


def _alike(symbol: ModuleSymbol) -> ModuleSymbol:
    twin = ModuleSymbol(symbol.cls, symbol.place)
    twin.args, twin.ready, twin.training, twin.path = symbol.args, symbol.ready, symbol.training, symbol.path
    twin.given, twin.parametrized, twin.taken_off = symbol.given, symbol.parametrized, symbol.taken_off
    twin.made_class, twin.ran = symbol.made_class, symbol.ran
    return twin


class _DeepCopy:
    """One deep copy: what is shared in it stays shared."""

    def __init__(self, interpreter: Interpreter) -> None:
        self.interpreter = interpreter
        self.made: dict[int, Value] = {}
        self.depth = 0

    def copied(self, value: Value) -> Value:
        """Return the copy of a value.

        Raises:
            Refusal: it is nested too deep.
        """
        # What is met again, in a circle too, is the copy that was made of it before.
        if id(value) in self.made:
            return self.made[id(value)]
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Refusal(say("symbols.module-depth"), say("symbols.another-module.hint"))
        try:
            return self.made_of(value)
        finally:
            self.depth -= 1

    def made_of(self, value: Value) -> Value:
        """Return the copy of what was not copied yet."""
        _require_plain(value)
        if isinstance(value, ModuleSymbol):
            return self.module(value)
        if isinstance(value, TensorSymbol):
            return self.tensor(value)
        if isinstance(tensor := behind_detach(value), TensorSymbol):  # what its `.data` or a `state_dict` gave
            detached = self.interpreter.host.flows.operate  # type: ignore[attr-defined]
            return detached("method", "detach", (self.copied(tensor),), {})
        if isinstance(value, Instance):
            self.interpreter.budget.hold(1 + len(value.fields))
            made = self.made[id(value)] = value.bare()
            made.fields.update({name: self.copied(field) for name, field in value.fields.items()})
            return made
        if isinstance(value, BoundMethod):
            return BoundMethod(self.copied(value.owner), value.function)
        return self.several(value)

    def several(self, value: Value) -> Value:
        """Return the copy of a list, a tuple or a dict; of anything else itself."""
        kind = type(value)
        if kind not in (list, tuple) and not isinstance(value, dict):
            return value
        self.interpreter.budget.hold(self.interpreter.budget.weigh(value))
        if isinstance(value, dict):
            table = self.made[id(value)] = value.copy()
            for key, item in value.items():
                table[key] = self.copied(item)
            return table
        items = kind(self.copied(item) for item in value)
        self.made[id(value)] = items
        return items

    def module(self, symbol: ModuleSymbol) -> ModuleSymbol:
        self.interpreter.budget.hold(1)
        twin = _alike(symbol)
        self.made[id(symbol)] = twin
        twin.family = symbol.family
        twin.home = self.made.get(id(symbol.home), twin)
        for name, child in symbol.children.items():
            twin.children[name] = self.copied(child)
        for name, tensor in symbol.tensors.items():
            twin.tensors[name] = self.copied(tensor)
        twin.fields = {name: self.copied(field) for name, field in symbol.fields.items()}
        twin.hooks = [one._replace(function=self.copied(one.function)) for one in symbol.hooks]
        twin.parametrized = {
            name: ParametrizedTensor(one.how, self.copied(one.original), [])
            for name, one in symbol.parametrized.items()
        }
        # What is worked out lies in memory of its own in a copy.
        self.interpreter.host.moved |= {id(one.original) for one in twin.parametrized.values()}  # type: ignore[attr-defined]
        if isinstance(symbol.cls, Class):
            twin.finished = twin.serial if has_grown(symbol) else next_serial()
        return twin

    def tensor(self, tensor: TensorSymbol) -> TensorSymbol:
        owner = self.made.get(id(tensor.owner), tensor.owner)
        twin = TensorSymbol(owner, tensor.name, tensor.role, tensor.shape)
        self.made[id(tensor)] = twin
        twin.persistent, twin.registers = tensor.persistent, tensor.registers
        twin.args, twin.dtype, twin.requires_grad = tensor.args, tensor.dtype, tensor.requires_grad
        record_copy(self.interpreter, twin, tensor)
        return twin


COPIES = {"copy": copy, "deepcopy": deepcopy}
