"""A tensor of a layer is parametrized, and made a parameter again, by an edit."""

import pytest

from builder.catalogue.layers.parametrized import Parametrization
from builder.document.blocks import Layer
from builder.edits import SetKind, SetParametrization, apply
from builder.errors import EditError
from tests.edits.designs import design, linear, sequential

NORM = Parametrization("weight_norm", "old", {"dim": 1})


def test_a_tensor_is_parametrized_and_made_a_parameter_again():
    """Both by the same edit."""
    before = design(linear("a"))
    made = apply(before, SetParametrization("a", "weight", NORM))
    assert made.root.children[0].parametrizations == {"weight": NORM}
    assert apply(made, SetParametrization("a", "weight", None)) == before


def test_a_kind_of_another_sort_has_no_such_tensors():
    """An activation has none, a convolution keeps those of another one."""
    conv = Layer(id="c", kind="Conv1d", args={"in_channels": 1, "out_channels": 2, "kernel_size": 3})
    made = apply(design(conv), SetParametrization("c", "weight", NORM))
    kept = apply(made, SetKind("c", "Conv2d")).root.children[0].parametrizations
    assert (kept, apply(made, SetKind("c", "ReLU")).root.children[0].parametrizations) == ({"weight": NORM}, {})


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (SetParametrization("s", "weight", NORM), "has no tensors that can be parametrized. Select a layer"),
        (SetParametrization("a", "weight", Parametrization("norm")), r"There is no parametrization 'norm'"),
    ],
)
def test_what_cannot_be_parametrized_is_refused(edit, problem):
    """At its place."""
    with pytest.raises(EditError, match=problem):
        apply(design(linear("a"), sequential("s")), edit)
