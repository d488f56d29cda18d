"""The prompt on a live network."""

import re

import pytest
import torch
from torch import nn

from builder.errors import SourceError
from builder.interpreter.values import Native
from builder.jobs.shelf import Shelf
from builder.live.console import Console


@pytest.fixture
def net():
    """Give a small network."""
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))


@pytest.fixture
def console(net):
    """Give a console on the network with an input."""
    return Console({"net": net, "X": torch.ones(2, 4)})


def test_values_print_as_torch_prints_them(console, net):
    """A tensor, a size and a module read as at Python's own prompt."""
    assert console.run("net[0].bias.data") == f"{net[0].bias.data!r}\n"
    assert console.run("net[0].weight.shape") == "torch.Size([8, 4])\n"
    assert console.run("net") == f"{net!r}\n"
    assert console.run("net[2].state_dict()") == f"{net[2].state_dict()!r}\n"


def test_a_tensor_is_known_not_to_be_on_a_gpu(console):
    """Repositories ask for it before they call `.cuda()`."""
    assert console.run("X.is_cuda") == "False\n"


ITERATED = {
    "a loop": "for x in W: print(x)",
    "unpacking": "a, b = W\nprint(a)\nprint(b)",
    "a star": "for x in [*W]: print(x)",
}


@pytest.mark.parametrize("text", ITERATED.values(), ids=ITERATED)
def test_a_tensor_is_unbound_by_whatever_iterates(text):
    """As `Tensor.__iter__` does, so rows print `grad_fn=<UnbindBackward0>`."""
    rows = torch.ones(2, 2, requires_grad=True)
    assert Console({"W": rows}).run(text) == "".join(f"{row!r}\n" for row in rows)


def test_a_number_is_not_iterated(console):
    """Torch's words, at their line."""
    with pytest.raises(SourceError, match=r"^line 1, column \d+: TypeError: iteration over a 0-d tensor"):
        console.run("for x in X.sum(): pass")


def test_weights_can_be_changed(console, net):
    """Items, slices and whole tensors take new values."""
    before = net[0].weight.data.clone()
    console.run("net[0].weight.data[:] += 1\nnet[0].weight.data[0, 0] = 42")
    assert net[0].weight[0, 0] == 42
    assert torch.equal(net[0].weight.data[1:], before[1:] + 1)


def test_gradients_are_there_after_backward(console):
    """Before backward there is none, then there is one."""
    assert console.run("net[0].weight.grad is None") == "True\n"
    console.run("net(X).sum().backward()")
    assert console.run("net[0].weight.grad is None") == "False\n"


def test_functions_typed_above_can_be_applied(console, net):
    """`apply` takes a function of the console."""
    console.run("def init(m):\n    if type(m) == nn.Linear:\n        nn.init.constant_(m.weight, 1)")
    console.run("net.apply(init)")
    assert net[2].weight.sum() == 8


def test_names_and_shapes_print(console):
    """A star before a comprehension prints its items."""
    printed = console.run("print(*[(n, p.shape) for n, p in net.named_parameters()])")
    assert printed.startswith("('0.weight', torch.Size([8, 4])) ('0.bias', torch.Size([8]))")


def test_shelf_keeps_objects_by_plain_name(net, tmp_path):
    """`torch.save` and `torch.load` reach the shelf that was given, and nothing else."""
    console = Console({"net": net}, shelf=Shelf(tmp_path))
    console.run("torch.save({'x': net[0].bias}, 'mine.pt')\nx = torch.load('mine.pt')['x']")
    assert console.run("torch.equal(x, net[0].bias)") == "True\n"
    assert [file.name for file in tmp_path.iterdir()] == ["mine.pt"]
    with pytest.raises(SourceError, match="file name cannot be used"):
        console.run("torch.save(1, '../mine')")


def test_each_input_has_a_full_budget(console):
    """What one input spent is not taken from the next; what was printed before a refusal is kept."""
    with pytest.raises(SourceError, match="more than 400,000 steps"):
        console.run("print('before')\nwhile True: pass")
    assert console.partial() == "before\n"
    assert console.run("1 + 1") == "2\n"


def test_written_class_lives_on_outside(console):
    """An object of a written class is a real module to those who hold it, and raises SourceError when it is wrong."""
    console.run("class Half(nn.Module):\n    def forward(self, x):\n        return x / 2 if x.sum() else x.nothing")
    half = console.interpreter.run("Half()")
    assert torch.equal(nn.Sequential(half)(torch.ones(2)), torch.ones(2) / 2)
    with pytest.raises(
        SourceError, match="line 3, column 38: AttributeError: 'Tensor' object has no attribute 'nothing'"
    ):
        half(torch.zeros(2))


LAZY = """
net = nn.Sequential(nn.LazyLinear(8), nn.ReLU(), nn.LazyLinear(1))
before = repr(net[0].weight)
shape = net(X).shape
(before, shape, type(net[0]) == nn.Linear, net[2].weight.data.shape)
"""


def test_lazy_modules_take_their_shape_from_the_first_input(console):
    """As in textbooks: nothing is there before the first call, a plain Linear after it."""
    assert console.run(LAZY) == "('<UninitializedParameter>', torch.Size([2, 1]), True, torch.Size([1, 8]))\n"


@pytest.mark.parametrize(
    "text",
    ["type(net[0].bias)", "type(net[0])", "nn.Linear", "torch.Tensor", "type(X.shape)", "type(net.state_dict())",
     "type(1.5)", "type(net.parameters())", "torch.float16", "net[0].weight[:2]", "torch.max(X, 1)", "X > 0"],
)  # fmt: skip
def test_what_is_shown_is_what_python_shows(console, net, text):
    """Classes with their place, results with their fields."""
    assert console.run(text) == f"{eval(text, {'net': net, 'X': torch.ones(2, 4), 'torch': torch, 'nn': nn})!r}\n"


def test_a_seed_draws_the_same_again(console):
    """And shows a generator that is not torch's own."""
    assert re.fullmatch(r"<torch._C.Generator object at 0x7f00\w+>\n", console.run("torch.manual_seed(1)"))
    assert console.run("a = torch.rand(2)\ntorch.manual_seed(1)\ntorch.equal(a, torch.rand(2))") == "True\n"


def test_a_long_answer_is_cut(console):
    """Rather than refused, with how much is not shown."""
    printed = console.run("list(range(100_000))")
    assert printed.startswith("[0, 1, 2")
    assert printed.endswith("more characters)\n")
    assert len(printed) < 60_100


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("net.cuda()", "the CPU"),
        ("torch.optim.LBFGS(net)", "SGD, Adam, AdamW"),
        ("torch.hub.load('a')", "Only networks, tensors and functions"),
    ],
)
def test_what_is_not_there_is_refused_with_what_to_do(console, text, hint):
    """In place of a name that is only spelt alike."""
    with pytest.raises(SourceError, match=hint):
        console.run(text)


def test_an_input_can_be_stopped(console):
    """At once; the next one runs."""
    console.interpreter.globals.variables["stop"] = Native("stop", lambda interpreter: console.stop())
    with pytest.raises(SourceError, match="Stopped"):
        console.run("x = torch.ones(10)\nstop()\nwhile True: x.sum()")
    assert console.run("x.sum()") == "tensor(10.)\n"
