"""Sequential, ModuleList and ModuleDict as symbols: filling, indexing, and their methods."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from builder.interpreter.failures import Refusal
from builder.interpreter.iteration import collect, pairs
from builder.interpreter.limits import Value
from builder.interpreter.values import Absent
from builder.sentences import say
from builder.symbols.files.placeholders import refuse_absent
from builder.symbols.initial.copies import own_tensor
from builder.symbols.values import ModuleSymbol, Symbol, TensorSymbol

if TYPE_CHECKING:
    from builder.interpreter.interpreter import Interpreter

LISTS = ("Sequential", "ModuleList", "ParameterList")
DICTS = ("ModuleDict", "ParameterDict")


def put_child(symbol: ModuleSymbol, name: Value, child: Value) -> None:
    """Register a module under a name.

    Raises:
        TypeError: the name is no text, or the child is neither a module nor None.
        AttributeError: `nn.Module.__init__` was not called before.
        Refusal: the child is not available here.
    """
    if not isinstance(name, str):
        raise TypeError(f"module name should be a string, not {type(name).__name__}")
    if isinstance(child, Absent):
        refuse_absent(child)
    if not isinstance(child, ModuleSymbol) and child is not None:
        raise TypeError(f"{type(child).__name__} is not a Module subclass")
    if not symbol.ready:
        raise AttributeError("cannot assign module before Module.__init__() call")
    symbol.children[name] = child
    if child is not None:
        child.was_inside = True


def put_tensor(interpreter: Interpreter, symbol: ModuleSymbol, name: Value, tensor: Value) -> None:
    """Register a parameter under a name.

    Raises:
        TypeError: the name is no text, or the value is no tensor.
    """
    if not isinstance(name, str) or not isinstance(tensor, Symbol):
        raise TypeError("a ParameterDict holds parameters by name")
    symbol.tensors[name] = _as_parameter(interpreter, tensor)


def _as_parameter(interpreter: Interpreter, tensor: Symbol) -> TensorSymbol:
    """Return what a ParameterList or ParameterDict makes of a tensor: a parameter, where it is none."""
    if isinstance(tensor, TensorSymbol) and tensor.role == "parameter":
        return tensor
    return own_tensor(interpreter, tensor, "parameter")


def _fill_module(interpreter: Interpreter, symbol: ModuleSymbol) -> None:
    """A plain module starts empty."""


def _fill_sequential(interpreter: Interpreter, symbol: ModuleSymbol, *modules: Value) -> None:
    if len(modules) == 1 and isinstance(modules[0], OrderedDict):
        for name, child in modules[0].items():
            put_child(symbol, name, child)
    else:
        for i, child in enumerate(modules):
            put_child(symbol, str(i), child)


def _fill_list(interpreter: Interpreter, symbol: ModuleSymbol, modules: Value = None, values: Value = None) -> None:
    given = modules if values is None else values  # of a ParameterList
    if given is not None:
        extend(interpreter, symbol, given)


def _fill_dict(interpreter: Interpreter, symbol: ModuleSymbol, modules: Value = None) -> None:
    if modules is not None:
        update(interpreter, symbol, modules)


def append(interpreter: Interpreter, symbol: ModuleSymbol, module: Value) -> ModuleSymbol:
    """Append a child.

    Raises:
        TypeError: the child is no tensor in a ParameterList, or else no module.
        AttributeError, Refusal: see `put_child`.
    """
    if symbol.kind == "ParameterList":
        if not isinstance(module, Symbol):
            raise TypeError("a ParameterList holds parameters")
        symbol.tensors[str(len(symbol.tensors))] = _as_parameter(interpreter, module)
    else:
        put_child(symbol, str(len(symbol.children)), module)
    return symbol


def extend(interpreter: Interpreter, symbol: ModuleSymbol, modules: Value) -> ModuleSymbol:
    """Append several children."""
    for child in collect(interpreter, modules):
        append(interpreter, symbol, child)
    return symbol


def insert(interpreter: Interpreter, symbol: ModuleSymbol, index: int, module: Value) -> ModuleSymbol:
    """Insert a child before an index, as torch does: children move to the next number, and names that are none fail.

    A ModuleList takes any index: one beyond its end leaves a gap in the names.

    Raises:
        IndexError: it is beyond the ends of a Sequential.
        KeyError: a child that would move has no such name.
        TypeError, AttributeError, Refusal: see `put_child`.
    """
    count = len(symbol.children)
    if symbol.kind == "Sequential":
        if not -count <= index <= count:
            raise IndexError(f"Index out of range: {index}")
        index += count if index < 0 else 0
    # From the end, so that no child is overwritten before it has moved.
    for i in range(count, index, -1):
        put_child(symbol, str(i), symbol.children[str(i - 1)])
    put_child(symbol, str(index), module)
    return symbol


def pop(interpreter: Interpreter, symbol: ModuleSymbol, key: Value) -> Value:
    """Remove a child and return it."""
    child = item(interpreter, symbol, key)
    delete(symbol, key)
    return child


def update(interpreter: Interpreter, symbol: ModuleSymbol, modules: Value) -> None:
    """Add or replace children by name; a ParameterDict takes those of a plain dict in the order of their names."""
    found = pairs(interpreter, modules) if isinstance(modules, dict | ModuleSymbol) else None
    given = found if found is not None else collect(interpreter, modules)
    if symbol.kind == "ParameterDict" and type(modules) is dict:
        given = sorted(given, key=lambda pair: pair[0])
    for pair in given:
        name, child = collect(interpreter, pair)
        if symbol.kind == "ParameterDict":
            put_tensor(interpreter, symbol, name, child)
        else:
            put_child(symbol, name, child)


def _renumber(symbol: ModuleSymbol, kids: list[Value]) -> None:
    symbol.children.clear()
    for i, child in enumerate(kids):
        put_child(symbol, str(i), child)


def _key(symbol: ModuleSymbol, index: Value) -> str:
    names = list(contents(symbol))
    if symbol.kind in DICTS:
        if index not in names:
            raise KeyError(index)
        return str(index)
    if not isinstance(index, int):
        raise TypeError("an index is a whole number")
    if not -len(names) <= index < len(names):
        raise IndexError(f"index {index} is out of range")
    if symbol.kind != "ModuleList":
        return names[index]
    name = str(index % len(names))  # by its number, wherever it stands
    if name not in names:
        raise KeyError(name)
    return name


def item(interpreter: Interpreter, symbol: ModuleSymbol, index: Value) -> Value:
    """Return `symbol[index]`.

    Raises:
        TypeError: the module has no items, or the index is of the wrong type.
        IndexError, KeyError: it has no such item.
    """
    if symbol.kind not in (*LISTS, *DICTS):
        raise TypeError(f"'{symbol.cls.name}' object is not subscriptable")
    if not isinstance(index, slice):
        return contents(symbol)[_key(symbol, index)]
    made = ModuleSymbol(symbol.cls, symbol.place)
    made.ready = True
    kids = list(contents(symbol).items())[index]
    if symbol.kind == "Sequential":
        made.children.update(kids)
    else:
        extend(interpreter, made, [child for _, child in kids])
    return made


def set_item(interpreter: Interpreter, symbol: ModuleSymbol, index: Value, child: Value) -> None:
    """Do `symbol[index] = child`.

    Raises:
        TypeError: the module has no items, or the index or the new item is of the wrong type.
        IndexError: a list has no such item.
        AttributeError, Refusal: see `put_child`.
    """
    if symbol.kind not in (*LISTS, *DICTS):
        raise TypeError(f"'{symbol.cls.name}' object does not support item assignment")
    key = index if symbol.kind in DICTS else _key(symbol, index)
    if symbol.kind.startswith("Parameter"):
        put_tensor(interpreter, symbol, key, child)
    else:
        put_child(symbol, key, child)


def delete(symbol: ModuleSymbol, index: Value) -> None:
    """Do `del symbol[index]`.

    Raises:
        TypeError: it is a ParameterList, which keeps its items.
        IndexError, KeyError: it has no such item.
    """
    if symbol.kind == "ParameterList":
        raise TypeError("'ParameterList' object does not support item deletion")
    table: dict[str, Value] = symbol.tensors if symbol.kind == "ParameterDict" else symbol.children
    if not isinstance(index, slice):
        keys = [_key(symbol, index)]
    elif symbol.kind == "ModuleList":
        keys = [_key(symbol, i) for i in range(len(table))[index]]
    else:
        keys = list(table)[index]
    for name in keys:
        del table[name]
    if symbol.kind in LISTS:
        _renumber(symbol, list(symbol.children.values()))


def require(symbol: ModuleSymbol, name: str) -> None:
    """Refuse a method that only containers have.

    Raises:
        Refusal: the module is no container that has the method.
    """
    if symbol.kind not in _HAVE[name]:
        raise Refusal(say("interpreter.no-attribute", name=name, noun=symbol.cls.name), say("symbols.container.hint"))


def contents(symbol: ModuleSymbol) -> dict[str, Value]:
    """Return what a container holds: modules, or parameters."""
    return dict(symbol.tensors) if symbol.kind.startswith("Parameter") else symbol.children


FILL: dict[str, Callable[..., None]] = {
    "Module": _fill_module,
    "Sequential": _fill_sequential,
    "ModuleList": _fill_list,
    "ModuleDict": _fill_dict,
    "ParameterList": _fill_list,
    "ParameterDict": _fill_dict,
}
_HAVE = {
    "append": LISTS,
    "extend": LISTS,
    "insert": ("Sequential", "ModuleList"),
    "pop": ("Sequential", "ModuleList", *DICTS),
    **dict.fromkeys(("update", "keys", "values", "items"), DICTS),
}
"""The containers that have each method."""
METHODS: dict[str, Callable[..., Value]] = {
    "append": append,
    "extend": extend,
    "insert": insert,
    "pop": pop,
    "update": update,
    "keys": lambda interpreter, symbol: contents(symbol).keys(),
    "values": lambda interpreter, symbol: contents(symbol).values(),
    "items": lambda interpreter, symbol: contents(symbol).items(),
}
