import pytest
import torch
from hypothesis import given
from torch import nn

from builder import to_module
from builder.document.blocks import (
    Document,
    InitRule,
    Layer,
    Parallel,
    Repeat,
    Selector,
    Sequential,
    Shared,
    TensorPlace,
    Tie,
)
from builder.errors import DocumentError, LimitError, ShapeError
from tests.strategies import documents


def linear(id, **args):
    """Make a Linear, 4 to 4 unless said otherwise."""
    return Layer(id=id, kind="Linear", args={"in_features": 4, "out_features": 4} | args)


def network(*children, **fields):
    """Make a document with a sequential at its root."""
    return Document(root=Sequential(id="root", children=children), **fields)


@given(documents())
def test_building_leaves_the_callers_generator_as_it_was(document):
    """So that a screen which builds does not change what a script draws (law 7)."""
    before = torch.get_rng_state()
    to_module(document)
    assert torch.equal(torch.get_rng_state(), before)


@given(documents())
def test_on_the_meta_device_there_is_the_same_network_without_its_numbers(document):
    """Text, keys, shapes, dtypes, ties and what is frozen."""
    real, meta = to_module(document), to_module(document, device="meta")
    assert str(meta) == str(real)
    assert _facts(meta) == _facts(real)
    assert all(tensor.is_meta for tensor in meta.state_dict().values())


def test_one_seed_draws_one_network():
    """Another draws another."""
    one, again, other = (to_module(network(linear("a"), seed=seed))[0].weight for seed in (1, 1, 2))
    assert torch.equal(one, again)
    assert not torch.equal(one, other)


def test_a_shared_block_is_one_object():
    """Changing one changes both."""
    net = to_module(network(linear("a"), Shared(id="b", of="a")))
    assert net[0] is net[1]


def test_copies_of_a_repeat_are_independent():
    """Each draws weights of its own."""
    net = to_module(network(Repeat(id="r", count=2, child=linear("a"), names="block {i}")))
    assert not torch.equal(net[0][0].weight, net[0][1].weight)


def test_a_tie_reaches_a_tensor_inside_a_layer():
    """`out_proj.weight` stands one module deeper."""
    attention = Layer(id="m", kind="MultiheadAttention", args={"embed_dim": 4, "num_heads": 2})
    tie = Tie(TensorPlace("m", "out_proj.weight"), TensorPlace("a", "weight"))
    net = to_module(network(linear("a"), attention, ties=(tie,)))
    assert net[1].out_proj.weight is net[0].weight


def test_a_tie_to_what_a_layer_does_not_have_is_refused():
    """The message names it."""
    tie = Tie(TensorPlace("b", "gamma"), TensorPlace("a", "weight"))
    with pytest.raises(DocumentError, match="no tensor 'gamma'"):
        to_module(network(linear("a"), linear("b"), ties=(tie,)))


def test_later_rules_win():
    """They fill over what earlier ones have filled."""
    init = (InitRule(Selector(), "constant_", {"val": 1}), InitRule(Selector(block="b"), "constant_", {"val": 2}))
    net = to_module(network(linear("a"), linear("b"), init=init))
    assert (net[0].weight.mean(), net[1].weight.mean(), net[1].bias.mean()) == (1, 2, 2)


def test_a_scheme_passes_over_tensors_that_it_cannot_fill():
    """Xavier takes two dims; a bias keeps its own initialisation."""
    rules = (InitRule(Selector(), "zeros_"), InitRule(Selector(), "xavier_uniform_"))
    net = to_module(network(linear("a"), init=rules))
    assert net[0].weight.any()
    assert not net[0].bias.any()


def test_what_is_frozen_takes_no_gradient():
    """And nothing else."""
    net = to_module(network(linear("a"), linear("b"), frozen=(Selector(block="a", tensor="bias"),)))
    assert [p.requires_grad for p in net.parameters()] == [True, False, True, True]


def test_a_network_whose_shapes_do_not_fit_is_built_all_the_same():
    """As long as every argument is known."""
    assert len(to_module(network(linear("a", out_features=5), linear("b")))) == 2


def test_an_argument_that_cannot_be_decided_is_refused():
    """At its block."""
    with pytest.raises(ShapeError):
        to_module(network(linear("a", in_features=7), Layer(id="f", kind="Conv2d", args=_CONV)))


_CONV = {"in_channels": "auto", "out_channels": 2, "kernel_size": 3}


def test_a_network_larger_than_the_memory_is_refused_at_once():
    """Both numbers stand in the message."""
    huge = network(linear("a", in_features=2**31 - 1, out_features=2**31 - 1))
    with pytest.raises(LimitError, match=r"needs 16\.0 EiB of memory; .* is free"):
        to_module(huge)


def test_classes_have_the_names_of_the_document():
    """And are modules like any other."""
    net = to_module(Document(root=Parallel(id="p", class_name="Twice", children=(linear("a"), linear("b")))))
    assert type(net).__name__ == "Twice"
    assert isinstance(net, nn.Module)


def test_progress_counts_up_to_all():
    """Layer by layer."""
    fractions = []
    to_module(network(linear("a"), linear("b")), progress=fractions.append)
    assert fractions == [0.5, 1.0]


def _facts(net):
    tensors = [(key, tensor.shape, tensor.dtype) for key, tensor in net.state_dict().items()]
    return tensors, [(name, parameter.requires_grad) for name, parameter in net.named_parameters()]
