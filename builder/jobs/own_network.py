"""A network that was built at the prompt becomes a document: read from what was entered, proven against the live one.

Nothing is executed: the inputs are read as pasted code is. What the document makes has to be what the prompt holds,
in its printed tree, its tensors and its outputs; then it gets the values of the live one.
"""

from __future__ import annotations

import ast
import copy
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, NoReturn

import torch
from torch import Tensor, nn
from torch.nn.parameter import is_lazy

from builder.datasets.read import random_sample
from builder.document.blocks import Document
from builder.errors import BuilderError, DocumentError
from builder.interpreter.failures import Failure, Refusal
from builder.interpreter.interpreter import Interpreter
from builder.live.hooks import HOOK_METHODS, HOOK_TABLES
from builder.live.values import check_tree
from builder.sentences import Sentence, say
from builder.syntax import parsed_expression, parsed_module

_BEGINNING = """\
import math
from types import SimpleNamespace
from collections import OrderedDict
import torch
from torch import nn
import torch.nn.functional as F
"""
"""What a prompt has without an import."""
_HANDLE = "SimpleNamespace(id=0, remove=lambda: None)"
_MOST_NAMES = 20
_NEAR = 1e-6
_SEED = 0


class Own(NamedTuple):
    """A document, and the network that it makes, with the values of the live one."""

    document: Document
    network: nn.Module


def own_networks(variables: Mapping[str, object], network: nn.Module) -> list[str]:
    """Return the names of networks that are not the document's, the last that got a name first."""
    inner = {id(module) for module in _modules(network)}
    found = [name for name, value in variables.items() if isinstance(value, nn.Module) and id(value) not in inner]
    return [name for name in reversed(found) if not name.startswith("_")][:_MOST_NAMES]


def _modules(network: nn.Module) -> Iterator[nn.Module]:
    try:
        check_tree(network)
    except Failure:
        return
    yield from network.modules()


def document_of(name: str, texts: Sequence[str], interpreter: Interpreter) -> Own:
    """Return the document of a network at the prompt.

    Args:
        name: the variable that holds it.
        texts: the inputs that ran, oldest first.
        interpreter: the prompt's.

    Raises:
        BuilderError: it cannot be read from what was entered, or is not what the live one is.
    """
    from builder.local import from_source  # which takes a second that no other input needs
    from builder.module import to_module

    live = interpreter.globals.variables.get(name)
    if not isinstance(live, nn.Module):
        raise DocumentError(say("jobs.use.none", name=name), hint=say("jobs.use.none.hint"))
    try:
        check_tree(live)
    except Refusal as failure:
        raise DocumentError(failure.problem, hint=failure.hint) from None
    if any(is_lazy(tensor) for tensor in live.parameters()):
        raise DocumentError(say("jobs.use.lazy", name=name), hint=say("jobs.use.lazy.hint", name=name))
    if _has_hooks(live):
        raise DocumentError(say("jobs.use.hooks", name=name), hint=say("jobs.use.hooks.hint"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what is said of the code is said of lines that nobody sees
        document = from_source("\n".join((_BEGINNING, *_samples(interpreter), *map(_without_hooks, texts))), name)
    made = to_module(document)
    try:
        _hold(name, live, made)
        made.load_state_dict(live.state_dict())
    except (AttributeError, TypeError, ValueError, RuntimeError):  # an input has put something else among its tensors
        _differs(name, say("jobs.use.tensors"))
    _hold_outputs(name, live, made, document, interpreter)
    return Own(document, made)


def _has_hooks(network: nn.Module) -> bool:
    modules = any(getattr(module, table) for module in network.modules() for table in HOOK_TABLES)
    return modules or any(tensor._backward_hooks for tensor in network.parameters())


def _without_hooks(text: str) -> str:
    """Return an input without the hooks that it registers: none of them is left."""
    try:
        tree = parsed_module(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return text
    transformer = _WithoutHooks()
    tree = transformer.visit(tree)
    return ast.unparse(tree) if transformer.found else text


class _WithoutHooks(ast.NodeTransformer):
    """Puts a handle of nothing in the place of each call that registers a hook."""

    def __init__(self) -> None:
        self.found = False

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Replace a call."""
        self.generic_visit(node)
        if isinstance(node.func, ast.Attribute) and node.func.attr in HOOK_METHODS:
            self.found = True
            return parsed_expression(_HANDLE)
        return node


def _samples(interpreter: Interpreter) -> Iterator[str]:
    """Yield lines that make tensors of the shapes that the prompt began with."""
    for name, value in interpreter.globals.variables.items():
        if isinstance(value, Tensor) and name.isidentifier() and not name.startswith("_"):
            shape = tuple(value.shape)
            made = "rand" if value.is_floating_point() else "zeros"
            yield f"{name} = torch.{made}({shape}, dtype={value.dtype})"


def _hold(name: str, live: nn.Module, made: nn.Module) -> None:
    """Compare trees and tensors.

    Raises:
        DocumentError: they differ; with what does.
    """
    theirs, ours = live.state_dict(), made.state_dict()
    same = {key: (one.shape, one.dtype) for key, one in theirs.items()}
    if list(same.items()) != [(key, (one.shape, one.dtype)) for key, one in ours.items()]:
        _differs(name, say("jobs.use.tensors"))
    if str(live) != str(made):
        _differs(name, say("jobs.use.tree"))
    if _parameter_names(live) != _parameter_names(made):
        _differs(name, say("jobs.use.learned"))


def _parameter_names(network: nn.Module) -> list[tuple[str, int, bool]]:
    """Return each parameter with the first of its names, and whether it is learned."""
    first: dict[int, int] = {}
    named = network.named_parameters(remove_duplicate=False)
    return [(key, first.setdefault(id(one), i), one.requires_grad) for i, (key, one) in enumerate(named)]


def _hold_outputs(name: str, live: nn.Module, made: nn.Module, document: Document, interpreter: Interpreter) -> None:
    generator = torch.Generator().manual_seed(_SEED)
    given = [random_sample(entry, document.batch, generator) for entry in document.inputs]
    # Copies, since a forward may change buffers, and the mode of the live one is the person's.
    with interpreter.run_scope():  # within the limits of an input
        theirs = _outputs(copy.deepcopy(live), given)
    ours = _outputs(copy.deepcopy(made), given)
    if theirs is None and ours is None:
        return
    if theirs is None or ours is None or not _close(theirs, ours):
        _differs(name, say("jobs.use.outputs"))


def _outputs(network: nn.Module, given: Sequence[Tensor]) -> list[Tensor] | None:
    """Return what a network returns for samples, or None where it takes them not."""
    network.eval()
    try:
        # An empty list of devices: without it torch would keep the generators of all GPUs too.
        with torch.no_grad(), torch.random.fork_rng([]):
            torch.manual_seed(_SEED)
            return _flat(network(*given))
    except (RuntimeError, TypeError, ValueError, IndexError, BuilderError):
        return None


def _flat(value: object) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    return [tensor for part in parts for tensor in _flat(part)]


def _close(theirs: list[Tensor], ours: list[Tensor]) -> bool:
    if len(theirs) != len(ours):
        return False
    pairs = zip(theirs, ours, strict=True)
    return all(a.shape == b.shape and a.dtype == b.dtype and torch.allclose(a, b, _NEAR, _NEAR, True) for a, b in pairs)


def _differs(name: str, what: str) -> NoReturn:
    raise DocumentError(say("jobs.use.differs", name=name, what=Sentence(what)), hint=say("jobs.use.differs.hint"))
