"""What one call of a forward leaves for the next one: such a class stays code, and does as its author's."""

import warnings

import pytest
import torch

from builder import from_source, to_module
from builder.document.blocks import Graph

HEAD = "import torch\nfrom torch import nn\n"
CLASSES = """
class Inner(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.steps = 0
        self.first = True
        self.scale = 1.0
        self.mask = None

    def forward(self, x):
        {inner}

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = Inner()
        self.seen = None

    def forward(self, x):
        {outer}

net = Net()
"""
KEPT = {
    "a counter": ("self.steps += 1; return self.fc(x) * self.steps", "return self.inner(self.inner(x))"),
    "a first time": ("y = self.fc(x) * (2 if self.first else 1); self.first = False; return y", "return self.inner(x)"),
    "a number set after a call": (
        "return self.fc(x) * self.scale",
        "y = self.inner(x); self.inner.scale = 3.0; return self.inner(y)",
    ),
    "a tensor set on a child": (
        "return self.fc(x) if self.mask is None else self.fc(x) * self.mask",
        "self.inner.mask = x * 2; return self.inner(x)",
    ),
    "a tensor that is kept": (
        "return self.fc(x)",
        "self.seen = self.inner(x) if self.seen is None else self.seen + x; return self.seen",
    ),
}
DRAWN = {
    "a counter that nobody reads": ("self.steps += 1; return self.fc(x)", "return self.inner(x)"),
    "a number set before each call": ("return self.fc(x) * self.scale", "self.inner.scale = 3.0; return self.inner(x)"),
    "a tensor for whoever looks": ("return self.fc(x)", "self.seen = self.inner(x); return self.seen + x"),
}


def networks(bodies):
    """Return the document of two classes with these forwards, its network, and what Python makes of the text."""
    text = HEAD + CLASSES.format(inner=bodies[0], outer=bodies[1])
    scope = {}
    exec(text, scope)
    document = from_source(f"{text}net(torch.rand(2, 4))\n")
    ours = to_module(document)
    ours.load_state_dict(scope["net"].state_dict())
    return document, ours, scope["net"]


@pytest.mark.filterwarnings("ignore:.*is kept as code", "ignore:.*the text calls the network")
@pytest.mark.parametrize("name", [*KEPT, *DRAWN])
def test_each_call_returns_what_the_author_s_returns(name):
    """The first, the second and the third."""
    _, ours, theirs = networks((KEPT | DRAWN)[name])
    for x in torch.rand(3, 2, 4):
        assert torch.equal(ours(x), theirs(x))


@pytest.mark.parametrize("name", DRAWN)
def test_what_no_call_reads_of_another_one_is_drawn(name):
    """Nothing is kept as code for a field that is set before it is read."""
    document = networks(DRAWN[name])[0]
    assert isinstance(document.root, Graph)
    assert not document.definitions


@pytest.mark.filterwarnings("ignore:.*is kept as code")
def test_what_a_call_of_the_text_leaves_is_said():
    """A document begins as the object was made, not as that call left it."""
    inner, outer = KEPT["a counter"]
    text = HEAD + CLASSES.replace("{inner}", inner).replace("{outer}", outer)
    with pytest.warns(UserWarning, match="Inner: the text calls the network, and the call leaves steps changed"):
        from_source(text + "net(torch.rand(2, 4))\n")


@pytest.mark.parametrize(
    ("setup", "names"),
    [
        ("", "num_batches_tracked, running_mean, running_var"),
        ("net = nn.Sequential(net, copy.deepcopy(net))[1]", "num_batches_tracked, running_mean, running_var"),
    ],
)
@pytest.mark.filterwarnings("default")
def test_it_is_said_that_a_call_of_the_text_moves_what_norms_hold(setup, names):
    """Of a copy that was made later as well."""
    text = (
        f"import copy\n{HEAD}net = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4))\nnet(torch.ones(2, 4))\n{setup}\n"
    )
    with pytest.warns(UserWarning, match=f"BatchNorm1d: .* leaves {names} changed for the next one"):
        from_source(text)


def test_a_call_in_evaluation_moves_nothing():
    """So nothing is said."""
    text = f"{HEAD}net = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4)).eval()\nnet(torch.ones(2, 4))\nnet.train()\n"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        from_source(text)


@pytest.mark.filterwarnings("ignore:.* is kept as code")
@pytest.mark.parametrize("setup", ["weight_norm(self.a)", "spectral_norm(self.a)"])
def test_it_is_said_that_a_call_of_the_text_works_out_what_code_reads(setup):
    """An old norm works out a weight by a hook, which `forward` of a layer does not run."""
    text = f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n"
    text += f"        self.a = nn.Linear(4, 4); nn.utils.{setup}\n"
    text += "    def forward(self, x):\n        return self.a.forward(x)\nnet = Net()\nnet.a(torch.ones(2, 4))\n"
    with pytest.warns(UserWarning, match="Linear: the text calls the network, and the call leaves weight changed"):
        from_source(text)


@pytest.mark.filterwarnings("ignore:.* is kept as code")
@pytest.mark.parametrize(
    "line", ["self.n += 1", "self.n.add_(1)", "self.n.data[0] = 2", "self.n = self.n + 1", "self.l.append(1)"]
)
def test_it_is_said_what_a_call_of_the_text_changes_in_code(line):
    """A buffer, or a list."""
    name = line[5]
    text = f"{HEAD}class Net(nn.Module):\n    def __init__(self):\n        super().__init__(); self.l = []\n"
    text += "        self.a = nn.Linear(4, 4); self.register_buffer('n', torch.zeros(1))\n"
    text += f"    def forward(self, x):\n        {line}\n"
    text += "        return self.a(x) * self.n * len(self.l)\nnet = Net()\nnet(torch.ones(2, 4))\n"
    with pytest.warns(UserWarning, match=f"Net: the text calls the network, and the call leaves {name} changed"):
        from_source(text)
