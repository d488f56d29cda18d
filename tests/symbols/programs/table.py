"""The lines that programs are made of, as templates; what stands in braces is drawn from what the program has so far.

`{t}` and `{u}` are tensors of the forward, `{o}` is a variable that takes one, `{n}` a new name; `{m}` is a module that
takes one tensor, `{linear}` a linear layer; `{new}` makes a module, of an earlier class at times; `{p}` and `{w}` are a
vector and a matrix, further holes stand in `writer.py`.
"""

LAYERS = (
    "nn.Linear(4, 4)",
    "nn.Linear(4, 4, bias=False)",
    "nn.ReLU()",
    "nn.ReLU(inplace=True)",
    "nn.Hardtanh(-0.5, 0.5, inplace=True)",
    "nn.Dropout(0.5)",
    "nn.Dropout(0.5, inplace=True)",
    "nn.LayerNorm(4)",
    "nn.Tanh()",
    "nn.Identity()",
    "nn.PReLU()",
    "nn.GELU()",
    "nn.Softmax(dim=-1)",
    "nn.AlphaDropout(0.2)",
)
FLAT = ("nn.BatchNorm1d(4)", "nn.BatchNorm1d(4)", "nn.BatchNorm1d(4, affine=False)", "nn.GroupNorm(2, 4)")
"""Layers that take vectors alone."""
MADE = (
    "nn.Sequential({new}, {new})",
    "nn.Sequential(nn.ReLU(inplace=True), {new})",
    "nn.Sequential(nn.LeakyReLU(0.1, True), {new})",
    "nn.Sequential(*[{new} for _ in range(2)])",
    "nn.Sequential(OrderedDict([('first', {new}), ('second', {new})]))",
    "nn.Sequential(OrderedDict(first={new}, second={new}))",
    "nn.Sequential({new}) + nn.Sequential({new})",
    "nn.Sequential({new}, {new}) * 2",
    "nn.Sequential({new}, {new}, nn.Tanh())[:2]",
    "nn.Sequential()",
    "OwnSequential({new}, {new})",
    "nn.Sequential(OrderedDict([('act', nn.ReLU(inplace=True)), ('rest', {new})]))",
    "nn.Sequential(nn.Linear(4, 4), nn.ReLU(True), nn.Linear(4, 4))",
    "OwnSequential({new}, {new})",
    "OwnLinear(4, 4)",
    "OwnChain({new}, {new})",
    "Scaled({number})",
    "Holds()",
    "Residual({new})",
    "Residual(nn.Sequential(nn.ReLU(inplace=True), {new}))",
    "nn.utils.parametrizations.weight_norm(nn.Linear(4, 4))",
    "nn.utils.parametrizations.spectral_norm(nn.Linear(4, 4))",
    "nn.utils.parametrizations.orthogonal(nn.Linear(4, 4))",
    "nn.utils.weight_norm(nn.Linear(4, 4), dim=None)",
    "block({new})",
    "frozen({new})",
)
"""What makes a module that takes one tensor."""
AGAIN = (
    "{m}",
    "copy.deepcopy({m})",
    "copy.copy({m})",
    "nn.Sequential({m}, {new}, {m})",
    "nn.Sequential({m}, copy.deepcopy({m}))",
    "nn.Sequential(*{m}.children())",
    "Residual({m})",
    "Hides({m})",
    "block({m})",
    "copy.deepcopy({l})[0]",
)
"""The same of what an object holds already."""
MEMBERS = (
    ("module", "self.{n} = {new}"),
    ("module", "self.{n} = {new}"),
    ("module", "self.{n} = {again}"),
    ("linear", "self.{n} = nn.Linear(4, 4)"),
    ("linear", "self.{n} = nn.Linear(4, 4)"),
    ("linear", "self.{n} = copy.deepcopy({linear})"),
    ("module", "self.add_module('{n}', {new})"),
    ("module", "setattr(self, '{n}', {new})"),
    ("module", "self.{n} = {new}; self.{n} = {new}"),
    ("module", "self._modules['{n}'] = {new}"),
    ("list", "self.{n} = nn.ModuleList([{new}, {new}])"),
    ("list", "self.{n} = nn.ModuleList({new} for _ in range(2))"),
    ("list", "self.{n} = nn.ModuleList([{m}, {new}, {m}])"),
    ("list", "self.{n} = nn.ModuleList([{new}]); self.{n}.append({new})"),
    ("list", "self.{n} = nn.ModuleList([{new}, {new}, {new}]); self.{n}.pop(1)"),
    ("list", "self.{n} = nn.Sequential({new}, {new})"),
    ("list", "self.{n} = [{m}, {m}]"),
    ("list", "self.{n} = ({m}, {m})"),
    ("list", "self.{n} = nn.ModuleList([copy.deepcopy({m}) for _ in range(2)])"),
    ("list", "self.{n} = nn.ModuleList([{m}] * 2)"),
    ("list", "self.{n} = copy.deepcopy({l})"),
    ("list", "self.{n} = nn.ModuleList([{new}]); self.{n}.extend([{new}, {new}])"),
    ("list", "self.{n} = nn.ModuleList([{new}]); self.{n}.insert(0, {new})"),
    ("list", "self.{n} = nn.ModuleList()\nfor i in range(2): self.{n}.append({new})"),
    ("list", "self.{n} = nn.Sequential()\nfor i in range(2): self.{n}.add_module(f'at{{i}}', {new})"),
    ("list", "self.{n} = nn.Sequential({new}, {new}, {new}); del self.{n}[1]"),
    ("list", "self.{n} = nn.Sequential({new}, {new}); self.{n}.append({new})"),
    ("lists", "self.{n} = nn.ModuleList([nn.ModuleList([{new}, {new}]), nn.ModuleList([{new}])])"),
    ("lists", "self.{n} = nn.ModuleList(nn.ModuleList([{new}]) for _ in range(2))"),
    ("dict", "self.{n} = nn.ModuleDict({{'p': {new}, 'q': {new}}})"),
    ("dict", "self.{n} = nn.ModuleDict({{'p': {m}, 'q': {new}}})"),
    ("dict", "self.{n} = {{'p': {m}, 'q': {m}}}"),
    ("dict", "self.{n} = nn.ModuleDict(dict(p={new})); self.{n}.update({{'q': {new}}})"),
    ("dict", "self.{n} = nn.ModuleDict({{'p': {new}}}); self.{n}['q'] = {m}"),
    ("dict", "self.{n} = nn.ModuleDict([['p', {new}], ['q', {new}]])"),
    ("module", "self.{n} = self.{n}_too = {new}"),
    ("module", "self.{n}, self.{n}_too = {new}, {new}"),
    ("module", "self.{n}_gone = {new}; self.{n} = self.{n}_gone; del self.{n}_gone"),
    ("linear", "self.{n} = nn.Linear(4, 4); nn.init.ones_(self.{n}.weight); self.{n} = nn.Linear(4, 4)"),
    ("linear", "self.{n} = nn.Linear(in_features=4, out_features=4); self.{n}.weight = {linear}.weight"),
    ("linear", "self.{n} = nn.Linear(4, 4)\nif not hasattr(self, 'first'): self.first = self.{n}"),
    ("pair", "self.{n} = {pair_class}()"),
    ("bilinear", "self.{n} = nn.Bilinear(4, 4, 4)"),
    ("options", "self.{n} = {options_class}()"),
    ("mapped", "self.{n} = {mapped_class}()"),
    ("named", "self.{n} = {named_class}()"),
    ("recurrent", "self.{n} = nn.GRU(4, 4, batch_first=True)"),
    ("recurrent", "self.{n} = nn.LSTM(4, 4)"),
    ("attention", "self.{n} = nn.MultiheadAttention(4, 2, batch_first=True)"),
    ("listed", "self.{n} = {listed_class}()"),
    ("two", "self.{n} = {two_class}()"),
    ("vector", "self.{n} = nn.Parameter(torch.randn(4))"),
    ("vector", "self.{n} = nn.Parameter(torch.ones(4), requires_grad=False)"),
    ("vector", "self.{n} = nn.Parameter(torch.tensor([1.0, 2.0, 3.0, 4.0]))"),
    ("vector", "self.register_buffer('{n}', torch.arange(4.0))"),
    ("vector", "self.register_buffer('{n}', torch.full((4,), 0.5), persistent=False)"),
    ("vector", "self.{n} = nn.Buffer(torch.ones(4))"),
    ("vector", "self.{n} = torch.ones(4)"),
    ("vector", "self.{n} = {linear}.bias"),
    ("vector", "self.{n} = {p}"),
    ("vector", "{linear}.{n} = nn.Parameter(torch.randn(4))"),
    ("vector", "{m}.{n} = nn.Parameter(torch.ones(4))"),
    ("vector", "{linear}.register_buffer('{n}', torch.arange(4.0))"),
    ("vector", "self.{n} = nn.Parameter(torch.empty(4)); nn.init.normal_(self.{n}); nn.init.ones_(self.{n})"),
    ("vector", "self.{n} = nn.Parameter(torch.empty(4).uniform_(-1, 1))"),
    ("vector", "self.{n} = copy.deepcopy({p})"),
    ("vector", "self.register_parameter('{n}', nn.Parameter(torch.zeros(4)))"),
    ("vector", "self.register_buffer('{n}', {p}.detach().clone())"),
    ("vector", "self.{n} = nn.Parameter({p}.clone())"),
    ("matrix", "self.{n} = nn.Parameter(torch.randn(4, 4) * 0.5)"),
    ("matrix", "self.{n} = nn.Parameter(torch.eye(4))"),
    ("matrix", "self.{n} = {linear}.weight"),
    ("matrix", "self.register_buffer('{n}', torch.tril(torch.ones(4, 4)))"),
    ("params", "self.{n} = nn.ParameterList([nn.Parameter(torch.randn(4)), nn.Parameter(torch.ones(4))])"),
    ("params", "self.{n} = nn.ParameterList([torch.zeros(4), torch.ones(4)])"),
    (
        "params",
        "self.{n} = nn.ParameterList(); self.{n}.append(nn.Parameter(torch.ones(4))); self.{n} += [torch.ones(4)]",
    ),
    ("params", "self.{n} = nn.ParameterList(nn.Parameter(torch.randn(4)) for _ in range(3))"),
    ("params", "self.{n} = nn.ParameterList([{p}, nn.Parameter(torch.randn(4))])"),
    ("paramdict", "self.{n} = nn.ParameterDict(); self.{n}['p'] = nn.Parameter(torch.randn(4))"),
    ("paramdict", "self.{n} = nn.ParameterDict(dict(p=torch.ones(4), q=nn.Parameter(torch.zeros(4))))"),
    ("paramdict", "self.{n} = nn.ParameterDict({{'p': nn.Parameter(torch.ones(4))}})"),
    ("function", "self.{n} = lambda v: v * {number}"),
    ("function", "self.{n} = F.relu"),
    ("function", "self.{n} = torch.tanh"),
    ("function", "self.{n} = lambda v: {linear}(v) + v"),
    ("function", "self.{n} = partial(F.leaky_relu, negative_slope=0.3)"),
    ("function", "self.{n} = partial(helper, w=None)"),
    ("function", "self.{n} = helper"),
    ("counter", "self.register_buffer('{n}', torch.zeros(()))"),
    ("counter", "self.register_buffer('{n}', torch.tensor(0.0), persistent=False)"),
    ("number", "self.{n} = LENGTH - 2"),
    ("name", "self.{n} = 'relu'"),
    ("name", "self.{n} = 'tanh'"),
    ("number", "self.{n} = 2"),
    ("number", "self.{n} = 0.5"),
    ("flag", "self.{n} = True"),
    ("flag", "self.{n} = False"),
    ("none", "self.{n} = None"),
    ("none", "self.register_buffer('{n}', None)"),
    ("none", "self.register_parameter('{n}', None)"),
)
"""What an object holds: its kind, and the line that makes it."""
SETTLED = (
    "nn.init.zeros_({linear}.weight)",
    "nn.init.constant_({linear}.bias, 0.25)",
    "nn.init.normal_({linear}.weight, std=0.1)",
    "nn.init.ones_({p})",
    "nn.init.zeros_({linear}.weight); nn.init.ones_({linear}.weight)",
    "{linear}.bias = None",
    "{linear}.weight = {linear}.weight",
    "{linear}.weight = {w}",
    "{linear}.weight.requires_grad = False",
    "{m}.requires_grad_(False)",
    "{linear}.weight.data.mul_(0.5)",
    "{linear}.weight.data.fill_(0.5)",
    "{linear}.bias.data = torch.ones(4)",
    "{linear}.weight.data[0].zero_()",
    "{linear}.weight.data[1:3].fill_(0.25)",
    "{linear}.weight.data.copy_({linear}.weight.data)",
    "{linear}.weight = nn.Parameter({linear}.weight.detach().clone())",
    "with torch.no_grad(): {linear}.weight.fill_(0.1)",
    "with torch.no_grad(): {p}.mul_(2)",
    "{m}.eval()",
    "{m}.extra = torch.ones(4)",
    "{m}.register_buffer('kept', torch.ones(4))",
    "{m}.grown = nn.Linear(4, 4)",
    "{linear}.load_state_dict({linear}.state_dict())",
    "{m}.apply(set_up)",
    "{l}.append({new})",
    "{nm} = 3",
    "{flag} = False",
    "{f} = torch.sigmoid",
    "{l}[0] = {new}",
    "{d}['r'] = {new}",
    "nn.init.xavier_uniform_({linear}.weight); nn.init.zeros_({linear}.bias)",
    "nn.init.kaiming_normal_({linear}.weight, nonlinearity='relu')",
    "nn.init.orthogonal_({linear}.weight); nn.init.constant_({linear}.weight, 0.5)",
    "nn.init.uniform_({p}, -0.1, 0.1)",
    "{linear}.reset_parameters()",
    "{linear}.weight.data.uniform_(-0.1, 0.1)",
    "{linear}.weight.data = {linear}.weight.data",
    "{linear}.weight.data = torch.eye(4)",
    "{linear}.weight.data.copy_(torch.eye(4))",
    "{linear}.bias.data.zero_(); {linear}.bias.data[0].fill_(1.)",
    "{linear}.bias.requires_grad_(False)",
    "{linear} = nn.Linear(4, 4)",
    "{linear} = copy.deepcopy({linear})",
    "{m} = {new}",
    "{m}.train(False)",
    "{m}.add_module('grown', nn.Tanh())",
    "{l}.append({m})",
    "{l}[1] = {l}[0]",
    "{l}[-1].requires_grad_(False)",
    "{d}['p'] = {m}",
    "{d}.pop('q')",
    "{pl}.append(nn.Parameter(torch.zeros(4)))",
    "{pl}[0] = nn.Parameter(torch.zeros(4))",
    "nn.init.zeros_({pl}[1])",
    "nn.init.ones_({pd}['p'])",
    "{pd}['p'].requires_grad_(False)",
    "{counter}.fill_(2)",
    "nn.utils.parametrizations.weight_norm({linear})",
    "nn.utils.weight_norm({linear})",
    "for one in {l}: one.requires_grad_(False)",
    "for one in {d}.values(): one.apply(set_up)",
    "for one in {linear}.parameters(): nn.init.constant_(one, 0.3)",
    "for one in {m}.children():\n    for other in one.parameters(): other.requires_grad = False",
    "for one in {m}.parameters(): one.requires_grad = False",
    "for one in {m}.modules():\n    if isinstance(one, nn.Linear): nn.init.constant_(one.weight, 0.2)",
    "for name, one in {m}.named_parameters():\n    if one.dim() > 1: nn.init.xavier_uniform_(one)",
)
"""What is done to an object that holds something, in its `__init__` or later."""
RETURNS = (
    "return {t}",
    "return {t}",
    "return {t}",
    "return {t} + {u}",
    "return {m}({t})",
    "return {t} * 2",
)
SEVERAL = ("return {t}, {u}", "return [{t}, {u}]", "return {t}, None", "return {{'one': {t}, 'two': {u}}}")
"""What the network alone may return."""
HEADS = {
    "one": ("def forward(self, x):", ("x",)),
    "pair": ("def forward(self, x, y=None):\n    if y is None: y = x", ("x", "y")),
    "listed": ("def forward(self, xs):\n    x, y = xs", ("x", "y")),
    "two": ("def forward(self, x):", ("x",)),
    "options": ("def forward(self, x, scale=2.0, extra=None, *, flag=True):\n    if flag: x = x * scale", ("x",)),
    "mapped": ("def forward(self, given):\n    x, y = given['x'], given['y']", ("x", "y")),
    "named": ("def forward(self, x):", ("x",)),
}
"""How a class takes its inputs, and the tensors it then has."""
RETURNS_OF = {
    "two": ("return {t}, {u}", "return [{t}, {u}]", "return ({t}, {u} * 2)"),
    "named": ("return {{'one': {t}, 'two': {u}}}", "return dict(one={t}, two={u})"),
}
"""What a class of a kind returns, where that is not one tensor."""
MORE = (
    "scale = 2",
    "scale = 0.5",
    "length: int = 4",
    "def helped(self, v):\n    return v * 3",
    "def helped(self, v, by=2):\n    return v + by",
    "@staticmethod\ndef helped(v):\n    return torch.sigmoid(v)",
    "@classmethod\ndef helped(cls, v):\n    return v + v",
    "@property\ndef part(self):\n    return 2",
    "@property\ndef part(self):\n    return next(self.parameters(), 1)",
    "def reset(self):\n    for one in self.children():\n        if type(one) is nn.Linear: one.reset_parameters()",
    "def extra_repr(self):\n    return 'of mine'",
)
"""What a class has beside its two methods."""
USES = {
    "scale =": ("{t} = {t} * self.scale", "{t} = {t} + type(self).scale", "{o} = {t} * getattr(self, 'scale', 1)"),
    "length:": ("if {t}.shape[-1] == self.length: {t} = {t} * 2",),
    "helped(": ("{t} = self.helped({t})", "{o} = self.helped({t})"),
    "part(": ("{o} = {t} * self.part",),
    "reset(": ("self.reset()",),
}
"""Lines of a forward, or at the end of an `__init__`, that use it."""
DECORATORS = ("@torch.no_grad()",) * 4 + ("@torch.enable_grad()",) * 4 + ("@torch.inference_mode()",)
CALLS = {
    "one": ("x", "x=x"),
    "pair": ("x", "x, y", "x, y=y", "x, None", "y=y, x=x"),
    "listed": ("[xs_0, xs_1]", "(xs_0, xs_1)"),
    "two": ("x",),
    "options": ("x", "x, 0.5", "x, flag=False", "x, scale=3.0, flag=True", "x=x"),
}
"""How the network is called, by what it takes."""
FRAME = """
import copy
import functools
from collections import OrderedDict
from functools import partial, reduce
import torch
import torch.utils.checkpoint
from torch import nn
import torch.nn.functional as F


def helper(v, w=None):
    return v * 2 if w is None else v + w


LENGTH = 4


def block(layer):
    return nn.Sequential(layer, nn.ReLU())


def frozen(layer):
    for one in layer.parameters():
        one.requires_grad = False
    return layer


def set_up(module):
    if isinstance(module, nn.Linear):
        nn.init.constant_(module.weight, 0.125)


class OwnSequential(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        for i, layer in enumerate(layers):
            self._modules[str(i)] = layer

    def forward(self, x):
        for layer in self._modules.values():
            x = layer(x)
        return x


class OwnLinear(nn.Linear):
    def forward(self, x):
        return super().forward(x) * 2


class OwnChain(nn.Sequential):
    def forward(self, x):
        for layer in self:
            x = layer(x) + x
        return x


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


class Holds(nn.Module):
    def __init__(self):
        super().__init__()
        self.p = nn.Parameter(torch.randn(4))

    def forward(self, x):
        return x * self.p


class Hides(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = [layer]

    def forward(self, x):
        return self.layer[0](x) * 2


class Scaled(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale

    def forward(self, x):
        return x * self.scale
"""
