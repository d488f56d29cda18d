"""Inputs of texts that show none: the text of the forward tells them, and how those fail that were tried before."""

import pytest

from builder import analyse, from_source
from builder.document.blocks import Input
from builder.symbols.inputs.failure_hints import after_failure, amended_batch

HEAD = "import torch\nimport torch.nn.functional as F\nfrom einops import rearrange\nfrom torch import einsum, nn\n"
NET = "class Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.a = {}\n"
CODE = "if x.sum() > 1e9: x = -x\n        "
ROWS = {
    "einsum": ("nn.Tanh()", "q, k", "return einsum('b h i d, b j d -> b h i j', self.a(q), k)", [4, 3]),
    "an equation": ("nn.Tanh()", "q, k", "q = q * 2; return einsum('bhid,bjd->bhij', q, k)", [4, 3]),
    "einops": ("nn.Tanh()", "x", "return self.a(rearrange(x, 'b c h w -> b (h w) c'))", [4]),
    "a permutation": ("nn.Tanh()", "x", "y = self.a(x); return y.permute(0, 2, 1)", [3]),
    "values in code": ("nn.Tanh()", "x", CODE + "y = self.a(x); a, b, c = y.shape; return y.view(a, b * c)", [3]),
    "a convolution of a reshaped one": ("nn.Conv2d(1, 2, 3)", "x", "return self.a(x.unsqueeze(1))", [3]),
    "whole numbers": ("nn.Linear(8, 8)", "x, i", CODE + "return self.a(x)[i]", [2, 2]),
    "a mask": ("nn.Linear(8, 8)", "x, m", CODE + "return self.a(x).masked_fill(m, 0.0)", [2, 2]),
    "a state": ("nn.Linear(8, 4)", "x, s", "h, c = s; return self.a(x) * h + c", [2, 2, 2]),
    "a state and a size": (
        "nn.Linear(8, 4)", "x, s", "h, c = s; return torch.sigmoid(self.a(torch.cat([x, h], 1))) * c", [2, 2, 2]
    ),
    "steps first": ("nn.Linear(8, 8)", "x", "return sum(self.a(x[i]) * x[i].mean(1, True) for i in range(5))", [3]),
    "what all samples share": (
        "nn.Linear(4, 6)", "x, e", "return torch.einsum('nm,bmc->bnc', e @ e.transpose(0, 1), self.a(x))", [3, 2]
    ),
    "what cannot be None": ("nn.Sequential(nn.SiLU(), nn.Linear(8, 8))", "x, m=None, t=None",
        "return self.a(x) * self.a(t) if m is None else m", [2, 2]),
    "a name that is bound anew": ("nn.Tanh()", "x", "b, c, h, w = x.shape; x = x.view(b, -1); return self.a(x)", [4]),
    "sizes before a layer": ("nn.LSTM(6, 4, batch_first=True)", "x",
        "n, y = x.size(1), torch.zeros(1, x.size(0), 4); return self.a(x, (y, y))[0].sum() * n", [3]),
    "the states of two layers": ("nn.GRUCell(6, 4)", "x, states",
        "h = states; y = self.a(x, h[0]); return torch.stack([y, self.a(x, h[1])])", [2, 3]),
    "what is added to a sequence": ("nn.Conv1d(2, 4, 3, padding=1)", "memory, w",
        "return self.a(w).transpose(1, 2) + memory", [3, 3]),
    "an index": ("nn.Tanh()", "x", "return self.a(x)[0] + x[:, :, 0].mean()", [3]),
    "a comment": ("nn.Tanh()", "x):  # [batch, c, h, w]\n        return self.a(x)\n    def other(self", "pass", [4]),
    "comments": (
        "nn.Tanh()", "x, y",
        "# x: torch.Size([n, c, d])\n        # y = cat(a, b)\n        return self.a(x), self.a(y)", [3, 2],
    ),
    "a docstring": (
        "nn.Tanh()", "x, y",
        '""":param x: Tensor, shape = (n, c, d)\n        y (Tensor): of shape (n, t, t, t*2)"""\n'
        "        return self.a(x), self.a(y)", [3, 4],
    ),
    "a cast": ("nn.ModuleList([nn.Embedding(9, 4), nn.Conv2d(3, 4, 3)])", "image, i",
        "return self.a[1](image.type(torch.float32) / 255), self.a[0](i)", [4, 2]),
    "two that are joined": ("nn.Linear(30, 1)", "state, action",
        "return self.a(torch.cat([state.to('cpu'), action], -1))", [2, 2]),
    "a flag": ("nn.Linear(8, 8)", "x, pad, n: int", "x = self.a(x); return F.pad(x, (n, 0)) if not pad else x", [2]),
    "what may be None": ("nn.Linear(8, 8)", "x, names: 'list | None', by: dict",
        "return self.a(x) * sum(by.get(name, 1.0) for name in names or ['a'])", [2]),
    "the sides of a grid": ("nn.Conv2d(8, 4, 3)", "x, H, W",
        "return self.a(x.transpose(1, 2).view(x.shape[0], -1, H, W)) * x.mean()", [3]),
    "more arguments by name": ("nn.Tanh()", "x, **more", CODE + "return self.a(x)", [2]),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Net is kept as code", "ignore:The forward of Net needs")
@pytest.mark.parametrize(("layer", "takes", "body", "ranks"), ROWS.values(), ids=ROWS)
def test_what_the_forward_takes_is_found(layer, takes, body, ranks):
    """With so many dims each, and nothing fails on them."""
    text = f"{HEAD}{NET.format(layer)}    def forward(self, {takes}):\n        {body}\nnet = Net()\n"
    document = from_source(text)
    assert [len(one.shape) for one in document.inputs] == ranks
    assert [one.problem for one in analyse(document).problems if one.severity == "error"] == []


X = Input(name="x", shape=("N", 20))
SEQUENCE = Input(name="x", shape=("N", 16, 20))
IMAGE = Input(name="x", shape=("N", 3, 32, 32))
WHOLE = Input(name="x", shape=("N", 16), dtype="int64")
SAID = [
    (X, "ValueError: not enough values to unpack (expected 3, got 2)", ("N", 16, 20)),
    (SEQUENCE, "ValueError: too many values to unpack (expected 2)", ("N", 20)),
    (X, "RuntimeError: Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: [2, 20]",
     ("N", 4, 16, 20)),
    (SEQUENCE, "ValueError: expected 2D input (got 3D input)", ("N", 20)),
    (X, "ValueError: emissions must have dimension of 3, got 2", ("N", 16, 20)),
    (X, "LSTM takes 2 or 3 dims and receives 2 dims.", ("N", 16, 20)),
    (X, "GRUCell takes an initial state of shape [2, 64] and receives [20].", (1, "N", 64)),
    (SEQUENCE, "RuntimeError: Sizes of tensors must match except in dimension 1. Expected 20 in dimension 2 but got 16 "
     "for tensor number 1 in the list", ("N", 20, 20)),
    (SEQUENCE, "LSTM.weight_ih has shape [1024, 640]; it must be [1024, 128].", ("N", 80, 20)),
    (X, "RuntimeError: Expected hidden size (1, 2, 64), got [2, 20]", (1, "N", 64)),
    (Input(name="x", shape=(1, "N", 64)), "The index is 1 in dim 0, which has 1 entry.", (2, "N", 64)),
    (X, "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)", ("N", 16, 20)),
    (X, "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got -3)", ("N", 16, 20)),
    (X, "torch.flatten has start_dim 2, but its input has 2 dims.", ("N", 16, 20)),
    (X, "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x20 and 64x3)", ("N", 64)),
    (IMAGE, "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x64 and 256x3)", ("N", 3, 64, 64)),
    (X, "RuntimeError: a and b must have same reduction dim, but got [2, 20] X [64, 3].", ("N", 64)),
    (IMAGE, "RuntimeError: Given groups=1, weight of size [4, 1, 3, 3], expected input[2, 3, 32, 32] to have 1 "
     "channels, but got 3 channels instead", ("N", 1, 32, 32)),
    (SEQUENCE, "Conv1d takes 16 channels and receives 24.", ("N", 8, 20)),
    (Input(name="x", shape=("N", 10, 32, 32)), "Conv1d takes 12 channels and receives 1024.", ("N", 10, 4, 3)),
    (X, "Linear takes 20 features and receives 40.", ("N", 10)),
    (X, "RuntimeError: The size of tensor a (20) must match the size of tensor b (3) at non-singleton dimension 1",
     ("N", 3)),
    (X, "torch.add cannot broadcast these shapes together: [2, 20], [2, 64].", ("N", 64)),
    (SEQUENCE, "RuntimeError: shape '[2, 16, 4, 6]' is invalid for input of size 640", ("N", 16, 24)),
    (IMAGE, "AssertionError: Input image size (32*32) doesn't match model (224*224).", ("N", 3, 224, 224)),
    (IMAGE, "ValueError: Input image size must be is 96x96", ("N", 3, 96, 96)),
    (IMAGE, "Conv2d has a kernel that spans 40 and receives 32, padding included.", ("N", 3, 64, 64)),
    (X, "LayerNorm takes [64] as the last dims and receives [2, 20]. Set normalized_shape to 20.", ("N", 64)),
    (SEQUENCE, "Given normalized_shape=[16], expected input with shape [*, 16], but got input of size[2, 16, 20]",
     ("N", 20, 16)),
    (SEQUENCE, "LayerNorm takes [16, 24] as the last dims and receives [2, 16, 20].", ("N", 16, 24)),
    (WHOLE, "RuntimeError: input has inconsistent input_size: got 256 expected 64", ("N", 4)),
    (IMAGE, "Tensor.repeat has 3 numbers for a tensor with 4 dims.", ("N", 32, 32)),
    (X, "RuntimeError: batch2 must be a 3D tensor", ("N", 16, 20)),
    (IMAGE, "InstanceNorm2d needs more than 1 value per channel and receives 1: [2, 512, 1, 1].", ("N", 3, 64, 64)),
    (SEQUENCE, "The index is 5 in dim 0, which has 2 entries.", (16, "N", 20)),
]  # fmt: skip


@pytest.mark.parametrize(("tried", "said", "shape"), SAID)
def test_a_failure_tells_the_next_shape(tried, said, shape):
    """In the words of torch and in ours."""
    assert after_failure((tried,), said)[0][0].shape == shape


@pytest.mark.parametrize(
    ("tried", "said", "dtype"),
    [
        (X, "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int", "int64"),
        (X, "RuntimeError: where expected condition to be a boolean tensor, but got a tensor with dtype Float", "bool"),
        (X, "RuntimeError: masked_select: expected BoolTensor for mask", "bool"),
        (WHOLE, "RuntimeError: mat1 and mat2 must have the same dtype, but got Long and Float", "float32"),
    ],
)  # fmt: skip
def test_a_failure_tells_the_next_dtype(tried, said, dtype):
    """The shape stays."""
    assert [(one.shape, one.dtype) for row in after_failure((tried,), said) for one in row] == [(tried.shape, dtype)]


def test_of_several_inputs_all_are_changed_before_one_is():
    """Which one is meant a failure does not say."""
    both = (X, X.__class__(name="y", shape=("N", 20)))
    ranks = [[len(one.shape) for one in row] for row in after_failure(both, "IndexError: too many indices for tensor")]
    assert ranks == [[3, 3], [3, 2], [2, 3]]


def test_no_size_grows_beyond_all_bounds():
    """Each failure would tell a larger one."""
    large = X.__class__(name="x", shape=("N", 500_000, 16))
    assert after_failure((large,), "Linear takes 128 features and receives 16.") == ()


@pytest.mark.parametrize("said", ["NameError: name 'x' is not defined", "", "RuntimeError: 3 of 4"])
def test_what_tells_nothing_changes_nothing(said):
    """It is no matter of the inputs."""
    assert after_failure((X,), said) == ()
    assert amended_batch(2, said) is None


def test_a_guess_of_what_is_no_tensor_is_told():
    """With the value that the forward is read for: it may take another branch for another one."""
    text = (
        f"{HEAD}{NET.format('nn.Linear(8, 8)')}    def forward(self, x, pad):\n        return self.a(x) if pad else x\n"
    )
    with pytest.warns(UserWarning, match="The forward of Net needs pad=False, which is no tensor and a guess"):
        from_source(text + "net = Net()\n")
