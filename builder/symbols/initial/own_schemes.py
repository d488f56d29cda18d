"""What a text does to weights beyond the schemes of torch, as schemes of its own.

A function of one tensor that is called with a parameter is kept as it stands. A statement that changes a parameter is
written anew about the tensor alone, as `w`: `m.weight.data *= m.weight.data.abs() >= 5`.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from itertools import count
from math import isfinite
from typing import TYPE_CHECKING

import msgspec

from builder.document.blocks import InitRule, OwnScheme
from builder.errors import SourceError
from builder.interpreter.failures import Failure
from builder.interpreter.limits import Value
from builder.interpreter.static import STANDARD
from builder.interpreter.values import Function
from builder.sentences import say
from builder.symbols.initial.changes import Beyond, Writer, is_usual
from builder.symbols.initial.initial_values import OWN, USUAL, Fill, own_scheme_text
from builder.symbols.initial.scheme_text import SchemeText, read_scheme, scheme_name_fault
from builder.symbols.values import TensorSymbol, behind_detach
from builder.syntax import walk_nodes

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.files.file_host import PastedHost

_MOST_LINES = 50
_MODULES = {target: name for name, (target, _) in STANDARD.items() if name not in ("OrderedDict", "Tensor")}
_NOTHING = object()


class OwnSchemes:
    """Notes the own schemes of one pasted text, as it runs."""

    def __init__(self, host: PastedHost) -> None:
        self.host = host
        self.last: object = None
        """The run of a statement that was noted last: it is noted once, however many steps it takes."""
        self.dropped: set[int] = set()
        """The ids of tensors that are changed by too many statements."""

    def call(self, interpreter: Interpreter, function: Function, args: list[Value], kwargs: dict[str, Value]) -> Value:
        """Note the call of a function that is a scheme; NotImplemented where it is none, and has to run as it is."""
        given = args[0]
        tensor = behind_detach(given)
        if self.host.flows.recorders or self.host.texts is None or not _is_learned(tensor):
            return NotImplemented
        source = _text_of(interpreter, function, self.host.texts.text)
        numbers = None if source is None else _numbers(read_scheme(source), args[1:], kwargs)
        if numbers is None:
            return NotImplemented
        self.host.fill(Fill(tensor, OWN, {"source": source, "given": numbers}))
        return given if _returns(function.node) else None

    def change(self, interpreter: Interpreter, tensor: TensorSymbol) -> bool:
        """Note the statement that runs as one that changes this tensor; return whether it says so by itself."""
        if not _is_learned(tensor) or interpreter.at is None or id(tensor) in self.dropped:
            return False
        if interpreter.at is self.last:
            return True
        node, scope = interpreter.at
        try:
            line = ast.unparse(Writer(interpreter, scope, tensor).statement(node))
            read_scheme(f"def {USUAL}(w):\n    {line}\n")
        except (Beyond, Failure, SourceError, RecursionError):
            return False
        fills = [fill for fill in self.host.fills if fill.tensor is tensor and "line" in fill.args]
        if len(fills) >= _MOST_LINES:
            self.dropped.add(id(tensor))
            self._drop(fills)
            return False
        self.last = interpreter.at
        self.host.fill(Fill(tensor, OWN, {"line": line, "node": node}, None, scope))
        return True

    def _drop(self, fills: list[Fill]) -> None:
        """Leave out all changes of a tensor that are too many, and say so of their lines."""
        gone = set(map(id, fills))
        kept = [i for i, fill in enumerate(self.host.fills) if id(fill) not in gone]
        self.host.fillers[:] = [self.host.fillers[i] for i in kept]
        self.host.fills[:] = [self.host.fills[i] for i in kept]
        for fill in fills:
            self.host.note(fill.args["node"], say("symbols.note.weights"))


def _numbers(text: SchemeText, args: list[Value], kwargs: dict[str, Value]) -> dict[str, Value] | None:
    """Return the numbers beside the tensor by name, those of the text left out; None where they are no such call."""
    names = [argument.name for argument in text.arguments]
    found = dict(zip(names, args, strict=False)) | kwargs
    if len(found) < len(args) + len(kwargs) or not set(found) <= set(names):
        return None
    if not all(type(value) in (int, float) and isfinite(value) for value in found.values()):
        return None
    defaults = {argument.name: argument.default for argument in text.arguments}
    return {name: found[name] for name in names if name in found and not _same(found[name], defaults[name])}


def _same(value: Value, default: Value) -> bool:
    """Tell whether a number is the same in the text: 1 and 1.0 are two."""
    return type(value) is type(default) and bool(value == default)


def _is_learned(tensor: Value) -> bool:
    return isinstance(tensor, TensorSymbol) and tensor.role == "parameter"


def _text_of(interpreter: Interpreter, function: Function, text: str) -> str | None:
    """Return the text of a function that is a scheme, under a name that one may have; None where it is none."""
    node = function.node
    if not isinstance(node, ast.FunctionDef) or function.owner is not None or function.strange is not None:
        return None
    lines = text.split("\n")[node.lineno - 1 : node.end_lineno]
    source = textwrap.dedent("\n".join(lines)).rstrip() + "\n"
    name = node.name if scheme_name_fault(node.name) is None else USUAL
    source = re.sub(rf"^def(\s+){re.escape(node.name)}\b", rf"def\g<1>{name}", source)
    try:
        found = read_scheme(source)
    except SourceError:
        return None
    if not all(is_usual(interpreter, one, function.closure) for one in found.names):
        return None
    # To dedent changes a string that goes over several lines.
    same = [*map(ast.dump, ast.parse(source).body[0].body)] == [*map(ast.dump, node.body)]  # type: ignore[attr-defined]
    return source if same and _gives_back(node, found) else None


def _gives_back(node: ast.FunctionDef, text: SchemeText) -> bool:
    """Tell whether all that a function returns, if anything, is the tensor that it was given."""
    values = [part.value for part in walk_nodes(node) if isinstance(part, ast.Return) and part.value is not None]
    stored = {
        target.id
        for part in walk_nodes(node)
        if not isinstance(part, ast.AugAssign)
        for target in ast.iter_child_nodes(part)
        if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store)
    }
    return all(isinstance(value, ast.Name) and value.id == text.argument for value in values) and (
        not values or text.argument not in stored
    )


def _returns(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Return) and part.value is not None for part in walk_nodes(node))


class Schemes:
    """The own schemes that the rules of a document name, each text once."""

    def __init__(self) -> None:
        self.found: dict[str, OwnScheme] = {}
        self.taken: set[str] = set()
        """Names that something else in the emitted file has."""

    def named(self, rule: InitRule) -> InitRule:
        """Return a rule that names its own scheme, where it has one."""
        if rule.scheme != OWN:
            return rule
        source = own_scheme_text(rule.args)
        if source not in self.found:
            wish = read_scheme(source).name
            name = next(name for name in _numbered_names(wish) if name not in self.taken)
            self.taken.add(name)
            self.found[source] = OwnScheme(name, re.sub(rf"^def(\s+){wish}\b", rf"def\g<1>{name}", source))
        return msgspec.structs.replace(rule, scheme=self.found[source].name, args=rule.args.get("given", {}))


def _numbered_names(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}_{i}" for i in count(2))
