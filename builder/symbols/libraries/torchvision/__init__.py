"""Networks of `torchvision.models` that pasted code builds on: texts of their classes, read as if pasted along.

Each text makes the modules of torchvision 0.29 under the same names, initialised alike; `make zoo` holds them against
it. What is taken away contains their classes and needs torch alone.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING

from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.interpreter.stdlib.version import Version
from builder.interpreter.values import Class, LazyMember, ModuleValue, Native
from builder.sentences import say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

FAMILIES = ("resnet", "vgg", "alexnet", "squeezenet", "mobilenetv2", "densenet", "vision_transformer", "efficientnet")


_Note = Callable[[ast.AST | None, str], None]
_Know = Callable[[Class, str], None]
_IMPORTS = "import torch\nfrom torch import nn\n"


def modules(of_torch: dict[str, ModuleValue], note: _Note, know: _Know) -> dict[str, ModuleValue]:
    """Return the modules of torchvision that can be imported; the rest of each is absent.

    Args:
        of_torch: the modules of torch, which the texts are read with.
        note: takes a line and what of it is left out.
        know: takes each class of a text that is read, with that text.
    """
    found: dict[str, ModuleValue] = {}
    every: dict[str, Value] = {}
    names: dict[str, Value] = {"torch": of_torch["torch"], "nn": of_torch["torch.nn"]}
    for family in FAMILIES:
        members = _Family(family, names, note, know).members()
        found[f"torchvision.models.{family}"] = ModuleValue(f"torchvision.models.{family}", members, rest=True)
        every |= {name: member for name, member in members.items() if name[0] != "_" and name not in INNER}
    found["torchvision.models.mobilenet"] = found["torchvision.models.mobilenetv2"]  # as it was called once
    found["torchvision.models"] = ModuleValue("torchvision.models", every, rest=True)
    layers = _Family("ops", names, note, know).members()
    for path in ("torchvision.ops", "torchvision.ops.misc", "torchvision.ops.stochastic_depth"):
        found[path] = ModuleValue(path, layers, rest=True)
    return {"torchvision": ModuleValue("torchvision", {"__version__": Version("0.29.1")}, rest=True), **found}


INNER = ("BasicBlock", "Bottleneck", "conv1x1", "conv3x3", "make_layers", "cfgs", "Fire", "InvertedResidual")
"""What only the module of a family has."""


@cache
def text_of(family: str) -> str:
    """Return the text of a family."""
    return (files(__name__) / f"{family}.txt").read_text("utf-8")


def networks(family: str) -> list[str]:
    """Return the functions of a family that make a network."""
    return [name for name, makes in _names(family) if makes]


def names_of(family: str) -> set[str]:
    """Return the names that the text of a family defines."""
    return {name for name, _ in _names(family)}


@cache
def _names(family: str) -> tuple[tuple[str, bool], ...]:
    """Return what a text defines, and whether each is a function that makes a network."""
    found: list[tuple[str, bool]] = []
    for node in ast.parse(text_of(family)).body:
        if isinstance(node, ast.FunctionDef):
            found.append((node.name, node.args.kwarg is not None))
        elif isinstance(node, ast.ClassDef):
            found.append((node.name, False))
        elif isinstance(node, ast.Assign):
            found.extend((name.id, False) for name in node.targets if isinstance(name, ast.Name))
    return tuple(found)


class _Family:
    """One text, which is read where something of it is first asked for."""

    def __init__(self, name: str, names: dict[str, Value], note: _Note, know: _Know) -> None:
        self.name = name
        self.scope = Scope(None)
        self.scope.variables.update(names)
        self.note = note
        self.know = know

    def members(self) -> dict[str, Value]:
        """Return what the text defines, each to be made when it is asked for."""
        return {name: LazyMember(partial(self.member, name, makes)) for name, makes in _names(self.name)}

    def member(self, name: str, makes: bool, interpreter: Interpreter) -> Value:
        """Return a class, a function or a value of the text; a function that makes a network, with notes."""
        if name not in self.scope.variables:
            self.read(interpreter)
        found = self.scope.variables[name]
        return Native(name, _factory(name, found, self.note)) if makes else found

    def read(self, interpreter: Interpreter) -> None:
        """Run the text; a mistake that comes of it is shown at the statement that asked for it."""
        tree = ast.parse(text_of(self.name))
        statement = interpreter.statement
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt | ast.expr | ast.arg | ast.keyword | ast.alias):
                node.lineno = getattr(statement, "lineno", 1)
                node.col_offset = getattr(statement, "col_offset", 0)
        interpreter.block(tree.body, self.scope)
        for value in self.scope.variables.values():
            if isinstance(value, Class):
                self.know(value, _IMPORTS + text_of(self.name))


def _factory(name: str, function: Value, note: _Note) -> Callable[..., Value]:
    """Return a function of torchvision that makes a network; it notes the weights that it would download."""

    def made(
        interpreter: Interpreter,
        *args: Value,
        weights: Value = None,
        pretrained: Value = False,
        progress: Value = True,
        **kwargs: Value,
    ) -> Value:
        if any(given is not None and given is not False for given in (weights, pretrained, *args[:1])):
            note(interpreter.statement, say("symbols.note.pretrained", name=name))
        try:
            return interpreter.call(function, **kwargs)
        except Failure as failure:
            failure.node = None  # the call that asked for the network is where it failed
            raise

    return made
