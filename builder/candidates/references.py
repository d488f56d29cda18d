"""Which classes of a text are parts of others, and which functions return one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from builder.interpreter.values import Class, Function
from builder.syntax import walk_nodes

_BESIDE = re.compile(r"(?i).*(?:loss|criterion|metric|discriminator|critic)(?:net)?")
"""What is trained or asked beside a network."""


def _is_super(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"


class References:
    """Who names whom, among the classes of layers and the functions of a text."""

    def __init__(self, classes: Mapping[str, Class], functions: Mapping[str, Function]) -> None:
        self.classes = classes
        self.functions = functions
        self.reached: dict[str, set[str]] = {}
        self.named: dict[str, set[str]] = {name: self._names(cls.node) for name, cls in classes.items()}
        self.named |= {name: self._names(function.node) for name, function in functions.items()}
        self.factories = self._factories()
        self.parts = self._parts()

    def _names(self, node: ast.AST | None) -> set[str]:
        """Return which of them a node names, not counting what a class derives from, nor what `super` is given."""
        if node is None:
            return set()
        bodies = node.body if isinstance(node, ast.ClassDef) else [node]
        nodes = [here for body in bodies for here in walk_nodes(body)]
        above = {id(one) for here in nodes if _is_super(here) for one in here.args}
        return {
            here.id for here in nodes
            if isinstance(here, ast.Name) and (here.id in self.classes or here.id in self.functions)
            and id(here) not in above
        }  # fmt: skip

    def _factories(self) -> dict[str, str | None]:
        """Return the functions that return a network, each with the class that it makes; None: one of torch's."""
        found: dict[str, str | None] = {}
        for _ in range(3):  # one may return what another one makes
            for name, function in self.functions.items():
                made = list(self._made(function.node, found))
                if made:
                    found[name] = next((one for one in made if one is not None), None)
        return {name: found[name] for name in self.functions if name in found}

    def _made(self, node: ast.AST, known: Mapping[str, str | None]) -> Iterator[str | None]:
        """Yield the classes that a function may return an object of."""
        own = [here for here in walk_nodes(node) if not isinstance(here, ast.Lambda)]
        assigned = {
            target.id: here.value
            for here in own
            if isinstance(here, ast.Assign)
            for target in here.targets
            if isinstance(target, ast.Name)
        }
        for here in own:
            value = here.value if isinstance(here, ast.Return) else None
            if isinstance(value, ast.Name):
                value = assigned.get(value.id)
            match value:
                case ast.Call(func=ast.Name(id=name)) if name in self.classes:
                    yield name
                case ast.Call(func=ast.Name(id=name)) if name in known:
                    yield known[name]
                case ast.Call(func=ast.Attribute(value=ast.Name(id="nn"), attr=kind)) if kind[:1].isupper():
                    yield None
                case _:
                    pass

    def _parts(self) -> set[str]:
        """Return what others use as a part of theirs."""
        found: set[str] = set()
        for name in self.classes:
            family = {base.name for base in self.classes[name].mro}
            found |= self._reached(name) - family - self._family(name)
        for name, made in self.factories.items():
            found |= self._reached(name) - {made} - (self._line(made) if made else set())
        return found

    def _family(self, name: str) -> set[str]:
        """Return the classes that derive from one."""
        return {other for other, cls in self.classes.items() if any(base.name == name for base in cls.mro)}

    def _line(self, made: str) -> set[str]:
        """Return the functions that make the same class."""
        return {name for name, other in self.factories.items() if other == made}

    def _reached(self, name: str) -> set[str]:
        """Return what a class or a function names, by functions that it calls as well."""
        if name in self.reached:
            return self.reached[name]
        found = self.reached[name] = set()
        waiting = [name]
        while waiting:
            for one in self.named.get(waiting.pop(), ()):
                if one not in found and one != name:
                    found.add(one)
                    waiting += [one] if one in self.functions else []
        return found

    def is_part(self, name: str) -> bool:
        """Tell whether others use a class or a function as a part of theirs."""
        return name in self.parts

    def reach(self, name: str | None) -> int:
        """Count the classes that one is made of, at any depth."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for one in self._reached(waiting.pop() or ""):
                if one not in found and one in self.classes:
                    found.add(one)
                    waiting.append(one)
        return len(found - {name})

    def ranked(self, needed: Mapping[str, int]) -> list[str]:
        """Return the names of classes and factories, the likeliest network first.

        A whole before its parts, a network before a loss; of what stands alone the one made of most classes, then the
        last. A class whose arguments must be given comes after the functions that give some of them. `needed` says how
        many must be given.
        """
        return sorted([*self.classes, *self.factories], key=lambda name: self._rank(name, needed))

    def _rank(self, name: str, needed: Mapping[str, int]) -> tuple[int, int, int, int, int]:
        made = self.factories.get(name, name)
        cls = self.classes.get(made or "")
        line = cls.node.lineno if cls is not None and cls.node is not None else 0
        own = self.functions[name].node.lineno if name in self.functions else 0
        return self._tier(name, made, needed), -self.reach(made), -line, needed.get(name, 0), own

    def _tier(self, name: str, made: str | None, needed: Mapping[str, int]) -> int:
        if name == "build_net":  # as the files have it that are written here
            return -1
        if name in self.parts or (made is not None and made in self.parts):
            return 4
        if name.startswith("_") or _BESIDE.fullmatch(made or name) or (name in self.classes and self._is_base(name)):
            return 3
        count = needed.get(made or "", 0)
        if name in self.classes:
            line = [one for one in self._line(name) if one not in self.parts]
            return 1 if any(needed.get(one, 0) < count for one in line) else 0
        return 0 if made is None or needed.get(name, 0) < count else 2

    def _is_base(self, name: str) -> bool:
        """Tell whether another class that is no part derives from it."""
        return any(other != name and other not in self.parts for other in self._family(name))
