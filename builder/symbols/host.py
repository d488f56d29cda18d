"""Implements the document namespace: attributes, changes and calls of symbols."""

from __future__ import annotations

import ast
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from builder.catalogue.layers.validation import explicit
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableValue
from builder.interpreter.values import Class, Native, NativeClass, next_serial
from builder.sentences import say
from builder.symbols.dataflow.flow import Flows
from builder.symbols.dataflow.forward import call_layer_subclass, call_text_class
from builder.symbols.dataflow.one_call_layers import in_turn, is_made_inside, record_as_function
from builder.symbols.dataflow.operands import SIGNS, holds_symbols, require_few, require_told_apart, whole
from builder.symbols.dataflow.recorder import Recorder, ValuesAndIndices, spec_of
from builder.symbols.initial.copies import own_tensor
from builder.symbols.initial.initial_values import Fill, Fills
from builder.symbols.initial.rounding import RoundedTensor
from builder.symbols.items import Items
from builder.symbols.libraries.switches import Plain
from builder.symbols.modules import container_operators, containers
from builder.symbols.modules.changed_arguments import change_argument
from builder.symbols.modules.hooks import require_callable
from builder.symbols.modules.layers import BELOW, place_of
from builder.symbols.modules.members import of_module, set_member
from builder.symbols.modules.modules import set_mode
from builder.symbols.modules.text_calls import called_by_text
from builder.symbols.names import DTYPE, PARAMETER, TENSOR, Dtype, document_modules
from builder.symbols.tensors import constant_values, of_tensor, set_of_tensor
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, behind_detach, forward_of

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.modules.text_classes import TextClasses

_OF_TENSORS = frozenset({"data", "grad", "requires_grad", "names", "real", "imag", "retains_grad"})
"""Attributes of a tensor that do something where they are set."""
_CONSTANTS = (int, float, bool, list, tuple, type(None))


class DocumentHost(Items):
    """Modules and tensors are symbols; `fills` lists what is initialised, in order."""

    def __init__(self) -> None:
        """Start with nothing recorded."""
        super().__init__()
        self.fills: Fills = []
        self.fillers: list[tuple[ModuleSymbol, ...]] = []
        """For each filling the objects whose `__init__` made it, outermost first."""
        self.rounded: dict[int, RoundedTensor] = {}
        """The tensors that hold what a conversion has rounded, by their ids."""
        self.moved: set[int] = set()
        """The ids of tensors to which a conversion, a copy or a line that sets their `.data` gave other memory."""
        self.filled: set[int] = set()
        """The ids of the tensors that any of these fills or copies."""
        self.unruled: dict[int, tuple[str, str]] = {}
        """The modules whose `__init__` does to a tensor what no rule says, with what that is and what to do."""
        self.texts: TextClasses | None = None
        """The classes that are kept as text, where there may be any."""
        self.building: list[ModuleSymbol] = []
        """The objects of written classes whose `__init__` runs."""
        self.begun: dict[int, dict[str, Value]] = {}
        """How an `__init__` fills the tensors of its own class, by the id of the tensor."""
        self.seed: Value = 0
        self.lenient = False
        """Whether weights may be changed, as the text does it again where the network is made."""
        self.written: list[Class] = []
        self.flows = Flows(self)
        self.modules = document_modules(self)

    def fill(self, fill: Fill) -> None:
        """Note what is initialised, and by whose `__init__`."""
        self.fills.append(fill)
        self.fillers.append(tuple(self.building))
        self.filled |= {id(fill.tensor), id(fill.args.get("of"))}

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a symbol."""
        if isinstance(value, ModuleSymbol):
            return value.type
        if isinstance(value, Symbol):
            return PARAMETER if isinstance(value, TensorSymbol) and value.role == "parameter" else TENSOR
        return DTYPE if isinstance(value, Dtype) else super().class_of(value)

    def is_instance(self, value: Value, cls: NativeClass) -> bool:
        """Tell whether a symbol is of a class of torch."""
        mine = self.class_of(value)
        if isinstance(value, ModuleSymbol) and (explicit(value.kind) if value.made_class else value.kind) in BELOW.get(
            cls.name, ()
        ):
            return True
        order = mine.mro if isinstance(mine, Class) else (mine, *mine.parents) if mine is not None else ()
        return any(base is cls or (isinstance(base, NativeClass) and cls in base.parents) for base in order)

    def fields(self, value: Value) -> dict[str, Value]:
        """Return what an object of a written class holds."""
        if not isinstance(value, ModuleSymbol):
            return {}
        return {**value.fields, **value.tensors, **value.children}

    def field_read(self, interpreter: Interpreter, value: Value, name: str) -> None:
        """Note what a forward reads of plain fields, those included that are not there yet."""
        is_plain = isinstance(value, ModuleSymbol) and name not in value.tensors and name not in value.children
        if is_plain and self.flows.recorder is not None:
            self.flows.state.read(interpreter, value, name)
            self.flows.recorder.reads.append((value, name))

    def attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return an attribute of a symbol."""
        if isinstance(value, ModuleSymbol):
            recorder = self.flows.recorder
            if name == "training" and recorder is not None:
                recorder.asked = True
                return recorder.training
            return of_module(interpreter, value, name)
        if isinstance(value, Symbol):
            if value.marks and name in value.marks:
                return value.marks[name]
            return of_tensor(self, interpreter, value, name)
        if isinstance(value, Plain) and name in ("type", "index") and value.name != "torch.no_grad()":
            return "cpu" if name == "type" else None
        if isinstance(value, ValuesAndIndices) and name in ("values", "indices"):
            return value[name == "indices"]
        return super().attribute(interpreter, value, name)

    def unwritten(self, interpreter: Interpreter, tensor: TensorSymbol, problem: str) -> Value:
        """Refuse a change of the values of a parameter or buffer, which no document holds.

        Raises:
            Absence: always, but where a class that is kept as code makes its own.
        """
        if self.lenient and not self.flows.recorders:
            return tensor
        raise Absence(problem, say("symbols.values.hint"))

    def on_part_changed(self, tensor: TensorSymbol) -> None:
        """Refuse a change of a part of a layer's tensor.

        Raises:
            Absence: always, but where a class that is kept as code makes its own.
        """
        if not self.lenient or self.flows.recorders:
            raise Absence(say("symbols.values"), say("symbols.values.hint"))

    def on_weights_loaded(self, interpreter: Interpreter) -> None:
        """Refuse to load weights that are not in the text.

        Raises:
            Absence: always.
        """
        raise Absence(say("symbols.no-weights"), say("symbols.no-weights.hint"))

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a field of a module: a child, a tensor (which ties it) or anything else.

        Raises:
            Absence: this would change the values of tensors, or the owner of the attribute is no module.
            Refusal: the mode of a module is set to something else than True or False, or what `w.data` gave gets other
                memory.
            Refusal, TypeError, AttributeError: see `set_member`.
        """
        if isinstance(value, Symbol) and set_of_tensor(self, interpreter, value, name, new):
            return
        if isinstance(value, ModuleSymbol) and name == "training":
            if not isinstance(new, bool):
                raise Refusal(say("symbols.training", name=value.cls.name), say("symbols.training.hint"))
            set_mode(interpreter, value, new)
        elif isinstance(value, ModuleSymbol):
            self._set_member(interpreter, value, name, new)
        elif isinstance(value, Symbol) and self._is_mark(value, name):
            value.marks = {**(value.marks or {}), name: new}
        else:
            problem = say("symbols.values") if isinstance(value, Symbol) else say("symbols.attribute.this")
            raise Absence(problem, say("symbols.values.hint"))

    def _set_member(self, interpreter: Interpreter, module: ModuleSymbol, name: str, new: Value) -> None:
        if not self.flows.recorders and change_argument(module, name, new):
            return
        if self.flows.recorder is not None and self.flows.recorder.module is not None:
            self.flows.state.set(module, name, new, self.flows.recorder.module)
        set_member(module, name, self._as_buffer(interpreter, module, name, new))

    def _is_mark(self, value: Symbol, name: str) -> bool:
        """Tell whether an attribute is one that Python only keeps, as a misspelt `pe.require_grad`.

        Of a tensor that is no parameter nobody asks for its gradient.

        Raises:
            Refusal: a forward sets it on a parameter or buffer, where the next call finds it.
        """
        if isinstance(value, TensorSymbol) and self.flows.recorder is not None:
            raise Refusal(say("symbols.attribute.this"), say("symbols.changes-itself.hint"))
        if isinstance(value, TensorSymbol):
            return name not in _OF_TENSORS
        return self.flows.recorder is None and (name == "requires_grad" or name not in _OF_TENSORS)

    def _as_buffer(self, interpreter: Interpreter, module: ModuleSymbol, name: str, new: Value) -> Value:
        """Return what a module holds where a tensor is assigned to the name of a buffer: another buffer.

        Raises:
            Refusal: a forward does so, or a module would keep the memory of a parameter beside it.
        """
        held = module.tensors.get(name)
        is_buffer = name in module.empty_buffers if held is None else held.role == "buffer"
        if not is_buffer or not isinstance(new, Symbol) or isinstance(new, TensorSymbol):
            return new
        if self.flows.recorder is not None:
            raise Refusal(say("symbols.changes-itself", name=module.cls.name), say("symbols.changes-itself.hint"))
        made = own_tensor(interpreter, new, "buffer")
        made.persistent = module.empty_buffers[name] if held is None else held.persistent
        return made

    def delete_attribute(self, interpreter: Interpreter, value: Value, name: str) -> None:
        """Delete a field of a module."""
        for table in (value.children, value.tensors, value.fields) if isinstance(value, ModuleSymbol) else ():
            if name in table:
                del table[name]
                return
        interpreter.raise_("AttributeError", f"there is no {name[:80]!r} to delete")

    def call(self, interpreter: Interpreter, value: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Record the call of a module."""
        if not isinstance(value, ModuleSymbol):
            return super().call(interpreter, value, args, kwargs)
        interpreter.budget.record()
        require_few((*args, *kwargs.values()))
        if self.flows.recorder is None:
            return called_by_text(interpreter, value, tuple(args), kwargs)
        return self.run(interpreter, value, tuple(args), kwargs)

    def run(
        self, interpreter: Interpreter, module: ModuleSymbol, args: tuple[Value, ...], kwargs: dict[str, Value]
    ) -> Value:
        """Record a call and return its result.

        Raises:
            Refusal: the module has no forward or does not take what it is given.
            Failure: the forward of a written class cannot be read.
        """
        require_callable(interpreter, module)
        if module.is_layer:
            function = record_as_function(self.flows, module, args, kwargs)
            return function or self.flows.layer(module, args, kwargs)
        if forward_of(module) is not None:
            return call_text_class(interpreter, self.flows, module, args, kwargs)
        if module.derives_layer:
            return call_layer_subclass(self.flows, module, args, kwargs)
        if module.kind != "Sequential":
            raise Refusal(say("symbols.no-forward.call", kind=module.kind), say("symbols.no-forward.call.hint"))
        if len(args) != 1 or kwargs or not holds_symbols(args[0]):
            raise Refusal(say("symbols.sequential"), say("symbols.sequential.hint"))
        self.flows.check(args)
        if is_made_inside(self.flows, module):  # a part of another one, as `self.layers[:3]`, in a forward
            return in_turn(self, interpreter, module, args[0])
        self.flows.recorders.append(Recorder(None))
        try:
            value = in_turn(self, interpreter, module, args[0])
        finally:
            self.flows.recorders.pop()
        return self.flows.record_call(module, (whole(args[0]),), spec_of(value))

    def super_attribute(self, interpreter: Interpreter, value: Value, name: str) -> Value:
        """Return a member of the class of torch that a written one derives from; of nn.Sequential its forward, too.

        Raises:
            Refusal: it is the forward of a class other than nn.Sequential.
            Failure: there is no such member.
        """
        if name != "forward" or not isinstance(value, ModuleSymbol):
            return super().super_attribute(interpreter, value, name)
        if value.kind != "Sequential":
            raise Refusal(say("symbols.forward-of", kind=value.kind), say("symbols.forward-of.hint"))

        def run(interpreter: Interpreter, x: Value) -> Value:
            for child in value.children.values():
                x = interpreter.call(child, x)
            return x

        return Native(name, run)

    def is_callable(self, value: Value) -> bool:
        """Modules can be called."""
        return isinstance(value, ModuleSymbol)

    def instantiate(self, interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Make an object of a written class."""
        made = ModuleSymbol(cls, place_of(interpreter))
        made.given, found = (list(args), dict(kwargs)), cls.find("__init__")
        if found is None:
            return made
        self.building.append(made)
        try:
            interpreter.call(found[1], made, *args, **kwargs)
        finally:
            self.building.pop()
            made.finished = next_serial()
        return made

    def finish_class(self, interpreter: Interpreter, cls: Class) -> None:
        """Remember the written modules; the mode is of each object, whatever the class has by its name."""
        if cls.native is not None:
            cls.namespace.pop("training", None)
            self.written.append(cls)

    def binary(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Write an operator down."""
        if isinstance(left, ModuleSymbol) or isinstance(right, ModuleSymbol):
            return container_operators.binary(interpreter, op, left, right)
        if isinstance(left, TableValue) or isinstance(right, TableValue):
            return super().binary(interpreter, op, left, right)
        if not (isinstance(left, Symbol) or isinstance(right, Symbol)):
            return NotImplemented
        if not all(isinstance(side, (Symbol, *_CONSTANTS)) for side in (left, right)):
            return NotImplemented
        interpreter.budget.record()
        return self.flows.operate("operator", SIGNS[op], (left, right), {})

    def inplace(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """An operator in place gives a new symbol, unless it would change weights."""
        if isinstance(left, ModuleSymbol):
            return container_operators.inplace(interpreter, op, left, right)
        if isinstance(changed := behind_detach(left), TensorSymbol):
            self.unwritten(interpreter, changed, say("symbols.values"))
            return left
        if isinstance(left, Symbol) and isinstance(right, (Symbol, *_CONSTANTS)):
            return self.flows.operate("operator", f"{SIGNS[op]}_", (left, right), {})
        return super().inplace(interpreter, op, left, right)

    def compare(self, interpreter: Interpreter, op: type[ast.AST], left: Value, right: Value) -> Value:
        """Record a comparison of tensors; compare dtypes directly."""
        if isinstance(left, Dtype) or isinstance(right, Dtype):
            return (left is right) is (op is ast.Eq)
        if isinstance(left, TableValue) or isinstance(right, TableValue):
            return super().compare(interpreter, op, left, right)
        return self.binary(interpreter, op, left, right)

    def identity(self, left: Value, right: Value) -> None:
        """Refuse to tell whether two tensors of a forward are one, where they may be."""
        if self.flows.recorder is not None:
            require_told_apart(left, right)

    def unary(self, interpreter: Interpreter, op: type[ast.AST], value: Value) -> Value:
        """Write an operator down."""
        if not isinstance(value, Symbol):
            return super().unary(interpreter, op, value)
        return value if op is ast.UAdd else self.flows.operate("operator", SIGNS[op], (value,), {})

    def delete_item(self, interpreter: Interpreter, value: Value, index: Value) -> None:
        """Take a module out of a container.

        Raises:
            Absence: the value is no module.
            TypeError, IndexError, KeyError: the container has no such item.
        """
        if not isinstance(value, ModuleSymbol):
            raise Absence(say("symbols.values"), say("symbols.values.hint"))
        containers.delete(value, index)

    def index(self, value: Value) -> int:
        """Return a whole number.

        Raises:
            Refusal: it is a size of the input.
            Absence: it is a tensor that is not made of numbers alone.
            TypeError: it is no whole number.
        """
        if isinstance(value, Symbol):
            return int(constant_values(value, "item"))
        return super().index(value)

    def number(self, value: Value) -> float:
        """Refuse: the values of tensors are not known."""
        if isinstance(value, Symbol):
            return constant_values(value, "item")  # type: ignore[no-any-return]
        return super().number(value)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Name a symbol."""
        if isinstance(value, ModuleSymbol | Symbol | Dtype | Plain):
            return repr(value)
        return super().text(interpreter, value, quoted)

    def format_value(self, interpreter: Interpreter, value: Value, spec: str) -> str | None:
        """Name a symbol, which has no digits to be formatted."""
        found = super().format_value(interpreter, value, spec)
        return self.text(interpreter, value) if found is None else found

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Enter `torch.no_grad()`, which matters to a forward alone."""
        if value is not None and not (isinstance(value, Plain) and value.name == "torch.no_grad()"):
            return super().enter(interpreter, value)
        return self.flows.recorder.no_gradient() if self.flows.recorder else nullcontext()
