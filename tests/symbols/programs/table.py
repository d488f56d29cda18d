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
)
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
    "OwnLinear(4, 4)",
    "Scaled({number})",
)
"""What makes a module that takes one tensor."""
AGAIN = (
    "{m}",
    "copy.deepcopy({m})",
    "copy.copy({m})",
    "nn.Sequential({m}, {new}, {m})",
    "nn.Sequential({m}, copy.deepcopy({m}))",
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
    ("dict", "self.{n} = nn.ModuleDict({{'p': {new}, 'q': {new}}})"),
    ("dict", "self.{n} = nn.ModuleDict({{'p': {m}, 'q': {new}}})"),
    ("dict", "self.{n} = {{'p': {m}, 'q': {m}}}"),
    ("pair", "self.{n} = {pair_class}()"),
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
    ("vector", "self.{n} = nn.Parameter({p}.clone())"),
    ("matrix", "self.{n} = nn.Parameter(torch.randn(4, 4) * 0.5)"),
    ("matrix", "self.{n} = nn.Parameter(torch.eye(4))"),
    ("matrix", "self.{n} = {linear}.weight"),
    ("matrix", "self.register_buffer('{n}', torch.tril(torch.ones(4, 4)))"),
    ("params", "self.{n} = nn.ParameterList([nn.Parameter(torch.randn(4)), nn.Parameter(torch.ones(4))])"),
    ("params", "self.{n} = nn.ParameterList([torch.zeros(4), torch.ones(4)])"),
    ("paramdict", "self.{n} = nn.ParameterDict({{'p': nn.Parameter(torch.ones(4))}})"),
    ("function", "self.{n} = lambda v: v * {number}"),
    ("function", "self.{n} = F.relu"),
    ("function", "self.{n} = torch.tanh"),
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
    "for one in {m}.parameters(): one.requires_grad = False",
    "for one in {m}.modules():\n    if isinstance(one, nn.Linear): nn.init.constant_(one.weight, 0.2)",
    "for name, one in {m}.named_parameters():\n    if one.dim() > 1: nn.init.xavier_uniform_(one)",
)
"""What is done to an object that holds something, in its `__init__` or later."""
STEPS = (
    "{o} = {m}({t})",
    "{o} = {m}({t})",
    "{o} = {m}({t})",
    "{o} = {m}({t}) + {m}({t})",
    "{o} = {m}({t}) + {t}",
    "{o} = {t} + {u}",
    "{o} = {t} * {u}",
    "{t} += {u}",
    "{t} *= {number}",
    "{t}.add_({u})",
    "{t}.mul_(2)",
    "{t}.data.mul_(2)",
    "{t}.detach().add_(1)",
    "{o} = {t}.relu_()",
    "{o} = F.relu({t}, inplace=True)",
    "{o} = F.relu({t})",
    "{o} = {t}.detach()",
    "{o} = {t}.data",
    "{o} = {t}.clone()",
    "{o} = {t}",
    "{o} = {t}.view({t}.shape)",
    "{o} = {t}.reshape({t}.size(0), -1, 4).view_as({t})",
    "{o} = {t}.unsqueeze(0).squeeze(0)",
    "{o} = {t}.float()",
    "{o} = {t}.contiguous()",
    "{o} = F.dropout({t}, 0.5, self.training)",
    "{o} = F.dropout({t}, 0.5)",
    "{o} = torch.cat([{t}, {u}], -1).chunk(2, -1)[1]",
    "left, right = {t}.chunk(2, -1); {o} = torch.cat([right, left], -1)",
    "{o} = torch.stack([{t}, {u}]).mean(0)",
    "{t}, {u} = {u}, {t}",
    "{o} = {t} - {t}.mean(dim=-1, keepdim=True)",
    "with torch.no_grad(): {o} = {m}({t})",
    "with torch.no_grad():\n    {o} = {t} * 2\n    {o} = {m}({o})",
    "if {t}.shape[0] > 2: {t} = {t} * 2",
    "if {t}.size(-1) == 4: {t} = {m}({t})",
    "if {t}.dim() == 2: {t} = {t} * 3",
    "if {t}.sum() > 0: {t} = {t} * 2",
    "if self.training: {t} = {t} + 1",
    "if self.training: {t} = {m}({t})",
    "if {flag}: {t} = {m}({t})",
    "if not {flag}: {t} = {t} * 2",
    "if {none} is not None: {t} = {t} * 2",
    "if {none} is None: {t} = {m}({t})",
    "if {linear}.bias is not None: {t} = {t} + {linear}.bias",
    "if hasattr(self, 'missing'): {t} = {t} * 2",
    "for layer in {l}: {t} = layer({t})",
    "for i, layer in enumerate({l}): {t} = layer({t}) * (i + 1)",
    "for i in range(len({l})): {t} = {l}[i]({t})",
    "{o} = {l}[-1]({t})",
    "{o} = sum([layer({t}) for layer in {l}])",
    "{o} = torch.stack([layer({t}) for layer in {l}]).sum(0)",
    "for key, layer in {d}.items(): {t} = layer({t})",
    "for layer in {d}.values(): {t} = {t} + layer({t})",
    "{o} = {d}['p']({t})",
    "for key in ('q', 'p'): {t} = {d}[key]({t})",
    "{o} = {pair}({t}, {u})",
    "{o} = {pair}({t}, y={u})",
    "{o} = {pair}({t})",
    "{o} = {pair}({t}, None)",
    "{o} = {pair}(y={u}, x={t})",
    "{o} = {listed}([{t}, {u}])",
    "{o} = {listed}(({t}, {u}))",
    "{o}, {u} = {two}({t})",
    "{o} = {two}({t})[0]",
    "both = {two}({t}); {o} = both[0] + both[1]",
    "{o} = {t} * {p}",
    "{o} = {t} + {p}.data",
    "{o} = {t} * {p}.detach()",
    "{o} = {t} @ {w}",
    "{o} = torch.matmul({t}, {w}.data)",
    "{o} = F.linear({t}, {w}, {p})",
    "{o} = F.linear({t}, {linear}.weight, {linear}.bias)",
    "{o} = F.linear({t}, {linear}.weight.detach())",
    "{o} = {t} * {pl}[0] + {pl}[1]",
    "for one in {pl}: {t} = {t} + one",
    "{o} = {t} * {pd}['p']",
    "{o} = {f}({t})",
    "{o} = (lambda v: v * 2)({t})",
    "{o} = {t} * {number}",
    "{p}.add_(1)",
    "{p}.data.mul_(0.5)",
    "with torch.no_grad(): {p}.mul_(0.5)",
    "self.count = getattr(self, 'count', 0) + 1; {o} = {t} * self.count",
    "self.last = {t}",
    "self.last = {t}; {o} = self.last * 2",
    "{m}.seen = {t}.detach()",
    "{m}.seen = {t}; {o} = {m}.seen + 1",
    "{linear}.weight.data.mul_(0.5)",
    "{o} = {m}.forward({t})",
    "{o} = {m}(input={t})",
    "{o} = torch.utils.checkpoint.checkpoint({m}, {t}, use_reentrant=False)",
    "{o} = {t}; {o} = {o} + 1",
    "{t}[:, 0] = 0",
    "{t}[0] = {t}[0] * 2",
    "{o} = {t}.requires_grad_(False)",
    "{o} = helper({t})",
    "{o} = helper({t}, {u})",
)
"""One or more lines of a forward."""
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
}
"""How a class takes its inputs, and the tensors it then has."""
DECORATORS = ("@torch.no_grad()", "@torch.inference_mode()", "@torch.enable_grad()")
CALLS = {
    "one": ("x", "x=x"),
    "pair": ("x", "x, y", "x, y=y", "x, None", "y=y, x=x"),
    "listed": ("[xs_0, xs_1]", "(xs_0, xs_1)"),
    "two": ("x",),
}
"""How the network is called, by what it takes."""
FRAME = """
import copy
from collections import OrderedDict
import torch
import torch.utils.checkpoint
from torch import nn
import torch.nn.functional as F


def helper(v, w=None):
    return v * 2 if w is None else v + w


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


class Scaled(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale

    def forward(self, x):
        return x * self.scale
"""
