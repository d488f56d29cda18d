"""What backward reads is what forward saved, on every road by which the prompt changes memory."""

import pytest
import torch
from torch import nn

from builder.errors import SourceError
from builder.live.console import Console

CHANGED = "modified by an inplace operation"


@pytest.fixture
def console():
    """Give a console with a network, an input, and a product of which `w` is saved for backward."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    console = Console({"net": net, "X": torch.ones(2, 4)})
    console.run("w = torch.ones(3)\nx = torch.ones(3, requires_grad=True)\ny = (x * w).sum()")
    return console


ROADS = {
    "data": "w.data.fill_(2)",
    "item of data": "w.data[0] = 2",
    "operator on data": "w.data *= 2",
    "data of data": "w.data.data += 1",
    "view of data": "w.view(1, 3).data.T.zero_()",
    "another value": "w.data = torch.zeros(3)",
    "its own value": "w.data = w.data",
    "out": "torch.add(x.data, 1, out=w.data)",
    "out alone": "torch.zeros(3, out=w)",
    "another shape by out": "torch.zeros(5, out=w)",
    "transposed": "w.unsqueeze_(0)",
    "no_grad": "with torch.no_grad(): w.data.copy_(x)",
    "parameter": "nn.Parameter(w).data.zero_()",
    "detach": "w.detach().zero_()",
    "detach in place": "w.detach_()\nw.data.zero_()",
    "its memory in another": "p = torch.zeros(3)\np.data = w\np.fill_(2)",
    "view of another": "p = torch.zeros(3)\np.data = w\nv = p[:1]\np.data = torch.zeros(3)\nv.fill_(2)",
    "a view as another": "p = torch.zeros(2)\np.data = w[:2]\np.data.fill_(2)",
    "two steps": "p, q = torch.zeros(3), torch.zeros(3)\np.data = w\nq.data = p\nq.exp_()",
    "out through another": "p = torch.zeros(3)\np.data = w\ntorch.add(x.data, 1, out=p)",
    "list item": "p = torch.zeros(3)\np.data = w\np[[0, 2]] = 5",
    "another dtype": "w.view(torch.int32).zero_()",
    "init": "nn.init.zeros_(w.data)",
    "batch norm": "F.instance_norm(torch.ones(1, 3, 4), w, torch.ones(3))",
}


@pytest.mark.parametrize("road", ROADS.values(), ids=ROADS)
def test_backward_refuses_what_changed(console, road):
    """Torch's own error, as after a change of the tensor itself."""
    console.run(road)
    with pytest.raises(SourceError, match=CHANGED):
        console.run("y.backward()")


@pytest.mark.parametrize("kind", ["double", "half", "bfloat16"])
def test_backward_refuses_a_converted_network(console, kind):
    """Its parameters are in other memory, of another dtype."""
    console.run(f"loss = net(X).sum()\nnet.{kind}()")
    with pytest.raises(SourceError, match=CHANGED):
        console.run("loss.backward()")


def test_a_conversion_to_what_it_is_changes_nothing(console):
    """Nothing moves, so backward goes on."""
    console.run("loss = net(X).sum()\nnet.float().to('cpu')\nloss.backward()")
    assert console.run("net[0].weight.grad is None") == "False\n"


def test_reading_data_changes_nothing(console):
    """Backward gives what it gave."""
    console.run("a = w.data + 1\nb = w.data.clone()\nb += 1\ny.backward()")
    assert console.run("x.grad") == "tensor([1., 1., 1.])\n"


def test_assigned_data_shares_memory_as_in_torch(console):
    """Both see a change of either."""
    console.run("a, b = torch.zeros(2), torch.ones(2)\na.data = b\na[0] = 5\nb[1] = 7")
    assert console.run("a, b") == "(tensor([5., 7.]), tensor([5., 7.]))\n"


def test_assigned_data_does_not_keep_memory(console):
    """A thousand assignments hold no more than one."""
    before = console.interpreter.budget.tensor_elements
    console.run("p = torch.zeros(2000)\nfor i in range(200): p.data = torch.zeros(2000)")
    assert console.interpreter.budget.tensor_elements - before <= 4000


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        ("torch.zeros(4, 4)", r"\.data has the shape \[8, 4\]; it cannot become \[4, 4\]"),
        ("net[0].weight.double()", r"\.data has the dtype torch.float32; it cannot become torch.float64"),
        ("torch.zeros(8, 4, device='meta')", r"\.data has the device cpu; it cannot become meta"),
    ],
)  # fmt: skip
def test_data_of_another_kind_is_refused(console, new, problem):
    """On a parameter, whose backward may have been prepared."""
    with pytest.raises(SourceError, match=problem):
        console.run(f"net[0].weight.data = {new}")


def test_data_of_plain_tensors_and_buffers_is_held_to_the_same(console):
    """They are saved for backward as well."""
    for name in ("w", "nn.BatchNorm1d(3).running_mean"):
        with pytest.raises(SourceError, match=r"cannot become \[5\]"):
            console.run(f"{name}.data = torch.zeros(5)")


def test_memory_read_as_another_dtype_is_no_running_mean(console):
    """Batch norm changes its running statistics without counting it."""
    console.run("index = torch.zeros(3, dtype=torch.int32)\nmean = index.view(torch.float32)\nbn = nn.BatchNorm1d(3)")
    console.run("bn.running_mean = mean")
    with pytest.raises(SourceError, match=r"running_mean .* another dtype"):
        console.run("bn(torch.rand(4, 3))")


TRAINING = """
for step in range(3):
    loss = (net(X) - 1).pow(2).mean()
    loss.backward()
    for p in net.parameters():
        {}
"""
STEPS = [
    "p.data -= 0.1 * p.grad\n        p.grad.zero_()",
    "p.data = p.data - 0.1 * p.grad\n        p.grad.data.zero_()",
    "p.data.sub_(0.1 * p.grad.data)\n        p.grad.detach_()\n        p.grad.zero_()",
    "p.data.add_(p.grad, alpha=-0.1)\n        p.grad = None",
    "with torch.no_grad(): p -= 0.1 * p.grad; p.grad.zero_()",
]  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_training_by_hand_is_torchs(console, step):
    """The weights that come out are those of Python's own run."""
    text = TRAINING.format(step)
    theirs = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 1))
    theirs.load_state_dict(console.interpreter.globals.variables["net"].state_dict())
    exec(text, {"net": theirs, "X": torch.ones(2, 4), "torch": torch})
    console.run(text)
    ours = console.interpreter.globals.variables["net"].state_dict()
    assert all(torch.equal(ours[name], tensor) for name, tensor in theirs.state_dict().items())


def test_the_textbooks_initialisation_keeps_large_weights(console):
    """`m.weight.data *= m.weight.data.abs() >= 0.1` of its own initialisation."""
    console.run(
        "m = net[0]\nm.weight.data *= m.weight.data.abs() >= 0.1\nm.weight.data[:] += 1\nm.weight.data[0, 0] = 42"
    )
    weight = console.interpreter.globals.variables["net"][0].weight
    assert weight[0, 0] == 42
    assert ((weight == 1) | (weight < 0.91) | (weight > 1.09)).all()


def test_a_written_class_counts_changes_through_data():
    """Outside of the console too: torch refuses the backward."""
    console = Console({})
    console.run(
        "class Up(nn.Module):\n    def forward(self, x, w):\n        y = x * w\n        w.data += 1\n        return y"
    )
    made = console.interpreter.run("Up()")
    with pytest.raises(RuntimeError, match=CHANGED):
        made(torch.ones(2, requires_grad=True), torch.ones(2)).sum().backward()
