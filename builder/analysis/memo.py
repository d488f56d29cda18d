"""A bounded cache of results, shared by one document and those that edits make of it.

Every entry can be recomputed; when a bound is reached, all are dropped. It is safe to share among threads.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import Any, TypeAlias

import msgspec

from builder.analysis.results import ContainerResult, LayerResult
from builder.analysis.values import NOTHING, Flow, new_flow, tensor_flow, value_key
from builder.catalogue.layers.kind import Args, TensorSpec, Value
from builder.document.blocks import Block
from builder.document.tree import children

LayerKey: TypeAlias = tuple[str, bytes, Flow | None]
"""A layer's kind, its arguments as JSON, and what enters it."""

_MAX_LAYERS = 30_000
_MAX_CHILDREN = 200_000
_MAX_FLOWS = 50_000


class Memo:
    """Results of layers by kind, arguments and input; of containers by id and input, the newest of each.

    Equal flows are one object as long as they are remembered, so that `is` compares them and they serve as keys.
    """

    def __init__(self) -> None:
        self.layers: dict[LayerKey, LayerResult] = {}
        self.fixed: dict[tuple[str, bytes], Args] = {}
        """All arguments of layers of which none hangs on what enters."""
        self.elementwise: dict[tuple[str, bytes, str], LayerResult] = {}
        """By kind, arguments and dtype: a run of a layer that looks at no shape, and that nothing is wrong with."""
        self.unshared: dict[int, Block] = {}
        """By `id`, containers in which nothing is shared."""
        self._flows: dict[Any, Flow] = {}
        self._containers: dict[tuple[str, Flow | None], ContainerResult] = {}
        self._children = 0
        self._unshared_children = 0
        self._lock = Lock()

    def flow(self, *values: Value) -> Flow:
        """Return the one flow of these values."""
        if len(values) == 1 and values[0].__class__ is TensorSpec:
            types = tuple(map(type, values[0].shape))
            key: Any = (values[0], *types)
            return self._flows.get(key) or self._keep(key, tensor_flow(values, types))  # type: ignore[arg-type]
        if not values:
            return NOTHING
        key = tuple(map(value_key, values))
        return self._flows.get(key) or self._keep(key, new_flow(values, {}))

    def flow_into_call(self, values: tuple[Value | None, ...], call: dict[str, Any]) -> Flow:
        """Return the one flow of these values, some of them left out, into a forward that is given `call` besides."""
        key = (_CALL, _encode(call), *map(value_key, values))
        return self._flows.get(key) or self._keep(key, new_flow(values, call))  # type: ignore[arg-type]

    def flow_with_numbers(self, values: tuple[Value, ...], numbers: dict[str, int]) -> Flow:
        """Return the one flow of these values into a function that is given numbers by name."""
        key = (_NUMBERS, *((name, n, type(n)) for name, n in numbers.items()), *map(value_key, values))
        return self._flows.get(key) or self._keep(key, new_flow(values, numbers))

    def _keep(self, key: Any, flow: Flow) -> Flow:  # noqa: ANN401
        if len(self._flows) >= _MAX_FLOWS:
            self._flows.clear()
        return self._flows.setdefault(key, flow)

    def keep_layer(self, key: LayerKey, result: LayerResult) -> None:
        """Remember a layer's result."""
        self.make_room(1)
        self.layers[key] = result

    def make_room(self, count: int) -> None:
        """Forget the results of all layers where so many more would be too many."""
        if len(self.layers) + count > _MAX_LAYERS:
            self.layers.clear()
            self.fixed.clear()
            self.elementwise.clear()

    def keep_unshared(self, blocks: Sequence[Block]) -> None:
        """Remember containers in which nothing is shared."""
        with self._lock:
            self._unshared_children += sum(len(children(block)) + 4 for block in blocks)
            if self._unshared_children > _MAX_CHILDREN:
                self.unshared.clear()
                self._unshared_children = 0
            self.unshared.update((id(block), block) for block in blocks)

    def container(self, id: str, flow: Flow | None) -> ContainerResult | None:
        """Return the newest result of the container of that id for that input; compare its block before use."""
        return self._containers.get((id, flow))

    def keep_container(self, result: ContainerResult) -> None:
        """Remember a container's result in place of the last one for that input."""
        key = (result.block.id, result.inflow)
        with self._lock:
            last = self._containers.get(key)
            self._children += len(result.children) + 4 - (len(last.children) + 4 if last else 0)
            if self._children > _MAX_CHILDREN:
                self._containers.clear()
                self._children = len(result.children) + 4
            self._containers[key] = result


_CALL = object()
_NUMBERS = object()
_encode = msgspec.json.Encoder(order="sorted").encode
