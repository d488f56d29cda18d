import pytest

from builder import analyse
from builder.document.blocks import Input, Layer, Shared
from tests.edits.designs import design, linear, parallel, relu, repeat, sequential

IMAGE = (Input(name="X", shape=("N", 3, 8, 8)),)


def layer(kind, id="x", **args):
    """Return a layer."""
    return Layer(id=id, kind=kind, args=args)


def conv(id, channels=3, size=3, **args):
    """Return a convolution."""
    return layer("Conv2d", id, in_channels=channels, out_channels=3, kernel_size=size, padding=size // 2, **args)


STACKED = {
    "next to each other": (linear("a"), linear("b")),
    "through a Dropout": (linear("a"), layer("Dropout"), linear("b")),
    "from inside a sequential": (sequential("s", relu("r"), linear("a")), linear("b")),
    "into a sequential": (linear("a"), sequential("s", layer("Dropout"), linear("b"))),
    "from one into another": (sequential("s", linear("a")), sequential("t", sequential("u"), linear("b"))),
    "between copies": (repeat("r", linear("b"), count=2),),
    "out of a repeat": (repeat("r", linear("a"), count=1), linear("b")),
    "at a shared place": (linear("a"), Shared(id="b", of="a")),
}


@pytest.mark.parametrize("children", STACKED.values(), ids=STACKED)
def test_two_linear_layers_without_an_activation_are_seen(children):
    """However they are nested, and told once, at the second."""
    found = [problem.id for problem in analyse(design(*children)).problems if "one linear layer" in problem.problem]
    assert found == ["b"]


SENSIBLE = {
    "an activation between": (linear("a"), sequential("s", relu("r")), linear("b")),
    "a norm between": (linear("a"), layer("LayerNorm", normalized_shape=8), linear("b")),
    "the branches of a residual": (linear("a"), parallel("p", layer("Identity", "i"), linear("c"))),
    "a repeat that ends in an activation": (repeat("r", sequential("s", linear("a"), relu("b"))),),
    "a repeat of one copy": (repeat("r", linear("a"), count=1),),
    "no bias before a norm": (
        layer("Linear", "a", in_features=8, out_features=8, bias=False),
        layer("BatchNorm1d", "n", num_features=8),
    ),
    "a Softmax at the end": (linear("a"), layer("Softmax", dim=-1)),
}


@pytest.mark.parametrize("children", SENSIBLE.values(), ids=SENSIBLE)
def test_what_is_sensible_is_left_in_peace(children):
    """No problem at all."""
    assert analyse(design(*children)).problems == ()


def test_projections_and_grouped_convolutions_may_be_linear():
    """A separable convolution is two steps without an activation between."""
    children = (conv("a", groups=3), conv("b", size=1), relu("r"), conv("c"), conv("d", size=1))
    assert analyse(design(*children, inputs=IMAGE)).problems == ()


def test_plain_convolutions_are_seen():
    """As Linear layers are."""
    (problem,) = analyse(design(conv("a"), conv("b"), inputs=IMAGE)).problems
    assert (problem.id, problem.fix.label) == ("b", "Insert ReLU before it")


def test_a_warning_moves_with_its_layers():
    """What is remembered of a changed sequential is told at the new place."""
    children = (relu("r"), linear("a"), layer("BatchNorm1d", "n", num_features=8))
    analyse(design(*children)).problems  # noqa: B018
    (problem,) = analyse(design(relu("s"), relu("t"), *children)).problems
    assert (problem.path, problem.id) == ("3", "a")


def test_steps_first_sequences_are_left_in_peace():
    """The batch is where the layer looks for it."""
    rnn = layer("RNN", input_size=8, hidden_size=4)
    assert analyse(design(rnn, inputs=(Input(name="X", shape=(5, "N", 8)),))).problems == ()


@pytest.mark.parametrize(("shape", "found"), [(("N",), 1), ((8, "N"), 1), (("N", 8), 0), ((8,), 0)])
def test_the_batch_is_no_feature(shape, found):
    """A shape of N alone is a scalar a sample: a layer that counts its features there counts the samples."""
    first = layer("Linear", in_features="auto", out_features=4)
    problems = analyse(design(first, inputs=(Input(name="X", shape=shape),))).problems
    assert [one.severity for one in problems if "takes N, the batch" in one.problem] == ["warning"] * found
