"""Arrays of numpy that a text makes of plain numbers come out as numpy computes them."""

import numpy as np
import pytest
import torch

from builder import from_source, to_module
from builder.errors import SourceError
from tests.symbols.test_whole_files import native

HEAD = "import numpy as np\nimport torch\nfrom torch import nn\n"
KEPT = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer('w', {})

    def forward(self, x):
        return x * self.w

net = Net()
"""


@pytest.mark.parametrize(
    "layers",
    [
        "[nn.Dropout(float(p)) for p in np.linspace(0, 0.2, 4)]",
        "[nn.Dropout(p) for p in np.linspace(0, 0.3, 3).tolist()]",
        "[nn.Linear(8, int(n)) for n in np.array([8, 4]) * 2 // 3 + 3]",
        "[nn.Linear(8, 8) for _ in np.arange(2, 9, 3)]",
        "[nn.Linear(int(np.cumsum([1, 2, 5])[-1]), int(np.ones((2, 3)).sum()))]",
        "[nn.Dropout(float(np.mean([0.1, 0.2]))), nn.Dropout(float(np.sqrt(np.array([0.25]))[0]))]",
    ],
)
def test_layers_of_numbers_in_arrays(layers):
    """Each as Python prints it."""
    text = f"{HEAD}net = nn.Sequential(*{layers})"
    assert str(to_module(from_source(text))) == str(native(text))


def test_parts_of_an_array_are_set():
    """In place, as numpy does."""
    text = (
        f"{HEAD}a = np.array([1, 2, 3])\na[1:] *= 4\na[0] = 5\nnet = nn.Sequential(*[nn.Linear(8, int(n)) for n in a])"
    )
    assert str(to_module(from_source(text))) == str(native(text))


@pytest.mark.parametrize(
    "made",
    [
        "torch.from_numpy(np.array([1.5, 2, 3]))",
        "torch.from_numpy(np.linspace(0, 1, 7, dtype=np.float32)[1:4])",
        "torch.tensor(np.array([[1, 2, 3]]) / 3, dtype=torch.float32)",
        "torch.FloatTensor(np.arange(3).reshape(1, 3))",
        "torch.from_numpy(np.concatenate([np.zeros(1), np.full(2, 0.1)]).astype('float32'))",
    ],
)
def test_a_tensor_of_an_array(made):
    """Bit for bit, of the same dtype."""
    text = HEAD + KEPT.format(made)
    ours, theirs = to_module(from_source(text)).w, native(text).w
    assert ours.dtype == theirs.dtype
    assert torch.equal(ours, theirs)


@pytest.mark.parametrize(
    "made",
    [
        "torch.tensor(np.sqrt(2))",
        "torch.tensor([1.0, 1 / np.sqrt(2) - 0.5])",
        "torch.tensor(-np.log(round(np.exp(2.5), 1)))",
        "torch.tensor(np.prod([0.5, 3]))",
        "torch.tensor(float(np.sqrt(2)))",
        "torch.ones([]) * np.log(1 / 0.07)",
        "torch.full((2,), np.sqrt(2))",
        "torch.tensor(np.pi)",
    ],
)
@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("forward", ["x * self.w", "x if x.sum() > 9 else x * {}"])
def test_a_tensor_of_a_number_of_numpy(made, forward):
    """Torch makes one of float64 where it makes one of float32 of a float of Python, in a class kept as text too."""
    text = (HEAD + KEPT.format(made)).replace("x * self.w", forward.format(made))
    ours, theirs = to_module(from_source(text)), native(text)
    assert ours.w.dtype == theirs.w.dtype
    assert torch.equal(ours.w, theirs.w)
    assert torch.equal(ours(torch.ones(2)), theirs(torch.ones(2)))


IN_INIT = {
    "an angle each": "np.array([[p / np.power(100, 2 * (j // 2) / 4) for j in range(4)] for p in range(3)])",
    "sines": "np.sin(np.arange(12.0).reshape(3, 4) ** 1.5)",
    "a corner": "np.triu(np.ones((1, 4, 4)), k=1).astype('uint8')[0]",
    "a comparison": "(np.arange(3)[:, None] <= np.arange(4)[None, :]).astype(np.float32)",
    "a mask": "np.where(np.arange(4) > 1, 1.0, -1.0)",
    "a normed bell": "np.exp(-(np.meshgrid(np.arange(4), np.arange(3))[0] ** 2) / 2.0) / np.arange(12.0).sum()",
    "open grids": "(1 - abs(np.ogrid[:4, :4][0] - 1.5) / 2) * (1 - abs(np.ogrid[:4, :4][1] - 1.5) / 2)",
    "stacked": "np.vstack([np.hstack((np.zeros(2), np.ones(2))), np.tile([1, 2], 2), np.repeat([3, 4], 2)])",
    "products": "np.outer(np.arange(4), np.arange(4)) + np.einsum('i,j->ij', np.arange(4.0), np.ones(4))",
    "decomposed": "np.linalg.qr(np.arange(16.0).reshape(4, 4) ** 2)[0].copy()",
    "seeded": "np.random.RandomState(3).permutation(4)",
    "drawn by the new generator": "np.random.default_rng(3).normal(size=(3, 4)).astype(np.float32)",
    "whole numbers divided": "np.array([np.prod([1, 3]) / 2, np.argmax([1, 5]) / 3, np.max([1, 2]) / 7, 1])",
    "many summed": "np.array([np.sum([0.1 * i for i in range(40)]), np.mean([0.1, 0.7]), np.sin(0.7), 1])",
}
SET = """class Net(nn.Module):
    def __init__(self):
        super().__init__()
        a = np.zeros((3, 4))
        a[:2, 2:] = 1
        a[[0, 1], [1, 2]] = 5
        a[a > 4] += 0.5
        a[2] = [1, 2, 3, 4]
        a *= {}
        self.a = a
        self.n = np.array([2, 1])
        self.w = torch.from_numpy(self.a).float()
        self.layers = nn.ModuleList([nn.Linear(4, 4) for _ in self.n])

    def forward(self, x):
        for i in np.arange(len(self.n)):
            x = self.layers[i](x)
        if x.sum() > 1e9:
            x = x + 1
        order = np.argsort(x.detach().numpy(), axis=-1)[:, ::-1].copy()
        return x.gather(1, torch.from_numpy(order)) * self.w[0] * torch.as_tensor(self.a.mean(0)) + float(np.pi)

net = Net()
"""


@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("forward", ["x * self.w0", "x if x.sum() > 9 else x * self.w0"])
def test_what_a_class_makes_of_arrays(forward):
    """As blocks and as code: the very bits and dtypes that Python gives."""
    made = [f"self.register_buffer('w{i}', torch.from_numpy({array}))" for i, array in enumerate(IN_INIT.values())]
    text = (HEAD + KEPT).replace("self.register_buffer('w', {})", "\n        ".join(made))
    text = text.replace("x * self.w", forward)
    ours, theirs = to_module(from_source(text)), native(text)
    for name, (mine, other) in zip(IN_INIT, zip(ours.buffers(), theirs.buffers(), strict=True), strict=True):
        assert mine.dtype == other.dtype, name
        assert torch.equal(mine, other), name
    assert torch.equal(ours(torch.ones(4)), theirs(torch.ones(4)))


TURNED = [
    "self.register_buffer('w', torch.from_numpy(np.arange(12.0).reshape(3, 4).T))",
    "self.register_buffer('w', torch.ones(3, 4).t())",
    "self.w = nn.Parameter(torch.empty(3, 4).t()); nn.init.normal_(self.w)",
    "self.a = nn.Linear(4, 4); self.b = nn.Linear(4, 4); self.b.weight.data = self.a.weight.data.clone().t()",
    "self.a = nn.Linear(4, 3); self.a.weight.data = torch.randn(4, 3).T",
    "self.a = nn.Conv2d(2, 3, 3).to(memory_format=torch.channels_last)",
]


@pytest.mark.filterwarnings("ignore:Net is kept as code")
@pytest.mark.parametrize("made", TURNED)
def test_values_in_another_order_in_memory_keep_it(made):
    """A product of them is rounded by it, so that their class stays code."""
    text = (HEAD + KEPT).replace("self.register_buffer('w', {})", made).replace("x * self.w", "x")
    ours, theirs = (
        {name: tensor.stride() for name, tensor in network.state_dict().items()}
        for network in (to_module(from_source(text)), native(text))
    )
    assert ours == theirs


def test_another_order_in_memory_that_no_class_gives_is_refused():
    """No block would have it."""
    with pytest.raises(SourceError, match="another order"):
        from_source(f"{HEAD}net = nn.Sequential(nn.Linear(4, 4))\nnet[0].weight.data = torch.ones(4, 4).t()")


@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_arrays_in_a_forward_that_is_kept_as_code():
    """Parts that are set, fields that are arrays, and arrays of tensors."""
    text = HEAD + SET.format("np.sqrt(2)")
    ours, theirs = to_module(from_source(f"{text}net(torch.ones(3, 4))")), native(text)
    theirs.load_state_dict(ours.state_dict())
    x = torch.arange(12.0).view(3, 4)
    assert torch.equal(ours(x), theirs(x))


@pytest.mark.filterwarnings("ignore:Net is kept as code")
def test_numpy_in_a_forward_draws_as_in_python():
    """From the generator of the process."""
    forward = "x * np.random.rand() if np.random.randint(9) > 3 else x + torch.from_numpy(np.random.permutation(4))"
    text = (HEAD + KEPT.format("torch.ones(1)")).replace("x * self.w", forward)
    drawn = []
    for net in (to_module(from_source(f"{text}net(torch.ones(4))")), native(text)):
        np.random.seed(1)
        drawn.append(torch.stack([net(torch.ones(4)).double() for _ in range(5)]))
    assert torch.equal(*drawn)


@pytest.mark.parametrize(
    ("array", "problem"),
    [
        ("np.zeros((3000, 3000))", "at most 4,000,000"),
        ("np.arange(1e300)", "at most 4,000,000"),
        ("np.zeros((4000, 1)) + np.zeros((1, 4000))", "at most 4,000,000"),
        ("np.array(['a'])", "takes no str"),
        ("[np.zeros(4_000_000) for _ in range(20)][0]", "together|in all"),
        ("np.array_split(np.zeros(3), 10**9)[0]", "elements"),
        ("np.random.permutation(4)", "made by chance"),
        ("np.array([1.0]).__array_interface__", "not accessible"),
    ],
)
def test_what_is_no_small_array_is_refused(array, problem):
    """Before it is made."""
    with pytest.raises(SourceError, match=problem):
        from_source(HEAD + KEPT.format(f"torch.from_numpy({array})"))
