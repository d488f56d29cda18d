"""Small networks that several tests of inspections look at."""

import warnings
from hashlib import sha256

import torch
from torch import nn

from builder import from_source, to_module
from builder.inspection.report import Settings
from builder.inspection.run import RunInputs, inspect_module

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
CUT = """
class Cut(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(4, 4)

    def forward(self, x):
        {body}
        if y.sum() > 1e9:
            y = y + 1
        return self.b(y)

net = Cut()
"""
LOOP = """
class Loop(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.register_buffer("seen", torch.zeros(1))
        self.plain = torch.ones(4)
        self.calls = [0]

    def forward(self, x):
        self.seen += 1
        self.calls.append(len(self.calls))
        self.plain[0] += 1
        self.a.weight.data[0] = 2.0
        y = self.a(x)
        for _ in range(2):
            if y.sum() < 1e9:
                y = self.a(y) * self.plain
        return y @ self.a.weight

net = Loop()
"""


def document_of(text):
    """Return the document of a text that imports torch, nn and F."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a class is kept as code
        return from_source(HEAD + text)


def network_of(text):
    """Return the live network of such a text."""
    return to_module(document_of(text))


def inspected(network, *inputs, target=None, **settings):
    """Inspect a network on tensors."""
    return inspect_module(network, RunInputs(inputs, target=target), Settings(**settings))


def state_of(network):
    """Return all that looking may not change, as plain data."""
    return {
        "tensors": {name: (_bits(value), value.dtype, value.shape) for name, value in network.state_dict().items()},
        "plain": [
            {name: str(value) for name, value in vars(module).items() if name not in ("_parameters", "_modules")}
            for module in network.modules()
        ],
        "hooks": [bool(p._backward_hooks or p._post_accumulate_grad_hooks) for p in network.parameters()],
        "grads": [None if p.grad is None else (id(p.grad), _bits(p.grad)) for p in network.parameters()],
        "learn": [p.requires_grad for p in network.parameters()],
        "objects": [id(p) for p in network.parameters()],
        "tables": [type(module._parameters) for module in network.modules()],
        "modes": [module.training for module in network.modules()],
        "rng": torch.get_rng_state().tolist(),
        "grad": torch.is_grad_enabled(),
    }


def _bits(tensor):
    """Return a digest of a tensor's bits: those of a published network are too many to keep twice."""
    return sha256(tensor.detach().reshape(-1).view(torch.uint8).numpy()).hexdigest()


def sequential(*layers):
    """Return layers in turn, drawn by one seed."""
    torch.manual_seed(0)
    return nn.Sequential(*(layer() for layer in layers))
