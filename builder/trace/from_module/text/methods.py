"""The methods that the forward of a class needs, as written, and the attributes that they read."""

from __future__ import annotations

import ast
import inspect
from types import FunctionType

import torch
from torch import nn

from builder.sentences import say
from builder.syntax import walk_nodes
from builder.trace.errors import UntraceableError
from builder.trace.from_module.layers import layer_kind
from builder.trace.from_module.text.pruning import Facts, Pruner, names_of_file
from builder.trace.from_module.text.references import References, parse_function

_OF_TORCH = (nn.Module, nn.Sequential, nn.ModuleList, nn.ModuleDict, object)
"""Classes whose methods a text has without their source."""


_MADE_BY = frozenset({"__init__", "__setstate__", "reset_parameters", "_reset_parameters"})
"""Methods that set attributes once, when an object is made."""


class Methods:
    """What a text has to hold of a class, its `__init__` aside."""

    def __init__(self, cls: type[nn.Module], objects: list[nn.Module], references: References) -> None:
        """Gather them, beginning with `forward`.

        Raises:
            UntraceableError: one has no source here, or does what no text can.
        """
        self.cls = cls
        self.objects = objects
        self.references = references
        self.nodes: dict[str, ast.FunctionDef] = {}
        self.attributes: dict[str, None] = {}
        self.needs: dict[str, None] = {}
        self.changed = {name for method in _functions(cls) for name in _set_by(method)}
        if layer_kind(objects[0]) is None and cls.forward is not nn.Sequential.forward:  # else the base class does that
            self._add("forward", "forward", cls.__mro__)
        if cls.train is not nn.Module.train:
            self._add("train", "train", cls.__mro__)

    def _add(self, name: str, called: str, classes: tuple[type, ...]) -> None:
        """Take a method from the first of these classes that has it, under the name by which the text calls it."""
        if called in self.nodes:
            return
        home = next(cls for cls in classes if name in vars(cls))
        function, node = self._read(name, vars(home)[name])
        node.name = called
        self.nodes[called] = node
        owner = node.args.args[0].arg if node.args.args else None
        if isinstance(vars(home)[name], staticmethod):
            owner = None
        facts = Facts(owner, self.objects, self.changed, names_of_file(function, node))
        Pruner(facts).visit(node)
        _Above(self, home, owner).visit(node)
        ast.fix_missing_locations(node)
        self.needs |= dict.fromkeys(self.references.names_of(node, function.__globals__, self.cls.__name__))
        for part in walk_nodes(node):
            if isinstance(part, ast.Attribute) and isinstance(part.value, ast.Name) and part.value.id == owner:
                self._attribute(part.attr)

    def _read(self, name: str, member: object) -> tuple[FunctionType, ast.FunctionDef]:
        function = member.fget if isinstance(member, property) else getattr(member, "__func__", member)
        inner = inspect.unwrap(function) if isinstance(function, FunctionType) else None
        node = parse_function(inner) if isinstance(inner, FunctionType) else None
        if (
            node is not None
            and isinstance(inner, FunctionType)
            and inner is not function
            and _is_without_gradients(node, inner)
        ):
            block = ast.With([ast.withitem(ast.parse("torch.no_grad()", mode="eval").body)], node.body)
            function, node.body, node.decorator_list = inner, [block], []
        if node is None or function is not inner or isinstance(member, classmethod):
            raise UntraceableError(say("trace.text.method", name=name, cls=self.cls.__name__))
        assert isinstance(function, FunctionType)
        # `__class__` is what super() asks for; any other holds a value of the place where the function was made.
        if set(function.__code__.co_freevars) - {"__class__"}:
            raise UntraceableError(say("trace.text.method", name=name, cls=self.cls.__name__))
        return function, node

    def _attribute(self, name: str) -> None:
        home = next((cls for cls in self.cls.__mro__ if name in vars(cls)), object)
        member = vars(home).get(name)
        is_method = isinstance(member, FunctionType | property | staticmethod | classmethod)
        if is_method and home not in _OF_TORCH and not any(name in vars(one) for one in self.objects):
            self._add(name, name, self.cls.__mro__)
        elif not is_method and name != "training":
            self.attributes[name] = None

    def above(self, name: str, home: type) -> str | None:
        """Return the name under which the text has the method that `super()` leads to; None where it is torch's."""
        classes = self.cls.__mro__[self.cls.__mro__.index(home) + 1 :]
        found = next((cls for cls in classes if name in vars(cls)), object)
        if found in _OF_TORCH:
            return None
        called = f"{name}_of_{found.__name__.strip('_')}"
        self._add(name, called, classes)
        return called


class _Above(ast.NodeTransformer):
    """Calls what `super()` leads to by a name of its own: a text has one class where there were several."""

    def __init__(self, methods: Methods, home: type, owner: str | None) -> None:
        self.methods = methods
        self.home = home
        self.owner = owner

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        match node.value:
            case ast.Call(func=ast.Name(id="super")) if self.owner is not None:
                called = self.methods.above(node.attr, self.home)
                if called is not None:
                    return ast.Attribute(ast.Name(self.owner, ast.Load()), called, ast.Load())
        return node


def _is_without_gradients(node: ast.FunctionDef, function: FunctionType) -> bool:
    """Tell whether `torch.no_grad` is all that decorates a function, and the text knows it by that name."""
    decorators = [ast.unparse(one) for one in node.decorator_list]
    return decorators in (["torch.no_grad()"], ["torch.no_grad"]) and function.__globals__.get("torch") is torch


def _functions(cls: type) -> list[FunctionType]:
    above = [base for base in cls.__mro__ if base not in _OF_TORCH]
    found = [member for base in above for name, member in vars(base).items() if name not in _MADE_BY]
    return [member for member in found if isinstance(member, FunctionType)]


def _set_by(function: FunctionType) -> set[str]:
    """Return the attributes that a method sets."""
    node = parse_function(function)
    if node is None:
        return set()
    stored = [part for part in walk_nodes(node) if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Store)]
    return {part.attr for part in stored}
