"""What wraps a network gives it; what changes it out of sight is refused; what fails for other sizes stays code."""

import warnings

import pytest
import torch

from builder import from_source, to_module, to_source
from builder.errors import SourceError


@pytest.mark.parametrize("wrapped", ["torch.compile(net)", "nn.DataParallel(net)", "torch.jit.script(net)"])
def test_what_only_wraps_a_network_gives_it(wrapped):
    """The network is the one inside, by the wrapper's name for it too, and what is left out is said."""
    text = f"import torch\nfrom torch import nn\nnet = nn.Linear(2, 3)\nnet = {wrapped}\n"
    inside = {"torch.compile(net)": "net._orig_mod", "nn.DataParallel(net)": "net.module"}.get(wrapped, "net")
    text += f"nn.init.ones_({inside}.bias)\nnet(torch.ones(4, 2))"
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        document = from_source(text)
    name = wrapped.partition("(")[0].replace("nn.", "torch.nn.")
    assert [f"line 4: {name}" in str(one.message) for one in caught] == [True]
    assert to_module(document).bias.tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    "line",
    [
        "torch.nn.utils.prune.l1_unstructured(net, 'weight', 0.5)",
        "torch.ao.quantization.prepare(net, inplace=True)",
        "net._parameters['w'] = nn.Parameter(torch.ones(3))",
        "del net._parameters['bias']",
    ],
)
def test_what_changes_a_network_in_a_way_that_is_not_kept_is_refused(line):
    """Its keys would be others than the text's."""
    text = f"import torch\nfrom torch import nn\nimport torch.nn.utils.prune\nnet = nn.Linear(2, 3)\n{line}\n"
    with pytest.raises(SourceError, match=r"line 5.*(puts other tensors into the network|cannot be changed)"):
        from_source(text)


def test_a_child_that_is_none_cannot_be_run():
    """In a sentence with its line, as torch raises it."""
    text = "import torch\nfrom torch import nn\nnet = nn.Sequential(nn.ReLU(), None)\nnet(torch.ones(2))"
    with pytest.raises(SourceError, match=r"line 4.*TypeError: 'NoneType' object is not callable"):
        from_source(text)


CELLS = {
    "LSTMCell": ("h = c = torch.zeros(2, 6)", "t in range(x.size(1))", "h, c = self.cell(x[:, t], (h, c))"),
    "GRUCell": ("h = None", "t in range(x.size(1))", "h = self.cell(x[:, t], h)"),
    "RNNCell": ("h = torch.zeros(2, 6)", "step in x.unbind(1)", "h = self.cell(step, h)"),
}
LOOP = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.{kind}(4, 6)
    def forward(self, x):
        {first}
        for {each}:
            {step}
        return h
net = Net()
net(torch.rand(2, 5, 4))
"""


@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("kind", CELLS)
def test_a_loop_over_steps_with_a_cell_is_kept_as_code(kind):
    """That a cell refuses other features than its own, which are tried, says nothing of the class."""
    first, each, step = CELLS[kind]
    text = LOOP.format(kind=kind, first=first, each=each, step=step)
    scope = {}
    exec(text, scope)
    ours, theirs = to_module(from_source(text)), scope["net"]
    ours.load_state_dict(theirs.state_dict())
    x = torch.rand(2, 7, 4)
    assert torch.equal(ours(x), theirs(x))


MODAL = """
import torch
from torch import nn
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.d = nn.Dropout(); {inside}
    def forward(self, x):
        {steps}
net = nn.Sequential(nn.Sequential(nn.Dropout(), nn.ReLU()), nn.ReLU(), Net())
{after}
net(torch.rand(2, 4))
"""
MODES = {
    "a part": ("", "net[0].eval()", "0 is in another mode"),
    "two parts": ("", "for one in net[0][:2]: one.eval()", "0.0, 0.1 are in another mode"),
    "all of it": ("", "net.eval()", None),
    "all but a part": ("", "net.eval()\nnet[1].train()", "1 is in another mode"),
    "a class that is drawn": ("self.d.eval()", "", "2.d is in another mode"),
    "a class that is kept does it again": ("self.d.eval(); self.n = 9", "", None),
}


@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("case", MODES)
def test_a_mode_that_is_not_kept_is_said(case):
    """A document has none: a part in another mode than the rest would be lost without a word."""
    inside, after, words = MODES[case]
    steps = "return self.d(x) if x.sum() < self.n else x" if "self.n" in inside else "return self.d(x)"
    text = MODAL.format(inside=inside, steps=steps, after=after)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        from_source(text)
    said = [str(one.message) for one in caught if "another mode" in str(one.message)]
    assert [words in one for one in said] == [True] if words else said == []


DERIVED = """
import torch
from torch import nn
class Own(nn.Linear):
    def forward(self, x):
        return super().forward(x) * 2
net = nn.Sequential(nn.Linear(4, 4), Own(4, 4), nn.Linear(4, 4), Own(4, 4))
for one in net.modules():
    if {which}: {done}
net(torch.ones(2, 4))
"""


@pytest.mark.filterwarnings("ignore:Own is kept as code")
@pytest.mark.parametrize("done", ["nn.init.ones_(one.weight)", "one.weight.requires_grad = False"])
@pytest.mark.parametrize("which", ["isinstance(one, nn.Linear)", "type(one) is nn.Linear", "isinstance(one, Own)"])
def test_a_rule_for_a_kind_fills_no_class_that_derives_from_it(which, done):
    """So those have rules of their own where the text fills them as well."""
    text = DERIVED.format(which=which, done=done)
    scope = {}
    exec(text, scope)
    for one, other in zip(scope["net"], to_module(from_source(text)), strict=True):
        assert one.weight.requires_grad == other.weight.requires_grad
        assert bool((one.weight == 1).all()) == bool((other.weight == 1).all())


CHANGES = """
import torch
from torch import nn
class Part(nn.Module):
    def forward(self, x):
        {body}
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.part = Part()
    def forward(self, x):
        a = x * 3
        b = a + 1
        before = a + b
        self.part(b)
        return before + b
net = Net()
net(torch.rand(2, 3, 4))
"""


@pytest.mark.filterwarnings("ignore:(Part|Net) is kept as code")
@pytest.mark.parametrize(
    "body",
    [
        "x[0] = x[0] * 2; return x / 2",
        "y = x / 2; x[:, 1] = 0; return [y, y]",
        "y = x.detach(); x *= 2; return [x + 1, y]",
        "x.masked_fill_(x > 2, 0); return x.sum()",
    ],
)
def test_what_code_changes_in_its_input_is_seen_by_later_readers_alone(body):
    """One that reads the tensor before the call was given what it held after it."""
    text = CHANGES.format(body=body)
    scope = {}
    exec(text, scope)
    x = torch.rand(2, 3, 4)
    document, emitted = from_source(text), {}
    exec(to_source(document), emitted)
    for ours in (to_module(document), emitted["build_net"]()):
        assert torch.allclose(ours(x.clone()), scope["net"](x.clone()))
