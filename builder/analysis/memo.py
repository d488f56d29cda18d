"""What was found out before, kept in bounds: the one memory of the analysis, safe to share among threads.

Every entry can be worked out again; when a bound is reached, all are forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TypeAlias

from builder.analysis.results import ContainerResult, LayerResult
from builder.analysis.values import Flow
from builder.document.blocks import Block
from builder.document.tree import children

LayerKey: TypeAlias = tuple[str, bytes, Flow | None]
"""A layer's kind, its arguments as JSON, and what enters it."""

_MAX_LAYERS = 30_000
_MAX_CHILDREN = 200_000


class Memo:
    """Results of layers by kind, arguments and input; of containers by id and input, the newest of each."""

    def __init__(self) -> None:
        self.layers: dict[LayerKey, LayerResult] = {}
        self.unshared: dict[int, Block] = {}
        """By `id`, containers in which nothing is shared."""
        self._containers: dict[tuple[str, Flow | None], ContainerResult] = {}
        self._children = 0
        self._unshared_children = 0
        self._lock = Lock()

    def keep_layer(self, key: LayerKey, result: LayerResult) -> None:
        """Remember a layer's result."""
        if len(self.layers) >= _MAX_LAYERS:
            self.layers.clear()
        self.layers[key] = result

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

    def clear(self) -> None:
        """Forget everything, as at the start of a process."""
        with self._lock:
            self.layers.clear()
            self.unshared.clear()
            self._containers.clear()
            self._children = self._unshared_children = 0


MEMO = Memo()
