"""Rules that fill some rows of a tensor: an Embedding's padding, the forget gate's biases."""

import pytest
import torch

from builder import Document, analyse, from_source, to_module, to_source
from builder.document.blocks import Function, Graph, InitRule, Layer, Selector, TensorBlock
from builder.errors import DocumentError, SourceError
from builder.expansion.validation import validate
from builder.targets.source.rewrite import sense

HEAD = "import copy\nimport torch\nfrom torch import nn\n"
TEXTS = {
    "padding": """
net = nn.Embedding(10, 4, padding_idx=3)
nn.init.ones_(net.weight)
net.weight.data[net.padding_idx].zero_()
""",
    "from the end": "net = nn.Linear(4, 4, bias=False)\nnn.init.ones_(net.weight)\nnet.weight.data[-1].fill_(5.0)",
    "set to a number": "net = nn.Linear(4, 4, bias=False)\nnn.init.ones_(net.weight)\nnet.weight.data[1:3] = 2",
    "forget gate": """
net = nn.LSTM(4, 8)
for name, p in net.named_parameters():
    if "bias" in name:
        n = p.size(0)
        p.data.fill_(0.0)
        p.data[n // 4 : n // 2].fill_(1.0)
    else:
        nn.init.ones_(p)
""",
    "twice, and all of it again": """
net = nn.Linear(4, 6)
net.weight.data[:2].fill_(1.0)
nn.init.zeros_(net.weight)
nn.init.constant_(net.weight[1:3], 2.0)
net.weight.data[2:4].fill_(3.0)
nn.init.zeros_(net.bias)
""",
    "a copy in between": """
a = nn.Linear(4, 4)
nn.init.zeros_(a.weight)
nn.init.zeros_(a.bias)
b = copy.deepcopy(a)
a.weight.data[0].fill_(1.0)
net = nn.Sequential(a, nn.ReLU(), b, copy.deepcopy(a))
""",
    "a tensor of its own": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.zeros(4, 4))
        self.w.data[1].fill_(1.0)

    def forward(self, x):
        return x @ self.w

net = Net()
""",
}


@pytest.mark.parametrize("name", TEXTS)
def test_values_are_torch_s(name):
    """In the built network and in the emitted file."""
    theirs, emitted = {}, {}
    exec(HEAD + TEXTS[name], theirs)
    document = from_source(HEAD + TEXTS[name])
    exec(to_source(document), emitted)
    for ours in (to_module(document), emitted["build_net"]()):
        assert all(map(torch.equal, ours.state_dict().values(), theirs["net"].state_dict().values()))


@pytest.mark.parametrize("name", TEXTS)
def test_the_emitted_file_says_the_same_rules(name):
    """Rows and all."""
    document = from_source(HEAD + TEXTS[name])
    assert sense(from_source(to_source(document)))["init"] == sense(document)["init"]


def test_a_copy_of_random_rows_is_equal_before_some_are_filled():
    """What both begin with is drawn once; the rows of one are filled after that."""
    text = "a = nn.Linear(4, 4)\nb = copy.deepcopy(a)\na.weight.data[0].zero_()\nnet = nn.Sequential(a, nn.ReLU(), b)"
    net = to_module(from_source(HEAD + text))
    assert torch.equal(net[0].weight[1:], net[2].weight[1:])
    assert net[0].weight[0].abs().max() == 0 < net[2].weight[0].abs().max()


def test_rows_go_through_json():
    """As a list of two numbers."""
    document = from_source(HEAD + TEXTS["padding"])
    assert document.init[1] == InitRule(Selector(block="b1", tensor="weight"), "zeros_", rows=(3, 4))
    assert Document.from_json(document.to_json()) == document


@pytest.mark.parametrize(("scheme", "rows"), [("zeros_", (2, 2)), ("zeros_", (-1, 2)), ("normal_", (0, 1))])
def test_rows_that_cannot_be_are_refused(scheme, rows):
    """None, before the first, or of a scheme whose values hang on the whole tensor or on chance."""
    document = from_source(HEAD + "net = nn.Linear(4, 4)")
    rule = InitRule(Selector(tensor="weight"), scheme, rows=rows)
    with pytest.raises(DocumentError, match="'rows' are a start and an end"):
        validate(Document(root=document.root, inputs=document.inputs, init=(rule,)))


def test_rows_that_no_tensor_has_are_told():
    """A warning with the rule's number; the network is built all the same."""
    document = from_source(HEAD + "net = nn.Linear(4, 4)")
    rule = InitRule(Selector(tensor="weight"), "zeros_", rows=(7, 8))
    document = Document(root=document.root, inputs=document.inputs, init=(rule,))
    assert [p.problem for p in analyse(document).problems][:1] == [
        "Init rule 1 (zeros_) matches no tensor that it can fill."
    ]


def test_what_has_no_dim_has_no_rows():
    """A rule for rows passes over a number, as it does over what has fewer rows."""
    number = TensorBlock(id="t", name="t", shape=(), init={"value": 5})
    layer = Layer(id="l", name="l", kind="Linear", args={"in_features": 20, "out_features": 3})
    add = Function(id="add", name="add", kind="torch.add")
    root = Graph(id="g", nodes=(number, layer, add), wires={"l": ("x",), "add": ("l", "t")}, outputs=("add",))
    fills = (InitRule(Selector(), "ones_"), InitRule(Selector(), "zeros_", rows=(1, 9)))
    document, emitted = Document(root=root, init=fills), {}
    exec(to_source(document), emitted)
    for net in (to_module(document), emitted["build_net"]()):
        assert (net.t.item(), net.l.weight.sum(1).tolist(), net.l.bias.tolist()) == (1, [20, 0, 0], [1, 0, 0])


def test_columns_are_refused():
    """No rule fills a part along another dim."""
    with pytest.raises(SourceError, match="zeros_ needs a tensor of a layer"):
        from_source(HEAD + "net = nn.Linear(4, 4)\nnet.weight.data[:, 0].zero_()")
