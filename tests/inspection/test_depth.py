"""Variance by depth, against what the formulas say for a chain of Linear layers without bias."""

import pytest

from builder.datasets.samples import Sample
from builder.document.blocks import Document, InitRule, Input, Layer, Selector, Sequential
from builder.inspection.depth import depths_of

WIDTH, DEPTH = 256, 6


def chain(*rules):
    """Return a chain of square Linear layers."""
    args = {"in_features": WIDTH, "out_features": WIDTH, "bias": False}
    layers = tuple(Layer(id=f"l{i}", kind="Linear", args=args) for i in range(DEPTH))
    return Document(
        inputs=(Input(name="x", shape=("N", WIDTH)),), root=Sequential(id="root", children=layers), batch=64, init=rules
    )


KEEPING = InitRule(Selector(kind="Linear", tensor="weight"), "normal_", {"std": WIDTH**-0.5})


def test_the_default_divides_the_variance_by_three_at_each_layer():
    """nn.Linear draws from U(-1/sqrt(n), 1/sqrt(n)), whose variance is 1/(3 n): n terms of it make a third."""
    (found,) = depths_of(chain(), Sample(), (0,))
    assert found.variant == "default"
    for i, step in enumerate(found.steps):
        assert step.activations == pytest.approx(3.0 ** -(i + 1), rel=0.15)


def test_a_rule_of_variance_one_over_n_keeps_it():
    """So gradients do not vanish either; beside it the default, whose gradients shrink to a third at each layer."""
    default, rules = depths_of(chain(KEEPING), Sample(), (3,))
    assert (default.variant, rules.variant, rules.seed) == ("default", "rules", 3)
    assert [step.activations for step in rules.steps] == pytest.approx([1.0] * DEPTH, rel=0.15)
    last = default.steps[-1].gradients
    for i, step in enumerate(reversed(default.steps)):
        assert step.gradients == pytest.approx(last * 3.0**-i, rel=0.25)
    assert rules.steps[0].gradients > 0.75 * rules.steps[-1].gradients


def test_each_seed_draws_other_weights():
    """And the same seed the same."""
    found = list(depths_of(chain(), Sample(), (0, 1, 0)))
    assert found[0] == found[2] != found[1]
