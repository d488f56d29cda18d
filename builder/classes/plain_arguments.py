"""What objects were made with, as the JSON that `builder.classes.values` reads, and the names that stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.classes.values import CONTAINERS, DEVICE, MAKERS, is_form, parameters_of
from builder.interpreter.builtins import BUILTINS
from builder.interpreter.doubles import bare
from builder.interpreter.enums import Member, class_of_member
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Value
from builder.interpreter.stdlib.standard import Partial
from builder.interpreter.values import Class, Function, Instance, Native, NativeClass, Property, StaticMethod
from builder.sentences import say
from builder.symbols.libraries.switches import Plain
from builder.symbols.values import ModuleSymbol, Symbol, has_grown

_CODE = (Class, Function, Property, StaticMethod)
"""What of a class is no data of its objects."""


def plain_argument(value: Value, names: Mapping[int, str]) -> Value:
    """Return a value of the document namespace as JSON; `names` are the dotted names of what has one, by `id`.

    Raises:
        ValueError: no JSON stands for it.
    """
    if value is None or isinstance(value, bool | int | float | str | Member):
        return _member(value, names) if isinstance(value, Member) else bare(value)
    if isinstance(value, list) and len(value) <= 1000:
        return [plain_argument(item, names) for item in value]
    if isinstance(value, tuple) and len(value) <= 1000:
        return {"tuple": [plain_argument(item, names) for item in value]}
    # A dict with the keys of a form would be read back as that form.
    if isinstance(value, dict) and all(isinstance(key, str) for key in value) and not is_form(value):
        return {key: plain_argument(item, names) for key, item in value.items()}
    if id(value) in names:
        return {"name": names[id(value)]}
    return _form(value, names)


def given_arguments(module: ModuleSymbol, names: Mapping[int, str]) -> dict[str, Value]:
    """Return what an object of a written class was made with, by name, as JSON.

    Raises:
        ValueError: no JSON stands for it.
    """
    assert isinstance(module.cls, Class)
    args, kwargs = module.given
    left = list(args)
    found: dict[str, Value] = {}
    rest: dict[str, Value] = dict(kwargs)
    for parameter in parameters_of(module.cls):
        if parameter.stars == "*":
            if left:
                found[parameter.name] = [plain_argument(value, names) for value in left]
            left = []
        elif parameter.stars == "**":
            if rest:
                found[parameter.name] = {name: plain_argument(value, names) for name, value in rest.items()}
        elif left and not parameter.keyword_only:
            found[parameter.name] = plain_argument(left.pop(0), names)
        elif parameter.name in rest:
            found[parameter.name] = plain_argument(rest.pop(parameter.name), names)
    return found


def _tensor(value: Symbol, names: Mapping[int, str]) -> Value:
    """Return a tensor by the call that made it, where that is one of torch's and nothing has changed it since."""
    name = f"torch.{value.target}" if value.op == "function" else ""
    if name not in MAKERS or value.marks or value.writes or value.storage[0]:
        raise ValueError(say("classes.why.given", type="tensor"))
    found: dict[str, Value] = {"object": name, "positional": [plain_argument(item, names) for item in value.args]}
    if value.kwargs:
        found["args"] = {key: plain_argument(item, names) for key, item in value.kwargs.items()}
    return found


def _module(value: ModuleSymbol, names: Mapping[int, str]) -> Value:
    """Return a layer, a container, or an object of a class of the text by the call that made it.

    What was changed since is found where the object that it is given to is compared with one that is made so, but for
    another module or tensor of the same kind and shape.
    """
    if value.is_layer and not _is_changed(value):
        return {"kind": value.kind, "args": value.args}
    if isinstance(value.cls, NativeClass) and value.cls.name in CONTAINERS and _is_numbered(value):
        # It is made from its children alone, which numbers them from 0 again.
        inside = [plain_argument(child, names) for child in value.children.values()]
        return {"object": CONTAINERS[value.cls.name], "positional": inside if value.kind == "Sequential" else [inside]}
    if not isinstance(value.cls, Class) or id(value.cls) not in names or has_grown(value):
        raise ValueError(say("classes.why.given", type="module"))  # of a class inside a function
    positional, named = value.given
    found: dict[str, Value] = {"object": names[id(value.cls)]}
    if positional:
        found["positional"] = [plain_argument(item, names) for item in positional]
    if named:
        found["args"] = {name: plain_argument(item, names) for name, item in named.items()}
    return found


def _is_numbered(value: ModuleSymbol) -> bool:
    return list(value.children) == [str(i) for i in range(len(value.children))]


def _member(value: Member, names: Mapping[int, str]) -> Value:
    """Return a member of an enumeration by its name: what asks `is Kind.HARD` finds no text in its place."""
    cls = names.get(id(class_of_member(value)))
    if cls is None or value.name not in type(value).__members__:
        raise ValueError(say("classes.why.given", type=type(value).__name__))
    return {"name": f"{cls}.{value.name}"}


def names_in(value: Value) -> Iterator[str]:
    """Yield the names of classes and functions that JSON values name."""
    if isinstance(value, dict):
        name = value.get("object", value.get("name") if value.keys() == {"name"} else None)
        if isinstance(name, str):
            yield name.partition(".")[0]
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ():
        yield from names_in(item)


def _form(value: Value, names: Mapping[int, str]) -> Value:
    if isinstance(value, ModuleSymbol):
        return _module(value, names)
    if isinstance(value, Plain) and value.name == "device":
        return {"object": DEVICE, "positional": ["cpu"]}
    if type(value) is Symbol:
        return _tensor(value, names)
    if isinstance(value, Instance):
        return {"record": {name: plain_argument(item, names) for name, item in _data(value).items()}}
    if not isinstance(value, Partial):
        raise ValueError(say("classes.why.given", type=type(value).__name__))
    if value.args:
        raise ValueError(say("classes.why.partial"))
    filled = {name: plain_argument(item, names) for name, item in value.kwargs.items()}
    return {"partial": plain_argument(value.filled, names), "args": filled}


def _data(value: Instance) -> dict[str, Value]:
    """Return what an object holds: the data of its class and of those that it derives from, and its own over it."""
    # Reversed, so that a nearer class's value replaces that of a farther one.
    of_classes = [cls.namespace for cls in reversed(value.cls.mro) if isinstance(cls, Class)]
    found = {name: item for namespace in of_classes for name, item in namespace.items() if not name.startswith("__")}
    return {name: item for name, item in found.items() if not isinstance(item, _CODE)} | value.fields


def _is_changed(value: Value) -> bool:
    return any(tensor is not None and tensor.owner is None for tensor in value.tensors.values())


def dotted_names(interpreter: Interpreter, fixed: Mapping[int, str] | None = None) -> dict[int, str]:
    """Return the dotted name of every class and function that a text can name, by `id`.

    Args:
        interpreter: has run the text.
        fixed: what `fixed_names` gives for the same interpreter, where that is known.
    """
    found = dict(fixed_names(interpreter) if fixed is None else fixed)
    for name, value in interpreter.globals.variables.items():
        if isinstance(value, Class | Function):
            found[id(value)] = name
    return found


def fixed_names(interpreter: Interpreter) -> dict[int, str]:
    """Return those of the namespace alone, whatever the text."""
    found: dict[int, str] = {}
    tables = {"torch": "torch", "nn": "torch.nn", "F": "torch.nn.functional"}
    for short, module in tables.items():
        for name, member in interpreter.host.modules[module].members.items():
            # Python may share one object for equal numbers or strings: their ids name nothing.
            if not isinstance(member, bool | int | float | str):
                found.setdefault(id(member), f"{short}.{name}")
    return found | {id(member): name for name, member in BUILTINS.items() if not isinstance(member, Native)}
