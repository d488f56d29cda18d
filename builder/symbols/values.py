"""Modules and tensors as symbols: operations on them are recorded, nothing is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from builder.catalogue.layers.kind import Args, ParameterSpec
from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.parametrized import Parametrization
from builder.catalogue.layers.validation import explicit, resolve
from builder.errors import BuilderError, SourceError
from builder.interpreter.failures import Refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Class, Function, NativeClass, next_serial
from builder.sentences import say

_LAYERS = frozenset(name for name, kind in CATALOGUE.items() if kind.instead is None)


def _as_given(value: Value) -> Value:
    """Return what a function was given: a list may get other items later."""
    return [*map(_as_given, value)] if isinstance(value, list) else value


class Symbol:
    """A tensor that would come of an operation on others.

    `op` is `input`, `module` (the call of a module), `function`, `method`, `operator` or `item`; `target` is the module
    or the name; `args` and `kwargs` are what it was given, other symbols among them. So the symbols that a `forward`
    returns are its dataflow. `call` is what the catalogue makes of it, `home` the recording it belongs to, `origin` of
    an input what the caller gave. Symbols of one memory share a `storage`, whose number counts the changes in place;
    `now` is what a change of just this tensor has made of it.
    """

    __slots__ = (
        "args", "call", "dtype", "home", "kwargs", "marks", "now", "number", "op", "origin", "seen", "shape", "storage",
        "target", "version", "width", "writes",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913, PLR0917 - what an operation has
        self,
        op: str,
        target: Value,
        args: tuple[Value, ...] = (),
        kwargs: dict[str, Value] | None = None,
        shape: tuple[int, ...] | None = None,
        dtype: str | None = None,
    ) -> None:
        self.op = op
        self.target = target
        self.args = tuple(map(_as_given, args)) if any(isinstance(arg, list) for arg in args) else args
        self.kwargs = kwargs or {}
        self.shape = shape
        self.dtype = dtype
        self.call: Value = None
        self.home: Value = None
        self.marks: dict[str, Value] | None = None
        """Plain attributes that the text sets on it, as for an optimiser."""
        self.number: Value = None
        """The size that it is, where it is no tensor."""
        self.origin: Value = None
        self.now: Symbol | None = None
        self.storage = [0]
        self.version = 0
        self.width = 0
        self.writes: list[tuple[Value, Value]] = []
        self.seen = _memories((*args, *self.kwargs.values())) if args or kwargs else ()
        """The memories of what it is made of outside of forwards, each with the changes that it had then."""

    def __repr__(self) -> str:
        return "<tensor>"

    @property
    def changes(self) -> int:
        """How often methods and functions have changed it in place, outside of forwards."""
        return len((self.marks or {}).get(_CHANGED_FIELD, ()))

    @property
    def is_outdated(self) -> bool:
        """Whether what it was made of has changed since, in memory that is not its own."""
        return any(storage is not self.storage and storage[0] != count for storage, count in self.seen)


def _memories(given: Iterable[Value]) -> tuple[tuple[list[int], int], ...]:
    flat = [part for one in given for part in (one if isinstance(one, list | tuple) else (one,))]
    return tuple((part.storage, part.storage[0]) for part in flat if isinstance(part, Symbol))


def write_into(part: Symbol, index: Value, new: Value) -> None:
    """Set an item of a plain tensor; what it is a part of can only be known by a run then."""
    part.writes.append((index, new))
    part.storage[0] += 1
    whole = part.args[0] if part.args else None
    is_copy = part.call is None and part.target == "__getitem__"  # by a list, a mask or another tensor
    if isinstance(whole, Symbol) and (whole.storage is part.storage or (part.call is None and not is_copy)):
        mark_changed(whole, "[]")


def mark_changed(tensor: Value, how: str) -> TensorSymbol | None:
    """Mark a plain tensor, and those that it is a part of, as changed in place where no forward does it.

    Return the tensor of a layer that it is a part of, if it is one.
    """
    if type(tensor) is Symbol:
        tensor.storage[0] += 1
    while type(tensor) is Symbol:
        before = (tensor.marks or {}).get(_CHANGED_FIELD, ())
        tensor.marks = {**(tensor.marks or {}), _CHANGED_FIELD: (*before, how)}
        whole = tensor.args[0] if tensor.args else None
        tensor = whole if isinstance(whole, Symbol) and whole.storage is tensor.storage else None
    return tensor if isinstance(tensor, TensorSymbol) and tensor.owner is not None else None


def changed_by(name: str, args: tuple[Value, ...], kwargs: dict[str, Value]) -> TensorSymbol | None:
    """Mark what a call changes in place outside of forwards; return a parameter or buffer that no line notes."""
    out = kwargs.get("out")
    is_inplace = bool(args) and name.endswith("_") and not name.endswith("__") and type(args[0]) is Symbol
    found = mark_changed(args[0] if is_inplace else out, name)
    return out if isinstance(out, TensorSymbol) else found


_CHANGED_FIELD = "*changed"
"""Among the attributes of a tensor, which no text can name so."""


class Hook(NamedTuple):
    """A function that torch runs around the calls of a module or with a gradient: how it was registered."""

    method: str
    function: Value
    choices: tuple[tuple[str, Value], ...]


class TensorSymbol(Symbol):
    """A parameter or buffer: of a layer, or one that the text makes itself."""

    __slots__ = ("hooks", "memory", "name", "owner", "persistent", "registers", "requires_grad", "role", "serial")

    def __init__(self, owner: ModuleSymbol | None, name: str, role: str, shape: tuple[int, ...] | None) -> None:
        super().__init__("tensor", name, shape=shape, dtype="float32")
        self.owner = owner
        self.name = name
        self.role = role
        self.requires_grad = role == "parameter"
        self.persistent = True
        self.hooks: list[Hook] = []
        self.serial = next_serial()
        self.storage = self.memory = [0, 1]  # told from memory that a forward makes
        self.registers = False
        """Whether a module that it is assigned to takes it as a buffer, as it does with `nn.Buffer`."""


def behind_detach(tensor: Value) -> Value:
    """Return the parameter that is filled through its `.data` or `.detach()`, which has the same memory."""
    while type(tensor) is Symbol and (tensor.op, tensor.target) == ("method", "detach") and tensor.home is None:
        tensor = tensor.args[0]
    return tensor


def whole_of(tensor: Value) -> Value:
    """Return the tensor that another one is a part or another name of, in one memory."""
    while type(tensor) is Symbol and tensor.args and isinstance(tensor.args[0], Symbol):
        if tensor.args[0].storage is not tensor.storage:
            break
        tensor = tensor.args[0]
    return tensor


class ParametrizedTensor(NamedTuple):
    """How a tensor of a layer is worked out, and the tensor that it was before: its original."""

    how: Parametrization
    original: TensorSymbol
    given: list[tuple[int, Symbol]]
    """What the text was given in its place outside of forwards, each with the number that it was given at."""

    @property
    def keeps_original(self) -> bool:
        """Whether the original stays, under another name, and nothing else begins as it says."""
        return (self.how.kind, self.how.form) == ("spectral_norm", "old")


class ModuleSymbol:
    """A module: its class, and what was put into it, in order. Inside a layer, `home` is the layer's own symbol.

    What has a greater `serial` than its number `finished`, when its `__init__` had ended, came to it later.
    """

    __slots__ = (
        "args", "calls", "children", "cls", "empty_buffers", "family", "fields", "finished", "flow", "given", "home",
        "hooks", "made_class", "parametrized", "path", "place", "ran", "ready", "refused", "serial", "shown",
        "taken_off", "tensors", "training", "training_set_inside", "was_inside", "wrapped_as",
    )  # fmt: skip

    refused: SourceError | None
    """Why a call of the text could not be read."""

    def __init__(self, cls: Class | NativeClass, place: tuple[int, int] = (1, 1)) -> None:
        self.cls, self.place = cls, place
        self.serial, self.finished = next_serial(), inf
        self.args: Args = {}
        self.children: dict[str, Value] = {}
        self.tensors: dict[str, TensorSymbol | None] = {}
        self.fields: dict[str, Value] = {}
        self.hooks: list[Hook] = []
        self.parametrized: dict[str, ParametrizedTensor] = {}
        """The tensors of a layer that are worked out of others, by name."""
        self.taken_off: dict[str, int] = {}
        """Those that were, each with how many tensors had been filled when that was taken off."""
        self.made_class: NativeClass | None = None
        """The class that torch makes for this object alone where its tensors are parametrized in the new form."""
        self.calls: list[tuple[tuple[Value, ...], dict[str, Value]]] = []
        """What the text calls it with, outside of forwards: by position, and what has no place by name."""
        self.flow: Value = None
        """What its forward does, once it was read."""
        self.shown: Value = None
        """What a run of it has shown, where its class is kept as text."""
        self.given: tuple[list[Value], dict[str, Value]] = ([], {})
        """What an object of a written class was made with."""
        # The second: whether its mode is what an `__init__` made it, which one that is kept as code makes again.
        self.training, self.training_set_inside, self.ready = True, True, False
        self.home = self.family = self
        """`family` is the module that it was copied from, with all that it is alike."""
        self.empty_buffers: dict[str, bool] = {}
        """The names of buffers that are None so far, and whether each is persistent."""
        self.wrapped_as: str | None = None
        """The name under which what wraps it in torch, as nn.DataParallel, has it; here that is the module itself."""
        self.path, self.ran, self.was_inside, self.refused = "", frozenset[bool](), False, None
        # In which modes calls of the text have run it, and whether it has ever been a child: one that is taken out is
        # not the network of a text.

    @property
    def type(self) -> Class | NativeClass:
        """What `type(module)` gives."""
        return self.made_class or self.cls

    @property
    def kind(self) -> str:
        """The class of torch.nn that it is or derives from."""
        native = self.cls if isinstance(self.cls, NativeClass) else self.cls.native
        return native.name if native is not None else "Module"

    @property
    def is_layer(self) -> bool:
        """Whether it is an object of a class of the catalogue, as it is."""
        return isinstance(self.cls, NativeClass) and self.cls.name in _LAYERS

    @property
    def derives_layer(self) -> bool:
        """Whether its class is written and derives from a layer."""
        return isinstance(self.cls, Class) and self.kind in _LAYERS

    @property
    def parametrizations(self) -> dict[str, Parametrization]:
        """How tensors of a layer are worked out, as a document has it."""
        return {name: one.how for name, one in self.parametrized.items()}

    def __repr__(self) -> str:
        return f"{self.cls.name}()"


def forward_of(module: ModuleSymbol) -> Function | None:
    """Return the forward that a module's class has written in the text."""
    found = module.cls.find("forward") if isinstance(module.cls, Class) else None
    return found[1] if found is not None and isinstance(found[1], Function) else None


def specs_of(kind: str, args: Args) -> tuple[ParameterSpec, ...]:
    """Return the tensors of a layer; where the input decides arguments, all but their shapes are right."""
    entry = CATALOGUE[explicit(kind)]
    known = {argument.name for argument in CATALOGUE[kind].arguments}
    open_args = {a.name: 1 for a in entry.arguments if a.auto and (a.name not in known or args.get(a.name) == "auto")}
    try:
        resolved = resolve(explicit(kind), {**args, **open_args}, ())
        return entry.parameters(resolved)
    except (BuilderError, KeyError, TypeError):
        return ()


def taken_out(layer: ModuleSymbol) -> list[str]:
    """Return the names of the tensors that a layer should hold itself and does not, being deleted or set to None."""
    own = [spec.name for spec in specs_of(layer.kind, layer.args) if "." not in spec.name]
    return [name for name in own if layer.tensors.get(name) is None and name not in layer.parametrized]


def is_undecided(kind: str, args: Args) -> bool:
    """Tell whether the shapes of a layer's tensors wait for its input."""
    return CATALOGUE[kind].explicit is not None or "auto" in args.values()


def has_grown(module: ModuleSymbol) -> bool:
    """Tell whether a module holds another module or tensor than its `__init__` has made, of one kind or not."""
    for _, inner in walk(module):
        if inner is not module and inner.serial > module.finished:  # a copy has the number of what it copies
            return True
        if any(t is not None and t.serial > module.finished for t in inner.tensors.values()):
            return True
    return False


def walk(module: ModuleSymbol, prefix: str = "") -> Iterator[tuple[str, ModuleSymbol]]:
    """Yield `named_modules()`, each module once, in pre-order."""
    seen: set[int] = set()
    stack = [(prefix, module)]
    while stack:
        path, here = stack.pop()
        if id(here) in seen:
            continue
        seen.add(id(here))
        yield path, here
        if here.children:
            kids = [(name, child) for name, child in here.children.items() if isinstance(child, ModuleSymbol)]
            stack += [(f"{path}.{name}" if path else name, child) for name, child in reversed(kids)]


def check_tree(module: ModuleSymbol, most: int) -> None:
    """Refuse a module that stands inside itself, or whose places are too many.

    Raises:
        Refusal: there is a cycle, more than 60 levels, more than `most` places, or a child that is no module.
    """
    count: dict[int, int] = {}
    open_ids: set[int] = set()
    stack: list[tuple[ModuleSymbol, bool]] = [(module, False)]
    while stack:
        here, done = stack.pop()
        kids = [child for child in here.children.values() if isinstance(child, ModuleSymbol)]
        for name, child in here.children.items():
            if not isinstance(name, str) or not isinstance(child, ModuleSymbol | None):
                raise Refusal(say("symbols.child", name=name), say("symbols.child.hint"))
        if done:
            open_ids.discard(id(here))
            count[id(here)] = 1 + sum(count[id(child)] for child in kids)
            if count[id(here)] > most:
                raise Refusal(say("symbols.many-modules", most=most), say("interpreter.smaller.hint"))
        elif id(here) not in count:
            open_ids.add(id(here))
            if len(open_ids) > 60 or any(id(child) in open_ids for child in kids):
                raise Refusal(say("symbols.module-depth"), say("symbols.another-module.hint"))
            stack.append((here, True))
            stack.extend((child, False) for child in kids)
