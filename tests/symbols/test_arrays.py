"""Arrays of numpy that a text makes of plain numbers come out as numpy computes them."""

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


@pytest.mark.parametrize(
    ("array", "problem"),
    [
        ("np.zeros((1000, 1000))", "at most 100,000"),
        ("np.arange(1e300)", "at most 100,000"),
        ("np.zeros((400, 1)) + np.zeros((1, 400))", "at most 100,000"),
        ("np.array(['a'])", "made of numbers"),
        ("np.array([1.0]).__class__", "not accessible|class"),
    ],
)
def test_what_is_no_small_array_is_refused(array, problem):
    """Before it is made."""
    with pytest.raises(SourceError, match=problem):
        from_source(HEAD + KEPT.format(f"torch.from_numpy({array})"))
