"""The classes that `graph` blocks become in a live network; the emitted file writes the same ones out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import torch
from torch import nn

from builder.document.blocks import Block, Function, Graph, Shared, TensorBlock
from builder.document.graph import call_of, nodes_by_name
from builder.document.numbers import names_in
from builder.document.tree import callee, is_call
from builder.module.functions import callable_of
from builder.module.holders import BlockModule, in_turn
from builder.network.plan import Feed, plan_of
from builder.network.runnable import check_graph_runs
from builder.network.wire import Wire
from builder.sentences import say

Call = Callable[..., Any]
Place = tuple[str, tuple[int, ...]]


class Step(NamedTuple):
    """One call in a graph's forward: a function, or the module at the path `module`; of `sources`, kept as `name`.

    `named` are sources that a module takes by name, and numbers that a function does; `call` is what else it is given.
    `kind` is the catalogue's name of a function.
    """

    name: str
    sources: tuple[Place, ...]
    function: Call | None
    module: str
    named: dict[str, Place]
    call: dict[str, Any]
    kind: str = ""


class GraphModule(BlockModule, nn.Module):
    """Runs its nodes in order, each on what is wired to it."""

    # Between underscores, since a node may be called "steps" or "_steps", but not so.
    __inputs__: tuple[str, ...] = ()
    __steps__: tuple[Step, ...] = ()
    __tensors__: tuple[str, ...] = ()
    __outputs__: tuple[tuple[str, tuple[int, ...]], ...] = ()

    def forward(self, *inputs: Any) -> Any:  # noqa: ANN401 - tensors, or tuples of what layers return
        """Return what is wired to the graph's outputs; several as a tuple.

        Raises:
            TypeError: there are more or fewer inputs than the graph has.
        """
        if len(inputs) != len(self.__inputs__):
            raise TypeError(
                say("module.inputs", name=type(self).__name__, count=len(self.__inputs__), given=len(inputs))
            )
        values = dict(zip(self.__inputs__, inputs, strict=True))
        for name in self.__tensors__:
            values[name] = getattr(self, name)
        for step in self.__steps__:
            operands = [_pick(values[name], way) for name, way in step.sources]
            named = {key: _pick(values[name], way) for key, (name, way) in step.named.items()}
            if step.function is not None:
                numbers = {"numbers": named} if named else {}
                values[step.name] = step.function(*operands, training=self.training, **numbers)
            else:
                values[step.name] = in_turn(self.get_submodule(step.module), *operands, **named, **step.call)
        results = tuple(_pick(values[name], way) for name, way in self.__outputs__)
        return results[0] if len(results) == 1 else results


def _pick(value: Any, way: tuple[int, ...]) -> Any:  # noqa: ANN401 - a tensor, or tuples of them
    for position in way:
        value = value[position]
    return value


def graph_class(name: str, block: Graph, path: str) -> type[GraphModule]:
    """Return the class of a graph under the name it has in the emitted file.

    Raises:
        DocumentError: the graph cannot run.
        ShapeError: a function has too few inputs or too many.
    """
    check_graph_runs(block, path)
    plan = plan_of(block)
    members = {
        "__doc__": GraphModule.__doc__,
        "__module__": __name__,
        "__inputs__": block.inputs,
        "__tensors__": tuple(name for name, node in _tensors(block)),
        "__steps__": tuple(
            Step(
                plan.names[i],
                _places(feed.wire for feed in plan.feeds[i] if feed.wire.keyword is None),
                callable_of(node.kind, node.args) if isinstance(node, Function) else None,
                _module(block, plan.names[i], node),
                _keyword_places(node, plan.feeds[i]),
                call_of(node),
                node.kind if isinstance(node, Function) else "",
            )
            for i, node in ((i, block.nodes[i]) for i in plan.order if plan.is_step(block, i))
        ),
        "__outputs__": _places(feed.wire for feed in plan.outputs),
    }
    return type(name, (GraphModule,), members)


def _keyword_places(node: Block, feeds: tuple[Feed, ...]) -> dict[str, Place]:
    """Return what a node is given by name; of the numbers wired to a function those that its expressions use."""
    used = names_in(node.args) if isinstance(node, Function) else None
    named = {str(feed.wire.keyword): _place(feed.wire) for feed in feeds if feed.wire.keyword is not None}
    return named if used is None else {name: place for name, place in named.items() if name in used}


def _module(graph: Graph, name: str, node: Block) -> str:
    """Return the path of the module that a node calls."""
    if isinstance(node, Shared) and is_call(graph, node):
        return ".".join(callee(graph, node.of) or ())
    return name


def _place(wire: Wire) -> Place:
    return wire.source, wire.output


def _places(wires: Iterable[Wire]) -> tuple[Place, ...]:
    return tuple(map(_place, wires))


def add_tensors(network: nn.Module, block: Graph) -> None:
    """Give a graph's module its own tensors, in the order of its nodes, drawing from torch's global generator."""
    for name, node in _tensors(block):
        tensor = initial_tensor(node)
        if node.role == "parameter":
            network.register_parameter(name, nn.Parameter(tensor))
        else:
            network.register_buffer(name, tensor, persistent=node.persistent)


def _tensors(block: Graph) -> Iterator[tuple[str, TensorBlock]]:
    for name, node in nodes_by_name(block).items():
        if isinstance(node, TensorBlock):
            yield name, node


def initial_tensor(block: TensorBlock) -> torch.Tensor:
    """Return the initial value of a tensor: from a scheme, from a value, or zeros."""
    init, dtype = block.init or {}, getattr(torch, block.dtype)
    if isinstance(init.get("value"), list):
        return torch.tensor(init["value"], dtype=dtype).reshape(block.shape)
    if "value" in init:
        return torch.full(block.shape, init["value"], dtype=dtype)
    tensor = torch.zeros(block.shape, dtype=dtype)
    if "scheme" in init:
        getattr(nn.init, init["scheme"])(tensor, **init.get("args", {}))
    return tensor
