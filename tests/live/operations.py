"""A call of every function, method and layer of torch that a text can reach, under the guard, and what each runs.

A name is called with the first of `GENERAL` that it takes; what takes none of them stands in `SPECIAL`.
"""

import contextlib
import warnings

import torch
import torch.nn.functional as F  # noqa: N812 - torch's own name for it
from torch import Tensor, distributions, nn
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils.data import DataLoader, TensorDataset

from builder.catalogue import torch_names as tables
from builder.catalogue.layers.validation import explicit
from builder.interpreter.limits import Budget, Limits
from builder.live.guard import TensorGuard
from tests.catalogue.layers.examples import EXAMPLES
from tests.catalogue.layers.oracle import REFUSED, build, quietly, resolved, tensor

GENERAL = (
    "x", "x, y", "x, y, y", "x, 1", "x, 1, 1", "b", "i, j", "x, [1, 0]", "x, i.bool()", "x, i.bool(), 1.0",
    "x, 1, j, x", "x, 1, j", "x, 1, j, 1.0", "x, 0.5", "x, 1.0, 2.0", "3", "1, 5, 4", "(2, 3)", "(2, 3), 1.0",
    "image", "image, 2", "image, (2, 2)", "series, 2", "series, (1, 1)", "cube, 2", "image, image[:2, :, :2, :2]",
    "series, series", "cube, cube", "", "x, torch.float64", "x, -1", "cube[0], cube[0]", "x[:2, :2]",
    "[x, y]",
)  # fmt: skip
"""Lists of arguments, of which the first is the tensor where a name is a method."""

SPECIAL = {
    "torch.addbmm": "b3[0], b3, b3", "torch.addmm": "sq, sq, sq", "torch.addmv": "v, sq, v", "torch.dot": "v, v",
    "torch.baddbmm": "b3, b3, b3", "torch.bmm": "b3, b3", "torch.mm": "sq, sq", "torch.mv": "sq, v",
    "torch.spmm": "sq, sq", "torch.ger": "v, v",
    "torch.matmul": "sq, sq", "torch.outer": "v, v", "torch.cross": "sq, sq", "torch.matrix_power": "sq, -3",
    "torch.einsum": "'ij,jk->ik', sq, sq", "torch.tensordot": "sq, sq, 1", "torch.cdist": "x, x",
    "torch.gather": "x, 1, j", "torch.where": "x > 0, x, y", "torch.nonzero": "x", "torch.masked_select": "x, x > 0",
    "torch.multinomial": "x, 2", "torch.take": "x, j", "torch.index_add": "x, 1, k, x", "torch.kron": "sq, sq",
    "torch.index_copy": "x, 1, k, x", "torch.index_fill": "x, 1, k, 1.0", "torch.index_select": "x, 1, k",
    "torch.take_along_dim": "x, j, 1", "torch.isin": "i, j", "torch.scatter": "x, 1, j, x",
    "torch.conv1d": "series, series", "torch.conv2d": "image, image", "torch.bilinear": "x, x, torch.ones(2, 3, 3)",
    "torch.view_as_complex": "x[:, :2].contiguous()", "torch.view_as_real": "torch.fft.fft(x)",
    "F.multi_head_attention_forward": "b3, b3, b3, 3, 1, torch.ones(9, 3), torch.ones(9), None, None, False, 0.0, "
    "torch.ones(3, 3), v",
    "torch.normal": "x, 1.0", "torch.nextafter": "y, y", "torch.polar": "x, y",
    "torch.batch_norm": "x, None, None, v, v, True, 0.1, 1e-5, False", "torch.group_norm": "image, 2",
    "torch.layer_norm": "x, (3,)", "torch.rrelu": "x, 0.1, 0.3, True", "torch.searchsorted": "v, x",
    "torch.prelu": "x, v[:1]", "torch.randint": "5, (2, 3)", "torch.randint_like": "x, 5", "torch.sort": "x",
    "torch.tensor": "[1.0, 2.0]", "torch.unflatten": "x, 1, (3, 1)", "torch.quantile": "x, 0.5",
    "torch.full": "(2, 3), 1", "torch.dropout": "x, 0.5, True", "torch.max": "x, 1", "torch.sum": "x, 1",
    "torch.prod": "x, 1", "torch.split": "x, 1", "torch.narrow": "x, 1, 0, 1", "torch.complex": "x, y",
    "torch.imag": "torch.fft.fft(x)", "torch.tensor_split": "x, 2", "torch.bincount": "i",
    "torch.cartesian_prod": "v, v", "torch.meshgrid": "v, v", "torch.broadcast_tensors": "x, v",
    "torch.randperm": "5", "torch.tril_indices": "3, 3", "torch.triu_indices": "3, 3",
    "torch.broadcast_shapes": "(2, 3), (3,)", "torch.numel": "x", "torch.bernoulli": "x / 9",
    "torch.bucketize": "x, v", "F.affine_grid": "torch.ones(2, 2, 3), (2, 1, 4, 4)",
    "F.grid_sample": "image, torch.zeros(2, 3, 3, 2)", "F.batch_norm": "x, v, v, None, None, True",
    "F.bilinear": "x, x, torch.ones(2, 3, 3)", "F.binary_cross_entropy": "x / 9, y / 9",
    "F.embedding": "i, x, None, 1.0", "F.embedding_bag": "i, x", "F.fold": "torch.ones(2, 8, 4), (3, 3), 2",
    "F.unfold": "image, 2", "F.gaussian_nll_loss": "x, y, y * y", "F.cross_entropy": "x, k[:2]",
    "F.nll_loss": "x, k[:2]", "F.multi_margin_loss": "x, k[:2]", "F.one_hot": "i, 5",
    "F.cosine_embedding_loss": "x, y, v[:2]", "F.margin_ranking_loss": "x, y, y", "F.glu": "x[:, :2]",
    "F.group_norm": "image, 2", "F.pixel_shuffle": "image, 2", "F.pixel_unshuffle": "image, 2",
    "F.interpolate": "image, scale_factor=2.0, mode='bilinear', antialias=True",
    "F.upsample": "image, scale_factor=2.0", "F.layer_norm": "x, (3,)", "F.rms_norm": "x, (3,)", "F.linear": "x, sq",
    "F.local_response_norm": "image, 3", "F.lp_pool1d": "series, 2.0, 2", "F.lp_pool2d": "image, 2.0, 2",
    "F.pad": "image, (1, 1, 1, 1), 'reflect'", "F.pdist": "x",
    "F.scaled_dot_product_attention": "image, image, image", "F.threshold": "x, 0.1, 20.0",
    "F.triplet_margin_loss": "x, y, y", "F.conv1d": "series, series",
    "F.conv_transpose1d": "series, series[:2].repeat(2, 1, 1)", "F.conv2d": "image, image",
    "F.conv_transpose2d": "image, image[:2, :2].repeat(2, 1, 1, 1)", "F.prelu": "x, v[:1]",
    "F.rrelu": "x, 0.1, 0.3, True", "F.channel_shuffle": "image, 2", "F.gumbel_softmax": "x",
    "F.max_pool2d": "image, 2, return_indices=True", "F.soft_margin_loss": "x, y", "F.dropout": "x",
    "init.calculate_gain": "'relu'", "init.dirac_": "image.detach()", "init.constant_": "z, 1.0",
    "init.sparse_": "z, 0.5", "torch.fft.irfft": "torch.fft.rfft(x)", "torch.fft.irfft2": "torch.fft.rfft2(x)",
    "linalg.norm": "sq, 'nuc'", "linalg.matrix_norm": "sq, 2", "method.masked_scatter": "x, x > 0, y",
    "method.index_put": "x, [i, i], y", "method.where": "x, y > 0.5, y", "method.masked_fill": "x, y > 0.5, 1.0",
    "method.permute": "x, 1, 0", "method.scatter_add": "x, 1, j, y", "method.index_put_": "z, (k[:2] * 0,), v",
    "method.masked_scatter_": "z, z > 0, z", "method.put_": "z, j, y", "method.to": "x, torch.float64",
    "method.unfold": "x, 1, 2, 1", "method.expand": "v, 2, 3", "method.view": "x, 3, 2",
    "method.sum_to_size": "x, 1, 3", "method.new_full": "x, (2,), 1.0", "method.new_tensor": "x, [1.0]",
    "method.addmm_": "sq2, sq2, sq2", "method.baddbmm_": "b4, b4, b4", "method.type": "x, torch.float64",
    "method.scatter_": "z, 1, j, z * 1", "method.scatter_add_": "z, 1, j, z * 1",
    "method.index_add_": "z, 1, k, z * 1", "method.index_copy_": "z, 1, k, z * 1",
    "method.index_fill_": "z, 1, k, 1.0", "method.backward": "x.sum()", "method.masked_fill_": "z, z > 0, 1.0",
    "method.bernoulli_": "z, 0.5", "method.geometric_": "z, 0.5", "method.item": "y.sum()",
    "method.repeat": "x, 2, 2", "method.fill_diagonal_": "sq2, 1.0", "method.lerp_": "z, y, 0.5",
    "method.addcdiv_": "z, y, y", "method.addcmul_": "z, y, y", "method.requires_grad_": "z",
    "method.retain_grad": "x", "method.equal": "x, y", "torch.floor_divide": "y, 2", "torch.unique": "y",
    "torch.broadcast_to": "v, (2, 3)", "torch.reshape": "x, (3, 2)", "torch.repeat_interleave": "x, k, 1",
    "F.elu_": "z", "F.instance_norm": "series", "F.leaky_relu_": "z", "F.relu_": "z", "method.floor_divide": "y, 2",
    "method.broadcast_to": "v, (2, 3)", "torch.relu_": "z", "torch.sigmoid_": "z", "torch.tanh_": "z",
}  # fmt: skip

MORE = (
    "x[i]", "x[y > 0.5]", "z.__setitem__((k[:2] * 0, k[:2]), 1.0)", "y // 2", "y % 2", "x ** y", "i ^ i",
    "i // 2", "torch.unique(y, dim=0)", "torch.unique_consecutive(k)", "torch.cdist(x, x, p=1.5)",
    "torch.cdist(b3[0].repeat(9, 1), b3[0].repeat(9, 1))", "torch.repeat_interleave(k)",
    "F.interpolate(series, scale_factor=2.0)", "F.interpolate(cube, scale_factor=2.0)",
    "F.interpolate(image, scale_factor=2.0, mode='bicubic', antialias=True)",
    "F.interpolate(image, scale_factor=2.0, mode='bicubic')", "F.grid_sample(cube, torch.zeros(2, 2, 2, 2, 3))",
    "F.pad(image, (1, 1, 1, 1), 'circular')", "F.pad(image, (1, 1, 1, 1), 'replicate')",
    "F.pad(series, (1, 1), 'reflect')", "F.pad(cube, (1, 1, 1, 1, 1, 1), 'reflect')",
    "F.embedding(i, x, sparse=True)", "F.embedding_bag(i, x, mode='max')",
    "F.embedding_bag(i, x, mode='sum', per_sample_weights=y)", "F.silu(z, True)", "F.mish(z, True)",
    "F.celu(z, inplace=True)", "F.hardtanh(z, inplace=True)", "F.threshold(z, 0.1, 1.0, True)",
    "F.rrelu(z, training=True, inplace=True)", "F.dropout(z, inplace=True)", "torch.linalg.matrix_norm(sq, -2)",
    "torch.linalg.vector_norm(x, 3)", "torch.std(x, 1)", "torch.max(x, y)", "torch.median(x)", "torch.prod(x)",
    "torch.norm(x)", "sq.matrix_power(3)", "str(x)", "x.tolist()", "x.T", "x.to(torch.complex64).mH",
    "x.type(torch.float64)",
    "nn.MultiheadAttention(4, 2, batch_first=True).eval()(series.detach(), series.detach(), series.detach())",
    "nn.TransformerEncoderLayer(4, 2, batch_first=True).eval()(series.detach())", "torch.add(y, y, out=y * 1)",
)  # fmt: skip
"""What a name alone does not reach: modes, operators, items."""

DISTRIBUTIONS = (
    "Normal(x, y)", "Bernoulli(p)", "Bernoulli(logits=x)", "Categorical(p)", "Categorical(logits=x)",
    "OneHotCategorical(p)", "OneHotCategoricalStraightThrough(p)", "Beta(x, y)", "Dirichlet(x)", "Gamma(x, y)",
    "Exponential(x)", "Uniform(x, x + 1)", "Laplace(x, y)", "LogNormal(x, y)", "HalfNormal(x)", "Cauchy(x, y)",
    "StudentT(x + 2)", "Chi2(x)", "Gumbel(x, y)", "Geometric(p)", "Geometric(logits=x)", "Poisson(x)",
    "Binomial(5, p)", "Binomial(5, logits=x)", "Multinomial(5, p)", "MultivariateNormal(x, torch.eye(3))",
    "MultivariateNormal(x, precision_matrix=torch.eye(3))", "MultivariateNormal(x, scale_tril=torch.eye(3))",
    "Independent(D.Normal(x, y), 1)", "MixtureSameFamily(D.Categorical(p), D.Normal(x, y))",
    "TransformedDistribution(D.Normal(x, y), [D.TanhTransform(cache_size=1), D.AffineTransform(0.1, 2.0)])",
    "TransformedDistribution(D.Normal(x, y), D.ComposeTransform([D.SigmoidTransform(), D.ExpTransform()]))",
    "RelaxedBernoulli(torch.tensor(0.5), p)", "RelaxedOneHotCategorical(torch.tensor(0.5), p)",
)  # fmt: skip
"""Distributions that a text can make, one of each class at least; `p` are probabilities."""
_ASKED = (
    "sample((2,))", "rsample((2,))", "log_prob(d.sample())", "entropy()", "cdf(d.sample())", "perplexity()",
    "icdf(torch.full((2, 3), 0.5))", "expand((4, *d.batch_shape))", "enumerate_support()",
)  # fmt: skip


def ask(text):
    """Return the operations of all that can be asked of a distribution, and of going back through it."""
    values = names() | {"D": distributions, "p": torch.rand(2, 3).mul(0.8).add(0.1).requires_grad_()}
    with TensorGuard(Budget(Limits(seconds=600))), Recorder() as recorder:
        values["d"] = d = eval(f"D.{text}", values)
        for asked in (*map("d.{}".format, _ASKED), "D.kl_divergence(d, d)", "str(d)"):
            with contextlib.suppress(NotImplementedError, AttributeError, ValueError):
                backward(eval(asked, values))
        for name in tables.DISTRIBUTION_ATTRIBUTES:
            with contextlib.suppress(NotImplementedError, AttributeError):
                getattr(d, name)
    return recorder.operations


def names():
    """Return the values by the names that the calls are written in; `z` and those with a 2 or 4 may be changed."""
    torch.manual_seed(0)
    x, y = (torch.rand(2, 3) + 0.5).requires_grad_(), torch.rand(2, 3) + 0.1
    return {
        "torch": torch, "F": F, "init": nn.init, "linalg": torch.linalg, "nn": nn,
        "x": x, "y": y, "z": torch.rand(2, 3) / 2, "b": y > 0.5,
        "i": torch.tensor([[0, 1, 1], [1, 0, 1]]), "j": torch.tensor([[0, 1, 1], [1, 0, 2]]),
        "k": torch.tensor([0, 2, 1]), "v": torch.tensor([0.1, 0.5, 0.9]), "sq": torch.rand(3, 3, requires_grad=True),
        "sq2": torch.rand(3, 3), "b3": torch.rand(3, 3, 3, requires_grad=True), "b4": torch.rand(3, 3, 3),
        "series": torch.rand(2, 4, 4, requires_grad=True)[:, :, :4],
        "image": torch.rand(4, 4, 4, 4, requires_grad=True)[:2],
        "cube": torch.rand(2, 2, 4, 4, 4, requires_grad=True),
    }  # fmt: skip


def functions():
    """Return each function that a text can call, as code that takes the arguments, by its key in `SPECIAL`."""
    owners = (
        ("torch", tables.TORCH_FUNCTIONS), ("F", tables.FUNCTIONAL), ("init", tables.INIT), ("linalg", tables.LINALG),
        ("torch.fft", tables.FFT), ("method", tables.TENSOR_METHODS),
    )  # fmt: skip
    return [f"{owner}.{name}" for owner, offered in owners for name in dict.fromkeys(offered)]


class Recorder(TorchDispatchMode):
    """Keeps the names of the operations that run, forwards and backwards."""

    def __init__(self):
        """Begin with none."""
        super().__init__()
        self.operations = set()

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        """Keep an operation's name, unless it only looks at memory in another way."""
        if not func.is_view:
            self.operations.add(func._overloadpacket.__name__)
        return func(*args, **(kwargs or {}))


def run(key):
    """Return the operations of a call and of going back through it, or None where no list of arguments fits."""
    owner, _, name = key.rpartition(".")
    for arguments in [SPECIAL[key]] if key in SPECIAL else [SPECIAL.get(f"torch.{name}", "x"), *GENERAL]:
        if owner == "method" and arguments.startswith(("[", "(", "'")):
            continue
        operations = run_text(_method(name, arguments) if owner == "method" else f"{key}({arguments})")
        if operations is not None:
            return operations
    return None


def _method(name, arguments):
    first, _, rest = arguments.partition(", ")
    if name.endswith("_"):
        first = {"x": "z", "sq": "sq2", "b3": "b4"}.get(first, first)
    return f"({first or 'x'}).{name}({rest})"


def run_text(text):
    """Return the operations of an expression and of going back through it, or None where torch refuses it."""
    values, recorder = names(), Recorder()
    with warnings.catch_warnings(), TensorGuard(Budget(Limits(seconds=600))), recorder:
        warnings.simplefilter("ignore")
        try:
            backward(eval(text, values))
        except (RuntimeError, TypeError, ValueError, IndexError, AttributeError, NotImplementedError, AssertionError):
            return None
    return recorder.operations


def backward(result):
    """Go back through all that a call returned."""
    for one in result if isinstance(result, list | tuple) else [result]:
        if isinstance(one, Tensor) and one.requires_grad and one.grad_fn is not None:
            (one.real if one.is_complex() else one).sum().backward(retain_graph=True)


def run_layer(kind):
    """Return the operations of those examples of a layer that the CPU can run and go back through."""
    with TensorGuard(Budget(Limits(seconds=600))), Recorder() as recorder:
        ran = [quietly(lambda sample=sample: _run_example(kind, sample)) for sample in EXAMPLES[kind]]
    return recorder.operations if any(one != REFUSED for one in ran) else None


def _run_example(kind, sample):
    sample = resolved(kind, sample)
    inputs = [tensor(one) for one in sample.inputs]
    if isinstance(inputs[0], Tensor) and inputs[0].is_floating_point():
        inputs[0].requires_grad_()
    backward(build(explicit(kind), sample.args)(*inputs))


_MARKS = {"_record_function_enter_new", "_record_function_exit"}
"""What torch tells a profiler."""
_EVERYTHING = {
    "SGD": {"momentum": 0.9, "nesterov": True},
    "Adam": {"amsgrad": True},
    "AdamW": {"amsgrad": True},
    "RMSprop": {"momentum": 0.9, "centered": True},
    "Adagrad": {"lr_decay": 0.1},
}


def step(name):
    """Return the operations of two steps of an optimizer, plain and with all that it can do."""
    with TensorGuard(Budget(Limits(seconds=600))), Recorder() as recorder:
        for options in ({}, {**_EVERYTHING[name], "weight_decay": 0.1, "maximize": True}):
            parameter = torch.ones(2, requires_grad=True)
            optimizer = getattr(torch.optim, name)([parameter], lr=0.1, **options)
            for _ in range(2):
                parameter.grad = torch.ones(2)
                optimizer.step()
            optimizer.zero_grad(set_to_none=False)
    return recorder.operations - _MARKS


def batches():
    """Return the operations of loading batches."""
    with TensorGuard(Budget(Limits(seconds=600))), Recorder() as recorder:
        list(DataLoader(TensorDataset(torch.ones(4, 2), torch.arange(4)), 2, shuffle=True))
    return recorder.operations - _MARKS
