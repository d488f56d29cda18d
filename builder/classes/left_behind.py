"""What a document does not keep of a text: what a call keeps for the next one, modes, values around a network."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeGuard

from builder.classes.text import read_text
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function
from builder.symbols.values import ModuleSymbol, Symbol, walk
from builder.syntax import walked


def left_behind(network: ModuleSymbol, kept: Iterable[ModuleSymbol]) -> Iterator[tuple[str, list[str]]]:
    """Yield each class of kept objects that a call of the text has run, with the attributes that the call changed."""
    run = {id(inner) for _, one in walk(network) if one.calls for _, inner in walk(one)}
    seen: set[str] = set()
    for module in (inner for one in kept for _, inner in walk(one) if id(inner) in run):
        if isinstance(module.cls, Class) and module.cls.name not in seen:
            seen.add(module.cls.name)
            if names := sorted(_carried(module.cls) & module.fields.keys()):
                yield module.cls.name, names


def other_modes(network: ModuleSymbol, kept: Iterable[ModuleSymbol]) -> list[str]:
    """Return the paths of the outermost modules that are in another mode than the network, as by `net.bn.eval()`.

    An `__init__` of a class that is kept as code puts its own there again.
    """
    made_again = {id(inner) for one in kept for _, inner in walk(one) if inner.training_set_inside}
    found: list[str] = []
    for path, inner in walk(network):
        is_other = inner.training != network.training and id(inner) not in made_again
        if is_other and not any(path.startswith(f"{outer}.") for outer in found):
            found.append(path)
    return found


def drawn_outside(sources: Iterable[str], variables: Mapping[str, Value]) -> list[str]:
    """Return the names of layers and random tensors that texts make outside of their classes: they are in no file."""
    names = {name for source in sources for name in read_text(source).binds}
    return sorted(name for name in names if _is_drawn(variables.get(name)))


def _is_drawn(value: Value) -> bool:
    if isinstance(value, ModuleSymbol):
        return any(tensor is not None for _, inner in walk(value) for tensor in inner.tensors.values())
    if isinstance(value, list | tuple | dict):
        return any(map(_is_drawn, value.values() if isinstance(value, dict) else value))
    made = isinstance(value, Symbol) and value.call is None and value.op == "function"
    return made and any(str(value.target).startswith(name) for name in _RANDOM)


_RANDOM = ("rand", "normal", "bernoulli", "multinomial")
"""How the names of functions begin that draw random numbers."""


def _carried(cls: Class) -> set[str]:
    """Return the attributes that a forward both reads and sets, by methods that it names as well."""
    nodes: list[ast.AST] = []
    seen, waiting = {"__init__"}, ["forward"]
    while waiting:
        name = waiting.pop()
        found = cls.find(name)
        if name not in seen and found is not None and isinstance(found[1], Function):
            inner = [*walked(found[1].node)]
            nodes += inner
            waiting += [node.attr for node in inner if _is_own(node)]
        seen.add(name)
    read = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Load)}
    stored = {node.attr for node in nodes if _is_own(node) and isinstance(node.ctx, ast.Store)}
    changed = {node.target.attr for node in nodes if isinstance(node, ast.AugAssign) and _is_own(node.target)}
    return (read & stored) | changed


def _is_own(node: ast.AST) -> TypeGuard[ast.Attribute]:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self"
