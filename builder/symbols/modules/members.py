"""The members of symbols: children, constructor arguments and methods of modules, and sizes of tensors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.catalogue.layers.kinds import CATALOGUE
from builder.catalogue.layers.validation import explicit, resolve
from builder.interpreter.failures import Refusal, Unknown
from builder.interpreter.limits import Value
from builder.interpreter.values import BoundMethod, Class, Native, NativeClass, ReadOnlyDict
from builder.sentences import near, say
from builder.symbols.dataflow.sizes import Relation, Size, at
from builder.symbols.initial.parametrizations import forward_method, require_plain, worked_out
from builder.symbols.libraries.switches import Plain
from builder.symbols.modules import containers, modules
from builder.symbols.modules.layers import FAMILIES
from builder.symbols.names import DTYPES
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol, is_undecided
from builder.word_list import words

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

_SOME = 2
"""The batch where nothing is known of a tensor."""


def of_module(interpreter: Interpreter, value: ModuleSymbol, name: str) -> Value:
    """Return a member of a module.

    Raises:
        Unknown: it has no such member here.
        Refusal: only containers have the member, or the input decides it.
        RaisedException: an AttributeError: an object of a written class has no such attribute.
    """
    interpreter.host.field_read(interpreter, value, name)
    held = _named_contents(value)
    if name in held:
        return held[name]
    if name in value.parametrized:
        return worked_out(interpreter, value, name)
    if name == "forward":
        return forward_method(value)
    if name in modules.METHODS and not (name in _OF_LAYERS and _is_container(value.kind)):
        return BoundMethod(value, Native(name, modules.METHODS[name]))
    if name in containers.METHODS:
        containers.require(value, name)
        return BoundMethod(value, Native(name, containers.METHODS[name]))
    if value.is_layer or (value.derives_layer and value.ready and _is_argument(value, name)):
        return _argument(interpreter, value, name)
    if isinstance(value.cls, Class) and not name.startswith("__"):
        interpreter.raise_("AttributeError", f"{value.cls.name!r} object has no attribute {name[:80]!r}")
    raise Unknown(say("interpreter.no-attribute", name=name, noun=value.cls.name), near(name, modules.METHODS))


_OF_LAYERS = ("reset_parameters", "flatten_parameters")
"""Methods that layers have, and no other modules but those that write them."""


def _is_container(kind: str) -> bool:
    return kind not in CATALOGUE or CATALOGUE[kind].category == "container"


def _named_contents(value: ModuleSymbol) -> dict[str, Value]:
    """Return what a module holds by name."""
    tensors, empty = value.tensors, value.empty_buffers
    buffers = {key: t for key, t in tensors.items() if key in empty or (t is not None and t.role == "buffer")}
    parameters = {key: t for key, t in tensors.items() if key not in empty and (t is None or t.role == "parameter")}
    return {
        **tensors,
        **value.children,
        **(value.fields if isinstance(value.cls, NativeClass) else {}),
        **_features(value),
        **(_weights(value) if value.kind in FAMILIES["RNNBase"] else {}),
        **({} if value.wrapped_as is None else {value.wrapped_as: value}),
        "training": value.training,
        "_modules": value.children,
        "_parameters": ReadOnlyDict(parameters),
        "_buffers": ReadOnlyDict(buffers),
    }


def _features(value: ModuleSymbol) -> dict[str, Value]:
    """Return what a Linear inside a layer of torch tells of its sizes."""
    weight = None if value.home is value else value.tensors.get("weight")
    if weight is None or weight.shape is None or len(weight.shape) != len(_OF_WEIGHT):
        return {}
    return {name: weight.shape[dim] for name, dim in _OF_WEIGHT.items()}


def _weights(value: ModuleSymbol) -> dict[str, Value]:
    """Return the lists that a recurrent layer keeps of its tensors."""
    names = [name for name, tensor in value.tensors.items() if tensor is not None and "_l" in name]
    groups: dict[str, list[Value]] = {}
    for name in names:
        groups.setdefault(name.partition("_l")[2], []).append(value.tensors[name])
    flat = [value.tensors[name] for name in names]
    return {"_flat_weights_names": names, "_flat_weights": flat, "all_weights": [*groups.values()]}


def _is_argument(value: ModuleSymbol, name: str) -> bool:
    """Tell whether a class that derives from a layer has an argument of it."""
    return any(argument.name == name for argument in CATALOGUE[explicit(value.kind)].arguments)


def _argument(interpreter: Interpreter, value: ModuleSymbol, name: str) -> Value:
    """Return a constructor argument that a layer keeps, such as `in_features`."""
    entry = CATALOGUE[explicit(value.kind)]
    if name in {argument.name for argument in entry.arguments}:
        if is_undecided(value.kind, value.args) and value.args.get(name, "auto") == "auto":
            raise Refusal(say("symbols.lazy", name=name), say("symbols.lazy.hint"))
        return _stored_argument(explicit(value.kind), name, resolve(explicit(value.kind), value.args, ())[name])
    known = [*modules.METHODS, *value.tensors, *(argument.name for argument in entry.arguments)]
    raise Unknown(say("interpreter.no-attribute", name=name, noun=value.kind), near(name, known))


_OF_WEIGHT = {"in_features": 1, "out_features": 0}
"""The dims of its weight by their names."""
_PER_DIM = frozenset({"kernel_size", "stride", "padding", "dilation", "output_padding"})


def _dims(kind: str) -> int:
    return int(kind[-2]) if kind.startswith("Conv") and kind[-2].isdigit() else 0


def _stored_argument(kind: str, name: str, value: Value) -> Value:
    """Return an argument as the module keeps it: a convolution has one number for each dim."""
    if name in _PER_DIM and isinstance(value, int) and _dims(kind):
        return (value,) * _dims(kind)
    return tuple(value) if isinstance(value, list) and (_dims(kind) or name == "normalized_shape") else (
        (value,) if name == "normalized_shape" and isinstance(value, int) else value
    )  # fmt: skip


def measure(interpreter: Interpreter, value: Symbol, name: str, reading: bool = False) -> Value:
    """Return shape, number of dims, dtype or device of a tensor, where it is known.

    While a forward is `reading`, the sizes remember which dims they are.

    Raises:
        Refusal: it is known only when the network runs.
    """
    if name == "device":
        return Plain("cpu")
    if name == "dtype" and value.dtype is not None:
        return DTYPES[value.dtype]
    if value.shape is None and name == "ndim" and isinstance(value, TensorSymbol) and value.args[0] is not None:
        return value.args[0]
    if value.shape is None or name == "dtype":
        raise Refusal(
            say("symbols.run-time", name=name),
            say("symbols.run-time.call.hint") if reading else say("symbols.run-time.hint"),
        )
    if name != "shape":
        return len(value.shape)
    interpreter.host.flows.reads_sizes = True  # type: ignore[attr-defined]
    return tuple(at(n, value, i) for i, n in enumerate(value.shape)) if reading else tuple(value.shape)


def measure_call(
    interpreter: Interpreter, tensor: Symbol, name: str, args: tuple[Value, ...], reading: bool = False
) -> Value:
    """Return what a method that measures a tensor returns."""
    if name in ("dim", "ndimension"):
        return measure(interpreter, tensor, "ndim")
    if name == "size" and args == (0,) and tensor.shape is None and reading:
        return Size(_SOME, Relation.BATCH, origin=(tensor, 0))
    shape = measure(interpreter, tensor, "shape", reading)
    if name == "size":
        return shape[args[0]] if args else shape
    count = 1
    for n in shape:
        count = count * n
    return count


def set_member(module: ModuleSymbol, name: str, new: Value) -> None:
    """Set a member of a module, as `nn.Module.__setattr__` does.

    Raises:
        TypeError: a plain value would take the place of a tensor or module, or a module that of a parameter.
        KeyError: the class has a member that a parameter would be hidden by.
        AttributeError: `nn.Module.__init__` was not called before a child is set.
        Refusal: the module is of a class of torch, which may do something else by that attribute.
    """
    require_plain(module, name)
    if isinstance(new, ModuleSymbol) or (isinstance(new, TensorSymbol) and (new.role == "parameter" or new.registers)):
        _register(module, name, new)
    elif new is None and name in module.children:
        module.children[name] = None
    elif new is None and modules.without_bias(module, name):
        pass
    elif name in module.tensors and (new is None or isinstance(new, TensorSymbol)):
        module.tensors[name] = new
    elif name in module.tensors or name in module.children:
        raise TypeError(f"cannot assign a plain value as {name!r}")
    elif isinstance(module.cls, NativeClass) and _is_of_torch(module, name):
        raise Refusal(
            say("symbols.argument-fixed", argument=name, name=module.cls.name), say("symbols.argument-fixed.hint")
        )
    else:
        module.fields[name] = new


def _register(module: ModuleSymbol, name: str, new: ModuleSymbol | TensorSymbol) -> None:
    """Put a child or a parameter into the place of whatever has its name."""
    held = module.tensors.get(name)
    is_parameter = name in module.tensors if held is None else held.role == "parameter"
    if isinstance(new, ModuleSymbol):
        if is_parameter and name not in module.empty_buffers:
            raise TypeError(f"cannot assign {new.cls.name!r} as parameter {name!r}")
        module.tensors.pop(name, None)
        containers.put_child(module, name, new)
    else:
        module.children.pop(name, None)
        if not is_parameter:
            modules.require_free(module, name, ())
        module.tensors[name] = new
    module.fields.pop(name, None)


_OF_TORCH = frozenset(
    words(
        """
        training forward call_super_init dump_patches in_features in_channels num_features input_size hidden_size
        output_padding transposed mode name value min_val max_val align_corners recompute_scale_factor freeze proj_size
        head_dim options head tail padding weight bias
        """
    )
)
"""What modules of torch keep beside their arguments."""


def _is_of_torch(module: ModuleSymbol, name: str) -> bool:
    """Tell whether a module of torch may do something else where an attribute is set: it is none of a person's own."""
    entry = CATALOGUE.get(module.kind)
    known = {*_OF_TORCH, *modules.METHODS, *containers.METHODS, *(a.name for a in (entry.arguments if entry else ()))}
    inner = module.is_layer and any(child != "parametrizations" for child in module.children)
    return name.startswith("_") or name in known or inner
