"""`check` refuses what a document must not hold, with place and remedy; `resolve` fills in the rest."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.catalogue.layers.kind import TensorSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import check, explicit, resolve, written
from builder.errors import DocumentError, ShapeError
from tests.catalogue import FEW
from tests.catalogue.layers.examples import EXAMPLES

CONV: dict[str, Any] = {"in_channels": 1, "out_channels": 1, "kernel_size": 1}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("kind", "args", "message"),
    [
        ("Linaer", {}, 'kind: "Linaer" is not a layer. Did you mean Linear'),
        ("linear", {}, "Did you mean Linear"),
        ("os.system", {}, "kind: .* is not a layer. Choose a class of torch.nn."),
        ("ModuleList", {}, "kind: ModuleList cannot be used as a layer. Use a Sequential"),
        (
            "Linear",
            {"in_features": 3},
            "args.out_features: Linear needs out_features. Set out_features to a whole number",
        ),
        ("Linear", {"in_feature": 3}, 'args.in_feature: Linear has no argument "in_feature". Did you mean in_features'),
        ("Tanh", {"x": 3}, "It takes no arguments"),
        ("Linear", {"in_features": 0}, "args.in_features: in_features is 0, below 1. Enter a whole number from 1 to"),
        ("Linear", {"out_features": 10**12}, "out_features is 1000000000000, above 2147483647"),
        ("Linear", {"out_features": 10**9999}, "out_features is a whole number of 33216 bits"),
        ("Linear", {"in_features": True}, "in_features is true. Enter a whole number"),
        ("Linear", {"in_features": "3"}, 'in_features is "3". Enter a whole number'),
        ("Linear", {"in_features": 3.0}, "in_features is 3.0. Enter a whole number"),
        ("Linear", {"in_features": None}, "in_features is null"),
        ("Linear", {"in_features": [3]}, "in_features is a list of 1"),
        ("Linear", {"out_features": "auto"}, 'out_features is "auto"'),
        ("Linear", {"bias": 1}, "bias is 1. Enter true or false"),
        ("Linear", {"dtype": "float23"}, 'dtype is "float23". .*float32'),
        ("Linear", {"dtype": "int64"}, "dtype is .int64"),
        ("Dropout", {"p": math.nan}, "p is nan. Enter a finite number from 0 to 1"),
        ("Dropout", {"p": math.inf}, "p is inf"),
        ("Dropout", {"p": 1.5}, "p is 1.5, above 1"),
        ("Softplus", {"beta": True}, "beta is true"),
        ("GELU", {"approximate": "tan"}, "Did you mean tanh?"),
        (
            "Conv2d",
            CONV | {"kernel_size": [3, 3, 3]},
            "args.kernel_size: kernel_size has 3 numbers. Enter .* a list of 2",
        ),
        ("Conv2d", CONV | {"kernel_size": [3, 0]}, re.escape("args.kernel_size[1]: kernel_size is 0, below 1")),
        ("Conv2d", CONV | {"kernel_size": [3, True]}, re.escape("args.kernel_size[1]: kernel_size is true")),
        ("Conv2d", CONV | {"padding": "sam"}, "Did you mean same?"),
        ("Conv2d", CONV | {"stride": "same"}, 'stride is "same"'),
        ("AdaptiveAvgPool2d", {"output_size": [1, "2"]}, 'output_size is "2"'),
        ("LayerNorm", {"normalized_shape": []}, "normalized_shape has 0 numbers"),
        ("LayerNorm", {"normalized_shape": [1] * 10**6}, "normalized_shape has 1000000 numbers"),
        (
            "TransformerEncoder",
            {"num_layers": 1, "encoder_layer": {"kind": "Linear"}},
            "encoder_layer.kind: encoder_layer is .Linear.. Enter a layer",
        ),
        ("Softmax", {"dim": "x" * 10**6}, 'dim is "x{79}…"'),
    ],
)
def test_refusals_name_place_value_and_remedy(kind, args, message):
    """Each bad value gets a sentence of its own."""
    with pytest.raises(DocumentError, match=message):
        check(kind, args)


def complaint(kind: str, args: dict[str, Any]) -> DocumentError | None:
    """Return what `check` says against the arguments, if anything."""
    try:
        check(kind, args)
    except DocumentError as error:
        return error
    return None


@pytest.mark.parametrize("kind", EXAMPLES)
@FEW
@given(value=ANYTHING, data=st.data())
def test_check_raises_nothing_but_document_errors(kind, value, data):
    """Whatever JSON an argument holds, it passes or is refused in words."""
    sample = data.draw(st.sampled_from(EXAMPLES[kind]))
    name = data.draw(st.sampled_from([a.name for a in CATALOGUE[kind].arguments] or ["x"]))
    error = complaint(kind, {**sample.args, name: value})
    assert error is None or (error.path.startswith(f"args.{name}") and len(str(error)) < 1000)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_resolved_arguments_are_all_of_the_explicit_kind_in_order(kind):
    """Nothing is left out, nothing is a list, nothing is "auto"."""
    for sample in EXAMPLES[kind]:
        args = resolve(kind, sample.args, sample.inputs)
        assert list(args) == [a.name for a in CATALOGUE[explicit(kind)].arguments]
        assert not any(isinstance(value, list) or value == "auto" for value in args.values())


def test_resolve_leaves_its_arguments_alone():
    """The document's own dict is not written to."""
    args = {"in_features": "auto", "out_features": 2}
    assert resolve("Linear", args, (TensorSpec((3, 5)),))["in_features"] == 5
    assert args["in_features"] == "auto"


@pytest.mark.parametrize(
    ("kind", "args", "inputs", "message"),
    [
        ("LazyLinear", {"out_features": 2}, (TensorSpec(()),), "A scalar has no features"),
        ("LazyLinear", {"out_features": 2}, (), "in_features is inferred from the input of LazyLinear, which has none"),
        ("LazyLinear", {"out_features": 2}, ((TensorSpec((2, 3)),),), "LazyLinear receives a tuple"),
        (
            "LazyConv2d",
            {"out_channels": 2, "kernel_size": 1},
            (TensorSpec((2, 3)),),
            "3 or 4 dims, but this one has 2",
        ),
        ("LazyBatchNorm1d", {}, (TensorSpec((2,)),), "The channels are dim 1, but the input has only 1 dim"),
    ],
)
def test_an_input_that_cannot_decide_is_refused(kind, args, inputs, message):
    """The sentence says what the input lacks."""
    with pytest.raises(ShapeError, match=message):
        resolve(kind, args, inputs)


@pytest.mark.parametrize(
    ("kind", "args", "inputs", "message"),
    [
        ("Linear", {"in_features": 64, "out_features": 1}, (TensorSpec((2, 128)),), "Set in_features to 128."),
        ("Conv2d", CONV, (TensorSpec((2, 3, 5, 5)),), "Conv2d takes 1 channel and receives 3. Set in_channels to 3."),
        ("Linear", {"in_features": 2, "out_features": 1}, (TensorSpec((2,), "float64"),), "Set dtype to float64."),
        ("ReLU", {}, (TensorSpec((2,), "bool"),), "ReLU takes float32, .* and receives bool."),
        ("ReLU", {}, ((TensorSpec((2,)),),), "ReLU takes a tensor and receives a tuple of 1."),
        ("ReLU", {}, (), "ReLU takes 1 input and receives 0."),
        ("EmbeddingBag", {"num_embeddings": 1, "embedding_dim": 1}, (), "EmbeddingBag takes 1 to 3 inputs"),
    ],
)
def test_refused_inputs_are_named_with_the_remedy(kind, args, inputs, message):
    """A layer says what it takes, what it receives, and which argument mends it."""
    with pytest.raises(ShapeError, match=message):
        CATALOGUE[kind].returned(resolve(kind, args, inputs), inputs)


def refusal(kind: str, args: dict[str, Any], inputs: tuple[TensorSpec, ...]) -> ShapeError | None:
    """Return what a layer says against its inputs, if anything."""
    try:
        CATALOGUE[kind].returned(args, inputs)
    except ShapeError as error:
        return error
    return None


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize("shape", [(4, 7, 9, 8, 6), (4, 7, 9, 8), (4, 7, 9), (4, 7), (7,)])
def test_a_fix_mends_what_it_stands_on(kind, shape):
    """The named value is a valid one, and with it the same sentence on the same argument does not come again."""
    for sample in EXAMPLES[kind]:
        inputs = (TensorSpec(shape), *sample.inputs[1:])
        args = resolve(kind, sample.args, sample.inputs)
        if (error := refusal(kind, args, inputs)) and error.argument:
            mended = {**args, error.argument: error.value}
            check(explicit(kind), mended)
            again = refusal(kind, resolve(explicit(kind), mended, inputs), inputs)
            assert again is None or (again.problem, again.argument) != (error.problem, error.argument)


@pytest.mark.parametrize("kind", EXAMPLES)
def test_what_is_written_resolves_to_the_same(kind):
    """Code for the explicit kind that states no more than `written` means what the document means."""
    for sample in EXAMPLES[kind]:
        args = resolve(kind, sample.args, sample.inputs)
        assert resolve(explicit(kind), written(kind, sample.args, args), ()) == args
