"""The arguments of a written class: JSON values to values of a namespace, bound to what its `__init__` takes.

Beyond JSON there are some forms: a layer `{"kind": "Linear", "args": {...}}`, a tuple `{"tuple": [...]}`, and a class
or function by its name in the text or in torch, `{"name": "nn.ReLU"}`; an object that has just fields, as a
configuration, `{"record": {...}}`; a function with arguments filled in, `{"partial": {"name": ...}, "args": {...}}`; a
module of a class of the text or a container, `{"object": "Encoder", "positional": [...], "args": {...}}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from builder.catalogue.layers.kind import REQUIRED
from builder.catalogue.layers.kinds import CATALOGUE
from builder.errors import DocumentError
from builder.interpreter.attributes import get
from builder.interpreter.builtins import BUILTINS
from builder.interpreter.doubles import bare
from builder.interpreter.interpreter import Interpreter
from builder.interpreter.limits import Value
from builder.interpreter.names import look_up
from builder.interpreter.stdlib.standard import Partial, partial
from builder.interpreter.values import Class, Function, Instance, Native, NativeClass, Property, StaticMethod
from builder.sentences import near, say
from builder.symbols.names import Plain
from builder.symbols.values import ModuleSymbol, Symbol

_CODE = (Class, Function, Property, StaticMethod)
"""What of a class is no data of its objects."""
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*){0,3}")
_DEVICE = "torch.device"
_CONTAINERS = {"Sequential": "nn.Sequential", "ModuleList": "nn.ModuleList"}
_MAKERS = frozenset({"torch.zeros", "torch.ones", "torch.rand", "torch.randn", "torch.eye", "torch.tensor"})
_OTHERS = frozenset({_DEVICE, *_CONTAINERS.values(), *_MAKERS})
"""What makes an object beside the classes of the text."""
NOTHING = object()
"""The default of a required argument."""


class Parameter(NamedTuple):
    """One argument of an `__init__`: its name, its default, and whether it gathers the rest as `"*"` or `"**"`."""

    name: str
    default: Value = NOTHING
    stars: str = ""
    keyword_only: bool = False

    @property
    def required(self) -> bool:
        """Whether it must be given."""
        return self.default is NOTHING and not self.stars


def parameters_of(cls: Class) -> tuple[Parameter, ...]:
    """Return what the `__init__` of a class takes beside self."""
    found = cls.find("__init__")
    if found is None:
        return ()
    if not isinstance(found[1], Function):
        return _of_layer(cls)
    function = found[1]
    spec = function.node.args
    names = [argument.arg for argument in spec.posonlyargs + spec.args]
    first = len(names) - len(function.defaults)
    taken = [
        Parameter(name, function.defaults[i - first] if i >= first else NOTHING) for i, name in enumerate(names) if i
    ]
    if spec.vararg is not None:
        taken.append(Parameter(spec.vararg.arg, stars="*"))
    taken += [
        Parameter(a.arg, function.keyword_defaults.get(a.arg, NOTHING), keyword_only=True) for a in spec.kwonlyargs
    ]
    if spec.kwarg is not None:
        taken.append(Parameter(spec.kwarg.arg, stars="**"))
    return tuple(taken)


def _of_layer(cls: Class) -> tuple[Parameter, ...]:
    """Return what a class takes that derives from a layer and has no `__init__` of its own."""
    native = cls.native
    if native is None or native.name not in CATALOGUE:
        return (Parameter("modules", stars="*"),) if native is not None and native.name == "Sequential" else ()
    return tuple(
        Parameter(argument.name, NOTHING if argument.default is REQUIRED else argument.default)
        for argument in CATALOGUE[native.name].arguments
    )


def bound_arguments(
    interpreter: Interpreter, cls: Class, args: Mapping[str, Value]
) -> tuple[list[Value], dict[str, Value]]:
    """Return the arguments of a constructor call, by position and by name.

    Raises:
        DocumentError: it takes no such argument, or one that it needs is missing.
    """
    known = {parameter.name: parameter for parameter in parameters_of(cls)}
    for name in args:
        if name not in known:
            raise DocumentError(
                say("classes.class.no-argument", name=cls.name, argument=name),
                hint=near(name, known) or say("interpreter.remove-it.hint"),
            )
    positional: list[Value] = []
    named: dict[str, Value] = {}
    gathering = any(parameter.stars == "*" and args.get(parameter.name) for parameter in known.values())
    for name, parameter in known.items():
        if name not in args and parameter.required:
            raise DocumentError(
                say("classes.class.needs", name=cls.name, argument=name), hint=say("classes.class.needs.hint")
            )
        if parameter.stars == "*":
            gathering = False
        if name in args:
            _put(interpreter, cls, parameter, args[name], positional if gathering else named, positional)
        elif gathering:  # what is gathered stands behind all before it
            positional.append(parameter.default)
    return positional, named


def _put(  # noqa: PLR0913, PLR0917 - where the value goes
    interpreter: Interpreter,
    cls: Class,
    parameter: Parameter,
    value: Value,
    place: list[Value] | dict[str, Value],
    positional: list[Value],
) -> None:
    if parameter.stars == "*":
        positional += [to_value(interpreter, item) for item in _listed(cls, parameter, value, list)]
        return
    found = _listed(cls, parameter, value, dict) if parameter.stars == "**" else {parameter.name: value}
    for key, item in found.items():
        if isinstance(place, dict):
            place[key] = to_value(interpreter, item)
        else:
            place.append(to_value(interpreter, item))


def _listed(cls: Class, parameter: Parameter, value: Value, kind: type) -> Value:
    if not isinstance(value, kind):
        raise DocumentError(
            say(
                "classes.class.variadic",
                stars=parameter.stars,
                name=cls.name,
                argument=parameter.name,
                type=kind.__name__,
            ),
            hint=say("classes.class.list.hint") if kind is list else say("classes.class.dict.hint"),
        )
    return value


def to_value(interpreter: Interpreter, value: Value) -> Value:
    """Return a JSON value as the namespace has it.

    Raises:
        DocumentError: a name in it means nothing here.
    """
    if isinstance(value, list | tuple):
        return [to_value(interpreter, item) for item in value]
    if not isinstance(value, dict):
        return value
    form = form_of(value)
    if form is not None:
        return _FORMS[form].make(interpreter, value)
    return {key: to_value(interpreter, item) for key, item in value.items()}


def form_of(value: dict[str, Value]) -> str | None:
    """Return the key that tells which form beyond JSON a value has; None of a plain dict."""
    return next((shown for shown, form in _FORMS.items() if shown in value and form.fits(value)), None)


class _Form(NamedTuple):
    """How a value is told that is no JSON: the keys beside its own, the type of what its own holds, what makes it."""

    beside: frozenset[str]
    all_of_them: bool
    type: type
    make: Callable[[Interpreter, dict[str, Value]], Value]

    def fits(self, value: dict[str, Value]) -> bool:
        others = value.keys() - self.beside
        whole = len(others) == 1 and (not self.all_of_them or len(value) == 1 + len(self.beside))
        return whole and all(isinstance(value[key], self.type) for key in others)


def _tuple(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    return tuple(to_value(interpreter, item) for item in value["tuple"])


def _partial(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    function = to_value(interpreter, value["partial"])
    return partial(interpreter, function, **{key: to_value(interpreter, v) for key, v in value["args"].items()})


def _layer(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    layer = _named(interpreter, f"nn.{value['kind']}")
    args = {name: _for_layer(to_value(interpreter, item)) for name, item in value.get("args", {}).items()}
    return interpreter.call(layer, **args)


def _object(interpreter: Interpreter, value: dict[str, Value]) -> Value:
    """Return a module of a class of the text, a container of modules or a tensor, by a call like the one that is shown.

    Raises:
        DocumentError: it is neither, or what it is given is no list and no object.
    """
    name, positional, named = value["object"], value.get("positional", []), value.get("args", {})
    cls = _named(interpreter, name)
    known = (isinstance(cls, Class) and cls.native is not None) or name in _OTHERS
    if not (known and isinstance(positional, list) and isinstance(named, dict)):
        raise DocumentError(say("classes.class.object", name=name), hint=say("classes.class.object.hint"))
    given = [to_value(interpreter, item) for item in positional]
    return interpreter.call(cls, *given, **{key: to_value(interpreter, item) for key, item in named.items()})


def _record(interpreter: Interpreter, record: dict[str, Value]) -> Instance:
    made = Instance(Class("Namespace", (), {}))
    for name, value in record["record"].items():
        if not name.isidentifier() or name.startswith("__"):
            raise DocumentError(say("classes.class.field", name=name), hint=say("classes.class.field.hint"))
        made.fields[name] = to_value(interpreter, value)
    return made


def _for_layer(value: Value) -> Value:
    """Layers take tuples where JSON has lists."""
    return tuple(value) if isinstance(value, list) else value


def _named(interpreter: Interpreter, name: str) -> Value:
    """Look a dotted name up as the text would."""
    if not _NAME.fullmatch(name) or "__" in name:
        raise DocumentError(say("classes.class.name", name=name), hint=say("classes.class.name.hint"))
    first, *rest = name.split(".")
    value = look_up(interpreter, first, interpreter.globals)
    for part in rest:
        value = get(interpreter, value, part)
    return value


def plain_argument(value: Value, names: Mapping[int, str]) -> Value:
    """Return a value of the document namespace as JSON; `names` are the dotted names of what has one, by `id`.

    Raises:
        ValueError: no JSON stands for it.
    """
    if value is None or isinstance(value, bool | int | float | str):
        return bare(value)
    if isinstance(value, list) and len(value) <= 1000:
        return [plain_argument(item, names) for item in value]
    if isinstance(value, tuple) and len(value) <= 1000:
        return {"tuple": [plain_argument(item, names) for item in value]}
    if isinstance(value, dict) and all(isinstance(key, str) for key in value) and not _is_form(value):
        return {key: plain_argument(item, names) for key, item in value.items()}
    if id(value) in names:
        return {"name": names[id(value)]}
    return _form(value, names)


def _tensor(value: Symbol, names: Mapping[int, str]) -> Value:
    """Return a tensor by the call that made it, where that is one of torch's and nothing has changed it since."""
    name = f"torch.{value.target}" if value.op == "function" else ""
    if name not in _MAKERS or value.marks or value.writes or value.storage[0]:
        raise ValueError(say("classes.why.given", type="tensor"))
    found: dict[str, Value] = {"object": name, "positional": [plain_argument(item, names) for item in value.args]}
    if value.kwargs:
        found["args"] = {key: plain_argument(item, names) for key, item in value.kwargs.items()}
    return found


def _module(value: ModuleSymbol, names: Mapping[int, str]) -> Value:
    """Return a layer, a container, or an object of a class of the text by the call that made it.

    What was changed since is found where the object that it is given to is compared with one that is made so.
    """
    if value.is_layer and not _is_changed(value):
        return {"kind": value.kind, "args": value.args}
    if isinstance(value.cls, NativeClass) and value.cls.name in _CONTAINERS and _is_numbered(value):
        inside = [plain_argument(child, names) for child in value.children.values()]
        return {"object": _CONTAINERS[value.cls.name], "positional": inside if value.kind == "Sequential" else [inside]}
    if not isinstance(value.cls, Class) or id(value.cls) not in names:
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
        return {"object": _DEVICE, "positional": ["cpu"]}
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
    of_classes = [cls.namespace for cls in reversed(value.cls.mro) if isinstance(cls, Class)]
    found = {name: item for namespace in of_classes for name, item in namespace.items() if not name.startswith("__")}
    return {name: item for name, item in found.items() if not isinstance(item, _CODE)} | value.fields


def _is_form(value: dict[str, Value]) -> bool:
    return any(shown in value and value.keys() <= {shown, *form.beside} for shown, form in _FORMS.items())


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
            if not isinstance(member, bool | int | float | str):
                found.setdefault(id(member), f"{short}.{name}")
    return found | {id(member): name for name, member in BUILTINS.items() if not isinstance(member, Native)}


_FORMS = {
    "tuple": _Form(frozenset(), True, list, _tuple),
    "name": _Form(frozenset(), True, str, lambda interpreter, value: _named(interpreter, value["name"])),
    "record": _Form(frozenset(), True, dict, _record),
    "partial": _Form(frozenset({"args"}), True, object, _partial),
    "object": _Form(frozenset({"positional", "args"}), False, str, _object),
    "kind": _Form(frozenset({"args"}), False, str, _layer),
}
"""The forms beyond JSON, by the key that tells each."""
