"""What a document does not keep of a text: what a call keeps for the next one, modes, values around a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from builder.catalogue.layers.schemes import FIXED
from builder.classes.carried import state_attributes
from builder.document.blocks import Definition
from builder.interpreter.limits import Value
from builder.interpreter.values import Class
from builder.symbols.dataflow.snapshot import reachable
from builder.symbols.initial.initial_values import Fills
from builder.symbols.initial.parametrizations import left_by_calls
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, walk, whole_of


def left_behind(
    network: ModuleSymbol, kept: Sequence[ModuleSymbol], definitions: Iterable[Definition], fills: Fills
) -> Iterator[tuple[str, list[str]]]:
    """Yield each class of objects that a call of the text has run, with the attributes that the call changed.

    Args:
        network: the network.
        kept: its objects that are kept as code; of blocks, norms alone change what they hold.
        definitions: the classes that these are of.
        fills: how tensors are filled.
    """
    code = {id(inner) for one in kept for _, inner in walk(one)}
    found: dict[str, set[str]] = {}
    for module in (inner for one in (*kept, network) for _, inner in walk(one) if inner.ran):
        names: Set[str] = _STATISTICS if True in module.ran else frozenset()
        if isinstance(module.cls, Class):
            names = state_attributes(module.cls) if id(module) in code else frozenset()
        held = module.fields.keys() | {name for name, one in module.tensors.items() if one is not None}
        found.setdefault(module.type.name, set()).update(names & held)
    sources = {one.class_name: one.source or "" for one in definitions}
    filled = {id(fill.tensor) for fill in fills}
    for one in kept:
        for layer in (inner for _, inner in walk(one) if inner.ran and inner.parametrized):
            names = left_by_calls(layer, sources.get(one.cls.name, ""), filled)
            found.setdefault(layer.type.name, set()).update(names)
    yield from ((name, sorted(names)) for name, names in found.items() if names)


_STATISTICS = frozenset({"running_mean", "running_var", "num_batches_tracked"})
"""What a norm holds of the batches that it has met."""


def other_modes(network: ModuleSymbol, kept: Iterable[ModuleSymbol]) -> list[str]:
    """Return the paths of the outermost modules that are in another mode than the network, as by `net.bn.eval()`.

    An `__init__` of a class that is kept as code puts its own there again.
    """
    made_again = {id(inner) for one in kept for _, inner in walk(one) if inner.training_set_inside}
    found: list[str] = []
    for path, inner in walk(network):
        is_other = inner.training != network.training and id(inner) not in made_again
        if is_other and not any(path.startswith(f"{outer}.") for outer in found):
            found.append(path)
    return found


def drawn_outside(
    network: ModuleSymbol, kept: Iterable[ModuleSymbol], around: Mapping[str, Value], fills: Fills
) -> list[str]:
    """Return the names of what holds layers and random tensors that are in no file.

    Texts make them around their classes, or objects keep them where torch does not look: in lists, in functions, as
    plain attributes.

    Args:
        network: the network.
        kept: its objects that are kept as code.
        around: what stands around their classes, by name.
        fills: how tensors are filled.
    """
    last = {id(one.tensor): one for one in fills}
    fixed = {tensor for tensor, one in last.items() if one.scheme in FIXED and one.rows is None}
    inside = fixed | {id(one) for _, inner in walk(network) for one in (inner, *inner.tensors.values())}
    named = dict(around)
    paths = {id(inner): f"{path}." if path else "" for path, inner in walk(network)}
    for inner in (inner for one in kept for _, inner in walk(one)):
        named |= {f"{paths.get(id(inner), '')}{name}": value for name, value in inner.fields.items()}
    return sorted(
        name for name, value in named.items() if any(_is_drawn(one, inside, fixed) for one in reachable([value]))
    )


def _is_drawn(value: Value, inside: set[int], fixed: set[int]) -> bool:
    """Tell whether a value is or has a tensor of other values in each process, but for those of the network.

    What was worked out of these when the network was made is as it was then, whatever weights are loaded.
    """
    if id(value) in inside or id(whole_of(value)) in inside:
        return False
    if isinstance(value, ModuleSymbol):
        return any(t is not None and id(t) not in inside for _, one in walk(value) for t in one.tensors.values())
    return isinstance(value, Symbol) and any(map(_draws, _made_of(value, fixed)))


def _made_of(value: Symbol, inside: set[int]) -> Iterator[Symbol]:
    """Yield a tensor and those that it is made of, up to those of the network."""
    waiting: list[Value] = [value]
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop()
        if isinstance(one, list | tuple):
            waiting.extend(one)
        elif isinstance(one, Symbol) and id(one) not in inside:
            yield one
            waiting.extend((*one.args, *(new for _, new in one.writes)))


def _draws(value: Symbol) -> bool:
    """Tell whether a tensor is drawn, or a parameter that may be filled at random."""
    if isinstance(value, TensorSymbol):
        return value.owner is not None or value.role == "parameter"
    name = str(value.target).removeprefix("torch.")
    return name.startswith(_RANDOM) or name.rstrip("_") in _RANDOM_METHODS


_RANDOM = ("rand", "normal", "bernoulli", "multinomial")
"""How the names of functions begin that draw random numbers."""
_RANDOM_METHODS = frozenset({"uniform", "exponential", "geometric", "cauchy", "log_normal", "random"})
_MOST = 1_000
"""Tensors that one may be made of which are looked at."""
