"""What is found when a sample runs through a network: frozen data that travels from a worker to a page; no torch."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from builder.edits.apply import Edit

Loss: TypeAlias = Literal["none", "sum", "mean", "cross_entropy", "mse"]
Mode: TypeAlias = Literal["train", "eval"]
Timing: TypeAlias = Literal["alone", "beside", "first"]
"""The run that times are of: one after another in which nothing else is done; the one in which everything is looked at,
without the time that takes, for a network that takes long; the same, where it was the only run."""
BUDGET = 256 * 2**20
"""Bytes of values that one inspection keeps."""


class Settings(msgspec.Struct, frozen=True):
    """How a sample is run: `seed` is that of what the network itself draws, such as dropout."""

    mode: Mode = "eval"
    loss: Loss = "none"
    seed: int = 0
    device: str = "cpu"


class Histogram(msgspec.Struct, frozen=True, gc=False):
    """How often which magnitude occurs: `positive[i]` counts 2**(first + i) <= x < 2**(first + i + 1).

    `negative` counts -x the same way, `zero` what is nearer to 0 than 2**-126. `of` is the number of elements that were
    looked at: fewer than the tensor has where it is large, evenly spread over it.
    """

    first: int
    negative: tuple[int, ...]
    positive: tuple[int, ...]
    zero: int
    of: int


class Statistics(msgspec.Struct, frozen=True, gc=False):
    """One tensor at the moment when a block returned it, or when its gradient arrived.

    The numbers are of the finite elements, None where there are none; `std` is the unbiased one, as torch's. `zeros` is
    a share from 0 to 1. `bytes` is what the elements take. A complex tensor is looked at by its magnitude.
    """

    shape: tuple[int, ...]
    dtype: str
    bytes: int
    mean: float | None = None
    std: float | None = None
    min: float | None = None
    max: float | None = None
    mean_abs: float | None = None
    zeros: float = 0.0
    not_finite: int = 0
    histogram: Histogram | None = None

    @property
    def elements(self) -> int:
        """The number of elements."""
        count = 1
        for dim in self.shape:
            count *= dim
        return count

    @property
    def rms(self) -> float | None:
        """The root of the mean square of the finite elements."""
        count = self.elements - self.not_finite
        if self.mean is None or not count:
            return None
        spread = 0.0 if self.std is None else self.std**2 * (count - 1) / count
        return float((self.mean**2 + spread) ** 0.5)

    @property
    def norm(self) -> float | None:
        """The Euclidean norm of the finite elements."""
        count, rms = self.elements - self.not_finite, self.rms
        return None if rms is None else float(rms * count**0.5)


class Call(msgspec.Struct, frozen=True, gc=False):
    """One call of a module or of a graph's function; calls stand in the order in which they began.

    `path` is the module's, for a function that of its graph with the node's name behind it. `number` tells calls of
    one path apart, from 0. `gradients` has an entry for each of `outputs`, None where no gradient reached it, and is
    empty without a loss. `seconds` is the wall time of the forward with everything inside, `backward_seconds` that of
    going back through it: see `Timing`.
    `same_as` is the path at which the same module stands first, if that is another one. `idle` is the share of units
    of a ReLU that are 0 for every sample and position, `saturated` that of a sigmoid's or tanh's values near an end.
    """

    path: str
    number: int
    kind: str
    is_function: bool
    has_inner: bool
    outputs: tuple[Statistics, ...]
    gradients: tuple[Statistics | None, ...] = ()
    seconds: float | None = None
    has_attention: bool = False
    same_as: str | None = None
    idle: float | None = None
    saturated: float | None = None
    backward_seconds: float | None = None


class Use(msgspec.Struct, frozen=True, gc=False):
    """The part of a parameter's gradient that one use of it gave: in the call `number` of `path`."""

    path: str
    number: int
    gradient: Statistics


class Parameter(msgspec.Struct, frozen=True, gc=False):
    """One learned tensor: `name` is its first key, `names` all of them where it is tied or shared.

    `value` has no numbers: a view of the block's parameters gives them. `uses` are given where it was used more than
    once and a gradient reached each; `adds_up` tells whether their sum is equal to `.grad`, element for element.
    `reason` says why `gradient` is None.
    """

    name: str
    names: tuple[str, ...]
    value: Statistics
    is_frozen: bool = False
    gradient: Statistics | None = None
    uses: tuple[Use, ...] = ()
    adds_up: bool | None = None
    reason: str | None = None


class InputSample(msgspec.Struct, frozen=True):
    """One input as it entered, and what was done to make it of what the person gave."""

    name: str
    statistics: Statistics
    said: tuple[str, ...] = ()


class Verdict(msgspec.Struct, frozen=True):
    """Something worth knowing about a block: what is so, by which rule, what to do, and the edit where there is one.

    `rule_name` is stable: "dead", "saturated", "not_finite", "vanishing", "exploding", "exploding_gradient",
    "constant", "batch_of_one".
    """

    rule_name: str
    path: str
    number: int
    problem: str
    rule: str
    hint: str
    fix_label: str = ""
    fix: Edit | None = None


class Report(msgspec.Struct, frozen=True):
    """All that one run of a sample showed.

    `partial` is a sentence where the run was stopped or failed on the way: what came before it stands in `calls`.
    `notes` are sentences about the run as a whole. `loss` is None without one, and where it could not be worked out.
    `is_same_for_all`: several samples differ, and what is returned for them does not. `forward_seconds` and
    `backward_seconds` are of the whole network, `timing` says of which run.
    """

    settings: Settings
    inputs: tuple[InputSample, ...]
    calls: tuple[Call, ...]
    parameters: tuple[Parameter, ...]
    target: InputSample | None = None
    loss: float | None = None
    verdicts: tuple[Verdict, ...] = ()
    partial: str | None = None
    notes: tuple[str, ...] = ()
    forward_seconds: float | None = None
    is_same_for_all: bool = False
    backward_seconds: float | None = None
    timing: Timing = "alone"


Part: TypeAlias = Literal["input", "output", "gradient", "attention", "parameters"]


class Place(msgspec.Struct, frozen=True):
    """What a person clicked: a call, and what of it is to be seen."""

    path: str
    number: int = 0
    part: Part = "output"


class Click(msgspec.Struct, frozen=True):
    """A place that is to be seen, and the folder in which a run may have kept what it saw."""

    place: Place
    cache: Path | None = None


class Unit(msgspec.Struct, frozen=True):
    """A channel, feature or head, and how strong it is: its mean magnitude."""

    index: int
    strength: float


class Picture(msgspec.Struct, frozen=True):
    """One tensor as it is best looked at, of the first sample of a batch.

    picture: `png` is what entered, in colour where it has three channels.
    mosaic: `png` shows up to 64 channels of `(height, width)`, `columns` in a row, `tile` pixels high and wide each.
    heatmap: `values` are rows and columns, averaged over neighbours where the tensor is larger: `shape` says of what.
    strip: the same with a row for each token. `low` and `high` are the values at the ends of the scale: from blue over
    white to red around 0 where `is_signed`, else from black to white.
    `shown` and `of` count channels, heads or rows. `said` tells what was left out or scaled.
    """

    kind: Literal["picture", "mosaic", "heatmap", "strip"]
    name: str
    shape: tuple[int, ...]
    low: float
    high: float
    is_signed: bool
    shown: int
    of: int
    png: bytes = b""
    columns: int = 0
    tile: tuple[int, int] = (0, 0)
    values: tuple[tuple[float, ...], ...] = ()
    strongest: tuple[Unit, ...] = ()
    said: tuple[str, ...] = ()


class View(msgspec.Struct, frozen=True):
    """What is to be seen at a place: its pictures and the statistics of the same tensors."""

    place: Place
    statistics: tuple[Statistics, ...]
    pictures: tuple[Picture, ...]
    partial: str | None = None


class OutputChange(msgspec.Struct, frozen=True):
    """How far one call's first output moved between two runs: `statistics` of the difference.

    `relative` is the norm of the difference against that of the output before; None where that is 0.
    """

    path: str
    number: int
    statistics: Statistics
    relative: float | None
    has_inner: bool = False


class Element(msgspec.Struct, frozen=True):
    """One element of an input that differs between two samples, and both its values."""

    input: str
    index: tuple[int, ...]
    before: float
    after: float


class Difference(msgspec.Struct, frozen=True):
    """How a change of the sample travelled through the network, in order; `partial` as in a report.

    `elements` are those that were changed.
    """

    moved: tuple[OutputChange, ...]
    partial: str | None = None
    elements: tuple[Element, ...] = ()


class SampleElements(msgspec.Struct, frozen=True):
    """One sample of an input, for a person who picks an element of it; `builder.datasets.grid` says how it lies.

    `shape` is that of the tensor with the batch, `at` the place that is shown of the dims in front. Of a picture `png`
    has each pixel, of anything else `values` are the rows, as far as they are shown. `said` tells what was left out.
    """

    shape: tuple[int, ...]
    at: tuple[int, ...]
    low: float
    high: float
    png: bytes = b""
    values: tuple[tuple[float, ...], ...] = ()
    said: tuple[str, ...] = ()
