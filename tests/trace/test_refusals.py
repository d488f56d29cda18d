"""What cannot be converted is named with its class and the reason."""

from types import MethodType

import pytest
import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import nn

from builder import Document
from builder.errors import UnsupportedError
from builder.module import to_module


def own(forward, **members):
    """Return a module of a class called Own with this forward."""
    made = type("Own", (nn.Module,), {"forward": forward})()
    for name, value in members.items():
        setattr(made, name, value)
    return made


def returns_by_name(self, x):
    """Return a dict."""
    return {"out": x}


OUTSIDE = nn.Linear(4, 4)
REFUSED = {
    "uses a tensor or module that does not belong to it": lambda self, x: OUTSIDE(x),
    "depends on tensor values": lambda self, x: x if x.sum() > 0 else -x,
    "calls fft_fft, which is not available as a block": lambda self, x: torch.fft.fft(x).real,
    "without training=self.training": lambda self, x: F.dropout(x),
    "returns an object of type dict": returns_by_name,
    "indexes with a tensor": lambda self, x: x[x.argmax(1)],
    "depends on the batch": lambda self, x: x * x.shape[0],
    "does not come from an input": lambda self, x: x + torch.tensor([1.0, 2.0, 3.0, 4.0]),
    "differs between training and evaluation": lambda self, x: x + 1 if self.training else x,
    "changes an input": lambda self, x: x.add_(1),
    "reads layer.weight, a tensor of a module below": lambda self, x: F.linear(x, self.layer.weight),
    "reads self.plain, a tensor that is not in the state_dict": lambda self, x: x + self.plain,
    "raises ValueError: no": lambda self, x: (_ for _ in ()).throw(ValueError("no")),
    "changes a tensor in place that is also read elsewhere": lambda self, x: self.over(x.view(-1, 4)) + x * 2,
    "writes into a part": lambda self, x: x.clone().__setitem__(0, 1.0) or x,
}


@pytest.mark.parametrize("reason", REFUSED)
def test_reason_is_named(reason):
    """Each way of being untraceable has its sentence."""
    network = own(REFUSED[reason], layer=nn.Linear(4, 4), plain=torch.ones(4), over=nn.ReLU(inplace=True))
    with pytest.raises(UnsupportedError, match=rf"(?s)1 class cannot be converted:.*Own at the root: .*{reason}"):
        Document.from_module(network, (2, 4))


def test_a_module_of_a_neighbour_is_refused():
    """Its path begins as the path of the class that calls it does, and it is not inside."""
    layers = nn.ModuleList([nn.Linear(4, 4), nn.Linear(4, 4)])
    both = lambda self, x: self.layers[0](x) + self.layers[1](x)  # noqa: E731
    network = own(
        lambda self, x: self.a(self.ab(x)), ab=own(both, layers=layers), a=own(both, layers=nn.ModuleList(layers))
    )
    with pytest.raises(UnsupportedError, match=r"Own at a: it calls layers\.0, a module that is also used elsewhere"):
        Document.from_module(network, (2, 4))


def test_every_class_is_named():
    """Two untraceable classes are told at once, each with its place."""
    network = nn.Sequential(own(lambda self, x: F.dropout(x)), nn.Linear(4, 4), own(lambda self, x: x[x[:, 0] > 0]))
    with pytest.raises(UnsupportedError, match=r"(?s)2 classes cannot be converted:.*Own at 0: .*Own at 2: "):
        Document.from_module(network, (2, 4))


def test_a_layer_that_is_never_called_is_kept():
    """Its keys stay."""
    network = own(lambda self, x: self.used(x), used=nn.Linear(4, 4), idle=nn.Linear(4, 3))
    ours = to_module(Document.from_module(network, (2, 4)))
    assert list(ours.state_dict()) == list(network.state_dict())
    assert ours(torch.ones(2, 4)).shape == (2, 4)


def test_a_changed_layer_is_named():
    """A layer whose tensors no argument leads to."""
    layer = nn.Linear(4, 4)
    layer.weight = nn.Parameter(torch.ones(3, 4))
    with pytest.raises(UnsupportedError, match="Linear at 0: it is a Linear with unexpected tensors"):
        Document.from_module(nn.Sequential(layer), (2, 4))


def test_hooks_are_named():
    """A forward hook would be lost."""
    network = nn.Sequential(nn.Linear(4, 4))
    network[0].register_forward_hook(lambda module, args, out: out * 2)
    with pytest.raises(UnsupportedError, match="Linear at 0: it has forward hooks"):
        Document.from_module(network, (2, 4))


@pytest.mark.parametrize("path", ["", "0"])
def test_a_forward_of_one_object_is_named(path):
    """What runs in its place would be lost: of a layer, and of a container."""
    network = nn.Sequential(nn.Linear(4, 4))
    network.get_submodule(path).forward = lambda x: x * 3
    with pytest.raises(UnsupportedError, match="its forward was replaced on this one object"):
        Document.from_module(network, (2, 4))


def test_a_forward_of_one_object_of_an_own_class_is_read():
    """Its graph is what this object does, not what its class does."""
    network = own(lambda self, x: x, layer=nn.Linear(4, 4))
    network.forward = MethodType(lambda self, x: self.layer(x) * 3, network)
    ours, x = to_module(Document.from_module(network, (2, 4))), torch.randn(2, 4)
    ours.load_state_dict(network.state_dict())
    assert torch.equal(ours(x), network(x))


def test_large_buffer_outside_the_state_dict_is_named():
    """No file of weights would hold the values of one that is not persistent."""
    network = own(lambda self, x: x + self.table)
    network.register_buffer("table", torch.randn(200, 200), persistent=False)
    with pytest.raises(UnsupportedError, match="its buffer table has 40,000 values and is not persistent"):
        Document.from_module(network, (2, 200, 200))


def test_large_buffers_are_said():
    """The values of a large buffer are in the weights alone, and a warning says so."""
    network = own(lambda self, x: x + self.table)
    network.register_buffer("table", torch.randn(200, 200))
    with pytest.warns(UserWarning, match="The buffer table has 40,000 values"):
        Document.from_module(network, (2, 200, 200))


@pytest.mark.parametrize("inputs", [["x"], 3, [], torch.zeros(2, 4, dtype=torch.complex128)])
def test_inputs_are_tensors_or_shapes(inputs):
    """Anything else is refused with a hint."""
    with pytest.raises((UnsupportedError, TypeError)):
        Document.from_module(nn.Linear(4, 4), inputs)


@pytest.mark.parametrize("network", [nn.Sequential(nn.Flatten(), nn.LazyLinear(3)), nn.LazyBatchNorm1d()])
def test_a_lazy_layer_without_weights_is_named(network):
    """It says what to call first, instead of what torch raises inside."""
    with pytest.raises(UnsupportedError, match=r"has no weights yet because it has not been called\. Call the network"):
        Document.from_module(network, torch.zeros(2, 4))
    network(torch.zeros(2, 4))
    assert Document.from_module(network, torch.zeros(2, 4)).inputs[0].shape == ("N", 4)


def test_lazy_layers_whose_weights_were_loaded_are_read():
    """Before their first call, of which torch makes a normalisation of 0 features."""
    network, loaded = (nn.Sequential(nn.LazyLinear(3), nn.LazyBatchNorm1d()) for _ in range(2))
    loaded(torch.randn(2, 4))
    network.load_state_dict(loaded.state_dict())
    ours, x = to_module(Document.from_module(network, (2, 4))), torch.randn(2, 4)
    ours.load_state_dict(network.state_dict())
    assert torch.equal(ours(x), network(x))


@pytest.mark.parametrize(
    ("forward", "told"),
    [
        (lambda self, x: self.layer(x), r"\[N, 9\]"),
        (lambda self, x: self.layer(x.reshape(-1)), r"N\*9|9\*N"),
        (lambda self, x: {"rows": x.shape[0]}["rows"], "returns an object of type int"),
    ],
)
def test_the_batch_of_the_trace_is_told_as_n(forward, told):
    """Nobody has chosen its number."""
    with pytest.raises(UnsupportedError, match=told) as refusal:
        Document.from_module(own(forward, layer=nn.Linear(8, 4)), (2, 9))
    assert "1009" not in str(refusal.value)
    assert "9081" not in str(refusal.value)


class KeywordOnly(nn.Module):
    """Takes its input by name alone, so that no call can pass it."""

    def forward(self, *, x):
        """Return what it is given."""
        return x


class Cyclic(nn.Module):
    """Holds itself below a child."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Sequential(nn.ReLU())
        self.inner.add_module("outer", self)

    def forward(self, x):
        """Return what it is given."""
        return x


class Listed(nn.Module):
    """Takes a list where the examples are two inputs."""

    def forward(self, xs):
        """Return the sum of both."""
        return xs[0] + xs[1]


class Stateful(nn.ReLU):
    """Keeps a state that is no tensor."""

    def get_extra_state(self):
        """Return it."""
        return {"steps": 3}


class Outer(nn.ReLU):
    """Calls its forward in a way of its own."""

    def __call__(self, x):
        """Run it."""
        return super().__call__(x) * 2


class Unprintable(nn.Module):
    """Cannot be printed."""

    def forward(self, x):
        """Return what it is given."""
        return x

    def __repr__(self):
        raise ValueError("no words")


class Uninitialised(nn.Module):
    """Has not called `__init__`."""

    def __init__(self):
        """Do nothing."""


def made(change, network=None):
    """Return a network that something has been done to."""
    network = nn.Linear(4, 4) if network is None else network
    change(network)
    return network


def nested(depth):
    """Return containers in containers."""
    network = nn.Sequential(nn.ReLU())
    for _ in range(depth):
        network = nn.Sequential(network)
    return network


def halved_precision(self, x):
    """Compute in another precision."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return self.layer(x)


NO_TREES = {
    "its own state": (Stateful(), (2, 4), "keeps a state of its own"),
    "its own call": (nn.Sequential(Outer()), (2, 4), "its __call__ is its own"),
    "its own print": (Unprintable(), (2, 4), "its own code raises ValueError: no words"),
    "no init": (Uninitialised(), (2, 4), "has not called super"),
    "deep": (nested(70), (2, 4), "deeper than 64 levels"),
    "very deep": (nested(1500), (2, 4), "deeper than 64 levels"),
    "a text for a module": (made(lambda net: net._modules.update(a="b"), nn.Sequential()), (2, 4), "holds 'b'"),
    "a number for a tensor": (made(lambda net: net._buffers.update(a=3)), (2, 4), "holds 3"),
    "a number for a name": (made(lambda net: net._modules.update({5: nn.ReLU()}), nn.Sequential()), (2, 4), r"\[5\]"),
    "sparse": (made(lambda net: net.register_buffer("a", torch.eye(3).to_sparse())), (2, 4), "a sparse tensor"),
    "memory": (made(lambda net: net.register_buffer("a", net.weight.data[0])), (2, 4), "a and weight share memory"),
    "a hook": (made(lambda net: net.weight.register_hook(lambda grad: -grad)), (2, 4), "hooks on its gradients"),
    "a module's hook": (made(lambda net: net.register_full_backward_hook(print)), (2, 4), "hooks on its gradients"),
    "precision": (own(halved_precision, layer=nn.Linear(4, 4)), (2, 4), r"under torch\.autocast"),
    "a tuple": (nn.ReLU(), [(torch.zeros(2), torch.zeros(2))], "An example is a tuple of several values"),
    "a train of one object": (made(lambda net: setattr(net, "train", print)), (2, 4), "its train was replaced"),
    "no Python": (made(lambda net: setattr(net, "forward", torch.relu), own(None)), (2, 4), "no function written in"),
    "no examples": (nn.ReLU(), None, "None is not a tensor or a shape"),
    "a number": (nn.ReLU(), 3, "3 is not a tensor or a shape"),
    "a function": (torch.relu, (2, 4), "is not an nn.Module. Pass a network"),
    "a class": (nn.ReLU, (2, 4), "is not an nn.Module. Pass a network"),
    "by name alone": (KeywordOnly(), (2, 4), "KeywordOnly at the root: its forward"),
    "a list": (Listed(), [(2, 4), (2, 4)], "Listed at the root: its forward"),
    "itself inside": (Cyclic(), (2, 4), "The module at inner.outer contains itself"),
}


@pytest.mark.parametrize("case", NO_TREES)
def test_what_is_no_network_is_refused_in_words(case):
    """None ends in an error of Python's."""
    network, given, why = NO_TREES[case]
    with pytest.raises(UnsupportedError, match=why):
        Document.from_module(network, given)


@pytest.mark.filterwarnings("ignore")
def test_a_scripted_module_is_refused():
    """It has no forward in Python."""
    network = torch.jit.script(nn.Sequential(nn.Linear(4, 3)))
    with pytest.raises(UnsupportedError, match=r"at the root is compiled by TorchScript\. Pass the module"):
        Document.from_module(network, (2, 4))
