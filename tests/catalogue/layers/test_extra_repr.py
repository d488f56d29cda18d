"""What a layer prints, against torch: each example of each kind, with every single small change to its arguments."""

import pytest

from builder.catalogue.layers.extra_repr import extra_repr
from builder.catalogue.layers.parametrized import Parametrization
from builder.catalogue.layers.validation import explicit
from builder.live.parametrized import register
from builder.module.layer import build_layer
from tests.catalogue.layers.oracle import REFUSED, build, quietly
from tests.catalogue.layers.test_rules import LAYERS, distinct


@pytest.mark.parametrize("kind", LAYERS)
def test_a_layer_prints_as_in_torch(kind):
    """Its class, the arguments that torch shows, and the modules inside it."""
    for sample in distinct(kind):
        torch_s = quietly(lambda sample=sample: repr(build(explicit(kind), sample.args, "meta")))
        assert torch_s in (REFUSED, "\n".join(extra_repr(explicit(kind), sample.args).lines())), sample


@pytest.mark.parametrize("form", ["new", "old"])
@pytest.mark.parametrize("names", [["weight"], ["weight", "bias"]])
@pytest.mark.parametrize("how", ["weight_norm", "spectral_norm"])
def test_a_parametrized_layer_prints_as_in_torch(form, names, how):
    """The class that torch makes of it in the new form, and what works its tensors out."""
    given = {name: Parametrization(how, form) for name in names}
    args = {"in_features": 2, "out_features": 3, "bias": True}
    torch_s = repr(register(build_layer("Linear", args), "Linear", given))
    assert "\n".join(extra_repr("Linear", args, given).lines()) == torch_s
