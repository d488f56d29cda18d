"""What each expression of the syntax tree means: `EXPRESSIONS` by node class."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from builder.interpreter import attributes, comprehensions, operators, subscripts
from builder.interpreter.builtins import BUILTINS
from builder.interpreter.calls import call
from builder.interpreter.failures import Refusal
from builder.interpreter.formatting import join_fields
from builder.interpreter.iteration import iterate, pairs
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name, look_up
from builder.interpreter.scope import Scope
from builder.interpreter.values import Class, Function, Super
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def _name(interpreter: Interpreter, node: ast.Name, scope: Scope) -> Value:
    return look_up(interpreter, node.id, scope)


def _attribute(interpreter: Interpreter, node: ast.Attribute, scope: Scope) -> Value:
    owner = interpreter.evaluate(node.value, scope)
    return attributes.get(interpreter, owner, attributes.mangle(node.attr, scope))


def _subscript(interpreter: Interpreter, node: ast.Subscript, scope: Scope) -> Value:
    owner = interpreter.evaluate(node.value, scope)
    return subscripts.get(interpreter, owner, interpreter.evaluate(node.slice, scope))


def _slice(interpreter: Interpreter, node: ast.Slice, scope: Scope) -> Value:
    parts = (node.lower, node.upper, node.step)
    return slice(*(None if part is None else interpreter.evaluate(part, scope) for part in parts))


def _call(interpreter: Interpreter, node: ast.Call, scope: Scope) -> Value:
    callee = interpreter.evaluate(node.func, scope)
    args = elements(interpreter, node.args, scope) if node.args else []
    kwargs: dict[str, Value] = {}
    for keyword in node.keywords:
        value = interpreter.evaluate(keyword.value, scope)
        for name, item in ((keyword.arg, value),) if keyword.arg is not None else pairs(interpreter, value):
            if not isinstance(name, str):
                interpreter.raise_("TypeError", "keywords must be strings")
            if name in kwargs:
                interpreter.raise_("TypeError", f"got multiple values for keyword argument {name!r}")
            kwargs[name] = item
    # Python's `super()` looks at the frame of its caller; here that is the scope of the method.
    if callee is BUILTINS["super"] and not args:
        return _super(interpreter, scope)
    interpreter.here = node
    return call(interpreter, callee, args, kwargs)


def _super(interpreter: Interpreter, scope: Scope) -> Super:
    """Work out `super()` from the method around."""
    here: Scope | None = scope
    while here is not None and (here.owner is None or here.first is None):
        here = here.parent
    if here is None or here.owner is None or here.first not in here.variables:
        raise Refusal(say("interpreter.super-outside"), say("interpreter.super-outside.hint"))
    owner = here.variables[here.first]
    cls = owner if isinstance(owner, Class) else attributes.written_class(interpreter, owner)
    if cls is None or here.owner not in cls.mro:
        raise Refusal(say("interpreter.super-other"))
    return Super(here.owner, owner, cls)


def elements(interpreter: Interpreter, nodes: list[ast.expr], scope: Scope) -> list[Value]:
    """Return the values of a list of expressions, stars unpacked."""
    made: list[Value] = []
    for node in nodes:
        if isinstance(node, ast.Starred):
            made += interpreter.budget.collect(iterate(interpreter, interpreter.evaluate(node.value, scope)))
            interpreter.budget.hold(len(made), "list")
        else:
            made.append(interpreter.evaluate(node, scope))
    return made


def _list(interpreter: Interpreter, node: ast.List, scope: Scope) -> Value:
    made = elements(interpreter, node.elts, scope)
    interpreter.budget.hold(len(made), "list")
    return made


def _tuple(interpreter: Interpreter, node: ast.Tuple, scope: Scope) -> Value:
    made = elements(interpreter, node.elts, scope)
    interpreter.budget.hold(len(made), "tuple")
    return tuple(made)


def _set(interpreter: Interpreter, node: ast.Set, scope: Scope) -> Value:
    return operators.make_set(interpreter, elements(interpreter, node.elts, scope))


def _dict(interpreter: Interpreter, node: ast.Dict, scope: Scope) -> Value:
    made: dict[Value, Value] = {}
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is None:
            for key, value in pairs(interpreter, interpreter.evaluate(value_node, scope)):
                operators.set_item(interpreter, made, key, value)
        else:
            key = interpreter.evaluate(key_node, scope)
            operators.set_item(interpreter, made, key, interpreter.evaluate(value_node, scope))
    return made


def _bin_op(interpreter: Interpreter, node: ast.BinOp, scope: Scope) -> Value:
    left = interpreter.evaluate(node.left, scope)
    return operators.binary(interpreter, type(node.op), left, interpreter.evaluate(node.right, scope))


def _unary_op(interpreter: Interpreter, node: ast.UnaryOp, scope: Scope) -> Value:
    return operators.unary(interpreter, type(node.op), interpreter.evaluate(node.operand, scope))


def _bool_op(interpreter: Interpreter, node: ast.BoolOp, scope: Scope) -> Value:
    ends_when = isinstance(node.op, ast.Or)
    value: Value = None
    for part in node.values:
        value = interpreter.evaluate(part, scope)
        if part is not node.values[-1] and interpreter.truth(value) is ends_when:
            break
    return value


def _compare(interpreter: Interpreter, node: ast.Compare, scope: Scope) -> Value:
    left = interpreter.evaluate(node.left, scope)
    last = len(node.ops) - 1
    result: Value = True
    for i, (op, right_node) in enumerate(zip(node.ops, node.comparators, strict=True)):
        right = interpreter.evaluate(right_node, scope)
        result = operators.compare(interpreter, type(op), left, right)
        if i < last and not interpreter.truth(result):
            break
        left = right
    return result


def _if_exp(interpreter: Interpreter, node: ast.IfExp, scope: Scope) -> Value:
    chosen = node.body if interpreter.truth(interpreter.evaluate(node.test, scope)) else node.orelse
    return interpreter.evaluate(chosen, scope)


def _lambda(interpreter: Interpreter, node: ast.Lambda, scope: Scope) -> Value:
    return make_function(interpreter, node, scope)


def make_function(interpreter: Interpreter, node: ast.FunctionDef | ast.Lambda, scope: Scope) -> Function:
    """Return a function that closes over the scope; its defaults are evaluated now."""
    defaults = [interpreter.evaluate(default, scope) for default in node.args.defaults]
    keyword_defaults = {
        argument.arg: interpreter.evaluate(default, scope)
        for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        if default is not None
    }
    return Function(node, scope.function_parent(), defaults, keyword_defaults)


def _named_expr(interpreter: Interpreter, node: ast.NamedExpr, scope: Scope) -> Value:
    value = interpreter.evaluate(node.value, scope)
    holder = scope
    # PEP 572: `:=` inside a comprehension binds in the scope around it.
    while holder.comprehension and holder.parent is not None:
        holder = holder.parent
    bind_name(interpreter, node.target.id, value, holder)
    return value


def _refuse_star(interpreter: Interpreter, node: ast.Starred, scope: Scope) -> Value:
    raise Refusal(say("interpreter.star"))


EXPRESSIONS: dict[type[ast.AST], Callable[[Interpreter, Any, Scope], Value]] = {
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice,
    ast.Call: _call,
    ast.List: _list,
    ast.Tuple: _tuple,
    ast.Set: _set,
    ast.Dict: _dict,
    ast.BinOp: _bin_op,
    ast.UnaryOp: _unary_op,
    ast.BoolOp: _bool_op,
    ast.Compare: _compare,
    ast.IfExp: _if_exp,
    ast.Lambda: _lambda,
    ast.NamedExpr: _named_expr,
    ast.Starred: _refuse_star,
    ast.JoinedStr: join_fields,
    ast.ListComp: comprehensions.list_of,
    ast.SetComp: comprehensions.set_of,
    ast.DictComp: comprehensions.dict_of,
    ast.GeneratorExp: comprehensions.generator_of,
}
