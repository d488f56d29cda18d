"""The text of a person's own scheme: a function of one tensor, checked without running it and without torch.

What it may use is plain names of tables, so that an error is told while the text is typed, and so that the emitted
file, in which it stands as it is, calls nothing else either. How it runs is for `builder.live.scheme`.
"""

from __future__ import annotations

import ast
from functools import lru_cache
from math import isfinite
from typing import NamedTuple, NoReturn

from builder.catalogue import torch_names
from builder.catalogue.layers.kind import Argument
from builder.catalogue.layers.schemes import COPY, FIXED, SCHEMES
from builder.document.names import class_name_fault
from builder.errors import SourceError
from builder.interpreter.failures import position
from builder.interpreter.limits import Limits
from builder.interpreter.parse import parse
from builder.interpreter.scope import local_names
from builder.interpreter.static import STANDARD, check_nodes, used_names
from builder.interpreter.tables import TABLES
from builder.sentences import later, near, say
from builder.syntax import walk_nodes
from builder.word_list import words

MAX_ARGUMENTS = 10
"""Arguments beside the tensor."""
MAX_TEXT = 4_000
"""Characters of one scheme."""
_REFUSED_NODES = (
    *(ast.Import, ast.ImportFrom, ast.ClassDef, ast.Global, ast.Nonlocal),
    *(ast.AsyncFunctionDef, ast.Yield, ast.YieldFrom, ast.Await),
)
"""What would reach beyond the tensor, or keep something from one call to the next."""
_IN_FILE = frozenset(words("module parameter name key keys done init_net"))
"""Names that the statements of rules use in the emitted file beside those of every file."""
_FUNCTIONS = {
    "torch": {*torch_names.TORCH_FUNCTIONS, *torch_names.TORCH_CONSTANTS, *words("linalg fft nn no_grad Tensor")},
    "torch.linalg": {*torch_names.LINALG},
    "torch.fft": {*torch_names.FFT},
    "torch.nn": {"init", "functional"},
    "torch.nn.init": {*torch_names.INIT, "_calculate_fan_in_and_fan_out"},
    "torch.nn.functional": {*torch_names.FUNCTIONAL},
}
"""What may stand behind the names of modules."""
_MEMBERS = {
    *torch_names.TENSOR_METHODS,
    *torch_names.TENSOR_ATTRIBUTES,
    *torch_names.RETURNED_FIELDS,
    *(name for table in TABLES.values() for name in table),
} - {"requires_grad_", "retain_grad", "backward"}
_MODULES = {name: target for name, (target, _) in STANDARD.items() if name not in ("OrderedDict", "Tensor")}
_PLAIN = frozenset(
    words(
        """
        abs all any bool divmod enumerate float int isinstance len list max min pow print range reversed round slice
        sorted sum tuple zip
        """
    )
)
"""What of Python needs no import: nothing that reaches members by their names."""
_RANDOM = {
    *(set(SCHEMES) - FIXED),
    *(name for name in torch_names.TORCH_FUNCTIONS if name.startswith("rand")),
    *(name for name in torch_names.FUNCTIONAL if "dropout" in name),
    *words(
        """
        normal normal_ bernoulli bernoulli_ multinomial exponential_ cauchy_ geometric_ log_normal_ random_ uniform_
        dropout rrelu gumbel_softmax
        """
    ),
}
_KNOWN_NAMES = sorted({*_PLAIN, *STANDARD})


class SchemeText(NamedTuple):
    """What is known of a scheme's text."""

    name: str
    argument: str
    """What it calls the tensor."""
    names: frozenset[str]
    """What it uses of torch and Python: `nn`, `math`, `abs`."""
    node: ast.FunctionDef
    arguments: tuple[Argument, ...] = ()
    """What it takes beside the tensor: numbers, each with the one that stands in the text."""

    @property
    def standard(self) -> frozenset[str]:
        """The standard names that it uses."""
        return self.names & STANDARD.keys()

    @property
    def is_random(self) -> bool:
        """Whether it may draw random numbers: the same tensor is not filled alike by two calls."""
        attributes = {part.attr for part in walk_nodes(self.node) if isinstance(part, ast.Attribute)}
        return bool(attributes & _RANDOM)


@lru_cache(maxsize=256)
def read_scheme(source: str) -> SchemeText:
    """Read a scheme's text without running it.

    Raises:
        SourceError: it is no function of one tensor, or uses what it may not, with the line.
    """
    tree = parse(source, Limits(text=MAX_TEXT))
    node = _function(tree)
    check_nodes(tree)
    for part in walk_nodes(node):
        if isinstance(part, _REFUSED_NODES):
            raise SourceError(say("symbols.scheme.beyond"), *position(part), say("symbols.scheme.beyond.hint"))
    _check_names(node)
    reached = [part for part in walk_nodes(node) if isinstance(part, ast.Attribute)]
    # Of a chain the inner names end first, so the first wrong one is what is told.
    for part in sorted(reached, key=lambda part: (part.end_lineno or 0, part.end_col_offset or 0)):
        _check_attribute(part, local_names(node))
    return SchemeText(node.name, node.args.args[0].arg, frozenset(used_names(node)), node, _arguments(node))


def _function(tree: ast.Module) -> ast.FunctionDef:
    """Return the one function of the text, which takes one tensor."""
    node = tree.body[-1] if tree.body else None
    if len(tree.body) != 1 or not isinstance(node, ast.FunctionDef):
        strange = next((one for one in tree.body if not isinstance(one, ast.FunctionDef)), node)
        raise SourceError(say("symbols.scheme.function"), *position(strange), say("symbols.scheme.function.hint"))
    spec = node.args
    further = (spec.posonlyargs, spec.kwonlyargs, spec.vararg, spec.kwarg)
    if not spec.args or len(spec.args) > MAX_ARGUMENTS + 1 or len(spec.defaults) != len(spec.args) - 1 or any(further):
        raise SourceError(
            say("symbols.scheme.one", name=node.name), *position(node), say("symbols.scheme.one.hint", name=node.name)
        )
    if node.decorator_list:
        where = position(node.decorator_list[0])
        raise SourceError(say("symbols.scheme.decorator"), *where, say("interpreter.remove-it.hint"))
    fault = scheme_name_fault(node.name)
    if fault is not None:
        raise SourceError(fault, *position(node), say("interpreter.another-name.hint"))
    return node


def _arguments(node: ast.FunctionDef) -> tuple[Argument, ...]:
    """Return what a function takes beside the tensor.

    Raises:
        SourceError: a default is no number.
    """
    return tuple(
        Argument(
            name=name.arg, type="float", default=_number(node, name.arg, default), help=later("symbols.scheme.number")
        )
        for name, default in zip(node.args.args[1:], node.args.defaults, strict=True)
    )


def _number(node: ast.FunctionDef, name: str, default: ast.expr) -> float:
    try:
        value = ast.literal_eval(default)
    except ValueError:
        value = None
    if type(value) not in (int, float) or not isfinite(value):
        problem = say("symbols.scheme.default", name=name, value=ast.unparse(default))
        raise SourceError(problem, *position(default), say("symbols.scheme.one.hint", name=node.name))
    return value  # type: ignore[no-any-return]


def scheme_name_fault(name: str) -> str | None:
    """Return why a scheme cannot have this name, or None where it can."""
    if name in SCHEMES or name == COPY:
        return say("symbols.scheme.of-torch", name=name)
    if name in _IN_FILE:
        return say("document.class-name.reserved", name=name)
    return class_name_fault(name)


def _check_names(node: ast.FunctionDef) -> None:
    """Refuse names that are not its own, of torch or of Python; its own name among them."""
    strange = used_names(node) - {*_PLAIN, *STANDARD}
    for part in walk_nodes(node):
        if isinstance(part, ast.Name) and part.id in strange:
            hint = near(part.id, _KNOWN_NAMES) or say("symbols.scheme.names.hint")
            raise SourceError(say("symbols.scheme.names", name=part.id), *position(part), hint)


def _check_attribute(node: ast.Attribute, local: frozenset[str]) -> None:
    module = _module(node.value, local)
    if module is None:
        if node.attr not in _MEMBERS:
            _refuse(node, near(node.attr, _MEMBERS))
    elif module == "math":
        if node.attr.startswith("_"):
            _refuse(node, None)
    elif node.attr not in _FUNCTIONS.get(module, ()):
        _refuse(node, near(node.attr, _FUNCTIONS.get(module, ())))


def _module(node: ast.expr, local: frozenset[str]) -> str | None:
    """Return the module that a dotted name is, None for anything else."""
    if isinstance(node, ast.Name):
        return _MODULES.get(node.id) if node.id not in local else None
    if isinstance(node, ast.Attribute):
        outer = _module(node.value, local)
        whole = f"{outer}.{node.attr}"
        return whole if outer is not None and whole in _FUNCTIONS else None
    return None


def _refuse(node: ast.Attribute, hint: str | None) -> NoReturn:
    raise SourceError(
        say("symbols.scheme.attribute", name=node.attr), *position(node), hint or say("symbols.scheme.attribute.hint")
    )
