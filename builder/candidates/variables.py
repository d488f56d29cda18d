"""The networks that a text creates itself, by the variables that hold them."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from builder.catalogue.layers.kinds import CATALOGUE
from builder.interpreter.limits import Value
from builder.symbols.values import ModuleSymbol, walk
from builder.syntax import walk_nodes


class NetworkVariables:
    """The networks of a text that was run, the likeliest first.

    That is the last one, but for losses, for what stands inside others, and for single layers beside whole networks.
    """

    def __init__(self, variables: Mapping[str, Value], tree: ast.Module, last: Value) -> None:
        """Look at the variables, and at the value of the last line."""
        names = [name for name in _bound_names(tree) if isinstance(variables.get(name), ModuleSymbol)]
        self._names = {id(variables[name]): name for name in names}
        modules = [variables[name] for name in names] + ([last] if isinstance(last, ModuleSymbol) else [])
        inner = {id(below) for module in modules for path, below in walk(module) if path}
        outer = [module for module in modules if id(module) not in inner and not _is_loss(module)] or modules
        found = {id(module): module for module in reversed(outer)}
        self.modules: list[ModuleSymbol] = sorted(found.values(), key=lambda module: module.is_layer)
        self.only_losses = all(map(_is_loss, self.modules))
        """Whether nothing but losses are bound: a network may be held by a list, or made in a function."""

    def name(self, module: ModuleSymbol) -> str | None:
        """Return the variable that holds one of them; None of the value of the last line."""
        return self._names.get(id(module))

    def names(self, modules: Iterable[ModuleSymbol] | None = None) -> list[str]:
        """Return the variables that hold them."""
        named = map(self.name, self.modules if modules is None else modules)
        return [name for name in named if name is not None]


def _is_loss(module: ModuleSymbol) -> bool:
    return module.is_layer and CATALOGUE[module.kind].category == "loss"


def _bound_names(tree: ast.Module) -> list[str]:
    """Return the names that statements outside of functions bind, in the order of their last binding."""
    found: dict[str, None] = {}
    stack: list[ast.stmt] = list(reversed(tree.body))
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for name in [part.id for target in targets for part in walk_nodes(target) if isinstance(part, ast.Name)]:
                found.pop(name, None)
                found[name] = None
        elif isinstance(node, ast.If | ast.With | ast.Try | ast.For | ast.While):
            stack.extend(reversed(node.body))
        elif isinstance(node, ast.Match):
            stack.extend(inner for case in reversed(node.cases) for inner in reversed(case.body))
    return list(found)
