"""The members of `nn.Module` that a text may use on a symbol."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from builder.catalogue.dtypes import CASTS
from builder.catalogue.layers.kinds import CATALOGUE
from builder.interpreter.failures import Absence, Refusal
from builder.interpreter.limits import Value
from builder.interpreter.tables import TABLES
from builder.interpreter.values import Class, Lazy
from builder.sentences import say
from builder.symbols.initial import copies
from builder.symbols.initial.initial_values import RESET, Fill
from builder.symbols.initial.memory_order import keep_order
from builder.symbols.initial.parametrizations import worked_out
from builder.symbols.initial.rounding import note_rounding
from builder.symbols.modules import containers
from builder.symbols.modules.hooks import OF_MODULES
from builder.symbols.modules.own_methods import require_own_conversion
from builder.symbols.values import (
    ModuleSymbol,
    Symbol,
    TensorSymbol,
    behind_detach,
    check_tree,
    mark_changed,
    specs_of,
    walk,
)

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter


def add_module(i: Interpreter, symbol: ModuleSymbol, name: Value, module: Value) -> None:
    """Register a child.

    Raises:
        KeyError: the name is empty, contains a dot or is that of another member.
        TypeError, AttributeError, Refusal: see `containers.put_child`.
    """
    if isinstance(name, str) and (not name or "." in name):
        raise KeyError(f"module name can't be empty or contain a dot, got: {name}")
    if name not in symbol.children:
        require_free(symbol, name, (symbol.fields, symbol.tensors))
    containers.put_child(symbol, name, module)


def register_buffer(
    i: Interpreter, symbol: ModuleSymbol, name: str, tensor: Value = None, persistent: bool = True
) -> None:
    """Register a buffer, or None under its name."""
    if tensor is None:
        _require_name(symbol, name)
        symbol.empty_buffers[name] = bool(persistent)
    made = _register_tensor(i, symbol, name, tensor, "buffer")
    if made is not None:
        made.persistent = bool(persistent)


def register_parameter(i: Interpreter, symbol: ModuleSymbol, name: str, param: Value = None) -> None:
    """Register a parameter, or None under its name."""
    _register_tensor(i, symbol, name, param, "parameter")


def _require_name(symbol: ModuleSymbol, name: str) -> None:
    if name not in symbol.tensors:
        require_free(symbol, name, (symbol.fields, symbol.children))


def _register_tensor(i: Interpreter, symbol: ModuleSymbol, name: str, tensor: Value, role: str) -> TensorSymbol | None:
    """Put a tensor into a module; return what is there then."""
    if not isinstance(tensor, Symbol) and tensor is not None:
        raise TypeError("a tensor is registered")
    _require_name(symbol, name)
    if isinstance(tensor, TensorSymbol) and tensor.role != role:
        raise Refusal(say("symbols.one-memory", name=name), say("symbols.one-memory.hint"))
    if tensor is None:
        if not without_bias(symbol, name):
            symbol.tensors[name] = None
        return None
    made = tensor if isinstance(tensor, TensorSymbol) else copies.own_tensor(i, tensor, role)
    symbol.tensors[name] = made
    return made


def require_free(symbol: ModuleSymbol, name: Value, tables: Iterable[dict[str, Any]]) -> None:
    """Refuse to register under the name of a member of the class, or of one in these tables.

    Raises:
        KeyError: there is one.
    """
    of_class = symbol.cls.find(name) if isinstance(symbol.cls, Class) and isinstance(name, str) else None
    if of_class is not None or any(name in table for table in tables):
        raise KeyError(f"attribute '{name}' already exists")


def without_bias(module: ModuleSymbol, name: str) -> bool:
    """Make a layer whose `bias` becomes None the one that is built by `bias=False`; return whether it is that now."""
    if name != "bias" or not module.is_layer or name not in module.tensors:
        return False
    if not any(argument.name == name for argument in CATALOGUE[module.kind].arguments):
        return False
    del module.tensors[name]
    module.args = {**module.args, "bias": False}  # a copy of the layer holds the same arguments
    return True


def named_tensors(symbol: ModuleSymbol, role: str, prefix: str = "", recurse: bool = True) -> Iterator[
    tuple[str, TensorSymbol]
]:  # fmt: skip
    """Yield `named_parameters()` or `named_buffers()`, each tensor once."""
    seen: set[int] = set()
    for path, module in walk(symbol, prefix) if recurse else [(prefix, symbol)]:
        for name, tensor in module.tensors.items():
            if tensor is not None and tensor.role == role and id(tensor) not in seen:
                seen.add(id(tensor))
                yield (f"{path}.{name}" if path else name), tensor


def _parameters(i: Interpreter, symbol: ModuleSymbol, recurse: bool = True) -> Lazy:
    return Lazy(tensor for _, tensor in named_tensors(symbol, "parameter", "", recurse))


def _named_parameters(i: Interpreter, symbol: ModuleSymbol, prefix: str = "", recurse: bool = True) -> Lazy:
    return Lazy(named_tensors(symbol, "parameter", prefix, recurse))


def _buffers(i: Interpreter, symbol: ModuleSymbol, recurse: bool = True) -> Lazy:
    return Lazy(tensor for _, tensor in named_tensors(symbol, "buffer", "", recurse))


def _named_buffers(i: Interpreter, symbol: ModuleSymbol, prefix: str = "", recurse: bool = True) -> Lazy:
    return Lazy(named_tensors(symbol, "buffer", prefix, recurse))


def _modules(i: Interpreter, symbol: ModuleSymbol) -> Lazy:
    return Lazy(module for _, module in walk(symbol))


def _named_modules(
    i: Interpreter, symbol: ModuleSymbol, memo: Value = None, prefix: str = "", remove_duplicate: bool = True
) -> Lazy:
    if not remove_duplicate:
        raise Refusal(say("symbols.duplicates"), say("symbols.duplicates.hint"))
    return Lazy(walk(symbol, prefix))


def _children(i: Interpreter, symbol: ModuleSymbol) -> Lazy:
    return Lazy(iter([child for _, child in _kids(symbol)]))


def _named_children(i: Interpreter, symbol: ModuleSymbol) -> Lazy:
    return Lazy(iter(_kids(symbol)))


def _kids(symbol: ModuleSymbol) -> list[tuple[str, ModuleSymbol]]:
    """Return the children by their first names, each once."""
    # Reversed, so that of several names of one child the first stays.
    first = {id(child): (name, child) for name, child in reversed(symbol.children.items())}
    return [pair for pair in symbol.children.items() if pair[1] is not None and first[id(pair[1])][0] == pair[0]]


def _apply(i: Interpreter, symbol: ModuleSymbol, fn: Value) -> ModuleSymbol:
    """Call the function on every place, children first, as torch does."""
    check_tree(symbol, i.limits.modules)
    stack: list[tuple[ModuleSymbol, bool]] = [(symbol, False)]
    while stack:
        here, done = stack.pop()
        if done:
            i.call(fn, here)
            continue
        stack.append((here, True))
        stack.extend((child, False) for _, child in reversed(_kids(here)))
    return symbol


def _requires_grad(i: Interpreter, symbol: ModuleSymbol, requires_grad: bool = True) -> ModuleSymbol:
    for _, tensor in named_tensors(symbol, "parameter"):
        tensor.requires_grad = bool(requires_grad)
    return symbol


def get_submodule(i: Interpreter, symbol: ModuleSymbol, path: str) -> ModuleSymbol:
    """Return the module at a path.

    Raises:
        AttributeError: there is none.
    """
    here: Value = symbol
    for part in path.split(".") if path else []:
        here = here.children.get(part) if isinstance(here, ModuleSymbol) else None
    if not isinstance(here, ModuleSymbol):
        raise AttributeError(f"there is no module {path!r}")
    return here


def _get_tensor(i: Interpreter, symbol: ModuleSymbol, path: str) -> TensorSymbol:
    inner, _, name = path.rpartition(".")
    tensor = get_submodule(i, symbol, inner).tensors.get(name)
    if tensor is None:
        raise AttributeError(f"there is no tensor {path!r}")
    return tensor


class _State(OrderedDict[str, Value]):
    """What `state_dict()` returns, and the module that it is of."""

    module: ModuleSymbol | None = None


TABLES[_State] = TABLES[OrderedDict]


def _saved_tensors(i: Interpreter, symbol: ModuleSymbol) -> dict[str, TensorSymbol]:
    """Return the tensors that are saved, by their keys."""
    check_tree(symbol, i.limits.modules)
    return {
        (f"{path}.{name}" if path else name): tensor
        for path, module in walk(symbol)
        for name, tensor in module.tensors.items()
        if tensor is not None and tensor.persistent
    }


def _state_dict(i: Interpreter, symbol: ModuleSymbol) -> _State:
    detached = i.host.flows.operate  # type: ignore[attr-defined]
    made = _State(
        {key: detached("method", "detach", (tensor,), {}) for key, tensor in _saved_tensors(i, symbol).items()}
    )
    made.module = symbol
    return made


def set_mode(i: Interpreter, symbol: ModuleSymbol, training: bool) -> None:
    """Put a module into one of its two modes.

    Raises:
        Refusal: a forward does so, in whichever mode the network is.
    """
    recorder = i.host.flows.recorder  # type: ignore[attr-defined]
    if recorder is not None and recorder.module is not None:
        raise Refusal(say("symbols.changes-itself", name=symbol.cls.name), say("symbols.changes-itself.hint"))
    symbol.training = training
    symbol.training_set_inside = bool(i.host.building)  # type: ignore[attr-defined]


def _mode(training: bool) -> Callable[..., ModuleSymbol]:
    def switch(i: Interpreter, symbol: ModuleSymbol, mode: Value = None) -> ModuleSymbol:
        for _, inner in walk(symbol):
            set_mode(i, inner, training if mode is None else bool(mode))
        return symbol

    return switch


def _same(i: Interpreter, symbol: ModuleSymbol, *args: Value, **kwargs: Value) -> ModuleSymbol:
    """Return the module unchanged: a document stores no device."""
    order = next((arg for arg in (*args, *kwargs.values()) if str(arg).startswith("channels_last")), None)
    if order is not None:
        keep_order(i.host, symbol.cls.name)  # type: ignore[arg-type]
    found = [arg.dtype_name for arg in (*args, *kwargs.values()) if hasattr(arg, "dtype_name")]
    return _cast(found[0])(i, symbol) if found else symbol


def _cast(dtype: str) -> Callable[..., ModuleSymbol]:
    """Return `double` and its like: a document keeps a dtype with each layer and tensor."""

    def cast(i: Interpreter, symbol: ModuleSymbol) -> ModuleSymbol:
        for _, module in walk(symbol):
            i.budget.spend(1)
            require_own_conversion(module)
            held = [tensor for tensor in module.tensors.values() if tensor is not None]
            if module.is_layer and module.home is module and held:
                if not any(argument.name == "dtype" for argument in CATALOGUE[module.kind].arguments):
                    raise Refusal(say("symbols.dtype", kind=module.kind), say("symbols.dtype.hint"))
                module.args = {**module.args, "dtype": dtype}
            originals = (one.original for one in module.parametrized.values())
            i.host.moved |= {id(tensor) for tensor in originals if tensor.dtype != dtype}  # type: ignore[attr-defined]
            for tensor in held:
                if (tensor.dtype or "float32").startswith(("float", "bfloat")):
                    note_rounding(i.host, tensor, dtype)  # type: ignore[arg-type]
                    tensor.dtype = dtype
        return symbol

    return cast


def _nothing(i: Interpreter, symbol: ModuleSymbol, *args: Value, **kwargs: Value) -> None:
    """Do nothing: it concerns values or gradients only."""


def _load_state_dict(i: Interpreter, symbol: ModuleSymbol, state: Value = None, *args: Value, **kwargs: Value) -> None:
    """Take over the weights of another module of this text; those of a file are not here.

    Raises:
        Refusal: the tensors themselves are taken over, so that a network has the other's, or shares its own no longer.
        Absence: the state is that of another kind of network.
    """
    ours = _saved_tensors(i, symbol)
    if (kwargs.get("assign") or args[1:2] == (True,)) and (isinstance(state, _State) or _shares(symbol)):
        raise Refusal(say("symbols.assign"), say("symbols.assign.hint"))
    theirs = {key: behind_detach(value) for key, value in state.items()} if isinstance(state, dict) else {"": None}
    if not all(isinstance(value, TensorSymbol) for value in theirs.values()):
        i.host.on_weights_loaded(i)  # type: ignore[attr-defined]
        return
    alike = ours.keys() == theirs.keys() and all(copies.are_alike(one, theirs[key]) for key, one in ours.items())
    if not alike:
        raise Absence(say("symbols.no-weights"), say("symbols.no-weights.hint"))
    for key, tensor in ours.items():
        if isinstance(of := theirs[key], TensorSymbol) and tensor is not of:
            copies.record_copy(i, tensor, of)
    if isinstance(state, _State) and state.module is not None:
        others = dict(walk(state.module))
        for path, module in walk(symbol):
            module.family = others[path].family if path in others else module.family


def _shares(symbol: ModuleSymbol) -> bool:
    """Tell whether a tensor has two names in a module."""
    found = [id(t) for _, inner in walk(symbol) for t in inner.tensors.values() if t is not None]
    return len(found) > len(set(found))


def _reset(i: Interpreter, symbol: ModuleSymbol) -> None:
    """Let a layer's own tensors begin again as they are constructed; one that is worked out has an original that stays.

    Raises:
        Refusal: a forward does so, in each call.
    """
    host = i.host
    if symbol.kind not in CATALOGUE or symbol.kind in _NEVER_RESET:
        return
    if host.flows.recorder is not None and any(symbol.tensors.values()):  # type: ignore[attr-defined]
        raise Refusal(say("symbols.changes-itself", name=symbol.cls.name), say("symbols.changes-itself.hint"))
    for spec in specs_of(symbol.kind, symbol.args):
        tensor = symbol.tensors.get(spec.name)
        if spec.name in symbol.parametrized:
            tensor = behind_detach(made := worked_out(i, symbol, spec.name))
            mark_changed(made, "reset_parameters")
        if isinstance(tensor, TensorSymbol) and id(tensor) in host.filled:  # type: ignore[attr-defined]
            host.fill(Fill(tensor, RESET, {}))  # type: ignore[attr-defined]


_NEVER_RESET = frozenset({"MultiheadAttention", "Transformer", "TransformerEncoderLayer", "TransformerDecoderLayer"})
"""Their method is called `_reset_parameters`, and resets nothing under the public name."""
METHODS: dict[str, Callable[..., Value]] = {
    "add_module": add_module,
    "register_module": add_module,
    "register_buffer": register_buffer,
    "register_parameter": register_parameter,
    "parameters": _parameters,
    "named_parameters": _named_parameters,
    "buffers": _buffers,
    "named_buffers": _named_buffers,
    "modules": _modules,
    "named_modules": _named_modules,
    "children": _children,
    "named_children": _named_children,
    "apply": _apply,
    "requires_grad_": _requires_grad,
    "get_submodule": get_submodule,
    "get_parameter": _get_tensor,
    "get_buffer": _get_tensor,
    "state_dict": _state_dict,
    "train": _mode(True),
    "eval": _mode(False),
    "to": _same,
    "cpu": _same,
    "cuda": _same,
    **{name: _cast(CASTS[name]) for name in ("float", "double", "half", "bfloat16")},
    "compile": _nothing,
    "share_memory": _same,
    "zero_grad": _nothing,
    "reset_parameters": _reset,
    "flatten_parameters": _nothing,
    "load_state_dict": _load_state_dict,
    **OF_MODULES,
    **dict.fromkeys(("save_hyperparameters", "log", "log_dict"), _nothing),  # of a LightningModule
}
