"""Buffers with `persistent=False`: counted as torch counts them, and in no state_dict."""

import pytest
import torch
from torch import nn

from builder import Document, analyse, from_source, to_source
from builder.errors import DocumentError
from builder.jobs.stored_network import stored
from builder.module import to_module
from builder.weights import save_safetensors

CLASS = """class Shifted(nn.Module):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(4, 4)
        self.register_buffer("shift", {values}, persistent=False)

    def forward(self, x):
        {more}return self.l(x) + self.shift
"""
HEAD = "import torch\nfrom torch import nn\n"
VALUES = ("torch.tensor([1.0, 2.0, 3.0, 4.0])", "torch.arange(4.)", "torch.rand(4)")


def shifted():
    """Return a live network with such a buffer."""
    namespace = {"nn": nn, "torch": torch}
    exec(CLASS.format(values=VALUES[0], more=""), namespace)
    return namespace["Shifted"]()


def size(network):
    """Return the bytes of all parameters and buffers."""
    tensors = (*network.parameters(), *network.buffers())
    return sum(tensor.numel() * tensor.element_size() for tensor in tensors)


@pytest.mark.filterwarnings("ignore:Shifted is kept as code")
@pytest.mark.parametrize("values", VALUES)
@pytest.mark.parametrize("more", ["", "x.sum().item()\n        "], ids=["graph", "code"])
def test_bytes_are_those_of_torch(values, more):
    """20 parameters and 4 numbers of the buffer, 96 bytes, whether the class is drawn or kept as code."""
    text = CLASS.format(values=values, more=more)
    analysis = analyse(from_source(f"{HEAD}{text}net = Shifted()\nnet(torch.rand(2, 4))\n"))
    assert (analysis.parameters, analysis.bytes) == (20, size(to_module(analysis.document))) == (20, 96)


def test_a_live_one_is_read():
    """The network of the document has the same keys, buffers and outputs."""
    network, x = shifted().eval(), torch.rand(3, 4)
    ours = to_module(Document.from_module(network, (2, 4))).eval()
    ours.load_state_dict(network.state_dict(), strict=True)
    assert list(dict(ours.named_buffers())) == ["shift"]
    assert torch.equal(ours(x), network(x))


def test_source_says_so():
    """The emitted class registers it as such, and reads back as the same block."""
    document = Document.from_module(shifted(), (2, 4))
    text = to_source(document)
    assert "persistent=False" in text
    assert next(node for node in from_source(text).root.nodes if node.name == "shift").persistent is False


def test_a_file_of_weights_leaves_it_as_it_begins(tmp_path):
    """No file holds it, so the document says its values."""
    document = Document.from_module(shifted(), (2, 4))
    save_safetensors(to_module(document), tmp_path / "w.safetensors")
    assert stored(document, tmp_path / "w.safetensors").shift.tolist() == [1, 2, 3, 4]


def test_a_parameter_is_persistent():
    """Torch knows no other."""
    text = Document.from_module(shifted(), (2, 4)).to_json().replace('"buffer"', '"parameter"')
    with pytest.raises(DocumentError, match="A parameter is always in the state_dict"):
        Document.from_json(text)
