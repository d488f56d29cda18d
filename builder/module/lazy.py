"""Lazy layers that torch decides at the first forward, so one is run on zeros.

They are those inside written classes, and all others where the document keeps them in code; else a lazy kind is built
as the layer that it becomes. The emitted file runs the same forward, or leaves it to whoever runs the network first, so
that both draw the same weights.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.modules.lazy import LazyModuleMixin

from builder.analysis import analyse
from builder.catalogue.layers.kind import TensorSpec
from builder.document.blocks import Document
from builder.errors import BuilderError, ShapeError
from builder.expansion.lazy_layers import has_lazy, keeps_lazy
from builder.module.local import run_here


def decide(network: nn.Module, document: Document) -> None:
    """Materialise lazy layers for the document's inputs, drawing their weights.

    Raises:
        ShapeError: the forward fails, as the analysis says.
    """
    if not has_lazy(document) and not keeps_lazy(document):
        return
    shapes = [tuple(document.batch if dim == "N" else dim for dim in entry.shape) for entry in document.inputs]
    first_forward(
        network,
        document,
        [_zeros(shape, entry.dtype) for shape, entry in zip(shapes, document.inputs, strict=True)],
    )


def first_forward(network: nn.Module, document: Document, inputs: Iterable[Tensor]) -> Any:  # noqa: ANN401 - as it is
    """Run a network that has lazy layers for the first time, in eval mode, and return what it returns.

    Raises:
        ShapeError: the forward fails, as the analysis says.
    """
    # In evaluation norms keep the statistics that they begin with.
    network.eval()
    try:
        with torch.no_grad():
            returned = network(*inputs)
    except BuilderError:
        raise
    except Exception:
        problem = next((one for one in analyse(document, run_here).problems if one.severity == "error"), None)
        if problem is None:
            raise
        raise ShapeError(problem.problem, problem.path, problem.hint) from None
    network.train()
    return returned


def decide_by_shapes(module: nn.Module, document: Document, start: str = "", device: str = "meta") -> None:
    """Materialise the lazy layers of the module at the path `start` from known shapes."""
    if not has_lazy(document):
        return
    blocks = analyse(document, run_here).blocks
    for path, inner in list(module.named_modules(prefix=start)):
        if isinstance(inner, LazyModuleMixin) and path in blocks:
            given = [value for value in blocks[path].inputs if isinstance(value, TensorSpec)]
            if given:
                infer: Any = getattr(inner, "_infer_parameters")  # noqa: B009 - typed for a protocol of torch's own
                infer(inner, tuple(_zeros(one.shape, one.dtype, device) for one in given))


def _zeros(shape: tuple[int, ...], dtype: str, device: str = "cpu") -> Tensor:
    return torch.zeros(shape, dtype=getattr(torch, dtype), device=device)
