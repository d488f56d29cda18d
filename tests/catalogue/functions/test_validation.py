"""`check_function` refuses what a document must not hold, with place and remedy; rules name what they refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.functions.kinds import FUNCTIONS
from builder.catalogue.functions.validation import check_function, resolve_function
from builder.catalogue.layers.kind import TensorSpec
from builder.errors import DocumentError, ShapeError
from tests.catalogue import FEW
from tests.catalogue.functions.examples import EXAMPLES
from tests.catalogue.functions.oracle import predicted
from tests.catalogue.layers.oracle import REFUSED, Example
from tests.catalogue.layers.test_validation import ANYTHING

X = TensorSpec((3, 4))


@pytest.mark.parametrize(
    ("kind", "args", "message"),
    [
        ("torch.catt", {}, r'kind: "torch\.catt" is not a function\. Did you mean torch\.cat'),
        ("torch.concat", {}, r"Use torch\.cat\."),
        ("os.system", {}, r"is not a function\. Choose one from the palette"),
        ("torch.cat", {"dim": 99}, "args.dim: dim is 99, above 63"),
        ("torch.cat", {"dims": 1}, 'torch.cat has no argument "dims". Did you mean dim'),
        ("Tensor.view", {}, "Set shape to a list of 1 to 64 numbers, each from -1 to .* it may contain N"),
        ("Tensor.view", {"shape": ["M", 1]}, r'args\.shape\[0\]: shape is "M"'),
        ("Tensor.__getitem__", {"index": "x"}, r"args\.index: The index 'x' is not valid at 'x'"),
        ("Tensor.__getitem__", {"index": "0" * 999}, r"args\.index: index is"),
        ("torch.einsum", {"equation": "i->j"}, r"args\.equation: The result of the equation has j"),
        ("Tensor.to", {"dtype": "float23"}, "Did you mean float32"),
        ("Tensor.masked_fill", {"value": "nan"}, 'value is "nan".* or "-inf"'),
    ],
)
def test_refusals_name_place_value_and_remedy(kind, args, message):
    """Each bad value gets a sentence of its own."""
    with pytest.raises(DocumentError, match=message):
        check_function(kind, args)


@pytest.mark.parametrize("kind", FUNCTIONS)
@FEW
@given(value=ANYTHING, data=st.data())
def test_nothing_is_raised_but_our_errors(kind, value, data):
    """Whatever stands in an argument, it is refused by a sentence or taken."""
    if not FUNCTIONS[kind].arguments:
        return
    sample = data.draw(st.sampled_from(EXAMPLES[kind]))
    args = {**sample.args, data.draw(st.sampled_from(FUNCTIONS[kind].arguments)).name: value}
    try:
        check_function(kind, args)
    except DocumentError:
        return
    assert predicted(kind, Example(args, sample.inputs)) is not None


@pytest.mark.parametrize(
    ("kind", "args", "inputs", "message"),
    [
        ("torch.add", {}, (X,), r"torch\.add takes 2 inputs and receives 1\. Connect it, or set other to a number\."),
        ("torch.add", {"other": 1}, (X, X), r"takes 1 input and receives 2\. Remove other, or disconnect an input\."),
        ("torch.cat", {}, (), r"torch\.cat takes 1 or more inputs and receives none\."),
        ("F.relu", {}, ((X,),), r"F\.relu takes a tensor and receives a tuple of 1\. Connect one of its parts\."),
        ("torch.cat", {"dim": 0}, (X, TensorSpec((3, 5))), r"cannot join \[3, 4\] and \[3, 5\] along dim 0"),
        ("torch.matmul", {}, (X, X), "the first has 4 columns, the second 3 rows"),
        ("F.softmax", {"dim": 2}, (X,), r"F\.softmax has dim 2, but its input has 2 dims\. Set dim to -1\."),
        ("Tensor.view", {"shape": [5, -1]}, (X,), r"cannot make \[5, -1\] of \[3, 4\], which has 12 elements"),
        ("Tensor.unbind", {}, (TensorSpec((10**9,)),), "would return 1000000000 tensors; the limit is 1024"),
    ],
)
def test_refused_inputs_are_named_with_the_remedy(kind, args, inputs, message):
    """A function says what it takes and what it receives."""
    with pytest.raises(ShapeError, match=message):
        FUNCTIONS[kind].returned(resolve_function(kind, args, inputs), inputs)


class Batch(int):
    """An int that says it is the batch, as the analysis uses one."""


BATCHED = [
    ("Tensor.view", {"shape": ["N", -1]}, 1),
    ("Tensor.transpose", {"dim0": 1, "dim1": 2}, 1),
    ("torch.cat", {"dim": 1}, 2),
    ("torch.add", {}, 2),
    ("torch.flatten", {"start_dim": 1}, 1),
    ("Tensor.mean", {"dim": [2]}, 1),
    ("Tensor.chunk", {"chunks": 2, "dim": 1}, 1),
    ("Tensor.repeat", {"repeats": [1, 2, 1]}, 1),
    ("torch.einsum", {"equation": "bij->bji"}, 1),
    ("F.pad", {"pad": [1, 1]}, 1),
    ("Tensor.new_zeros", {"size": ["N", 3]}, 1),
]


@pytest.mark.parametrize(("kind", "args", "inputs"), BATCHED)
def test_the_batch_stays_marked(kind, args, inputs):
    """A wire shows the letter N behind a function as well."""
    value = predicted(kind, Example(args, (TensorSpec((Batch(2), 4, 6)),) * inputs))
    first = value[0] if isinstance(value, tuple) else value
    assert first != REFUSED
    assert type(first.shape[0]) is Batch
