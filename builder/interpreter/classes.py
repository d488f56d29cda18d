"""Definitions: functions with their few decorators, and classes with their order of resolution."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from builder.interpreter import attributes
from builder.interpreter.failures import Absence, Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.operators import OPERATOR_METHODS
from builder.interpreter.records import NOTHING, make_dataclass, record
from builder.interpreter.scope import Scope
from builder.interpreter.values import (
    Absent,
    BoundMethod,
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

METHODS = OPERATOR_METHODS | {
    "__init__", "__call__", "__len__", "__getitem__", "__setitem__", "__contains__", "__iter__",
    "__repr__", "__str__", "__bool__", "__version__", "__constants__", "__all__", "__post_init__", "__annotations__",
    "__jit_unused_properties__", "__author__", "__jit_ignored_attributes__",
}  # fmt: skip
"""The names with double underscores that a class of the text may define."""
_EMPTY_BASES = ("object", "ABC", "Generic", "Protocol")
UNCHANGING = frozenset({"lru_cache", "cache", "wraps", "final", "override", "overload", "abstractmethod"})
"""Decorators that are ignored, because the decorated function returns the same without them."""
_UNCHANGING_ELSEWHERE = frozenset(
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
        made = _decorated(interpreter, decorator, made)
    _bind_member(interpreter, node.name, made, scope)


def _bind_member(interpreter: Interpreter, name: str, value: Value, scope: Scope) -> None:
    if name.startswith("__") and name.endswith("__") and name not in METHODS | interpreter.host.methods:
        raise Refusal(say("interpreter.method", name=name), say("interpreter.method.hint"))
    bind_name(interpreter, attributes.mangled(name, scope), value, scope)


def _decorator(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return a decorator by name, without calling anything."""
    if isinstance(node, ast.Attribute) and node.attr == "setter" and isinstance(node.value, ast.Name):
        owner = interpreter.evaluate(node.value, scope)
        if isinstance(owner, Property):
            return owner
    name = ast.unparse(node.func if isinstance(node, ast.Call) else node)[:80]
    if name in ("property", "staticmethod", "classmethod") and not isinstance(node, ast.Call):
        return interpreter.evaluate(node, scope)
    if name in ("torch.no_grad", "no_grad") and not (isinstance(node, ast.Call) and node.args):
        return interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    known = _known(interpreter, node, scope)
    if known is not None:
        return known
    if interpreter.host.has_decorators:
        return interpreter.evaluate(node, scope)
    raise Refusal(say("interpreter.decorator", name=name), say("interpreter.decorator.hint"))


def _known(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return a decorator that is ignored or a placeholder, else None."""
    if not isinstance(node.func if isinstance(node, ast.Call) else node, ast.Name | ast.Attribute):
        return None
    try:
        root = interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    except Unknown:
        return None
    if isinstance(root, Native) and root.name in UNCHANGING:
        return root
    if isinstance(root, Absent) and root.name.endswith(".autocast") and isinstance(node, ast.Call):
        off = [one for one in node.keywords if one.arg == "enabled" and getattr(one.value, "value", None) is False]
        root = Absent("torch.cuda.amp.autocast") if off else root  # which changes nothing
        return root if off else interpreter.evaluate(node, scope)
    if isinstance(root, Absent):
        return interpreter.evaluate(node, scope) if isinstance(node, ast.Call) else root
    return None


def _decorated(interpreter: Interpreter, decorator: Value, made: Value) -> Value:
    if isinstance(decorator, Property):
        return Property(decorator.getter, made)
    if isinstance(decorator, NativeClass) and decorator.name in ("property", "staticmethod", "classmethod"):
        return interpreter.call(decorator, made)
    if isinstance(decorator, Native | NativeClass) and decorator.name == "no_grad" and isinstance(made, Function):
        made.no_grad = True
        return made
    if isinstance(decorator, Native) and decorator.name in UNCHANGING:
        return made
    if isinstance(decorator, Absent):
        interpreter.host.absent(interpreter, decorator, None)
        known = {decorator.name, decorator.name.rpartition(".")[2]} & _UNCHANGING_ELSEWHERE
        if isinstance(made, Function) and not known:
            problem = say("interpreter.decorator.absent", name=decorator.name)
            made.strange = Absence(problem, say("interpreter.decorator.absent.hint"))
            made.strange.node = made.node
        return made
    if interpreter.host.has_decorators:
        return interpreter.call(decorator, made)
    raise Refusal(say("interpreter.decorator.this"), say("interpreter.decorator.hint"))


def define_class(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> None:
    """Do `class`.

    Raises:
        Refusal: it has keyword arguments, or a decorator, a base, a name or a statement that is not supported.
    """
    if node.keywords:
        raise Refusal(say("interpreter.class-keywords"), say("interpreter.class-keywords.hint"))
    if any(_ends(base) == "NamedTuple" for base in node.bases):
        bind_name(interpreter, node.name, _record(interpreter, node, scope), scope)
        return
    _define(interpreter, node, scope)


def _define(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> None:
    decorators = [_class_decorator(interpreter, decorator, scope) for decorator in node.decorator_list]
    bases = _bases(interpreter, node, scope)
    if bases is None:
        bind_name(interpreter, node.name, Absent(node.name), scope)
        return
    body = Scope(scope)
    body.class_body = node.name
    if interpreter.block(node.body, body) is not None:
        raise Refusal(say("interpreter.class-return"))
    for name in body.variables:
        if name.startswith("__") and name.endswith("__") and name not in METHODS | interpreter.host.methods:
            raise Refusal(say("interpreter.class-name", name=name), say("interpreter.class-name.hint"))
    made = Class(node.name, tuple(bases), body.variables, node)
    made.mro = _resolution(interpreter, made)
    for member in body.variables.values():
        _own(member, made)
    for decorator in decorators:
        _decorate_class(interpreter, decorator, made)
    interpreter.host.finish_class(interpreter, made)
    bind_name(interpreter, node.name, made, scope)


def _ends(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _record(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> NativeClass:
    """Return the class of tuples that `class Output(NamedTuple)` writes."""
    fields: dict[str, Value] = {}
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            value = NOTHING if part.value is None else interpreter.evaluate(part.value, scope)
            fields[part.target.id] = value
        elif not (isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)) and not isinstance(
            part, ast.Pass
        ):
            raise Refusal(say("interpreter.named-tuple", name=node.name), say("interpreter.named-tuple.hint"))
    return record(node.name, fields)


def _class_decorator(interpreter: Interpreter, node: ast.expr, scope: Scope) -> Value:
    """Return `dataclass`, or a placeholder for an unsupported decorator."""
    root = interpreter.evaluate(node.func if isinstance(node, ast.Call) else node, scope)
    if isinstance(root, Absent):
        return interpreter.evaluate(node, scope)
    if isinstance(root, Native) and (root.name in UNCHANGING or root.name == "dataclass"):
        return root
    raise Refusal(say("interpreter.decorator", name=ast.unparse(node)[:80]), say("interpreter.dataclass.hint"))


def _decorate_class(interpreter: Interpreter, decorator: Value, cls: Class) -> None:
    if isinstance(decorator, Absent):
        interpreter.host.absent(interpreter, decorator, None)
    elif decorator.name == "dataclass":
        make_dataclass(interpreter, cls)


def _bases(interpreter: Interpreter, node: ast.ClassDef, scope: Scope) -> list[Class | NativeClass] | None:
    """Return the bases, or None where all of them are placeholders."""
    found = [interpreter.evaluate(base, scope) for base in node.bases]
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
        case Function() if member.owner is None and member.node in (cls.node.body if cls.node else ()):
            member.owner = cls
        case StaticMethod():
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
    return (base, *(parent for first in base.parents[:1] for parent in _order(first)))
