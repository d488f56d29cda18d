"""What is likely to flow into a layer: its features as it says them, with usual sizes of images and sequences."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from math import inf

from msgspec import structs

from builder.document.batch import Shape
from builder.document.blocks import Dtype, Input
from builder.symbols.values import ModuleSymbol, walk

_RANK_FREE_KINDS = ("Flatten", "Dropout", "ReLU", "Identity", "Unflatten", "Sigmoid", "Tanh", "GELU", "SiLU")
_FIRST: dict[str, tuple[str, int]] = {
    "Linear": ("in_features", 0),
    "BatchNorm1d": ("num_features", 0),
    "RNN": ("input_size", 1),
    "LSTM": ("input_size", 1),
    "GRU": ("input_size", 1),
    "TransformerEncoderLayer": ("d_model", 1),
    "MultiheadAttention": ("embed_dim", 1),
    "Conv1d": ("in_channels", 2),
    "Conv2d": ("in_channels", 3),
    "ConvTranspose2d": ("in_channels", 3),
    "BatchNorm2d": ("num_features", 3),
    "Conv3d": ("in_channels", 4),
}
"""The argument that gives the input features, and the rank: 0 for vectors, 1 for sequences, then convolutions."""
_IMAGES = (32, 28, 224, 64, 227, 96, 128, 256, 299, 112, 572)
"""Sizes of images, the likeliest first."""
_PHOTO = 224
"""The size of a photo of ImageNet as networks take it."""
_LARGE_KERNEL = 7
_LENGTHS = (16, 10, 20, 32, 8, 50, 64, 100, 128)
"""Lengths of sequences."""
Shapes = tuple[Callable[[str], Input], ...]


def of_module(module: ModuleSymbol) -> Shapes:
    """Return inputs of any rank, by the sizes of a class's own tensors and the features of its layers."""
    sizes, counts = _sizes_of(module)
    shapes = [shape for n in [*sizes, 20][:_MOST_SIZES] for shape in _ranks(n)]
    floats = [partial(input_of_shape, shape=shape) for shape in dict.fromkeys(shapes)]
    highs = [n for n in counts if isinstance(n, int) and n > 0]
    whole = [
        partial(input_of_shape, shape=shape, dtype="int64", high=n) for n in highs[:3] for shape in (("N", 16), ("N",))
    ]
    return (*floats, *whole)


def of_rank(module: ModuleSymbol, rank: int) -> Shapes:
    """Return inputs of one rank, by the sizes of a class's own tensors and the features of its layers."""
    sizes, _ = _sizes_of(module)
    shapes = [shape for n in [*sizes, 20][:_MOST_SIZES] for shape in (*_ranks(n), ("N", 4, n, 32, 32))]
    return tuple(partial(input_of_shape, shape=shape) for shape in dict.fromkeys(shapes) if len(shape) == rank)


def _sizes_of(module: ModuleSymbol) -> tuple[dict[int, None], dict[int, None]]:
    """Return the features that the layers and tensors of a module have, and how many entries its embeddings have."""
    sizes: dict[int, None] = {}
    counts: dict[int, None] = {}
    for _, inner in walk(module):
        given = [inner.args.get(name) for name in _FEATURES] if inner.is_layer else []
        own = [(tensor.shape or ())[-1:] for tensor in inner.tensors.values() if tensor is not None]
        named = [*inner.given[0], *inner.given[1].values()]
        found = [*given, *(n for shape in own for n in shape), *named]
        sizes.update(dict.fromkeys(n for n in found if type(n) is int and 1 < n <= _MOST_FEATURES))
        counts.update(dict.fromkeys([inner.args.get("num_embeddings", 10)]))
    return sizes, counts


def _ranks(n: int) -> tuple[Shape, ...]:
    return ("N", n), ("N", 16, n), ("N", n, 32, 32), ("N", n, 32), ("N", 16, 4, n)


_MOST_SIZES = 8
_MOST_FEATURES = 100_000
_FEATURES = ("in_features", "in_channels", "num_features", "input_size", "embed_dim", "normalized_shape", "d_model")


def likely(layer: ModuleSymbol | None) -> Input:
    """Return the likeliest input of a layer; of vectors where it takes any."""
    return (likely_shapes(layer) or (usual,))[0]("X")


def usual(name: str) -> Input:
    """Return an input that some layer takes, where nothing says which."""
    return Input(name=name, shape=("N", 20))


def of_features(features: int) -> Shapes:
    """Return vectors and sequences of so many features."""
    return tuple(partial(input_of_shape, shape=(*before, features)) for before in (("N",), ("N", 16), ("N", 8, 8)))


def input_of_shape(name: str, shape: Shape, dtype: Dtype = "float32", high: int = 10) -> Input:
    """Return an input of a shape."""
    return Input(name=name, shape=shape, dtype=dtype, high=high)


def likely_shapes(layer: ModuleSymbol | None) -> Shapes:
    """Return the inputs that fit a layer, the likeliest first; none where it takes any."""
    if layer is None or not (layer.is_layer or layer.derives_layer) or layer.kind in _RANK_FREE_KINDS:
        return ()
    count = layer.args.get("num_embeddings")
    if layer.kind == "Embedding" and isinstance(count, int):
        return tuple(partial(input_of_shape, shape=("N", n), dtype="int64", high=count) for n in _LENGTHS)
    argument, rank = _FIRST.get(layer.kind, ("", 0))
    features = layer.args.get(argument)
    if not isinstance(features, int):
        return ()
    if rank == 0:
        return of_features(features)
    if rank == 1:
        return tuple(partial(input_of_shape, shape=("N", n, features)) for n in _LENGTHS)
    images = (_PHOTO, *(n for n in _IMAGES if n != _PHOTO)) if _takes_photos(layer) else _IMAGES
    shapes: list[Shape] = [("N", features, *(n,) * (rank - 1)) for n in (images if rank == 3 else _LENGTHS[:3])]
    shapes += [("N", n, *(32,) * (rank - 1)) for n in (3, 1) if n != features]
    shapes += [("N", features, 4, 32, 32)] if layer.kind == "Conv2d" else []  # frames, which are looked at one by one
    return tuple(partial(input_of_shape, shape=shape) for shape in shapes)


def _takes_photos(layer: ModuleSymbol) -> bool:
    """Tell whether a layer begins a network for ImageNet: a large kernel that makes a photo smaller at once."""
    if layer.kind != "Conv2d" or layer.args.get("in_channels") != 3:
        return False
    kernel, stride = (_largest(layer.args.get(name, 1)) for name in ("kernel_size", "stride"))
    return kernel >= _LARGE_KERNEL and stride > 1


def _largest(value: object) -> int:
    sizes = value if isinstance(value, list | tuple) else (value,)
    return max((n for n in sizes if isinstance(n, int)), default=1)


def nearest_first(
    untried: list[tuple[Input, ...]], tried: tuple[Input, ...], misfit: tuple[int, int] | None
) -> list[tuple[Input, ...]]:
    """Return inputs to try, the nearest first to the size that would have fitted where another one was tried.

    `misfit` is how many features a Linear behind the layers received and takes: they grow with each dim that differs
    between what is tried. A size that is no usual one is tried first, once.

    >>> image = lambda n: (Input(name="X", shape=("N", 3, n, n)),)
    >>> [entry.shape[2] for (entry,) in nearest_first([image(28), image(224), image(227)], image(32), (512, 25_088))]
    [224, 227, 28]
    >>> [entry.shape[2] for (entry,) in nearest_first([image(28), image(224), image(227)], image(32), (1_024, 2_304))]
    [48, 28, 224, 227]
    """
    if misfit is None or len(tried) != 1 or misfit[0] < 1:
        return untried
    shape = tried[0].shape
    like = next((other.shape for (other,) in untried if len(other.shape) == len(shape)), ())
    free = [i for i, n in enumerate(like) if n != shape[i]]
    size = shape[free[0]] if free else None
    if not isinstance(size, int):
        return untried
    wanted = size * (misfit[1] / misfit[0]) ** (1 / len(free))

    def distance(inputs: tuple[Input, ...]) -> float:
        there = inputs[0].shape
        same = len(there) == len(shape) and all(n == shape[i] for i, n in enumerate(there) if i not in free)
        n = there[free[0]] if same else None
        return abs(n - wanted) if isinstance(n, int) else inf

    found = sorted(untried, key=distance)
    if distance(found[0]) > _NEAR * wanted and size in (*_IMAGES, *_LENGTHS) and 1 < wanted < _LARGEST:
        whole = tuple(round(wanted) if i in free else n for i, n in enumerate(shape))
        found.insert(0, (structs.replace(tried[0], shape=whole),))
    return found


_NEAR = 0.15
"""How far a usual size may be from the one that would fit, in parts of it: layers round."""
_LARGEST = 2_000
