"""What torch's containers and tensors of a class take, and what is refused in a sentence where nothing is meant."""

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.errors import SourceError

HEAD = (
    "import copy\nimport math\nfrom collections import OrderedDict\n"
    "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n"
)
OWN = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        {init}

    def forward(self, x):
        return {returned}

net = Net()
"""
TAKEN = {
    "sequential + sequential": "net = nn.Sequential(nn.Linear(4, 4)) + nn.Sequential(nn.ReLU(), nn.Linear(4, 2))",
    "sequential += sequential": "net = nn.Sequential(nn.ReLU())\nnet += nn.Sequential(nn.Tanh(), nn.Linear(4, 2))",
    "sequential * 3": "net = nn.Sequential(nn.Linear(4, 4), nn.ReLU()) * 3",
    "3 * sequential": "net = 3 * nn.Sequential(nn.Linear(4, 4), nn.ReLU())",
    "sequential *= 2": "net = nn.Sequential(nn.Linear(4, 4), nn.ReLU())\nnet *= 2",
    "list + list": OWN.format(
        init="self.l = nn.ModuleList([nn.Linear(4, 4)]) + [nn.ReLU()]; self.l += [nn.Linear(4, 4)]",
        returned="self.l[2](self.l[1](self.l[0](x)))",
    ),
    "appended behind names that begin at 1": (
        "net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(), nn.Linear(4, 4))[1:]\nnet.append(nn.Tanh())"
    ),
    "extended behind a name that is a number": (
        "net = nn.Sequential(OrderedDict(a=nn.Linear(4, 4)))\n"
        "net.add_module('3', nn.ReLU())\nnet.extend([nn.Tanh(), nn.Sigmoid()])"
    ),
    "deleted among names": "net = nn.Sequential(OrderedDict(a=nn.Linear(4, 4), b=nn.ReLU(), c=nn.Tanh()))\ndel net[1]",
    "inserted from the end": "net = nn.Sequential(nn.Linear(4, 4), nn.ReLU())\nnet.insert(-1, nn.Tanh())",
    "inserted at the end of names": "net = nn.Sequential(OrderedDict(a=nn.Linear(4, 4)))\nnet.insert(1, nn.Tanh())",
    "a buffer that is None at first": OWN.format(
        init="self.register_buffer('b', None); self.b = torch.ones(4)", returned="x * self.b"
    ),
    "a parameter in the place of a module": OWN.format(
        init="self.b = nn.ReLU(); self.b = nn.Parameter(torch.ones(4))", returned="x * self.b"
    ),
    "a list with a gap": OWN.format(
        init="self.l = nn.ModuleList([nn.Linear(4, 4)]); self.l.insert(3, nn.Linear(4, 2))",
        returned="self.l[0](x)",
    ),
    "a list with a name": OWN.format(
        init="self.l = nn.ModuleList([nn.Linear(4, 4)]); self.l.add_module('head', nn.Linear(4, 4))",
        returned="self.l.head(self.l[0](x))",
    ),
    "buffers": OWN.format(
        init="self.b = nn.Buffer(torch.ones(4)); self.c = nn.Buffer(torch.arange(4.0), persistent=False)",
        returned="x * self.b + self.c",
    ),
    "a list of tensors": OWN.format(
        init="self.p = nn.ParameterList([torch.ones(4), nn.Parameter(torch.zeros(4))])",
        returned="x * self.p[0] + self.p[1]",
    ),
    "a dict of tensors": OWN.format(
        init="self.p = nn.ParameterDict(); self.p['a'] = torch.ones(4)", returned="x * self.p['a']"
    ),
}


def described(network):
    """Return the printed tree, the keys of each tensor object, and which tensors learn."""
    named = list(network.named_parameters(remove_duplicate=False))
    first = {id(p): key for key, p in reversed(named)}
    return str(network), list(network.state_dict()), [(first[id(p)], p.requires_grad) for _, p in named]


@pytest.mark.filterwarnings("ignore:.*is kept as code")
@pytest.mark.parametrize("name", TAKEN)
def test_it_is_what_torch_makes_of_it(name):
    """Tree, keys, what is shared and outputs, in the built network and in the emitted file."""
    theirs, emitted = {}, {}
    exec(HEAD + TAKEN[name], theirs)
    document = from_source(HEAD + TAKEN[name] + "\nnet(torch.rand(2, 4))")
    exec(to_source(document), emitted)
    x = torch.rand(2, 4)
    for ours in (to_module(document), emitted["build_net"]()):
        ours.load_state_dict(theirs["net"].state_dict())
        assert described(ours) == described(theirs["net"])
        assert torch.equal(ours(x), theirs["net"](x))


def test_fans_are_torch_s():
    """A bias by the bound of the author's own Linear, from `_calculate_fan_in_and_fan_out`."""
    init = (
        "self.b = nn.Parameter(torch.empty(6)); w = torch.empty(6, 4, 3);"
        "fan_in, fan_out = nn.init._calculate_fan_in_and_fan_out(w); nn.init.constant_(self.b, fan_in + 100 * fan_out)"
    )
    net = to_module(from_source(HEAD + OWN.format(init=init, returned="x + self.b") + "net(torch.rand(2, 6))"))
    fan_in, fan_out = torch.nn.init._calculate_fan_in_and_fan_out(torch.empty(6, 4, 3))
    assert net.b[0] == fan_in + 100 * fan_out


REFUSED = {
    "a text as a module": ("net = nn.Sequential(nn.ReLU())\nnet._modules['0'] = 'text'", "0 in _modules is no module"),
    "a number as a name": (OWN.format(init="self._modules[5] = nn.ReLU()", returned="x"), "5 in _modules is no module"),
    "a number as a key": (OWN.format(init="self.a = nn.ReLU()", returned="self._modules[5](x)"), "KeyError: 5"),
    "a parameter of a layer": (
        OWN.format(init="self.a = nn.Parameter(nn.ReLU())", returned="x"),
        "is made of a tensor",
    ),
    "a sequential and a list": ("net = nn.Sequential(nn.ReLU()) + [nn.ReLU()]", "unsupported operand"),
    "no copies": ("net = nn.Sequential(nn.ReLU()) * 0", "Non-positive multiplication factor 0"),
    "inserted before other names": (
        "net = nn.Sequential(OrderedDict(a=nn.ReLU(), b=nn.Tanh()))\nnet.insert(0, nn.ReLU())",
        "KeyError: '1'",
    ),
    "inserted beyond the end": ("net = nn.Sequential(nn.ReLU())\nnet.insert(2, nn.Tanh())", "Index out of range: 2"),
    "taken from a gap": (
        OWN.format(init="self.l = nn.ModuleList([nn.ReLU()]); self.l.insert(3, nn.Tanh())", returned="self.l[1](x)"),
        "KeyError: '1'",
    ),
    "a sequential of a plain dict": ("net = nn.Sequential({'a': nn.ReLU()})", "dict is not a Module subclass"),
    "a module in the place of a parameter": (
        OWN.format(init="self.b = nn.Parameter(torch.ones(4)); self.b = nn.ReLU()", returned="x"),
        "cannot assign 'ReLU' as parameter 'b'",
    ),
    "a buffer under the name of a number": (
        OWN.format(init="self.b = 3; self.register_buffer('b', torch.ones(4))", returned="x"),
        "attribute 'b' already exists",
    ),
    "a module under the name of a number": (
        OWN.format(init="self.b = 3; self.add_module('b', nn.ReLU())", returned="x"),
        "attribute 'b' already exists",
    ),
    "a parameter behind a name of the class": (
        OWN.format(init="self.b = nn.Parameter(torch.ones(4))", returned="x").replace("):", "):\n    b = None", 1),
        "attribute 'b' already exists",
    ),
    "half a copy": ("net = nn.Sequential(nn.ReLU()) * 0.5", "unsupported operand"),
}


DIFFERENT = {
    "a forward of a lazy layer": (
        "class Own(nn.LazyLinear):\n    def forward(self, x):\n        return x @ self.weight.T + 1\nnet = Own(3)",
        "Own derives from nn.LazyLinear, which torch makes an nn.Linear at its first run",
    ),
    "a copy of a lazy layer": (
        "a = nn.LazyLinear(3)\nnet = nn.Sequential(a, copy.copy(a))",
        "A shallow copy of an nn.LazyLinear",
    ),
    "shared tensors replaced by others": (
        "net = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))\nnet[1].weight = net[0].weight\n"
        "net.load_state_dict(net.state_dict(), assign=True)",
        "what is shared within it would be shared no longer",
    ),
    "tensors of another network": (
        "net, b = nn.Linear(4, 4), nn.Linear(4, 4)\nnet.load_state_dict(b.state_dict(), False, True)",
        "what is shared within it would be shared no longer",
    ),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_what_torch_takes_and_no_document_keeps_is_refused(name):
    """What torch makes of it is not what a reader would think; see findings/."""
    text, words = DIFFERENT[name]
    with pytest.raises(SourceError, match=words):
        from_source(HEAD + text + "\nnet(torch.rand(2, 4))")


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_network_is_refused(name):
    """With its line, and in a sentence; torch raises it too, here or at the first call."""
    text, words = REFUSED[name]
    with pytest.raises(SourceError, match=words):
        from_source(HEAD + text + ("\nnet(torch.rand(2, 4))" if "Net" in text else ""))


WHOLE = {
    "weight_norm": "nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(4, 4)), nn.Linear(4, 4))",
    "spectral_norm": "nn.Sequential(nn.utils.parametrizations.spectral_norm(nn.Linear(4, 4)), nn.Linear(4, 4))",
    "old weight_norm": "nn.Sequential(nn.utils.weight_norm(nn.Linear(4, 4)), nn.Linear(4, 4))",
    "attention": "nn.MultiheadAttention(4, 2)",
    "encoder": "nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 8), 2)",
    "decoder": "nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 8, dropout=0.3), 1)",
    "transformer": "nn.Transformer(4, 2, 1, 1, 8)",
}
COUNTED = """
names = [name for name, _ in whole.named_modules()] + [type(one).__name__ for one in whole.modules()]
numbers = [one.p for one in whole.modules() if isinstance(one, nn.Dropout)]
net = nn.Sequential(nn.Linear(2, 1))
nn.init.constant_(net[0].bias, float(sum((i + 1) * sum(map(ord, name)) for i, name in enumerate(names)) + sum(numbers)))
"""


@pytest.mark.filterwarnings("ignore::FutureWarning", "ignore:enable_nested_tensor")
@pytest.mark.parametrize("name", WHOLE)
def test_the_modules_inside_a_layer_are_those_of_torch(name):
    """Each by its name and class, in torch's order: a text may count them, or begin its weights by where they stand."""
    text = f"{HEAD}whole = {WHOLE[name]}\n{COUNTED}"
    scope = {}
    exec(text, scope)
    assert torch.equal(to_module(from_source(text, network="net"))[0].bias, scope["net"][0].bias)


@pytest.mark.filterwarnings("ignore:whole is made outside of the network")
def test_a_part_of_a_layer_is_not_used_by_itself():
    """As a block it is refused; a class that calls one is kept as code."""
    made = HEAD + "whole = nn.TransformerEncoderLayer(4, 2, 8, batch_first=True)\n"
    with pytest.raises(SourceError, match=r"Dropout is a part of an nn.TransformerEncoderLayer"):
        from_source(made + "net = nn.Sequential(whole, whole.dropout)\nnet(torch.rand(2, 3, 4))")
    text = made + OWN.format(init="self.whole = whole", returned="self.whole.norm1(x)") + "net(torch.rand(2, 3, 4))"
    with pytest.warns(UserWarning, match="LayerNorm is a part of an nn.TransformerEncoderLayer"):
        document = from_source(text)
    x = torch.rand(2, 3, 4)
    assert torch.allclose(to_module(document)(x), torch.nn.functional.layer_norm(x, (4,)))
