"""What forwards do at other sizes than the sample has: a number that comes from a size is none of the network's."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import structs
from torch import nn

from builder.document.blocks import BATCH
from builder.trace.errors import UntraceableError
from builder.trace.from_module.examples import Examples, on_meta
from builder.trace.from_module.forward import record
from builder.trace.from_module.recorder import Call, tensors_in
from builder.trace.from_module.run import Run
from builder.trace.from_module.size_join import joined_sizes
from builder.trace.from_module.size_numbers import fixed_size
from builder.trace.from_module.twin import Twin
from builder.trace.steps import Recording

_TRIED, _RUN = 24, 3
"""How many other sizes are tried at most, and how many that the network takes are compared."""
_TABLES = frozenset(name.strip("_") for name in vars(nn.Module()))
"""What every module holds; its mode is set by whoever records it."""


class OtherSizes:
    """Runs of a network at sizes that it takes, beside the one that is read."""

    def __init__(self, network: nn.Module, run: Run) -> None:
        """Begin with the run that is read."""
        self.network = network
        self.run = run
        self.fixed: set[str] = set()
        """The paths of the classes that are no graphs because they would go with one size alone."""
        self._known: dict[str, Recording | None] = {}

    def opened(self, module: nn.Module, path: str, recording: Recording) -> Recording:
        """Return the forward of a module that goes with other sizes too.

        Raises:
            UntraceableError: it hangs on the sizes in a way that no graph says.
        """
        key = self._looks(module, path, recording)
        if key not in self._known:
            self._known[key] = self._at_all(path, recording)
        found = self._known[key]
        if found is None:
            self.fixed.add(path)
            raise fixed_size()
        return found

    @cached_property
    def runs(self) -> list[Run]:
        """The run that is read, and some at other sizes that the network takes."""
        found = [self.run]
        with warnings.catch_warnings(action="ignore"):
            for shown in list(_others(self.run.shown))[:_TRIED]:
                twin = Twin(self.network)
                twin.network.train(self.network.training)
                other = Run(twin, shown)
                other.run()
                if not other.stopped:
                    found.append(other)
                if len(found) > _RUN:
                    break
        return found

    def _looks(self, module: nn.Module, path: str, recording: Recording) -> str:
        """Return what tells two modules apart: equal blocks of a stack are compared once."""
        held = [
            (name, value)
            for inner in module.modules()
            for name, value in vars(inner).items()
            if name.strip("_") not in _TABLES
        ]
        if not all(_is_plain(value) for _, value in held):
            return path
        shapes = [(key, tensor.shape) for key, tensor in module.state_dict().items()]
        return repr((type(module), str(module), held, shapes, list(_calls(self.run, path)), recording))

    def _at_all(self, path: str, one: Recording) -> Recording | None:
        """Return the forward that does what all calls of the one at a path do; None where there is none."""
        several = [one]
        try:
            for run in self.runs:
                module = run.twin.network.get_submodule(path)
                for call in list(_calls(run, path).values())[run is self.run :]:  # the first is what was read
                    several.append(record(run.twin, module, call, one.inputs))
                    joined_sizes(several)
            return joined_sizes(several)
        except UntraceableError:
            return None


def _others(shown: Examples) -> Iterator[Examples]:
    """Yield the inputs with one size changed wherever it stands, and where it stands several times at the last alone.

    Which dims are open nobody says: a network refuses to have its features changed.
    """
    shapes = [entry.shape for entry in shown.inputs]
    places = [(i, k) for i, shape in enumerate(shapes) for k, n in enumerate(shape) if n not in (BATCH, 0)]
    sizes = dict.fromkeys(int(shapes[i][k]) for i, k in reversed(places))
    alike = {size: [(i, k) for i, k in places if shapes[i][k] == size] for size in sizes}
    groups = [*alike.items(), *((size, found[-1:]) for size, found in alike.items() if len(found) > 1)]
    for times, more in ((1, 1), (4, 0), (0.5, 0), (2, 0), (1, -1)):
        for size, group in groups:
            if (other := int(size * times) + more) > 0:
                yield _with_size(shown, group, other)


def _with_size(shown: Examples, places: Sequence[tuple[int, int]], size: int) -> Examples:
    shapes = [list(entry.shape) for entry in shown.inputs]
    for i, k in places:
        shapes[i][k] = size
    inputs = tuple(structs.replace(one, shape=tuple(shape)) for one, shape in zip(shown.inputs, shapes, strict=True))
    return shown._replace(inputs=inputs, tensors=tuple(map(on_meta, inputs)))


def _is_plain(value: object) -> bool:
    if type(value) in (tuple, list):
        return all(map(_is_plain, value))  # type: ignore[call-overload]
    return type(value) in (bool, int, float, str, type(None))


def _calls(run: Run, path: str) -> dict[str, Call]:
    """Return the calls of the module at a path, one for all of the same shapes."""
    calls: dict[str, Call] = {}
    for args, kwargs in run.calls.get(id(run.twin.network.get_submodule(path)), []):
        shapes = repr([tuple(tensor.shape) for tensor in tensors_in((args, tuple(kwargs.values())))])
        calls.setdefault(shapes, (args, kwargs))
    return calls
