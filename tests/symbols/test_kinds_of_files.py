"""What files of sequences, graphs, agents and diffusion are made of, in a few lines each, beside Python."""

import dataclasses
import warnings

import pytest
import torch

from builder import Document, from_source, to_module, to_source
from builder.errors import SourceError

HEAD = """
from __future__ import annotations
from dataclasses import dataclass
import math
import torch
import torch.nn.functional as F
from torch import nn
"""
INIT = "    def __init__(self):\n        super().__init__()\n        self.fc = nn.Linear(8, 8)\n"
INNER = f"class Inner(nn.Module):\n{INIT}    def forward(self, x):\n        return {{}}\n"
NET = f"class Net(nn.Module):\n{INIT}{{}}    def forward(self, {{}}):\n{{}}\nnet = Net()\n"
OUT = "@dataclass\nclass Out:\n    logits: Tensor\n    loss: Tensor = None\n    hidden: Tensor = None\n"
SINES = """
        pe = torch.zeros(2000, 8)
        pe.require_grad = False
        place = torch.arange(0, 2000).float().unsqueeze(1)
        pe[:, 0::2] = torch.sin(place * torch.exp(torch.arange(0, 8, step=2).float() * (-math.log(10000.0) / 8)))
        self.register_buffer('pe', pe.unsqueeze(0))
"""


def inner(returned, body):
    """Write a class whose module returns something, and what another one makes of it."""
    made = NET.format("        self.inner = Inner()\n", "x", f"        {body}")
    return f"{OUT}{INNER.format(returned)}{made}"


def of(body, made="", takes="x"):
    """Write a class with a forward."""
    return NET.format(made and f"        {made}\n", takes, f"        {body}")


ROWS = {
    "None beside a tensor": inner("self.fc(x), None", "y, weights = self.inner(x); return y * 2"),
    "None that is asked for": inner("(self.fc(x), None)", "y = self.inner(x); return y[0] if y[1] is None else y[1]"),
    "a dict": inner("{'h': self.fc(x), 'n': None}", "y = self.inner(x); return {'a': y['h'], 'b': x, 'c': y['n']}"),
    "a dataclass": inner("Out(self.fc(x), hidden=x)", "y = self.inner(x); return Out(y.logits + y.hidden, hidden=x)"),
    "members by the names of their arguments": of(
        "return self.m[1](self.fc(x) * self.w) * self.p[0]",
        "self.register_parameter(name='w', param=nn.Parameter(torch.ones(8))); self.m = nn.ModuleList(modules=[]);"
        " self.m.append(module=nn.Linear(8, 8)); self.m.insert(index=0, module=nn.ReLU());"
        " self.m.extend(modules=[nn.Tanh()]); self.p = nn.ParameterList(values=[nn.Parameter(torch.ones(8))]);"
        " self.apply(fn=lambda m: None)",
    ),
    "a static method as a forward": (
        "class Twice(nn.Module):\n    @staticmethod\n    def forward(x, times=2):\n        return x * times\n"
        + of("return self.twice(self.fc(x), times=3) + self.twice.forward(x)", "self.twice = Twice()")
    ),
    "a dict in code": of("return {'a': self.fc(x), 'b': x * 2} if x.sum() > -99 else {}"),
    "a dict of a part in code": inner(
        "{'h': self.fc(x), 'n': x} if x.sum() > -99 else {}", "y = self.inner(x); return y['h'] * y['n']"
    ),
    "a table by torch.range": of(
        "return self.fc(x) + self.t if x.sum() > -99 else x", "self.register_buffer('t', torch.range(1, 8) / 4)"
    ),
    "an inplace in the place of a number": of(
        "return self.act(self.fc(x))", "self.act = nn.Sequential(nn.LeakyReLU(True), nn.Dropout(False), nn.ELU(True))"
    ),
    "einops in code": "from einops import rearrange\n"
    + of("return rearrange(self.fc(x), 'b (h d) -> b h d', h=2) if x.sum() > 0 else x"),
    "a layer of einops in code": "import einops\nfrom einops.layers.torch import Reduce\n"
    + of(
        "x = einops.repeat(x, 'b d -> b n d', n=2); return self.r(x) if x.sum() > 0 else x",
        "self.r = Reduce('b n d -> b d', 'mean')",
    ),
    "letters": "import string\n" + of("return self.fc(x) * len(string.digits + string.ascii_lowercase)"),
    "a mark on a tensor": of("return self.fc(x) + self.t", "self.t = torch.ones(8); self.t.require_grad = False"),
    "an optimizer": of("return self.fc(x)", "self.optimizer = torch.optim.Adam(self.parameters(), lr=1e-3)"),
    "an optimizer in code": "from torch import optim\n"
    + of("return x if x.sum() > 0 else self.fc(x)", "self.optimizer = optim.SGD(self.parameters(), lr=0.1)"),
    "an embedding of a table": of(
        "return self.fc(self.emb(x))",
        "self.emb = nn.Embedding.from_pretrained(torch.arange(80).float().view(10, 8))",
    ),
    "a method that nothing calls": "from tqdm import tqdm\n"
    + of("return x if x.sum() > 0 else self.fc(x)").replace(
        "net =", "    def generate(self, n):\n        return [frobnicate(i) for i in tqdm(range(n))]\nnet ="
    ),
    "a bias of a layer without": of(
        "return self.fc(x)",
        "self.fc = nn.Linear(8, 8, bias=False); self.bias = nn.Parameter(torch.ones(8)); self.fc.bias = self.bias",
    ),
    "an async method": of("return self.fc(x)").replace("net =", "    async def go(self):\n        await self\nnet ="),
    "a configuration that is kept": "@dataclass\nclass Config:\n    width: int = 8\n    depth: int = 2\n"
    + of("return x * self.c.depth if x.sum() > 0 else self.fc(x)", "self.c = c")
    .replace("(self):\n        super", "(self, c: Config):\n        super", 1)
    .replace("Net()", "Net(Config())"),
    "a table of sines": of("return self.fc(x) + self.pe[:, :x.size(1)]", SINES.strip()) + "net(torch.rand(2, 5, 8))\n",
    "packed sequences": "from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence\n"
    + of(
        "x, _ = self.rnn(pack_padded_sequence(self.fc(x), lengths, batch_first=True, enforce_sorted=False)); "
        "return pad_packed_sequence(x, batch_first=True)[0]",
        "self.rnn = nn.GRU(8, 3, batch_first=True)",
        "x, lengths",
    ),
    "a graph": of("return torch.spmm(adj, self.fc(x))", takes="x, adj"),
    "a step of diffusion": of(
        "return self.fc(x) + torch.sin(t[:, None].float() * self.w)", "self.w = nn.Parameter(torch.ones(8))", "x, t"
    ),
}


def tensors(value):
    """Return the tensors of what a forward returns, in order."""
    if isinstance(value, torch.Tensor):
        return [value]
    parts = (
        vars(value).values()
        if dataclasses.is_dataclass(value)
        else value.values()
        if isinstance(value, dict)
        else value
    )
    return [part for part in parts if part is not None]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", ROWS.values(), ids=ROWS)
def test_files_of_each_kind_are_read(text):
    """The same tree, values that the text fixes, and outputs, also of the emitted file."""
    theirs, emitted = {"__name__": "__main__"}, {}
    exec(HEAD + text.replace("from tqdm import tqdm\n", ""), theirs)
    document = from_source(HEAD + text)
    exec(to_source(document), emitted)
    given = [
        torch.randint(one.low, one.high, [document.batch if n == "N" else n for n in one.shape])
        if one.dtype == "int64"
        else torch.rand([document.batch if n == "N" else n for n in one.shape])
        for one in document.inputs
    ]
    for ours in (to_module(document), emitted["build_net"]()):
        buffers = dict(theirs["net"].named_buffers())
        assert all(torch.equal(ours.get_buffer(name), value) for name, value in buffers.items())
        ours.load_state_dict(theirs["net"].state_dict())
        assert str(ours) == str(theirs["net"])
        pairs = zip(tensors(ours(*given)), tensors(theirs["net"](*given)), strict=True)
        assert all(torch.equal(mine, other) for mine, other in pairs)


def test_what_a_line_lacks_is_guessed_and_said():
    """The network of an agent whose environment is not here."""
    line = "import gym\nenv = gym.make('x')\nnet = Net(env.observation_space.shape[0], env.action_space.n).to('cpu')\n"
    text = HEAD + of("return self.body(x)").replace("net = Net()\n", line)
    text = text.replace("(self):", "(self, n_states, n_actions):").replace("self.fc = nn.Linear(8, 8)", BODY)
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        document = from_source(text)
    assert "So this is Net(n_states=20, n_actions=10): check its values." in str(said[0].message)
    assert to_module(document)(torch.rand(2, 20)).shape == (2, 10)


BODY = "self.body = nn.Linear(n_states, n_actions)"


@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_code_that_moves_to_a_gpu_stays_where_its_input_is():
    """As blocks do, which leave such moves out; the emitted file runs without a GPU as well."""
    body = "h = torch.zeros(x.size(0), 8, device='cuda:0'){0}; return self.fc(x){0} + h if x.sum() > -99 else x{1}"
    with pytest.warns(UserWarning, match="Net moves tensors to a GPU"):
        moved = from_source(HEAD + of(body.format(".cuda()", ".to('cuda')"), "self.cuda()"))
    plain = from_source(HEAD + of(body.replace("cuda:0", "cpu").format("", ""), "self"))
    assert to_source(moved) == to_source(plain).replace("'cpu'", '"cpu"')


@pytest.mark.filterwarnings("ignore:Net is kept as code", "ignore:The code creates several")
def test_a_network_may_be_called_with_what_another_returns():
    """Also where that one is code, whose results have sizes of their own: a document holds plain numbers."""
    code = of("return self.fc(x)[:, :4] if x.sum() > -99 else x").replace("net = Net()", "first = Net()")
    document = from_source(f"{HEAD}{code}h = first(torch.rand(5, 8))\nnet = nn.Linear(4, 2)\nnet(h)\n", network="net")
    assert Document.from_json(document.to_json()) == document
    assert document.batch == 5


DEMOS = {
    "too few": ("net(torch.rand(2))", ("N", 8)),
    "too many": ("a, b = net(torch.rand(2, 8), 1, 2)", ("N", 8)),
    "a name that it lacks": ("print(net(x=torch.rand(2, 8), y=3).shape)", ("N", 8)),
}


@pytest.mark.filterwarnings("ignore:Ignored", "ignore:A call gives")
@pytest.mark.parametrize(("line", "shape"), DEMOS.values(), ids=DEMOS)
def test_a_demo_that_fails_does_not_stop_a_file(line, shape):
    """What it shows of the inputs is guessed instead: the network is there before it."""
    body = "n, d = x.shape; return self.fc(x).view(n, d)"
    document = from_source(f"{HEAD}{of(body)}if __name__ == '__main__':\n    {line}\n")
    assert [one.shape for one in document.inputs] == [shape]


@pytest.mark.filterwarnings("ignore:Ignored", "ignore:The code does not create")
def test_a_demo_that_makes_a_network_wrongly_does_not_stop_a_file():
    """Its class is there, and likely arguments are guessed for it."""
    text = HEAD + of("return self.fc(x)").replace("(self):\n        super", "(self, width):\n        super")
    text = text.replace("net = Net()", "if __name__ == '__main__':\n    net = Net()\n    print(net)")
    assert str(to_module(from_source(text.replace("Linear(8, 8)", "Linear(width, 8)")))).count("Linear") == 1


def test_a_class_that_is_called_by_its_methods_stays_code():
    """As an agent's, which acts and values; what it holds is there, and calling it fails as it does with torch."""
    text = "class Agent(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    text += "        self.actor = nn.Linear(4, 2)\n    def act(self, x):\n        return self.actor(x)\nnet = Agent()"
    with pytest.warns(UserWarning, match="Agent has no forward"):
        document = from_source(text)
    network = to_module(document)
    assert list(network.state_dict()) == ["actor.weight", "actor.bias"]
    with pytest.raises(NotImplementedError, match="missing the required"):
        network(torch.rand(2, 4))


@pytest.mark.filterwarnings("ignore:.* is kept as code")
def test_code_takes_along_what_it_needs_of_an_import_of_everything():
    """By name, as the emitted file has no use for the rest."""
    text = "import torch\nfrom torch.nn import *\nfrom math import *\nclass Net(Module):\n    def __init__(self):\n"
    text += "        super().__init__()\n        self.a = Linear(4, 4)\n    def forward(self, x):\n"
    text += "        if x.sum() > 100: x = -x\n        return self.a(x) / sqrt(4.0)\nnet = Net()"
    assert "from math import sqrt\n" in to_source(from_source(text))


@pytest.mark.filterwarnings("ignore:Ignored")
@pytest.mark.parametrize(
    ("line", "call"),
    [
        ("from .parts import Inner", "Inner()"),
        ("from .parts import Inner as Part", "Part()"),
        ("from lib.parts import *", "Inner()"),
    ],
)
def test_files_of_one_package_are_pasted_one_after_the_other(line, call):
    """What a later one imports of an earlier one stands above it, by whatever name."""
    net = NET.format(f"        self.inner = {call}\n", "x", "        return self.inner(x)")
    document = from_source(f"{HEAD}{INNER.format('self.fc(x)')}{line}\n{net}")
    assert "inner.fc.weight" in to_module(document).state_dict()


def test_what_another_file_holds_is_said_with_what_to_do():
    """Without it there is no network."""
    net = NET.format("        self.inner = Inner()\n", "x", "        return self.inner(x)")
    with pytest.raises(SourceError, match=r"\.parts\.Inner is not available here.*whole file that it is in, above"):
        from_source(f"{HEAD}from .parts import Inner\n{net}")
