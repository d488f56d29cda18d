"""A call is read alike from a text and from a live network: the same kind with the same arguments."""

import pytest
import torch

from builder import Document, from_source, to_module
from tests.trace.live import HEAD, live

LINES = [
    "x.sum(axis=1, keepdims=True)",
    "x.mean(1, True)",
    "torch.sum(input=x, dim=1)",
    "x.std(dim=1, unbiased=False)",
    "torch.add(x, y, alpha=1)",
    "torch.matmul(x, y.transpose(0, 1))[:, :1]",
    "torch.where(x > 0, x, y)",
    "x.masked_fill(y > 0, 2.0)",
    "torch.cat((x, y), dim=1)",
    "torch.cat(tensors=[x, y], dim=-1)",
    "torch.stack([x, y], 1)",
    "torch.concatenate([x, y], 1)",
    "torch.split(x, split_size_or_sections=2, dim=1)[0]",
    "x.view(-1, 2, 2)",
    "x.reshape((-1, 2, 2))",
    "x.permute(1, 0)",
    "x.new_zeros(3) + x[:, :3]",
    "F.softmax(x, dim=-1)",
    "F.leaky_relu(x, 0.2)",
    "F.dropout(x, 0.3, self.training)",
    "F.layer_norm(x, (4,))",
    "x / 2 + y * 3 - 1",
    "2 - x",
    "x[:, 1:3]",
    "x.clamp(min=0.0)",
    "torch.unsqueeze(x, 1)",
    "torch.einsum('bi,bi->b', x, y)",
    "torch.bmm(x[:, :, None], y[:, None])",
]


@pytest.mark.parametrize("line", LINES)
def test_text_and_live_network_agree(line):
    """Both give the same nodes, wired alike, and the network does what the text does."""
    code = f"{HEAD}class Net(nn.Module):\n    def forward(self, x, y):\n        return {line}\nnet = Net()\n"
    network = live(code)
    pasted = from_source(f"{code}net(torch.zeros(2, 4), torch.zeros(2, 4))\n").root
    traced = Document.from_module(network, [(2, 4), (2, 4)])
    assert [(n.kind, n.args) for n in pasted.nodes] == [(n.kind, n.args) for n in traced.root.nodes]
    assert (pasted.wires, pasted.outputs) == (traced.root.wires, traced.root.outputs)
    x, y = torch.randn(2, 4), torch.randn(2, 4)
    torch.manual_seed(0)
    expected = network(x, y)
    torch.manual_seed(0)
    torch.testing.assert_close(to_module(traced)(x, y), expected)
