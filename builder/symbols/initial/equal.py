"""Finds the rules by which blocks of a document begin equal: whole modules where all in them does, else tensors."""

from __future__ import annotations

from collections.abc import Callable

from builder.catalogue.layers.schemes import COPY
from builder.document.blocks import InitRule, Selector
from builder.errors import SourceError
from builder.sentences import say
from builder.symbols.initial.initial_values import Begins
from builder.symbols.values import ModuleSymbol, walk

Place = tuple[ModuleSymbol, str]
"""The layer that a tensor stands in, and its name there with dots."""


class Equal:
    """The tensors that draw no values of their own, as they begin as another one, their head, does."""

    def __init__(self, places: dict[int, list[Place]], known: Begins, fixed: set[int]) -> None:
        """Take where tensors are, first at home, what each begins with, and which are known to begin alike."""
        self.places = places
        self.known, self.parts = known
        self.fixed = fixed
        self.heads: dict[int, int] = {}
        holders: dict[int, list[int]] = {}
        for key in places:
            if key in self.known and not self.known[key].is_fixed(fixed, key):
                holders.setdefault(id(self.known[key]), []).append(key)
        for keys in holders.values():
            root = id(self.known[keys[0]].root)
            # The tensor that the values are drawn for, where the network has it; else the first that holds them.
            head = root if root in keys else keys[0]
            self.heads |= {key: head for key in keys if key != head}

    def rules(
        self, modules: list[ModuleSymbol], ids: dict[int, str], selector: Callable[[int], Selector]
    ) -> list[InitRule]:
        """Return the rules, in an order in which each copies what is there by then.

        Raises:
            SourceError: a tensor begins as one of another name.
        """
        self._require_drawn()
        found: list[InitRule] = []
        left, families = set(self.heads), dict[int, list[ModuleSymbol]]()
        for module in modules if left else ():
            below = self._below(module)
            pending = left.intersection(below.values())
            if pending:
                family = families.setdefault(id(module.family), [])
                twin = next((one for one in family if self._is_twin(module, one, left)), None)
                if twin is not None:
                    found.append(InitRule(Selector(block=ids[id(module)]), COPY, of=ids[id(twin)]))
                    left -= pending
                elif module.is_layer or pending.intersection(map(id, module.tensors.values())):
                    own = pending if module.is_layer else pending.intersection(map(id, module.tensors.values()))
                    found += [self._of_tensor(key, selector) for key in below.values() if key in own]
                    left -= own
            families.setdefault(id(module.family), []).append(module)
        return found

    def _require_drawn(self) -> None:
        """Refuse what begins as a layer drew a tensor that was filled since, and would be drawn in another way.

        Raises:
            SourceError: there is such a tensor.
        """
        for key, places in self.places.items():
            begin = self.known.get(key)
            if begin is None or begin.steps or begin.is_fixed(self.fixed, key) or self.heads.get(key, key) != key:
                continue
            layer, name = places[0]
            owner = begin.root.owner
            if id(begin.root) != key and owner is not None and (owner.kind, begin.root.name) != (layer.kind, name):
                raise SourceError(say("symbols.copy-name", name=name), *layer.place, say("symbols.copy-name.hint"))

    def _below(self, module: ModuleSymbol) -> dict[str, int]:
        """Return the tensors below a module by their names."""
        return {
            f"{path}.{name}" if path else name: id(tensor)
            for path, inner in walk(module)
            for name, tensor in inner.tensors.items()
            if tensor is not None
        }

    def _is_twin(self, module: ModuleSymbol, other: ModuleSymbol, left: set[int]) -> bool:
        """Tell whether a module begins as another does by now, as both are."""
        pairs = zip(walk(module), walk(other), strict=False)
        alike = all(ours.parametrizations == theirs.parametrizations for (_, ours), (_, theirs) in pairs)
        return alike and self._begin_equal(self._below(module), self._below(other), left)

    def _begin_equal(self, ours: dict[str, int], theirs: dict[str, int], left: set[int]) -> bool:
        """Tell whether all tensors of one module begin as those of another do by now."""
        if ours.keys() != theirs.keys() or left.intersection(theirs.values()):
            return False
        return all(self._sort(ours[name]) == self._sort(theirs[name]) for name in ours)

    def _sort(self, key: int) -> object:
        """Return what is equal for tensors of one name in modules of one family that begin equal."""
        begin, parts = self.known.get(key), [fill[1:4] for fill in self.parts.get(key, ())]
        if begin is None or not begin.is_fixed(self.fixed, key):
            return self.heads.get(key, key), repr(parts)
        return repr([step[:2] for step in begin.steps]), repr(parts)

    def _of_tensor(self, key: int, selector: Callable[[int], Selector]) -> InitRule:
        select, of = selector(key), selector(self.heads[key])
        layer, name = self.places[key][0]
        other = self.places[self.heads[key]][0][0]
        if select.tensor != of.tensor or of.block is None or layer.parametrizations != other.parametrizations:
            raise SourceError(say("symbols.copy-name", name=name), *layer.place, say("symbols.copy-name.hint"))
        return InitRule(select, COPY, of=of.block)
