"""Converts what code does to weights into the ties, init rules and frozen tensors of a document."""

from __future__ import annotations

from itertools import chain

from builder.catalogue.layers.parametrized import Parametrization, class_name
from builder.catalogue.layers.schemes import COPY
from builder.catalogue.layers.validation import explicit
from builder.document.blocks import InitRule, Selector, TensorPlace, Tie
from builder.errors import SourceError
from builder.interpreter.limits import Value
from builder.sentences import say
from builder.symbols.initial.equal import Equal, Place
from builder.symbols.initial.initial_values import Fill, Fills, Rows, Step, begins
from builder.symbols.initial.own_schemes import Schemes
from builder.symbols.values import ModuleSymbol, TensorSymbol, walk

_MANY = 50
"""Tensors that are filled alike and are not all of their kind: more are told by the blocks that they are in."""
SchemeCall = tuple[str, dict[str, Value], Rows | None]
"""A scheme with its arguments, and the rows that it fills."""


def _class_of(layer: ModuleSymbol) -> str:
    """Return the class of torch that a layer is of: another one once it is decided or parametrized anew."""
    return class_name(explicit(layer.kind), layer.parametrizations)


def _has_buffers(one: Parametrization) -> bool:
    """Tell whether a parametrization keeps buffers: vectors of a norm, or the matrix that it begins with."""
    return one.kind == "spectral_norm" or (one.kind == "orthogonal" and one.args.get("use_trivialization", True))


class Weights:
    """The tensors of one network: where each stands first, and where it stands once more."""

    def __init__(self, modules: list[ModuleSymbol], ids: dict[int, str], own: dict[int, str], fixed: set[int]) -> None:
        """Find every tensor of every layer, and those of written classes, whose blocks are `own`.

        Of these `fixed` begin with what their blocks say.

        Raises:
            SourceError: a layer holds a tensor that the text made itself, or two tensors lie in one memory.
        """
        self.modules = modules
        self.fixed = fixed
        self.ids = ids
        self.own = own
        self.schemes = Schemes()
        self.places: dict[int, list[Place]] = {}
        self.tensors: dict[int, TensorSymbol] = {}
        self.memory: dict[int, TensorSymbol] = {}
        """The first tensor in each memory."""
        for module in modules:
            for path, inner in walk(module) if module.is_layer else (("", module),):
                for name, tensor in inner.tensors.items():
                    if tensor is not None:
                        self._note(module, f"{path}.{name}" if path else name, tensor)
        self.originals: set[int] = set()
        """Tensors of layers that are worked out of others: those fill what they were before."""
        for module in modules:
            self._note_originals(module)

    def _note_originals(self, module: ModuleSymbol) -> None:
        for name, one in module.parametrized.items():
            if one.keeps_original:
                continue
            if id(one.original) in self.places:
                raise SourceError(
                    say("symbols.parametrized.own", name=name, kind=module.kind),
                    *module.place,
                    say("symbols.parametrized.own.hint"),
                )
            self.originals.add(id(one.original))
            self.places[id(one.original)] = [(module, name)]
            self.tensors[id(one.original)] = one.original

    def _note(self, layer: ModuleSymbol, name: str, tensor: TensorSymbol) -> None:
        if tensor.owner is None and id(tensor) not in self.own:
            raise SourceError(
                say("symbols.free-tensor", name=name),
                *layer.place,
                say("symbols.free-tensor.hint"),
            )
        if self.memory.setdefault(id(tensor.memory), tensor) is not tensor:
            raise SourceError(say("symbols.one-memory", name=name), *layer.place, say("symbols.one-memory.hint"))
        here = self.places.setdefault(id(tensor), [])
        if tensor.owner is None:
            at_home = not layer.is_layer and id(tensor) not in self.tensors
        else:
            at_home = tensor.owner.home is layer and name.rpartition(".")[2] == tensor.name
        # The first place is where the tensor stays; all others are tied to it.
        here.insert(0 if at_home else len(here), (layer, name))
        self.tensors[id(tensor)] = tensor

    def ties(self) -> tuple[Tie, ...]:
        """Return a tie for each further place of a tensor."""
        return tuple(
            Tie(tensor=self._place(place), of=self._place(places[0]))
            for places in self.places.values()
            for place in places[1:]
        )

    def _place(self, place: Place) -> TensorPlace:
        return TensorPlace(block=self.ids[id(place[0])], tensor=place[1])

    def rules(self, fills: Fills) -> tuple[InitRule, ...]:
        """Return the init rules: the last filling of each tensor, many alike as one rule for their kind, then copies.

        Raises:
            SourceError: a tensor begins as one of another name, or no rule tells it from one in a module inside.
        """
        known = begins(fills)
        equal = Equal(self.places, known, self.fixed)
        last = {
            key: begin.steps
            for key, begin in known.whole.items()
            if key in self.places and key not in equal.heads and begin.steps
        }
        parts = {key: fills for key, fills in known.rows.items() if key in self.places}
        levels = self._levels({key: [fill[1:4] for fill in fills] for key, fills in parts.items()})
        copies = equal.rules(self.modules, self.ids, self._name_selector)
        self._require_whole(last, parts)
        self._require_vectors(fills, copies)
        first = {key: last.pop(key) for key in [*last] if key in self.originals}
        whole = (self._levels({key: [(*step[:2], None) for step in steps] for key, steps in each.items()})
                 for each in (first, last))  # fmt: skip
        return tuple(map(self.schemes.named, (*chain.from_iterable(whole), *copies, *levels)))

    def _levels(self, fillings: dict[int, list[SchemeCall]]) -> list[InitRule]:
        """Return the rules of tensors that are filled several times: what is done to each first comes first."""
        most = max(map(len, fillings.values()), default=0)
        each = ({key: steps[i] for key, steps in fillings.items() if i < len(steps)} for i in range(most))
        return [rule for level in each for rule in self._fillings(level)]

    def _require_whole(self, last: dict[int, tuple[Step, ...]], parts: dict[int, tuple[Fill, ...]]) -> None:
        """Refuse what no rule says of an original: that some rows are filled, or one of several in a layer."""
        for key in self.originals:
            layer, name = self.places[key][0]
            if parts.get(key) or (key in last and len(layer.parametrized) + len(last[key]) > 2):
                raise SourceError(
                    say("symbols.parametrized.fill", name=name, kind=layer.kind),
                    *layer.place,
                    say("symbols.parametrized.fill.hint"),
                )

    def _require_vectors(self, fills: Fills, copies: list[InitRule]) -> None:
        """Refuse a copy of a layer whose parametrization has buffers, where it is filled later: those stay copied.

        Raises:
            SourceError: there is one.
        """
        wholes = {rule.select.block for rule in copies if rule.select.tensor is None}
        blocks = [module for module in self.modules if self.ids[id(module)] in wholes]
        copied = {id(inner) for module in blocks for _, inner in walk(module)}
        for fill in fills:
            layer = fill.tensor.owner if fill.scheme == COPY else None
            if layer is None or id(layer) in copied or id(layer) not in self.ids:
                continue
            found = next(filter(_has_buffers, layer.parametrizations.values()), None)
            if found is not None:
                problem = say("symbols.copy-buffers", kind=layer.kind, parametrization=found.kind)
                raise SourceError(problem, *layer.place, say("symbols.copy-buffers.hint"))

    def _fillings(self, last: dict[int, SchemeCall]) -> list[InitRule]:
        groups: dict[tuple[str, str, str, str], list[int]] = {}
        for key, (scheme, args, rows) in last.items():
            layer, name = self.places[key][0]
            is_own = key in self.own or key in self.originals or layer.derives_layer
            kind = f"own {key}" if is_own else _class_of(layer)
            groups.setdefault((kind, name, scheme, repr((args, rows))), []).append(key)
        rules: list[InitRule] = []
        for (kind, name, scheme, _), keys in groups.items():
            args, rows = last[keys[0]][1:]
            if len(keys) > 1 and set(keys) == self._all(kind, name):
                selectors = [Selector(kind=kind, tensor=name)]
            else:
                selectors, left = self._together(keys, kind, name) if len(keys) > _MANY else ([], keys)
                selectors += [self._selector(key, set(keys)) for key in left]
            rules += [InitRule(select, scheme, args, rows=rows) for select in selectors]
        return rules

    def _together(self, keys: list[int], kind: str, name: str) -> tuple[list[Selector], list[int]]:
        """Return selectors of the blocks in which all tensors of a kind and a name are meant, and what these leave."""
        layers = {
            id(layer): key
            for key in self._all(kind, name)
            for layer, own in self.places[key]
            if own == name and _class_of(layer) == kind
        }
        left, found = dict.fromkeys(keys), list[Selector]()
        for module in self.modules:
            below = {layers[id(inner)] for _, inner in walk(module) if id(inner) in layers}
            if len(below) > 1 and below <= left.keys():
                found.append(Selector(block=self.ids[id(module)], kind=kind, tensor=name))
                left = {key: None for key in left if key not in below}
        return found, [*left]

    def _name_selector(self, key: int) -> Selector:
        """Return the selector of a tensor by its whole name."""
        if key in self.own:
            return Selector(block=self.own[key])
        layer, name = self.places[key][0]
        return Selector(block=self.ids[id(layer)], tensor=name)

    def _all(self, kind: str, name: str) -> set[int]:
        """Return the tensors that a rule for a kind would fill; none where the rule would be vague.

        It fills layers of that very class, none of a class that derives from it.
        """
        if "." in name or any("." in other for places in self.places.values() for _, other in places):
            return set()
        return {
            key
            for key, places in self.places.items()
            for layer, own in places
            if key not in self.originals and not layer.derives_layer and _class_of(layer) == kind and own == name
        }

    def _selector(self, key: int, alike: set[int]) -> Selector:
        """Return the selector of a tensor, which may select those that are `alike` as well.

        Raises:
            SourceError: a module inside has another tensor of that name.
        """
        if key in self.own:
            return Selector(block=self.own[key])
        layer, name = self.places[key][0]
        inside = (inner.tensors.get(name) for _, inner in walk(layer) if inner is not layer)
        if any(one is not None and id(one) not in alike for one in inside):
            raise SourceError(
                say("symbols.same-name", name=name, kind=layer.cls.name), *layer.place, say("symbols.same-name.hint")
            )
        return Selector(block=self.ids[id(layer)], tensor=f"*{name}" if "." in name else name)

    def frozen(self, modules: list[ModuleSymbol]) -> tuple[Selector, ...]:
        """Return what is frozen: whole modules where all of their parameters are, else tensor by tensor.

        Raises:
            SourceError: a module inside another has a tensor of the same name that is not frozen.
        """
        still = {
            key
            for key, tensor in self.tensors.items()
            if key not in self.originals and tensor.role == "parameter" and not tensor.requires_grad
        }
        found: list[Selector] = []
        alike = set(still)
        for module in modules if still else ():
            below = {id(t) for _, inner in walk(module) for t in inner.tensors.values() if t and t.role == "parameter"}
            if below and below <= still:
                found.append(Selector(block=self.ids[id(module)]))
                still -= below
        return (*found, *(self._selector(key, alike) for key in still))
