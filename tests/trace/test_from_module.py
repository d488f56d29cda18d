import pytest
import torch
from torch import nn

from builder import Document, analyse, templates, to_source
from builder.document.blocks import Graph, Repeat, Sequential, Shared
from builder.document.tree import walk
from builder.module import to_module
from tests.interpreter.module_lists import LISTED
from tests.symbols.class_reprs import HEAD, SHOWN
from tests.trace import networks

NUMBERS, TOKENS = torch.randn, lambda *shape: torch.randint(0, 30, shape)
CASES = {
    "residual": (networks.ResNet, lambda n: (NUMBERS(n, 3, 16, 16),)),
    "unet": (networks.UNet, lambda n: (NUMBERS(n, 1, 16, 16),)),
    "attention": (lambda: networks.Attention(12, 3), lambda n: (NUMBERS(n, 8, 12),)),
    "gpt": (networks.GPT, lambda n: (TOKENS(n, 8),)),
    "tagger": (networks.Tagger, lambda n: (TOKENS(n, 7),)),
    "siamese": (networks.Siamese, lambda n: (NUMBERS(n, 6), NUMBERS(n, 6))),
    "mixer": (networks.Mixer, lambda n: (NUMBERS(n, 3, 8, 8),)),
    "dense": (networks.Dense, lambda n: (NUMBERS(n, 3, 6, 6),)),
    "pair": (networks.Pair, lambda n: (NUMBERS(n, 4, 4), NUMBERS(n, 3, 4))),
    "masked": (networks.Masked, lambda n: (NUMBERS(n, 5, 8),)),
    "layer": (lambda: nn.Linear(4, 2), lambda n: (NUMBERS(n, 4),)),
    "transformer": (
        lambda: nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), 2),
        lambda n: (NUMBERS(n, 5, 8),),
    ),
}
pytestmark = pytest.mark.filterwarnings("ignore:enable_nested_tensor")


def tensors(value):
    """Flatten what a network returns."""
    return [inner for item in value for inner in tensors(item)] if isinstance(value, tuple) else [value]


def shapes(network):
    """List the entries of a state_dict, in order."""
    return [(key, tensor.shape, tensor.dtype) for key, tensor in network.state_dict().items()]


@pytest.fixture(params=CASES)
def pair(request):
    """A network, the network of its document with the same weights, and what draws inputs."""
    build, inputs = CASES[request.param]
    network = build().eval()
    ours = to_module(Document.from_module(network, inputs(2))).eval()
    ours.load_state_dict(network.state_dict(), strict=True)
    return network, ours, inputs


def test_keys_are_the_same(pair):
    """Keys, their order, shapes and dtypes come out as they were."""
    assert shapes(pair[0]) == shapes(pair[1])


def test_outputs_are_the_same(pair):
    """With the same weights every output is the same, bit by bit, for another batch as well."""
    network, ours, inputs = pair
    for x in (inputs(2), inputs(5)):
        assert all(map(torch.equal, tensors(network(*x)), tensors(ours(*x))))


@pytest.mark.parametrize("name", CASES)
def test_shows_no_error(name):
    """A document of a network that runs has no error, and counts what the network counts."""
    build, inputs = CASES[name]
    network = build()
    analysis = analyse(Document.from_module(network, inputs(2)))
    assert not [problem for problem in analysis.problems if problem.severity == "error"]
    assert analysis.parameters == sum(p.numel() for p in network.parameters())


@pytest.mark.parametrize("name", sorted(CASES.keys() - {"transformer"}))
def test_source_computes_the_same(name):
    """The emitted file takes the network's weights and returns what it returns."""
    build, inputs = CASES[name]
    network, namespace, x = build().eval(), {"__name__": "emitted"}, inputs(3)
    exec(to_source(Document.from_module(network, inputs(2))), namespace)
    ours = namespace["build_net"]().eval()
    ours.load_state_dict(network.state_dict(), strict=True)
    assert all(map(torch.equal, tensors(network(*x)), tensors(ours(*x))))


def test_tied_tensors_stay_tied():
    """The head of the GPT is its table of tokens."""
    document = Document.from_module(networks.GPT(), TOKENS(2, 8))
    network = to_module(document)
    assert len(document.ties) == 1
    assert network.lm_head.weight is network.transformer.wte.weight


def test_shared_modules_stay_shared():
    """One module at two places is one module."""
    layer = nn.Linear(4, 4)
    network = to_module(Document.from_module(nn.Sequential(layer, nn.ReLU(), layer), (2, 4)))
    assert network[0] is network[2]


def test_frozen_parameters_stay_frozen():
    """What takes no gradient takes none afterwards."""
    network = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4))
    network[0].requires_grad_(False)
    network[1].bias.requires_grad_(False)
    ours = to_module(Document.from_module(network, (2, 4)))
    assert [p.requires_grad for p in ours.parameters()] == [False, False, True, False]


def test_a_chain_of_equal_blocks_is_one_repeat():
    """Blocks of a list that are called one after another and are alike are drawn once."""
    blocks = Document.from_module(networks.Mixer(), (2, 3, 8, 8)).root.nodes[2]
    assert isinstance(blocks, Repeat)
    assert (blocks.name, blocks.count) == ("blocks", 2)


def test_a_chain_inside_a_dict_is_called_as_one():
    """The blocks of a GPT, a list in a ModuleDict, are a repeat that one node calls."""
    root = Document.from_module(networks.GPT(), TOKENS(2, 8)).root
    blocks = next(block for block in walk(root) if isinstance(block, Repeat))
    assert (blocks.name, blocks.count) == ("h", 2)
    assert [node.of for node in root.nodes if isinstance(node, Shared)].count(blocks.id) == 1


def test_a_chain_of_other_blocks_is_one_sequential():
    """Blocks of a list that are called one after another are drawn as a stack."""
    network = networks.Mixer()
    network.blocks[1].norm1.eps = 1e-6
    document = Document.from_module(network, (2, 3, 8, 8))
    assert document.root.wires["blocks"] == ("permute",)
    assert isinstance(document.root.nodes[2], Sequential)


def test_copies_that_are_named_stay_apart():
    """A parameter that is frozen in one of two equal blocks keeps them from becoming a repeat."""
    network = networks.Mixer()
    network.blocks[1].norm1.weight.requires_grad_(False)
    ours = to_module(Document.from_module(network, (2, 3, 8, 8)))
    assert [key for key, p in ours.named_parameters() if not p.requires_grad] == ["blocks.1.norm1.weight"]


def test_inputs_are_named_as_in_forward():
    """Names, dtypes and the batch come from the forward and the examples."""
    inputs = Document.from_module(networks.Pair(), [(3, 4, 4), (3, 2, 4)]).inputs
    assert [entry.name for entry in inputs] == ["source", "target"]
    assert [entry.shape for entry in inputs] == [("N", 4, 4), ("N", 2, 4)]


def test_tokens_are_drawn_within_their_example():
    """An index never leaves the range that was shown."""
    entry = Document.from_module(nn.Embedding(30, 4), torch.tensor([[3, 29]])).inputs[0]
    assert (entry.dtype, entry.low, entry.high) == ("int64", 0, 30)


def test_classes_keep_their_names():
    """Each own class is a graph under its name, one that cuts a mask to the size of its input as well."""
    blocks = list(walk(Document.from_module(networks.GPT(), TOKENS(2, 8)).root))
    assert {block.class_name for block in blocks if isinstance(block, Graph)} == {"GPT", "Block", "Attention"}


def test_the_network_is_left_as_it_was():
    """Looking at it changes neither weights, buffers, mode nor random numbers."""
    network, before = networks.ResNet().train(), torch.get_rng_state()
    state = {key: tensor.clone() for key, tensor in network.state_dict().items()}
    Document.from_module(network, (2, 3, 16, 16))
    assert network.training
    assert torch.equal(torch.get_rng_state(), before)
    assert all(torch.equal(tensor, state[key]) for key, tensor in network.state_dict().items())


@pytest.mark.parametrize("name", ["residual_cnn", "lstm_classifier", "vae", "siamese"])
def test_a_template_comes_back(name):
    """The network of a document is read into a document of the same network."""
    document = templates.load(name)
    network = to_module(document, device="meta")
    again = Document.from_module(
        network, [torch.zeros([2, *e.shape[1:]], dtype=getattr(torch, e.dtype)) for e in document.inputs]
    )
    assert shapes(to_module(again, device="meta")) == shapes(network)


def test_dropout_follows_the_mode():
    """F.dropout with training=self.training drops in training alone."""
    document = Document.from_module(networks.ResNet(), (2, 3, 16, 16))
    network, x = to_module(document), torch.randn(4, 3, 16, 16)
    assert torch.equal(network.eval()(x), network(x))
    assert any(getattr(block, "kind", "") == "F.dropout" for block in walk(document.root))


@pytest.mark.parametrize("name", ["module list chain", "module dict", "nested lists", "list of pairs", "extra repr"])
def test_it_prints_as_the_network_does(name):
    """Lists stay lists, classes keep what they are called and show."""
    names = {}
    exec(HEAD + (LISTED | SHOWN)[name], names)
    assert str(to_module(Document.from_module(names["net"], names["X"]))) == str(names["net"])


class Idle(nn.Module):
    """Holds a class that nobody calls, with a layer and a tensor of its own."""

    def __init__(self):
        super().__init__()
        self.used = nn.Linear(4, 4)
        self.idle = networks.Mixer()
        self.idle.x = nn.Parameter(torch.ones(3))

    def forward(self, x):
        """Leave it out."""
        return self.used(x)


def test_a_class_that_is_never_called_is_kept():
    """As torch keeps it: with its keys, in print; a warning says that its forward is not read."""
    network = Idle()
    with pytest.warns(UserWarning, match="idle .Mixer. is not called for these inputs"):
        document = Document.from_module(network, (2, 4))
    ours = to_module(document)
    assert (shapes(network), str(network)) == (shapes(ours), str(ours))
    assert {problem.severity for problem in analyse(document).problems} == {"note"}


def test_a_mode_that_is_not_kept_is_said():
    """A part in another mode than the rest; all of it in one mode is what a run chooses."""
    network = nn.Sequential(nn.Sequential(nn.Dropout(), nn.ReLU()), nn.Dropout())
    network[0].eval()
    with pytest.warns(UserWarning, match="^0 is in another mode than the network"):
        Document.from_module(network, torch.ones(2, 4))
    Document.from_module(network.eval(), torch.ones(2, 4))
