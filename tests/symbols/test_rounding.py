"""Numbers that a conversion or a function of torch rounds: kept to the last bit, or refused."""

import pytest
import torch

from builder import from_source, to_module
from builder.errors import SourceError
from tests.symbols.test_whole_files import native

HEAD = "import torch\nfrom torch import nn\n"
PLAIN = "net = nn.Linear(2, 2)\nnn.init.constant_(net.weight, {value})\n"
OWN = (
    "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    "        self.weight = nn.Parameter(torch.{made})\n\n    def forward(self, x):\n        return x * self.weight\n"
    "net = Net()\n"
)
ROUNDED = {
    "half and back": PLAIN.format(value=0.2) + "net.half().float()",
    "to a dtype and back": PLAIN.format(value=0.2) + "net.to(torch.bfloat16)\nnet.to(dtype=torch.float32)",
    "more digits": PLAIN.format(value=0.2) + "net.double()",
    "by data": "net = nn.Linear(2, 2)\nnet.weight.data.fill_(0.1)\nnet.double()",
    "in a container": "net = nn.Sequential(nn.Linear(2, 2))\nnet[0].weight.data.fill_(0.7)\nnet.half().double()",
    "a tensor of the text's own": OWN.format(made="full((2,), 0.2)") + "net.half().float()",
    "numbers": OWN.format(made="tensor([0.5, 0.1])") + "net.bfloat16().float()",
}
KEPT = {
    "a number that half has": PLAIN.format(value=0.25) + "net.half().float()",
    "there and back": PLAIN.format(value=0.2) + "net.double().float()",
    "fewer digits": PLAIN.format(value=0.2) + "net.half()",
    "ones": "net = nn.Linear(2, 2)\nnn.init.ones_(net.weight)\nnet.half().double()",
    "filled again": PLAIN.format(value=0.2) + "net.half().float()\nnn.init.constant_(net.weight, 0.3)",
    "converted before": "net = nn.Linear(2, 2).half().double()\nnn.init.constant_(net.weight, 0.2)",
    "a tensor of the text's own": OWN.format(made="full((2,), 0.5)") + "net.half().float()",
    "numbers with more digits": OWN.format(made="tensor([0.1, 0.5])") + "net.double()",
}


@pytest.mark.parametrize("text", ROUNDED.values(), ids=ROUNDED)
def test_what_was_rounded_is_refused(text):
    """A rule would fill the tensor with the number itself."""
    with pytest.raises(SourceError, match="was rounded to"):
        from_source(HEAD + text)


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_is_exact_begins_as_the_author_s(text):
    """To the last bit."""
    ours, theirs = to_module(from_source(HEAD + text)), native(HEAD + text)
    found = [
        network.state_dict()["0.weight" if "0.weight" in network.state_dict() else "weight"]
        for network in (ours, theirs)
    ]
    assert found[0].dtype == found[1].dtype
    assert torch.equal(*found)


WORKED_OUT = {
    "sines": "sin(torch.arange(64) * 0.37)",
    "an exponential": "exp(torch.arange(0, 32, 2) * -0.576)",
    "a root": "sqrt(torch.arange(50) + 0.1)",
    "powers": "pow(10000, torch.arange(0, 32, 2) / 32)",
    "a logarithm": "ones(2).mul(14.3).log()",
    "a product": "tensor([[0.1, 0.7], [0.3, 0.9]]) @ torch.tensor([[0.3], [0.11]])",
    "a mean": "linspace(0, 1, 97).mean() * torch.ones(2)",
    "powers of two": "pow(2.0, torch.arange(8))",
    "thirds": "arange(9) / 3",
}


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("made", WORKED_OUT.values(), ids=WORKED_OUT)
def test_what_torch_works_out_begins_as_the_author_s(made):
    """NumPy rounds some functions otherwise, so a class with these stays code; what is exact is drawn."""
    text = HEAD + OWN.format(made=made).replace("x * self.weight", "x * self.weight.sum()")
    document = from_source(text)
    assert torch.equal(to_module(document).weight, native(text).weight)
    assert bool(document.definitions) is (made not in (WORKED_OUT["powers of two"], WORKED_OUT["thirds"]))
