"""Statements of a pasted text that are left out while a network is made, and what stands for what they would bind."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from builder.interpreter.failures import Absence, Failure, RaisedException, Refusal, UndefinedName
from builder.interpreter.limits import Value
from builder.interpreter.names import bind_name
from builder.interpreter.scope import Scope
from builder.interpreter.values import Absent, BoundMethod, Class, Function, ModuleValue, Native, NativeClass
from builder.notes.effects import Effects
from builder.symbols.files.lost_names import contained_symbols
from builder.symbols.files.placeholders import bound_names, refuse_absent
from builder.symbols.values import ModuleSymbol, TensorSymbol, behind_detach
from builder.syntax import walk_nodes
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def is_beside_modules(interpreter: Interpreter, node: ast.stmt, scope: Scope, failure: Failure) -> bool:
    """Tell whether a statement of an `__init__` does nothing but load weights, or name what is not here.

    Whatever of a network is made of such a name is refused there.
    """
    if scope is interpreter.globals or scope.class_body is not None:
        return False
    if not isinstance(failure, Absence) or isinstance(failure, UndefinedName):
        return False
    match node:
        case ast.Assign(targets=targets, value=value):
            names = {one.id for target in targets for one in walk_nodes(target) if isinstance(one, ast.Name)}
            plain = all(isinstance(target, ast.Name | ast.Tuple) for target in targets)
            return plain and not names & scope.declared.keys() and not _reaches(value, scope, _is_table)
        case ast.Expr(ast.Call(ast.Attribute(attr="load_state_dict"), [state, *_])):
            return not _reaches(state, scope)
        case ast.If(test=test) if _is_absent(test, scope):  # whether the file has weights of that name
            return all(_loads(one) for one in [*node.body, *node.orelse])
        case ast.For(iter=source) if not _is_absent(source, scope):
            return False
        case ast.For() | ast.Expr(ast.Call(ast.Attribute(ast.Name(), "update" | "pop"))) | ast.Delete():
            return _moves_weights(node, scope)
        case _:
            return False


def spoil_tables(node: ast.stmt, scope: Scope) -> None:
    """Take the lists and dicts away that a statement which is left out would have changed."""
    for name in _changed_tables(node):
        table = scope.variables.get(name)
        if isinstance(table, dict | list | set):
            # The same list or dict may have further names.
            for other in [key for key, value in scope.variables.items() if value is table]:
                scope.variables[other] = Absent(other, called=True)


def _changed_tables(node: ast.stmt) -> set[str]:
    """Return the names of what a statement changes by an item or a method."""
    found = set()
    for here in walk_nodes(node):
        match here:
            case ast.Call(ast.Attribute(value=owner, attr=name)) if name not in _READS:
                found.add(_root(owner))
            case ast.Subscript(value=owner, ctx=ast.Store() | ast.Del()):
                found.add(_root(owner))
            case _:
                pass
    return found - {""}


def _root(owner: ast.expr) -> str:
    while isinstance(owner, ast.Subscript | ast.Attribute):
        owner = owner.value
    return owner.id if isinstance(owner, ast.Name) else ""


def _moves_weights(node: ast.stmt, scope: Scope) -> bool:
    """Tell whether a statement does no more than to move weights from one table to another."""
    tables = _changed_tables(node).difference(bound_names(node))
    tables -= {name for name in tables if isinstance(_value(name, scope), ModuleValue | Absent)}
    named = [_value(one.id, scope) for one in walk_nodes(node) if isinstance(one, ast.Name)]
    if (
        not all(map(_is_of_tables, walk_nodes(node)))
        or not tables <= scope.variables.keys()
        or any(map(may_run, named))
    ):
        return False
    return not _reaches(node, scope, _is_table)


_READS = frozenset(words("keys values items get copy index count"))
"""Methods of a list or a dict that leave it as it is."""


def _is_table(value: Value) -> bool:
    """Tell whether a value is a dict of tensors, as `state_dict` returns it."""
    return isinstance(value, dict) and all(isinstance(behind_detach(one), TensorSymbol) for one in value.values())


def _loads(node: ast.stmt) -> bool:
    """Tell whether a statement loads weights, or says something."""
    return prints(node) or (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and (isinstance(node.value.func, ast.Attribute) and node.value.func.attr in {"load_state_dict", "copy_"})
    )


def _is_absent(node: ast.expr, scope: Scope) -> bool:
    """Tell whether an expression names something that is not here."""
    read = [one.id for one in walk_nodes(node) if isinstance(one, ast.Name)]
    return any(isinstance(_value(name, scope), Absent) for name in read)


def _is_of_tables(node: ast.AST) -> bool:
    """Tell whether a node of a loop does no more than what moves weights from one table to another."""
    match node:
        case ast.Return() | ast.Break() | ast.Raise() | ast.While() | ast.With() | ast.Global() | ast.Nonlocal():
            return False
        case ast.Attribute(ctx=ast.Store()):
            return False
        case _:
            return True


def _reaches(node: ast.AST, scope: Scope, harmless: Callable[[Value], bool] = lambda _: False) -> bool:
    """Tell whether code names a module, or something of the text that may run one, but for what is harmless."""
    read = {one.id for one in walk_nodes(node) if isinstance(one, ast.Name)}
    known = [one for one in map(scope.variables.get, read) if not harmless(one)]
    return any(may_run(one) or any(True for _ in contained_symbols(one)) for one in known)


def changed_modules(node: ast.stmt, scope: Scope) -> list[ModuleSymbol]:
    """Return the modules that a statement would give other children or tensors, as far as it can be seen."""
    found: list[ModuleSymbol] = []
    for here in walk_nodes(node):
        match here:
            case ast.Assign(targets=targets, value=value):
                found += [one for target in targets for one in _changed_modules(target, value, scope)]
            case ast.Call(ast.Attribute(value=owner, attr=name)) if name in _CHANGES:
                found += _modules(owner, scope)
            case ast.Call(ast.Name("setattr"), [owner, *_]):
                found += _modules(owner, scope)
            case _:
                pass
    return found


def _changed_modules(target: ast.expr, value: ast.expr, scope: Scope) -> list[ModuleSymbol]:
    if isinstance(target, ast.Subscript):
        return _modules(target.value, scope)
    if not isinstance(target, ast.Attribute):
        return []
    makes = any(_is_class(one, scope) for one in walk_nodes(value))
    return [
        one
        for one in _modules(target.value, scope)
        if makes or target.attr in one.children or target.attr in one.tensors
    ]


def _modules(node: ast.expr, scope: Scope) -> list[ModuleSymbol]:
    """Return the module that names and attributes lead to, in a list; nothing where they lead to none."""
    match node:
        case ast.Name(id=name):
            found = _value(name, scope)
        case ast.Attribute(value=owner, attr=name):
            found = next((one.children.get(name) for one in _modules(owner, scope)), None)
        case ast.Subscript(value=owner):
            return _modules(owner, scope)
        case _:
            found = None
    return [found] if isinstance(found, ModuleSymbol) else []


def _is_class(node: ast.AST, scope: Scope) -> bool:
    if not isinstance(node, ast.Name):
        return False
    found = _value(node.id, scope)
    return node.id == "nn" or (isinstance(found, Class) and found.native is not None)


def _value(name: str, scope: Scope) -> Value:
    here: Scope | None = scope
    while here is not None:
        if name in here.variables:
            return here.variables[name]
        here = here.parent
    return None


_CHANGES = frozenset(words("add_module register_module register_parameter register_buffer append extend insert pop"))
"""Methods that change what a module holds."""


def bind_names(interpreter: Interpreter, node: ast.stmt, scope: Scope) -> None:
    """Bind what a statement would have bound to what is not here; no value is guessed of what it sets itself."""
    known = _set_to_constants(node)
    for name in bound_names(node):
        absent = Absent(name, called=True)
        bind_name(interpreter, name, absent if name in known else interpreter.host.value_to_bind(name, absent), scope)


def _set_to_constants(node: ast.stmt) -> set[str]:
    """Return the variables that a statement sets to a value that stands in the text, as a `with` may."""
    return {
        target.id
        for one in walk_nodes(node)
        if isinstance(one, ast.Assign) and isinstance(one.value, ast.Constant)
        for target in one.targets
        if isinstance(target, ast.Name)
    }


def prints(node: ast.AST | None) -> bool:
    """Tell whether a statement only prints."""
    match node:
        case ast.Expr(ast.Call(ast.Name("print"))):
            return True
        case _:
            return False


def may_run(value: Value) -> bool:
    """Tell whether whoever is given a value can run a module by it."""
    if isinstance(value, list | tuple):
        return any(map(may_run, value))
    return isinstance(value, ModuleSymbol | Function | BoundMethod | Native)


def require(*values: Value) -> None:
    """Refuse what is absent.

    Raises:
        Absence: one of the values is.
    """
    for value in values:
        if isinstance(value, Absent):
            refuse_absent(value, Absence)


def as_fatal(failure: Failure) -> Failure:
    """Return a failure that stops the whole text."""
    if isinstance(failure, RaisedException) or not isinstance(failure, Absence):
        return failure
    made = Refusal(failure.problem, failure.hint)
    made.node = failure.node
    return made


def is_module(node: ast.ClassDef, variables: Mapping[str, Value]) -> bool:
    """Tell whether a class may be one of modules, by what it derives from."""
    for base in node.bases:
        value = variables.get(base.id) if isinstance(base, ast.Name) else None
        native = value.native if isinstance(value, Class) else value
        derives = isinstance(native, NativeClass) and native.derivable
        if derives or (isinstance(base, ast.Attribute) and ast.unparse(base).startswith(("nn.", "torch."))):
            return True
    return False


def is_on_network(interpreter: Interpreter, node: ast.stmt, failure: Failure, effects: Effects) -> bool:
    """Tell whether a statement that fails itself, and nothing that it calls, names something of a network."""
    variables = interpreter.globals.variables
    if any(isinstance(one, ast.Attribute) and one.attr.startswith("_") for one in walk_nodes(node)):
        return False
    if any(isinstance(variables.get(name), Function | Class) for name in effects.called):
        return False
    line = getattr(failure.node, "lineno", 0)
    names = {one.id for one in walk_nodes(node) if isinstance(one, ast.Name)}
    return node.lineno <= line <= (node.end_lineno or node.lineno) and any(
        True for name in names for _ in contained_symbols(variables.get(name))
    )


_ENDS = (ast.Return, ast.FunctionDef, ast.ClassDef, ast.Raise, ast.Break, ast.Continue)
_AROUND = (ast.With, ast.For, ast.While, ast.Try)


def may_end(node: ast.stmt) -> bool:
    """Tell whether a statement may give what its function returns: without it, the function would return None."""
    if not isinstance(node, _AROUND):
        return isinstance(node, _ENDS)
    inside: list[ast.AST] = [node]
    for here in inside:
        if isinstance(here, ast.Return):
            return True
        if not isinstance(here, ast.FunctionDef | ast.ClassDef | ast.expr):
            inside += ast.iter_child_nodes(here)
    return False
