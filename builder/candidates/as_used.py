"""A text whose network is of a class that derives from its own, made and called as the text makes and calls it.

A class that is kept as code is made by its `__init__` alone, and is called with tensors by position. Where lines of the
text change the network later, or a call gives it a list, a flag or None, a class says all that which derives from the
author's: its `__init__` runs those lines, its forward hands on what the call gives.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeGuard

from builder.interpreter.builtins import BUILTINS
from builder.interpreter.limits import Value
from builder.interpreter.static import used_names
from builder.interpreter.values import Class
from builder.symbols.dataflow.arguments import parameters
from builder.symbols.values import ModuleSymbol, Symbol, forward_of
from builder.syntax import walk_nodes
from builder.trace.names import input_name

_SUFFIX = "AsUsed"
_TENSORS_IN = "tensors_in"
_FUNCTION = f"""

def {_TENSORS_IN}(value):
    if isinstance(value, torch.Tensor):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    return [tensor for item in items for tensor in {_TENSORS_IN}(item)]

"""
_LITERALS = (ast.Constant, ast.UnaryOp, ast.USub, ast.Tuple, ast.List, ast.Load)
_TOLD = frozenset({"__class__", "__name__", "__qualname__", "__mro__", "__bases__"})
"""What tells a class from one that derives from it."""
_ASKS = frozenset({"print", "summary", "repr", "str", "len", "id", "type"})
"""What is called with a network and leaves it as it is."""


class AsUsed(NamedTuple):
    """Such a text, and the names of the class and of the one that it derives from."""

    text: str
    name: str
    of: str


class _NotSoError(Exception):
    """A text does more with its network than a class can say."""


class _Line(NamedTuple):
    """A statement behind the one that makes the network: what it changes there, or asks."""

    node: ast.stmt
    changes: bool


def as_used(text: str, tree: ast.Module, name: str, module: ModuleSymbol, returns_more: bool) -> AsUsed | None:
    """Return the text with such a class for the network that a variable holds; None where there is none to write.

    Where a forward `returns_more` than tensors, as a dict, that of the class returns its tensors in their order.
    """
    try:
        return _Text(text, tree, name, module).written(returns_more)
    except _NotSoError:
        return None


class _Text:
    """One text and its network."""

    def __init__(self, text: str, tree: ast.Module, name: str, module: ModuleSymbol) -> None:
        self.text, self.tree, self.name, self.module = text, tree, name, module
        self.body, self.starts = _flat(tree)
        _require(isinstance(module.cls, Class) and forward_of(module) is not None)
        self.cls = module.cls.name
        self.at = self._made_at()
        made = self.body[self.at]
        assert isinstance(made, ast.Assign)
        assert isinstance(made.value, ast.Call)
        self.made = made.value
        # Literals can stand in the class itself; names may be bound to something else when it is made.
        self.is_literal = all(
            isinstance(part, _LITERALS) for one in _given_arguments(self.made) for part in walk_nodes(one)
        )
        taken = {node.id for node in walk_nodes(tree) if isinstance(node, ast.Name)}
        taken |= {node.name for node in walk_nodes(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)}
        self.new = f"{self.cls}{_SUFFIX}"
        # The names that are added must be free.
        _require(not {self.new, _TENSORS_IN} & taken and not self._is_compared())
        _require(not any(isinstance(node, ast.Attribute) and node.attr in _TOLD for node in walk_nodes(tree)))

    def _made_at(self) -> int:
        """Return which statement makes the network; no other one binds its variable."""
        binds = [
            i
            for i, node in enumerate(self.body)
            if any(
                isinstance(one, ast.Name) and one.id == self.name and not isinstance(one.ctx, ast.Load)
                for one in walk_nodes(node)
            )
        ]
        _require(len(binds) == 1)
        match self.body[binds[0]]:
            case ast.Assign(targets=[ast.Name(id=self.name)], value=ast.Call(func=ast.Name(id=self.cls))):
                return binds[0]
        raise _NotSoError

    def _is_compared(self) -> bool:
        """Tell whether the text asks for just this class, as `type(x) is Net`, or uses the network inside of others."""
        inner = [node for node in self.body if isinstance(node, ast.ClassDef | ast.FunctionDef)]
        uses = any(isinstance(part, ast.Name) and part.id == self.name for node in inner for part in walk_nodes(node))
        asks = [node for node in walk_nodes(self.tree) if isinstance(node, ast.Compare)]
        return uses or any(isinstance(p, ast.Name) and p.id == self.cls for node in asks for p in walk_nodes(node))

    def written(self, returns_more: bool) -> AsUsed:
        """Return the text."""
        lines = [_Line(node, _changes(node, self.name)) for node in self.body[self.at + 1 :]]
        changes = [line.node for line in lines if line.changes]
        self._require_names(changes, [line.node for line in lines if not line.changes])
        forward, given = self._called(returns_more)
        _require(bool(changes) or forward is not None)
        made = f"{self.name} = {self.new}({'' if self.is_literal else _arguments_text(self.made)})"
        others = [line.node for line in lines if not line.changes]
        head, here = self._head()
        between = [_FUNCTION] if returns_more else ["\n"]
        rest = self._rest(others, given)
        text = "\n".join([*head, *here, *between, self._class(changes, forward), "\n", made, *rest])
        return AsUsed(f"{text}\n", self.new, self.cls)

    def _head(self) -> tuple[list[str], list[str]]:
        """Return the lines before the network is made, and what stands on its own line before it."""
        first = self.starts[self.at]
        here = [i for i, node in enumerate(self.body[: self.at]) if (node.end_lineno or node.lineno) >= first]
        # What shares a line with it, behind a `;`, falls away with that line and is written anew.
        lines = self.text.splitlines()[: min([first, *(self.starts[i] for i in here)]) - 1]
        return lines, [ast.unparse(self.body[i]) for i in here]

    def _rest(self, nodes: Sequence[ast.stmt], given: str | None) -> list[str]:
        """Return what stands behind, which calls the network as its class is called."""
        calls = [call for node in nodes for call in _calls(node, self.name)]
        if given is None or not calls:
            return [ast.unparse(node) for node in nodes]
        call = f"{self.name}({given})"
        found = [_called_so(node, self.name, calls[-1], call) for node in nodes]
        return [*filter(None, found), call]

    def _class(self, changes: Sequence[ast.stmt], forward: str | None) -> str:
        """Return the class."""
        given, taken = (_arguments_text(self.made), "") if self.is_literal else ("*args, **kwargs", ", *args, **kwargs")
        lines = [f"def __init__(self{taken}):", f"    super().__init__({given})"]
        lines += [f"    {line}" for node in changes for line in ast.unparse(_of_self(node, self.name)).split("\n")]
        if forward is not None:
            lines += ["", *forward.split("\n")]
        cls = self.module.cls
        # torch prints a module by `_get_name`: the network shows the author's class, not the one that is added.
        own = cls.find("_get_name") if isinstance(cls, Class) else None
        if own is None or not isinstance(own[0], Class):
            lines += ["", "def _get_name(self):", f"    return {self.cls!r}"]
        return "\n".join([f"class {self.new}({self.cls}):", *(f"    {line}" if line else "" for line in lines)])

    def _require_names(self, changes: Sequence[ast.stmt], rest: Sequence[ast.stmt]) -> None:
        """Require that what changes the network needs nothing that stands behind it, and binds nothing for others."""
        before = {
            part.id if isinstance(part, ast.Name) else part.asname or part.name.partition(".")[0]
            for node in self.body[: self.at]
            for part in walk_nodes(node)
            if isinstance(part, ast.alias) or (isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store))
        }
        before |= {one.name for one in self.body[: self.at] if isinstance(one, ast.ClassDef | ast.FunctionDef)}
        before |= {self.name, *BUILTINS}
        for node in changes:
            _require(not any(isinstance(part, ast.Name) and part.id == "self" for part in walk_nodes(node)))
            bound = {
                part.id for part in walk_nodes(node) if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)
            } | {part.arg for part in walk_nodes(node) if isinstance(part, ast.arg)}
            before |= bound
            _require(used_names(node) <= before)
            _require(not any(bound & used_names(other) for other in rest))

    def _called(self, returns_more: bool) -> tuple[str | None, str | None]:
        """Return the forward that hands on what the last call gives, None where that needs none, and what it is given.

        Both are None where the text has no call.
        """
        calls = [node for line in self.body[self.at + 1 :] for node in _calls(line, self.name)]
        if not calls or not self.module.calls:
            return None, None
        call = calls[-1]
        hands = _Hands(self.module, call)
        plain = all(isinstance(value, Symbol) for value in hands.values)
        if plain and not call.keywords and not returns_more:
            return None, _arguments_text(call)
        return hands.forward(returns_more), ", ".join(map(ast.unparse, hands.tensors.values()))


class _Hands:
    """What a forward hands on: each tensor of a call by a name of its own, all else as the call has it."""

    def __init__(self, module: ModuleSymbol, call: ast.Call) -> None:
        function = forward_of(module)
        assert function is not None
        names = [argument.arg for argument in parameters(function)[1:]]
        self.tensors: dict[str, ast.expr] = {}
        self.values: list[Value] = []
        self.parts: list[str] = []
        args, kwargs = module.calls[-1]
        found = {**dict(zip(names, args, strict=False)), **kwargs}
        _require(not any(isinstance(one, ast.Starred) for one in call.args) and len(call.args) <= len(names))
        by_place = [(name, one, "") for name, one in zip(names, call.args, strict=False)]
        by_name = [(one.arg, one.value, f"{one.arg}=") for one in call.keywords]
        for name, one, sign in (*by_place, *by_name):
            _require(name is not None)
            value = found.get(name or "")
            self.values.append(value)
            self.parts.append(sign + self._text(name or "", one, value))
        _require(bool(self.tensors))

    def _text(self, name: str, node: ast.expr, value: Value) -> str:
        """Return an argument with its tensors by their names."""
        if isinstance(value, Symbol):
            own = input_name(name, self.tensors)
            self.tensors[own] = node
            return own
        if not _holds_tensors(value):
            return ast.unparse(node)
        _require(isinstance(value, list | tuple | dict))
        pairs = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        _require(all(isinstance(key, str | int) for key, _ in pairs))
        items = [self._text(f"{name}_{key}", _part(node, key), item) for key, item in pairs]
        if isinstance(value, dict):
            return f"{{{', '.join(f'{key!r}: {item}' for (key, _), item in zip(pairs, items, strict=True))}}}"
        return f"[{', '.join(items)}]" if isinstance(value, list) else f"({', '.join(items)},)"

    def forward(self, returns_more: bool) -> str:
        """Return the method."""
        result = f"super().forward({', '.join(self.parts)})"
        result = f"tuple({_TENSORS_IN}({result}))" if returns_more else result
        return f"def forward(self, {', '.join(self.tensors)}):\n    return {result}"


def _holds_tensors(value: Value) -> bool:
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return isinstance(value, Symbol) or any(map(_holds_tensors, items))


def _flat(tree: ast.Module) -> tuple[list[ast.stmt], list[int]]:
    """Return the statements of a text with those that it runs as a program, and the lines where each begins."""
    found = [(inner, node.lineno) for node in tree.body for inner in (node.body if _is_main(node) else [node])]
    return [node for node, _ in found], [line for _, line in found]


def _is_main(node: ast.stmt) -> TypeGuard[ast.If]:
    return isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) == "__name__ == '__main__'"


def _called_so(node: ast.stmt, name: str, call: ast.Call, so: str) -> str:
    """Return a statement with another call of the network; nothing of one that only calls it."""
    calls = _calls(node, name)
    if calls and isinstance(node, ast.Expr) and node.value in calls:
        return ""
    _require(all(_arguments_text(one) == _arguments_text(call) for one in calls))
    return ast.unparse(node).replace(ast.unparse(call), so) if calls else ast.unparse(node)


def _part(node: ast.expr, key: str | int) -> ast.expr:
    """Return what stands for one item of a list, a tuple or a dict."""
    if isinstance(node, ast.List | ast.Tuple) and isinstance(key, int) and key < len(node.elts):
        return node.elts[key]
    if isinstance(node, ast.Dict):
        for one, value in zip(node.keys, node.values, strict=True):
            if isinstance(one, ast.Constant) and one.value == key:
                return value
    return ast.Subscript(node, ast.Constant(key), ast.Load())


def _require(condition: bool) -> None:
    if not condition:
        raise _NotSoError


def _given_arguments(call: ast.Call) -> Iterator[ast.expr]:
    yield from call.args
    yield from (one.value for one in call.keywords)


def _arguments_text(call: ast.Call) -> str:
    """Return the arguments of a call."""
    return ast.unparse(ast.Call(ast.Name("f", ast.Load()), call.args, call.keywords))[2:-1]


def _calls(node: ast.AST, name: str) -> list[ast.Call]:
    """Return the calls of what a variable holds, in their order."""
    found = [
        one
        for one in walk_nodes(node)
        if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == name
    ]
    return sorted(found, key=lambda one: (one.lineno, one.col_offset))


def _changes(node: ast.stmt, name: str) -> bool:
    """Tell whether a statement does something to what a variable holds.

    Raises:
        _NotSoError: it calls it as well.
    """
    if not _names(node, name):
        return False
    match node:
        case ast.Assign(targets=targets):
            found = any(_root(one) == name for one in targets)
        case ast.AugAssign(target=target) | ast.AnnAssign(target=target):
            found = _root(target) == name
        case ast.Delete(targets=targets):
            found = any(_root(one) == name for one in targets)
        case ast.Expr(value=ast.Call(func=ast.Name(id=function))) if function in _ASKS or function == name:
            found = False
        case ast.Expr(value=ast.Call()):
            found = True
        case ast.For(body=body) | ast.With(body=body) | ast.If(body=body) | ast.While(body=body):
            found = any(_changes(one, name) for one in body)
            found = found or (isinstance(node, ast.For) and _names(node.iter, name))
        case _:
            found = False
    _require(not (found and _calls(node, name)))
    return found


def _names(node: ast.AST, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in walk_nodes(node))


def _root(node: ast.expr) -> str:
    """Return the variable of which a target is a part: `net` of `net.fc[0].weight`; "" of the variable itself."""
    here = node
    while isinstance(here, ast.Attribute | ast.Subscript):
        here = here.value
    return here.id if isinstance(here, ast.Name) and here is not node else ""


class _Selves(ast.NodeTransformer):
    def __init__(self, name: str) -> None:
        self.name = name

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """Name the object by `self`."""
        return ast.copy_location(ast.Name("self", node.ctx), node) if node.id == self.name else node


def _of_self(node: ast.stmt, name: str) -> ast.stmt:
    found: ast.stmt = _Selves(name).visit(copy.deepcopy(node))
    return found
