"""What forwards do at other sizes than the sample has: a number that comes from a size is none of the network's."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence

from msgspec import structs
from torch import nn

from builder.document.blocks import BATCH, Document
from builder.sentences import say
from builder.trace.errors import UntraceableError
from builder.trace.from_module.blocks import Reading
from builder.trace.from_module.examples import BATCH_SIZE, Examples, on_meta
from builder.trace.from_module.forward import recorded
from builder.trace.from_module.recorder import Call, tensors_in
from builder.trace.from_module.recurrence import RecurrentShapes
from builder.trace.from_module.surroundings import plainly
from builder.trace.from_module.twin import Twin
from builder.trace.steps import Recording, Step

_TRIED, _RUN = 24, 3
"""How many other sizes are tried at most, and how many that the network takes are compared."""
_TABLES = frozenset(name.strip("_") for name in vars(nn.Module()))
"""What every module holds; its mode is set by whoever records it."""
_FREE = {"Tensor.view": "shape", "Tensor.reshape": "shape"}
"""The functions that find one size themselves, and the argument with a -1 for it."""


def with_open_sizes(network: nn.Module, reading: Reading, document: Document) -> tuple[Reading, Document, bool]:
    """Return a reading and its document that go with other sizes too, and whether some class still does not.

    A size that a view finds by itself is left to it; other classes whose calls hang on sizes are kept as text.
    """
    if not reading.twin.asks_sizes:
        return reading, document, False
    with plainly(), RecurrentShapes(), warnings.catch_warnings(action="ignore"):
        open_sizes, fixed = _compared(reading, list(_at_other_sizes(network, reading)))
    is_left = False
    while open_sizes or fixed:
        again = _again(network, reading, open_sizes, fixed)
        found = again.document(document.name)
        faults = {*(again.faults or again.texts.unproven)}
        if not faults:
            return again, found, is_left
        is_left = True
        if not faults & fixed:
            break
        fixed -= faults
    return reading, document, is_left


def _again(network: nn.Module, reading: Reading, open_sizes: dict[str, Recording], fixed: set[str]) -> Reading:
    again = Reading(Twin(network), reading.shown)
    again.twin.network.train(network.training)
    again.open_sizes = open_sizes
    again.fixed = {path: UntraceableError(say("trace.fixed-size")) for path in fixed}
    with plainly(), RecurrentShapes():
        again.run()
    return again


def _at_other_sizes(network: nn.Module, reading: Reading) -> Iterator[Reading]:
    """Yield runs of the network at sizes that it takes, beginning with the run that was read."""
    yield reading
    found = 0
    for shown in list(_others(reading.shown))[:_TRIED]:
        twin = Twin(network)
        twin.network.train(network.training)
        other = Reading(twin, shown)
        other.run()
        if not other.stopped:
            yield other
            found += 1
        if found == _RUN:
            return


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
                yield _changed(shown, group, other)


def _changed(shown: Examples, places: Sequence[tuple[int, int]], size: int) -> Examples:
    shapes = [list(entry.shape) for entry in shown.inputs]
    for i, k in places:
        shapes[i][k] = size
    inputs = tuple(structs.replace(one, shape=tuple(shape)) for one, shape in zip(shown.inputs, shapes, strict=True))
    return shown._replace(inputs=inputs, tensors=tuple(map(on_meta, inputs)))


def _compared(reading: Reading, runs: list[Reading]) -> tuple[dict[str, Recording], set[str]]:
    """Return the forwards in which a view finds a size itself, and the paths of those that go with one size alone."""
    open_sizes: dict[str, Recording] = {}
    fixed: set[str] = set()
    known: dict[str, Recording | None] = {}
    for path, one in reading.recordings.items():
        key = _looks(reading, path)
        if key not in known:
            known[key] = _at_all(runs, path, one)
        found = known[key]
        if found is None:
            fixed.add(path)
        elif found != one:
            open_sizes[path] = found
    return open_sizes, fixed


def _looks(reading: Reading, path: str) -> str:
    """Return what tells two modules apart: equal blocks of a stack are compared once."""
    module = reading.twin.network.get_submodule(path)
    held = [
        (name, value)
        for inner in module.modules()
        for name, value in vars(inner).items()
        if name.strip("_") not in _TABLES
    ]
    if not all(_is_plain(value) for _, value in held):
        return path
    shapes = [(key, tensor.shape) for key, tensor in module.state_dict().items()]
    calls = list(_calls(reading, path))
    return repr((type(module), str(module), held, shapes, calls, reading.recordings[path]))


def _is_plain(value: object) -> bool:
    if type(value) in (tuple, list):
        return all(map(_is_plain, value))  # type: ignore[call-overload]
    return type(value) in (bool, int, float, str, type(None))


def _at_all(runs: list[Reading], path: str, one: Recording) -> Recording | None:
    """Return the forward that does what all calls of the one at a path do; None where there is none."""
    several = [one]
    try:
        for run in runs:
            module = run.twin.network.get_submodule(path)
            for call in list(_calls(run, path).values())[run is runs[0] :]:  # the first is what was read
                several.append(recorded(run.twin, module, call, one.inputs))
                _joined(several)
        return _joined(several)
    except UntraceableError:
        return None


def _calls(run: Reading, path: str) -> dict[str, Call]:
    """Return the calls of the module at a path, one for all of the same shapes."""
    calls: dict[str, Call] = {}
    for args, kwargs in run.calls.get(id(run.twin.network.get_submodule(path)), []):
        shapes = repr([tuple(tensor.shape) for tensor in tensors_in((args, tuple(kwargs.values())))])
        calls.setdefault(shapes, (args, kwargs))
    return calls


def _joined(several: list[Recording]) -> Recording:
    """Return the forward that does what all of these do.

    Raises:
        UntraceableError: none does.
    """
    one = several[0]
    if any(len(other.steps) != len(one.steps) or other.outputs != one.outputs for other in several):
        raise UntraceableError(say("trace.fixed-size"))
    steps = [_joined_step(list(same)) for same in zip(*(other.steps for other in several), strict=True)]
    return one._replace(steps=steps)


def _joined_step(several: list[Step]) -> Step:
    one = several[0]
    if all(other._replace(shape=one.shape) == one for other in several):
        return one
    name = _FREE.get(one.kind or "")
    shapes = list(zip(*(other.shape for other in several), strict=False))
    if name is None or any(other._replace(args=one.args, shape=one.shape) != one for other in several):
        raise UntraceableError(say("trace.fixed-size"))
    given = [_size(sizes) for sizes in shapes]
    if given.count(-1) > 1 or any(len(other.shape) != len(given) for other in several):
        raise UntraceableError(say("trace.fixed-size"))
    return one._replace(args={**one.args, name: given})


def _size(sizes: Sequence[int]) -> int | str:
    """Return one size of a view as a document gives it: that of all runs, N for the batch, -1 for an open one."""
    if set(sizes) == {BATCH_SIZE}:
        return BATCH
    return sizes[0] if len(set(sizes)) == 1 and sizes[0] % BATCH_SIZE else -1
