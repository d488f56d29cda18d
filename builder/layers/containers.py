"""Classes of `torch.nn` that cannot stand on the canvas as a layer, each with what to use in its place.

The bases of the recurrent layers stand beside those.
"""

from __future__ import annotations

from typing import NoReturn

from builder.errors import ShapeError
from builder.layers.kind import Args, Kind, TensorSpec


def _kind(name: str, summary: str, instead: str) -> Kind:
    def output(args: Args, *inputs: TensorSpec) -> NoReturn:
        raise ShapeError(f"{name} cannot be a layer.", hint=instead)

    return Kind(name=name, category="container", summary=summary, output=output, instead=instead)


KINDS: tuple[Kind, ...] = (
    _kind("Module", "The base of all layers; it computes nothing.", "Use Identity for a layer that does nothing."),
    _kind("Sequential", "Layers one after another.", "Add a sequential block."),
    _kind("ModuleList", "A list of layers without a forward.", "Add a sequential, parallel or repeat block."),
    _kind("ModuleDict", "Named layers without a forward.", "Add a parallel block with named children."),
    _kind("ParameterList", "A list of parameters without a forward.", "Add the layers that use these parameters."),
    _kind("ParameterDict", "Named parameters without a forward.", "Add the layers that use these parameters."),
    _kind("Container", "A base class that torch has retired.", "Add a sequential or parallel block."),
    _kind(
        "DataParallel",
        "A wrapper that splits each batch over several GPUs.",
        "Design the network itself and wrap it where it is trained.",
    ),
)
