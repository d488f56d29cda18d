"""`CATALOGUE`: every class of `torch.nn` by name. A new family of kinds is one import and one word here."""

from __future__ import annotations

from builder.catalogue.layers import (
    activation,
    adaptive_pooling,
    attention,
    class_loss,
    containers,
    convolution,
    distance,
    dropout,
    embedding,
    layer_norm,
    likelihood_loss,
    linear,
    linear_loss,
    loss,
    normalisation,
    padding,
    pair_loss,
    pooling,
    recurrent,
    shape,
    transformer,
    transformer_layer,
    upsampling,
)
from builder.catalogue.layers.kind import Kind

MODULES = (
    linear,
    convolution,
    pooling,
    adaptive_pooling,
    padding,
    activation,
    normalisation,
    layer_norm,
    dropout,
    embedding,
    recurrent,
    attention,
    transformer_layer,
    transformer,
    shape,
    upsampling,
    distance,
    loss,
    likelihood_loss,
    class_loss,
    linear_loss,
    pair_loss,
    containers,
)

CATALOGUE: dict[str, Kind] = {kind.name: kind for module in MODULES for kind in module.KINDS}
