"""Inputs to try next, by what is said of one that does not fit: how many dims, which size, which dtype was expected.

The sentences are torch's, Python's, those of einops and ours. Which input is meant they do not say, so all that it may
be are changed together first, then one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import prod
from typing import NamedTuple

from msgspec import structs

from builder.document.blocks import Dtype, Input
from builder.symbols.inputs.input_changes import (
    LARGEST,
    SAMPLES,
    STEPS,
    Change,
    by,
    features_last,
    of_rank,
    of_size,
    of_sizes,
    scale_image,
    with_rank,
    with_size,
)

Inputs = tuple[Input, ...]


def after_failure(inputs: Inputs, said: str) -> tuple[Inputs, ...]:
    """Return inputs to try where these ones fail with this sentence, the likeliest first.

    >>> x = Input(name="x", shape=("N", 20))
    >>> [[one.shape for one in row] for row in after_failure((x,), "Linear takes 64 features and receives 20.")]
    [[('N', 64)]]
    >>> [[one.shape for one in row] for row in after_failure((x,), "too many indices for tensor of dimension 2")]
    [[('N', 16, 20)]]
    """
    for pattern, change_of in _RULES:
        found = pattern.search(said)
        if found is not None:
            changes = {one.name: tuple(change_of(found)(one)) for one in inputs}
            rows = dict.fromkeys(row for row in _rows(inputs, changes) if row != inputs)
            return tuple(row for row in rows if any("N" in one.shape for one in row) and all(map(_is_small, row)))
    return ()


def _is_small(one: Input) -> bool:
    return prod(n for n in one.shape if isinstance(n, int)) < _MOST_ENTRIES


_MOST_ENTRIES = 10_000_000
"""Entries of one sample."""


def amended_batch(batch: int, said: str) -> int | None:
    """Return the sample batch that a product with a tensor of the network wants, as a graph of so many nodes does.

    >>> amended_batch(2, "RuntimeError: mat1 and mat2 shapes cannot be multiplied (16x16 and 2x4)")
    16
    """
    found = _PRODUCT.search(said)
    columns, rows = map(int, (one for one in found.groups() if one) if found else (0, 0))
    return columns if rows == batch != columns else None


_PRODUCT = re.compile(
    r"multiplied \(\d+x(\d+) and (\d+)x\d+\)|"
    r"cannot multiply \[\d+, (\d+)\] by \[(\d+), "
)


def _rows(inputs: Inputs, changes: dict[str, tuple[Input, ...]]) -> Iterator[Inputs]:
    longest = max(map(len, changes.values()), default=0)
    for i in range(longest):
        yield tuple(changes[one.name][i] if i < len(changes[one.name]) else one for one in inputs)
    for at, meant in enumerate(inputs):
        yield from ((*inputs[:at], other, *inputs[at + 1 :]) for other in changes[meant.name])


def _dims(found: re.Match[str]) -> Change:
    """Read how many dims are taken, the most where there is a choice, and how many received."""
    *_, taken = re.findall(r"\d", found["taken"])
    difference = int(taken) - int(found["received"])
    return by(difference)


def _unpack_change(found: re.Match[str]) -> Change:
    return of_rank(int(found["taken"]), int(found["received"]) if found["received"] else None)


def _too_many(found: re.Match[str]) -> Change:
    rank = int(found["taken"])
    return lambda one: with_rank(one, rank) if len(one.shape) > rank else iter(())


def _axes(found: re.Match[str]) -> Change:
    """Read how many axes a pattern names; a sequence that is made an image of has the steps of one."""
    names = re.sub(r"\([^)]*\)", "g", found["pattern"]).split()
    if "..." in names:
        return lambda _: iter(())
    square = names.index("g") if names.count("g") == 1 else 0

    def change(one: Input) -> Iterator[Input]:
        yield from with_rank(one, len(names))
        for at in dict.fromkeys((square, 1)) if square and len(one.shape) == len(names) else ():
            yield from (with_size(one, at, n) for n in _SQUARES)

    return change


_SQUARES = (196, 64, 49, 256)
"""Numbers of patches of an image."""


def _out_of_range(found: re.Match[str]) -> Change:
    low, high, dim = (int(found[name]) for name in ("low", "high", "dim"))
    return by(dim - high if dim > high else low - dim)


def _at(dim: int) -> Callable[[re.Match[str]], Change]:
    """Return what reads the size that a dim has and the one that it should have."""
    return lambda found: of_size(dim, int(found["taken"]), int(found["received"]))


def _last_dims(found: re.Match[str]) -> Change:
    """Read the last sizes that are taken, and the shape that was received."""
    taken, received = ([int(n) for n in re.findall(r"\d+", found[name])] for name in ("one", "other"))
    if len(taken) == 1:
        return features_last(taken[-1], received[-1])
    pairs = [(n, m) for n, m in zip(reversed(taken), reversed(received), strict=False) if n != m]
    return of_sizes(*pairs[0]) if pairs else lambda _: iter(())


def _either(found: re.Match[str]) -> Change:
    """Read two sizes that should be one."""
    return of_sizes(int(found["taken"]), int(found["received"]))


def _image(found: re.Match[str]) -> Change:
    """Read the size that an image has to have."""
    height = int(found["height"])
    width = int(found["width"] or height)

    def change(one: Input) -> Iterator[Input]:
        if len(one.shape) > 3 and max(height, width) < LARGEST:
            yield structs.replace(one, shape=(*one.shape[:-2], height, width))

    return change


def _total(found: re.Match[str]) -> Change:
    """Read the shape that a view has to have, and how many entries there are; it may be the input's own."""
    sizes = [int(n) for n in re.findall(r"-?\d+", found["shape"])]
    factor = prod(sizes) / int(found["count"])

    def change(one: Input) -> Iterator[Input]:
        last = one.shape[-1]
        if len(one.shape) < 2 or not isinstance(last, int):
            return
        if min(sizes) > 0 and len(one.shape) == len(("N", "C", "H", "W")):
            yield from scale_image(one, (2, 3), factor)
        elif min(sizes) > 0 and (last * factor).is_integer() and 0 < last * factor < LARGEST:
            yield with_size(one, len(one.shape) - 1, int(last * factor))
        if sizes[0] in {-1, 2} and min(sizes[1:], default=0) > 1 and len(sizes) > len(one.shape):
            yield structs.replace(one, shape=("N", *sizes[1:]))

    return change


def _larger(_: re.Match[str]) -> Change:
    """Return the change to twice as many pixels or steps in each dim."""

    def change(one: Input) -> Iterator[Input]:
        sides = one.shape[2:]
        if sides and all(isinstance(n, int) and n * 2 < LARGEST for n in sides):
            yield structs.replace(one, shape=(*one.shape[:2], *(n * 2 for n in sides if isinstance(n, int))))

    return change


def _steps_first(_: re.Match[str]) -> Change:
    """Return the change to sequences whose second dim is the batch, long enough to be looked at step by step."""

    def change(one: Input) -> Iterator[Input]:
        batch, *rest = one.shape
        if batch == "N" and len(rest) > 1 and one.dtype == "float32":
            yield structs.replace(one, shape=(STEPS, "N", *rest[1:]))

    return change


def _of_dtype(dtype: Dtype, high: int | None = None) -> Callable[[re.Match[str]], Change]:
    """Return what changes the inputs of another dtype; whole numbers below `high` are rows of whatever they index."""

    def change(one: Input) -> Iterator[Input]:
        if one.dtype != dtype:
            yield structs.replace(one, dtype=dtype, high=one.high if high is None else high)

    return lambda _: change


def _smaller(_: re.Match[str]) -> Change:
    """Return the change to the smallest whole numbers."""

    def change(one: Input) -> Iterator[Input]:
        if one.dtype.startswith("int") and one.high > 2:
            yield structs.replace(one, low=0, high=2)

    return change


def _of_shape(found: re.Match[str]) -> Change:
    """Read how many dims are taken, and the shape that was received."""
    *_, taken = re.findall(r"\d", found["taken"])
    return by(int(taken) - len(found["shape"].split(",")))


def _letters(found: re.Match[str]) -> Change:
    return by(len(found["letters"]) - int(found["received"]))


def _missing_dim(found: re.Match[str]) -> Change:
    return by(int(found["dim"]) + 1 - int(found["received"]))


def _features_or_channels(found: re.Match[str]) -> Change:
    return (_at(1) if "channel" in found[0] else _at(-1))(found)


def _pair(found: re.Match[str]) -> Change:
    """Read two shapes that should go together: the last sizes that differ may be either."""
    one, other = (re.findall(r"\w+", found[name])[::-1] for name in ("one", "other"))
    if len(one) != len(other) and "broadcast" not in found[0]:
        return by(abs(len(one) - len(other)))
    if len(one) != len(other) and one[-1] == other[-1]:  # each has the batch first: one lacks the steps
        return by(abs(len(one) - len(other)))
    for n, m in zip(one, other, strict=False):
        if n != m and "N" not in (n, m) and ("1" not in (n, m) or "broadcast" not in found[0]):
            return of_sizes(int(n), int(m))
    return lambda _: iter(())


def _state(found: re.Match[str]) -> Change:
    """Read the shape of a state that is taken, and of the one that is received: an input, or one layer's part of it."""
    taken, received = ([int(n) for n in re.findall(r"\d+", found[name])] for name in ("taken", "received"))
    shape = tuple("N" if at == len(taken) - 2 else n for at, n in enumerate(taken))

    def change(one: Input) -> Iterator[Input]:
        if one.dtype != "float32" or len(taken) < len(("N", "hidden")):
            return
        if len(one.shape) != len(received):
            yield structs.replace(one, shape=(1, *shape))
        yield structs.replace(one, shape=shape)

    return change


def _more_layers(found: re.Match[str]) -> Change:
    """Read which layer's state is asked for, and of how many there are states."""
    index, count = int(found["index"]), int(found["count"])
    return lambda one: iter((with_size(one, 0, index + 1),) if one.shape[0] == count != SAMPLES else ())


class _Rule(NamedTuple):
    pattern: re.Pattern[str]
    change_of: Callable[[re.Match[str]], Change]


def _rule(pattern: str, change_of: Callable[[re.Match[str]], Change]) -> _Rule:
    return _Rule(re.compile(pattern), change_of)


_N = r"(?P<taken>\d+)"
_GOT = r"(?P<received>\d+)"
_PAIR = r"(?P<one>\[[\dN, ]+\])[^\[]*(?P<other>\[[\dN, ]+\])"
_FEATURES = _at(-1)
_CHANNELS = _at(1)
_WHOLE = _of_dtype("int64", high=2)
_TO_FLOAT = _of_dtype("float32")
_RULES = (
    # how many dims
    _rule(r"values to unpack \(expected (?:at least )?(?P<taken>\d), got (?P<received>\d)\)", _unpack_change),
    _rule(r"too many values to unpack \(expected (?P<taken>\d)\)", _too_many),
    _rule(r"takes (?P<taken>[\d or,]+) dims?[^.:]* and receives (?P<received>\d)", _dims),
    _rule(r"takes (?P<taken>\d) dims?, or (\d) .*: (?P<received>\d),", _dims),
    _rule(r"Expected (?P<taken>\dD[^.]*?) input to \w+, but got input of size: (?P<shape>\[[\d, ]+\])", _of_shape),
    _rule(r"[Ee]xpected (?P<taken>\dD[^.]*?) input \(got (?P<received>\d)D", _dims),
    _rule(r"Expected input to be (?P<taken>\dD[^.]*?), got (?P<received>\d)D", _dims),
    _rule(r"unbatched (?P<taken>2D or batched 3D) tensor but received (?P<received>\d)-D", _dims),
    _rule(r"Got (?P<received>\d)D input, but .* needs (?P<taken>\d)D", _dims),
    _rule(r"(?P<taken>\d) dims?\. Received (?P<received>\d)-dim", _dims),
    _rule(r"(?i)(?:have|be|of|has) (?:a )?(?:dim\w*|ranks?)(?: of)? (?P<taken>\d),? but got (?P<received>\d)\b", _dims),
    _rule(r"(?i)must have dim\w* of (?P<taken>\d),? (?:but )?got (?P<received>\d)\b", _dims),
    _rule(r"subscripts in the equation \((?P<taken>\d)\) .* dimensions \((?P<received>\d)\)", _dims),
    _rule(r'equation has "(?P<letters>\w+)" for a tensor with (?P<received>\d) dims?', _letters),
    _rule(r"pattern ['\"](?P<pattern>[^'\"]+?) *->", _axes),
    _rule(r"number of dimensions: got (?P<taken>\d) and (?P<received>\d)", _dims),
    _rule(r"expected to be in range of \[(?P<low>-\d), (?P<high>\d)\], but got (?P<dim>-?\d)", _out_of_range),
    _rule(r"has (?:start_dim|end_dim|dim\d?) -?(?P<dim>\d), but its input has (?P<received>\d) dims?", _missing_dim),
    _rule(r"input\.dim\(\) = (?P<received>\d) is not equal to len\(dims\) = (?P<taken>\d)", _dims),
    _rule(r"permute has (?P<taken>\d) dims? and receives (?P<received>\d)", _dims),
    _rule(r"index has (?P<taken>\d) items? for (?P<received>\d) dims?", _dims),
    _rule(r"too many indices for tensor|tuple index out of range", lambda _: by(1)),
    _rule(r"batch[12] must be a 3D tensor", lambda _: of_rank(3)),
    _rule(r"dimensions of repeat dims can not be smaller", lambda _: by(-1)),
    _rule(r"repeat has (?P<taken>\d) numbers? for a tensor with (?P<received>\d)", _dims),
    _rule(
        r"index is \d+ in dim 0, which has (?:N|2) entries|out of bounds for dimension 0 with size 2\b", _steps_first
    ),
    _rule(
        r"(?:index|index is) (?P<index>\d+) (?:in|is out of bounds for) dim(?:ension)? 0,? "
        r"(?:which has|with size) (?P<count>\d+)\b",
        _more_layers,
    ),
    # which size
    _rule(
        r"(?:initial state of shape|[Ee]xpected hidden(?:\[\d\])? size) [\[(](?P<taken>[\d, ]+)[\])],? "
        r"(?:and receives|got) [\[(](?P<received>[\d, ]+)[\])]",
        _state,
    ),
    _rule(rf"takes .*?{_N} (?:feature|channel)s?(?: in \w+)? and receives {_GOT}", _features_or_channels),
    _rule(rf"cannot be multiplied \(\d+x{_GOT} and {_N}x\d+\)", _FEATURES),
    _rule(r"expected input\[1, 2, [^\]]*\] to have \d+ channels, but got 2 channels", lambda _: by(1)),
    _rule(rf"expected input\[[^\]]*\] to have {_N} channels, but got {_GOT} channels", _CHANNELS),
    _rule(rf"running_mean should contain {_GOT} elements not {_N}", _CHANNELS),
    _rule(rf"input_size\. Expected {_N}, got {_GOT}", _FEATURES),
    _rule(rf"weight_ih has shape \[\d+, {_N}\]; it must be \[\d+, {_GOT}\]", _FEATURES),
    _rule(rf"same reduction dim, but got \[\d+, {_GOT}\] X \[{_N},", _FEATURES),
    _rule(rf"embedding dimension of {_N}, but got {_GOT}", _FEATURES),
    _rule(rf"inconsistent input_size: got {_GOT} expected {_N}", _FEATURES),
    _rule(r"takes \[(?P<one>[\d, ]+)\] as the last dims and receives \[(?P<other>[\d, ]+)\]", _last_dims),
    _rule(r"normalized_shape=\[(?P<one>[\d, ]+)\].* input of size ?\[(?P<other>[\d, ]+)\]", _last_dims),
    _rule(rf"size of tensor a \({_N}\) must match the size of tensor b \({_GOT}\)", _either),
    _rule(rf"Expected size {_N} but got size {_GOT} for tensor", _either),
    _rule(rf"Expected {_N} in dimension \d+ but got {_GOT} for tensor", _either),
    _rule(rf"expanded size of the tensor \({_N}\) must match the existing size \({_GOT}\)", _either),
    _rule(rf"for dims of different sizes, {_N} and {_GOT}", _either),
    _rule(rf"size {_N} for operand \d which does not broadcast with previously seen size {_GOT}", _either),
    _rule(rf"(?:broadcast|cannot join|same shape|equal size)[^\[]*{_PAIR}", _pair),
    _rule(
        r"argument at index 1 had torch.Size\((?P<one>\[[\d, ]+\])\).*broadcastable to (?P<other>\[[\d, ]+\])", _pair
    ),
    _rule(r"shape '(?P<shape>\[[-\d, ]+\])' is invalid for input of size (?P<count>\d+)", _total),
    _rule(r"cannot make (?P<shape>\[[-\d, ]+\]) of \[.*which has (?P<count>\d+) elements", _total),
    _rule(r"(?i)(?:image|input)[^.]*size[^.]*?\D(?P<height>\d{2,4})(?: ?[x*×,] ?(?P<width>\d{2,4}))?\D*$", _image),
    _rule(r"Output size is too small|Kernel size can't be greater|has a kernel .* and receives", _larger),
    _rule(r"(?:needs|Expected) more than 1 (?:value per channel|spatial element)", _larger),
    # which dtype
    _rule(r"scalar types: Long, Int|dtype int32/int64 for index|dtype int32 or int64 for index", _WHOLE),
    _rule(
        r"used as indices must be long|applicable to index tensor|target dtype to be Long|takes int64, int32", _WHOLE
    ),
    _rule(r"condition to be a boolean|only supports boolean masks|of bool and receives", _of_dtype("bool")),
    _rule(r"only implemented on integer and Boolean|bitwise_\w+_cpu|expected BoolTensor for mask", _of_dtype("bool")),
    _rule(r"must have the same dtype, but got Long|Input type \(long int\)|floating.point dtype", _TO_FLOAT),
    _rule(r"(?:index )?out of range in self|is out of bounds for dimension", _smaller),
)
"""The first that fits a sentence tells what to try."""
