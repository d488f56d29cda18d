"""Which layers look at no shape, by their rules and by torch, and that what an input decides is a plain number."""

import pytest
import torch

from builder.analysis.values import Batch
from builder.catalogue.dtypes import ORDER
from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import AUTO, resolve
from builder.errors import ShapeError

GIVEN = {"Threshold": {"threshold": 0.5, "value": 1.0}}
SHAPES = ((), (0,), (1,), (Batch(2),), (Batch(2), 3), (3, Batch(2)), (1, 1, 1), (Batch(2), 3, 4, 5), (2,) * 6)
ELEMENTWISE = sorted(name for name, kind in CATALOGUE.items() if kind.elementwise)


def test_the_usual_ones_are_known():
    """Those that a network has most of, and none of those that look at their dims."""
    assert {"ReLU", "GELU", "SiLU", "Sigmoid", "Tanh", "Dropout"} <= set(ELEMENTWISE)
    assert not {"Softmax", "GLU", "PReLU", "Dropout1d", "Dropout2d", "LayerNorm"} & set(ELEMENTWISE)


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_shapes_decide_nothing(name):
    """For each dtype the rule takes every shape and keeps it, or takes none."""
    kind = CATALOGUE[name]
    args = resolve(name, GIVEN.get(name, {}), ())
    assert (kind.parameters(args), kind.multiply_adds(args, (), ())) == ((), 0)
    for dtype in ORDER:
        assert len({_outcome(kind, args, TensorSpec(shape, dtype)) for shape in SHAPES}) == 1


@pytest.mark.parametrize("name", ELEMENTWISE)
def test_torch_keeps_every_shape(name):
    """A scalar and an empty tensor as well."""
    layer = getattr(torch.nn, name)(**GIVEN.get(name, {}))
    for shape in SHAPES:
        assert layer(torch.ones(shape)).shape == shape


def _outcome(kind, args, x):
    """Return the dtype that comes out where the shape does, too; None where the input is refused."""
    try:
        output = kind.output(args, x)
    except ShapeError:
        return None
    return output.dtype if output.shape == x.shape else output


OPEN = sorted((name, argument.name) for name, kind in CATALOGUE.items() for argument in kind.arguments if argument.auto)


@pytest.mark.parametrize(("name", "argument"), OPEN)
def test_what_an_input_decides_is_a_plain_number(name, argument):
    """Code is generated from it: the batch dim, where it is taken for features, is written as its number."""
    kind = CATALOGUE[name]
    for rank in range(1, 6):
        x = TensorSpec((Batch(4),) * rank)
        given = {a.name: AUTO if a.auto else a.default for a in kind.arguments}
        inputs = (x,) * len(kind.inputs)
        try:
            decided = next(a for a in kind.arguments if a.name == argument).auto(given, *inputs)
        except ShapeError:
            continue
        assert decided.__class__ is int
