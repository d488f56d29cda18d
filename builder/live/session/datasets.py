"""`torch.utils.data` at a prompt: data sets of tensors and loaders of their batches, in this process."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from torch import Tensor

from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import ModuleValue
from builder.live.session.values import SessionClass, SessionValue
from builder.sentences import Sentence, say

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_END = object()


class Dataset(SessionValue):
    """Tensors that are indexed together."""

    attributes = ("tensors",)

    def __init__(self, held: Any) -> None:  # noqa: ANN401 - a data set of torch
        self.held = held

    @property
    def tensors(self) -> tuple[Tensor, ...]:
        """The tensors."""
        return tuple(self.held.tensors)

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Index each tensor."""
        return tuple(interpreter.host.item(interpreter, tensor, index) for tensor in self.held.tensors)

    def length(self) -> int:
        """Count the items."""
        return len(self.held)


class Loader(SessionValue):
    """Batches of a data set."""

    attributes = ("batch_size", "drop_last", "dataset")

    def __init__(self, held: Any, dataset: Dataset, is_mixed: bool) -> None:  # noqa: ANN401 - a loader of torch
        self.held = held
        self.dataset = dataset
        self.is_mixed = is_mixed

    @property
    def batch_size(self) -> int:
        """How many items a batch has."""
        return int(self.held.batch_size)

    @property
    def drop_last(self) -> bool:
        """Whether an incomplete batch is left out."""
        return bool(self.held.drop_last)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Yield the batches, drawn as torch draws them: for a mixed order it lists all positions first."""
        if self.is_mixed:
            interpreter.budget.hold(len(self.held.dataset), "list")
        batches = interpreter.guarded(iter, self.held)
        while (batch := interpreter.guarded(next, batches, _END)) is not _END:
            yield batch

    def length(self) -> int:
        """Count the batches."""
        return len(self.held)


def _dataset(interpreter: Interpreter, *tensors: Value) -> Dataset:
    from torch.utils.data import TensorDataset

    if not tensors or not all(isinstance(tensor, Tensor) and tensor.dim() for tensor in tensors):
        interpreter.raise_("TypeError", "TensorDataset takes tensors whose first dim counts the items")
    return Dataset(TensorDataset(*tensors))


def _loader(  # noqa: PLR0913 - as torch's
    interpreter: Interpreter,
    dataset: Value,
    batch_size: Value = 1,
    shuffle: Value = False,
    *,
    drop_last: Value = False,
    num_workers: Value = 0,
    **others: Value,
) -> Loader:
    from torch.utils.data import DataLoader

    if not isinstance(dataset, Dataset):
        raise Refusal(say("live.loader", noun=interpreter.noun(dataset)), say("live.loader.hint"))
    if num_workers or others:
        name = "num_workers" if num_workers else next(iter(others))
        raise Refusal(
            say("live.loader-option", name=name),
            say("live.loader-option.hint", names=Sentence("batch_size, shuffle, drop_last")),
        )
    size = interpreter.host.index(batch_size)
    mixed, drops = interpreter.truth(shuffle), interpreter.truth(drop_last)
    return Loader(DataLoader(dataset.held, size, mixed, drop_last=drops), dataset, mixed)


def dataset_modules() -> dict[str, ModuleValue]:
    """Return `torch.utils` and `torch.utils.data`."""
    place = "torch.utils.data"
    made = SessionClass(f"{place}.dataset.TensorDataset", Dataset, _dataset)
    loader = SessionClass(f"{place}.dataloader.DataLoader", Loader, _loader)
    data = ModuleValue(place, {"TensorDataset": made, "DataLoader": loader})
    return {"torch.utils": ModuleValue("torch.utils", {"data": data}), place: data}
