"""The document namespace for pasted files, in which unsupported imports become inert placeholders.

A file holds more than its network: data loaders, optimisers, plots, training loops. Every attribute, call and item of a
placeholder is a placeholder too. Statements outside of networks that need one, or that need the values of tensors, are
skipped and reported; where a network itself needs one, the code is refused.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from builder.interpreter.builtins import instead
from builder.interpreter.failures import (
    Absence,
    Failure,
    LimitExceeded,
    RaisedException,
    Refusal,
    UndefinedName,
    source_error,
)
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, Class, Function, ModuleValue, Native, NativeClass
from builder.notes.draft import Bad
from builder.notes.effects import effects_of
from builder.notes.statements import LEFT_OUT
from builder.sentences import Sentence, say
from builder.symbols.files import absent_calls, placeholders
from builder.symbols.files.absent_networks import Unmade, made_by, set_absent
from builder.symbols.files.checked_host import CheckedHost
from builder.symbols.files.left_out import LeftOut
from builder.symbols.files.left_out_statements import (
    as_fatal,
    bind_names,
    changed_modules,
    is_beside_modules,
    is_module,
    is_on_network,
    may_end,
    prints,
    require,
    spoil_tables,
)
from builder.symbols.files.lost_names import LostNames
from builder.symbols.initial.own_schemes import OwnSchemes
from builder.symbols.libraries import torchvision
from builder.symbols.modules.own_methods import give_module
from builder.symbols.values import ModuleSymbol, TensorSymbol
from builder.syntax import walk_nodes

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_MOST_STARS = 3
_LOOPS = (ast.For, ast.While)
_UNBOUND = re.compile(r"[\w.]*(?:__init__|forward)\(\) (?:missing|takes|got)\b")
"""What Python says of arguments that do not fit the parameters of a class, or of its forward."""
_ABSENT = NativeClass("something that is not available here", placeholders.refuse, (Absent,))


class PastedHost(CheckedHost):
    """Represents modules and tensors as symbols, other imports as placeholders; `left_out` maps lines to needs."""

    methods = frozenset({"__setstate__"})
    """Only what copies or unpickles a module calls it, and what is copied here has none: see `copies.py`."""

    def __init__(self, bad: Iterable[Bad] = ()) -> None:
        """Start with nothing left out but the lines that are no Python."""
        super().__init__()
        self.lost = LostNames(bad)
        self.own = OwnSchemes(self)
        self.left_out: dict[int, str] = {}
        self.warned: set[int] = set()
        """Lines of which a person is told in any case."""
        self.stars: list[str] = []
        """The modules that are not here and of which everything is imported."""
        self.failures: list[Failure] = []
        self.line = 1
        self.assumed: dict[str, Value] = {}
        """What global variables are taken to be that lines would have bound which are left out."""
        self.unbound_by: dict[str, tuple[int, str]] = {}
        """Variables that are bound to what is not here, each with its line and what that is called."""
        self.unmade: dict[str, Failure] = {}
        """Classes of networks that a line would have made an object of with something that is not here, and why."""
        self.constructed: list[ModuleSymbol] = []
        """Objects of written classes that were made outside of any other, in order."""
        placeholders.add_to(self.modules)
        self.modules |= torchvision.modules(self.modules, self.warn, self._know)
        self.names |= placeholders.usual_names(self.modules) | {LEFT_OUT: Native(LEFT_OUT, self.lost)}

    def _know(self, cls: Class, text: str) -> None:
        """Let a class be kept as a part of a text of ours."""
        if self.texts is not None:
            self.texts.known[cls.name] = cls, text

    @property
    def has_generators(self) -> bool:  # type: ignore[override]
        """Whether a network is made or read: what else a file loops over may never end."""
        return bool(self.building or self.flows.recorders)

    def forward_serial(self) -> int:
        """Return the serial number at which the forward began that is being read, which happens several times."""
        recorder = self.flows.recorder
        return 0 if recorder is None else recorder.begun

    def module(self, name: str) -> ModuleValue | Absent | None:
        """Return an imported module, or a placeholder where it is not supported."""
        known = self.modules.get(name)
        return placeholders.module(name) if known is None else known

    def star(self, interpreter: Interpreter, module: ModuleValue | Absent) -> dict[str, Value]:
        """Return what `from module import *` binds; nothing is known of what is absent.

        Raises:
            Absence: the module is not available here.
        """
        if isinstance(module, Absent):
            self.stars.append(module.name)
            raise Absence(say("interpreter.absent", name=module.name), say("symbols.paste-module.hint"))
        interpreter.budget.hold(len(module.members))
        return {name: value for name, value in module.members.items() if not name.startswith("_")}

    def unbound(self, name: str) -> Absence | None:
        """Return why a name has no value, where a line was left out that would have bound it, or may have."""
        lost = self.lost.reason_missing(name)
        if lost is not None or not self.stars or instead(name) is not None:
            return lost
        modules = Sentence(", ".join(self.stars[-_MOST_STARS:]))
        return Absence(say("symbols.star", name=name, modules=modules), say("symbols.paste-module.hint"))

    def absent(self, interpreter: Interpreter, value: Absent, name: str | None) -> Absent:
        """Return an attribute of something absent, or what its call gives."""
        interpreter.budget.spend(1)
        self.line = getattr(interpreter.statement, "lineno", 1)
        if name is not None:
            dot = "" if value.name.endswith(".") else "."  # from . import parts
            return Absent(f"{value.name}{dot}{name}", value.called)
        placeholders.check(value.name)
        self.note(interpreter.statement, value.name)
        return Absent(value.name, called=True)

    def call_absent(self, interpreter: Interpreter, value: Absent, given: tuple[Value, ...]) -> Value:
        """Return what the call of something absent gives, or the module that it only wraps; see `wrapped_by`."""
        module, need = absent_calls.wrapped_by(value, given, bool(self.flows.recorders))
        if module is None or self.building:
            return self.absent(interpreter, value, None)
        self.note(interpreter.statement, need)
        return module

    def check_decorated_call(self, function: Function) -> None:
        """Let what makes a network call functions whose decorators are not here; a forward may not.

        Raises:
            Refusal: a forward calls one, or the decorator is none that could be left out.
        """
        if self.flows.recorder is not None or not isinstance(function.strange, Absence):
            super().check_decorated_call(function)

    def note(self, node: ast.AST | None, need: str) -> None:
        """Say of a line what it needs that is left out."""
        self.left_out.setdefault(getattr(node, "lineno", 1), need)

    def warn(self, node: ast.AST | None, need: str) -> None:
        """Say what a line that runs does without, in a class that is kept as text as well."""
        self.note(node, need)
        self.warned.add(getattr(node, "lineno", 1))

    def leave_out(self, interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
        """Leave a statement out that needs what is not here, unless a network is made or read by it.

        So is one that only looks at values, in the outermost scope, where it asks for something that is not supported.
        """
        self.line = getattr(interpreter.statement, "lineno", 1)
        if self._is_needless(interpreter, node, scope, failure):
            return True
        if self.building or self.flows.recorders or may_end(node) or interpreter.looping:
            return False
        if not isinstance(failure, Absence):
            return scope is interpreter.globals and (
                self._without(interpreter, node, failure) or self._misuses(interpreter, node, scope, failure)
            )
        made = made_by(interpreter, node, failure)
        if made is not None or isinstance(failure, Unmade):
            return made is not None and self._unmade(interpreter, made, node, scope, failure)
        binds = placeholders.bound_names(node)
        # Of an expression without a name's value nothing is missing: it is a result that was pasted along, or text.
        is_shown = isinstance(node, ast.Expr)
        if (
            isinstance(failure, UndefinedName)
            and not is_shown
            and ((binds and not isinstance(node, _LOOPS)) or not self._bound(interpreter))
        ):
            return False
        self.lost.spoil(changed_modules(node, scope), failure)
        bind_names(interpreter, node, scope)
        spoil_tables(node, scope)
        set_absent(node, scope)
        self.failures.append(failure)
        self.note(failure.node, failure.problem)
        return True

    def _is_needless(self, interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
        """Leave a statement out that no network is made by, even where one is being made."""
        if scope is interpreter.globals and self._is_beside(interpreter, node, failure):
            return True
        if self.flows.recorders:
            return False
        is_async = isinstance(node, ast.AsyncFunctionDef)  # no forward can call it
        if not is_async and not (self.building and is_beside_modules(interpreter, node, scope, failure)):
            return False
        bind_names(interpreter, node, scope)
        spoil_tables(node, scope)
        if not is_async:
            self.note(node, getattr(failure, "problem", ""))
        return True

    def _unmade(self, interpreter: Interpreter, made: str, node: ast.stmt, scope: Scope, failure: Absence) -> bool:
        """Keep what a line would have made an object of, with something that is in another file."""
        if failure.hint != say("symbols.absent.hint"):
            return False
        self.unmade[made] = failure
        bind_names(interpreter, node, scope)
        set_absent(node, scope)
        return True

    def value_to_bind(self, name: str, value: Value) -> Value:
        """Return what a variable is bound to: what it is taken to be, where its value is not here."""
        if isinstance(value, Absent):
            if name in self.assumed:
                return self.assumed[name]
            self.unbound_by.setdefault(name, (self.line, value.name))
        return super().value_to_bind(name, value)

    def _is_beside(self, interpreter: Interpreter, node: ast.stmt, failure: Failure) -> bool:
        """Leave out a function whose decorator is not supported, until it is called; and the end of a program."""
        if not isinstance(failure, Refusal) or isinstance(failure, LimitExceeded):
            return False
        if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef) and failure.node is node:
            interpreter.globals.variables.pop(node.name, None)
            self.lost.functions[node.name] = failure
            return True
        if isinstance(node, ast.ClassDef) and not is_module(node, interpreter.globals.variables):
            return self._without(interpreter, node, failure)
        match node:
            case ast.Expr(ast.Call(ast.Attribute(ast.Name("sys"), "exit"), [ast.Call()])):
                return bool(self.constructed)
        return False

    def _without(self, interpreter: Interpreter, node: ast.stmt, failure: Failure) -> bool:
        """Leave out a class, or a statement on a network, that is not supported; take away what it binds or changes.

        What it calls of the text's own may do anything, and so may what reaches members that are hidden from code.
        """
        if not isinstance(failure, Refusal) or isinstance(failure, LimitExceeded):
            return False
        effects = effects_of([node])
        if not isinstance(node, ast.ClassDef) and not is_on_network(interpreter, node, failure, effects):
            return False
        self.lost.drop_effects(interpreter, failure, effects)
        self.failures.append(failure)
        self.note(node, failure.problem)
        return True

    def _misuses(self, interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
        """Leave out a call that a network does not take, as of an old demo: nothing of it has run.

        A class that is called wrongly is left out in a branch alone, as under a main guard: else it is the network.
        """
        call = failure.node
        if not isinstance(failure, RaisedException) or not isinstance(call, ast.Call) or call not in walk_nodes(node):
            return False
        called = interpreter.globals.variables.get(call.func.id) if isinstance(call.func, ast.Name) else None
        is_class = isinstance(called, Class) and called.native is not None
        is_network = isinstance(called, ModuleSymbol) or (is_class and node.col_offset > 0)
        if not is_network or not _UNBOUND.match(failure.value.message()):
            return False
        bind_names(interpreter, node, scope)
        self.note(call, source_error(failure).problem)
        return True

    def _bound(self, interpreter: Interpreter) -> bool:
        values = interpreter.globals.variables.values()
        return bool(self.constructed) or any(isinstance(value, ModuleSymbol) for value in values)

    def instantiate(self, interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Make an object of a written class; what its `__init__` needs has to be here.

        Raises:
            Refusal: its `__init__` needs something that is not here.
            Failure: its `__init__` is refused or raises an exception.
        """
        try:
            made = super().instantiate(interpreter, cls, args, kwargs)
        except Refusal as failure:
            given = any(isinstance(value, Absent) for value in (*args, *kwargs.values()))
            if given and not self.building and not isinstance(failure, LimitExceeded):
                raise Unmade(failure, cls) from None
            raise as_fatal(failure) from None
        if not self.building:
            self.constructed.append(made)
        return made

    def finish_class(self, interpreter: Interpreter, cls: Class) -> None:
        """Remember the written modules, whose forwards all take their module."""
        give_module(cls)
        super().finish_class(interpreter, cls)

    def unwritten(self, interpreter: Interpreter, tensor: TensorSymbol, problem: str) -> Value:
        """Note a change of weights, which their file holds and not the document, unless a forward makes it."""
        if self.flows.recorders:
            return super().unwritten(interpreter, tensor, problem)
        if self.own.change(interpreter, tensor):
            return tensor
        self.note(interpreter.statement, say("symbols.note.weights"))
        return tensor

    def on_part_changed(self, tensor: TensorSymbol) -> None:
        """Note a change of a part of a layer's tensor, as of the whole."""
        assert self.texts is not None
        self.unwritten(self.texts.interpreter, tensor, say("symbols.values"))

    def instead_of(
        self, interpreter: Interpreter, function: Function, args: list[Value], kwargs: dict[str, Value]
    ) -> Value:
        """Note a call that is an own scheme on a parameter."""
        return self.own.call(interpreter, function, args, kwargs)

    def on_weights_loaded(self, interpreter: Interpreter) -> None:
        """Note that weights are loaded, which their file holds and not the document, unless a forward does it."""
        if self.flows.recorders:
            super().on_weights_loaded(interpreter)
        self.note(interpreter.statement, say("symbols.no-weights"))

    def call(self, interpreter: Interpreter, value: Value, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Call a module, with nothing that is absent."""
        require(*args, *kwargs.values())
        return super().call(interpreter, value, args, kwargs)

    def class_of(self, value: Value) -> Class | NativeClass | None:
        """Return the class of a symbol."""
        return _ABSENT if isinstance(value, Absent) else super().class_of(value)

    def set_attribute(self, interpreter: Interpreter, value: Value, name: str, new: Value) -> None:
        """Set a field; what is absent keeps nothing and may be nothing of a network."""
        if isinstance(value, Absent):
            placeholders.check(f"{value.name}.{name}")
            self.note(interpreter.statement, value.name)
            return
        if isinstance(new, Absent) and isinstance(value, ModuleSymbol) and not placeholders.is_beside(new.name):
            placeholders.refuse_absent(new)
        super().set_attribute(interpreter, value, name, new)

    def item(self, interpreter: Interpreter, value: Value, index: Value) -> Value:
        """Return an item; of what is absent it is absent too."""
        return self.absent(interpreter, value, None) if isinstance(value, Absent) else super().item(
            interpreter, value, index
        )  # fmt: skip

    def unpack(self, interpreter: Interpreter, value: Value, count: int) -> list[Value] | None:
        """Unpack; what is absent gives as many absent ones as there are names."""
        if isinstance(value, Absent):
            return [value] * count
        return super().unpack(interpreter, value, count)

    def text(self, interpreter: Interpreter, value: Value, quoted: bool = True) -> str | None:
        """Name a value; what is not here names nothing of a network that is being made."""
        if isinstance(value, Absent) and self.building and not prints(interpreter.statement):
            placeholders.refuse_absent(value, Absence)
        return repr(value) if isinstance(value, Absent) else super().text(interpreter, value, quoted)

    def enter(self, interpreter: Interpreter, value: Value) -> AbstractContextManager[object]:
        """Enter a `with`; what turns autocasting off changes nothing where nobody turns it on."""
        is_cast = isinstance(value, Absent) and value.name.endswith(".autocast")
        if is_cast and placeholders.is_off(interpreter.statement):
            return nullcontext()
        require(value)
        return super().enter(interpreter, value)

    def needs(self) -> str:
        """Return what calls were left out, for the sentence that no network was found."""
        first = sorted(self.left_out.items())[:1]
        return "".join(f" {say('symbols.needs', line=line, need=need)}" for line, need in first)

    def left_out_report(self, kept: Iterable[ast.ClassDef | None] = ()) -> LeftOut | None:
        """Return what is said of the lines that were left out, or None; a class that is kept as text is whole."""
        whole = {line for node in kept if node is not None for line in range(node.lineno, (node.end_lineno or 0) + 1)}
        needs = {line: need for line, need in self.left_out.items() if line not in whole or line in self.warned}
        return LeftOut(needs) if needs else None
