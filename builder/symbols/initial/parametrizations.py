"""`weight_norm`, `spectral_norm` and `orthogonal` on symbols: tensors of a layer that stand in the place of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Set
from typing import TYPE_CHECKING

from builder.catalogue.layers.kind import ParameterSpec
from builder.catalogue.layers.parametrized import (
    IN_PLACE,
    PARAMETRIZATIONS,
    Form,
    Parametrization,
    called_with,
    check_parametrizations,
    class_name,
    parametrized_specs,
)
from builder.errors import BuilderError, SourceError
from builder.interpreter.failures import Refusal, refusal
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent, ModuleValue, Native, NativeClass, next_serial
from builder.sentences import say
from builder.symbols.initial.initial_values import OWN
from builder.symbols.modules.layers import NN_CLASSES, refuse
from builder.symbols.values import ModuleSymbol, ParametrizedTensor, Symbol, TensorSymbol, is_undecided, specs_of, walk

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter
    from builder.symbols.host import DocumentHost

_CLASSES = {
    "parametrizations": NN_CLASSES["ModuleDict"],
    "weight_norm": NativeClass("_WeightNorm", refuse, (), parents=(NN_CLASSES["Module"],)),
    "spectral_norm": NativeClass("_SpectralNorm", refuse, (), parents=(NN_CLASSES["Module"],)),
    "orthogonal": NativeClass("_Orthogonal", refuse, (), parents=(NN_CLASSES["Module"],)),
}
_LIST = NativeClass("ParametrizationList", refuse, (), parents=(NN_CLASSES["ModuleList"],))


def register(host: DocumentHost, module: Value, name: Value, how: Parametrization) -> Value:
    """Put other tensors into the place of one.

    Raises:
        Refusal: the module is no layer, or its tensor cannot be parametrized so.
    """
    if not isinstance(module, ModuleSymbol) or not module.is_layer or module.home is not module:
        raise Refusal(say("symbols.parametrized.layer", kind=how.kind), say("symbols.parametrized.layer.hint"))
    if is_undecided(module.kind, module.args):
        raise Refusal(say("symbols.lazy", name=name), say("symbols.lazy.hint"))
    if name in module.parametrized:
        raise Refusal(
            say("symbols.parametrized.twice", name=name, kind=module.kind), say("symbols.parametrized.twice.hint")
        )
    original = module.tensors.get(name)
    given = {key: one.how for key, one in module.parametrized.items()} | {name: how}
    try:
        check_parametrizations({name: how})
        specs = parametrized_specs(module.kind, specs_of(module.kind, module.args), given)
    except BuilderError as error:
        raise refusal(error) from None
    if original is None or original.owner is not module:
        raise Refusal(
            say("symbols.parametrized.own", name=name, kind=module.kind), say("symbols.parametrized.own.hint")
        )
    _require_filled(host, module, original)
    del module.tensors[name]
    module.parametrized[name] = ParametrizedTensor(how, original, [])
    _add_all(module, specs, name, how)
    module.made_class = _made_class(module)
    return module


def _made_class(module: ModuleSymbol) -> NativeClass | None:
    """Return the class that torch makes for a layer, of the new form only."""
    name = class_name(module.kind, module.parametrizations)
    if module.made_class is not None or name == module.kind or not isinstance(module.cls, NativeClass):
        return module.made_class
    return NativeClass(name, refuse, (), parents=(module.cls, *module.cls.parents))


def _require_filled(host: DocumentHost, module: ModuleSymbol, original: TensorSymbol) -> None:
    """Refuse to parametrize again a tensor that has the values of a parametrization that was taken off."""
    since = module.taken_off.pop(original.name, None)
    if since is not None and not any(
        fill.tensor is original and fill.rows is None and fill.scheme != OWN for fill in host.fills[since:]
    ):
        raise Refusal(say("symbols.parametrized.removed", kind=module.kind), say("symbols.parametrized.removed.hint"))


def _add_all(module: ModuleSymbol, specs: Iterable[ParameterSpec], name: str, how: Parametrization) -> None:
    for spec in specs:
        if spec.name not in module.tensors and spec.name.startswith((name, f"{IN_PLACE}{name}.")):
            _add(module, spec, name)
    if how.form == "new":
        _inner(module, f"{IN_PLACE}{name}.0", how)  # stands there with tensors of its own or without


def _add(module: ModuleSymbol, spec: ParameterSpec, name: str) -> None:
    one = module.parametrized[name]
    inner, _, own = spec.name.rpartition(".")
    owner = _inner(module, inner, one.how) if inner else module
    if one.keeps_original and not spec.buffer:
        one.original.name = own
        owner.tensors[own] = one.original
        return
    tensor = TensorSymbol(owner, own, "buffer" if spec.buffer else "parameter", spec.shape)
    tensor.dtype, tensor.args = spec.dtype, (len(spec.shape),)
    if tensor.role == "parameter" and one.how.form == "new":
        tensor.requires_grad = one.original.requires_grad
    owner.tensors[own] = tensor


def _inner(module: ModuleSymbol, path: str, how: Parametrization) -> ModuleSymbol:
    here = module
    for i, part in enumerate(path.split(".")):
        if part not in here.children:
            made = ModuleSymbol((_CLASSES["parametrizations"], _LIST, _CLASSES[how.kind])[i], module.place)
            made.home, made.path = module, f"{here.path}.{part}" if here.path else part
            made.ready = True
            here.children[part] = made
        here = here.children[part]
    return here


def take_off(host: DocumentHost, module: Value, name: Value, kind: str | None = None) -> Value:
    """Make a parameter of a tensor again; it has to be filled then and parametrized anew.

    Raises:
        ValueError: it is not parametrized so.
    """
    one = module.parametrized.get(name) if isinstance(module, ModuleSymbol) else None
    if one is None or (kind or one.how.kind) != one.how.kind or (one.how.form == "new") is not (kind is None):
        raise ValueError(f"there is no {kind or 'parametrization'} of {name!r}")
    if len(module.parametrized) > 1:  # they would stand in another order
        raise Refusal(say("symbols.parametrized.removed", kind=module.kind), say("symbols.parametrized.removed.hint"))
    del module.parametrized[name]
    module.made_class = None
    module.children.pop("parametrizations", None)
    plain = specs_of(module.kind, module.args)
    for spec in set(parametrized_specs(module.kind, plain, {name: one.how})) - set(plain):
        module.tensors.pop(spec.name, None)
    one.original.name = name
    module.tensors[name] = one.original
    module.taken_off[name] = len(host.fills)
    return module


def require_parametrized(module: ModuleSymbol) -> None:
    """Refuse a layer whose tensors have the values of a parametrization that was taken off.

    Raises:
        SourceError: it has such a tensor.
    """
    if module.taken_off:
        raise SourceError(
            say("symbols.parametrized.removed", kind=module.kind),
            *module.place,
            say("symbols.parametrized.removed.hint"),
        )


def require_plain(module: ModuleSymbol, name: str) -> None:
    """Refuse to put anything into the place of a tensor that is worked out.

    Raises:
        Refusal: it is.
    """
    if name in module.parametrized:
        raise Refusal(
            say("symbols.parametrized.set", name=name, kind=module.kind), say("symbols.parametrized.set.hint")
        )


def forward_method(module: ModuleSymbol) -> Native:
    """Return the method `forward`, which a text may keep before the layer is parametrized and call later."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        host: DocumentHost = interpreter.host  # type: ignore[assignment]
        _require_hooks(host, module)
        return host.call(interpreter, module, list(args), kwargs)

    return Native("forward", call)


def _require_hooks(host: DocumentHost, module: ModuleSymbol) -> None:
    """Refuse what a forward computes by `layer.forward(x)`, which runs no hook: its tensors are those of the last call.

    Raises:
        Refusal: a hook of the layer works out one of its tensors.
    """
    old = next((name for name, one in module.parametrized.items() if one.how.form == "old"), None)
    if old is not None and host.flows.recorder is not None:
        problem = say("symbols.parametrized.read", name=old, kind=module.kind)
        raise Refusal(problem, say("symbols.parametrized.read.hint"))


def worked_out(interpreter: Interpreter, module: ModuleSymbol, name: str) -> Symbol:
    """Return a parametrized tensor as a text sees it: filling it has no effect, but on the memory that is its own.

    Raises:
        Refusal: a forward asks for it.
    """
    host: DocumentHost = interpreter.host  # type: ignore[assignment]
    if host.flows.recorder is not None:
        raise Refusal(
            say("symbols.parametrized.read", name=name, kind=module.kind), say("symbols.parametrized.read.hint")
        )
    one = module.parametrized[name]
    if one.keeps_original and id(one.original) not in host.moved:
        return host.flows.operate("method", "detach", (one.original,), {})  # type: ignore[no-any-return]
    # No function of torch that is known here: whatever copies these values is told that they are not known.
    made = Symbol("function", one.how.kind, shape=one.original.shape, dtype=one.original.dtype)
    if one.how.form == "old":  # in the new form each is worked out anew
        interpreter.budget.hold(1)
        one.given.append((next_serial(), made))
    return made


def reads_changed(module: ModuleSymbol, source: str) -> bool:
    """Tell whether an object's class may read what a hook has worked out, which the text has changed since it was made.

    A call of the layer works it out anew; `layer.forward(x)` and `layer.weight` in the class's `source` do not.
    """
    held = [(name, one) for _, inner in walk(module) for name, one in inner.parametrized.items()]
    changed = {n for n, one in held for serial, made in one.given if serial > module.finished and made.storage[0]}
    return bool(_read_past_hooks(changed, source))


def left_by_calls(layer: ModuleSymbol, source: str, filled: Set[int]) -> set[str]:
    """Return what hooks may have worked out anew when the text called a layer, and its class may read.

    A weight norm works out what it did when it was made, where none of its tensors is in `filled`, and where the text
    calls no more than the network; that of a call without gradients has none.
    """
    parts = {name: {id(layer.tensors.get(f"{name}_{end}")) for end in "gv"} for name in layer.parametrized}
    old = {name: one.how.kind for name, one in layer.parametrized.items() if one.how.form == "old"}
    changed = {name for name, kind in old.items() if layer.calls or kind != "weight_norm" or parts[name] & filled}
    return _read_past_hooks(changed, source)


def _read_past_hooks(names: set[str], source: str) -> set[str]:
    read = set(re.findall(r"[.'\"](\w+)", source)) if names else set()
    return names if "forward" in read else names & read


def _register_function(host: DocumentHost, kind: str, form: Form) -> Native:
    def call(
        interpreter: Interpreter, module: Value, name: Value = "weight", /, *args: Value, **kwargs: Value
    ) -> Value:
        interpreter.budget.hold(1)
        return register(host, module, *called_with(kind, form, name, args, kwargs))

    return Native(kind, call)


def _remove_function(host: DocumentHost, kind: str) -> Native:
    def call(interpreter: Interpreter, module: Value, name: Value = "weight") -> Value:
        return take_off(host, module, name, kind)

    return Native(f"remove_{kind}", call)


def _is_parametrized(interpreter: Interpreter, module: Value, tensor_name: Value = None) -> bool:
    found = module.parametrized if isinstance(module, ModuleSymbol) else {}
    new = [name for name, one in found.items() if one.how.form == "new"]
    return bool(new) if tensor_name is None else tensor_name in new


def _own(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
    raise Refusal(say("symbols.parametrized.class"), say("symbols.parametrized.class.hint"))


def _skip_init(interpreter: Interpreter, module_cls: Value, /, *args: Value, **kwargs: Value) -> Value:
    """Make a layer whose values the text leaves open; ours are drawn as usual."""
    return interpreter.call(module_cls, *args, **{name: value for name, value in kwargs.items() if name != "device"})


_SEQUENCES = ("pack_padded_sequence", "pad_packed_sequence", "pad_sequence", "pack_sequence")


def _of_sequences(name: str) -> Native:
    """Return a function that has no block: a forward with it stays text, and lines beside the network need none."""

    def call(interpreter: Interpreter, /, *args: Value, **kwargs: Value) -> Value:
        if interpreter.host.flows.recorder is None:  # type: ignore[attr-defined]
            return Absent(f"torch.nn.utils.rnn.{name}", called=True)
        raise Refusal(say("symbols.no-block", name=name), say("symbols.loop-size.hint"))

    return Native(name, call)


def modules(host: DocumentHost) -> dict[str, ModuleValue]:
    """Return `torch.nn.utils` and what of it parametrizes."""

    def remove(interpreter: Interpreter, module: Value, tensor_name: Value, leave_parametrized: Value = True) -> Value:
        return take_off(host, module, tensor_name)

    members: dict[str, Callable[..., Value]] = {
        "remove_parametrizations": remove,
        "is_parametrized": _is_parametrized,
        "register_parametrization": _own,
    }
    parametrize = ModuleValue(
        "torch.nn.utils.parametrize", {name: Native(name, call) for name, call in members.items()}, rest=True
    )
    new = ModuleValue(
        "torch.nn.utils.parametrizations", {kind: _register_function(host, kind, "new") for kind in PARAMETRIZATIONS}
    )
    old: dict[str, Value] = {}
    for kind, entry in PARAMETRIZATIONS.items():
        if "old" in entry.names:
            old |= {kind: _register_function(host, kind, "old"), f"remove_{kind}": _remove_function(host, kind)}
    old["skip_init"] = Native("skip_init", _skip_init)
    rnn = ModuleValue("torch.nn.utils.rnn", {name: _of_sequences(name) for name in _SEQUENCES}, rest=True)
    utils = ModuleValue(
        "torch.nn.utils", {**old, "rnn": rnn, "parametrizations": new, "parametrize": parametrize}, rest=True
    )
    return {module.name: module for module in (utils, rnn, new, parametrize)} | {
        f"torch.nn.utils.{kind}": ModuleValue(f"torch.nn.utils.{kind}", old)
        for kind in ("weight_norm", "spectral_norm")
    }
