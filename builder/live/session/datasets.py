"""`torch.utils.data` at a prompt: data sets of tensors or of the text's own classes, and loaders of their batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from builder.interpreter import operators, subscripts
from builder.interpreter.arrays.array import NumpyValue
from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import collect, iterate
from builder.interpreter.limits import Value
from builder.interpreter.table_values import TableClass, TableValue
from builder.interpreter.values import Class, Instance, ModuleValue, Native, NativeClass
from builder.live.session.generators import Draws
from builder.live.values import to_host
from builder.sentences import Sentence, say
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_END = object()
_PLACE = "torch.utils.data.dataset"
_HERE = words(
    "num_workers pin_memory persistent_workers prefetch_factor timeout worker_init_fn multiprocessing_context"
)
"""What says how other processes or a GPU are fed; the batches are the same without."""


class Rows(torch.utils.data.Dataset[Any]):
    """Anything that has a length and is indexed, as torch asks for it."""

    def __init__(self, interpreter: Interpreter, value: Value) -> None:
        self.interpreter = interpreter
        self.value = value

    def __len__(self) -> int:
        return operators.length(self.interpreter, self.value)

    def __getitem__(self, index: Value) -> Value:
        return subscripts.get(self.interpreter, self.value, index)


class Stream(torch.utils.data.IterableDataset[Any]):
    """Anything that is gone through, as torch asks for it."""

    def __init__(self, interpreter: Interpreter, value: Value) -> None:
        self.interpreter = interpreter
        self.value = value

    def __iter__(self) -> Iterator[Value]:
        return iterate(self.interpreter, self.value)


class Tensors(TableValue):
    """A TensorDataset: tensors that are indexed together."""

    attributes = ("tensors",)

    def __init__(self, tensors: tuple[Tensor, ...]) -> None:
        self.tensors = tensors

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Index each tensor."""
        return tuple(interpreter.host.item(interpreter, tensor, index) for tensor in self.tensors)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the items."""
        return (self.part(interpreter, i) for i in range(self.length()))

    def length(self) -> int:
        """Count the items."""
        return len(self.tensors[0])

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Append another data set."""
        return join(interpreter, op, self, other)


class Part(TableValue):
    """A Subset: some items of a data set."""

    attributes = ("dataset", "indices")

    def __init__(self, dataset: Value, indices: Sequence[int]) -> None:
        self.dataset = dataset
        self.indices = indices

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return an item."""
        return subscripts.get(interpreter, self.dataset, self.indices[interpreter.host.index(index)])

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the items."""
        return (self.part(interpreter, i) for i in range(self.length()))

    def length(self) -> int:
        """Count the items."""
        return len(self.indices)

    def binary(self, interpreter: Interpreter, op: type, other: Value, is_left: bool) -> Value:
        """Append another data set."""
        return join(interpreter, op, self, other)


class ConcatDataset(TableValue):
    """A ConcatDataset: data sets one after another."""

    attributes = ("datasets", "cumulative_sizes")

    def __init__(self, datasets: list[Value], cumulative_sizes: list[int]) -> None:
        self.datasets = datasets
        self.cumulative_sizes = cumulative_sizes

    def part(self, interpreter: Interpreter, index: Value) -> Value:
        """Return an item.

        Raises:
            IndexError: it is past the end.
            RaisedException: a ValueError: it is before the first.
        """
        number = interpreter.host.index(index)
        if -number > len(self):
            interpreter.raise_("ValueError", "absolute value of index should not exceed dataset length")
        number += len(self) if number < 0 else 0
        for dataset, end in zip(self.datasets, self.cumulative_sizes, strict=True):
            if 0 <= number < end:
                size = operators.length(interpreter, dataset)
                return subscripts.get(interpreter, dataset, number - (end - size))
        raise IndexError("list index out of range")

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Go through the items."""
        return (self.part(interpreter, i) for i in range(len(self)))

    def length(self) -> int:
        """Count the items."""
        return len(self)

    def __len__(self) -> int:
        return self.cumulative_sizes[-1]


class Loader(TableValue):
    """Batches of a data set."""

    attributes = ("batch_size", "drop_last", "dataset")

    def __init__(self, held: Any, dataset: Value, is_mixed: bool) -> None:  # noqa: ANN401 - a loader of torch
        self.held = held
        self.dataset = dataset
        self.is_mixed = is_mixed

    @property
    def batch_size(self) -> Value:
        """How many items a batch has."""
        return self.held.batch_size

    @property
    def drop_last(self) -> bool:
        """Whether an incomplete batch is left out."""
        return bool(self.held.drop_last)

    def iterate(self, interpreter: Interpreter) -> Iterator[Value]:
        """Yield the batches, drawn as torch draws them: for a mixed order it lists all positions first."""
        size = self.held.batch_size or 1
        if not isinstance(self.held.dataset, Stream):
            count = len(self.held.dataset)
            size = count if self.is_mixed else min(size, count)
        interpreter.budget.hold(size, "list")  # torch lists the positions of a batch before it asks for the first item
        batches = interpreter.call_host(iter, self.held)
        while (batch := interpreter.call_host(next, batches, _END)) is not _END:
            yield batch

    def length(self) -> int:
        """Count the batches."""
        return len(self.held)


def join(interpreter: Interpreter, op: type, left: Value, right: Value) -> Value:
    """Return one data set after another, for `a + b`."""
    import ast

    return _concat(interpreter, [left, right]) if op is ast.Add else NotImplemented


def _tensors(interpreter: Interpreter, *tensors: Value) -> Tensors:
    if not tensors or not all(isinstance(tensor, Tensor) and tensor.dim() for tensor in tensors):
        interpreter.raise_("TypeError", "TensorDataset takes tensors whose first dim counts the items")
    if len({len(tensor) for tensor in tensors}) > 1:
        interpreter.raise_("AssertionError", "Size mismatch between tensors")
    return Tensors(tensors)


def _subset(interpreter: Interpreter, dataset: Value, indices: Value) -> Part:
    found = indices if isinstance(indices, list | range) else collect(interpreter, indices)
    return Part(dataset, [interpreter.host.index(one) for one in found] if not isinstance(found, range) else found)


def _concat(interpreter: Interpreter, datasets: Value) -> ConcatDataset:
    held = collect(interpreter, datasets)
    ends, end = [], 0
    for dataset in held:
        end += operators.length(interpreter, dataset)
        ends.append(end)
    if not held:
        interpreter.raise_("AssertionError", "datasets should not be an empty iterable")
    return ConcatDataset(held, ends)


def _random_split(interpreter: Interpreter, dataset: Value, lengths: Value, generator: Value = None) -> list[Part]:
    size = operators.length(interpreter, dataset)
    interpreter.budget.hold(size, "list")
    # Positions stand for the items, which torch only deals out.
    parts: list[Any] = torch.utils.data.random_split(
        range(size),  # type: ignore[arg-type]
        to_host(interpreter, collect(interpreter, lengths)),
        generator=_generator(interpreter, generator),
    )
    return [Part(dataset, part.indices) for part in parts]


def _generator(interpreter: Interpreter, value: Value) -> torch.Generator:
    if value is not None and not isinstance(value, Draws):
        interpreter.raise_("TypeError", "a generator is made by torch.Generator()")
    return torch.default_generator if value is None else value.held


def _loader(  # noqa: PLR0913 - as torch's
    interpreter: Interpreter,
    dataset: Value,
    batch_size: Value = 1,
    shuffle: Value = False,
    *,
    drop_last: Value = False,
    collate_fn: Value = None,
    generator: Value = None,
    sampler: Value = None,
    **others: Value,
) -> Loader:
    unknown = next((name for name in others if name not in _HERE), None)
    if unknown is not None:
        raise Refusal(
            say("live.loader-option", name=unknown),
            say("live.loader-option.hint", names=Sentence("batch_size, shuffle, drop_last, sampler, collate_fn")),
        )
    mixed = interpreter.truth(shuffle)
    options: dict[str, Any] = {
        "drop_last": interpreter.truth(drop_last),
        "collate_fn": _collate(interpreter, collate_fn),
    }
    if generator is not None:
        options["generator"] = _generator(interpreter, generator)
    if sampler is not None:
        options["sampler"] = _Order(interpreter, sampler)
    size = None if batch_size is None else interpreter.host.index(batch_size)
    held = torch.utils.data.DataLoader(_as_torch_data_set(interpreter, dataset), size, mixed or None, **options)
    return Loader(held, dataset, mixed)


class _Order:
    """The order of a sampler of the text."""

    def __init__(self, interpreter: Interpreter, value: Value) -> None:
        self.interpreter = interpreter
        self.value = value

    def __iter__(self) -> Iterator[Value]:
        for place in iterate(self.interpreter, self.value):
            self.interpreter.budget.spend(1)
            yield place

    def __len__(self) -> int:
        return operators.length(self.interpreter, self.value)


def _as_torch_data_set(interpreter: Interpreter, dataset: Value) -> Any:  # noqa: ANN401 - a data set of torch
    """Return a data set as torch asks for it.

    Raises:
        Refusal: it has no length and no items.
    """
    cls = dataset.cls if isinstance(dataset, Instance) else None
    if cls is not None and STREAMED in cls.mro:
        return Stream(interpreter, dataset)
    own = isinstance(dataset, Tensors | Part | ConcatDataset | list | tuple | range | Tensor | dict | NumpyValue)
    if not own and (cls is None or cls.find("__getitem__") is None or cls.find("__len__") is None):
        raise Refusal(say("live.loader", noun=interpreter.noun(dataset)), say("live.loader.hint"))
    return Rows(interpreter, dataset)


def _collate(interpreter: Interpreter, function: Value) -> Callable[[list[Value]], Value]:
    def collate(batch: list[Value]) -> Value:
        interpreter.budget.weigh(batch)
        if function is not None:
            return interpreter.call(function, batch)
        from torch.utils.data import default_collate

        return default_collate([_plain(interpreter, item) for item in batch])

    return collate


def _default_collate(interpreter: Interpreter, batch: Value) -> Value:
    return _collate(interpreter, None)(collect(interpreter, batch))


def _plain(interpreter: Interpreter, item: Value) -> Value:
    if isinstance(item, NumpyValue):
        return item.held
    if isinstance(item, tuple | list):
        return type(item)(_plain(interpreter, part) for part in item) if type(item) in (tuple, list) else tuple(item)
    if isinstance(item, dict):
        return {key: _plain(interpreter, part) for key, part in item.items()}
    return to_host(interpreter, item)


def _no_construct(interpreter: Interpreter, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("interpreter.no-objects"), say("live.dataset.hint"))


def _concat_two(interpreter: Interpreter, left: Value, right: Value) -> Value:
    return _concat(interpreter, [left, right])


def _base(name: str) -> NativeClass:
    made = NativeClass(
        name, _no_construct, (getattr(torch.utils.data, name),), {"__add__": Native("method __add__", _concat_two)}
    )
    made.derivable = True
    return made


DATASET = _base("Dataset")
STREAMED = _base("IterableDataset")
SAMPLER = _base("Sampler")
OWN_BASES = (DATASET, STREAMED, SAMPLER)
"""Classes that a text derives its own from, whose objects are the text's alone."""


def own_instance(interpreter: Interpreter, cls: Class, args: list[Value], kwargs: dict[str, Value]) -> Instance:
    """Make an object of a class of the text that derives from one of these."""
    made = Instance(cls)
    found = cls.find("__init__")
    if found is not None:
        interpreter.call(found[1], made, *args, **kwargs)
    elif args or kwargs:
        interpreter.raise_("TypeError", f"{cls.name}() takes no arguments")
    return made


def dataset_modules() -> dict[str, ModuleValue]:
    """Return `torch.utils` and `torch.utils.data`."""
    place = "torch.utils.data"
    members: dict[str, Value] = {
        "TensorDataset": TableClass(f"{_PLACE}.TensorDataset", Tensors, _tensors),
        "DataLoader": TableClass(f"{place}.dataloader.DataLoader", Loader, _loader),
        "Subset": TableClass(f"{_PLACE}.Subset", Part, _subset),
        "ConcatDataset": TableClass(f"{_PLACE}.ConcatDataset", ConcatDataset, _concat),
        "random_split": Native("random_split", _random_split),
        "default_collate": Native("default_collate", _default_collate),
        "get_worker_info": Native("get_worker_info", lambda interpreter: None),
        "Dataset": DATASET, "IterableDataset": STREAMED, "Sampler": SAMPLER,
    }  # fmt: skip
    data = ModuleValue(place, members)
    return {"torch.utils": ModuleValue("torch.utils", {"data": data}), place: data,
            f"{place}.dataset": data, f"{place}.sampler": data}  # fmt: skip
