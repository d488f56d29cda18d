"""The rules speak of training mode; evaluation mode, which skips dropout and takes torch's fast paths, agrees."""

from __future__ import annotations

import pytest
import torch

from builder.catalogue.layers.validation import explicit
from tests.catalogue.layers.examples import EXAMPLES
from tests.catalogue.layers.oracle import build, predicted, quietly, resolved, spec, tensor


@pytest.mark.parametrize("kind", EXAMPLES)
@torch.no_grad()
def test_evaluation_mode_returns_the_same(kind):
    """A network is drawn with the same wires whether it trains or not."""
    for sample in (resolved(kind, sample) for sample in EXAMPLES[kind]):
        layer = quietly(lambda sample=sample: build(explicit(kind), sample.args).eval())
        inputs = map(tensor, sample.inputs)
        evaluated = quietly(lambda layer=layer, inputs=inputs: spec(layer(*inputs)))
        assert evaluated == predicted(kind, sample), sample
