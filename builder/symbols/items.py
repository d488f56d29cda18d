"""What a symbol holds: the parts of a tensor, the modules of a container."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from builder.catalogue.public_names import PUBLIC
from builder.document.names import MODULE_MEMBERS
from builder.interpreter.arrays.array import Array
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, ModuleValue, NativeClass, ReadOnlyDict
from builder.sentences import say
from builder.symbols.dataflow.open_sizes import OpenSizes
from builder.symbols.dataflow.operands import holds_symbols
from builder.symbols.dataflow.recorder import ValuesAndIndices, results
from builder.symbols.dataflow.sizes import Parts
from builder.symbols.initial.init_functions import record_init
from builder.symbols.initial.initial_values import rows_of
from builder.symbols.modules import containers
from builder.symbols.modules.layers import BELOW
from builder.symbols.modules.members import measure_call
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, behind_detach, write_into
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SEVERAL = ("Tensor.split", "Tensor.chunk", "Tensor.unbind", "Tensor.topk", "Tensor.sort", "Tensor.max", "Tensor.min")


_MODULE_STATE = words("training _parameters _buffers _modules")
_IN_EACH = words(
    """
    training _parameters _buffers _non_persistent_buffers_set _backward_pre_hooks _backward_hooks
    _is_full_backward_hook _forward_hooks _forward_hooks_with_kwargs _forward_hooks_always_called _forward_pre_hooks
    _forward_pre_hooks_with_kwargs _state_dict_hooks _state_dict_pre_hooks _load_state_dict_pre_hooks
    _load_state_dict_post_hooks _modules
    """
)
"""What torch keeps in the `__dict__` of each module, in its order."""


class Items(OpenSizes):
    """Answers subscripts, loops, `in`, `len` and conditions."""

    def inner(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return what a module of a written class holds by name; a forward that asks for it reads all of that."""
        if name != "__dict__" or not isinstance(value, ModuleSymbol) or not isinstance(value.cls, Class):
            return super().inner(interpreter, value, name)
        held = {field: self.attribute(interpreter, value, field) for field in _MODULE_STATE}
        for field in value.fields:
            self.field_read(interpreter, value, field)
        return ReadOnlyDict({**{key: {} for key in _IN_EACH}, **held, **value.fields})

    def has_elsewhere(self, value: Value, name: str) -> bool:
        """Tell whether torch, a tensor or a module has a public name that may not be available here."""
        classes = (value, *value.parents) if isinstance(value, NativeClass) else ()
        if isinstance(value, ModuleSymbol) or any(cls.name == "Module" for cls in classes):
            return name in MODULE_MEMBERS
        of = "torch.Tensor" if isinstance(value, Symbol) else value.name if isinstance(value, ModuleValue) else ""
        return name in PUBLIC.get(of, ())

    def is_subclass(self, cls: Class | NativeClass, other: NativeClass) -> bool:
        """Tell whether a class of torch, or one that is derived from it, derives from another one of torch."""
        native = cls if isinstance(cls, NativeClass) else cls.native
        return native is not None and native.name in BELOW.get(other.name, ())

    def in_table(self, value: Value, name: str) -> bool:
        """Tell whether a module holds a module or tensor of that name."""
        return isinstance(value, ModuleSymbol) and (name in value.children or name in value.tensors)

    def keep(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a plain field of a module.

        Raises:
            Refusal: a forward leaves a tensor there for its next call.
        """
        if not isinstance(value, ModuleSymbol) or not isinstance(value.cls, Class) or self.in_table(value, name):
            super().keep(interpreter, value, name, new)
            return
        if self.flows.recorder is not None and self.flows.recorder.module is not None:
            if holds_symbols(new):
                raise Refusal(say("symbols.state", name=name), say("symbols.state.hint"))
            self.flows.state.set(value, name, new, self.flows.recorder.module)
        value.fields[name] = new

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return a module of a container, or write a subscript down.

        Raises:
            Refusal: which part of a tensor it is depends on the size of the input.
        """
        if isinstance(value, ModuleSymbol):
            self.decide(interpreter, index)
            return containers.item(interpreter, value, index)
        if isinstance(value, Symbol):
            return self._part(value, index)
        if isinstance(value, Parts) and not (isinstance(index, int) and index >= 0):
            raise Refusal(say("symbols.parts-size"), say("symbols.loop-size.hint"))
        if isinstance(value, ValuesAndIndices | Parts):
            return tuple.__getitem__(value, index)
        return super().item(interpreter, value, index)

    def _part(self, value: Symbol, index: Value) -> Value:
        """Return a part of a tensor; of what may be a tuple, one of its tensors."""
        if isinstance(index, int) and value.shape is None and value.call is not None and value.call.kind in _SEVERAL:
            item = Symbol("item", index, (value,))
            item.home, item.storage = value.home, value.storage
            return item
        return self.flows.part(value, index)

    def iterate(self, interpreter: Interpreter, value: Value) -> Iterator[Value] | None:
        """Iterate over what a container holds, or over a tensor along dim 0.

        Raises:
            Refusal: the number of parts of a tensor depends on the size of the input or is not known.
        """
        if isinstance(value, ModuleSymbol) and value.kind in (*containers.LISTS, *containers.DICTS):
            held = containers.contents(value)
            return iter(list(held) if value.kind in containers.DICTS else list(held.values()))
        if isinstance(value, ValuesAndIndices):
            return iter(tuple(value))
        if isinstance(value, Symbol) and (value.shape or not value.home):
            return iter(self.flows.rows(value))
        if isinstance(value, Symbol):
            raise Refusal(say("symbols.run-time-count"), say("symbols.run-time-count.hint"))
        return super().iterate(interpreter, value)

    def unpack(self, interpreter: Interpreter, value: Value, count: int) -> list[Value] | None:
        """A tensor is unpacked into as many as there are names."""
        if not isinstance(value, Symbol):
            return None
        if value.shape:
            return self.flows.rows(value)
        return list(results(value, (None,) * count, value.home))

    def contains(self, interpreter: Interpreter, value: Value, item: Value) -> Value:
        """Answer `in` for the names of a ModuleDict."""
        if isinstance(value, ModuleSymbol) and value.kind in containers.DICTS:
            return item in containers.contents(value)
        return NotImplemented

    def truth(self, interpreter: Interpreter, value: Value) -> bool:
        """Tell whether a module is true, as all but empty containers are; of a tensor it is known only when it runs.

        Raises:
            Absence: it is a tensor.
        """
        if isinstance(value, Symbol):
            raise Absence(say("symbols.condition"), say("symbols.condition.hint"))
        if isinstance(value, ModuleSymbol) and value.kind in (*containers.LISTS, *containers.DICTS):
            return bool(containers.contents(value))
        return super().truth(interpreter, value)

    def length(self, interpreter: Interpreter, value: Value) -> int | None:
        """Return the length of a container."""
        if isinstance(value, ModuleSymbol) and value.kind in (*containers.LISTS, *containers.DICTS):
            return len(containers.contents(value))
        if isinstance(value, Symbol):
            return measure_call(interpreter, value, "size", (0,), self.flows.recorder is not None)  # type: ignore[no-any-return]
        return 2 if isinstance(value, ValuesAndIndices) else super().length(interpreter, value)

    def set_item(self, interpreter: Interpreter, value: Value, index: Value, new: Value) -> None:
        """Put a module into a container, or values into an array or a tensor that is made of numbers.

        Raises:
            Refusal: a forward writes into a part of a tensor or an array.
            Absence: this would change the values of a parameter or buffer, or the value has no items to set.
            TypeError, IndexError, AttributeError: see `containers.set_item`.
        """
        host = interpreter.host
        if isinstance(value, Symbol) and host.flows.recorder is not None:  # type: ignore[attr-defined]
            raise Refusal(say("symbols.part"), say("symbols.part.hint"))
        value = behind_detach(value)
        if isinstance(value, Array):
            value.set_part(interpreter, index, new)
        elif isinstance(value, TensorSymbol):
            part = host.flows.part(value, index) if type(new) in (int, float) else None  # type: ignore[attr-defined]
            if rows_of(part) is None:
                host.unwritten(interpreter, value, say("symbols.values"))  # type: ignore[attr-defined]
            else:
                record_init(host, interpreter, part, "constant_", ((new,), {}))  # type: ignore[arg-type]
        elif isinstance(value, Symbol):
            write_into(value, index, new)
        elif isinstance(value, ModuleSymbol):
            containers.set_item(interpreter, value, index, new)
        else:
            raise Absence(say("symbols.values"), say("symbols.values.hint"))
