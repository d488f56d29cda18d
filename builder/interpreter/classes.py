"""Definitions: functions with their few decorators, and classes with their order of resolution."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter import attributes
from builder.interpreter.abstract import mark_abstract
from builder.interpreter.dataclass import decorate_dataclass
from builder.interpreter.enums import METACLASSES, make_members, parts
from builder.interpreter.failures import Absence, Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.operators import OPERATOR_METHODS
from builder.interpreter.records import NOTHING, record
from builder.interpreter.scope import Scope
from builder.interpreter.values import (
    Absent,
    BoundMethod,
    CachedProperty,
    Class,
    Function,
    Native,
    NativeClass,
    Property,
    StaticMethod,
)
from builder.sentences import say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_OF_OBJECTS = ("__getattr__", "__setattr__")
"""Methods that only a class that derives from none of torch may define."""
METHODS = OPERATOR_METHODS | {
    "__init__", "__call__", "__len__", "__getitem__", "__setitem__", "__contains__", "__iter__",
    "__repr__", "__str__", "__bool__", "__version__", "__constants__", "__all__", "__post_init__", "__annotations__",
    "__jit_unused_properties__", "__author__", "__jit_ignored_attributes__", "__hash__", "__match_args__",
    "__slots__", "__delitem__", "__format__", "__index__", "__int__", "__float__", "__abs__", "__round__",
    "__reversed__", "__doc__", "__module__", *_OF_OBJECTS,
}  # fmt: skip
"""The names with double underscores that a class of the text may define."""
_EMPTY_BASES = ("object", "ABC", "Generic", "Protocol")
_METACLASSES = frozenset({"ABCMeta", "type", *METACLASSES})
"""Metaclasses that change nothing but what is known here of their classes."""
IGNORED_DECORATORS = frozenset({"lru_cache", "cache", "wraps", "final", "override", "overload", "abstractmethod"})
"""Decorators that are ignored, because the decorated function returns the same without them."""
_REMEMBERING = frozenset({"lru_cache", "cache"})
_OF_METHODS = frozenset({"property", "staticmethod", "classmethod", "cached_property"})
_OF_GRADIENTS = frozenset({"no_grad", "enable_grad"})
_ON_CLASSES = frozenset({"unique", "total_ordering", "runtime_checkable"})
"""Functions of tables that decorate classes."""
_IGNORED_DECORATORS_ELSEWHERE = frozenset(
    words(
        """
        typechecked beartype jaxtyped typed ignore export unused compile disable allow_in_graph script
        torch.cuda.amp.autocast
        add_start_docstrings add_start_docstrings_to_model_forward add_end_docstrings replace_return_docstrings
        add_code_sample_docstrings auto_docstring
        """
    )
)
"""The same of modules that are not here: by the last part of their names, or by the whole."""


def define_function(interpreter: Interpreter, node: ast.FunctionDef, scope: Scope) -> None:
    """Do `def`."""
    from builder.interpreter.expressions import make_function

    made: Value = make_function(interpreter, node, scope)
    try:
        decorators = [_decorator(interpreter, decorator, scope) for decorator in node.decorator_list]
    except Refusal as failure:
        if scope.class_body is None or node.name == "forward":
            raise
        # The network may do without this method.
        failure.node = node
        made.strange, decorators = failure, []
    for decorator in reversed(decorators):
        made = _decorate(interpreter, decorator, made)
    _bind_member(interpreter, node.name, made, scope)


def _bind_member(interpreter: Interpreter, name: str, value: Value, scope: Scope) -> None:
    if name.startswith("__") and name.endswith("__") and name not in METHODS | interpreter.host.methods:
        raise Refusal(say("interpreter.method", name=name), say("interpreter.method.hint"))
    bind_name(interpreter, attributes.mangle(name, scope), value, scope)


def _decorator(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return a decorator by name, without calling anything."""
    if isinstance(node, ast.Attribute) and node.attr == "setter" and isinstance(node.value, ast.Name):
        owner = interpreter.evaluate(node.value, scope)
        if isinstance(owner, Property):
            return owner
    name = ast.unparse(node.func if isinstance(node, ast.Call) else node)[:80]
    if name.rpartition(".")[2] in _OF_METHODS and not isinstance(node, ast.Call):
        found = interpreter.evaluate(node, scope)
        if isinstance(found, NativeClass) and found.name in _OF_METHODS:
            return found
    if name.removeprefix("torch.") in _OF_GRADIENTS and not (isinstance(node, ast.Call) and node.args):
        return interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    known = _placeholder_decorator(interpreter, node, scope)
    if known is not None:
        return known
    if interpreter.host.has_decorators:
        return interpreter.evaluate(node, scope)
    raise Refusal(say("interpreter.decorator", name=name), say("interpreter.decorator.hint"))


def _placeholder_decorator(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return a decorator that is ignored or a placeholder, else None."""
    if not isinstance(node.func if isinstance(node, ast.Call) else node, ast.Name | ast.Attribute):
        return None
    try:
        root = interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    except Unknown:
        return None
    if isinstance(root, Native) and root.name in IGNORED_DECORATORS:
        return interpreter.evaluate(node, scope) if isinstance(node, ast.Call) and root.name in _REMEMBERING else root
    if isinstance(root, Absent) and root.name.endswith(".autocast") and isinstance(node, ast.Call):
        off = [one for one in node.keywords if one.arg == "enabled" and getattr(one.value, "value", None) is False]
        root = Absent("torch.cuda.amp.autocast") if off else root  # which changes nothing
        return root if off else interpreter.evaluate(node, scope)
    if isinstance(root, Absent):
        return interpreter.evaluate(node, scope) if isinstance(node, ast.Call) else root
    return None


def _decorate(interpreter: Interpreter, decorator: Value, made: Value) -> Value:
    if isinstance(decorator, Property):
        return Property(decorator.getter, made)
    if isinstance(decorator, NativeClass) and decorator.name in _OF_METHODS:
        return interpreter.call(decorator, made)
    if getattr(decorator, "name", None) in _OF_GRADIENTS and isinstance(made, Function):
        made.no_grad = decorator.name == "no_grad"
        made.enables_grad = None if made.no_grad else interpreter.call(decorator)
        return made
    if isinstance(decorator, Native) and decorator.name in IGNORED_DECORATORS:
        return _apply_decorator(interpreter, decorator, made)
    if isinstance(decorator, Absent):
        interpreter.host.absent(interpreter, decorator, None)
        known = {decorator.name, decorator.name.rpartition(".")[2]} & _IGNORED_DECORATORS_ELSEWHERE
        if isinstance(made, Function) and not known:
            problem = say("interpreter.decorator.absent", name=decorator.name)
            made.strange = Absence(problem, say("interpreter.decorator.absent.hint"))
            made.strange.node = made.node
        return made
    if interpreter.host.has_decorators:
        return interpreter.call(decorator, made)
    raise Refusal(say("interpreter.decorator.this"), say("interpreter.decorator.hint"))


def _apply_decorator(interpreter: Interpreter, decorator: Native, made: Value) -> Value:
    if decorator.name in _REMEMBERING and isinstance(made, Function):
        return interpreter.call(decorator, made)
    return mark_abstract(made) if decorator.name == "abstractmethod" else made


def define_class(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> None:
    """Do `class`.

    Raises:
        Refusal: it has keyword arguments, or a decorator, a base, a name or a statement that is not supported.
    """
    metaclass = _metaclass(interpreter, node, scope)
    if any(_ends(base) == "NamedTuple" for base in node.bases):
        bind_name(interpreter, node.name, _record(interpreter, node, scope), scope)
        return
    _define(interpreter, node, scope, metaclass)


def _metaclass(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> str:
    """Return the name of the metaclass that a class is written with, or nothing."""
    if not node.keywords:
        return ""
    if [keyword.arg for keyword in node.keywords] == ["metaclass"]:
        found = interpreter.evaluate(node.keywords[0].value, scope)
        if isinstance(found, NativeClass) and found.name in _METACLASSES:
            return found.name
    raise Refusal(say("interpreter.class-keywords"), say("interpreter.class-keywords.hint"))


def _define(interpreter: Interpreter, node: ast.ClassDef, scope: Scope, metaclass: str) -> None:
    decorators = [_class_decorator(interpreter, decorator, scope) for decorator in node.decorator_list]
    found = [interpreter.evaluate(base, scope) for base in node.bases]
    rest, members = parts(found)
    bases = _bases(interpreter, rest)
    if bases is None:
        bind_name(interpreter, node.name, Absent(node.name), scope)
        return
    made = _make_class(interpreter, node, scope, bases)
    named = {base.name for base in found if isinstance(base, NativeClass)}
    made.abstract |= metaclass == "ABCMeta" or "ABC" in named
    made.generic |= not named.isdisjoint(("Generic", "Protocol"))
    for options in [decorator for decorator in decorators if isinstance(decorator, Options)]:
        decorate_dataclass(interpreter, made, options)
    if members is None:
        interpreter.host.finish_class(interpreter, made)
    else:
        make_members(interpreter, made, members)
    whole: Value = made
    for decorator in reversed(decorators):
        # A copy: a decorator may change the namespace itself, as `setattr` on the class does.
        before = dict(made.namespace)
        whole = _decorate_class(interpreter, decorator, whole)
        if not interpreter.host.has_generators and not isinstance(decorator, Native | Options | Absent):
            _require_unchanged(made, before, whole)
    bind_name(interpreter, node.name, whole, scope)


def _require_unchanged(made: Class, before: dict[str, Value], whole: Value) -> None:
    """Let a decorator of the text note a class, as one that registers it does: its own text says what it does.

    Raises:
        Refusal: it has changed the class or returned another one.
    """
    same = before.keys() == made.namespace.keys() and all(made.namespace[name] is before[name] for name in before)
    if whole is not made or not same:
        raise Refusal(say("interpreter.decorator.changes", name=made.name), say("interpreter.decorator.changes.hint"))


def _make_class(interpreter: Interpreter, node: ast.ClassDef, scope: Scope, bases: list[Class | NativeClass]) -> Class:
    """Run the body of a class and return what it makes."""
    body = Scope(scope)
    body.class_body = node.name
    if interpreter.block(node.body, body) is not None:
        raise Refusal(say("interpreter.class-return"))
    for name in body.variables:
        if name.startswith("__") and name.endswith("__") and name not in METHODS | interpreter.host.methods:
            raise Refusal(say("interpreter.class-name", name=name), say("interpreter.class-name.hint"))
    made = Class(node.name, tuple(bases), body.variables, node)
    made.mro = _resolution(interpreter, made)
    own = next((name for name in _OF_OBJECTS if name in body.variables), None)
    if own is not None and made.native is not None:
        raise Refusal(say("interpreter.method", name=own), say("interpreter.method.hint"))
    for member in body.variables.values():
        _own(member, made)
    # As in Python: objects of a class that defines equality alone cannot be hashed.
    if "__eq__" in body.variables:
        body.variables.setdefault("__hash__", None)
    return made


def _ends(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _record(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> NativeClass:
    """Return the class of tuples that `class Output(NamedTuple)` writes."""
    body = Scope(scope)
    body.class_body = node.name
    if interpreter.block(node.body, body) is not None:
        raise Refusal(say("interpreter.class-return"))
    kept = body.variables
    annotated = [part.target for part in node.body if isinstance(part, ast.AnnAssign)]
    names = [target.id for target in annotated if isinstance(target, ast.Name)]
    fields = {name: kept.pop(name, NOTHING) for name in names}
    made = Class(node.name, (), kept, node)
    for member in kept.values():
        _own(member, made)
    return record(node.name, fields, kept)


def _class_decorator(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return `dataclass`, or a placeholder for an unsupported decorator."""
    root = interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    if isinstance(root, Absent):
        return interpreter.evaluate(node, scope)
    if isinstance(root, Native) and root.name == "dataclass":
        given = node.keywords if isinstance(node, ast.Call) else []
        return Options({keyword.arg or "": interpreter.evaluate(keyword.value, scope) for keyword in given})
    if isinstance(root, Native) and root.name in IGNORED_DECORATORS | _ON_CLASSES:
        return root
    if interpreter.host.has_generators or isinstance(root, Function | BoundMethod):
        return interpreter.evaluate(node, scope)
    raise Refusal(say("interpreter.decorator", name=ast.unparse(node)[:80]), say("interpreter.dataclass.hint"))


class Options(dict[str, Value]):
    """What `dataclass` is written with."""


def _decorate_class(interpreter: Interpreter, decorator: Value, cls: Value) -> Value:
    if isinstance(decorator, Absent):
        interpreter.host.absent(interpreter, decorator, None)
        return cls
    if isinstance(decorator, Options) or (isinstance(decorator, Native) and decorator.name in IGNORED_DECORATORS):
        return cls
    return interpreter.call(decorator, cls)


def _bases(interpreter: Interpreter, found: list[Value]) -> list[Class | NativeClass] | None:
    """Return the bases, or None where all of them are placeholders."""
    bases = [base for base in found if not (isinstance(base, NativeClass) and base.name in _EMPTY_BASES)]
    for base in bases:
        if isinstance(base, Absent):
            interpreter.host.absent(interpreter, base, None)
    if any(isinstance(base, Absent) for base in bases):
        bases = [base for base in bases if not isinstance(base, Absent)]
        if not bases:
            return None
    for base in bases:
        if not isinstance(base, Class) and not (isinstance(base, NativeClass) and base.derivable):
            raise Refusal(say("interpreter.base", noun=interpreter.noun(base)), say("interpreter.base.hint"))
    return bases


def _own(member: Value, cls: Class) -> None:
    """Set on each function of a class body the class that it is a method of."""
    match member:
        # Only what stands in this very body: `super()` and `__names` go by where a function is written.
        case Function() if member.owner is None and member.node in (cls.node.body if cls.node else ()):
            member.owner = cls
        case StaticMethod() | CachedProperty():
            _own(member.function, cls)
        case Property():
            _own(member.getter, cls)
            _own(member.setter, cls)
        case BoundMethod() | _:
            pass


def _resolution(interpreter: Interpreter, cls: Class) -> tuple[Class | NativeClass, ...]:
    """Merge the bases' orders as Python does (C3)."""
    orders = [list(_order(base)) for base in cls.bases] + [list(cls.bases)]
    if sum(map(len, orders)) > 200:
        raise Refusal(say("interpreter.bases-many"), say("interpreter.bases-many.hint"))
    merged: list[Class | NativeClass] = [cls]
    while orders := [order for order in orders if order]:
        head = next((o[0] for o in orders if not any(o[0] in other[1:] for other in orders)), None)
        if head is None:
            raise Refusal(say("interpreter.bases", name=cls.name), say("interpreter.bases.hint"))
        merged.append(head)
        orders = [order[1:] if order[0] is head else order for order in orders]
    return tuple(merged)


def _order(base: Class | NativeClass) -> tuple[Class | NativeClass, ...]:
    if isinstance(base, Class):
        return base.mro
    # Further parents are already among the ancestors of the first.
    return (base, *(parent for first in base.parents[:1] for parent in _order(first)))
