"""The classes that `graph` blocks become in a live network; the emitted file writes the same ones out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
from torch import nn

from builder.document.blocks import Block, Function, Graph, Shared, TensorBlock
from builder.document.graph import call_of, check_named, keyword_of, nodes_by_name, parse_source, running_order
from builder.document.tree import callee, is_call, is_held
from builder.errors import DocumentError
from builder.module.functions import callable_of
from builder.module.holders import Shown, in_turn
from builder.sentences import say

Call = Callable[..., Any]
Place = tuple[str, tuple[int, ...]]


class Step(NamedTuple):
    """One call in a graph's forward: a function, or the module at the path `module`; of `sources`, kept as `name`.

    `named` are sources that a module takes by name, `call` what else it is given.
    """

    name: str
    sources: tuple[Place, ...]
    function: Call | None
    module: str
    named: dict[str, Place]
    call: dict[str, Any]


class Wired(Shown, nn.Module):
    """Runs its nodes in order, each on what is wired to it."""

    # Between underscores, since a node may be called "steps" or "_steps", but not so.
    __inputs__: tuple[str, ...] = ()
    __steps__: tuple[Step, ...] = ()
    __tensors__: tuple[str, ...] = ()
    __outputs__: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def forward(self, *inputs: Any) -> Any:  # noqa: ANN401 - tensors, or tuples of what layers return
        """Return what is wired to the graph's outputs; several as a tuple."""
        if len(inputs) != len(self.__inputs__):
            raise TypeError(
                say("module.inputs", name=type(self).__name__, count=len(self.__inputs__), given=len(inputs))
            )
        values = dict(zip(self.__inputs__, inputs, strict=True))
        for name in self.__tensors__:
            values[name] = getattr(self, name)
        for step in self.__steps__:
            operands = [_picked(values[name], way) for name, way in step.sources]
            if step.function is not None:
                values[step.name] = step.function(*operands, training=self.training)
            else:
                named = {key: _picked(values[name], way) for key, (name, way) in step.named.items()}
                values[step.name] = in_turn(self.get_submodule(step.module), *operands, **named, **step.call)
        results = tuple(_picked(values[name], way) for name, way in self.__outputs__)
        return results[0] if len(results) == 1 else results


def _picked(value: Any, way: tuple[int, ...]) -> Any:  # noqa: ANN401 - a tensor, or tuples of them
    for position in way:
        value = value[position]
    return value


def graph_class(name: str, block: Graph, path: str) -> type[Wired]:
    """Return the class of a graph under the name it has in the emitted file.

    Raises:
        DocumentError: the graph cannot run: a circle, a wire from nowhere, no outputs.
    """
    order = running_order(block)
    if order.stuck:
        raise DocumentError(say("module.cycle", names=", ".join(order.stuck)), path, say("module.cycle.hint"))
    if not block.outputs:
        raise DocumentError(say("problem.no-outputs"), path, say("problem.no-outputs.hint"))
    nodes = nodes_by_name(block)
    known = {*block.inputs, *nodes}
    members = {
        "__doc__": Wired.__doc__,
        "__module__": __name__,
        "__inputs__": block.inputs,
        "__tensors__": tuple(name for name, node in nodes.items() if isinstance(node, TensorBlock)),
        "__steps__": tuple(
            Step(
                name,
                _sources(tuple(t for t in block.wires.get(name, ()) if keyword_of(t) is None), known, path),
                callable_of(node.kind, node.args) if isinstance(node, Function) else None,
                _module(block, name, node),
                _named(block, name, known, path),
                call_of(node),
            )
            for name, node in ((name, nodes[name]) for name in order.runs)
            if not isinstance(node, TensorBlock) and not is_held(block, name, node)
        ),
        "__outputs__": _sources(block.outputs, known, path),
    }
    return type(name, (Wired,), members)


def _module(graph: Graph, name: str, node: Block) -> str:
    """Return the path of the module that a node calls."""
    if isinstance(node, Shared) and is_call(graph, node):
        return ".".join(callee(graph, node.of) or ())
    return name


def _named(block: Graph, name: str, known: set[str], path: str) -> dict[str, Place]:
    check_named(block, name, path)
    texts = block.wires.get(name, ())
    found = {keyword: text for text in texts if (keyword := keyword_of(text)) is not None}
    return dict(zip(found, _sources(tuple(found.values()), known, path), strict=True))


def _sources(texts: tuple[str, ...], known: set[str], path: str) -> tuple[Place, ...]:
    found = []
    for text in texts:
        source = parse_source(text)
        if source is None or source.name not in known:
            raise DocumentError(say("module.source", source=text), path, say("module.source.hint"))
        found.append((source.name, source.output))
    return tuple(found)


def add_tensors(network: nn.Module, block: Graph) -> None:
    """Give a graph's module its own tensors, in the order of its nodes, drawing from torch's global generator."""
    for name, node in _tensors(block):
        tensor = begun(node)
        if node.role == "parameter":
            network.register_parameter(name, nn.Parameter(tensor))
        else:
            network.register_buffer(name, tensor)


def _tensors(block: Graph) -> Iterator[tuple[str, TensorBlock]]:
    for name, node in nodes_by_name(block).items():
        if isinstance(node, TensorBlock):
            yield name, node


def begun(block: TensorBlock) -> torch.Tensor:
    """Return a tensor as its block says it begins: by a scheme, by a value, or as zeros."""
    init, dtype = block.init or {}, getattr(torch, block.dtype)
    if isinstance(init.get("value"), list):
        return torch.tensor(init["value"], dtype=dtype).reshape(block.shape)
    if "value" in init:
        return torch.full(block.shape, init["value"], dtype=dtype)
    tensor = torch.zeros(block.shape, dtype=dtype)
    if "scheme" in init:
        getattr(nn.init, init["scheme"])(tensor, **init.get("args", {}))
    return tensor
