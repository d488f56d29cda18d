"""The arguments of a written class: JSON values to values of a namespace, bound to what its `__init__` takes.

Beyond JSON there are some forms: a layer `{"kind": "Linear", "args": {...}}`, a tuple `{"tuple": [...]}`, and a class
or function by its name in the text or in torch, `{"name": "nn.ReLU"}`; an object that has just fields, as a
configuration, `{"record": {...}}`; a function with arguments filled in, `{"partial": {"name": ...}, "args": {...}}`;
a module of a class of the text, or a `Sequential` or `ModuleList`, `{"module": {"name": ...}, "args": {...}}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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
from builder.symbols.values import ModuleSymbol, has_grown

_CODE = (Class, Function, Property, StaticMethod)
"""What of a class is no data of its objects."""
_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*){0,3}")
_LISTED = "modules"
_LISTS = ("Sequential", "ModuleList")
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
    make = _READERS.get(frozenset(value))
    if make is not None and all(isinstance(value[key], kind) for key, kind in _CHECKED.items() if key in value):
        return make(interpreter, value)
    return {key: to_value(interpreter, item) for key, item in value.items()}


def _tuple(interpreter: Interpreter, form: dict[str, Value]) -> Value:
    return tuple(to_value(interpreter, item) for item in form["tuple"])


def _by_name(interpreter: Interpreter, form: dict[str, Value]) -> Value:
    return _named(interpreter, form["name"])


def _partial(interpreter: Interpreter, form: dict[str, Value]) -> Value:
    filled = {name: to_value(interpreter, item) for name, item in form["args"].items()}
    return partial(interpreter, to_value(interpreter, form["partial"]), **filled)


def _layer(interpreter: Interpreter, form: dict[str, Value]) -> Value:
    layer = _named(interpreter, f"nn.{form['kind']}")
    args = {name: _for_layer(to_value(interpreter, item)) for name, item in form.get("args", {}).items()}
    return interpreter.call(layer, **args)


def _module(interpreter: Interpreter, form: dict[str, Value]) -> Value:
    """Return an object of a class of the text, or a list of torch with modules."""
    cls, args = to_value(interpreter, form["module"]), form["args"]
    if isinstance(cls, Class):
        positional, named = bound_arguments(interpreter, cls, args)
        return interpreter.call(cls, *positional, **named)
    modules = to_value(interpreter, args.get(_LISTED))
    if not isinstance(cls, NativeClass) or cls.name not in _LISTS or args.keys() != {_LISTED}:
        raise DocumentError(say("classes.class.module"), hint=say("classes.class.module.hint"))
    if not isinstance(modules, list):
        raise DocumentError(say("classes.class.module"), hint=say("classes.class.module.hint"))
    return interpreter.call(cls, *modules) if cls.name == "Sequential" else interpreter.call(cls, modules)


def _record(interpreter: Interpreter, form: dict[str, Value]) -> Instance:
    made = Instance(Class("Namespace", (), {}))
    for name, value in form["record"].items():
        if not name.isidentifier() or name.startswith("__"):
            raise DocumentError(say("classes.class.field", name=name), hint=say("classes.class.field.hint"))
        made.fields[name] = to_value(interpreter, value)
    return made


_READERS: dict[frozenset[str], Callable[[Interpreter, dict[str, Value]], Value]] = {
    frozenset({"tuple"}): _tuple,
    frozenset({"name"}): _by_name,
    frozenset({"record"}): _record,
    frozenset({"partial", "args"}): _partial,
    frozenset({"module", "args"}): _module,
    frozenset({"kind"}): _layer,
    frozenset({"kind", "args"}): _layer,
}
_CHECKED = {"tuple": list, "name": str, "record": dict, "args": dict, "kind": str}
"""What stands in such a form."""


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
    if isinstance(value, Instance | Partial):
        return _form(value, names)
    if isinstance(value, ModuleSymbol):
        return _module_form(value, names)
    raise ValueError(say("classes.why.given", type=type(value).__name__))


def _module_form(module: ModuleSymbol, names: Mapping[int, str]) -> Value:
    """Return a module that can be made again by its class alone, as it was made."""
    if module.is_layer and not _is_changed(module):
        return {"kind": module.kind, "args": module.args}
    if isinstance(module.cls, NativeClass) and module.kind in _LISTS:
        kids = list(module.children.items())
        if all(key == str(i) for i, (key, _) in enumerate(kids)) and None not in module.children.values():
            modules = [plain_argument(kid, names) for _, kid in kids]
            return {"module": {"name": f"nn.{module.kind}"}, "args": {_LISTED: modules}}
    if isinstance(module.cls, Class) and id(module.cls) in names and not has_grown(module):
        starred = {one.name for one in parameters_of(module.cls) if one.stars}
        given = given_arguments(module, names)
        if not starred & given.keys():
            return {"module": {"name": names[id(module.cls)]}, "args": given}
    raise ValueError(say("classes.why.given", type="module"))


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


def _form(value: Instance | Partial, names: Mapping[int, str]) -> Value:
    if isinstance(value, Instance):
        return {"record": {name: plain_argument(item, names) for name, item in _data(value).items()}}
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
    return frozenset(value) in _READERS


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
