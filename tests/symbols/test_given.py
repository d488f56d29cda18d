"""The inputs that a call shows which gives more than one tensor after the other."""

import pytest
import torch

from builder import from_source, to_module
from builder.errors import SourceError

HEAD = "import torch\nfrom torch import nn\n"
OPTIONAL = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)
        self.b = nn.Linear(3, 4)

    def forward(self, x, mask=None, extra=None, twice=False):
        h = self.a(x)
        if extra is not None:
            h = h + self.b(extra)
        if mask is not None:
            h = h * mask
        return h * 2 if twice else h

net = Net()
"""
LISTED = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(4, 4)

    def forward(self, xs):
        return self.a(xs[0]) + xs[1]

net = Net()
"""
NAMED = LISTED.replace("xs[0]", "xs['x']").replace("xs[1]", "xs['y']")
X, E, M, Y = "torch.ones(2, 4)", "torch.ones(2, 3)", "torch.full((2, 1), 3.0)", "torch.full((2, 4), 2.0)"
CALLS = {
    "none between": (OPTIONAL, f"net({X}, None, {E})", ["x", "extra"]),
    "by name": (OPTIONAL, f"net({X}, extra={E})", ["x", "extra"]),
    "by names in another order": (OPTIONAL, f"net({X}, extra={E}, mask={M})", ["x", "mask", "extra"]),
    "none by name": (OPTIONAL, f"net({X}, extra=None, mask={M})", ["x", "mask"]),
    "a flag": (OPTIONAL, f"net({X}, twice=True)", ["X"]),
    "a list": (LISTED, f"net([{X}, {Y}])", ["xs_0", "xs_1"]),
    "a dict": (NAMED, f"net({{'x': {X}, 'y': {Y}}})", ["xs_x", "xs_y"]),
    "a tuple by name": (LISTED, f"net(xs=({X}, {Y}))", ["xs_0", "xs_1"]),
}
GIVEN = {"X": X, "x": X, "extra": E, "mask": M, "xs_0": X, "xs_1": Y, "xs_x": X, "xs_y": Y}


@pytest.mark.filterwarnings("ignore:NetAsUsed, which derives")
@pytest.mark.parametrize("name", CALLS)
def test_the_network_returns_what_the_call_returns(name):
    """Its inputs are the tensors of the call; whatever else it gives is what the network does."""
    text, call, names = CALLS[name]
    scope = {}
    exec(f"{HEAD}{text}out = {call}", scope)
    document = from_source(f"{HEAD}{text}{call}")
    ours = to_module(document)
    ours.load_state_dict(scope["net"].state_dict())
    assert [entry.name for entry in document.inputs] == names
    assert torch.equal(ours(*(eval(GIVEN[name], {"torch": torch}) for name in names)), scope["out"])


def test_a_list_for_a_class_that_stays_code_is_refused():
    """Its forward takes the list, which no input of a document is."""
    text = LISTED.replace("        return", "        if xs[0].sum() > 0:\n            return -xs[0]\n        return")
    with pytest.raises(SourceError, match="A call gives Net a list of tensors"):
        from_source(f"{HEAD}{text}same = type(net) is Net\nnet([{X}, {Y}])")


@pytest.mark.filterwarnings("ignore:Net is kept as code", "ignore:Ignored")
def test_a_call_that_no_inputs_say_is_told():
    """The class that stays code is called with its first tensor alone."""
    text = OPTIONAL.replace("        return", "        if x.sum() > 0:\n            return -h\n        return")
    with pytest.warns(UserWarning, match="A call gives Net other values beside tensors"):
        from_source(f"{HEAD}{text}same = type(net) is Net\nnet({X}, None, {E})")


def test_a_dict_of_tensors_is_refused_by_name():
    """The inputs of a network are one tensor each."""
    with pytest.raises(SourceError, match="A call gives Net a dict of tensors"):
        from_source(f"{HEAD}{NAMED}same = type(net) is Net\nnet({{'x': {X}, 'y': {Y}}})")
