"""Texts that parametrize layers, each with what the network takes."""

_HEAD = """import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import weight_norm, spectral_norm
from torch.nn.utils import parametrizations as P

"""
_LINEAR = """def linear(a, b):
    m = nn.Linear(a, b)
    nn.init.constant_(m.weight, 0.5)
    m.bias.data.zero_()
    return {}(m)

net = nn.Sequential(linear(8, 4), nn.Tanh(), linear(4, 2))
"""
_HEADED = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.mlp = nn.Linear(8, 6)
        self.last = {}(nn.Linear(6, 5, bias=False))
        self.last.{}.data.fill_(1)
        self.last.{}.requires_grad = False

    def forward(self, x):
        return self.last(F.normalize(self.mlp(x), dim=-1))

net = Net()
"""
PLAIN, IMAGE, TIMES = "torch.randn(2, 8)", "torch.randn(2, 3, 8, 8)", "torch.randn(2, 8, 9)"
_TEXTS = {
    "old norms": (
        "net = nn.Sequential(weight_norm(nn.Linear(8, 4)), nn.ReLU(), "
        "weight_norm(nn.Linear(4, 3, bias=False), dim=None))",
        PLAIN,
    ),
    "new norms": (
        "net = nn.Sequential(P.weight_norm(nn.Linear(8, 4)), P.weight_norm(nn.Linear(4, 3), 'weight', 1))",
        PLAIN,
    ),
    "norms by name": (
        "net = nn.Sequential(weight_norm(nn.Conv1d(8, 4, 3), dim=1), "
        "weight_norm(nn.ConvTranspose1d(4, 3, 3), name='weight', dim=2))",
        TIMES,
    ),
    "old spectral norms": (
        "net = nn.Sequential(spectral_norm(nn.Conv2d(3, 4, 3)), "
        "spectral_norm(nn.ConvTranspose2d(4, 2, 3), n_power_iterations=2))",
        IMAGE,
    ),
    "new spectral norms": (
        "net = nn.Sequential(P.spectral_norm(nn.Conv2d(3, 4, 3)), P.spectral_norm(nn.ConvTranspose2d(4, 2, 3)))",
        IMAGE,
    ),
    "orthogonal": (
        "net = nn.Sequential(P.orthogonal(nn.Linear(8, 8)), P.orthogonal(nn.Linear(8, 3), orthogonal_map='cayley'), "
        "P.orthogonal(nn.Linear(3, 3), use_trivialization=False))",
        PLAIN,
    ),
    "a recurrent layer": (
        "net = weight_norm(weight_norm(nn.LSTM(8, 4), 'weight_hh_l0'), 'weight_ih_l0')",
        "torch.randn(3, 2, 8)",
    ),
    "initialised before, old": (_LINEAR.format("weight_norm"), PLAIN),
    "initialised before, new": (_LINEAR.format("P.weight_norm"), PLAIN),
    "initialised before, spectral": (_LINEAR.format("spectral_norm"), PLAIN),
    "initialised after": (
        "net = nn.Sequential(weight_norm(nn.Linear(8, 4)), spectral_norm(nn.Linear(4, 2)))\n"
        "for m in net.modules():\n    if isinstance(m, nn.Linear):\n        nn.init.constant_(m.weight, 0.5)\n",
        PLAIN,
    ),
    "a frozen norm, old": (_HEADED.format("weight_norm", "weight_g", "weight_g"), PLAIN),
    "a frozen norm, new": (
        _HEADED.format("P.weight_norm", *["parametrizations.weight.original0"] * 2),
        PLAIN,
    ),
    "shared": ("c = spectral_norm(nn.Linear(8, 8))\nnet = nn.Sequential(c, nn.ReLU(), c)", PLAIN),
    "kept as code": (
        "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.a = weight_norm(nn.Linear(8, 8))\n        self.b = P.spectral_norm(nn.Linear(8, 8))\n"
        "        self.c = P.orthogonal(nn.Linear(8, 8))\n\n"
        "    def forward(self, x):\n        if x.sum() > 100:\n            x = x * 2\n"
        "        return self.c(self.b(self.a(x))) + F.linear(x, self.a.weight)\n\nnet = Net()\n",
        PLAIN,
    ),
    "a copy": ("import copy\na = P.weight_norm(nn.Linear(8, 8))\nnet = nn.Sequential(a, copy.deepcopy(a))", PLAIN),
}
PARAMETRIZED = {name: (_HEAD + text, sample) for name, (text, sample) in _TEXTS.items()}
