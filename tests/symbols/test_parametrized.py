"""Layers whose tensors are worked out of others come out of a text as Python builds them."""

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.errors import SourceError
from tests.symbols.parametrized import PARAMETRIZED
from tests.symbols.test_whole_files import native

pytestmark = pytest.mark.filterwarnings("ignore:.*is kept as code", "ignore:.*deprecated in favor:FutureWarning")
HEAD = "from torch import nn\nfrom torch.nn.utils import weight_norm, spectral_norm, remove_weight_norm, parametrize\n"


@pytest.fixture(params=PARAMETRIZED.values(), ids=PARAMETRIZED)
def pasted(request):
    """Give a text and what its network takes."""
    return request.param


def outputs(network, x):
    """Run a network in training, where vectors of spectral norms are changed, and in evaluation."""
    found = [network(x), network.eval()(x)]
    return [one[0] if isinstance(one, tuple) else one for one in found]


@pytest.mark.parametrize("road", ["module", "source", "json"])
def test_a_text_gives_its_network(pasted, road):
    """The same print, keys in order, and outputs of the same weights in both modes, on every road."""
    text, sample = pasted
    document = from_source(text, network="net")
    if road == "json":
        document = Document.from_json(document.to_json())
    ours = native(to_source(document) + "\nnet = build_net()") if road == "source" else to_module(document)
    theirs = native(text)
    assert (str(ours), list(ours.state_dict())) == (str(theirs), list(theirs.state_dict()))
    ours.load_state_dict(theirs.state_dict())
    x = eval(sample)
    assert all(map(torch.equal, outputs(ours, x), outputs(theirs, x)))


@pytest.mark.parametrize("name", [name for name in PARAMETRIZED if "initialised" in name or "frozen" in name])
def test_values_that_a_text_fixes_are_kept(name):
    """Constants, the norms of what was filled before, and what takes no gradient; the rest by the same seed."""
    text, _ = PARAMETRIZED[name]
    ours = to_module(from_source(text, network="net"))
    torch.manual_seed(0)
    theirs = native(text)
    assert all(map(torch.equal, ours.state_dict().values(), theirs.state_dict().values()))
    assert [p.requires_grad for p in ours.parameters()] == [p.requires_grad for p in theirs.parameters()]


def test_the_emitted_file_reads_as_the_same_document(pasted):
    """From blocks to text and back."""
    document = from_source(pasted[0], network="net")
    source = to_source(document)
    assert to_source(from_source(source)).partition('"""\n\nimport')[2] == source.partition('"""\n\nimport')[2]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("net = weight_norm(nn.Linear(2, 3))\nremove_weight_norm(net)", "keeps the values of a parametrization"),
        ("net = nn.Linear(2, 3)\nparametrize.register_parametrization(net, 'weight', nn.ReLU())", "class of its own"),
        ("net = weight_norm(weight_norm(nn.Linear(2, 3)))", "is parametrized already. Keep one"),
        ("net = weight_norm(nn.Sequential(nn.Linear(2, 3)))", "only supported on a layer of torch.nn"),
        ("net = weight_norm(nn.Linear(2, 3), 'wieght')", "no parameter 'wieght' .* Did you mean weight"),
        ("net = weight_norm(nn.Linear(2, 3), dim=2)", r"dim=2 does not fit a tensor of the shape \(3, 2\)"),
        ("net = weight_norm(nn.LazyLinear(3))", "is determined by the input"),
        ("net = weight_norm(nn.Linear(3, 3))\nnet.weight = nn.Linear(3, 3).weight", "cannot be assigned here"),
        ("net = spectral_norm(nn.Linear(3, 3))\nnet.weight.data = net.weight.data * 2", "cannot be assigned here"),
        ("net = spectral_norm(nn.Linear(3, 3))\nw = net.weight\nw.data = net.bias.data", "cannot be assigned here"),
        ("a = nn.Linear(3, 3)\nb = nn.Linear(3, 3)\nb.weight = a.weight\nnet = nn.Sequential(weight_norm(a), b)",
         "shared with another layer"),
        ("m = nn.Embedding(3, 2)\nm.weight.data[0].zero_()\nnet = weight_norm(m)", "initialised in part"),
    ],
)  # fmt: skip
def test_what_no_document_holds_is_refused(text, problem):
    """In a sentence, never in silence."""
    with pytest.raises(SourceError, match=problem):
        from_source(HEAD + text)


@pytest.mark.parametrize("made", ["self.register_buffer('w', {})", "self.w = nn.Parameter({})"])
def test_values_that_a_parametrization_works_out_are_said_to_be_missing(made):
    """A tensor that a text makes of them began with zeros, in silence."""
    text = f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    text += "        self.a = nn.utils.parametrizations.weight_norm(nn.Linear(4, 4))\n"
    text += f"        {made.format('self.a.weight')}\n    def forward(self, x):\n        return self.a(x) * self.w\n"
    with pytest.warns(UserWarning, match="The values of the .* w are not in the document"):
        from_source(f"import torch\n{text}net = Net()\nnet(torch.ones(4, 4))")


CHOSEN = {
    "type is": "if type(m) is nn.Conv2d:",
    "type name": "if type(m).__name__ == 'Conv2d':",
    "isinstance": "if isinstance(m, nn.Conv2d):",
    "class": "if m.__class__ in (nn.Conv2d, nn.Linear):",
    "issubclass": "if issubclass(type(m), nn.Conv2d):",
}


@pytest.mark.parametrize("test", CHOSEN.values(), ids=CHOSEN)
@pytest.mark.parametrize(
    "first",
    [
        "nn.utils.parametrizations.spectral_norm(nn.Conv2d(2, 2, 1))",
        "nn.utils.spectral_norm(nn.Conv2d(2, 2, 1))",
        "nn.Sequential(nn.Conv2d(2, 2, 1))",
    ],
    ids=["new", "old", "none"],
)
def test_the_class_that_torch_makes_is_no_plain_layer(test, first):
    """The new form gives a layer a class of its own, which a text that chooses by `type` does not take."""
    text = (
        f"{HEAD}first = {first}\nnn.init.ones_(first[0].weight if isinstance(first, nn.Sequential) else first.weight)\n"
        f"net = nn.Sequential(first, nn.Conv2d(2, 2, 1))\nfor m in net.modules():\n    {test}\n"
        "        for p in m.parameters():\n            p.requires_grad_(False)\n"
    )
    ours, theirs = to_module(from_source(text, network="net")), native(text)
    assert [p.requires_grad for p in ours.parameters()] == [p.requires_grad for p in theirs.parameters()]


def test_filling_what_was_given_other_memory_leaves_the_original():
    """A conversion gives `weight_orig` memory of its own; `weight` itself is worked out anew at the next call."""
    text = HEAD + "import torch\nnet = nn.Sequential(spectral_norm(nn.Linear(3, 3)))\n{}nn.init.ones_(net[0].weight)\n"
    moved, kept = (to_module(from_source(text.format(line))) for line in ("net[0].double().float()\n", ""))
    ones = torch.ones(3, 3)
    assert [torch.equal(one.state_dict()["0.weight_orig"], ones) for one in (moved, kept)] == [False, True]


def test_a_forward_called_by_name_stays_code():
    """It runs no hook, so the tensors of the layer are those of the call before."""
    text = (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = {}(nn.Linear(3, 3))\n\n    def forward(self, x):\n        return self.a{}(x)\n\n\nnet = Net()"
    )
    kept = {(norm, call): bool(from_source(HEAD + text.format(norm, call)).definitions)
            for norm in ("spectral_norm", "weight_norm") for call in ("", ".forward")}  # fmt: skip
    assert [called for (_, called), is_text in kept.items() if is_text] == [".forward", ".forward"]
