"""What the tensors of a text begin with, and which of them begin equal."""

from __future__ import annotations

from typing import NamedTuple

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.schemes import COPY, FIXED, SCHEMES
from builder.errors import SourceError
from builder.interpreter.limits import Value
from builder.interpreter.scope import Scope
from builder.sentences import say
from builder.symbols.initial.scheme_text import read_scheme, scheme_name_fault
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, behind_detach, walk

Rows = tuple[int, int]


class Fill(NamedTuple):
    """What is initialised: by a scheme with its arguments, or by `copy_` as the tensor `of`; some rows alone.

    `scope` is that of the function that does it, where statements of one function may be told together.
    """

    tensor: TensorSymbol
    scheme: str
    args: dict[str, Value]
    rows: Rows | None = None
    scope: Scope | None = None

    @property
    def step(self) -> Step:
        """What it does, apart from the tensor."""
        return Step(self.scheme, self.args, self.scope)


class Step(NamedTuple):
    """One of several fillings of a tensor, each of which works on what is there by then."""

    scheme: str
    args: dict[str, Value]
    scope: Scope | None


OWN = "own"
"""In the place of a scheme's name: one of a person's own, `source` its text, or `line` a statement about `w`."""

USUAL = "own_init"
"""What an own scheme is called that no function of the text gives a name."""
RESET = "reset_parameters"
"""In the place of a scheme: the tensor begins again as it is constructed."""
Fills = list[Fill]
"""All that is initialised, in order."""

_FIXED_KINDS = frozenset({"PReLU"})


class Begin:
    """The values that a tensor begins with: those that `root` is constructed with, and what changes them in turn.

    Several steps are one of torch's schemes, where there is one, and own ones on top of it.
    """

    __slots__ = ("root", "steps")

    def __init__(self, root: TensorSymbol, *steps: Step) -> None:
        self.root = root
        self.steps = steps

    def is_fixed(self, fixed: set[int], key: int) -> bool:
        """Tell whether a tensor begins so without a copy, no random numbers being drawn; those in `fixed` do."""
        if self.steps:
            return all(step.scheme in FIXED for step in self.steps)
        owner = self.root.owner
        if owner is None:
            return key in fixed
        kind = CATALOGUE.get(owner.kind)
        return self.root.role == "buffer" or owner.kind in _FIXED_KINDS or (
            kind is not None and kind.category == "normalisation"
        )  # fmt: skip


class Begins(NamedTuple):
    """What tensors begin with, by their ids: those filled last at the end, and what fills some rows after that."""

    whole: dict[int, Begin]
    rows: dict[int, tuple[Fill, ...]]


def begins(fills: Fills) -> Begins:
    """Return what each tensor begins with that is filled or copied.

    Raises:
        SourceError: a tensor begins as another one does that was changed at random in a way which no rule says.
    """
    found, rows, shared = dict[int, Begin](), dict[int, tuple[Fill, ...]](), set[int]()
    for fill in fills:
        key, of = id(fill.tensor), fill.args.get("of")
        begin = found.get(key) or Begin(fill.tensor)
        if fill.scheme == OWN and not rows.get(key) and key not in shared and begin.root is fill.tensor:
            begin = Begin(fill.tensor, *_append_step(begin.steps, fill.step))
        elif fill.rows is not None or fill.scheme == OWN:
            rows[key] = _on_top(rows.get(key, ()), fill)
            continue
        elif fill.scheme == COPY:
            begin = found.setdefault(id(of), Begin(fill.args["of"]))
            shared |= {key, id(of)}
            rows[key] = rows.get(id(of), ())
            _require_fixed(rows[key])
        else:
            begin = Begin(fill.tensor) if fill.scheme == RESET else Begin(fill.tensor, fill.step)
            shared.discard(key)
            rows[key] = ()
        # Taken out first, so that what is filled last stands at the end.
        found.pop(key, None)
        found[key] = begin
    return Begins(found, rows)


class Outside:
    """Tells which tensors begin as one that a layer outside of a network draws, which no rule says."""

    def __init__(self, network: ModuleSymbol, fills: Fills) -> None:
        """Look at the modules of a network."""
        self.inside = {id(inner) for _, inner in walk(network)}
        self.fills = fills
        self.known: dict[int, Begin] | None = None

    def begins(self, tensor: TensorSymbol, is_filled: bool) -> bool:
        """Tell whether a tensor does."""
        if is_filled and self.known is None:
            self.known = begins(self.fills).whole
        begin = (self.known or {}).get(id(tensor)) if is_filled else None
        root, steps = (tensor, ()) if begin is None else (begin.root, begin.steps)
        return root.owner is not None and not steps and id(root.owner.home) not in self.inside

    def require_own(self, layer: ModuleSymbol, filled: set[int]) -> None:
        """Refuse a layer with a tensor that one of another kind, outside of the network, draws in its own way.

        Raises:
            SourceError: it has one.
        """
        for name, tensor in layer.tensors.items():
            owner = None if tensor is None else tensor.owner
            if tensor is None or owner is None or (owner.kind, tensor.name) == (layer.kind, name):
                continue
            if self.begins(tensor, id(tensor) in filled):
                raise SourceError(say("symbols.free-tensor", name=name), *layer.place, say("symbols.free-tensor.hint"))


def _append_step(steps: tuple[Step, ...], step: Step) -> tuple[Step, ...]:
    """Return the steps with one more; statements of one call of a function are one step, its call of torch among them.

    >>> uniform = Step("uniform_", {"a": -1.0, "b": 1.0}, None)
    >>> [step.args for step in _append_step((uniform,), Step(OWN, {"line": "w *= 2"}, None))]
    [{'a': -1.0, 'b': 1.0}, {'lines': ('w *= 2',), 'called': None}]
    """
    if "line" not in step.args:
        return (*steps, step)
    called = None if step.scope is None else step.scope.called
    last = steps[-1] if steps and steps[-1].scope is step.scope else None
    before: tuple[str, ...] = ()
    if last is not None and "lines" in last.args:
        steps, before = steps[:-1], last.args["lines"]
    elif last is not None and last.scheme in SCHEMES and called is not None:
        given = "".join(f", {name}={value!r}" for name, value in last.args.items())
        steps, before = steps[:-1], (f"nn.init.{last.scheme}(w{given})",)
    return (*steps, Step(OWN, {"lines": (*before, step.args["line"]), "called": called}, step.scope))


def _on_top(fills: tuple[Fill, ...], fill: Fill) -> tuple[Fill, ...]:
    """Return what is done after copies, with one more; statements that follow each other in one function are one."""
    if fill.scheme != OWN:
        return (*fills, fill)
    joins = bool(fills) and fills[-1].scheme == OWN and fills[-1].scope is fill.scope
    steps = _append_step((fills[-1].step,) if joins else (), fill.step)
    kept = fills[:-1] if joins else fills
    return (*kept, *(Fill(fill.tensor, *step[:2], None, step.scope) for step in steps))


def _require_fixed(fills: tuple[Fill, ...]) -> None:
    """Refuse a copy of what was changed at random after it was copied itself: rules would change each by itself."""
    for fill in fills:
        if fill.scheme == OWN and read_scheme(own_scheme_text(fill.args)).is_random:
            layer = fill.tensor.owner
            place = (1, 1) if layer is None else layer.place
            problem = say("symbols.own-scheme.copied", name=fill.tensor.name)
            raise SourceError(problem, *place, say("symbols.own-scheme.copied.hint"))


def own_scheme_text(args: dict[str, Value]) -> str:
    """Return the text of an own scheme that a step is: as it stands in the pasted text, or made of statements."""
    if "source" in args:
        source: str = args["source"]
        return source
    name = args["called"] or USUAL
    name = name if scheme_name_fault(name) is None else USUAL
    return "".join((f"def {name}(w):\n", *(f"    {line}\n" for line in args["lines"])))


def rows_of(part: Value) -> tuple[TensorSymbol, Rows] | None:
    """Return the tensor and the rows of it that `weight[i]` or `weight[i:j]` is, None for any other value."""
    if not isinstance(part, Symbol) or (part.op, part.target) != ("method", "__getitem__") or len(part.args) != 2:
        return None
    tensor, index = behind_detach(part.args[0]), part.args[1]
    if not isinstance(tensor, TensorSymbol) or not tensor.shape:
        return None
    if isinstance(index, int) and -tensor.shape[0] <= index < tensor.shape[0]:
        index = slice(index % tensor.shape[0], index % tensor.shape[0] + 1)
    if not isinstance(index, slice):
        return None
    start, end, step = index.indices(tensor.shape[0])
    return (tensor, (start, end)) if step == 1 and start < end else None
