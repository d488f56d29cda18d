"""Classes of `torch.nn` that cannot stand on the canvas as a layer, each with what to use in its place.

The bases of the recurrent layers stand beside those.
"""

from __future__ import annotations

from typing import NoReturn

from builder.catalogue.layers.kind import Args, Kind, TensorSpec
from builder.errors import ShapeError
from builder.sentences import Later, later, say


def _kind(name: str, summary: Later, instead: Later) -> Kind:
    def output(args: Args, *inputs: TensorSpec) -> NoReturn:
        raise ShapeError(say("layers.not-a-layer", kind=name), hint=instead.said)

    return Kind(name=name, category="container", summary=summary, output=output, instead=instead)


KINDS: tuple[Kind, ...] = (
    _kind("Module", later("layers.Module"), later("layers.Module.instead")),
    _kind("Sequential", later("layers.Sequential"), later("layers.Sequential.instead")),
    _kind("ModuleList", later("layers.ModuleList"), later("layers.ModuleList.instead")),
    _kind("ModuleDict", later("layers.ModuleDict"), later("layers.ModuleDict.instead")),
    _kind("ParameterList", later("layers.ParameterList"), later("layers.ParameterList.instead")),
    _kind("ParameterDict", later("layers.ParameterDict"), later("layers.ParameterList.instead")),
    _kind("Container", later("layers.Container"), later("layers.Container.instead")),
    _kind(
        "DataParallel",
        later("layers.DataParallel"),
        later("layers.DataParallel.instead"),
    ),
)
