"""How a network is trained, as data; no torch, so that a page can say it."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

import msgspec

Precision: TypeAlias = Literal["float32", "bfloat16", "float16"]


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    pass


class Loss(_Part, frozen=True):
    """A loss of `LOSSES` with its arguments in torch; label smoothing and class weights are among them."""

    kind: str = "CrossEntropyLoss"
    args: dict[str, Any] = {}


class Optimizer(_Part, frozen=True):
    """An optimizer of `OPTIMIZERS` with its arguments in torch; weight decay is among them."""

    kind: str = "SGD"
    args: dict[str, Any] = {}


class Schedule(_Part, frozen=True):
    """How the learning rate changes: a scheduler of `SCHEDULES` with its arguments.

    It counts steps of the optimizer or epochs (`per`). In its first `warmup` units the rate rises evenly to its value;
    the argument that says how long the scheduler runs is the rest of the run where it is left out.
    """

    kind: str
    args: dict[str, Any] = {}
    per: Literal["step", "epoch"] = "epoch"
    warmup: int = 0


class EarlyStopping(_Part, frozen=True):
    """Stop once `patience` epochs have not improved a measure of the validation part by more than `min_delta`."""

    patience: int = 5
    measure: Literal["loss", "accuracy"] = "loss"
    min_delta: float = 0.0


class Recipe(_Part, frozen=True):
    """All that decides a run beside the network, its first weights and its data.

    Its end is told in `epochs` or in `steps` of the optimizer, never in both. `rest` is the optimizer of tensors that
    the first one cannot take. `batch_size` counts examples of one forward, of which `accumulate` make one step;
    `last_batch` says what becomes of those that are left at the end of an epoch. `clip_norm` bounds the norm of all
    gradients together, `clip_value` each element. `decay` says which tensors weight decay shrinks: all, or only those
    of two and more dims, neither biases nor norms. `frozen` names tensors that do not learn, by their keys, beside
    those of the document. `threads` are torch's own, since their number decides the last bit of a sum.
    """

    loss: Loss = Loss()
    optimizer: Optimizer = Optimizer("SGD", {"lr": 0.1})
    rest: Optimizer | None = None
    schedule: Schedule | None = None
    batch_size: int = 64
    epochs: int | None = 10
    steps: int | None = None
    accumulate: int = 1
    last_batch: Literal["keep", "drop"] = "keep"
    clip_norm: float | None = None
    clip_value: float | None = None
    decay: Literal["all", "matrices"] = "all"
    frozen: tuple[str, ...] = ()
    stopping: EarlyStopping | None = None
    precision: Precision = "float32"
    seed: int = 0
    device: str = "cpu"
    threads: int = 1

    def batches(self, rows: int) -> int:
        """Return how many batches an epoch of so many examples has.

        >>> Recipe(batch_size=4).batches(10), Recipe(batch_size=4, last_batch="drop").batches(10)
        (3, 2)
        """
        return rows // self.batch_size if self.last_batch == "drop" else -(-rows // self.batch_size)

    def steps_of_epoch(self, rows: int) -> int:
        """Return how many steps of the optimizer an epoch of so many examples has."""
        return -(-self.batches(rows) // self.accumulate)

    def total_steps(self, rows: int) -> int:
        """Return how many steps the whole run has, if nothing ends it early."""
        return self.steps if self.steps is not None else (self.epochs or 0) * self.steps_of_epoch(rows)

    def total_epochs(self, rows: int) -> int:
        """Return how many epochs the whole run has, the last one begun or whole."""
        if self.steps is None:
            return self.epochs or 0
        return -(-self.steps // max(1, self.steps_of_epoch(rows)))
