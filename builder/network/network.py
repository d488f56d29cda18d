"""The compiled form of a document: expanded, with places, class names, shared blocks and a plan of each graph.

All of it is worked out once and kept with the document, in whatever thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeVar

from builder.document.blocks import Document, Graph
from builder.document.once import once
from builder.document.sharing import shared_targets
from builder.document.tree import Place, all_places
from builder.expansion.instances import expanded
from builder.network.classes import ClassName, named_classes
from builder.network.plan import Plan, plan_of
from builder.network.runnable import check_graph_runs

T = TypeVar("T")


class Network(NamedTuple):
    """What is known of a document before anything flows; ask `Network.of` for it.

    `document` is as a person made it, `whole` the same with every instance written out: the blocks that are compiled.
    """

    document: Document
    whole: Document

    @classmethod
    def of(cls, document: Document) -> Network:
        """Return the network of a document.

        Raises:
            DocumentError: an instance names no definition, or an expression cannot be evaluated.
        """
        return cls(document, expanded(document) if document.definitions else document)

    @property
    def places(self) -> dict[str, Place]:
        """Where each block of the whole stands, by its id. Not to be changed."""
        return all_places(self.whole)

    @property
    def classes(self) -> dict[str, ClassName]:
        """The names of the class of each block that becomes one of its own, by its id."""
        return once(self.whole, "classes", lambda: named_classes(self.whole))

    @property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """The blocks that are shared in each scope, in the order of their construction."""
        return once(self.whole, "shared", lambda: shared_targets(self.whole, self.places))

    def plan(self, graph: Graph) -> Plan:
        """Return the wiring of one of the graphs."""
        return plan_of(graph)

    @property
    def graphs(self) -> Iterator[tuple[str, Graph]]:
        """The graphs with their paths, in document order."""
        return ((place.path, place.block) for place in self.places.values() if isinstance(place.block, Graph))

    def check_runnable(self) -> None:
        """Refuse a network with a graph that cannot run.

        Raises:
            DocumentError: one cannot.
            ShapeError: a function has too few inputs or too many.
        """
        for path, graph in self.graphs:
            check_graph_runs(graph, path)

    def remembered(self, make: Callable[[], T]) -> T:
        """Return what a compiler remembers from one document to those that edits make of it, made by the first of them.

        It has to know itself whether an entry is still true, to stay in bounds, and to stand many threads.
        """
        memory: dict[Callable[[], T], T] = _memory(self.document)
        return memory.get(make) or memory.setdefault(make, make())


def _memory(document: Document) -> dict[Any, Any]:
    return once(document, "memory", dict[Any, Any])


def take_over(after: Document, before: Document) -> None:
    """Share the caches of a document with the one that it was made of."""
    after.__dict__.setdefault("memory", _memory(before))
